//! Blocks of prose, each with a map back to the bytes of the file that they come from.

mod map;
mod plain;
mod shape;

pub use map::OffsetMap;
pub use shape::is_terminated;

use crate::{
    source::Source,
    span::{BlockSpan, FileSpan},
};

/// What a block is. Rules choose the kinds they read by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The article's title.
    Headline,
    /// A title inside the article.
    Subheading,
    /// Running prose.
    Paragraph,
    /// An entry of a list.
    ListItem,
    /// A block quotation.
    Quotation,
    /// Text under a picture or a table.
    Caption,
    /// Who wrote it.
    Byline,
    /// Where and when it was written, on a line of its own.
    Dateline,
    /// A cell of a table.
    TableCell,
    /// Lines of a poem or song.
    Verse,
    /// Page residue, signature, address, contents entry: not sentences.
    Furniture,
    /// Code, never read as prose.
    Code,
}

/// One block of an article: its text as a reader sees it, and where each byte of that text is in the file.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Decoded text: markup gone, entities and escapes resolved, lines wrapped by hand joined by a space; breaks that a reader sees
    /// are kept as `\n`.
    pub text: String,
    /// From bytes of `text` to bytes of the file.
    pub map: OffsetMap,
}

impl Block {
    /// Where a span of this block's text stands in the file.
    pub fn in_file(&self, span: BlockSpan) -> FileSpan {
        self.map.in_file(span)
    }
}

/// A comment in the markup (`<!-- … -->`): where it stands and what it says, without its marks.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The whole comment.
    pub span: FileSpan,
    /// What stands between its marks.
    pub text: String,
}

/// Something in the file that keeps a part of it from being read.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Where.
    pub span: FileSpan,
    /// What is wrong with it.
    pub message: String,
}

/// The file formats that articles come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Paragraphs by blank line or by line.
    Plain,
    /// CommonMark, with front matter.
    Markdown,
}

impl Format {
    /// The format that a path's extension names; plain text where it names none.
    pub fn of_path(path: &str) -> Self {
        match path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).as_deref() {
            Some("md" | "markdown" | "mdx" | "mkd") => Self::Markdown,
            _ => Self::Plain,
        }
    }
}

/// One article.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
    /// Markup comments, in order.
    pub comments: Vec<Comment>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Document {
    /// The article's title: its first headline's text.
    pub fn title(&self) -> Option<&str> {
        self.blocks.iter().find(|b| b.kind == BlockKind::Headline).map(|b| b.text.as_str())
    }
}

/// Reads a file's articles: one, except in formats that hold many.
pub fn parse(source: &Source, format: Format) -> Vec<Document> {
    match format {
        Format::Plain | Format::Markdown => vec![plain::parse(source)],
    }
}
