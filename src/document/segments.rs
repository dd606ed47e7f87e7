//! Files that hold a text and its translation, segment by segment: what their readers share.

use super::{
    Beside, Block, BlockKind, Document, Metadata, OffsetMap, Problem,
    map::Builder,
    shape,
    xml::{Gathered, Piece},
};
use crate::span::{BlockSpan, FileSpan};
use std::ops::Range;

/// One side of a segment: its text, where that stands in the file, and what in it is code.
#[derive(Clone, Debug, Default)]
pub(super) struct Half {
    pub text: String,
    pub map: OffsetMap,
    pub code: Vec<BlockSpan>,
}

impl Half {
    /// A text that may have HTML and places to fill in: tags are markup, entities are what they stand for.
    pub fn of(text: &str, map: &OffsetMap) -> Self {
        let mut builder = Builder::default();
        let (mut code, mut at) = (Vec::new(), 0);
        for found in placeholders(text) {
            builder.verbatim(text.get(at..found.start()).unwrap_or(""), at);
            at = found.end();
            let inside = found.slice(text);
            let file = found.start()..found.end();
            if inside.starts_with('&') {
                builder.decoded(entity(inside).unwrap_or(inside), file);
            } else if !inside.starts_with('<') {
                let start = builder.len();
                builder.verbatim(inside, found.start());
                code.push(BlockSpan::new(start, builder.len()));
            }
        }
        builder.verbatim(text.get(at..).unwrap_or(""), at);
        let (text, inner) = builder.into_parts();
        Self { text, map: inner.through(map), code }
    }

    /// Without white space at either end; `None` where nothing is left.
    fn block(mut self, kind: BlockKind) -> Option<Block> {
        self.text.truncate(self.text.trim_end().len());
        if self.text.trim_start().is_empty() {
            return None;
        }
        let end = self.text.len();
        let mut block = Block::new(kind, self.text, self.map);
        self.code.retain(|c| c.end() <= end);
        block.code = self.code;
        Some(block)
    }
}

/// The segments of a file, as they are read.
#[derive(Default)]
pub(super) struct Segments {
    document: Document,
    beside: Beside,
}

impl Segments {
    /// The languages of both sides as the file says them.
    pub fn languages(&mut self, source: Option<String>, target: Option<(String, FileSpan)>) {
        self.beside.language = source.filter(|s| !s.is_empty()).or(self.beside.language.take());
        if let Some((value, span)) = target.filter(|(t, _)| !t.is_empty()) {
            self.document.metadata.retain(|m| m.key != "lang");
            self.document.metadata.push(Metadata { key: "lang".to_owned(), value, span });
        }
    }

    /// A segment and its translation. What is not translated yet is left out: that is no fault of the text.
    pub fn add(&mut self, source: Half, target: Half) {
        // Whether a segment is a sentence is what its source says: "Open file" has no full stop in any language.
        let kind = if shape::is_terminated(&source.text) { BlockKind::Paragraph } else { BlockKind::TableCell };
        if let (Some(source), Some(target)) = (source.block(kind), target.block(kind)) {
            self.beside.pairs.push((self.beside.blocks.len(), self.document.blocks.len()));
            self.beside.blocks.push(source);
            self.document.blocks.push(target);
        }
    }

    /// Something that can't be read.
    pub fn problem(&mut self, problem: Problem) {
        self.document.problems.push(problem);
    }

    /// The translation, with its source beside it.
    pub fn finish(self) -> Document {
        Document { beside: Some(self.beside), ..self.document }
    }
}

/// What an entity of HTML that texts have stands for.
fn entity(written: &str) -> Option<&'static str> {
    Some(match written {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" | "&#34;" => "\"",
        "&#39;" | "&apos;" => "'",
        "&nbsp;" | "&#160;" => "\u{a0}",
        "&hellip;" => "…",
        "&mdash;" => "—",
        "&ndash;" => "–",
        "&rsquo;" => "’",
        "&lsquo;" => "‘",
        "&ldquo;" => "“",
        "&rdquo;" => "”",
        _ => return None,
    })
}

/// A side of a segment in XML, as its pieces come: the codes of XLIFF and TMX are markup, and what is native in them is not read.
/// One that stands where a word would is a word that is none.
#[derive(Default)]
pub(super) struct Inline {
    gathered: Gathered,
    code: Vec<BlockSpan>,
    /// How deep in native code, and where that begins.
    native: usize,
    begins: usize,
}

/// What stands in a text for code that a person sees as something.
const CODE: &str = "code";

impl Inline {
    /// The elements whose content is no text of the segment, and those that stand for themselves.
    fn is_native(name: &str) -> bool {
        matches!(name, "ph" | "x" | "it" | "bpt" | "ept" | "bx" | "ex" | "sc" | "ec" | "ut" | "cp")
    }

