//! How much a word looks like a name: a model of the letters of names.

use super::fold::fold;
use copydesk_data::Blob;

static BLOB: &Blob = &copydesk_data::LETTERS;

/// Symbols of the model: the end of the word, 26 letters, anything else.
pub const SYMBOLS: usize = 28;
/// Stored steps in one natural logarithm.
pub const STEPS: f32 = 20.0;

/// The number of a character of a folded word in the model.
pub fn symbol(c: char) -> usize {
    match c {
        'a'..='z' => c as usize - 'a' as usize + 1,
        _ => SYMBOLS - 1,
    }
}

/// Where the cost of `c` after `a` and `b` stands in the table.
pub fn cell(a: usize, b: usize, c: usize) -> usize {
    (a * SYMBOLS + b) * SYMBOLS + c
}

/// The natural logarithm of how probable it is that a name taken at random from a long list of surnames,
/// first names and places is spelt just so, by a model of three letters in a row (case and accents apart).
/// About -2.3 a letter for names that look like names; what no language spells, like `Tmil`, is lower.
///
/// ```
/// use copydesk::lexicon::letters_ln;
/// assert!(letters_ln("Tamil") > letters_ln("Tmail") && letters_ln("Tmail") > letters_ln("Tmlia"));
/// ```
pub fn letters_ln(word: &str) -> f32 {
    let folded = fold(word);
    let (mut a, mut b, mut steps) = (0, 0, 0_u32);
    for c in folded.chars().map(symbol).chain([0]) {
        steps += u32::from(BLOB.get(cell(a, b, c)).copied().unwrap_or(u8::MAX));
        (a, b) = (b, c);
    }
    steps as f32 / -STEPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_name_is_more_probable() {
        for (name, slip) in [("Watford", "Watforrd"), ("Instagram", "Instagrm"), ("Ayodhya", "Aoydhya"), ("October", "Okctober")] {
            assert!(letters_ln(name) > letters_ln(slip) + 1.0, "{name} {} {slip} {}", letters_ln(name), letters_ln(slip));
        }
    }
}
