//! `lost-capital`, `small-sentence-start` and `glued-words`: "on saturday", "Donald trump", "He left. the door", "slobberingWe".

use crate::{
    analysis::{Article, Text, Token, TokenKind, WordUse, tokens::capitalised},
    diagnostic::Applicability,
    document::BlockKind,
    lexicon::{self, WordSet},
    rule::{Check, RuleContext, Scope},
    span::BlockSpan,
};

/// See its record: a word that English writes with a capital, or the article itself does.
pub struct LostCapital;
/// See its record: a sentence whose first word is small.
pub struct SmallSentenceStart;
/// See its record: two words written as one.
pub struct GluedWords;

/// Days, months that are nothing else, and what belongs to a country, each written with a capital in any English text.
#[rustfmt::skip]
static ALWAYS: WordSet = WordSet::new(&[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mondays", "tuesdays", "wednesdays",
    "thursdays", "fridays", "saturdays", "sundays", "january", "february", "april", "june", "july", "september", "october",
    "november", "december", "christmas", "ramadan", "afghanistan", "afghan", "albania", "albanian", "algeria", "algerian",
    "america", "american", "americans", "angola", "arab", "arabs", "argentina", "armenia", "armenian", "asia", "asian",
    "australia", "australian", "austria", "austrian", "azerbaijan", "azerbaijani", "bangladesh", "bangladeshi", "belarus",
    "belarusian", "belgium", "belgian", "brazilian", "britain", "british", "bulgaria", "bulgarian", "cambodia", "cambodian",
    "cameroon", "canada", "canadian", "chinese", "colombia", "colombian", "croatia", "croatian", "cuba", "cuban", "cyprus",
    "denmark", "egypt", "egyptian", "england", "english", "estonia", "estonian", "ethiopia", "ethiopian", "europe", "european",
    "europeans", "finland", "finnish", "france", "germany", "german", "germans", "ghana", "greece", "greek", "hungary",
    "hungarian", "iceland", "india", "indian", "indians", "indonesia", "indonesian", "iran", "iranian", "iranians", "iraq",
    "iraqi", "iraqis", "ireland", "israel", "israeli", "israelis", "italy", "italian", "italians", "jordanian", "kazakhstan",
    "kenya", "kenyan", "korea", "korean", "kuwait", "kuwaiti", "latvia", "latvian", "lebanon", "lebanese", "libya", "libyan",
    "lithuania", "lithuanian", "malaysia", "malaysian", "mexico", "mexican", "moldova", "mongolia", "morocco", "moroccan",
    "myanmar", "nepal", "nepali", "netherlands", "nigeria", "nigerian", "norway", "norwegian", "pakistan", "pakistani",
    "pakistanis", "palestine", "palestinian", "palestinians", "peru", "philippines", "poland", "portugal", "portuguese", "qatar",
    "qatari", "romania", "romanian", "russia", "russian", "russians", "rwanda", "saudi", "senegal", "serbia", "serbian",
    "singapore", "slovakia", "slovenia", "somalia", "somali", "spain", "sudan", "sudanese", "sweden", "swedish", "switzerland",
    "syria", "syrian", "syrians", "taiwan", "taiwanese", "tajikistan", "tanzania", "thailand", "tunisia", "tunisian", "turkish",
    "uganda", "ukraine", "ukrainian", "ukrainians", "uruguay", "uzbekistan", "venezuela", "venezuelan", "vietnam", "vietnamese",
    "yemen", "yemeni", "zambia", "zimbabwe", "kashmir", "moscow", "beijing", "tehran", "islamabad", "kyiv",
]);

/// Words before which, or behind which, a small letter may be meant: a hyphen's parts and names of things.
#[rustfmt::skip]
static THINGS: WordSet = WordSet::new(&[
    "indian", "english", "german", "greek", "turkish", "american", "canadian", "swedish", "british", "asian", "arab", "chinese",
    "italian", "russian", "portuguese", "norwegian", "finnish", "kashmir", "mexican",
]);

/// Times that the article must write a name's word with a capital before one without is a slip.
const TIMES: u32 = 2;

