//! XLIFF 1.2 and 2.x, the exchange format of translation tools: `source` and `target`, segment by segment.
//!
//! What is proposed beside a segment (`alt-trans`, `matches`) and notes are not read; inline codes are protected.

use super::{
    Document, Fields, FormatReader,
    segments::{Half, Inline, Segments},
    xml::{self, Piece, Tag},
};
use crate::{source::Source, span::FileSpan};
use std::collections::HashMap;

/// XLIFF.
pub struct Xliff;

impl FormatReader for Xliff {
    fn names(&self) -> &'static [&'static str] {
        &["xliff", "xlf"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlf", "xliff", "mxliff", "sdlxliff", "mqxliff"]
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        vec![parse(source.text())]
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        xml::escaped(text)
    }
}

/// Which side of a unit is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    /// The source with its segments marked, as 1.2 has it.
    Segmented,
    Target,
}

#[derive(Default)]
struct Unit {
    source: Option<Half>,
    target: Option<Half>,
    /// Marked segments of both by their ids.
    sources: HashMap<String, Half>,
    targets: Vec<(String, Half)>,
}

struct Reader {
    segments: Segments,
    unit: Unit,
    side: Option<(Side, Inline)>,
    /// A marked segment inside a side: its id, how deep in its `mrk`, and its text.
    marked: Option<(String, usize, Inline)>,
    /// How deep in elements that are not read.
    skipped: usize,
}

/// Elements that hold no text of the translation.
const SKIPPED: [&str; 8] = ["alt-trans", "matches", "note", "notes", "glossary", "skl", "header", "originalData"];

/// Reads a file.
pub(super) fn parse(text: &str) -> Document {
    let mut reader = Reader { segments: Segments::default(), unit: Unit::default(), side: None, marked: None, skipped: 0 };
    let problems = xml::read(text, |piece| reader.piece(text, &piece));
    reader.end_of_unit();
    problems.into_iter().for_each(|p| reader.segments.problem(p));
    reader.segments.finish()
}

impl Reader {
    fn piece(&mut self, whole: &str, piece: &Piece<'_>) {
        match piece {
            Piece::Open(tag) => self.open(whole, tag, piece),
            Piece::Close(name, _) => self.close(whole, xml::local(name), piece),
            _ => self.text(whole, piece),
        }
    }

    fn text(&mut self, whole: &str, piece: &Piece<'_>) {
        if let Some((_, _, inline)) = &mut self.marked {
            inline.add(whole, piece);
        }
        if let Some((_, inline)) = &mut self.side {
            inline.add(whole, piece);
        }
    }

    fn open(&mut self, whole: &str, tag: &Tag<'_>, piece: &Piece<'_>) {
        let name = tag.local();
        if self.skipped > 0 || SKIPPED.contains(&name) {
            self.skipped += 1;
            return;
        }
        if let Some((side, _)) = &self.side {
            let depth = self.marked.as_mut().map(|(_, depth, _)| *depth += 1);
            let opens = depth.is_none() && *side != Side::Source && name == "mrk" && tag.attribute("mtype").as_deref() == Some("seg");
            self.text(whole, piece);
            if opens {
                self.marked = Some((tag.attribute("mid").unwrap_or_default(), 0, Inline::default()));
            }
            return;
        }
        let place = FileSpan::new(tag.range.start, tag.range.end);
        match name {
            "file" => {
                let target = tag.attribute("target-language").map(|l| (l, place));
                self.segments.languages(tag.attribute("source-language"), target);
            }
            "xliff" => self.segments.languages(tag.attribute("srcLang"), tag.attribute("trgLang").map(|l| (l, place))),
            "trans-unit" | "segment" | "unit" => self.end_of_unit(),
            "source" => self.side = Some((Side::Source, Inline::default())),
            "seg-source" => self.side = Some((Side::Segmented, Inline::default())),
            "target" => self.side = Some((Side::Target, Inline::default())),
            _ => {}
        }
    }

