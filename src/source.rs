//! A file's text, its encoding on disk, and where lines begin.

pub mod container;

use crate::span::FileSpan;
pub use container::Container;
use serde::{Deserialize, Serialize};
use std::{
    fmt,
    ops::Range,
    sync::{Arc, OnceLock},
};

/// Files above this many bytes are refused: spans are 32 bits wide and memory is bounded.
pub const MAX_BYTES: usize = 512 << 20;

/// How a file's characters are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little endian, with a byte order mark.
    Utf16Le,
    /// UTF-16, big endian, with a byte order mark.
    Utf16Be,
}

/// Why bytes are not an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// A NUL byte, as no text has: a binary file. Holds its byte offset.
    Binary(usize),
    /// Bytes that are not UTF-8, from this byte offset, on this line (from 1).
    InvalidUtf8 { offset: usize, line: usize },
    /// UTF-16 with a lone surrogate or an odd byte, at this byte offset.
    InvalidUtf16(usize),
    /// Larger than [`MAX_BYTES`].
    TooLarge(usize),
    /// An archive that can't be read or written, and why.
    Container(String),
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary(at) => write!(f, "binary file (NUL at byte {at})"),
            Self::InvalidUtf8 { offset, line } => write!(f, "line {line}: not valid UTF-8 (byte {offset})"),
            Self::InvalidUtf16(at) => write!(f, "not valid UTF-16 (byte {at})"),
            Self::TooLarge(n) => write!(f, "{n} bytes: larger than the limit of {MAX_BYTES} bytes"),
            Self::Container(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for SourceError {}

/// A line and column, both from 1; the column counts characters (code points).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineColumn {
    /// Line, from 1. LF, CRLF and CR end a line.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Bytes of UTF-8.
    Byte,
    /// Code points.
    CodePoint,
    /// Code units of UTF-16.
    Utf16,
}

impl Unit {
    /// How many of these a character is.
    fn of(self, c: char) -> usize {
        match self {
            Self::Byte => c.len_utf8(),
            Self::CodePoint => 1,
            Self::Utf16 => c.len_utf16(),
        }
    }
}

/// One file's decoded text.
#[derive(Debug)]
pub struct Source {
    path: String,
    text: String,
    encoding: Encoding,
    bom: bool,
    lines: OnceLock<Vec<u32>>,
    counts: OnceLock<Vec<Count>>,
    /// The parts that the text stands in, where the file is an archive.
    container: Option<Arc<Container>>,
}

/// Every how many bytes characters are counted, so that no place needs a long walk: a file may be one line of many megabytes.
const STEP: usize = 1 << 12;

/// Characters before a byte.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// Code points.
    chars: u32,
    /// UTF-16 code units.
    units: u32,
}

impl Count {
    /// The count this many bytes of UTF-8 further on; a character counts where its first byte stands.
    fn plus(self, bytes: &[u8]) -> Self {
        let begun = bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count();
        let long = bytes.iter().filter(|b| **b >= 0xF0).count();
        let n = |x: usize| u32::try_from(x).unwrap_or(u32::MAX);
        Self { chars: self.chars.saturating_add(n(begun)), units: self.units.saturating_add(n(begun + long)) }
    }
}

impl Source {
    /// Decodes a file: UTF-8 with or without a byte order mark, UTF-16 with one.
    ///
    /// # Errors
    /// Where the bytes are no text in those encodings, or more than [`MAX_BYTES`].
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, SourceError> {
        if bytes.len() > MAX_BYTES {
            return Err(SourceError::TooLarge(bytes.len()));
        }
        let (text, encoding, bom) = match bytes.as_slice() {
            [0xFF, 0xFE, rest @ ..] => (decode_utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le, true),
            [0xFE, 0xFF, rest @ ..] => (decode_utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be, true),
            _ => {
                if let Some(at) = memchr::memchr(0, &bytes) {
                    return Err(SourceError::Binary(at));
                }
                let mut text = String::from_utf8(bytes).map_err(|e| {
                    let offset = e.utf8_error().valid_up_to();
                    let line = 1 + e.as_bytes()[..offset].iter().filter(|b| **b == b'\n').count();
                    SourceError::InvalidUtf8 { offset, line }
                })?;
                let bom = text.starts_with('\u{FEFF}');
                if bom {
                    text.drain(..'\u{FEFF}'.len_utf8());
                }
                (text, Encoding::Utf8, bom)
            }
        };
        Ok(Self { path: path.into(), text, encoding, bom, lines: OnceLock::new(), counts: OnceLock::new(), container: None })
    }

    /// A source from text already decoded, as editors and tests have it.
    pub fn from_text(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (lines, counts) = (OnceLock::new(), OnceLock::new());
        Self { path: path.into(), text: text.into(), encoding: Encoding::Utf8, bom: false, lines, counts, container: None }
    }

