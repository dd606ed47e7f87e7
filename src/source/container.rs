//! A file of several parts, such as an archive of XML: the text that people read in it, a paragraph a line, and the way back to the
//! bytes of its parts.

use super::{Source, SourceError};
use std::{
    io::{Cursor, Read, Write},
    ops::Range,
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Entries that an archive may have.
const MAX_ENTRIES: usize = 10_000;
/// Words of two versions of a paragraph that are compared, the one times the other; beyond that all between its ends is one change.
const MAX_COMPARED: usize = 1 << 20;

/// What the file says that a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The document's title.
    Title,
    /// A heading, or a subtitle.
    Heading,
    /// Running text.
    Body,
    /// An entry of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// The caption of a picture or a table.
    Caption,
    /// A block quotation.
    Quotation,
    /// A footnote or endnote.
    Note,
}

/// How a run of text stands in its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Byte for byte.
    Verbatim,
    /// As a reference (`&amp;`).
    Reference,
    /// As an element, such as a tabulator: it can't be changed.
    Element,
}

/// A run of a paragraph's text, and where it stands in its part.
#[derive(Clone, Debug)]
pub struct Run {
    /// Bytes of the paragraph.
    pub text: Range<usize>,
    /// Bytes of the part.
    pub raw: Range<usize>,
    /// How it stands there.
    pub written: Written,
    /// Where in the part the attribute goes that keeps white space at a run's ends, where it has none.
    pub space: Option<usize>,
}

/// A paragraph: a line of the source's text.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// What it says; it has no line ends.
    pub text: String,
    /// Its runs, in order.
    pub runs: Vec<Run>,
}

/// A part of a container.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name in the archive.
    pub name: String,
    /// Its bytes, which are text.
    pub raw: String,
    /// What people read in it.
    pub paragraphs: Vec<Paragraph>,
}

/// How a container's bytes become a source.
pub type Open = fn(String, Vec<u8>, u64) -> Result<Source, SourceError>;

/// A file of several parts.
#[derive(Debug)]
pub struct Container {
    bytes: Vec<u8>,
    parts: Vec<Part>,
    open: Open,
}

impl Container {
    /// A container of these bytes, in which these parts were read by `open`.
    pub fn new(bytes: Vec<u8>, parts: Vec<Part>, open: Open) -> Self {
        Self { bytes, parts, open }
    }

