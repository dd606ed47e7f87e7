//! A sentence as the model sees it: function words by name, every other word by its tag and how common it is.
//!
//! What tells one data set from another and not how a sentence is built is left out: quotation marks, dashes, brackets,
//! ellipses, stops, curly or straight apostrophes, capitals, digits, currency signs, British or American doublets.

use super::function_words::is_function_word;
use crate::{
    analysis::{Sentence, Tag, Text, TokenKind, tokens::is_apostrophe},
    lexicon,
};
use std::borrow::Cow;

/// One word or mark of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its token's index in the block.
    pub token: usize,
    /// A function word or mark by name, another word by its tag.
    pub word: u32,
    /// The same, another word by tag and frequency.
    pub band: u32,
    /// Whether `word` names it.
    pub function: bool,
}

/// What stands before the first unit of a sentence.
pub const START: u32 = 1;
/// What stands after the last.
pub const END: u32 = 2;

/// The units of a sentence.
pub fn units(text: &Text<'_>, sentence: &Sentence) -> Vec<Unit> {
    sentence.tokens.clone().filter_map(|token| unit(text, token)).collect()
}

fn unit(text: &Text<'_>, token: usize) -> Option<Unit> {
    let t = text.tokens().get(token)?;
    let raw = text.word(t);
    let first = raw.chars().next()?;
    if t.kind == TokenKind::Punctuation || t.kind == TokenKind::Symbol {
        let mark = matches!(raw, "," | ";" | ":" | "?" | "!").then(|| hash(raw, 3))?;
        return Some(Unit { token, word: mark, band: mark, function: true });
    }
    if t.kind == TokenKind::Link {
        return None;
    }
    let word = plain(raw);
    let tag = tag_class(text.tag(token), first)?;
    let class = hash(tag, 7);
    if (is_function_word(&word) && tag != "NNP") || tag == "POS" {
        let name = hash(if tag == "POS" { "'s/POS" } else { &word }, 3);
        return Some(Unit { token, word: name, band: name, function: true });
    }
    let band = if tag == "NNP" || tag == "CD" { class } else { mix(class, 100 + frequency_band(&word)) };
    Some(Unit { token, word: class, band, function: false })
}

/// Lower case, straight apostrophes, one form of British and American doublets.
fn plain(word: &str) -> Cow<'_, str> {
    let as_it_is = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    let word = if as_it_is {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).flat_map(char::to_lowercase).collect())
    };
    match word.as_ref() {
        "amongst" => Cow::Borrowed("among"),
        "towards" => Cow::Borrowed("toward"),
        "whilst" => Cow::Borrowed("while"),
        _ => word,
    }
}

/// The tag, with what depends on how a text was typed folded together; nothing for marks and signs.
fn tag_class(tag: Tag, first: char) -> Option<&'static str> {
    if first.is_ascii_digit() {
        return Some("CD");
    }
    match tag.as_str() {
        "``" | "''" | "NFP" | "HYPH" | ":" | "," | "." | "ADD" | "LS" | "-LRB-" | "-RRB-" | "$" | "SYM" => None,
        "NNPS" => Some("NNP"),
        "GW" | "FW" | "AFX" | "XX" => Some("NN"),
        other => Some(other),
    }
}

/// How common a word is in general English: the whole part of its Zipf value, 2 to 6; 0 if unknown.
fn frequency_band(word: &str) -> u32 {
    match lexicon::word(word) {
        Some(w) if w.zipf > 0.0 => (w.zipf as u32).clamp(2, 6),
        _ => 0,
    }
}

/// Which n-grams are features: over function words and tags, over function words and tags with frequency, and over function
/// words and marks alone, whatever stands between them.
const WORDS: (usize, u32) = (4, 1);
const BANDS: (usize, u32) = (2, 3);
const FUNCTION: (usize, u32) = (4, 4);

/// A feature of a sentence: its hash and the units it lies over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feature {
    /// What it is.
    pub key: u32,
    /// Its first unit.
    pub first: u32,
    /// Its last unit.
    pub last: u32,
}

/// The features of a sentence, each with every place it stands in.
pub fn features(units: &[Unit]) -> Vec<Feature> {
    let last = units.len().saturating_sub(1) as u32;
    let framed = |code: fn(&Unit) -> u32| -> Vec<(u32, u32)> {
        let inner = units.iter().enumerate().map(|(i, u)| (code(u), i as u32));
        std::iter::once((START, 0)).chain(inner).chain(std::iter::once((END, last))).collect()
    };
    let function: Vec<(u32, u32)> = units.iter().enumerate().filter(|(_, u)| u.function).map(|(i, u)| (u.word, i as u32)).collect();
    let mut out = Vec::with_capacity(units.len() * 10);
    for (sequence, (longest, kind)) in [(framed(|u| u.word), WORDS), (framed(|u| u.band), BANDS), (function, FUNCTION)] {
        for n in 1..=longest {
            for gram in sequence.windows(n) {
                let key = gram.iter().fold(kind * 1000 + n as u32, |h, (code, _)| mix(h, *code));
                out.push(Feature { key, first: gram[0].1, last: gram[n - 1].1 });
            }
        }
    }
    out
}

/// The keys of a sentence's features, each once, sorted.
pub fn keys(features: &[Feature]) -> Vec<u32> {
    let mut keys: Vec<u32> = features.iter().map(|f| f.key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// FNV-1a with a seed.
fn hash(text: &str, seed: u32) -> u32 {
    let h = text.bytes().fold(0x811c_9dc5 ^ seed, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    finish(h)
}

fn mix(a: u32, b: u32) -> u32 {
    finish(a.rotate_left(9) ^ b.wrapping_mul(0x9e37_79b9))
}

/// The finaliser of MurmurHash3.
fn finish(mut h: u32) -> u32 {
    h ^= h >> 16;
    h = h.wrapping_mul(0x85eb_ca6b);
    h ^= h >> 13;
    h = h.wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
}
