//! Suggestions followed: the article's text afterwards.

use super::{Desk, Draft, Refusal, Wishes};
use crate::{
    diagnostic::{Applicability, Diagnostic, Group, Severity, Suggestion},
    fix::{self, Edit},
    session::{Cancel, Handle, Session},
    span::FileSpan,
};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use std::borrow::Cow;

/// An article, and which suggestions are followed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FixRequest {
    /// The article's text.
    pub text: String,
    /// The path that it is reported under, whose extension names its format and which says what configuration it has.
    pub path: Option<String>,
    /// What the text is, over what the path says: plain, markdown, html, json or jsonl.
    pub format: Option<String>,
    /// Settings over those of copydesk.toml.
    pub settings: Wishes,
    /// The changes to make, as suggestions of a check name them. Without any, all safe ones are made.
    pub changes: Vec<Change>,
    /// Without `changes`: also those that a person should look at.
    pub r#unsafe: bool,
}

/// A suggestion that is followed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// What is replaced, in bytes of the text.
    pub span: Span,
    /// What stands there then, as a reader sees it.
    pub replacement: String,
}

/// Bytes of a text, half open.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Changes that one request may ask for.
const MAX_CHANGES: usize = 10_000;

impl Desk {
    /// The article's text with suggestions followed, as its format writes them, and how many changes that took. What markup stands in
    /// the way of, or what would change more than it should, is left.
    ///
    /// # Errors
    /// Those of [`Self::check`]; a text that can't be opened; a span that is no place of the text.
    pub fn fix(&self, request: &FixRequest, cancel: &Cancel) -> Result<String, Refusal> {
        let session = self.wished(&request.settings)?;
        let (text, path, format) = (request.text.clone(), request.path.clone(), request.format.clone());
        let handle = self.open(&session, &Draft { text, path, format, bytes: None })?;
        let made = if request.changes.is_empty() {
            let boldest = if request.r#unsafe { Applicability::Unsafe } else { Applicability::Safe };
            all(&session, handle, boldest, cancel)
        } else {
            chosen(&session, handle, &request.changes)
        };
        let source = session.close(handle);
        let made = made?;
        let edits: Vec<_> = made.iter().map(|e| json!({"span": e.span, "text": e.text})).collect();
        let text = source.map_or_else(String::new, |s| s.text().to_owned());
        // What the caller edits is the caller's: no sign in it is shown by another.
        Ok(json!({"text": text, "made": made.len(), "edits": edits}).to_string())
    }
}

/// Follows what every check suggests, until nothing is left that may be followed.
fn all(session: &Session, handle: Handle, boldest: Applicability, cancel: &Cancel) -> Result<Vec<Edit>, Refusal> {
    let mut made = Vec::new();
    for _ in 0..fix::MAX_PASSES {
        let report = session.check(handle, cancel)?;
        let source = session.source(handle)?;
        let edits = session.fixes(handle, &source, &report.diagnostics, boldest)?;
        if edits.is_empty() {
            break;
        }
        session.edit(handle, &edits)?;
        made.extend(edits);
    }
    Ok(made)
}

fn chosen(session: &Session, handle: Handle, changes: &[Change]) -> Result<Vec<Edit>, Refusal> {
    if changes.len() > MAX_CHANGES {
        return Err(Refusal::Wrong(format!("more than {MAX_CHANGES} changes")));
    }
    let source = session.source(handle)?;
    let length = source.text().len();
    let mut followed = Vec::with_capacity(changes.len());
    for change in changes {
        let Span { start, end } = change.span;
        if source.text().get(start..end).is_none() {
            return Err(Refusal::Wrong(format!("bytes {start}..{end} are no place in a text of {length} bytes")));
        }
        followed.push(following(FileSpan::new(start, end), &change.replacement));
    }
    let edits = session.fixes(handle, &source, &followed, Applicability::Unsafe)?;
    session.edit(handle, &edits)?;
    Ok(edits)
}

/// A diagnostic that suggests this and says nothing: a change is all that is read of it.
fn following(span: FileSpan, replacement: &str) -> Diagnostic {
    let at = crate::source::LineColumn { line: 1, column: 1 };
    Diagnostic {
        rule: Cow::Borrowed(""),
        group: Group::Typography,
        severity: Severity::Info,
        confidence: 1.0,
        message: String::new(),
        language: "und",
        span,
        start: at,
        end: at,
        text: String::new(),
        labels: Vec::new(),
        elsewhere: Vec::new(),
        part: None,
        suggestions: vec![Suggestion { place: span, replacement: replacement.to_owned(), applicability: Applicability::Unsafe }],
        fingerprint: String::new(),
    }
}
