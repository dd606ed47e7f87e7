//! Fits how blocks without a stop are weighed in German, Spanish and French: `copydesk-train fit-cut-other FOLDER...`, one folder a language, as
//! `scripts/language_tasks.py LANGUAGE fit FOLDER --cuts 6` fills it.
//!
//! Blocks that were cut, against all that stop without a terminal in the articles as they were printed. Writes
//! `crates/copydesk-models/models/cut-other.tsv`, the same bytes every time, and prints what each bar finds.

use crate::support::{
    logistic::Row,
    planted::{fit, folder_language, read, row, tasks},
};
use copydesk::{
    analysis::cut::{MEASURES, measures},
    language::{Language, Pack},
};
use serde_json::Value;
use std::{error::Error, path::Path};

/// How much a block of an article as it was printed weighs beside one that was cut.
const PRINTED: f64 = 9.0;

pub fn main(folders: Vec<String>) -> Result<(), Box<dyn Error>> {
    let (mut planted, mut printed) = (Vec::new(), Vec::new());
    let mut unseen = 0;
    for folder in folders.iter().map(Path::new) {
        let language = folder_language(folder)?;
        let pack = Pack::of(language).ok_or("a language without a pack")?;
        for task in tasks(&folder.join("truncation.jsonl"))?.iter().filter(|t| t["gold"][0]["kind"] != "stop-kept") {
            // Where the cut ends, in bytes.
            let text = task["text"].as_str().unwrap_or("");
            let end = task["gold"][0]["end"].as_u64().unwrap_or(0) as usize;
            let paragraph = text.chars().take(end).collect::<String>().matches("\n\n").count();
            let found = read(text, language, |article| {
                let all = measures(article, pack);
                all.into_iter().find(|(block, _)| *block == paragraph).map(|(_, m)| row(&m, 1.0, 1.0))
            });
            unseen += usize::from(found.is_none());
            planted.extend(found);
        }
        let human = tasks(&folder.join("machine.jsonl")).unwrap_or_default().into_iter().filter(|t| t["human"] == Value::Bool(true));
        let whole: Vec<String> =
            tasks(&folder.join("clean.jsonl"))?.into_iter().chain(human).filter_map(|t| t["text"].as_str().map(str::to_owned)).collect();
        let headlines: Vec<&str> = whole.iter().filter_map(|t| t.split("\n\n").next()).filter(|h| is_headline(h)).collect();
        for (number, text) in whole.iter().enumerate() {
            printed.extend(of_article(text, pack, language));
            printed.extend(of_article(&with_subheading(text, &headlines, number), pack, language));
        }
    }
    println!("{} cut blocks, {unseen} more that are not asked about; {} printed blocks", planted.len(), printed.len());
    let head = "Made by copydesk-train fit-cut-other: measure, weight. Learned from cuts planted in German, Spanish and French news.";
    fit(&planted, &printed, unseen, (&MEASURES, head, "cut-other"))
}

/// The measures of all blocks of an article that stop without a terminal, as such that were printed so.
fn of_article(text: &str, pack: &Pack, language: Language) -> Vec<Row> {
    read(text, language, |article| measures(article, pack).into_iter().map(|(_, m)| row(&m, 0.0, PRINTED)).collect())
}

/// Whether a line is a headline short enough for a subheading.
fn is_headline(line: &str) -> bool {
    line.split_whitespace().count() <= 9 && line.trim_end().ends_with(char::is_alphanumeric)
}

/// The article with a headline of another between two of its paragraphs: the articles at hand have hardly a subheading, those of the web have.
fn with_subheading(text: &str, headlines: &[&str], number: usize) -> String {
    let mut paragraphs: Vec<&str> = text.split("\n\n").collect();
    if let Some(line) = headlines.get((number * 7 + 3) % headlines.len().max(1)) {
        // One in three stands at the end, as the first line of what the page has there.
        paragraphs.insert(if number.is_multiple_of(3) { paragraphs.len() } else { paragraphs.len() / 2 + number % 2 }, line);
    }
    paragraphs.join("\n\n")
}
