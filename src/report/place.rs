//! Paths and columns as other tools want them.

use crate::source::{Source, Unit};
use std::{env, path::Path};

/// A path below the current folder where it is one, with `/`.
pub fn relative(path: &str) -> String {
    let here = env::current_dir().unwrap_or_default();
    let path = Path::new(path).strip_prefix(&here).map_or_else(|_| path.to_owned(), |p| p.to_string_lossy().into_owned());
    path.replace('\\', "/")
}

/// A path as a URI (RFC 3986): relative below the current folder, `file://` elsewhere.
pub fn uri(path: &str) -> String {
    let relative = relative(path);
    let mut out = String::from(if relative.starts_with('/') { "file://" } else { "" });
    for byte in relative.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The line and the column in UTF-8 bytes, both from 1, of a byte of a file's text.
pub fn byte_column(source: &Source, at: usize) -> (usize, usize) {
    let place = source.place(at, Unit::Byte);
    (place.line, place.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("desk/a b%ü.md"), "desk/a%20b%25%C3%BC.md");
        assert_eq!(uri("/nowhere/x#y.md"), "file:///nowhere/x%23y.md");
        let here = env::current_dir().unwrap().join("a.md");
        assert_eq!(uri(here.to_str().unwrap()), "a.md");
    }

    #[test]
    fn columns_are_bytes() {
        let source = Source::from_text("a.txt", "x\nþú y");
        assert_eq!(byte_column(&source, source.text().find('y').unwrap()), (2, 6));
    }
}
