//! Sentence boundaries: every stop is a candidate, and the words beside it decide.

use super::{
    enumeration,
    tokens::{Token, TokenKind, is_apostrophe},
};
use crate::{language::Pack, lexicon, span::BlockSpan};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A sentence: its bytes and its tokens, as indices into the block's tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last, bytes of the block's text.
    pub span: BlockSpan,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// Splits a block's tokens into sentences of English. Every token is in exactly one sentence.
pub fn split(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    split_in(text, tokens, Pack::ENGLISH)
}

/// Splits a block's tokens into sentences of a language.
pub fn split_in(text: &str, tokens: &[Token], pack: &Pack) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut i = 0;
    // The entries of a list that stands in one line: each is a sentence, with a stop or without.
    let mut entries = enumeration::entries(text, tokens).into_iter().peekable();
    while i < tokens.len() {
        if entries.next_if(|entry| *entry <= i).is_some_and(|entry| entry == i) && i > start {
            push(&mut sentences, tokens, start..i);
            start = i;
        }
        let Some(end) = boundary(text, tokens, start, i, pack) else {
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
fn boundary(text: &str, tokens: &[Token], start: usize, at: usize, pack: &Pack) -> Option<usize> {
    let words = &pack.sentences;
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.slice(text));
    let terminal = word(at);
    let stop = terminal.ends_with('.');
    let strong = matches!(terminal, "?" | "!" | "؟" | "।" | "॥" | "。" | "！" | "？" | "۔" | "።" | "։")
        || tokens[at].kind == TokenKind::Punctuation && is_terminal_elsewhere(terminal);
    if !(stop || strong || terminal == "…") {
        return None;
    }
    if terminal == "." {
        if at > start && word(at - 1) == "." && tokens[at].spaced {
            return None; // judged with the first of the run
        }
        let run = (at..tokens.len()).take_while(|i| word(*i) == "." && (*i == at || tokens[*i].spaced)).count();
        if run >= 3 {
            return if at == start { None } else { behind_spaced_dots(text, tokens, at, run, pack) };
        }
    }
    let abbreviation = stop && tokens[at].kind == TokenKind::Word;
    let (end, closed) = after_closers(text, tokens, at, abbreviation, pack);
    let Some(next_token) = tokens.get(end) else { return Some(end) };
    let next = word(end);
    let wide = matches!(terminal, "。" | "！" | "？");
    if !next_token.spaced && !wide {
        // `ended.The next`: a space lost between two sentences, and nothing that looks like a name of a site or file.
        let before = word(at.wrapping_sub(1));
        let solid = before.len() > 2 && before.chars().all(char::is_alphabetic) || before.chars().all(|c| c.is_ascii_digit());
        let dots = terminal == "…" || terminal.len() > 1 && !abbreviation;
        let lost = !closed && words.starters.contains(&next) && (dots || terminal == "." && solid && next.len() > 1);
        return (lost || closed && capitalised(next) && !abbreviation).then_some(end);
    }
    // `Col. (ret.) Dan Price`: a stop in brackets within a sentence is an abbreviation's.
    if closed && stop && word(end - 1) == ")" && (start + 1..at).rev().take(4).any(|i| word(i) == "(") {
        return None;
    }
    // What opens the next sentence: skip its quotation marks and brackets.
    let mut k = end;
    while let Some(t) = tokens.get(k)
        && t.kind == TokenKind::Punctuation
        && matches!(
            t.span.slice(text),
            "\"" | "“" | "‘" | "'" | "«" | "(" | "[" | "-" | "–" | "—" | "„" | "»" | "›" | "‚" | "¿" | "¡" | "•" | "’"
        )
    {
        k += 1;
    }
    let opener = word(k);
    let Some(opener_token) = tokens.get(k) else { return Some(end) };
    if closed && next == "(" && is_citation(text, tokens, end) {
        return None;
    }
    // `(a) No cars.`
    if matches!(next, "(" | "[") && k == end + 1 && opener.chars().count() <= 2 && matches!(word(k + 1), ")" | "]") {
        return (!abbreviation || closed).then_some(end);
    }
    let first = opener.chars().next().unwrap_or(' ');
    if first.is_lowercase() {
        let goes_on = small_letter_begins(pack, word(at.wrapping_sub(1)), opener, word(k + 1), opener_token.kind == TokenKind::Link);
        let sentence_end = (strong && opener_token.kind == TokenKind::Link || terminal == "." && goes_on) && !closed;
        let brand = opener.chars().nth(1).is_some_and(char::is_uppercase) && !abbreviation;
        return (wide || brand || sentence_end).then_some(end);
    }
    if strong {
        // `"Why now?" Okafor asked` goes on.
        let attributed = closed && (k..k + 4).any(|i| pack.speech.contains(&word(i))) && k == end;
        return (!attributed).then_some(end);
    }
    if matches!(opener_token.kind, TokenKind::Punctuation | TokenKind::Symbol) && matches!(opener, "," | ";" | ":" | ")" | "/" | "]") {
        return None;
    }
    if abbreviation {
        let context = Context {
            pack,
            abbreviation: terminal.trim_end_matches('.'),
            before: if at > start { word(at - 1) } else { "" },
            opener,
            number: opener_token.kind == TokenKind::Number,
            quoted: k > end && !matches!(next, "(" | "[" | "-" | "–" | "—"),
            dashed: matches!(next, "-" | "–" | "—"),
            closed,
            fronted: at <= start + 4 && FRONTING.contains(&word(start)),
        };
        // The letter of a list's entry: `b. The second`.
        if at == start && context.abbreviation.len() == 1 && context.abbreviation.starts_with(char::is_lowercase) {
            return None;
        }
        return context.ends().then_some(end);
    }
    if terminal == "…" || terminal.len() > 1 {
        return (capitalised(opener) || opener_token.kind == TokenKind::Number || k > end || !first.is_alphabetic()).then_some(end);
    }
    let before = word(at.wrapping_sub(1));
    // A list's number (`1. The`) and the lone letter of a clause (`a. The`) open the sentence they stand in.
    let opens = at == start + 1 || at == start + 2 && enumeration::is_bullet(word(start));
    let numbered = opens && before.len() <= 3 && (before.chars().all(|c| c.is_ascii_digit()) || before.len() == 1);
    if matches!(before, "°" | "º") && opener_token.kind == TokenKind::Number {
        return None; // `N°. 1026`
    }
    if before == "I" && at >= start + 2 && pack.is_english() && is_initial_i(word(at - 2), opener, words.starters) {
        return None;
    }
    // `Am 5. Mai`, `den 8. Juni`: the ordinal of many languages.
    let counts = || words.after_ordinal.contains(&opener) || at >= 2 && words.before_ordinal.contains(&word(at - 2));
    let begins = || !words.after_ordinal.is_empty() && words.starters.contains(&opener);
    let ordinal = before.len() <= 2 && before.bytes().all(|b| b.is_ascii_digit()) && counts() && !begins();
    (!numbered && !ordinal).then_some(end)
}

/// Whether a mark of a script that has no rules here ends sentences, by the sentence boundaries of Unicode (UAX #29).
fn is_terminal_elsewhere(mark: &str) -> bool {
    if mark.is_ascii()
        || mark.chars().count() != 1
        || mark.starts_with(|c: char| c.is_alphanumeric() || ('\u{2000}'..='\u{206F}').contains(&c))
    {
        return false;
    }
    // Behind a mark that ends sentences a boundary stands before the next letter, behind any other none does.
    let probe = format!("א{mark} א");
    probe.split_sentence_bounds().nth(1).is_some()
}

/// Where a sentence ends whose words stop before dots that are set apart (`less complex. . . .`), `run` of them from token `at` on.
/// Three stand for words left out inside a sentence; a fourth is the stop.
fn behind_spaced_dots(text: &str, tokens: &[Token], at: usize, run: usize, pack: &Pack) -> Option<usize> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.slice(text));
    let attached = !tokens.get(at)?.spaced;
    let (end, _) = after_closers(text, tokens, at + run - 1, false, pack);
    let opener = (end..tokens.len()).map(word).find(|w| w.contains(char::is_alphanumeric))?;
    match (run, capitalised(opener)) {
        (4.., true) if attached => Some(at + 1),
        (4.., true) => Some(end),
        (_, true) => (pack.sentences.starters.contains(&opener) && opener != "I").then_some(end),
        _ => None,
    }
}