impl Check for LostCapital {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let mut found: Vec<(usize, BlockSpan, String)> = Vec::new();
        let mut prose = 0;
        for text in prose_of(article) {
            let small = text.fact_of(0, || SmallWords::of(text));
            prose += small.words;
            for &(at, always) in &small.suspects {
                if let Some(token) = text.tokens().get(at).filter(|_| always || half_of_name(article, text, at)) {
                    found.push((text.index(), token.span, capitalised(text.word(token))));
                }
            }
        }
        // Somebody who writes without capitals means it.
        if found.len() * 40 > prose + 120 {
            return;
        }
        for (block, span, right) in found {
            cx.report(block, span, format!("\"{right}\" has a capital")).suggest(right, Applicability::Unsafe);
        }
    }
}

/// The words of a block that may lack a capital; kept with it.
struct SmallWords {
    /// All its words.
    words: usize,
    /// The tokens, and whether they lack one in any article; the others may be half of a name that the article has.
    suspects: Vec<(usize, bool)>,
}

impl SmallWords {
    fn of(text: &Text<'_>) -> Self {
        let mut small = Self { words: 0, suspects: Vec::new() };
        for (at, token) in text.tokens().iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Word) {
            let word = text.word(token);
            small.words += 1;
            if word.len() < 4 || !word.starts_with(|c: char| c.is_lowercase()) || text.is_quoted(token.span) || beside_mark(text, at) {
                continue;
            }
            let always = (ALWAYS.contains(word) || is_always(word)) && !(THINGS.contains(word) && thing(text, at));
            let always = always || before_surname(text, at);
            if always || behind_first_name(text, at) {
                small.suspects.push((at, always));
            }
        }
        small
    }
}

/// Whether the news writes a word with a capital and next to never without.
fn is_always(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase())
        && !matches!(word, "republican" | "republicans" | "democrat" | "democrats" | "conservative" | "conservatives" | "communist")
        && lexicon::word(word)
            .is_some_and(|w| w.in_dictionary_as_name() && !w.in_dictionary() && w.cap_mid >= 100 && w.lower * 200 <= w.cap_mid)
}

fn prose_of<'r, 'a>(article: &'r Article<'a>) -> impl Iterator<Item = &'r Text<'a>> {
    article
        .blocks()
        .iter()
        .filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Headline | BlockKind::Subheading))
        // Beside code stand identifiers.
        .filter(|b| b.block().code.is_empty())
}

/// Whether a mark that joins words, an address or a foreign phrase touches the word.
fn beside_mark(text: &Text<'_>, at: usize) -> bool {
    let glued = |i: usize| text.tokens().get(i).is_some_and(|t| !t.spaced);
    let mark = |w: &str| matches!(w, "-" | "/" | "_" | "." | "@" | "#" | "*" | "\\" | "=" | "+" | "&");
    at > 0 && glued(at) && mark(text.word_at(at - 1))
        || glued(at + 1) && mark(text.word_at(at + 1)) && text.word_at(at + 1) != "."
        || matches!(text.word_at(at), "de" | "van")
}

/// "indian ink", "french window": a small letter may be meant before a thing's name; in doubt nothing is said.
fn thing(text: &Text<'_>, at: usize) -> bool {
    matches!(
        text.word_at(at + 1),
        "ink"
            | "silver"
            | "shepherd"
            | "measles"
            | "muffin"
            | "muffins"
            | "yogurt"
            | "yoghurt"
            | "delight"
            | "bath"
            | "baths"
            | "coffee"
            | "bacon"
            | "summer"
            | "cheese"
            | "breakfast"
            | "sauce"
            | "roulette"
            | "whispers"
            | "cabbage"
    )
}

/// "Donald trump": a first name, and behind it in small letters what is a surname.
fn behind_first_name(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|i| text.tokens().get(i)) else { return false };
    let first = text.word(before);
    let (Some(token), true) = (text.tokens().get(at), first.len() > 2) else { return false };
    let name = first.starts_with(|c: char| c.is_uppercase()) && first.chars().skip(1).all(char::is_lowercase);
    let common = lexicon::word(first).is_some_and(|w| w.in_dictionary());
    let family = lexicon::surname(text.word(token)).unwrap_or(0) > 0;
    name && token.spaced && !common && family && lexicon::given(first).unwrap_or(0) >= 50
}

