//! Hashes by which words are compared and looked up: two words that differ in their letters' case alone have the same.

use crate::lexicon::{Key, fuse::hash};
use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// A map from words' keys.
pub type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<Keyed>>;

/// Bytes of a folded word for which no memory is asked.
const SHORT: usize = 96;

/// The hash of a word, letters' case, the kind of apostrophe and soft hyphens aside; the same in every run. Words that differ in
/// anything else have different ones, but for chance (64 bits).
#[inline]
pub fn key(word: &str) -> u64 {
    Key::of_ascii(word).map_or_else(|| key_of_folded(word), |(key, _)| key.number())
}

/// The [`key`] of a word that is not plain ASCII.
pub(super) fn key_of_folded(word: &str) -> u64 {
    let folded = word.chars().filter(|c| *c != '\u{AD}').flat_map(|c| match c {
        '’' | 'ʼ' => '\''.to_lowercase(),
        'ς' => 'σ'.to_lowercase(),
        c => c.to_lowercase(),
    });
    // No letter grows to more than three times its bytes.
    if word.len() * 3 > SHORT {
        return hash(folded.collect::<String>().as_bytes());
    }
    let (mut buffer, mut len) = ([0_u8; SHORT], 0);
    for c in folded {
        len += buffer.get_mut(len..).filter(|free| free.len() >= c.len_utf8()).map_or(0, |free| c.encode_utf8(free).len());
    }
    hash(&buffer[..len])
}

/// Takes a key for its own hash.
#[derive(Debug, Default)]
pub struct Keyed(u64);

impl Hasher for Keyed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes) ^ self.0.rotate_left(1);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn case_apostrophes_and_soft_hyphens_are_aside() {
        for (a, b) in
            [("The", "the"), ("O’Brien", "o'brien"), ("Inter\u{AD}National", "international"), ("ÉCOLE", "école"), ("ΟΔΟΣ", "οδος")]
        {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        let long = "Ł".repeat(200);
        assert_eq!(key(&long), key(&long.to_lowercase()));
    }

    #[test]
    fn other_words_have_other_keys() {
        let words =
            ["", "a", "b", "aa", "ab", "ba", "aba", "[", "{", "@", "`", "abcd", "abce", "bbcd", "abcdefgh", "abcdefghi", "abcdefghj"];
        let keys: std::collections::BTreeSet<u64> = words.iter().map(|w| key(w)).collect();
        assert_eq!(keys.len(), words.len());
    }
}
