//! What the tagger sees of one word.

use crate::analysis::tag::TagSet;

/// Bytes of a word's normalised form that are kept: the rest of longer words is
/// cut from their middle, so that prefix and suffix stay.
const KEPT: usize = 48;

/// A word's spelling, boiled down to numbers for the feature templates.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// Hash of the lower-cased form, digits as `0`, apostrophes straight.
    pub form: u32,
    /// The form's last four bytes, last byte lowest.
    pub suffix: u32,
    /// The form's first four bytes, first byte lowest.
    pub prefix: u32,
    /// Letters, case, digits and hyphens: see `shape`.
    pub shape: u8,
    /// The lexicon's class of the form (0: not in the lexicon).
    pub class: u16,
    /// The lexicon's distributional cluster of the form (0: none).
    pub cluster: u8,
    /// The labels a frequent word may get, as a set of bits; none for other words.
    pub known: u64,
    /// The tags it may get as the first word of a sentence.
    pub may_be: TagSet,
    /// What the word can be, roughly (0: unknown).
    pub group: u8,
    /// Whether a word that can only be a finite verb comes later (1), and whether a clause opens before it (2).
    pub ahead: u8,
}

impl Word {
    /// What stands before a sentence's first word.
    pub const START: Self = Self::boundary(1);
    /// What stands after a sentence's last word.
    pub const END: Self = Self::boundary(2);

    const fn boundary(n: u32) -> Self {
        Self {
            form: n,
            suffix: n,
            prefix: n,
            shape: 250 + n as u8,
            class: 0xFFF0 + n as u16,
            cluster: 0,
            known: 0,
            may_be: TagSet::of(&[]),
            group: 240 + n as u8,
            ahead: 0,
        }
    }

    /// Reads a word; the lexicon's share is left empty.
    pub fn new(text: &str) -> Self {
        let mut form = [0_u8; KEPT];
        let len = normalise(text, &mut form);
        let form = &form[..len];
        Self {
            form: hash(form),
            suffix: form.iter().rev().take(4).rev().fold(0, |packed, &b| packed << 8 | u32::from(b)),
            prefix: form.iter().take(4).rev().fold(0, |packed, &b| packed << 8 | u32::from(b)),
            shape: shape(text),
            class: 0,
            cluster: 0,
            known: 0,
            may_be: TagSet::of(&[]),
            group: 0,
            ahead: 0,
        }
    }
}

impl Word {
    /// Whether it has the capital of a name.
    pub(super) fn is_capitalised(&self) -> bool {
        matches!(self.shape & 7, 2 | 3 | 5)
    }

    /// The group of a word that the lexicon doesn't know, by ending and case.
    pub(super) fn unknown_group(&self) -> u8 {
        let ending = match self.suffix.to_be_bytes() {
            [_, _, b'e', b'd'] => 1,
            [_, b'i', b'n', b'g'] => 2,
            [_, _, b's', b's'] | [_, _, b'u', b's'] => 0,
            [_, _, _, b's'] => 3,
            [_, _, b'l', b'y'] => 4,
            _ => 0,
        };
        200 + ending * 8 + (self.shape & 7)
    }
}

/// Writes the normalised form and returns its length in bytes.
fn normalise(text: &str, form: &mut [u8; KEPT]) -> usize {
    let mut len = 0;
    let mut push = |byte: u8| {
        if len == KEPT {
            form.copy_within(KEPT / 2 + 1.., KEPT / 2);
            len -= 1;
        }
        form[len] = byte;
        len += 1;
    };
    for ch in text.chars() {
        match ch {
            '0'..='9' => push(b'0'),
            '\u{2019}' | '\u{2018}' | '\u{2BC}' | '`' | '\u{B4}' => push(b'\''),
            '\u{201C}' | '\u{201D}' | '\u{201E}' => push(b'"'),
            '\u{2013}' | '\u{2014}' | '\u{2010}' | '\u{2011}' => push(b'-'),
            _ if ch.is_ascii() => push(ch.to_ascii_lowercase() as u8),
            _ => {
                for lower in ch.to_lowercase() {
                    let mut utf8 = [0; 4];
                    lower.encode_utf8(&mut utf8).bytes().for_each(&mut push);
                }
            }
        }
    }
    len
}

/// FNV-1a over the form, folded to 32 bits.
pub(super) fn hash(form: &[u8]) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in form {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ hash >> 32) as u32
}

/// The letters' case in the low bits (0 no letters, 1 lower, 2 Capital, 3 CAPS,
/// 4 one capital letter, 5 miXed), then digit, hyphen, full stop, other marks.
fn shape(text: &str) -> u8 {
    let (mut lower, mut upper, mut letters_before_upper) = (0_u32, 0_u32, 0_u32);
    let (mut digit, mut hyphen, mut stop, mut other) = (0_u8, 0_u8, 0_u8, 0_u8);
    let mut first_upper = false;
    for ch in text.chars() {
        if ch.is_lowercase() {
            lower += 1;
        } else if ch.is_uppercase() {
            if lower + upper == 0 {
                first_upper = true;
            }
            letters_before_upper = lower;
            upper += 1;
        } else if ch.is_alphabetic() {
            lower += 1;
        } else if ch.is_numeric() {
            digit = 1;
        } else if ch == '-' || ch == '\u{2011}' || ch == '\u{2013}' {
            hyphen = 1;
        } else if ch == '.' {
            stop = 1;
        } else {
            other = 1;
        }
    }
    let case = match (lower, upper) {
        (0, 0) => 0,
        (_, 0) => 1,
        (0, 1) => 4,
        (0, _) => 3,
        (_, 1) if first_upper => 2,
        _ if first_upper && hyphen == 1 && letters_before_upper > 0 => 2,
        _ => 5,
    };
    case | digit << 3 | hyphen << 4 | stop << 5 | other << 6
}
