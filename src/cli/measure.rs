//! `copydesk measure`: each rule's record on articles that people and machines wrote.

use super::{BROKEN, CLEAN, terminal::Colour};
use crate::{
    document::Format,
    engine::{Linter, Options},
    rules::{self, declarative},
    source::Source,
    unicode,
};
use clap::{Args, ValueHint};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Measure every rule on articles marked as written by people or translated by machines
///
/// Each *.jsonl file of the folder holds one article a line: its "text", and "human": false for machine translations. Articles without
/// that key count as machine translations where they carry marked errors ("gold" with "rater", "start", "end"), as written by people
/// otherwise; files with other articles are left out.
#[derive(Args)]
pub struct Measure {
    /// The folder
    #[arg(value_hint = ValueHint::DirPath)]
    folder: PathBuf,
    /// Only these files of it, by their names without .jsonl
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    only: Vec<String>,
    /// Measure the rules of this folder instead of those that come with copydesk
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    rules: Option<PathBuf>,
    /// Print every finding of this rule in its context, or of all
    #[arg(long, value_name = "RULE", num_args = 0..=1, default_missing_value = "all")]
    show: Option<String>,
    /// Print a table for the catalogue (Markdown)
    #[arg(long, conflicts_with = "tsv")]
    markdown: bool,
    /// Print the bare counts, tabs between them: words first, then each rule
    #[arg(long)]
    tsv: bool,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: String,
    text: String,
    human: Option<bool>,
    #[serde(default)]
    gold: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    start: usize,
    end: usize,
    rater: Option<String>,
    severity: Option<String>,
}

/// What a rule did.
#[derive(Default)]
struct Record {
    human: usize,
    machine: usize,
    /// On articles with marked errors: findings, and those that touch a place that two raters marked.
    judged: usize,
    right: usize,
}

/// Words read.
#[derive(Default)]
struct Words {
    human: usize,
    machine: usize,
}

impl Measure {
    /// Runs it; the exit status is 2 where something could not be read.
    pub fn run(self, _: Colour) -> u8 {
        let mut broken = false;
        let rules = match &self.rules {
            Some(folder) => {
                let (rules, problems) = declarative::load_folder(folder);
                for p in &problems {
                    eprintln!("{}:{}: {}", p.path.display(), p.span.start, p.message);
                }
                broken |= !problems.is_empty();
                rules
            }
            None => rules::all(),
        };
        // Those that are off by default are measured too.
        let severities = rules.iter().map(|r| Some(r.meta().severity)).collect();
        let linter = Linter::new(rules, Options { severities, ..Options::default() });
        let mut records: BTreeMap<String, Record> = linter.rules().map(|m| (m.id.to_string(), Record::default())).collect();
        let mut words = Words::default();
        let mut out = String::new();
        match files(&self.folder) {
            Ok(files) => {
                let wanted = |f: &PathBuf| self.only.is_empty() || f.file_stem().is_some_and(|s| self.only.iter().any(|o| s == o.as_str()));
                for file in files.into_iter().filter(wanted) {
                    if let Err(e) = self.read(&file, &linter, &mut records, &mut words, &mut out) {
                        eprintln!("{}: {e}", file.display());
                        broken = true;
                    }
                }
            }
            Err(e) => {
                eprintln!("{}: {e}", self.folder.display());
                broken = true;
            }
        }
        if self.show.is_none() {
            self.table(&records, &words, &mut out);
        }
        let written = io::stdout().lock().write_all(out.as_bytes());
        if broken || written.is_err() { BROKEN } else { CLEAN }
    }

    fn read(
        &self,
        path: &Path,
        linter: &Linter,
        records: &mut BTreeMap<String, Record>,
        words: &mut Words,
        out: &mut String,
    ) -> io::Result<()> {
        for (number, line) in fs::read_to_string(path)?.lines().enumerate() {
            let Ok(row) = serde_json::from_str::<Row>(line) else { continue };
            let judged = row.gold.iter().any(|g| g.rater.is_some());
            if row.human.is_none() && !judged && !row.gold.is_empty() {
                continue;
            }
            let human = row.human.unwrap_or(!judged);
            let count = row.text.split_whitespace().count();
            *if human { &mut words.human } else { &mut words.machine } += count;
            let source = Source::from_text(&row.id, row.text);
            for d in linter.check(&source, Format::Plain) {
                let record = records.entry(d.rule.to_string()).or_default();
                *if human { &mut record.human } else { &mut record.machine } += 1;
                let text = source.text();
                let place = (characters(text, d.span.start()), characters(text, d.span.end()));
                let raters = raters(&row.gold, place);
                if judged {
                    record.judged += 1;
                    record.right += usize::from(raters > 1);
                }
                if self.show.as_ref().is_some_and(|s| s == "all" || *s == d.rule) {
                    let kind = if judged {
                        format!("raters {raters}")
                    } else if human {
                        "human".to_owned()
                    } else {
                        "machine".to_owned()
                    };
                    let id = if row.id.is_empty() { (number + 1).to_string() } else { row.id.clone() };
                    let _ = writeln!(out, "{} {kind} {id}: {}", d.rule, context(text, d.span.start(), d.span.end()));
                }
            }
        }
        Ok(())
    }

