//! Trains the models of endings: `cargo run --release -p copydesk-train -- train-cut ../shared/data [LANGUAGE | FOLDER FOR SCORES]`.
//!
//! With a language (`de`, `es`, `fr`) it makes that language's `crates/copydesk-models/models/LANGUAGE/ending.bin` and `stops.tsv`, from the half of its text that
//! `scripts/language_tasks.py` calls `fit` and the sentences of its treebanks, without the test part.
//!
//! Whole sentences, against the same cut at random places (`ending`), against lines that never had a stop (`line`), and against
//! two run together where the first was cut (`join`). Writes `crates/copydesk-models/models/{ending,line,join,glance}.bin`, the same bytes every time, and
//! prints how a tenth of the sentences, kept out of training, fares. `crates/copydesk-models/models/ending.md` has the figures.

use crate::support::random::Random;
use crate::support::sparse::{Examples, FOLDS, Model, build, in_parts, is_held_out, report, score, train};
use crate::support::text;

use crate::support::lines::lines;
use copydesk::{
    analysis::{
        ending::{Item, end_features, is_dependent, join_features, line_features, prefilter_features, stop_word},
        linear::{Features, Linear},
        sentences,
        tagger::Tagger,
        tokens::{Token, TokenKind, tokenize_in},
    },
    document::is_terminated,
    language::Pack,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Cuts made of each sentence.
const CUTS: usize = 4;
/// Fewer sentences than this are gone through again, up to four times in all.
const FEW_SENTENCES: usize = 6000;
/// A sentence's words, each with whether a space stands before it.
type Words = Vec<(String, bool)>;

pub fn main(arguments: Vec<String>) {
    let data = PathBuf::from(arguments.first().cloned().unwrap_or_else(|| "../shared/data".into()));
    if let Some(pack) = arguments.get(1).cloned().and_then(|code| Pack::of_code(&code)).filter(|p| !p.is_english()) {
        return other(&data, pack);
    }
    let (sentences, lines) = read(&data);
    println!("{} sentences, {} lines without a stop", sentences.len(), lines.len());
    let tagger = Tagger::embedded();

    let scores = arguments.get(1).cloned().map(PathBuf::from);

    let mut examples = Examples::default();
    let mut random = Random(1);
    for (i, words) in sentences.iter().enumerate() {
        examples.source = i;
        endings(tagger, Pack::ENGLISH, words, &mut random, &mut examples);
    }
    let ending = finish("crates/copydesk-models/models/ending.bin", &examples);
    // What the other two are trained on must not be known to the model of endings that they lean on.
    let parts = in_parts(&examples);
    let unseen: Vec<Vec<u8>> = parts.iter().map(|model| build(&examples, model)).collect();
    if let Some(folder) = &scores {
        write_scores(&folder.join("ending.tsv"), &examples, &parts);
    }
    let ending = Linear::open(&ending).expect("the model was just built");
    let unseen: Vec<Linear<'_>> = unseen.iter().map(|m| Linear::open(m).expect("the model was just built")).collect();
    let leaned = |i: usize| if is_held_out(i) { &ending } else { &unseen[i % FOLDS] };

    let mut examples = Examples::default();
    let mut random = Random(1);
    for (i, words) in sentences.iter().enumerate() {
        examples.source = i;
        cut_line(tagger, leaned(i), words, &mut random, &mut examples);
    }
    for (i, words) in lines.iter().enumerate() {
        examples.source = i;
        whole_line(tagger, &ending, words, &mut examples);
    }
    finish("crates/copydesk-models/models/line.bin", &examples);

    let (mut examples, mut glances) = (Examples::default(), Examples::default());
    let mut random = Random(1);
    for (i, words) in sentences.iter().enumerate() {
        examples.source = i;
        let other = &sentences[random.below(sentences.len())];
        glances.source = i;
        joins(tagger, leaned(i), words, other, &mut random, [&mut examples, &mut glances]);
    }
    report("join, with slips", &examples, &train(&examples, |i| !is_held_out(i)));
    without_slips(&mut examples);
    finish("crates/copydesk-models/models/join.bin", &examples);
    finish("crates/copydesk-models/models/glance.bin", &glances);
    if let Some(folder) = &scores {
        write_scores(&folder.join("join.tsv"), &examples, &in_parts(&examples));
    }
}

/// Trains the model of endings of another language, and its bars.
fn other(data: &Path, pack: &'static Pack) {
    let code = pack.code;
    let systems = ["Online-W", "Online-B", "Facebook-AI", "ONLINE-W", "GPT-4", "Claude-3.5"];
    let mut all = text::lines(data, code, text::Half::Fit, &systems).expect("the text can be read");
    for part in crate::train_tagger::treebanks(code).0 {
        all.extend(lines(data, &format!("ud/{part}.conllu.gz")).filter_map(|l| l.strip_prefix("# text = ").map(str::to_owned)));
    }
    let mut whole = Vec::new();
    for text in &all {
        take(text.trim(), pack, &mut whole, &mut Vec::new());
    }
    println!("{} sentences", whole.len());
    // As it stands on disk: it may have been trained since this was built.
    let bytes = fs::read(format!("crates/copydesk-models/models/{code}/tagger.bin")).expect("the tagger is trained first");
    let tagger = Tagger::from_bytes(&bytes).expect("the tagger can be read").universal();
    let mut examples = Examples::default();
    let mut random = Random(1);
    // Of a small treebank each sentence is cut more often, so that more words are seen at the end of one.
    let times = (FEW_SENTENCES / whole.len().max(1)).clamp(1, 4);
    for (i, words) in (0..times).flat_map(|_| whole.iter().enumerate()) {
        examples.source = i;
        endings(&tagger, pack, words, &mut random, &mut examples);
    }
    fs::create_dir_all(format!("crates/copydesk-models/models/{code}")).expect("crates/copydesk-models/models can be written to");
    finish(&format!("crates/copydesk-models/models/{code}/ending.bin"), &examples);
    write_bars(&format!("crates/copydesk-models/models/{code}/stops.tsv"), &examples, &in_parts(&examples));
}

/// Adds a text's whole sentences and, of a text that has none, its line to these.
fn take(text: &str, pack: &Pack, whole: &mut Vec<Words>, open: &mut Vec<Words>) {
    let tokens = tokenize_in(text, pack);
    let word = |t: &Token| t.span.slice(text);
    let keep = |tokens: &[Token]| tokens.iter().map(|t| (word(t).to_owned(), t.spaced)).collect::<Words>();
    let split = sentences::split_in(text, &tokens, pack);
    if !is_terminated(text) && split.len() == 1 && tokens.len() >= 3 && !text.starts_with(char::is_lowercase) && !text.ends_with([',', ';'])
    {
        open.push(keep(&tokens));
    }
    for sentence in split {
        let inside = &tokens[sentence.tokens];
        let ended = inside.iter().rev().find(|t| !is_closing(word(t))).is_some_and(|t| matches!(word(t), "." | "!" | "?"));
        let capital = inside.iter().find(|t| t.kind != TokenKind::Punctuation).is_some_and(|t| word(t).starts_with(char::is_uppercase));
        if ended && capital && (5..=90).contains(&inside.len()) {
            whole.push(keep(inside));
        }
    }
}

/// The sentences of the human and machine translations, the native sources and the treebank, each with its terminal; and the lines
/// of all but the treebank (web pages and mail) that have none: headlines, headings, captions.
fn read(data: &Path) -> (Vec<Words>, Vec<Words>) {
    let (mut whole, mut open) = (Vec::new(), Vec::new());
    for line in lines(data, "mt-sentences.tsv.gz").skip(1) {
        take(line.splitn(3, '\t').nth(2).unwrap_or("").trim(), Pack::ENGLISH, &mut whole, &mut open);
    }
    for line in lines(data, "ewt-train.conllu.gz") {
        if let Some(text) = line.strip_prefix("# text = ") {
            take(text.trim(), Pack::ENGLISH, &mut whole, &mut Vec::new());
        }
    }
    (whole, open)
}

fn is_closing(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "'" | ")" | "]" | "»")
}

