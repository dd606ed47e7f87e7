//! What two aligned texts disagree about.

use super::{
    align::{Bead, Unit, align},
    glossary::{self, Glossary},
    names,
    numbers::{self, Quantity},
    side::{Line, Side, is_spaceless},
};
use crate::{analysis::Language, diagnostic::Place, span::BlockSpan, unicode};
use std::ops::Range;

/// A kind of disagreement, as a rule's id.
pub type Check = &'static str;

/// Sentences of the source that the translation leaves out.
pub const OMITTED: Check = "omitted-passage";
/// Sentences of the translation that the source does not have.
pub const ADDED: Check = "added-passage";
/// A sentence that breaks off where its source goes on.
pub const CUT_SHORT: Check = "cut-translation";
/// A passage left in the source's language.
pub const UNTRANSLATED: Check = "untranslated-passage";
/// A figure that the other side does not have.
pub const NUMBER: Check = "number-mismatch";
/// A name that the source does not have at this place.
pub const NAME: Check = "name-mismatch";
/// A question that is none, or a statement that asks.
pub const QUESTION: Check = "question-mismatch";
/// A link, address, handle or tag that is not the source's.
pub const LINK: Check = "link-mismatch";
/// Letters that stand for a name in the source and nowhere in the translation.
pub const ACRONYM: Check = "lost-acronym";

/// A disagreement of the two texts.
#[derive(Clone, Debug)]
pub struct Disagreement {
    /// What kind.
    pub check: Check,
    /// Where in the translation.
    pub place: Place,
    /// Where in the source, and what stands there.
    pub source: Option<(Place, String)>,
    /// What is wrong, with both sides quoted.
    pub message: String,
    /// What could stand there.
    pub suggestion: Option<String>,
    /// How sure, 0 to 1.
    pub confidence: f32,
}

/// Below this no bead is believed.
const SURE: f32 = 0.5;

/// Sentences of the shorter text from which on two texts can be told to be no pair.
const ENOUGH: usize = 5;
/// Of a pair at least so much says something that both have: a figure, a name, a word of the lexicon.
const KIN: f32 = 0.2;

/// All that a translation and its source disagree about, ordered by place. Time is that of the alignment.
///
/// # Errors
/// In words, where the two hardly share anything: they are no pair.
pub fn compare(source: &Side<'_>, target: &Side<'_>, glossary: &Glossary) -> Result<Vec<Disagreement>, String> {
    if source.lines.is_empty() || target.lines.is_empty() {
        return Ok(Vec::new());
    }
    let (left, right) = (source.units(target.language), target.units(source.language));
    let beads = align(&left, &right);
    if source.lines.len().min(target.lines.len()) >= ENOUGH && kinship(&left, &right, &beads) < KIN {
        return Err("source and translation do not seem to say the same: hardly a figure, name or word is in both".to_owned());
    }
    Ok(disagreements(source, target, &beads, glossary))
}

/// The share of a translation's length whose sentences share an anchor with those that they are aligned to.
pub fn kinship(source: &[Unit], target: &[Unit], beads: &[Bead]) -> f32 {
    let (mut kin, mut all) = (0.0, 0.0);
    for bead in beads {
        let (s, t) = (source.get(bead.source.clone()).unwrap_or(&[]), target.get(bead.target.clone()).unwrap_or(&[]));
        let length: f32 = t.iter().map(|u| u.length).sum();
        all += length;
        if t.iter().flat_map(|u| &u.anchors).any(|a| s.iter().any(|u| u.anchors.binary_search(a).is_ok())) {
            kin += length;
        }
    }
    kin / f32::max(all, 1.0)
}

