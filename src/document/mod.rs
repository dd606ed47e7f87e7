//! Blocks of prose, each with a map back to the bytes of the file that they come from.

mod dialect;
mod fields;
mod front_matter;
mod html;
mod json;
mod map;
mod markdown;
mod plain;
mod shape;

pub use dialect::Dialect;
pub use fields::Fields;
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
    /// What stands for the article elsewhere: the description, excerpt or dek among its data. It may say again what the body says.
    Summary,
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
    /// Spans of the text that are no prose but stand in it as a word does: code, formulas, what a template fills in; in order.
    pub code: Vec<BlockSpan>,
    /// Whether something that is not read follows that the text may lead into: a listing, a formula on a line of its own.
    pub leads: bool,
}

impl Block {
    /// A block without code in it.
    pub(crate) fn new(kind: BlockKind, text: String, map: OffsetMap) -> Self {
        Self { kind, text, map, code: Vec::new(), leads: false }
    }

    /// Whether any of a span is code.
    pub fn has_code(&self, span: BlockSpan) -> bool {
        self.code.get(self.code.partition_point(|c| c.end() <= span.start())).is_some_and(|c| c.overlaps(&span))
    }


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
    /// Whether the article is read all the same, so that it is only a warning: front matter that no parser can make out.
    pub warning: bool,
}

/// The file formats that articles come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Paragraphs by blank line or by line.
    Plain,
    /// CommonMark, with front matter.
    Markdown,
    /// HTML, a page or a fragment.
    Html,
    /// One JSON value with any number of articles.
    Json,
    /// One JSON value a line.
    Jsonl,
}

impl Format {
    /// The format that a path's extension names; plain text where it names none.
    pub fn of_path(path: &str) -> Self {
        match path.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).as_deref() {
            Some("md" | "markdown" | "mdx" | "mkd" | "mdown") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            Some("json") => Self::Json,
            Some("jsonl" | "ndjson") => Self::Jsonl,
            _ => Self::Plain,
        }
    }

    /// The format of a name as configuration and command line give it: `plain`, `markdown`, `html`, `json`, `jsonl`.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "plain" | "text" | "txt" => Self::Plain,
            "markdown" | "md" => Self::Markdown,
            "html" => Self::Html,
            "json" => Self::Json,
            "jsonl" | "ndjson" => Self::Jsonl,
            _ => return None,
        })
    }
}

/// A setting beside the prose, as front matter has: its keys, joined by dots (`copydesk.ignore.0`), and its value as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metadata {
    /// Keys and places in lists, from the outermost in.
    pub key: String,
    /// The value.
    pub value: String,
    /// Where the value stands.
    pub span: FileSpan,
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
    /// The scalars of its front matter, in order.
    pub metadata: Vec<Metadata>,
}

impl Document {
    /// The article's title: its first headline's text.
    pub fn title(&self) -> Option<&str> {
        self.blocks.iter().find(|b| b.kind == BlockKind::Headline).map(|b| b.text.as_str())
    }
}

/// Reads a file's articles: one, except in formats that hold many.
pub fn parse(source: &Source, format: Format) -> Vec<Document> {
    parse_fields(source, format, &Fields::default())
}

/// The same, with the fields of structured data that are prose given.
pub fn parse_fields(source: &Source, format: Format, fields: &Fields) -> Vec<Document> {
    match format {
        Format::Plain => vec![plain::parse(source)],
        Format::Markdown => vec![markdown::parse(source, fields, Dialect::Detect)],
        Format::Html => vec![html::parse(source)],
        Format::Json => json::parse(source, fields),
        Format::Jsonl => json::parse_lines(source, fields),
    }
}
