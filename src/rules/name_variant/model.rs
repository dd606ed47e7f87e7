//! What weighs the measures: the mean of two models' log odds, both fitted by `copydesk-train fit-name-variant`. A logistic one, with a set of
//! weights for all pairs and one more for each [`Regime`] (`crates/copydesk-models/models/name-variant.tsv`), goes on evenly to what it
//! has not seen; boosted trees (`name-variant.trees`) know which measures hang on one another.

use super::comparison::{COUNT, Comparison, MEASURES, Regime};
use crate::{analysis::linear::probability, rules::trees::Trees};
use std::sync::LazyLock;

static TEXT: &str = copydesk_models::NAME_VARIANT;
static TREES: &str = copydesk_models::NAME_VARIANT_TREES;
static MODEL: LazyLock<Model> = LazyLock::new(|| Model::parse(TEXT, TREES));

/// Both models.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// For all pairs, then for those whose odd form is unknown, rare, known.
    weights: [[f32; COUNT]; 4],
    trees: Trees,
}

impl Model {
    /// The one that comes with copydesk.
    pub fn built_in() -> &'static Self {
        &MODEL
    }

    /// Reads the weights: a line for each measure, its name and four numbers, parted by tabs; `#` begins a comment.
    /// Measures without a line weigh nothing. Trees that are none add nothing.
    pub fn parse(text: &str, trees: &str) -> Self {
        let mut weights = [[0.0; COUNT]; 4];
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split('\t');
            let Some(at) = fields.next().and_then(|name| MEASURES.iter().position(|m| *m == name)) else { continue };
            for (set, field) in weights.iter_mut().zip(fields) {
                set[at] = field.trim().parse().unwrap_or(0.0);
            }
        }
        Self { weights, trees: Trees::parse(trees, MEASURES).unwrap_or_default() }
    }

    /// The probability that the odd form is a slip for the base, 0 to 1, where names in news are misspelt about once in a
    /// thousand words.
    pub fn probability(&self, evidence: &Comparison) -> f32 {
        let set = 1 + row(evidence.regime);
        let sum: f32 = evidence.measures.iter().enumerate().map(|(i, m)| m * (self.weights[0][i] + self.weights[set][i])).sum();
        probability((sum + self.trees.odds(&evidence.measures)) / 2.0)
    }
}

/// The place of a regime among the sets of weights that are not for all.
pub fn row(regime: Regime) -> usize {
    match regime {
        Regime::Unknown => 0,
        Regime::Rare => 1,
        Regime::Known => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_has_its_weights() {
        for name in MEASURES {
            assert!(TEXT.lines().any(|l| l.split('\t').next() == Some(name)), "{name}: no weights; fit the model again");
        }
        assert!(Trees::parse(TREES, MEASURES).is_ok_and(|trees| trees != Trees::default()));
    }
}