    /// Adds a piece of the file `whole`.
    pub fn add(&mut self, whole: &str, piece: &Piece<'_>) {
        match piece {
            Piece::Open(tag) if self.native > 0 || Self::is_native(tag.local()) => {
                if self.native == 0 {
                    self.begins = tag.range.start;
                }
                self.native += 1;
            }
            Piece::Close(name, range) if self.native > 0 => {
                self.native -= 1;
                if self.native == 0 && matches!(super::xml::local(name), "ph" | "x" | "it" | "ut") {
                    self.stand_in(whole, self.begins..range.end);
                }
            }
            _ if self.native > 0 => {}
            piece => self.gathered.add(whole, piece),
        }
    }

    /// Code with white space, or nothing, before and after it stands where a word would.
    fn stand_in(&mut self, whole: &str, file: Range<usize>) {
        let before = whole.get(..file.start).and_then(|t| t.chars().next_back());
        let after = whole.get(file.end..).and_then(|t| t.chars().next());
        let alone = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let opens = self.gathered.len() == 0;
        if (alone(before) || opens) && (alone(after) || after.is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')'))) {
            let start = self.gathered.len();
            self.gathered.character(CODE, file);
            self.code.push(BlockSpan::new(start, self.gathered.len()));
        }
    }

    /// The side.
    pub fn finish(self) -> Half {
        let (text, map) = self.gathered.finish();
        Half { text, map, code: self.code }
    }
}

/// Spans of a text that programs fill in or read: `%s`, `%(count)d`, `{name}`, `${name}`, `<b>`, `&amp;`.
pub(super) fn placeholders(text: &str) -> Vec<BlockSpan> {
    let mut found: Vec<BlockSpan> = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.find(['%', '{', '$', '<', '&'])).map(|i| at + i) {
        let rest = text.get(start..).unwrap_or("");
        match placeholder(rest) {
            Some(length) => {
                found.push(BlockSpan::new(start, start + length));
                at = start + length;
            }
            None => at = start + 1,
        }
    }
    found
}

/// Bytes of the placeholder that a text begins with.
fn placeholder(text: &str) -> Option<usize> {
    let short = |close: char, most: usize| {
        let end = text.char_indices().take(most).find(|(_, c)| *c == close).map(|(i, c)| i + c.len_utf8())?;
        Some(end)
    };
    match text.as_bytes() {
        [b'%', b'(', ..] => {
            let end = short(')', 60)?;
            text.get(end..)?.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(end + 1)
        }
        [b'%', rest @ ..] => {
            let width = rest.iter().take_while(|b| b.is_ascii_digit() || matches!(b, b'$' | b'.' | b'-' | b'l')).count();
            // "10 % discount" is a percentage, "%d" is filled in.
            let kind = rest.get(width)?;
            let ends = rest.get(width + 1).is_none_or(|b| !b.is_ascii_alphabetic());
            (matches!(kind, b's' | b'd' | b'i' | b'u' | b'f' | b'x' | b'@') && ends).then_some(width + 2)
        }
        [b'{', ..] => {
            let end = short('}', 60)?;
            text.get(1..end - 1)?.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | ',' | '{')).then_some(end)
        }
        [b'$', b'{', ..] => short('}', 60),
        [b'<', next, ..] if next.is_ascii_alphabetic() || *next == b'/' => short('>', 400),
        [b'&', next, ..] if next.is_ascii_alphabetic() || *next == b'#' => {
            let end = short(';', 12)?;
            text.get(1..end - 1)?.chars().all(|c| c.is_ascii_alphanumeric() || c == '#').then_some(end)
        }
        _ => None,
    }
}

/// What each pair of a document says, source first.
#[cfg(test)]
pub(super) fn texts(document: &Document) -> Vec<(&str, &str)> {
    let beside = document.beside.as_ref().unwrap();
    beside.pairs.iter().map(|(s, t)| (beside.blocks[*s].text.as_str(), document.blocks[*t].text.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_fill_in_is_no_prose() {
        let of = |t: &str| placeholders(t).iter().map(|s| s.slice(t).to_owned()).collect::<Vec<_>>();
        assert_eq!(of("%s of %(count)d files in {folder}, %1$s"), ["%s", "%(count)d", "{folder}", "%1$s"]);
        assert_eq!(of("a <a href=\"x\">link</a> &amp; more"), ["<a href=\"x\">", "</a>", "&amp;"]);
        assert!(of("10 % discount, 5% so far, AT&T and $5, {it goes on}, a < b").is_empty());
    }
}
