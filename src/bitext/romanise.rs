//! Names across scripts: a text in Latin letters, the sounds of a word, and how well a name is heard in a text.
//!
//! Romanisation is `any_ascii`'s, letter by letter. Two romanisations of one name differ in vowels, which Arabic and Hebrew do not
//! write, and inside groups of consonants that scripts do not tell apart; the costs below say so. The distance is that of Levenshtein
//! (1966) with such costs, and a name is looked for in a longer text by leaving the text's ends free (Sellers 1980).

/// The sounds of a name or a text: small Latin letters, spelled alike where scripts differ for no other reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sounds {
    letters: Vec<u8>,
    /// For each letter the byte of the text that it comes from.
    origins: Vec<u32>,
}

/// Cost of a vowel too many or too few.
const VOWEL: f32 = 0.25;
/// Cost of one vowel for another.
const VOWELS: f32 = 0.2;
/// Cost of one consonant for another of its group.
const ALIKE: f32 = 0.6;
/// Cost of a consonant too many or too few.
const CONSONANT: f32 = 0.9;

impl Sounds {
    /// The sounds of a text. Linear in its length.
    pub fn of(text: &str) -> Self {
        let mut raw: Vec<(u8, u32)> = Vec::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let latin = any_ascii::any_ascii_char(c);
            raw.extend(latin.bytes().filter(u8::is_ascii_alphabetic).map(|b| (b.to_ascii_lowercase(), at)));
        }
        let mut sounds = Self::default();
        let mut i = 0;
        while let Some((letter, at)) = raw.get(i).copied() {
            let next = |n: usize| raw.get(i + n).map_or(0, |r| r.0);
            // What several letters write as one sound.
            let (written, taken): (&[u8], usize) = match (letter, next(1), next(2)) {
                (b's', b'c', b'h') | (b't', b'c', b'h') => (b"c", 3),
                (b's', b'h', _) | (b'z', b'h', _) | (b'c', b'h', _) | (b't', b's', _) | (b't', b'z', _) => (b"c", 2),
                (b'p', b'h', _) => (b"f", 2),
                (b't', b'h', _) => (b"t", 2),
                (b'k', b'h', _) | (b'g', b'h', _) => (b"h", 2),
                (b'c', b'k', _) => (b"k", 2),
                (b'c', b'e' | b'i' | b'y', _) => (b"s", 1),
                (b'c' | b'q', _, _) => (b"k", 1),
                (b'x', _, _) => (b"ks", 1),
                (b'n', b'g', n) if !is_vowel(n) => (b"n", 2),
                (b'w', ..) => (b"v", 1),
                (b'y', ..) | (b'j', ..) => (b"i", 1),
                (a, b, _) if a == b => (&[], 1),
                _ => (std::slice::from_ref(&raw[i].0), 1),
            };
            for letter in written {
                sounds.letters.push(*letter);
                sounds.origins.push(at);
            }
            i += taken;
        }
        sounds
    }

    /// How many letters it has.
    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Its consonants' groups, by which words that may be alike are found.
    pub fn skeleton(&self) -> Vec<u8> {
        let mut groups: Vec<u8> = self.letters.iter().map(|l| group(*l)).filter(|g| *g != 0).collect();
        groups.dedup();
        groups
    }

    /// The place in the text, in bytes, that a letter comes from.
    pub fn origin(&self, letter: usize) -> Option<usize> {
        self.origins.get(letter).map(|at| *at as usize)
    }

    /// How unlike two names sound, from 0, alike, to 1 and above.
    pub fn distance(&self, other: &Self) -> f32 {
        let cost = align(&self.letters, &other.letters, false).0;
        cost / self.weight().max(other.weight()).max(1.0)
    }

    /// How unlike the place in `text` sounds that sounds most like this name, and where in `text`'s letters it ends.
    pub fn distance_in(&self, text: &Self) -> (f32, usize) {
        let (cost, end) = align(&self.letters, &text.letters, true);
        (cost / self.weight().max(1.0), end)
    }

    fn weight(&self) -> f32 {
        self.letters.iter().map(|l| if is_vowel(*l) { 0.35 } else { 1.0 }).sum()
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Consonants that one script has for what another tells apart; 0 for vowels and the h that comes and goes.
fn group(letter: u8) -> u8 {
    match letter {
        b'b' | b'p' | b'f' | b'v' => 1,
        b'd' | b't' => 2,
        b'g' | b'k' => 3,
        b's' | b'z' | b'c' => 4,
        b'l' | b'r' => 5,
        b'm' | b'n' => 6,
        _ => 0,
    }
}

fn gap(letter: u8) -> f32 {
    match letter {
        b'h' => 0.4,
        l if is_vowel(l) => VOWEL,
        _ => CONSONANT,
    }
}

fn exchange(a: u8, b: u8) -> f32 {
    match (a, b) {
        _ if a == b => 0.0,
        _ if is_vowel(a) && is_vowel(b) => VOWELS,
        (b'h', b'g' | b'k') | (b'g' | b'k', b'h') => ALIKE,
        _ if group(a) != 0 && group(a) == group(b) => ALIKE,
        _ => 1.0,
    }
}

/// The least cost of making `name` out of `text`, or out of a part of it where its ends are free, and where in `text` that part ends.
fn align(name: &[u8], text: &[u8], free: bool) -> (f32, usize) {
    let mut row: Vec<f32> = Vec::with_capacity(text.len() + 1);
    row.push(0.0);
    for letter in text {
        row.push(if free { 0.0 } else { row.last().copied().unwrap_or(0.0) + gap(*letter) });
    }
    for a in name {
        let mut corner = row[0];
        row[0] += gap(*a);
        for (j, b) in text.iter().enumerate() {
            let best = (corner + exchange(*a, *b)).min(row[j + 1] + gap(*a)).min(row[j] + gap(*b));
            corner = row[j + 1];
            row[j + 1] = best;
        }
    }
    if !free {
        return (row.last().copied().unwrap_or(0.0), text.len());
    }
    row.iter().copied().enumerate().map(|(end, cost)| (cost, end)).min_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_two_scripts_sounds_alike_and_two_names_do_not() {
        for (latin, other) in [
            ("Biden", "Байден"),
            ("Reznikov", "Резніков"),
            ("Zelensky", "Зеленский"),
            ("Shoigu", "Шойгу"),
            ("Netanyahu", "נתניהו"),
            ("Blinken", "بلينكن"),
            ("Modi", "मोदी"),
            ("Biden", "拜登"),
            ("Putin", "プーチン"),
            ("Mitsotakis", "Μητσοτάκης"),
        ] {
            let distance = Sounds::of(latin).distance(&Sounds::of(other));
            assert!(distance < 0.45, "{latin} {other} {distance}");
        }
        for (latin, other) in [("Biden", "Путин"), ("Reznikov", "Зеленский"), ("Blinken", "نتنياهو"), ("Trump", "拜登")]
        {
            let distance = Sounds::of(latin).distance(&Sounds::of(other));
            assert!(distance > 0.4, "{latin} {other} {distance}");
        }
    }

    #[test]
    fn a_name_is_heard_inside_a_text_without_spaces() {
        let text = Sounds::of("美国总统拜登周二与普京通话");
        assert!(Sounds::of("Biden").distance_in(&text).0 < 0.3);
        assert!(Sounds::of("Putin").distance_in(&text).0 < 0.4);
        assert!(Sounds::of("Macron").distance_in(&text).0 > 0.45);
    }
}
