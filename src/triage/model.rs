//! The trained weights, read where they lie in the binary.
//!
//! `crates/copydesk-models/models/triage.bin`: the mark `CDT4`, the number of features n, fourteen numbers (32-bit floats: the weights' ranges, the
//! calibration, the scores' origins, the damping), n sorted 32-bit hashes, n weights of one byte for machine against human translation, n for machine
//! translation against news written in English. All little endian.

use super::units::Feature;
use crate::language::Pack;
use std::sync::LazyLock;

static EMBEDDED: LazyLock<Model> = LazyLock::new(|| Pack::ENGLISH.triage.and_then(|model| Model::from_bytes(model)).unwrap_or_default());

/// Bytes of the numbers after the mark.
const HEAD: usize = 60;

/// The mark at the start of the file.
pub const MAGIC: &[u8; 4] = b"CDT4";

/// What turns the means of an article's sentence scores into the log odds of machine translation against one of its rivals:
/// `n / (n + damping) · (human · mean + native · mean + wording · mean + bias)` for n sentences. All scores speak to both rivals: what tells a
/// machine from a person tells something of news written in English, too.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration {
    /// Log odds for each unit of the score against people's translations, for very many sentences.
    pub human: f32,
    /// The same of the score against native news.
    pub native: f32,
    /// The same of the reading of words ([`super::wording`]).
    pub wording: f32,
    /// Log odds at scores of zero.
    pub bias: f32,
}

/// What is added to the mean scores, so that zero speaks neither for machines nor against them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Origin {
    /// Of the grammar's.
    pub grammar: Scores,
    /// Of the words'.
    pub wording: f32,
}

/// Two linear models over the same features.
#[derive(Clone, Debug, Default)]
pub struct Model {
    keys: Vec<u32>,
    /// For each value of the keys' first sixteen bits the first key that has it or more, and the number of keys.
    starts: Vec<u32>,
    human: Vec<i8>,
    native: Vec<i8>,
    ranges: [f32; 2],
    calibration: [Calibration; 2],
    origin: Origin,
    damping: f32,
}

/// What speaks for machine translation, twice.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Against a translation by a person.
    pub human: f32,
    /// Against news written in English.
    pub native: f32,
}

/// Sums over sentences. A sentence's score is the sum of its features' weights over the root of their number, and the root is
/// what it counts for in the mean: a long sentence says more than a short one, but not in proportion.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sum {
    /// Of the weights.
    pub scores: Scores,
    /// Of the roots.
    pub weight: f32,
}

impl Sum {
    /// With one sentence more.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let (a, b) = (self.scores, other.scores);
        Self { scores: Scores { human: a.human + b.human, native: a.native + b.native }, weight: self.weight + other.weight }
    }

    /// The weighted mean of the sentences' scores; zero for none.
    pub fn mean(self) -> Scores {
        let weight = if self.weight > 0.0 { self.weight } else { 1.0 };
        Scores { human: self.scores.human / weight, native: self.scores.native / weight }
    }
}

