//! The parts of what dialects add to Markdown: tags, braces, statements, fences.

use super::LONGEST;

/// The length of the expression that begins with a brace, its inner braces and strings taken whole.
pub(super) fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    let bytes = text.as_bytes();
    while at < bytes.len().min(LONGEST) {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => at = text[at..].find("*/").map_or(at + 1, |i| at + i + 1),
            quote @ (b'"' | b'\'' | b'`') => {
                // An apostrophe in a text closes nowhere on its line.
                let stop = if quote == b'`' { text.len() } else { line_end(text, at) };
                if let Some(i) = memchr::memchr(quote, &bytes[at + 1..stop]) {
                    at += 1 + i;
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the statement that begins here ends: with the first line behind which no bracket is open.
pub(super) fn statement_end(text: &str, start: usize) -> usize {
    let mut depth = 0_i32;
    let mut at = start;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        depth += i32::try_from(line.matches(['{', '(', '[']).count()).unwrap_or(0)
            - i32::try_from(line.matches(['}', ')', ']']).count()).unwrap_or(0);
        if depth <= 0 || end - start > LONGEST * 4 {
            return end;
        }
        at = end + 1;
    }
    text.len()
}

/// A tag of HTML or JSX.
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) len: usize,
    pub(super) closing: bool,
    pub(super) single: bool,
    /// It has attributes.
    pub(super) attributes: bool,
    /// One of them is an expression in braces.
    pub(super) expression: bool,
    /// What its class says.
    pub(super) class: &'a str,
}

impl<'a> Tag<'a> {
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let closing = text.starts_with("</");
        let from = 1 + usize::from(closing);
        let rest = text.get(from..)?;
        let len = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')).len();
        let name = &rest[..len];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let bytes = text.as_bytes();
        let mut at = from + len;
        if !matches!(bytes.get(at)?, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r') {
            return None;
        }
        let mut tag = Self { name, len: 0, closing, single: false, attributes: false, expression: false, class: "" };
        while at < bytes.len().min(LONGEST) {
            match bytes[at] {
                b'>' => {
                    tag.single = bytes[at - 1] == b'/';
                    tag.len = at + 1;
                    return Some(tag);
                }
                b'<' => return None,
                b'\n' if text[at + 1..].trim_start_matches([' ', '\t', '\r']).starts_with('\n') => return None,
                b'{' => {
                    tag.expression = true;
                    at += balanced(&text[at..])?;
                    continue;
                }
                quote @ (b'"' | b'\'') => {
                    let end = at + 1 + memchr::memchr(quote, &bytes[at + 1..])?;
                    let named = text[..at].trim_end_matches('=');
                    if named.ends_with("className") || named.ends_with("class") {
                        tag.class = &text[at + 1..end];
                    }
                    at = end;
                }
                b if !b.is_ascii_whitespace() && b != b'/' => tag.attributes = true,
                _ => {}
            }
            at += 1;
        }
        None
    }
}

/// Whether what stands between braces is a list of attributes: `: .note`, `#install .wide width=50%`.
pub(super) fn is_attribute_list(inner: &str) -> bool {
    if let Some(rest) = inner.strip_prefix(':') {
        return !rest.contains(['{', '}']);
    }
    let mut tokens = inner.split_whitespace().peekable();
    let name = |t: &str| t.starts_with(|c: char| c.is_alphabetic() || c == '_');
    tokens.peek().is_some_and(|t| t.strip_prefix(['#', '.']).is_some_and(name))
        && tokens.all(|t| t.strip_prefix(['#', '.']).is_some_and(name) || name(t) && t.contains('=') || t.ends_with(['"', '\'']))
}

/// The fence that a line opens code with.
pub(super) fn fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let count = line.len() - line.trim_start_matches(mark).len();
    (count >= 3 && !(mark == '`' && line[count..].contains('`'))).then_some((mark, count))
}

/// Whether the next line with text is indented by so many.
pub(super) fn is_indented(text: &str, from: usize, by: usize) -> bool {
    let line = text.get(from..).unwrap_or("").lines().find(|l| !l.trim().is_empty()).unwrap_or("");
    let indent: usize = line.chars().take_while(|c| matches!(c, ' ' | '\t')).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    indent >= by
}

/// Where the line that `at` stands in ends.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', text.as_bytes().get(at..).unwrap_or(&[])).map_or(text.len(), |i| at + i)
}

/// The largest place of a character's start up to `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// The smallest from `at` on.
pub(super) fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len())
}
