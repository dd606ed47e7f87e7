//! What is kept from one sentence to the next: most of the words of the news were read before.

use super::{
    Word,
    features::{PARTS, parts, values},
};
use crate::analysis::{
    perceptron::{MAX_LABELS, Sums, Weights, mix},
    tagger::Context,
};

/// So many sums of weights are kept, each where its key says: a new one takes the place of an old one.
const PLACES: usize = 1 << 15;

/// So many labels are sooner scored one by one than all 64 together.
const FEW: u32 = 8;

/// What one thread keeps of one model. Answers depend on the words alone, not on what was read before.
#[derive(Debug, Default)]
pub struct Kept {
    /// Words read before, each where its letters say.
    words: Vec<(u128, Word)>,
    /// The key of what each place has, 0 where nothing is, and whether it was of use since another one wanted the place.
    keys: Vec<([u64; 2], bool)>,
    sums: Vec<Sums>,
}

/// So many words are kept, in the same way.
const WORDS: usize = 1 << 13;

impl Kept {
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
        let place = place([key as u64, (key >> 64) as u64]) & (WORDS - 1);
        let Some((kept, word)) = self.words.get_mut(place) else { return read() };
        if *kept != key {
            (*kept, *word) = (key, read());
        }
        *word
    }

    /// For the labels of a set, the sums of the weights of all features in [`PARTS`] at a place of a padded sentence.
    pub fn sums(&mut self, weights: &Weights<'_>, words: &[Word], at: usize, context: Context, set: u64) -> Sums {
        if self.keys.is_empty() {
            self.keys = vec![([0; 2], false); PLACES];
            self.sums = vec![[0; MAX_LABELS]; PLACES];
        }
        let mut all = [0; MAX_LABELS];
        let mut features = None;
        for (key, templates) in parts(words, at, context).into_iter().zip(PARTS) {
            let place = place(key);
            let (Some((kept, used)), Some(sums)) = (self.keys.get_mut(place), self.sums.get_mut(place)) else { continue };
            if *kept == key {
                *used = true;
            } else {
                let features = features.get_or_insert_with(|| values(words, at, context));
                let hashes = templates.iter().map(|t| mix(*t as u32, features[*t].0, features[*t].1));
                // What is in the way may be of use again: it goes the second time.
                if std::mem::take(used) {
                    hashes.for_each(|hash| {
                        if set.count_ones() < FEW { weights.add(hash, set, &mut all) } else { weights.add_all(hash, &mut all) }
                    });
                    continue;
                }
                *kept = key;
                *sums = [0; MAX_LABELS];
                hashes.for_each(|hash| weights.add_all(hash, sums));
            }
            for (sum, part) in all.iter_mut().zip(sums.iter()) {
                *sum = i16::saturating_add(*sum, *part);
            }
        }
        all
    }
}

/// Where the sums with this key are kept.
fn place([a, b]: [u64; 2]) -> usize {
    let mixed = (a ^ b.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ mixed >> 32) as usize >> 4 & (PLACES - 1)
}
