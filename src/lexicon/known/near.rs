//! Words of known names that are near a word: by a letter, or by sound.

use super::{KnownName, Outline, PARTS, Token, name};
use crate::lexicon::{fold::fold, grams::Grams, sound::bucket};
use std::ops::Range;

/// Bytes that are put into a word, or in the place of another, to find the tokens near it.
pub(super) const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz'-.";

/// Longer words are near none.
const LONGEST: usize = 40;

/// The tokens that are one plain edit (a letter changed, dropped, added, or two swapped) from the word, and the word itself if it is
/// one, in the order of their texts. A letter that is put in is one of `a` to `z`, an apostrophe, a hyphen or a stop. Looks at all
/// that the word may become: some hundreds, of which most have letters in a row that no token has.
pub fn tokens_near(word: &str) -> Vec<Token> {
    let folded = fold(word);
    let word = folded.as_bytes();
    let length = word.len();
    let mut found: Vec<Token> = Vec::new();
    if length > LONGEST {
        return found;
    }
    found.extend(Token::of_folded(word));
    // What the word becomes stands between zeros.
    let mut room = [0_u8; LONGEST + 2 + Grams::BEHIND];
    room[1..=length].copy_from_slice(word);
    // Each letter added before the place `at`, which moves on from the end to the start.
    for at in (0..=length).rev() {
        if at < length {
            room[at + 2] = word[at];
        }
        for letter in LETTERS {
            room[at + 1] = *letter;
            found.extend(of_changed(&room, length + 1, at));
        }
    }
    // Behind the letter that was put in first stands the word again.
    room[1] = 0;
    let same = &mut room[1..];
    for at in 0..length {
        for letter in LETTERS {
            same[at + 1] = *letter;
            found.extend(of_changed(same, length, at));
        }
        same[at + 1] = word[at];
        if at > 0 {
            same.swap(at, at + 1);
            found.extend(of_changed(same, length, at));
            same.swap(at, at + 1);
        }
    }
    // Each letter dropped: the first, then one after the other put back in the place of the next.
    same[1] = 0;
    let shorter = &mut same[1..];
    for at in 0..length {
        found.extend(of_changed(shorter, length - 1, at));
        shorter[at + 1] = if at + 1 < length { word[at] } else { 0 };
    }
    found.sort_unstable_by_key(|token| token.bytes());
    found.dedup();
    found
}

/// The token that stands in `room` from the second byte on, `length` bytes with zeros around, if it may be one by what stands around
/// the byte `changed`.
#[inline]
fn of_changed(room: &[u8], length: usize, changed: usize) -> Option<Token> {
    room.get(1..=length).filter(|_| PARTS.grams.may_have(room, length, changed)).and_then(Token::of_folded)
}

/// The tokens that have about the consonants of the word: the same but for vowels, doubling and near sounds
/// (and some that are quite different; measure with [`crate::lexicon::name_distance`]), in the order of their texts. Takes less than a
/// microsecond.
pub fn tokens_sounding_like(word: &str) -> impl Iterator<Item = Token> + use<> {
    in_bucket(PARTS.sound_starts, word).map(Token)
}

/// What a list has for the bucket of a word's sound, by where each bucket begins.
fn in_bucket(starts: &[[u8; 4]], word: &str) -> Range<u32> {
    let bucket = bucket(&fold(word));
    let start = |index: usize| starts.get(index).map_or(0, |b| u32::from_le_bytes(*b));
    start(bucket)..start(bucket + 1)
}

/// Calls `each` with the last word and the name of people of at least this fame whose last word sounds like this one and who `may` be
/// meant by their outline, in the order of [`tokens_sounding_like`]; the others cost next to nothing.
pub fn each_person_sounding_like(word: &str, fame: u8, may: impl Fn(&Outline) -> bool, mut each: impl FnMut(Token, &KnownName)) {
    let Range { start, end } = in_bucket(PARTS.last_starts, word);
    for [outline @ .., a, b, c] in PARTS.last_words.get(start as usize..end as usize).unwrap_or(&[]) {
        let outline = Outline::read(*outline);
        if outline.fame >= fame
            && may(&outline)
            && let Some(name) = name(u32::from_le_bytes([*a, *b, *c, 0]))
            && let Some(last) = name.tokens().last()
        {
            each(last, &name);
        }
    }
}
