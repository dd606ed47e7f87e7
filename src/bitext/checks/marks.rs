//! Quotation marks and brackets that come in pairs in the source and do not in the translation.

use super::{
    super::{align::Bead, side::Line},
    Disagreement, MARKS, Pairs, excerpt,
};
use crate::{diagnostic::Place, span::BlockSpan};

/// Double quotation marks of all scripts; single ones are apostrophes as often.
const QUOTES: [char; 12] = ['"', '“', '”', '„', '‟', '«', '»', '「', '」', '『', '』', '＂'];
/// Brackets that open, and those that close.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')];

/// The double quotation marks of some lines, by the line and the byte in it. `5"` is inches where no quotation is open, and a mark between
/// letters stands for an apostrophe.
fn quotes<'s, 'a>(lines: &'s [Line<'a>]) -> Vec<(&'s Line<'a>, usize, char)> {
    let of = |line: &'s Line<'a>| {
        let mark = move |(at, c): (usize, char)| {
            let (before, behind) = (line.text[..at].chars().next_back(), line.text[at + c.len_utf8()..].chars().next());
            let open = !line.text[..at].matches(QUOTES).count().is_multiple_of(2);
            let figure = c == '"' && before.is_some_and(char::is_numeric) && !open;
            let inside = c == '"' && before.is_some_and(char::is_alphabetic) && behind.is_some_and(char::is_alphabetic);
            (QUOTES.contains(&c) && !figure && !inside).then_some((line, at, c))
        };
        line.text.char_indices().filter_map(mark)
    };
    lines.iter().flat_map(of).collect()
}

/// Brackets that have no partner, by the line and the byte in it. `1)` counts, and `:)` smiles.
fn loose<'s, 'a>(lines: &'s [Line<'a>]) -> Option<Vec<(&'s Line<'a>, usize, char)>> {
    let mut open: Vec<(&Line<'_>, usize, char)> = Vec::new();
    let mut lone = Vec::new();
    let mut any = false;
    for line in lines {
        for (at, c) in line.text.char_indices() {
            if BRACKETS.iter().any(|(o, _)| *o == c) {
                any = true;
                open.push((line, at, c));
            } else if BRACKETS.iter().any(|(_, close)| *close == c) {
                let before = line.text[..at].chars().next_back();
                if open.pop().is_none() && !before.is_some_and(|b| b.is_ascii_punctuation() || b.is_numeric()) {
                    lone.push((line, at, c));
                }
            }
        }
    }
    lone.extend(open);
    any.then_some(lone)
}

impl<'s, 'a> Pairs<'s, 'a> {
    /// A mark without a partner, in sentences whose source has its marks in pairs.
    pub(super) fn marks(&self, index: usize, found: &mut Vec<Disagreement>) {
        let bead = &self.beads[index];
        let (source, target) = (self.source(bead), self.target(bead));
        let (theirs, ours) = (quotes(source), quotes(target));
        if !theirs.is_empty() && theirs.len().is_multiple_of(2) && !ours.len().is_multiple_of(2) && !self.goes_on(index) {
            // The one that is alone is the last that opens, else the last.
            let opens = |(line, at, c): &&(&Line<'a>, usize, char)| {
                matches!(c, '“' | '„' | '«' | '「' | '『')
                    || *c == '"' && line.text[..*at].chars().next_back().is_none_or(char::is_whitespace)
            };
            let closing = ours.iter().filter(|m| !opens(m)).count();
            let lone = if closing * 2 < ours.len() { ours.iter().rev().find(opens) } else { ours.last() };
            if let Some(mark) = lone {
                found.push(self.alone(bead, mark, "a quotation mark"));
            }
        }
        // Where the source has no bracket, the translation's are its own business.
        if loose(source).is_some_and(|lone| lone.is_empty())
            && let Some(mark) = loose(target).and_then(|lone| lone.first().copied())
        {
            found.push(self.alone(bead, &mark, "a bracket"));
        }
    }

    /// Whether a quotation goes on beyond the bead: the sentences before or after it have a mark too many as well, or the next paragraph
    /// begins with one, as English writes quotations of several paragraphs.
    fn goes_on(&self, index: usize) -> bool {
        let near = |step: isize| index.checked_add_signed(step).and_then(|i| self.beads.get(i));
        let odd = |bead: &Bead| !quotes(self.target(bead)).len().is_multiple_of(2);
        let begins = |bead: &Bead| self.target(bead).first().is_some_and(|l| l.first && l.text.starts_with(QUOTES));
        near(-1).is_some_and(odd) || near(1).is_some_and(odd) || near(1).is_some_and(begins)
    }

    fn alone(&self, bead: &Bead, (line, at, c): &(&Line<'a>, usize, char), what: &str) -> Disagreement {
        let start = line.place.span.start() + at;
        let source = self.source(bead);
        Disagreement {
            check: MARKS,
            place: Place::new(line.place.block, BlockSpan::new(start, start + c.len_utf8())),
            source: source.first().map(|l| (l.place, "its marks come in pairs here".to_owned())),
            message: format!(
                "{what} has no partner here; in the source all have: \"{}\"",
                source.first().map_or(String::new(), |l| excerpt(l.text))
            ),
            suggestion: None,
            confidence: 0.8 * bead.confidence,
        }
    }
}
