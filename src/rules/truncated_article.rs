//! `truncated-article`: an article whose last paragraph breaks off.

use crate::{
    analysis::unterminated::REPORTED,
    rule::{Check, RuleContext},
};

pub struct TruncatedArticle;

impl Check for TruncatedArticle {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for stump in cx.article().stumps().iter().filter(|s| s.last && s.probability >= REPORTED) {
            cx.report(stump.block, stump.span, format!("the article breaks off: {}", stump.reason)).confidence(stump.probability);
        }
    }
}
