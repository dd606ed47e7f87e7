//! Blocks that stop without a terminal, in languages of which only a model of endings is known: German, Spanish and French.

use super::{
    Article, Text,
    ending::{self, Reason},
    linear,
    unterminated::{End, TruncationCandidate, end_of, goes_on, has_no_stops, last_words},
};
use crate::{document::BlockKind, language::Pack, span::BlockSpan};
use std::sync::LazyLock;

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

    /// What is measured of it, in the order of [`MEASURES`].
    fn measures(&self, second: bool, last: bool, whole_others: usize) -> [f32; COUNT] {
        let flag = |holds: bool| f32::from(u8::from(holds));
        let within = |range: std::ops::RangeInclusive<usize>| flag(range.contains(&self.words));
        let quoted = self.mark == Some(',') && self.words < 14;
        let others = whole_others.min(2) as f32;
        [
            1.0,
            self.cut,
            flag(self.cut >= 2.0),
            within(0..=4),
            within(5..=6),
            within(7..=9),
            within(14..=19),
            within(20..=usize::MAX),
            flag(self.several),
            flag(self.dependent),
            flag(self.bracket),
            flag(self.closed),
            flag(self.mark.is_some() && !quoted),
            flag(quoted),
            flag(second && !self.dependent),
            flag(last),
            if self.several { 0.0 } else { others },
            if self.several || self.cut >= 1.5 { 0.0 } else { others },
        ]
    }
}

/// The measures, as the file of weights names them.
pub const MEASURES: [&str; COUNT] = [
    "bias",
    "cut",
    "surely-cut",
    "words-4",
    "words-6",
    "words-9",
    "words-19",
    "words-more",
    "several",
    "dependent",
    "bracket",
    "closed",
    "mark",
    "quoted",
    "second",
    "last",
    "others",
    "others-whole",
];
/// How many there are.
pub const COUNT: usize = 18;

/// Lines of a measure's name, tab, weight; made by `copydesk-train fit-cut-other`.
static WEIGHTS: LazyLock<[f32; COUNT]> = LazyLock::new(|| linear::weights(copydesk_models::CUT_OTHER, &MEASURES));

/// The blocks that stop without a terminal, with the probability that they were cut.
pub fn candidates(article: &Article<'_>, pack: &Pack) -> Vec<TruncationCandidate> {
    let candidate = |(look, last, measures): (OpenBlock, bool, [f32; COUNT])| {
        let probability = linear::probability(linear::weighed(&measures, &*WEIGHTS));
        TruncationCandidate { block: look.block, span: look.span, probability, reason: look.reason, last }
    };
    measured(article, pack).into_iter().map(candidate).collect()
}

/// The place of each block that stops without a terminal among the article's, and what is measured of it: what the weights are fitted on.
pub fn measures(article: &Article<'_>, pack: &Pack) -> Vec<(usize, [f32; COUNT])> {
    measured(article, pack).into_iter().map(|(look, _, measures)| (look.block, measures)).collect()
}

/// The blocks that stop without a terminal, whether each is the article's last, and its measures.
fn measured(article: &Article<'_>, pack: &Pack) -> Vec<(OpenBlock, bool, [f32; COUNT])> {
    let blocks = article.blocks();
    let prose =
        |b: &&Text<'_>| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation | BlockKind::Subheading | BlockKind::Caption);
    let open = blocks.iter().filter(prose).filter(|b| {
        let bare = matches!(end_of(b.text()), End::Bare | End::Open(_));
        bare && !has_no_stops(b.text()) && std::ptr::eq(b.pack(), pack) && !goes_on(blocks, b.index())
    });
    // An article all of whose blocks lack their stops has lost them, or is no article.
    let whole = blocks.iter().filter(prose).filter(|b| end_of(b.text()) == End::Terminal).count();
    if whole < 2 {
        return Vec::new();
    }
    let looks: Vec<OpenBlock> = open.filter_map(|b| OpenBlock::of(b, pack)).collect();
    if whole < looks.iter().filter(|l| l.words >= 12).count() {
        return Vec::new();
    }
    let first = blocks.iter().position(|b| prose(&b)).unwrap_or(0);
    let last = blocks.iter().filter(prose).filter(|b| b.text().split_whitespace().count() >= 4).map(Text::index).next_back().unwrap_or(0);
    let is_whole = |l: &OpenBlock| l.block > first && l.cut < 1.5 && l.words >= 3;
    let whole_looks = looks.iter().filter(|l| is_whole(l)).count();
    let measured = |l: OpenBlock| {
        let last = l.block >= last;
        let measures = l.measures(l.block <= first.max(1), last, whole_looks - usize::from(is_whole(&l)));
        (l, last, measures)
    };
    looks.into_iter().map(measured).collect()
}
