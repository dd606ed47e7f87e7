//! The sentence splitter on hard boundaries: at least 98 in 100 right.

use copydesk::{
    analysis::{sentences, tokens},
    language::Pack,
};
use flate2::read::GzDecoder;
use std::{collections::BTreeSet, fs::File, io::Read, path::Path};
use unicode_segmentation::UnicodeSegmentation;

/// Passages by language.
const BOUNDARIES: [(&str, &str); 4] = [
    ("en", include_str!("data/sentence-boundaries.txt")),
    ("de", include_str!("data/sentence-boundaries-de.txt")),
    ("es", include_str!("data/sentence-boundaries-es.txt")),
    ("fr", include_str!("data/sentence-boundaries-fr.txt")),
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

/// Where UAX #29 has sentences begin.
fn by_unicode(text: &str) -> BTreeSet<usize> {
    text.split_sentence_bound_indices().skip(1).map(|(at, _)| at).collect()
}

/// How many of the places where sentences begin are found, of those that are and of those that are found: their harmonic mean (F1).
#[derive(Default)]
struct Score {
    right: usize,
    expected: usize,
    found: usize,
}

impl Score {
    fn add(&mut self, expected: &BTreeSet<usize>, found: &BTreeSet<usize>) {
        self.right += expected.intersection(found).count();
        self.expected += expected.len();
        self.found += found.len();
    }

    fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.expected + self.found) as f64
    }
}

/// What the rules of a language know of stops is worth having beside the boundaries of Unicode, which know no abbreviation.
#[test]
fn hard_boundaries_beside_those_of_unicode() {
    for (code, passages) in BOUNDARIES {
        let pack = Pack::of_code(code).unwrap();
        let (mut ours, mut unicode) = (Score::default(), Score::default());
        for (text, expected) in passages.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(passage) {
            let tokens = tokens::tokenize_in(&text, pack);
            ours.add(&expected, &sentences::split_in(&text, &tokens, pack).iter().skip(1).map(|s| s.span.start()).collect());
            unicode.add(&expected, &by_unicode(&text));
        }
        println!("{code}: F1 {:.3}, by UAX #29 {:.3}", ours.f1(), unicode.f1());
        assert!(ours.f1() > unicode.f1() + 0.05, "{code}: F1 {:.3}, by UAX #29 {:.3}", ours.f1(), unicode.f1());
    }
}

/// Five sentences of a treebank at a time, as one text: languages that have a pack, and two that have none and are read as English is.
#[test]
fn sentences_of_treebanks_beside_those_of_unicode() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/ud");
    for (code, part) in [("en", "en-pud"), ("de", "de-gsd-test"), ("es", "es-gsd-test"), ("fr", "fr-gsd-test"), ("pt", "pt-bosque-test")] {
        let Ok(file) = File::open(folder.join(format!("{part}.conllu.gz"))) else { continue };
        let mut table = String::new();
        GzDecoder::new(file).read_to_string(&mut table).unwrap();
        let lines: Vec<&str> = table.lines().filter_map(|l| l.strip_prefix("# text = ")).collect();
        let pack = Pack::of_code(code).unwrap_or(Pack::ENGLISH);
        let (mut ours, mut unicode) = (Score::default(), Score::default());
        for group in lines.chunks(5) {
            let (text, expected) = passage(&group.join(" ¦"));
            let tokens = tokens::tokenize_in(&text, pack);
            ours.add(&expected, &sentences::split_in(&text, &tokens, pack).iter().skip(1).map(|s| s.span.start()).collect());
            unicode.add(&expected, &by_unicode(&text));
        }
        println!("{code}: F1 {:.3}, by UAX #29 {:.3}", ours.f1(), unicode.f1());
        assert!(ours.f1() >= unicode.f1(), "{code}: F1 {:.3}, by UAX #29 {:.3}", ours.f1(), unicode.f1());
    }
}
