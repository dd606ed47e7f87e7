//! Places, paths and diagnostics as the protocol has them.

use crate::{
    diagnostic::{self, Severity},
    session::FileReport,
    source::{LineColumn, Source, Unit},
    span::FileSpan,
};
use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, NumberOrString, Position, PositionEncodingKind,
    Range, Uri,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What the client and the server have agreed on.
#[derive(Clone, Copy, Debug)]
pub struct Agreed {
    /// What a column counts.
    pub unit: Unit,
    /// Whether the client shows other places of a diagnostic.
    pub related: bool,
}

/// The unit of columns that client and server share, and its name: the first of the client's that is known here.
pub fn unit(offered: Option<&[PositionEncodingKind]>) -> (Unit, PositionEncodingKind) {
    let known = |kind: &PositionEncodingKind| match kind.as_str() {
        "utf-8" => Some((Unit::Byte, PositionEncodingKind::UTF8)),
        "utf-16" => Some((Unit::Utf16, PositionEncodingKind::UTF16)),
        "utf-32" => Some((Unit::CodePoint, PositionEncodingKind::UTF32)),
        _ => None,
    };
    offered.unwrap_or_default().iter().find_map(known).unwrap_or((Unit::Utf16, PositionEncodingKind::UTF16))
}

/// A byte of a text as line and column from 0.
pub fn position(source: &Source, offset: usize, unit: Unit) -> Position {
    let place = source.place(offset, unit);
    let n = |n: usize| u32::try_from(n.saturating_sub(1)).unwrap_or(u32::MAX);
    Position { line: n(place.line), character: n(place.column) }
}

/// A span as lines and columns from 0.
pub fn range(source: &Source, span: FileSpan, unit: Unit) -> Range {
    Range { start: position(source, span.start(), unit), end: position(source, span.end(), unit) }
}

/// The byte of a text at a line and column from 0; behind the last line it is the text's end, as editors mean it.
pub fn offset(source: &Source, position: Position, unit: Unit) -> usize {
    let place = LineColumn { line: position.line as usize + 1, column: (position.character as usize).saturating_add(1) };
    source.offset(place, unit).unwrap_or(source.text().len())
}

/// The bytes of a range; nothing where it ends before it begins.
pub fn span(source: &Source, range: Range, unit: Unit) -> Option<FileSpan> {
    let (start, end) = (offset(source, range.start, unit), offset(source, range.end, unit));
    (start <= end).then(|| FileSpan::new(start, end))
}

/// The path of a document, and the path from the root on by which its configuration is found: an unsaved document counts as a file
/// in `folder`.
pub fn path(uri: &Uri, folder: &Path) -> (String, PathBuf) {
    match file(uri.as_str()) {
        Some(path) => (path.to_string_lossy().into_owned(), path),
        None => (uri.as_str().to_owned(), folder.join("untitled")),
    }
}

/// The file that a `file:` address names (RFC 8089).
fn file(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let path = percent_decode_str(rest.strip_prefix("localhost").unwrap_or(rest)).decode_utf8().ok()?;
    // On Windows `/c:/desk` is the drive's.
    let drive = path.strip_prefix('/').filter(|p| cfg!(windows) && p.as_bytes().get(1) == Some(&b':'));
    let path = PathBuf::from(drive.unwrap_or(&path));
    path.is_absolute().then_some(path)
}

/// What stands in a path of an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A file's address.
pub fn uri(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(&path, PLAIN)).parse().ok()
}

/// What a report says, for the editor.
pub fn diagnostics(report: &FileReport, uri: &Uri, agreed: Agreed) -> Vec<Diagnostic> {
    let Some(source) = &report.source else {
        return report.problems.iter().map(|p| note(&p.message, DiagnosticSeverity::ERROR)).collect();
    };
    let problem = |p: &crate::session::Problem| {
        let at = p.at.and_then(|at| source.offset(at, Unit::CodePoint)).unwrap_or(0);
        Diagnostic { range: range(source, FileSpan::new(at, at), agreed.unit), ..note(&p.message, DiagnosticSeverity::WARNING) }
    };
    let found = report.diagnostics.iter().map(|d| diagnostic(source, d, uri, agreed));
    found.chain(report.problems.iter().map(problem)).collect()
}

/// A note at the head of a document: what keeps it from being read.
pub fn note(message: &str, severity: DiagnosticSeverity) -> Diagnostic {
    Diagnostic { severity: Some(severity), source: Some("copydesk".to_owned()), message: message.to_owned(), ..Diagnostic::default() }
}

/// One diagnostic.
pub fn diagnostic(source: &Source, d: &diagnostic::Diagnostic, uri: &Uri, agreed: Agreed) -> Diagnostic {
    let related = |l: &diagnostic::Label<FileSpan>| DiagnosticRelatedInformation {
        location: Location { uri: uri.clone(), range: range(source, l.place, agreed.unit) },
        message: l.message.clone(),
    };
    // What should go altogether is drawn faint.
    let goes = d.suggestions.first().is_some_and(|s| s.replacement.is_empty() && s.place.contains(&d.span));
    Diagnostic {
        range: range(source, d.span, agreed.unit),
        severity: Some(match d.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Info => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(d.rule.to_string())),
        source: Some("copydesk".to_owned()),
        message: d.message.clone(),
        related_information: (agreed.related && !d.labels.is_empty()).then(|| d.labels.iter().map(related).collect()),
        tags: goes.then(|| vec![DiagnosticTag::UNNECESSARY]),
        // The catalogue of rules has no address yet that a code could lead to.
        code_description: None,
        data: Some(json!({"fingerprint": d.fingerprint, "group": d.group, "confidence": diagnostic::rounded(d.confidence)})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_addresses_are_each_others_way_back() {
        for name in ["/desk/a b/Þórður 100%.md", "/desk/x#y?.txt"] {
            let address = uri(Path::new(name)).unwrap();
            assert_eq!(path(&address, Path::new("/")).1, Path::new(name), "{}", address.as_str());
        }
        let of = |address: &str| path(&address.parse().unwrap(), Path::new("/desk")).1;
        assert_eq!(of("untitled:Untitled-1"), Path::new("/desk/untitled"));
        assert_eq!(of("file:///c%3A/desk/a.md"), Path::new("/c:/desk/a.md"));
    }
}