/// "tamar Gelashvili": what is nothing but a first name, in small letters, and behind it a surname.
fn before_surname(text: &Text<'_>, at: usize) -> bool {
    let (Some(token), Some(after)) = (text.tokens().get(at), text.tokens().get(at + 1)) else { return false };
    let (first, family) = (text.word(token), text.word(after));
    let name = family.starts_with(|c: char| c.is_uppercase()) && family.chars().skip(1).all(char::is_lowercase);
    let common = |word: &str| lexicon::word(word).is_some_and(|w| w.in_dictionary() || w.lower > 1);
    let sure = || lexicon::given(capitalised(first).as_str()).unwrap_or(0) >= 50 && lexicon::surname(family).unwrap_or(0) >= 1;
    // "della Valle", "abdel Nasser": particles, which are first names elsewhere.
    let particle = PARTICLES.contains(first);
    name && after.spaced && family.len() > 3 && first.bytes().all(|b| b.is_ascii_lowercase()) && !particle && !common(first) && sure()
}

/// Particles of surnames with as many letters as a name.
#[rustfmt::skip]
static PARTICLES: WordSet = WordSet::new(&[
    "della", "dello", "degli", "delle", "dalla", "dela", "delos", "abdel", "abdul", "abou", "ould", "bint", "banu", "vander", "vande",
    "santa", "saint", "sant", "thor",
]);

/// Whether the article writes a word that stands behind a first name with a capital only behind that name.
fn half_of_name(article: &Article<'_>, text: &Text<'_>, at: usize) -> bool {
    let (first, word) = (text.word_at(at.wrapping_sub(1)), text.word_at(at));
    let WordUse { capital, .. } = article.mentions().word_use(word);
    // The pair stands in the article with its capital, and is one person's name.
    capital >= TIMES && pair_stands(article, first, word)
}

/// Whether the article has the two words beside each other, both with a capital.
fn pair_stands(article: &Article<'_>, first: &str, second: &str) -> bool {
    article.blocks().iter().any(|text| {
        text.tokens().windows(3).any(|three| match three {
            // "Sydney Stock Exchange" is no person's name.
            [a, b, next] if text.word(next).starts_with(|c: char| c.is_lowercase() || !c.is_alphabetic()) => {
                let w = text.word(b);
                text.word(a) == first
                    && w.starts_with(|c: char| c.is_uppercase())
                    && w.chars().skip(1).eq(second.chars().skip(1))
                    && w.eq_ignore_ascii_case(second)
            }
            _ => false,
        })
    })
}

/// Words that open sentences, as they stand behind the end of another that they are stuck to.
#[rustfmt::skip]
static OPENERS: WordSet = WordSet::new(&[
    "The", "This", "That", "These", "Those", "They", "There", "His", "Her", "She", "And", "But", "For", "From", "When", "While",
    "With", "After", "Before", "However", "Its", "Our", "Their", "You", "What", "Now", "Then", "Also", "Although", "Not", "One",
    "Two", "Some", "All", "More", "We", "He", "It", "In", "On", "At", "If", "As", "According", "Meanwhile", "During", "Since",
    "Because", "Where", "Who", "How", "Why", "By", "Here", "Read", "Photo", "Earlier", "Later", "Today", "Yesterday",
]);

/// Small words with which many sentences begin, and no name does.
#[rustfmt::skip]
static BEGINNINGS: WordSet = WordSet::new(&[
    "the", "this", "that", "these", "those", "they", "there", "his", "her", "she", "and", "but", "for", "from", "when", "while",
    "with", "after", "before", "however", "its", "our", "their", "you", "what", "now", "then", "also", "although", "not", "some",
    "all", "more", "we", "he", "it", "in", "on", "at", "if", "as", "according", "meanwhile", "during", "since", "because",
    "where", "who", "how", "why", "by", "here", "earlier", "later", "today", "yesterday", "so", "such", "many", "most", "one",
    "both", "even", "every", "another", "once", "under", "until", "within", "without", "to", "an", "my", "your",
]);

/// Abbreviations that are written in small letters and need no capital behind their stop.
#[rustfmt::skip]
static ABBREVIATED: WordSet = WordSet::new(&[
    "etc", "dept", "govt", "approx", "est", "max", "min", "incl", "esp", "resp", "tel", "avg", "art", "fig", "sec", "vol", "inc",
    "jun", "mar", "sun", "sat", "lit", "ret", "par", "ref", "refs", "sect", "chap", "ver", "eds", "opt", "param", "params", "env", "config",
    "temp", "misc", "info", "spec", "corp",
]);

