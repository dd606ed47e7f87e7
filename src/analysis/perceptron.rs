//! Linear models over hashed features, with weights of four bits, read where they lie.
//!
//! A feature is a 32-bit hash ([`mix`]). It owns one line of 64 weights, one for each label, and the labels are spread over
//! the line by the hash's low bits, so that two features which share a line seldom share a weight (Weinberger et al. 2009).

/// Bytes of a line: 64 codes of four bits.
const LINE: usize = 32;

/// Labels a line has room for.
pub const MAX_LABELS: usize = 64;

/// A model's weights.
#[derive(Debug, Clone, Default)]
pub struct Weights<'m> {
    /// What each byte of a line adds to the scores of its two labels: with the low half first, and with the high half first.
    pairs: [Vec<u64>; 2],
    /// Two codes a byte.
    lines: &'m [[u8; LINE]],
}

/// What is added to every weight while two scores are added up in one number, so that neither goes below zero.
const ABOVE_ZERO: i32 = 1 << 15;

impl<'m> Weights<'m> {
    /// Lays weights over sixteen little-endian `i16` levels and the lines behind them.
    pub fn from_bytes(bytes: &'m [u8]) -> Option<Self> {
        let (head, codes) = bytes.split_first_chunk::<32>()?;
        let mut levels = [0; 16];
        for (level, pair) in levels.iter_mut().zip(head.chunks_exact(2)) {
            *level = (i32::from(i16::from_le_bytes([pair[0], pair[1]])) + ABOVE_ZERO) as u64;
        }
        let pair = |first: u8, second: u8| levels[usize::from(first & 15)] | levels[usize::from(second & 15)] << 32;
        let pairs = [(0..=255).map(|b| pair(b, b >> 4)).collect(), (0..=255).map(|b| pair(b >> 4, b)).collect()];
        let (lines, rest) = codes.as_chunks();
        rest.is_empty().then_some(Self { pairs, lines })
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Adds up the weights that the labels of a set have in the lines of some features: `scores[label]`. The scores of other labels
    /// mean nothing; in a model without lines all are 0.
    ///
    /// Labels are looked up two at a time, as they lie in a line's bytes.
    pub fn score<const N: usize>(&self, features: &[u32; N], labels: u64, scores: &mut [i32; MAX_LABELS]) {
        let [low, high] = &self.pairs;
        let (Ok(low), Ok(high)) = (<&[u64; 256]>::try_from(low.as_slice()), <&[u64; 256]>::try_from(high.as_slice())) else { return };
        if self.lines.is_empty() {
            return;
        }
        let lines = features.map(|hash| {
            let codes = &self.lines[scale(hash, self.lines.len())];
            (codes, if hash & 1 == 0 { low } else { high }, hash >> 1)
        });
        let mut rest = labels;
        while rest != 0 {
            let pair = rest.trailing_zeros() >> 1;
            rest &= !(3 << (2 * pair));
            let sum: u64 = lines.iter().map(|(codes, table, hash)| table[usize::from(codes[((hash ^ pair) & 31) as usize])]).sum();
            let at = 2 * pair as usize;
            scores[at] = sum as u32 as i32 - N as i32 * ABOVE_ZERO;
            scores[at + 1] = (sum >> 32) as i32 - N as i32 * ABOVE_ZERO;
        }
    }
}

/// Where a feature's weight for a label lies among `lines` lines of 64.
pub const fn weight_at(hash: u32, label: u8, lines: usize) -> usize {
    scale(hash, lines) * MAX_LABELS + within(hash, label)
}

const fn within(hash: u32, label: u8) -> usize {
    ((hash ^ label as u32) & 63) as usize
}

/// Maps a hash to below `n` by its high bits (Lemire 2019).
pub const fn scale(hash: u32, n: usize) -> usize {
    ((hash as u64 * n as u64) >> 32) as usize
}

/// Mixes a feature template's number and its two values to a hash.
pub const fn mix(template: u32, a: u32, b: u32) -> u32 {
    let x = ((a as u64) << 32 | b as u64) ^ (template as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let x = x.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    let x = (x ^ x >> 29).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    (x >> 32) as u32
}
