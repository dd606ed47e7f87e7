//! Sets the bars of `rules/models/stops.tsv`: `cargo run --release --example stop_bars -- ../shared/data`.
//!
//! For each word that stands before another, the score of the model of endings from which a full stop behind it is called a fault. The
//! scores are those of the model that ships, on texts it was not trained on: six tenths of the encyclopaedia (`wiki-en.txt.gz`) and the
//! speeches (`un-en.txt.gz`). What it does on the other four tenths is printed, not used.

#[path = "support/random.rs"]
mod random;

use random::Random;

use copydesk::{
    analysis::{
        ending::{Item, cut_score, may_stop_early, stop_kinds},
        sentences,
        tagger::Tagger,
        tokens::{Token, TokenKind, tokenize},
    },
    language::Pack,
};
use flate2::read::GzDecoder;
use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

/// Whole sentences that may be called cut, in all of the sample, for a word whose every cut is found.
const WORTH: f32 = 1.2;
/// What ends more than one sentence for this many cuts is common English: it gets no bar.
const COMMON: usize = 50;
/// Words with fewer cuts than this get no bar.
const FEW: usize = 30;

/// What the model says of the endings that are counted under one key.
#[derive(Default)]
struct Word {
    cut: Vec<f32>,
    whole: Vec<f32>,
}

fn main() {
    let data = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared/data".into()));
    let (mut fitted, mut held) = (BTreeMap::new(), BTreeMap::new());
    let mut random = Random(1);
    for (i, line) in lines(&data, "wiki-en.txt.gz").enumerate() {
        // Articles stand together: thousands of lines go to one side or the other.
        read(&line, &mut random, if i / 2000 % 10 < 6 { &mut fitted } else { &mut held });
    }
    for line in lines(&data, "un-en.txt.gz") {
        read(&line, &mut random, &mut fitted);
    }
    let mut table = String::from(
        "# Made by examples/stop_bars.rs: kind of ending, score from which a stop behind it is a fault, share of cuts found there, cuts, whole sentences above it, whole sentences\n",
    );
    let (mut found, mut wrong, mut wrong_held) = (0, 0, 0);
    for (key, word) in &fitted {
        if word.cut.len() < FEW {
            continue;
        }
        let Some(bar) = bar(word) else {
            table.push_str(&format!("{key}\tnever\t0\t{}\t0\t{}\n", word.cut.len(), word.whole.len()));
            println!("{key}: never; {} cuts, {} whole", word.cut.len(), word.whole.len());
            continue;
        };
        let (cuts, false_alarms) = (above(&word.cut, bar), above(&word.whole, bar));
        let elsewhere = held.get(key).map_or(0, |w: &Word| above(&w.whole, bar));
        // Each end is counted under two kinds; the wider one holds only where the narrower is too rare.
        if !key.ends_with('>') {
            (found, wrong, wrong_held) = (found + cuts, wrong + false_alarms, wrong_held + elsewhere);
        }
        let share = cuts as f32 / word.cut.len() as f32;
        println!(
            "{key}: {bar:.1}, {share:.2} of {} cuts, {false_alarms} of {} whole, {elsewhere} elsewhere",
            word.cut.len(),
            word.whole.len()
        );
        table.push_str(&format!("{key}\t{bar:.1}\t{share:.2}\t{}\t{false_alarms}\t{}\n", word.cut.len(), word.whole.len()));
    }
    let all: usize = fitted.iter().filter(|(kind, _)| !kind.ends_with('>')).map(|(_, w)| w.cut.len()).sum();
    println!("{found} of {all} cuts found, {wrong} whole sentences called cut; {wrong_held} in what was kept out");
    fs::write("rules/models/stops.tsv", table).expect("rules/models can be written to");
}

fn above(scores: &[f32], bar: f32) -> usize {
    scores.iter().filter(|s| **s >= bar).count()
}

/// The bar with the best balance of cuts found and whole sentences spared, if any is worth having. What no sentence of the sample ends on
/// may still end one in a larger, so a little is added to the whole sentences counted, the less the higher the bar.
fn bar(word: &Word) -> Option<f32> {
    if word.whole.len() * COMMON > word.cut.len() {
        return None;
    }
    let gain = |bar: f32| {
        let unseen = 0.3 * (-bar / 2.0).exp() * (word.whole.len().max(1) as f32).sqrt();
        WORTH * above(&word.cut, bar) as f32 / word.cut.len() as f32 - above(&word.whole, bar) as f32 - unseen
    };
    let bar = (2..24).map(|i| i as f32 / 2.0).max_by(|a, b| gain(*a).total_cmp(&gain(*b)).then(a.total_cmp(b)));
    bar.filter(|b| gain(*b) > 0.1)
}

fn lines(data: &Path, name: &str) -> impl Iterator<Item = String> + use<> {
    let file = fs::File::open(data.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    BufReader::new(GzDecoder::new(file)).lines().map(|l| l.expect("the file is text"))
}

/// Adds what the model says of the sentences of a paragraph, and of a cut of each.
fn read(text: &str, random: &mut Random, words: &mut BTreeMap<String, Word>) {
    let tokens = tokenize(text);
    let word = |t: &Token| t.span.slice(text);
    let sentences = sentences::split(text, &tokens);
    for (i, sentence) in sentences.iter().enumerate() {
        let inside = &tokens[sentence.tokens.clone()];
        let opens = |s: &sentences::Sentence| {
            tokens[s.tokens.clone()]
                .iter()
                .find(|t| t.kind != TokenKind::Punctuation)
                .is_some_and(|t| !word(t).starts_with(char::is_lowercase))
        };
        // A stop that a small letter follows is a slip of the text.
        let stopped = inside.last().is_some_and(|t| word(t) == ".") && sentences.get(i + 1).is_none_or(opens) && opens(sentence);
        if !stopped || !(6..=90).contains(&inside.len()) {
            continue;
        }
        let line: Vec<&str> = inside.iter().map(word).collect();
        let whole = line.len() - 1;
        note(&line, whole, false, words);
        let at = 4 + random.below(whole.saturating_sub(4));
        if at < whole && inside.get(at).is_some_and(|t| t.spaced) {
            let mut cut = line[..at].to_vec();
            cut.push(".");
            note(&cut, at, true, words);
        }
    }
}

/// Adds what the model says of a text of these words, `keep` of them before its stop.
fn note(line: &[&str], keep: usize, cut: bool, words: &mut BTreeMap<String, Word>) {
    if keep < 4 || !line.get(keep - 1).is_some_and(|w| may_stop_early(w, Pack::ENGLISH)) {
        return;
    }
    let mut tags = Vec::new();
    Tagger::embedded().tag_with_margin(line, &mut tags);
    let items: Vec<Item<'_>> = line.iter().zip(tags).map(|(w, t)| Item::new(w, t)).collect();
    let items = &items[..keep];
    let Some(kinds) = stop_kinds(items, Pack::ENGLISH) else { return };
    let score = cut_score(items);
    let wide = (kinds[0] != kinds[1]).then_some(&kinds[1]);
    for kind in std::iter::once(&kinds[0]).chain(wide) {
        let word = words.entry(kind.clone()).or_default();
        if cut { &mut word.cut } else { &mut word.whole }.push(score);
    }
}
