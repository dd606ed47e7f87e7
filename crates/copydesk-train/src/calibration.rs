//! How the truncation rules fare on cuts of our own, and how well their confidence is calibrated:
//! `cargo run --release -p copydesk-train -- calibrate ../shared/bench docs/truncation.md`.
//!
//! The unharmed articles of the benchmark and `seeds/clean` are split by name into two halves. From each article fourteen are made with
//! one sentence cut: at a paragraph's end, at the article's end, within a paragraph, and with the stop kept. On the first half the
//! confidence is fitted (Platt 1999: a line through the log odds, printed at the end); what the page shows are the second half and
//! the development articles. A report that touches the last three words of the cut or the stop behind them is right; one anywhere
//! else is wrong, slips of the published texts among them. Each article counts once unharmed and once cut.

use crate::support::random::Random;
use copydesk::{
    diagnostic::Group,
    document::Format,
    engine::{Linter, Options},
    lexicon, rules,
    source::Source,
};
use std::{
    collections::{BTreeMap, HashSet},
    fmt::Write as _,
    fs,
    ops::Range,
    path::Path,
};

/// Lower ends of the bands of confidence.
const BANDS: [f32; 5] = [0.4, 0.7, 0.8, 0.9, 0.97];
/// The kinds of cut, and how many of each are made of an article.
const KINDS: [(&str, usize); 4] = [("paragraph-end", 4), ("article-end", 2), ("mid-paragraph", 4), ("stop-kept", 4)];
/// Words of a sentence that is cut, at least; that stay of it; that are lost.
const LONG: usize = 14;
const STAY: usize = 6;
const LOST: usize = 2;
/// Words before a stop that is kept.
const SMALL: &str = " the a an of and or but that which who whose in on for with at from to by as into than is are was were be been has \
    have had will would could should may might can his her its their our my your this these because although while when where if whether \
    about after before between against under over through during including ";

/// A report of the truncation group.
struct Report {
    span: Range<usize>,
    confidence: f32,
    rule: String,
    text: String,
}

/// A report and whether it is right; `weight` makes all cuts of one article count as one.
struct Judged {
    confidence: f32,
    rule: String,
    right: bool,
    weight: f32,
}

struct Cut {
    kind: &'static str,
    /// What it runs into, where it runs into the next sentence.
    into: Option<&'static str>,
    text: String,
    /// The last three words that stay, and what may be marked behind them.
    gold: Range<usize>,
}

#[derive(Default)]
struct Tally {
    judged: Vec<Judged>,
    found: BTreeMap<&'static str, (usize, usize)>,
    /// The same of those that run into the next sentence, by what that begins with.
    into: BTreeMap<&'static str, (usize, usize)>,
    words: usize,
    alarms: usize,
}

pub fn main(arguments: Vec<String>) {
    let mut args = arguments.into_iter();
    let bench = args.next().unwrap_or_else(|| "../shared/bench".into());
    let page = args.next();
    let ours = rules::all().into_iter().filter(|r| r.meta().group == Group::Truncation).collect();
    let linter = Linter::new(ours, Options::default());
    let (mut first, mut second) = (Tally::default(), Tally::default());
    for (name, text) in articles(Path::new(&bench)) {
        let seed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        let tally = if seed >> 17 & 1 == 0 { &mut first } else { &mut second };
        measure(&linter, &text, &cuts(&text, &mut Random(seed)), tally);
    }
    let mut dev = Tally::default();
    let mut seen = HashSet::new();
    for row in rows(Path::new(&bench), "truncation.jsonl") {
        let (text, clean) = (row["text"].as_str().unwrap_or(""), row["clean"].as_str().unwrap_or(""));
        let byte = |key: &str, more: usize| {
            let point = row["gold"][0][key].as_u64().unwrap_or(0) as usize + more;
            text.char_indices().nth(point).map_or(text.len(), |(i, _)| i)
        };
        let kind = KINDS.iter().find(|k| row["gold"][0]["kind"] == k.0).map_or("other", |k| k.0);
        let cut = Cut { kind, into: None, text: text.to_owned(), gold: byte("start", 0)..byte("end", 2) };
        seen.insert(clean.to_owned());
        measure(&linter, clean, &[cut], &mut dev);
    }
    for row in rows(Path::new(&bench), "clean.jsonl") {
        let text = row["text"].as_str().unwrap_or("");
        if seen.insert(text.to_owned()) {
            measure(&linter, text, &[], &mut dev);
        }
    }
    let text = write_page(&second, &dev);
    println!("{text}");
    println!("first half: {} cuts", first.found.values().map(|f| f.1).sum::<usize>());
    recall(&mut String::new(), &first);
    for rule in ["truncated-paragraph", "truncated-article", "truncated-sentence", "truncated-sentence, run on"] {
        let (slope, shift) = platt(first.judged.iter().filter(|j| j.rule == rule));
        println!("{rule}: log odds become {slope:.2} times themselves and {shift:.2}");
    }
    if let Some(page) = page {
        fs::write(page, text).expect("the page can be written");
    }
}

