//! Parts of texts, as the checks compare and show them.

use super::super::side::{Line, is_spaceless};
use crate::{diagnostic::Place, span::BlockSpan, unicode};

/// A designation without its figures, which are what may have been changed.
pub(super) fn masked(text: &str) -> String {
    folded(text).chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|c| *c != '-').flat_map(char::to_lowercase).collect()
}

/// The first letters of a line's words in a row, as acronyms are made of.
pub(super) fn initials(line: &Line<'_>) -> String {
    line.words.iter().filter_map(|w| w.text.chars().next()).flat_map(char::to_uppercase).collect()
}

/// The place of a line's last word.
pub(in crate::bitext) fn last_word(line: &Line<'_>) -> Place {
    let end = line.text.trim_end().len();
    let start = line.text[..end].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let base = line.place.span.start();
    // Where nothing parts words, the last character is marked.
    let start = if line.text[start..end].chars().any(is_spaceless) {
        line.text[..end].char_indices().next_back().map_or(start, |(at, _)| at)
    } else {
        start + line.text[start..end].len() - line.text[start..end].trim_start_matches(|c: char| !c.is_alphanumeric()).len()
    };
    Place::new(line.place.block, BlockSpan::new(base + start.min(end), base + end))
}

pub(super) fn is_latin(c: char) -> bool {
    matches!(c as u32, 0x41..=0x5A | 0x61..=0x7A | 0xAA | 0xBA | 0xC0..=0x24F | 0x1E00..=0x1EFF | 0xFB00..=0xFB06)
}

pub(super) fn is_latin_text(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().filter(|c| is_latin(*c)).count() * 2 > letters
}

/// The first words of a text, short enough for a message.
pub(in crate::bitext) fn excerpt(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let head = unicode::head(&text, 60);
    if head.len() == text.len() {
        return text;
    }
    // At the end of a word, where there is one.
    format!("{}…", head.rsplit_once(' ').map_or(head, |(words, _)| words).trim_end())
}

/// The last words of a text.
pub(super) fn ending(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let tail = unicode::tail(&text, 41);
    if tail.len() == text.len() { text } else { format!("…{}", tail.trim_start()) }
}
