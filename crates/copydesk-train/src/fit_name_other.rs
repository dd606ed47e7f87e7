//! Fits the weights of `name-variant` in German and Spanish: `copydesk-train fit-name-other FOLDER...`, one folder a language, as
//! `scripts/language_tasks.py LANGUAGE fit FOLDER --names 8` fills it.
//!
//! Pairs of words of articles in which a name was misspelt or respelt, against all pairs of the articles as they were printed. Writes
//! `crates/copydesk-models/models/name-variant-other.tsv`, the same bytes every time, and prints what each bar finds.

use crate::support::planted::{fit, folder_language, read, row, tasks};
use copydesk::{
    analysis::Language,
    rules::name_variant::other::evidence::{COUNT, MEASURES, pairs},
};
use serde_json::Value;
use std::{error::Error, path::Path};

/// How much a pair of an article as it was printed weighs beside a planted one: names are misspelt seldom.
const PRINTED: f64 = 1.5;

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
    let head = "Made by copydesk-train fit-name-other: measure, weight. Learned from names planted in German and Spanish news.";
    fit(&planted, &printed, unseen, (&MEASURES, head, "name-variant-other"))
}

/// The measures of the pairs of an article that are wanted, by their words, the odd one first.
fn rows(task: &Value, language: Language, wanted: impl Fn(&str, &str) -> bool) -> Vec<[f32; COUNT]> {
    let text = task["text"].as_str().unwrap_or("");
    let all = read(text, language, |article| Some(pairs(article))).unwrap_or_default();
    all.into_iter().filter(|(odd, base, e)| e.is_weighed() && wanted(odd, base)).map(|(_, _, e)| e.measures).collect()
}
