//! The second reading of an article: which words stand beside which.
//!
//! The first looks at grammar alone and knows no content word; this one knows nothing else. Every run of one to three words of a
//! sentence has a weight, found by hashing in a table without keys, so that a word costs three look-ups. Names are one word, whatever
//! they are, and so are figures; quotation marks, dashes and brackets are left out, because they tell data sets apart.

use crate::analysis::{Sentence, Text, Token, TokenKind};
use copydesk_data::Blob;
use std::sync::LazyLock;

static BYTES: &Blob = &copydesk_models::WORDING;
static EMBEDDED: LazyLock<Wording<'static>> = LazyLock::new(|| Wording::from_bytes(BYTES).unwrap_or_default());

/// The mark at the start of the file.
pub const MAGIC: &[u8; 4] = b"CDW1";
/// Bits of a place in the table.
pub const BITS: u32 = 20;
/// Words of the longest run.
const LONGEST: usize = 3;

/// The words as the table knows them: the start of a sentence, a name or several, a figure.
const START: u64 = 1;
const NAME: u64 = 2;
const NUMBER: u64 = 3;

/// A word or mark of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its token's index in the block; the first of several for a name.
    pub token: usize,
    /// What it is.
    code: u64,
}

/// The words of a sentence.
pub fn words(text: &Text<'_>, sentence: &Sentence) -> Vec<Word> {
    words_by(text, sentence, |token| is_name(text, token))
}

/// The same without asking for tags, which takes time: a name that opens the sentence is taken for a word.
pub fn words_untagged(text: &Text<'_>, sentence: &Sentence) -> Vec<Word> {
    words_by(text, sentence, |_| false)
}

/// Whether the first word of a sentence is a name, by its tag: where it is not, [`words_untagged`] is all that [`words`] is.
pub fn begins_with_name(text: &Text<'_>, sentence: &Sentence) -> bool {
    let first = sentence.tokens.clone().find(|token| text.tokens().get(*token).is_some_and(|t| is_read(text, t)));
    first.is_some_and(|token| {
        let capital = text.word_forms().get(token).is_some_and(|form| form.capital);
        capital && text.tokens().get(token).is_some_and(|t| t.kind == TokenKind::Word && !is_pronoun(text.word(t))) && is_name(text, token)
    })
}

/// Whether a token is a word to the table.
fn is_read(text: &Text<'_>, token: &Token) -> bool {
    match token.kind {
        TokenKind::Link => false,
        TokenKind::Punctuation | TokenKind::Symbol => matches!(text.word(token), "," | ";" | ":" | "?" | "!"),
        _ => true,
    }
}

fn words_by(text: &Text<'_>, sentence: &Sentence, opens_with_name: impl Fn(usize) -> bool) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(sentence.tokens.len());
    let (tokens, keys, forms) = (text.tokens(), text.keys(), text.word_forms());
    for token in sentence.tokens.clone() {
        let (Some(t), Some(key), Some(form)) = (tokens.get(token), keys.get(token), forms.get(token)) else { break };
        let code = match t.kind {
            _ if !is_read(text, t) => continue,
            TokenKind::Number => NUMBER,
            // The first word has its capital from its place, unless the tagger knows it for a name.
            TokenKind::Word if form.capital && (!out.is_empty() || opens_with_name(token)) && !is_pronoun(text.word(t)) => NAME,
            _ => *key,
        };
        if !matches!((code, out.last()), (NAME | NUMBER, Some(last)) if last.code == code) {
            out.push(Word { token, code });
        }
    }
    out
}

fn is_pronoun(word: &str) -> bool {
    word == "I"
}

fn is_name(text: &Text<'_>, token: usize) -> bool {
    matches!(text.tag(token).as_str(), "NNP" | "NNPS")
}

/// The places in the table of all runs of one to three words: for each word those that end in it, the shortest first. The start of
/// the sentence is a word before the first.
pub fn places(words: &[Word]) -> impl Iterator<Item = (usize, u32)> {
    let code = move |i: isize| usize::try_from(i).map_or(START, |i| words.get(i).map_or(START, |w| w.code));
    (0..words.len()).flat_map(move |last| {
        // One word before the first is the sentence's start; there is no second.
        let longest = LONGEST.min(last + 2);
        (1..=longest).scan(0_u64, move |h, n| {
            *h = mix(*h, code(last as isize + 1 - n as isize));
            Some((last, (finish(*h ^ n as u64) >> (64 - BITS)) as u32))
        })
    })
}

fn mix(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The finaliser of MurmurHash3.
fn finish(mut h: u64) -> u64 {
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 33;
    h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

/// What the sum over a sentence's `n` runs is multiplied with; its inverse is what the sentence counts for in the mean.
pub fn norm(n: usize) -> f32 {
    1.0 / (n.max(4) as f32).sqrt()
}

/// The weights, read where they lie: the mark, the step as a 32-bit float, little endian, and 2^20 weights of a byte.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wording<'m> {
    step: f32,
    weights: &'m [u8],
}

impl<'m> Wording<'m> {
    /// The table that ships with the crate.
    pub fn embedded() -> Wording<'static> {
        *EMBEDDED
    }

    /// Reads a table; nothing if the bytes are not one.
    pub fn from_bytes(bytes: &'m [u8]) -> Option<Self> {
        let (step, weights) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
        (weights.len() == 1 << BITS).then_some(Self { step: f32::from_le_bytes(*step), weights })
    }

    /// The bytes of a table; weights are rounded to a 127th of `most`, and none is more than that.
    pub fn to_bytes(weights: &[f64], most: f64) -> Vec<u8> {
        let step = most / 127.0;
        let byte = |w: &f64| ((w / step).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
        [MAGIC.as_slice(), &(step as f32).to_le_bytes()].concat().into_iter().chain(weights.iter().map(byte)).collect()
    }

    /// The weight at a place.
    fn steps(&self, place: u32) -> i32 {
        self.weights.get(place as usize).map_or(0, |b| i32::from(b.cast_signed()))
    }

    /// The sum of the weights of a sentence's runs, divided by the root of their number, and that root.
    pub fn sentence(&self, words: &[Word]) -> (f32, f32) {
        let (mut sum, mut n) = (0, 0);
        for (_, place) in places(words) {
            sum += self.steps(place);
            n += 1;
        }
        let norm = norm(n);
        (sum as f32 * self.step * norm, 1.0 / norm)
    }
}
