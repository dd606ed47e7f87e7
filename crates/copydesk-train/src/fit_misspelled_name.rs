//! Fits both models of `misspelled-name` and writes `crates/copydesk-models/models/misspelled-name.tsv` and `misspelled-name.trees`.
//!
//!     cargo run --release -p copydesk-train -- fit-misspelled-name ../shared [--held-out | --trees] [--dump FILE] [--look JSONL OUT]
//!
//! `--trees` fits the trees alone, and leaves the weights as they are.
//! Articles are made of machine translations and of the human translations of the same sentences (mt-pairs.tsv.gz), and of sentences
//! and paragraphs that people wrote (mt-sentences.tsv.gz, wiki-en.txt.gz, un-en.txt.gz). A known name is right for some words of a
//! machine's sentence where the human translation has the name's words and not the machine's; in what people wrote, none is. Such slips
//! are few: names of known people in what people wrote are misspelt as the letters of names-edits.tsv say, one in an article.
//! The development benchmark's known.jsonl and clean.jsonl (not those of two and three) take part too. `--look` writes the candidates of other articles, with their places. `--held-out` prints figures for each language and source, fitted without it, instead of writing. Same bits every time.

use crate::support::boost::{Growth, Table, grow, joined};
use crate::support::logistic::{Row, probability};
use crate::support::random::Random;
use crate::support::{fame, logistic};
use copydesk::{
    analysis::{Article, Language},
    document,
    lexicon::{self, fold},
    rules::{
        misspelled_name::{
            self, Weighed,
            measures::{COUNT, FAME_SCALE, MEASURES, Measure},
        },
        trees::Trees,
    },
    source::Source,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    error::Error,
    fmt::Write as _,
    fs,
    path::Path,
    thread,
};

/// The values of all measures.
fn dense(row: &Row) -> [f32; COUNT] {
    let mut all = [0.0; COUNT];
    row.0.iter().for_each(|(i, m)| all[*i] = *m as f32);
    all
}

fn fit_trees(samples: &[Sample], keep: impl Fn(&Sample) -> bool) -> String {
    const GROWTH: Growth = Growth { trees: 120, leaves: 12, rate: 0.1, rows: 20, ridge: 1.0 };
    let kept: Vec<(&Row, [f32; COUNT])> = samples.iter().filter(|s| s.row.2 > 0.0 && keep(s)).map(|s| (&s.row, dense(&s.row))).collect();
    grow(&Table::new(kept.iter().map(|(row, all)| (all.as_slice(), row.1, row.2))), MEASURES, GROWTH)
}

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Sentences of an article made up of them.
const SENTENCES: usize = 12;
/// Candidates that are kept for some words: the likeliest by fame and distance.
const KEPT: usize = 6;
/// What a candidate weighs in a machine's sentence where the words are wrong, but not for that name.
const WRONG_ANYWAY: f64 = 0.3;
/// What a candidate weighs for a name that was misspelt at random.
const MADE: f64 = 0.2;
/// One name in so many is misspelt, and no more of an article.
const NAMES_A_COPY: usize = 3;
const MOST_COPIES: usize = 6;
/// What a name weighs that a machine wrote wrong: there are few, and they are what is looked for.
const REAL: f64 = 20.0;
/// What a candidate of the development benchmark weighs.
const ONE: f64 = 5.0;
const RIDGE: f64 = 1.0;
/// Written by people, and yet taken for a slip with this probability by a model that has not seen it: likely a slip.
const LIKELY_SLIP: f64 = 0.6;

/// An article: its lines, and for a machine's the words of the human translation of each.
struct Text {
    source: String,
    lines: Vec<String>,
    references: Option<Vec<String>>,
    /// Of a name that was misspelt for this: the line, the word that it became, and the name, folded.
    made: Option<(usize, String, Vec<String>)>,
    /// Of an article of the development benchmark: what is wrong in it, and right, folded.
    golds: Option<Vec<(String, String)>>,
}

/// One candidate for some words.
struct Sample {
    source: String,
    /// The same for all candidates for the same words.
    group: usize,
    machine: bool,
    words: String,
    right: String,
    row: Row,
}

