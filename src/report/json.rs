//! `jsonl`: one diagnostic a line; `json`: one object with all of them and the counts.

use super::{FileReport, Reporter, Summary, clean};
pub use crate::diagnostic::rounded as share;
use crate::{diagnostic::Diagnostic, rule::RuleMeta, source::Source};
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, Write};

/// `jsonl`.
pub struct Jsonl;

impl Reporter for Jsonl {
    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        let Some(source) = &report.source else { return Ok(()) };
        report.diagnostics.iter().try_for_each(|d| writeln!(out, "{}", line(source, d)))
    }
}

/// `json`: `{"diagnostics": […], "problems": […], "summary": {…}}`.
#[derive(Default)]
pub struct Json {
    any: bool,
    problems: Vec<Value>,
}

impl Reporter for Json {
    fn begin(&mut self, out: &mut dyn Write, _rules: &[RuleMeta]) -> io::Result<()> {
        write!(out, "{{\"diagnostics\":[")
    }

    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        for p in &report.problems {
            let place = p.at.map(|at| json!({"line": at.line, "column": at.column}));
            self.problems.push(json!({"path": p.path, "start": place, "message": p.message}));
        }
        let Some(source) = &report.source else { return Ok(()) };
        for d in &report.diagnostics {
            write!(out, "{}\n{}", if self.any { "," } else { "" }, line(source, d))?;
            self.any = true;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, s: &Summary) -> io::Result<()> {
        let problems = text(&Value::Array(std::mem::take(&mut self.problems)));
        let [info, warning, error] = s.severities;
        let summary = json!({
            "files": s.files, "articles": s.articles, "words": s.words, "diagnostics": s.diagnostics(),
            "error": error, "warning": warning, "info": info, "not_shown": s.more, "rules": s.rules,
        });
        writeln!(out, "\n],\n\"problems\":{problems},\n\"summary\":{}}}", text(&summary))
    }
}

/// Serialised, with nothing in it that a terminal acts on.
pub fn text(value: &Value) -> String {
    clean::json(value.to_string())
}

/// A diagnostic as the JSON object of the contract: spans in bytes of the file on disk, lines and columns from 1.
#[derive(Serialize)]
struct Object<'d> {
    path: &'d str,
    #[serde(flatten)]
    diagnostic: Diagnostic,
}

/// A diagnostic as one line of JSON, with nothing in it that a terminal acts on.
pub fn line(source: &Source, d: &Diagnostic) -> String {
    let mut diagnostic = d.on_disk(source);
    let elsewhere = std::mem::take(&mut diagnostic.elsewhere);
    let object = Object { path: source.path(), diagnostic };
    if !elsewhere.is_empty() {
        // Places in another file are labels with its path.
        let mut value = serde_json::to_value(&object).unwrap_or_default();
        if let Some(labels) = value.get_mut("labels").and_then(Value::as_array_mut) {
            labels.extend(elsewhere.iter().map(|e| json!({"path": e.path, "span": e.span, "start": e.start, "message": e.message})));
        }
        return text(&value);
    }
    clean::json(serde_json::to_string(&object).unwrap_or_default())
}
