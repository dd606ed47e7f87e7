//! Trains the part-of-speech tagger and writes `crates/copydesk-models/models/tagger.bin`.
//!
//! `cargo run --release -p copydesk-train -- train-tagger ../shared/data [LANGUAGE [FOLDER OF WORD LISTS]]`
//!
//! Without a language: English, `crates/copydesk-models/models/tagger.bin`; with one (`de`, `es`, `fr`): `crates/copydesk-models/models/LANGUAGE/tagger.bin`.
//!
//! A first tagger learns from the treebank. It tags news sentences, together with a Markov model from tag counts over news;
//! the second learns from the treebank and those. Weights are integers and the shuffling has a generator of its own, so that
//! the same data give the same bytes.

mod augment;
mod clusters;
mod lexicon;
mod news;
mod universal;

pub use universal::treebanks;

use crate::support::text;
use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use crate::support::treebank::{Averaged, Random, Seen, Sentence, pack, read_treebank};
use copydesk::{
    analysis::{
        perceptron::weight_at,
        tagger::{Context, FEATURES, MAGIC, PADDING, Tagger, Word, caps, features},
    },
    language::Pack,
};
use lexicon::{Forms, TagCounts, build_lexicon, build_sets, table};

/// Passes over the treebank.
const PASSES: usize = 14;
/// Lines of weights of the first tagger and of the one that ships.
const LINES: [usize; 2] = [65_536, 28_672];
/// A decision that leads by no more than this is learned from, right or wrong.
const MARGIN: i32 = 80;
/// Features that are left out at random, percent.
const FEATURE_DROPOUT: usize = 25;
/// Rare words whose form is hidden at random, percent of the words met once.
const WORD_DROPOUT: usize = 60;
/// Features met less often are left out.
const CUT: u8 = 3;
/// News sentences that a pass takes, percent.
const NEWS_SHARE: usize = 15;

pub fn main(arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    let data = arguments.first().cloned().unwrap_or_else(|| "../shared/data".into());
    let data = Path::new(&data);
    if let Some(language) = arguments.get(1).cloned() {
        return other(data, &language, arguments.get(2).cloned().as_deref().map(Path::new));
    }
    let train = read_treebank(&data.join("ewt-train.conllu.gz"))?;
    let dev = read_treebank(&data.join("ewt-dev.conllu.gz"))?;
    let test = read_treebank(&data.join("ewt-test.conllu.gz"))?;
    let clusters = clusters::cluster(data)?;

    let mut random = Random(0x5EED);
    let corpus = augment::augment(&train, &mut random);
    let mut forms = Forms::new();
    for sentence in &corpus {
        for (word, &label) in sentence.words.iter().zip(&sentence.labels) {
            if label < 64 {
                forms.entry(Word::new(word).form).or_insert([0; 64])[usize::from(label)] += 1;
            }
        }
    }
    let (sets, frequent) = build_sets(&train, &forms);
    let mut counts = TagCounts::new();
    let mut sentences = Vec::new();
    let mut model = Vec::new();
    for lines in LINES {
        let (words, groups) = build_lexicon(data, &counts, &clusters)?;
        let bare = assemble(&sets, &words, &frequent, &groups, &[0; 64]);
        let blank = Tagger::from_bytes(&bare).ok_or("the model does not read back")?;
        let weights = learn(&blank, &corpus, &sentences, &forms, lines, &mut random);
        model = assemble(&sets, &words, &frequent, &groups, &weights);
        let tagger = Tagger::from_bytes(&model).ok_or("the model does not read back")?;
        for (name, set) in [("dev", &dev), ("test", &test)] {
            evaluate(name, &tagger, set, &forms);
        }
        if lines == LINES[0] {
            let teacher = tagger.thorough();
            counts = news::auto_tags(data, &teacher)?;
            sentences = news::news(data, &teacher)?;
        }
    }
    fs::write("crates/copydesk-models/models/tagger.bin", &model)?;
    println!("crates/copydesk-models/models/tagger.bin: {} bytes", model.len());
    Ok(())
}

