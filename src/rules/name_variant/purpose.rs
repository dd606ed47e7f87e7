//! Spellings that an article has on purpose: it talks about them, or they are pet names.

use super::forms::{Form, Occurrence};
use crate::{analysis::Article, lexicon};

/// Words that talk about a spelling, shortly before it.
const TALK: &[&str] = &[
    "spelt",
    "spelled",
    "spelling",
    "spellings",
    "spell",
    "spells",
    "misspelt",
    "misspelled",
    "transliterated",
    "romanised",
    "romanized",
    "pronounced",
    "aka",
    "a.k.a.",
    "alias",
    "née",
    "nicknamed",
    "pseudonym",
    "maiden",
    "typo",
    "anglicised",
    "anglicized",
];

/// Words right before another name of somebody or something.
const OTHERWISE: &[&str] = &["called", "née", "nee", "formerly", "renamed", "dubbed", "rebranded", "alias", "aka"];

/// Whether the odd spelling is introduced as a spelling or as another name, or the article talks about how the other is spelt.
pub fn is_talked_about(article: &Article<'_>, odd: &Form<'_>, base: &Form<'_>) -> bool {
    let before = |o: &Occurrence<'_>, n: usize| -> Vec<String> {
        let Some(block) = article.blocks().get(o.place.block) else { return Vec::new() };
        let words = block.tokens().get(o.token.saturating_sub(n)..o.token).unwrap_or(&[]);
        words.iter().map(|t| block.word(t).to_lowercase()).collect()
    };
    let talked = |o: &Occurrence<'_>| before(o, 4).iter().any(|w| TALK.contains(&w.as_str()));
    let otherwise = |o: &Occurrence<'_>| {
        // The name may have a first name before it: `also known as Katerina Golub`.
        let words = before(o, 4);
        let known_as = words.windows(2).any(|w| w[0] == "known" && w[1] == "as");
        let right_before = words.last().is_some_and(|w| OTHERWISE.contains(&w.as_str()));
        known_as || right_before
    };
    odd.occurrences.iter().any(|o| talked(o) || otherwise(o)) || base.occurrences.iter().take(6).any(talked)
}

/// Whether one is a name in the old spelling that firms and families keep: Tinkoff Bank, Smirnoff; Tinkov, Smirnov.
pub fn is_old_style(a: &str, b: &str) -> bool {
    let stem = |t: &str, end: &str| t.strip_suffix(end).map(str::to_owned);
    let pair = |x: &str, y: &str| {
        stem(x, "off").is_some_and(|s| stem(y, "ov") == Some(s)) || stem(x, "eff").is_some_and(|s| stem(y, "ev") == Some(s))
    };
    pair(a, b) || pair(b, a)
}

/// Whether one is the pet name of the other: Steve and Steven, Rob and Robbie, Tom and Tommy. Which an article uses is its own affair.
pub fn is_pet_name(a: &str, b: &str) -> bool {
    const PAIRS: &[(&str, &str)] = &[
        ("steve", "steven"),
        ("steve", "stephen"),
        ("phil", "philip"),
        ("phil", "phillip"),
        ("jeff", "jeffrey"),
        ("greg", "gregory"),
        ("kate", "katie"),
        ("kate", "katy"),
        ("dave", "davy"),
        ("mike", "mikey"),
        ("jon", "jonny"),
        ("nick", "nicky"),
        ("olga", "olya"),
        ("maria", "masha"),
        ("mikhail", "misha"),
        ("alex", "alexa"),
        ("alex", "alexei"),
        ("alex", "alexey"),
        ("rob", "robb"),
        ("don", "donny"),
        ("ron", "ronnie"),
        ("yuri", "yura"),
    ];
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if PAIRS.iter().any(|p| *p == (a, b) || *p == (b, a)) {
        return true;
    }
    let borne = |name: &str| lexicon::given(name).is_some_and(|n| n >= 20);
    if !borne(a) || !borne(b) {
        return false;
    }
    // Marty, Martin; Freddie, Frederick: what stands before the pet name's ending begins the long one.
    let pet = ["ie", "ey", "y"].iter().find_map(|e| short.strip_suffix(e)).filter(|s| s.len() >= 3);
    let undoubled = |s: &str| s.strip_suffix(|c: char| s.chars().rev().nth(1) == Some(c)).map_or_else(|| s.to_owned(), str::to_owned);
    if pet.is_some_and(|s| {
        short.len() < long.len() && !long.ends_with(['y', 'i', 'e']) && (long.starts_with(s) || long.starts_with(&undoubled(s)))
    }) {
        return true;
    }
    // Tom, Tommy; Rob, Robbie; Will, Willy.
    let stem = ["ie", "y", "ey"].iter().find_map(|e| long.strip_suffix(e));
    stem.is_some_and(|s| {
        s == short && short.len() >= 2
            || s.len() == short.len() + 1 && s.starts_with(short) && s.chars().rev().take(2).all(|c| short.ends_with(c))
    }) && short.chars().count() >= 3
}
