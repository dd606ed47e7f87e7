//! Hashes by which words are compared and looked up: two words that differ in their letters' case alone have the same.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// A map from words' keys.
pub type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<Keyed>>;

/// Odd numbers without a pattern.
const MIX: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xd1b5_4a32_d192_ed03];
/// Bytes of a folded word for which no memory is asked.
const SHORT: usize = 96;

/// The hash of a word, letters' case, the kind of apostrophe and soft hyphens aside; the same in every run. Words that differ in
/// anything else have different ones, but for chance (64 bits).
#[inline]
pub fn key(word: &str) -> u64 {
    if word.is_ascii() { hash(word.as_bytes(), ascii_lower) } else { key_of_folded(word) }
}

/// The key of a word with letters outside ASCII.
fn key_of_folded(word: &str) -> u64 {
    let folded = word.chars().filter(|c| *c != '\u{AD}').flat_map(|c| match c {
        '’' | 'ʼ' => '\''.to_lowercase(),
        'ς' => 'σ'.to_lowercase(),
        c => c.to_lowercase(),
    });
    // No letter grows to more than three times its bytes.
    if word.len() * 3 > SHORT {
        return hash(folded.collect::<String>().as_bytes(), |eight| eight);
    }
    let (mut buffer, mut len) = ([0_u8; SHORT], 0);
    for c in folded {
        len += buffer.get_mut(len..).filter(|free| free.len() >= c.len_utf8()).map_or(0, |free| c.encode_utf8(free).len());
    }
    hash(&buffer[..len], |eight| eight)
}

/// Eight ASCII characters in small letters.
#[inline]
fn ascii_lower(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let from_a = eight + ONES * (0x80 - b'A' as u64);
    let past_z = eight + ONES * (0x7F - b'Z' as u64);
    eight | ((from_a & !past_z & (ONES * 0x80)) >> 2)
}

/// Eight bytes are taken at once, the last eight of a long word anew; `fold` is put to each eight.
#[inline]
fn hash(bytes: &[u8], fold: impl Fn(u64) -> u64) -> u64 {
    let mut state = MIX[0] ^ bytes.len() as u64;
    let mut add = |eight: u64| {
        let product = u128::from(state ^ fold(eight)) * u128::from(MIX[1]);
        state = (product as u64) ^ ((product >> 64) as u64);
    };
    if let Some(last) = bytes.last_chunk::<8>() {
        let (eights, rest) = bytes.as_chunks::<8>();
        eights.iter().for_each(|eight| add(u64::from_le_bytes(*eight)));
        if !rest.is_empty() {
            add(u64::from_le_bytes(*last));
        }
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        add(u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32);
    } else if let (Some(first), Some(middle), Some(last)) = (bytes.first(), bytes.get(bytes.len() / 2), bytes.last()) {
        add(u64::from(*first) | u64::from(*middle) << 8 | u64::from(*last) << 16);
    }
    state.wrapping_mul(MIX[0]) ^ state >> 32
}

/// Takes a key for its own hash.
#[derive(Debug, Default)]
pub struct Keyed(u64);

impl Hasher for Keyed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = hash(bytes, |eight| eight ^ self.0);
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