/// Trains the tagger of another language: on its treebank, then on that and on text that the first one has tagged.
fn other(data: &Path, language: &str, lists: Option<&Path>) -> Result<(), Box<dyn Error>> {
    let pack = Pack::of_code(language).ok_or(format!("no pack for {language}"))?;
    let (parts, tested) = universal::treebanks(language);
    let mut train = Vec::new();
    for part in parts {
        train.extend(universal::read(data, part)?);
    }
    let test = universal::read(data, tested)?;
    let sentences = universal::words(&text::lines(data, language, text::Half::All, &["Online-W", "ONLINE-W", "GPT-4"])?, pack);
    println!("{} sentences of the treebank, {} of text", train.len(), sentences.len());
    let clusters = clusters::cluster_sentences(&sentences)?;
    let listed = universal::listed(data, lists, language)?;
    let corpus = universal::augment(&train);
    let mut random = Random(0x5EED);
    let mut forms = Forms::new();
    for sentence in &corpus {
        for (word, &label) in sentence.words.iter().zip(&sentence.labels) {
            if label < 64 {
                forms.entry(universal::form(word)).or_insert([0; 64])[usize::from(label)] += 1;
            }
        }
    }
    let (sets, frequent) = build_sets(&corpus, &forms);
    let (mut counts, mut taught, mut model) = (TagCounts::new(), Vec::new(), Vec::new());
    for lines in OTHER_LINES {
        let (words, groups) = universal::build_lexicon(&train, &counts, &listed, &sentences, &clusters);
        let bare = assemble(&sets, &words, &frequent, &groups, &[0; 64]);
        let blank = Tagger::from_bytes(&bare).ok_or("the model does not read back")?.universal();
        let weights = learn(&blank, &corpus, &taught, &forms, lines, &mut random);
        model = assemble(&sets, &words, &frequent, &groups, &weights);
        let tagger = Tagger::from_bytes(&model).ok_or("the model does not read back")?.universal();
        evaluate(tested, &tagger, &test, &forms);
        (taught, counts) = universal::tag(&tagger.thorough(), &sentences, 300);
        // Every so many sentences are learned from; all are counted.
        let every = (taught.len() / TAUGHT).max(1);
        taught = taught.into_iter().step_by(every).collect();
    }
    let path = format!("crates/copydesk-models/models/{language}/tagger.bin");
    fs::create_dir_all(format!("crates/copydesk-models/models/{language}"))?;
    fs::write(&path, &model)?;
    println!("{path}: {} bytes", model.len());
    Ok(())
}

/// Lines of weights of the taggers of other languages, in turn.
const OTHER_LINES: [usize; 2] = [32_768, 16_384];
/// Sentences at most that the second one learns from beside the treebank.
const TAUGHT: usize = 12_000;

/// Puts a model together as [`Tagger::from_bytes`] reads it.
fn assemble(sets: &[u64], lexicon: &BTreeMap<u32, u32>, frequent: &BTreeMap<u32, u32>, groups: &[u8], weights: &[i32]) -> Vec<u8> {
    let sets: Vec<u8> = sets.iter().flat_map(|s| s.to_le_bytes()).collect();
    let parts = [sets, table(lexicon, 19), table(frequent, 12), groups.to_vec(), pack(weights)];
    let mut model = MAGIC.to_vec();
    for part in &parts {
        model.extend((part.len() as u32).to_le_bytes());
    }
    model.extend(parts.concat());
    model
}

