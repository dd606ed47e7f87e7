//! `doubled-word`: "the the", "said that said that", and loops.

use crate::{
    analysis::{Text, Token, TokenKind},
    diagnostic::Applicability,
    document::BlockKind,
    rule::{Check, RuleContext, Scope},
};

pub struct DoubledWord;

/// The longest phrase, in tokens, whose immediate repetition is looked for.
const LONGEST: usize = 8;

/// Words that may meet themselves: auxiliaries and pronouns at clause borders, particles before a preposition, emphasis.
const MAY_DOUBLE: &[&str] = &[
    "had", "that", "is", "was", "in", "on", "it", "do", "did", "does", "can", "will", "who", "you", "her", "have", "so", "very", "really",
    "much", "many", "far", "long", "never", "no", "yes", "ha", "bye", "knock", "big", "again", "well", "way", "too", "up", "over", "out",
    "off", "by", "now", "there", "more", "less", "old", "good", "bad", "hear", "ho", "la", "na", "boo", "night", "tut", "wee", "cha",
    "can", "pom", "chop", "rah", "bang", "hot", "what", "this", "quite", "like", "home", "fine", "lot", "lots", "please", "come", "go",
    // Plants, fish, dishes: names that are a word twice.
    "ylang", "mahi", "piri", "peri", "beri", "gado", "chow", "agar", "aye", "couscous", "tom", "yum", "dum", "choo", "pee", "poo", "goody",
    "work", "blah", "one", "two", "deep", "ever", "always", "around",
];

/// Words that are never right twice in a row, whatever their case.
const NEVER_DOUBLE: &[&str] = &[
    "the", "a", "an", "of", "and", "to", "for", "from", "with", "at", "or", "but", "as", "their", "his", "its", "our", "your", "my", "be",
    "been", "are", "were", "has", "not", "would", "could", "should", "may", "might", "must", "they", "he", "she", "we", "i", "than", "if",
    "when", "which", "into", "said",
];

impl Check for DoubledWord {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().blocks().iter().filter(|b| !matches!(b.kind(), BlockKind::Code | BlockKind::Verse | BlockKind::TableCell))
        {
            for sentence in text.sentences() {
                let (tokens, keys) = (text.tokens_of(sentence), text.keys_of(sentence));
                let mut i = 0;
                while i < tokens.len() {
                    let again = may_repeat(&keys[i..]).then(|| repetition(text, &tokens[i..])).flatten();
                    let Some((len, times)) = again else {
                        i += 1;
                        continue;
                    };
                    let end = i + len * times;
                    let span = tokens[i].span.cover(&tokens[end - 1].span);
                    let once = tokens[i].span.cover(&tokens[i + len - 1].span);
                    if !text.is_quoted(span) && !is_idiom(text, &tokens[i..end], tokens.get(i.wrapping_sub(1)), len, times) {
                        let said = if times == 2 { "twice" } else { "again and again" };
                        cx.report(text.index(), span, format!("\"{}\" stands {said} in a row", text.slice(once)))
                            .suggest(text.slice(once), Applicability::Safe);
                    }
                    i = end;
                }
            }
        }
    }
}

/// Whether the first of these words comes again soon enough to begin a phrase that follows itself.
fn may_repeat(keys: &[u64]) -> bool {
    let Some((first, rest)) = keys.split_first() else { return false };
    match rest.first_chunk::<LONGEST>() {
        // Without a branch for each.
        Some(next) => next.iter().fold(false, |any, key| any | (key == first)),
        None => rest.contains(first),
    }
}

/// The shortest phrase at the start of `tokens` that follows itself: its length in tokens and how often it stands.
fn repetition(text: &Text<'_>, tokens: &[Token]) -> Option<(usize, usize)> {
    let same =
        |a: &Token, b: &Token| a.kind == TokenKind::Word && b.kind == TokenKind::Word && text.word(a).eq_ignore_ascii_case(text.word(b));
    let either = |a: &Token, b: &Token| same(a, b) || a.kind == TokenKind::Number && text.word(a) == text.word(b);
    for len in 1..=LONGEST.min(tokens.len() / 2) {
        let (phrase, rest) = tokens.split_at(len);
        if phrase.first().map(|t| t.span.len()) != rest.first().map(|t| t.span.len()) {
            continue;
        }
        if phrase.iter().filter(|t| t.kind == TokenKind::Word).count() * 2 < len || !phrase.iter().any(|t| t.kind == TokenKind::Word) {
            continue;
        }
        let times = 1 + rest.chunks_exact(len).take_while(|c| c.iter().zip(phrase).all(|(a, b)| either(a, b))).count();
        if times > 1 {
            return Some((len, times));
        }
    }
    None
}

/// Whether the repetition is one that writers mean.
fn is_idiom(text: &Text<'_>, tokens: &[Token], before: Option<&Token>, len: usize, times: usize) -> bool {
    let words: Vec<String> = tokens[..len].iter().map(|t| text.word(t).to_lowercase()).collect();
    let capitalised = |t: &Token| text.word(t).starts_with(char::is_uppercase);
    let [first, ..] = words.as_slice() else { return true };
    if len == 1 {
        if NEVER_DOUBLE.contains(&first.as_str()) {
            // `vitamin A a day`, `Plan A a success`; letters and initials.
            return capitalised(&tokens[0]) != capitalised(&tokens[1]) && first.len() == 1
                || tokens.iter().all(|t| first.len() > 1 && text.word(t).chars().all(char::is_uppercase)) && first.len() <= 3;
        }
        let hyphened = before.is_some_and(|t| text.word(t) == "-");
        return tokens[1..].iter().any(capitalised)
            || first.chars().count() < 3
            || !first.is_ascii()
            || hyphened
            || (MAY_DOUBLE.contains(&first.as_str()) && times < 4)
            || capitalised(&tokens[0]) && times < 3;
    }
    // `X by X by X`, `more and more`: a connector and what it repeats.
    let connector =
        |w: &str| matches!(w, "by" | "and" | "or" | "after" | "upon" | "to" | "on" | "in" | "for" | "against" | "over" | "versus" | "vs");
    if len == 2 && words.iter().any(|w| connector(w)) {
        return true;
    }
    // `do it or do it or create it`: a speaker who goes on.
    if words.last().or(words.first()).is_some_and(|w| w == "or") || words.first().is_some_and(|w| w == "or") {
        return true;
    }
    // Names (New York New York), and auxiliaries that meet at a clause border.
    tokens[..len].iter().all(capitalised) || words.iter().all(|w| MAY_DOUBLE.contains(&w.as_str()))
}
