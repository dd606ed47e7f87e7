//! `misspelled-name`: "Joe Baden" for Joe Biden.

mod company;
pub mod edits;
mod full;
mod house;
pub mod measures;
pub mod model;
mod run;
mod single;
pub mod systems;
#[cfg(test)]
mod tests;

use crate::{
    analysis::{Article, Text},
    diagnostic::{Applicability, Place},
    lexicon::HouseNames,
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use company::{Company, Part, Question};
use run::Run;
use std::{cell::OnceCell, ops::Range, sync::Arc};

pub struct MisspelledName;

/// What a block's names were taken for, and what that hung on beside the block.
struct Judged {
    reading: u64,
    asked: Vec<(Question, u32)>,
    slips: Vec<Slip>,
}

impl Check for MisspelledName {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let found = article.mentions();
        let of_names = article.blocks().iter().filter(|b| !found.of_block(b.index()).is_empty());
        let named: Vec<Named<'_, '_>> = of_names.map(|text| Named { article, text, runs: OnceCell::new() }).collect();
        let part = |named: &Named<'_, '_>| {
            let reading = found.reading_of(named.text.index());
            named.text.latest(|known: &Part| known.reading == reading, || Part::of(named.runs(), reading))
        };
        let parts: Vec<Arc<Part>> = named.iter().map(part).collect();
        let company = Company::of(parts.iter().map(|p| &**p), article.keeps_answers());
        for named in &named {
            let known = house_slips(named, cx.names(), &company);
            for slip in &known {
                report(cx, named.text.index(), slip);
            }
            let reading = found.reading_of(named.text.index());
            let holds = |known: &Judged| known.reading == reading && company.still_says(&known.asked);
            let judge = || {
                let slips = named.runs().iter().flat_map(|run| judge(run, &company)).collect();
                Judged { reading, asked: company.asked(), slips }
            };
            // What the house knows better is told once.
            let told = |slip: &&Slip| known.iter().all(|other| !slip.span.overlaps(&other.span));
            for slip in named.text.latest(holds, judge).slips.iter().filter(told) {
                report(cx, named.text.index(), slip);
            }
        }
    }
}

/// A block with names, which are read where nothing is known of it yet.
struct Named<'t, 'a> {
    article: &'t Article<'a>,
    text: &'t Text<'a>,
    runs: OnceCell<Vec<Run<'t, 'a>>>,
}

impl<'t, 'a> Named<'t, 'a> {
    fn runs(&self) -> &[Run<'t, 'a>] {
        self.runs.get_or_init(|| Run::of_block(self.article, self.text.index()))
    }
}

/// What the words of a block are slips for by the house's own list of people; it has few of them, so nothing is kept.
fn house_slips(named: &Named<'_, '_>, names: &HouseNames, company: &Company) -> Vec<Slip> {
    if names.people().is_empty() {
        return Vec::new();
    }
    named.runs().iter().flat_map(|run| house::slips(run, names, company)).collect()
}

/// What the words of a run are slips for. An entry in a list of names says nothing of who is meant.
fn judge(run: &Run<'_, '_>, company: &Company) -> Vec<Slip> {
    if run.is_entry() {
        return Vec::new();
    }
    let settled = company::settled(run);
    // A name that is known as it stands is left alone, and so is what shares words with it; but a longer name may begin or
    // end with one: Iain Duncan Smth.
    let free = |from: usize, to: usize| {
        let within = |s: &Range<usize>| from <= s.start && s.end <= to && s.len() < to - from;
        settled.iter().all(|s| s.end <= from || to <= s.start || within(s))
    };
    let mut slips = Vec::new();
    let mut i = 0;
    while i < run.words.len() {
        // Long names first: who is known by three words is not looked for by two of them.
        let lengths = (2..=company::LONGEST).rev().filter(|n| i + n <= run.words.len() && free(i, i + n));
        let full = { lengths }.find_map(|n| Some((n, full::judge(run, i, i + n, company)?)));
        if let Some((length, slip)) = full {
            slips.push(slip);
            i += length;
            continue;
        }
        if free(i, i + 1) {
            slips.extend(single::judge(run, i, company));
        }
        i += 1;
    }
    slips
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
pub fn weigh_all(article: &Article<'_>) -> Vec<Weighed> {
    let runs: Vec<Run<'_, '_>> = (0..article.blocks().len()).flat_map(|block| Run::of_block(article, block)).collect();
    let company = Company::of([&Part::of(&runs, 0)].into_iter(), false);
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
