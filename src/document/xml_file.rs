//! Files called `.xml`: what they hold is said by their outermost element.

use super::{Document, Fields, FormatReader, Problem, feed, news, tmx, xliff, xml};
use crate::{source::Source, span::FileSpan};

/// XML of any format that is read.
pub struct XmlFile;

impl FormatReader for XmlFile {
    fn names(&self) -> &'static [&'static str] {
        &["xml"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xml"]
    }

    fn read(&self, source: &Source, fields: &Fields) -> Vec<Document> {
        let text = source.text();
        let (root, at) = root(text);
        match root {
            "rss" | "feed" | "RDF" => feed::parse(text, fields),
            "nitf" | "newsItem" | "newsMessage" => news::parse(text),
            "xliff" => vec![xliff::parse(text)],
            "tmx" => tmx::parse(text),
            _ => {
                let known = "feeds (rss, feed), news (nitf, newsItem, newsMessage), xliff and tmx are read";
                let message = format!("no format is known for XML whose outermost element is \"{root}\": {known}");
                let span = FileSpan::new(at, at + root.len());
                vec![Document { problems: vec![Problem { span, message, warning: false }], ..Document::default() }]
            }
        }
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        xml::escaped(text)
    }
}

/// The name of the outermost element, without its prefix, and the byte at which it stands.
fn root(text: &str) -> (&str, usize) {
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|t| t.find('<')).map(|i| at + i) {
        let rest = text.get(start + 1..).unwrap_or("");
        let skipped = if rest.starts_with("!--") { rest.find("-->").map(|i| i + 3) } else { None };
        if rest.starts_with(['?', '!']) {
            at = start + 1 + skipped.or_else(|| rest.find('>')).unwrap_or(rest.len());
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or("");
        let local = xml::local(name);
        return (local, start + 1 + (name.len() - local.len()));
    }
    ("", 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outermost_element_names_the_format() {
        assert_eq!(root("<?xml version=\"1.0\"?>\n<!-- <rss> --><!DOCTYPE x><rdf:RDF a=\"b\">").0, "RDF");
        let read = |t: &str| XmlFile.read(&Source::from_text("a.xml", t), &Fields::default());
        assert_eq!(read("<rss><channel><item><title>Port closes</title></item></channel></rss>")[0].blocks.len(), 1);
        assert!(read("<recipe/>")[0].problems[0].message.contains("\"recipe\""));
    }
}
