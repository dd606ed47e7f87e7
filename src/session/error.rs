//! What can go wrong in a session.

use crate::{document::Format, source::SourceError};
use std::{fmt, io, ops::Range};

/// Why a session did not do what was asked.
#[derive(Debug)]
pub enum Error {
    /// The handle is of no open article.
    Closed,
    /// The caller has called it off.
    Cancelled,
    /// Bytes of a range that do not lie in the text, or not on the borders of characters.
    Outside {
        /// The range.
        range: Range<usize>,
        /// Bytes of the text.
        length: usize,
    },
    /// A file of more bytes than this.
    TooLarge(u64),
    /// The file can't be read.
    Io(io::Error),
    /// The file is no text.
    NotText(SourceError),
    /// No format is known for files with this extension, and none was named.
    UnknownFormat(String),
    /// A setting that has a value it can't have.
    OutOfRange {
        /// The setting, as a configuration names it.
        name: &'static str,
        /// What it may be.
        allowed: &'static str,
    },
    /// A rule or group is selected or ignored that there is not.
    UnknownRule {
        /// As it was called.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => write!(f, "the article is not open"),
            Self::Cancelled => write!(f, "cancelled"),
            Self::Outside { range, length } => {
                write!(f, "bytes {}..{} are no place in a text of {length} bytes", range.start, range.end)
            }
            Self::TooLarge(limit) => write!(f, "larger than the limit of {limit} bytes (`max-file-size` in the configuration raises it)"),
            Self::Io(error) => f.write_str(&reason(error)),
            Self::NotText(error) => error.fmt(f),
            Self::UnknownFormat(extension) => {
                let how = "name one with `--format-of`, or as `format` in an override of copydesk.toml";
                write!(f, "no format is known for .{extension} files: {how} ({})", Format::usual_names().collect::<Vec<_>>().join(", "))
            }
            Self::OutOfRange { name, allowed } => write!(f, "`{name}` must be {allowed}"),
            Self::UnknownRule { name, nearest } => {
                write!(f, "no rule or group is called `{name}`")?;
                nearest.as_ref().map_or(Ok(()), |near| write!(f, "; did you mean `{near}`?"))
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::NotText(error) => Some(error),
            _ => None,
        }
    }
}

/// An error of the system in words, without the number that it has there.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let text = error.to_string();
            let end = text.find(" (os error").unwrap_or(text.len());
            text.get(..end).unwrap_or_default().to_owned()
        }
    }
}
