//! First names, surnames, and whether anyone is known to bear a full name.

use copydesk_data::Blob;
use std::sync::LazyLock;

use super::blob::section;
use super::fold::fold;
use super::fuse::{FuseMap, hash};
use super::key::Key;
use super::words::count_of_level;
use std::borrow::Cow;

static BLOB: &Blob = &copydesk_data::BEARERS;
static GIVEN: LazyLock<FuseMap<'static>> = LazyLock::new(|| FuseMap::open(section(BLOB, 0)).unwrap_or_default());
static SURNAMES: LazyLock<FuseMap<'static>> = LazyLock::new(|| FuseMap::open(section(BLOB, 1)).unwrap_or_default());
static FULL: LazyLock<FuseMap<'static>> = LazyLock::new(|| FuseMap::open(section(BLOB, 2)).unwrap_or_default());

/// How many of 1.1 million known people have this first name, in whatever case and accents; rounded
/// beyond 3 to the next half power of two. First names of a single person are left out.
///
/// ```
/// use copydesk::lexicon::given;
/// assert!(given("Oleksandr") > given("Oleksandir"));
/// ```
pub fn given(name: impl Into<Key>) -> Option<u32> {
    GIVEN.get(name.into().0).map(|level| count_of_level(level as u8))
}

/// How many of 1.1 million known people have this surname (for names of two surnames, the last), in
/// whatever case and accents; rounded beyond 3. Surnames that one person has are left out unless the
/// United States census lists them, in which case they count 1. One stranger in 1,000 gets a count.
pub fn surname(name: impl Into<Key>) -> Option<u32> {
    SURNAMES.get(name.into().0).map(|level| count_of_level(level as u8))
}

/// Whether someone of this full name is known (1.1 million people), in whatever case and accents, middle
/// initials apart. Says that a name exists, never that it is spelt right. One stranger in 1,000 is let in.
///
/// ```
/// use copydesk::lexicon::person_exists;
/// assert!(person_exists("Angela Merkel"));
/// ```
pub fn person_exists<'n>(full_name: impl Into<FullName<'n>>) -> bool {
    FULL.get(hash(full_name.into().text().as_bytes())).is_some()
}

/// A full name folded and without its middle initials, as the lists of full names have it: whoever asks several makes it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FullName<'n>(Cow<'n, str>);

impl FullName<'_> {
    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

impl<'n> From<&'n str> for FullName<'n> {
    fn from(name: &'n str) -> Self {
        Self(match fold(name) {
            Cow::Borrowed(folded) => without_initials(folded),
            Cow::Owned(folded) => Cow::Owned(without_initials(&folded).into_owned()),
        })
    }
}

impl<'n> From<&'n String> for FullName<'n> {
    fn from(name: &'n String) -> Self {
        name.as_str().into()
    }
}

impl<'n> From<&'n Cow<'_, str>> for FullName<'n> {
    fn from(name: &'n Cow<'_, str>) -> Self {
        name.as_ref().into()
    }
}

impl<'n> From<&'n FullName<'_>> for FullName<'n> {
    fn from(name: &'n FullName<'_>) -> Self {
        Self(Cow::Borrowed(&name.0))
    }
}

/// A folded name without its middle initials and with single blanks: "donald j. trump" is "donald trump".
pub fn without_initials(folded: &str) -> Cow<'_, str> {
    if is_of_long_words(folded.as_bytes()) {
        return Cow::Borrowed(folded);
    }
    let words: Vec<&str> = folded.split_whitespace().collect();
    let mut kept = String::with_capacity(folded.len());
    for (i, word) in words.iter().enumerate() {
        let initial = word.trim_end_matches('.').chars().count() == 1 && (word.ends_with('.') || word.is_ascii());
        if initial && i > 0 && i + 1 < words.len() {
            continue;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    Cow::Owned(kept)
}

/// Whether it is ASCII and every word has two letters or more, parted by single blanks: then there is nothing to leave out.
fn is_of_long_words(folded: &[u8]) -> bool {
    let mut before = b' ';
    let mut bytes = folded.iter().copied().peekable();
    while let Some(b) = bytes.next() {
        let short = before == b' ' && (b == b' ' || bytes.peek().is_none_or(|next| matches!(next, b' ' | b'.')));
        if short || !(b' '..=b'~').contains(&b) {
            return false;
        }
        before = b;
    }
    before != b' '
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_bearers() {
        assert!(given("John").unwrap() > 10_000);
        assert!(given("Jóhanna").is_some());
        assert!(surname("Smith").unwrap() > 1000);
        assert_eq!(given("Xqzzvw"), None);
        assert_eq!(surname("Xqzzvwk"), None);
    }

    #[test]
    fn people_are_known_by_their_full_name() {
        assert!(person_exists("Donald J. Trump"));
        assert!(person_exists("Mette Frederiksen"));
        assert!(!person_exists("Mette Frederiksenn"));
    }

    #[test]
    fn only_middle_initials_go() {
        assert_eq!(without_initials("donald j. trump"), "donald trump");
        assert_eq!(without_initials("j. k. rowling"), "j. rowling");
        assert_eq!(without_initials("malcolm x"), "malcolm x");
        assert_eq!(without_initials(" donald  trump "), "donald trump");
        assert_eq!(without_initials("josé á. nuñez"), "josé nuñez");
        assert_eq!(without_initials("the u.s. open"), "the u.s. open");
    }
}
