//! House terms: how terms of the source are to be translated.

use super::{
    checks::{Check, Disagreement, Pairs, last_word},
    side::{Line, is_spaceless},
};
use crate::{diagnostic::Place, span::BlockSpan};
use std::fmt;

/// A term of the glossary that the sentence translates otherwise.
pub const TERM: Check = "term-mismatch";
/// Letters that a word may have behind a term and be a form of it: plurals and cases.
const ENDING: usize = 3;

/// A term and how it is to be translated: one of several ways.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    source: String,
    targets: Vec<String>,
}

/// The terms of a house for a pair of languages.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    terms: Vec<Term>,
}

impl Glossary {
    /// Adds a term; further translations of one that is there are as right.
    pub fn add(&mut self, source: &str, targets: impl IntoIterator<Item = String>) {
        let source = source.trim().to_lowercase();
        let targets: Vec<String> = targets.into_iter().map(|t| t.trim().to_lowercase()).filter(|t| !t.is_empty()).collect();
        if source.is_empty() || targets.is_empty() {
            return;
        }
        match self.terms.iter_mut().find(|t| t.source == source) {
            Some(term) => term.targets.extend(targets),
            None => self.terms.push(Term { source, targets }),
        }
    }

    /// Whether it has no terms.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// A hash of what it holds: it may be long, and settings are told apart by what they print.
impl fmt::Debug for Glossary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut hash = blake3::Hasher::new();
        for term in &self.terms {
            hash.update(term.source.as_bytes());
            term.targets.iter().for_each(|target| _ = hash.update(b"\n").update(target.as_bytes()));
            hash.update(b"\n\n");
        }
        write!(f, "Glossary({})", hash.finalize().to_hex())
    }
}

/// The terms of the source that their sentences translate otherwise than the glossary says.
pub(super) fn mismatches(pairs: &Pairs<'_, '_>, glossary: &Glossary) -> Vec<Disagreement> {
    let mut found = Vec::new();
    if glossary.is_empty() {
        return found;
    }
    for bead in pairs.beads.iter().filter(|b| !b.source.is_empty() && !b.target.is_empty() && b.confidence >= 0.5) {
        let (source, target) = (pairs.source(bead), pairs.target(bead));
        let lowered: Vec<String> = target.iter().map(|l| l.text.to_lowercase()).collect();
        let said: Vec<(&Line<'_>, String)> = source.iter().map(|l| (l, l.text.to_lowercase())).collect();
        for term in &glossary.terms {
            let Some((line, at)) = said.iter().find_map(|(l, lowered)| Some((*l, place(l, lowered, &term.source)?))) else { continue };
            // A term that is part of another one here is told by that.
            let inner = |other: &Term| other.source.len() > term.source.len() && other.source.contains(&term.source);
            let part = glossary.terms.iter().any(|o| inner(o) && said.iter().any(|(l, lowered)| place(l, lowered, &o.source).is_some()));
            if part || term.targets.iter().any(|t| lowered.iter().any(|l| find(l, t).is_some())) {
                continue;
            }
            let Some(last) = target.last() else { continue };
            let (wanted, shown) = (term.targets.join("\" or \""), at.slice_of(line));
            found.push(Disagreement {
                check: TERM,
                place: last_word(last),
                source: Some((at.place(line), format!("\"{shown}\" here"))),
                message: format!(
                    "the source has \"{shown}\", which the glossary translates \"{wanted}\", and this sentence does not have it"
                ),
                suggestion: None,
                confidence: 0.85 * bead.confidence,
            });
        }
    }
    found
}

/// Bytes of a line.
#[derive(Clone, Copy)]
struct At(usize, usize);

impl At {
    fn slice_of<'a>(self, line: &Line<'a>) -> &'a str {
        line.text.get(self.0..self.1).unwrap_or("")
    }

    fn place(self, line: &Line<'_>) -> Place {
        let start = line.place.span.start();
        Place::new(line.place.block, BlockSpan::new(start + self.0, start + self.1))
    }
}

/// Where a term stands in a line, if it does; `lowered` is the line in small letters.
fn place(line: &Line<'_>, lowered: &str, term: &str) -> Option<At> {
    // Small letters that are longer than capitals (`İ`) move places: then only what stands as it is is found.
    let text = if lowered.len() == line.text.len() { lowered } else { line.text };
    find(text, term).map(|(from, to)| At(from, to))
}

/// The bytes of a term in a text, both in small letters: whole words, perhaps with an ending.
fn find(text: &str, term: &str) -> Option<(usize, usize)> {
    text.match_indices(term).find_map(|(at, _)| {
        let end = at + term.len();
        if term.chars().any(is_spaceless) {
            return Some((at, end));
        }
        let before = text.get(..at)?.chars().next_back();
        let behind = text.get(end..)?;
        let ending: usize = behind.chars().take_while(|c| c.is_alphabetic()).count();
        let most = if term.chars().count() >= 4 { ENDING } else { 0 };
        let whole = before.is_none_or(|c| !c.is_alphanumeric()) && ending <= most && !behind.starts_with(|c: char| c.is_numeric());
        whole.then(|| (at, end + behind.chars().take(ending).map(char::len_utf8).sum::<usize>()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_found_as_a_word_with_its_endings_and_not_inside_another() {
        assert_eq!(find("the ferries and the ferry", "ferry"), Some((20, 25)));
        assert_eq!(find("los puertos francos", "puerto"), Some((4, 11)));
        assert_eq!(find("aeropuerto", "puerto"), None);
        assert_eq!(find("the art of articles", "art"), Some((4, 7)));
        assert_eq!(find("articles", "art"), None);
        assert_eq!(find("中国人民银行表示", "人民银行"), Some((6, 18)));
    }
}
