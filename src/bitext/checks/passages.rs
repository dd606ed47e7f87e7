//! Passages that one side has and the other lacks, and those that were left as they were.

use super::{
    super::{align::Bead, side::Line},
    ADDED, CUT_SHORT, Disagreement, OMITTED, Pairs, UNTRANSLATED, excerpt,
    text::{ending, is_latin, last_word},
};
use std::ops::Range;

/// How sure the alignment is, at least, that one side alone has a passage: nine of ten reports are right then.
const ALONE: f32 = 0.55;
/// Letters that a passage has at least: less may stand in what is beside it.
pub const LEAST: usize = 20;

/// How sure a report of a passage is that one side alone has, by the bead's confidence; nothing where it is not sure enough.
pub fn sure(confidence: f32) -> Option<f32> {
    Some(confidence * 0.95).filter(|c| *c >= ALONE)
}

impl<'s, 'a> Pairs<'s, 'a> {
    /// Passages that one side alone has. Neighbours are one passage.
    pub(super) fn passages(&self, found: &mut Vec<Disagreement>) {
        let mut at = 0;
        while at < self.beads.len() {
            let lone = |b: &Bead| (b.source.is_empty(), b.target.is_empty());
            let kind = lone(&self.beads[at]);
            let end = at + self.beads[at..].iter().take_while(|b| lone(b) == kind).count();
            let run = &self.beads[at..end];
            let least = run.iter().map(|b| b.confidence).fold(1.0_f32, f32::min);
            if let Some(confidence) = sure(least).filter(|_| kind != (false, false)) {
                let range = |side: &dyn Fn(&Bead) -> Range<usize>| side(&run[0]).start..side(&run[run.len() - 1]).end;
                match kind {
                    (false, true) => self.omitted(range(&|b| b.source.clone()), run[0].target.start, confidence, found),
                    _ => self.added(range(&|b| b.target.clone()), run[0].source.start, confidence, found),
                }
            }
            at = end.max(at + 1);
        }
    }

    pub(super) fn omitted(&self, lines: Range<usize>, at: usize, confidence: f32, found: &mut Vec<Disagreement>) {
        let Some(left_out) = self.source.lines.get(lines) else { return };
        let letters: usize = left_out.iter().map(|l| l.letters).sum();
        // Behind the sentence that is translated before it, or before the one that is translated after it.
        let beside = at.checked_sub(1).and_then(|i| self.target.lines.get(i)).or_else(|| self.target.lines.get(at));
        let prose = letters >= LEAST && !left_out.iter().all(|l| l.furniture);
        let (Some(first), Some(beside), true) = (left_out.first(), beside, prose) else { return };
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

    pub(super) fn added(&self, lines: Range<usize>, at: usize, confidence: f32, found: &mut Vec<Disagreement>) {
        let Some(added) = self.target.lines.get(lines) else { return };
        let letters: usize = added.iter().map(|l| l.letters).sum();
        let prose = letters >= LEAST && !added.iter().all(|l| l.furniture);
        let (Some(first), true) = (added.first(), prose) else { return };
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
    pub(super) fn untranslated(&self, bead: &Bead, found: &mut Vec<Disagreement>) -> bool {
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

    /// A sentence that has no end where its source has one, and is much shorter.
    pub(super) fn cut_short(&self, bead: &Bead, ratio: f32, found: &mut Vec<Disagreement>) {
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
