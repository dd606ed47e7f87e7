//! `mixed-thousands`: "644 thousand" or "644 000" beside "300,000" in one article.

use crate::{
    analysis::Text,
    diagnostic::{Applicability, Place},
    document::BlockKind,
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use regex::Regex;
use regex_syntax::is_word_character;
use std::sync::{Arc, LazyLock, OnceLock};

pub struct MixedThousands;

static WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s(])(?P<mark>(?P<n>\d{1,3})(?:[.,](?P<d>\d{1,2}))?\sthousand)\b").ok());

/// "20 000 people": digits in groups that a space parts, and what is counted.
static SPACED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?P<mark>[1-9]\d{0,2}(?:[ \u{A0}\u{202F}]\d{3})+)[ \u{A0}\u{202F}](?P<unit>\p{Ll}{3,})").ok());

/// Words with a capital that may stand before a figure and name nothing: "Boeing 737 800 crews" is none.
const BEFORE: &[&str] =
    &["about", "some", "over", "around", "almost", "nearly", "than", "only", "another", "the", "in", "with", "for", "at"];

/// What races are measured in: "the 4 100 metres relay".
const LENGTHS: &[&str] = &["metres", "meters", "yards", "freestyle", "relay", "hurdles", "times"];

/// The figures of a text whose groups of digits are parted by spaces, and how they are written with commas.
fn spaced(text: &str) -> Vec<(BlockSpan, String)> {
    let space = |c: char| matches!(c, ' ' | '\u{A0}' | '\u{202F}');
    // "3 000": a digit on both sides of a space is rare, and looked for first.
    let bytes = text.as_bytes();
    let may = bytes.windows(2).any(|two| matches!(two, [b' ' | 0xA0 | 0xAF, d] if d.is_ascii_digit()))
        && text.match_indices(space).any(|(at, _)| text[..at].ends_with(|c: char| c.is_ascii_digit()));
    let Some(regex) = SPACED.as_ref().filter(|_| may) else { return Vec::new() };
    let figure = |groups: regex::Captures<'_>| {
        let (mark, unit) = (groups.name("mark")?, groups.name("unit")?.as_str());
        let before = text.get(..mark.start())?;
        let word = before.trim_end_matches(space).rsplit(|c: char| c.is_whitespace() || c == '(').next()?;
        let opens = before.is_empty() || before.ends_with(|c: char| space(c) || c == '(' || matches!(c, '$' | '€' | '£'));
        // A month, a maker or a number stands before what is no figure of its own; behind a dash goes on a telephone number.
        let small = word.starts_with(char::is_lowercase) || BEFORE.contains(&word.to_lowercase().as_str());
        (opens && (before.is_empty() || small) && !LENGTHS.contains(&unit))
            .then(|| (BlockSpan::new(mark.start(), mark.end()), mark.as_str().replace(space, ",")))
    };
    regex.captures_iter(text).filter_map(figure).collect()
}

/// Whether a text has a figure before a "thousand".
fn has_word(text: &str) -> bool {
    let before =
        |at: usize| text.get(..at).and_then(|b| b.strip_suffix(char::is_whitespace)).is_some_and(|b| b.ends_with(char::is_numeric));
    text.match_indices("thousand").any(|(at, _)| before(at))
}

/// The first figure of a text that is written out with commas, and the character on either side of it.
fn figure(text: &str) -> Option<BlockSpan> {
    let digits = |text: &str| text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    text.match_indices(',').find_map(|(comma, _)| {
        let (before, mut after) = (text.get(..comma)?, text.get(comma..)?);
        let front = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let open = |c: Option<char>| c.is_none_or(|c| c != ',' && !is_word_character(c));
        let left = front.chars().next_back();
        if !(1..=3).contains(&(before.len() - front.len())) || !open(left) || left == Some('.') {
            return None;
        }
        while let Some(rest) = after.strip_prefix(',').filter(|rest| digits(rest) >= 3) {
            after = rest.get(3..)?;
        }
        let (end, right) = (text.len() - after.len(), after.chars().next());
        let beside = |c: Option<char>| c.map_or(0, char::len_utf8);
        (end > comma && open(right)).then(|| BlockSpan::new(front.len() - beside(left), end + beside(right)))
    })
}

/// How a block writes its figures.
struct Figures {
    /// Whether a space stands before a "thousand", and whether a figure does.
    thousand: bool,
    in_words: bool,
    /// Outside of quotations: see [`spaced`].
    spaced: Vec<(BlockSpan, String)>,
    /// See [`figure`]: looked for where it matters.
    written_out: OnceLock<Option<BlockSpan>>,
}

impl Figures {
    fn of(block: &Text<'_>) -> Arc<Self> {
        block.fact_of(0, || Self {
            thousand: block.text().contains(" thousand"),
            in_words: has_word(block.text()),
            spaced: spaced(block.text()).into_iter().filter(|(span, _)| !block.is_quoted(*span)).collect(),
            written_out: OnceLock::new(),
        })
    }
}

impl Check for MixedThousands {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let prose = cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem));
        let read: Vec<(&Text<'_>, Arc<Figures>)> = prose.map(|b| (b, Figures::of(b))).collect();
        let in_words = read.iter().any(|(_, figures)| figures.thousand) && read.iter().any(|(_, figures)| figures.in_words);
        let spaced = read.iter().flat_map(|(text, figures)| figures.spaced.iter().map(move |found| (text, found)));
        let mut found: Vec<(Place, String)> =
            spaced.map(|(text, (span, figure))| (Place::new(text.index(), *span), figure.clone())).collect();
        if !in_words && found.is_empty() {
            return;
        }
        let first = |(text, figures): &(&Text<'_>, Arc<Figures>)| {
            let span = figures.written_out.get_or_init(|| figure(text.text()));
            span.map(|span| Place::new(text.index(), span))
        };
        let written = read.iter().find_map(first);
        let (Some(written), Some(word)) = (written, WORD.as_ref()) else { return };
        for (text, _) in read.iter().filter(|_| in_words) {
            for groups in word.captures_iter(text.text()) {
                let Some(mark) = groups.name("mark") else { continue };
                let span = BlockSpan::new(mark.start(), mark.end());
                if text.is_quoted(span) || text.text().get(mark.end()..).is_some_and(|rest| rest.starts_with('-')) {
                    continue;
                }
                let decimals = groups.name("d").map_or("", |m| m.as_str());
                let figure = format!("{},{decimals:0<3}", groups.name("n").map_or("", |m| m.as_str()));
                found.push((Place::new(text.index(), span), figure));
            }
        }
        for (place, figure) in found {
            cx.report(place.block, place.span, format!("the article writes other figures out: {figure}"))
                .label(written, "written out here")
                .suggest(figure, Applicability::Unsafe);
        }
    }
}
