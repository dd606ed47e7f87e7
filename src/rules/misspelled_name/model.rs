//! What weighs the measures: the mean of two models' log odds, both fitted by `copydesk-train fit-misspelled-name`. A logistic one
//! (`crates/copydesk-models/models/misspelled-name.tsv`), which says before anybody is looked for how famous they would have to be, and
//! boosted trees (`misspelled-name.trees`), which know which measures hang on one another.

use super::measures::{COUNT, MEASURES, Measure, Measures};
use crate::{analysis::linear, rules::trees::Trees};
use std::sync::LazyLock;

static TEXT: &str = copydesk_models::MISSPELLED_NAME;
static TREES: &str = copydesk_models::MISSPELLED_NAME_TREES;
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::parse(TEXT, TREES));

/// Both models.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    weights: [f32; COUNT],
    /// What all measures together add at most, but for those that are known before anybody is looked for.
    most: f32,
    trees: Trees,
}

impl Model {
    /// The one that comes with copydesk.
    pub fn built_in() -> &'static Self {
        &MODEL
    }

    /// Reads a line for each measure, its name and its weight, parted by a tab; `#` begins a comment, and `most` is the limit of
    /// [`Model::most`]. Measures without a line weigh nothing. Trees that are none add nothing.
    pub fn parse(text: &str, trees: &str) -> Self {
        let [most] = linear::weights(text, &["most"]);
        Self { weights: linear::weights(text, MEASURES), most, trees: Trees::parse(trees, MEASURES).unwrap_or_default() }
    }

    /// The natural logarithm of the odds that the words are a slip for the known name.
    pub fn odds(&self, measures: &Measures) -> f32 {
        (linear::weighed(measures, &self.weights) + self.trees.odds(measures)) / 2.0
    }

    /// The weight of the measure.
    pub fn weight(&self, measure: Measure) -> f32 {
        self.weights[measure as usize]
    }

    /// What the measures add at most that are not known before somebody is looked for.
    pub fn most(&self) -> f32 {
        self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_its_weight() {
        for name in MEASURES.iter().chain(&["most"]) {
            assert!(TEXT.lines().any(|l| l.split('\t').next() == Some(name)), "{name}: no weight; fit the model again");
        }
        assert!(Trees::parse(TREES, MEASURES).is_ok_and(|trees| trees != Trees::default()));
    }
}