    fn table(&self, records: &BTreeMap<String, Record>, words: &Words, out: &mut String) {
        let per = |n: usize, words: usize| 100_000.0 * n as f64 / words.max(1) as f64;
        let mut rows: Vec<_> = records.iter().collect();
        if self.tsv {
            let _ = writeln!(out, "words\t{}\t{}", words.human, words.machine);
            for (id, r) in rows {
                let _ = writeln!(out, "{id}\t{}\t{}\t{}\t{}", r.human, r.machine, r.judged, r.right);
            }
            return;
        }
        if !self.markdown {
            rows.sort_by_key(|(id, r)| (std::cmp::Reverse(r.machine), id.to_owned()));
        }
        let _ = writeln!(out, "{} words of people, {} of machines; findings per 100,000 words", words.human, words.machine);
        if self.markdown {
            let _ = writeln!(out, "\n| rule | human | machine | ratio | marked |\n|---|--:|--:|--:|--:|");
        } else {
            let _ = writeln!(out, "{:40} {:>13} {:>13} {:>6}  marked by two raters", "rule", "human", "machine", "ratio");
        }
        for (id, r) in rows {
            let (h, m) = (per(r.human, words.human), per(r.machine, words.machine));
            let ratio = match (r.human, r.machine) {
                (_, 0) => "–".to_owned(),
                (0, _) => "∞".to_owned(),
                _ => format!("{:.1}", m / h),
            };
            let marked = if r.judged == 0 { "–".to_owned() } else { format!("{}/{}", r.right, r.judged) };
            let _ = if self.markdown {
                writeln!(out, "| {id} | {h:.2} | {m:.2} | {ratio} | {marked} |")
            } else {
                writeln!(out, "{id:40} {:>5} {h:>7.2} {:>5} {m:>7.2} {ratio:>6}  {marked}", r.human, r.machine)
            };
        }
    }
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.flatten().map(|e| e.path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    Ok(files)
}

/// Code points before a byte.
fn characters(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or(text).chars().count()
}

/// How many raters marked a place (code points).
fn raters(gold: &[Gold], place: (usize, usize)) -> usize {
    let touches = |g: &&Gold| g.start < place.1 && place.0 < g.end && g.severity.as_deref().is_none_or(|s| matches!(s, "Major" | "Minor"));
    let mut raters: Vec<&str> = gold.iter().filter(touches).filter_map(|g| g.rater.as_deref()).collect();
    raters.sort_unstable();
    raters.dedup();
    raters.len()
}

fn context(text: &str, start: usize, end: usize) -> String {
    let before = text.get(..start).unwrap_or("");
    let after = text.get(end..).unwrap_or("");
    let (near, next) = (unicode::tail(before, 60), unicode::head(after, 60));
    let line = format!("{near}⟦{}⟧{next}", text.get(start..end).unwrap_or(""));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(start: usize, end: usize, rater: &str) -> Gold {
        Gold { start, end, rater: Some(rater.into()), severity: Some("Minor".into()) }
    }

    #[test]
    fn raters_are_counted_once_each() {
        let marks = [gold(0, 5, "a"), gold(3, 9, "a"), gold(4, 6, "b"), gold(8, 9, "c")];
        assert_eq!(raters(&marks, (4, 5)), 2);
        assert_eq!(raters(&marks, (9, 12)), 0);
    }

    #[test]
    fn contexts_fall_on_characters() {
        assert_eq!(context("Gudrún fór heim.", 8, 12), "Gudrún ⟦fór⟧ heim.");
        assert_eq!(context("ééé", 1, 2), "⟦⟧éé", "a place inside a character marks nothing");
    }
}
