//! Blocks of prose, each with a map back to the bytes of the file that they come from.

mod dialect;
mod docx;
mod feed;
mod fields;
mod format;
mod front_matter;
mod html;
mod json;
mod map;
mod markdown;
mod news;
mod odt;
mod office;
mod plain;
mod po;
mod segments;
mod shape;
mod subtitles;
mod table;
mod terms;
mod tmx;
mod xliff;
mod xml;
mod xml_file;

pub use dialect::Dialect;
pub use fields::Fields;
pub use format::{Format, FormatReader};
pub use map::OffsetMap;
pub use shape::is_terminated;
pub use terms::read_terms;

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
    /// are kept as `\n`. For code there stands a word that is none, of the same length: see [`Self::shown`].
    pub text: String,
    /// From bytes of `text` to bytes of the file.
    pub map: OffsetMap,
    /// Spans of the text that are no prose but stand in it as a word does: code, formulas, what a template fills in; in order.
    pub code: Vec<BlockSpan>,
    /// Whether it is a value among the article's data (front matter), and no part of its text.
    pub data: bool,
    /// Whether the file's markup says what it is, so that its kind is no guess: a heading, a caption.
    pub labelled: bool,
    /// Spans of the text that a Markdown file or a page makes links of; in order.
    pub links: Vec<BlockSpan>,
    /// Whether something that is not read follows that the text may lead into: a listing, a formula on a line of its own.
    pub leads: bool,
    /// The text with its code, where it has any.
    written: Option<Box<str>>,
}

impl Block {
    /// A block without code in it.
    pub(crate) fn new(kind: BlockKind, text: String, map: OffsetMap) -> Self {
        Self { kind, text, map, code: Vec::new(), data: false, labelled: false, links: Vec::new(), leads: false, written: None }
    }

    /// Bytes that stand for all that the block is but for its place in the file: two blocks that share them read the same to every rule.
    pub fn identity(&self) -> Vec<u8> {
        // By name, so that whoever gives blocks a new part must say here whether it counts.
        let Self { kind, text, map, code, data, labelled, links, leads, written } = self;
        let written = written.as_deref().unwrap_or_default();
        let mut bytes: Vec<u8> = Vec::with_capacity(text.len() + written.len() + 128);
        let number = |bytes: &mut Vec<u8>, n: usize| bytes.extend_from_slice(&(n as u64).to_le_bytes());
        for part in [text.as_str(), written] {
            number(&mut bytes, part.len());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes.extend([*kind as u8, u8::from(*data), u8::from(*labelled), u8::from(*leads)]);
        for spans in [code, links] {
            number(&mut bytes, spans.len());
            spans.iter().flat_map(|s| [s.start(), s.end()]).for_each(|n| number(&mut bytes, n));
        }
        // Rules ask where markup parts words.
        map.shape().for_each(|n| bytes.extend_from_slice(&n.to_le_bytes()));
        bytes
    }

    /// A span of the text as a reader sees it, code and all.
    pub fn shown(&self, span: BlockSpan) -> &str {
        span.slice(self.written.as_deref().unwrap_or(&self.text))
    }

    /// Puts a word that is none for each piece of code: it reads as a noun, no rule finds anything in it, and the same code is the same
    /// word. One that opens a sentence has a capital.
    fn set_code_apart(&mut self) {
        if self.code.is_empty() || self.kind == BlockKind::Code || self.written.is_some() {
            return;
        }
        let mut text = String::with_capacity(self.text.len());
        for code in &self.code {
            let (Some(before), Some(inside)) = (self.text.get(text.len()..code.start()), self.text.get(code.start()..code.end())) else {
                return;
            };
            text.push_str(before);
            let ended = text.trim_end().trim_end_matches(['"', '”', '(', '*', '_']).trim_end();
            let opens = ended.is_empty() || ended.ends_with(['.', '!', '?', ':', '…']) && text.ends_with(char::is_whitespace);
            let mut hash = inside.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
            for i in 0..inside.len() {
                // Consonants that end no word of a language in a way that tells its part of speech.
                let letter = if i == 0 { b'x' } else { b"bkqxzv"[(hash % 6) as usize] };
                hash = hash.rotate_left(7).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 3;
                text.push(char::from(if i == 0 && opens { letter.to_ascii_uppercase() } else { letter }));
            }
        }
        text.push_str(self.text.get(text.len()..).unwrap_or(""));
        self.written = Some(std::mem::replace(&mut self.text, text).into_boxed_str());
    }

    /// The text without its code.
    pub fn without_code(&self) -> std::borrow::Cow<'_, str> {
        if self.code.is_empty() {
            return std::borrow::Cow::Borrowed(&self.text);
        }
        std::borrow::Cow::Owned(outside(&self.text, &self.code).collect())
    }

    /// Whether every word of it stands in a link of its Markdown: the site's own, put there by hand.
    pub fn is_link(&self) -> bool {
        !self.links.is_empty() && !outside(&self.text, &self.links).any(|t| t.contains(char::is_alphanumeric))
    }

    /// Whether all of a span is code, marks around it left aside, or it ends within code.
    pub fn is_code(&self, span: BlockSpan) -> bool {
        let inside = self.code.iter().skip_while(|c| c.end() <= span.start()).take_while(|c| c.start() < span.end());
        let (mut covered, mut cut) = (0, false);
        for code in inside {
            let (from, to) = (code.start().max(span.start()), code.end().min(span.end()));
            covered += to.saturating_sub(from);
            cut |= code.start() < span.start() || code.end() > span.end();
        }
        let marks = span.slice(&self.text).bytes().filter(|b| !b.is_ascii_alphanumeric()).count();
        cut || covered > 0 && covered + marks >= span.len()
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

/// The parts of a text between spans.
fn outside<'a>(text: &'a str, spans: &'a [BlockSpan]) -> impl Iterator<Item = &'a str> {
    let starts = std::iter::once(0).chain(spans.iter().map(|c| c.end()));
    let ends = spans.iter().map(|c| c.start()).chain([text.len()]);
    starts.zip(ends).filter_map(|(from, to)| text.get(from..to))
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
    /// What it was translated from, where the file has that too.
    pub beside: Option<Beside>,
    /// The ISO 639 code of the project's language, for an article that is too short to tell.
    pub default_language: Option<String>,
}

/// The source that a file has beside its translation, segment by segment.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// The source's segments.
    pub blocks: Vec<Block>,
    /// For each pair its block of the source and its block of the translation, in the order of both; none where that is not known.
    pub pairs: Vec<(usize, usize)>,
    /// The source's language, where the file says it.
    pub language: Option<String>,
}

impl Document {
    /// Whether it is about software: it has listings, or names of code in its sentences. Such texts say things shortly and often.
    pub fn is_technical(&self) -> bool {
        self.blocks.iter().any(|b| b.kind == BlockKind::Code) || self.blocks.iter().map(|b| b.code.len()).sum::<usize>() > 5
    }

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
    let mut documents = format.reader().read(source, fields);
    for document in &mut documents {
        document.default_language = fields.default_language().map(str::to_owned);
        let beside = document.beside.iter_mut().flat_map(|b| &mut b.blocks);
        document.blocks.iter_mut().chain(beside).for_each(Block::set_code_apart);
    }
    documents
}
