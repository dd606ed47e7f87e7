//! Applies suggestions to files: overlaps resolved, each format's escapes right, the file replaced in one step.

use crate::{
    diagnostic::{Applicability, Diagnostic, Suggestion},
    document::Format,
    source::Source,
    span::FileSpan,
};
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// How often a file is checked and fixed again: one fix may make another possible.
pub const MAX_PASSES: usize = 8;

/// A replacement as it is written to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: FileSpan,
    /// What stands there then, escaped for the file's format.
    pub text: String,
}

/// The edits that can be made together: the first suggestion of each diagnostic that is at most as bold as `boldest`,
/// without those that touch another, or that the format's markup stands in the way of.
pub fn edits(source: &Source, format: Format, diagnostics: &[Diagnostic], boldest: Applicability) -> Vec<Edit> {
    let may = |s: &&Suggestion<FileSpan>| s.applicability == Applicability::Safe || boldest == Applicability::Unsafe;
    let mut found: Vec<(f32, Edit)> = Vec::new();
    for d in diagnostics {
        let Some(suggestion) = d.suggestions.first().filter(may) else { continue };
        let old = suggestion.place.slice(source.text());
        let Some(text) = escape(format, old, &suggestion.replacement).filter(|t| t != old) else { continue };
        // A file is never cut at a place that is none.
        if old.len() == suggestion.place.len() && suggestion.place.end() <= source.text().len() {
            found.push((d.confidence, Edit { span: suggestion.place, text }));
        }
    }
    // Of two that touch, the surer one is made; the other gets its chance in the next pass.
    found.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.span.cmp(&y.span)).then(x.text.cmp(&y.text)));
    let mut kept: std::collections::BTreeMap<usize, Edit> = std::collections::BTreeMap::new();
    for (_, edit) in found {
        let before = kept.range(..=edit.span.start()).next_back().is_none_or(|(_, e)| e.span.end() < edit.span.start());
        let after = kept.range(edit.span.start()..).next().is_none_or(|(start, _)| edit.span.end() < *start);
        if before && after {
            kept.insert(edit.span.start(), edit);
        }
    }
    kept.into_values().collect()
}

/// A replacement as the format writes it, or `None` where markup or escapes stand in the way.
fn escape(format: Format, old: &str, new: &str) -> Option<String> {
    if new.chars().any(|c| c.is_control()) {
        return None;
    }
    let special = |text: &str, marks: &[char]| text.contains(marks);
    match format {
        Format::Plain => Some(new.to_owned()),
        Format::Markdown => {
            const MARKS: &[char] = &['*', '_', '`', '[', ']', '<', '>', '\\', '&', '#', '|', '~', '{', '}'];
            (!special(old, MARKS) && !special(new, MARKS) && !old.contains(['\n', '\r'])).then(|| new.to_owned())
        }
        Format::Html => {
            const MARKS: &[char] = &['&', '<', '>', '\n', '\r'];
            (!special(old, MARKS) && !special(new, MARKS)).then(|| new.to_owned())
        }
        // The string may hold HTML or Markdown.
        Format::Json | Format::Jsonl => {
            const MARKS: &[char] = &['\\', '&', '<', '>', '*', '_', '[', ']', '`'];
            let written = serde_json::to_string(new).ok()?;
            let inner = written.strip_prefix('"')?.strip_suffix('"')?;
            (!special(old, MARKS) && !special(new, MARKS)).then(|| inner.to_owned())
        }
    }
}

/// The text with the edits made; they must be in order and apart, as [`edits`] gives them.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let Some(before) = text.get(at..edit.span.start()) else { continue };
        out.push_str(before);
        out.push_str(&edit.text);
        at = edit.span.end();
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// Puts new text in a file's place in one step, with its encoding, byte order mark and permissions: whoever looks sees the old
/// file or the new one, also if the process dies. Links stay links.
///
/// # Errors
/// Those of the file system; the file is not writable; or it has changed since `source` was read.
pub fn write(path: &Path, source: &Source, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new().prefix(".copydesk-").suffix(".tmp").tempfile_in(folder)?;
    temporary.write_all(&source.encode(text))?;
    temporary.as_file().set_permissions(permissions)?;
    temporary.as_file().sync_all()?;
    if fs::read(&path)? != source.encode(source.text()) {
        return Err(io::Error::other("the file has changed meanwhile"));
    }
    temporary.persist(&path)?;
    Ok(())
}

/// The change as a unified diff.
pub fn diff(path: &str, old: &str, new: &str) -> String {
    similar::TextDiff::from_lines(old, new).unified_diff().context_radius(1).header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagnostic::Group, diagnostic::Severity, source::LineColumn};

    fn diagnostic(text: &str, old: &str, new: &str, applicability: Applicability, confidence: f32) -> Diagnostic {
        let at = text.find(old).unwrap();
        let span = FileSpan::new(at, at + old.len());
        let start = LineColumn { line: 1, column: 1 };
        Diagnostic {
            rule: "both-the".into(),
            group: Group::Artefact,
            severity: Severity::Warning,
            confidence,
            message: String::new(),
            language: "en",
            span,
            start,
            end: start,
            text: old.to_owned(),
            labels: Vec::new(),
            suggestions: vec![Suggestion { place: span, replacement: new.to_owned(), applicability }],
            fingerprint: String::new(),
        }
    }

    fn fixed(text: &str, format: Format, wanted: &[(&str, &str, Applicability, f32)], boldest: Applicability) -> String {
        let diagnostics: Vec<_> = wanted.iter().map(|(old, new, a, c)| diagnostic(text, old, new, *a, *c)).collect();
        let source = Source::from_text("a", text);
        apply(text, &edits(&source, format, &diagnostics, boldest))
    }

    use Applicability::{Safe, Unsafe};

    #[test]
    fn only_what_is_allowed_is_changed() {
        let wanted = [("both the", "both", Safe, 0.9), ("Baden", "Biden", Unsafe, 0.9)];
        let text = "Baden met both the leaders.";
        assert_eq!(fixed(text, Format::Plain, &wanted, Safe), "Baden met both leaders.");
        assert_eq!(fixed(text, Format::Plain, &wanted, Unsafe), "Biden met both leaders.");
    }

    #[test]
    fn of_overlapping_edits_the_surer_one_is_made() {
        let wanted = [("both the leaders", "both leaders", Safe, 0.6), ("the leaders of", "leaders of", Safe, 0.9)];
        assert_eq!(fixed("met both the leaders of Chad", Format::Plain, &wanted, Safe), "met both leaders of Chad");
        let touching = [("both ", "", Safe, 0.9), ("the", "a", Safe, 0.5)];
        assert_eq!(fixed("met both the leaders", Format::Plain, &touching, Safe), "met the leaders", "one at a time");
    }

    #[test]
    fn markup_in_the_way_is_left_alone() {
        let wanted = [("both *the*", "both", Safe, 0.9)];
        assert_eq!(fixed("met both *the* leaders", Format::Markdown, &wanted, Safe), "met both *the* leaders");
        let wanted = [("AT and T", "AT&T", Safe, 0.9)];
        assert_eq!(fixed("met AT and T leaders", Format::Markdown, &wanted, Safe), "met AT and T leaders");
    }
}
