//! Fits both models of `name-variant` and writes `crates/copydesk-models/models/name-variant.tsv` and `name-variant.trees`.
//!
//!     cargo run --release -p copydesk-train -- fit-name-variant ../shared [--held-out | --trees] [--list FILE]
//!
//! `--trees` fits the trees alone, and leaves the weights as they are.
//! Pairs of similar names in published articles are taken for right; slips are made by misspelling a name in such an article
//! (by hand, by ear, by transliteration, by another real name), and taken from machine translations that spell a name two ways.
//! Slips weigh as much as if one stood in every thousand words. `--held-out` measures by five-fold cross-validation over
//! articles instead of writing. Same bits every time.

use crate::support::boost::{Growth, Table, grow, joined};
use crate::support::logistic;
use crate::support::logistic::Row;
use crate::support::misspell::{Random, misspell};
use copydesk::{
    analysis::{Article, Language},
    document,
    lexicon::{self},
    rules::name_variant::{
        self,
        comparison::{COUNT, Comparison, MEASURES, Measure, Regime},
        model,
        relation::Relation,
    },
    rules::trees::Trees,
    source::Source,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt::Write as _,
    fs,
    io::Read as _,
};

/// Measures of one ordered pair, whether it is a slip, and what it weighs.
struct Sample {
    evidence: Comparison,
    label: f64,
    weight: f64,
    fold: usize,
    kind: &'static str,
    name: String,
    case: usize,
    skip: bool,
}

/// How many names of each article become another real name.
const COLLISIONS: usize = 4;

struct Text {
    id: String,
    text: String,
    weight: f64,
}

pub fn main(arguments: Vec<String>) {
    let shared = arguments.first().cloned().unwrap_or_else(|| "../shared".to_owned());
    let held_out = arguments.iter().any(|a| a == "--held-out");
    let list = arguments.iter().position(|a| a == "--list").and_then(|i| arguments.get(i + 1));
    let dump = arguments.iter().position(|a| a == "--dump").and_then(|i| arguments.get(i + 1));
    let articles = articles(&shared);
    let words: usize = articles.iter().map(|a| a.text.split_whitespace().count()).sum();
    let weighted: f64 = articles.iter().map(|a| a.text.split_whitespace().count() as f64 * a.weight).sum();
    let real = real_words(&shared);
    let mut samples = Vec::new();
    let mut case = 0;
    for article in &articles {
        right(article, &mut samples);
        if article.weight >= 0.75 {
            slips(article, &real, &mut samples, &mut case);
        }
    }
    variants(&shared, &mut samples, &mut case);
    translations(&shared, &mut samples, &mut case);
    let positives = samples.iter().filter(|s| s.label > 0.5).count();
    // What machines did to names stands as often as it stands; what was made here is brought to one in a thousand words.
    let made = |s: &Sample| !s.name.starts_with("mt:");
    let total: f64 = samples.iter().filter(|s| s.label > 0.5 && made(s)).map(|s| s.weight).sum();
    let scale = weighted / 1000.0 / total;
    for s in samples.iter_mut().filter(|s| s.kind != "right" && made(s)) {
        s.weight *= scale;
    }
    println!("{} articles, {words} words, {} pairs, {positives} slips", articles.len(), samples.len());
    prune(&mut samples);
    if let Some(path) = dump {
        return write_samples(&samples, path);
    }
    if held_out {
        let mut scores = vec![0.0; samples.len()];
        for fold in 0..5 {
            let weights = fit(&samples, |s| s.fold != fold);
            let trees = Trees::parse(&fit_trees(&samples, |s| s.fold != fold), MEASURES).expect("trees");
            for (i, s) in samples.iter().enumerate().filter(|(_, s)| s.fold == fold) {
                scores[i] = joined(score(&weights, &s.evidence), trees.odds(&s.evidence.measures));
            }
        }
        measure(&samples, &scores, weighted, list.map(String::as_str));
        return;
    }
    let trees = format!(
        "# Boosted trees of name-variant, fitted by `cargo run --release -p copydesk-train -- fit-name-variant ../shared`; see name-variant.md.\n{}",
        fit_trees(&samples, |_| true)
    );
    fs::write("crates/copydesk-models/models/name-variant.trees", &trees)
        .expect("cannot write crates/copydesk-models/models/name-variant.trees");
    if arguments.iter().any(|a| a == "--trees") {
        return;
    }
    let weights = fit(&samples, |_| true);
    let mut out = String::from(
        "# Weights of name-variant: a logistic model fitted by `cargo run --release -p copydesk-train -- fit-name-variant ../shared`.\n\
         # See name-variant.md for data, licences and figures.\n# measure\tall\tunknown\trare\tknown\n",
    );
    for (i, name) in MEASURES.iter().enumerate() {
        let _ = writeln!(
            out,
            "{name}\t{:.3}\t{:.3}\t{:.3}\t{:.3}",
            weights[i],
            weights[COUNT + i],
            weights[2 * COUNT + i],
            weights[3 * COUNT + i]
        );
    }
    fs::write("crates/copydesk-models/models/name-variant.tsv", out).expect("cannot write crates/copydesk-models/models/name-variant.tsv");
    let trees = Trees::parse(&trees, MEASURES).expect("trees");
    let scores: Vec<f64> = samples.iter().map(|s| joined(score(&weights, &s.evidence), trees.odds(&s.evidence.measures))).collect();
    measure(&samples, &scores, weighted, list.map(String::as_str));
}

