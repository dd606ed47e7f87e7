//! `truncated-sentence`: a sentence that stops on a word that must go on, or that lost its end and runs into the next.

use crate::{
    analysis::{
        Sentence, Tag, Text, TokenKind,
        ending::{Item, cut_score, join_score, reason, stop_bar},
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
    let Some(bar) = stop_bar(items) else { return };
    let spoken = if text.is_quoted(word.span) { SPOKEN } else { 0.0 };
    let odds = cut_score(items) - bar - spoken;
    if odds < 0.0 {
        return;
    }
    let first = tokens.get(stop.saturating_sub(2)).map_or(word.span, |t| t.span);
    cx.report(text.index(), first.cover(&mark.span), format!("the sentence stops too early: {}", reason(items)))
        .confidence(confidence(odds));
}

/// What is added inside a quotation: people break off.
const SPOKEN: f32 = 1.0;
/// The same before a capital: people leave `that` out.
const SPOKEN_AT_NAME: f32 = 1.5;

/// How likely a report is right whose score lies this far above its bar; `docs/truncation.md` has the table.
fn confidence(above: f32) -> f32 {
    probability(0.7 * above + 0.5)
}

/// Log odds of [`join_score`] from which a capital is reported where a small word opens the next sentence.
const JOINED: f32 = 4.2;
/// The same where a quotation mark opens it.
const JOINED_AT_SPEECH: f32 = 3.2;
/// The same where a name or noun opens it, which may as well stand inside a sentence.
const JOINED_AT_NAME: f32 = 5.0;

/// A capital where the next sentence begins before this one is whole.
fn joined(cx: &mut RuleContext<'_, '_>, text: &Text<'_>, sentence: &Sentence) {
    let tokens = text.tokens_of(sentence);
    let mut known: Option<Vec<Item<'_>>> = None;
    for at in 2..tokens.len() {
        let (Some(before), Some(next)) = (tokens.get(at - 1), tokens.get(at)) else { continue };
        let word = text.word(next);
        let plain = text.word(before).ends_with(|c: char| c.is_alphanumeric() || c == '%');
        let word_opens = next.kind == TokenKind::Word && word != "I" && word.starts_with(char::is_uppercase);
        let speech = matches!(word, "\"" | "“")
            && tokens.get(at + 1).is_some_and(|t| !t.spaced && t.kind == TokenKind::Word && text.word(t).starts_with(char::is_uppercase));
        if !next.spaced || !plain || !(word_opens || speech) {
            continue;
        }
        let items = known.get_or_insert_with(|| items(text, sentence));
        // Inside a name: `Vadim Mitroshin`.
        let proper = |i: usize| items.get(i).is_some_and(|t| t.is_capitalised() && matches!(t.tag, Tag::Nnp | Tag::Nnps));
        if proper(at - 1) && proper(at) && !STARTERS.contains(&items[at].lower.as_ref()) {
            continue;
        }
        let spoken = if !speech && text.is_quoted(next.span) { SPOKEN_AT_NAME } else { 0.0 };
        let odds = join_score(items, at) - next_bar(items, at) - spoken;
        if odds < 0.0 {
            continue;
        }
        let why = reason(items.get(..at).unwrap_or(&[]));
        let place = Place::new(text.index(), next.span);
        cx.report(text.index(), before.span.cover(&next.span), format!("a sentence lost its end: {why}"))
            .confidence(confidence(odds))
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
    "why",
    "where",
    "to",
    "another",
    "even",
    "each",
    "such",
    "earlier",
    "currently",
    "recently",
    "instead",
    "moreover",
    "nevertheless",
    "therefore",
    "only",
    "still",
    "yet",
    "not",
    "all",
    "every",
    "more",
    "several",
    "nobody",
    "nothing",
];

/// Log odds of [`join_score`] from which the capital of `items[at]` is reported.
fn next_bar(items: &[Item<'_>], at: usize) -> f32 {
    let Some(next) = items.get(at) else { return f32::INFINITY };
    let before = |k: usize| at.checked_sub(k).and_then(|i| items.get(i));
    if matches!(next.text, "\"" | "“") {
        // `he said "They were late"` lacks no more than a comma.
        return JOINED_AT_SPEECH + if before(1).is_some_and(|t| t.tag.is_verb()) { 3.0 } else { 0.0 };
    }
    let open = next.tag.is_noun() || next.tag.is_adjective() || next.tag.is_verb();
    let capitals = next.text.chars().count() > 1 && next.text.chars().all(char::is_uppercase);
    let after = items.get(at + 1);
    let mark = after.map_or("", |t| t.text);
    let large = after.filter(|t| t.is_capitalised());
    // A title: `told Today:`, `Almost Here, the duet`, `Are You Lonesome Tonight`, `Who Wants to Be`.
    let words = large.is_some_and(|t| t.text != "I" && !t.tag.is_noun() && !t.tag.is_adjective() && t.tag != Tag::Cd);
    // `while Almost There, a duet, fell`
    let behind = items.get(at..).unwrap_or(&[]).iter().take(5).find(|t| !t.is_capitalised());
    let apart = if open && behind.is_some_and(|t| t.text == ",") { 2.0 } else { 0.0 };
    let title = match (words, mark == ":" || mark == "," && !next.tag.is_adverb()) {
        (true, _) => 5.0,
        (_, true) => 3.0,
        _ => 0.0,
    };
    // `The Aviator`, but also `In Moscow`.
    let run = if !open && large.is_some() { 1.5 } else { 0.0 };
    // `whether or not Turkey has`
    let word = |k: usize| before(k).map_or("", |t| t.lower.as_ref());
    let either = if (word(2), word(1)) == ("or", "not") { 3.0 } else { 0.0 };
    // `director of About a Boy`: few sentences begin with other small words than those.
    let rare = if !open && !STARTERS.contains(&next.lower.as_ref()) { 5.0 } else { 0.0 };
    let bar = rare + if open { JOINED_AT_NAME } else { JOINED };
    bar + run + either + apart + title + if capitals { 3.0 } else { 0.0 }
}