/// The unharmed articles, each once, with its name.
fn articles(bench: &Path) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut seen = HashSet::new();
    for (file, field) in [("clean", "text"), ("truncation", "clean"), ("names", "clean"), ("leaks", "clean"), ("machine", "text")] {
        for row in rows(bench, &format!("{file}.jsonl")) {
            if file == "machine" && row["human"] != true {
                continue;
            }
            let (id, text) = (row["id"].as_str().unwrap_or(""), row[field].as_str().unwrap_or(""));
            // Two translations of one article stay in one half.
            let name = id.split('#').next().unwrap_or("").trim_start_matches("wmt21:").to_owned();
            if seen.insert(text.to_owned()) {
                found.push((name, text.to_owned()));
            }
        }
    }
    let mut seeds: Vec<_> = fs::read_dir("seeds/clean").into_iter().flatten().flatten().map(|e| e.path()).collect();
    seeds.sort();
    for path in seeds.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")) {
        found.push((path.display().to_string(), fs::read_to_string(path).unwrap_or_default()));
    }
    found
}

fn rows(bench: &Path, name: &str) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(bench.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    text.lines().map(|l| serde_json::from_str(l).expect("a line is a JSON object")).collect()
}

/// The sentences of a text with the end of their paragraph and whether they are the last of it: split at a stop before a space and a
/// capital, as plainly as can be.
fn sentences(text: &str) -> Vec<(Range<usize>, usize, bool)> {
    let mut found = Vec::new();
    let mut at = 0;
    for paragraph in text.split_inclusive('\n') {
        let (from, to) = (at, at + paragraph.trim_end().len());
        at += paragraph.len();
        let mut start = from;
        let ends: Vec<usize> = text[from..to]
            .char_indices()
            .map(|(i, _)| from + i)
            .filter(|i| {
                let (before, after) = (text[from..*i].trim_end_matches(['"', '”', '’', ')']), &text[*i..to]);
                before.ends_with(['.', '!', '?'])
                    && after.strip_prefix(' ').is_some_and(|a| a.trim_start_matches(['"', '“', '‘', '(']).starts_with(char::is_uppercase))
            })
            .chain([to])
            .collect();
        for end in ends {
            if text[start..end].trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '!', '?']) && from > 0 {
                found.push((start..end, to, end == to));
            }
            start = (end + 1).min(to);
        }
    }
    found
}

fn cuts(text: &str, random: &mut Random) -> Vec<Cut> {
    let all = sentences(text);
    let mut made = Vec::new();
    for (kind, times) in KINDS {
        let fit: Vec<_> = all.iter().filter(|s| kind != "mid-paragraph" || !s.2).collect();
        for _ in 0..times {
            for _ in 0..20 {
                let Some((span, paragraph, last)) = fit.get(random.below(fit.len())) else { break };
                let words: Vec<Range<usize>> = words(&text[span.clone()]).map(|w| span.start + w.start..span.start + w.end).collect();
                let keeps: Vec<usize> = (STAY..(words.len() + 1).saturating_sub(LOST))
                    .filter(|k| kind != "stop-kept" || SMALL.contains(&format!(" {} ", text[words[k - 1].clone()].to_lowercase())))
                    .collect();
                if words.len() < LONG || keeps.is_empty() {
                    continue;
                }
                let keep = keeps[random.below(keeps.len())];
                let kept = text[..words[keep - 1].end].trim_end_matches([' ', ',', ';', ':', '"', '“', '”']);
                let behind = match kind {
                    "article-end" => "\n".to_owned(),
                    "mid-paragraph" => format!(" {}", text[span.end..].trim_start_matches(' ')),
                    "stop-kept" => format!(".{}", &text[if *last { *paragraph } else { span.end }..]),
                    _ => text[*paragraph..].to_owned(),
                };
                let into = (kind == "mid-paragraph").then(|| next_kind(behind.trim_start(), words[keep - 1].clone(), text));
                made.push(Cut { kind, into, text: format!("{kept}{behind}"), gold: words[keep - 3].start..kept.len() + 2 });
                break;
            }
        }
    }
    made
}

