//! XML of news agencies: NITF, and NewsML-G2 with its text as XHTML or NITF inside. ninjs, their JSON, is read as JSON.

use super::{
    Block, BlockKind, Document, Fields, FormatReader, Metadata,
    map::Builder,
    shape,
    xml::{self, Piece},
};
use crate::{source::Source, span::FileSpan};

/// NITF and NewsML-G2.
pub struct News;

impl FormatReader for News {
    fn names(&self) -> &'static [&'static str] {
        &["nitf", "newsml"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["nitf", "newsml"]
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        parse(source.text())
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        xml::escaped(text)
    }
}

/// What the text of an element is, where it is read. `inside` says whether the article's own content has begun.
fn kind(name: &str, inside: bool) -> Option<BlockKind> {
    Some(match name {
        "hl1" | "headline" | "h1" => BlockKind::Headline,
        "hl2" | "h2" | "h3" | "h4" => BlockKind::Subheading,
        "byline" | "by" => BlockKind::Byline,
        "dateline" => BlockKind::Dateline,
        "description" if !inside => BlockKind::Summary,
        "p" if inside => BlockKind::Paragraph,
        "li" if inside => BlockKind::ListItem,
        "td" | "th" if inside => BlockKind::TableCell,
        "blockquote" | "bq" if inside => BlockKind::Quotation,
        "media-caption" | "figcaption" => BlockKind::Caption,
        _ => return None,
    })
}

#[derive(Default)]
struct Reader {
    documents: Vec<Document>,
    document: Document,
    /// How deep in the content of the article.
    content: usize,
    open: Option<(BlockKind, Builder)>,
}

/// Reads a file: an item of NewsML or a NITF document is an article.
pub(super) fn parse(text: &str) -> Vec<Document> {
    let mut reader = Reader::default();
    let problems = xml::read(text, |piece| reader.piece(text, &piece));
    reader.end();
    let Reader { mut documents, .. } = reader;
    match (documents.last_mut(), problems.is_empty()) {
        (_, true) => {}
        (Some(last), false) => last.problems.extend(problems),
        (None, false) => documents.push(Document { problems, ..Document::default() }),
    }
    documents
}

impl Reader {
    fn piece(&mut self, whole: &str, piece: &Piece<'_>) {
        match piece {
            Piece::Open(tag) => {
                let name = tag.local();
                if matches!(name, "newsItem" | "nitf") && self.content == 0 {
                    if name == "newsItem" || self.document.blocks.is_empty() {
                        self.end();
                    }
                    if let Some(value) = tag.attribute("lang") {
                        let span = FileSpan::new(tag.range.start, tag.range.end);
                        self.document.metadata.push(Metadata { key: "lang".to_owned(), value, span });
                    }
                }
                if matches!(name, "inlineXML" | "body" | "body.content" | "contentSet") {
                    self.content += 1;
                } else if name == "br"
                    && let Some((_, builder)) = &mut self.open
                {
                    builder.line_break(tag.range.clone());
                } else if let Some(kind) = kind(name, self.content > 0) {
                    self.close();
                    self.open = Some((kind, Builder::default()));
                }
            }
            Piece::Close(name, _) => {
                let name = xml::local(name);
                if matches!(name, "inlineXML" | "body" | "body.content" | "contentSet") {
                    self.content = self.content.saturating_sub(1);
                } else if kind(name, self.content > 0).is_some() {
                    self.close();
                }
            }
            Piece::Text(range) => {
                if let Some((_, builder)) = &mut self.open {
                    builder.folded(whole.get(range.clone()).unwrap_or(""), range.start);
                }
            }
            Piece::Character(c, range) => {
                if let Some((_, builder)) = &mut self.open {
                    builder.decoded(c.encode_utf8(&mut [0; 4]), range.clone());
                }
            }
            Piece::Comment => {}
        }
    }

    fn close(&mut self) {
        if let Some((kind, builder)) = self.open.take()
            && let Some(mut block) = builder.finish(kind)
        {
            // The headline stands among an item's data and again over its text.
            let again = self.document.blocks.iter().any(|b: &Block| b.kind == block.kind && b.text == block.text);
            if !(again && kind == BlockKind::Headline) {
                block.labelled = kind != BlockKind::Paragraph;
                self.document.blocks.push(block);
            }
        }
    }

    fn end(&mut self) {
        self.close();
        let mut document = std::mem::take(&mut self.document);
        if !document.blocks.is_empty() {
            shape::assign(&mut document.blocks);
            self.documents.push(document);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(file: &str) -> Vec<Vec<(BlockKind, String)>> {
        parse(file).into_iter().map(|d| d.blocks.into_iter().map(|b| (b.kind, b.text)).collect()).collect()
    }

    #[test]
    fn a_document_of_nitf() {
        let file = r#"<nitf xml:lang="en"><head><title>slug</title></head><body><body.head><hedline><hl1>Port reopens</hl1></hedline>
<byline>By Ana Sousa</byline></body.head><body.content><p>The port of Lobito
reopened on Monday.</p><media><media-caption>A crane.</media-caption></media></body.content></body></nitf>"#;
        let found = texts(file);
        assert_eq!(found.len(), 1);
        let kinds: Vec<BlockKind> = found[0].iter().map(|(k, _)| *k).collect();
        assert_eq!(kinds, [BlockKind::Headline, BlockKind::Byline, BlockKind::Paragraph, BlockKind::Caption]);
        assert_eq!(found[0][2].1, "The port of Lobito reopened on Monday.");
    }

    #[test]
    fn items_of_newsml_are_articles() {
        let item = |n: &str| {
            format!(
                r#"<newsItem xml:lang="en"><contentMeta><headline>Vote {n}</headline></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h1>Vote {n}</h1><p>Voters of ward {n} queued.</p></body></html></inlineXML></contentSet></newsItem>"#
            )
        };
        let file = format!("<newsMessage><itemSet>{}{}</itemSet></newsMessage>", item("1"), item("2"));
        let found = texts(&file);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1], [(BlockKind::Headline, "Vote 2".to_owned()), (BlockKind::Paragraph, "Voters of ward 2 queued.".to_owned())]);
    }
}
