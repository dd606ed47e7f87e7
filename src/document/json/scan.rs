//! Reads JSON as far as it goes: what is broken is told with its place, and the rest is read.

use super::super::{OffsetMap, Problem, map::Builder};
use crate::span::FileSpan;
use std::ops::Range;

/// A value; strings and keys are the bytes between their quotation marks.
pub(super) enum Value {
    Object(Vec<(Range<usize>, Value)>),
    Array(Vec<Value>),
    String(Range<usize>),
    /// A number, `true`, `false` or `null`.
    Other(Range<usize>),
}

pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) problems: Vec<Problem>,
    pub(super) broken: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, start: usize, end: usize) -> Self {
        Self { text, at: start, end, problems: Vec::new(), broken: false }
    }

    fn peek(&mut self) -> Option<u8> {
        while self.at < self.end && matches!(self.text.as_bytes()[self.at], b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
        (self.at < self.end).then(|| self.text.as_bytes()[self.at])
    }

    /// Notes what is wrong here; the first fault ends the reading.
    fn fail(&mut self, message: &str) {
        if !self.broken {
            let here = self.text.get(self.at..self.end).and_then(|t| t.chars().next());
            let len = here.map_or(0, char::len_utf8);
            let found = match here {
                None => "the end".to_owned(),
                Some(c) => format!("{c:?}"),
            };
            self.problems.push(Problem {
                span: FileSpan::new(self.at, self.at + len),
                message: format!("invalid JSON: {message}, found {found}"),
                warning: false,
            });
        }
        self.broken = true;
    }

    /// What follows the one value.
    pub(super) fn end(&mut self) {
        if !self.broken && self.peek().is_some() {
            self.fail("expected the end");
        }
    }

    pub(super) fn value(&mut self, depth: usize) -> Option<Value> {
        match self.peek() {
            Some(b'{') if depth < MAX_DEPTH => {
                self.at += 1;
                let mut entries = Vec::new();
                self.members(b'}', |s| {
                    if s.peek() != Some(b'"') {
                        s.fail("expected a key in quotation marks");
                        return;
                    }
                    let Some(key) = s.string() else { return };
                    if s.peek() != Some(b':') {
                        s.fail("expected \":\"");
                        return;
                    }
                    s.at += 1;
                    if let Some(value) = s.value(depth + 1) {
                        entries.push((key, value));
                    }
                });
                Some(Value::Object(entries))
            }
            Some(b'[') if depth < MAX_DEPTH => {
                self.at += 1;
                let mut values = Vec::new();
                self.members(b']', |s| values.extend(s.value(depth + 1)));
                Some(Value::Array(values))
            }
            Some(b'{' | b'[') => {
                let start = self.at;
                let message = format!("nested deeper than {MAX_DEPTH} levels: not read");
                self.problems.push(Problem { span: FileSpan::new(start, start + 1), message, warning: false });
                self.skip();
                None
            }
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                let rest = &self.text.as_bytes()[self.at..self.end];
                let len = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.')).count();
                let word = &self.text[self.at..self.at + len];
                if serde_json::from_str::<serde_json::Number>(word).is_err() && !matches!(word, "true" | "false" | "null") {
                    self.fail("expected a value");
                    return None;
                }
                self.at += len;
                Some(Value::Other(self.at - len..self.at))
            }
            _ => {
                self.fail("expected a value");
                None
            }
        }
    }

    /// The members of an object or array, commas between them, up to `close`.
    fn members(&mut self, close: u8, mut member: impl FnMut(&mut Self)) {
        if self.peek() == Some(close) {
            self.at += 1;
            return;
        }
        while !self.broken {
            member(self);
            if self.broken {
                return;
            }
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b) if b == close => {
                    self.at += 1;
                    return;
                }
                _ => self.fail(if close == b'}' { "expected \",\" or \"}\"" } else { "expected \",\" or \"]\"" }),
            }
        }
    }

    /// The bytes between the quotation marks of the string that begins here.
    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at + 1;
        let mut at = start;
        let bytes = self.text.as_bytes();
        loop {
            let Some(next) = memchr::memchr2(b'"', b'\\', bytes.get(at..self.end)?) else {
                let open = self.at;
                self.at = self.end;
                self.fail("unclosed string");
                if let Some(p) = self.problems.last_mut() {
                    p.span = FileSpan::new(open, open + 1);
                }
                // What there is of a cut file is still read.
                return None;
            };
            at += next;
            if bytes[at] == b'"' {
                self.at = at + 1;
                return Some(start..at);
            }
            at = (at + 2).min(self.end);
        }
    }

    /// Skips a value by counting its brackets.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        while let Some(b) = self.peek() {
            match b {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                b'"' => {
                    if self.string().is_none() {
                        return;
                    }
                    continue;
                }
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return;
            }
        }
        self.fail("unclosed bracket");
    }
}

/// Values nested deeper than this are not read.
pub(super) const MAX_DEPTH: usize = 128;

pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) map: OffsetMap,
}

/// Resolves a string's escapes. A lone surrogate or an unknown escape is a problem and becomes U+FFFD.
pub(super) fn decode(text: &str, raw: Range<usize>) -> (Decoded, Vec<Problem>) {
    let mut builder = Builder::default();
    let mut problems = Vec::new();
    let body = text.get(raw.clone()).unwrap_or("");
    let unit = |i: usize| body.get(i..i + 6).filter(|u| u.starts_with("\\u")).and_then(|u| u16::from_str_radix(u.get(2..)?, 16).ok());
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'\\', body.as_bytes().get(at..).unwrap_or(&[])) {
        builder.verbatim(&body[at..at + next], raw.start + at);
        at += next;
        let (decoded, len) = match body.as_bytes().get(at + 1) {
            Some(b'n') => (Some('\n'), 2),
            Some(b'r') => (Some('\r'), 2),
            Some(b't') => (Some('\t'), 2),
            Some(b'b') => (Some('\u{8}'), 2),
            Some(b'f') => (Some('\u{C}'), 2),
            Some(b @ (b'"' | b'\\' | b'/')) => (Some(char::from(*b)), 2),
            Some(b'u') => match (unit(at), unit(at + 6)) {
                (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) => {
                    (char::decode_utf16([high, low]).next().and_then(Result::ok), 12)
                }
                (Some(one), _) => (char::from_u32(u32::from(one)), 6),
                (None, _) => (None, 2),
            },
            Some(_) => (None, 1 + body[at + 1..].chars().next().map_or(0, char::len_utf8)),
            None => (None, 1),
        };
        let file = raw.start + at..raw.start + at + len;
        if decoded.is_none() {
            let written = text.get(file.clone()).unwrap_or("");
            let what = if len == 6 { "lone surrogate" } else { "unknown escape" };
            problems.push(Problem {
                span: FileSpan::new(file.start, file.end),
                message: format!("invalid JSON: {what} {written}"),
                warning: false,
            });
        }
        builder.decoded(decoded.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]), file);
        at += len;
    }
    builder.verbatim(body.get(at..).unwrap_or(""), raw.start + at);
    let (text, map) = builder.into_parts();
    (Decoded { text, map }, problems)
}