/// What kind of word the next sentence begins with, and whether the last that stays of this one stands before another.
fn next_kind(next: &str, last: Range<usize>, text: &str) -> &'static str {
    let word: String = next.chars().take_while(|c| c.is_alphanumeric() || *c == '-').collect();
    let name = lexicon::word(&word.to_lowercase()).is_none_or(|w| w.cap_mid > w.lower);
    let small = SMALL.contains(&format!(" {} ", text[last].to_lowercase()));
    match (next.starts_with(['"', '“', '‘']), word == "I", name, small) {
        (true, ..) => "a quotation mark",
        (_, true, ..) => "\"I\"",
        (.., true, true) => "a name, behind a small word",
        (.., true, false) => "a name, behind another word",
        (.., false, true) => "another word, behind a small word",
        (.., false, false) => "another word, behind another word",
    }
}

fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some(start..start + word.len())
    })
}

fn check(linter: &Linter, text: &str) -> Vec<Report> {
    let found = linter.check(&Source::from_text("article.txt", text), Format::Plain);
    let report = |d: copydesk::diagnostic::Diagnostic| Report {
        span: d.span.start()..d.span.end().max(d.span.start() + 1),
        confidence: d.confidence,
        rule: if d.message.starts_with("a sentence lost its end") { format!("{}, run on", d.rule) } else { d.rule.to_string() },
        text: d.text,
    };
    found.into_iter().map(report).collect()
}

fn measure(linter: &Linter, clean: &str, cuts: &[Cut], tally: &mut Tally) {
    let before = check(linter, clean);
    tally.words += clean.split_whitespace().count();
    tally.alarms += before.len();
    let known: HashSet<(&str, &str)> = before.iter().map(|r| (r.rule.as_str(), r.text.as_str())).collect();
    for cut in cuts {
        let fresh = check(linter, &cut.text).into_iter().filter(|r| !known.contains(&(r.rule.as_str(), r.text.as_str())));
        let judged: Vec<Judged> = fresh
            .map(|r| {
                let right = r.span.start < cut.gold.end && cut.gold.start < r.span.end;
                Judged { confidence: r.confidence, rule: r.rule, right, weight: 1.0 / cuts.len() as f32 }
            })
            .collect();
        let found = usize::from(judged.iter().any(|j| j.right));
        for entry in
            [Some(tally.found.entry(cut.kind).or_default()), cut.into.map(|into| tally.into.entry(into).or_default())].into_iter().flatten()
        {
            entry.0 += found;
            entry.1 += 1;
        }
        tally.judged.extend(judged);
    }
    tally.judged.extend(before.into_iter().map(|r| Judged { confidence: r.confidence, rule: r.rule, right: false, weight: 1.0 }));
}

/// How much the line is held to the log odds as they are, in reports.
const PULL: f64 = 3.0;

/// A line through the log odds by which they become those of being right (Platt 1999), by Newton's method.
fn platt<'a>(reports: impl Iterator<Item = &'a Judged>) -> (f64, f64) {
    let odds = |p: f32| f64::from((p / (1.0 - p).max(1e-4)).ln());
    let data: Vec<(f64, f64, f64)> = reports.map(|j| (odds(j.confidence), f64::from(u8::from(j.right)), f64::from(j.weight))).collect();
    let (mut slope, mut shift) = (1.0_f64, 0.0_f64);
    for _ in 0..50 {
        // A pull towards what is there.
        let (mut g, mut h) = ([PULL * (1.0 - slope), -PULL * shift], [PULL, 0.0, PULL]);
        for (x, y, w) in &data {
            let p = 1.0 / (1.0 + (-slope * x - shift).exp());
            let (e, v) = (w * (y - p), w * p * (1.0 - p));
            g = [g[0] + e * x, g[1] + e];
            h = [h[0] + v * x * x, h[1] + v * x, h[2] + v];
        }
        let det = h[0] * h[2] - h[1] * h[1];
        slope += (h[2] * g[0] - h[1] * g[1]) / det;
        shift += (h[0] * g[1] - h[1] * g[0]) / det;
    }
    (slope, shift)
}