/// The same for texts of which it is known which block of the source each of the translation says. Where both have several sentences,
/// those are aligned.
pub fn compare_segments(source: &Side<'_>, target: &Side<'_>, pairs: &[(usize, usize)], glossary: &Glossary) -> Vec<Disagreement> {
    let lines = |side: &Side<'_>, block: usize| {
        let from = side.lines.partition_point(|l| l.place.block < block);
        from..side.lines.partition_point(|l| l.place.block <= block)
    };
    let mut beads = Vec::new();
    for (s, t) in pairs {
        let (s, t) = (lines(source, *s), lines(target, *t));
        if s.is_empty() || t.is_empty() {
            continue;
        }
        if s.len() == 1 || t.len() == 1 {
            beads.push(Bead { source: s, target: t, confidence: 1.0 });
            continue;
        }
        let moved = |r: Range<usize>, by: usize| r.start + by..r.end + by;
        beads.extend(
            align(&source.units_of(s.clone(), target.language), &target.units_of(t.clone(), source.language)).into_iter().map(|b| Bead {
                source: moved(b.source, s.start),
                target: moved(b.target, t.start),
                ..b
            }),
        );
    }
    disagreements(source, target, &beads, glossary)
}

fn disagreements(source: &Side<'_>, target: &Side<'_>, beads: &[Bead], glossary: &Glossary) -> Vec<Disagreement> {
    let pairs = Pairs { source, target, beads };
    let ratio = pairs.ratio();
    let mut found = Vec::new();
    pairs.passages(&mut found);
    for (index, bead) in beads.iter().enumerate().filter(|(_, b)| !b.source.is_empty() && !b.target.is_empty() && b.confidence >= SURE) {
        if pairs.untranslated(bead, &mut found) {
            continue;
        }
        pairs.numbers(index, &mut found);
        pairs.links(bead, &mut found);
        pairs.designations(bead, &mut found);
        pairs.question(bead, &mut found);
        pairs.acronyms(index, &mut found);
        pairs.cut_short(bead, ratio, &mut found);
    }
    found.extend(names::mismatches(&pairs));
    found.extend(glossary::mismatches(&pairs, glossary));
    found.sort_by(|a, b| (a.place, a.check).cmp(&(b.place, b.check)));
    found
}

/// The two texts and their alignment.
pub(super) struct Pairs<'s, 'a> {
    pub source: &'s Side<'a>,
    pub target: &'s Side<'a>,
    pub beads: &'s [Bead],
}

