//! What the formats of word processors share: paragraphs of XML parts in an archive.

use super::{Block, BlockKind, Document, OffsetMap, shape};
use crate::{
    source::{
        Source, SourceError,
        container::{Paragraph, Part, Role, Run, Written},
    },
    span::FileSpan,
};
use std::ops::Range;

/// What a line break inside a paragraph is in the text of a container, where a line is a paragraph.
const BREAK: char = '\u{2028}';

/// Paragraphs as they are read; one may stand inside another, as in a text box.
#[derive(Default)]
pub(super) struct Paragraphs {
    done: Vec<Paragraph>,
    open: Vec<Paragraph>,
    /// A paragraph whose end was deleted, which goes on in the next.
    merged: Option<Paragraph>,
}

impl Paragraphs {
    pub fn begin(&mut self, role: Role) {
        let next = self.merged.take().unwrap_or(Paragraph { role, text: String::new(), runs: Vec::new() });
        self.open.push(next);
    }

    /// The paragraph that is open.
    pub fn current(&mut self) -> Option<&mut Paragraph> {
        self.open.last_mut()
    }

    /// Ends a paragraph; `goes_on` where its end is deleted.
    pub fn end(&mut self, goes_on: bool) {
        match self.open.pop() {
            Some(paragraph) if goes_on => self.merged = Some(paragraph),
            Some(paragraph) if !paragraph.text.trim().is_empty() => self.done.push(paragraph),
            _ => {}
        }
    }

    /// Text that stands in its part as it is, with where an attribute goes that keeps its white space.
    pub fn text(&mut self, whole: &str, range: Range<usize>, space: Option<usize>) {
        let Some(paragraph) = self.current() else { return };
        let said = whole.get(range.clone()).unwrap_or("");
        let start = paragraph.text.len();
        paragraph.text.extend(said.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
        paragraph.runs.push(Run { text: start..paragraph.text.len(), raw: range, written: Written::Verbatim, space });
    }

    /// Text that its part says otherwise.
    pub fn other(&mut self, said: &str, range: Range<usize>, written: Written) {
        let Some(paragraph) = self.current() else { return };
        let start = paragraph.text.len();
        paragraph.text.extend(said.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        paragraph.runs.push(Run { text: start..paragraph.text.len(), raw: range, written, space: None });
    }

    /// A line break that a person put.
    pub fn line_break(&mut self, range: Range<usize>) {
        self.other(BREAK.encode_utf8(&mut [0; 4]), range, Written::Element);
    }

    /// All of them, in the order in which they end.
    pub fn finish(mut self) -> Vec<Paragraph> {
        if let Some(last) = self.merged.take().filter(|p| !p.text.trim().is_empty()) {
            self.done.push(last);
        }
        self.done
    }
}

/// What is wrong with a part's XML, as an error of the file.
pub(super) fn broken(part: &Part, problems: &[super::Problem]) -> Option<SourceError> {
    let first = problems.first()?;
    let before = part.raw.get(..first.span.start()).unwrap_or("");
    let line = 1 + before.matches('\n').count();
    let column = 1 + before.rsplit('\n').next().unwrap_or("").chars().count();
    Some(SourceError::Container(format!("{}:{line}:{column}: {}", part.name, first.message)))
}

/// The article of a container's text.
pub(super) fn read(source: &Source) -> Vec<Document> {
    let Some(container) = source.container() else { return vec![Document::default()] };
    let text = source.text();
    let (mut blocks, mut at) = (Vec::new(), 0);
    for (line, paragraph) in text.split('\n').zip(container.paragraphs()) {
        let body = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len() + 1;
        if body.is_empty() {
            continue;
        }
        let kind = match paragraph.role {
            Role::Title => BlockKind::Headline,
            Role::Heading => BlockKind::Subheading,
            Role::Body => BlockKind::Paragraph,
            Role::Item => BlockKind::ListItem,
            Role::Cell => BlockKind::TableCell,
            Role::Caption => BlockKind::Caption,
            Role::Quotation => BlockKind::Quotation,
            // Many notes are titles of books and pages.
            Role::Note if shape::is_terminated(body) => BlockKind::Paragraph,
            Role::Note => BlockKind::TableCell,
        };
        let mut block = lines(body, start, kind);
        block.labelled = paragraph.role != Role::Body;
        blocks.push(block);
    }
    shape::assign(&mut blocks);
    vec![Document { blocks, ..Document::default() }]
}

/// A block whose line breaks are line breaks.
fn lines(body: &str, start: usize, kind: BlockKind) -> Block {
    let mut map = OffsetMap::default();
    let (mut text, mut at) = (String::with_capacity(body.len()), 0);
    for (i, line) in body.split(BREAK).enumerate() {
        if i > 0 {
            map.push_whole(text.len(), 1, start + at, BREAK.len_utf8());
            text.push('\n');
            at += BREAK.len_utf8();
        }
        map.push(text.len(), line.len(), start + at, line.len());
        text.push_str(line);
        at += line.len();
    }
    debug_assert!(FileSpan::new(start, start + at).len() == body.len());
    Block::new(kind, text, map)
}
