//! The company a name keeps: countries and words of the article.

use super::{
    edits::share_of_scripts,
    run::{Run, is_before_names},
};
use crate::lexicon::{FullName, Key, Known, KnownKind, PlaceKind, Recent, Token, demonym_country, known, org, person_exists, place};
use foldhash::HashMap;
use std::{cell::RefCell, ops::Range};

/// Words of the longest name that is looked at.
pub const LONGEST: usize = 5;

thread_local! {
    static BEARERS: Recent<&'static str> = Recent::default();
    static EXISTING: Recent<bool> = Recent::default();
}

/// What the runs of one block add to the company of all others.
pub struct Part {
    /// What they hang on beside the block: see [`crate::analysis::Mentions::reading_of`].
    pub reading: u64,
    words: Vec<Key>,
    countries: Vec<&'static str>,
    accents: bool,
}

impl Part {
    /// What the runs add.
    pub fn of(runs: &[Run<'_, '_>], reading: u64) -> Self {
        let mut name = String::new();
        let mut part = Part { reading, words: Vec::new(), countries: Vec::new(), accents: false };
        for run in runs {
            for (i, word) in run.words.iter().enumerate() {
                part.words.push(word.key);
                part.accents |= !word.text.is_ascii() && word.text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
                if let Some(country) = demonym_country(word.key) {
                    part.countries.push(country);
                } else if let Some(place) = place(word.key)
                    && (place.kind <= PlaceKind::Capital || place.kind <= PlaceKind::City && place.magnitude >= 6)
                {
                    part.countries.push(place.country);
                }
                for length in 2..=3 {
                    if i + length <= run.words.len() {
                        run.write_name(i, i + length, &mut name);
                        part.countries.push(country_of_bearer(&name));
                    }
                }
            }
        }
        part.countries.retain(|country| !country.is_empty());
        part
    }
}

/// The country that a person or a place of several words speaks for; empty where there is none.
fn country_of_bearer(name: &str) -> &'static str {
    let key = Key::from(name);
    let in_place = || place(key).filter(|p| p.kind <= PlaceKind::City).map(|p| p.country);
    let look = || known(KnownKind::Person, name).map(Known::country).or_else(in_place).unwrap_or("");
    BEARERS.with(|recent| recent.get(key, look))
}

/// What an article names besides the name in question.
pub struct Company {
    countries: HashMap<&'static str, u32>,
    words: HashMap<Key, u32>,
    accents: bool,
    scripts: f32,
    /// What it was asked and answered, where that is wanted.
    asked: Option<RefCell<Vec<(Question, u32)>>>,
}

/// What a company is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// [`Company::mentions_of`].
    Country(&'static str),
    /// [`Company::share_of_scripts`], as bits.
    Scripts,
    /// [`Company::count`].
    Word(Key),
    /// [`Company::writes_accents`].
    Accents,
}

impl Company {
    /// The company that the parts of one article make; `recording`, it remembers what it is asked.
    pub fn of<'p>(parts: impl Iterator<Item = &'p Part>, recording: bool) -> Self {
        let asked = recording.then(RefCell::default);
        let mut company = Company { countries: HashMap::default(), words: HashMap::default(), accents: false, scripts: 0.0, asked };
        for part in parts {
            company.accents |= part.accents;
            part.words.iter().for_each(|word| *company.words.entry(*word).or_default() += 1);
            part.countries.iter().for_each(|country| *company.countries.entry(country).or_default() += 1);
        }
        company.scripts = share_of_scripts(company.countries.iter().map(|(country, n)| (*country, *n)));
        company
    }

    /// Whether it answers all this as before.
    pub fn still_says(&self, asked: &[(Question, u32)]) -> bool {
        asked.iter().all(|(question, answer)| self.answer(*question) == *answer)
    }

    /// What it was asked since this was asked last, with what it said.
    pub fn asked(&self) -> Vec<(Question, u32)> {
        self.asked.as_ref().map(RefCell::take).unwrap_or_default()
    }

    fn answer(&self, question: Question) -> u32 {
        match question {
            Question::Country(country) => self.countries.get(country).copied().unwrap_or(0),
            Question::Scripts => self.scripts.to_bits(),
            Question::Word(key) => self.words.get(&key).copied().unwrap_or(0),
            Question::Accents => u32::from(self.accents),
        }
    }

    fn ask(&self, question: Question) -> u32 {
        let answer = self.answer(question);
        if let Some(asked) = &self.asked {
            let mut asked = asked.borrow_mut();
            if asked.last() != Some(&(question, answer)) {
                asked.push((question, answer));
            }
        }
        answer
    }

    /// How often the article names the country or people and places of it.
    pub fn mentions_of(&self, country: &'static str) -> u32 {
        self.ask(Question::Country(country))
    }

    /// How much of what the article names of countries belongs to one that writes in other letters than Latin ones, 0 to 1: what its
    /// names came through, by guess. Half where nothing tells.
    pub fn share_of_scripts(&self) -> f32 {
        f32::from_bits(self.ask(Question::Scripts))
    }

    /// How often a word stands in the article with a capital.
    pub fn count(&self, word: impl Into<Key>) -> u32 {
        self.ask(Question::Word(word.into()))
    }

    /// Whether names of the article have accents at all.
    pub fn writes_accents(&self) -> bool {
        self.ask(Question::Accents) > 0
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
