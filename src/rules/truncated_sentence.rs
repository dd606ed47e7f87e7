//! `truncated-sentence`: a sentence that stops on a word that must go on, or that lost its end and runs into the next.

use crate::{
    analysis::{
        Sentence, Tag, Text, TokenKind, Upos,
        ending::{Item, cut_score, is_dependent, join_score, reason},
        linear::probability,
        unterminated::CLOSING,
    },
    diagnostic::{Group, Place, Severity},
    document::BlockKind,
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::borrow::Cow;

/// See its record.
pub struct TruncatedSentence;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("truncated-sentence"),
    group: Group::Truncation,
    summary: Cow::Borrowed("a sentence that lost its end"),
    explanation: Cow::Borrowed(
        "A full stop behind an article, a preposition, an auxiliary or a conjunction, and a capital in the middle of a sentence where the next \
         one begins, show that words are missing. Both are judged by models of how sentences end, trained on published sentences and the \
         same sentences cut: prepositions that a relative clause strands (\"the people he works with\"), particles (\"turned it on\"), short \
         answers (\"he would\"), titles of works and names that begin with a small word are left alone.",
    ),
    severity: Severity::Error,
    confidence: 0.9,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("The first phase of the port in Mombasa has been completed and the. Work on the second begins in June.", "and the."),
        Example::wrong("The minister said that the new hospital in Cuzco would be. Doctors there have waited since 2011.", "would be."),
        Example::wrong("A court in Accra ruled on Friday that the company had The temple will reopen in the spring.", "had The"),
        Example::wrong(
            "Police in Leeds are looking for a man in his thirties who was seen near the It is the third such case this year.",
            "the It",
        ),
        Example::right(
            "The tailor chose the cloth and the people he works with. She switched the lamp off and then turned it on.",
            "stranded words",
        ),
        Example::right("She paid as much for the boat as she could. The work in the yard went on as planned.", "short answers"),
        Example::right(
            "The delegates flew to The Hague after reading The Old Man and the Sea on the plane.",
            "names that begin with a small word",
        ),
        Example::right("He plays for Take That and drinks vitamin A. She reads Who and What.", "names that end on one"),
    ]),
};

impl Rule for TruncatedSentence {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation)) {
            for sentence in text.sentences() {
                stopped(cx, text, sentence);
                joined(cx, text, sentence);
            }
        }
    }
}

fn items<'a>(text: &Text<'a>, sentence: &Sentence) -> Vec<Item<'a>> {
    text.tokens_of(sentence).iter().zip(text.tagged_of(sentence)).map(|(t, g)| Item::new(text.word(t), *g)).collect()
}

/// A full stop behind a word that must go on.
fn stopped(cx: &mut RuleContext<'_, '_>, text: &Text<'_>, sentence: &Sentence) {
    let tokens = text.tokens_of(sentence);
    let closed = tokens.iter().rev().take_while(|t| text.word(t).chars().all(|c| CLOSING.contains(&c))).count();
    let Some(stop) = tokens.len().checked_sub(closed + 1) else { return };
    let Some([.., word, mark]) = tokens.get(..=stop) else { return };
    if text.word(mark) != "." || stop < 4 || !text.word(word).starts_with(char::is_lowercase) {
        return;
    }
    let items = items(text, sentence);
    let items = items.get(..stop).unwrap_or(&[]);
    let Some(bar) = bar(items) else { return };
    let spoken = if text.is_quoted(word.span) { SPOKEN } else { 0.0 };
    let odds = cut_score(items) - bar - spoken;
    if odds < 0.0 {
        return;
    }
    let first = tokens.get(stop.saturating_sub(2)).map_or(word.span, |t| t.span);
    cx.report(text.index(), first.cover(&mark.span), format!("the sentence stops too early: {}", reason(items)))
        .confidence(probability(odds + MARGIN));
}