/// The trees are grown small and many; what they learn of slips that make another word or name, which are few, counts three times.
fn fit_trees(samples: &[Sample], keep: impl Fn(&Sample) -> bool) -> String {
    const GROWTH: Growth = Growth { trees: 150, leaves: 16, rate: 0.1, rows: 20, ridge: 1.0 };
    let weight = |s: &Sample| if s.kind == "collision" { 3.0 * s.weight } else { s.weight };
    let kept = samples.iter().filter(|s| s.weight > 0.0 && !s.skip && keep(s));
    grow(&Table::new(kept.map(|s| (s.evidence.measures.as_slice(), s.label, weight(s)))), MEASURES, GROWTH)
}

/// Writes what the model is fitted to, a line each, for a look with other tools.
fn write_samples(samples: &[Sample], path: &str) {
    let mut out = format!("label\tweight\tfold\tkind\tcase\tskip\tregime\tname\t{}\n", MEASURES.join("\t"));
    for s in samples {
        let row = model::row(s.evidence.regime);
        let _ = write!(out, "{}\t{}\t{}\t{}\t{}\t{}\t{row}\t{}", s.label, s.weight, s.fold, s.kind, s.case, u8::from(s.skip), s.name);
        for m in s.evidence.measures {
            let _ = write!(out, "\t{m}");
        }
        out.push('\n');
    }
    fs::write(path, out).expect("cannot write the samples");
}

