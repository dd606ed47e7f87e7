//! The words of a mention, and what stands beside it.

use crate::{
    analysis::{
        Article, Mention, Text, TokenKind,
        name_words::{Shape, is_title},
    },
    document::BlockKind,
    lexicon::{PlaceKind, demonym_country, fold, place, word},
    span::BlockSpan,
};
use std::borrow::Cow;

/// A word of a name.
pub struct Word<'a> {
    /// As written, without a possessive ending.
    pub text: &'a str,
    /// Where, bytes of the block.
    pub span: BlockSpan,
    /// Folded: lower case, no accents.
    pub folded: Cow<'a, str>,
    /// A word in lower case that joins names: `van`, `bin`.
    pub particle: bool,
    /// An initial stands before it, inside the name: `S.` in `Jonathan S. Gelles`.
    pub after_initial: bool,
}

/// A mention, word by word, its initials left out.
pub struct Run<'a> {
    /// The block's index.
    pub block: usize,
    /// The words.
    pub words: Vec<Word<'a>>,
    /// Whether a title or a role stands before it.
    pub titled: bool,
    /// Countries named by the words right before and right after, as two letters.
    pub nations: Vec<&'static str>,
    /// The word before, empty at the start of a sentence and after a mark.
    before: &'a str,
    /// The word after, empty likewise.
    after: &'a str,
}

impl<'a> Run<'a> {
    /// The runs of an article, one for each mention, code and page residue left out.
    pub fn all(article: &Article<'a>) -> Vec<Run<'a>> {
        let of = |mention: &Mention| {
            let text = article.blocks().get(mention.block)?;
            (!matches!(text.kind(), BlockKind::Code | BlockKind::Furniture)).then(|| Run::of(text, mention))
        };
        article.mentions().iter().filter_map(of).filter(|run| !run.words.is_empty()).collect()
    }

    fn of(text: &Text<'a>, mention: &Mention) -> Self {
        let initial = |i: Option<usize>| i.and_then(|i| mention.words.get(i)).is_some_and(|w| w.shape == Shape::Initial);
        let words = mention.words.iter().enumerate().filter(|(_, w)| w.shape != Shape::Initial).map(|(i, w)| {
            let written = text.slice(w.span);
            let after_initial = initial(i.checked_sub(1));
            Word { text: written, span: w.span, folded: fold(written), particle: w.shape == Shape::Particle, after_initial }
        });
        let tokens = text.sentences().get(mention.sentence).map_or(0..0, |s| s.tokens.clone());
        let first = mention.words.first().map_or(0, |w| w.token);
        let last = mention.words.last().map_or(0, |w| w.token);
        let beside = |at: usize| {
            let token = text.tokens().get(at).filter(|t| tokens.contains(&at) && t.kind == TokenKind::Word)?;
            Some(text.word(token))
        };
        let near = (first.saturating_sub(4)..first).chain(last + 1..last + 5).filter_map(beside);
        Run {
            block: mention.block,
            words: words.collect(),
            titled: mention.title.is_some(),
            nations: near.filter_map(nation).collect(),
            before: first.checked_sub(1).and_then(beside).unwrap_or(""),
            after: beside(last + 1).unwrap_or(""),
        }
    }

    /// The word before word `i`, whatever its case.
    pub fn before(&self, i: usize) -> &str {
        i.checked_sub(1).and_then(|p| self.words.get(p)).map_or(self.before, |w| w.text)
    }

    /// The word after word `i`, whatever its case.
    pub fn after(&self, i: usize) -> &str {
        self.words.get(i + 1).map_or(self.after, |w| w.text)
    }

    /// The words `from..to`, folded, with single blanks.
    pub fn name(&self, from: usize, to: usize) -> String {
        let words = self.words.get(from..to).unwrap_or(&[]);
        let mut name = String::new();
        for word in words {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(&word.folded);
        }
        name
    }
}

/// The two letters of the country that a word names, or whose people it names.
fn nation(word: &str) -> Option<&'static str> {
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    demonym_country(word).or_else(|| place(word).filter(|p| p.kind <= PlaceKind::Capital).map(|p| p.country))
}

/// Whether the word goes before a name and is no part of it.
pub fn is_before_names(word: &str) -> bool {
    is_title(word)
        || matches!(
            word,
            "The" | "A" | "An" | "In" | "On" | "At" | "But" | "And" | "As" | "For" | "With" | "When" | "He" | "She" | "Under" | "From"
        )
}

/// Whether readers know it first as an ordinary word.
pub fn is_ordinary(text: &str) -> bool {
    word(text).is_some_and(|w| w.in_dictionary() && w.zipf >= 3.0 && w.lower > w.cap_mid)
}
