//! Prints how the triage model does on the benchmark's articles: calibration, error rates at the default threshold, and figures
//! by length, newspaper, variety of English, and topic.
//!
//! `cargo run --release -p copydesk-train -- triage-figures ../shared/bench`, as the tables of docs/triage.md.

use copydesk::{
    analysis::Article,
    document::{self, Format},
    source::Source,
    triage::{DEFAULT_THRESHOLD, assess},
};
use serde_json::Value;
use std::{error::Error, fs, path::Path};

/// Who wrote an article.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Machine,
    Human,
    Native,
}

struct Judged {
    kind: Kind,
    /// The articles that are versions of one another.
    group: String,
    id: String,
    words: usize,
    american: Option<bool>,
    share: f64,
}

/// Spellings that only one variety has.
const AMERICAN: &[&str] = &["color", "labor", "center", "defense", "program", "favor", "honor", "organized", "recognized", "percent"];
const BRITISH: &[&str] = &["colour", "labour", "centre", "defence", "programme", "favour", "honour", "organised", "recognised", "cent"];

fn american(text: &str) -> Option<bool> {
    let count = |list: &[&str]| text.split(|c: char| !c.is_alphabetic()).filter(|w| list.contains(&w.to_lowercase().as_str())).count();
    let (us, uk) = (count(AMERICAN), count(BRITISH));
    (us != uk).then_some(us > uk)
}

fn read(folder: &Path, task: &str, kind: impl Fn(&Value) -> Kind) -> Result<Vec<Judged>, Box<dyn Error>> {
    let mut out = Vec::new();
    for line in fs::read_to_string(folder.join(format!("{task}.jsonl")))?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let text = row["text"].as_str().unwrap_or_default();
        let source = Source::from_text("a.txt", text);
        for document in document::parse(&source, Format::Plain) {
            if let Ok(share) = assess(&Article::new(&document), 0.0).machine_translated {
                let id = row["id"].as_str().unwrap_or_default().to_owned();
                let group = row["group"].as_str().or(row["doc"].as_str()).unwrap_or(&id).to_owned();
                out.push(Judged { kind: kind(&row), group, words: text.split_whitespace().count(), american: american(text), share, id });
            }
        }
    }
    Ok(out)
}

/// Area under the receiver operating characteristic.
fn area(above: &[f64], below: &[f64]) -> f64 {
    let sum: f64 = above
        .iter()
        .map(|a| {
            below
                .iter()
                .map(|b| {
                    if a > b {
                        1.0
                    } else if a < b {
                        0.0
                    } else {
                        0.5
                    }
                })
                .sum::<f64>()
        })
        .sum();
    sum / (above.len() * below.len()) as f64
}

fn shares<'j>(all: impl IntoIterator<Item = &'j Judged>, kind: Kind) -> Vec<f64> {
    all.into_iter().filter(|j| j.kind == kind).map(|j| j.share).collect()
}

fn row(name: &str, part: &[&Judged], native: &[f64]) {
    let (machine, human, own) = (
        shares(part.iter().copied(), Kind::Machine),
        shares(part.iter().copied(), Kind::Human),
        shares(part.iter().copied(), Kind::Native),
    );
    let native = if own.is_empty() { native } else { &own };
    let mut pairs = (0.0, 0);
    for h in part.iter().filter(|j| j.kind == Kind::Human) {
        for m in part.iter().filter(|j| j.kind == Kind::Machine && j.group == h.group) {
            pairs.0 += if m.share > h.share { 1.0 } else { 0.0 };
            pairs.1 += 1;
        }
    }
    let figure = |n: usize, value: f64| if n == 0 { "–".to_owned() } else { format!("{value:.3}") };
    let marked = |s: &[f64]| figure(s.len(), s.iter().filter(|p| **p >= DEFAULT_THRESHOLD).count() as f64 / s.len().max(1) as f64);
    println!(
        "| {name} | {} | {} | {} | {} | {} | {} | {} |",
        part.len(),
        figure(pairs.1, pairs.0 / pairs.1.max(1) as f64),
        figure(machine.len() * human.len(), area(&machine, &human)),
        figure(machine.len() * native.len(), area(&machine, native)),
        marked(&machine),
        marked(&human),
        marked(&own)
    );
}

