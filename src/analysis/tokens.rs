//! Tokens in the manner of the Penn Treebank: clitics apart (`do` `n't`, `Biden` `'s`), abbreviations with their stops
//! (`U.S.`, `Mr.`), numbers with their separators, hyphenated words, URLs and handles whole.

use crate::{language::Pack, span::BlockSpan};
use std::borrow::Cow;

/// What a token is by its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with what is inside a word: apostrophe, hyphen, abbreviation stops.
    Word,
    /// Begins with a digit: `94,300`, `3.5`, `16th`, `2021-12-05`.
    Number,
    /// Punctuation, one mark, or a run of stops or hyphens (`...`, `--`).
    Punctuation,
    /// Currency, percent, mathematics, emoji and other signs.
    Symbol,
    /// A URL, e-mail address, `@handle` or `#tag`.
    Link,
}

/// A token: where it stands in its block and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the block's text.
    pub span: BlockSpan,
    /// What it is.
    pub kind: TokenKind,
    /// Whether white space or the block's start stands before it.
    pub spaced: bool,
}

/// Splits a text of English into tokens. Linear in the text's length; tokens never overlap and only white space lies between them.
pub fn tokenize(text: &str) -> Vec<Token> {
    tokenize_in(text, Pack::ENGLISH)
}

/// Splits a text of a language into tokens.
pub fn tokenize_in(text: &str, pack: &Pack) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = text[at..].chars().next() {
        if let Some((len, kind)) = plain(&text.as_bytes()[at..]) {
            tokens.push(Token { span: BlockSpan::new(at, at + len), kind, spaced });
            at += len;
            spaced = false;
            continue;
        }
        if is_space(c) {
            at += c.len_utf8();
            spaced = true;
            continue;
        }
        let (len, kind) = token_at(text, at, c, spaced, pack);
        push_split(text, at, at + len, kind, spaced, pack, &mut tokens);
        at += len;
        spaced = false;
    }
    tokens
}

/// Length and kind of the token that a text begins with, where that is plain: a mark that is always alone, or ASCII letters up to a
/// space or such a mark. Most tokens are, and no other question need be asked of them.
fn plain(text: &[u8]) -> Option<(usize, TokenKind)> {
    let alone = |b: u8| matches!(b, b',' | b';' | b':' | b'!' | b'?' | b'(' | b')' | b'"');
    if alone(*text.first()?) {
        return Some((1, TokenKind::Punctuation));
    }
    let letters = text.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    // `http:` opens an address.
    let ends = text.get(letters).is_none_or(|b| matches!(b, b' ' | b'\n') || alone(*b) && *b != b':');
    (letters > 0 && ends).then_some((letters, TokenKind::Word))
}

/// A word with its first letter large.
pub fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// A word in small letters, with straight apostrophes; borrowed if it is so already.
pub fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else if word.is_ascii() {
        Cow::Owned(word.to_ascii_lowercase())
    } else {
        Cow::Owned(word.to_lowercase().replace(['’', '‘', 'ʼ'], "'"))
    }
}

/// White space, and marks that take no room and belong to no word.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

/// Straight and typographic apostrophes.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '′' | 'ʻ')
}

/// Hyphens that stand inside words.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}' | '_')
}

/// Combining marks of the scripts that news is written in.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{951}'..='\u{957}'
        | '\u{981}'..='\u{983}' | '\u{9BC}'..='\u{9CD}' | '\u{A01}'..='\u{A03}' | '\u{A3C}'..='\u{A4D}'
        | '\u{A81}'..='\u{A83}' | '\u{ABC}'..='\u{ACD}' | '\u{B01}'..='\u{B03}' | '\u{B3C}'..='\u{B4D}'
        | '\u{BBE}'..='\u{BCD}' | '\u{C00}'..='\u{C04}' | '\u{C3E}'..='\u{C4D}' | '\u{CBC}'..='\u{CCD}'
        | '\u{D3E}'..='\u{D4D}' | '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20F0}' | '\u{FE00}'..='\u{FE0F}')
}

