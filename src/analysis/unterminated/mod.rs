//! Blocks that stop without a terminal: prose that was cut, or a heading, a caption, a line of a list.

mod end;
mod open_block;
mod surroundings;

pub use end::{CLOSING, End, end_of};
pub use open_block::{MEASURES, OpenBlock};
pub use surroundings::Surroundings;

use super::{
    Article, Text,
    ending::{self, Item, Reason},
};
use crate::{document::BlockKind, language::Pack, span::BlockSpan};
pub(in crate::analysis) use surroundings::goes_on;

/// A block of prose that seems to have lost its end.
#[derive(Clone, Debug)]
pub struct TruncationCandidate {
    /// Its place in [`Article::blocks`].
    pub block: usize,
    /// Its last words.
    pub span: BlockSpan,
    /// How likely it was cut.
    pub probability: f32,
    /// What its end waits for.
    pub reason: Reason,
    /// No prose follows it in the article.
    pub last: bool,
}

/// Whether a block can hold a sentence that was cut, whatever its shape made it.
fn may_be_prose(text: &Text<'_>) -> bool {
    matches!(text.kind(), BlockKind::Paragraph | BlockKind::Summary | BlockKind::Quotation | BlockKind::Subheading | BlockKind::Caption)
        && !text.block().labelled
}

/// The blocks that stop without a terminal, with the probability that they were cut.
pub fn candidates(article: &Article<'_>) -> Vec<TruncationCandidate> {
    if !article.language().is_english() {
        let pack = Pack::of(article.language()).filter(|p| p.endings.is_some());
        return pack.map_or_else(|| by_marks(article), |pack| super::cut::candidates(article, pack));
    }
    let on_its_own = |open: &OpenBlock<'_>| {
        // A description that is one line without a stop is a label; the body tells whether it was cut from there.
        let kind = open.text.kind();
        match if kind == BlockKind::Summary { within_body(article, open.text) } else { None } {
            Some(cut) => cut,
            None => kind != BlockKind::Summary || open.must_go_on || open.text.sentences().len() > 1,
        }
    };
    open_blocks(article)
        .into_iter()
        .filter(|(open, _)| on_its_own(open) && !ends_otherwise(open.text))
        .map(|(open, around)| TruncationCandidate {
            block: open.text.index(),
            span: open.span,
            probability: calibrated(open.log_odds(&around), around.last),
            reason: open.reason(),
            last: around.last,
        })
        .collect()
}

/// Whether the body goes on behind a description's last words, where it has them: `None` where it has not.
fn within_body(article: &Article<'_>, summary: &Text<'_>) -> Option<bool> {
    let words = |text: &str| {
        let mut out = String::from(" ");
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            if !bare.is_empty() {
                out.push_str(&bare.to_lowercase());
                out.push(' ');
            }
            if word.trim_end_matches(CLOSING).ends_with(['.', '!', '?', ':']) {
                out.push_str(". ");
            }
        }
        out
    };
    let all = words(summary.text());
    let last: Vec<&str> = all.split(' ').rev().filter(|w| !w.is_empty()).take(6).collect();
    if last.len() < 6 {
        return None;
    }
    let tail = format!(" {} ", last.into_iter().rev().collect::<Vec<_>>().join(" "));
    let behind = |text: &Text<'_>| {
        let body = words(text.text());
        body.find(&tail).map(|at| body.get(at + tail.len()..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('.')))
    };
    article.prose().find_map(behind)
}

/// Whether it ends in what stands for a stop or needs none: a link that is a sentence, code, a picture, the name of who is quoted.
fn ends_otherwise(text: &Text<'_>) -> bool {
    ends_in_link(text) || ends_in_code(text) || text.text().trim_end().ends_with(is_picture) || is_attributed(text.text())
}

/// Emoji and dingbats, which end messages instead of a stop.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{1F300}'..='\u{1FAFF}' | '\u{FE0F}')
}

/// Whether a quotation is followed by a dash and who said it: `"A dysfunctional family," — Randy`.
fn is_attributed(text: &str) -> bool {
    let Some((quote, name)) = text.rsplit_once(['—', '–', '―']) else { return false };
    let quoted = quote.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_')).ends_with(['"', '”', '’', '\'', '»']);
    quoted && (1..=8).contains(&name.split_whitespace().count())
}

/// Whether it ends in code: a stop is often left out behind it, and no cut falls just there.
fn ends_in_code(text: &Text<'_>) -> bool {
    let end = text.text().trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    text.block().code.last().is_some_and(|c| c.end() >= end)
}

