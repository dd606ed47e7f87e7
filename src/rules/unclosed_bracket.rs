//! `unclosed-bracket`: a bracket that is opened and never closed.

use crate::{
    analysis::{
        Text,
        unterminated::{End, end_of},
    },
    document::BlockKind,
    rule::{Check, RuleContext},
    span::BlockSpan,
};

pub struct UnclosedBracket;

const PAIRS: [(&str, &str); 6] = [("(", ")"), ("[", "]"), ("（", "）"), ("【", "】"), ("《", "》"), ("〈", "〉")];

/// The bracket of each kind that stays open in a block, and whether the block closes one of that kind that it did not open.
fn unmatched(text: &Text<'_>, (open, close): (&str, &str)) -> (Option<usize>, bool) {
    let tokens = text.tokens();
    let mut stack = Vec::new();
    let mut orphan = false;
    for (i, token) in tokens.iter().enumerate() {
        let word = text.word(token);
        if word == open {
            let smiley = !token.spaced
                && i.checked_sub(1).and_then(|k| tokens.get(k)).is_some_and(|t| matches!(text.word(t), ":" | ";" | "-" | "="));
            if !smiley {
                stack.push(i);
            }
        } else if word == close && stack.pop().is_none() {
            orphan = true;
        }
    }
    (stack.first().copied(), orphan)
}

/// For each kind of bracket the one that stays open in a block.
struct LeftOpen([Option<usize>; PAIRS.len()]);

impl LeftOpen {
    fn of(text: &Text<'_>) -> Self {
        let read = may_open(text.text()) && !matches!(end_of(text.text()), End::Bare | End::Open(_));
        Self(PAIRS.map(|pair| if read { unmatched(text, pair).0 } else { None }))
    }
}

/// Whether a text has an opening bracket, as far as its bytes tell: the wide ones begin with 0xE3 and 0xEF.
fn may_open(text: &str) -> bool {
    memchr::memchr2(b'(', b'[', text.as_bytes()).is_some()
        || memchr::memchr2(0xE3, 0xEF, text.as_bytes()).is_some() && text.contains(['（', '【', '《', '〈'])
}

impl Check for UnclosedBracket {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        for text in article.prose() {
            let open = text.fact_of(0, || LeftOpen::of(text));
            for (pair, open) in PAIRS.into_iter().zip(open.0) {
                let Some(i) = open else { continue };
                let later = article.blocks().iter().skip(text.index() + 1).take(4);
                let closed = later.filter(|b| b.kind() != BlockKind::Code).any(|b| unmatched(b, pair).1);
                let Some(bracket) = text.tokens().get(i) else { continue };
                // Another mark may close it by mistake: `(Brazil]`.
                let mismatched = text.tokens().iter().skip(i + 1).take(12).any(|t| matches!(text.word(t), ")" | "]" | "}" | "）"));
                if closed || mismatched {
                    continue;
                }
                let end = text.tokens().get(i + 1).map_or(bracket.span.end(), |t| t.span.end());
                cx.report(text.index(), BlockSpan::new(bracket.span.start(), end), "this bracket is never closed");
            }
        }
    }
}
