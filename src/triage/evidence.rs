//! The stretches of an article that speak most for machine translation, and what is unusual in them, in words.
//!
//! What the model weighs is many small things; what an editor can judge is a turn of phrase that has a name. So the places are
//! found by their names (`patterns`), kept where the model's weights agree, and ranked by them; a bare run of small words is
//! shown only where a sentence offers nothing else and the run weighs much.

use super::{
    Read,
    model::{Model, Scores, norm},
    patterns::{self, Found, View},
    units::{self, Feature, Unit, keys},
};
use crate::span::BlockSpan;
use std::{cmp::Ordering, collections::HashMap};

/// Stretches given for an article.
const STRETCHES: usize = 3;
/// Units of a run of small words, at least and at most.
const RUN: (usize, usize) = (5, 12);
/// What a run without a name has to add to the log odds of its sentence, where there is anything else to show.
const NAMELESS: f32 = 1.0;
/// What anything has to add.
const NAMED: f32 = 0.05;

/// A few words that weigh.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The block it stands in.
    pub block: usize,
    /// Bytes of the block's text.
    pub span: BlockSpan,
    /// What it adds to the log odds of its sentence.
    pub score: f32,
    /// What is unusual in it.
    pub why: String,
}

/// A stretch that may be shown, and the kind of turn it is, where it has a name.
struct Candidate {
    stretch: Stretch,
    kind: Option<usize>,
}

/// The weightiest stretches, no two of one sentence or one kind: turns with a name first, then by weight.
pub fn stretches(read: &[Read<'_, '_>], model: &Model, weigh: impl Fn(Scores) -> f32) -> Vec<Stretch> {
    let mut candidates: Vec<(usize, Candidate)> =
        read.iter().enumerate().flat_map(|(i, s)| candidates(s, model, &weigh).into_iter().map(move |c| (i, c))).collect();
    let place = |c: &Candidate| (c.stretch.block, c.stretch.span);
    candidates.sort_by(|(_, a), (_, b)| {
        b.kind.is_some().cmp(&a.kind.is_some()).then(b.stretch.score.total_cmp(&a.stretch.score)).then(place(a).cmp(&place(b)))
    });
    let mut found: Vec<(usize, Candidate)> = Vec::new();
    for (sentence, candidate) in candidates {
        let said = found.iter().any(|(s, f)| *s == sentence || f.kind == candidate.kind);
        // Where turns with a name are there, they are enough.
        let enough = match candidate.kind {
            Some(_) => STRETCHES,
            None if candidate.stretch.score >= NAMELESS => 2,
            // Rather a weak run than nothing at all.
            None => 1,
        };
        if !said && found.len() < enough {
            found.push((sentence, candidate));
        }
    }
    found.into_iter().map(|(_, c)| c.stretch).collect()
}

/// What each unit of a sentence adds: each feature's weight, spread over the units that it lies on.
fn load(units: &[Unit], model: &Model, weigh: &impl Fn(Scores) -> f32) -> Vec<f32> {
    let features: &[Feature] = &units::features(units);
    let known = keys(features).iter().filter(|k| model.weights(**k).is_some()).count();
    let scale = norm(known);
    let mut times: HashMap<u32, f32> = HashMap::new();
    features.iter().for_each(|f| *times.entry(f.key).or_default() += 1.0);
    let mut load = vec![0.0_f32; units.len()];
    for f in features {
        let Some(weights) = model.weights(f.key) else { continue };
        let Some(covered) = load.get_mut(f.first as usize..=f.last as usize) else { continue };
        let each = weigh(weights) * scale / times.get(&f.key).copied().unwrap_or(1.0) / covered.len() as f32;
        covered.iter_mut().for_each(|l| *l += each);
    }
    load
}

fn candidates(read: &Read<'_, '_>, model: &Model, weigh: &impl Fn(Scores) -> f32) -> Vec<Candidate> {
    let units = units::units(read.text, read.sentence);
    let load = load(&units, model, weigh);
    let view = View { text: read.text, units: &units };
    let sum = |first: usize, last: usize| load.get(first..=last).map_or(0.0, |l| l.iter().sum::<f32>());
    let candidate = |first: usize, last: usize, score: f32, kind: Option<usize>, why: String| {
        let span = view.place(first)?.cover(&view.place(last)?);
        Some(Candidate { stretch: Stretch { block: read.text.index(), span, score, why }, kind })
    };
    let named = patterns::find(&view).into_iter().filter_map(|Found { kind, first, last, why }| {
        let score = sum(first, last);
        if score < NAMED { None } else { candidate(first, last, score, Some(kind), why) }
    });
    let mut all: Vec<Candidate> = named.collect();
    if let Some((score, first, last)) = run(&view, &load).filter(|(score, ..)| *score >= NAMED) {
        let why = "these small words in this order are commoner in machine translation than in what people write".to_owned();
        all.extend(candidate(first, last, score, None, why));
    }
    all
}

/// The run of words that weighs most: of function words half or more, begun and ended by a word.
fn run(view: &View<'_, '_>, load: &[f32]) -> Option<(f32, usize, usize)> {
    let mut best: Option<(f32, usize, usize)> = None;
    for first in 0..load.len() {
        let (mut sum, mut function) = (0.0, 0);
        for (length, (unit, add)) in view.units.iter().zip(load).skip(first).take(RUN.1).enumerate() {
            (sum, function) = (sum + add, function + usize::from(unit.function));
            let last = first + length;
            let whole = length + 1 >= RUN.0 && function * 2 > length && !view.is_mark(first) && view.is_end(last);
            if whole && best.is_none_or(|b| sum.total_cmp(&b.0) == Ordering::Greater) {
                best = Some((sum, first, last));
            }
        }
    }
    best
}