/// Scripts written without spaces: one character, one token.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3040}'..='\u{30FF}' | '\u{31C0}'..='\u{31EF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Length in bytes and kind of the token that begins at `at` with `first`.
fn token_at(text: &str, at: usize, first: char, spaced: bool, pack: &Pack) -> (usize, TokenKind) {
    let rest = &text[at..];
    if let Some(len) = link_len(rest, spaced) {
        return (len, TokenKind::Link);
    }
    if is_ideograph(first) {
        return (first.len_utf8(), TokenKind::Word);
    }
    if first.is_alphabetic() || is_mark(first) || first == '_' {
        return (word_len(rest, pack), TokenKind::Word);
    }
    if first.is_numeric() {
        return (number_len(rest), TokenKind::Number);
    }
    // A year or a word with its front cut off: '90s, ’tis.
    if is_apostrophe(first) && rest[first.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) {
        return (first.len_utf8() + number_len(&rest[first.len_utf8()..]), TokenKind::Number);
    }
    if matches!(first, '.' | '-') {
        let run = rest.len() - rest.trim_start_matches(first).len();
        return (run, TokenKind::Punctuation);
    }
    let symbol = matches!(first, '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' | '%' | '°' | '©' | '®' | '™' | '№' | '±' | '×' | '÷')
        || matches!(first, '\u{20A0}'..='\u{20CF}' | '\u{2100}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' | '¢'..='¥' | '\u{FFFD}');
    (first.len_utf8(), if symbol { TokenKind::Symbol } else { TokenKind::Punctuation })
}

/// Length of the word at the start of `rest`, its inner apostrophes, hyphens and abbreviation stops taken in.
fn word_len(rest: &str, pack: &Pack) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    let mut letters = 0; // since the last stop
    let mut stops = 0;
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let joins = next.is_some_and(|n| n.is_alphanumeric() && !is_ideograph(n));
        if is_ideograph(c) {
            break;
        } else if is_word_char(c) {
            letters += 1;
            end = i + c.len_utf8();
        } else if (is_apostrophe(c) || is_hyphen(c) || c == '&') && joins {
            // `China-U.S.`: an abbreviation may follow the hyphen; behind anything else none does.
            letters = if is_hyphen(c) && is_initials(&rest[i + c.len_utf8()..]) { 0 } else { 2 };
            end = i + c.len_utf8();
        } else if c == '.' && letters == 1 && stops < 8 && (stops > 0 || joins && is_initialism(&rest[i + 1..])) {
            // U.S., p.m., J.R.R.: single letters with a stop behind each
            stops += 1;
            letters = 0;
            end = i + 1;
        } else {
            break;
        }
    }
    let word = &rest[..end];
    if stops == 0 && rest[end..].starts_with('.') && !rest[end..].starts_with("..") && takes_stop(word, &rest[end + 1..], pack) {
        end += 1;
    }
    end
}

/// Whether a single letter and a stop come next, as in the rest of `U.S.`.
fn is_initialism(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next() == Some('.')
}

/// Whether single letters with a stop behind each come next: `U.S.`, `a.m.`.
fn is_initials(rest: &str) -> bool {
    let mut chars = rest.chars();
    is_initialism(rest) && chars.nth(1) == Some('.') && is_initialism(chars.as_str())
}

/// Whether a stop behind the word belongs to it: an initial or an abbreviation. A stop that may end the sentence too belongs to
/// the word all the same; the sentence splitter decides.
fn takes_stop(word: &str, after: &str, pack: &Pack) -> bool {
    // `l'art. 5`
    let word = if pack.elisions.is_empty() { word } else { word.rsplit(is_apostrophe).next().unwrap_or(word) };
    let mut chars = word.chars();
    let initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    let goes_on = after.starts_with(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | '-' | '’' | '\'') || c.is_alphanumeric());
    // `p. 45`, `c. Root`, `г. Минск`: a small letter alone, where something large follows.
    let small = word.chars().count() == 1 && word.chars().all(|c| c.is_lowercase() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'));
    let large = after.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    // `at no. 11`
    let counted = matches!(word, "no" | "nos") && after.starts_with(' ') && after.trim_start().starts_with(|c: char| c.is_ascii_digit());
    counted
        || small && large && after.starts_with(char::is_whitespace)
        || initial && goes_on && !word.starts_with('I')
        || goes_on && pack.sentences.has(word)
}

