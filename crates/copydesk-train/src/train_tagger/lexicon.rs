//! The tagger's lexicon: what a word can be, from counts over news.

use std::{
    collections::{BTreeMap, HashMap},
    error::Error,
    fs,
    path::Path,
};

use copydesk::analysis::tagger::{Word, first_place};

use crate::support::treebank::Sentence;

/// How often each tag was given to each word.
pub type TagCounts = HashMap<String, BTreeMap<String, u32>>;

/// How often each label was given to each form, by the form's hash.
pub type Forms = HashMap<u32, [u32; 64]>;

/// The value of each form, class above cluster, and the group of each class.
pub type Lexicon = (BTreeMap<u32, u32>, Vec<u8>);

/// Occurrences in the treebank from which on a word keeps to the labels it had there.
const FREQUENT: u32 = 10;

/// Value of each form: class << 8 | cluster.
pub fn build_lexicon(data: &Path, auto: &TagCounts, clusters: &BTreeMap<String, u8>) -> Result<Lexicon, Box<dyn Error>> {
    let mut keys: BTreeMap<String, (String, u32)> = BTreeMap::new();
    let mut gmb: HashMap<String, BTreeMap<String, u32>> = HashMap::new();
    for line in fs::read_to_string(data.join("word_tags.tsv"))?.lines().skip(1) {
        let Some((word, tags)) = line.split_once('\t') else { continue };
        let entry = gmb.entry(word.to_lowercase()).or_default();
        for pair in tags.split(' ') {
            if let Some((tag, n)) = pair.rsplit_once(':') {
                *entry.entry(tag.to_owned()).or_default() += n.parse::<u32>().unwrap_or(0);
            }
        }
    }
    let mut caps_of: HashMap<String, char> = HashMap::new();
    let floor = 6;
    for line in fs::read_to_string(data.join("unigrams.tsv"))?.lines().skip(1) {
        let c: Vec<&str> = line.split('\t').collect();
        let n = |i: usize| c.get(i).and_then(|v| v.parse::<u32>().ok()).unwrap_or(0);
        let (lower, cap) = (n(3), n(4) + n(6));
        let bucket = match lower + cap {
            0 => 'z',
            _ if cap == 0 => 'a',
            _ if cap * 10 < lower => 'b',
            _ if cap < lower => 'c',
            _ if lower * 10 > cap => 'd',
            _ if lower > 0 => 'e',
            _ => 'f',
        };
        if lower + cap >= floor || gmb.contains_key(c[0]) {
            caps_of.insert(c[0].to_owned(), bucket);
            if lower + cap >= floor {
                gmb.entry(c[0].to_owned()).or_default();
            }
        }
    }
    for (word, tags) in auto {
        let total: u32 = tags.values().sum();
        if total >= 2 {
            let entry = gmb.entry(word.clone()).or_default();
            let small = entry.values().sum::<u32>() < 10;
            if small {
                for (tag, n) in tags {
                    *entry.entry(tag.clone()).or_default() += n;
                }
            }
        }
    }
    for (word, tags) in &gmb {
        let total: u32 = tags.values().sum();
        let mut ranked: Vec<(&String, u32)> = tags.iter().map(|(t, &n)| (t, n)).collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let size = match total {
            0 => '0',
            1 => '1',
            2..=5 => '2',
            _ => '3',
        };
        let mut key = coarse(word, tags);
        key.push(':');
        for (tag, n) in ranked.iter().take(3) {
            if n * 12 >= total {
                key.push_str(tag);
                key.push(if n * 2 >= total { '+' } else { '-' });
            }
        }
        key.push(size);
        key.push(caps_of.get(word).copied().unwrap_or('y'));
        keys.insert(word.clone(), (key, total));
    }
    Ok(table_of_keys(&keys, clusters))
}

/// Numbers the words' keys, the most frequent first: a class is what stands in a key, a group what stands before its colon.
pub fn table_of_keys(keys: &BTreeMap<String, (String, u32)>, clusters: &BTreeMap<String, u8>) -> Lexicon {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for (key, _) in keys.values() {
        *counts.entry(key).or_default() += 1;
    }
    let mut ranked: Vec<(&str, u32)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let ids: HashMap<&str, u32> = ranked.iter().take(2046).enumerate().map(|(i, (key, _))| (*key, i as u32 + 1)).collect();
    let mut lexicon = BTreeMap::new();
    let mut groups: BTreeMap<&str, u32> = BTreeMap::new();
    for (key, _) in keys.values() {
        *groups.entry(key.split(':').next().unwrap_or("")).or_default() += 1;
    }
    let mut by_size: Vec<(&str, u32)> = groups.into_iter().collect();
    by_size.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let mut coarse_of = vec![0_u8; 2048];
    for (key, &id) in &ids {
        let group = key.split(':').next().unwrap_or("");
        if !group.is_empty() {
            let at = by_size.iter().filter(|g| !g.0.is_empty()).position(|g| g.0 == group).unwrap_or(0);
            coarse_of[id as usize] = (at + 1).min(199) as u8;
        }
    }
    for (word, (key, _)) in keys {
        let id = ids.get(key.as_str()).copied().unwrap_or(2047);
        let form = Word::new(word).form;
        lexicon.insert(form, id << 8 | u32::from(clusters.get(word).copied().unwrap_or(0)));
    }
    for (word, &cluster) in clusters {
        lexicon.entry(Word::new(word).form).or_insert(u32::from(cluster));
    }
    (lexicon, coarse_of)
}

