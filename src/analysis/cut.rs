//! Blocks that stop without a terminal, in languages of which only a model of endings is known: German, Spanish and French.

use super::{
    Article, Text,
    ending::{self, Reason},
    unterminated::{End, TruncationCandidate, end_of, goes_on, has_no_stops, last_words},
};
use crate::{document::BlockKind, language::Pack, span::BlockSpan};

/// What is measured of a block.
struct OpenBlock {
    block: usize,
    span: BlockSpan,
    /// Log odds that its last sentence is not whole.
    cut: f32,
    words: usize,
    /// Whether it has other sentences before the last.
    several: bool,
    /// Its last word is of a kind that stands before another.
    dependent: bool,
    bracket: bool,
    mark: Option<char>,
    /// A quotation ends with it: who quotes forgets the stop behind the mark oftener than a cut falls there.
    closed: bool,
    reason: Reason,
}

impl OpenBlock {
    fn of(text: &Text<'_>, pack: &Pack) -> Option<Self> {
        let (items, span) = last_words(text)?;
        let count = |mark: char| text.text().matches(mark).count();
        let mark = match end_of(text.text()) {
            End::Open(mark) => Some(mark),
            _ => None,
        };
        let bracket = count('(') > count(')');
        let reason = match mark {
            Some(mark) => Reason::Mark(mark),
            None if bracket => Reason::Bracket,
            None => ending::reason_in(&items, pack),
        };
        Some(Self {
            block: text.index(),
            span,
            cut: ending::cut_score_in(&items, pack).clamp(-4.0, 5.0),
            words: text.text().split_whitespace().count(),
            several: text.sentences().len() > 1,
            dependent: ending::is_dependent(&items),
            bracket,
            mark,
            closed: text.text().trim_end().ends_with(['"', '”', '»', '“']),
            reason,
        })
    }

    /// Log odds that it was cut. Set by hand on the half of the articles that `scripts/language_tasks.py` calls `fit`.
    fn log_odds(&self, second: bool, last: bool, whole_others: usize) -> f32 {
        let flag = |holds: bool, weight: f32| if holds { weight } else { 0.0 };
        let length = match self.words {
            0..=4 => -3.5,
            5..=6 => -2.6,
            7..=9 => -1.6,
            10..=13 => 0.2,
            14..=19 => 1.2,
            _ => 2.2,
        };
        let quoted = self.mark == Some(',') && self.words < 14;
        0.55 * self.cut - 0.4
            + length
            + flag(self.several, 1.8)
            + flag(self.dependent, 1.5)
            + flag(self.bracket, 2.0)
            + flag(self.closed, -3.0)
            + flag(self.mark.is_some() && !quoted, 0.8)
            + flag(second && !self.dependent, -1.6)
            + flag(last, 0.3)
            - 1.3 * whole_others.min(2) as f32 * f32::from(u8::from(!self.several && self.cut < 1.5))
    }
}

/// The blocks that stop without a terminal, with the probability that they were cut.
pub fn candidates(article: &Article<'_>, pack: &Pack) -> Vec<TruncationCandidate> {
    let blocks = article.blocks();
    let prose =
        |b: &&Text<'_>| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation | BlockKind::Subheading | BlockKind::Caption);
    let open = blocks.iter().filter(prose).filter(|b| {
        let bare = matches!(end_of(b.text()), End::Bare | End::Open(_));
        bare && !has_no_stops(b.text()) && std::ptr::eq(b.pack(), pack) && !goes_on(blocks, b.index())
    });
    let looks: Vec<OpenBlock> = open.filter_map(|b| OpenBlock::of(b, pack)).collect();
    // An article all of whose blocks lack their stops has lost them, or is no article.
    let whole = blocks.iter().filter(prose).filter(|b| end_of(b.text()) == End::Terminal).count();
    if whole < 2 || whole < looks.iter().filter(|l| l.words >= 12).count() {
        return Vec::new();
    }
    let first = blocks.iter().position(|b| prose(&b)).unwrap_or(0);
    let last = blocks.iter().filter(prose).filter(|b| b.text().split_whitespace().count() >= 4).map(Text::index).next_back().unwrap_or(0);
    let is_whole = |l: &OpenBlock| l.block > first && l.cut < 1.5 && l.words >= 3;
    let whole_looks = looks.iter().filter(|l| is_whole(l)).count();
    let candidate = |l: &OpenBlock| {
        let others = whole_looks - usize::from(is_whole(l));
        let probability = super::linear::probability(l.log_odds(l.block <= first.max(1), l.block >= last, others));
        TruncationCandidate { block: l.block, span: l.span, probability, reason: l.reason.clone(), last: l.block >= last }
    };
    looks.iter().map(candidate).collect()
}
