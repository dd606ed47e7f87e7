//! Articles as they come in, and edits to them.

use super::Error;
use crate::{
    config,
    document::Format,
    fix::Edit,
    source::{MAX_BYTES, Source},
};
use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

/// An article, or a file of several, to open.
pub struct Input {
    /// The path as it is shown, whose extension names the format where nothing else does.
    pub(super) path: String,
    /// The path from the root on, which says what configuration it has.
    pub(super) place: PathBuf,
    pub(super) content: Content,
    pub(super) format: Option<Format>,
    pub(super) beside: Option<Arc<str>>,
}

/// Where the text comes from.
pub(super) enum Content {
    Text(String),
    Bytes(Vec<u8>),
    Stream(Box<dyn Read + Send>),
    File(PathBuf),
}

impl Input {
    fn new(path: impl Into<String>, content: Content) -> Self {
        let path = path.into();
        let place = config::absolute(Path::new(&path));
        Self { path, place, content, format: None, beside: None }
    }

    /// Text that is already decoded, as editors have it.
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(path, Content::Text(text.into()))
    }

    /// The bytes of a file: UTF-8, or UTF-16 with a byte order mark.
    pub fn bytes(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self::new(path, Content::Bytes(bytes.into()))
    }

    /// What can be read from a stream; of one that is too long no more than the limit is taken.
    pub fn stream(path: impl Into<String>, stream: impl Read + Send + 'static) -> Self {
        Self::new(path, Content::Stream(Box::new(stream)))
    }

    /// The file at this path.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self::new(path.to_string_lossy().into_owned(), Content::File(path))
    }

    /// Shown as this path, which is only a name.
    #[must_use]
    pub fn shown(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Under the configuration of this absolute path.
    #[must_use]
    pub fn at(mut self, place: impl Into<PathBuf>) -> Self {
        self.place = place.into();
        self
    }

    /// Beside the text that it was translated from, which has the article's own format.
    #[must_use]
    pub fn beside(mut self, source: impl Into<Arc<str>>) -> Self {
        self.beside = Some(source.into());
        self
    }

    /// Read in this format, whatever path and configuration say.
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.format = Some(format);
        self
    }
}

impl Content {
    /// Reads it, to be reported under `path`; never more than one byte above `limit`, so that no device or pipe fills the memory.
    pub(super) fn read(self, path: String, limit: u64, format: Format) -> Result<Source, Error> {
        let limit = limit.min(MAX_BYTES as u64);
        let bytes = match self {
            Self::Text(text) if text.len() as u64 > limit => return Err(Error::TooLarge(limit)),
            Self::Text(text) => return Ok(Source::from_text(path, text)),
            Self::Bytes(bytes) => bytes,
            Self::Stream(stream) => bounded(stream, 0, limit).map_err(Error::Io)?,
            Self::File(file) => {
                let file = fs::File::open(file).map_err(Error::Io)?;
                let size = file.metadata().map_or(0, |m| m.len());
                if size > limit {
                    return Err(Error::TooLarge(limit));
                }
                bounded(file, size, limit).map_err(Error::Io)?
            }
        };
        if bytes.len() as u64 > limit {
            return Err(Error::TooLarge(limit));
        }
        format.reader().open(path, bytes, limit).map_err(Error::NotText)
    }
}

fn bounded(stream: impl Read, size: u64, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The source after edits, each in the text that those before it have left.
pub(super) fn edited(source: &Source, edits: &[Edit], limit: u64) -> Result<Source, Error> {
    let limit = limit.min(MAX_BYTES as u64);
    let mut text = source.text().to_owned();
    for Edit { span, text: new } in edits {
        let range = span.start()..span.end();
        if text.get(range.clone()).is_none() {
            return Err(Error::Outside { range, length: text.len() });
        }
        if (text.len() - range.len() + new.len()) as u64 > limit {
            return Err(Error::TooLarge(limit));
        }
        text.replace_range(range, new);
    }
    source.rewritten(text, limit).map_err(Error::NotText)
}
