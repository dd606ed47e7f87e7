//! Names that the translation puts for others of the same pair.
//!
//! A single sentence settles no name: romanisations differ too much, and places have a name of their own in every language. The rest of
//! the pair settles it. What a name is in the source is learned from the sentences that have it: a term that sounds like it, or one that
//! stands where the name stands (Dice's coefficient). A name is another's where its own term is not in the source's sentence, and the
//! term of a name that the sentence does not tell is.

use super::{
    checks::{Disagreement, NAME, Pairs},
    romanise::Sounds,
    side::{Line, Word, is_spaceless},
};
use crate::{diagnostic::Place, lexicon, span::BlockSpan};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// At most this far apart, a name is heard in a word.
const HEARD: f32 = 0.25;
/// How much of the sentences with a name and of those with a term are the same, at least, for the term to be the name.
const TOGETHER: f32 = 0.75;
/// Letters of a word by which its inflected forms are one term.
const STEM: usize = 5;
/// Sentences with a name that are looked at: those of a hero of a long text are enough.
const MOST: usize = 60;
/// A term that mostly stands where the name does not is not the name.
const PURE: f32 = 0.5;
/// Sentences whose alignment is less sure than this settle nothing.
const SURE: f32 = 0.6;

/// A word of the source that may be a name, by a key that its inflected forms share.
#[derive(Clone, Copy)]
struct Term<'a> {
    shown: &'a str,
    place: Place,
    /// Its place among the terms of its sentences: neighbours differ by one.
    order: usize,
}

/// What a name of the translation is in the source.
struct Learned<'a> {
    key: String,
    shown: &'a str,
    /// Beads in which both stand.
    support: usize,
    /// Of the beads in which the term stands the share in which the name does.
    purity: f32,
    heard: bool,
}

type Terms<'a> = BTreeMap<String, Term<'a>>;

/// Sounds of the words of both sides, each made once.
#[derive(Default)]
struct Heard<'a>(HashMap<&'a str, Vec<Sounds>>);

impl<'a> Heard<'a> {
    /// How unlike a name and a word sound, with or without what Arabic and Hebrew write before it.
    fn distance(&mut self, name: &'a str, word: &'a str) -> f32 {
        for text in [name, word] {
            self.0.entry(text).or_insert_with(|| variants(text).map(Sounds::of).collect());
        }
        let (Some(names), Some(words)) = (self.0.get(name), self.0.get(word)) else { return f32::INFINITY };
        let Some(name) = names.first().filter(|n| n.skeleton().len() >= 2) else { return f32::INFINITY };
        words.iter().map(|w| name.distance(w)).fold(f32::INFINITY, f32::min)
    }
}

/// A word, and what is left of it without an article, a preposition or a conjunction that its script joins to it.
fn variants(word: &str) -> impl Iterator<Item = &str> {
    let joined = |c: char| matches!(c, 'و' | 'ب' | 'ل' | 'ف' | 'ك' | 'ו' | 'ב' | 'ל' | 'מ' | 'ש' | 'ה' | 'כ');
    let rest = word.strip_prefix(joined).filter(|r| r.chars().count() >= 3);
    let articled = |w: &str| w.strip_prefix("ال").map(str::len);
    let bare =
        articled(word).or_else(|| rest.and_then(articled)).and_then(|n| word.get(word.len() - n..)).filter(|r| r.chars().count() >= 3);
    [Some(word), rest, bare].into_iter().flatten()
}

/// All names that another takes the place of.
pub(super) fn mismatches<'a>(pairs: &Pairs<'_, 'a>) -> Vec<Disagreement> {
    let sure = |b: &&super::Bead| !b.source.is_empty() && !b.target.is_empty() && b.confidence >= SURE;
    let beads: Vec<usize> = pairs.beads.iter().enumerate().filter(|(_, b)| sure(b)).map(|(i, _)| i).collect();
    let terms: HashMap<usize, Terms<'a>> = beads.iter().map(|i| (*i, terms(pairs.source(&pairs.beads[*i])))).collect();
    let mut with: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    for (bead, terms) in &terms {
        terms.keys().for_each(|t| _ = with.entry(t.as_str()).or_default().insert(*bead));
    }
    let mut mentions: BTreeMap<&'a str, BTreeSet<usize>> = BTreeMap::new();
    for bead in &beads {
        for word in pairs.target(&pairs.beads[*bead]).iter().flat_map(|l| &l.words).filter(|w| is_name(w)) {
            mentions.entry(word.text).or_default().insert(*bead);
        }
    }
    let mut heard = Heard::default();
    let learned: BTreeMap<&'a str, Learned<'a>> =
        mentions.iter().filter_map(|(name, at)| Some((*name, learn(name, at, &terms, &with, &mut heard)?))).collect();
    let mut found = Vec::new();
    for bead in beads {
        if let Some(terms) = terms.get(&bead) {
            in_bead(pairs, bead, &learned, terms, &mut heard, &mut found);
        }
    }
    found
}

