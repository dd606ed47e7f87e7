//! `missing-space`: "cold day.Nobody came", "stayed open,and buses ran".

use crate::{
    diagnostic::Applicability,
    document::BlockKind,
    rule::{Check, RuleContext, Scope},
    span::BlockSpan,
};
use memchr::{memchr2_iter, memchr3_iter};

pub struct MissingSpace;

/// What stands behind a stop in the names of sites.
const SITES: &[&str] =
    &["com", "net", "org", "info", "bbc", "gov", "edu", "java", "tech", "media", "news", "world", "online", "inc", "ltd", "shop", "app"];

/// Words that open sentences rather than names.
const OPENERS: &[&str] = &[
    "The", "This", "That", "These", "Those", "They", "There", "His", "Her", "She", "And", "But", "For", "From", "When", "While", "With",
    "After", "Before", "However", "Its", "Our", "Their", "You", "What", "Now", "Then", "Also", "Although", "Not", "One", "Two", "Some",
    "All", "More",
];

impl Check for MissingSpace {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem)) {
            let all = text.text();
            let bytes = all.as_bytes();
            for at in memchr3_iter(b',', b';', b'.', bytes).chain(memchr2_iter(b'?', b'!', bytes)) {
                // A quick look: most marks have a space or a quotation mark behind them.
                if !bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
                    continue;
                }
                let (Some(before), Some(after)) = (all.get(..at), all.get(at + 1..)) else { continue };
                // `add`,`sub` are code.
                let beside_code = || text.block().has_code(BlockSpan::new(at.saturating_sub(1), at + 2));
                if joined(before, bytes[at], after) && !beside_code() {
                    let span = BlockSpan::new(at, at + 1);
                    let shown = text.slice(span);
                    cx.report(text.index(), span, format!("a space belongs behind \"{shown}\""))
                        .suggest(format!("{shown} "), Applicability::Unsafe);
                }
            }
        }
    }
}

/// Whether two words meet at a mark without a space, and not in an address, an abbreviation or an entity.
fn joined(before: &str, mark: u8, after: &str) -> bool {
    let rest = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let word = rest.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let next_end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let (next, behind) = after.split_at(next_end);
    let plain =
        word.chars().count() >= 3 && word.chars().skip(1).all(char::is_lowercase) && word == rest.trim_start_matches(['"', '“', '(', '‘']);
    let sentence = next.chars().skip(1).all(char::is_lowercase) && next.chars().count() >= 2;
    let address =
        behind.starts_with(['@', '/', '_', ':', '-']) || behind.strip_prefix('.').is_some_and(|b| b.starts_with(char::is_alphanumeric));
    if !plain || !sentence || address {
        return false;
    }
    let small = next.starts_with(char::is_lowercase);
    match mark {
        // `lib,tools,test`: names of parts.
        b',' | b';' => small && !(behind.starts_with(',') && behind[1..].starts_with(char::is_alphabetic)),
        // `Kontur.Focus`: a product, unless the second word is one that opens sentences.
        _ if word.starts_with(char::is_uppercase) && !OPENERS.contains(&next) => false,
        _ => !small && next.chars().count() >= 3 && !SITES.contains(&next.to_lowercase().as_str()),
    }
}