/// Published articles, and runs of sentences of human translations and of news.
fn articles(shared: &str) -> Vec<Text> {
    let mut texts: BTreeMap<String, Text> = BTreeMap::new();
    for (file, field) in [("clean", "text"), ("names", "clean"), ("truncation", "clean"), ("leaks", "clean"), ("machine", "text")] {
        let Ok(lines) = fs::read_to_string(format!("{shared}/bench/{file}.jsonl")) else { continue };
        for line in lines.lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
            if file == "machine" && row["human"] != true {
                continue;
            }
            let text = row[field].as_str().unwrap_or_default().to_owned();
            let id = row["id"].as_str().unwrap_or_default().split('#').next().unwrap_or_default().to_owned();
            texts.entry(text.clone()).or_insert(Text { id, text, weight: 1.0 });
        }
    }
    let mut all: Vec<Text> = texts.into_values().collect();
    let mut unpacked = String::new();
    if let Ok(file) = fs::File::open(format!("{shared}/data/mt-sentences.tsv.gz")) {
        let _ = flate2::read::GzDecoder::new(file).read_to_string(&mut unpacked);
    }
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in unpacked.lines().skip(1) {
        let mut fields = line.splitn(3, '\t');
        let (Some("0"), Some(group), Some(sentence)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let list = groups.entry(group).or_default();
        let set = |s: &str| s.split_whitespace().map(str::to_owned).collect::<HashSet<String>>();
        let twin = list.last().is_some_and(|last| {
            let (a, b) = (set(last), set(sentence));
            a.intersection(&b).count() * 3 > a.len().min(b.len())
        });
        if !twin {
            list.push(sentence);
        }
    }
    for (group, sentences) in groups {
        // Native sentences are shuffled in the source: they show names that resemble each other by chance.
        let (size, weight) = if group.contains("native") { (12, 0.25) } else { (14, 0.75) };
        for (i, chunk) in sentences.chunks(size).enumerate() {
            all.push(Text { id: format!("{group}:{i}"), text: chunk.join("\n\n"), weight });
        }
    }
    all
}

fn read<T>(text: &str, then: impl FnOnce(&Article<'_>) -> T) -> T {
    let source = Source::from_text("article.txt", text);
    let documents = document::parse(&source, document::Format::Plain);
    let article = Article::with_language(&documents[0], Language::ENGLISH);
    then(&article)
}

fn fold_of(id: &str) -> usize {
    // Systems' versions of one article stay together.
    let stem = id.rsplit_once(':').filter(|(head, _)| head.contains("text_") || head.contains("newstest")).map_or(id, |(head, _)| head);
    blake3::hash(stem.as_bytes()).as_bytes()[0] as usize % 5
}

/// All pairs of a published article: none is a slip.
fn right(article: &Text, samples: &mut Vec<Sample>) {
    read(&article.text, |a| {
        let (forms, all) = name_variant::weigh_all(a);
        let mut pairs: HashMap<(usize, usize), usize> = HashMap::new();
        let first = samples.len();
        for evidence in all {
            let name = format!("{} {} / {}", article.id, forms[evidence.odd].text, forms[evidence.base].text);
            let key = (evidence.odd.min(evidence.base), evidence.odd.max(evidence.base));
            let n = pairs.len();
            let case = first + *pairs.entry(key).or_insert(n);
            samples.push(Sample {
                evidence,
                label: 0.0,
                weight: article.weight,
                fold: fold_of(&article.id),
                kind: "right",
                name,
                case,
                skip: false,
            });
        }
    });
}

/// Words that news or general English has: what a name may become by one slip.
fn real_words(shared: &str) -> HashSet<String> {
    let text = fs::read_to_string(format!("{shared}/data/unigrams.tsv")).expect("the list of words");
    let real = |line: &&str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let count = |i: usize| fields.get(i).and_then(|f| f.parse::<u32>().ok()).unwrap_or(0);
        let zipf: f32 = fields.get(1).and_then(|f| f.parse().ok()).unwrap_or(0.0);
        count(3) + count(4) >= 2 || zipf >= 1.7 || fields.get(8).is_some_and(|f| !f.trim().is_empty())
    };
    text.lines().skip(1).filter(real).filter_map(|l| l.split('\t').next()).map(str::to_lowercase).collect()
}

