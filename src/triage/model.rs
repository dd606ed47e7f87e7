//! The trained weights, read where they lie in the binary.
//!
//! `rules/models/triage.bin`: the mark `CDTR`, the number of features n, seven numbers (32-bit floats) of the calibration and
//! the weights' ranges, n sorted 32-bit hashes, n weights of one byte for machine against human translation, n for machine
//! translation against news written in English. All little endian.

use super::units::{Feature, keys};
use std::sync::LazyLock;

static BYTES: &[u8] = include_bytes!("../../rules/models/triage.bin");
static EMBEDDED: LazyLock<Model> = LazyLock::new(|| Model::from_bytes(BYTES).unwrap_or_default());

/// The mark at the start of the file.
pub const MAGIC: &[u8; 4] = b"CDTR";

/// What turns the mean of an article's sentence scores into log odds: `slope · n / (n + damping) · (mean − centre)` for n
/// sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration {
    /// Log odds for each unit of the mean, for very many sentences.
    pub slope: f32,
    /// The mean at which odds are even.
    pub centre: f32,
}

/// Two linear models over the same features.
#[derive(Clone, Debug, Default)]
pub struct Model {
    keys: Vec<u32>,
    human: Vec<i8>,
    native: Vec<i8>,
    ranges: [f32; 2],
    calibration: [Calibration; 2],
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

impl Model {
    /// The model that ships with the crate.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Reads a model; nothing if the bytes are not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (head, rest) = (rest.get(..32)?, rest.get(32..)?);
        let words: Vec<[u8; 4]> = head.chunks_exact(4).filter_map(|c| c.try_into().ok()).collect();
        let n = u32::from_le_bytes(*words.first()?) as usize;
        let f = |i: usize| words.get(i).map_or(0.0, |w| f32::from_le_bytes(*w));
        if rest.len() != n.checked_mul(6)? {
            return None;
        }
        let (keys, weights) = rest.split_at(n * 4);
        let (human, native) = weights.split_at(n);
        Some(Self {
            keys: keys.chunks_exact(4).filter_map(|c| c.try_into().ok()).map(u32::from_le_bytes).collect(),
            human: human.iter().map(|b| b.cast_signed()).collect(),
            native: native.iter().map(|b| b.cast_signed()).collect(),
            ranges: [f(1), f(2)],
            calibration: [Calibration { slope: f(3), centre: f(4) }, Calibration { slope: f(5), centre: f(6) }],
            damping: f(7),
        })
    }

    /// The bytes of a model with these weights.
    pub fn to_bytes(keys: &[u32], weights: [&[f64]; 2], calibration: [Calibration; 2], damping: f32) -> Vec<u8> {
        let ranges = weights.map(|w| w.iter().fold(0.0, |m: f64, v| m.max(v.abs())) as f32);
        let mut out = MAGIC.to_vec();
        out.extend(u32::try_from(keys.len()).unwrap_or(u32::MAX).to_le_bytes());
        let [a, b] = calibration;
        for number in [ranges[0], ranges[1], a.slope, a.centre, b.slope, b.centre, damping] {
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

    /// The weights of a feature, if it has any.
    pub fn weights(&self, key: u32) -> Option<Scores> {
        let i = self.keys.binary_search(&key).ok()?;
        Some(Scores { human: from_byte(*self.human.get(i)?, self.ranges[0]), native: from_byte(*self.native.get(i)?, self.ranges[1]) })
    }

    /// The score of a sentence: the sum of its features' weights over the root of their number, so that a long sentence
    /// speaks louder than a short one, but not in proportion.
    pub fn sentence(&self, features: &[Feature]) -> Scores {
        let known: Vec<Scores> = keys(features).into_iter().filter_map(|k| self.weights(k)).collect();
        let norm = norm(known.len());
        let sum = known.iter().fold(Scores::default(), |s, w| Scores { human: s.human + w.human, native: s.native + w.native });
        Scores { human: sum.human * norm, native: sum.native * norm }
    }

    /// What a unit of the mean over `sentences` sentences adds to the log odds.
    pub fn slopes(&self, sentences: usize) -> Scores {
        let n = sentences as f32;
        let weight = n / (n + self.damping);
        let [a, b] = self.calibration;
        Scores { human: a.slope * weight, native: b.slope * weight }
    }

    /// Log odds of an article with this mean over this many sentences.
    pub fn log_odds(&self, mean: Scores, sentences: usize) -> Scores {
        let slopes = self.slopes(sentences);
        let [a, b] = self.calibration;
        Scores { human: slopes.human * (mean.human - a.centre), native: slopes.native * (mean.native - b.centre) }
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

fn from_byte(byte: i8, range: f32) -> f32 {
    let root = f32::from(byte) / 127.0;
    root * root.abs() * range
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_round_trip() {
        let calibration = [Calibration { slope: 2.0, centre: 0.5 }, Calibration { slope: 3.0, centre: -0.5 }];
        let bytes = Model::to_bytes(&[3, 9], [&[1.0, -0.25], &[0.0, 4.0]], calibration, 6.0);
        let model = Model::from_bytes(&bytes).unwrap();
        assert_eq!(model.len(), 2);
        let w = model.weights(9).unwrap();
        assert!((w.human + 0.25).abs() < 0.01 && (w.native - 4.0).abs() < 0.01, "{w:?}");
        assert_eq!(model.weights(4), None, "a feature that was never trained weighs nothing");
        let odds = model.log_odds(Scores { human: 1.0, native: 0.5 }, 6);
        assert!((odds.human - 0.5).abs() < 1e-6 && (odds.native - 1.5).abs() < 1e-6, "{odds:?}");
    }

    #[test]
    fn cut_bytes_are_no_model() {
        let bytes = Model::to_bytes(&[3, 9], [&[1.0, -0.25], &[0.0, 4.0]], [Calibration::default(); 2], 6.0);
        assert!(Model::from_bytes(&bytes[..bytes.len() - 1]).is_none());
        assert!(Model::from_bytes(b"CDTR").is_none());
    }

    #[test]
    fn the_embedded_model_is_whole() {
        assert!(Model::embedded().len() > 10_000);
    }
}