/// Whether a word of the translation is a name that may be missed elsewhere.
fn is_name(word: &Word<'_>) -> bool {
    word.name && word.text.chars().count() >= 4 && word.text.chars().any(char::is_lowercase)
}

/// What may be a name in some lines of a source: words with capitals where the script has them, else all; where it has no spaces, runs
/// of Kana and two or three Han characters in a row.
fn terms<'a>(lines: &[Line<'a>]) -> Terms<'a> {
    let mut terms = BTreeMap::new();
    let mut order = 0;
    let mut add = |key: String, shown: &'a str, line: &Line<'a>, start: usize, order: usize| {
        let start = line.place.span.start() + start;
        let place = Place::new(line.place.block, BlockSpan::new(start, start + shown.len()));
        terms.entry(key).or_insert(Term { shown, place, order });
    };
    for line in lines {
        for word in &line.words {
            order += 1;
            let cased = word.text.chars().any(|c| c.is_lowercase() || c.is_uppercase());
            if word.text.chars().count() >= 3 && (!cased || word.text.chars().next().is_some_and(char::is_uppercase)) {
                let stem: String = word.text.chars().flat_map(char::to_lowercase).take(STEM).collect();
                add(stem, word.text, line, word.span.start() - line.place.span.start(), order);
            }
        }
        if line.sounds.is_some() {
            for run in runs(line.text) {
                let Some(text) = line.text.get(run.clone()) else { continue };
                if is_kana(text) {
                    order += 1;
                    add(text.to_owned(), text, line, run.start, order);
                    continue;
                }
                let at: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
                for length in 2..=3 {
                    for window in at.windows(length + 1) {
                        if let (Some(from), Some(to)) = (window.first(), window.last())
                            && let Some(part) = text.get(*from..*to)
                        {
                            add(part.to_owned(), part, line, run.start + from, order + from / 3);
                        }
                    }
                }
                order += text.len() / 3;
            }
        }
        order += 2;
    }
    terms
}

fn is_kana(text: &str) -> bool {
    text.chars().all(|c| matches!(c as u32, 0x30A0..=0x30FF))
}

/// Runs of Katakana, and of Han, in a text.
fn runs(text: &str) -> Vec<std::ops::Range<usize>> {
    let kind = |c: char| match c as u32 {
        0x30A0..=0x30FA | 0x30FC..=0x30FF => 1,
        0x3400..=0x9FFF | 0xF900..=0xFAFF => 2,
        _ => 0,
    };
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    let mut last = 0;
    for (at, c) in text.char_indices() {
        let kind = kind(c);
        match runs.last_mut() {
            Some(run) if kind != 0 && kind == last => run.end = at + c.len_utf8(),
            _ if kind != 0 => runs.push(at..at + c.len_utf8()),
            _ => {}
        }
        last = kind;
    }
    runs
}

/// What a name is in the source.
fn learn<'a>(
    name: &'a str,
    at: &BTreeSet<usize>,
    terms: &HashMap<usize, Terms<'a>>,
    with: &HashMap<&str, BTreeSet<usize>>,
    heard: &mut Heard<'a>,
) -> Option<Learned<'a>> {
    let mut best: Option<(f32, Learned<'a>)> = None;
    let candidates: BTreeMap<&str, &'a str> =
        at.iter().take(MOST).filter_map(|b| terms.get(b)).flatten().map(|(key, term)| (key.as_str(), term.shown)).collect();
    for (key, shown) in candidates {
        let Some(own) = with.get(key) else { continue };
        let support = own.intersection(at).count();
        let dice = 2.0 * support as f32 / (own.len() + at.len()) as f32;
        let distance = heard.distance(name, shown);
        // Two or three Han characters are read in few ways: only what sounds the same is heard in them.
        let near = distance <= if shown.chars().all(|c| is_spaceless(c) && !is_kana(c.encode_utf8(&mut [0; 4]))) { 0.12 } else { HEARD };
        if near || support >= 2 && dice >= TOGETHER {
            let score = dice + if near { 2.0 * (1.0 - distance) } else { 0.0 };
            if best.as_ref().is_none_or(|(s, _)| score > *s) {
                best = Some((
                    score,
                    Learned { key: key.to_owned(), shown, support, purity: support as f32 / own.len().max(1) as f32, heard: near },
                ));
            }
        }
    }
    best.map(|(_, learned)| learned)
}

/// Whether a word of the dictionary is all that a name is, small letters aside: parties, ministries and seas are told by their words.
fn is_word(name: &str) -> bool {
    lexicon::word(&name.to_lowercase()).is_some_and(|w| w.in_dictionary())
}

/// Whether two words are forms of one: they differ in what follows a common beginning, and by little.
fn is_form(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y || x.to_lowercase().eq(y.to_lowercase())).count();
    let longer = a.chars().count().max(b.chars().count());
    same + 3 >= longer && same * 2 >= longer
}

