//! TSV and CSV (RFC 4180) with a source and its translation side by side.
//!
//! A header says which columns they are; of a table of two columns without one, the first is the source.

use super::{
    Document, Fields, FormatReader, OffsetMap, Problem,
    map::Builder,
    segments::{Half, Segments},
};
use crate::{source::Source, span::FileSpan};
use std::ops::Range;

/// Comma-separated values.
pub struct Csv;

/// Tab-separated values.
pub struct Tsv;

impl FormatReader for Csv {
    fn names(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        let first = source.text().lines().next().unwrap_or("");
        let separator = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
        vec![parse(source.text(), separator)]
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        text.replace('"', "\"\"")
    }
}

impl FormatReader for Tsv {
    fn names(&self) -> &'static [&'static str] {
        &["tsv"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tsv"]
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        vec![parse(source.text(), b'\t')]
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        text.replace(['\t', '\n'], " ")
    }
}

/// What columns of a source are called, and those of its translation.
const SOURCES: [&str; 5] = ["source", "src", "original", "source text", "source_text"];
const TARGETS: [&str; 8] = ["target", "tgt", "translation", "target text", "target_text", "hypothesis", "mt", "output"];

/// A cell: the bytes of what it says, and whether it stands between quotation marks.
#[derive(Clone, Debug)]
struct Cell {
    range: Range<usize>,
    quoted: bool,
}

fn parse(text: &str, separator: u8) -> Document {
    let mut segments = Segments::default();
    let mut rows = rows(text, separator, &mut segments).into_iter().filter(|r| r.iter().any(|c| !c.range.is_empty())).peekable();
    let named = |row: &[Cell], names: &[&str]| {
        row.iter().position(|c| names.contains(&text.get(c.range.clone()).unwrap_or("").trim().to_lowercase().as_str()))
    };
    let Some(first) = rows.peek().cloned() else { return segments.finish() };
    let columns = match (named(&first, &SOURCES), named(&first, &TARGETS)) {
        (Some(source), Some(target)) => {
            rows.next();
            Some((source, target))
        }
        _ => {
            let code = |c: &Cell| crate::document::table::is_language(text.get(c.range.clone()).unwrap_or("").trim());
            if let [source, target] = first.as_slice()
                && code(source)
                && code(target)
            {
                let of = |c: &Cell| text.get(c.range.clone()).unwrap_or("").trim().to_owned();
                let place = FileSpan::new(target.range.start, target.range.end);
                segments.languages(Some(of(source)), Some((of(target), place)));
                rows.next();
            }
            (first.len() == 2).then_some((0, 1))
        }
    };
    let Some((source, target)) = columns else {
        let end = first.last().map_or(0, |c| c.range.end);
        let message =
            format!("which of the {} columns are source and translation is not said: name them \"source\" and \"target\"", first.len());
        segments.problem(Problem { span: FileSpan::new(0, end), message, warning: false });
        return segments.finish();
    };
    for row in rows {
        if let (Some(source), Some(target)) = (row.get(source), row.get(target)) {
            segments.add(half(text, source), half(text, target));
        }
    }
    segments.finish()
}

/// The terms of a glossary: in each row a term and its translations, in further cells or parted by `|`.
pub(super) fn terms(text: &str, separator: u8) -> (Vec<super::terms::Term>, Vec<Problem>) {
    let mut segments = Segments::default();
    let rows = rows(text, separator, &mut segments);
    let mut terms = Vec::new();
    for (number, row) in rows.into_iter().enumerate() {
        let mut cells = row.iter().map(|c| text.get(c.range.clone()).unwrap_or("").replace("\"\"", "\"").trim().to_owned());
        let Some(term) = cells.next().filter(|t| !t.is_empty()) else { continue };
        let header = number == 0 && (SOURCES.contains(&term.to_lowercase().as_str()) || is_language(&term) && row.len() > 1);
        let targets: Vec<String> = cells.flat_map(|c| c.split('|').map(|t| t.trim().to_owned()).collect::<Vec<_>>()).collect();
        if !header && targets.iter().any(|t| !t.is_empty()) {
            terms.push((term, targets));
        }
    }
    (terms, segments.finish().problems)
}

