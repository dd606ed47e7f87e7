//! `noun-echo`: "implant implantation".

use crate::{
    analysis::Tag,
    diagnostic::{Group, Severity},
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::borrow::Cow;

/// See its record.
pub struct NounEcho;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("noun-echo"),
    group: Group::Artefact,
    summary: Cow::Borrowed("a noun before its own derivative"),
    explanation: Cow::Borrowed(
        "Chinese names an act by two words that share a root in English: \"implant implantation\", \"inspect inspection\". Words for people and \
         trades (\"photograph photographer\", \"police policeman\") and fixed compounds are left alone.",
    ),
    severity: Severity::Warning,
    confidence: 0.93,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("The price of implant implantation fell by half.", "implant implantation"),
        Example::wrong("The county began transport transportation by boat.", "transport transportation"),
        Example::wrong("A plan for invest investment was approved in Hefei.", "invest investment"),
        Example::wrong("The office is in charge of adjust adjustment of fees.", "adjust adjustment"),
        Example::wrong("The clinic offers treatment treatments for joints.", "treatment treatments"),
        Example::wrong("It led to the develop development of the port.", "develop development"),
        Example::right("The construct of the law is old; construction is not.", "two clauses"),
        Example::right("Police policemen and police policies differ.", "people, and another root"),
        Example::right("They govern government offices with care.", "a verb and its object"),
    ]),
};

/// Endings that make the name of an act.
const ACTS: &[&str] = &["ation", "ition", "tion", "ion", "ment", "ance", "ence", "al", "s"];

/// First halves that meet such a word in good English: "sign signals", "form formation" are not among them.
const FINE: &[&str] = &["person", "nation", "region", "govern", "music", "critic", "commune"];

impl Rule for NounEcho {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().prose() {
            for sentence in text.sentences() {
                let tokens = text.tokens_of(sentence);
                for (i, pair) in tokens.windows(2).enumerate() {
                    let [first, second] = pair else { continue };
                    // Their lengths tell of most that the second is not the first with an ending.
                    if first.span.len() < 6 || !(1..=5).contains(&second.span.len().saturating_sub(first.span.len())) {
                        continue;
                    }
                    let (one, two) = (text.word(first), text.word(second));
                    let derived = one.bytes().all(|b| b.is_ascii_lowercase())
                        && two.bytes().all(|b| b.is_ascii_lowercase())
                        && two.strip_prefix(one).is_some_and(|ending| ACTS.contains(&ending))
                        && !FINE.contains(&one);
                    if !derived || text.is_quoted(first.span) {
                        continue;
                    }
                    let at = sentence.tokens.start + i;
                    let verb = matches!(text.tag(at), Tag::Vb | Tag::Vbp | Tag::Vbd)
                        && at > sentence.tokens.start
                        && matches!(text.tag(at - 1), Tag::Nn | Tag::Nns | Tag::Prp | Tag::Md | Tag::To | Tag::Nnp);
                    if verb || !matches!(text.tag(at + 1), Tag::Nn | Tag::Nns) {
                        continue;
                    }
                    let span = first.span.cover(&second.span);
                    cx.report(text.index(), span, format!("\"{one}\" says the same as \"{two}\""));
                }
            }
        }
    }
}
