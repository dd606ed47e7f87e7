//! The file formats that articles come in. A format is one file of this room with a reader, and a line in [`READERS`]; nothing else
//! asks which format a file has.

use super::{Document, Fields, html, json, markdown, plain};
use crate::source::Source;
use std::path::Path;

/// Reads the files of one format, and says how text is written in them.
pub trait FormatReader: Sync {
    /// The names that configuration and command line give the format, the usual one first.
    fn names(&self) -> &'static [&'static str];

    /// The extensions of its files, in small letters.
    fn extensions(&self) -> &'static [&'static str];

    /// The articles of a file: one, unless the format holds many. What can't be read is a problem of its document; nothing panics.
    fn read(&self, source: &Source, fields: &Fields) -> Vec<Document>;

    /// Text as the format writes it in `source`, so that it reads as that text and nothing else.
    fn encode_fix(&self, text: &str, source: &Source) -> String;
}

/// The readers, in the order of [`Format`].
static READERS: [&dyn FormatReader; 5] = [&plain::Plain, &markdown::Markdown, &html::Html, &json::Json, &json::Jsonl];

/// A file format.
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
    /// All formats.
    pub const ALL: [Self; 5] = [Self::Plain, Self::Markdown, Self::Html, Self::Json, Self::Jsonl];

    /// The usual names of all formats, as [`Self::from_name`] reads them.
    pub fn usual_names() -> impl Iterator<Item = &'static str> {
        READERS.iter().filter_map(|r| r.names().first().copied())
    }

    /// What reads its files.
    pub fn reader(self) -> &'static dyn FormatReader {
        READERS[self as usize]
    }

    /// The format that a path's extension names, if a reader knows it.
    pub fn of_extension(path: &str) -> Option<Self> {
        let extension = Path::new(path).extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|f| f.reader().extensions().contains(&extension.as_str()))
    }

    /// The format that a path's extension names; plain text where it names none.
    pub fn of_path(path: &str) -> Self {
        Self::of_extension(path).unwrap_or(Self::Plain)
    }

    /// The format of a name as configuration and command line give it: `plain`, `markdown`, `html`, `json`, `jsonl`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.into_iter().find(|f| f.reader().names().contains(&name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_stand_in_the_order_of_formats_and_share_no_name() {
        let mut names: Vec<&str> = Format::ALL.iter().flat_map(|f| f.reader().names()).copied().collect();
        for (format, first) in Format::ALL.into_iter().zip(["plain", "markdown", "html", "json", "jsonl"]) {
            assert_eq!(format.reader().names()[0], first);
            assert_eq!(Format::from_name(first), Some(format));
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn an_extension_is_that_of_the_file_and_not_of_a_folder() {
        assert_eq!(Format::of_extension("v1.md/README"), None);
        assert_eq!(Format::of_extension("content/Story.MDX"), Some(Format::Markdown));
        assert_eq!(Format::of_extension("photo.jpeg"), None);
    }
}
