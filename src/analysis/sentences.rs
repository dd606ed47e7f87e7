//! Sentence boundaries: every stop is a candidate, and the words beside it decide.

use super::tokens::{Token, TokenKind, is_apostrophe};
use crate::span::BlockSpan;
use std::ops::Range;

/// A sentence: its bytes and its tokens, as indices into the block's tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last, bytes of the block's text.
    pub span: BlockSpan,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// Abbreviations that a name or a number follows: never the end of a sentence before a capital.
const LEADING: &[&str] = &[
    "Mr",
    "Mrs",
    "Ms",
    "Mx",
    "Dr",
    "Prof",
    "Gen",
    "Lt",
    "Col",
    "Maj",
    "Capt",
    "Cpl",
    "Sgt",
    "Adm",
    "Cmdr",
    "Sen",
    "Sens",
    "Rep",
    "Reps",
    "Gov",
    "Govs",
    "Rev",
    "Fr",
    "Hon",
    "Pres",
    "Atty",
    "Supt",
    "Insp",
    "Det",
    "Msgr",
    "Mt",
    "Ft",
    "Messrs",
    "Mme",
    "Mlle",
    "vs",
    "v",
    "Ald",
    "Amb",
    "Brig",
    "Pvt",
    "Spc",
    "Pte",
    "Const",
    "Asst",
    "Dep",
    "Dist",
    "Sec",
    "Vol",
    "Fig",
    "Art",
    "Op",
    "Dir",
    "Tech",
    "Pvt",
    "Treas",
    "Ens",
    "Comdr",
    "Vice-Adm",
    "Maj-Gen",
    "Lt-Gen",
    "Lt-Col",
    "Rt",
    "Ave-Maria",
    "c.f",
    "cf",
    "ca",
    "e.g",
    "i.e",
    "viz",
];

/// Abbreviations that end a sentence as easily as not.
const TRAILING: &[&str] = &[
    "Jr", "Sr", "Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "LLC", "Esq", "Assn", "Dept", "Univ", "Ave", "Blvd", "Rd", "St", "Sq", "Hwy",
    "etc", "al", "Ala", "Ariz", "Ark", "Calif", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mass", "Mich",
    "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wyo", "Ont", "Que", "Alta",
    "Sask", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue", "Tues", "Wed", "Thu",
    "Thur", "Thurs", "Fri", "No", "Nos", "pp", "approx", "est", "dept", "govt", "Govt", "Ph.D", "PhD", "Bhd", "Pty", "Plc", "kg", "km",
    "lb", "lbs", "ft", "mi", "sq", "min", "hr", "hrs", "bn", "mln", "bln", "tel", "Tel", "ext", "ed", "eds", "Gmbh", "Ste",
];

/// Abbreviations that only a number makes one: `No. 5`, `Mar. 5`, `Art. 3`, `min. 30`.
const BEFORE_NUMBER: &[&str] = &[
    "No", "Nos", "Mar", "Jun", "Jul", "Art", "Sec", "Fig", "pp", "Vol", "Op", "min", "ed", "ext", "est", "Ill", "Miss", "Mass", "Wash",
    "Ore", "Pa", "La", "Mo", "Ind", "Del", "Dir", "Tech", "Const", "Det", "Dep", "al", "ft", "mi", "Mon", "Fri", "Wed", "Co",
];

/// Words that begin a sentence far more often than they follow an abbreviation as part of a name.
const STARTERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Every",
    "For",
    "From",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "Neither",
    "No",
    "Nor",
    "Now",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Out",
    "Over",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "Than",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Throughout",
    "Thus",
    "Today",
    "To",
    "Under",
    "Unlike",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Within",
    "Without",
    "Yet",
    "You",
    "Your",
];

/// Verbs that name the speaker after a quotation: `"Why now?" Okafor asked.`
const SPEECH: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "told",
    "wrote",
    "added",
    "shouted",
    "replied",
    "cried",
    "tweeted",
    "wondered",
    "yelled",
    "joked",
    "quipped",
    "exclaimed",
    "demanded",
];

