//! Linear models over hashed features, with weights of four bits, read where they lie.
//!
//! A feature is a 32-bit hash ([`mix`]). It owns one line of 64 weights, one for each label, and the labels are spread over
//! the line by the hash's low bits, so that two features which share a line seldom share a weight (Weinberger et al. 2009).

/// Bytes of a line: 64 codes of four bits.
const LINE: usize = 32;

/// Labels a line has room for.
pub const MAX_LABELS: usize = 64;

/// Features that are added together.
pub const TOGETHER: usize = 4;

/// Sums of weights, one for each label. Sums that would not fit stay at the end of what does; models have no such weights.
pub type Sums = [i16; MAX_LABELS];

/// A model's weights.
#[derive(Debug, Clone, Default)]
pub struct Weights<'m> {
    /// What a code stands for.
    levels: [i16; 16],
    /// What the two codes of each byte stand for: the low half first, and the high half first.
    pairs: [Vec<[i16; 2]>; 2],
    /// Two codes a byte.
    lines: &'m [[u8; LINE]],
}

impl<'m> Weights<'m> {
    /// Lays weights over sixteen little-endian `i16` levels and the lines behind them.
    pub fn from_bytes(bytes: &'m [u8]) -> Option<Self> {
        let (head, codes) = bytes.split_first_chunk::<32>()?;
        let mut levels = [0; 16];
        for (level, pair) in levels.iter_mut().zip(head.chunks_exact(2)) {
            *level = i16::from_le_bytes([pair[0], pair[1]]);
        }
        let pair = |first: u8, second: u8| [first, second].map(|code| levels[usize::from(code & 15)]);
        let pairs = [(0..=255).map(|b| pair(b, b >> 4)).collect(), (0..=255).map(|b| pair(b >> 4, b)).collect()];
        let (lines, rest) = codes.as_chunks();
        rest.is_empty().then_some(Self { levels, pairs, lines })
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.lines.len()
    }

    /// Adds what a feature says of some labels, a set of bits. In a model without lines it says nothing.
    pub fn add(&self, hash: u32, labels: u64, sums: &mut Sums) {
        let Some(codes) = self.lines.get(scale(hash, self.lines.len())) else { return };
        let mut rest = labels;
        while rest != 0 {
            let label = rest.trailing_zeros() as u8;
            rest &= rest - 1;
            let sum = &mut sums[usize::from(label & 63)];
            *sum = sum.saturating_add(self.weight(codes, within(hash, label)));
        }
    }

    /// The same for several features, [`TOGETHER`] at most, whose lines are fetched before any of them is read.
    pub fn add_together(&self, hashes: &[u32], labels: u64, sums: &mut Sums) {
        let mut lines = [(0, &[0; LINE]); TOGETHER];
        for (line, hash) in lines.iter_mut().zip(hashes) {
            let Some(codes) = self.lines.get(scale(*hash, self.lines.len())) else { return };
            *line = (*hash, codes);
        }
        let lines = lines.get(..hashes.len()).unwrap_or(&lines);
        let mut rest = labels;
        while rest != 0 {
            let label = rest.trailing_zeros() as u8;
            rest &= rest - 1;
            let sum = &mut sums[usize::from(label & 63)];
            *sum = lines.iter().fold(*sum, |sum, (hash, codes)| sum.saturating_add(self.weight(codes, within(*hash, label))));
        }
    }

    /// Adds what a feature says of every label.
    pub fn add_all(&self, hash: u32, sums: &mut Sums) {
        let pairs = <&[[i16; 2]; 256]>::try_from(self.pairs[(hash & 1) as usize].as_slice());
        let (Some(codes), Ok(pairs)) = (self.lines.get(scale(hash, self.lines.len())), pairs) else { return };
        let mut said = [[0; 2]; LINE];
        for (number, pair) in said.iter_mut().enumerate() {
            *pair = pairs[usize::from(codes[(number ^ (hash >> 1) as usize) & (LINE - 1)])];
        }
        for (sum, one) in sums.iter_mut().zip(said.as_flattened()) {
            *sum = sum.saturating_add(*one);
        }
    }

    fn weight(&self, codes: &[u8; LINE], place: usize) -> i16 {
        let both = codes[(place / 2) & (LINE - 1)];
        self.levels[usize::from(if place & 1 == 0 { both & 15 } else { both >> 4 })]
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
