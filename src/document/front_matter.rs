//! Front matter: YAML between `---` lines, TOML between `+++` lines, or a JSON object, before a Markdown text. Its titles and
//! descriptions are prose; all its scalars are kept for those who look for settings.

use super::{Block, Metadata, OffsetMap, Problem, fields::Fields, json, map::Builder, markdown};
use crate::span::FileSpan;
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::ops::Range;

/// What was read, and where the text behind it begins.
#[derive(Default)]
pub(super) struct FrontMatter {
    pub blocks: Vec<Block>,
    pub metadata: Vec<Metadata>,
    pub problems: Vec<Problem>,
    /// The byte at which the Markdown begins.
    pub end: usize,
}

/// Reads the front matter at the start of `text`, if there is one.
pub(super) fn read(text: &str, fields: &Fields) -> FrontMatter {
    if let Some((inner, end)) = fenced(text, "---", &["---", "..."]) {
        yaml(text, inner, end, fields)
    } else if let Some((inner, end)) = fenced_late(text) {
        yaml(text, inner, end, fields)
    } else if let Some((inner, end)) = fenced(text, "+++", &["+++"]) {
        toml(text, inner, end, fields)
    } else if text.starts_with('{') && !text.starts_with("{{") && !text.starts_with("{%") {
        json::front_matter(text, fields)
    } else {
        FrontMatter::default()
    }
}

/// The bytes between a first line `open` and the next line that is one of `close`, and where the line after that begins.
fn fenced(text: &str, open: &str, close: &[&str]) -> Option<(Range<usize>, usize)> {
    let first = text.split_inclusive('\n').next().filter(|l| l.trim_end() == open && l.ends_with('\n'))?;
    let mut at = first.len();
    for line in text[first.len()..].split_inclusive('\n') {
        let next = at + line.len();
        if close.contains(&line.trim_end()) {
            return Some((first.len()..at, next));
        }
        at = next;
    }
    None
}

/// The same for a header of YAML behind empty lines, which a rule across a page may be too: its first entry tells.
fn fenced_late(text: &str) -> Option<(Range<usize>, usize)> {
    let skipped = text.len() - text.trim_start_matches(['\u{FEFF}', '\n', '\r', ' ', '\t']).len();
    let rest = text.get(skipped..).filter(|_| skipped > 0)?;
    let (inner, end) = fenced(rest, "---", &["---", "..."])?;
    let mut lines = rest.get(inner.clone())?.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
    let key = lines.next()?.split_once(':').map(|(key, _)| key)?;
    let name = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    name.then_some((inner.start + skipped..inner.end + skipped, end + skipped))
}

impl FrontMatter {
    /// Takes in a scalar with its path of keys; `raw` is its bytes in the file and `map` leads there.
    fn scalar(&mut self, path: &[String], value: &str, raw: Range<usize>, map: Option<OffsetMap>, fields: &Fields) {
        let key = path.join(".");
        self.metadata.push(Metadata { key, value: value.to_owned(), span: FileSpan::new(raw.start, raw.end) });
        let named = |k: &&String| !k.chars().all(|c| c.is_ascii_digit());
        let role = path.iter().rev().find(named).and_then(|k| fields.role_of_data(path, k));
        if let (Some(role), Some(map)) = (role, map) {
            // Generators run these fields through their Markdown, or leave them plain: entities and emphasis are no leaks there.
            let mut blocks = markdown::read_field(value);
            role.settle_data(&mut blocks);
            for mut block in blocks {
                block.map = block.map.through(&map);
                block.data = true;
                self.blocks.push(block);
            }
        }
    }
}

/// How often a header is read again without the entry that stopped its parser.
const MAX_FAULTS: usize = 8;