/// Length of the number at the start of `rest`: separators between digits, ordinal and unit letters taken in.
fn number_len(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let before_digit = next.is_some_and(char::is_numeric);
        let before_letter = next.is_some_and(|n| n.is_alphabetic() && !is_ideograph(n));
        let inner = matches!(c, '.' | ',' | ':' | '/' | '\u{2212}') && before_digit || is_hyphen(c) && (before_digit || before_letter);
        if (is_word_char(c) && !is_ideograph(c)) || inner {
            end = i + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// Length of a URL, e-mail address, handle or tag at the start of `rest`.
fn link_len(rest: &str, spaced: bool) -> Option<usize> {
    let first = *rest.as_bytes().first()?;
    let solid = || rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”')).unwrap_or(rest.len());
    let trimmed = |len: usize| rest[..len].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '…']).len();
    let head = rest.get(..8).unwrap_or(rest);
    match first {
        b'h' | b'H' | b'w' | b'W' if head.starts_with("http://") || head.starts_with("https://") || head.starts_with("www.") => {
            Some(trimmed(solid()))
        }
        b'@' | b'#' if spaced => {
            let len = 1 + rest[1..].find(|c: char| !is_word_char(c)).unwrap_or(rest.len() - 1);
            (len > 1).then_some(len)
        }
        b if b.is_ascii_alphanumeric() && spaced => {
            let local = rest.bytes().take(64).position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+')))?;
            if rest.as_bytes()[local] != b'@' {
                return None;
            }
            let len = trimmed(solid());
            rest[..len].get(local..)?.contains('.').then_some(len)
        }
        _ => None,
    }
}

/// Adds a token, its clitics apart.
fn push_split(text: &str, start: usize, end: usize, kind: TokenKind, spaced: bool, pack: &Pack, tokens: &mut Vec<Token>) {
    let word = &text[start..end];
    let cut = match kind {
        TokenKind::Word | TokenKind::Number => clitic_start(word, pack),
        _ => None,
    };
    let mut push = |a: usize, b: usize, spaced: bool| tokens.push(Token { span: BlockSpan::new(a, b), kind, spaced });
    match cut {
        Some(cut) => {
            push(start, start + cut, spaced);
            push(start + cut, end, false);
        }
        None => push(start, end, spaced),
    }
}

/// Where the clitic of a word begins: `n't` of `don't`, `'s` of `Biden's`.
fn clitic_start(word: &str, pack: &Pack) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c))?;
    let tail = &word[at + mark.len_utf8()..];
    if pack.negation_clitic && at > 1 && tail.eq_ignore_ascii_case("t") && word[..at].ends_with(['n', 'N']) {
        return Some(at - 1);
    }
    // `l'eau`, `qu'il`: the beginning is the clitic.
    if !pack.elisions.is_empty() && pack.elisions.contains(&lower(&word[..at]).as_ref()) && !tail.is_empty() {
        return Some(at + mark.len_utf8());
    }
    (at > 0 && pack.clitics.iter().any(|c| tail.eq_ignore_ascii_case(c))).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).iter().map(|t| t.span.slice(text)).collect()
    }

    #[test]
    fn clitics_stand_apart_with_either_apostrophe() {
        assert_eq!(
            words("They don't, we’ll, Biden’s, the '90s, O'Brien's"),
            ["They", "do", "n't", ",", "we", "’ll", ",", "Biden", "’s", ",", "the", "'90s", ",", "O'Brien", "'s"]
        );
    }

    #[test]
    fn abbreviations_keep_their_stops() {
        assert_eq!(
            words("Mr. Rao of the U.S. met J.R.R. and W. Obi at 5 p.m. in St. Ives."),
            ["Mr.", "Rao", "of", "the", "U.S.", "met", "J.R.R.", "and", "W.", "Obi", "at", "5", "p.m.", "in", "St.", "Ives", "."]
        );
        assert_eq!(words("China-U.S. ties, U.S.-China ties."), ["China-U.S.", "ties", ",", "U.S.-China", "ties", "."]);
    }

    #[test]
    fn numbers_links_and_compounds_stay_whole() {
        assert_eq!(
            words("$94,300 (3.5%) well-known Al-Jazeera 16th 2021-12-05"),
            ["$", "94,300", "(", "3.5", "%", ")", "well-known", "Al-Jazeera", "16th", "2021-12-05"]
        );
        assert_eq!(
            words("See https://example.org/a?b=1. Or a.b@example.org, @desk #news..."),
            ["See", "https://example.org/a?b=1", ".", "Or", "a.b@example.org", ",", "@desk", "#news", "..."]
        );
    }

    #[test]
    fn other_scripts() {
        assert_eq!(words("北京 is हिन्दी، नमस्ते। Київ—так"), ["北", "京", "is", "हिन्दी", "،", "नमस्ते", "।", "Київ", "—", "так"]);
    }
}
