//! Which sentences of a translation say which of its source.
//!
//! A path through both texts in groups of few sentences (beads), scored as Gale and Church (1993) do by length, and by the anchors that
//! both texts have: figures, names by their sounds, words that are the same. All paths are weighed, not only the best one (the
//! forward-backward sums of Rabiner 1989), so that every bead has a probability and what is not sure is left alone.

use std::collections::HashMap;

/// What an anchor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// A quantity, by its value.
    Figure,
    /// A link, an address, a handle or a tag.
    Link,
    /// The consonants that a word begins with, as they are heard.
    Sound,
    /// The letters that a word begins with.
    Letters,
    /// That the sentence asks.
    Question,
    /// A word of English, or one that translates a word of the source.
    Word,
}

/// Kinds of anchors.
pub const KINDS: usize = 6;
/// Bits of an anchor below its kind.
const KIND_AT: u32 = 61;

/// An anchor: what it is, and the hash of it.
pub fn anchor(kind: Anchor, hash: u64) -> u64 {
    (kind as u64) << KIND_AT | hash & ((1 << KIND_AT) - 1)
}

/// The number of an anchor's kind.
pub fn kind(anchor: u64) -> usize {
    ((anchor >> KIND_AT) as usize).min(KINDS - 1)
}

/// What a sentence brings to the alignment.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Its length in letters.
    pub length: f32,
    /// Its anchors, hashed, in order: equal ones on both sides speak for each other.
    pub anchors: Vec<u64>,
    /// Whether a paragraph begins with it.
    pub opens: bool,
}

/// Sentences that say one another: half-open ranges of the source's and of the translation's.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Sentences of the source; empty where the translation adds.
    pub source: std::ops::Range<usize>,
    /// Sentences of the translation; empty where it leaves out.
    pub target: std::ops::Range<usize>,
    /// How sure, 0 to 1: the share of all paths' weight that goes through this bead, or leaves this sentence alone at whatever place.
    pub confidence: f32,
}

/// Groups that are tried, and what they cost over the weights: minus the logarithm of how often they occur.
const SHAPES: [(usize, usize, f32); 12] = [
    (1, 1, 0.1),
    (1, 0, 0.0),
    (0, 1, 0.0),
    (1, 2, 0.0),
    (2, 1, 0.0),
    (2, 2, 2.5),
    (1, 3, 2.0),
    (3, 1, 2.0),
    (2, 3, 5.0),
    (1, 4, 3.0),
    (4, 1, 3.0),
    (3, 2, 5.0),
];

/// What speaks for and against a bead. Fitted by `crates/copydesk-train/src/fit_alignment.rs` on Czech, Japanese and Ukrainian with a lexicon
/// of other years; German, Russian and Chinese were looked at.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// The variance of length, per letter, of translations. Gale and Church give 6.8; less finds more of what was left out, and the
    /// anchors hold together what differs in length.
    pub variance: f32,
    /// What the evidence of anchors counts, by their kinds: they are not independent of one another.
    pub shared: [f32; KINDS],
    /// How often an anchor that the other text has is in the sentences that say its own, by their kinds.
    pub hit: [f32; KINDS],
    /// What a sentence costs that is joined with others and shares no anchor with what they are said by.
    pub stray: f32,
    /// A border of paragraphs on one side where the other has none.
    pub border: f32,
    /// A sentence that the other text does not have.
    pub lone: f32,
    /// Two sentences that are said by one.
    pub joined: f32,
}

/// The weights that are used.
pub const WEIGHTS: Weights = Weights {
    variance: 3.0,
    shared: [1.3, 0.8, 0.4, 1.0, 0.8, 0.8],
    hit: [0.95, 0.5, 0.2, 0.95, 0.91, 0.77],
    stray: 0.0,
    border: 1.0,
    lone: 4.5,
    joined: 5.0,
};
/// Sentences beside the diagonal that are looked at, at least.
const BAND: usize = 60;
/// Pairs of places that are looked at, at most: what bounds memory (some 50 bytes each) where both texts are very long.
const MAX_CELLS: usize = 1 << 20;
/// No way leads to a place.
const NO_WAY: u8 = u8::MAX;

/// Aligns two texts. Time grows with the length of the longer times the band, which is a part of the shorter's.
pub fn align(source: &[Unit], target: &[Unit]) -> Vec<Bead> {
    align_by(&WEIGHTS, source, target)
}

/// The same by other weights.
pub fn align_by(weights: &Weights, source: &[Unit], target: &[Unit]) -> Vec<Bead> {
    if source.is_empty() || target.is_empty() {
        let bead = |i, s: bool| Bead { source: if s { i..i + 1 } else { 0..0 }, target: if s { 0..0 } else { i..i + 1 }, confidence: 1.0 };
        return (0..source.len()).map(|i| bead(i, true)).chain((0..target.len()).map(|i| bead(i, false))).collect();
    }
    Lattice::new(weights, source, target).beads()
}