/// Whether a header's cell is a language's code, `hi` or `en-GB`.
fn is_language(text: &str) -> bool {
    let main = text.split(['-', '_']).next().unwrap_or("");
    (2..=3).contains(&main.len()) && main.bytes().all(|b| b.is_ascii_lowercase()) && text.len() <= 8
}

fn half(text: &str, cell: &Cell) -> Half {
    let body = text.get(cell.range.clone()).unwrap_or("");
    let mut builder = Builder::default();
    let mut at = 0;
    while let Some(next) = body.get(at..).filter(|_| cell.quoted).and_then(|t| t.find("\"\"")) {
        builder.verbatim(&body[at..at + next], cell.range.start + at);
        builder.decoded("\"", cell.range.start + at + next..cell.range.start + at + next + 2);
        at += next + 2;
    }
    builder.verbatim(body.get(at..).unwrap_or(""), cell.range.start + at);
    let (text, map): (String, OffsetMap) = builder.into_parts();
    Half::of(&text, &map)
}

/// The rows of a table. Linear in its length.
fn rows(text: &str, separator: u8, segments: &mut Segments) -> Vec<Vec<Cell>> {
    let bytes = text.as_bytes();
    let (mut rows, mut row, mut at) = (Vec::new(), Vec::new(), 0);
    while at < bytes.len() {
        // In TSV a quotation mark is a quotation mark.
        if bytes[at] == b'"' && separator != b'\t' {
            let start = at + 1;
            let mut end = start;
            let closed = loop {
                match memchr::memchr(b'"', bytes.get(end..).unwrap_or(&[])) {
                    Some(next) if bytes.get(end + next + 1) == Some(&b'"') => end += next + 2,
                    Some(next) => {
                        end += next;
                        break true;
                    }
                    None => break false,
                }
            };
            if !closed {
                let message = "a quotation mark opens a cell and none closes it".to_owned();
                segments.problem(Problem { span: FileSpan::new(at, start), message, warning: false });
                break;
            }
            row.push(Cell { range: start..end, quoted: true });
            at = end + 1;
            // What stands behind the closing mark is no part of the cell.
            at += bytes.get(at..).unwrap_or(&[]).iter().take_while(|b| !matches!(**b, b'\n' | b'\r') && **b != separator).count();
        } else {
            let length = bytes.get(at..).unwrap_or(&[]).iter().take_while(|b| !matches!(**b, b'\n' | b'\r') && **b != separator).count();
            row.push(Cell { range: at..at + length, quoted: false });
            at += length;
        }
        match bytes.get(at) {
            Some(b) if *b == separator => {
                at += 1;
                if at == bytes.len() || matches!(bytes[at], b'\n' | b'\r') {
                    row.push(Cell { range: at..at, quoted: false });
                }
            }
            _ => {}
        }
        if at >= bytes.len() || matches!(bytes[at], b'\n' | b'\r') {
            at += bytes.get(at..).unwrap_or(&[]).iter().take_while(|b| matches!(**b, b'\n' | b'\r')).count();
            rows.push(std::mem::take(&mut row));
        }
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{super::segments::texts, *};

    #[test]
    fn columns_are_named_or_two() {
        let named = "id,source,target\r\n1,\"Dijo \"\"no\"\", y se fue.\",\"He said \"\"no\"\",\nand left.\"\r\n2,Sí.,\n";
        assert_eq!(texts(&parse(named, b',')), [("Dijo \"no\", y se fue.", "He said \"no\",\nand left.")]);
        assert_eq!(texts(&parse("El puerto cerró.\tThe \"port\" closed.\n", b'\t')), [("El puerto cerró.", "The \"port\" closed.")]);
        let coded = parse("es\ten\nEl puerto cerró.\tThe port closed.\n", b'\t');
        assert_eq!((texts(&coded).len(), coded.metadata[0].value.as_str()), (1, "en"));
    }

    #[test]
    fn what_is_not_said_is_asked_for() {
        let document = parse("a,b,c\n1,2,3\n", b',');
        assert!(document.problems[0].message.contains("which of the 3 columns"));
        let open = parse("source,target\nUno.,\"One.\nDos.,Two.\n", b',');
        assert_eq!(open.problems[0].span.start(), 19);
    }
}