/// Whether a stop behind this word may belong to it.
pub(super) fn is_abbreviation(word: &str) -> bool {
    LEADING.contains(&word) || TRAILING.contains(&word)
}

/// Splits a block's tokens into sentences. Every token is in exactly one sentence.
pub fn split(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut i = 0;
    while i < tokens.len() {
        let Some(end) = boundary(text, tokens, start, i) else {
            i += 1;
            continue;
        };
        push(&mut sentences, tokens, start..end);
        start = end;
        i = end;
    }
    push(&mut sentences, tokens, start..tokens.len());
    sentences
}

fn push(sentences: &mut Vec<Sentence>, tokens: &[Token], range: Range<usize>) {
    if let Some([first, .., last] | [first @ last]) = tokens.get(range.clone()) {
        sentences.push(Sentence { span: first.span.cover(&last.span), tokens: range });
    }
}

/// Where the sentence that begins at token `start` ends, if its terminal is token `at`: the index after the last token of it.
fn boundary(text: &str, tokens: &[Token], start: usize, at: usize) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.slice(text));
    let terminal = word(at);
    let stop = terminal.ends_with('.');
    let strong = matches!(terminal, "?" | "!" | "؟" | "।" | "॥" | "。" | "！" | "？" | "۔" | "።" | "։");
    if !(stop || strong || terminal == "…") {
        return None;
    }
    let abbreviation = stop && tokens[at].kind == TokenKind::Word;
    let mut end = at + 1;
    // More terminals and what closes belong to the sentence; a straight mark closes where no space stands before it.
    let mut closed = false;
    while let Some(t) = tokens.get(end) {
        let w = t.span.slice(text);
        let first = w.chars().next().unwrap_or(' ');
        let closes = matches!(first, ')' | ']' | '”' | '»' | '」' | '』')
            || (matches!(first, '"') || is_apostrophe(first) && w.chars().count() == 1);
        if t.spaced || !(closes || matches!(w, "?" | "!" | "。" | "！" | "？") || w.starts_with('.') && !abbreviation) {
            break;
        }
        closed |= closes;
        end += 1;
    }
    let next = word(end);
    let Some(next_token) = tokens.get(end) else { return Some(end) };
    let wide = matches!(terminal, "。" | "！" | "？");
    if !next_token.spaced && !wide {
        // `ended.The next`: a space lost between two sentences, and nothing that looks like a name of a site or file.
        let before = word(at.wrapping_sub(1));
        let lost = terminal == "."
            && !closed
            && is_lower_word(before)
            && before.len() > 2
            && capitalised(next)
            && next.len() > 1
            && STARTERS.contains(&next);
        return (lost || closed && capitalised(next) && !abbreviation).then_some(end);
    }
    // What opens the next sentence: skip its quotation marks and brackets.
    let mut k = end;
    while let Some(t) = tokens.get(k)
        && t.kind == TokenKind::Punctuation
        && matches!(t.span.slice(text), "\"" | "“" | "‘" | "'" | "«" | "(" | "[" | "-" | "–" | "—" | "„" | "¿" | "¡" | "•" | "’")
    {
        k += 1;
    }
    let opener = word(k);
    let Some(opener_token) = tokens.get(k) else { return Some(end) };
    let first = opener.chars().next().unwrap_or(' ');
    if first.is_lowercase() {
        // A brand such as iPhone may open a sentence; any other small letter goes on.
        let brand = opener.chars().nth(1).is_some_and(char::is_uppercase);
        return (wide || brand && !abbreviation || (strong || terminal == ".") && !closed && opener_token.kind == TokenKind::Link)
            .then_some(end);
    }
    if strong {
        // `"Why now?" Okafor asked` goes on.
        let attributed = closed && (k..k + 4).any(|i| SPEECH.contains(&word(i))) && k == end;
        return (!attributed).then_some(end);
    }
    if matches!(opener_token.kind, TokenKind::Punctuation | TokenKind::Symbol) && matches!(opener, "," | ";" | ":" | ")" | "/" | "]") {
        return None;
    }
    if !abbreviation {
        if terminal == "…" || terminal.len() > 1 {
            return (capitalised(opener) || opener_token.kind == TokenKind::Number || k > end).then_some(end);
        }
        // A list's number (`1. The`) and the lone letter of a clause (`a. The`) open the sentence they stand in.
        let before = word(at.wrapping_sub(1));
        let numbered = at == start + 1 && before.len() <= 3 && (before.chars().all(|c| c.is_ascii_digit()) || before.len() == 1);
        return (!numbered).then_some(end);
    }
    abbreviation_ends(terminal.trim_end_matches('.'), opener, opener_token, k > end, closed).then_some(end)
}