pub fn main(arguments: Vec<String>) -> Result<()> {
    let shared = arguments.first().cloned().unwrap_or_else(|| "../shared".to_owned());
    if let Some(at) = arguments.iter().position(|a| a == "--look") {
        let (Some(from), Some(to)) = (arguments.get(at + 1), arguments.get(at + 2)) else { return Err("--look JSONL OUT".into()) };
        return look(from, to);
    }
    let texts = texts(&Path::new(&shared).join("data"))?;
    let mut words: BTreeMap<(String, bool), usize> = BTreeMap::new();
    for text in &texts {
        *words.entry((text.source.clone(), text.references.is_some())).or_default() +=
            text.lines.iter().map(|l| l.split_whitespace().count()).sum::<usize>();
    }
    let mut samples = weigh(&texts);
    let right = samples.iter().filter(|s| s.row.1 > 0.5).count();
    println!("{} articles, {} words, {} candidates, {right} right", texts.len(), words.values().sum::<usize>(), samples.len());
    if let Some(path) = arguments.iter().position(|a| a == "--dump").and_then(|i| arguments.get(i + 1)) {
        return dump(&samples, path);
    }
    let sources: BTreeSet<String> = samples.iter().map(|s| s.source.clone()).collect();
    let mut held = vec![0.0; samples.len()];
    for source in &sources {
        let weights = logistic::fit(samples.iter().filter(|s| s.source != *source).map(|s| &s.row), COUNT, RIDGE);
        for (s, p) in samples.iter().zip(&mut held).filter(|(s, _)| s.source == *source) {
            *p = probability(&weights, &s.row.0);
        }
    }
    // Published text has slips too (confident learning, Northcutt and others 2021).
    let slips: Vec<bool> = samples.iter().zip(&held).map(|(s, p)| !s.machine && *p > LIKELY_SLIP).collect();
    println!("{} candidates of what people wrote left out as likely slips", slips.iter().filter(|s| **s).count());
    for (s, slip) in samples.iter_mut().zip(&slips) {
        if *slip {
            s.row.2 = 0.0;
        }
    }
    if arguments.iter().any(|a| a == "--held-out") {
        for source in &sources {
            let weights = logistic::fit(samples.iter().filter(|s| s.source != *source && s.row.2 > 0.0).map(|s| &s.row), COUNT, RIDGE);
            for (s, p) in samples.iter().zip(&mut held).filter(|(s, _)| s.source == *source) {
                *p = probability(&weights, &s.row.0);
            }
            let trees = Trees::parse(&fit_trees(&samples, |s| s.source != *source), MEASURES)?;
            for (s, p) in samples.iter().zip(&mut held).filter(|(s, _)| s.source == *source) {
                *p = joined(*p, trees.odds(&dense(&s.row)));
            }
        }
        measure(&samples, &held, &words);
        return Ok(());
    }
    let trees = fit_trees(&samples, |_| true);
    fs::write(
        "crates/copydesk-models/models/misspelled-name.trees",
        format!(
            "# Boosted trees of misspelled-name, fitted by `cargo run --release -p copydesk-train -- fit-misspelled-name ../shared`; see misspelled-name.md.\n{trees}"
        ),
    )?;
    if arguments.iter().any(|a| a == "--trees") {
        return Ok(());
    }
    let weights = logistic::fit(samples.iter().filter(|s| s.row.2 > 0.0).map(|s| &s.row), COUNT, RIDGE);
    let mut out = String::from(
        "# Weights of misspelled-name: a logistic model fitted by `cargo run --release -p copydesk-train -- fit-misspelled-name ../shared`.\n\
         # See misspelled-name.md for data, licences and figures.\n# measure\tweight\n",
    );
    for (name, weight) in MEASURES.iter().zip(&weights) {
        let _ = writeln!(out, "{name}\t{weight:.4}");
    }
    // What is known before anybody is looked for, and what the rest adds to it for all that are likely.
    let before = ["bias", "fame", "share_same", "share_off"].map(|m| MEASURES.iter().position(|x| *x == m));
    let rest = |s: &Sample| s.row.0.iter().filter(|(i, _)| !before.contains(&Some(*i))).map(|(i, m)| weights[*i] * m).sum::<f64>();
    let mut rests: Vec<f64> = samples.iter().filter(|s| probability(&weights, &s.row.0) > 0.4).map(rest).collect();
    rests.sort_by(f64::total_cmp);
    let most = rests.get(rests.len().saturating_sub(1 + rests.len() / 500)).copied().unwrap_or(12.0);
    let _ = writeln!(out, "most\t{most:.3}");
    fs::write("crates/copydesk-models/models/misspelled-name.tsv", out)?;
    Ok(())
}

