//! The company a name keeps: countries and words of the article.

use super::run::{Run, is_before_names};
use crate::lexicon::{KnownKind, PlaceKind, demonym_country, known, org, person_exists, place};
use foldhash::HashMap;
use std::ops::Range;

/// Words of the longest name that is looked at.
pub const LONGEST: usize = 5;

/// What an article names besides the name in question.
pub struct Company {
    countries: HashMap<&'static str, u32>,
    words: HashMap<String, u32>,
    accents: bool,
}

impl Company {
    /// The company that the runs of one article make.
    pub fn of(runs: &[Run<'_>]) -> Self {
        let mut company = Company { countries: HashMap::default(), words: HashMap::default(), accents: false };
        for run in runs {
            for (i, word) in run.words.iter().enumerate() {
                match company.words.get_mut(&*word.folded) {
                    Some(count) => *count += 1,
                    None => drop(company.words.insert(word.folded.to_string(), 1)),
                }
                company.accents |= !word.text.is_ascii() && word.text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
                if let Some(country) = demonym_country(&word.folded) {
                    company.name_country(country);
                } else if let Some(place) = place(&word.folded)
                    && (place.kind <= PlaceKind::Capital || place.kind <= PlaceKind::City && place.magnitude >= 6)
                {
                    company.name_country(place.country);
                }
                for length in 2..=3 {
                    if i + length <= run.words.len() {
                        company.name_bearer(&run.name(i, i + length));
                    }
                }
            }
        }
        company
    }

    /// How often the article names the country or people and places of it.
    pub fn mentions_of(&self, country: &str) -> u32 {
        self.countries.get(country).copied().unwrap_or(0)
    }

    /// How often a folded word stands in the article with a capital.
    pub fn count(&self, folded: &str) -> u32 {
        self.words.get(folded).copied().unwrap_or(0)
    }

    /// Whether names of the article have accents at all.
    pub fn writes_accents(&self) -> bool {
        self.accents
    }

    fn name_country(&mut self, country: &'static str) {
        if !country.is_empty() {
            *self.countries.entry(country).or_default() += 1;
        }
    }

    /// A person or a place of several words speaks for its country.
    fn name_bearer(&mut self, name: &str) {
        if let Some(person) = known(KnownKind::Person, name) {
            self.name_country(person.country());
        } else if let Some(place) = place(name).filter(|p| p.kind <= PlaceKind::City) {
            self.name_country(place.country);
        }
    }
}

/// The stretches of two to five words of the run that are a name known as it stands.
pub fn settled(run: &Run<'_>) -> Vec<Range<usize>> {
    let mut settled = Vec::new();
    for length in 2..=LONGEST {
        for from in 0..(run.words.len() + 1).saturating_sub(length) {
            let stretch = from..from + length;
            let words = run.words.get(stretch.clone()).unwrap_or(&[]);
            if words.iter().any(|w| is_before_names(w.text)) {
                continue;
            }
            let name = run.name(from, from + length);
            let exists = person_exists(&name)
                || known(KnownKind::Place, &name).is_some()
                || known(KnownKind::Organisation, &name).is_some()
                || org(&name).is_some()
                || place(&name).is_some();
            if exists {
                settled.push(stretch);
            }
        }
    }
    settled
}
