//! What lists are asked by: the hash of a folded word or name.

use super::fold::fold;
use super::fuse::{hash, hash_lower};
use std::borrow::Cow;

/// The hash of a text folded ([`super::fold`]): whoever asks several lists about one word makes it once. Two words of an article
/// share it as rarely as two random numbers of 64 bits are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub(super) u64);

impl Key {
    /// The key of a plain ASCII text, which is the hash of its small letters, and whether it has no others; nothing for other text.
    #[inline]
    pub fn of_ascii(text: &str) -> Option<(Self, bool)> {
        hash_lower(text.as_bytes()).map(|found| (Self(found.hash), found.lower))
    }

    /// The key of a text as it stands, case and accents kept: no list has it.
    pub fn as_written(text: &str) -> Self {
        Self(hash(text.as_bytes()))
    }

    /// The key of this and a number behind it.
    pub fn and(self, number: u64) -> Self {
        Self(hash([self.0.to_le_bytes(), number.to_le_bytes()].as_flattened()))
    }

    /// The hash itself.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::of_ascii(text).map_or_else(|| Self(hash(fold(text).as_bytes())), |(key, _)| key)
    }
}

impl From<&String> for Key {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<&Cow<'_, str>> for Key {
    fn from(text: &Cow<'_, str>) -> Self {
        text.as_ref().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::fold;

    #[test]
    fn a_key_is_the_hash_of_the_folded_text() {
        for text in ["", "Reykjavik", "Reykjavík", "two\twords", "Al-Assad", &"long".repeat(20)] {
            assert_eq!(Key::from(text), Key(hash(fold(text).as_bytes())), "{text}");
        }
    }
}
