//! Figures and designations that the two sides do not share.

use super::{
    super::{
        align::Bead,
        numbers::{self, Quantity},
        side::Line,
    },
    Disagreement, NUMBER, Pairs,
    text::{folded, last_word, masked},
};
use crate::{diagnostic::Place, span::BlockSpan};

impl<'s, 'a> Pairs<'s, 'a> {
    /// Figures that have no counterpart.
    pub(super) fn numbers(&self, index: usize, found: &mut Vec<Disagreement>) {
        let bead = &self.beads[index];
        let (source, target) = (self.source(bead), self.target(bead));
        // "3 March" for 3.3.: the name of a month answers for a figure.
        let months: Vec<f64> = target.iter().flat_map(|l| &l.words).filter_map(|w| numbers::month(w.text)).collect();
        let has = |lines: &[Line<'_>], q: &Quantity, own_is_source: bool| {
            numbers::is_told(q, lines.iter().flat_map(|l| &l.quantities), if own_is_source { &months } else { &[] }, own_is_source)
        };
        let lone = |from: &'s [Line<'a>], to: &'s [Line<'a>], own_is_source: bool, words: bool| {
            let all = from.iter().flat_map(|l| l.quantities.iter().map(move |q| (l, q)));
            all.filter(|(_, q)| (q.figures || words && q.values.iter().all(|v| *v >= 2.0)) && !has(to, q, own_is_source))
                .collect::<Vec<_>>()
        };
        let mut extra = lone(target, source, false, false);
        // A number in words is asked for only where there is another for it.
        let mut missing = lone(source, target, true, false);
        if missing.len() < extra.len() {
            missing = lone(source, target, true, true);
            // "Two" is no likely source of "500".
            let size = |q: &Quantity| q.values.iter().chain(&q.parts).copied().fold(0.0_f64, f64::max);
            let most = extra.iter().map(|(_, q)| size(q)).fold(0.0, f64::max);
            missing.retain(|(_, q)| q.figures || size(q) * 10.0 >= most);
        }
        let is_move = missing.is_empty() != extra.is_empty();
        if is_move {
            // What the sentence before or after has too much was only put elsewhere.
            let near = |step: isize| index.checked_add_signed(step).and_then(|i| self.beads.get(i));
            let beside: Vec<&Bead> = [near(-1), near(1)].into_iter().flatten().collect();
            missing.retain(|(_, q)| !beside.iter().any(|b| has(self.target(b), q, true)));
            extra.retain(|(_, q)| !beside.iter().any(|b| has(self.source(b), q, false)));
        }
        let short = |lines: &[Line<'_>], q: &Quantity| {
            lines
                .iter()
                .find(|l| l.quantities.iter().any(|o| std::ptr::eq(o, q)))
                .and_then(|l| l.text.get(q.span.clone()))
                .unwrap_or("")
                .to_owned()
        };
        // "512 million" beside "miliyan 512" in a language whose words are not known here: the scale is a word.
        if !numbers::knows_words(self.source.language) {
            let scaled = |q: &Quantity, o: &Quantity| {
                q.values.iter().any(|v| o.values.iter().any(|w| [1e3, 1e6, 1e9, 1e12].iter().any(|s| (v - w * s).abs() <= v.abs() * 1e-9)))
            };
            let all: Vec<&Quantity> = source.iter().flat_map(|l| &l.quantities).collect();
            extra.retain(|(_, q)| !all.iter().any(|o| scaled(q, o)));
            missing.retain(|(_, q)| !target.iter().flat_map(|l| &l.quantities).any(|o| scaled(o, q)));
        }
        // One on each side: the same figure, changed. Where there are several, the nearest in order go together.
        for ((line, quantity), (other, old)) in extra.iter().zip(&missing) {
            let (new_text, old_text) = (short(target, quantity), short(source, old));
            found.push(Disagreement {
                check: NUMBER,
                place: self.at(line, quantity),
                source: Some((self.at(other, old), format!("\"{old_text}\" here"))),
                message: format!("\"{new_text}\" is not in the source, which has \"{old_text}\""),
                suggestion: None,
                confidence: if old.figures { 0.9 } else { 0.75 } * bead.confidence,
            });
        }
        let paired = extra.len().min(missing.len());
        let knows = numbers::knows_words(self.source.language);
        for (line, quantity) in extra.iter().skip(paired) {
            // A small figure may be a word, a plural or an article in the source.
            let figures = || quantity.values.iter().chain(&quantity.parts);
            let small = figures().all(|v| *v <= 12.0) || !knows && figures().all(|v| *v <= 100.0);
            // Translators say the year that the source's readers know.
            let year = quantity.parts.is_empty() && quantity.values.iter().any(|v| v.fract() == 0.0 && (1900.0..2100.0).contains(v));
            if !small && !year {
                let text = short(target, quantity);
                found.push(Disagreement {
                    check: NUMBER,
                    place: self.at(line, quantity),
                    source: source.first().map(|l| (l.place, "the source says this".to_owned())),
                    message: format!("\"{text}\" has no counterpart in the source sentence"),
                    suggestion: None,
                    confidence: 0.7 * bead.confidence,
                });
            }
        }
        for (line, quantity) in missing.iter().skip(paired).filter(|(_, q)| q.figures) {
            let small = quantity.values.iter().chain(&quantity.parts).all(|v| *v <= 12.0);
            let Some(first) = target.first().filter(|_| !small) else { continue };
            let text = short(source, quantity);
            found.push(Disagreement {
                check: NUMBER,
                place: last_word(target.last().unwrap_or(first)),
                source: Some((self.at(line, quantity), format!("\"{text}\" here"))),
                message: format!("the source has \"{text}\", and this sentence does not"),
                suggestion: None,
                confidence: 0.7 * bead.confidence,
            });
        }
    }

    /// The place of a quantity in its text.
    pub(super) fn at(&self, line: &Line<'_>, quantity: &Quantity) -> Place {
        let start = line.place.span.start();
        Place::new(line.place.block, BlockSpan::new(start + quantity.span.start, start + quantity.span.end))
    }

    /// Designations of letters and figures (`GM41`, `737NG`, `COVID-19`) stay as they are: one that is like the source's but for a
    /// figure is a slip.
    pub(super) fn designations(&self, bead: &Bead, found: &mut Vec<Disagreement>) {
        let (source, target) = (self.source(bead), self.target(bead));
        let of = |lines: &'s [Line<'a>]| {
            lines.iter().flat_map(|l| designations(l.text).map(move |(at, text)| (l, at, text))).collect::<Vec<_>>()
        };
        let (ours, theirs) = (of(target), of(source));
        for (line, at, text) in &ours {
            if theirs.iter().any(|(_, _, other)| folded(other) == folded(text)) {
                continue;
            }
            let like = |other: &str| masked(other) == masked(text) && !ours.iter().any(|(_, _, own)| folded(own) == folded(other));
            let Some((theirs, from, other)) = theirs.iter().find(|(_, _, other)| like(other)) else { continue };
            let place = |l: &Line<'_>, at: usize, len: usize| {
                let start = l.place.span.start() + at;
                Place::new(l.place.block, BlockSpan::new(start, start + len))
            };
            found.push(Disagreement {
                check: NUMBER,
                place: place(line, *at, text.len()),
                source: Some((place(theirs, *from, other.len()), format!("\"{other}\" here"))),
                message: format!("\"{text}\" is not in the source, which has \"{other}\""),
                suggestion: Some((*other).to_owned()),
                confidence: 0.9 * bead.confidence,
            });
        }
    }
}

/// Words of letters and figures, by the bytes at which they begin. Counts with a unit and ordinals (`30km`, `21st`) are none.
pub(super) fn designations(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' && c.is_ascii()));
    words.map(|w| w.trim_matches('-')).filter_map(move |word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let (letters, figures) = (word.bytes().filter(u8::is_ascii_alphabetic).count(), word.bytes().filter(u8::is_ascii_digit).count());
        let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
        let begins = word.starts_with(|c: char| c.is_ascii_alphabetic());
        (letters > 0 && figures > 0 && (begins && letters <= 6 || capitals >= 1 && capitals == letters)).then_some((at, word))
    })
}
