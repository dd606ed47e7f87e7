//! `truncated-paragraph`: a paragraph that breaks off without its end.

use crate::{
    analysis::unterminated::REPORTED,
    rule::{Check, RuleContext},
};

pub struct TruncatedParagraph;

impl Check for TruncatedParagraph {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for stump in cx.article().stumps().iter().filter(|s| !s.last && s.probability >= REPORTED) {
            cx.report(stump.block, stump.span, format!("the paragraph breaks off: {}", stump.reason)).confidence(stump.probability);
        }
    }
}
