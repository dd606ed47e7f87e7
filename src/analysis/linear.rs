//! A linear classifier over named features: the log odds are a sum of weights, read where they lie in the binary.

use crate::lexicon::fuse::{FuseMap, hash};

/// Bits of a stored weight; weights are rounded to steps and stored above `ZERO`.
pub const WEIGHT_BITS: u32 = 8;
/// Bits by which a feature that the model has is told from one that it has not: one stranger in 256 gets a weight.
pub const FINGERPRINT_BITS: u32 = 8;
/// The stored value of weight 0.
const ZERO: i32 = 128;

/// A trained model.
#[derive(Clone, Copy, Debug, Default)]
pub struct Linear<'m> {
    bias: f32,
    step: f32,
    weights: FuseMap<'m>,
}

impl<'m> Linear<'m> {
    /// Lays a model over bytes that [`Linear::build`] wrote; `None` if they are not such.
    pub fn open(bytes: &'m [u8]) -> Option<Self> {
        let (bias, rest) = bytes.split_first_chunk::<4>()?;
        let (step, rest) = rest.split_first_chunk::<4>()?;
        Some(Self { bias: f32::from_le_bytes(*bias), step: f32::from_le_bytes(*step), weights: FuseMap::open(rest)? })
    }

    /// The bytes of a model. Weights are rounded to a 127th of the largest.
    ///
    /// # Errors
    /// Where two features share a hash in every arrangement tried.
    pub fn build(bias: f32, weights: &[(u64, f32)]) -> Result<Vec<u8>, String> {
        let largest = weights.iter().fold(0.0_f32, |m, (_, w)| m.max(w.abs()));
        let step = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        let stored = |w: f32| ((w / step).round() as i32 + ZERO) as u32;
        let entries: Vec<(u64, u32)> = weights.iter().map(|(h, w)| (*h, stored(*w))).filter(|(_, v)| *v != ZERO as u32).collect();
        let mut bytes = [bias.to_le_bytes(), step.to_le_bytes()].concat();
        bytes.extend(FuseMap::build(&entries, FINGERPRINT_BITS, WEIGHT_BITS)?);
        Ok(bytes)
    }

    /// The log odds of the class that the model finds, for these features.
    pub fn score(&self, features: &[u64]) -> f32 {
        self.odds(self.sum(features))
    }

    /// The sum of the features' weights, in steps.
    fn sum(&self, features: &[u64]) -> i32 {
        features.iter().map(|f| self.weights.get_or(*f, ZERO as u32) as i32 - ZERO).sum()
    }

    fn odds(&self, sum: i32) -> f32 {
        self.bias + sum as f32 * self.step
    }
}

/// The log odds of a place whose features are named step by step: each is looked up once.
#[derive(Debug)]
pub struct Running<'l, 'm> {
    model: &'l Linear<'m>,
    sum: i32,
    /// Features that are summed up.
    seen: usize,
}

impl<'l, 'm> Running<'l, 'm> {
    /// Of no feature yet.
    pub fn new(model: &'l Linear<'m>) -> Self {
        Self { model, sum: 0, seen: 0 }
    }

    /// [`Linear::score`] of these features, the first of which are those of the last time.
    pub fn score(&mut self, features: &[u64]) -> f32 {
        self.sum += self.model.sum(features.get(self.seen..).unwrap_or(&[]));
        self.seen = features.len();
        self.model.odds(self.sum)
    }
}

/// Names features: a template's number and what stands in its places.
#[derive(Debug)]
pub struct Features {
    /// The hashes of what was named.
    pub hashes: Vec<u64>,
}

impl Default for Features {
    /// With room for those of a place in a text.
    fn default() -> Self {
        Self { hashes: Vec::with_capacity(64) }
    }
}

/// Bytes that most features' names have room in; a power of two.
const SHORT: usize = 64;

impl Features {
    /// Adds a feature. Its name is the template's number and its parts, each with a byte 255 behind it.
    // Inlined, since callers know how long most of the parts are.
    #[inline(always)]
    pub fn add(&mut self, template: u8, parts: &[&[u8]]) {
        let length = 1 + parts.iter().map(|part| part.len() + 1).sum::<usize>();
        if length > SHORT {
            self.hashes.push(hash_long(template, parts));
            return;
        }
        let mut name = [0; SHORT];
        let mut at = 0;
        let mut put = |byte: u8| {
            name[at & (SHORT - 1)] = byte;
            at += 1;
        };
        put(template);
        for part in parts {
            for byte in *part {
                put(*byte);
            }
            put(0xFF);
        }
        self.hashes.push(hash(&name[..length]));
    }
}

/// The hash of a long name.
#[cold]
fn hash_long(template: u8, parts: &[&[u8]]) -> u64 {
    let mut name = vec![template];
    for part in parts {
        name.extend_from_slice(part);
        name.push(0xFF);
    }
    hash(&name)
}

/// The weights of named measures, in the order of `names`: of each a line of its name, a tab, its weight; `#` begins a comment. Measures
/// without a line weigh nothing, and lines of other names are passed over.
pub fn weights<const N: usize>(text: &str, names: &[&str]) -> [f32; N] {
    let mut weights = [0.0; N];
    for (name, weight) in text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')) {
        if let Some(place) = names.iter().position(|n| *n == name).and_then(|at| weights.get_mut(at)) {
            *place = weight.trim().parse().unwrap_or(0.0);
        }
    }
    weights
}

/// The log odds of measures that are weighed so.
pub fn weighed(measures: &[f32], weights: &[f32]) -> f32 {
    measures.iter().zip(weights).map(|(m, w)| m * w).sum()
}

/// The probability that log odds stand for.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_rounded() {
        let mut f = Features::default();
        f.add(1, &[b"the"]);
        f.add(2, &[b"the", b"DT"]);
        let bytes = Linear::build(-0.5, &[(f.hashes[0], 2.0), (f.hashes[1], -1.0)]).unwrap();
        let model = Linear::open(&bytes).unwrap();
        assert!((model.score(&f.hashes) - 0.5).abs() < 0.02);
        assert!((model.score(&[]) + 0.5).abs() < 1e-6);
        let mut running = Running::new(&model);
        assert_eq!((running.score(&f.hashes[..1]), running.score(&f.hashes)), (model.score(&f.hashes[..1]), model.score(&f.hashes)));
        assert!(Linear::open(&bytes[..7]).is_none());
    }
}
