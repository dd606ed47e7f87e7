//! JSON records that hold a text and its translation.

use super::scan::{Value, decode};
use crate::{
    document::{Beside, BlockKind, Document, Metadata, html, plain, shape},
    span::FileSpan,
};
use std::ops::Range;

/// The keys of an object that hold a text and its translation.
const PAIRS: [(&str, &str); 6] = [
    ("source", "target"),
    ("source", "translation"),
    ("src", "tgt"),
    ("src", "mt"),
    ("source", "hypothesis"),
    ("source_text", "target_text"),
];

/// A record of a text and its translation: the translation, with its source beside it.
pub(super) fn read(text: &str, value: &Value) -> Option<Document> {
    let Value::Object(entries) = value else { return None };
    let raw = |name: &str| {
        entries.iter().find_map(|(key, value)| match value {
            Value::String(raw) if text.get(key.clone()) == Some(name) => Some(raw.clone()),
            _ => None,
        })
    };
    let (source, target) = PAIRS.iter().find_map(|(s, t)| Some((raw(s)?, raw(t)?)))?;
    let blocks_of = |raw: Range<usize>| {
        let (decoded, problems) = decode(text, raw);
        let mut blocks = if html::is_html(&decoded.text) { html::read(&decoded.text).0 } else { plain::read(&decoded.text) };
        blocks.iter_mut().for_each(|b| b.map = std::mem::take(&mut b.map).through(&decoded.map));
        (blocks, problems)
    };
    let ((mut sources, _), (mut blocks, problems)) = (blocks_of(source), blocks_of(target));
    if sources.is_empty() || blocks.is_empty() {
        return None;
    }
    let language = |names: [&str; 3]| names.into_iter().find_map(raw);
    let metadata = language(["target_language", "target_lang", "tgt_lang"]).map(|raw| Metadata {
        key: "lang".to_owned(),
        value: decode(text, raw.clone()).0.text,
        span: FileSpan::new(raw.start, raw.end),
    });
    if let ([source], [target]) = (sources.as_mut_slice(), blocks.as_mut_slice()) {
        // A record of one segment: its source says whether it is a sentence.
        if !shape::is_terminated(&source.text) {
            (source.kind, target.kind) = (BlockKind::TableCell, BlockKind::TableCell);
        }
    } else {
        shape::assign(&mut blocks);
    }
    // Paragraph beside paragraph where both have as many; else sentences are aligned over the whole.
    let pairs = if sources.len() == blocks.len() { (0..blocks.len()).map(|i| (i, i)).collect() } else { Vec::new() };
    let said = language(["source_language", "source_lang", "src_lang"]).map(|raw| decode(text, raw).0.text);
    let beside = Some(Beside { blocks: sources, pairs, language: said });
    Some(Document { blocks, problems, metadata: metadata.into_iter().collect(), beside, ..Document::default() })
}

#[cfg(test)]
mod tests {
    use crate::{
        document::{Fields, json::parse_lines},
        source::Source,
    };

    #[test]
    fn a_record_of_two_texts_has_its_source_beside_it() {
        let file = "{\"source\": \"El puerto cerró el \\\"lunes\\\".\", \"target\": \"The port closed on \\\"Monday\\\".\", \"target_lang\": \"en\"}\n{\"source\": \"Uno.\\n\\nDos.\", \"translation\": \"One. Two.\"}\n";
        let documents = parse_lines(&Source::from_text("a.jsonl", file), &Fields::default());
        let beside = documents[0].beside.as_ref().unwrap();
        assert_eq!(
            (beside.blocks[0].text.as_str(), documents[0].blocks[0].text.as_str()),
            ("El puerto cerró el \"lunes\".", "The port closed on \"Monday\".")
        );
        assert_eq!((beside.pairs.as_slice(), documents[0].metadata[0].value.as_str()), ([(0, 0)].as_slice(), "en"));
        assert!(documents[1].beside.as_ref().unwrap().pairs.is_empty(), "two paragraphs beside one are aligned by sentences");
    }
}
