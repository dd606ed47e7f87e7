//! Models that are fitted on faults planted by `scripts/language_tasks.py`, beside the articles as they were printed.

use super::logistic::{self, Row};
use copydesk::{
    analysis::{Article, Language},
    document,
    source::Source,
};
use serde_json::Value;
use std::{error::Error, fmt::Write, fs, path::Path};

/// The ridge.
const RIDGE: f64 = 1.0;

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

/// What is made of a text as a plain article of a language; nothing of an empty one.
pub fn read<T: Default>(text: &str, language: Language, then: impl FnOnce(&Article<'_>) -> T) -> T {
    let source = Source::from_text("article.txt", text);
    let documents = document::parse(&source, document::Format::Plain);
    documents.first().map(|document| then(&Article::with_language(document, language))).unwrap_or_default()
}

/// The measures of a sample as a row of the fit.
pub fn row(measures: &[f32], label: f64, weight: f64) -> Row {
    (measures.iter().enumerate().filter(|(_, m)| **m != 0.0).map(|(i, m)| (i, f64::from(*m))).collect(), label, weight)
}

/// Fits a weight to each measure, prints what each bar finds of what was planted (`unseen` more were never asked about) and of what was
/// printed, and writes the weights. `made`: the names of the measures, the head of the file of weights, and its name.
pub fn fit(planted: &[Row], printed: &[Row], unseen: usize, made: (&[&str], &str, &str)) -> Result<(), Box<dyn Error>> {
    let (names, head, file) = made;
    let weights = logistic::fit(planted.iter().chain(printed), names.len(), RIDGE);
    for bar in [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] {
        let above = |rows: &[Row]| rows.iter().filter(|r| logistic::probability(&weights, &r.0) >= bar).count();
        println!("from {bar}: {} of {} planted, {} of {} printed", above(planted), planted.len() + unseen, above(printed), printed.len());
    }
    let mut table = format!("# {head}\n");
    for (name, weight) in names.iter().zip(&weights) {
        writeln!(table, "{name}\t{weight:.3}")?;
        println!("{name:16} {weight:.3}");
    }
    fs::write(format!("crates/copydesk-models/models/{file}.tsv"), table)?;
    Ok(())
}
