//! PO, the catalogues of GNU gettext: `msgid` and `msgstr`, entry by entry.
//!
//! An own scanner, since offsets into the quoted strings are what it is for. Obsolete entries (`#~`) and fuzzy ones, which no program
//! shows, are left out.

use super::{
    Document, Fields, FormatReader, OffsetMap, Problem,
    map::Builder,
    segments::{Half, Segments},
};
use crate::{source::Source, span::FileSpan};

/// PO.
pub struct Po;

impl FormatReader for Po {
    fn names(&self) -> &'static [&'static str] {
        &["po", "gettext"]
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["po", "pot"]
    }

    fn read(&self, source: &Source, _: &Fields) -> Vec<Document> {
        vec![parse(source.text())]
    }

    fn encode_fix(&self, text: &str, _: &Source) -> String {
        text.replace('\\', "\\\\").replace('"', "\\\"")
    }
}

/// A string of an entry: which, and what it says.
enum Part {
    Id,
    Plural,
    /// A translation, with its number among the plural forms.
    Text(usize),
    /// What is not read: the context.
    Other,
}

#[derive(Default)]
struct Entry {
    id: Option<Half>,
    plural: Option<Half>,
    texts: Vec<(usize, Half, FileSpan)>,
    fuzzy: bool,
}

/// Reads a catalogue.
fn parse(text: &str) -> Document {
    let mut segments = Segments::default();
    let mut entry = Entry::default();
    let mut open: Option<(Part, Builder, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let body = line.trim();
        let offset = start + (line.len() - line.trim_start().len());
        if let Some(rest) = body.strip_prefix('#') {
            close(&mut open, &mut entry);
            if !entry.texts.is_empty() {
                finish(&mut entry, &mut segments);
            }
            entry.fuzzy |= rest.starts_with(',') && rest.contains("fuzzy");
        } else if body.is_empty() {
            close(&mut open, &mut entry);
            finish(&mut entry, &mut segments);
        } else if body.starts_with('"') {
            match &mut open {
                Some((_, builder, _)) => string(body, offset, builder, &mut segments),
                None => segments.problem(problem(offset, body.len(), "a string that belongs to no keyword")),
            }
        } else {
            close(&mut open, &mut entry);
            let keyword = body.split(|c: char| c.is_whitespace() || c == '"').next().unwrap_or("");
            let number = keyword.strip_prefix("msgstr[").and_then(|n| n.strip_suffix(']')).and_then(|n| n.parse::<usize>().ok());
            let part = match keyword {
                "msgid" => Part::Id,
                "msgid_plural" => Part::Plural,
                "msgstr" => Part::Text(0),
                "msgctxt" => Part::Other,
                _ => match number {
                    Some(number) => Part::Text(number),
                    None => {
                        segments.problem(problem(offset, keyword.len().max(1), "no keyword of a PO file: msgid, msgstr, msgctxt"));
                        continue;
                    }
                },
            };
            if matches!(part, Part::Id | Part::Other) && !entry.texts.is_empty() {
                finish(&mut entry, &mut segments);
            }
            let rest = body.get(keyword.len()..).unwrap_or("");
            let quoted = rest.trim_start();
            let mut builder = Builder::default();
            string(quoted, offset + keyword.len() + (rest.len() - quoted.len()), &mut builder, &mut segments);
            open = Some((part, builder, offset));
        }
    }
    close(&mut open, &mut entry);
    finish(&mut entry, &mut segments);
    segments.finish()
}

/// Ends the string that is being read.
fn close(open: &mut Option<(Part, Builder, usize)>, entry: &mut Entry) {
    let Some((part, builder, offset)) = open.take() else { return };
    let (text, map): (String, OffsetMap) = builder.into_parts();
    let half = Half::of(&text, &map);
    match part {
        Part::Id => entry.id = Some(half),
        Part::Plural => entry.plural = Some(half),
        Part::Text(number) => entry.texts.push((number, half, FileSpan::new(offset, offset))),
        Part::Other => {}
    }
}

