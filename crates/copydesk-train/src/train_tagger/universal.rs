//! Languages of which there is a treebank with universal tags and features, and raw text: German, Spanish and others.
//!
//! The labels are those of English, so that everything that reads tags reads these: what a tag of the Penn Treebank says of number,
//! tense and degree is taken from the treebank's features.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    error::Error,
    fs,
    path::Path,
};

use copydesk::{
    analysis::{
        sentences,
        tagger::{Tagger, Word},
        tokens::tokenize_in,
    },
    language::Pack,
};

use super::lexicon::{Lexicon, TagCounts, table_of_keys};
use crate::support::treebank::{Sentence, label, read_gz};

/// The treebanks of a language: what is learned from, and what is looked at. GSD's test part is in no training.
pub fn treebanks(language: &str) -> (&'static [&'static str], &'static str) {
    match language {
        "de" => (&["de-gsd-dev", "de-pud"], "de-gsd-test"),
        "es" => (&["es-gsd-dev", "es-pud"], "es-gsd-test"),
        "pt" => (&["pt-bosque-dev"], "pt-bosque-test"),
        // Sequoia is under LGPL-LR: only GSD's dev part is learned from.
        "fr" => (&["fr-gsd-dev"], "fr-gsd-test"),
        other => panic!("no treebank is known for {other}"),
    }
}

/// Reads a treebank; words that the text writes in one piece (`zum`, `verlo`) are one word here, with the tag of the first.
pub fn read(data: &Path, name: &str) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let text = read_gz(&data.join(format!("ud/{name}.conllu.gz")))?;
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut inside = 0_usize;
    for line in text.lines() {
        if line.is_empty() {
            sentences.push(std::mem::take(&mut sentence));
            inside = 0;
            continue;
        }
        let c: Vec<&str> = line.split('\t').collect();
        if c.len() < 8 || c[0].contains('.') {
            continue;
        }
        if let Some((from, to)) = c[0].split_once('-') {
            inside = to.parse::<usize>()? + 1 - from.parse::<usize>()?;
            sentence.words.push(c[1].to_owned());
            continue;
        }
        let first = sentence.words.len() > sentence.labels.len();
        if inside == 0 {
            sentence.words.push(c[1].to_owned());
        } else {
            inside -= 1;
            if !first {
                continue;
            }
        }
        let word = sentence.words.last().map_or("", String::as_str).to_owned();
        sentence.labels.push(label_of(&word, c[3], c[4], c[5]));
        sentence.gold.push((c[3].to_owned(), c[4].to_owned()));
        sentence.lemmas.push(c[2].to_owned());
    }
    Ok(sentences)
}

/// The label of a universal tag with its features.
fn label_of(word: &str, upos: &str, xpos: &str, features: &str) -> u8 {
    let has = |f: &str| features.split('|').any(|x| x == f);
    let verb = |part: &str| {
        let tag = if has("VerbForm=Inf") {
            "VB"
        } else if has("VerbForm=Ger") {
            "VBG"
        } else if has("VerbForm=Part") {
            "VBN"
        } else if has("Tense=Past") || has("Tense=Imp") || has("Tense=Pqp") {
            "VBD"
        } else if has("Number=Plur") {
            "VBP"
        } else {
            "VBZ"
        };
        label(tag, part)
    };
    let relative = has("PronType=Rel") || has("PronType=Int") || has("PronType=Int,Rel");
    match upos {
        "NOUN" => label(if has("Number=Plur") { "NNS" } else { "NN" }, "NOUN"),
        "PROPN" => label("NNP", "PROPN"),
        "VERB" => verb("VERB"),
        "AUX" if xpos == "VMFIN" || has("VerbType=Mod") && !has("VerbForm=Inf") && !has("VerbForm=Part") => label("MD", "AUX"),
        "AUX" => verb("AUX"),
        "ADJ" => label(
            if has("Degree=Cmp") {
                "JJR"
            } else if has("Degree=Sup") {
                "JJS"
            } else {
                "JJ"
            },
            "ADJ",
        ),
        "ADV" => label(if relative { "WRB" } else { "RB" }, "ADV"),
        "ADP" if xpos == "PTKVZ" => label("RP", "ADP"),
        "ADP" => label("IN", "ADP"),
        "SCONJ" => label("IN", "SCONJ"),
        "CCONJ" => label("CC", "CCONJ"),
        // The tagger answers DET for this one outside English.
        "DET" if has("Poss=Yes") => label("PRP$", "PRON"),
        "DET" if relative => label("WDT", "DET"),
        "DET" => label("DT", "DET"),
        "PRON" if has("PronType=Rel") => label("WDT", "PRON"),
        "PRON" if relative => label("WP", "PRON"),
        "PRON" if has("PronType=Prs") || has("Reflex=Yes") => label("PRP", "PRON"),
        "PRON" => label("DT", "PRON"),
        "NUM" => label("CD", "NUM"),
        "PART" if xpos == "PTKNEG" || has("Polarity=Neg") => label("RB", "PART"),
        "PART" => label("TO", "PART"),
        "INTJ" => label("UH", "INTJ"),
        "SYM" if word.contains(['$', '€', '£']) => label("$", "SYM"),
        "SYM" => label("SYM", "SYM"),
        "PUNCT" => match word {
            "." | "!" | "?" => label(".", "PUNCT"),
            "," => label(",", "PUNCT"),
            "(" | "[" => label("-LRB-", "PUNCT"),
            ")" | "]" => label("-RRB-", "PUNCT"),
            "„" | "«" | "¿" | "¡" | "``" => label("``", "PUNCT"),
            "\"" | "“" | "”" | "»" | "''" | "'" | "’" | "‘" => label("''", "PUNCT"),
            _ => label(":", "PUNCT"),
        },
        _ => label("FW", "X"),
    }
}

