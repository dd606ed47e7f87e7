//! People whom the house knows: a table of `[names] files` takes part as the list of the well-known does.

use super::{
    Slip,
    company::{Company, LONGEST},
    measures::USUAL,
    run::{Run, is_before_names},
};
use crate::{
    lexicon::{HouseNames, HousePerson, Roles, folded_distance_within, given, person_exists, surname},
    span::BlockSpan,
};

/// Edits in all beyond which two names are two people's.
const FAR: f32 = 1.8;
/// Edits at which they are one name in two systems of transliteration or with accents left out.
const NEAR: f32 = 0.2;
/// The logarithm of the odds that a name so near to a known person's is a slip, and what a step farther takes away.
const ODDS: f32 = 2.5;
const STEP: f32 = 1.5;

/// The slips in a run for names of people whom the house knows.
pub fn slips(run: &Run<'_, '_>, names: &HouseNames, company: &Company) -> Vec<Slip> {
    let mut found: Vec<Slip> = Vec::new();
    let mut from = 0;
    while from < run.words.len() {
        let lengths = (2..=LONGEST).rev().filter(|n| from + n <= run.words.len());
        let slip = { lengths }.find_map(|n| Some((n, judge(run, from, from + n, names, company)?)));
        from += slip.as_ref().map_or(1, |(length, _)| *length);
        found.extend(slip.map(|(_, slip)| slip));
    }
    found
}

/// The words `from..to` of a run as a slip for the nearest person's name, if they are near enough and nobody else's.
fn judge(run: &Run<'_, '_>, from: usize, to: usize, names: &HouseNames, company: &Company) -> Option<Slip> {
    let words = run.words.get(from..to)?;
    let written = words.iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    if words.iter().any(|w| is_before_names(w.text)) || names.is_accepted(&written) {
        return None;
    }
    let apart = |person: &HousePerson| -> Option<f32> {
        if person.words.len() != words.len() || words.iter().zip(&person.words).all(|(w, r)| w.folded != r.as_str()) {
            return None;
        }
        let mut sum = 0.0;
        for (word, right) in words.iter().zip(&person.words) {
            let letters = word.folded.chars().count().max(right.chars().count()) as f32;
            sum += folded_distance_within(&word.folded, right, FAR.min(0.32 * letters + 0.3))?;
        }
        (NEAR..=FAR).contains(&sum).then_some(sum)
    };
    let nearest = names.people().iter().filter_map(|p| Some((apart(p)?, p))).min_by(|a, b| a.0.total_cmp(&b.0));
    let (distance, person) = nearest?;
    // Names that many bear, or that somebody is known by: a namesake, unless the article says that this person is meant.
    let (near, held) = (run.roles(), person.roles);
    let role = near & held != Roles::NONE;
    let country = !person.country.is_empty() && (run.nations().contains(&person.country) || company.mentions_of(person.country) > 0);
    let usual = |(i, w): (usize, &super::run::Word<'_>)| if i == 0 { given(w.key) } else { surname(w.key) }.is_some_and(|n| n >= USUAL);
    let borne = words.iter().enumerate().all(usual) || person_exists(&*written.to_lowercase());
    let clash = !near.is_none() && !held.is_none() && !role;
    if clash || borne && !role && !country {
        return None;
    }
    let wrong: Vec<usize> = (0..words.len()).filter(|i| words[*i].folded != person.words[*i].as_str()).collect();
    let (first, last) = (*wrong.first()?, *wrong.last()?);
    let right: Vec<&str> = person.name.split(' ').collect();
    let span: BlockSpan = words.get(first)?.span.cover(&words.get(last)?.span);
    Some(Slip {
        span,
        replacement: right.get(first..=last)?.join(" "),
        other: None,
        message: format!("nobody known is called {written}; {} is, by the house's list", person.name),
        odds: ODDS - STEP * (distance - 1.0).max(0.0) + f32::from(u8::from(role)) + f32::from(u8::from(country)),
    })
}
