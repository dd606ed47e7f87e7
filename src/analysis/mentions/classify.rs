//! What a name stands for, by lists and by words that tell.

use super::{
    super::{
        Text,
        name_words::{self, Shape},
    },
    KindEvidence, NameKind, NameWord,
};
use crate::lexicon::{self, Key, PlaceKind};
use std::borrow::Cow;

/// What the words of a name stand for, by the lists and by words that tell.
pub(super) fn classify(block: &Text<'_>, words: &[NameWord], titled: bool) -> (NameKind, KindEvidence) {
    let text = |w: &NameWord| block.slice(w.span);
    let (Some(first), Some(last)) = (words.first().map(text), words.last().map(text)) else {
        return (NameKind::Other, KindEvidence::Capital);
    };
    let single = words.len() == 1;
    if single && name_words::is_calendar(first) {
        return (NameKind::Other, KindEvidence::Calendar);
    }
    if !single && (name_words::is_organisation_word(last) || name_words::is_organisation_head(first)) {
        return (NameKind::Organisation, KindEvidence::OrganisationWord);
    }
    if !single && (name_words::is_place_word(last) || name_words::is_place_head(first)) && !titled {
        return (NameKind::Place, KindEvidence::PlaceWord);
    }
    let full = with_blanks(block, words);
    let key = Key::from(&full);
    if lexicon::is_demonym(&full) {
        return (NameKind::Nationality, KindEvidence::Demonym);
    }
    let place = lexicon::place(key);
    if place.is_some_and(|p| p.kind <= PlaceKind::Province || p.magnitude >= 6) && !titled {
        return (NameKind::Place, KindEvidence::KnownPlace);
    }
    if titled && words.iter().all(|w| w.shape != Shape::Acronym) {
        return (NameKind::Person, KindEvidence::Title);
    }
    if !single && lexicon::person_exists(&full) {
        return (NameKind::Person, KindEvidence::KnownPerson);
    }
    let organisation = lexicon::org(key);
    if organisation.is_some_and(|o| !single || o.weight >= 4) {
        return (NameKind::Organisation, KindEvidence::KnownOrganisation);
    }
    if !single && place.is_some() {
        return (NameKind::Place, KindEvidence::KnownPlace);
    }
    let starts_like_person = || {
        let initial = words.first().is_some_and(|w| w.shape == Shape::Initial);
        let known = lexicon::given(first).is_some_and(|n| n >= 3) && lexicon::word(last).is_none_or(|w| !w.is_common_word());
        let order = || words.len() <= 3 && words.get(1).is_some_and(|w| name_words::is_east_asian_order(first, text(w)));
        initial && last.chars().count() > 2 || known || order()
    };
    if !single && words.iter().all(|w| w.shape != Shape::Acronym) && starts_like_person() {
        return (NameKind::Person, KindEvidence::FirstName);
    }
    if single && words.iter().all(|w| w.shape == Shape::Acronym) {
        let kind = if lexicon::acronym(first).next().is_some() { NameKind::Organisation } else { NameKind::Other };
        return (kind, KindEvidence::Acronym);
    }
    if place.is_some_and(|p| p.magnitude >= 5) {
        return (NameKind::Place, KindEvidence::KnownPlace);
    }
    if organisation.is_some() {
        return (NameKind::Organisation, KindEvidence::KnownOrganisation);
    }
    (NameKind::Other, KindEvidence::Capital)
}

/// The words with single blanks between: how lists have names. Mostly that is how they stand.
pub(super) fn with_blanks<'a>(block: &Text<'a>, words: &[NameWord]) -> Cow<'a, str> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Cow::Borrowed("") };
    let is_blank = |at: usize| block.text().as_bytes().get(at) == Some(&b' ');
    if words.windows(2).all(|w| w[1].span.start() == w[0].span.end() + 1 && is_blank(w[0].span.end())) {
        return Cow::Borrowed(block.slice(first.span.cover(&last.span)));
    }
    Cow::Owned(words.iter().map(|w| block.slice(w.span)).collect::<Vec<_>>().join(" "))
}
