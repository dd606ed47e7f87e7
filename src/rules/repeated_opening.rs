//! `repeated-headline` and `repeated-quotation`: what a page prints twice.

use crate::{
    analysis::{Article, Text, TokenKind},
    diagnostic::Place,
    document::BlockKind,
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use foldhash::HashMap;

/// See its record: the headline or the standfirst, printed again.
pub struct RepeatedHeadline;
/// See its record: one quotation, given twice.
pub struct RepeatedQuotation;

/// Words of a headline, a standfirst and a quotation at least.
const HEADLINE_WORDS: usize = 4;
const LEAD_WORDS: usize = 9;
const QUOTATION_WORDS: usize = 8;

/// The blocks that are looked at for what the first ones say.
const FIRST: usize = 8;

/// Quotations of an article that are compared at most.
const QUOTATIONS: usize = 200;

impl Check for RepeatedHeadline {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        // A title among an article's data is meant to stand over its body again.
        let read = |t: &&Text<'_>| {
            !t.block().data
                && !matches!(t.kind(), BlockKind::Code | BlockKind::TableCell | BlockKind::Verse | BlockKind::Caption | BlockKind::ListItem)
        };
        let blocks: Vec<(&Text<'_>, Vec<u64>)> = article.blocks().iter().filter(read).take(FIRST).map(|t| (t, words(t))).collect();
        let mut found: Vec<(usize, BlockSpan, Place, bool)> = Vec::new();
        for (i, (text, own)) in blocks.iter().enumerate() {
            let before = blocks.iter().take(i).enumerate().find_map(|(k, (first, said))| {
                let headline = matches!(first.kind(), BlockKind::Headline | BlockKind::Subheading);
                // "Filename: src/main.rs" is four words to the tokeniser and two to a reader: a label.
                let long = || own.len() >= HEADLINE_WORDS && first.text().split_whitespace().count() >= HEADLINE_WORDS;
                let whole = said == own && headline && long();
                // A standfirst that stands again at the head of the body; one that is cut there ends in dots.
                // Further down it is a caption that says what the text says.
                let near = i <= k + 2;
                let opens =
                    near && said.len() >= LEAD_WORDS && own.len() > said.len() && own.starts_with(said) && (cut(first.text()) || !headline);
                (whole || opens).then_some((*first, whole, said.len()))
            });
            let Some((first, whole, count)) = before else { continue };
            let tokens = text.tokens();
            let (Some(from), Some(to)) = (tokens.first(), last_of(text, count)) else { continue };
            let place = Place::new(first.index(), BlockSpan::new(0, first.text().len()));
            found.push((text.index(), from.span.cover(&to), place, whole));
        }
        for (block, span, place, whole) in found {
            let message = if whole { "this stands in the article already" } else { "the article has begun with these words already" };
            cx.report(block, span, message).label(place, "first said here");
        }
    }
}

/// Whether a text breaks off in dots.
fn cut(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ']' | ')' | '»'));
    text.ends_with("...") || text.ends_with('…')
}

/// The keys of a text's words and numbers.
fn words(text: &Text<'_>) -> Vec<u64> {
    let word = |k: TokenKind| matches!(k, TokenKind::Word | TokenKind::Number);
    text.tokens().iter().zip(text.keys()).filter(|(t, _)| word(t.kind)).map(|(_, key)| *key).take(120).collect()
}

/// The span of the word that is the `count`th of a text.
fn last_of(text: &Text<'_>, count: usize) -> Option<BlockSpan> {
    let word = |k: TokenKind| matches!(k, TokenKind::Word | TokenKind::Number);
    text.tokens().iter().filter(|t| word(t.kind)).nth(count.checked_sub(1)?).map(|t| t.span)
}

/// The long quotations of a block; kept with it.
struct InBlock(Vec<Said>);

/// A quotation of some length.
#[derive(Clone)]
struct Said {
    place: Place,
    /// Its pairs of words, in order, each once.
    pairs: Vec<u64>,
}

impl Check for RepeatedQuotation {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let all = quotations(cx.article());
        let mut bearers: HashMap<u64, Vec<usize>> = HashMap::default();
        for (i, now) in all.iter().enumerate() {
            let mut shared: HashMap<usize, usize> = HashMap::default();
            for pair in &now.pairs {
                let list = bearers.entry(*pair).or_default();
                list.iter().for_each(|other| *shared.entry(*other).or_default() += 1);
                if list.len() < 8 {
                    list.push(i);
                }
            }
            let mut same: Vec<usize> =
                shared.into_iter().filter(|(other, both)| is_same(&all[*other], now, *both)).map(|(other, _)| other).collect();
            same.sort_unstable();
            if let Some(first) = same.first().and_then(|i| all.get(*i)) {
                cx.report(now.place.block, now.place.span, "this quotation stands in the article already")
                    .label(first.place, "first given here");
            }
        }
    }
}

/// Whether two quotations are one in nearly the same words, of whose pairs `both` are shared.
fn is_same(a: &Said, b: &Said, both: usize) -> bool {
    let either = a.pairs.len() + b.pairs.len() - both;
    both * 10 >= either * 7 && a.place.block != b.place.block
}

fn quotations(article: &Article<'_>) -> Vec<Said> {
    let mut all = Vec::new();
    for text in article.blocks().iter().filter(|b| b.kind() == BlockKind::Paragraph && !b.quotations().is_empty()) {
        let own = text.fact_of(0, || InBlock(quotations_in(text)));
        let room = QUOTATIONS - all.len();
        all.extend(own.0.iter().take(room).map(|said| Said { place: Place::new(text.index(), said.place.span), ..said.clone() }));
    }
    all
}

/// The long quotations of a block, as if it were the first.
fn quotations_in(text: &Text<'_>) -> Vec<Said> {
    let mut all = Vec::new();
    for span in text.quotations() {
        let tokens = text.tokens();
        let from = tokens.partition_point(|t| t.span.start() < span.start());
        let to = tokens.partition_point(|t| t.span.start() < span.end());
        let keys: Vec<u64> =
            (from..to).filter(|i| tokens[*i].kind == TokenKind::Word).filter_map(|i| text.keys().get(i).copied()).collect();
        // A title has no mark at its end.
        let ends = to.checked_sub(2).and_then(|i| tokens.get(i)).map_or("", |t| text.word(t));
        if !matches!(ends, "." | "," | "!" | "?") || keys.len() < QUOTATION_WORDS {
            continue;
        }
        let mut pairs: Vec<u64> = keys.windows(2).map(|two| two[0].rotate_left(32) ^ two[1]).collect();
        pairs.sort_unstable();
        pairs.dedup();
        all.push(Said { place: Place::new(0, *span), pairs });
        if all.len() >= QUOTATIONS {
            break;
        }
    }
    all
}
