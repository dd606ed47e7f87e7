//! `truncated-article`: an article whose last paragraph breaks off.

use crate::{
    analysis::unterminated::REPORTED,
    diagnostic::{Group, Severity},
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::borrow::Cow;

/// See its record.
pub struct TruncatedArticle;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("truncated-article"),
    group: Group::Truncation,
    summary: Cow::Borrowed("an article whose last paragraph breaks off"),
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
            "Tram line opens\n\nThe first trams ran to the airport of Izmir on Tuesday. Tickets cost five lira.\n\nThe city wants to extend the line to the coast when it has found the",
            "has found the",
        ),
        Example::wrong(
            "Museum robbed\n\nThieves took four bronze masks from the museum in Benin City overnight. The guards heard nothing.\n\nThe director, who was told by telephone, said that the collection",
            "that the collection",
        ),
        Example::right(
            "Tram line opens\n\nThe first trams ran to the airport of Izmir on Tuesday. Tickets cost five lira.\n\nReporting by Aylin Kaya in Izmir",
            "a byline at the end",
        ),
        Example::right(
            "Tram line opens\n\nThe first trams ran to the airport of Izmir on Tuesday. Tickets cost five lira.\n\nRead more: The future of trams",
            "a link at the end",
        ),
    ]),
};

impl Rule for TruncatedArticle {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for stump in cx.article().stumps().iter().filter(|s| s.last && s.probability >= REPORTED) {
            cx.report(stump.block, stump.span, format!("the article breaks off: {}", stump.reason)).confidence(stump.probability);
        }
    }
}