fn recall(page: &mut String, tally: &Tally) {
    for (kind, (found, all)) in &tally.found {
        let line = format!("| {kind} | {all} | {:.3} |", *found as f32 / *all as f32);
        println!("{line}");
        let _ = writeln!(page, "{line}");
    }
    let line = format!(
        "| alarms on the unharmed, for 1,000 words | {} words | {:.3} |",
        tally.words,
        1000.0 * tally.alarms as f32 / tally.words as f32
    );
    println!("{line}");
    let _ = writeln!(page, "{line}");
}

fn write_page(held: &Tally, dev: &Tally) -> String {
    let mut page = String::from(
        "# Truncation: what is found, and what confidence means\n\n\
         Written by `cargo run --release -p copydesk-train -- calibrate ../shared/bench docs/truncation.md`. The unharmed articles of the development\n\
         benchmark and `seeds/clean` are split into two halves by name. Of each, up to fourteen articles with one cut sentence are made. Confidence\n\
         was fitted on the first half; the figures here are of the second, and of the benchmark's own cuts. The weights of what is measured of\n\
         a paragraph without a stop were fitted on a half drawn otherwise, and the alarms on all of these articles were read while the rules\n\
         were made; the bars for sentences that run into the next were chosen with both halves in sight. Expect somewhat less on others.\n\n\
         | cuts of the second half | number | share found |\n|---|---|---|\n",
    );
    recall(&mut page, held);
    page.push_str(
        "\nOf those within a paragraph, by what the next sentence begins with:\n\n| begins with | number | share found |\n|---|---|---|\n",
    );
    for (into, (found, all)) in &held.into {
        let _ = writeln!(page, "| {into} | {all} | {:.2} |", *found as f32 / *all as f32);
    }
    page.push_str(
        "\nOf reports with a confidence in the band, the share that is right. Each article counts once unharmed and once cut. A report anywhere but\n\
         on the cut counts as wrong, also where the published article has a slip of its own.\n\n\
         | confidence | second half: reports | mean confidence | right | benchmark: reports | mean confidence | right |\n|---|---|---|---|---|---|---|\n",
    );
    for (i, low) in BANDS.iter().enumerate() {
        let high = BANDS.get(i + 1).copied().unwrap_or(1.01);
        let _ = write!(page, "| {low:.2} to {:.2} |", high.min(1.0));
        for tally in [held, dev] {
            page.push_str(&cells(tally.judged.iter().filter(|j| j.confidence >= *low && j.confidence < high)));
        }
        page.push('\n');
    }
    page.push_str("\n| rule | second half: reports | mean confidence | right | benchmark: reports | mean confidence | right |\n|---|---|---|---|---|---|---|\n");
    let rules: std::collections::BTreeSet<&str> = held.judged.iter().chain(&dev.judged).map(|j| j.rule.as_str()).collect();
    for rule in rules {
        let _ = write!(page, "| `{rule}` |");
        for tally in [held, dev] {
            page.push_str(&cells(tally.judged.iter().filter(|j| j.rule == rule)));
        }
        page.push('\n');
    }
    page
}

/// How many reports, their mean confidence, and the share that is right: cells of a table.
fn cells<'j>(reports: impl Iterator<Item = &'j Judged>) -> String {
    let (all, confidence, right) = reports.fold((0.0, 0.0, 0.0), |(all, confidence, right), j| {
        (all + j.weight, confidence + j.weight * j.confidence, right + if j.right { j.weight } else { 0.0 })
    });
    if all < 0.5 { " 0 | – | – |".to_owned() } else { format!(" {all:.0} | {:.2} | {:.2} |", confidence / all, right / all) }
}
