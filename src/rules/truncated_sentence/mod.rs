//! `truncated-sentence`: a sentence that stops on a word that must go on, or that lost its end and runs into the next.

mod joined;

use crate::{
    analysis::{
        Sentence, Text,
        ending::{cut_score_in, items, may_stop_early, reason_in, stop_odds, waits_for_another},
        linear::probability,
        unterminated::CLOSING,
    },
    diagnostic::Severity,
    document::BlockKind,
    rule::{Check, RuleContext},
};

pub struct TruncatedSentence;

impl Check for TruncatedSentence {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in
            cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Summary | BlockKind::Quotation))
        {
            for sentence in text.sentences() {
                stopped(cx, text, sentence);
                // The model of lost ends is English.
                if text.pack().is_english() {
                    joined::check(cx, text, sentence);
                }
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
    if text.word(mark) != "." || stop < 4 || !may_stop_early(text.word(word), text.pack()) {
        return;
    }
    let items = items(text, sentence);
    let items = items.get(..stop).unwrap_or(&[]);
    let Some(odds) = stop_odds(items, cut_score_in(items, text.pack()), text.pack()) else { return };
    let waits = items.last().is_some_and(waits_for_another);
    let odds = odds - if text.is_quoted(word.span) { SPOKEN } else { 0.0 };
    if odds < 0.0 {
        return;
    }
    let first = tokens.get(stop.saturating_sub(2)).map_or(word.span, |t| t.span);
    let finding = cx
        .report(text.index(), first.cover(&mark.span), format!("the sentence stops too early: {}", reason_in(items, text.pack())))
        .confidence(confidence(odds, STOPPED));
    // What stands for itself elsewhere too (`they could not`, `there are some`) is left to the reader.
    if !waits {
        finding.at_most(Severity::Info);
    }
}

/// What is added inside a quotation: people break off.
const SPOKEN: f32 = 1.5;

/// How likely a report is right whose score lies this far above its bar: a line through the log odds, as fitted by
/// `examples/calibration.rs`; `docs/truncation.md` has the table.
fn confidence(above: f32, [slope, shift]: [f32; 2]) -> f32 {
    probability(slope * above + shift)
}

/// Slope and shift of that line for a stop behind a word that must go on.
const STOPPED: [f32; 2] = [1.1, 1.2];