/// What is known of a name: a place, or no place.
fn is_place(name: &str) -> bool {
    lexicon::place(name).is_some() && lexicon::surname(name).is_none()
}

/// Names of a bead whose term the source does not have there, where it has the term of a name that the bead does not tell.
fn in_bead<'a>(
    pairs: &Pairs<'_, 'a>,
    at: usize,
    learned: &BTreeMap<&'a str, Learned<'a>>,
    terms: &Terms<'a>,
    heard: &mut Heard<'a>,
    found: &mut Vec<Disagreement>,
) {
    let Some(bead) = pairs.beads.get(at) else { return };
    let target = pairs.target(bead);
    let words: Vec<(&Line<'a>, &Word<'a>)> = target.iter().flat_map(|l| l.words.iter().map(move |w| (l, w))).collect();
    let told = |name: &str| words.iter().any(|(_, w)| alike(w.text, name));
    let near = at.saturating_sub(1)..(at + 2).min(pairs.beads.len());
    let missing: Vec<(&'a str, &Learned<'a>, &Term<'a>)> = learned
        .iter()
        .filter_map(|(name, other)| Some((*name, other, terms.get(&other.key)?))) // A stem is several words in languages that write compounds as one: the word that stands here must be the one learned.
        .filter(|(name, other, term)| other.purity >= PURE && is_form(other.shown, term.shown) && !is_word(name) && !told(name))
        .collect();
    if missing.is_empty() {
        return;
    }
    for (line, word) in words.iter().filter(|(_, w)| is_name(w) && !is_word(w.text)) {
        let Some(own) = learned.get(word.text) else { continue };
        if terms.contains_key(&own.key) || terms.values().any(|t| heard.distance(word.text, t.shown) <= HEARD + 0.1) {
            continue;
        }
        let others = missing.iter().filter(|(name, other, term)| {
            other.key != own.key
                && is_place(name) == is_place(word.text)
                // Another name of the sentence may be this term's, in another form.
                && !words.iter().filter(|(_, w)| w.text != word.text).any(|(_, w)| {
                    learned.get(w.text).is_some_and(|l| l.key == other.key) || w.name && heard.distance(w.text, other.shown) <= HEARD + 0.1
                })
                && beside(&words, word, learned, terms, term)
        });
        let Some((right, other, term)) = others.max_by_key(|(_, other, _)| (other.heard, other.support)) else { continue };
        // A pronoun that the translation resolves has its name in a sentence beside; then the missing name is told there too.
        let elsewhere = |name: &str| {
            near.clone()
                .filter(|b| *b != at)
                .filter_map(|b| pairs.beads.get(b))
                .any(|b| pairs.target(b).iter().flat_map(|l| &l.words).any(|w| alike(w.text, name)))
        };
        let moved = elsewhere(right) && elsewhere(word.text);
        let sure = match (own.heard && other.heard, own.support.min(other.support)) {
            (true, 2..) => 0.93,
            (true, _) | (false, 2..) => 0.88,
            _ => 0.75,
        };
        found.push(Disagreement {
            check: NAME,
            place: Place::new(line.place.block, word.span),
            source: Some((term.place, format!("\"{}\" here", term.shown))),
            message: format!("the source does not have \"{}\" here; it has \"{}\", which is \"{right}\" elsewhere", word.text, term.shown),
            suggestion: Some((*right).to_owned()),
            confidence: sure * bead.confidence * if moved { 0.8 } else { 1.0 },
        });
    }
}

/// Whether a word is a form of a name, or the name of one.
fn alike(word: &str, name: &str) -> bool {
    let stem = |t: &str| t.trim_end_matches("'s").trim_end_matches("’s").chars().take(STEM).collect::<String>();
    let (word, name) = (word.to_lowercase(), name.to_lowercase());
    let (word, name) = (word.as_str(), name.as_str());
    word == name || word.starts_with(name) || name.starts_with(word) && word.len() >= 4 || name.len() > 5 && stem(word) == stem(name)
}

/// Whether a name may stand for a term, by the company that both keep. A first name that the translation leaves out is no fault: where
/// a neighbour of the term is told, the name must stand beside it too.
fn beside(
    words: &[(&Line<'_>, &Word<'_>)],
    word: &Word<'_>,
    learned: &BTreeMap<&str, Learned<'_>>,
    terms: &Terms<'_>,
    term: &Term<'_>,
) -> bool {
    let neighbours: Vec<&String> = terms.iter().filter(|(_, t)| t.order.abs_diff(term.order) == 1).map(|(key, _)| key).collect();
    let mut told = words
        .iter()
        .filter(|(_, w)| w.text != word.text && learned.get(w.text).is_some_and(|l| neighbours.contains(&&l.key)))
        .map(|(_, w)| w.span)
        .peekable();
    told.peek().is_none() || told.any(|span| span.end() + 2 >= word.span.start() && span.start() <= word.span.end() + 2)
}
