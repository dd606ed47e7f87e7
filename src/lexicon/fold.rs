//! Folding: one key for all spellings of a word that differ only in case, accents or look-alike letters.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The folded form of `text`: lower case, without accents, special Latin letters spelt out
/// (ø o, ł l, ß ss, æ ae, þ th, ð d), Cyrillic and Greek look-alikes as the Latin letter they
/// imitate, typographic apostrophes and hyphens as ASCII ones, white space as a plain blank.
///
/// Borrowed when the text is folded already. Letters of other scripts stay as they are.
///
/// ```
/// use copydesk::lexicon::fold;
/// assert_eq!(fold("Łukasz Þórðarson"), "lukasz thordarson");
/// assert_eq!(fold("Кyiv"), "kyiv"); // with a Cyrillic К
/// assert!(matches!(fold("plain"), std::borrow::Cow::Borrowed(_)));
/// ```
pub fn fold(text: &str) -> Cow<'_, str> {
    let (ascii, differs) =
        text.bytes().fold((true, false), |(ascii, differs), b| (ascii & b.is_ascii(), differs | (FOLDED[usize::from(b)] != b)));
    if ascii && !differs {
        return Cow::Borrowed(text);
    }
    if ascii {
        let folded = text.to_ascii_lowercase();
        let control = folded.bytes().any(|b| b < b' ');
        return Cow::Owned(if control { folded.replace(['\t', '\n', '\r'], " ") } else { folded });
    }
    let mut folded = String::with_capacity(text.len() + 4);
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(char::from(FOLDED[c as usize]));
        } else {
            // As NFKD does, but for the order of combining marks, which are left out.
            decompose_compatible(c, |part| fold_char(part, &mut folded));
        }
    }
    Cow::Owned(folded)
}

/// `text` without accents and special letters, but in its own case: how an ASCII-only article spells it.
///
/// ```
/// use copydesk::lexicon::to_ascii_spelling;
/// assert_eq!(to_ascii_spelling("António Guðmundsson"), "Antonio Gudmundsson");
/// ```
pub fn to_ascii_spelling(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.nfd() {
        if is_combining_mark(c) {
            continue;
        }
        let upper = c.is_uppercase();
        let start = plain.len();
        match spelt_out(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
        if upper && spelt_out(c).is_some() {
            let mut spelt = plain.split_off(start).chars().collect::<Vec<_>>();
            if let Some(first) = spelt.first_mut() {
                *first = first.to_ascii_uppercase();
            }
            plain.extend(spelt);
        }
    }
    Cow::Owned(plain)
}

/// Words of up to so many bytes are folded without allocating.
const SHORT: usize = 32;

/// Calls `then` with the bytes of `text` folded ([`fold`]).
#[inline]
pub(super) fn with_folded<T>(text: &str, then: impl FnOnce(&[u8]) -> T) -> T {
    let mut folded = [0_u8; SHORT];
    match folded.get_mut(..text.len()) {
        Some(folded) if text.is_ascii() => {
            for (to, from) in folded.iter_mut().zip(text.bytes()) {
                *to = FOLDED[usize::from(from)];
            }
            then(folded)
        }
        _ => then(fold(text).as_bytes()),
    }
}

/// For each byte of ASCII what it is folded to; other bytes stay.
static FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            b'\t' | b'\n' | b'\r' => b' ',
            b => b.to_ascii_lowercase(),
        };
        b += 1;
    }
    table
};

fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(char::from(FOLDED[c as usize]));
    } else if is_combining_mark(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}') {
        // Marks and invisible characters carry no letter.
    } else if let Some(letters) = spelt_out(c) {
        out.push_str(letters);
    } else if c.is_whitespace() {
        out.push(' ');
    } else {
        out.extend(c.to_lowercase());
    }
}

/// Letters that have no canonical decomposition but a usual Latin spelling, and look-alikes, in lower case.
fn spelt_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' | 'ɗ' | 'Ɗ' => "d",
        'þ' | 'Þ' => "th",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ı' | 'ɪ' => "i",
        'ħ' | 'Ħ' => "h",
        'ŧ' | 'Ŧ' => "t",
        'ŋ' | 'Ŋ' => "ng",
        'ə' | 'Ə' | 'ǝ' => "a",
        'ɓ' | 'Ɓ' => "b",
        'ƙ' | 'Ƙ' => "k",
        // Cyrillic and Greek letters that look like Latin ones.
        'а' | 'А' | 'Α' => "a",
        'В' | 'Β' => "b",
        'с' | 'С' => "c",
        'е' | 'Е' | 'Ε' => "e",
        'Н' | 'Η' => "h",
        'і' | 'І' | 'Ι' => "i",
        'ј' | 'Ј' => "j",
        'К' | 'Κ' => "k",
        'М' | 'Μ' => "m",
        'Ν' => "n",
        'о' | 'О' | 'ο' | 'Ο' => "o",
        'р' | 'Р' | 'Ρ' => "p",
        'ѕ' | 'Ѕ' => "s",
        'Т' | 'Τ' => "t",
        'у' | 'У' | 'Υ' => "y",
        'х' | 'Х' | 'Χ' => "x",
        'Ζ' => "z",
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{2bb}' | '\u{2b9}' | '\u{2bf}' | '\u{2be}' | '\u{b4}' => "'",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_special_letters_go() {
        for (text, folded) in [
            ("Guðrún", "gudrun"),
            ("Kılıçdaroğlu", "kilicdaroglu"),
            ("İstanbul", "istanbul"),
            ("Großmann", "grossmann"),
            ("Ægir Ørsted", "aegir orsted"),
            ("O’Brien", "o'brien"),
            ("Saint‑Denis", "saint-denis"),
            ("Nguyễn", "nguyen"),
            ("习近平", "习近平"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn look_alikes_become_the_latin_letter() {
        assert_eq!(fold("Роrоshеnkо"), "poroshenko");
    }

    #[test]
    fn ascii_spelling_keeps_the_case() {
        assert_eq!(to_ascii_spelling("Þór Ólafsson"), "Thor Olafsson");
        assert_eq!(to_ascii_spelling("Erdoğan"), "Erdogan");
    }
}
