//! What is kept from one sentence to the next: most of the words of the news were read before.

use super::{
    Word,
    features::{FEATURES, OWN, own},
};
use crate::analysis::perceptron::{MAX_LABELS, Sums, Weights, mix};

/// So many words are kept, each where its letters say: a new one takes the place of an old one. More would not stay near the
/// processor, and to fetch a sum from far away takes as long as to add it up.
const WORDS: usize = 1 << 12;

/// So many labels are sooner scored one by one than all 64 together.
const FEW: u32 = 8;

/// What one thread keeps of one model. Answers depend on the words alone, not on what was read before.
#[derive(Debug, Default)]
pub struct WordCache {
    /// Words read before, each where its letters say.
    words: Vec<(u128, Word)>,
    /// The key of whose sums each place has, 0 where nothing is, and whether they were of use since others wanted the place.
    keys: Vec<([u64; 2], bool)>,
    sums: Vec<Sums>,
}

impl WordCache {
    /// A word as `read` finds it; words of more than fifteen bytes are rare, and read each time.
    pub fn word(&mut self, text: &str, read: impl FnOnce() -> Word) -> Word {
        let mut bytes = [0; 16];
        let Some(room) = bytes.get_mut(..text.len()).filter(|room| room.len() < 16) else { return read() };
        room.copy_from_slice(text.as_bytes());
        bytes[15] = text.len() as u8;
        let key = u128::from_le_bytes(bytes);
        if self.words.is_empty() {
            self.words = vec![(0, Word::default()); WORDS];
        }
        let place = place([key as u64, (key >> 64) as u64]);
        let Some((kept, word)) = self.words.get_mut(place) else { return read() };
        if *kept != key {
            (*kept, *word) = (key, read());
        }
        *word
    }

    /// For the labels of a set, the sums of the weights of a word's [`OWN`] features, whose values are given.
    pub fn sums(&mut self, weights: &Weights<'_>, word: &Word, caps: u8, set: u64, values: &[(u32, u32); FEATURES]) -> Sums {
        if self.keys.is_empty() {
            self.keys = vec![([0; 2], false); WORDS];
            self.sums = vec![[0; MAX_LABELS]; WORDS];
        }
        let key = own(word, caps);
        let place = place(key);
        let mut new = [0; MAX_LABELS];
        let (Some((kept, used)), Some(sums)) = (self.keys.get_mut(place), self.sums.get_mut(place)) else { return new };
        if *kept == key {
            *used = true;
            return *sums;
        }
        // Whose place it is may come again: they go the second time.
        let stays = std::mem::take(used);
        for template in OWN {
            let hash = mix(template as u32, values[template].0, values[template].1);
            if stays && set.count_ones() < FEW { weights.add(hash, set, &mut new) } else { weights.add_all(hash, &mut new) }
        }
        if !stays {
            (*kept, *sums) = (key, new);
        }
        new
    }
}

/// Where what has this key is kept.
fn place([a, b]: [u64; 2]) -> usize {
    let mixed = (a ^ b.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ mixed >> 32) as usize >> 4 & (WORDS - 1)
}
