//! The language of a text, with an honest "unknown".

use super::Pack;
use std::{fmt, sync::LazyLock};
use whatlang::Lang;

/// Below this many letters no guess is worth having: whatlang is right in 84 of 100 cases under 30 characters.
const MIN_LETTERS: usize = 60;

/// A language, or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Language(Option<Lang>);

impl Language {
    /// Not told, or too little text to tell.
    pub const UNKNOWN: Self = Self(None);
    /// English.
    pub const ENGLISH: Self = Self(Some(Lang::Eng));

    /// The language of an ISO 639-1 (`en`) or 639-3 (`eng`) code.
    pub fn from_code(code: &str) -> Option<Self> {
        let known = Lang::all().iter().find(|l| l.code() == code || two_letters(**l) == code);
        known.map(|l| Self(Some(*l)))
    }

    /// Every language that is told apart.
    pub fn all() -> impl Iterator<Item = Self> {
        Lang::all().iter().map(|l| Self(Some(*l)))
    }

    /// Its ISO 639-1 code, or 639-3 where it has none of two letters; `und` where unknown.
    pub fn code(self) -> &'static str {
        self.0.map_or("und", two_letters)
    }

    /// Whether it is English.
    pub fn is_english(self) -> bool {
        self == Self::ENGLISH
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.map_or("unknown", |l| l.eng_name()))
    }
}

/// Guesses the language of a text: English by its function words, which settle short text and text that is half names as well;
/// any other by whatlang's trigram model, taken at its word only where it calls itself reliable.
pub fn detect(text: &str) -> Language {
    // The first few thousand characters settle it; a guess over megabytes would only cost time.
    guess(first_chars(text, 4000), MIN_LETTERS)
}

/// Below this many letters one block's language is not told apart from its article's.
const MIN_BLOCK_LETTERS: usize = 80;

/// The language of one block of an article, where it can be told with certainty: a paragraph of names reads as many languages.
pub fn detect_block(text: &str) -> Language {
    guess(first_chars(text, 1000), MIN_BLOCK_LETTERS)
}