impl Model {
    /// The model that ships with the crate.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a model; nothing if the bytes are not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (head, rest) = (rest.get(..HEAD)?, rest.get(HEAD..)?);
        let words: Vec<[u8; 4]> = head.chunks_exact(4).filter_map(|c| c.try_into().ok()).collect();
        let n = u32::from_le_bytes(*words.first()?) as usize;
        let f = |i: usize| words.get(i).map_or(0.0, |w| f32::from_le_bytes(*w));
        if rest.len() != n.checked_mul(6)? {
            return None;
        }
        let (keys, weights) = rest.split_at(n * 4);
        let (human, native) = weights.split_at(n);
        let keys: Vec<u32> = keys.chunks_exact(4).filter_map(|c| c.try_into().ok()).map(u32::from_le_bytes).collect();
        let mut starts = vec![0_u32; (1 << 16) + 1];
        for (key, above) in keys.iter().zip(1_u32..) {
            if let Some(start) = starts.get_mut((key >> 16) as usize + 1) {
                *start = above;
            }
        }
        // A half that no key has begins where the one before it ends.
        starts.iter_mut().fold(0, |most, start| {
            *start = most.max(*start);
            *start
        });
        Some(Self {
            keys,
            starts,
            human: human.iter().map(|b| b.cast_signed()).collect(),
            native: native.iter().map(|b| b.cast_signed()).collect(),
            ranges: [f(1), f(2)],
            calibration: [3, 7].map(|i| Calibration { human: f(i), native: f(i + 1), wording: f(i + 2), bias: f(i + 3) }),
            origin: Origin { grammar: Scores { human: f(11), native: f(12) }, wording: f(13) },
            damping: f(14),
        })
    }

    /// The bytes of a model with these weights.
    pub fn to_bytes(keys: &[u32], weights: [&[f64]; 2], calibration: [Calibration; 2], origin: Origin, damping: f32) -> Vec<u8> {
        let ranges = weights.map(|w| w.iter().fold(0.0, |m: f64, v| m.max(v.abs())) as f32);
        let mut out = MAGIC.to_vec();
        out.extend(u32::try_from(keys.len()).unwrap_or(u32::MAX).to_le_bytes());
        let [a, b] = calibration;
        let numbers = [a, b].into_iter().flat_map(|c| [c.human, c.native, c.wording, c.bias]);
        for number in ranges.into_iter().chain(numbers).chain([origin.grammar.human, origin.grammar.native, origin.wording, damping]) {
            out.extend(number.to_le_bytes());
        }
        out.extend(keys.iter().flat_map(|k| k.to_le_bytes()));
        for (weights, range) in weights.iter().zip(ranges) {
            out.extend(weights.iter().map(|w| to_byte(*w, range).cast_unsigned()));
        }
        out
    }

    /// How many features have a weight.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Where the weights of a feature stand, if it has any.
    fn place(&self, key: u32) -> Option<usize> {
        // Keys are hashes: hardly any two share their first half.
        let (first, after) = (*self.starts.get((key >> 16) as usize)?, *self.starts.get((key >> 16) as usize + 1)?);
        Some(first as usize + self.keys.get(first as usize..after as usize)?.iter().position(|k| *k == key)?)
    }

    /// The weights of a feature, if it has any.
    pub fn weights(&self, key: u32) -> Option<Scores> {
        let i = self.place(key)?;
        Some(Scores {
            human: of_squares(squared(*self.human.get(i)?), self.ranges[0]),
            native: of_squares(squared(*self.native.get(i)?), self.ranges[1]),
        })
    }

    /// What a sentence adds to its article: the sums of its features' weights, and how much it counts.
    pub fn sentence(&self, features: &[Feature]) -> Sum {
        // Each feature once; less than half of all have weights, and only those are sorted.
        let mut known: Vec<usize> = features.iter().filter_map(|f| self.place(f.key)).collect();
        known.sort_unstable();
        known.dedup();
        let sum = |weights: &[i8]| known.iter().filter_map(|i| weights.get(*i)).map(|b| squared(*b)).sum();
        let scores = Scores { human: of_squares(sum(&self.human), self.ranges[0]), native: of_squares(sum(&self.native), self.ranges[1]) };
        Sum { scores, weight: 1.0 / norm(known.len()) }
    }

    /// What a unit of each mean over `sentences` sentences adds to the log odds against people's translations, and against
    /// native news.
    pub fn slopes(&self, sentences: usize) -> [Scores; 2] {
        let share = self.share(sentences);
        self.calibration.map(|c| Scores { human: c.human * share, native: c.native * share })
    }

    /// Where the scores begin.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// The same of a unit of the words' mean.
    pub fn slopes_of_words(&self, sentences: usize) -> [f32; 2] {
        let share = self.share(sentences);
        self.calibration.map(|c| c.wording * share)
    }

    /// Log odds of an article with these means, of grammar and of words, over this many sentences.
    pub fn log_odds(&self, mean: Scores, wording: f32, sentences: usize) -> Scores {
        let share = self.share(sentences);
        let [human, native] =
            self.calibration.map(|c| share * (c.human * mean.human + c.native * mean.native + c.wording * wording + c.bias));
        Scores { human, native }
    }

    /// How far this many sentences are trusted.
    fn share(&self, sentences: usize) -> f32 {
        let n = sentences as f32;
        n / (n + self.damping)
    }
}

/// What the sum over a sentence's `n` features is multiplied with.
pub fn norm(n: usize) -> f32 {
    1.0 / (n.max(4) as f32).sqrt()
}

/// One byte for a weight up to `range`: the root is stored, so that small weights keep their size.
fn to_byte(weight: f64, range: f32) -> i8 {
    let share = weight / f64::from(range).max(f64::MIN_POSITIVE);
    ((share.abs().sqrt() * 127.0).round() * share.signum()) as i8
}

/// A stored root, squared with its sign kept: whole numbers, whose sum does not depend on their order.
fn squared(root: i8) -> i32 {
    i32::from(root) * i32::from(root).abs()
}

/// What a sum of squares stands for.
fn of_squares(sum: i32, range: f32) -> f32 {
    sum as f32 * range / (127.0 * 127.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_round_trip() {
        let calibration = [
            Calibration { human: 2.0, native: 0.0, wording: 1.0, bias: -1.0 },
            Calibration { human: 1.0, native: 3.0, wording: 0.0, bias: 1.5 },
        ];
        let bytes = Model::to_bytes(&[3, 9], [&[1.0, -0.25], &[0.0, 4.0]], calibration, Origin::default(), 6.0);
        let model = Model::from_bytes(&bytes).unwrap();
        assert_eq!(model.len(), 2);
        let w = model.weights(9).unwrap();
        assert!((w.human + 0.25).abs() < 0.01 && (w.native - 4.0).abs() < 0.01, "{w:?}");
        assert_eq!(model.weights(4), None, "a feature that was never trained weighs nothing");
        let odds = model.log_odds(Scores { human: 1.0, native: 0.5 }, 2.0, 6);
        assert!((odds.human - 1.5).abs() < 1e-6 && (odds.native - 2.0).abs() < 1e-6, "{odds:?}");
    }

    #[test]
    fn cut_bytes_are_no_model() {
        let bytes = Model::to_bytes(&[3, 9], [&[1.0, -0.25], &[0.0, 4.0]], [Calibration::default(); 2], Origin::default(), 6.0);
        assert!(Model::from_bytes(&bytes[..bytes.len() - 1]).is_none());
        assert!(Model::from_bytes(b"CDT4").is_none());
    }

    #[test]
    fn the_embedded_model_is_whole() {
        assert!(Model::embedded().len() > 10_000);
    }
}