/// The articles.
fn texts(data: &Path) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    let pairs = fame::unpacked(&data.join("mt-pairs.tsv.gz"))?;
    // Sentences of one test set follow each other; each has up to two translations.
    let mut sets: BTreeMap<String, Vec<(Vec<&str>, &str)>> = BTreeMap::new();
    for line in pairs.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [language, year, _, machine, human] = fields[..] else { continue };
        let set = sets.entry(format!("{language}:{year}")).or_default();
        match set.last_mut().filter(|(_, reference)| *reference == human) {
            Some((machines, _)) => machines.push(machine),
            None => set.push((vec![machine], human)),
        }
    }
    for (set, sentences) in &sets {
        let language = set.split(':').next().unwrap_or_default().to_owned();
        for chunk in sentences.chunks(SENTENCES) {
            let references: Vec<String> = chunk.iter().map(|(_, human)| (*human).to_owned()).collect();
            let first = chunk.iter().filter_map(|(machines, _)| machines.first()).map(|m| (*m).to_owned()).collect::<Vec<_>>();
            let last = chunk.iter().filter_map(|(machines, _)| machines.last()).map(|m| (*m).to_owned()).collect::<Vec<_>>();
            if first != last {
                texts.push(Text { source: language.clone(), lines: last, references: Some(references.clone()), made: None, golds: None });
            }
            texts.push(Text { source: language.clone(), lines: first, references: Some(references.clone()), made: None, golds: None });
            texts.push(Text { source: language.clone(), lines: references, references: None, made: None, golds: None });
        }
    }
    let sentences = fame::unpacked(&data.join("mt-sentences.tsv.gz"))?;
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in sentences.lines().skip(1) {
        let mut fields = line.splitn(3, '\t');
        let (Some("0"), Some(group), Some(sentence)) = (fields.next(), fields.next(), fields.next()) else { continue };
        groups.entry(if group.contains("native") { group } else { "translated" }).or_default().push(sentence);
    }
    for (group, sentences) in &groups {
        for chunk in sentences.chunks(SENTENCES) {
            texts.push(Text {
                source: (*group).to_owned(),
                lines: chunk.iter().map(|s| (*s).to_owned()).collect(),
                references: None,
                made: None,
                golds: None,
            });
        }
    }
    for (file, source, share) in [("wiki-en.txt.gz", "wiki", 8), ("un-en.txt.gz", "un", 6)] {
        let unpacked = fame::unpacked(&data.join(file))?;
        let paragraphs: Vec<&str> = unpacked.lines().collect();
        for chunk in paragraphs.chunks(SENTENCES).step_by(share) {
            texts.push(Text {
                source: source.to_owned(),
                lines: chunk.iter().map(|s| (*s).to_owned()).collect(),
                references: None,
                made: None,
                golds: None,
            });
        }
    }
    for file in ["known", "clean"] {
        let path = data.join(format!("../bench/{file}.jsonl"));
        for line in fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            let golds = row["gold"].as_array().into_iter().flatten();
            let folded = |v: &serde_json::Value| fold(v.as_str().unwrap_or_default()).into_owned();
            let golds = golds.map(|g| (folded(&g["bad"]), folded(&g["fix"]))).collect();
            let lines = row["text"].as_str().unwrap_or_default().split("\n\n").map(str::to_owned).collect();
            texts.push(Text { source: "one".to_owned(), lines, references: None, made: None, golds: Some(golds) });
        }
    }
    let edits = Edits::read("crates/copydesk-models/models/name-edits.tsv")?;
    let mut random = Random(17);
    let made: Vec<Text> =
        texts.iter().filter(|t| t.references.is_none() && t.golds.is_none()).flat_map(|t| misspell(t, &edits, &mut random)).collect();
    texts.extend(made);
    Ok(texts)
}

/// What letters become, by the cost of it.
struct Edits(Vec<(String, String, [f64; 2])>);

impl Edits {
    fn read(path: &str) -> Result<Self> {
        let mut edits = Vec::new();
        for line in fs::read_to_string(path)?.lines().filter(|l| !l.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let [right, wrong, latin, script] = fields[..] else { continue };
            let chance = |cost: &str| cost.parse::<f64>().map_or(0.0, |c| (-c).exp());
            edits.push((right.to_owned(), wrong.to_owned(), [chance(latin), chance(script)]));
        }
        Ok(Self(edits))
    }

