//! Names that the source does not have where the translation has them.
//!
//! A single sentence settles no name: romanisations differ too much, and places have a name of their own in every language. The rest of
//! the pair settles it. What a name is in the source is learned from the sentences that have it (a term of the source that stands where
//! the name stands, by Dice's coefficient, or a word that sounds like it), and then missed where the source has another learned name.

use super::{
    checks::{Disagreement, NAME, Pairs},
    side::{Line, Word, is_spaceless},
};
use crate::{diagnostic::Place, span::BlockSpan};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// At most this far apart, a name is heard in a word.
const HEARD: f32 = 0.2;
/// How much of the sentences with a name and of those with a term are the same, at least, for the term to be the name.
const TOGETHER: f32 = 0.75;
/// Letters of a word by which its inflected forms are one term.
const STEM: usize = 5;
/// Sentences with a name that are looked at: those of a hero of a long text are enough.
const MOST: usize = 200;

/// A term of the source that a name of the translation is.
struct Learned<'a> {
    /// The term, or none that stands out.
    term: String,
    /// The term as it stands somewhere.
    shown: &'a str,
    /// Beads in which both stand.
    support: usize,
}

/// All names that another takes the place of.
pub(super) fn mismatches(pairs: &Pairs<'_, '_>) -> Vec<Disagreement> {
    let sure = |b: &&super::Bead| !b.source.is_empty() && !b.target.is_empty() && b.confidence >= 0.6;
    let beads: Vec<usize> = pairs.beads.iter().enumerate().filter(|(_, b)| sure(b)).map(|(i, _)| i).collect();
    let terms: HashMap<usize, BTreeMap<String, &str>> = beads.iter().map(|i| (*i, terms(pairs.source(&pairs.beads[*i])))).collect();
    let mut with: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    for (bead, terms) in &terms {
        terms.keys().for_each(|t| _ = with.entry(t.as_str()).or_default().insert(*bead));
    }
    let mut mentions: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for bead in &beads {
        for word in pairs.target(&pairs.beads[*bead]).iter().flat_map(|l| &l.words).filter(|w| is_name(w)) {
            mentions.entry(word.text).or_default().insert(*bead);
        }
    }
    let learned: BTreeMap<&str, Learned<'_>> =
        mentions.iter().filter_map(|(name, at)| Some((*name, learn(name, at, &terms, &with)?))).collect();
    let mut found = Vec::new();
    for bead in beads {
        found.extend(in_bead(pairs, bead, &learned, &terms));
    }
    found
}

/// Whether a word of the translation is a name that may be missed elsewhere.
fn is_name(word: &Word<'_>) -> bool {
    word.name && word.text.chars().count() >= 4 && word.text.chars().any(char::is_lowercase)
}

/// What may be a name in some lines of a source: words with capitals where the script has them, else all; pairs of characters where it
/// has no spaces.
fn terms<'a>(lines: &[Line<'a>]) -> BTreeMap<String, &'a str> {
    let mut terms = BTreeMap::new();
    for line in lines {
        for word in &line.words {
            let cased = word.text.chars().any(|c| c.is_lowercase() || c.is_uppercase());
            if word.text.chars().count() >= 3 && (!cased || word.text.chars().next().is_some_and(char::is_uppercase)) {
                let stem: String = word.text.chars().flat_map(char::to_lowercase).take(STEM).collect();
                terms.entry(stem).or_insert(word.text);
            }
        }
        if line.sounds.is_some() {
            let wide = |c: char| is_spaceless(c) && !matches!(c as u32, 0x3000..=0x309F);
            let chars: Vec<(usize, char)> = line.text.char_indices().collect();
            for two in chars.windows(2).filter(|w| wide(w[0].1) && wide(w[1].1)) {
                let text = line.text.get(two[0].0..two[1].0 + two[1].1.len_utf8()).unwrap_or("");
                terms.entry(text.to_owned()).or_insert(text);
            }
        }
    }
    terms
}

