//! `control-character`: replacement characters and bytes that no text has.

use crate::{
    diagnostic::Applicability,
    rule::{Check, RuleContext, Scope},
    span::BlockSpan,
};

pub struct ControlCharacter;

impl Check for ControlCharacter {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().blocks() {
            let all = text.text();
            if !may_be_wrong(all) {
                continue;
            }
            let mut reported = 0;
            for (at, c) in all.char_indices().filter(|(_, c)| is_wrong(*c)) {
                if at < reported {
                    continue;
                }
                let span = if c == '\u{FFFD}' { word_around(all, at, c) } else { run_of(all, at) };
                reported = span.end();
                if c == '\u{FFFD}' {
                    let shown = text.slice(span);
                    cx.report(text.index(), span, format!("\"{shown}\" has a replacement character: a letter was lost in decoding"));
                } else {
                    cx.report(text.index(), span, format!("U+{:04X} is no character of a text", c as u32)).suggest("", Applicability::Safe);
                }
            }
        }
    }
}

/// Whether a text has a byte that a wrong character has: few have. Written without a branch, so that many bytes are seen at once.
fn may_be_wrong(text: &str) -> bool {
    text.bytes().fold(false, |any, b| {
        any | (b < b'\t') | (b.wrapping_sub(0xE) < b' ' - 0xE) | (b == 0x7F) | (b == 0xC2) | (b == 0xEE) | (b == 0xEF)
    })
}

fn is_wrong(c: char) -> bool {
    c == '\u{FFFD}'
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{B}' | '\u{C}'))
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FFFC}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The run of wrong characters that begins at byte `at`.
fn run_of(text: &str, at: usize) -> BlockSpan {
    let rest = text.get(at..).unwrap_or("");
    let len = rest.find(|c| !is_wrong(c) || c == '\u{FFFD}').unwrap_or(rest.len());
    BlockSpan::new(at, at + len)
}

/// The word that holds the character `c` at byte `at`.
fn word_around(text: &str, at: usize, c: char) -> BlockSpan {
    let part = |c: char| c.is_alphanumeric() || c == '\u{FFFD}';
    let before = text.get(..at).unwrap_or("");
    let start = before.trim_end_matches(part).len();
    let after = text.get(at + c.len_utf8()..).unwrap_or("");
    let end = text.len() - after.trim_start_matches(part).len();
    BlockSpan::new(start, end)
}
