//! What two aligned texts disagree about.

mod figures;
mod marks;
pub mod passages;
mod text;

pub(super) use text::{excerpt, last_word};

use super::{
    align::{Bead, Unit, align},
    glossary::{self, Glossary},
    names,
    side::{Line, Side},
};
use crate::{analysis::Language, diagnostic::Place};
use std::ops::Range;
use text::{initials, is_latin_text};

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
/// A quotation mark or a bracket without a partner, where all of the source's have one.
pub const MARKS: Check = "quotation-mismatch";
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
        pairs.marks(index, &mut found);
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
