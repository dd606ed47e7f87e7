//! Linear models over hashed features, with weights of four bits, read where they lie.
//!
//! A feature is a 32-bit hash ([`mix`]). It owns one line of 64 weights, one for each label, and the labels are spread over
//! the line by the hash's low bits, so that two features which share a line seldom share a weight (Weinberger et al. 2009).

/// Bytes of a line: 64 codes of four bits.
const LINE: usize = 32;

/// Labels a line has room for.
pub const MAX_LABELS: usize = 64;

/// A model's weights.
#[derive(Debug, Clone, Copy, Default)]
pub struct Weights<'m> {
    /// What the sixteen codes stand for.
    levels: [i16; 16],
    /// Two codes a byte.
    codes: &'m [u8],
}

/// The weights of one feature.
#[derive(Debug, Clone, Copy)]
pub struct Line<'m> {
    codes: &'m [u8; LINE],
    hash: u32,
}

impl<'m> Weights<'m> {
    /// Lays weights over sixteen little-endian `i16` levels and the lines behind them.
    pub fn from_bytes(bytes: &'m [u8]) -> Option<Self> {
        let (head, codes) = bytes.split_first_chunk::<32>()?;
        let mut levels = [0; 16];
        for (level, pair) in levels.iter_mut().zip(head.chunks_exact(2)) {
            *level = i16::from_le_bytes([pair[0], pair[1]]);
        }
        codes.len().is_multiple_of(LINE).then_some(Self { levels, codes })
    }

    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.codes.len() / LINE
    }

    /// The weights of a feature; `None` in a model without any.
    pub fn line(&self, hash: u32) -> Option<Line<'m>> {
        let codes = self.codes.get(scale(hash, self.lines()) * LINE..)?.first_chunk()?;
        Some(Line { codes, hash })
    }

    /// Adds up the weights of each label in all lines: `labels[i]` scores `scores[i]`.
    pub fn score(&self, lines: &[Option<Line<'_>>], labels: &[u8], scores: &mut [i32]) {
        scores.fill(0);
        for line in lines.iter().flatten() {
            for (score, label) in scores.iter_mut().zip(labels) {
                let at = within(line.hash, *label);
                let code = line.codes[at >> 1] >> ((at & 1) * 4) & 15;
                *score += i32::from(self.levels[usize::from(code)]);
            }
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
