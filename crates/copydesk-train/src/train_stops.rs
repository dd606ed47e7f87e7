//! Trains the model of stops, after `train_cut`: `cargo run --release -p copydesk-train -- train-stops ../shared/data [FOLDER OF PACKAGES]…`
//! (the model that ships: `~/.cargo/registry/src/*` and `$(rustc --print sysroot)/share/doc/rust/html/` `book`, `cargo`, `reference`,
//! `rustc`, `nomicon`, `rust-by-example`, `edition-guide`).
//!
//! Writes `crates/copydesk-models/models/stops.tsv`, the words that stand before another and seldom end a sentence, and `crates/copydesk-models/models/stop.bin`, the model
//! that tells a stop behind such a word that is a fault from one that is not. It learns from the sentences that end on one of the words,
//! all of them, and from cuts behind the same words; the share of its scores that lie above each bar is printed for a tenth of the texts,
//! kept out of training. What it was made from `train_cut` has not seen: an encyclopaedia, speeches, and interviews, travel guides and web
//! pages of treebanks; `crates/copydesk-models/models/ending.md` says more.

use crate::support::lines::lines;
use crate::support::random::Random;
use crate::support::sparse::{Example, Examples, FOLDS, build, in_parts, is_held_out, report, score, train};
use copydesk::{
    analysis::{
        ending::{Item, stop_features},
        linear::{Features, Linear},
        sentences,
        tagger::Tagger,
        tokens::{Token, TokenKind, tokenize},
    },
    document::{BlockKind, Format, parse},
    language::Pack,
    source::Source,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

/// A word that stands inside sentences this often for each that ends on it seldom ends one.
const COMMON: usize = 60;
/// Words seen less often than this are left out.
const FEW: usize = 400;
/// Log odds from which the whole sentences kept out and each word's share of cuts are printed.
const SHOWN: f32 = 3.0;
/// Log odds from which a whole sentence is thought to be a slip of the data.
const SLIP: f32 = 6.0;
/// Lines that stand together on one side of what is kept out: articles and speeches are many lines long.
const TOGETHER: usize = 100;

/// A sentence that ends in a full stop, with the number of the text it stands in.
struct Sentence {
    words: Vec<(String, bool)>,
    source: usize,
}

pub fn main(arguments: Vec<String>) {
    let data = PathBuf::from(arguments.first().cloned().unwrap_or_else(|| "../shared/data".into()));
    let packages: Vec<PathBuf> = arguments.iter().skip(1).map(PathBuf::from).collect();
    let sentences = read(&data, &packages);
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for s in &sentences {
        let (stop, inside) = s.words.split_last().expect("a sentence has words");
        debug_assert_eq!(stop.0, ".");
        for (i, word) in inside.iter().enumerate().filter(|(_, w)| w.0.starts_with(char::is_lowercase)) {
            let count = counts.entry(word.0.as_str()).or_default();
            if i + 1 == inside.len() { count.1 += 1 } else { count.0 += 1 }
        }
    }
    let mut words: Vec<(&str, usize, usize)> = counts
        .iter()
        .filter(|(w, (inside, last))| w.is_ascii() && *inside >= FEW && last * COMMON <= *inside)
        .map(|(w, (inside, last))| (*w, *inside, *last))
        .collect();
    words.sort_unstable();
    let mut table = String::from(
        "# Made by copydesk-train train-stops: word that stands before another, judged by stop.bin, inside sentences, at their end\n",
    );
    for (word, inside, last) in &words {
        table.push_str(&format!("{word}\tmodel\t{inside}\t{last}\n"));
    }
    fs::write("crates/copydesk-models/models/stops.tsv", table).expect("crates/copydesk-models/models can be written to");
    let listed = |word: &str| words.binary_search_by_key(&word, |w| w.0).is_ok();
    println!("{} sentences, {} words", sentences.len(), words.len());

    let ending = Pack::ENGLISH.endings.and_then(|e| Linear::open(e.ending)).expect("English has a model of endings");
    let mut examples = Examples::default();
    let mut random = Random(1);
    for s in &sentences {
        examples.source = s.source;
        let line: Vec<&str> = s.words.iter().map(|w| w.0.as_str()).collect();
        let whole = line.len() - 1;
        if listed(line[whole - 1]) {
            add(&line, whole, false, &ending, &mut examples);
        }
        // One sentence in three is cut: that is as many as can be learned from.
        let at = 4 + random.below(whole.saturating_sub(4));
        if random.below(3) == 0 && at < whole && s.words[at].1 && listed(line[at - 1]) {
            let mut cut = line[..at].to_vec();
            cut.push(".");
            add(&cut, at, true, &ending, &mut examples);
        }
    }
    let parts = in_parts(&examples);
    // Published text has slips, and an encyclopaedia without its templates has gaps: what is surest is such.
    let slip = |e: &Example| !e.label && score(e, &parts[e.source % FOLDS]) >= SLIP;
    for e in examples.all.iter().filter(|e| slip(e)).step_by(20) {
        println!("slip: {}", e.note);
    }
    let before = examples.all.len();
    examples.all.retain(|e| !slip(e));
    let whole = examples.all.iter().filter(|e| !e.label).count();
    println!("{whole} whole sentences, {} cuts; {} slips left out", examples.all.len() - whole, before - examples.all.len());
    let model = train(&examples, |i| !is_held_out(i));
    let held: Vec<(f32, bool)> = examples.all.iter().filter(|e| is_held_out(e.source)).map(|e| (score(e, &model), e.label)).collect();
    let all = sentences.iter().filter(|s| is_held_out(s.source)).count();
    for bar in (0..20).map(|i| i as f32 / 2.0) {
        let above = |label: bool| held.iter().filter(|h| h.1 == label && h.0 >= bar).count();
        let cuts = held.iter().filter(|h| h.1).count();
        println!("{bar}: {:.3} of the cuts, {} of {all} sentences kept out", above(true) as f32 / cuts as f32, above(false));
    }
    report("crates/copydesk-models/models/stop.bin", &examples, &model);
    let mut by_word: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for e in examples.all.iter().filter(|e| is_held_out(e.source)) {
        let (score, count) = (score(e, &model), by_word.entry(e.key.as_deref().unwrap_or("")).or_default());
        match e.label {
            true => (count[0], count[1]) = (count[0] + usize::from(score >= SHOWN), count[1] + 1),
            false if score >= SHOWN => {
                count[2] += 1;
                println!("whole, {score:.1}: {}", e.note);
            }
            false => {}
        }
    }
    for (word, [found, cuts, wrong]) in by_word.iter().filter(|(_, n)| n[1] >= 40) {
        println!("{word}: from {SHOWN} on {:.2} of {cuts} cuts, {wrong} whole", *found as f32 / *cuts as f32);
    }
    fs::write("crates/copydesk-models/models/stop.bin", build(&examples, &model)).expect("crates/copydesk-models/models can be written to");
}

fn read(data: &Path, packages: &[PathBuf]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut source = 0;
    for name in ["wiki-en.txt.gz", "un-en.txt.gz"] {
        for (i, text) in lines(data, name).enumerate() {
            if i % TOGETHER == 0 {
                source += 1;
            }
            take(&text, source, &mut sentences);
        }
    }
    // Speech and web pages strand words more often than the rest, and are few: they are not kept out, and count three times.
    for name in ["ewt-train", "ud/en-gum-interview", "ud/en-gum-voyage", "ud/en-gum-bio", "ud/en-gum-academic"] {
        for text in lines(data, &format!("{name}.conllu.gz")).filter_map(|l| l.strip_prefix("# text = ").map(str::to_owned)) {
            for _ in 0..3 {
                take(&text, 1, &mut sentences);
            }
        }
    }
    // News of many years and languages: the model of endings has seen these, so they are not kept out either.
    let mut seen = HashSet::new();
    let news = lines(data, "mt-pairs.tsv.gz").filter_map(|l| l.split('\t').nth(4).map(str::to_owned));
    let native =
        lines(data, "mt-sentences.tsv.gz").filter(|l| l.starts_with('0')).filter_map(|l| l.splitn(3, '\t').nth(2).map(str::to_owned));
    for text in news.chain(native).filter(|t| seen.insert(t.clone())) {
        take(text.trim(), 1, &mut sentences);
    }
    for folder in packages {
        manuals(folder, &mut source, &mut sentences);
    }
    sentences
}

/// Adds the prose of the documentation under a folder, each folder right below it a text of its own: Markdown, pages, and what comments
/// of Rust sources say to the reader of the manual. People write there as they speak: `as fast as it is`, `you can if you want to`.
fn manuals(folder: &Path, source: &mut usize, found: &mut Vec<Sentence>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).map(|all| all.flatten().map(|e| e.path()).collect()).unwrap_or_default();
    entries.sort();
    for entry in entries {
        *source += 1;
        let mut open = vec![entry];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                let mut inside: Vec<PathBuf> = fs::read_dir(&path).map(|all| all.flatten().map(|e| e.path()).collect()).unwrap_or_default();
                inside.sort();
                open.extend(inside);
                continue;
            }
            let format = match path.extension().and_then(|e| e.to_str()) {
                Some("md" | "rs") => Format::Markdown,
                Some("html") if path.file_name().is_none_or(|n| n != "print.html") => Format::Html,
                _ => continue,
            };
            let Ok(mut text) = fs::read_to_string(&path) else { continue };
            if path.extension().is_some_and(|e| e == "rs") {
                text = comments(&text);
            }
            let file = Source::from_text("text", &text);
            for document in parse(&file, format) {
                for block in document.blocks.iter().filter(|b| b.kind == BlockKind::Paragraph) {
                    take(&block.text, *source, found);
                }
            }
        }
    }
}

