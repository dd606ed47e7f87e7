//! TMX 1.4, translation memories: units of variants, one a language. A memory of several target languages is several articles.

use super::{
    Document, Fields, FormatReader,
    segments::{Half, Inline, Segments},
    xml::{self, Piece},
};
use crate::{source::Source, span::FileSpan};
use std::collections::BTreeMap;

/// TMX.
pub struct Tmx;

impl FormatReader for Tmx {
    fn names(&self) -> &'static [&'static str] {
        &["tmx"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tmx"]
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        parse(source.text())
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        xml::escaped(text)
    }
}

/// A language's text of a unit: the language as it is written, where that is said, and the text.
struct Variant {
    language: String,
    place: FileSpan,
    text: Half,
}

/// Reads a file.
pub(super) fn parse(text: &str) -> Vec<Document> {
    let mut source_language = String::new();
    let mut documents: BTreeMap<String, Segments> = BTreeMap::new();
    let mut variants: Vec<Variant> = Vec::new();
    let mut language: Option<(String, FileSpan)> = None;
    let mut open: Option<Inline> = None;
    let problems = xml::read(text, |piece| match &piece {
        Piece::Open(tag) if open.is_none() => match tag.local() {
            "header" => source_language = tag.attribute("srclang").unwrap_or_default(),
            "tu" => variants.clear(),
            "tuv" => language = Some((tag.attribute("lang").unwrap_or_default(), FileSpan::new(tag.range.start, tag.range.end))),
            "seg" => open = Some(Inline::default()),
            _ => {}
        },
        Piece::Close(name, _) if xml::local(name) == "seg" => {
            if let (Some(inline), Some((language, place))) = (open.take(), language.clone()) {
                variants.push(Variant { language, place, text: inline.finish() });
            }
        }
        Piece::Close(name, _) if xml::local(name) == "tu" => unit(std::mem::take(&mut variants), &source_language, &mut documents),
        piece => {
            if let Some(inline) = &mut open {
                inline.add(text, piece);
            }
        }
    });
    let mut documents: Vec<Document> = documents.into_values().map(Segments::finish).collect();
    if let (Some(first), false) = (documents.first_mut(), problems.is_empty()) {
        first.problems.extend(problems);
    } else if !problems.is_empty() {
        documents.push(Document { problems, ..Document::default() });
    }
    documents
}

/// The part of a language's code that says which language it is.
fn main_part(code: &str) -> String {
    code.split(['-', '_']).next().unwrap_or(code).to_lowercase()
}

/// Adds a unit to the articles of its target languages.
fn unit(mut variants: Vec<Variant>, source_language: &str, documents: &mut BTreeMap<String, Segments>) {
    if variants.is_empty() {
        return;
    }
    // A memory of all languages (`*all*`) has the source first.
    let wanted = main_part(source_language);
    let source = variants.remove(variants.iter().position(|v| main_part(&v.language) == wanted).unwrap_or(0));
    for target in variants {
        let segments = documents.entry(main_part(&target.language)).or_default();
        segments.languages(Some(source.language.clone()), Some((target.language, target.place)));
        segments.add(source.text.clone(), target.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_target_language_is_an_article() {
        let file = r#"<?xml version="1.0"?><tmx version="1.4"><header srclang="ar" datatype="plaintext"/><body>
<tu><tuv xml:lang="en"><seg>The court met on <bpt i="1">&lt;b&gt;</bpt>Monday<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
<tuv xml:lang="ar"><seg>اجتمعت المحكمة يوم الاثنين.</seg></tuv><tuv xml:lang="es"><seg>El tribunal se reunió el lunes.</seg></tuv></tu>
</body></tmx>"#;
        let documents = parse(file);
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[0].blocks[0].text, "The court met on Monday.");
        assert_eq!(documents[0].beside.as_ref().unwrap().blocks[0].text, "اجتمعت المحكمة يوم الاثنين.");
        assert_eq!(documents[1].metadata[0].value, "es");
    }
}