    /// All that people read in it, a paragraph a line.
    pub fn text(&self) -> String {
        self.paragraphs().map(|p| p.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Its paragraphs, part by part.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.parts.iter().flat_map(|p| &p.paragraphs)
    }

    /// How its bytes become a source.
    pub(super) fn open(&self) -> Open {
        self.open
    }

    /// The part in which a line of its text stands, and the paragraph.
    fn paragraph(&self, line: usize) -> Option<(&Part, &Paragraph)> {
        let mut left = line;
        for part in &self.parts {
            match part.paragraphs.get(left) {
                Some(paragraph) => return Some((part, paragraph)),
                None => left -= part.paragraphs.len(),
            }
        }
        None
    }

    /// The name of the part in which a line of its text stands.
    pub(super) fn part(&self, line: usize) -> Option<&str> {
        self.paragraph(line).map(|(part, _)| part.name.as_str())
    }

    /// The bytes of its part that a span of a line stands for.
    pub(super) fn on_disk(&self, line: usize, span: Range<usize>) -> Range<usize> {
        let Some((_, paragraph)) = self.paragraph(line) else { return 0..0 };
        let place = |at: usize, end: bool| {
            let i = paragraph.runs.partition_point(|r| if end { r.text.start < at } else { r.text.start <= at });
            let Some(run) = i.checked_sub(1).and_then(|i| paragraph.runs.get(i)) else {
                return paragraph.runs.first().map_or(0, |r| r.raw.start);
            };
            match run.written {
                Written::Verbatim => run.raw.start + (at - run.text.start).min(run.raw.len()),
                _ if at >= run.text.end => run.raw.end,
                _ => run.raw.start,
            }
        };
        let start = place(span.start, false);
        start..if span.is_empty() { start } else { place(span.end, true).max(start) }
    }

    /// Its bytes with another text, of as many lines. Where the text is its own they are what they were.
    ///
    /// # Errors
    /// Where a change can't be written, or the archive can't be read again.
    pub(super) fn encode(&self, text: &str) -> Result<Vec<u8>, SourceError> {
        let wrong = |what: &str| SourceError::Container(what.to_owned());
        let lines: Vec<&str> = text.split('\n').collect();
        if lines.len() != self.paragraphs().count().max(1) {
            return Err(wrong("paragraphs can't be added or taken away"));
        }
        let mut changed: Vec<(&str, String)> = Vec::new();
        let mut at = 0;
        for part in &self.parts {
            let new = lines.get(at..at + part.paragraphs.len()).unwrap_or(&[]);
            at += part.paragraphs.len();
            let mut edits = Vec::new();
            for (paragraph, new) in part.paragraphs.iter().zip(new).filter(|(p, new)| p.text != **new) {
                edits.extend(paragraph.edits(new).ok_or_else(|| wrong("a change that takes away a tabulator or a line break"))?);
            }
            if !edits.is_empty() {
                edits.sort_by_key(|(range, _)| range.start);
                let mut raw = String::with_capacity(part.raw.len());
                let mut from = 0;
                for (range, written) in edits {
                    raw.push_str(part.raw.get(from..range.start).ok_or_else(|| wrong("two changes at one place"))?);
                    raw.push_str(&written);
                    from = range.end;
                }
                raw.push_str(part.raw.get(from..).unwrap_or(""));
                changed.push((&part.name, raw));
            }
        }
        if changed.is_empty() { Ok(self.bytes.clone()) } else { repacked(&self.bytes, &changed) }
    }
}

impl Paragraph {
    /// The changes of its part that make it say something else; `None` where an element stands in the way.
    fn edits(&self, new: &str) -> Option<Vec<(Range<usize>, String)>> {
        let mut edits = Vec::new();
        let mut spaced: Vec<usize> = Vec::new();
        for (old, text) in changes(&self.text, new) {
            let inside = |r: &&Run| {
                if old.is_empty() {
                    r.text.start < old.start && old.start <= r.text.end
                } else {
                    r.text.start < old.end && old.start < r.text.end
                }
            };
            let mut touched: Vec<&Run> = self.runs.iter().filter(inside).collect();
            if touched.is_empty() {
                touched.extend(self.runs.iter().find(|r| r.text.start >= old.start));
            }
            let first =
                touched.iter().position(|r| r.written == Written::Verbatim || r.written == Written::Reference && !old.is_empty())?;
            for (i, run) in touched.iter().enumerate() {
                let range = match run.written {
                    Written::Element => return None,
                    Written::Reference => run.raw.clone(),
                    Written::Verbatim => {
                        let (from, to) = (old.start.max(run.text.start), old.end.min(run.text.end).max(old.start.max(run.text.start)));
                        run.raw.start + (from - run.text.start)..run.raw.start + (to - run.text.start)
                    }
                };
                edits.push((range, if i == first { escaped(&text) } else { String::new() }));
                spaced.extend(run.space);
            }
        }
        spaced.sort_unstable();
        spaced.dedup();
        edits.extend(spaced.into_iter().map(|at| (at..at, " xml:space=\"preserve\"".to_owned())));
        Some(edits)
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What changed between two versions of a text, word by word, so that the formatting of what did not change stays: the longest common
/// subsequence of words (Hunt and McIlroy 1976) between the ends that both share.
fn changes(old: &str, new: &str) -> Vec<(Range<usize>, String)> {
    let (a, b) = (words(old), words(new));
    let head = a.iter().zip(&b).take_while(|(x, y)| old.get((*x).clone()) == new.get((*y).clone())).count();
    let tail =
        a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| old.get((*x).clone()) == new.get((*y).clone())).count();
    let (x, y) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let same = |i: usize, j: usize| old.get(x[i].clone()) == new.get(y[j].clone());
    let from = |ranges: &[Range<usize>], i: usize, len: usize| ranges.get(i).map_or(len, |r| r.start);
    let mut found = Vec::new();
    let mut gap = |i0: usize, i: usize, j0: usize, j: usize| {
        if i0 < i || j0 < j {
            let range = from(&a, head + i0, old.len())..from(&a, head + i, old.len());
            let text = new.get(from(&b, head + j0, new.len())..from(&b, head + j, new.len())).unwrap_or("");
            found.push((range, text.to_owned()));
        }
    };
    if x.len().saturating_mul(y.len()) > MAX_COMPARED {
        gap(0, x.len(), 0, y.len());
        return found;
    }
    let mut longest = vec![vec![0_u32; y.len() + 1]; x.len() + 1];
    for i in (0..x.len()).rev() {
        for j in (0..y.len()).rev() {
            longest[i][j] = if same(i, j) { longest[i + 1][j + 1] + 1 } else { longest[i + 1][j].max(longest[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut i0, mut j0) = (0, 0, 0, 0);
    while i < x.len() && j < y.len() {
        if same(i, j) {
            gap(i0, i, j0, j);
            (i, j) = (i + 1, j + 1);
            (i0, j0) = (i, j);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    gap(i0, x.len(), j0, y.len());
    found
}

/// The words of a text and what stands between them, by their bytes.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, c) in text.char_indices() {
        let kind = if c.is_alphanumeric() {
            0
        } else if c.is_whitespace() {
            1
        } else {
            2
        };
        match words.last_mut() {
            Some(word) if last == Some(kind) && kind != 2 => word.end = at + c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
        last = Some(kind);
    }
    words
}

/// The entries of an archive that are wanted, unpacked: `wanted` gives for a name how many bytes it may have at most, if it is.
///
/// # Errors
/// Where it is no archive, has an entry that leads out of it, or unpacks to more than `limit` bytes of wanted entries.
pub fn unpack(bytes: &[u8], limit: u64, wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, String)>, SourceError> {
    let wrong = SourceError::Container;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| wrong(format!("no archive that can be read: {e}")))?;
    if archive.len() > MAX_ENTRIES {
        return Err(wrong(format!("an archive of more than {MAX_ENTRIES} entries")));
    }
    let mut found = Vec::new();
    let mut left = limit;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| wrong(format!("entry {}: {e}", index + 1)))?;
        let name = entry.name().map_err(|e| wrong(format!("entry {}: {e}", index + 1)))?.into_owned();
        if entry.enclosed_name().is_none() || name.starts_with(['/', '\\']) {
            return Err(wrong(format!("the archive has an entry that leads out of it: {name}")));
        }
        if !wanted(&name) {
            continue;
        }
        // The size that the archive says is not believed.
        let mut raw = Vec::new();
        entry.take(left.saturating_add(1)).read_to_end(&mut raw).map_err(|e| wrong(format!("{name}: {e}")))?;
        left = left.checked_sub(raw.len() as u64).ok_or_else(|| {
            wrong(format!("{name} unpacks to more than the limit of {limit} bytes (`max-file-size` in the configuration raises it)"))
        })?;
        let raw = String::from_utf8(raw).map_err(|e| wrong(format!("{name}: not valid UTF-8 (byte {})", e.utf8_error().valid_up_to())))?;
        found.push((name, raw));
    }
    Ok(found)
}

/// The archive with some of its entries changed, everything else byte for byte and in its place.
fn repacked(bytes: &[u8], changed: &[(&str, String)]) -> Result<Vec<u8>, SourceError> {
    let wrong = |e: &dyn std::fmt::Display| SourceError::Container(format!("the archive can't be written: {e}"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| wrong(&e))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|e| wrong(&e))?;
        let name = entry.name().map_err(|e| wrong(&e))?.into_owned();
        match changed.iter().find(|(n, _)| *n == name) {
            None => writer.raw_copy_file(entry).map_err(|e| wrong(&e))?,
            Some((_, raw)) => {
                let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
                let options = entry.last_modified().map_or(options, |time| options.last_modified_time(time));
                writer.start_file(name.as_str(), options).map_err(|e| wrong(&e))?;
                writer.write_all(raw.as_bytes()).map_err(|e| wrong(&e))?;
            }
        }
    }
    Ok(writer.finish().map_err(|e| wrong(&e))?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_change_is_left_alone() {
        let of = |a: &str, b: &str| changes(a, b).into_iter().map(|(r, t)| (a[r].to_owned(), t)).collect::<Vec<_>>();
        let owned = |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
        assert_eq!(of("Both the ports, and Baden", "Both ports, and Biden"), owned(&[("the ", ""), ("Baden", "Biden")]));
        assert_eq!(of("one two", "one two three"), owned(&[("", " three")]));
        assert!(of("same", "same").is_empty());
        assert_eq!(of("", "new"), owned(&[("", "new")]));
    }

    #[test]
    fn a_change_over_several_runs_goes_to_the_first() {
        // <t>Met Ba</t><b>den</b><t> &amp; left.</t>
        let run = |text: Range<usize>, raw: Range<usize>, written| Run { text, raw, written, space: None };
        let paragraph = Paragraph {
            role: Role::Body,
            text: "Met Baden & left.".to_owned(),
            runs: vec![
                run(0..6, 3..9, Written::Verbatim),
                run(6..9, 16..19, Written::Verbatim),
                run(9..10, 26..27, Written::Verbatim),
                run(10..11, 27..32, Written::Reference),
                run(11..17, 32..38, Written::Verbatim),
            ],
        };
        assert_eq!(paragraph.edits("Met Biden & left.").unwrap(), [(7..9, "Biden".to_owned()), (16..19, String::new())]);
        assert_eq!(paragraph.edits("Met Baden and left.").unwrap(), [(27..32, "and".to_owned())]);
    }

    #[test]
    fn what_is_no_archive_is_told() {
        assert!(unpack(b"PK\x03\x04 broken", 100, |_| true).is_err());
    }
}