pub fn main(arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    let folder = arguments.first().cloned().ok_or("usage: triage-figures BENCH")?;
    let folder = Path::new(&folder);
    let mut all = read(folder, "machine", |r| if r["human"] == true { Kind::Human } else { Kind::Machine })?;
    all.extend(read(folder, "clean", |_| Kind::Native)?);
    all.extend(read(folder, "mqm", |_| Kind::Machine)?);
    let native = shares(&all, Kind::Native);

    println!("| articles | n | pairwise | auc | native | marked: machine | people's translations | native |");
    println!("|---|---|---|---|---|---|---|---|");
    let part = |keep: &dyn Fn(&Judged) -> bool| all.iter().filter(|j| keep(j)).collect::<Vec<_>>();
    row("all", &part(&|_| true), &native);
    for (name, from, to) in
        [("under 150 words", 0, 150), ("150 to 299", 150, 300), ("300 to 599", 300, 600), ("600 and more", 600, usize::MAX)]
    {
        row(name, &part(&|j| (from..to).contains(&j.words)), &native);
    }
    for (name, value) in [("American spelling", Some(true)), ("British spelling", Some(false)), ("neither", None)] {
        row(name, &part(&|j| j.american == value), &native);
    }
    // Source language, newspaper and topic stand in the ids.
    let label = |j: &Judged| -> String {
        let id = j.id.as_str();
        if j.kind != Kind::Native {
            return if j.group.ends_with("zh-en") { "from zh".into() } else { format!("from {}", id.get(..2).unwrap_or(id)) };
        }
        match id.split_once('/') {
            Some((topic, _)) => topic.to_owned(),
            None => id.rsplit_once('.').map_or(id, |(paper, _)| paper).to_owned(),
        }
    };
    let mut labels: Vec<String> = all.iter().map(label).collect();
    labels.sort_unstable();
    labels.dedup();
    for name in labels {
        row(&name, &part(&|j| label(j) == name), &native);
    }

    println!("\n| marked at | native news | people's translations | machine, from Icelandic and Russian | machine, from Chinese |");
    println!("|---|---|---|---|---|");
    for threshold in [0.5, 0.6, 0.7, 0.8] {
        let marked = |keep: &dyn Fn(&Judged) -> bool| {
            let kept = part(keep);
            kept.iter().filter(|j| j.share >= threshold).count() as f64 / kept.len().max(1) as f64
        };
        let chinese = |j: &Judged| j.group.ends_with("zh-en");
        let mark = if threshold == DEFAULT_THRESHOLD { "**" } else { "" };
        println!(
            "| {mark}{threshold}{mark} | {:.3} | {:.3} | {:.3} | {:.3} |",
            marked(&|j| j.kind == Kind::Native),
            marked(&|j| j.kind == Kind::Human),
            marked(&|j| j.kind == Kind::Machine && !chinese(j)),
            marked(&|j| j.kind == Kind::Machine && chinese(j)),
        );
    }

    println!("\n| said | articles | of these machine, were the three kinds as frequent |\n|---|---|---|");
    for step in 0..10 {
        let (from, to) = (f64::from(step) / 10.0, f64::from(step + 1) / 10.0);
        let within = |p: f64| p >= from && (p < to || step == 9);
        let weigh = |kind| {
            let s = shares(&all, kind);
            s.iter().filter(|p| within(**p)).count() as f64 / s.len() as f64
        };
        let (machine, rest) = (weigh(Kind::Machine), weigh(Kind::Human) + weigh(Kind::Native));
        let n = all.iter().filter(|j| within(j.share)).count();
        if n > 0 {
            println!("| {from:.1} to {to:.1} | {n} | {:.2} |", machine / (machine + rest));
        }
    }
    Ok(())
}
