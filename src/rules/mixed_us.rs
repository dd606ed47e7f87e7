//! `mixed-us`: "US" and "U.S." in one article.

use crate::{
    diagnostic::{Applicability, Place},
    document::BlockKind,
    rule::{Check, RuleContext},
};

pub struct MixedUs;

impl Check for MixedUs {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let (mut plain, mut stopped) = (Vec::new(), Vec::new());
        for text in cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem)) {
            let mut capitals = None;
            for token in text.tokens().iter().filter(|t| matches!(t.span.len(), 2 | 4)) {
                let forms = match text.word(token) {
                    "US" => &mut plain,
                    "U.S." => &mut stopped,
                    _ => continue,
                };
                let capitals = *capitals.get_or_insert_with(|| !text.text().chars().any(char::is_lowercase));
                if !capitals && !text.is_quoted(token.span) {
                    forms.push(Place::new(text.index(), token.span));
                }
            }
        }
        let (odd, rule, right, wrong) =
            if plain.len() < stopped.len() { (plain, stopped, "U.S.", "US") } else { (stopped, plain, "US", "U.S.") };
        // One against three or more is a slip; closer to even, the house has no rule to break.
        if odd.is_empty() || rule.len() < 3 * odd.len() {
            return;
        }
        // One report an article: whoever settles it settles all.
        let first = odd[0];
        let times = |n: usize| if n == 1 { "once".to_owned() } else { format!("{n} times") };
        let message = format!("\"{wrong}\" {}, \"{right}\" {} in this article", times(odd.len()), times(rule.len()));
        let finding = cx.report(first.block, first.span, message).suggest(right, Applicability::Unsafe);
        finding.label(rule[0], format!("\"{right}\" first stands here"));
        for place in odd.iter().skip(1) {
            finding.label(*place, "here too");
        }
    }
}
