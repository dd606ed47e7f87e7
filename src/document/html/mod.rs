//! HTML, fragments and whole pages: the article's body is found, what a page puts around it is not read.
//!
//! The tokens are html5gum's (the WHATWG tokenizer); elements are opened and closed after that standard's main rules, on a stack of
//! our own, so that no depth of nesting and no unclosed element costs more than its bytes.

mod elements;
mod page;
mod reader;

use super::{Block, BlockKind, Comment, Document, Fields, FormatReader, Metadata, map::Builder, shape};
use crate::{source::Source, span::FileSpan};
pub(super) use elements::is_code;
use page::Page;
use reader::Reader;

/// HTML.
pub struct Html;

impl FormatReader for Html {
    fn names(&self) -> &'static [&'static str] {
        &["html"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        vec![parse(source)]
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    }
}

/// Reads a file.
pub fn parse(source: &Source) -> Document {
    let page = Page::build(source.text());
    // The language that the page says it is in, as a front matter says it.
    let said = page.language.clone().into_iter().filter_map(|span| {
        let value = source.text().get(span.clone())?.to_owned();
        Some(Metadata { key: "lang".to_owned(), value, span: FileSpan::new(span.start, span.end) })
    });
    let metadata = said.collect();
    let (mut blocks, comments) = read_page(page);
    shape::assign(&mut blocks);
    Document { blocks, comments, metadata, ..Document::default() }
}

/// Whether a text holds HTML elements, as a field of JSON may.
pub(super) fn is_html(text: &str) -> bool {
    let names = [
        "p",
        "br",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "a",
        "em",
        "strong",
        "b",
        "i",
        "span",
        "figure",
        "blockquote",
        "img",
        "table",
        "article",
        "section",
    ];
    text.match_indices('<').take(1000).any(|(i, _)| {
        let tag = text[i + 1..].trim_start_matches('/');
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        text[i + 1..].starts_with("!--") || names.contains(&&tag[..end]) && tag[end..].starts_with(['>', ' ', '/', '\n'])
    })
}

/// The blocks and comments of a page or fragment, in reading order, not yet told apart by shape. Spans are bytes of `text`.
pub(super) fn read(text: &str) -> (Vec<Block>, Vec<Comment>) {
    read_page(Page::build(text))
}

fn read_page(page: Page<'_>) -> (Vec<Block>, Vec<Comment>) {
    let root = page.root();
    let mut reader = Reader {
        page: &page,
        blocks: Vec::new(),
        current: Builder::default(),
        code: Vec::new(),
        links: Vec::new(),
        kind: BlockKind::Paragraph,
        headlines: 0,
    };
    reader.headline_outside(root);
    reader.read(page.nodes[root].items.clone());
    shape::set_leads(&mut reader.blocks);
    (reader.blocks, page.comments)
}