    /// The same file with another text.
    pub fn with_text(&self, text: impl Into<String>) -> Self {
        let (encoding, bom, container) = (self.encoding, self.bom, self.container.clone());
        Self { encoding, bom, container, ..Self::from_text(self.path.as_str(), text) }
    }

    /// A source of what people read in a container, a paragraph a line.
    pub fn from_container(path: impl Into<String>, container: Container) -> Self {
        Self { container: Some(Arc::new(container)), ..Self::from_text(path, "") }.text_of_container()
    }

    fn text_of_container(mut self) -> Self {
        self.text = self.container.as_ref().map_or_else(String::new, |c| c.text());
        self
    }

    /// The container whose text it is, if it is one's.
    pub fn container(&self) -> Option<&Container> {
        self.container.as_deref()
    }

    /// The same file after another text was written to it.
    ///
    /// # Errors
    /// Where a container can't hold it.
    pub fn rewritten(&self, text: String, limit: u64) -> Result<Self, SourceError> {
        match &self.container {
            None => Ok(self.with_text(text)),
            Some(container) => container.open()(self.path.clone(), container.encode(&text)?, limit),
        }
    }

    /// The part of its container that a span stands in, if it has parts.
    pub fn part(&self, span: FileSpan) -> Option<&str> {
        self.container.as_ref()?.part(self.place(span.start(), Unit::Byte).line - 1)
    }

    /// The path as it is shown.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The decoded text, without its byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How the text is stored on disk.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Whether the file begins with a byte order mark.
    pub fn has_bom(&self) -> bool {
        self.bom
    }