    /// The folded word with one group of letters become another.
    fn apply(&self, word: &str, script: usize, random: &mut Random) -> String {
        let marked = format!("^{word}$");
        let mut ways: Vec<(f64, String)> = Vec::new();
        for (right, wrong, chances) in &self.0 {
            if right.is_empty() {
                let at = 1 + random.below(word.len());
                ways.push((chances[script], format!("{}{wrong}{}", &marked[..at], &marked[at..])));
                continue;
            }
            for (at, _) in marked.match_indices(right.as_str()) {
                ways.push((chances[script], format!("{}{wrong}{}", &marked[..at], &marked[at + right.len()..])));
            }
        }
        let all: f64 = ways.iter().map(|(chance, _)| chance).sum();
        let mut left = all * random.below(1 << 20) as f64 / f64::from(1 << 20);
        let way = ways.into_iter().find(|(chance, _)| {
            left -= chance;
            left < 0.0
        });
        way.map_or_else(|| word.to_owned(), |(_, w)| w.trim_matches(['^', '$']).to_owned())
    }
}

/// The article with one known person's name misspelt, in one place or wherever the word stands: so often as it has names, that those in
/// articles full of names are not slips the less often.
fn misspell(text: &Text, edits: &Edits, random: &mut Random) -> Vec<Text> {
    let trimmed = |w: &str| -> String {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric());
        w.strip_suffix("'s").or(w.strip_suffix("’s")).unwrap_or(w).to_owned()
    };
    let mut names: Vec<(usize, Vec<String>)> = Vec::new();
    for (i, line) in text.lines.iter().enumerate() {
        let words: Vec<String> = line.split_whitespace().map(trimmed).collect();
        for n in [2, 3] {
            for name in words.windows(n) {
                let capital = |w: &String| w.starts_with(char::is_uppercase) && w.chars().count() > 2;
                if capital(&name[0]) && capital(&name[n - 1]) && lexicon::person(&name.join(" ")).is_some_and(|p| p.weight >= 5) {
                    names.push((i, name.to_vec()));
                }
            }
        }
    }
    let copies = names.len().div_ceil(NAMES_A_COPY).min(MOST_COPIES);
    (0..copies).filter_map(|_| misspell_one(text, &names, edits, random)).collect()
}

fn misspell_one(text: &Text, names: &[(usize, Vec<String>)], edits: &Edits, random: &mut Random) -> Option<Text> {
    let (line, name) = names[random.below(names.len())].clone();
    let at = if random.below(5) < 2 { 0 } else { name.len() - 1 };
    let right = name[at].clone();
    if !right.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let script = random.below(2);
    let mut wrong = right.to_lowercase();
    // Machines put a usual first name for one that sounds like it: Edith for Idit.
    let usual = |t: &lexicon::Token| t.text() != wrong && lexicon::given(t.text()).is_some_and(|n| n >= 100);
    let alike: Vec<&str> = lexicon::tokens_sounding_like(&wrong).filter(usual).map(lexicon::Token::text).collect();
    let alike: Vec<&str> = alike.into_iter().filter(|t| lexicon::name_distance(t, &wrong) < 2.0).collect();
    let other = at == 0 && !alike.is_empty() && random.below(2) == 0;
    if other {
        wrong = alike[random.below(alike.len())].to_owned();
    }
    let slips = if other { 0 } else { 1 + usize::from(random.below(3) == 0) };
    for _ in 0..slips {
        wrong = edits.apply(&wrong, script, random);
    }
    if wrong.len() < 3 || wrong == right.to_lowercase() {
        return None;
    }
    let wrong = wrong[..1].to_uppercase() + &wrong[1..];
    let everywhere = random.below(2) == 0;
    let mut lines = text.lines.clone();
    for (i, l) in lines.iter_mut().enumerate() {
        if everywhere || i == line {
            *l = if everywhere { l.replace(&right, &wrong) } else { l.replacen(&right, &wrong, 1) };
        }
    }
    let name = name.iter().map(|w| fold(w).into_owned()).collect();
    Some(Text { source: "made".to_owned(), lines, references: None, made: Some((line, fold(&wrong).into_owned(), name)), golds: None })
}