/// Misspells names of a published article, one at a time.
fn slips(article: &Text, words: &HashSet<String>, samples: &mut Vec<Sample>, case: &mut usize) {
    let mut random = Random(u64::from_le_bytes(blake3::hash(article.text.as_bytes()).as_bytes()[..8].try_into().unwrap_or([1; 8])) | 1);
    let names: Vec<(String, usize)> = read(&article.text, |a| {
        let forms = name_variant::forms::collect(a);
        let shouted = |f: &name_variant::forms::Form| f.text.chars().all(char::is_uppercase);
        let good = |f: &name_variant::forms::Form| {
            f.count() >= 2 && !shouted(f) && f.free() > 0 && f.text.chars().count() >= 4 && !f.standing.ordinary()
        };
        forms.iter().filter(|f| good(f) && f.text.chars().all(char::is_alphabetic)).map(|f| (f.text.to_string(), f.count())).collect()
    });
    if names.is_empty() {
        return;
    }
    let tries = (article.text.split_whitespace().count() / 35).clamp(3, 14);
    for round in 0..tries + COLLISIONS {
        let (name, count) = random.pick(&names).clone();
        let (kind, weight) = *random.pick(&[
            ("typo", 1.0),
            ("phonetic", 1.0),
            ("typo", 1.0),
            ("phonetic", 1.0),
            ("ending", 0.6),
            ("script", 0.8),
            ("two", 0.4),
            ("accents", 1.0),
        ]);
        // Slips of the hand and by ear that make another word or name: one in a few dozen does.
        let (kind, weight) = if round < tries { (kind, weight) } else { ("collision", 1.0) };
        let Some(bad) = misspell(&name, kind, words, &mut random) else { continue };
        let derived = name_variant::relation::relation(&lexicon::fold(&bad), &lexicon::fold(&name));
        // A plural is no slip that anyone could see.
        if bad == name || article.text.contains(&bad) || derived == Relation::Plural {
            continue;
        }
        let places: Vec<usize> =
            article.text.match_indices(&name).map(|(i, _)| i).filter(|i| whole_word(&article.text, *i, name.len())).collect();
        if places.len() < 2 {
            continue;
        }
        if kind == "accents" && random.below(3) == 0 {
            // Most are without: the one with accents is odd, if anything is.
            let text = swap_all_but_one(&article.text, &name, &bad, &places);
            *case += 1;
            add(&text, &article.id, &name, &bad, kind, weight, *case, samples);
            continue;
        }
        let several = count >= 4 && places.len() >= 4 && random.below(4) == 0;
        let hit: HashSet<usize> = if several {
            // Not more often than the right one stays.
            let n = 2 + random.below(places.len() / 2 - 1);
            (0..n).map(|_| *random.pick(&places)).collect()
        } else {
            HashSet::from([*random.pick(&places)])
        };
        if hit.len() >= places.len() {
            continue;
        }
        let mut text = String::new();
        let mut last = 0;
        for p in &places {
            if hit.contains(p) {
                text.push_str(&article.text[last..*p]);
                text.push_str(&bad);
                last = p + name.len();
            }
        }
        text.push_str(&article.text[last..]);
        *case += 1;
        add(&text, &article.id, &bad, &name, kind, weight, *case, samples);
    }
}

#[allow(clippy::too_many_arguments)]
fn add(text: &str, id: &str, bad: &str, fix: &str, kind: &'static str, weight: f64, case: usize, samples: &mut Vec<Sample>) {
    read(text, |a| {
        let (forms, all) = name_variant::weigh_all(a);
        let is = |i: usize, text: &str| forms[i].text == text;
        let mut seen = false;
        for evidence in all {
            let (forward, backward) = (is(evidence.odd, bad) && is(evidence.base, fix), is(evidence.odd, fix) && is(evidence.base, bad));
            if !forward && !backward {
                continue;
            }
            seen |= forward;
            let name = format!("{id} {} / {}", forms[evidence.odd].text, forms[evidence.base].text);
            let (case_kind, kind) = (kind, if forward { kind } else { "backward" });
            // The wrong way round is found, but mended wrongly: nearly as bad.
            let weight = if forward { weight } else { 0.8 * weight };
            // Well-known words that come of slips are few and harder to tell: they count double.
            let weight = if case_kind == "collision" && evidence.regime == Regime::Known { 2.0 * weight } else { weight };
            samples.push(Sample {
                evidence,
                label: f64::from(u8::from(forward)),
                weight,
                fold: fold_of(id),
                kind,
                name,
                case,
                skip: false,
            });
        }
        if !seen {
            samples.push(Sample {
                evidence: Comparison { odd: 0, base: 0, measures: [0.0; COUNT], regime: Regime::Known },
                label: 1.0,
                weight: 0.0,
                fold: fold_of(id),
                kind,
                name: format!("{id} {bad} / {fix} NO CANDIDATE"),
                case,
                skip: false,
            });
        }
    });
}

