//! How likely a sequence of letters is in a name: trigrams of the names of a million people and of places, counted by
//! `cargo run --release --example fit_name_variant -- ../shared --letters`.

/// One line for each two letters, in it one sign for each third: `A` for a likelihood of 1, each further letter half a nat less.
/// Letters are `a` to `z` and, last, the edge of the word with everything else.
static TABLE: &str = include_str!("../../../rules/models/name-letters.txt");

/// How many letters the table tells apart.
pub const LETTERS: usize = 27;

/// Natural logarithms of how likely a word is, letter by letter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likelihood {
    /// Of all its letters.
    pub sum: f32,
    /// Of the least likely letter.
    pub worst: f32,
}

/// The place of a letter in the table.
pub fn index(c: char) -> usize {
    if c.is_ascii_lowercase() { (c as u8 - b'a') as usize } else { LETTERS - 1 }
}

/// The likelihood of a folded word.
pub fn likelihood(folded: &str) -> Likelihood {
    let mut all = Likelihood { sum: 0.0, worst: 0.0 };
    let (mut a, mut b) = (LETTERS - 1, LETTERS - 1);
    for c in folded.chars().map(index).chain([LETTERS - 1]) {
        let line = a * LETTERS + b;
        let sign = TABLE.as_bytes().get(line * (LETTERS + 1) + c).copied().unwrap_or(b'Z');
        let log = -0.5 * f32::from(sign.saturating_sub(b'A'));
        all.sum += log;
        all.worst = all.worst.min(log);
        (a, b) = (b, c);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_look_less_like_names() {
        for (right, wrong) in [("romania", "rsmania"), ("july", "jgly"), ("vietnam", "vietnma")] {
            assert!(likelihood(right).sum > likelihood(wrong).sum, "{right} / {wrong}");
        }
    }
}