/// Writes the candidates of the articles of a file of JSON lines, each with a line's worth of its measures: id, bytes of the text, words,
/// name, measures.
fn look(from: &str, to: &str) -> Result<()> {
    let mut out = format!("id\tstart\tend\twords\tright\t{}\n", MEASURES.join("\t"));
    for line in fs::read_to_string(from)?.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        let text = row["clean"].as_str().or(row["text"].as_str()).unwrap_or_default();
        let source = Source::from_text("article.txt", text);
        let documents = document::parse(&source, document::Format::Plain);
        let Some(document) = documents.first() else { continue };
        let article = Article::with_language(document, Language::ENGLISH);
        for w in misspelled_name::weigh_all(&article) {
            let span = document.blocks[w.place.block].in_file(w.place.span);
            let measures: Vec<String> = w.measures.iter().map(|m| format!("{m:.4}")).collect();
            let id = row["id"].as_str().unwrap_or_default();
            let _ = writeln!(
                out,
                "{id}\t{}\t{}\t{}\t{}\t{}",
                span.start(),
                span.end(),
                w.written.join(" "),
                w.right.join(" "),
                measures.join("\t")
            );
        }
    }
    fs::write(to, out)?;
    Ok(())
}

/// Weighs all articles, on all cores.
fn weigh(texts: &[Text]) -> Vec<Sample> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<Vec<Sample>> = thread::scope(|scope| {
        let part = texts.len().div_ceil(cores).max(1);
        let run = |chunk| scope.spawn(move || weigh_part(chunk));
        let handles: Vec<_> = texts.chunks(part).map(run).collect();
        handles.into_iter().map(|h| h.join().expect("no part panics")).collect()
    });
    let mut samples: Vec<Sample> = Vec::new();
    for part in parts {
        let before = samples.last().map_or(0, |s| s.group + 1);
        samples.extend(part.into_iter().map(|mut s| {
            s.group += before;
            s
        }));
    }
    samples
}

fn weigh_part(texts: &[Text]) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut group = 0;
    for text in texts {
        let source = Source::from_text("article.txt", text.lines.join("\n\n"));
        let documents = document::parse(&source, document::Format::Plain);
        let Some(document) = documents.first() else { continue };
        let article = Article::with_language(document, Language::ENGLISH);
        let mut all = misspelled_name::weigh_all(&article);
        all.sort_by_key(|w| (w.place.block, w.place.span.start(), w.place.span.end()));
        for same in all.chunk_by_mut(|a, b| a.place == b.place) {
            let value = |w: &Weighed| FAME_SCALE * w.measures[Measure::Fame as usize] - 3.0 * w.measures[Measure::Distance as usize];
            same.sort_by(|a, b| value(b).total_cmp(&value(a)));
            group += 1;
            for w in same.iter().take(KEPT) {
                let reference = text.references.as_ref().map(|r| r.get(w.place.block).map(|r| folded_words(r)).unwrap_or_default());
                let (label, weight) = match (&text.made, &reference) {
                    _ if text.golds.is_some() => {
                        let written = w.written.join(" ");
                        let right = w.right.join(" ");
                        let of = |(bad, _): &&(String, String)| *bad == written;
                        match text.golds.iter().flatten().find(of) {
                            Some((_, fix)) if *fix == right => (1.0, ONE),
                            Some(_) => (0.0, ONE * WRONG_ANYWAY),
                            None => (0.0, ONE),
                        }
                    }
                    (None, Some(reference)) => {
                        let (label, weight) = label(w, reference);
                        (label, if label > 0.5 { REAL } else { weight })
                    }
                    (None, None) => (0.0, 1.0),
                    (Some((line, wrong, name)), _) => {
                        let here = w.place.block == *line && w.written.contains(wrong);
                        (f64::from(u8::from(here && w.right == *name)), if here { MADE } else { 0.0 })
                    }
                };
                if weight == 0.0 {
                    continue;
                }
                let row = w.measures.iter().enumerate().filter(|(_, m)| **m != 0.0).map(|(i, m)| (i, f64::from(*m))).collect();
                samples.push(Sample {
                    source: text.source.clone(),
                    group,
                    machine: reference.is_some() || text.made.is_some() || text.golds.as_ref().is_some_and(|g| !g.is_empty()),
                    words: w.written.join(" "),
                    right: w.right.join(" "),
                    row: (row, label, weight),
                });
            }
        }
    }
    samples
}

/// The words of a sentence, folded, whole and without what hangs on behind an apostrophe.
fn folded_words(sentence: &str) -> HashSet<String> {
    let mut words = HashSet::new();
    for word in sentence.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.'))) {
        let word = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.insert(word.split(['\'', '’']).next().unwrap_or_default().to_owned());
        words.insert(word.into_owned());
    }
    words
}

