//! The sentence splitter on hard boundaries: at least 98 in 100 right.

use copydesk::{
    analysis::{sentences, tokens},
    language::Pack,
};
use std::collections::BTreeSet;

/// Passages by language.
const BOUNDARIES: [(&str, &str); 3] = [
    ("en", include_str!("data/sentence-boundaries.txt")),
    ("de", include_str!("data/sentence-boundaries-de.txt")),
    ("es", include_str!("data/sentence-boundaries-es.txt")),
];
/// Sentence ends of the kinds that public golden rules name (pragmatic_segmenter's, which pySBD ships), in our own sentences.
const GOLDEN: &str = include_str!("data/golden-sentences.txt");

/// A passage's text and the bytes at which sentences begin.
fn passage(line: &str) -> (String, BTreeSet<usize>) {
    let mut text = String::new();
    let mut begins = BTreeSet::new();
    for (i, part) in line.split('¦').enumerate() {
        let part = if text.ends_with(' ') { part.trim_start() } else { part };
        if i > 0 {
            begins.insert(text.len());
        }
        text.push_str(part);
    }
    (text, begins)
}

/// The bytes behind the stops, question marks, exclamation marks and ellipses at which a sentence could end.
fn places(text: &str) -> usize {
    let marks = |c: char| "….?!؟۔।。！？։።".contains(c);
    let mut count = 0;
    let mut chars = text.trim_end().chars().peekable();
    while let Some(c) = chars.next() {
        if marks(c) && chars.peek().is_some_and(|n| !marks(*n)) && chars.clone().any(char::is_alphanumeric) {
            count += 1;
        }
    }
    count
}

/// Where sentences begin, found and expected, in passages of one line each.
#[test]
fn golden_rules() {
    let (mut passages, mut wrong) = (0, Vec::new());
    for line in GOLDEN.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (text, expected) = passage(line);
        let tokens = tokens::tokenize(&text);
        let split = sentences::split(&text, &tokens);
        let found: BTreeSet<usize> = split.iter().skip(1).map(|s| s.span.start()).collect();
        passages += 1;
        if found != expected {
            wrong.push(split.iter().map(|s| s.span.slice(&text)).collect::<Vec<_>>().join(" ¦ "));
        }
    }
    assert!(passages >= 48 && wrong.is_empty(), "{} of {passages} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn hard_boundaries() {
    for (code, passages) in BOUNDARIES {
        let pack = Pack::of_code(code).unwrap_or_else(|| panic!("no pack for {code}"));
        hard_boundaries_of(pack, passages);
    }
}

fn hard_boundaries_of(pack: &Pack, passages: &str) {
    let (mut places_in_all, mut boundaries, mut wrong) = (0, 0, Vec::new());
    for line in passages.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (text, expected) = passage(line);
        let tokens = tokens::tokenize_in(&text, pack);
        let found: BTreeSet<usize> = sentences::split_in(&text, &tokens, pack).iter().skip(1).map(|s| s.span.start()).collect();
        places_in_all += places(&text);
        boundaries += expected.len();
        for at in expected.symmetric_difference(&found) {
            let what = if expected.contains(at) { "missed" } else { "split" };
            wrong.push(format!("{what}: {} ¦ {}", &text[..*at], &text[*at..]));
        }
    }
    assert!(boundaries >= 200, "only {boundaries} boundaries");
    let right = 1.0 - wrong.len() as f64 / places_in_all as f64;
    println!("{}: {right:.4} of {places_in_all} places right, {boundaries} of them boundaries\n{}", pack.code, wrong.join("\n"));
    // Against the boundaries alone, which is the harder count.
    let share = 1.0 - wrong.len() as f64 / boundaries as f64;
    assert!(share >= 0.98, "{share:.4} of {boundaries} boundaries right:\n{}", wrong.join("\n"));
}
