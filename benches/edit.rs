//! What a one-word edit costs in an article of 3,000 words, beside a full check of the same text: `cargo bench --bench edit`.
//!
//! The article is put together from the seeds. Each round replaces another word in another place by one that the article has never had
//! there, so that nothing of the paragraph is known from before. `-- ROUNDS` repeats more often; `-- ROUNDS edits` leaves the full
//! checks out, for a profiler.

use copydesk::{
    session::{Cancel, Configuration, Edit, Error, Input, Session, Settings},
    span::FileSpan,
};
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

/// Words of the article.
const WORDS: usize = 3_000;
/// What is put in: a word of any sentence, a name, a number, a word that nobody knows.
const NEW: &[&str] = &["small", "Andrea", "thirty-one", "however", "Oulu", "government", "vrelth", "said"];

fn main() -> Result<(), Error> {
    // Cargo gives `--bench` too.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let rounds: usize = arguments.first().and_then(|n| n.parse().ok()).unwrap_or(200);
    let edits_only = arguments.iter().any(|a| a == "edits");
    let settings =
        |incremental| Settings { configuration: Configuration::None, max_diagnostics: Some(0), incremental, ..Settings::default() };
    let (kept, fresh) = (Session::new(settings(true))?, Session::new(settings(false))?);
    let text = article();
    let handle = kept.open(Input::text("article.txt", text.as_str()))?;
    kept.check(handle, &Cancel::default())?;
    let (mut edits, mut full) = (Vec::new(), Vec::new());
    for round in 0..rounds {
        let text = kept.source(handle)?.text().to_owned();
        let span = word(&text, text.len() / 97 * (round * 37 % 97));
        let new = NEW.get(round % NEW.len()).copied().unwrap_or_default();
        kept.edit(handle, &[Edit { span, text: format!("{new}{}", if round % 3 == 0 { "s" } else { "" }) }])?;
        let begun = Instant::now();
        let found = kept.check(handle, &Cancel::default())?.diagnostics;
        edits.push(begun.elapsed());
        if edits_only {
            continue;
        }
        let again = fresh.open(Input::text("article.txt", kept.source(handle)?.text()))?;
        let begun = Instant::now();
        let all = fresh.check(again, &Cancel::default())?.diagnostics;
        full.push(begun.elapsed());
        fresh.close(again);
        assert_eq!(found, all, "an edit leaves what a full check finds");
    }
    let words = text.split_whitespace().count();
    println!("{words} words, {rounds} edits of one word each");
    println!("after an edit: {}", figures(&mut edits));
    if !edits_only {
        println!("in full:       {}", figures(&mut full));
        println!("share:         {:.3}", middle(&edits).as_secs_f64() / middle(&full).as_secs_f64());
    }
    Ok(())
}

/// The seeds one after the other.
fn article() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let files = ["clean", "planted"].iter().flat_map(|f| fs::read_dir(root.join(f)).into_iter().flatten().flatten());
    let mut paths: Vec<_> = files.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    let mut text = String::new();
    for seed in paths.iter().filter_map(|p| fs::read_to_string(p).ok()) {
        text += seed.trim();
        text += "\n\n";
        if text.split_whitespace().count() >= WORDS {
            break;
        }
    }
    text
}

/// The first word of letters after a place.
fn word(text: &str, from: usize) -> FileSpan {
    let is_letter = |c: char| c.is_alphabetic();
    let from = (from..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let start = text[from..].find(|c| !is_letter(c)).map_or(from, |i| from + i);
    let start = text[start..].find(is_letter).map_or(start, |i| start + i);
    let end = text[start..].find(|c| !is_letter(c)).map_or(text.len(), |i| start + i);
    FileSpan::new(start, end)
}

fn figures(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    format!("median {:.2?}, slowest of twenty {:.2?}", middle(times), at(95))
}

/// The middle one of ordered times.
fn middle(times: &[Duration]) -> Duration {
    times.get(times.len() / 2).copied().unwrap_or_default()
}