/// Names that machine translations spell two ways.
fn variants(shared: &str, samples: &mut Vec<Sample>, case: &mut usize) {
    let Ok(lines) = fs::read_to_string(format!("{shared}/bench/variants.jsonl")) else { return };
    for line in lines.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
        for gold in row["gold"].as_array().into_iter().flatten() {
            let get = |f: &str| gold[f].as_str().unwrap_or_default();
            let (bad, fix) = (get("bad"), get("fix"));
            let Some(text) = row["text"].as_str() else { continue };
            // What the human translation has may not stand in the machine's; then the other spelling is as wrong, and found all the same.
            if text.contains(fix) {
                *case += 1;
                add(text, row["id"].as_str().unwrap_or_default(), bad, fix, "variant", 10.0, *case, samples);
            }
        }
    }
}

/// Sentences of an article made up of machine translations, or of the human translations of the same.
const SENTENCES: usize = 12;
/// What a name that a machine spells two ways weighs beside a pair that is right.
const REAL: f64 = 1.0;

/// Names that machine translations spell two ways, by the human translations of the same sentences (mt-pairs.tsv.gz): a spelling that
/// the human translation never has, beside one that it has in that very sentence, is a slip; two that it has are two names.
fn translations(shared: &str, samples: &mut Vec<Sample>, case: &mut usize) {
    let mut unpacked = String::new();
    if let Ok(file) = fs::File::open(format!("{shared}/data/mt-pairs.tsv.gz")) {
        let _ = flate2::read::GzDecoder::new(file).read_to_string(&mut unpacked);
    }
    let mut sets: BTreeMap<String, Vec<(Vec<&str>, &str)>> = BTreeMap::new();
    for line in unpacked.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [language, year, _, machine, human] = fields[..] else { continue };
        let set = sets.entry(format!("{language}:{year}")).or_default();
        match set.last_mut().filter(|(_, reference)| *reference == human) {
            Some((machines, _)) => machines.push(machine),
            None => set.push((vec![machine], human)),
        }
    }
    let mut languages: Vec<&str> = sets.keys().filter_map(|set| set.split(':').next()).collect();
    languages.dedup();
    for (set, sentences) in &sets {
        let language = set.split(':').next().unwrap_or_default();
        // A language is left out as a whole.
        let fold = languages.iter().position(|l| *l == language).unwrap_or(0) % 5;
        for (i, chunk) in sentences.chunks(SENTENCES).enumerate() {
            let id = format!("mt:{set}:{i}");
            let references: Vec<&str> = chunk.iter().map(|(_, human)| *human).collect();
            let first: Vec<&str> = chunk.iter().filter_map(|(machines, _)| machines.first().copied()).collect();
            let last: Vec<&str> = chunk.iter().filter_map(|(machines, _)| machines.last().copied()).collect();
            if first != last {
                translated(&id, fold, &last, &references, samples, case);
            }
            translated(&id, fold, &first, &references, samples, case);
            let before = samples.len();
            right(&Text { id, text: references.join("\n\n"), weight: 0.75 }, samples);
            samples[before..].iter_mut().for_each(|s| s.fold = fold);
            // Translators write accents or leave them out, in one article too.
            samples[before..].iter_mut().filter(|s| s.evidence.value(Measure::AccentsOnly) > 0.0).for_each(|s| s.skip = true);
        }
    }
}

