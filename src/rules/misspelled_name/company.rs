//! The company a name keeps: countries and words of the article.

use super::{
    edits::share_of_scripts,
    run::{Run, is_before_names},
};
use crate::lexicon::{FullName, Key, Known, KnownKind, PlaceKind, Recent, Token, demonym_country, known, org, person_exists, place};
use foldhash::HashMap;
use std::ops::Range;

/// Words of the longest name that is looked at.
pub const LONGEST: usize = 5;

thread_local! {
    static BEARERS: Recent<&'static str> = Recent::default();
    static EXISTING: Recent<bool> = Recent::default();
}

/// What an article names besides the name in question.
pub struct Company {
    countries: HashMap<&'static str, u32>,
    words: HashMap<Key, u32>,
    accents: bool,
}

impl Company {
    /// The company that the runs of one article make.
    pub fn of(runs: &[Run<'_, '_>]) -> Self {
        let mut name = String::new();
        let mut company = Company { countries: HashMap::default(), words: HashMap::default(), accents: false };
        for run in runs {
            for (i, word) in run.words.iter().enumerate() {
                *company.words.entry(word.key).or_default() += 1;
                company.accents |= !word.text.is_ascii() && word.text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
                if let Some(country) = demonym_country(word.key) {
                    company.name_country(country);
                } else if let Some(place) = place(word.key)
                    && (place.kind <= PlaceKind::Capital || place.kind <= PlaceKind::City && place.magnitude >= 6)
                {
                    company.name_country(place.country);
                }
                for length in 2..=3 {
                    if i + length <= run.words.len() {
                        run.write_name(i, i + length, &mut name);
                        company.name_bearer(&name);
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

    /// How much of what the article names of countries belongs to one that writes in other letters than Latin ones, 0 to 1: what its
    /// names came through, by guess. Half where nothing tells.
    pub fn share_of_scripts(&self) -> f32 {
        share_of_scripts(self.countries.iter().map(|(country, n)| (*country, *n)))
    }

    /// How often a word stands in the article with a capital.
    pub fn count(&self, word: impl Into<Key>) -> u32 {
        self.words.get(&word.into()).copied().unwrap_or(0)
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
        let key = Key::from(name);
        let in_place = || place(key).filter(|p| p.kind <= PlaceKind::City).map(|p| p.country);
        let look = || known(KnownKind::Person, name).map(Known::country).or_else(in_place).unwrap_or("");
        self.name_country(BEARERS.with(|recent| recent.get(key, look)));
    }
}

/// The stretches of two to five words of the run that are a name known as it stands.
pub fn settled(run: &Run<'_, '_>) -> Vec<Range<usize>> {
    let mut settled = Vec::new();
    let mut name = String::new();
    for length in 2..=LONGEST {
        for from in 0..(run.words.len() + 1).saturating_sub(length) {
            let stretch = from..from + length;
            let words = run.words.get(stretch.clone()).unwrap_or(&[]);
            if words.iter().any(|w| is_before_names(w.text)) {
                continue;
            }
            run.write_name(from, from + length, &mut name);
            if exists(&name) {
                settled.push(stretch);
            }
        }
    }
    settled
}

/// Whether the words of the run are the name of anybody who ever had an article in an encyclopedia: that says little, for the lists have
/// slips of their own.
pub fn is_borne(run: &Run<'_, '_>, from: usize, to: usize) -> bool {
    let mut name = String::new();
    run.write_name(from, to, &mut name);
    person_exists(&*name)
}

/// Whether somebody or something is known by this folded name of several words.
fn exists(name: &str) -> bool {
    let key = Key::from(name);
    let look = || {
        let full = FullName::from(name);
        // The list takes one stranger in some thousands for a person; but whoever has a word that no known name has is none.
        let words_known = || name.split(' ').filter(|w| w.len() > 2).all(|w| Token::of(w).is_some());
        known(KnownKind::Person, &full).is_some() && words_known()
            || known(KnownKind::Place, &full).is_some()
            || known(KnownKind::Organisation, &full).is_some()
            || org(key).is_some()
            || place(key).is_some()
    };
    EXISTING.with(|recent| recent.get(key, look))
}