/// What a word can be, roughly: the ambiguities that its neighbours must settle.
fn coarse(word: &str, tags: &BTreeMap<String, u32>) -> String {
    let total: u32 = tags.values().sum();
    let has = |tag: &str| tags.get(tag).is_some_and(|&n| n * 40 >= total);
    if total == 0 {
        return String::new();
    }
    if word.ends_with("ed") && (has("VBD") || has("VBN")) || has("VBD") && has("VBN") {
        return "ED".into();
    }
    if word.ends_with("ing") && has("VBG") {
        return "ING".into();
    }
    let mut key = String::new();
    for (tag, name) in [
        ("NN", "n"),
        ("NNS", "ns"),
        ("NNP", "P"),
        ("NNPS", "P"),
        ("JJ", "j"),
        ("VB", "v"),
        ("VBP", "v"),
        ("VBZ", "z"),
        ("VBD", "d"),
        ("VBN", "e"),
        ("VBG", "g"),
    ] {
        if has(tag) && !key.ends_with(name) {
            key.push_str(name);
        }
    }
    for tag in tags.keys().filter(|t| has(t)) {
        if !matches!(tag.as_str(), "NN" | "NNS" | "NNP" | "NNPS" | "JJ" | "VB" | "VBP" | "VBZ" | "VBD" | "VBN" | "VBG") {
            key.push('/');
            key.push_str(tag);
        }
    }
    key
}

/// Sets of labels, and the number of each frequent form's set.
pub fn build_sets(train: &[Sentence], forms: &Forms) -> (Vec<u64>, BTreeMap<u32, u32>) {
    let mut open = [[0_u32; 64]; 4];
    for sentence in train {
        for (text, &label) in sentence.words.iter().zip(&sentence.labels) {
            let word = Word::new(text);
            let seen: u32 = forms.get(&word.form).map_or(0, |n| n.iter().sum());
            if seen < FREQUENT && label < 64 {
                let kind = match (word.shape & 7, word.shape >> 3) {
                    (0, _) => 0,
                    (1, 0 | 2) => 1,
                    (2..=4, 0 | 2) => 2,
                    _ => 3,
                };
                open[kind][usize::from(label)] += 1;
            }
        }
    }
    let mut sets: Vec<u64> = Vec::new();
    for counts in &open {
        let total: u32 = counts.iter().sum();
        let set = (0..64).filter(|&l| counts[l] > 1 && counts[l] * 1000 >= total).fold(0, |set, l| set | 1 << l);
        sets.push(set);
    }
    let mut wanted: BTreeMap<u64, u32> = BTreeMap::new();
    let mut chosen: BTreeMap<u32, u64> = BTreeMap::new();
    for (&form, counts) in forms {
        let total: u32 = counts.iter().sum();
        if total >= FREQUENT {
            let set = (0..64).filter(|&l| counts[l] > 0 && counts[l] * 500 >= total).fold(0, |set, l| set | 1_u64 << l);
            chosen.insert(form, set);
            *wanted.entry(set).or_default() += 1;
        }
    }
    let mut ranked: Vec<(u64, u32)> = wanted.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    sets.extend(ranked.iter().take(4000).map(|&(set, _)| set));
    let frequent =
        chosen.into_iter().filter_map(|(form, set)| sets.iter().skip(4).position(|&s| s == set).map(|at| (form, at as u32 + 4))).collect();
    (sets, frequent)
}

/// Lays out a table of words for the tagger to search.
pub fn table(entries: &BTreeMap<u32, u32>, value_bits: u32) -> Vec<u8> {
    let places = entries.len() * 6 / 5 + 1;
    let mut table = vec![0_u32; places];
    for (&form, &value) in entries {
        let mut place = first_place(form, places);
        let entry = form >> value_bits << value_bits | value;
        while table[place] != 0 && table[place] >> value_bits != entry >> value_bits {
            place = (place + 1) % places;
        }
        if table[place] == 0 {
            table[place] = entry;
        }
    }
    table.iter().flat_map(|e| e.to_le_bytes()).collect()
}