/// Whether the name is right for the words by the human translation, and what that says.
fn label(w: &Weighed, reference: &HashSet<String>) -> (f64, f64) {
    let off = || w.written.iter().zip(&w.right).filter(|(a, b)| a != b);
    let has = |word: &String| reference.contains(word.as_str());
    if off().all(|(written, _)| has(written)) {
        (0.0, 1.0)
    } else if w.right.iter().all(has) {
        (1.0, 1.0)
    } else {
        (0.0, WRONG_ANYWAY)
    }
}

/// Writes what the model is fitted to, a line each, for a look with other tools.
fn dump(samples: &[Sample], path: &str) -> Result<()> {
    let mut out = format!("source\tgroup\tmachine\tlabel\tweight\twords\tright\t{}\n", MEASURES.join("\t"));
    for s in samples {
        let _ = write!(out, "{}\t{}\t{}\t{}\t{}\t{}\t{}", s.source, s.group, u8::from(s.machine), s.row.1, s.row.2, s.words, s.right);
        let mut measures = [0.0; COUNT];
        for (i, m) in &s.row.0 {
            measures[*i] = *m;
        }
        for m in measures {
            let _ = write!(out, "\t{m:.4}");
        }
        out.push('\n');
    }
    fs::write(path, out)?;
    Ok(())
}

/// For each language and source, at several probabilities: share of names found, share first mended right, precision in machine
/// translations, alarms in a thousand words that people wrote; and how often the model is right by what it says.
fn measure(samples: &[Sample], held: &[f64], words: &BTreeMap<(String, bool), usize>) {
    println!("source      words    names   found/first/precision at .3, .5, .7        alarms per 1,000 human words at .3, .5, .7");
    let sources: BTreeSet<&str> = samples.iter().map(|s| s.source.as_str()).chain(["ALL"]).collect();
    let mut told: BTreeMap<usize, (f64, f64, f64)> = BTreeMap::new();
    for source in sources {
        let mine = |s: &Sample| source == "ALL" || s.source == source;
        let count = |machine: bool| -> usize {
            words.iter().filter(|((s, m), _)| (source == "ALL" || s == source) && *m == machine).map(|(_, n)| n).sum()
        };
        let indexed: Vec<usize> = (0..samples.len()).filter(|i| mine(&samples[*i])).collect();
        let mut line = format!("{source:12}{:8}", count(true) + count(false));
        let mut names = 0;
        let mut figures = String::new();
        let mut alarms = String::new();
        for threshold in [0.3, 0.5, 0.7] {
            let (mut n, mut found, mut first, mut fires, mut right, mut noise) = (0, 0, 0, 0, 0, 0);
            for same in indexed.chunk_by(|a, b| samples[*a].group == samples[*b].group) {
                let Some(best) = same.iter().copied().max_by(|a, b| held[*a].total_cmp(&held[*b])) else { continue };
                let fired = held[best] >= threshold;
                let wrong_anyway = same.iter().any(|i| samples[*i].row.1 > 0.5 || samples[*i].row.2 == WRONG_ANYWAY);
                if samples[best].machine {
                    let has = same.iter().any(|i| samples[*i].row.1 > 0.5);
                    n += usize::from(has);
                    found += usize::from(has && fired);
                    first += usize::from(has && fired && samples[best].row.1 > 0.5);
                    fires += usize::from(fired);
                    right += usize::from(fired && wrong_anyway);
                } else {
                    noise += usize::from(fired);
                }
                if threshold == 0.3 && source == "ALL" && held[best] >= 0.1 {
                    let entry = told.entry((held[best] * 10.0) as usize).or_default();
                    entry.0 += 1.0;
                    entry.1 += held[best];
                    entry.2 += samples[best].row.1;
                }
            }
            names = n;
            let share = |a: usize, b: usize| if b > 0 { a as f64 / b as f64 } else { 0.0 };
            let _ = write!(figures, "  {:.2}/{:.2}/{:.2}", share(found, n), share(first, n), share(right, fires));
            let _ = write!(alarms, "  {:.3}", 1000.0 * share(noise, count(false)));
        }
        let _ = write!(line, "{names:8} {figures}      {alarms}");
        println!("{line}");
    }
    println!("said, right, reports:");
    for (n, said, right) in told.values() {
        println!("{:.2}  {:.2}  {n}", said / n, right / n);
    }
}
