//! The words that any pattern asks for, numbered: a token is looked up once for all rules.

use crate::analysis::keys::{KeyMap, key};

/// The number of a word.
pub type Symbol = u32;

/// What a token has that no pattern asks for.
pub const NONE: Symbol = u32::MAX;

/// The vocabulary of a set of rules.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: KeyMap<Symbol>,
}

impl Vocabulary {
    /// The number of a word, a new one for a new word.
    pub fn add(&mut self, word: &str) -> Symbol {
        let next = u32::try_from(self.numbers.len()).unwrap_or(NONE);
        *self.numbers.entry(key(word)).or_insert(next)
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The number of the word with this key: letters' case and the kind of apostrophe don't matter.
    pub fn look_up(&self, key: u64) -> Symbol {
        self.numbers.get(&key).copied().unwrap_or(NONE)
    }
}