/// Whether the bracket that opens at token `open` behind a quotation names where it stands, and the sentence's own stop comes behind
/// it: `(Smith 55).`
fn is_citation(text: &str, tokens: &[Token], open: usize) -> bool {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.slice(text));
    let Some(close) = (open + 1..open + 12).find(|i| matches!(word(*i), ")" | "." | "?" | "!")) else { return false };
    word(close) == ")" && matches!(word(close + 1), "." | "," | ";") && !tokens.get(close + 1).is_some_and(|t| t.spaced)
}

/// Whether an `I` with a stop is somebody's initial: `Albert I. Jones`, but `you and I. Jones left`, `World War I. Jones left`.
fn is_initial_i(before: &str, opener: &str, starters: &[&str]) -> bool {
    let name = |w: &str| capitalised(w) && lexicon::word(w).is_none_or(|w| w.cap_ratio() > 0.9);
    name(before) && !starters.contains(&opener) && lexicon::surname(opener).is_some_and(|n| n > 8)
}

/// The index after what closes behind a terminal, and whether a quotation mark or bracket is among it.
fn after_closers(text: &str, tokens: &[Token], at: usize, abbreviation: bool, pack: &Pack) -> (usize, bool) {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.slice(text));
    let (mut end, mut closed) = (at + 1, false);
    // A straight mark closes where no space stands before it; `“` closes what `„` opened.
    // Where a space stands inside quotation marks (`« Non ! »`), one does before what closes.
    let apart = |i: usize| pack.spaced_quotes && matches!(word(i), "»" | "!" | "?");
    while let Some(t) = tokens.get(end).filter(|t| !t.spaced || apart(end)) {
        let w = word(end);
        let first = w.chars().next().unwrap_or(' ');
        let spaced_after = tokens.get(end + 1).is_none_or(|n| n.spaced);
        let closes = matches!(first, ')' | ']' | '”' | '»' | '」' | '』' | '"')
            || is_apostrophe(first) && w.chars().count() == 1
            || matches!(first, '“' | '«' | '‹') && spaced_after;
        if !(closes || matches!(w, "?" | "!" | "。" | "！" | "？") || w.starts_with('.') && !abbreviation) {
            // A note's number: `guilty.[4]`
            let note = w == "[" && tokens.get(end + 1).is_some_and(|n| n.kind == TokenKind::Number) && word(end + 2) == "]";
            return if note && t.kind == TokenKind::Punctuation { (end + 3, closed) } else { (end, closed) };
        }
        closed |= closes;
        end += 1;
    }
    (end, closed)
}

