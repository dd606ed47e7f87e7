//! Clusters of words that keep the same company.

use std::{
    collections::{BTreeMap, HashMap},
    error::Error,
    fs,
    path::Path,
};

use super::news::tokens;
use crate::support::treebank::read_gz;

/// How many clusters there are.
const CLUSTERS: usize = 250;
/// How many of the most frequent words count as company.
const CONTEXTS: usize = 1000;
/// How often a word must occur in news to be clustered, if books have not counted it.
const FLOOR: u64 = 8;

/// Groups words by the company they keep: spherical k-means over the square
/// roots of the shares of their neighbours (Lebret and Collobert 2014).
pub fn cluster(data: &Path) -> Result<BTreeMap<String, u8>, Box<dyn Error>> {
    // Word -> (side and source, neighbour) -> count.
    let mut pairs = Pairs::new();
    for line in fs::read_to_string(data.join("bigrams.tsv"))?.lines().skip(1) {
        let c: Vec<&str> = line.split('\t').collect();
        let n = |i: usize| c.get(i).and_then(|v| v.parse::<u64>().ok()).unwrap_or(0);
        let entry = pairs.entry((c[0].to_owned(), c[1].to_owned())).or_default();
        entry[0] += n(2);
        entry[1] += n(3);
    }
    for line in read_gz(&data.join("mt-sentences.tsv.gz"))?.lines().skip(1) {
        let Some(text) = line.split('\t').nth(2) else { continue };
        let words = tokens(&text.to_lowercase().replace('\u{2019}', "'"));
        let mut before = "<s>".to_owned();
        for word in words {
            let entry = pairs.entry((before, word.clone())).or_default();
            entry[0] += 1;
            before = word;
        }
    }
    cluster_pairs(&pairs, FLOOR)
}

/// The same from sentences alone.
pub fn cluster_sentences(sentences: &[Vec<String>]) -> Result<BTreeMap<String, u8>, Box<dyn Error>> {
    // A language of which there is a treebank and no other text.
    if sentences.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut pairs = Pairs::new();
    for sentence in sentences {
        let mut before = "<s>".to_owned();
        for word in sentence {
            let word = word.to_lowercase().replace('\u{2019}', "'");
            pairs.entry((before, word.clone())).or_default()[0] += 1;
            before = word;
        }
    }
    cluster_pairs(&pairs, FLOOR / 2)
}

/// How often two words stand side by side, in the news and in books.
type Pairs = HashMap<(String, String), [u64; 2]>;

fn cluster_pairs(pairs: &Pairs, floor: u64) -> Result<BTreeMap<String, u8>, Box<dyn Error>> {
    let mut totals: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for ((a, b), n) in pairs {
        for w in [a, b] {
            let t = totals.entry(w).or_default();
            t[0] += n[0];
            t[1] += n[1];
        }
    }
    let mut ranked: Vec<(&str, [u64; 2])> = totals.iter().map(|(w, n)| (*w, *n)).collect();
    ranked.sort_by(|a, b| b.1[0].cmp(&a.1[0]).then(a.0.cmp(b.0)));
    let contexts: HashMap<&str, usize> = ranked.iter().take(CONTEXTS).enumerate().map(|(i, (w, _))| (*w, i)).collect();
    let vocabulary: Vec<&str> = ranked.iter().filter(|(_, n)| n[0] >= floor || n[1] > 0).map(|(w, _)| *w).collect();
    let ids: HashMap<&str, usize> = vocabulary.iter().enumerate().map(|(i, w)| (*w, i)).collect();
    let width = contexts.len();
    let mut rows: Vec<BTreeMap<usize, u64>> = vec![BTreeMap::new(); vocabulary.len()];
    for ((a, b), n) in pairs {
        for (source, &n) in n.iter().enumerate().filter(|(_, n)| **n > 0) {
            if let (Some(&w), Some(&c)) = (ids.get(a.as_str()), contexts.get(b.as_str())) {
                *rows[w].entry((source * 2) * width + c).or_default() += n;
            }
            if let (Some(&w), Some(&c)) = (ids.get(b.as_str()), contexts.get(a.as_str())) {
                *rows[w].entry((source * 2 + 1) * width + c).or_default() += n;
            }
        }
    }
    let vectors: Vec<Vec<(usize, f64)>> = rows
        .iter()
        .map(|row| {
            let mut sums = [0_u64; 4];
            for (&c, &n) in row {
                sums[c / width] += n;
            }
            let mut vector: Vec<(usize, f64)> = row.iter().map(|(&c, &n)| (c, (n as f64 / sums[c / width] as f64).sqrt())).collect();
            let norm = vector.iter().map(|(_, x)| x * x).sum::<f64>().sqrt();
            for (_, x) in &mut vector {
                *x /= norm;
            }
            vector
        })
        .collect();
    let dims = width * 4;
    let spread = (vocabulary.len().min(CLUSTERS * 30) / CLUSTERS).max(1);
    let mut centres: Vec<Vec<f64>> = (0..CLUSTERS)
        .map(|k| {
            let mut centre = vec![0.0; dims];
            for &(c, x) in &vectors[(k * spread).min(vectors.len() - 1)] {
                centre[c] = x;
            }
            centre
        })
        .collect();
    let mut assigned = vec![0_usize; vectors.len()];
    for _ in 0..12 {
        for (at, vector) in vectors.iter().enumerate() {
            let mut best = (-1.0, 0);
            for (k, centre) in centres.iter().enumerate() {
                let dot: f64 = vector.iter().map(|&(c, x)| x * centre[c]).sum();
                if dot > best.0 {
                    best = (dot, k);
                }
            }
            assigned[at] = best.1;
        }
        for centre in &mut centres {
            centre.fill(0.0);
        }
        for (vector, &k) in vectors.iter().zip(&assigned) {
            for &(c, x) in vector {
                centres[k][c] += x;
            }
        }
        for centre in &mut centres {
            let norm = centre.iter().map(|x| x * x).sum::<f64>().sqrt();
            if norm > 0.0 {
                centre.iter_mut().for_each(|x| *x /= norm);
            }
        }
    }
    println!("{} words clustered", vocabulary.len());
    Ok(vocabulary.iter().zip(&assigned).map(|(w, &k)| ((*w).to_owned(), k as u8 + 1)).collect())
}
