//! `jsonl`: one diagnostic a line.

use crate::{diagnostic::Diagnostic, source::Source, span::FileSpan};
use serde_json::{Value, json};

/// A diagnostic as the JSON object of the contract: spans in bytes of the file on disk, lines and columns from 1.
pub fn object(source: &Source, d: &Diagnostic) -> Value {
    let span = |s: FileSpan| {
        let disk = source.on_disk(s);
        json!({"start": disk.start, "end": disk.end})
    };
    json!({
        "path": source.path(),
        "rule": d.rule,
        "group": d.group,
        "severity": d.severity,
        "confidence": (f64::from(d.confidence) * 1000.0).round() / 1000.0,
        "message": d.message,
        "language": d.language,
        "span": span(d.span),
        "start": {"line": d.start.line, "column": d.start.column},
        "end": {"line": d.end.line, "column": d.end.column},
        "text": d.text,
        "labels": d.labels.iter().map(|l| json!({"span": span(l.place), "message": l.message})).collect::<Vec<_>>(),
        "suggestions": d.suggestions.iter().map(|s| json!({"span": span(s.place), "replacement": s.replacement, "applicability": s.applicability})).collect::<Vec<_>>(),
        "fingerprint": d.fingerprint,
    })
}