/// Whether a sentence may begin with this small letter behind a stop: a link, a name's particle, or plainly a slip.
fn small_letter_begins(pack: &Pack, before: &str, opener: &str, after: &str, link: bool) -> bool {
    let particle = ["de", "van", "von", "der", "den", "da", "dos", "di", "al", "bin", "ibn", "el", "le", "la", "ten", "ter"];
    let known = |w: &str| lexicon::word(w).filter(|w| w.in_dictionary());
    if !pack.is_english() {
        return link;
    }
    link || particle.contains(&opener) && capitalised(after)
        || before.len() > 2 && known(before).is_some_and(|w| w.sent_end >= 3) && known(opener).is_some_and(|w| w.zipf >= 4.5)
}

/// What stands around an abbreviation's stop.
struct Context<'a> {
    pack: &'a Pack,
    abbreviation: &'a str,
    before: &'a str,
    opener: &'a str,
    number: bool,
    quoted: bool,
    dashed: bool,
    closed: bool,
    /// Nothing stands before it in its sentence but a preposition and a figure: `At 5 a.m. Mr. Okafor went`.
    fronted: bool,
}

/// Prepositions that a time of day follows at the beginning of a sentence.
const FRONTING: &[&str] = &["At", "By", "From", "Around", "About", "Before", "After", "Until", "Till", "Since", "Between", "Shortly"];