/// The comments of a Rust source that its manual is made of, as Markdown.
fn comments(rust: &str) -> String {
    let mut text = String::new();
    for line in rust.lines().map(str::trim_start) {
        match line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) {
            Some(said) => {
                text.push_str(said.strip_prefix(' ').unwrap_or(said));
                text.push('\n');
            }
            None if !text.ends_with("\n\n") => text.push('\n'),
            None => {}
        }
    }
    text
}

/// Adds the sentences of a text that end in a full stop.
fn take(text: &str, source: usize, found: &mut Vec<Sentence>) {
    let tokens = tokenize(text);
    let word = |t: &Token| t.span.slice(text);
    let sentences = sentences::split(text, &tokens);
    for (i, sentence) in sentences.iter().enumerate() {
        let inside = &tokens[sentence.tokens.clone()];
        let opens = |s: &sentences::Sentence| {
            let first = tokens[s.tokens.clone()].iter().find(|t| t.kind != TokenKind::Punctuation);
            first.is_some_and(|t| !word(t).starts_with(char::is_lowercase))
        };
        // A stop that a small letter follows is a slip of the text.
        let stopped = inside.last().is_some_and(|t| word(t) == ".") && sentences.get(i + 1).is_none_or(opens) && opens(sentence);
        if stopped && (6..=90).contains(&inside.len()) {
            found.push(Sentence { words: inside.iter().map(|t| (word(t).to_owned(), t.spaced)).collect(), source });
        }
    }
}

/// Adds a text of these words, `keep` of them before its stop.
fn add(line: &[&str], keep: usize, cut: bool, ending: &Linear<'_>, examples: &mut Examples) {
    if keep < 4 {
        return;
    }
    let mut tags = Vec::new();
    Tagger::embedded().tag_with_margin(line, &mut tags);
    let items: Vec<Item<'_>> = line.iter().zip(tags).map(|(w, t)| Item::new(w, t)).collect();
    let items = &items[..keep];
    let mut features = Features::default();
    stop_features(items, ending, &mut features);
    let last = line[keep - 1];
    let note = if cut { String::new() } else { line[keep.saturating_sub(14)..keep].join(" ") };
    examples.add(&features, cut, false, note, Some(last));
}
