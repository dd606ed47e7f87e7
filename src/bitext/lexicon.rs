//! Which words of a source may be which of English: a small lexicon, as hashes, for the alignment alone.
//!
//! Made by `crates/copydesk-train/src/train_bilingual.rs`; see `lexicon.md` for what it is made of.

use super::side::is_spaceless;
use crate::lexicon::Key;
use std::sync::OnceLock;

/// A word of the source and an English one that translates it, by their hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The source's.
    pub source: u32,
    /// The English one.
    pub english: u32,
}

static BYTES: &[u8] = include_bytes!("lexicon.bin");
/// A lexicon that is used instead.
static OTHER: OnceLock<Vec<u8>> = OnceLock::new();
/// Bytes of an entry.
const ENTRY: usize = 8;

/// Uses a lexicon, as [`write()`] writes it, instead of the one that is built in, from now on and once: figures are to be of texts that the
/// lexicon has not seen.
pub fn replace(bytes: Vec<u8>) {
    _ = OTHER.set(bytes);
}

/// Letters of a word that count: what follows is mostly inflection, and a small lexicon has seen few forms of a word.
const STEM: usize = 6;

/// The hashes of a text's words, by their first letters, case aside; of scripts without spaces those of each two characters in a row.
pub fn words(text: &str) -> Vec<u32> {
    let mut words = Vec::new();
    for run in text.split(|c: char| !(c.is_alphanumeric() || matches!(c as u32, 0x300..=0x36F | 0x591..=0x65F | 0x900..=0x94F))) {
        if run.chars().any(is_spaceless) {
            let mut before: Option<(usize, char)> = None;
            for (at, c) in run.char_indices() {
                if let Some((start, _)) = before {
                    words.push(hash(&run[start..at + c.len_utf8()]));
                }
                before = Some((at, c));
            }
        } else if run.chars().nth(1).is_some() {
            let end = run.char_indices().nth(STEM).map_or(run.len(), |(at, _)| at);
            words.push(hash(&run[..end]));
        }
    }
    words
}

fn hash(word: &str) -> u32 {
    (Key::from(word).number() >> 16) as u32
}

/// The hashes of the English words that may translate a word of a language; none where the language has no lexicon.
pub fn english(language: &str, word: u32) -> impl Iterator<Item = u32> {
    let entries = section(language);
    let at = |i: usize| {
        let bytes = entries.get(i * ENTRY..(i + 1) * ENTRY)?;
        let (source, english) = bytes.split_first_chunk::<4>()?;
        Some((u32::from_le_bytes(*source), u32::from_le_bytes(*english.first_chunk::<4>()?)))
    };
    let (mut low, mut high) = (0, entries.len() / ENTRY);
    while low < high {
        let middle = low.midpoint(high);
        if at(middle).is_some_and(|(source, _)| source < word) { low = middle + 1 } else { high = middle }
    }
    (low..).map_while(at).take_while(move |(source, _)| *source == word).map(|(_, english)| english)
}

/// A language's entries.
fn section(language: &str) -> &'static [u8] {
    let mut rest = OTHER.get().map_or(BYTES, Vec::as_slice);
    while let Some((code, behind)) = rest.split_first_chunk::<2>() {
        let Some((count, behind)) = behind.split_first_chunk::<4>() else { break };
        let length = u32::from_le_bytes(*count) as usize * ENTRY;
        if code == language.as_bytes() {
            return behind.get(..length).unwrap_or(&[]);
        }
        rest = behind.get(length..).unwrap_or(&[]);
    }
    &[]
}

/// The file's bytes: for each language its code, the number of its entries, and the entries in order.
pub fn write(languages: &[(String, Vec<Entry>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (code, entries) in languages {
        bytes.extend_from_slice(code.as_bytes());
        bytes.extend_from_slice(&u32::try_from(entries.len()).unwrap_or(0).to_le_bytes());
        for entry in entries {
            bytes.extend_from_slice(&entry.source.to_le_bytes());
            bytes.extend_from_slice(&entry.english.to_le_bytes());
        }
    }
    bytes
}