/// Copies in which an ordinal and its stop are two words, as the tokens of articles have them, and such without their last stop.
pub fn augment(train: &[Sentence]) -> Vec<Sentence> {
    let mut corpus = Vec::new();
    for (number, sentence) in train.iter().enumerate() {
        corpus.push(sentence.clone());
        let ordinal = |w: &String| w.len() > 1 && w.ends_with('.') && w[..w.len() - 1].bytes().all(|b| b.is_ascii_digit());
        if sentence.words.iter().any(ordinal) {
            let mut copy = Sentence::default();
            for (at, word) in sentence.words.iter().enumerate() {
                let split = ordinal(word);
                copy.words.push(if split { word[..word.len() - 1].to_owned() } else { word.clone() });
                copy.labels.push(sentence.labels[at]);
                if split {
                    copy.words.push(".".to_owned());
                    copy.labels.push(label(".", "PUNCT"));
                }
            }
            corpus.push(copy);
        }
        if number % 8 == 0 && sentence.words.last().is_some_and(|w| w == ".") {
            let mut copy = sentence.clone();
            copy.words.pop();
            copy.labels.pop();
            corpus.push(copy);
        }
    }
    corpus
}

/// The sentences of a text's lines, as words.
pub fn words(lines: &[String], pack: &Pack) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for line in lines {
        let tokens = tokenize_in(line, pack);
        for sentence in sentences::split_in(line, &tokens, pack) {
            let words = tokens.get(sentence.tokens).unwrap_or(&[]);
            all.push(words.iter().map(|t| t.span.slice(line).to_owned()).collect());
        }
    }
    all
}

/// What lists say of a word: in small letters, a letter for each list that has it.
pub type Listed = HashMap<String, String>;

/// Reads the lists of names beside the treebanks, and word lists of the language if a folder of such is given: `<language>.tsv`, as
/// `scripts/word_lists.py` makes it.
pub fn listed(data: &Path, lists: Option<&Path>, language: &str) -> Result<Listed, Box<dyn Error>> {
    let mut all = Listed::new();
    let mut add = |word: &str, letter: char| {
        let letters = all.entry(word.to_lowercase()).or_default();
        if !letters.contains(letter) {
            letters.push(letter);
        }
    };
    for (table, letter, least) in [("given.tsv", 'g', 3.0), ("surnames.tsv", 's', 3.0)] {
        for line in fs::read_to_string(data.join(table))?.lines().skip(1) {
            let c: Vec<&str> = line.split('\t').collect();
            if c.get(1).and_then(|n| n.parse::<f64>().ok()).is_some_and(|n| n >= least) {
                add(c[0], letter);
            }
        }
    }
    for line in fs::read_to_string(data.join("places.tsv"))?.lines().skip(1) {
        let c: Vec<&str> = line.split('\t').collect();
        if c.get(4).and_then(|n| n.parse::<f64>().ok()).is_none_or(|n| n >= 100_000.0) && !c[0].contains(' ') {
            add(c[0], 'p');
        }
    }
    if let Some(folder) = lists {
        for line in fs::read_to_string(folder.join(format!("{language}.tsv")))?.lines() {
            let mut c = line.split('\t');
            if let (Some(word), Some(letters)) = (c.next(), c.next()) {
                letters.chars().for_each(|l| add(word, l));
            }
        }
    }
    Ok(all)
}

