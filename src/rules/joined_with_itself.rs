//! `joined-with-itself`: "integration and integration".

use crate::{
    analysis::{Tag, Text, TokenKind},
    diagnostic::{Group, Severity},
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::borrow::Cow;

/// See its record.
pub struct JoinedWithItself;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("joined-with-itself"),
    group: Group::Artefact,
    summary: Cow::Borrowed("a word joined with itself"),
    explanation: Cow::Borrowed(
        "Two near-synonyms of the source fell together in one English word: \"integration and integration\", \"important and important\". \
         Phrases that live on repetition (\"again and again\", \"years and years\", \"bigger and bigger\"), and second halves that go on \
         differently (\"crimes and crimes against humanity\", \"migrants and migrants' families\") are left alone.",
    ),
    severity: Severity::Warning,
    confidence: 0.8,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("The forum spoke of the integration and integration of the two markets.", "integration and integration"),
        Example::wrong("The bank deals in financing and financing.", "financing and financing"),
        Example::wrong("It was an important and important visit, the envoy said.", "important and important"),
        Example::wrong("Experts praised the protection and protection of the lake.", "protection and protection"),
        Example::wrong("The firm offers exchange and exchanges with schools.", "exchange and exchanges"),
        Example::wrong("They shared their experience and experience with the farmers.", "experience and experience"),
        Example::right("He tried again and again for years and years.", "lives on repetition"),
        Example::right("The court tries war crimes and crimes against humanity.", "the second half goes on differently"),
        Example::right("Migrants and migrants' families were housed in Lesbos.", "the second half goes on differently"),
        Example::right("The gap grew bigger and bigger, and more and more left.", "lives on repetition"),
        Example::right("The two candidates in Accra are neck and neck with a week to go.", "an idiom"),
        Example::right("\"There are doctors and doctors,\" she said.", "quoted"),
    ]),
};

/// What is said twice on purpose.
const ON_PURPOSE: &[&str] = &[
    "years",
    "year",
    "days",
    "day",
    "hours",
    "hour",
    "weeks",
    "months",
    "miles",
    "minutes",
    "minute",
    "tons",
    "lots",
    "loads",
    "rows",
    "piles",
    "pages",
    "heaps",
    "layers",
    "dozens",
    "hundreds",
    "thousands",
    "millions",
    "billions",
    "generations",
    "centuries",
    "decades",
    "times",
    "time",
    "people",
    "more",
    "less",
    "many",
    "much",
    "such",
    "side",
    "half",
    "same",
    "each",
    "both",
    "other",
    "first",
    "second",
    "rounds",
    "round",
    "kind",
    "part",
    "person",
    "thing",
    "things",
    "bigger",
    "step",
    "ways",
    "others",
    "another",
    // Idioms of rivals and of what goes in turn.
    "neck",
    "inch",
    "inches",
    "back",
    "chunks",
    "waves",
    "boxes",
    "nothing",
    "something",
];

impl Rule for JoinedWithItself {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().prose() {
            for sentence in text.sentences() {
                for at in sentence.tokens.clone() {
                    let Some(and) = text.tokens().get(at) else { continue };
                    if !matches!(text.word(and), "and" | "or") || at == sentence.tokens.start || at + 1 >= sentence.tokens.end {
                        continue;
                    }
                    if let Some(end) = joined(text, at, sentence.tokens.end) {
                        let (Some(first), Some(last)) = (text.tokens().get(at - 1), text.tokens().get(end)) else { continue };
                        let span = first.span.cover(&last.span);
                        if !text.is_quoted(span) {
                            let message = format!("\"{}\" joins a word with itself", text.slice(span));
                            cx.report(text.index(), span, message);
                        }
                    }
                }
            }
        }
    }
}

/// The token that repeats the word before the conjunction at `at`, if it does so for no reason.
fn joined(text: &Text<'_>, at: usize, end: usize) -> Option<usize> {
    let tokens = text.tokens();
    let word = |i: usize| tokens.get(i).map_or("", |t| text.word(t));
    let (one, two) = (word(at - 1), word(at + 1));
    let tags = (text.tag(at - 1), text.tag(at + 1));
    let kinds = matches!((tokens.get(at - 1)?.kind, tokens.get(at + 1)?.kind), (TokenKind::Word, TokenKind::Word));
    let small = |w: &str| w.len() > 3 && w.bytes().all(|b| b.is_ascii_lowercase());
    if !kinds || !small(one) || !small(two) || ON_PURPOSE.contains(&one) || ON_PURPOSE.contains(&two) {
        return None;
    }
    let noun = |t: Tag| matches!(t, Tag::Nn | Tag::Nns | Tag::Vbg);
    let same = one == two || noun(tags.0) && noun(tags.1) && text.lemma(at - 1) == text.lemma(at + 1);
    let class = noun(tags.0) && noun(tags.1) || tags.0 == Tag::Jj && tags.1 == Tag::Jj;
    if !same || !class || one != two && !plural_of(one, two) {
        return None;
    }
    let next = (at + 2 < end).then(|| (word(at + 2), text.tag(at + 2)));
    let modified =
        at >= 2 && matches!(text.tag(at - 2), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::Vbn | Tag::Vbg | Tag::Pos | Tag::Cd);
    match next {
        Some((_, Tag::Pos)) => None,
        // "war crimes and crimes against": the first has what the second gets from behind. "sports and sports clubs".
        Some((_, t)) if tags.0 != Tag::Jj && (matches!(t, Tag::Nn | Tag::Nns | Tag::Nnp) || t == Tag::Wdt) => None,
        Some((w, t)) if tags.0 != Tag::Jj && modified && (t == Tag::In && w != "of" || t == Tag::Vbn || w == "who" || w == "that") => None,
        _ => Some(at + 1),
    }
}

fn plural_of(one: &str, two: &str) -> bool {
    one.strip_suffix('s') == Some(two) || two.strip_suffix('s') == Some(one)
}