/// Ends an entry: its translations beside what they translate. The one that translates nothing is the header.
fn finish(entry: &mut Entry, segments: &mut Segments) {
    let Entry { id, plural, texts, fuzzy } = std::mem::take(entry);
    let Some(id) = id else { return };
    if id.text.is_empty() {
        for (_, header, span) in &texts {
            let language = header.text.lines().find_map(|l| l.strip_prefix("Language:")).map(|l| l.trim().to_owned());
            let of = header.text.lines().find_map(|l| l.strip_prefix("X-Source-Language:")).map(|l| l.trim().to_owned());
            segments.languages(of, language.map(|l| (l, *span)));
        }
        return;
    }
    for (number, text, _) in texts.into_iter().filter(|_| !fuzzy) {
        let source = if number == 0 { id.clone() } else { plural.clone().unwrap_or_else(|| id.clone()) };
        segments.add(source, text);
    }
}

fn problem(at: usize, len: usize, message: &str) -> Problem {
    Problem { span: FileSpan::new(at, at + len), message: message.to_owned(), warning: false }
}

/// Adds a quoted string that begins at byte `at` of the file.
fn string(quoted: &str, at: usize, builder: &mut Builder, segments: &mut Segments) {
    let Some(body) = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"')) else {
        segments.problem(problem(at, quoted.len(), "a string without its quotation marks"));
        return;
    };
    let mut rest = body;
    let here = |rest: &str| at + 1 + (body.len() - rest.len());
    while let Some(next) = rest.find('\\') {
        builder.verbatim(&rest[..next], here(rest));
        rest = &rest[next..];
        let escaped = rest.chars().nth(1);
        let length = 1 + escaped.map_or(0, char::len_utf8);
        let file = here(rest)..here(rest) + length;
        match escaped {
            Some('n') => builder.decoded("\n", file),
            Some('t') => builder.decoded("\t", file),
            Some('r') => builder.decoded("\r", file),
            Some(c) => builder.decoded(c.encode_utf8(&mut [0; 4]), file),
            None => {}
        }
        rest = rest.get(length..).unwrap_or("");
    }
    builder.verbatim(rest, here(rest));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::BlockSpan;

    const FILE: &str = r##"# Catalogue of an exhibition
msgid ""
msgstr ""
"Language: en\n"

#: panel.html:3
msgid "El museo abre a las diez."
msgstr ""
"The museum opens "
"at \"ten\"."

#, fuzzy
msgid "Cerrado"
msgstr "Closes"

msgid "%d visitante"
msgid_plural "%d visitantes"
msgstr[0] "%d visitor"
msgstr[1] "%d visitors"

msgid "Sin traducir"
msgstr ""

#~ msgid "Viejo"
#~ msgstr "Old"
"##;

    #[test]
    fn entries_stand_beside_their_source() {
        let document = parse(FILE);
        let texts: Vec<&str> = document.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts, ["The museum opens at \"ten\".", "%d visitor", "%d visitors"]);
        let beside = document.beside.as_ref().unwrap();
        assert_eq!(beside.blocks[0].text, "El museo abre a las diez.");
        assert_eq!(beside.blocks[2].text, "%d visitantes");
        assert_eq!(document.metadata[0].value, "en");
        assert!(document.problems.is_empty());
        let at = document.blocks[0].text.find("at").unwrap();
        let span = document.blocks[0].in_file(BlockSpan::new(at, at + 2));
        assert_eq!(&FILE[span.start()..span.end()], "at");
        assert_eq!(document.blocks[0].map.exact(BlockSpan::new(0, at + 2)), None, "a fix does not reach over the strings' marks");
    }

    #[test]
    fn what_is_no_catalogue_is_told_with_its_place() {
        let document = parse("msgid \"Uno\"\nmsgstr \"One\nmsgfoo \"x\"\n\"alone\"\n\nmsgid \"Dos.\"\nmsgstr \"Two.\"\n");
        let told: Vec<(usize, &str)> = document.problems.iter().map(|p| (p.span.start(), p.message.as_str())).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert_eq!(told[0].0, 19);
        assert_eq!(document.blocks.last().unwrap().text, "Two.", "the rest is read");
    }
}