/// YAML as the libraries read it that sites are built with: a quoted scalar may go on at the margin, which the standard forbids, and what
/// is no YAML at all costs its own entry, not the others.
fn yaml(text: &str, inner: Range<usize>, end: usize, fields: &Fields) -> FrontMatter {
    let mut body = text.get(inner.clone()).unwrap_or("").to_owned();
    let mut problems = Vec::new();
    let mut joined = false;
    loop {
        let mut matter = FrontMatter { end, ..FrontMatter::default() };
        let Err((at, message)) = yaml_of(&body, text, inner.start, &mut matter, fields) else {
            return FrontMatter { problems, ..matter };
        };
        if !std::mem::replace(&mut joined, true) {
            let flat = join_quoted(&body);
            if flat != body {
                body = flat;
                continue;
            }
        }
        let place = inner.start + at;
        problems.push(Problem { span: FileSpan::new(place, place), message: format!("front matter: {message}"), warning: true });
        let entry = entry_at(&body, at);
        if problems.len() >= MAX_FAULTS || body.get(entry.clone()).is_none_or(|e| e.trim().is_empty()) {
            return FrontMatter { problems, ..matter };
        }
        let blank: String = body[entry.clone()].bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
        body.replace_range(entry, &blank);
    }
}

/// The lines of the outermost entry that a byte stands in.
fn entry_at(body: &str, at: usize) -> Range<usize> {
    let mut entry = 0..body.len();
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '_')) && line.contains(':') {
            if start > at {
                entry.end = start;
                break;
            }
            entry.start = start;
        }
        start += line.len();
    }
    entry
}

/// The same header with each quoted scalar that goes on over lines on one line, byte for byte: its line breaks and the white space
/// behind them are spaces, which is what they stand for.
fn join_quoted(body: &str) -> String {
    let mut bytes = body.as_bytes().to_vec();
    let mut start = 0;
    while start < body.len() {
        let line_end = body[start..].find('\n').map_or(body.len(), |i| start + i);
        let opens = body[start..line_end].find(": ").map(|i| start + i + 2);
        let opens = opens.map(|i| i + (body[i..line_end].len() - body[i..line_end].trim_start().len()));
        let Some((open, quote)) = opens.and_then(|i| Some((i, body[i..].chars().next().filter(|c| matches!(c, '"' | '\''))?))) else {
            start = line_end + 1;
            continue;
        };
        let Some(close) = closing_quote(&body[open + 1..], quote).map(|i| open + 1 + i).filter(|i| *i > line_end) else {
            start = line_end + 1;
            continue;
        };
        for at in open..close {
            if matches!(bytes[at], b'\n' | b'\r') {
                bytes[at] = b' ';
                if at > 0 && bytes[at - 1] == b'\\' {
                    bytes[at - 1] = b' ';
                }
            }
        }
        start = body[close..].find('\n').map_or(body.len(), |i| close + i + 1);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| body.to_owned())
}

/// Where a quoted scalar ends, its opening mark left out.
fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if quote == '"' && c == '\\' {
            chars.next();
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|(_, d)| *d == '\'') {
                chars.next();
                continue;
            }
            return Some(i);
        }
    }
    None
}

