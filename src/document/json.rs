//! JSON and JSON lines: the fields that are prose, with every byte of their text mapped through the string's escapes.
//!
//! An own scanner, since offsets into the escaped string are what it is for. It recovers: what is malformed becomes a problem with its
//! place, and what was read before it is kept.

mod pair;

use super::{
    Block, BlockKind, Comment, Document, FormatReader, OffsetMap, Problem,
    fields::{Fields, Role},
    front_matter::FrontMatter,
    html,
    map::Builder,
    markdown, plain, shape,
};
use crate::{source::Source, span::FileSpan};
use std::ops::Range;

/// Values nested deeper than this are not read.
const MAX_DEPTH: usize = 128;

/// JSON: one value with any number of articles.
pub struct Json;

/// JSON lines: one value a line.
pub struct Jsonl;

impl FormatReader for Json {
    fn names(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn read(&self, source: &Source, fields: &Fields) -> Vec<Document> {
        parse(source, fields)
    }

    fn encode_fix(&self, text: &str, source: &Source) -> String {
        escaped(text, source)
    }
}

impl FormatReader for Jsonl {
    fn names(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn read(&self, source: &Source, fields: &Fields) -> Vec<Document> {
        parse_lines(source, fields)
    }

    fn encode_fix(&self, text: &str, source: &Source) -> String {
        escaped(text, source)
    }
}

/// Text as it stands between quotation marks; a file that escapes all letters but ASCII goes on doing so.
fn escaped(text: &str, source: &Source) -> String {
    let ascii = source.text().is_ascii();
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if ascii && !c.is_ascii() => {
                c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            }
            c => out.push(c),
        }
    }
    out
}

/// Reads a file that is one JSON value: its articles.
pub fn parse(source: &Source, fields: &Fields) -> Vec<Document> {
    let text = source.text();
    let mut scanner = Scanner::new(text, 0, text.len());
    let value = scanner.value(0);
    scanner.end();
    documents(text, value, scanner.problems, fields)
}

/// Reads a file of one JSON value a line.
pub fn parse_lines(source: &Source, fields: &Fields) -> Vec<Document> {
    let text = source.text();
    let mut all = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        if !text[start..end].trim().is_empty() {
            let mut scanner = Scanner::new(text, start, end);
            let value = scanner.value(0);
            scanner.end();
            all.extend(documents(text, value, scanner.problems, fields));
        }
        start = end + 1;
    }
    all
}

/// Reads the JSON object that a Markdown file begins with.
pub(super) fn front_matter(text: &str, fields: &Fields) -> FrontMatter {
    let mut scanner = Scanner::new(text, 0, text.len());
    let Some(value @ Value::Object(_)) = scanner.value(0) else { return FrontMatter::default() };
    if !scanner.problems.is_empty() {
        return FrontMatter::default();
    }
    let end = scanner.at + text[scanner.at..].find('\n').map_or(0, |i| i + 1);
    let mut collector = Collector::new(text, fields);
    collector.article(&value);
    let mut metadata = Vec::new();
    scalars(text, &value, &mut String::new(), &mut metadata);
    let documents = collector.finish(Vec::new());
    let (blocks, problems) = documents.into_iter().next().map(|d| (d.blocks, d.problems)).unwrap_or_default();
    FrontMatter { blocks, metadata, problems, end }
}

fn scalars(text: &str, value: &Value, path: &mut String, metadata: &mut Vec<super::Metadata>) {
    let mut under = |key: &str, v: &Value| {
        let len = path.len();
        if len > 0 {
            path.push('.');
        }
        path.push_str(key);
        scalars(text, v, path, metadata);
        path.truncate(len);
    };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(k, v)| under(&decode(text, k.clone()).0.text, v)),
        Value::Array(values) => values.iter().enumerate().for_each(|(i, v)| under(&i.to_string(), v)),
        Value::String(raw) => {
            let value = decode(text, raw.clone()).0.text;
            metadata.push(super::Metadata { key: path.clone(), value, span: FileSpan::new(raw.start, raw.end) });
        }
        Value::Other(raw) => {
            let value = text.get(raw.clone()).unwrap_or("").to_owned();
            metadata.push(super::Metadata { key: path.clone(), value, span: FileSpan::new(raw.start, raw.end) });
        }
    }
}

