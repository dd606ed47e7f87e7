//! `truncated-paragraph`: a paragraph that breaks off without its end.

use crate::{
    analysis::unterminated::REPORTED,
    diagnostic::{Group, Severity},
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::borrow::Cow;

/// See its record.
pub struct TruncatedParagraph;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("truncated-paragraph"),
    group: Group::Truncation,
    summary: Cow::Borrowed("a paragraph that breaks off without its end"),
    explanation: Cow::Borrowed(
        "Scrapers, paywalls, token limits and paste jobs cut text. A block of prose that stops without a terminal is reported with what \
         its end waits for: the noun after an article, the object of a verb, the rest of a clause. Headlines, subheadings, captions, bylines, \
         datelines, lists, tables, verse and lead-ins to a list are no sentences and are left alone.",
    ),
    severity: Severity::Error,
    confidence: 0.9,
    languages: Languages::Any,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong(
            "Port of Beira reopens\n\nThe port of Beira opened again on Monday after three days of heavy rain. Two ships are waiting for\n\nThe harbour master said dredging would begin in May.",
            "are waiting for",
        ),
        Example::wrong(
            "Storm over Graz\n\nA storm tore the roof off a school in Graz on Sunday night, and the mayor said lessons would\n\nNobody was hurt, the fire brigade said.",
            "said lessons would",
        ),
        Example::right(
            "Port of Beira reopens\n\nThe port of Beira opened again on Monday.\n\nWhat exporters wait for\n\nTwo ships lie off the harbour mouth.",
            "a subheading may end on a preposition",
        ),
        Example::right(
            "Port of Beira reopens\n\nThe port opens on these days:\n\n- Monday to Friday\n- Sunday, from noon\n\nThe harbour master said more would follow.",
            "a lead-in to a list, and its entries",
        ),
    ]),
};

impl Rule for TruncatedParagraph {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for stump in cx.article().stumps().iter().filter(|s| !s.last && s.probability >= REPORTED) {
            cx.report(stump.block, stump.span, format!("the paragraph breaks off: {}", stump.reason)).confidence(stump.probability);
        }
    }
}