    /// The bytes of the file as it is on disk that a span of its decoded text stands for; of a container, bytes of the part.
    pub fn on_disk(&self, span: FileSpan) -> Range<usize> {
        if let Some(container) = &self.container {
            let start = self.place(span.start(), Unit::Byte);
            let from = start.column - 1;
            return container.on_disk(start.line - 1, from..from + span.len());
        }
        match self.encoding {
            Encoding::Utf8 => {
                let bom = if self.bom { 3 } else { 0 };
                span.start() + bom..span.end() + bom
            }
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let units = |to: usize| self.count(to).units as usize;
                2 + 2 * units(span.start())..2 + 2 * units(span.end())
            }
        }
    }

    /// The bytes that `text` has in this file's encoding, its byte order mark included.
    ///
    /// # Errors
    /// Where a container can't hold it.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, SourceError> {
        if let Some(container) = &self.container {
            return container.encode(text);
        }
        let bom = if self.bom { "\u{FEFF}" } else { "" };
        let units = || bom.encode_utf16().chain(text.encode_utf16());
        Ok(match self.encoding {
            Encoding::Utf8 => [bom, text].concat().into_bytes(),
            Encoding::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
        })
    }

    /// Line and column of a byte of the decoded text, the column in code points.
    pub fn line_column(&self, offset: usize) -> LineColumn {
        self.place(offset, Unit::CodePoint)
    }

    /// Line and column, both from 1, of a byte of the decoded text; the column counts in `unit`. The one conversion from bytes to
    /// places; [`Self::offset`] is the way back.
    pub fn place(&self, offset: usize, unit: Unit) -> LineColumn {
        let starts = self.line_starts();
        let line = starts.partition_point(|s| *s as usize <= offset).max(1);
        let start = starts.get(line - 1).map_or(0, |s| *s as usize);
        if unit == Unit::Byte {
            return LineColumn { line, column: 1 + offset.saturating_sub(start) };
        }
        let passed = if offset < start + STEP {
            Count::default().plus(self.text.as_bytes().get(start..offset).unwrap_or(&[]))
        } else {
            let (end, start) = (self.count(offset), self.count(start));
            Count { chars: end.chars - start.chars, units: end.units - start.units }
        };
        let column = if unit == Unit::Utf16 { passed.units } else { passed.chars };
        LineColumn { line, column: 1 + column as usize }
    }

    /// The byte of the decoded text at a line and column, both from 1, the column in `unit`. A column behind the end of its line is
    /// the line's end, and one inside a character is the character's beginning. Nothing for lines and columns that are not there.
    pub fn offset(&self, place: LineColumn, unit: Unit) -> Option<usize> {
        let starts = self.line_starts();
        let start = *starts.get(place.line.checked_sub(1)?)? as usize;
        let next = starts.get(place.line).map_or(self.text.len(), |s| *s as usize);
        let line = self.text.get(start..next)?;
        let line = line.strip_suffix('\n').unwrap_or(line);
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut left = place.column.checked_sub(1)?;
        for (at, c) in line.char_indices() {
            let size = unit.of(c);
            if size > left {
                return Some(start + at);
            }
            left -= size;
        }
        Some(start + line.len())
    }

    /// UTF-16 code units of the decoded text before a byte of it.
    pub fn utf16(&self, offset: usize) -> usize {
        self.count(offset).units as usize
    }

    /// The characters before a byte, from the nearest place where they have been counted.
    fn count(&self, offset: usize) -> Count {
        let bytes = self.text.as_bytes();
        let counts = self.counts.get_or_init(|| {
            let mut all = vec![Count::default()];
            for chunk in bytes.chunks_exact(STEP) {
                all.push(all.last().copied().unwrap_or_default().plus(chunk));
            }
            all
        });
        let offset = offset.min(bytes.len());
        let nearest = counts.get(offset / STEP).copied().unwrap_or_default();
        nearest.plus(bytes.get(offset - offset % STEP..offset).unwrap_or(&[]))
    }

    /// Byte offsets at which lines begin; never empty.
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
                if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                    starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
                }
            }
            starts
        })
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, SourceError> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(SourceError::InvalidUtf16(bytes.len() + 1));
    }
    let mut at = 2;
    let mut text = String::with_capacity(pairs.len());
    for c in char::decode_utf16(pairs.iter().map(|p| unit(*p))) {
        let c = c.map_err(|_| SourceError::InvalidUtf16(at))?;
        at += 2 * c.len_utf16();
        text.push(c);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_utf16_files_are_bytes_on_disk() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend("😀 Kyjev".encode_utf16().flat_map(u16::to_le_bytes));
        let source = Source::from_bytes("a.txt", bytes.clone()).unwrap();
        let at = source.text().find("Kyjev").unwrap();
        let disk = source.on_disk(FileSpan::new(at, at + 5));
        assert_eq!(&bytes[disk], "Kyjev".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
        assert_eq!(source.encode(source.text()).unwrap(), bytes);
    }

    #[test]
    fn every_line_end_counts_and_columns_are_characters() {
        let source = Source::from_text("a.txt", "a\r\nþú x\rc\nd");
        let at = |s: &str| source.line_column(source.text().find(s).unwrap());
        assert_eq!(at("x"), LineColumn { line: 2, column: 4 });
        assert_eq!(at("d"), LineColumn { line: 4, column: 1 });
    }

    /// Every place of a text with characters of one to four bytes, in every unit, there and back.
    #[test]
    fn places_and_offsets_are_each_others_way_back() {
        let text = "😀 Þórður\r\nsaid 北京\rin e\u{301}t\u{e9}\n\n😀";
        let source = Source::from_text("a.txt", text);
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let line = text[..at].replace("\r\n", "\n\u{0}").replace('\r', "\n").replace('\u{0}', "");
            let behind = line.rsplit('\n').next().unwrap();
            for (unit, count) in
                [(Unit::Byte, behind.len()), (Unit::CodePoint, behind.chars().count()), (Unit::Utf16, behind.encode_utf16().count())]
            {
                let place = source.place(at, unit);
                // Between the two characters of a line's end there is no place to come back to.
                if c == '\n' && text[..at].ends_with('\r') {
                    continue;
                }
                assert_eq!(place.column, 1 + count, "byte {at} in {unit:?}");
                assert_eq!(source.offset(place, unit), Some(at), "{place:?} in {unit:?}");
            }
        }
        let at = |line, column, unit| source.offset(LineColumn { line, column }, unit);
        assert_eq!(at(1, 2, Unit::Utf16), Some(0), "inside of a surrogate pair");
        assert_eq!(at(1, 99, Unit::Utf16), text.find('\r'), "behind the end of a line");
        assert_eq!((at(6, 1, Unit::Byte), at(0, 1, Unit::Byte), at(1, 0, Unit::Byte)), (None, None, None));
    }

    #[test]
    fn places_in_a_long_line_are_counted_from_near() {
        let text = "þ😀 a".repeat(20_000) + "\n" + &"é".repeat(9_000);
        let mut bytes = vec![0xFE, 0xFF];
        bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let source = Source::from_bytes("a.txt", bytes).unwrap();
        for (i, _) in text.char_indices().step_by(997) {
            let line = text[..i].rfind('\n').map_or(0, |n| n + 1);
            assert_eq!(source.line_column(i).column, 1 + text[line..i].chars().count());
            assert_eq!(source.on_disk(FileSpan::new(i, i)).start, 2 + 2 * text[..i].encode_utf16().count());
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused_with_the_place() {
        let err = |b: &[u8]| Source::from_bytes("a", b.to_vec()).unwrap_err();
        assert_eq!(err(b"a\nb\xFFc"), SourceError::InvalidUtf8 { offset: 3, line: 2 });
        assert_eq!(err(b"a\0b"), SourceError::Binary(1));
        assert_eq!(err(&[0xFE, 0xFF, 0xD8, 0x00]), SourceError::InvalidUtf16(2));
    }
}
