//! `mojibake`: UTF-8 read as Windows-1252 or Windows-1251, with the repaired text as the fix.

use crate::{
    diagnostic::Applicability,
    rule::{Check, RuleContext, Scope},
    span::BlockSpan,
};

pub struct Mojibake;

impl Check for Mojibake {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().blocks() {
            let all = text.text();
            if memchr::memchr3(SIGNS[0], SIGNS[1], SIGNS[2], all.as_bytes()).is_none() {
                continue;
            }
            let mut at = 0;
            for piece in all.split_inclusive(char::is_whitespace) {
                let word = piece.trim_end_matches(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
                let span = BlockSpan::new(at, at + word.len());
                at += piece.len();
                if !word.is_ascii()
                    && let Some(fixed) = repair(word)
                {
                    cx.report(text.index(), span, format!("\"{word}\" is \"{fixed}\" decoded with the wrong character set"))
                        .suggest(fixed, Applicability::Safe);
                }
            }
        }
    }
}

/// The word with its bytes put back and decoded again, as often as it takes; `None` where there is nothing to repair.
pub fn repair(word: &str) -> Option<String> {
    let mut fixed = None;
    // Some text went through the wrong decoder twice or three times.
    for _ in 0..3 {
        let now = fixed.as_deref().unwrap_or(word);
        match decode(now, latin_byte, 1).or_else(|| decode(now, cyrillic_byte, 3)) {
            Some(next) => fixed = Some(next),
            None => break,
        }
    }
    fixed
}

/// Decodes every run of characters whose bytes are UTF-8; at least `min` characters of it must come out.
fn decode(word: &str, byte: fn(char) -> Option<u8>, min: usize) -> Option<String> {
    if !word.chars().any(|c| byte(c).is_some_and(|b| LEADS.contains(&b))) {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    let mut decoded = 0;
    let mut i = 0;
    while i < chars.len() {
        match sequence(&chars[i..], byte) {
            Some((c, len)) => {
                out.push(c);
                decoded += 1;
                i += len;
            }
            None => {
                out.push(chars[i]);
                i += 1;
            }
        }
    }
    (decoded >= min).then_some(out)
}

/// What begins, in UTF-8, the characters that stand for [`LEADS`]: U+00C2 to U+00F4 and the Cyrillic letters.
const SIGNS: [u8; 3] = [0xC3, 0xD0, 0xD1];

/// The bytes that begin a UTF-8 sequence of several.
const LEADS: std::ops::RangeInclusive<u8> = 0xC2..=0xF4;

/// The character that the UTF-8 sequence at the start of `chars` stands for, and how many characters it takes.
fn sequence(chars: &[char], byte: fn(char) -> Option<u8>) -> Option<(char, usize)> {
    let lead = byte(*chars.first()?)?;
    let len = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for (slot, c) in bytes[1..len].iter_mut().zip(chars.get(1..len)?) {
        *slot = byte(*c).filter(|b| (0x80..0xC0).contains(b))?;
    }
    let c = std::str::from_utf8(&bytes[..len]).ok()?.chars().next()?;
    is_expected(c).then_some((c, len))
}

/// Characters that news is written with: a repair that gives another is chance.
fn is_expected(c: char) -> bool {
    matches!(c,
        '\u{A0}'..='\u{17F}' | '\u{218}'..='\u{21B}' | '\u{391}'..='\u{3CE}' | '\u{400}'..='\u{45F}' | '\u{490}'..='\u{491}'
        | '\u{5D0}'..='\u{5EA}' | '\u{60C}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' | '\u{900}'..='\u{97F}' | '\u{1E00}'..='\u{1EFF}'
        | '\u{2010}'..='\u{2026}' | '\u{2030}' | '\u{2039}' | '\u{203A}' | '\u{20AC}' | '\u{2122}' | '\u{2212}'
        | '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{FEFF}' | '\u{FFFD}'
        | '\u{1F300}'..='\u{1FAFF}')
}

/// The byte that Windows-1252 has for a character; the five it lacks pass through as Latin-1 has them.
fn latin_byte(c: char) -> Option<u8> {
    Some(match c {
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        '\u{80}'..='\u{FF}' => c as u8,
        _ => return None,
    })
}

/// The byte that Windows-1251 has for a character.
fn cyrillic_byte(c: char) -> Option<u8> {
    const HIGH: [char; 64] = [
        'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Ќ', 'Ћ', 'Џ', 'ђ', '‘', '’', '“', '”', '•', '–', '—', '\u{98}',
        '™', 'љ', '›', 'њ', 'ќ', 'ћ', 'џ', '\u{A0}', 'Ў', 'ў', 'Ј', '¤', 'Ґ', '¦', '§', 'Ё', '©', 'Є', '«', '¬', '\u{AD}', '®', 'Ї', '°',
        '±', 'І', 'і', 'ґ', 'µ', '¶', '·', 'ё', '№', 'є', '»', 'ј', 'Ѕ', 'ѕ', 'ї',
    ];
    match c {
        'А'..='я' => u8::try_from(c as u32 - 0x410 + 0xC0).ok(),
        _ => HIGH.iter().position(|h| *h == c).and_then(|i| u8::try_from(0x80 + i).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_decoded_text_is_repaired_in_one_go() {
        assert_eq!(repair("cafÃƒÂ©").as_deref(), Some("café"));
        assert_eq!(repair("â€œZhytomyrâ€\u{9D}").as_deref(), Some("“Zhytomyr”"));
        assert_eq!(repair("ðŸ˜€").as_deref(), Some("😀"));
        assert_eq!(repair("РџСЂРёРІРµС‚").as_deref(), Some("Привет"));
    }

    #[test]
    fn words_of_many_languages_are_left_alone() {
        for word in ["Ângela", "Ærø", "ÅRSMØTE", "Žižek’s", "Île-de-France", "«НАТО»", "Đà", "Nẵng", "SÃO", "Ğ", "Æ€", "łódź…"]
        {
            assert_eq!(repair(word), None, "{word}");
        }
    }
}