/// How many words there are without the terminal and what closes around it.
fn bare(words: &[(String, bool)]) -> usize {
    let mark = |w: &str| is_closing(w) || matches!(w, "." | "!" | "?" | "," | "..." | "…" | ";" | ":");
    words.iter().rposition(|w| !mark(&w.0)).map_or(0, |i| i + 1)
}

fn texts(words: &[(String, bool)]) -> Vec<&str> {
    words.iter().map(|w| w.0.as_str()).collect()
}

/// The four words before a place and the two behind it, with their tags.
fn note(items: &[Item<'_>], at: usize) -> String {
    let named = |t: &Item<'_>| format!("{}/{:?}/{:?}", t.text, t.tag, t.upos);
    let words = |items: &[Item<'_>]| items.iter().map(named).collect::<Vec<_>>().join(" ");
    format!("{}\t{}", words(&items[at.saturating_sub(4)..at]), words(&items[at..items.len().min(at + 3)]))
}

fn items<'a>(tagger: &Tagger<'_>, words: &[&'a str]) -> Vec<Item<'a>> {
    let mut tags = Vec::new();
    tagger.tag_with_margin(words, &mut tags);
    words.iter().zip(tags).map(|(w, t)| Item::new(w, t)).collect()
}

/// A place inside a sentence where it can be cut: how many words stay.
fn cut(words: &Words, random: &mut Random) -> Option<usize> {
    let end = bare(words);
    let at = 3 + random.below(end.saturating_sub(3));
    let keep = bare(words.get(..at)?);
    (at < end && words[at].1 && keep >= 3).then_some(keep)
}

fn endings(tagger: &Tagger<'_>, pack: &Pack, words: &Words, random: &mut Random, examples: &mut Examples) {
    let mut emit = |line: &[&str], keep: usize, label: bool| {
        let all = items(tagger, line);
        let mut features = Features::default();
        end_features(&all[..keep], pack, &mut features);
        let note = if line.len() > keep { note(&all, keep) } else { String::new() };
        let key = if line.get(keep) == Some(&".") { stop_word(&all[..keep]) } else { None };
        examples.add(&features, label, is_dependent(&all[..keep]), note, key);
    };
    let (all, end) = (texts(words), bare(words));
    if end < 2 {
        return;
    }
    // The tagger sees a stop behind some endings and none behind others, as it will in use.
    emit(&all[..if random.below(4) > 0 { all.len() } else { end }], end, false);
    for _ in 0..CUTS {
        if let Some(keep) = cut(words, random) {
            let mut line = all[..keep].to_vec();
            if random.below(2) == 0 {
                line.push(".");
            }
            emit(&line, keep, true);
        }
    }
}

fn whole_line(tagger: &Tagger<'_>, ending: &Linear<'_>, words: &Words, examples: &mut Examples) {
    let all = items(tagger, &texts(words));
    let mut features = Features::default();
    line_features(&all[..bare(words)], ending, &mut features);
    examples.add(&features, false, false, String::new(), None);
}

fn cut_line(tagger: &Tagger<'_>, ending: &Linear<'_>, words: &Words, random: &mut Random, examples: &mut Examples) {
    // There are many more sentences than lines.
    if random.below(3) == 0
        && let Some(keep) = cut(words, random)
    {
        let all = items(tagger, &texts(&words[..keep]));
        let mut features = Features::default();
        line_features(&all, ending, &mut features);
        examples.add(&features, true, is_dependent(&all), String::new(), None);
    }
}

/// Whether the model is asked about the place before `words[at]`.
fn is_candidate(words: &Words, at: usize) -> bool {
    let word = |i: usize| words.get(i).map_or("", |w| w.0.as_str());
    let capital = |i: usize| word(i).starts_with(char::is_uppercase);
    let speech = matches!(word(at), "\"" | "“") && words.get(at + 1).is_some_and(|w| !w.1) && capital(at + 1);
    at >= 2 && (capital(at) || speech) && word(at - 1).ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '.' | '%'))
}

fn joins(
    tagger: &Tagger<'_>,
    ending: &Linear<'_>,
    words: &Words,
    other: &Words,
    random: &mut Random,
    [examples, glances]: [&mut Examples; 2],
) {
    let mut emit = |all: &[Item<'_>], at: usize, label: bool| {
        let mut features = Features::default();
        join_features(all, at, ending, &mut features, &mut |_| true);
        examples.add(&features, label, is_dependent(&all[..at]), note(all, at), None);
        let mut features = Features::default();
        prefilter_features(std::array::from_fn(|k| all.get(at + k - 2).map_or("", |t| t.text)), &mut features);
        glances.add(&features, label, false, String::new(), None);
    };
    let line = texts(words);
    let all = items(tagger, &line);
    for at in (2..line.len()).filter(|at| words[*at].1 && is_candidate(words, *at)) {
        emit(&all, at, false);
    }
    for _ in 0..2 {
        if let Some(keep) = cut(words, random) {
            let line: Words = words[..keep].iter().chain(other).cloned().collect();
            if is_candidate(&line, keep) {
                emit(&items(tagger, &texts(&line)), keep, true);
            }
        }
    }
}

/// Log odds from which a whole example is thought to be a slip of the data.
const SLIP: f32 = 5.0;

/// Leaves out what is labelled whole but looks cut to models that have not seen it: published text has slips, and the surest are such.
fn without_slips(examples: &mut Examples) {
    let parts = in_parts(examples);
    let before = examples.all.len();
    examples.all.retain(|e| e.label || score(e, &parts[e.source % FOLDS]) < SLIP);
    println!("{} slips left out", before - examples.all.len());
}

/// Trains a model, prints how it fares, and writes it.
fn finish(path: &str, examples: &Examples) -> Vec<u8> {
    let model = train(examples, |i| !is_held_out(i));
    report(path, examples, &model);
    let bytes = build(examples, &model);
    println!("{path}: {} bytes", bytes.len());
    fs::write(path, &bytes).expect("crates/copydesk-models/models can be written to");
    bytes
}

/// Whole sentences that may be called cut for each cut that is found, where a word's bar lies.
const PRICE: f32 = 0.004;
/// Words with fewer cuts than this get no bar.
const FEW: usize = 50;

/// Writes for each word that stands before another the score from which a stop behind it is a fault: the one with the best balance of
/// cuts found and whole sentences spared, by scores of models that have not seen the sentence. What no sentence of the sample ends on
/// may still end one in a larger, so a little is added to the whole sentences counted, the less the higher the bar.
fn write_bars(path: &str, examples: &Examples, parts: &[Model]) {
    /// The scores of cut and whole sentences, and how many of the cuts stop on a word of a kind that stands before another.
    #[derive(Default)]
    struct Word {
        cut: Vec<f32>,
        whole: Vec<f32>,
        dependent: usize,
    }
    let mut words: BTreeMap<&str, Word> = BTreeMap::new();
    for e in &examples.all {
        let Some(key) = &e.key else { continue };
        let (word, score) = (words.entry(key).or_default(), score(e, &parts[e.source % FOLDS]));
        if e.label {
            word.cut.push(score);
            word.dependent += usize::from(e.dependent);
        } else {
            word.whole.push(score);
        }
    }
    let mut table = String::from(
        "# Made by copydesk-train train-cut: word, score from which a stop behind it is a fault, share of cuts found there, cuts, whole sentences above it, whole sentences\n",
    );
    let (mut found, mut all, mut wrong) = (0, 0, 0);
    for (key, word) in &words {
        if word.cut.len() < FEW || word.dependent * 10 < word.cut.len() * 3 {
            continue;
        }
        let above = |scores: &[f32], bar: f32| scores.iter().filter(|s| **s >= bar).count();
        let gain = |bar: f32| {
            let unseen = 0.3 * (-bar / 2.0).exp() * (word.whole.len().max(1) as f32).sqrt();
            PRICE * above(&word.cut, bar) as f32 - above(&word.whole, bar) as f32 - unseen
        };
        let bar = (0..22).map(|i| i as f32 / 2.0).max_by(|a, b| gain(*a).total_cmp(&gain(*b)).then(a.total_cmp(b)));
        all += word.cut.len();
        if let Some(bar) = bar.filter(|b| gain(*b) > 0.0) {
            let (cuts, false_alarms) = (above(&word.cut, bar), above(&word.whole, bar));
            found += cuts;
            wrong += false_alarms;
            let share = cuts as f32 / word.cut.len() as f32;
            table.push_str(&format!("{key}\t{bar:.1}\t{share:.2}\t{}\t{false_alarms}\t{}\n", word.cut.len(), word.whole.len()));
        }
    }
    let whole = examples.all.iter().filter(|e| !e.label && e.key.is_some()).count();
    println!("stops: {found} of {all} cuts found, {wrong} false of {whole} whole sentences that end on a small letter");
    fs::write(path, table).expect("crates/copydesk-models/models can be written to");
}

/// Writes what a model that has not seen the sentence says of each example: score, label, whether it stops on a word that stands
/// before another, and what stands around the place.
fn write_scores(path: &Path, examples: &Examples, parts: &[Model]) {
    let mut lines = String::new();
    for e in examples.all.iter().filter(|e| !e.note.is_empty()) {
        let (score, label) = (score(e, &parts[e.source % FOLDS]), u8::from(e.label));
        lines.push_str(&format!("{score:.2}\t{label}\t{}\t{}\n", u8::from(e.dependent), e.note));
    }
    fs::write(path, lines).expect("the folder of the scores can be written to");
}
