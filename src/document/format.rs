//! The file formats that articles come in. A format is one file of this room with a reader, and a line in `formats!`; nothing else
//! asks which format a file has.

use super::{Document, Fields, docx, feed, html, json, markdown, news, odt, plain, po, subtitles, table, tmx, xliff, xml_file};
use crate::source::{Source, SourceError};
use std::path::Path;

/// Reads the files of one format, and says how text is written in them.
pub trait FormatReader: Sync {
    /// The names that configuration and command line give the format, the usual one first.
    fn names(&self) -> &'static [&'static str];

    /// The extensions of its files, in small letters.
    fn extensions(&self) -> &'static [&'static str];

    /// The text of a file's bytes: of an archive what its parts say. `limit` bounds the bytes of what is unpacked.
    ///
    /// # Errors
    /// Where the bytes are no file of this format.
    fn open(&self, path: String, bytes: Vec<u8>, limit: u64) -> Result<Source, SourceError> {
        let _ = limit;
        Source::from_bytes(path, bytes)
    }

    /// The articles of a file: one, unless the format holds many. What can't be read is a problem of its document; nothing panics.
    fn read(&self, source: &Source, fields: &Fields) -> Vec<Document>;

    /// Text as the format writes it in `source`, so that it reads as that text and nothing else: as it is, where no character means more.
    fn encode_fix(&self, text: &str, source: &Source) -> String {
        let _ = source;
        text.to_owned()
    }
}

/// The formats with their readers.
macro_rules! formats {
    ($($(#[$doc:meta])* $format:ident => $reader:expr,)*) => {
        /// A file format.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $($(#[$doc])* $format,)*
        }

        /// The readers, in the order of [`Format`].
        static READERS: &[&dyn FormatReader] = &[$(&$reader,)*];

        impl Format {
            /// All formats.
            pub const ALL: &[Self] = &[$(Self::$format,)*];
        }
    };
}

formats! {
    /// Paragraphs by blank line or by line.
    Plain => plain::Plain,
    /// CommonMark, with front matter.
    Markdown => markdown::Markdown,
    /// HTML, a page or a fragment.
    Html => html::Html,
    /// One JSON value with any number of articles.
    Json => json::Json,
    /// One JSON value a line.
    Jsonl => json::Jsonl,
    /// A catalogue of gettext.
    Po => po::Po,
    /// The exchange format of translation tools.
    Xliff => xliff::Xliff,
    /// A translation memory.
    Tmx => tmx::Tmx,
    /// A source and its translation in columns, tabs between them.
    Tsv => table::Tsv,
    /// The same, separators between them.
    Csv => table::Csv,
    /// SubRip subtitles.
    Srt => subtitles::Srt,
    /// WebVTT subtitles.
    Vtt => subtitles::Vtt,
    /// RSS, Atom and the export of WordPress.
    Feed => feed::Feed,
    /// NITF and NewsML-G2.
    News => news::News,
    /// A document of Office Open XML.
    Docx => docx::Docx,
    /// A document of OpenDocument.
    Odt => odt::Odt,
    /// XML of one of these formats, as its outermost element says.
    Xml => xml_file::XmlFile,
}

impl Format {
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
        Self::ALL.iter().copied().find(|f| f.reader().extensions().contains(&extension.as_str()))
    }

    /// The format that a path's extension names; plain text where it names none.
    pub fn of_path(path: &str) -> Self {
        Self::of_extension(path).unwrap_or(Self::Plain)
    }

    /// The format of a name as configuration and command line give it: `plain`, `markdown`, `xliff`.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|f| f.reader().names().contains(&name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_stand_in_the_order_of_formats_and_share_no_name() {
        let mut names: Vec<&str> = Format::ALL.iter().flat_map(|f| f.reader().names()).copied().collect();
        for (format, first) in Format::ALL.iter().copied().zip(["plain", "markdown", "html", "json", "jsonl"]) {
            assert_eq!(format.reader().names()[0], first);
            assert_eq!(Format::from_name(first), Some(format));
        }
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.reader().names()[0]), Some(*format));
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