struct Lattice<'u> {
    weights: &'u Weights,
    source: &'u [Unit],
    target: &'u [Unit],
    /// Letters of translation for each of source.
    ratio: f32,
    /// For each anchor that both texts have the share of the translation's sentences that have it, and of the source's.
    shares: HashMap<u64, (f32, f32)>,
    band: usize,
}

impl<'u> Lattice<'u> {
    fn new(weights: &'u Weights, source: &'u [Unit], target: &'u [Unit]) -> Self {
        let sum = |units: &[Unit]| units.iter().map(|u| u.length).sum::<f32>().max(1.0);
        let counts = |units: &[Unit]| {
            let mut counts: HashMap<u64, usize> = HashMap::new();
            for unit in units {
                unit.anchors.iter().for_each(|a| *counts.entry(*a).or_default() += 1);
            }
            counts
        };
        let (left, right) = (counts(source), counts(target));
        let share = |n: usize, units: &[Unit]| n as f32 / units.len().max(1) as f32;
        let both = left.iter().filter_map(|(anchor, n)| Some((*anchor, (share(*right.get(anchor)?, target), share(*n, source)))));
        let shares = both.collect();
        let ratio = (sum(target) / sum(source)).clamp(0.1, 10.0);
        let wanted = BAND.max(source.len().abs_diff(target.len()) * 2).max(source.len().min(target.len()) / 8);
        let band = wanted.min(MAX_CELLS / source.len().max(1) / 2).max(4);
        Self { weights, source, target, ratio, shares, band }
    }

    /// Minus the logarithm of how likely it is that these sentences say each other.
    fn cost(&self, i: usize, j: usize, shape: (usize, usize, f32)) -> f32 {
        let (s, t) = (&self.source[i..i + shape.0], &self.target[j..j + shape.1]);
        let Weights { variance, shared, hit, stray, border, lone, joined } = *self.weights;
        let mut cost = shape.2;
        if shape.0 == 0 || shape.1 == 0 {
            return cost + lone;
        }
        if shape.0 + shape.1 > 2 {
            cost += joined;
        }
        let length = |units: &[Unit]| units.iter().map(|u| u.length).sum::<f32>();
        let (l, m) = (length(s) * self.ratio, length(t));
        let delta = (m - l) / (variance * l.max(m).max(8.0)).sqrt();
        cost += (delta * delta / 2.0).min(12.0);
        let has = |units: &[Unit], anchor: u64| units.iter().any(|u| u.anchors.binary_search(&anchor).is_ok());
        // How much likelier each anchor's being there, or not, is if the sentences say each other than by chance; and sentences that
        // share nothing with the others'.
        let mut side = |own: &[Unit], other: &[Unit], of: fn(&(f32, f32)) -> f32| {
            for unit in own {
                let (mut told, mut untold) = (0.0, 0.0);
                for anchor in &unit.anchors {
                    let (hit, shared) = (hit[kind(*anchor)], shared[kind(*anchor)]);
                    let Some(chance) = self.shares.get(anchor).map(of).filter(|p| *p < hit) else { continue };
                    if has(other, *anchor) {
                        told += shared * (hit / chance).ln().min(4.0);
                    } else {
                        untold += shared * ((1.0 - chance) / (1.0 - hit)).ln();
                    }
                }
                cost -= (told - untold) / 2.0;
                // Who is said together with others has a part of its own in what is said.
                if own.len() > 1 && told == 0.0 && untold > 0.0 {
                    cost += stray;
                }
            }
        };
        side(s, t, |shares| shares.0);
        side(t, s, |shares| shares.1);
        let opens = |units: &[Unit]| units.first().is_some_and(|u| u.opens);
        if i > 0 || j > 0 {
            cost += if opens(s) == opens(t) { 0.0 } else { border };
            cost += border * s.iter().skip(1).chain(t.iter().skip(1)).filter(|u| u.opens).count() as f32;
        }
        cost
    }

    /// The first column of a row's band and the one behind its last.
    fn columns(&self, row: usize) -> (usize, usize) {
        let middle = row * self.target.len() / self.source.len().max(1);
        (middle.saturating_sub(self.band), (middle + self.band + 1).min(self.target.len() + 1))
    }