impl Check for SmallSentenceStart {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let paragraphs = article.blocks().iter().filter(|b| b.kind() == BlockKind::Paragraph);
        for text in paragraphs {
            let tokens = text.tokens();
            for four in tokens.windows(4) {
                let [before, stop, small, next] = four else { continue };
                let begins = small.spaced && !stop.spaced && BEGINNINGS.contains(text.word(small)) && next.spaced;
                if !begins || text.word(stop) != "." || next.kind != TokenKind::Word || text.is_quoted(small.span) {
                    continue;
                }
                let last = text.word(before);
                let ends = last.len() >= 3
                    && last.bytes().all(|b| b.is_ascii_lowercase())
                    && lexicon::word(last).is_some_and(|w| w.zipf >= 2.5 && w.lower > 0);
                // Abbreviations end so: "approx. the", "etc. and".
                if !ends || ABBREVIATED.contains(last) {
                    continue;
                }
                let right = capitalised(text.word(small));
                cx.report(text.index(), small.span, "a sentence begins with a small letter").suggest(right, Applicability::Unsafe);
            }
        }
    }
}

impl Check for GluedWords {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let mut found: Vec<(usize, BlockSpan, String)> = Vec::new();
        for text in prose_of(article) {
            let glued = text.fact_of(0, || Glued::of(text));
            found.extend(glued.0.iter().map(|(span, parts)| (text.index(), *span, parts.clone())));
        }
        // A word that comes again is a brand's or a name's.
        for (i, (block, span, parts)) in found.iter().enumerate() {
            if !found.iter().enumerate().any(|(k, other)| k != i && other.2 == *parts) {
                cx.report(*block, *span, format!("two words are stuck together: \"{parts}\""))
                    .suggest(parts.clone(), Applicability::Unsafe);
            }
        }
    }
}

/// The words of a block that are two, and their parts; kept with it.
struct Glued(Vec<(BlockSpan, String)>);

impl Glued {
    fn of(text: &Text<'_>) -> Self {
        let mut found = Vec::new();
        for (at, token) in text.tokens().iter().enumerate().filter(|(_, t)| t.kind == TokenKind::Word && t.span.len() >= 6) {
            let Some(cut) = glued(text, at, token) else { continue };
            let word = text.word(token);
            let (Some(a), Some(b)) = (word.get(..cut), word.get(cut..)) else { continue };
            if !text.is_quoted(token.span) || b.starts_with(char::is_uppercase) {
                found.push((token.span, format!("{a} {b}")));
            }
        }
        Self(found)
    }
}

/// Where a word is two, and the second begins.
fn glued(text: &Text<'_>, at: usize, token: &Token) -> Option<usize> {
    let word = text.word(token);
    if !word.bytes().all(|b| b.is_ascii_alphabetic()) || beside_mark(text, at) {
        return None;
    }
    if let Some(cut) = word.bytes().skip(1).position(|b| b.is_ascii_uppercase()).map(|i| i + 1) {
        let (a, b) = word.split_at(cut);
        let small = a.bytes().skip(1).all(|c| c.is_ascii_lowercase()) && b.bytes().skip(1).all(|c| c.is_ascii_lowercase());
        // "slobberingWe"; "McDonald", "YouTube" and "iPhone" are names.
        return (small
            && a.len() >= 3
            && OPENERS.contains(b)
            && is_ordinary(&a.to_ascii_lowercase(), 2.0)
            && !a.starts_with(|c: char| c.is_uppercase() && a.len() < 5))
        .then_some(cut);
    }
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    // "theelite": a little word before one that is known, where the two are no word together.
    let cut = ["the", "with", "from", "that"].iter().find_map(|first| word.strip_prefix(first).map(|rest| (first.len(), rest)))?;
    let known = lexicon::word(word).is_some_and(|w| w.in_dictionary() || w.lower > 2 || w.zipf >= 2.5 || w.cap_mid > 0);
    (cut.1.len() >= 4 && !known && is_ordinary(cut.1, 3.5)).then_some(cut.0)
}

/// Whether the dictionary has a word, and how common it is at least.
fn is_ordinary(word: &str, zipf: f32) -> bool {
    lexicon::word(word).is_some_and(|w| w.in_dictionary() && w.zipf >= zipf)
}
