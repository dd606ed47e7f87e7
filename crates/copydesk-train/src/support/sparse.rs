//! Logistic regression over hashed features, as the models of endings are trained with.

use super::random::Random;
use copydesk::analysis::linear::{Features, Linear};
use std::collections::HashMap;

/// Features seen less often than this in training are left out.
const RARE: u32 = 6;
/// Passes over the examples.
const PASSES: usize = 5;
/// Strength of the pull of weights towards 0.
const PULL: f32 = 5e-7;
/// Parts that the sentences are cut into where each part is judged by a model that has not seen it.
pub const FOLDS: usize = 3;
/// How much more a whole sentence weighs that ends on a word which seldom ends one.
const STRANDED: f32 = 12.0;

pub struct Example {
    pub features: Vec<u32>,
    /// Cut.
    pub label: bool,
    /// The last word before the end is one that seldom ends a sentence.
    pub dependent: bool,
    /// Which sentence or line it was made of.
    pub source: usize,
    /// What it stops on, to be written beside its score.
    pub note: String,
    /// The word or kind of ending it is counted under, where a stop is seen behind it.
    pub key: Option<String>,
}

/// Examples of one model, with the names of their features numbered.
#[derive(Default)]
pub struct Examples {
    pub numbers: HashMap<u64, u32>,
    pub counts: Vec<u32>,
    pub all: Vec<Example>,
    pub source: usize,
}

/// Every tenth sentence is kept out of training.
pub fn is_held_out(source: usize) -> bool {
    source.is_multiple_of(10)
}

impl Examples {
    pub fn add(&mut self, features: &Features, label: bool, dependent: bool, note: String, key: Option<&str>) {
        let mut numbers = Vec::with_capacity(features.hashes.len());
        for hash in &features.hashes {
            let fresh = self.counts.len() as u32;
            let number = *self.numbers.entry(*hash).or_insert(fresh);
            if number == fresh {
                self.counts.push(0);
            }
            self.counts[number as usize] += 1;
            numbers.push(number);
        }
        self.all.push(Example { features: numbers, label, dependent, source: self.source, note, key: key.map(str::to_owned) });
    }
}

/// A model for each part of the sentences, trained on the others.
pub fn in_parts(examples: &Examples) -> Vec<Model> {
    (0..FOLDS).map(|k| train(examples, |i| i % FOLDS != k)).collect()
}

/// The bias, and the weight of each feature.
pub type Model = (f32, Vec<f32>);

pub fn score(example: &Example, (bias, weights): &Model) -> f32 {
    bias + example.features.iter().map(|f| weights[*f as usize]).sum::<f32>()
}

/// Logistic regression by stochastic gradient descent with a step of its own for each weight (Duchi, Hazan and Singer 2011).
pub fn train(examples: &Examples, takes: impl Fn(usize) -> bool) -> Model {
    let Examples { counts, all, .. } = examples;
    let mut weights = vec![0.0_f32; counts.len()];
    let mut squares = vec![1.0_f32; counts.len()];
    let (mut bias, mut bias_square) = (0.0_f32, 1.0_f32);
    let mut order: Vec<usize> = (0..all.len()).filter(|i| takes(all[*i].source)).collect();
    let cut = order.iter().filter(|i| all[**i].label).count() as f32;
    let whole = order.len() as f32 - cut;
    let mut random = Random(2);
    for pass in 0..PASSES {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        let rate = 0.3 / (1.0 + pass as f32 * 0.5);
        for e in order.iter().map(|i| &all[*i]) {
            let known = || e.features.iter().map(|f| *f as usize).filter(|f| counts[*f] >= RARE);
            let score = bias + known().map(|f| weights[f]).sum::<f32>();
            // Both classes weigh the same.
            let weight = match (e.label, e.dependent) {
                (true, _) => (cut + whole) / (2.0 * cut),
                (false, dependent) => (cut + whole) / (2.0 * whole) * if dependent { STRANDED } else { 1.0 },
            };
            let error = weight.min(15.0) * (f32::from(u8::from(e.label)) - 1.0 / (1.0 + (-score).exp()));
            bias_square += error * error;
            bias += rate * error / bias_square.sqrt();
            for f in known() {
                squares[f] += error * error;
                weights[f] += rate * (error - PULL * weights[f] * counts[f] as f32) / squares[f].sqrt();
            }
        }
    }
    (bias, weights)
}

pub fn report(name: &str, examples: &Examples, model: &Model) {
    let held: Vec<(f32, &Example)> = examples.all.iter().filter(|e| is_held_out(e.source)).map(|e| (score(e, model), e)).collect();
    let mut whole: Vec<f32> = held.iter().filter(|h| !h.1.label).map(|h| h.0).collect();
    whole.sort_by(|a, b| b.total_cmp(a));
    for rate in [0.1, 0.03, 0.01, 0.003, 0.001, 0.0003] {
        let threshold = whole.get((whole.len() as f32 * rate) as usize).copied().unwrap_or(0.0);
        let share = |of: &dyn Fn(&Example) -> bool| {
            let all: Vec<f32> = held.iter().filter(|h| h.1.label && of(h.1)).map(|h| h.0).collect();
            all.iter().filter(|s| **s > threshold).count() as f32 / all.len().max(1) as f32
        };
        let (all, dependent) = (share(&|_| true), share(&|e| e.dependent));
        println!("{name}: one in {:4.0} whole above {threshold:6.2}; cuts above {all:.3}, on a dependent word {dependent:.3}", 1.0 / rate);
    }
}

pub fn build(examples: &Examples, (bias, weights): &Model) -> Vec<u8> {
    let mut named: Vec<(u64, f32)> =
        examples.numbers.iter().map(|(h, n)| (*h, weights[*n as usize])).filter(|(_, w)| w.abs() > 0.03).collect();
    named.sort_by_key(|w| w.0);
    Linear::build(*bias, &named).expect("a model can be laid out")
}