/// What a name is in the source.
fn learn<'a>(
    name: &str,
    at: &BTreeSet<usize>,
    terms: &HashMap<usize, BTreeMap<String, &'a str>>,
    with: &HashMap<&str, BTreeSet<usize>>,
) -> Option<Learned<'a>> {
    let sounds = super::romanise::Sounds::of(name);
    let mut best: Option<(f32, Learned<'a>)> = None;
    let candidates: BTreeMap<&str, &'a str> =
        at.iter().take(MOST).filter_map(|b| terms.get(b)).flat_map(|t| t.iter().map(|(t, shown)| (t.as_str(), *shown))).collect();
    for (term, shown) in candidates {
        let Some(own) = with.get(term) else { continue };
        let support = own.intersection(at).count();
        let dice = 2.0 * support as f32 / (own.len() + at.len()) as f32;
        let spaceless = term.chars().all(is_spaceless);
        let distance = if spaceless { 1.0 } else { sounds.distance(&super::romanise::Sounds::of(shown)) };
        let heard = distance <= HEARD && sounds.skeleton().len() >= 2;
        if heard || support >= 2 && dice >= TOGETHER {
            let score = dice + if heard { 1.0 - distance } else { 0.0 };
            if best.as_ref().is_none_or(|(s, _)| score > *s) {
                best = Some((score, Learned { term: term.to_owned(), shown, support }));
            }
        }
    }
    best.map(|(_, learned)| learned)
}

/// A name of a bead whose term the source has nowhere near, where it has another learned name's, which is told nowhere near.
fn in_bead<'a>(
    pairs: &Pairs<'_, 'a>,
    at: usize,
    learned: &BTreeMap<&str, Learned<'a>>,
    terms: &HashMap<usize, BTreeMap<String, &'a str>>,
) -> Vec<Disagreement> {
    let mut found = Vec::new();
    let Some(bead) = pairs.beads.get(at) else { return found };
    let (source, target) = (pairs.source(bead), pairs.target(bead));
    let near = at.saturating_sub(1)..(at + 2).min(pairs.beads.len());
    let has_term = |bead: usize, term: &str| terms.get(&bead).is_some_and(|t| t.contains_key(term));
    let told = |bead: usize, name: &str| {
        pairs
            .beads
            .get(bead)
            .is_some_and(|b| pairs.target(b).iter().any(|l| l.words.iter().any(|w| w.text == name || w.text.starts_with(name))))
    };
    for (line, word) in target.iter().flat_map(|l| l.words.iter().map(move |w| (l, w))).filter(|(_, w)| is_name(w)) {
        let Some(own) = learned.get(word.text) else { continue };
        if near.clone().any(|b| has_term(b, &own.term)) {
            continue;
        }
        let others = learned.iter().filter(|(name, other)| {
            **name != word.text
                && other.term != own.term
                && other.support >= 1
                && has_term(at, &other.term)
                && !near.clone().any(|b| told(b, name))
        });
        let Some((right, other)) = others.max_by_key(|(_, other)| other.support) else { continue };
        let place = source.iter().find_map(|l| {
            let offset = l.text.find(other.shown)?;
            let start = l.place.span.start() + offset;
            Some(Place::new(l.place.block, BlockSpan::new(start, start + other.shown.len())))
        });
        let sure = if own.support >= 2 && other.support >= 2 { 0.92 } else { 0.8 };
        found.push(Disagreement {
            check: NAME,
            place: Place::new(line.place.block, word.span),
            source: Some((place.or(source.first().map(|l| l.place)).unwrap_or(line.place), format!("\"{}\" here", other.shown))),
            message: format!("the source does not have \"{}\" here; it has \"{}\", which is \"{right}\" elsewhere", word.text, other.shown),
            suggestion: Some((*right).to_owned()),
            confidence: sure * bead.confidence,
        });
    }
    found
}
