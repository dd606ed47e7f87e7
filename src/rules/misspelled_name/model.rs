//! What weighs the measures: the mean of two models' log odds, both fitted by `copydesk-train fit-misspelled-name`. A logistic one
//! (`crates/copydesk-models/models/misspelled-name.tsv`), which says before anybody is looked for how famous they would have to be, and
//! boosted trees (`misspelled-name.trees`), which know which measures hang on one another.

use super::measures::{COUNT, MEASURES, Measure, Measures};
use crate::rules::trees::Trees;
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
        let mut model = Self { weights: [0.0; COUNT], most: 12.0, trees: Trees::parse(trees, MEASURES).unwrap_or_default() };
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let Some((name, weight)) = line.split_once('\t') else { continue };
            let weight = weight.trim().parse().unwrap_or(0.0);
            match MEASURES.iter().position(|m| *m == name) {
                Some(at) => model.weights[at] = weight,
                None if name == "most" => model.most = weight,
                None => {}
            }
        }
        model
    }

    /// The natural logarithm of the odds that the words are a slip for the known name.
    pub fn odds(&self, measures: &Measures) -> f32 {
        let weighed: f32 = measures.iter().zip(&self.weights).map(|(m, w)| m * w).sum();
        (weighed + self.trees.odds(measures)) / 2.0
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
