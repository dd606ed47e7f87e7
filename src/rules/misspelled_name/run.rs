//! The words of a mention, and what stands beside it.

use crate::{
    analysis::{
        Article, Mention, Text, TokenKind,
        name_words::{Shape, is_title},
        roll,
    },
    document::BlockKind,
    lexicon::{Key, PlaceKind, Roles, WordSet, demonym_country, fold, place, roles, word},
    span::BlockSpan,
};
use std::{borrow::Cow, ops::Range};

/// A word of a name.
pub struct Word<'a> {
    /// As written, without a possessive ending.
    pub text: &'a str,
    /// Where, bytes of the block.
    pub span: BlockSpan,
    /// Folded: lower case, no accents.
    pub folded: Cow<'a, str>,
    /// Of the folded word.
    pub key: Key,
    /// A word in lower case that joins names: `van`, `bin`.
    pub particle: bool,
    /// An initial stands before it, inside the name: `S.` in `Jonathan S. Gelles`.
    pub after_initial: bool,
}

/// A mention, word by word, its initials left out.
pub struct Run<'t, 'a> {
    /// The block's index.
    pub block: usize,
    /// The words.
    pub words: Vec<Word<'a>>,
    /// Whether a title or a role stands before it.
    pub titled: bool,
    /// The word before, empty at the start of a sentence and after a mark.
    before: &'a str,
    /// The word after, empty likewise.
    after: &'a str,
    text: &'t Text<'a>,
    /// Its tokens, and those of its sentence.
    tokens: Range<usize>,
    sentence: Range<usize>,
}

impl<'t, 'a> Run<'t, 'a> {
    /// The runs of one of an article's blocks, one for each mention; none of code and page residue, unless it is a list of names: a
    /// cast, a team.
    pub fn of_block(article: &'t Article<'a>, block: usize) -> Vec<Self> {
        let Some(text) = article.blocks().get(block) else { return Vec::new() };
        let mentions = article.mentions().of_block(block);
        if mentions.is_empty() || text.kind() == BlockKind::Code || text.kind() == BlockKind::Furniture && !roll::is_roll(text) {
            return Vec::new();
        }
        let end = roll::credits(text).unwrap_or(usize::MAX);
        let before = |mention: &&Mention| mention.words.first().is_some_and(|w| w.token < end);
        mentions.iter().filter(before).map(|mention| Run::of(text, mention)).filter(|run| !run.words.is_empty()).collect()
    }

    fn of(text: &'t Text<'a>, mention: &Mention) -> Self {
        let initial = |i: Option<usize>| i.and_then(|i| mention.words.get(i)).is_some_and(|w| w.shape == Shape::Initial);
        let words = mention.words.iter().enumerate().filter(|(_, w)| w.shape != Shape::Initial).map(|(i, w)| {
            let written = text.slice(w.span);
            let after_initial = initial(i.checked_sub(1));
            let key = text.word_forms().get(w.token).map_or_else(|| Key::from(written), |form| form.key);
            Word { text: written, span: w.span, folded: fold(written), key, particle: w.shape == Shape::Particle, after_initial }
        });
        let sentence = text.sentences().get(mention.sentence).map_or(0..0, |s| s.tokens.clone());
        let first = mention.words.first().map_or(0, |w| w.token);
        let last = mention.words.last().map_or(0, |w| w.token);
        let mut run = Run {
            block: mention.block,
            words: words.collect(),
            titled: mention.title.is_some(),
            before: "",
            after: "",
            text,
            tokens: first..last + 1,
            sentence,
        };
        run.before = first.checked_sub(1).and_then(|before| run.beside(before)).unwrap_or("");
        run.after = run.beside(last + 1).unwrap_or("");
        run
    }

    /// The word of the sentence that is this token of the block.
    fn beside(&self, at: usize) -> Option<&'a str> {
        let token = self.text.tokens().get(at).filter(|t| self.sentence.contains(&at) && t.kind == TokenKind::Word)?;
        Some(self.text.word(token))
    }

    /// Countries named by the words right before and right after, as two letters.
    pub fn nations(&self) -> Vec<&'static str> {
        let Range { start: first, end: behind } = self.tokens;
        let near = (first.saturating_sub(4)..first).chain(behind..behind + 4);
        near.filter_map(|at| nation(self.beside(at)?)).collect()
    }

    /// Whether it stands in a list of names.
    pub fn is_in_roll(&self) -> bool {
        roll::is_roll(self.text)
    }

    /// Whether it is an entry in a list of names, or a cell of a table of them.
    pub fn is_entry(&self) -> bool {
        self.is_in_roll() && matches!(self.text.kind(), BlockKind::ListItem | BlockKind::TableCell)
    }

    /// What the words right before and behind say that the bearer of the name is.
    pub fn roles(&self) -> Roles {
        let Range { start: first, end: behind } = self.tokens;
        let mut found = Roles::NONE;
        for at in (first.saturating_sub(4)..first).chain(behind..behind + 6) {
            if let Some(word) = self.beside(at) {
                found |= roles::of_word(&word.to_lowercase());
            }
        }
        found
    }

    /// The word before word `i`, whatever its case.
    pub fn before(&self, i: usize) -> &str {
        i.checked_sub(1).and_then(|p| self.words.get(p)).map_or(self.before, |w| w.text)
    }

    /// The word after word `i`, whatever its case.
    pub fn after(&self, i: usize) -> &str {
        self.words.get(i + 1).map_or(self.after, |w| w.text)
    }

    /// Writes the words `from..to`, folded, with single blanks, over `name`.
    pub fn write_name(&self, from: usize, to: usize, name: &mut String) {
        name.clear();
        for word in self.words.get(from..to).unwrap_or(&[]) {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(&word.folded);
        }
    }
}

/// The two letters of the country that a word names, or whose people it names.
fn nation(word: &str) -> Option<&'static str> {
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let key = Key::from(word);
    demonym_country(key).or_else(|| place(key).filter(|p| p.kind <= PlaceKind::Capital).map(|p| p.country))
}

/// Whether the word goes before a name and is no part of it.
pub fn is_before_names(word: &str) -> bool {
    static BEFORE: WordSet =
        WordSet::new(&["The", "A", "An", "In", "On", "At", "But", "And", "As", "For", "With", "When", "He", "She", "Under", "From"]);
    is_title(word) || BEFORE.contains(word)
}

/// Whether readers know it first as an ordinary word.
pub fn is_ordinary(text: &str) -> bool {
    word(text).is_some_and(|w| w.in_dictionary() && w.zipf >= 3.0 && w.lower > w.cap_mid)
}