/// Reads the events of one header; `from` is where it begins in `text`. The first fault ends it: its byte in `body`, and what is wrong.
fn yaml_of(body: &str, text: &str, from: usize, matter: &mut FrontMatter, fields: &Fields) -> Result<(), (usize, String)> {
    // Markers count characters: a cursor turns them into bytes.
    let mut cursor = (0, 0);
    let mut byte = |index: usize| {
        if index < cursor.0 {
            cursor = (0, 0);
        }
        let rest = body.get(cursor.1..).unwrap_or("");
        let step = rest.char_indices().nth(index - cursor.0).map_or(rest.len(), |(i, _)| i);
        cursor = (index, cursor.1 + step);
        cursor.1
    };
    let mut open: Vec<Level> = Vec::new();
    for event in Parser::new_from_str(body) {
        let (event, span) = event.map_err(|e| (byte(e.marker().index()), e.info().to_owned()))?;
        match event {
            Event::MappingStart(..) => open.push(Level::Mapping(None)),
            Event::SequenceStart(..) => open.push(Level::Sequence(0)),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                step(&mut open);
            }
            Event::Alias(_) => step(&mut open),
            Event::Scalar(value, style, ..) => {
                if let Some(Level::Mapping(key @ None)) = open.last_mut() {
                    *key = Some(value.into_owned());
                    continue;
                }
                let raw = from + byte(span.start.index())..from + byte(span.end.index());
                let path: Vec<String> = open.iter().map(Level::name).collect();
                let written = text.get(raw.clone()).unwrap_or("");
                let map = match style {
                    ScalarStyle::Plain => align(written, &value, Quoting::None),
                    ScalarStyle::SingleQuoted => align(written, &value, Quoting::Doubled),
                    ScalarStyle::DoubleQuoted => align(written, &value, Quoting::Backslash),
                    ScalarStyle::Literal | ScalarStyle::Folded => {
                        let header = if written.starts_with(['|', '>']) { written.find('\n').map_or(0, |i| i + 1) } else { 0 };
                        align(&written[header..], &value, Quoting::None).map(|m| m.shifted(header))
                    }
                };
                matter.scalar(&path, &value, raw.clone(), map.map(|m| m.shifted(raw.start)), fields);
                step(&mut open);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Where in the data a scalar stands.
enum Level {
    Mapping(Option<String>),
    Sequence(usize),
}

impl Level {
    fn name(&self) -> String {
        match self {
            Self::Mapping(key) => key.clone().unwrap_or_default(),
            Self::Sequence(n) => n.to_string(),
        }
    }
}

/// A value is over: the mapping waits for its next key, the sequence for its next entry.
fn step(open: &mut [Level]) {
    match open.last_mut() {
        Some(Level::Mapping(key)) => *key = None,
        Some(Level::Sequence(n)) => *n += 1,
        None => {}
    }
}

fn toml(text: &str, inner: Range<usize>, end: usize, fields: &Fields) -> FrontMatter {
    use toml::de::{DeTable, DeValue};
    let mut matter = FrontMatter { end, ..FrontMatter::default() };
    let (table, errors) = DeTable::parse_recoverable(text.get(inner.clone()).unwrap_or(""));
    for e in errors {
        let at = e.span().map_or(inner.start, |s| inner.start + s.start);
        matter.problems.push(Problem { span: FileSpan::new(at, at), message: format!("front matter: {}", e.message()), warning: true });
    }
    // Depth is bounded by the TOML parser.
    let mut waiting: Vec<(Vec<String>, &toml::Spanned<DeValue<'_>>)> = Vec::new();
    let under = |path: &[String], key: String| path.iter().cloned().chain([key]).collect::<Vec<_>>();
    let mut entries: Vec<_> = table.get_ref().iter().collect();
    entries.sort_by_key(|(_, v)| v.span().start);
    waiting.extend(entries.into_iter().rev().map(|(k, v)| (vec![k.get_ref().to_string()], v)));
    while let Some((path, value)) = waiting.pop() {
        let raw = inner.start + value.span().start..inner.start + value.span().end;
        let written = text.get(raw.clone()).unwrap_or("");
        match value.get_ref() {
            DeValue::String(s) => {
                let quoting = if written.starts_with('"') { Quoting::Backslash } else { Quoting::Plain };
                matter.scalar(&path, s, raw.clone(), align(written, s, quoting).map(|m| m.shifted(raw.start)), fields);
            }
            DeValue::Array(values) => {
                waiting.extend(values.iter().enumerate().rev().map(|(i, v)| (under(&path, i.to_string()), v)));
            }
            DeValue::Table(table) => {
                let mut entries: Vec<_> = table.iter().collect();
                entries.sort_by_key(|(_, v)| v.span().start);
                waiting.extend(entries.into_iter().rev().map(|(k, v)| (under(&path, k.get_ref().to_string()), v)));
            }
            _ => matter.scalar(&path, written, raw, None, fields),
        }
    }
    matter
}

/// How a scalar writes what it can't write as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// No marks around it.
    None,
    /// Marks around it, nothing escaped.
    Plain,
    /// `''` for `'`.
    Doubled,
    /// `\"`, `\n`, `\u00e9`, `\` at a line's end.
    Backslash,
}

/// The map from a scalar's value to the bytes it is written in, found by walking along both; `None` where they do not go together.
fn align(written: &str, value: &str, quoting: Quoting) -> Option<OffsetMap> {
    let quote = written.chars().next().filter(|_| quoting != Quoting::None);
    let marks = quote.map_or(0, |q| {
        let run = written.len() - written.trim_start_matches(q).len();
        if run >= 3 && quoting != Quoting::Doubled { 3 } else { 1 }
    });
    let inner = written.get(marks..)?;
    let mut builder = Builder::default();
    let (mut r, mut v) = (0, 0);
    while v < value.len() {
        let (raw, rest) = (inner.get(r..)?, value.get(v..)?);
        let (a, b) = (raw.chars().next()?, rest.chars().next()?);
        let at = marks + r;
        if quoting == Quoting::Backslash && a == '\\' {
            let line_end = raw[1..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']);
            if line_end {
                r += 1 + (raw.len() - 1 - raw[1..].trim_start().len());
                continue;
            }
            let len = match raw.as_bytes().get(1)? {
                b'x' => 4,
                b'u' => 6,
                b'U' => 10,
                _ => 1 + raw[1..].chars().next()?.len_utf8(),
            };
            builder.decoded(&rest[..b.len_utf8()], at..at + len);
            r += len;
            v += b.len_utf8();
        } else if quoting == Quoting::Doubled && raw.starts_with("''") && b == '\'' {
            builder.decoded("'", at..at + 2);
            r += 2;
            v += 1;
        } else if a.is_whitespace() {
            // Line ends and indentation fold into what white space the value has here, if any.
            let blank = raw.len() - raw.trim_start().len();
            let kept = rest.len() - rest.trim_start().len();
            if blank == kept && raw[..blank] == rest[..kept] {
                builder.verbatim(&rest[..kept], at);
            } else {
                builder.decoded(&rest[..kept], at..at + blank);
            }
            r += blank;
            v += kept;
        } else if a == b {
            builder.verbatim(&rest[..b.len_utf8()], at);
            r += a.len_utf8();
            v += b.len_utf8();
        } else if b.is_whitespace() && rest.trim_end().is_empty() {
            break;
        } else {
            return None;
        }
    }
    let (_, map) = builder.into_parts();
    Some(map)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::BlockSpan;

    fn blocks(text: &str) -> Vec<(String, String)> {
        let matter = read(text, &Fields::default());
        assert!(matter.problems.is_empty(), "{:?}", matter.problems);
        let place = |b: &Block| b.in_file(BlockSpan::new(0, b.text.len())).slice(text).to_owned();
        matter.blocks.iter().map(|b| (b.text.clone(), place(b))).collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn yaml_scalars_of_every_style() {
        let text = "---\ntitle: Þing votes on harbour\nsubtitle: 'It''s late'\ndescription: \"A \\\"new\\\" quay \\u00e9\"\nsummary: >\n  Two lines\n  are one.\ntags: [a, b]\n\
                    image:\n  caption: Boats\n---\nBody";
        assert_eq!(
            blocks(text),
            [
                pair("Þing votes on harbour", "Þing votes on harbour"),
                pair("It's late", "It''s late"),
                pair("A \"new\" quay é", "A \\\"new\\\" quay \\u00e9"),
                pair("Two lines are one.", "Two lines\n  are one."),
                pair("Boats", "Boats"),
            ]
        );
        let matter = read(text, &Fields::default());
        assert_eq!(&text[matter.end..], "Body");
        assert!(matter.metadata.iter().any(|m| m.key == "tags.1" && m.value == "b"));
    }

    #[test]
    fn crlf_counts() {
        let text = "---\r\ntitle: One\r\ndescription: Two ferries\r\n---\r\nBody";
        assert_eq!(blocks(text), [pair("One", "One"), pair("Two ferries", "Two ferries")]);
    }

    #[test]
    fn toml_and_json() {
        let text = "+++\ntitle = \"The \\\"quay\\\"\"\ndescription = '''No escapes \\n'''\n[image]\ncaption = 'Boats'\n+++\nBody";
        assert_eq!(
            blocks(text),
            [pair("The \"quay\"", "The \\\"quay\\\""), pair("No escapes \\n", "No escapes \\n"), pair("Boats", "Boats")]
        );
        let text = "{\n \"title\": \"The \\u0022quay\\u0022\",\n \"weight\": 3\n}\n\nBody";
        assert_eq!(blocks(text), [pair("The \"quay\"", "The \\u0022quay\\u0022")]);
        assert_eq!(read(text, &Fields::default()).end, text.len() - "\nBody".len());
    }

    #[test]
    fn malformed_front_matter_is_a_problem_with_its_place() {
        let text = "---\ntitle: \"open\nother: x\n---\nBody.";
        let matter = read(text, &Fields::default());
        assert_eq!(matter.problems.len(), 1);
        assert_eq!(&text[matter.end..], "Body.");
        assert_eq!(read("---\n\nA rule above, and no end.", &Fields::default()).end, 0);
    }
}
