//! How well confidence is calibrated: `cargo run --release --example calibration -- ../shared/bench`.
//!
//! Reads `truncation.jsonl` (articles with one sentence cut) and `clean.jsonl` (published articles) and prints, for the
//! diagnostics of the truncation group in bands of confidence, how many there are and which share is right: one that touches the
//! last three words of the cut, or the stop behind them, is right; one anywhere else is counted as wrong, slips of the published
//! texts among them. Articles count once each, and a diagnostic that stands on the unharmed article as well counts once.

use copydesk::{
    diagnostic::Group,
    document::Format,
    engine::{Linter, Options},
    rules,
    source::Source,
};
use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::PathBuf,
};

/// Lower ends of the bands.
const BANDS: [f32; 6] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.97];

/// A report: where it stands in code points, its confidence and its rule.
struct Report {
    start: usize,
    end: usize,
    confidence: f32,
    rule: String,
    text: String,
}

fn main() {
    let bench = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "../shared/bench".into()));
    let linter = Linter::new(rules::all(), Options::default());
    let check = |text: &str| -> Vec<Report> {
        let source = Source::from_text("article.txt", text);
        let points = |byte: usize| text.get(..byte).map_or(0, |t| t.chars().count());
        let found = linter.check(&source, Format::Plain);
        let ours = found.into_iter().filter(|d| d.group == Group::Truncation);
        ours.map(|d| Report {
            start: points(d.span.start()),
            end: points(d.span.end()),
            confidence: d.confidence,
            rule: d.rule.to_string(),
            text: d.text,
        })
        .collect()
    };
    let mut judged: Vec<(f32, String, bool)> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for row in rows(&bench, "truncation.jsonl") {
        let (text, clean) = (row["text"].as_str().unwrap_or(""), row["clean"].as_str().unwrap_or(""));
        let before: HashSet<(String, String)> = check(clean).into_iter().map(|r| (r.rule, r.text)).collect();
        let gold = |key: &str| row["gold"][0][key].as_u64().unwrap_or(0) as usize;
        for report in check(text) {
            if !before.contains(&(report.rule.clone(), report.text.clone())) {
                let right = report.start < gold("end") + 2 && gold("start") < report.end;
                judged.push((report.confidence, report.rule, right));
            }
        }
        if seen.insert(clean.to_owned()) {
            judged.extend(check(clean).into_iter().map(|r| (r.confidence, r.rule, false)));
        }
    }
    for row in rows(&bench, "clean.jsonl") {
        let text = row["text"].as_str().unwrap_or("");
        if seen.insert(text.to_owned()) {
            judged.extend(check(text).into_iter().map(|r| (r.confidence, r.rule, false)));
        }
    }
    println!("confidence   reports   right   share");
    for (i, low) in BANDS.iter().enumerate() {
        let high = BANDS.get(i + 1).copied().unwrap_or(1.01);
        let band: Vec<_> = judged.iter().filter(|j| j.0 >= *low && j.0 < high).collect();
        let right = band.iter().filter(|j| j.2).count();
        println!("{low:.2} to {:.2}   {:7}   {right:5}   {:.2}", high.min(1.0), band.len(), right as f32 / band.len().max(1) as f32);
    }
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (_, rule, right) in &judged {
        let entry = rules.entry(rule).or_default();
        entry.0 += 1;
        entry.1 += usize::from(*right);
    }
    for (rule, (all, right)) in rules {
        println!("{rule:22} {all:7}   {right:5}   {:.2}", right as f32 / all.max(1) as f32);
    }
}

fn rows(bench: &std::path::Path, name: &str) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(bench.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    text.lines().map(|l| serde_json::from_str(l).expect("a line is a JSON object")).collect()
}