/// The first characters of a text, `count` at most.
fn first_chars(text: &str, count: usize) -> &str {
    // Most texts are shorter, as their bytes tell.
    if text.len() <= count {
        return text;
    }
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// Whether a block of words enough has none of a language's function words but one of English that is no word there, and so is not of that
/// language; false where it has few words, or none are known. A headline may do without the language's own.
pub fn is_english_in(text: &str, pack: &Pack) -> bool {
    /// Words of which a language writes hardly any without a function word among them.
    const ENOUGH: usize = 6;
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    let own = |word: &str| pack.function_words.contains(&word);
    let english = |word: &str| Pack::ENGLISH.function_words.contains(&word) && !pack.word(word).is_some_and(|w| w.in_dictionary());
    words().nth(ENOUGH - 1).is_some() && !words().any(|w| own(&w)) && words().any(|w| english(&w))
}

/// Whether a block may be of another language than English. [`detect_block`] tells; this costs a hundredth where it is not.
pub fn may_be_foreign(text: &str) -> bool {
    let words = Words::of(first_chars(text, 1000));
    words.kinds.len() < 3 || words.english * 6 < words.count
}

fn guess(text: &str, least: usize) -> Language {
    if Words::of(text).read_english() {
        return Language::ENGLISH;
    }
    if text.chars().filter(|c| c.is_alphabetic()).take(least).count() < least {
        return Language::UNKNOWN;
    }
    match whatlang::detect(text) {
        Some(info) if info.is_reliable() => Language(Some(info.lang())),
        _ => Language::UNKNOWN,
    }
}

/// What is counted of a text's words, the runs of letters and digits.
#[derive(Default)]
struct Words {
    count: usize,
    /// How many are function words of English.
    english: usize,
    /// The first of those that differ, five at most.
    kinds: Vec<u64>,
}

impl Words {
    fn of(text: &str) -> Self {
        let mut words = Self::default();
        // The bytes of the word that is being read, small and packed into a number, and how many they are.
        let (mut packed, mut len) = (0_u64, 0_usize);
        let mut at = 0;
        while let Some(byte) = text.as_bytes().get(at) {
            at += 1;
            match IN_WORDS[usize::from(*byte)] {
                Some(true) => {
                    packed = packed << 8 | u64::from(byte.to_ascii_lowercase());
                    len += 1;
                }
                Some(false) => {
                    words.add(packed, len);
                    (packed, len) = (0, 0);
                }
                None => {
                    let c = text.get(at - 1..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
                    at += c.len_utf8() - 1;
                    if c.is_alphanumeric() {
                        len += LONGEST + 1;
                    } else {
                        words.add(packed, len);
                        (packed, len) = (0, 0);
                    }
                }
            }
        }
        words.add(packed, len);
        words
    }

    /// Adds a word, if it has bytes. One with other letters than those of ASCII counts as long.
    fn add(&mut self, packed: u64, len: usize) {
        static PACKED: LazyLock<foldhash::HashSet<u64>> = LazyLock::new(|| {
            let packed = |word: &&str| word.bytes().fold(0, |packed, byte| packed << 8 | u64::from(byte));
            Pack::ENGLISH.function_words.iter().map(packed).collect()
        });
        self.count += usize::from(len > 0);
        if (2..=LONGEST).contains(&len) && PACKED.contains(&packed) {
            self.english += 1;
            if self.kinds.len() < 5 && !self.kinds.contains(&packed) {
                self.kinds.push(packed);
            }
        }
    }

    /// Whether a quarter of the words, and two different ones, are function words of English; of a longer text, a sixth and five.
    fn read_english(&self) -> bool {
        let Self { count, english, kinds } = self;
        kinds.len() >= 2 && english * 4 >= *count || kinds.len() >= 5 && *count >= 60 && english * 6 >= *count
    }
}

/// Bytes of the longest of English's function words.
const LONGEST: usize = 6;

/// Whether a byte is a letter or digit; nothing where it is part of a character outside ASCII.
const IN_WORDS: [Option<bool>; 256] = {
    let mut table = [None; 256];
    let mut byte: u8 = 0;
    while byte < 0x80 {
        table[byte as usize] = Some(byte.is_ascii_alphanumeric());
        byte += 1;
    }
    table
};

fn two_letters(lang: Lang) -> &'static str {
    match lang {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_with_the_function_words_of_english_alone_is_english() {
        let spanish = Pack::of(Language::from_code("es").unwrap()).unwrap();
        assert!(is_english_in("Presents nice error messages to the visitors", spanish));
        assert!(!is_english_in("Los barcos llegan tarde otra vez hoy", spanish));
        assert!(!is_english_in("Real Madrid vence 3 - 1 a Celta Vigo", spanish), "a headline has no function word of either");
        assert!(!is_english_in("The Beatles, The Who", spanish), "names are few words and tell nothing");
    }

    #[test]
    fn short_text_has_no_language_unless_its_function_words_tell() {
        assert_eq!(detect("Rain in Oslo"), Language::UNKNOWN);
        assert_eq!(detect("Regen in Wien"), Language::UNKNOWN);
        assert_eq!(detect("The port was closed."), Language::ENGLISH);
        assert_eq!(detect("1, 2, 3 — 4"), Language::UNKNOWN);
    }

    #[test]
    fn longer_text_has_one() {
        let en = "The harbour authority said on Monday that the ferry would return to service once its engines had been checked.";
        let es = "La autoridad portuaria dijo el lunes que el transbordador volverá al servicio cuando se revisen sus motores.";
        assert_eq!(detect(en).code(), "en");
        assert_eq!(detect(es).code(), "es");
    }

    #[test]
    fn a_block_has_a_language_of_its_own_where_it_is_long_enough() {
        let es = "La autoridad portuaria dijo el lunes que el transbordador volverá al servicio cuando se revisen sus motores y el casco.";
        assert_eq!(detect_block(es).code(), "es");
        assert_eq!(detect_block("La autoridad portuaria dijo el lunes"), Language::UNKNOWN);
        assert_eq!(detect_block("The ferry of the port was late."), Language::ENGLISH);
    }

    #[test]
    fn codes_round_trip() {
        for code in ["en", "is", "ru", "zh", "ur"] {
            assert_eq!(Language::from_code(code).map_or("none", Language::code), if code == "is" { "none" } else { code });
        }
    }
}