/// A value; strings and keys are the bytes between their quotation marks.
enum Value {
    Object(Vec<(Range<usize>, Value)>),
    Array(Vec<Value>),
    String(Range<usize>),
    /// A number, `true`, `false` or `null`.
    Other(Range<usize>),
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    problems: Vec<Problem>,
    broken: bool,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, start: usize, end: usize) -> Self {
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
    fn end(&mut self) {
        if !self.broken && self.peek().is_some() {
            self.fail("expected the end");
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
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

struct Decoded {
    text: String,
    map: OffsetMap,
}

/// Resolves a string's escapes. A lone surrogate or an unknown escape is a problem and becomes U+FFFD.
fn decode(text: &str, raw: Range<usize>) -> (Decoded, Vec<Problem>) {
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

fn documents(text: &str, value: Option<Value>, problems: Vec<Problem>, fields: &Fields) -> Vec<Document> {
    if let Some(mut document) = value.as_ref().and_then(|v| pair::read(text, v)) {
        document.problems.extend(problems);
        return vec![document];
    }
    let mut collector = Collector::new(text, fields);
    if let Some(value) = &value {
        collector.article(value);
    }
    collector.finish(problems)
}

/// Gathers articles: the outermost value is one, and so is each object in it that has a title and a body of its own.
struct Collector<'a> {
    text: &'a str,
    fields: &'a Fields,
    done: Vec<Article>,
}

/// How a string is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Syntax {
    Html,
    Markdown,
    /// HTML where elements are in it, plain text otherwise.
    Guess,
}

impl Syntax {
    /// What a field's name says.
    fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        if name.contains("markdown") {
            Self::Markdown
        } else if name == "rendered" || name.contains("html") {
            Self::Html
        } else {
            Self::Guess
        }
    }
}

#[derive(Default)]
struct Article {
    /// Blocks with the rank of their field: a title is read before a body, whatever the order of the keys.
    blocks: Vec<(u8, Role, Block)>,
    comments: Vec<Comment>,
    problems: Vec<Problem>,
}

impl<'a> Collector<'a> {
    fn new(text: &'a str, fields: &'a Fields) -> Self {
        Self { text, fields, done: Vec::new() }
    }

    fn article(&mut self, value: &Value) {
        let mut article = Article::default();
        let place = self.done.len();
        self.walk(value, None, true, &mut article);
        self.done.insert(place, article);
    }

    fn walk(&mut self, value: &Value, role: Option<Role>, own: bool, article: &mut Article) {
        match value {
            Value::String(raw) => {
                if let Some(role) = role {
                    self.prose(raw.clone(), role, own, Syntax::Guess, article);
                }
            }
            Value::Other(_) => {}
            Value::Array(values) => {
                for v in values {
                    if self.is_article(v)
                        || matches!(v, Value::Object(_)) && role.is_none() && article.blocks.is_empty() && self.has_prose(v)
                    {
                        self.article(v);
                    } else {
                        self.walk(v, role, own && role.is_some(), article);
                    }
                }
            }
            Value::Object(entries) => {
                for (key, v) in entries {
                    let name = decode(self.text, key.clone()).0.text;
                    let inner = match self.fields.role(&name) {
                        // `"content": {"rendered": "…"}`
                        None if role.is_some() && matches!(name.as_str(), "rendered" | "value" | "raw" | "#text" | "plain") => role,
                        // `"title": {"text": "…"}`
                        Some(Role::Body) if role.is_some() && matches!(name.as_str(), "text" | "html") => role,
                        found => found,
                    };
                    match (v, inner) {
                        (Value::String(raw), Some(r)) => self.prose(raw.clone(), r, own, Syntax::of(&name), article),
                        (Value::String(raw), None) if matches!(name.as_str(), "markdown" | "body_markdown" | "content_markdown") => {
                            if self.fields.role("body").is_some() {
                                self.prose(raw.clone(), Role::Body, own, Syntax::Markdown, article);
                            }
                        }
                        // A title or body may hold its text further in; other objects are parts of the article.
                        (Value::Object(_), r) => self.walk(v, r, own && r.is_some(), article),
                        (_, r) => self.walk(v, r, own, article),
                    }
                }
            }
        }
    }

    /// Whether an object has a title and a body of its own.
    fn is_article(&self, value: &Value) -> bool {
        let Value::Object(entries) = value else { return false };
        let has = |wanted: Role| {
            entries.iter().any(|(k, v)| {
                let name = decode(self.text, k.clone()).0.text;
                self.fields.role(&name) == Some(wanted) && !matches!(v, Value::Other(_)) && name != "text"
            })
        };
        has(Role::Title) && has(Role::Body)
    }

    fn has_prose(&self, value: &Value) -> bool {
        let Value::Object(entries) = value else { return false };
        let role = |k: &Range<usize>| self.fields.role(&decode(self.text, k.clone()).0.text);
        entries.iter().any(|(k, _)| matches!(role(k), Some(Role::Title | Role::Body)))
    }

    /// Adds the blocks of a string.
    fn prose(&self, raw: Range<usize>, role: Role, own: bool, syntax: Syntax, article: &mut Article) {
        let (decoded, problems) = decode(self.text, raw);
        article.problems.extend(problems);
        let (mut blocks, comments) = if syntax == Syntax::Markdown {
            let document = markdown::read(&decoded.text, self.fields);
            (document.blocks, document.comments)
        } else if syntax == Syntax::Html || html::is_html(&decoded.text) {
            html::read(&decoded.text)
        } else {
            (plain::read(&decoded.text), Vec::new())
        };
        role.settle(&mut blocks);
        for comment in comments {
            let span = decoded.map.in_file(crate::span::BlockSpan::new(comment.span.start(), comment.span.end()));
            article.comments.push(Comment { span, ..comment });
        }
        let rank = match role {
            Role::Title if own => 0,
            Role::Standfirst | Role::Summary | Role::Byline | Role::Dateline if own => 1,
            _ => 2,
        };
        for mut block in blocks {
            block.map = block.map.through(&decoded.map);
            article.blocks.push((rank, role, block));
        }
    }

    fn finish(self, problems: Vec<Problem>) -> Vec<Document> {
        let mut documents: Vec<Document> = self
            .done
            .into_iter()
            .filter(|a| !(a.blocks.is_empty() && a.problems.is_empty()))
            .map(|mut a| {
                a.blocks.sort_by_key(|(rank, ..)| *rank);
                drop_excerpt(&mut a.blocks);
                let mut blocks: Vec<Block> = a.blocks.into_iter().map(|(.., b)| b).collect();
                shape::assign(&mut blocks);
                Document { blocks, comments: a.comments, problems: a.problems, ..Document::default() }
            })
            .collect();
        if !problems.is_empty() {
            match documents.last_mut() {
                Some(last) => last.problems.extend(problems),
                None => documents.push(Document { problems, ..Document::default() }),
            }
        }
        documents
    }
}

/// Leaves out a summary that a content system cut from the body: it says nothing of its own, and breaks off by design.
fn drop_excerpt(blocks: &mut Vec<(u8, Role, Block)>) {
    let Some(body) = blocks.iter().find(|(_, r, b)| *r == Role::Body && b.kind == BlockKind::Paragraph).map(|(.., b)| b.text.clone())
    else {
        return;
    };
    blocks.retain(|(_, role, block)| {
        let text = block.text.trim_end_matches(|c: char| !c.is_alphanumeric());
        let text = text.trim_end_matches("[&hellip").trim_end_matches(|c: char| !c.is_alphanumeric());
        !(matches!(role, Role::Standfirst | Role::Summary)
            && text.chars().count() >= 40
            && text.len() < body.len()
            && body.starts_with(text))
    });
}