/// How words are written in a text: small, with a capital inside a sentence.
fn capitals(sentences: &[Vec<String>]) -> HashMap<String, [u32; 2]> {
    let mut all: HashMap<String, [u32; 2]> = HashMap::new();
    for sentence in sentences {
        for word in sentence.iter().skip(1) {
            let capital = word.starts_with(char::is_uppercase);
            all.entry(word.to_lowercase()).or_default()[usize::from(capital)] += 1;
        }
    }
    all
}

/// The lexicon: for each word of the text and the lists, what it was tagged, how it is written, which lists have it.
pub fn build_lexicon(
    train: &[Sentence],
    auto: &TagCounts,
    listed: &Listed,
    sentences: &[Vec<String>],
    clusters: &BTreeMap<String, u8>,
) -> Lexicon {
    let mut tags: HashMap<String, BTreeMap<String, u32>> = HashMap::new();
    for sentence in train {
        for (word, (upos, _)) in sentence.words.iter().zip(&sentence.gold) {
            *tags.entry(word.to_lowercase()).or_default().entry(upos.clone()).or_default() += 3;
        }
    }
    for (word, counts) in auto {
        let entry = tags.entry(word.clone()).or_default();
        for (tag, n) in counts {
            *entry.entry(tag.clone()).or_default() += n;
        }
    }
    let caps = capitals(sentences);
    let words: BTreeSet<&String> =
        tags.keys().chain(listed.keys()).chain(caps.iter().filter(|(_, n)| n[0] + n[1] >= 2).map(|(w, _)| w)).collect();
    let mut keys: BTreeMap<String, (String, u32)> = BTreeMap::new();
    for word in words {
        let none = BTreeMap::new();
        let counts = tags.get(word).unwrap_or(&none);
        let total: u32 = counts.values().sum();
        let mut ranked: Vec<(&String, u32)> = counts.iter().map(|(t, &n)| (t, n)).collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let mut group: Vec<&str> = ranked.iter().filter(|(_, n)| n * 20 >= total).map(|(t, _)| t.as_str()).collect();
        group.truncate(3);
        group.sort_unstable();
        let mut key = group.join("/");
        key.push(':');
        for (tag, n) in ranked.iter().take(2) {
            if n * 10 >= total {
                key.push_str(tag);
                key.push(if n * 2 >= total { '+' } else { '-' });
            }
        }
        key.push(match total {
            0 => '0',
            1..=2 => '1',
            3..=8 => '2',
            _ => '3',
        });
        key.push(match caps.get(word).copied().unwrap_or_default() {
            [0, 0] => 'z',
            [_, 0] => 'a',
            [0, _] => 'f',
            [l, c] if c * 5 < l => 'b',
            [l, c] if l * 5 < c => 'e',
            _ => 'c',
        });
        let mut letters: Vec<char> = listed.get(word).map(|l| l.chars().collect()).unwrap_or_default();
        letters.sort_unstable();
        key.extend(letters);
        keys.insert(word.clone(), (key, total));
    }
    table_of_keys(&keys, clusters)
}

/// Sentences with the labels that a tagger gives them, and how often it gives each word each tag.
pub fn tag(tagger: &Tagger<'_>, sentences: &[Vec<String>], least: u16) -> (Vec<Sentence>, TagCounts) {
    let (mut tagged, mut counts, mut out) = (Vec::new(), TagCounts::new(), Vec::new());
    for words in sentences.iter().filter(|w| (6..=60).contains(&w.len())) {
        let texts: Vec<&str> = words.iter().map(String::as_str).collect();
        tagger.tag_with_margin(&texts, &mut out);
        for (word, t) in words.iter().zip(&out) {
            if t.margin >= least {
                *counts.entry(word.to_lowercase()).or_default().entry(t.upos.as_str().to_owned()).or_default() += 1;
            }
        }
        let labels = out.iter().map(|t| label(t.tag.as_str(), if t.tag.as_str() == "PRP$" { "PRON" } else { t.upos.as_str() })).collect();
        tagged.push(Sentence { words: words.clone(), labels, ..Sentence::default() });
    }
    counts.retain(|_, tags| tags.values().sum::<u32>() >= 2);
    (tagged, counts)
}

/// A word's form, as the tagger looks it up.
pub fn form(word: &str) -> u32 {
    Word::new(word).form
}