/// The words of sentences, folded, whole and without what hangs on behind an apostrophe.
fn folded_words(sentence: &str) -> HashSet<String> {
    let mut words = HashSet::new();
    for word in sentence.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.'))) {
        let word = lexicon::fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.insert(word.split(['\'', '’']).next().unwrap_or_default().to_owned());
        words.extend(word.split('-').map(str::to_owned));
        words.insert(word.into_owned());
    }
    words
}

fn translated(id: &str, fold: usize, machine: &[&str], references: &[&str], samples: &mut Vec<Sample>, case: &mut usize) {
    let by_line: Vec<HashSet<String>> = references.iter().map(|r| folded_words(r)).collect();
    let everywhere: HashSet<&String> = by_line.iter().flatten().collect();
    read(&machine.join("\n\n"), |a| {
        let (forms, all) = name_variant::weigh_all(a);
        let stands = |i: usize| everywhere.contains(&forms[i].folded);
        let in_line = |odd: usize, base: usize| {
            let lines = forms[odd].occurrences.iter().filter_map(|o| by_line.get(o.place.block));
            lines.into_iter().any(|line| line.contains(&forms[base].folded))
        };
        let mut cases: HashMap<(usize, usize), usize> = HashMap::new();
        for evidence in all {
            let (odd, base) = (evidence.odd, evidence.base);
            if forms[odd].folded == forms[base].folded {
                continue;
            }
            let related = name_variant::relation::relation(&forms[odd].folded, &forms[base].folded) != Relation::None;
            let (kind, label, weight) = match (stands(odd), stands(base)) {
                (true, true) => ("right", 0.0, 0.75),
                (false, true) if !related && in_line(odd, base) => ("real", 1.0, REAL),
                (true, false) if !related && in_line(base, odd) => ("backward", 0.0, 0.8 * REAL),
                _ => continue,
            };
            *case += 1;
            let case = *cases.entry((odd.min(base), odd.max(base))).or_insert(*case);
            // Cases of what is right are numbered by their samples.
            let case = if kind == "right" { samples.len() + 1_000_000_000 } else { case + 2_000_000_000 };
            let name = format!("{id} {} / {}", forms[odd].text, forms[base].text);
            samples.push(Sample { evidence, label, weight, fold, kind, name, case, skip: false });
        }
    });
}

/// The text with `name` written `other` everywhere but at its first place.
fn swap_all_but_one(text: &str, name: &str, other: &str, places: &[usize]) -> String {
    let mut out = String::new();
    let mut last = 0;
    for p in places.iter().skip(1) {
        out.push_str(&text[last..*p]);
        out.push_str(other);
        last = p + name.len();
    }
    out.push_str(&text[last..]);
    out
}

fn whole_word(text: &str, at: usize, len: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + len..].chars().next();
    !before.is_some_and(|c| c.is_alphanumeric() || c == '-') && !after.is_some_and(|c| c.is_alphanumeric())
}

/// Published text has slips too. An unknown form that a model fitted without its article takes for a slip of one or two letters
/// is no evidence that such forms are right (confident learning, Northcutt and others 2021): it is left out of the fit.
fn prune(samples: &mut [Sample]) {
    for fold in 0..5 {
        let weights = fit(samples, |s| s.fold != fold);
        for s in samples
            .iter_mut()
            .filter(|s| s.fold == fold && s.kind == "right" && s.evidence.regime == Regime::Unknown && plain_slip(&s.evidence))
        {
            if score(&weights, &s.evidence) > 0.4 {
                s.skip = true;
            }
        }
    }
    println!("{} pairs of published text left out as likely slips", samples.iter().filter(|s| s.skip).count());
}

/// Neither derived, nor with another first letter, nor far.
fn plain_slip(e: &Comparison) -> bool {
    let value = |name: &str| MEASURES.iter().position(|m| *m == name).map_or(0.0, |i| e.measures[i]);
    ["plural", "derived", "gender", "kin_suffix", "first_letter", "two_edits", "person_conflict", "hyphen"].iter().all(|m| value(m) == 0.0)
}

