//! Words that tell something about the names they stand in or beside: titles, roles, particles, kinds of organisation and place.

use crate::{
    language::ENGLISH_NAMES,
    lexicon::{self, Key},
};

/// What a word may be in a name, by its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Has a capital, first or inside: `Macron`, `al-Assad`, `iPhone`.
    Name,
    /// Two capitals or more and nothing else: `NATO`, `U.S.`.
    Acronym,
    /// One capital, with or without a stop: `J.`.
    Initial,
    /// Joins the words of names in lower case: `van`, `bin`, `de`.
    Particle,
    /// None of these.
    Plain,
}

/// What a word is by its letters, told once for all that ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordForm {
    /// Of the folded word.
    pub key: Key,
    /// What it may be in a name.
    pub shape: Shape,
    /// [`is_capitalised`].
    pub capital: bool,
    /// Whether it has a capital and small letters.
    pub mixed: bool,
    /// Whether it is ASCII without any capital, even inside: no part of it is a name.
    pub plain: bool,
}

impl WordForm {
    /// The form of a word, whose key is given where it is plain ASCII, and whether it has no capital then.
    pub fn of(word: &str, ascii: Option<(Key, bool)>) -> Self {
        let (key, plain) = ascii.unwrap_or_else(|| (Key::from(word), false));
        let capital = !plain && is_capitalised(word);
        if !capital {
            let shape = if is_particle(word) { Shape::Particle } else { Shape::Plain };
            return Self { key, shape, capital, mixed: false, plain };
        }
        let (mut letters, mut characters, mut mixed) = (0, 0, false);
        for c in word.chars() {
            characters += 1;
            letters += usize::from(c.is_alphabetic());
            mixed |= c.is_lowercase();
        }
        let shape = match letters {
            _ if word == "I" => Shape::Plain,
            0 => Shape::Plain,
            1 if characters <= 2 => Shape::Initial,
            _ if !mixed && letters <= 6 => Shape::Acronym,
            _ => Shape::Name,
        };
        Self { key, shape, capital, mixed, plain }
    }
}

/// Whether a word has the capital of a name: at its start, behind a lower-case prefix (`al-Assad`, `d'Estaing`), or inside (`iPhone`).
pub fn is_capitalised(word: &str) -> bool {
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        return false;
    }
    let Some(first) = word.chars().next() else { return false };
    if first.is_uppercase() {
        return true;
    }
    if !first.is_lowercase() {
        return false;
    }
    match word.char_indices().find(|(_, c)| c.is_uppercase()) {
        None => false,
        Some((at, _)) => {
            let before = word.get(..at).unwrap_or("");
            let prefix = before.trim_end_matches(['-', '\'', '’', 'ʼ', '‘', '\u{2010}', '\u{2011}']);
            // A short prefix, joined or not: al-Assad, d'Estaing, iPhone, eBay. Not "pre-Brexit", "mid-July", "non-EU".
            prefix.chars().count() == 1 || prefix.len() < before.len() && is_prefix(prefix)
        }
    }
}

/// Lower-case prefixes that belong to a name.
fn is_prefix(prefix: &str) -> bool {
    matches!(
        prefix,
        "al" | "el" | "ad" | "an" | "ar" | "as" | "ash" | "at" | "az" | "ul" | "ur" | "bin" | "ben" | "ibn" | "de" | "dell" | "dall"
    )
}

/// Words in lower case that stand inside names.
pub fn is_particle(word: &str) -> bool {
    ENGLISH_NAMES.particles.contains(word)
}

/// Whether a token is the possessive mark of the word before it.
pub fn is_possessive(token: &str) -> bool {
    matches!(token, "'s" | "’s" | "'S" | "’S" | "'" | "’" | "ʼs" | "‘s")
}

/// Days, months and the like: capitalised, and names of nobody.
pub fn is_calendar(word: &str) -> bool {
    ENGLISH_NAMES.calendar.contains(word.trim_end_matches('.'))
}

/// Titles and roles written with a capital before a name.
pub fn is_title(word: &str) -> bool {
    ENGLISH_NAMES.titles.contains(word.trim_end_matches('.'))
}

