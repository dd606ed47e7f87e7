//! `sarif`: the Static Analysis Results Interchange Format 2.1.0 (OASIS), as code-scanning services read it.

use super::{FileReport, Problem, Reporter, Summary, json::text, place};
use crate::{
    diagnostic::{Diagnostic, Severity},
    rule::RuleMeta,
    source::{LineColumn, Source},
    span::FileSpan,
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    io::{self, Write},
};

/// See the module. Results are written as they come; only what could not be read is kept to the end.
#[derive(Default)]
pub struct Sarif {
    rules: HashMap<String, usize>,
    problems: Vec<Value>,
    /// Whether something could not be read.
    failed: bool,
    notes: Vec<Value>,
    any: bool,
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn artifact(path: &str) -> Value {
    let uri = place::uri(path);
    if uri.contains("://") { json!({"uri": uri}) } else { json!({"uri": uri, "uriBaseId": "%SRCROOT%"}) }
}

fn region(source: &Source, span: FileSpan) -> Value {
    let (start, end) = (source.line_column(span.start()), source.line_column(span.end()));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

fn location(path: &str, region: &Value) -> Value {
    json!({"physicalLocation": {"artifactLocation": artifact(path), "region": region}})
}

fn rule(meta: &RuleMeta) -> Value {
    let mut markdown = meta.explanation.trim().to_owned();
    for e in meta.examples.iter() {
        let verdict = if e.is_hit() { "Reported" } else { "Left alone" };
        markdown.push_str(&format!("\n\n{verdict}:\n\n> {}", e.text.trim().replace('\n', "\n> ")));
    }
    json!({
        "id": meta.id,
        "shortDescription": {"text": meta.summary},
        "fullDescription": {"text": meta.explanation.trim()},
        "help": {"text": meta.explanation.trim(), "markdown": markdown},
        "defaultConfiguration": {"enabled": meta.default, "level": level(meta.severity)},
        "properties": {"tags": [meta.group.as_str()], "precision": precision(meta.confidence)},
    })
}

/// How code-scanning services name a share of right reports.
fn precision(confidence: f32) -> &'static str {
    match confidence {
        0.95.. => "very-high",
        0.85.. => "high",
        0.6.. => "medium",
        _ => "low",
    }
}

impl Sarif {
    fn result(&mut self, out: &mut dyn Write, source: &Source, d: &Diagnostic, suppressed: Option<&str>) -> io::Result<()> {
        let path = source.path();
        let mut here = region(source, d.span);
        here["snippet"] = json!({"text": d.span.slice(source.text())});
        let mut result = json!({
            "ruleId": d.rule,
            "level": level(d.severity),
            "rank": (f64::from(d.confidence) * 1000.0).round() / 10.0,
            "message": {"text": d.message},
            "locations": [location(path, &here)],
            "partialFingerprints": {"copydesk/v1": d.fingerprint},
        });
        if let Some(index) = self.rules.get(d.rule.as_ref()) {
            result["ruleIndex"] = json!(index);
        }
        if !d.labels.is_empty() {
            let related = d.labels.iter().enumerate().map(|(i, l)| {
                let mut location = location(path, &region(source, l.place));
                location["id"] = json!(i + 1);
                location["message"] = json!({"text": l.message});
                location
            });
            result["relatedLocations"] = related.collect();
        }
        if !d.suggestions.is_empty() {
            let fixes = d.suggestions.iter().map(|s| {
                let replacement = json!({"deletedRegion": region(source, s.place), "insertedContent": {"text": s.replacement}});
                json!({
                    "description": {"text": format!("\"{}\" instead of \"{}\"", s.replacement, s.place.slice(source.text()))},
                    "artifactChanges": [{"artifactLocation": artifact(path), "replacements": [replacement]}],
                })
            });
            result["fixes"] = fixes.collect();
        }
        if let Some(reason) = suppressed {
            result["suppressions"] = json!([{"kind": "inSource", "justification": reason}]);
        }
        write!(out, "{}\n{}", if self.any { "," } else { "" }, text(&result))?;
        self.any = true;
        Ok(())
    }

    fn problem(p: &Problem) -> Value {
        let LineColumn { line, column } = p.at.unwrap_or(LineColumn { line: 1, column: 1 });
        let place = location(&p.path, &json!({"startLine": line, "startColumn": column}));
        json!({"level": if p.warning { "warning" } else { "error" }, "message": {"text": p.message}, "locations": [place]})
    }
}

impl Reporter for Sarif {
    fn begin(&mut self, out: &mut dyn Write, rules: &[RuleMeta]) -> io::Result<()> {
        self.rules = rules.iter().enumerate().map(|(i, m)| (m.id.to_string(), i)).collect();
        let driver = json!({
            "name": "copydesk",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(rule).collect::<Vec<_>>(),
        });
        let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
        write!(out, "{{\"$schema\":\"{schema}\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{}}},", text(&driver))?;
        write!(out, "\"columnKind\":\"unicodeCodePoints\",\"results\":[")
    }

    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        self.failed |= report.problems.iter().any(|p| !p.warning);
        self.problems.extend(report.problems.iter().map(Self::problem));
        let Some(source) = &report.source else { return Ok(()) };
        for d in &report.diagnostics {
            self.result(out, source, d, None)?;
        }
        if report.more > 0 {
            let message = format!("{} not shown", super::count(report.more, "more diagnostic"));
            let place = location(&report.path, &json!({"startLine": 1}));
            self.notes.push(json!({"level": "note", "message": {"text": message}, "locations": [place]}));
        }
        for s in &report.suppressed {
            self.result(out, source, &s.diagnostic, Some(&s.reason))?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        let successful = !self.failed;
        let notifications: Vec<Value> = self.problems.drain(..).chain(self.notes.drain(..)).collect();
        let invocation = json!({"executionSuccessful": successful, "toolExecutionNotifications": notifications});
        writeln!(out, "\n],\"invocations\":[{}]}}]}}", text(&invocation))
    }
}
