//! Places: countries, cities, towns, regions, and what people are called after them.

use copydesk_data::Blob;
use std::sync::LazyLock;

use super::blob::section;
use super::fuse::FuseMap;
use super::key::Key;
use super::memo::Recent;

static BLOB: &Blob = &copydesk_data::PLACES;
static COUNTRIES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let (countries, _) = section(BLOB, 1).as_chunks::<2>();
    countries.iter().map(|letters| std::str::from_utf8(letters).map_or("", str::trim)).collect()
});
static DEMONYMS: LazyLock<FuseMap<'static>> = LazyLock::new(|| FuseMap::open(section(BLOB, 2)).unwrap_or_default());
static INDEX: LazyLock<FuseMap<'static>> = LazyLock::new(|| FuseMap::open(section(BLOB, 0)).unwrap_or_default());

thread_local! {
    static RECENT: Recent<Option<u32>> = Recent::default();
    static RECENT_DEMONYMS: Recent<Option<u32>> = Recent::default();
}

/// What kind of place a name stands for; if several bear it, the most important.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum PlaceKind {
    Country,
    Capital,
    /// A continent, a part of the world or a well-known landscape.
    Region,
    /// A state of the United States, or a first-order division elsewhere.
    Province,
    City,
    /// A sea, a lake or a river.
    Water,
    /// A district, a county or a second-order division.
    District,
    Town,
    /// A word for the people of a place: Afghan, Dane.
    Demonym,
}

impl PlaceKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [PlaceKind; 9] = [
        PlaceKind::Country,
        PlaceKind::Capital,
        PlaceKind::Region,
        PlaceKind::Province,
        PlaceKind::City,
        PlaceKind::Water,
        PlaceKind::District,
        PlaceKind::Town,
        PlaceKind::Demonym,
    ];

    /// The kind that a line of the list of places names.
    pub fn from_list(kind: &str) -> Option<PlaceKind> {
        Some(match kind {
            "country" => PlaceKind::Country,
            "capital" => PlaceKind::Capital,
            "region" => PlaceKind::Region,
            "state" | "admin1" => PlaceKind::Province,
            "city" | "curated" => PlaceKind::City,
            "water" | "river" => PlaceKind::Water,
            "district" | "county" | "admin2" => PlaceKind::District,
            "town" => PlaceKind::Town,
            "demonym" => PlaceKind::Demonym,
            _ => return None,
        })
    }
}

/// A known place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub kind: PlaceKind,
    /// Decimal digits of its population: 7 for a million; 0 if unknown.
    pub magnitude: u8,
    /// Its country's two letters (ISO 3166), empty if it lies in several or in none.
    pub country: &'static str,
}

/// The place of this name, in whatever case and accents: 178,000 places and their other usual names.
/// One stranger in 4,000 is let in.
///
/// ```
/// use copydesk::lexicon::{PlaceKind, place};
/// assert_eq!(place("Reykjavík").map(|p| (p.kind, p.country)), Some((PlaceKind::Capital, "IS")));
/// ```
pub fn place(name: impl Into<Key>) -> Option<Place> {
    let key = name.into();
    let value = RECENT.with(|recent| recent.get(key, || INDEX.get(key.0)))?;
    Some(Place { kind: *PlaceKind::ALL.get((value & 15) as usize)?, magnitude: (value >> 4 & 15) as u8, country: country(value >> 8) })
}

/// Whether the word names the people of a place: Afghan, Dane, Parisian.
pub fn is_demonym(name: &str) -> bool {
    let singular = || name.strip_suffix('s').filter(|s| s.len() > 3);
    demonym_country(name).is_some() || singular().is_some_and(|s| demonym_country(s).is_some())
}

/// The two letters of the country that an adjective or noun of nationality belongs to: `Danish`, `Dane`: DK.
pub fn demonym_country(name: impl Into<Key>) -> Option<&'static str> {
    let key = name.into();
    RECENT_DEMONYMS.with(|recent| recent.get(key, || DEMONYMS.get(key.0))).map(country)
}

/// The two letters of a country, if the list of countries has them.
pub(super) fn code(letters: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|c| !c.is_empty() && **c == letters).copied()
}

/// The two letters of country number `index` in the list of countries of the blob.
pub(super) fn country(index: u32) -> &'static str {
    COUNTRIES.get(index as usize).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_important_bearer_of_a_name_is_given() {
        assert_eq!(place("paris").map(|p| (p.kind, p.country)), Some((PlaceKind::Capital, "FR")));
        assert_eq!(place("Georgia").map(|p| p.kind), Some(PlaceKind::Country));
        assert_eq!(place("Xqzzvwk"), None);
    }

    #[test]
    fn demonyms_know_their_country() {
        assert!(is_demonym("Afghans") && is_demonym("Danish"));
        assert_eq!(demonym_country("Ukrainian"), Some("UA"));
        assert!(!is_demonym("Government"));
    }
}