impl<'s, 'a> Pairs<'s, 'a> {
    /// The lines of the source in a bead.
    pub fn source(&self, bead: &Bead) -> &'s [Line<'a>] {
        self.source.lines.get(bead.source.clone()).unwrap_or(&[])
    }

    /// The lines of the translation in a bead.
    pub fn target(&self, bead: &Bead) -> &'s [Line<'a>] {
        self.target.lines.get(bead.target.clone()).unwrap_or(&[])
    }

    /// Letters of translation for each of source.
    fn ratio(&self) -> f32 {
        let letters = |lines: &[Line<'_>]| lines.iter().map(|l| l.letters).sum::<usize>().max(1) as f32;
        let sure = || self.beads.iter().filter(|b| !b.source.is_empty() && !b.target.is_empty());
        let sum = |side: &dyn Fn(&Bead) -> f32| sure().map(side).sum::<f32>().max(1.0);
        sum(&|b| letters(self.target(b))) / sum(&|b| letters(self.source(b)))
    }

    /// Passages that one side alone has. Neighbours are one passage.
    fn passages(&self, found: &mut Vec<Disagreement>) {
        let mut at = 0;
        while at < self.beads.len() {
            let lone = |b: &Bead| (b.source.is_empty(), b.target.is_empty());
            let kind = lone(&self.beads[at]);
            let end = at + self.beads[at..].iter().take_while(|b| lone(b) == kind).count();
            let run = &self.beads[at..end];
            let least = run.iter().map(|b| b.confidence).fold(1.0_f32, f32::min);
            let confidence = least * 0.95;
            if kind != (false, false) && confidence >= SURE {
                let range = |side: &dyn Fn(&Bead) -> Range<usize>| side(&run[0]).start..side(&run[run.len() - 1]).end;
                match kind {
                    (false, true) => self.omitted(range(&|b| b.source.clone()), run[0].target.start, confidence, found),
                    _ => self.added(range(&|b| b.target.clone()), run[0].source.start, confidence, found),
                }
            }
            at = end.max(at + 1);
        }
    }

    fn omitted(&self, lines: Range<usize>, at: usize, confidence: f32, found: &mut Vec<Disagreement>) {
        let Some(left_out) = self.source.lines.get(lines) else { return };
        let letters: usize = left_out.iter().map(|l| l.letters).sum();
        // Behind the sentence that is translated before it, or before the one that is translated after it.
        let beside = at.checked_sub(1).and_then(|i| self.target.lines.get(i)).or_else(|| self.target.lines.get(at));
        let (Some(first), Some(beside), true) = (left_out.first(), beside, letters >= 20) else { return };
        let count = left_out.len();
        let what = if count == 1 { "a sentence of the source is".to_owned() } else { format!("{count} sentences of the source are") };
        found.push(Disagreement {
            check: OMITTED,
            place: last_word(beside),
            source: Some((first.place, format!("left out: \"{}\"", excerpt(first.text)))),
            message: format!("{what} left out here: \"{}\"", excerpt(first.text)),
            suggestion: None,
            confidence,
        });
    }

    fn added(&self, lines: Range<usize>, at: usize, confidence: f32, found: &mut Vec<Disagreement>) {
        let Some(added) = self.target.lines.get(lines) else { return };
        let letters: usize = added.iter().map(|l| l.letters).sum();
        let (Some(first), true) = (added.first(), letters >= 20) else { return };
        let beside = at.checked_sub(1).and_then(|i| self.source.lines.get(i));
        let count = added.len();
        let what = if count == 1 { "this sentence has".to_owned() } else { format!("this and the next {} sentences have", count - 1) };
        found.push(Disagreement {
            check: ADDED,
            place: first.place,
            source: beside.map(|l| (l.place, "the source goes on elsewhere after this".to_owned())),
            message: format!("{what} nothing in the source that it translates"),
            suggestion: None,
            confidence: confidence * 0.95,
        });
    }

    /// Whether the translation is the source itself, or stands in its script.
    fn untranslated(&self, bead: &Bead, found: &mut Vec<Disagreement>) -> bool {
        let (source, target) = (self.source(bead), self.target(bead));
        let (Some(first), Some(line)) = (source.first(), target.first()) else { return false };
        let fold = |lines: &[Line<'_>]| {
            lines.iter().flat_map(|l| l.text.chars()).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        };
        let all = target.iter().flat_map(|l| &l.words).count();
        let plain = target.iter().flat_map(|l| &l.words).filter(|w| !w.name && w.text.chars().count() > 2).count();
        let same = plain >= 3 && plain * 3 > all && fold(source) == fold(target);
        let other_script = self.target.language.is_english() && {
            let letters = line.text.chars().filter(|c| c.is_alphabetic()).count();
            let foreign = line.text.chars().filter(|c| c.is_alphabetic() && !is_latin(*c)).count();
            foreign * 2 > letters && letters >= 12
        };
        if same || other_script {
            found.push(Disagreement {
                check: UNTRANSLATED,
                place: line.place,
                source: Some((first.place, "the same words in the source".to_owned())),
                message: format!("not translated: \"{}\" stands as in the source", excerpt(line.text)),
                suggestion: None,
                confidence: 0.95,
            });
        }
        same || other_script
    }

    /// Figures that have no counterpart.
    fn numbers(&self, index: usize, found: &mut Vec<Disagreement>) {
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
    fn at(&self, line: &Line<'_>, quantity: &Quantity) -> Place {
        let start = line.place.span.start();
        Place::new(line.place.block, BlockSpan::new(start + quantity.span.start, start + quantity.span.end))
    }

    /// Designations of letters and figures (`GM41`, `737NG`, `COVID-19`) stay as they are: one that is like the source's but for a
    /// figure is a slip.
    fn designations(&self, bead: &Bead, found: &mut Vec<Disagreement>) {
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

    fn links(&self, bead: &Bead, found: &mut Vec<Disagreement>) {
        let (source, target) = (self.source(bead), self.target(bead));
        for (line, (link, span)) in target.iter().flat_map(|l| l.links.iter().map(move |k| (l, k))) {
            let theirs: Vec<_> = source.iter().flat_map(|l| l.links.iter().map(move |k| (l, k))).collect();
            // Tags are translated; addresses and handles are not.
            if link.starts_with('#') || theirs.is_empty() || theirs.iter().any(|(_, (other, _))| other == link) {
                continue;
            }
            let kind = |l: &str| l.contains("://") || l.starts_with("www.");
            let Some((other, (right, at))) = theirs.into_iter().find(|(_, (o, _))| {
                kind(o) == kind(link) && o.starts_with('@') == link.starts_with('@') && !target.iter().any(|t| t.text.contains(o))
            }) else {
                continue;
            };
            found.push(Disagreement {
                check: LINK,
                place: Place::new(line.place.block, *span),
                source: Some((Place::new(other.place.block, *at), format!("\"{right}\" here"))),
                message: format!("\"{link}\" is not what the source has: \"{right}\""),
                suggestion: Some((*right).to_owned()),
                confidence: 0.95 * bead.confidence,
            });
        }
    }

    /// A question on one side alone, where a sentence stands against a sentence.
    fn question(&self, bead: &Bead, found: &mut Vec<Disagreement>) {
        let ([source], [target]) = (self.source(bead), self.target(bead)) else { return };
        let asks = |line: &Line<'_>| {
            line.text.contains(['?', '？', '؟', '՞', '፧']) || line.text.trim_end().ends_with(';') && !is_latin_text(line.text)
        };
        let asks_at_end =
            |line: &Line<'_>| line.text.trim_end().trim_end_matches(['"', '”', '»', '」', '\'', '’']).ends_with(['?', '？', '؟']);
        // Who ends no sentence with a mark asks without one, and Chinese and Japanese ask by words.
        let plain = source.text.trim_end().ends_with(['.', '。', '!', '！', '।', '۔'])
            && !(source.sounds.is_some() && source.text.contains(['か', '吗', '嗎', '呢', '么', '麼', '何', '谁', '誰', '否', '怎']));
        if asks_at_end(source) && !asks(target) || asks_at_end(target) && !asks(source) && plain {
            let message = if asks(target) { "asks, where the source does not" } else { "does not ask, where the source does" };
            found.push(Disagreement {
                check: QUESTION,
                place: last_word(target),
                source: Some((source.place, "the source's sentence".to_owned())),
                message: format!("the sentence {message}: \"{}\"", excerpt(source.text)),
                suggestion: None,
                confidence: 0.7 * bead.confidence,
            });
        }
    }

    /// Latin capitals in a source of another script stay as they are.
    fn acronyms(&self, index: usize, found: &mut Vec<Disagreement>) {
        let bead = &self.beads[index];
        let (source, target) = (self.source(bead), self.target(bead));
        if source.iter().any(|l| is_latin_text(l.text)) {
            return;
        }
        let near = index.saturating_sub(1)..(index + 2).min(self.beads.len());
        let mut seen: Vec<&str> = Vec::new();
        for (line, word) in source.iter().flat_map(|l| l.words.iter().map(move |w| (l, w))) {
            let letters = word.text.chars().filter(|c| c.is_ascii_uppercase()).count();
            if letters < 3 || letters != word.text.chars().count() || seen.contains(&word.text) {
                continue;
            }
            seen.push(word.text);
            let lower = word.text.to_lowercase();
            let told = self.beads[near.clone()]
                .iter()
                .flat_map(|b| self.target(b))
                .any(|l| l.text.to_lowercase().contains(&lower) || initials(l).contains(word.text));
            if let (false, Some(last)) = (told, target.last()) {
                found.push(Disagreement {
                    check: ACRONYM,
                    place: last_word(last),
                    source: Some((Place::new(line.place.block, word.span), format!("\"{}\" here", word.text))),
                    message: format!("the source has \"{}\", and this sentence does not", word.text),
                    suggestion: None,
                    confidence: 0.65 * bead.confidence,
                });
            }
        }
    }

    /// A sentence that has no end where its source has one, and is much shorter.
    fn cut_short(&self, bead: &Bead, ratio: f32, found: &mut Vec<Disagreement>) {
        let (source, target) = (self.source(bead), self.target(bead));
        let letters = |lines: &[Line<'_>]| lines.iter().map(|l| l.letters).sum::<usize>() as f32;
        let (Some(first), Some(last)) = (source.last(), target.last()) else { return };
        let expected = letters(source) * ratio;
        let ends = |t: &str| {
            t.trim_end().ends_with(['.', '!', '?', '…', '"', '”', '»', '」', '。', '！', '？', '।', '۔', '؟', ':', ')', '’', '\''])
        };
        if ends(first.text) && !ends(last.text) && expected >= 40.0 && letters(target) < expected * 0.8 {
            found.push(Disagreement {
                check: CUT_SHORT,
                place: last_word(last),
                source: Some((first.place, "the source's sentence goes on".to_owned())),
                message: format!("the sentence breaks off; the source goes on: \"{}\"", ending(first.text)),
                suggestion: None,
                confidence: 0.9 * bead.confidence,
            });
        }
    }
}

/// Words of letters and figures, by the bytes at which they begin. Counts with a unit and ordinals (`30km`, `21st`) are none.
fn designations(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' && c.is_ascii()));
    words.map(|w| w.trim_matches('-')).filter_map(move |word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let (letters, figures) = (word.bytes().filter(u8::is_ascii_alphabetic).count(), word.bytes().filter(u8::is_ascii_digit).count());
        let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
        let begins = word.starts_with(|c: char| c.is_ascii_alphabetic());
        (letters > 0 && figures > 0 && (begins && letters <= 6 || capitals >= 1 && capitals == letters)).then_some((at, word))
    })
}

/// A designation without its figures, which are what may have been changed.
fn masked(text: &str) -> String {
    folded(text).chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

fn folded(text: &str) -> String {
    text.chars().filter(|c| *c != '-').flat_map(char::to_lowercase).collect()
}

/// The first letters of a line's words in a row, as acronyms are made of.
fn initials(line: &Line<'_>) -> String {
    line.words.iter().filter_map(|w| w.text.chars().next()).flat_map(char::to_uppercase).collect()
}

/// The place of a line's last word.
pub(super) fn last_word(line: &Line<'_>) -> Place {
    let end = line.text.trim_end().len();
    let start = line.text[..end].rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let base = line.place.span.start();
    // Where nothing parts words, the last character is marked.
    let start = if line.text[start..end].chars().any(is_spaceless) {
        line.text[..end].char_indices().next_back().map_or(start, |(at, _)| at)
    } else {
        start + line.text[start..end].len() - line.text[start..end].trim_start_matches(|c: char| !c.is_alphanumeric()).len()
    };
    Place::new(line.place.block, BlockSpan::new(base + start.min(end), base + end))
}

fn is_latin(c: char) -> bool {
    matches!(c as u32, 0x41..=0x5A | 0x61..=0x7A | 0xAA | 0xBA | 0xC0..=0x24F | 0x1E00..=0x1EFF | 0xFB00..=0xFB06)
}

fn is_latin_text(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().filter(|c| is_latin(*c)).count() * 2 > letters
}

/// The first words of a text, short enough for a message.
pub(super) fn excerpt(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let head = unicode::head(&text, 60);
    if head.len() == text.len() {
        return text;
    }
    // At the end of a word, where there is one.
    format!("{}…", head.rsplit_once(' ').map_or(head, |(words, _)| words).trim_end())
}

/// The last words of a text.
fn ending(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let tail = unicode::tail(&text, 41);
    if tail.len() == text.len() { text } else { format!("…{}", tail.trim_start()) }
}

/// Whether two texts may be a pair at all.
///
/// # Errors
/// In words, where they can't be.
pub fn may_be_pair(source: &Side<'_>, target: &Side<'_>) -> Result<(), String> {
    let letters = |side: &Side<'_>| side.lines.iter().map(|l| l.letters).sum::<usize>();
    let (s, t) = (letters(source), letters(target));
    if s == 0 || t == 0 {
        return Err(format!("the {} has no text to compare", if s == 0 { "source" } else { "translation" }));
    }
    if s > t * 10 || t > s * 10 {
        let longer = if s > t { "source" } else { "translation" };
        return Err(format!("the {longer} is more than 10 times as long as the other: not a pair"));
    }
    if source.language != Language::UNKNOWN && source.language == target.language {
        return Err(format!("source and translation are both in {}", source.language));
    }
    Ok(())
}
