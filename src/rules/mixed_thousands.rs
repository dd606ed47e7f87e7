//! `mixed-thousands`: "644 thousand" beside "300,000" in one article.

use crate::{
    diagnostic::{Applicability, Place},
    document::BlockKind,
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use regex::Regex;
use regex_syntax::is_word_character;
use std::sync::LazyLock;

pub struct MixedThousands;

static WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s(])(?P<mark>(?P<n>\d{1,3})(?:[.,](?P<d>\d{1,2}))?\sthousand)\b").ok());

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

impl Check for MixedThousands {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let blocks = || cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem));
        if !blocks().any(|b| b.text().contains(" thousand")) || !blocks().any(|b| has_word(b.text())) {
            return;
        }
        let written = blocks().find_map(|b| figure(b.text()).map(|span| Place::new(b.index(), span)));
        let (Some(written), Some(word)) = (written, WORD.as_ref()) else { return };
        let mut found = Vec::new();
        for text in blocks() {
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
