//! Treebanks, and what the tagger is trained with.

pub use super::random::Random;
use std::{collections::BTreeMap, error::Error, fs::File, io::Read, path::Path};

use copydesk::analysis::{Tag, Upos, tagger::LABELS};
use flate2::read::GzDecoder;

/// A treebank sentence.
#[derive(Clone, Default)]
pub struct Sentence {
    pub words: Vec<String>,
    /// Numbers of the words' labels, 255 for a pair the tagger has no label for.
    pub labels: Vec<u8>,
    /// Universal tag and Penn tag, as the treebank has them.
    pub gold: Vec<(String, String)>,
    pub lemmas: Vec<String>,
    /// Head of each word, counted from 1; 0 for the root.
    pub heads: Vec<usize>,
    pub relations: Vec<String>,
}

/// Reads a compressed text file.
pub fn read_gz(path: &Path) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    GzDecoder::new(File::open(path)?).read_to_string(&mut text)?;
    Ok(text)
}

/// Reads a treebank in CoNLL-U; empty nodes and word ranges are left out.
pub fn read_treebank(path: &Path) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let text = read_gz(path)?;
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    for line in text.lines() {
        if line.is_empty() {
            sentences.push(std::mem::take(&mut sentence));
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() < 8 || columns[0].parse::<usize>().is_err() {
            continue;
        }
        sentence.words.push(columns[1].to_owned());
        sentence.labels.push(label(columns[4], columns[3]));
        sentence.gold.push((columns[3].to_owned(), columns[4].to_owned()));
        sentence.lemmas.push(columns[2].to_owned());
        sentence.heads.push(columns[6].parse().unwrap_or(0));
        sentence.relations.push(columns[7].to_owned());
    }
    Ok(sentences)
}

/// The number of a pair's label; of the nearest pair with the same Penn tag if
/// the pair is too rare to have one; 255 if there is none.
pub fn label(tag: &str, upos: &str) -> u8 {
    let (Ok(tag), Ok(upos)) = (tag.parse::<Tag>(), upos.parse::<Upos>()) else {
        return 255;
    };
    LABELS
        .iter()
        .position(|&pair| pair == (tag, upos))
        .or_else(|| LABELS.iter().position(|&(other, _)| other == tag))
        .map_or(255, |at| at as u8)
}

/// Sixteen values that stand for all weights with little error: k-means in one dimension, zero kept.
fn codebook(weights: &[i32]) -> Vec<i32> {
    let mut counts: BTreeMap<i32, i64> = BTreeMap::new();
    for &w in weights {
        *counts.entry(w).or_default() += 1;
    }
    let mut levels: Vec<i32> = [-1000, -600, -400, -250, -150, -80, -30, 0, 30, 80, 150, 250, 400, 600, 1000, 1500].to_vec();
    for _ in 0..30 {
        let mut sums = [(0_i64, 0_i64); 16];
        for (&w, &n) in &counts {
            let at = (0..16).min_by_key(|&i| (levels[i] - w).abs()).unwrap_or(0);
            sums[at].0 += i64::from(w) * n;
            sums[at].1 += n;
        }
        for (level, (sum, n)) in levels.iter_mut().zip(sums) {
            if *level != 0 && n > 0 {
                *level = (sum / n) as i32;
            }
        }
    }
    levels
}

/// The bytes of a model's weights: sixteen levels, then two codes a byte.
pub fn pack(weights: &[i32]) -> Vec<u8> {
    let levels = codebook(weights);
    let code = |w: i32| levels.iter().enumerate().min_by_key(|(_, l)| (**l - w).abs()).map_or(0, |(i, _)| i as u8);
    let mut bytes: Vec<u8> = levels.iter().flat_map(|l| (*l as i16).to_le_bytes()).collect();
    bytes.extend(weights.chunks(2).map(|pair| code(pair[0]) | code(pair[1]) << 4));
    bytes
}

/// Averages of a perceptron's weights over all its steps (Collins 2002), in integers.
pub struct Averaged {
    weights: Vec<i32>,
    sums: Vec<i64>,
    step: i64,
}

impl Averaged {
    /// All zero.
    pub fn new(places: usize) -> Self {
        Self { weights: vec![0; places], sums: vec![0; places], step: 1 }
    }

    /// The weight at a place, as it stands now.
    pub fn get(&self, place: usize) -> i32 {
        self.weights[place]
    }

    /// Changes a weight.
    pub fn add(&mut self, place: usize, delta: i32) {
        self.weights[place] += delta;
        self.sums[place] += self.step * i64::from(delta);
    }

    /// Goes on to the next decision.
    pub fn tick(&mut self) {
        self.step += 1;
    }

    /// The averages, scaled so that all but the largest in two thousand lie within ±1000.
    pub fn finish(&self) -> Vec<i32> {
        let averaged: Vec<i64> = self.weights.iter().zip(&self.sums).map(|(&w, &s)| i64::from(w) * self.step - s).collect();
        let mut sizes: Vec<i64> = averaged.iter().map(|a| a.abs()).filter(|&a| a > 0).collect();
        sizes.sort_unstable();
        println!("{} of {} weights in use", sizes.len(), averaged.len());
        let top = sizes.get(sizes.len() - sizes.len() / 2000 - 1).copied().unwrap_or(1);
        averaged.iter().map(|&a| (a * 1000 / top).clamp(-2000, 2000) as i32).collect()
    }
}

/// How often each feature was seen, counted roughly, so that the rarest can be left out.
pub struct Seen(Vec<u8>);

impl Seen {
    /// None seen yet.
    pub fn new() -> Self {
        Self(vec![0; 1 << 24])
    }

    /// Counts a feature.
    pub fn count(&mut self, slot: u32) {
        let n = &mut self.0[(slot >> 8) as usize];
        *n = n.saturating_add(1);
    }

    /// Whether it was seen as often as this.
    pub fn at_least(&self, slot: u32, times: u8) -> bool {
        self.0[(slot >> 8) as usize] >= times
    }
}
