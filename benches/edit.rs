//! What a one-word edit costs in an article of 3,000 words, beside a full check of the same text: `cargo bench --bench edit`.
//!
//! The article is put together from the seeds. Each round replaces another word in another place by one that the article has never had
//! there, so that nothing of the paragraph is known from before. It is measured twice: as an editor has it, check after check of the one
//! article, and with a full check by another session between any two, which leaves nothing of the article near the processor.
//! `-- ROUNDS` repeats more often; `-- ROUNDS edits` leaves the full checks out, for a profiler.

use copydesk::{
    diagnostic::Diagnostic,
    session::{Cancel, Configuration, Edit, Error, Handle, Input, Session, Settings},
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
    let text = article();
    println!("{} words, {rounds} edits of one word each", text.split_whitespace().count());
    let session = |incremental| {
        Session::new(Settings { configuration: Configuration::None, max_diagnostics: Some(0), incremental, ..Settings::default() })
    };
    let (mut alone, mut edits, mut full) = (Vec::new(), Vec::new(), Vec::new());
    let kept = session(true)?;
    let handle = kept.open(Input::text("article.txt", text.as_str()))?;
    kept.check(handle, &Cancel::default())?;
    for round in 0..rounds {
        edit(&kept, handle, round)?;
        alone.push(time(&kept, handle)?.0);
    }
    println!("after an edit: {}", figures(&mut alone));
    if edits_only {
        return Ok(());
    }
    let (kept, fresh) = (session(true)?, session(false)?);
    let handle = kept.open(Input::text("article.txt", text.as_str()))?;
    kept.check(handle, &Cancel::default())?;
    for round in 0..rounds {
        edit(&kept, handle, round)?;
        let (took, found) = time(&kept, handle)?;
        edits.push(took);
        let again = fresh.open(Input::text("article.txt", kept.source(handle)?.text()))?;
        let (took, all) = time(&fresh, again)?;
        full.push(took);
        fresh.close(again);
        assert_eq!(found, all, "an edit leaves what a full check finds");
    }
    println!("in full:       {}", figures(&mut full));
    println!("after an edit with a full check before it: {}", figures(&mut edits));
    let share = |times: &[Duration]| middle(times).as_secs_f64() / middle(&full).as_secs_f64();
    println!("share: {:.3}; with a full check before it: {:.3}", share(&alone), share(&edits));
    Ok(())
}

/// Replaces one word by another.
fn edit(session: &Session, handle: Handle, round: usize) -> Result<(), Error> {
    let source = session.source(handle)?;
    let text = source.text();
    let span = word(text, text.len() / 97 * (round * 37 % 97));
    let new = NEW.get(round % NEW.len()).copied().unwrap_or_default();
    session.edit(handle, &[Edit { span, text: format!("{new}{}", if round.is_multiple_of(3) { "s" } else { "" }) }])
}

/// Checks an article: how long it took, and what was found.
fn time(session: &Session, handle: Handle) -> Result<(Duration, Vec<Diagnostic>), Error> {
    let begun = Instant::now();
    let found = session.check(handle, &Cancel::default())?.diagnostics;
    Ok((begun.elapsed(), found))
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