    fn beads(&self) -> Vec<Bead> {
        let (n, m) = (self.source.len(), self.target.len());
        let rows: Vec<(usize, usize)> = (0..=n).map(|i| self.columns(i)).collect();
        let cell = |i: usize, j: usize| (i <= n && (rows[i].0..rows[i].1).contains(&j)).then(|| j - rows[i].0);
        let empty = || rows.iter().map(|(from, to)| vec![f32::NEG_INFINITY; to - from]).collect::<Vec<_>>();
        let (mut forward, mut best) = (empty(), empty());
        let mut from: Vec<Vec<u8>> = rows.iter().map(|(from, to)| vec![NO_WAY; to - from]).collect();
        let mut costs: Vec<Vec<[f32; SHAPES.len()]>> =
            rows.iter().map(|(from, to)| vec![[f32::INFINITY; SHAPES.len()]; to - from]).collect();
        forward[0][0] = 0.0;
        best[0][0] = 0.0;
        for i in 0..=n {
            for j in rows[i].0..rows[i].1 {
                for (k, shape) in SHAPES.iter().enumerate().filter(|(_, s)| s.0 <= i && s.1 <= j) {
                    let (a, b) = (i - shape.0, j - shape.1);
                    let (Some(at), Some(before)) = (cell(i, j), cell(a, b)) else { continue };
                    if forward[a][before] == f32::NEG_INFINITY {
                        continue;
                    }
                    let cost = self.cost(a, b, *shape);
                    costs[i][at][k] = cost;
                    forward[i][at] = add(forward[i][at], forward[a][before] - cost);
                    if best[a][before] - cost > best[i][at] {
                        best[i][at] = best[a][before] - cost;
                        from[i][at] = u8::try_from(k).unwrap_or(NO_WAY);
                    }
                }
            }
        }
        let mut backward = empty();
        let Some(last) = cell(n, m) else { return Vec::new() };
        backward[n][last] = 0.0;
        for i in (0..=n).rev() {
            for j in (rows[i].0..rows[i].1).rev() {
                let Some(at) = cell(i, j) else { continue };
                let here = backward[i][at];
                for (k, shape) in SHAPES.iter().enumerate().filter(|(_, s)| s.0 <= i && s.1 <= j) {
                    let (cost, Some(before)) = (costs[i][at][k], cell(i - shape.0, j - shape.1)) else { continue };
                    let row = &mut backward[i - shape.0][before];
                    *row = add(*row, here - cost);
                }
            }
        }
        let all = forward[n][last];
        // A sentence that the other text lacks is lone wherever the way goes on: all places count.
        let (mut lone_source, mut lone_target) = (vec![0.0_f32; n + 1], vec![0.0_f32; m + 1]);
        for i in 0..=n {
            for j in rows[i].0..rows[i].1 {
                let Some(at) = cell(i, j) else { continue };
                for (k, shape) in SHAPES.iter().enumerate().filter(|(_, s)| (s.0 == 0 || s.1 == 0) && s.0 <= i && s.1 <= j) {
                    let Some(before) = cell(i - shape.0, j - shape.1) else { continue };
                    let weight = (forward[i - shape.0][before] - costs[i][at][k] + backward[i][at] - all).exp();
                    if shape.1 == 0 { lone_source[i - 1] += weight } else { lone_target[j - 1] += weight }
                }
            }
        }
        let (mut i, mut j, mut beads) = (n, m, Vec::new());
        while i > 0 || j > 0 {
            let Some(at) = cell(i, j) else { break };
            let k = usize::from(from[i][at]);
            let Some(shape) = SHAPES.get(k) else { break };
            let (a, b) = (i - shape.0, j - shape.1);
            let through = cell(a, b).map_or(f32::NEG_INFINITY, |before| forward[a][before] - costs[i][at][k] + backward[i][at] - all);
            let confidence = match shape {
                (_, 0, _) => lone_source[a],
                (0, ..) => lone_target[b],
                _ => through.exp(),
            };
            beads.push(Bead { source: a..i, target: b..j, confidence: confidence.clamp(0.0, 1.0) });
            (i, j) = (a, b);
        }
        beads.reverse();
        beads
    }
}

/// The logarithm of the sum of two numbers given by theirs.
fn add(a: f32, b: f32) -> f32 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f32::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(lengths: &[f32], anchors: &[&[u64]]) -> Vec<Unit> {
        lengths.iter().zip(anchors).map(|(l, a)| Unit { length: *l, anchors: a.to_vec(), opens: false }).collect()
    }

    #[test]
    fn a_dropped_sentence_stands_alone() {
        let source = units(&[80.0, 90.0, 90.0, 70.0, 60.0, 85.0], &[&[1], &[2], &[3], &[4], &[5], &[6]]);
        let target = units(&[81.0, 91.0, 70.0, 61.0, 84.0], &[&[1], &[3], &[4], &[5], &[6]]);
        let beads = align(&source, &target);
        let lone: Vec<_> = beads.iter().filter(|b| b.target.is_empty()).collect();
        assert_eq!(lone.len(), 1, "{beads:?}");
        assert_eq!(lone[0].source, 1..2);
    }

    #[test]
    fn merged_sentences_are_one_bead() {
        let source = units(&[80.0, 60.0, 90.0], &[&[1], &[2], &[3]]);
        let target = units(&[145.0, 88.0], &[&[1, 2], &[3]]);
        let beads = align(&source, &target);
        assert_eq!(beads.iter().map(|b| (b.source.clone(), b.target.clone())).collect::<Vec<_>>(), [(0..2, 0..1), (2..3, 1..2)]);
    }

    #[test]
    fn an_empty_side_is_all_left_out() {
        assert!(align(&units(&[10.0], &[&[]]), &[]).iter().all(|b| b.target.is_empty()));
    }
}