/// Averaged perceptron with a margin, features dropped at random, rare words hidden at random.
fn learn(blank: &Tagger<'_>, corpus: &[Sentence], news: &[Sentence], forms: &Forms, lines: usize, random: &mut Random) -> Vec<i32> {
    let mut model = Averaged::new(lines * 64);
    let mut slots = [0_u32; FEATURES];
    let texts: Vec<&Sentence> = corpus.iter().chain(news).collect();
    let sentences: Vec<(Vec<Word>, Vec<u32>)> = texts
        .iter()
        .map(|s| {
            let words: Vec<&str> = s.words.iter().map(String::as_str).collect();
            let words = blank.words(&words);
            let counts = words.iter().map(|w| forms.get(&w.form).map_or(0, |n| n.iter().sum())).collect();
            (words, counts)
        })
        .collect();
    let mut seen = Seen::new();
    for (sentence, (words, _)) in texts.iter().zip(&sentences) {
        let caps = caps(words);
        let mut context = Context::start(caps as u8);
        for (at, &gold) in (PADDING..).zip(&sentence.labels) {
            if blank.candidates(&words[at], at == PADDING, caps).count_ones() > 1 {
                features(words, at, context, &mut slots);
                slots.iter().for_each(|&slot| seen.count(slot));
            }
            context.push(gold);
        }
    }
    let mut order: Vec<usize> = (0..texts.len()).collect();
    for pass in 1..=PASSES {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        let (mut right, mut total) = (0_u32, 0_u32);
        for &number in &order {
            if number >= corpus.len() && random.below(100) >= NEWS_SHARE {
                continue;
            }
            let (clean, counts) = &sentences[number];
            let caps = caps(clean);
            let mut words = clean.clone();
            for (word, &n) in words.iter_mut().zip(counts) {
                if (1..=3).contains(&n) && random.below(100) < WORD_DROPOUT / n as usize {
                    word.form = 3;
                }
            }
            let mut context = Context::start(caps as u8);
            for (at, &gold) in (PADDING..).zip(&texts[number].labels) {
                let set = blank.candidates(&clean[at], at == PADDING, caps);
                let mut guess = set.trailing_zeros() as u8;
                if set.count_ones() > 1 {
                    features(&words, at, context, &mut slots);
                    let kept: Vec<u32> =
                        slots.iter().copied().filter(|&s| seen.at_least(s, CUT) && random.below(100) >= FEATURE_DROPOUT).collect();
                    guess = decide(&mut model, &kept, set, gold, lines);
                }
                total += 1;
                right += u32::from(guess == gold);
                context.push(guess);
            }
        }
        println!("pass {pass}: {:.2} %", 100.0 * f64::from(right) / f64::from(total));
    }
    model.finish()
}

/// The best label of a set as the model stands; learns from the decision if it was wrong or narrow.
fn decide(model: &mut Averaged, slots: &[u32], set: u64, gold: u8, lines: usize) -> u8 {
    let (mut best, mut rival, mut gold_score) = ((i32::MIN, 0), (i32::MIN, 0), i32::MIN / 2);
    for label in (0..64).filter(|l| set >> l & 1 == 1) {
        let score = slots.iter().map(|&s| model.get(weight_at(s, label, lines))).sum();
        if score > best.0 {
            best = (score, label);
        }
        if label == gold {
            gold_score = score;
        } else if score > rival.0 {
            rival = (score, label);
        }
    }
    if gold < 64 && set >> gold & 1 == 1 && gold_score - rival.0 <= MARGIN {
        for &slot in slots {
            model.add(weight_at(slot, gold, lines), 1);
            model.add(weight_at(slot, rival.1, lines), -1);
        }
    }
    model.tick();
    best.1
}

/// Prints how well a tagger does on a part of the treebank, and how fast.
fn evaluate(name: &str, tagger: &Tagger<'_>, set: &[Sentence], forms: &Forms) {
    let (mut xpos, mut upos, mut unknown, mut unknown_right, mut total) = (0, 0, 0, 0, 0);
    let mut out = Vec::new();
    let started = Instant::now();
    let mut spent = Duration::ZERO;
    for sentence in set {
        let words: Vec<&str> = sentence.words.iter().map(String::as_str).collect();
        let from = started.elapsed();
        tagger.tag_with_margin(&words, &mut out);
        spent += started.elapsed() - from;
        for ((word, tagged), (gold_upos, gold_tag)) in words.iter().zip(&out).zip(&sentence.gold) {
            total += 1;
            let right = tagged.tag.as_str() == gold_tag;
            xpos += u32::from(right);
            upos += u32::from(tagged.upos.as_str() == gold_upos);
            if !forms.contains_key(&Word::new(word).form) {
                unknown += 1;
                unknown_right += u32::from(right);
            }
        }
    }
    let percent = |n: u32| 100.0 * f64::from(n) / f64::from(total);
    println!(
        "{name}: XPOS {:.2} UPOS {:.2}; unknown words {:.1} % of the text, {:.2} right; {:.2} M tokens/s",
        percent(xpos),
        percent(upos),
        percent(unknown),
        100.0 * f64::from(unknown_right) / f64::from(unknown),
        f64::from(total) / spent.as_secs_f64() / 1e6
    );
}
