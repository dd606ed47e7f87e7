//! Which article to open first: what the rules found and what the grammar says, in one number.

use crate::diagnostic::{Diagnostic, Group, Severity};

/// Articles shorter than this count as this long: one fault in three lines is not a hundred in a thousand words.
const SHORTEST: usize = 250;
/// Words in which one sure fault weighs as much as even odds of machine translation.
const WORDS: f64 = 500.0;
/// What a note weighs beside a warning or an error.
const NOTE: f64 = 0.25;

/// An article's diagnostics in numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faults {
    /// How many there are.
    pub count: usize,
    /// How many of each group, in the order of [`Group::ALL`].
    pub groups: [usize; Group::ALL.len()],
    /// How many of them are expected to be right: the sum of their confidences, which are the rules' measured precision; notes
    /// count for a quarter.
    pub expected: f64,
}

impl Faults {
    /// Counts an article's diagnostics.
    pub fn of<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>) -> Self {
        let mut faults = Self::default();
        for d in diagnostics {
            faults.count += 1;
            if let Some(n) = Group::ALL.iter().position(|g| *g == d.group).and_then(|i| faults.groups.get_mut(i)) {
                *n += 1;
            }
            let weight = if d.severity == Severity::Info { NOTE } else { 1.0 };
            faults.expected += weight * f64::from(d.confidence);
        }
        faults
    }

    /// Diagnostics of one group, or of all, for every 1,000 of `words`.
    pub fn per_thousand(count: usize, words: usize) -> f64 {
        1000.0 * count as f64 / words.max(1) as f64
    }
}

/// How much an article of `words` words needs an editor, 0 to 1: the odds of machine translation, plus one for each expected
/// fault in `WORDS` words. Without a probability only the faults count.
///
/// ```
/// use copydesk::triage::{Faults, need};
/// let clean = Faults::default();
/// let faulty = Faults { expected: 5.0, ..Faults::default() };
/// assert!(need(Some(0.2), &faulty, 500) > need(Some(0.6), &clean, 500));
/// assert_eq!(need(None, &clean, 500), 0.0);
/// ```
pub fn need(machine_translated: Option<f64>, faults: &Faults, words: usize) -> f64 {
    let p = machine_translated.unwrap_or(0.0).clamp(0.0, 1.0 - 1e-9);
    let odds = p / (1.0 - p) + faults.expected * WORDS / words.max(SHORTEST) as f64;
    odds / (1.0 + odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_faults_it_is_the_probability() {
        assert!((need(Some(0.3), &Faults::default(), 400) - 0.3).abs() < 1e-9);
    }

    #[test]
    fn the_same_faults_weigh_less_in_a_long_article() {
        let faults = Faults { expected: 2.0, ..Faults::default() };
        assert!(need(Some(0.1), &faults, 2000) < need(Some(0.1), &faults, 400));
        assert_eq!(need(Some(0.1), &faults, 20), need(Some(0.1), &faults, 250), "below the shortest, length says nothing");
    }
}
