//! Text of other languages than English, by lines: `../shared/data/de` and `es`.

use flate2::read::GzDecoder;
use std::{collections::BTreeSet, error::Error, fs::File, io::Read, path::Path};

/// Which lines are read.
#[derive(Clone, Copy, PartialEq, Eq)]
#[allow(dead_code)] // Each program reads one of them.
pub enum Half {
    /// All of them.
    All,
    /// Those that models of endings, of names and of machine translation are fitted on: `scripts/language_tasks.py` has the same years.
    Fit,
}

fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    GzDecoder::new(File::open(path)?).read_to_string(&mut text)?;
    Ok(text)
}

/// Whether a year, or the set a line is from, is among those that are fitted on.
fn fits(language: &str, year: &str) -> bool {
    match language {
        "de" => matches!(year, "wmt19" | "wmt21" | "2021"),
        "es" => matches!(year, "2008" | "2011"),
        _ => true,
    }
}

/// Whether a document of a year is among those that are fitted on: of the one year of Spanish systems, half of the documents.
#[allow(dead_code)]
pub fn is_fit(language: &str, year: &str, document: &str) -> bool {
    // As `scripts/language_tasks.py` has it.
    if language == "es" && year == "2024" { document.bytes().map(u32::from).sum::<u32>() % 2 == 1 } else { fits(language, year) }
}

/// Lines that people wrote, and of each line that machines translated what one of the systems named made of it.
pub fn lines(data: &Path, language: &str, half: Half, systems: &[&str]) -> Result<Vec<String>, Box<dyn Error>> {
    let mut all = Vec::new();
    let folder = data.join(language);
    let wanted = |year: &str| half == Half::All || fits(language, year);
    if let Ok(text) = read(&folder.join("native.jsonl.gz")) {
        for line in text.lines() {
            let row: serde_json::Value = serde_json::from_str(line)?;
            if wanted(row["set"].as_str().unwrap_or("")) {
                all.extend(row["lines"].as_array().into_iter().flatten().filter_map(|l| l.as_str()).map(str::to_owned));
            }
        }
    }
    if let Ok(text) = read(&folder.join("human-lines.tsv.gz")) {
        let rows = text.lines().skip(1).map(|l| l.splitn(3, '\t').collect::<Vec<_>>());
        all.extend(rows.filter(|c| c.len() == 3 && wanted(c[0])).map(|c| c[2].to_owned()));
    }
    let mut seen = BTreeSet::new();
    if let Ok(text) = read(&folder.join("mt.tsv.gz")) {
        let mut rows = text.lines();
        let header: Vec<&str> = rows.next().unwrap_or("").split('\t').collect();
        let column = |name: &str| header.iter().position(|h| *h == name).ok_or(format!("mt.tsv.gz has no column {name}"));
        let (year, system, output) = (column("year")?, column("system")?, column("text")?);
        for row in rows {
            let c: Vec<&str> = row.split('\t').collect();
            let (Some(y), Some(s), Some(t)) = (c.get(year), c.get(system), c.get(output)) else { continue };
            if wanted(y) && (s.starts_with("human") || systems.contains(s)) && seen.insert((*t).to_owned()) {
                all.push((*t).to_owned());
            }
        }
    }
    Ok(all)
}
