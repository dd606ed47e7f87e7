//! Fits the weights of `name-variant` in German and Spanish: `copydesk-train fit-name-other FOLDER...`, one folder a language, as
//! `scripts/language_tasks.py LANGUAGE fit FOLDER --names 8` fills it.
//!
//! Pairs of words of articles in which a name was misspelt or respelt, against all pairs of the articles as they were printed. Writes
//! `crates/copydesk-models/models/name-variant-other.tsv`, the same bytes every time, and prints what each bar finds.

use crate::support::logistic::{self, Row};
use copydesk::{
    analysis::{Article, Language},
    document,
    rules::name_variant::other::evidence::{COUNT, MEASURES, pairs},
    source::Source,
};
use serde_json::Value;
use std::{error::Error, fmt::Write, fs, path::Path};

/// How much a pair of an article as it was printed weighs beside a planted one: names are misspelt seldom.
const PRINTED: f64 = 1.5;
/// The ridge.
const RIDGE: f64 = 1.0;

pub fn main(folders: Vec<String>) -> Result<(), Box<dyn Error>> {
    let (mut planted, mut printed) = (Vec::new(), Vec::new());
    let mut unseen = 0;
    for folder in folders.iter().map(Path::new) {
        let language = folder_language(folder)?;
        for name in ["names", "variants"] {
            for task in tasks(&folder.join(format!("{name}.jsonl")))? {
                let gold = &task["gold"][0];
                let (bad, fix) = (gold["bad"].as_str().unwrap_or(""), gold["fix"].as_str().unwrap_or(""));
                let rows = rows(&task, language, |odd, base| (odd, base) == (bad, fix) || (odd, base) == (fix, bad));
                unseen += usize::from(rows.is_empty());
                planted.extend(rows.into_iter().map(|m| row(&m, 1.0, 1.0)));
            }
        }
        let human = tasks(&folder.join("machine.jsonl"))?.into_iter().filter(|t| t["human"] == Value::Bool(true));
        for task in tasks(&folder.join("clean.jsonl"))?.into_iter().chain(human) {
            printed.extend(rows(&task, language, |_, _| true).into_iter().map(|m| row(&m, 0.0, PRINTED)));
        }
    }
    println!("{} planted pairs, {unseen} more that are never compared; {} printed pairs", planted.len(), printed.len());
    let weights = logistic::fit(planted.iter().chain(&printed), COUNT, RIDGE);
    for bar in [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] {
        let above = |rows: &[Row]| rows.iter().filter(|r| logistic::probability(&weights, &r.0) >= bar).count();
        println!("from {bar}: {} of {} planted, {} of {} printed", above(&planted), planted.len() + unseen, above(&printed), printed.len());
    }
    let mut table =
        String::from("# Made by copydesk-train fit-name-other: measure, weight. Learned from names planted in German and Spanish news.\n");
    for (name, weight) in MEASURES.iter().zip(&weights) {
        writeln!(table, "{name}\t{weight:.3}")?;
        println!("{name:16} {weight:.3}");
    }
    fs::write("crates/copydesk-models/models/name-variant-other.tsv", table)?;
    Ok(())
}

/// The tasks of a file, a line each.
pub fn tasks(path: &Path) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}

/// The language of a folder of tasks, by its articles.
pub fn folder_language(folder: &Path) -> Result<Language, Box<dyn Error>> {
    let all = tasks(&folder.join("clean.jsonl"))?;
    let mut text = String::new();
    for task in all.iter().take(40) {
        text.push_str(task["text"].as_str().unwrap_or(""));
    }
    Ok(copydesk::language::detect(&text))
}

/// The measures of the pairs of an article that are wanted, by their words, the odd one first.
fn rows(task: &Value, language: Language, wanted: impl Fn(&str, &str) -> bool) -> Vec<[f32; COUNT]> {
    let text = task["text"].as_str().unwrap_or("");
    let all = read(text, language, |article| Some(pairs(article))).unwrap_or_default();
    all.into_iter().filter(|(odd, base, e)| e.is_weighed() && wanted(odd, base)).map(|(_, _, e)| e.measures).collect()
}

/// What is made of a text as a plain article of a language; nothing of an empty one.
pub fn read<T: Default>(text: &str, language: Language, then: impl FnOnce(&Article<'_>) -> T) -> T {
    let source = Source::from_text("article.txt", text);
    let documents = document::parse(&source, document::Format::Plain);
    documents.first().map(|document| then(&Article::with_language(document, language))).unwrap_or_default()
}

fn row(measures: &[f32; COUNT], label: f64, weight: f64) -> Row {
    (measures.iter().enumerate().filter(|(_, m)| **m != 0.0).map(|(i, m)| (i, f64::from(*m))).collect(), label, weight)
}
