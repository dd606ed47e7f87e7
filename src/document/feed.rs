//! Feeds: RSS 2.0, RSS 1.0 and Atom, and WXR, the export of WordPress, which is RSS with whole articles. Each item is an article.

use super::{
    BlockKind, Document, Fields, FormatReader, Metadata, OffsetMap,
    fields::Role,
    html, plain, shape,
    xml::{self, Gathered, Piece},
};
use crate::{
    source::Source,
    span::{BlockSpan, FileSpan},
};

/// RSS, Atom and WXR.
pub struct Feed;

impl FormatReader for Feed {
    fn names(&self) -> &'static [&'static str] {
        &["feed", "rss", "atom", "wxr"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["rss", "atom", "rdf", "wxr"]
    }

    fn read(&self, source: &Source, fields: &Fields) -> Vec<Document> {
        parse(source.text(), fields)
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        xml::escaped(text)
    }
}

/// What an element of an item says.
fn role(name: &str) -> Option<(Role, &'static str)> {
    Some(match name {
        "title" | "atom:title" => (Role::Title, "title"),
        "description" | "summary" | "atom:summary" => (Role::Summary, "description"),
        "content:encoded" | "content" | "atom:content" => (Role::Body, "content"),
        "excerpt:encoded" => (Role::Summary, "excerpt"),
        _ => return None,
    })
}

/// An item that is being read.
#[derive(Default)]
struct Item {
    parts: Vec<(Role, String, OffsetMap)>,
    /// What WordPress says it is: attachments and menus are no articles.
    other: bool,
}

/// An element whose text is being gathered: its name, how deep in it, its text.
struct Open {
    name: String,
    depth: usize,
    text: Gathered,
    /// Whether what it holds is markup itself (Atom's `type="xhtml"`), which is read as the file has it.
    from: Option<usize>,
}

/// Reads a feed: its items, in the file's order.
pub(super) fn parse(text: &str, fields: &Fields) -> Vec<Document> {
    let (mut documents, mut item, mut open, mut language): (Vec<Document>, Option<Item>, Option<Open>, Option<Metadata>) =
        (Vec::new(), None, None, None);
    let problems = xml::read(text, |piece| {
        if let Some(gathering) = &mut open {
            match &piece {
                Piece::Open(_) => gathering.depth += 1,
                Piece::Close(..) if gathering.depth > 0 => gathering.depth -= 1,
                Piece::Close(_, range) => {
                    let Open { name, text: gathered, from, .. } = open.take().unwrap_or_else(|| Open::new("", None));
                    let (said, map) = match from {
                        Some(from) => {
                            let raw = text.get(from..range.start).unwrap_or("");
                            (raw.to_owned(), OffsetMap::verbatim(from, raw.len()))
                        }
                        None => gathered.finish(),
                    };
                    taken(&name, said, map, item.as_mut(), &mut language);
                }
                piece => gathering.text.add(text, piece),
            }
            return;
        }
        match &piece {
            Piece::Open(tag) => match tag.name {
                "item" | "entry" | "atom:entry" => item = Some(Item::default()),
                "feed" => {
                    let place = FileSpan::new(tag.range.start, tag.range.end);
                    language = tag.attribute("lang").map(|value| Metadata { key: "lang".to_owned(), value, span: place });
                }
                "language" | "dc:language" if item.is_none() => open = Some(Open::new("language", None)),
                "wp:post_type" => open = Some(Open::new(tag.name, None)),
                name if item.is_some() && role(name).is_some() => {
                    let markup = tag.attribute("type").as_deref() == Some("xhtml");
                    open = Some(Open::new(name, markup.then_some(tag.range.end)));
                }
                _ => {}
            },
            Piece::Close("item" | "entry" | "atom:entry", _) => documents.extend(item.take().and_then(|i| article(i, fields, &language))),
            _ => {}
        }
    });
    match (documents.last_mut(), problems.is_empty()) {
        (_, true) => {}
        (Some(last), false) => last.problems.extend(problems),
        (None, false) => documents.push(Document { problems, ..Document::default() }),
    }
    documents
}

impl Open {
    fn new(name: &str, from: Option<usize>) -> Self {
        Self { name: name.to_owned(), depth: 0, text: Gathered::default(), from }
    }
}

/// Puts an element's text where it belongs.
fn taken(name: &str, said: String, map: OffsetMap, item: Option<&mut Item>, language: &mut Option<Metadata>) {
    if name == "language" {
        let span = map.in_file(BlockSpan::new(0, said.len()));
        *language = Some(Metadata { key: "lang".to_owned(), value: said.trim().to_owned(), span });
        return;
    }
    let Some(item) = item else { return };
    if name == "wp:post_type" {
        item.other = !matches!(said.trim(), "post" | "page" | "");
    } else if let Some((role, _)) = role(name) {
        item.parts.push((role, said, map));
    }
}

