//! `misspelled-name`: "Joe Baden" for Joe Biden.

mod company;
pub mod edits;
mod full;
pub mod measures;
pub mod model;
mod run;
mod single;
pub mod systems;
#[cfg(test)]
mod tests;

use crate::{
    diagnostic::{Applicability, Place},
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use company::Company;
use run::Run;
use std::ops::Range;

pub struct MisspelledName;

impl Check for MisspelledName {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let runs = Run::all(cx.article());
        let company = Company::of(&runs);
        for run in &runs {
            let settled = company::settled(run);
            // A name that is known as it stands is left alone, and so is what shares words with it; but a longer name may begin or
            // end with one: Iain Duncan Smth.
            let free = |from: usize, to: usize| {
                let within = |s: &Range<usize>| from <= s.start && s.end <= to && s.len() < to - from;
                settled.iter().all(|s| s.end <= from || to <= s.start || within(s))
            };
            let mut i = 0;
            while i < run.words.len() {
                // Long names first: who is known by three words is not looked for by two of them.
                let lengths = (2..=company::LONGEST).rev().filter(|n| i + n <= run.words.len() && free(i, i + n));
                let full = { lengths }.find_map(|n| Some((n, full::judge(run, i, i + n, &company)?)));
                if let Some((length, slip)) = full {
                    report(cx, run.block, &slip);
                    i += length;
                    continue;
                }
                if free(i, i + 1)
                    && let Some(slip) = single::judge(run, i, &company)
                {
                    report(cx, run.block, &slip);
                }
                i += 1;
            }
        }
    }
}

/// A known name that some words of an article may be a slip for.
pub struct Weighed {
    /// Where the words are: the block, and bytes of its text.
    pub place: Place,
    /// The words, folded.
    pub written: Vec<String>,
    /// The words of the known name, folded.
    pub right: Vec<String>,
    /// What speaks for it and against it.
    pub measures: measures::Measures,
}

/// Everybody whom words of an article may be a slip for: what the model is fitted to.
pub fn weigh_all(article: &crate::analysis::Article<'_>) -> Vec<Weighed> {
    let runs = Run::all(article);
    let company = Company::of(&runs);
    let mut all = Vec::new();
    for run in &runs {
        let settled = company::settled(run);
        for (from, to) in stretches(run, &settled) {
            let Some(words) = run.words.get(from..to) else { continue };
            let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
            for (name, measures) in full::weigh_all(run, from, to, &company) {
                all.push(Weighed {
                    place: Place::new(run.block, first.span.cover(&last.span)),
                    written: words.iter().map(|w| w.folded.to_string()).collect(),
                    right: name.tokens().map(|t| t.text().to_owned()).collect(),
                    measures,
                });
            }
        }
    }
    all
}

/// The stretches of a run that may be a name of several words: none that is known as it stands, or shares words with one, but a longer
/// name may begin or end with one (Iain Duncan Smth).
fn stretches(run: &Run<'_, '_>, settled: &[Range<usize>]) -> Vec<(usize, usize)> {
    let free = |from: usize, to: usize| {
        settled.iter().all(|s| s.end <= from || to <= s.start || from <= s.start && s.end <= to && s.len() < to - from)
    };
    let starts = 0..run.words.len();
    let all = starts.flat_map(|i| (2..=company::LONGEST).map(move |n| (i, i + n)));
    all.filter(|(i, to)| *to <= run.words.len() && free(*i, *to)).collect()
}

/// A name that is taken for a slip.
struct Slip {
    /// The wrong word or words.
    span: BlockSpan,
    /// What should stand there.
    replacement: String,
    /// The next best, if any is nearly as likely.
    other: Option<(BlockSpan, String)>,
    /// What is wrong and why.
    message: String,
    /// How much likelier a slip is than a namesake: natural logarithm of the odds, up to a constant.
    odds: f32,
}

fn report(cx: &mut RuleContext<'_, '_>, block: usize, slip: &Slip) {
    // The model's odds are those of all that is written; here somebody had a reason to ask.
    let confidence = 1.0 / (1.0 + (-2.0 - slip.odds).exp());
    let finding = cx.report(block, slip.span, slip.message.clone());
    finding.confidence(confidence.min(0.999)).suggest(slip.replacement.clone(), Applicability::Unsafe);
    if let Some((span, other)) = &slip.other {
        finding.suggest_at(Place::new(block, *span), other.clone(), Applicability::Unsafe);
    }
}

/// What one spelling having come from another by mistake costs, for a distance in edits: a slip is rare,
/// and the rarer the farther it goes.
fn cost_of_slip(distance: f32) -> f32 {
    5.5 + 4.0 * distance + 4.5 * (distance - 1.0).max(0.0)
}