/// Log odds of [`cut_score`] from which a stop behind the last word is reported; `None` where no stop behind it is. What never ends a
/// sentence in print needs less evidence than what a relative clause or a short answer may strand.
fn bar(items: &[Item<'_>]) -> Option<f32> {
    const STRANDED: &[&str] = &[
        "to", "in", "on", "for", "with", "at", "from", "by", "about", "into", "against", "after", "before", "under", "over", "through",
        "than", "as", "between", "is", "are", "was", "were", "be", "been", "has", "have", "had", "does", "do", "did",
    ];
    const PARTICLES: &[&str] =
        &["in", "on", "by", "over", "through", "up", "down", "about", "for", "with", "to", "after", "before", "around"];
    const AUXILIARIES: &[&str] = &[
        "is", "are", "was", "were", "be", "been", "am", "has", "have", "had", "does", "do", "did", "will", "would", "can", "could", "may",
        "might", "must", "should", "shall",
    ];
    let last = items.last()?;
    let before = items.len().checked_sub(2).and_then(|i| items.get(i));
    let word = last.lower.as_ref();
    Some(match word {
        "the" | "a" | "an" | "every" | "my" | "your" | "our" | "their" | "its" => 0.5,
        "of" | "and" | "or" | "nor" | "but" | "whose" | "which" | "because" | "although" | "while" => 1.0,
        "how" | "why" | "when" | "where" => 6.5,
        "this" | "that" | "these" | "those" | "some" | "all" | "both" | "any" | "another" | "each" | "either" | "neither" | "such"
        | "no" => 7.0,
        // A short answer (`he said he would`, `those we now have`), which no count tells from a cut; `the results are in`.
        _ if AUXILIARIES.contains(&word) && before.is_some_and(|t| matches!(t.tag, Tag::Prp | Tag::Wdt | Tag::Wp | Tag::Dt | Tag::Rb)) => {
            return None;
        }
        "in" | "on" | "up" | "over" | "through" if before.is_some_and(|t| AUXILIARIES.contains(&t.lower.as_ref())) => return None,
        // Particles of verbs end sentences as often as they are cut.
        _ if PARTICLES.contains(&word) => 4.6,
        _ if last.upos == Upos::Aux => 4.2,
        _ if is_dependent(items) || STRANDED.contains(&word) => 3.6,
        _ => return None,
    })
}

/// What is added inside a quotation: people break off.
const SPOKEN: f32 = 0.7;
/// Log odds at the bar that a report is right, by the articles of the benchmark.
const MARGIN: f32 = 0.5;
/// Log odds of [`join_score`] from which a capital is reported where a small word opens the next sentence.
const JOINED: f32 = 4.4;
/// The same where a name or noun opens it, which may as well stand inside a sentence.
const JOINED_AT_NAME: f32 = 7.3;

/// A capital where the next sentence begins before this one is whole.
fn joined(cx: &mut RuleContext<'_, '_>, text: &Text<'_>, sentence: &Sentence) {
    let tokens = text.tokens_of(sentence);
    let mut known: Option<Vec<Item<'_>>> = None;
    for at in 2..tokens.len() {
        let (Some(before), Some(next)) = (tokens.get(at - 1), tokens.get(at)) else { continue };
        let word = text.word(next);
        let plain = text.word(before).ends_with(|c: char| c.is_alphanumeric() || c == '%');
        if !next.spaced || next.kind != TokenKind::Word || word == "I" || !plain || !word.starts_with(char::is_uppercase) {
            continue;
        }
        let items = known.get_or_insert_with(|| items(text, sentence));
        let odds = join_score(items, at) - next_bar(items, at);
        if odds < 0.0 {
            continue;
        }
        let why = reason(items.get(..at).unwrap_or(&[]));
        let place = Place::new(text.index(), next.span);
        cx.report(text.index(), before.span.cover(&next.span), format!("a sentence lost its end: {why}"))
            .confidence(probability(odds + MARGIN))
            .label(place, "the next sentence begins here");
    }
}

/// Small words that open sentences far more often than titles of works ("About a Boy", "Here").
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "in",
    "on",
    "at",
    "for",
    "from",
    "with",
    "by",
    "after",
    "before",
    "but",
    "and",
    "so",
    "if",
    "when",
    "while",
    "as",
    "there",
    "however",
    "meanwhile",
    "since",
    "during",
    "both",
    "some",
    "many",
    "most",
    "no",
    "one",
    "according",
    "although",
    "because",
    "despite",
    "also",
    "now",
    "then",
    "under",
    "until",
    "who",
    "what",
    "how",
];

/// Log odds of [`join_score`] from which the capital of `items[at]` is reported.
fn next_bar(items: &[Item<'_>], at: usize) -> f32 {
    let Some(next) = items.get(at) else { return f32::INFINITY };
    let open = next.tag.is_noun() || next.tag.is_adjective() || next.tag.is_verb();
    let capitals = next.text.chars().count() > 1 && next.text.chars().all(char::is_uppercase);
    // A title: `told Today:`, `Almost Here, the duet`.
    let after = items.get(at + 1).map_or("", |t| t.text);
    let title = after == ":" || after == "," && !next.tag.is_adverb();
    // `The Aviator`, `Are You Lonesome`; but also `In Moscow`.
    let run = if !open && after.starts_with(char::is_uppercase) { 1.5 } else { 0.0 };
    let title = title || !open && !STARTERS.contains(&next.lower.as_ref());
    run + if open { JOINED_AT_NAME } else { JOINED } + if capitals || title { 3.0 } else { 0.0 }
}
