//! A filter of words by five bytes in a row: most words that differ from those of a list by a letter have some that no word of the list
//! has.

/// Bytes of a gram.
const LENGTH: usize = 5;
/// Bits of the filter, as a power of two: 32 KB, which stay near the processor.
const BITS: u32 = 18;

/// The grams of a list of words, a zero before and behind each word; read in place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Grams<'a> {
    bits: &'a [u8],
}

impl<'a> Grams<'a> {
    /// Bytes that must follow a word in the room where it stands.
    pub const BEHIND: usize = size_of::<u64>();

    /// Over bytes that [`build`] made.
    pub fn open(bits: &'a [u8]) -> Self {
        Self { bits }
    }

    /// Whether the word of `length` bytes that stands in `room` from its second byte on, zeros around it, may be one of the list by the
    /// grams that have its byte number `changed` (or the one behind its last). Words of the list always may.
    #[inline]
    pub fn may_have(&self, room: &[u8], length: usize, changed: usize) -> bool {
        let behind = (changed + 2).min((length + 3).saturating_sub(LENGTH));
        ((changed + 2).saturating_sub(LENGTH)..behind).all(|from| {
            let bit = bit_of(room.get(from..).and_then(<[u8]>::first_chunk).copied().unwrap_or_default());
            self.bits.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
        })
    }
}

/// The filter for these words.
pub fn build<'w>(words: impl IntoIterator<Item = &'w str>) -> Vec<u8> {
    let mut bits = vec![0; 1 << (BITS - 3)];
    for word in words {
        let padded = [&[0], word.as_bytes(), &[0]].concat();
        for gram in padded.windows(LENGTH) {
            let mut bytes = [0; 8];
            bytes[..LENGTH].copy_from_slice(gram);
            let bit = bit_of(bytes);
            bits[bit / 8] |= 1_u8 << (bit % 8);
        }
    }
    bits
}

/// The bit of the gram that these bytes begin with.
#[inline]
fn bit_of(bytes: [u8; 8]) -> usize {
    let gram = u64::from_le_bytes(bytes) & ((1 << (8 * LENGTH)) - 1);
    (gram.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks for a word as if each byte had been changed.
    fn may_have(grams: Grams<'_>, word: &str) -> bool {
        let room = [&[0], word.as_bytes(), &[0; Grams::BEHIND]].concat();
        (0..=word.len()).all(|changed| grams.may_have(&room, word.len(), changed))
    }

    #[test]
    fn words_of_the_list_pass_and_most_others_do_not() {
        let words = ["guterres", "merkel", "al-assad", "xi", "", "a", "oslo"];
        let bits = build(words);
        let grams = Grams::open(&bits);
        assert!(words.iter().all(|word| may_have(grams, word)));
        assert!(["gutteres", "merkal", "oslos", "al-asad"].iter().all(|word| !may_have(grams, word)));
    }
}
