//! XML as the readers of formats need it: what a file is made of, each piece with its bytes in the file.
//!
//! The tokens are quick-xml's. Entities that a document declares itself are not expanded, so that no file grows while it is read;
//! what is malformed ends the reading with a problem at its place, and what was read before it is kept.

use super::{OffsetMap, Problem, map::Builder};
use crate::span::FileSpan;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::ops::Range;

/// Elements nested deeper than this are not read.
const MAX_DEPTH: usize = 256;
/// Entities without a meaning here of which each is told.
const MAX_UNKNOWN: usize = 5;

/// What a file is made of.
pub(super) enum Piece<'a> {
    /// An element begins; one without content ends at once.
    Open(Tag<'a>),
    /// An element ends: its name, and the bytes of its end tag (those of the whole tag where it has no content).
    Close(&'a str, Range<usize>),
    /// Text that stands in the file as it is.
    Text(Range<usize>),
    /// A character that the file says as a reference.
    Character(char, Range<usize>),
    /// A comment.
    Comment,
}

/// The beginning of an element.
pub(super) struct Tag<'a> {
    /// Its name as it is written, with its prefix.
    pub name: &'a str,
    /// The bytes of the tag.
    pub range: Range<usize>,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// The name without its prefix.
    pub fn local(&self) -> &str {
        local(self.name)
    }

    /// An attribute's value, whatever prefix it has.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let found = self.start.attributes().with_checks(false).flatten().find(|a| local(a.key.as_ref()) == name)?;
        Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Reads a text piece by piece; gives what is wrong with it. Time and memory are linear in its length.
pub(super) fn read<'a>(text: &'a str, mut each: impl FnMut(Piece<'a>)) -> Vec<Problem> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let (mut problems, mut depth, mut unknown) = (Vec::new(), 0_usize, 0_usize);
    let position = |n: u64| usize::try_from(n).unwrap_or(usize::MAX).min(text.len());
    let problem = |range: Range<usize>, message: String| Problem { span: FileSpan::new(range.start, range.end), message, warning: false };
    let name_of = |range: &Range<usize>| {
        let body = text.get(range.clone()).unwrap_or("").trim_start_matches(['<', '/']);
        body.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or("")
    };
    loop {
        let from = position(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = position(reader.error_position());
                problems.push(problem(at..at + text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8), broken(&error)));
                break;
            }
        };
        let range = from..position(reader.buffer_position());
        match event {
            Event::Start(_) if depth >= MAX_DEPTH => {
                problems.push(problem(range, format!("elements nested deeper than {MAX_DEPTH} levels: not read")));
                break;
            }
            Event::Start(start) => {
                depth += 1;
                each(Piece::Open(Tag { name: name_of(&range), range, start }));
            }
            Event::Empty(start) => {
                let name = name_of(&range);
                each(Piece::Open(Tag { name, range: range.clone(), start }));
                each(Piece::Close(name, range));
            }
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                each(Piece::Close(name_of(&range), range));
            }
            Event::Text(_) => each(Piece::Text(range)),
            Event::CData(_) => {
                let inside = range.start + "<![CDATA[".len()..range.end.saturating_sub("]]>".len());
                if inside.start < inside.end {
                    each(Piece::Text(inside));
                }
            }
            Event::Comment(_) => each(Piece::Comment),
            Event::GeneralRef(reference) => {
                let named = match &*reference {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    "nbsp" => Some('\u{a0}'),
                    _ => reference.resolve_char_ref().ok().flatten().filter(|c| *c != '\0'),
                };
                match named {
                    Some(c) => each(Piece::Character(c, range)),
                    None if unknown >= MAX_UNKNOWN => {}
                    None => {
                        unknown += 1;
                        let written = text.get(range.clone()).unwrap_or("");
                        problems.push(problem(range, format!("the entity {written} is not known here and not expanded")));
                    }
                }
            }
            Event::DocType(declaration) if declaration.contains("<!ENTITY") => {
                let message = "the file declares entities of its own, which are not expanded".to_owned();
                problems.push(Problem { warning: true, ..problem(range, message) });
            }
            Event::Eof if depth > 0 => {
                problems.push(problem(range, "the XML ends inside an element".to_owned()));
                break;
            }
            Event::Eof => break,
            Event::DocType(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    problems
}

fn broken(error: &quick_xml::Error) -> String {
    format!("broken XML: {error}")
}

/// Gathers the text of an element.
#[derive(Default)]
pub(super) struct Gathered {
    builder: Builder,
}

impl Gathered {
    /// Adds what stands in the file `whole`.
    pub fn add(&mut self, whole: &str, piece: &Piece<'_>) {
        match piece {
            Piece::Text(range) => self.builder.verbatim(whole.get(range.clone()).unwrap_or(""), range.start),
            Piece::Character(c, range) => self.builder.decoded(c.encode_utf8(&mut [0; 4]), range.clone()),
            _ => {}
        }
    }

    /// Adds text that the file says otherwise.
    pub fn character(&mut self, text: &str, range: Range<usize>) {
        self.builder.decoded(text, range);
    }

    /// Bytes of the text so far.
    pub fn len(&self) -> usize {
        self.builder.len()
    }

    /// The text and its map.
    pub fn finish(self) -> (String, OffsetMap) {
        self.builder.into_parts()
    }
}

/// Text as it is written between tags.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> (Vec<String>, Vec<String>) {
        let mut found = Vec::new();
        let problems = read(text, |piece| {
            found.push(match piece {
                Piece::Open(tag) => format!("<{}", tag.name),
                Piece::Close(name, _) => format!(">{name}"),
                Piece::Text(range) => text[range].to_owned(),
                Piece::Character(c, range) => format!("{c}={}", &text[range]),
                Piece::Comment => "<!".to_owned(),
            });
        });
        (found, problems.into_iter().map(|p| format!("{} {}", p.span.start(), p.message)).collect())
    }

    #[test]
    fn every_piece_has_its_bytes() {
        let (found, problems) = pieces("<?xml version=\"1.0\"?><a>x &amp; y<b/><![CDATA[<p>]]>&#233;<!-- c --></a>");
        assert_eq!(found, ["<a", "x ", "&=&amp;", " y", "<b", ">b", "<p>", "é=&#233;", "<!", ">a"]);
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn what_is_broken_is_told_with_its_place_and_what_stands_before_it_is_read() {
        let (found, problems) = pieces("<a><b>text</c></a>");
        assert_eq!(found[..3], ["<a", "<b", "text"]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("10 broken XML"), "{problems:?}");
        assert_eq!(pieces("<a><b>cut").1, ["9 the XML ends inside an element"]);
    }

    #[test]
    fn entities_of_the_files_own_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;\">]><a>&y;</a>";
        let (found, problems) = pieces(bomb);
        assert_eq!(found, ["<a", ">a"]);
        assert!(problems[0].contains("entities of its own") && problems[1].contains("&y;"), "{problems:?}");
    }

    #[test]
    fn nesting_has_an_end() {
        let deep = "<a>".repeat(100_000);
        assert!(pieces(&deep).1[0].contains("nested deeper"));
    }
}
