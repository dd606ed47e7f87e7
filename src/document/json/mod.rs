//! JSON and JSON lines: the fields that are prose, with every byte of their text mapped through the string's escapes.
//!
//! An own scanner, since offsets into the escaped string are what it is for. It recovers: what is malformed becomes a problem with its
//! place, and what was read before it is kept.

mod collect;
mod pair;
mod scan;

use super::{Document, FormatReader, fields::Fields, front_matter::FrontMatter};
use crate::{source::Source, span::FileSpan};
use collect::{Collector, documents};
use scan::{Scanner, Value, decode};

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
