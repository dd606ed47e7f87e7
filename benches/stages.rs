//! Each stage of reading an article, and the whole, on the seeds: `cargo bench`.
//!
//! How copydesk stands beside other linters, start-up included, is what `scripts/compare_speed.py` measures.

use copydesk::{
    analysis::Article,
    diagnostic::{Applicability, Diagnostic},
    document::{self, Fields, Format},
    engine::{Linter, Options},
    fix,
    report::{self, Appearance, FileReport, Summary},
    rules,
    source::Source,
    triage,
};
use divan::{Bencher, black_box, counter::BytesCount};
use std::{fs, path::Path, sync::LazyLock};

fn main() {
    divan::main();
}

/// The seeds with and without faults, as plain text in one paragraph sequence each.
static ARTICLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let files = ["clean", "planted"].iter().flat_map(|f| fs::read_dir(root.join(f)).into_iter().flatten().flatten());
    let mut paths: Vec<_> = files.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    paths.iter().filter_map(|p| fs::read_to_string(p).ok()).collect()
});

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(rules::all(), Options::default()));

fn bytes() -> BytesCount {
    BytesCount::new(ARTICLES.iter().map(String::len).sum::<usize>())
}

fn sources() -> Vec<Source> {
    ARTICLES.iter().map(|text| Source::from_text("a.txt", text.as_str())).collect()
}

/// Every rule ready to read.
#[divan::bench]
fn start() -> Linter {
    let linter = Linter::new(rules::all(), Options::default());
    // Some is laid out only when the first article comes.
    linter.check(&Source::from_text("a.txt", "It rained in Lima on Monday."), Format::Plain);
    linter
}

#[divan::bench]
fn decode(bencher: Bencher) {
    bencher
        .counter(bytes())
        .bench(|| ARTICLES.iter().map(|t| Source::from_bytes("a.txt", t.clone().into_bytes()).is_ok()).filter(|ok| *ok).count());
}

#[divan::bench(args = ["plain", "markdown", "html", "json"])]
fn parse(bencher: Bencher, format: &str) {
    let sources: Vec<Source> = ARTICLES
        .iter()
        .map(|text| match format {
            "html" => Source::from_text("a.html", format!("<p>{}", text.replace('&', "&amp;").replace("\n\n", "<p>"))),
            "json" => Source::from_text("a.json", serde_json::json!({ "body": text }).to_string()),
            _ => Source::from_text("a.txt", text.as_str()),
        })
        .collect();
    let format = Format::from_name(format).unwrap_or(Format::Plain);
    bencher.counter(bytes()).bench(|| sources.iter().map(|s| document::parse(s, format).len()).sum::<usize>());
}

/// Sentences and tokens, tags, and mentions of names, each with what it needs.
#[divan::bench(args = ["tokens", "tags", "mentions"])]
fn analyse(bencher: Bencher, stage: &str) {
    let sources = sources();
    let documents: Vec<_> = sources.iter().flat_map(|s| document::parse(s, Format::Plain)).collect();
    bencher.counter(bytes()).bench(|| {
        for document in &documents {
            let article = Article::new(document);
            match stage {
                "tokens" => article.blocks().iter().for_each(|b| _ = black_box((b.sentences(), b.tokens()))),
                "tags" => article.blocks().iter().for_each(|b| b.tag_all()),
                _ => _ = black_box(article.mentions()),
            }
        }
    });
}

#[divan::bench]
fn check(bencher: Bencher) {
    let sources = sources();
    black_box(LINTER.rules().count());
    bencher.counter(bytes()).bench(|| sources.iter().map(|s| LINTER.check(s, Format::Plain).len()).sum::<usize>());
}

#[divan::bench]
fn assess(bencher: Bencher) {
    let sources = sources();
    let documents: Vec<_> = sources.iter().flat_map(|s| document::parse(s, Format::Plain)).collect();
    bencher.counter(bytes()).bench(|| documents.iter().for_each(|d| _ = black_box(triage::assess(&Article::new(d), 0.0))));
}

fn found() -> Vec<(Source, Vec<Diagnostic>)> {
    sources()
        .into_iter()
        .map(|s| {
            let found = LINTER.check(&s, Format::Plain);
            (s, found)
        })
        .collect()
}

#[divan::bench]
fn fix_all(bencher: Bencher) {
    let found = found();
    bencher.counter(bytes()).bench(|| {
        found.iter().map(|(s, d)| fix::edits(s, Format::Plain, &Fields::default(), d, Applicability::Unsafe).len()).sum::<usize>()
    });
}

#[divan::bench(args = ["human", "jsonl", "sarif", "html"])]
fn write(bencher: Bencher, format: &str) {
    let format = match format {
        "human" => report::Format::Human,
        "jsonl" => report::Format::Jsonl,
        "sarif" => report::Format::Sarif,
        _ => report::Format::Html,
    };
    let files: Vec<FileReport> = found()
        .into_iter()
        .map(|(source, diagnostics)| FileReport { source: Some(source.into()), diagnostics, ..FileReport::new("a.txt") })
        .collect();
    bencher.counter(bytes()).bench(|| {
        let mut reporter = report::reporter(format, Appearance { colour: false, width: 100, quiet: true });
        let mut out = Vec::new();
        let mut summary = Summary::default();
        let _ = reporter.begin(&mut out, &[]);
        for file in &files {
            summary.add(file);
            let _ = reporter.file(&mut out, file);
        }
        let _ = reporter.end(&mut out, &summary);
        out.len()
    });
}
