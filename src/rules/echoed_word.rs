//! `echoed-word` and `self-gloss`: "the writing of the writing", "masks, masks and respirators", "social media (social media)".

use crate::{
    analysis::{Tag, TagSet, Text, TokenKind},
    diagnostic::Applicability,
    lexicon::WordSet,
    rule::{Check, RuleContext, Scope},
};

/// See its record: a noun of itself, a list that has one thing twice.
pub struct EchoedWord;
/// See its record: a word explained by itself in brackets.
pub struct SelfGloss;

/// Nouns that are said of themselves on purpose, or for emphasis.
#[rustfmt::skip]
static ON_PURPOSE: WordSet = WordSet::new(&[
    "king", "kings", "queen", "holy", "best", "worst", "most", "heart", "hearts", "song", "songs", "light", "lord", "lords",
    "mother", "father", "cause", "love", "end", "ages", "nation", "nations", "parliament", "parliaments", "rest", "kind", "kinds",
    "more", "many", "very", "really", "over", "again", "long", "miles", "years", "never", "only", "just", "same", "some",
    "history", "word", "words", "side", "block", "part", "parts", "system", "systems", "critique", "knowledge", "theory", "value",
    "function", "exponential", "science", "children", "people", "work", "business", "faster", "closer", "slowly", "louder",
    "higher", "lower", "deeper", "further", "bigger", "better", "worse", "older", "younger", "longer", "shorter", "please",
    "friend", "friends", "novel", "table", "funny", "what", "that", "where", "when", "time", "times", "much", "less", "down",
    "round", "back", "night", "home", "front", "hundreds", "thousands", "millions", "billions", "number", "numbers", "bank",
    "banks", "head", "chief", "city", "cities", "state", "market", "markets", "stories", "story",
]);

/// Tags of what may be echoed.
const NOUN: TagSet = TagSet::of(&[Tag::Nn, Tag::Nns, Tag::Vbg]);
const LISTED: TagSet = TagSet::of(&[Tag::Nn, Tag::Nns, Tag::Vbg, Tag::Vbn, Tag::Jj]);

/// Tokens of a gloss at most.
const LONGEST: usize = 6;

impl Check for EchoedWord {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().prose() {
            for sentence in text.sentences() {
                let keys = text.keys_of(sentence);
                for (i, four) in keys.windows(3).enumerate() {
                    let [one, _, three] = four else { continue };
                    let at = sentence.tokens.start + i;
                    let second = if one == three && of_itself(text, at, at + 2) || listed(text, at, sentence.tokens.end, one == three) {
                        at + 2
                    } else if keys.get(i + 3) == Some(one) && of_itself(text, at, at + 3) {
                        at + 3
                    } else {
                        continue;
                    };
                    let (Some(a), Some(b)) = (text.tokens().get(at), text.tokens().get(second)) else { continue };
                    let span = a.span.cover(&b.span);
                    if !text.is_quoted(span) && !text.has_code(span) {
                        cx.report(text.index(), span, format!("\"{}\" says one word twice", text.slice(span)));
                    }
                }
            }
        }
    }
}

/// A small word of some length that nobody says twice on purpose.
fn echoes(text: &Text<'_>, at: usize) -> bool {
    let word = text.word_at(at);
    word.len() >= 5 && word.bytes().all(|b| b.is_ascii_lowercase()) && !ON_PURPOSE.contains(word)
}

/// "the writing of the writing", but no "bank of banks' data", "sale of sale items" or, of what may nest, "dependencies of dependencies".
fn of_itself(text: &Text<'_>, at: usize, again: usize) -> bool {
    let between =
        text.word_at(at + 1) == "of" && (again == at + 2 || matches!(text.word_at(at + 2), "the" | "a" | "an" | "this" | "its" | "their"));
    let nests = again == at + 2 && text.tag_in(at, TagSet::of(&[Tag::Nns])) && text.tag_in(again, TagSet::of(&[Tag::Nns]));
    between
        && !nests
        && echoes(text, at)
        && text.tag_in(at, NOUN)
        && text.tag_in(again, NOUN)
        && !text.tag_in(again + 1, TagSet::of(&[Tag::Nn, Tag::Nns, Tag::Nnp, Tag::Pos, Tag::Hyph, Tag::Vbg]))
        && !matches!(text.word_at(again + 1), "'" | "’" | "'s" | "’s" | "-")
}

/// "masks, masks and respirators".
fn listed(text: &Text<'_>, at: usize, end: usize, same: bool) -> bool {
    same && text.word_at(at + 1) == ","
        && at + 4 < end
        && matches!(text.word_at(at + 3), "and" | "or" | ",")
        && echoes(text, at)
        && text.word_at(at + 4) != text.word_at(at)
        && text.tag_in(at, LISTED)
        && text.tag_in(at + 2, LISTED)
}

impl Check for SelfGloss {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().prose() {
            let (tokens, keys) = (text.tokens(), text.keys());
            for (open, _) in tokens.iter().enumerate().filter(|(_, t)| t.span.len() == 1 && text.word(t) == "(") {
                let close = (open + 2..=open + 1 + LONGEST).find(|i| text.word_at(*i) == ")");
                let Some(close) = close else { continue };
                let from = open + 1;
                let size = close - from;
                let Some(start) = open.checked_sub(size) else { continue };
                let (Some(before), Some(inside)) = (keys.get(start..open), keys.get(from..close)) else { continue };
                if size == 0 || before != inside || !is_gloss(text, from, close) {
                    continue;
                }
                let span = tokens[open].span.cover(&tokens[close].span);
                if text.is_quoted(span) || text.has_code(span) {
                    continue;
                }
                let shown = text.slice(tokens[from].span.cover(&tokens[close - 1].span));
                cx.report(text.index(), span, format!("\"{shown}\" is explained by itself")).suggest("", Applicability::Unsafe);
            }
        }
    }
}

/// Whether what stands between brackets is words, and not a ticker or a team's sign.
fn is_gloss(text: &Text<'_>, from: usize, to: usize) -> bool {
    let words = || (from..to).map(|i| text.word_at(i));
    let ticker = to - from == 1 && words().all(|w| w.len() <= 5 && w.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
    let letters = (from..to).any(|i| text.tokens().get(i).is_some_and(|t| t.kind == TokenKind::Word && t.span.len() >= 4));
    letters && !ticker
}