impl Context<'_> {
    /// Whether the stop ends the sentence too, by what follows.
    fn ends(&self) -> bool {
        let Self { abbreviation, opener, number, .. } = *self;
        let words = &self.pack.sentences;
        if self.dashed {
            return false; // a dateline: `CHICO, Calif. (A.P.) - The`
        }
        if self.closed {
            return true;
        }
        if words.before_number.contains(&abbreviation) && number {
            return false;
        }
        if words.leading.contains(&abbreviation) {
            let title = capitalised(abbreviation) && !matches!(abbreviation, "Vol" | "Fig" | "Art" | "Op");
            return title && words.after_title.contains(&opener);
        }
        let odds = begins_sentences(self.pack, opener);
        if abbreviation.chars().count() == 1 {
            return !number && self.initial_ends(odds);
        }
        let time = matches!(abbreviation, "a.m" | "p.m" | "A.M" | "P.M");
        if time && self.fronted {
            return false;
        }
        if number {
            // `Jan. 5`, `Corp. 12`: the number belongs to it; a time of day, a place or a country is over.
            return time || matches!(abbreviation, "etc" | "Inc" | "Ltd");
        }
        if matches!(abbreviation, "St" | "Mt" | "Ft" | "Pt") {
            // `Wall St. Crowds came`, but `in St. Petersburg`.
            return opener.len() > 1 && words.starters.contains(&opener) || abbreviation == "St" && capitalised(self.before) && odds > 0.7;
        }
        if abbreviation == "No" {
            return true; // only a number made it an abbreviation
        }
        let zone = ["GMT", "EST", "EDT", "ET", "PST", "PT", "UTC", "BST", "CET", "Eastern", "Pacific", "Central"].contains(&opener)
            || opener.len() > 5 && opener.ends_with("day");
        odds > 0.5 || self.quoted || time && capitalised(opener) && !zone
    }

    /// `George W. Bush` goes on, `plan B. The council` does not.
    fn initial_ends(&self, odds: f32) -> bool {
        let Self { abbreviation, before, opener, .. } = *self;
        if opener.chars().count() < 2 {
            return false;
        }
        if self.pack.sentences.starters.contains(&opener) {
            return true;
        }
        let named = lexicon::surname(opener).is_some_and(|n| n > 8);
        if !abbreviation.starts_with(char::is_uppercase) {
            return false;
        }
        let first_name = capitalised(before) && lexicon::word(before).is_none_or(|w| !w.in_dictionary() && w.cap_ratio() > 0.5);
        !named && odds > if before.is_empty() || first_name { 0.95 } else { 0.6 }
    }
}

/// How likely a capitalised word begins a sentence, 0 to 1, by how often the news has it so and with a capital inside one.
fn begins_sentences(pack: &Pack, word: &str) -> f32 {
    if pack.sentences.starters.contains(&word) {
        return 1.0;
    }
    if !capitalised(word) {
        return 0.0;
    }
    if !pack.is_english() {
        return UNCOUNTED;
    }
    lexicon::word(word).map_or(0.0, |w| (w.cap_start as f32 + 0.2) / ((w.cap_start + w.cap_mid) as f32 + 1.0))
}

/// The same where the language has no counts.
const UNCOUNTED: f32 = 0.4;

fn capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
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
