//! DOCX (Office Open XML): text, headings, lists, tables, footnotes and endnotes. Tracked changes are read as accepted; comments, field
//! codes, headers and footers are not read.

use super::{
    Document, Fields, FormatReader, office,
    office::Paragraphs,
    xml::{self, Piece, Tag},
};
use crate::source::{
    Container, Source, SourceError,
    container::{Part, Role, Written, unpack},
};
use std::collections::HashMap;

/// DOCX.
pub struct Docx;

impl FormatReader for Docx {
    fn names(&self) -> &'static [&'static str] {
        &["docx"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx"]
    }

    fn open(&self, path: String, bytes: Vec<u8>, limit: u64) -> Result<Source, SourceError> {
        open(path, bytes, limit)
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        office::read(source)
    }
}

/// The parts that are read, in reading order; the first holds the article.
fn rank(name: &str) -> Option<usize> {
    match name {
        "word/footnotes.xml" => Some(1),
        "word/endnotes.xml" => Some(2),
        "word/styles.xml" => Some(3),
        _ => (name.starts_with("word/document") && name.ends_with(".xml")).then_some(0),
    }
}

fn open(path: String, bytes: Vec<u8>, limit: u64) -> Result<Source, SourceError> {
    let mut entries = unpack(&bytes, limit, |name| rank(name).is_some())?;
    entries.sort_by_key(|(name, _)| rank(name));
    let styles = entries.iter().find(|(name, _)| name == "word/styles.xml").map(|(_, raw)| styles(raw)).unwrap_or_default();
    entries.retain(|(name, _)| name != "word/styles.xml");
    if !entries.iter().any(|(name, _)| rank(name) == Some(0)) {
        return Err(SourceError::Container("no DOCX: the archive has no word/document.xml".to_owned()));
    }
    let mut parts = Vec::new();
    for (name, raw) in entries {
        let note = rank(&name) != Some(0);
        let mut part = Part { name, raw, paragraphs: Vec::new() };
        let mut reader = Reader { styles: &styles, note, ..Reader::new(&part.raw, &styles) };
        let problems = xml::read(&part.raw, |piece| reader.piece(&piece));
        let paragraphs = reader.paragraphs.finish();
        if let Some(error) = office::broken(&part, &problems) {
            return Err(error);
        }
        part.paragraphs = paragraphs;
        parts.push(part);
    }
    Ok(Source::from_container(path, Container::new(bytes, parts, open)))
}

/// What paragraphs of each style are. Ids of styles are in the author's language, their names are not.
fn styles(raw: &str) -> HashMap<String, Role> {
    let (mut styles, mut id) = (HashMap::new(), None);
    xml::read(raw, |piece| {
        if let Piece::Open(tag) = piece {
            match tag.name {
                "w:style" => id = tag.attribute("styleId"),
                "w:name" => {
                    if let (Some(id), Some(role)) = (id.take(), tag.attribute("val").and_then(|n| role_of_style(&n))) {
                        styles.insert(id, role);
                    }
                }
                _ => {}
            }
        }
    });
    styles
}

fn role_of_style(name: &str) -> Option<Role> {
    let name = name.to_lowercase();
    Some(match name.as_str() {
        "title" | "headline" => Role::Title,
        "subtitle" => Role::Heading,
        "caption" => Role::Caption,
        "quote" | "intense quote" | "block text" => Role::Quotation,
        _ if name.starts_with("heading") => Role::Heading,
        _ if name.starts_with("list") => Role::Item,
        _ => return None,
    })
}

struct Reader<'r> {
    whole: &'r str,
    styles: &'r HashMap<String, Role>,
    paragraphs: Paragraphs,
    note: bool,
    /// How deep in what is not read.
    skipped: usize,
    /// How deep in cells of tables, and in a paragraph's properties.
    cells: usize,
    properties: usize,
    /// Whether the end of the paragraph is deleted.
    merged: Vec<bool>,
    /// In an element of text: where the attribute goes that keeps white space, unless it has it.
    text: Option<Option<usize>>,
}

/// Elements that hold nothing of the text as it is when all changes are accepted.
const SKIPPED: [&str; 9] =
    ["w:del", "w:moveFrom", "mc:Fallback", "w:instrText", "w:pPrChange", "w:rPrChange", "w:sectPr", "w:delText", "w:rt"];

impl<'r> Reader<'r> {
    fn new(whole: &'r str, styles: &'r HashMap<String, Role>) -> Self {
        Self {
            whole,
            styles,
            paragraphs: Paragraphs::default(),
            note: false,
            skipped: 0,
            cells: 0,
            properties: 0,
            merged: Vec::new(),
            text: None,
        }
    }

    fn piece(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Open(_) if self.skipped > 0 => self.skipped += 1,
            Piece::Close(..) if self.skipped > 0 => self.skipped -= 1,
            _ if self.skipped > 0 => {}
            Piece::Open(tag) => self.open(tag),
            Piece::Close(name, _) => match *name {
                "w:p" => {
                    let goes_on = self.merged.pop().unwrap_or(false);
                    self.paragraphs.end(goes_on);
                }
                "w:tc" => self.cells = self.cells.saturating_sub(1),
                "w:pPr" => self.properties = self.properties.saturating_sub(1),
                "w:t" => self.text = None,
                _ => {}
            },
            Piece::Text(range) => {
                if let Some(space) = self.text {
                    self.paragraphs.text(self.whole, range.clone(), space);
                }
            }
            Piece::Character(c, range) => {
                if self.text.is_some() {
                    self.paragraphs.other(c.encode_utf8(&mut [0; 4]), range.clone(), Written::Reference);
                }
            }
            Piece::Comment => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        if self.properties > 0 && matches!(tag.name, "w:del" | "w:moveFrom") {
            // The mark of the paragraph is deleted.
            if let Some(merged) = self.merged.last_mut() {
                *merged = true;
            }
        }
        if SKIPPED.contains(&tag.name) {
            self.skipped = 1;
            return;
        }
        let role = |styles: &HashMap<String, Role>| tag.attribute("val").and_then(|id| styles.get(&id).copied());
        match tag.name {
            "w:p" => {
                let role = match (self.note, self.cells > 0) {
                    (true, _) => Role::Note,
                    (false, true) => Role::Cell,
                    (false, false) => Role::Body,
                };
                self.merged.push(false);
                self.paragraphs.begin(role);
            }
            "w:tc" => self.cells += 1,
            "w:pPr" => self.properties += 1,
            "w:pStyle" => {
                let role = role(self.styles);
                self.becomes(role);
            }
            "w:numPr" => self.becomes(Some(Role::Item)),
            "w:outlineLvl" if tag.attribute("val").is_some_and(|v| v != "9") => self.becomes(Some(Role::Heading)),
            "w:t" => {
                let has = tag.attribute("space").is_some();
                self.text = Some((!has).then_some(tag.range.start + 1 + tag.name.len()));
            }
            "w:tab" | "w:ptab" if self.properties == 0 => self.paragraphs.other("\t", tag.range.clone(), Written::Element),
            "w:br" | "w:cr" => self.paragraphs.line_break(tag.range.clone()),
            "w:noBreakHyphen" => self.paragraphs.other("\u{2011}", tag.range.clone(), Written::Element),
            _ => {}
        }
    }

    /// Gives the open paragraph a role, unless where it stands says more.
    fn becomes(&mut self, role: Option<Role>) {
        if let (Some(role), Some(paragraph)) = (role, self.paragraphs.current())
            && (paragraph.role == Role::Body || paragraph.role == Role::Item && role == Role::Heading)
        {
            paragraph.role = role;
        }
    }
}