/// Whether an abbreviation's stop ends the sentence too, by what follows.
fn abbreviation_ends(abbreviation: &str, opener: &str, opener_token: &Token, quoted: bool, closed: bool) -> bool {
    if closed {
        return true;
    }
    let number = opener_token.kind == TokenKind::Number;
    let initial = abbreviation.chars().count() == 1;
    if BEFORE_NUMBER.contains(&abbreviation) && number {
        return false;
    }
    if LEADING.contains(&abbreviation) {
        return false;
    }
    let time = matches!(abbreviation, "a.m" | "p.m" | "A.M" | "P.M");
    if initial {
        return STARTERS.contains(&opener) && opener.len() > 1;
    }
    if number {
        // `Jan. 5`, `Corp. 12`: the number belongs to it; a time of day is over.
        return time || matches!(abbreviation, "etc" | "Inc" | "Ltd");
    }
    if matches!(abbreviation, "St" | "Mt" | "Ft") {
        return STARTERS.contains(&opener);
    }
    if matches!(
        abbreviation,
        "No" | "Wed"
            | "Mar"
            | "Art"
            | "Fig"
            | "min"
            | "Miss"
            | "Mass"
            | "Ill"
            | "Wash"
            | "mi"
            | "al"
            | "ed"
            | "Fri"
            | "Mon"
            | "Ore"
            | "Pa"
            | "La"
            | "Mo"
    ) && !STARTERS.contains(&opener)
    {
        // `He said no. Rao left`: only a name or number made it an abbreviation.
        return matches!(abbreviation, "No" | "Fri" | "Mon" | "Wed" | "Pa" | "al" | "min" | "mi" | "ed");
    }
    STARTERS.contains(&opener)
        || quoted
        || time
            && capitalised(opener)
            && !matches!(
                opener,
                "GMT"
                    | "EST"
                    | "EDT"
                    | "ET"
                    | "PST"
                    | "PT"
                    | "Monday"
                    | "Tuesday"
                    | "Wednesday"
                    | "Thursday"
                    | "Friday"
                    | "Saturday"
                    | "Sunday"
                    | "UTC"
                    | "BST"
                    | "Eastern"
                    | "Pacific"
                    | "Central"
            )
}

fn capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_lower_word(word: &str) -> bool {
    word.chars().all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::tokens::tokenize;

    #[test]
    fn every_token_is_in_one_sentence() {
        let text = "Mr. Biden met U.S. officials. \"Why now?\" Okafor asked. He left at 5 p.m. The rest stayed... And so on";
        let tokens = tokenize(text);
        let sentences = split(text, &tokens);
        let texts: Vec<_> = sentences.iter().map(|s| s.span.slice(text)).collect();
        assert_eq!(
            texts,
            ["Mr. Biden met U.S. officials.", "\"Why now?\" Okafor asked.", "He left at 5 p.m.", "The rest stayed...", "And so on"]
        );
        assert_eq!(sentences.iter().map(|s| s.tokens.len()).sum::<usize>(), tokens.len());
    }
}
