//! `truncated-sentence`: a sentence that stops on a word that must go on, or that lost its end and runs into the next.

mod joined;

use crate::{
    analysis::{
        Sentence, Text,
        ending::{items, may_stop_early, reason_in, stop_odds, waits_for_another},
        linear::probability,
        tag::Upos,
        unterminated::CLOSING,
    },
    diagnostic::Severity,
    document::BlockKind,
    rule::{Check, RuleContext},
    span::BlockSpan,
};

pub struct TruncatedSentence;

impl Check for TruncatedSentence {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in
            cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Summary | BlockKind::Quotation))
        {
            for stop in &text.fact_of(0, || Stops(text.sentences().iter().filter_map(|s| stopped(text, s)).collect())).0 {
                let finding = cx.report(text.index(), stop.span, stop.message.clone()).confidence(stop.confidence);
                // What stands for itself elsewhere too (`they could not`, `there are some`, `the bay they swim in`) is left to the reader.
                if !stop.sure {
                    finding.at_most(Severity::Info);
                }
            }
            // The model of lost ends is English.
            if text.pack().is_english() {
                joined::check(cx, text);
            }
        }
    }
}

/// The sentences of a block that stop too early; kept with the block.
struct Stops(Vec<Stop>);

/// A full stop behind a word that must go on.
struct Stop {
    span: BlockSpan,
    message: String,
    confidence: f32,
    /// Whether the word before it waits for another wherever it stands.
    sure: bool,
}

fn stopped(text: &Text<'_>, sentence: &Sentence) -> Option<Stop> {
    let tokens = text.tokens_of(sentence);
    let closed = tokens.iter().rev().take_while(|t| text.word(t).chars().all(|c| CLOSING.contains(&c))).count();
    let stop = tokens.len().checked_sub(closed + 1)?;
    let [.., word, mark] = tokens.get(..=stop)? else { return None };
    if text.word(mark) != "." || stop < 4 || !may_stop_early(text.word(word), text.pack()) {
        return None;
    }
    let items = items(text, sentence);
    let items = items.get(..stop).unwrap_or(&[]);
    let odds = stop_odds(items, text.pack())?;
    let odds = odds - if text.is_quoted(word.span) { SPOKEN } else { 0.0 };
    let sure = items.last().is_some_and(|last| waits_for_another(last) && (last.upos != Upos::Adp || odds >= STRANDED));
    if odds < 0.0 {
        return None;
    }
    let first = tokens.get(stop.saturating_sub(2)).map_or(word.span, |t| t.span);
    Some(Stop {
        span: first.cover(&mark.span),
        message: format!("the sentence stops too early: {}", reason_in(items, text.pack())),
        confidence: confidence(odds, STOPPED),
        sure,
    })
}

/// How far above its bar a stop behind a preposition is sure to be a fault: in manuals and blogs most of those nearer to it are stranded.
const STRANDED: f32 = 1.5;
/// What is added inside a quotation: people break off.
const SPOKEN: f32 = 1.5;

/// How likely a report is right whose score lies this far above its bar: a line through the log odds, as fitted by
/// `crates/copydesk-train/src/calibration.rs`; `docs/truncation.md` has the table.
fn confidence(above: f32, [slope, shift]: [f32; 2]) -> f32 {
    probability(slope * above + shift)
}

/// Slope and shift of that line for a stop behind a word that must go on.
const STOPPED: [f32; 2] = [1.1, 1.2];
