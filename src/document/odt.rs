//! ODT (OpenDocument text): text, headings, lists, tables, footnotes and endnotes. Tracked changes are read as accepted; comments,
//! indexes, headers and footers are not read.

use super::{
    Document, Fields, FormatReader, office,
    office::Paragraphs,
    xml::{self, Piece, Tag},
};
use crate::source::{
    Container, Source, SourceError,
    container::{Part, Role, Written, unpack},
};
use std::{collections::HashMap, ops::Range};

/// ODT.
pub struct Odt;

impl FormatReader for Odt {
    fn names(&self) -> &'static [&'static str] {
        &["odt"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["odt", "ott"]
    }

    fn open(&self, path: String, bytes: Vec<u8>, limit: u64) -> Result<Source, SourceError> {
        open(path, bytes, limit)
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        office::read(source)
    }
}

fn open(path: String, bytes: Vec<u8>, limit: u64) -> Result<Source, SourceError> {
    let mut entries = unpack(&bytes, limit, |name| matches!(name, "content.xml" | "styles.xml"))?;
    let mut parents = HashMap::new();
    entries.iter().for_each(|(_, raw)| styles(raw, &mut parents));
    let Some(at) = entries.iter().position(|(name, _)| name == "content.xml") else {
        return Err(SourceError::Container("no ODT: the archive has no content.xml".to_owned()));
    };
    let (name, raw) = entries.swap_remove(at);
    let mut part = Part { name, raw, paragraphs: Vec::new() };
    let mut reader =
        Reader { whole: &part.raw, parents: &parents, paragraphs: Paragraphs::default(), skipped: 0, around: Vec::new(), open: 0 };
    let problems = xml::read(&part.raw, |piece| reader.piece(&piece));
    let paragraphs = reader.paragraphs.finish();
    if let Some(error) = office::broken(&part, &problems) {
        return Err(error);
    }
    part.paragraphs = paragraphs;
    Ok(Source::from_container(path, Container::new(bytes, vec![part], open)))
}

/// The style that each style is made from.
fn styles(raw: &str, parents: &mut HashMap<String, String>) {
    xml::read(raw, |piece| {
        if let Piece::Open(tag) = piece
            && tag.name == "style:style"
            && let (Some(name), Some(parent)) = (tag.attribute("name"), tag.attribute("parent-style-name"))
        {
            parents.insert(name, parent);
        }
    });
}

struct Reader<'r> {
    whole: &'r str,
    parents: &'r HashMap<String, String>,
    paragraphs: Paragraphs,
    skipped: usize,
    /// What the elements around say of a paragraph, from the outermost in.
    around: Vec<(&'static str, Role)>,
    /// Paragraphs that are open.
    open: usize,
}

/// Elements that hold nothing of the text.
const SKIPPED: [&str; 12] = [
    "text:tracked-changes",
    "office:annotation",
    "text:note-citation",
    "text:table-of-content",
    "text:alphabetical-index",
    "text:illustration-index",
    "text:bibliography",
    "text:ruby-text",
    "svg:title",
    "svg:desc",
    "office:forms",
    "office:settings",
];
/// Elements that say what the paragraphs in them are.
const AROUND: [(&str, Role); 3] = [("text:list-item", Role::Item), ("table:table-cell", Role::Cell), ("text:note-body", Role::Note)];

impl Reader<'_> {
    fn piece(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Open(_) if self.skipped > 0 => self.skipped += 1,
            Piece::Close(..) if self.skipped > 0 => self.skipped -= 1,
            _ if self.skipped > 0 => {}
            Piece::Open(tag) => self.open(tag),
            Piece::Close("text:p" | "text:h", _) => {
                self.paragraphs.end(false);
                self.open = self.open.saturating_sub(1);
            }
            Piece::Close(name, _) if self.around.last().is_some_and(|(n, _)| n == name) => _ = self.around.pop(),
            Piece::Text(range) if self.open > 0 => self.text(range.clone()),
            Piece::Character(c, range) if self.open > 0 => {
                self.paragraphs.other(c.encode_utf8(&mut [0; 4]), range.clone(), Written::Reference);
            }
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        if SKIPPED.contains(&tag.name) {
            self.skipped = 1;
            return;
        }
        self.around.extend(AROUND.iter().find(|(name, _)| *name == tag.name));
        match tag.name {
            "text:p" | "text:h" => {
                let role = match self.around.last() {
                    Some((_, role)) => *role,
                    None if tag.name == "text:h" => Role::Heading,
                    None => tag.attribute("style-name").map_or(Role::Body, |style| self.role(style)),
                };
                self.open += 1;
                self.paragraphs.begin(role);
            }
            "text:s" => {
                let count = tag.attribute("c").and_then(|c| c.parse().ok()).unwrap_or(1_usize).min(100);
                self.paragraphs.other(&" ".repeat(count), tag.range.clone(), Written::Element);
            }
            "text:tab" => self.paragraphs.other("\t", tag.range.clone(), Written::Element),
            "text:line-break" => self.paragraphs.line_break(tag.range.clone()),
            _ => {}
        }
    }

    /// Text, in which white space is one space as in HTML.
    fn text(&mut self, range: Range<usize>) {
        let body = self.whole.get(range.clone()).unwrap_or("");
        let mut rest = body;
        while !rest.is_empty() {
            let at = range.start + (body.len() - rest.len());
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            if blank > 0 {
                if blank == 1 && rest.starts_with(' ') {
                    self.paragraphs.text(self.whole, at..at + 1, None);
                } else {
                    self.paragraphs.other(" ", at..at + blank, Written::Reference);
                }
                rest = rest.get(blank..).unwrap_or("");
                continue;
            }
            // A single space between words is as it stands.
            let mut end = rest.len();
            for (i, _) in rest.match_indices([' ', '\t', '\n', '\r']) {
                let next = rest.as_bytes().get(i + 1);
                if rest.as_bytes().get(i) != Some(&b' ') || next.is_none_or(|b| b.is_ascii_whitespace()) {
                    end = i;
                    break;
                }
            }
            self.paragraphs.text(self.whole, at..at + end, None);
            rest = rest.get(end..).unwrap_or("");
        }
    }

    /// What a style, or one that it is made from, says.
    fn role(&self, mut style: String) -> Role {
        for _ in 0..10 {
            let name = style.replace("_20_", " ").to_lowercase();
            match name.as_str() {
                "title" => return Role::Title,
                "subtitle" => return Role::Heading,
                "quotations" | "quotation" => return Role::Quotation,
                "caption" | "illustration" | "table" | "figure" | "drawing" => return Role::Caption,
                _ if name.starts_with("heading") => return Role::Heading,
                _ => match self.parents.get(&style) {
                    Some(parent) => style.clone_from(parent),
                    None => break,
                },
            }
        }
        Role::Body
    }
}