/// Roles written in lower case right before a person's name.
pub fn is_role(word: &str) -> bool {
    ENGLISH_NAMES.roles.contains(word)
}

/// Words that end the name of an organisation.
pub fn is_organisation_word(word: &str) -> bool {
    ENGLISH_NAMES.organisation_words.contains(word.trim_end_matches('.'))
}

/// Words that begin the name of an organisation before `of`, `for` or another name.
pub fn is_organisation_head(word: &str) -> bool {
    ENGLISH_NAMES.organisation_heads.contains(word)
}

/// Words that end the name of a place.
pub fn is_place_word(word: &str) -> bool {
    ENGLISH_NAMES.place_words.contains(word.trim_end_matches('.'))
}

/// Words that begin the name of a place.
pub fn is_place_head(word: &str) -> bool {
    ENGLISH_NAMES.place_heads.contains(word)
}

/// Whether the family name comes first: a surname of China, Korea or Vietnam before a given name of the shape used there.
pub fn is_east_asian_order(first: &str, second: &str) -> bool {
    const SURNAMES: &[&str] = &[
        "An", "Bae", "Bai", "Bui", "Cai", "Cao", "Chang", "Chen", "Cheng", "Cho", "Choe", "Choi", "Chu", "Chung", "Cui", "Dai", "Dang",
        "Deng", "Ding", "Dinh", "Do", "Dong", "Du", "Duan", "Duong", "Fan", "Fang", "Feng", "Fu", "Gao", "Gong", "Gu", "Guo", "Ha", "Han",
        "He", "Ho", "Hoang", "Hong", "Hou", "Hu", "Hua", "Huang", "Huynh", "Hwang", "Im", "Jang", "Jeon", "Jeong", "Ji", "Jia", "Jiang",
        "Jin", "Jo", "Jung", "Kang", "Kim", "Kong", "Kwon", "Lai", "Lam", "Le", "Lee", "Lei", "Li", "Liang", "Liao", "Lim", "Lin", "Liu",
        "Long", "Lu", "Luo", "Luong", "Lyu", "Ma", "Mao", "Meng", "Moon", "Ngo", "Nguyen", "Nie", "Noh", "Oh", "Pan", "Park", "Peng",
        "Pham", "Phan", "Qi", "Qian", "Qin", "Qiu", "Ren", "Ri", "Roh", "Ryu", "Seo", "Shao", "Shen", "Shi", "Shin", "Sim", "Son", "Song",
        "Su", "Suh", "Sun", "Tan", "Tang", "Tao", "Tian", "To", "Tran", "Trinh", "Truong", "Vo", "Vu", "Wan", "Wang", "Wei", "Wen", "Wu",
        "Xi", "Xia", "Xiang", "Xiao", "Xie", "Xu", "Xue", "Yan", "Yang", "Yao", "Ye", "Yi", "Yin", "Yoo", "Yoon", "Yu", "Yuan", "Yun",
        "Zeng", "Zhai", "Zhang", "Zhao", "Zheng", "Zhong", "Zhou", "Zhu", "Zou",
    ];
    if SURNAMES.binary_search(&first).is_err() {
        return false;
    }
    match second.split_once('-') {
        Some((_, tail)) => !tail.contains('-') && tail.starts_with(char::is_lowercase) && second.len() <= 12,
        None => is_syllables(second),
    }
}

/// Whether a word is one or two syllables of pinyin, Korean or Vietnamese, and not a common Western surname.
fn is_syllables(word: &str) -> bool {
    const ENDS: &[&str] = &["ng", "n", "a", "e", "i", "o", "u", "h", "c", "t"];
    const CLUSTERS: &[&str] =
        &["br", "cr", "dr", "fr", "gr", "pr", "st", "sk", "sm", "bl", "cl", "fl", "gl", "pl", "ll", "ss", "rd", "rt", "ck", "ld", "lt"];
    let lower = word.to_lowercase();
    lower.len() <= 9
        && ENDS.iter().any(|e| lower.ends_with(e))
        && !CLUSTERS.iter().any(|c| lower.contains(c))
        && lexicon::given(word).is_none_or(|n| n < 200)
}
