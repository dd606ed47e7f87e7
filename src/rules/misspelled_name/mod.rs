//! `misspelled-name`: "Joe Baden" for Joe Biden.

mod company;
mod full;
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
    // Fitted by eye to what was right of the reports on news, by their odds.
    let confidence = 1.0 / (1.0 + (-0.5 - 0.4 * slip.odds).exp());
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
