//! `truncated-sentence`: a sentence that stops on a word that must go on, or that lost its end and runs into the next.

mod joined;

use crate::{
    analysis::{
        Sentence, Text,
        ending::{cut_score, items, may_stop_early, reason, stop_bar},
        linear::probability,
        unterminated::CLOSING,
    },
    diagnostic::{Group, Severity},
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
                joined::check(cx, text, sentence);
            }
        }
    }
}

/// A full stop behind a word that must go on.
fn stopped(cx: &mut RuleContext<'_, '_>, text: &Text<'_>, sentence: &Sentence) {
    let tokens = text.tokens_of(sentence);
    let closed = tokens.iter().rev().take_while(|t| text.word(t).chars().all(|c| CLOSING.contains(&c))).count();
    let Some(stop) = tokens.len().checked_sub(closed + 1) else { return };
    let Some([.., word, mark]) = tokens.get(..=stop) else { return };
    if text.word(mark) != "." || stop < 4 || !may_stop_early(text.word(word)) {
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
        .confidence(confidence(odds, STOPPED));
}

/// What is added inside a quotation: people break off.
const SPOKEN: f32 = 1.0;

/// How likely a report is right whose score lies this far above its bar: a line through the log odds, as fitted by
/// `examples/calibration.rs`; `docs/truncation.md` has the table.
fn confidence(above: f32, [slope, shift]: [f32; 2]) -> f32 {
    probability(slope * above + shift)
}

/// Slope and shift of that line for a stop behind a word that must go on.
const STOPPED: [f32; 2] = [1.1, 1.2];
