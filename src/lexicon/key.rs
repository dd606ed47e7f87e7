//! What lists are asked by: the hash of a folded word or name.

use super::fold::fold;
use super::fuse::{hash, hash_lower};
use std::borrow::Cow;

/// The hash of a text folded ([`super::fold`]): whoever asks several lists about one word makes it once. Two words of an article
/// share it as rarely as two random numbers of 64 bits are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(pub(super) u64);

impl Key {
    /// The key of a text, and whether it is plainly in lower case: ASCII without a capital.
    #[inline]
    pub fn of(text: &str) -> (Self, bool) {
        match hash_lower(text.as_bytes()) {
            Some(found) => (Self(found.hash), found.lower),
            None => (Self(hash(fold(text).as_bytes())), false),
        }
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::of(text).0
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