fn columns(e: &Comparison) -> impl Iterator<Item = (usize, f64)> + '_ {
    let set = 1 + model::row(e.regime);
    e.measures.iter().enumerate().filter(|(_, m)| **m != 0.0).flat_map(move |(i, m)| [(i, f64::from(*m)), (set * COUNT + i, f64::from(*m))])
}

fn score(weights: &[f64], e: &Comparison) -> f64 {
    let sum: f64 = columns(e).map(|(i, m)| weights[i] * m).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Newton's method for logistic regression with a ridge.
fn fit(samples: &[Sample], keep: impl Fn(&Sample) -> bool) -> Vec<f64> {
    const RIDGE: f64 = 0.5;
    let row = |s: &Sample| (columns(&s.evidence).collect(), s.label, s.weight);
    let kept: Vec<Row> = samples.iter().filter(|s| s.weight > 0.0 && !s.skip && keep(s)).map(row).collect();
    logistic::fit(kept.iter(), 4 * COUNT, RIDGE)
}

/// Shares found and mended by kind, and alarms in a thousand words, at several thresholds.
fn measure(samples: &[Sample], scores: &[f64], words: f64, list: Option<&str>) {
    for threshold in [0.2, 0.3, 0.4, 0.5, 0.6, 0.7] {
        let mut cases: HashMap<usize, (&str, f64, f64)> = HashMap::new();
        for (s, p) in samples.iter().zip(scores).filter(|(s, _)| s.kind != "right") {
            let entry = cases.entry(s.case).or_insert(("", 0.0, 0.0));
            if s.kind == "backward" { entry.2 = *p } else { (entry.0, entry.1) = (s.kind, if s.weight > 0.0 { *p } else { 0.0 }) }
        }
        let mut kinds: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
        for (kind, forward, backward) in cases.values() {
            for kind in [kind, "ALL"] {
                let k = kinds.entry(kind).or_default();
                k.0 += 1;
                k.1 += usize::from(forward + backward >= threshold);
                k.2 += usize::from(forward + backward >= threshold && forward > backward);
            }
        }
        let mut either: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for (s, p) in samples.iter().zip(scores).filter(|(s, _)| s.kind == "right") {
            let entry = either.entry(s.case).or_insert((0.0, s.weight));
            entry.0 += p;
        }
        let noise =
            |whole: bool| -> f64 { either.values().filter(|(p, w)| *p >= threshold && (!whole || *w == 1.0)).map(|(_, w)| w).sum() };
        print!("{threshold:.1}  noise {:.3} ({} in articles)", 1000.0 * noise(false) / words, noise(true));
        for (kind, (n, found, mended)) in kinds {
            print!("  {kind} {:.3}/{:.3}", found as f64 / n as f64, mended as f64 / n as f64);
        }
        println!();
    }
    if let Some(path) = list {
        let mut lines: Vec<(f64, String)> = Vec::new();
        for (s, p) in samples.iter().zip(scores) {
            if s.kind == "right" && *p >= 0.2 || s.label > 0.5 && *p < 0.6 {
                let shown: Vec<String> = MEASURES
                    .iter()
                    .zip(s.evidence.measures)
                    .filter(|(n, m)| *m != 0.0 && **n != "bias")
                    .map(|(n, m)| format!("{n}={m:.1}"))
                    .collect();
                lines.push((*p, format!("{}\t{p:.2}\tw{:.2}\t{}\t{:?}\t{}", s.kind, s.weight, s.name, s.evidence.regime, shown.join(" "))));
            }
        }
        lines.sort_by(|a, b| b.0.total_cmp(&a.0));
        fs::write(path, lines.into_iter().map(|(_, l)| l + "\n").collect::<String>()).expect("cannot write the list");
    }
}
