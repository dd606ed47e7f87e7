//! `both-the`: "both the countries".

use crate::{
    analysis::TokenKind,
    diagnostic::{Applicability, Group, Severity},
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::borrow::Cow;

/// See its record.
pub struct BothThe;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("both-the"),
    group: Group::Artefact,
    summary: Cow::Borrowed("\"both the\" before a plural"),
    explanation: Cow::Borrowed(
        "Hindi and Urdu \"dono\" stands beside a definite noun, and machines translate both words. English news style says \"both countries\". \
         \"both the coach and the captain\" joins two things and is left alone.",
    ),
    severity: Severity::Warning,
    confidence: 0.9,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("The ministers of both the countries met in Nairobi on Monday.", "both the countries"),
        Example::wrong("Both the leaders signed the accord in Lima.", "Both the leaders"),
        Example::right("Both the coach and the captain were sent off in Porto.", "joins two things"),
        Example::right("Both of the ships reached Busan.", "\"both of the\" is idiomatic"),
    ]),
};

impl Rule for BothThe {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().prose() {
            for sentence in text.sentences() {
                let tokens = text.tokens_of(sentence);
                for (i, window) in tokens.windows(3).enumerate() {
                    let [both, the, noun] = window else { continue };
                    let plural = text.word(noun);
                    if !text.word(both).eq_ignore_ascii_case("both") || text.word(the) != "the" || noun.kind != TokenKind::Word {
                        continue;
                    }
                    let joined = tokens[i + 3..].iter().take(8).any(|t| matches!(text.word(t), "and" | "or" | "&"));
                    if !plural.ends_with('s') || plural.ends_with("ss") || joined {
                        continue;
                    }
                    let span = both.span.cover(&noun.span);
                    let replacement = format!("{} {plural}", text.word(both));
                    cx.report(text.index(), span, format!("\"{}\": English says \"{replacement}\"", text.slice(span)))
                        .suggest(replacement, Applicability::Safe);
                }
            }
        }
    }
}
