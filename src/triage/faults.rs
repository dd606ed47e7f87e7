//! What the rules' findings say of where an article comes from.
//!
//! Every rule has a record of how often it reports on what people wrote and on what machines translated (`rules/measured.tsv`). The
//! logarithm of that ratio is what one of its findings weighs: naive Bayes over rules, damped because findings are not independent.

use crate::{diagnostic::Diagnostic, rules::measured::Records};
use std::{collections::HashMap, sync::LazyLock};

/// Findings of one rule that count; after these it repeats itself.
const REPEATS: usize = 2;
/// How far the ratios are taken at their word.
const DAMPING: f64 = 0.5;
/// The most that all findings together add.
const MOST: f64 = 2.5;

static WEIGHTS: LazyLock<HashMap<&'static str, f64>> = LazyLock::new(|| {
    let records = Records::load();
    records.ids().map(|id| (id, records.log_ratio(id))).filter(|(_, w)| *w > 0.0).collect()
});

/// What findings add to the log odds of machine translation: 0 for none, and never less.
pub fn log_odds<'d>(findings: impl IntoIterator<Item = &'d Diagnostic>) -> f64 {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    findings.into_iter().for_each(|d| *counts.entry(d.rule.as_ref()).or_default() += 1);
    let mut weights: Vec<f64> = counts.iter().filter_map(|(rule, n)| Some(WEIGHTS.get(rule)? * (*n).min(REPEATS) as f64)).collect();
    // Sums of floating point numbers depend on their order.
    weights.sort_by(f64::total_cmp);
    (DAMPING * weights.iter().sum::<f64>()).min(MOST)
}

/// Whether a finding of this rule speaks for a machine.
pub fn speaks(rule: &str) -> bool {
    WEIGHTS.contains_key(rule)
}
