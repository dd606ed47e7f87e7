//! The words that any pattern asks for, numbered: a token is looked up once for all rules.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// The number of a word.
pub type Symbol = u32;

/// What a token has that no pattern asks for.
pub const NONE: Symbol = u32::MAX;

/// The vocabulary of a set of rules.
#[derive(Debug, Default)]
pub struct Vocabulary {
    numbers: HashMap<Box<str>, Symbol, BuildHasherDefault<Fx>>,
}

impl Vocabulary {
    /// The number of a word, a new one for a new word. Words are given in small letters.
    pub fn add(&mut self, word: &str) -> Symbol {
        if let Some(symbol) = self.numbers.get(word) {
            return *symbol;
        }
        let symbol = u32::try_from(self.numbers.len()).unwrap_or(NONE);
        self.numbers.insert(word.into(), symbol);
        symbol
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a token's text, letters' case and the kind of apostrophe aside. `buffer` is overwritten.
    pub fn look_up(&self, token: &str, buffer: &mut String) -> Symbol {
        buffer.clear();
        if token.is_ascii() {
            buffer.push_str(token);
            buffer.make_ascii_lowercase();
        } else {
            for c in token.chars() {
                match c {
                    '’' | 'ʼ' => buffer.push('\''),
                    '\u{AD}' => {}
                    c => buffer.extend(c.to_lowercase()),
                }
            }
        }
        self.numbers.get(buffer.as_str()).copied().unwrap_or(NONE)
    }
}

/// The multiplicative hash of Firefox and rustc: quick on short keys, and the keys are our own.
#[derive(Debug, Default)]
pub struct Fx(u64);

impl Hasher for Fx {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.0 = (self.0.rotate_left(5) ^ u64::from_le_bytes(word)).wrapping_mul(0x51_7c_c1_b7_27_22_0a_95);
        }
    }
}
