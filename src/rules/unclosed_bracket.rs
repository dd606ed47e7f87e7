//! `unclosed-bracket`: a bracket that is opened and never closed.

use crate::{
    analysis::{
        Text,
        unterminated::{End, end_of},
    },
    diagnostic::{Group, Severity},
    document::BlockKind,
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
    span::BlockSpan,
};
use std::borrow::Cow;

/// See its record.
pub struct UnclosedBracket;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("unclosed-bracket"),
    group: Group::Truncation,
    summary: Cow::Borrowed("a bracket that is opened and never closed"),
    explanation: Cow::Borrowed(
        "What stood between the bracket and its partner may be lost, and the reader can't tell where the aside ends. Brackets that a later \
         paragraph closes, smileys and enumerations such as \"a)\" are left alone, and so is a paragraph that breaks off altogether: \
         truncated-paragraph reports that.",
    ),
    severity: Severity::Warning,
    confidence: 0.85,
    languages: Languages::Any,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("The treaty (signed in Quito in 1998 was renewed on Monday for ten years. Both sides welcomed it.", "(signed"),
        Example::wrong("She told the court that [the minister had known of it since May. The judge adjourned the case.", "[the"),
        Example::right("The treaty (signed in Quito in 1998) was renewed on Monday.", "closed"),
        Example::right("The treaty sets two goals: a) fewer tankers and b) cleaner ports.", "an enumeration closes without opening"),
        Example::right("\"No trains today :( sorry,\" the operator wrote.", "a smiley"),
        Example::right(
            "(The paper is owned by the ministry. It has no editor.\n\nIt appears on Fridays.)\n\nThe ministry did not comment on Monday.",
            "a later paragraph closes it",
        ),
    ]),
};

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

/// Whether a text has an opening bracket, as far as its bytes tell: the wide ones begin with 0xE3 and 0xEF.
fn may_open(text: &str) -> bool {
    memchr::memchr2(b'(', b'[', text.as_bytes()).is_some()
        || memchr::memchr2(0xE3, 0xEF, text.as_bytes()).is_some() && text.contains(['（', '【', '《', '〈'])
}

impl Rule for UnclosedBracket {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        for text in article.prose() {
            if !may_open(text.text()) || matches!(end_of(text.text()), End::Bare | End::Open(_)) {
                continue;
            }
            for pair in PAIRS {
                let (Some(i), _) = unmatched(text, pair) else { continue };
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
