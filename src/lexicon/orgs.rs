//! Organisations, and what acronyms stand for.

use copydesk_data::Blob;
use std::sync::LazyLock;

use super::blob::{Lists, section};
use super::fold::fold;
use super::fuse::{FuseMap, hash};
use super::key::Key;
use super::memo::Recent;

static BLOB: &Blob = &copydesk_data::ORGS;
static INDEX: LazyLock<FuseMap<'static>> = LazyLock::new(|| FuseMap::open(section(BLOB, 0)).unwrap_or_default());
static BY_ACRONYM: LazyLock<FuseMap<'static>> = LazyLock::new(|| FuseMap::open(section(BLOB, 1)).unwrap_or_default());
static BY_NAME: LazyLock<FuseMap<'static>> = LazyLock::new(|| FuseMap::open(section(BLOB, 2)).unwrap_or_default());
static NAMES: LazyLock<Lists<'static, STEP>> = LazyLock::new(|| Lists::open(section(BLOB, 3)));

thread_local! {
    static RECENT: Recent<Option<u32>> = Recent::default();
}

/// How many lists are found by one offset in the blob's lists of expansions.
pub const STEP: usize = 8;

/// What kind of organisation a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum OrgKind {
    International,
    Government,
    Party,
    Company,
    University,
    /// A sports club or team.
    Club,
    Media,
    /// An armed group.
    Militant,
    Other,
}

impl OrgKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [OrgKind; 9] = [
        OrgKind::International,
        OrgKind::Government,
        OrgKind::Party,
        OrgKind::Company,
        OrgKind::University,
        OrgKind::Club,
        OrgKind::Media,
        OrgKind::Militant,
        OrgKind::Other,
    ];

    /// The kind that a line of the list of organisations names.
    pub fn from_list(kind: &str) -> OrgKind {
        match kind {
            "intl" => OrgKind::International,
            "gov" => OrgKind::Government,
            "party" => OrgKind::Party,
            "company" => OrgKind::Company,
            "university" => OrgKind::University,
            "club" | "team" | "sport" => OrgKind::Club,
            "media" | "agency" => OrgKind::Media,
            "militant" => OrgKind::Militant,
            _ => OrgKind::Other,
        }
    }
}

/// A known organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Org {
    pub kind: OrgKind,
    /// How well known: 1 to 17, from sources and mentions in the news.
    pub weight: u8,
}

/// The organisation of this name, in whatever case and accents: 29,000 and their other usual names.
/// One stranger in 4,000 is let in.
pub fn org(name: impl Into<Key>) -> Option<Org> {
    let key = name.into();
    let value = RECENT.with(|recent| recent.get(key, || INDEX.get(key.0)))?;
    Some(Org { kind: *OrgKind::ALL.get((value & 15) as usize)?, weight: (value >> 4) as u8 })
}

/// What the acronym stands for, the best known first: `WHO`, World Health Organization.
///
/// ```
/// use copydesk::lexicon::{acronym, expansion};
/// assert!(acronym("NATO").any(|name| name == "North Atlantic Treaty Organization"));
/// assert_eq!(expansion("african union"), Some("AU"));
/// ```
pub fn acronym(acronym: &str) -> impl Iterator<Item = &'static str> {
    let names = BY_ACRONYM.get(hash(acronym.as_bytes())).and_then(|index| NAMES.get(index as usize));
    let mut lines = names.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("").split('\n').filter(|l| !l.is_empty());
    let found = lines.next() == Some(acronym);
    lines.take_while(move |_| found)
}

/// The acronym of an organisation of this name, in whatever case and accents.
pub fn expansion(name: &str) -> Option<&'static str> {
    let index = BY_NAME.get(Key::from(name).0)?;
    let text = std::str::from_utf8(NAMES.get(index as usize)?).ok()?;
    let (acronym, names) = text.split_once('\n')?;
    let wanted = fold(name);
    names.split('\n').any(|n| fold(n) == wanted).then_some(acronym)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_and_names_find_each_other() {
        assert!(acronym("WHO").any(|n| fold(n).starts_with("world health organi")));
        assert_eq!(acronym("XQZZV").next(), None);
        assert_eq!(expansion("Ministry of Xqzzvw"), None);
    }

    #[test]
    fn organisations_are_known_by_any_usual_name() {
        assert!(org("Boko Haram").is_some_and(|o| o.kind == OrgKind::Militant && o.weight > 10));
        assert!(org("Al-Jazeera").is_some() && org("al jazeera").is_some());
    }
}