/// Whether its last words are a link, behind which few cuts fall and many leave the stop out; or most of it is links: a list of them.
fn ends_in_link(text: &Text<'_>) -> bool {
    let (links, all) = (&text.block().links, text.text().len());
    links.last().is_some_and(|l| l.end() + 4 >= all) || 2 * links.iter().map(|l| l.end() - l.start()).sum::<usize>() > all
}

/// How likely a block was cut whose log odds are these: a line through them, as fitted by `crates/copydesk-train/src/calibration.rs`.
fn calibrated(log_odds: f32, last: bool) -> f32 {
    let (slope, shift) = if last { (0.65, -0.4) } else { (1.45, -0.4) };
    super::linear::probability(slope * log_odds + shift)
}

/// The probability from which a block is reported: where its log odds are even.
pub const REPORTED: f32 = 0.4;

/// Words of a block that is longer than a heading; in scripts without spaces, letters.
const LONG: usize = 12;

/// How long a text is: words, or half its letters where the script has no spaces.
fn length(text: &str) -> usize {
    let wide = text.chars().filter(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')).count();
    text.split_whitespace().count().max(wide / 2)
}

/// Whether the script writes no mark at a sentence's end: Thai and Lao.
pub(super) fn has_no_stops(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).take(20).any(|c| matches!(c, '\u{E00}'..='\u{EFF}'))
}

/// The same by marks and places alone, for languages without a model: a long block without a terminal among long blocks that have one.
fn by_marks(article: &Article<'_>) -> Vec<TruncationCandidate> {
    let blocks = article.blocks();
    let long: Vec<&Text<'_>> =
        blocks.iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation) && length(b.text()) >= LONG).collect();
    let open: Vec<&&Text<'_>> =
        long.iter().filter(|b| matches!(end_of(b.text()), End::Bare | End::Open(_)) && !has_no_stops(b.text())).collect();
    let open: Vec<&&Text<'_>> = open.into_iter().filter(|b| !goes_on(blocks, b.index())).collect();
    let whole = long.iter().filter(|b| end_of(b.text()) == End::Terminal).count();
    if whole < 2 || whole < 4 * open.len() && open.len() > 1 {
        return Vec::new();
    }
    let last = long.last().map_or(0, |b| b.index());
    let candidate = |text: &Text<'_>| {
        let tokens = text.tokens();
        let trimmed = text.text().trim_end_matches(|c: char| c.is_whitespace() || CLOSING.contains(&c));
        let inside = tokens.iter().filter(|t| t.span.end() <= trimmed.len()).count();
        let span = tokens.get(inside.saturating_sub(3))?.span.cover(&tokens.get(inside.checked_sub(1)?)?.span);
        let count = |mark: char| text.text().matches(mark).count();
        let bracket = count('(') > count(')') || count('（') > count('）');
        let several = text.sentences().len() > 1;
        let (reason, probability) = match end_of(text.text()) {
            End::Open(mark) => (Reason::Mark(mark), 0.9),
            _ if bracket => (Reason::Bracket, 0.95),
            _ if several => (Reason::NoStop, 0.9),
            // A second headline stands behind the first.
            _ if text.index() <= 1 => (Reason::NoStop, 0.3),
            _ => (Reason::NoStop, 0.75),
        };
        Some(TruncationCandidate { block: text.index(), span, probability, reason, last: text.index() == last })
    };
    open.into_iter().filter_map(|b| candidate(b)).collect()
}

/// The words of a block's last sentence as far as the last that is one, and the place of the last three.
pub(super) fn last_words<'a>(text: &Text<'a>) -> Option<(Vec<Item<'a>>, BlockSpan)> {
    let sentence = text.sentences().last()?;
    let tokens = text.tokens_of(sentence);
    let mut items = ending::items(text, sentence);
    while items.last().is_some_and(|t| !t.text.contains(|c: char| c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '%'))) {
        items.pop();
    }
    let (first, last) = (tokens.get(items.len().saturating_sub(3))?, tokens.get(items.len().checked_sub(1)?)?);
    Some((items, first.span.cover(&last.span)))
}

/// The blocks that stop without a terminal, and what stands around each.
pub fn open_blocks<'a>(article: &'a Article<'a>) -> Vec<(OpenBlock<'a>, Surroundings)> {
    let blocks = article.blocks();
    let open = blocks.iter().filter(|b| may_be_prose(b) && matches!(end_of(b.text()), End::Bare | End::Open(_)));
    let open: Vec<OpenBlock<'_>> = open.filter_map(OpenBlock::new).collect();
    let around = surroundings::surroundings(blocks, &open);
    open.into_iter().zip(around).collect()
}
