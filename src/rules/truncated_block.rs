//! `truncated-paragraph` and `truncated-article`: a paragraph that breaks off, and an article whose last one does.

use crate::{
    analysis::unterminated::REPORTED,
    rule::{Check, RuleContext},
};

/// A paragraph that others follow.
pub struct TruncatedParagraph;
/// The last one.
pub struct TruncatedArticle;

impl Check for TruncatedParagraph {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        report(cx, false, "paragraph");
    }
}

impl Check for TruncatedArticle {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        report(cx, true, "article");
    }
}

/// Reports the candidates that are the article's last, or all others.
fn report(cx: &mut RuleContext<'_, '_>, last: bool, what: &str) {
    for cut in cx.article().truncation_candidates().iter().filter(|c| c.last == last && c.probability >= REPORTED) {
        cx.report(cut.block, cut.span, format!("the {what} breaks off: {}", cut.reason)).confidence(cut.probability);
    }
}
