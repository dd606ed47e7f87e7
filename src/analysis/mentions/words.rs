//! What the words of a block by themselves say of names.

use super::super::{Text, TokenKind, name_words::Shape};
use crate::{
    lexicon::{self, Key},
    span::BlockSpan,
};
use std::sync::OnceLock;

/// The words of a block, as far as names are concerned.
#[derive(Debug, Default)]
pub(super) struct BlockWords {
    /// What may be a name: words that have a capital or letters beyond ASCII, whole and before and behind the last hyphen.
    pub listed: Vec<Key>,
    /// Each word that has no capital.
    pub small: Vec<Key>,
    /// Each that has one.
    pub capitals: Vec<Capital>,
    /// Those of them that any word might be, where it stands.
    pub doubtful: Vec<Doubtful>,
}

/// A word with a capital.
#[derive(Debug)]
pub(super) struct Capital {
    pub key: Key,
    /// Whether it has small letters too.
    pub mixed: bool,
    /// Whether any word would have a capital here.
    pub forced: bool,
}

/// A word that has its capital by position and may be a name by its letters.
#[derive(Debug)]
pub(super) struct Doubtful {
    pub token: usize,
    pub key: Key,
    span: BlockSpan,
    english: OnceLock<bool>,
}

impl BlockWords {
    pub(super) fn of(block: &Text<'_>) -> Self {
        let (title_case, tokens, forms) = (block.is_title_case(), block.tokens(), block.word_forms());
        let mut words = Self { small: Vec::with_capacity(tokens.len()), ..Self::default() };
        for (token, form) in tokens.iter().zip(forms) {
            if form.plain || token.kind != TokenKind::Word {
                continue;
            }
            words.listed.push(form.key);
            if let Some((head, tail)) = block.word(token).rsplit_once('-') {
                words.listed.extend([Key::from(head), Key::from(tail)]);
            }
        }
        for sentence in block.sentences() {
            for at in sentence.tokens.clone() {
                let (Some(token), Some(form)) = (tokens.get(at), forms.get(at)) else { break };
                if token.kind != TokenKind::Word {
                    continue;
                }
                if !form.capital {
                    words.small.push(form.key);
                }
                let named = matches!(form.shape, Shape::Name | Shape::Acronym);
                if !form.capital && !named {
                    continue;
                }
                let forced = title_case || opens(block, at, sentence.tokens.start);
                if form.capital {
                    words.capitals.push(Capital { key: form.key, mixed: form.mixed, forced });
                }
                if forced && named {
                    words.doubtful.push(Doubtful { token: at, key: form.key, span: token.span, english: OnceLock::new() });
                }
            }
        }
        words
    }
}

impl Doubtful {
    /// Whether English takes the word for a name.
    pub(super) fn is_name_in_english(&self, block: &Text<'_>) -> bool {
        *self.english.get_or_init(|| {
            let word = block.slice(self.span);
            match lexicon::word(word) {
                Some(known) => known.is_proper_only() || !known.is_common_word() && known.cap_mid + known.upper > known.lower,
                // No word of English: a name, unless it only lacks a hyphen's half.
                None => {
                    let mut parts = word.split('-').map(lexicon::word);
                    let proper = |part: Option<lexicon::Word>| part.is_some_and(|w| w.is_proper_only());
                    parts.clone().all(|part| part.is_none_or(|w| w.is_proper_only())) || word.contains('-') && parts.any(proper)
                }
            }
        })
    }
}

/// Whether the token opens a sentence, or a quotation or clause inside it: whether any word would have a capital there.
pub fn opens(block: &Text<'_>, token: usize, first_of_sentence: usize) -> bool {
    if token <= first_of_sentence {
        return true;
    }
    let Some(before) = token.checked_sub(1).and_then(|b| block.tokens().get(b)) else { return true };
    let mark = block.word(before);
    let spaced = block.tokens().get(token).is_some_and(|t| t.spaced);
    match mark {
        "\"" | "“" | "„" | "«" | "‘" | "'" => !spaced || mark != "\"",
        ":" | ";" | "•" | "·" | "*" | "–" | "—" | "-" | "--" | "..." | "…" | "(" | "[" | "?" | "!" | "." => true,
        _ => false,
    }
}