    fn close(&mut self, whole: &str, name: &str, piece: &Piece<'_>) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Some((side, inline)) = self.side.take() else {
            if matches!(name, "trans-unit" | "segment" | "unit") {
                self.end_of_unit();
            }
            return;
        };
        let ends = match side {
            Side::Source => "source",
            Side::Segmented => "seg-source",
            Side::Target => "target",
        };
        if name == ends && self.marked.is_none() {
            match side {
                Side::Source => self.unit.source = Some(inline.finish()),
                Side::Target => self.unit.target = Some(inline.finish()),
                Side::Segmented => {}
            }
            return;
        }
        self.side = Some((side, inline));
        match self.marked.take() {
            Some((id, 0, segment)) if name == "mrk" => {
                if side == Side::Segmented {
                    self.unit.sources.insert(id, segment.finish());
                } else {
                    self.unit.targets.push((id, segment.finish()));
                }
                self.side_only(whole, piece);
            }
            Some((id, depth, segment)) => {
                self.marked = Some((id, depth.saturating_sub(1), segment));
                self.text(whole, piece);
            }
            None => self.text(whole, piece),
        }
    }

    fn side_only(&mut self, whole: &str, piece: &Piece<'_>) {
        if let Some((_, inline)) = &mut self.side {
            inline.add(whole, piece);
        }
    }

    /// Puts the two sides of a unit beside each other.
    fn end_of_unit(&mut self) {
        let Unit { source, target, mut sources, targets } = std::mem::take(&mut self.unit);
        if !targets.is_empty() && targets.iter().all(|(id, _)| sources.contains_key(id)) {
            for (id, target) in targets {
                if let Some(source) = sources.remove(&id) {
                    self.segments.add(source, target);
                }
            }
        } else if let (Some(source), Some(target)) = (source, target) {
            self.segments.add(source, target);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::segments::texts, *};
    use crate::span::BlockSpan;

    #[test]
    fn units_of_version_1_2() {
        let file = r#"<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file source-language="es" target-language="en-GB" original="a.html" datatype="html"><body>
<trans-unit id="1"><source>El <g id="1">puerto</g> cerró.</source><target>The <g id="1">port</g> closed &amp; &quot;slept&quot;.</target>
<alt-trans><source>Otro.</source><target>Another.</target></alt-trans><note>Careful.</note></trans-unit>
<trans-unit id="2"><source>Uno. Dos.</source><seg-source><mrk mid="0" mtype="seg">Uno.</mrk> <mrk mid="1" mtype="seg">Dos.</mrk></seg-source>
<target><mrk mid="0" mtype="seg">One.</mrk> <mrk mid="1" mtype="seg">Two <mrk mtype="x-term">ships</mrk>.</mrk></target></trans-unit>
<trans-unit id="3"><source>Sin hacer.</source><target></target></trans-unit>
<trans-unit id="4"><source>Pulse <x id="1"/> ahora.</source><target>Press <x id="1"/> now.</target></trans-unit>
</body></file></xliff>"#;
        let document = parse(file);
        assert_eq!(
            texts(&document),
            [
                ("El puerto cerró.", "The port closed & \"slept\"."),
                ("Uno.", "One."),
                ("Dos.", "Two ships."),
                ("Pulse code ahora.", "Press code now.")
            ]
        );
        assert!(document.problems.is_empty(), "{:?}", document.problems);
        assert_eq!(document.beside.as_ref().unwrap().language.as_deref(), Some("es"));
        assert_eq!(document.metadata[0].value, "en-GB");
        let block = &document.blocks[0];
        let at = block.text.find("port").unwrap();
        let span = block.map.exact(BlockSpan::new(at, at + 4)).unwrap();
        assert_eq!(&file[span.start()..span.end()], "port");
        assert_eq!(block.map.exact(BlockSpan::new(0, at + 4)), None, "a fix does not reach over a code");
        assert_eq!(document.blocks[3].code.len(), 1);
    }

    #[test]
    fn segments_of_version_2() {
        let file = r#"<xliff version="2.1" srcLang="hi" trgLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"><unit id="u">
<originalData><data id="d">&lt;br/&gt;</data></originalData>
<segment id="a"><source>बंदरगाह बंद है।</source><target>The <pc id="1">port</pc> is closed<ph id="2" dataRef="d"/>.</target></segment>
<ignorable><source> </source></ignorable>
<segment id="b"><source>वह लौटेगा।</source></segment></unit></file></xliff>"#;
        let document = parse(file);
        assert_eq!(texts(&document), [("बंदरगाह बंद है।", "The port is closed.")]);
    }

    #[test]
    fn a_broken_file_is_read_up_to_its_fault() {
        let file = "<xliff><file><body><trans-unit><source>Uno.</source><target>One.</target></trans-unit><trans-unit><source>Dos</target>";
        let document = parse(file);
        assert_eq!(texts(&document), [("Uno.", "One.")]);
        assert_eq!(document.problems.len(), 1);
    }
}
