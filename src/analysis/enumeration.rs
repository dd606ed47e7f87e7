//! Lists that stand in one line: `1. The first 2. The second`, `a) … b) …`, `• … • …`.

use super::tokens::{Token, TokenKind};

/// What an entry of a list is marked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `2)`
    Bracket,
    /// `2.)`
    StopBracket,
    /// `2.`
    Stop,
}

/// The mark of an entry: how it is written, whether by a letter, its place in the order (`a` is 1), and how many tokens it takes.
#[derive(Clone, Copy, Debug)]
struct Mark {
    style: Style,
    letter: bool,
    value: u32,
    tokens: usize,
}

/// Signs that open an entry of a list without an order.
pub fn is_bullet(word: &str) -> bool {
    matches!(word, "•" | "‣" | "⁃" | "▪" | "●" | "◦" | "■" | "▸" | "►")
}

/// The tokens with which the second and later entries of a list begin that stands in one line. Numbers and letters with a stop count
/// where the text begins with one and they follow in order; with a closing bracket that nothing opened, everywhere.
pub fn entries(text: &str, tokens: &[Token]) -> Vec<usize> {
    let first = mark(text, tokens, 0);
    let bracket = text.as_bytes().contains(&b')');
    let bullet = !text.is_ascii() && text.chars().any(|c| is_bullet(c.encode_utf8(&mut [0; 4])));
    if first.is_none() && !bracket && !bullet {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut expected = first.map(|m| (m.style, m.letter, m.value));
    let mut open = 0_u32;
    for i in 0..tokens.len() {
        let word = |i: usize| tokens.get(i).map_or("", |t| t.span.slice(text));
        match word(i) {
            "(" | "[" => open += 1,
            ")" | "]" => open = open.saturating_sub(1),
            sign if bullet && i > 0 && is_bullet(sign) && begins_entry(text, tokens, i + 1) => found.push(i),
            _ => {}
        }
        let spaced = tokens.get(i).is_some_and(|t| t.spaced);
        if i == 0 || !spaced || is_bullet(word(i - 1)) || open > 0 {
            continue;
        }
        let Some(mark) = mark(text, tokens, i).filter(|m| begins_entry(text, tokens, i + m.tokens)) else { continue };
        let follows = expected.is_some_and(|(style, letter, value)| (style, letter, value + 1) == (mark.style, mark.letter, mark.value));
        let bare = mark.style != Style::Stop && mark.value >= 2 && expected.is_none();
        if follows || bare {
            expected = Some((mark.style, mark.letter, mark.value));
            found.push(i);
        }
    }
    found
}

/// Whether an entry may begin at this token: with a capital, behind a number and a stop or not.
fn begins_entry(text: &str, tokens: &[Token], at: usize) -> bool {
    let at = at + mark(text, tokens, at).map_or(0, |m| m.tokens);
    tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word && t.span.slice(text).starts_with(char::is_uppercase))
}

/// The mark that stands at a token, if any does.
fn mark(text: &str, tokens: &[Token], at: usize) -> Option<Mark> {
    let word = |i: usize| tokens.get(i).map_or("", |t| t.span.slice(text));
    let attached = |i: usize| tokens.get(i).is_some_and(|t| !t.spaced);
    let head = word(at);
    let letter_of = |w: &str| match w.as_bytes() {
        [c @ b'a'..=b'z'] => Some(u32::from(c - b'a') + 1),
        _ => None,
    };
    let number = || head.len() <= 3 && !head.is_empty() && head.bytes().all(|b| b.is_ascii_digit());
    if let Some(value) = head.strip_suffix('.').and_then(letter_of) {
        return Some(Mark { style: Style::Stop, letter: true, value, tokens: 1 });
    }
    let (value, letter) = match letter_of(head) {
        Some(value) => (value, true),
        None if number() => (head.parse().ok()?, false),
        None => return None,
    };
    let mark = |style, tokens| Some(Mark { style, letter, value, tokens });
    match (word(at + 1), word(at + 2)) {
        (".", ")") if attached(at + 1) && attached(at + 2) => mark(Style::StopBracket, 3),
        (".", _) if attached(at + 1) => mark(Style::Stop, 2),
        (")", _) if attached(at + 1) => mark(Style::Bracket, 2),
        _ => None,
    }
}
