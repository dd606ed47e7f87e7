//! A fixed set of words, hashed when the program is compiled.

/// Some dozens of words, in code.
#[derive(Debug)]
pub struct WordSet {
    words: &'static [&'static str],
    /// The word at each place, counted from 1; 0 where there is none. A word stands at its place or behind it, with none missing
    /// between.
    places: [u8; PLACES],
}

/// At least half of them are free, so that there is an end to look for.
const PLACES: usize = 512;

impl WordSet {
    /// The set of these words: up to 255, none of them empty.
    pub const fn new(words: &'static [&'static str]) -> Self {
        assert!(words.len() < PLACES / 2);
        let mut places = [0; PLACES];
        let mut i = 0;
        while i < words.len() {
            let mut place = place(words[i].as_bytes());
            while places[place] != 0 {
                place = (place + 1) % PLACES;
            }
            places[place] = (i + 1) as u8;
            i += 1;
        }
        Self { words, places }
    }

    /// Whether it has the word, just so.
    #[inline]
    pub fn contains(&self, word: &str) -> bool {
        if word.is_empty() {
            return false;
        }
        let mut place = place(word.as_bytes());
        while let Some(index) = self.places[place].checked_sub(1) {
            if self.words[usize::from(index)] == word {
                return true;
            }
            place = (place + 1) % PLACES;
        }
        false
    }
}

/// By the first letter, the middle, the last, and the length; the word is not empty.
#[inline]
const fn place(word: &[u8]) -> usize {
    let n = word.len();
    let mark = word[0] as u32 | (word[n / 2] as u32) << 8 | (word[n - 1] as u32) << 16 | (n as u32) << 24;
    (mark.wrapping_mul(0x9e37_79b1) >> 23) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_and_others_are_not() {
        const LONG: &str = "Donaudampfschifffahrtsgesellschaftskapitän";
        static SET: WordSet = WordSet::new(&["Mr", "Mrs", "ère", LONG]);
        assert!(["Mr", "Mrs", "ère", LONG].iter().all(|w| SET.contains(w)));
        assert!(["", "M", "Ms", "mr", "Mrss", "éré", &LONG.replace('D', "d"), &LONG.replace("ä", "a")].iter().all(|w| !SET.contains(w)));
    }
}
