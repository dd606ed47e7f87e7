//! Learns the small bilingual lexicon of `src/bitext`: `cargo run --profile bench-fast -p copydesk-train -- train-bilingual ../shared/data [OUT] [without=YEAR]`.
//!
//! IBM model 1 (Brown et al. 1993) on sentence pairs; of each word of the source its surest translations are kept, as hashes.
//! Words alone are kept, no sentence. `without` leaves a year out, to measure on.

use copydesk::bitext::lexicon::{self, Entry};
use flate2::read::GzDecoder;
use std::{
    collections::{BTreeMap, HashMap},
    fs::{self, File},
    io::{BufRead, BufReader},
    path::Path,
};

/// Rounds of estimation.
const ROUNDS: usize = 6;
/// Sentences that a word of the source has at least.
const LEAST: u32 = 3;
/// Probability that a translation has at least, and how many are kept.
const SURE: f32 = 0.12;
const MOST: usize = 3;
/// English words so common that they tell nothing: the first so many by count.
const COMMON: usize = 80;

fn lines(path: &Path) -> Vec<String> {
    let file = File::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    BufReader::new(GzDecoder::new(file)).lines().map_while(Result::ok).collect()
}

/// The texts of a treebank by the ids of its sentences.
fn treebank(path: &Path) -> BTreeMap<String, String> {
    let (mut id, mut all) = (String::new(), BTreeMap::new());
    for line in lines(path) {
        if let Some(rest) = line.strip_prefix("# sent_id = ") {
            id = rest.to_owned();
        } else if let Some(rest) = line.strip_prefix("# text = ") {
            all.insert(id.clone(), rest.to_owned());
        }
    }
    all
}

pub fn main(arguments: Vec<String>) {
    let data = arguments.first().map_or("../shared/data", String::as_str);
    let out = arguments.get(1).map_or("src/bitext/lexicon.bin", String::as_str);
    let without = arguments.iter().find_map(|a| a.strip_prefix("without="));
    let mut pairs: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for line in lines(&Path::new(data).join("bitext.tsv.gz")).iter().skip(1) {
        let f: Vec<&str> = line.split('\t').collect();
        if let [pair, year, _, source, human, ..] = f.as_slice()
            && Some(*year) != without
        {
            pairs.entry(pair[..2].to_owned()).or_default().push(((*source).to_owned(), (*human).to_owned()));
        }
    }
    let english = treebank(&Path::new(data).join("ud/en-pud.conllu.gz"));
    for code in ["de", "es"] {
        for (id, text) in treebank(&Path::new(data).join(format!("ud/{code}-pud.conllu.gz"))) {
            if let Some(other) = english.get(&id) {
                pairs.entry(code.to_owned()).or_default().push((text, other.clone()));
            }
        }
    }
    let mut all: Vec<(String, Vec<Entry>)> = Vec::new();
    for (code, pairs) in pairs {
        let entries = learn(&pairs);
        println!("{code}: {} pairs, {} entries", pairs.len(), entries.len());
        all.push((code, entries));
    }
    fs::write(out, lexicon::write(&all)).expect("the lexicon can be written");
}

fn learn(pairs: &[(String, String)]) -> Vec<Entry> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for (_, english) in pairs {
        lexicon::words(english).into_iter().for_each(|w| *counts.entry(w).or_default() += 1);
    }
    let mut common: Vec<(u32, u32)> = counts.into_iter().map(|(w, n)| (n, w)).collect();
    common.sort_unstable_by(|a, b| b.cmp(a));
    let common: std::collections::HashSet<u32> = common.into_iter().take(COMMON).map(|(_, w)| w).collect();
    let unique = |text: &str| {
        let mut words = lexicon::words(text);
        words.sort_unstable();
        words.dedup();
        words
    };
    let corpus: Vec<(Vec<u32>, Vec<u32>)> = pairs.iter().map(|(s, t)| (unique(s), unique(t))).collect();
    let mut seen: HashMap<u32, u32> = HashMap::new();
    corpus.iter().flat_map(|(s, _)| s).for_each(|w| *seen.entry(*w).or_default() += 1);
    let mut table: HashMap<(u32, u32), f32> = HashMap::new();
    for round in 0..ROUNDS {
        let (mut next, mut totals): (HashMap<(u32, u32), f32>, HashMap<u32, f32>) = Default::default();
        for (source, target) in &corpus {
            for e in target {
                let p = |f: &u32| if round == 0 { 1.0 } else { table.get(&(*f, *e)).copied().unwrap_or(1e-9) };
                // The empty word takes what no word of the source explains.
                let sum: f32 = source.iter().map(p).sum::<f32>() + if round == 0 { 1.0 } else { 0.02 };
                for f in source {
                    let share = p(f) / sum;
                    if share > 1e-4 {
                        *next.entry((*f, *e)).or_default() += share;
                        *totals.entry(*f).or_default() += share;
                    }
                }
            }
        }
        next.iter_mut().for_each(|((f, _), n)| *n /= totals[f].max(1e-9));
        next.retain(|_, p| *p > 1e-3);
        table = next;
    }
    let mut best: BTreeMap<u32, Vec<(f32, u32)>> = BTreeMap::new();
    for ((f, e), p) in table {
        if p >= SURE && seen[&f] >= LEAST && !common.contains(&e) {
            best.entry(f).or_default().push((p, e));
        }
    }
    let mut entries = Vec::new();
    for (f, mut translations) in best {
        translations.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        entries.extend(translations.into_iter().take(MOST).map(|(_, e)| Entry { source: f, english: e }));
    }
    entries.sort_unstable();
    entries
}