fn article(mut item: Item, fields: &Fields, language: &Option<Metadata>) -> Option<Document> {
    let wanted = |role: Role| ["title", "description", "content"].into_iter().any(|n| fields.role(n) == Some(role));
    item.parts.retain(|(role, said, _)| wanted(*role) && !said.trim().is_empty());
    if item.other || item.parts.is_empty() {
        return None;
    }
    // Title, standfirst, body: the order in which people read, whatever the order of elements.
    item.parts.sort_by_key(|(role, ..)| match role {
        Role::Title => 0,
        Role::Summary => 1,
        _ => 2,
    });
    let mut document = Document { metadata: language.iter().cloned().collect(), ..Document::default() };
    let has_body = item.parts.iter().any(|(role, ..)| *role == Role::Body);
    for (role, said, map) in item.parts {
        // A description is all that many feeds have: it is the body there.
        let role = if role == Role::Summary && !has_body { Role::Body } else { role };
        let (mut blocks, comments) =
            if role == Role::Body || html::is_html(&said) { read_body(&said) } else { (plain::read(&said), Vec::new()) };
        role.settle(&mut blocks);
        blocks.iter_mut().for_each(|b| b.map = std::mem::take(&mut b.map).through(&map));
        for comment in comments {
            let span = map.in_file(BlockSpan::new(comment.span.start(), comment.span.end()));
            document.comments.push(super::Comment { span, ..comment });
        }
        document.blocks.extend(blocks);
    }
    // A teaser that its feed cuts is no article that was cut.
    if !has_body {
        for block in document.blocks.iter_mut().filter(|b| b.kind == BlockKind::Paragraph && !shape::is_terminated(&b.text)) {
            block.kind = BlockKind::Summary;
        }
    }
    shape::assign(&mut document.blocks);
    Some(document)
}

fn read_body(said: &str) -> (Vec<super::Block>, Vec<super::Comment>) {
    if html::is_html(said) { html::read(said) } else { (plain::read(said), Vec::new()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(document: &Document) -> Vec<(BlockKind, &str)> {
        document.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect()
    }

    #[test]
    fn items_of_rss_are_articles() {
        let file = r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Harbour Post</title><language>en-gb</language>
<item><title>Port closes &amp; reopens</title><description>&lt;p&gt;The port of Mersin closed on Monday.&lt;/p&gt;</description>
<media:title>Not read</media:title></item>
<item><title>Second</title><content:encoded><![CDATA[<p>The mayor said the <em>ferry</em> was late.</p><p>It left at ten.</p>]]></content:encoded></item>
</channel></rss>"#;
        let documents = parse(file, &Fields::default());
        assert_eq!(
            texts(&documents[0]),
            [(BlockKind::Headline, "Port closes & reopens"), (BlockKind::Paragraph, "The port of Mersin closed on Monday.")]
        );
        assert_eq!(documents[1].blocks.len(), 3);
        assert_eq!(documents[0].metadata[0].value, "en-gb");
        for (document, word) in [(0, "Mersin"), (1, "ferry")] {
            let block = documents[document].blocks.iter().find(|b| b.text.contains(word)).unwrap();
            let at = block.text.find(word).unwrap();
            let span = block.map.exact(BlockSpan::new(at, at + word.len())).unwrap();
            assert_eq!(&file[span.start()..span.end()], word);
        }
    }

    #[test]
    fn entries_of_atom_are_articles() {
        let file = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Feed</title>
<entry><title type="html">A &lt;b&gt;storm&lt;/b&gt;</title><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rain &amp; hail fell.</p></div></content></entry></feed>"#;
        let documents = parse(file, &Fields::default());
        assert!(texts(&documents[0]).contains(&(BlockKind::Paragraph, "Rain & hail fell.")), "{:?}", texts(&documents[0]));
        assert_eq!(documents[0].title(), Some("A storm"));
    }

    #[test]
    fn an_export_of_wordpress_has_more_than_articles() {
        let file = r#"<rss><channel><item><title>photo.jpg</title><wp:post_type>attachment</wp:post_type></item>
<item><title>Real</title><content:encoded><![CDATA[<!-- wp:paragraph --><p>The vote was close.</p><!-- /wp:paragraph -->]]></content:encoded>
<wp:post_type><![CDATA[post]]></wp:post_type></item></channel></rss>"#;
        let documents = parse(file, &Fields::default());
        assert_eq!(documents.len(), 1);
        assert_eq!(documents[0].blocks[1].text, "The vote was close.");
    }

    #[test]
    fn a_broken_feed_is_read_up_to_its_fault() {
        let documents = parse("<rss><channel><item><title>One</title></item><item><title>Two</itle>", &Fields::default());
        assert_eq!((documents.len(), documents[0].problems.len()), (1, 1));
    }
}
