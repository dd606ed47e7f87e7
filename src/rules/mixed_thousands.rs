//! `mixed-thousands`: "644 thousand" beside "300,000" in one article.

use crate::{
    diagnostic::{Applicability, Group, Place, Severity},
    document::BlockKind,
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
    span::BlockSpan,
};
use regex::Regex;
use regex_syntax::is_word_character;
use std::{borrow::Cow, sync::LazyLock};

/// See its record.
pub struct MixedThousands;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("mixed-thousands"),
    group: Group::Consistency,
    summary: Cow::Borrowed("\"644 thousand\" beside \"300,000\""),
    explanation: Cow::Borrowed(
        "A house writes thousands one way, and in English nearly always in figures: 644,000. Russian and Icelandic write the word behind the \
         figure, and sentences translated one by one come out now so, now so. Reported is the figure with the word where the article writes \
         others out; quotations and ages (\"3 thousand-year-old\") are left alone.",
    ),
    severity: Severity::Info,
    confidence: 0.92,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("The quake left 33 thousand people homeless. In all, 120,000 live in Van.", "33 thousand"),
        Example::wrong("Sales fell to 2.5 thousand cars from 14,300 a year ago.", "2.5 thousand"),
        Example::wrong("Some 45,000 voted in Riga, and 7 thousand by post.", "7 thousand"),
        Example::wrong("The port of Batumi handled 610 thousand tons; Poti handled 1,200,000.", "610 thousand"),
        Example::wrong("The fund has 1,150 members and 90 thousand euros.", "90 thousand"),
        Example::right("The quake left 33 thousand people homeless in Van.", "one way only"),
        Example::right("\"We lost 33 thousand trees,\" he said. In all, 120,000 grew there.", "quoted"),
        Example::right("The 3 thousand-year-old tomb drew 14,300 visitors.", "an age"),
        Example::right("Several thousand people and 14,300 sheep crossed the border.", "no figure"),
        Example::right("Sales fell to 2.5 million cars from 14,300 carriages a century ago.", "millions are written so"),
    ]),
};

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

impl Rule for MixedThousands {
    fn meta(&self) -> &RuleMeta {
        &META
    }

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
