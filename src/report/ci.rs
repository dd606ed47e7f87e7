//! Reports for the services that build and review: `github` annotations, `gitlab` code quality, reviewdog's `rdjson` and
//! `rdjsonl`, `junit`, `checkstyle`.

use super::{FileReport, Problem, Reporter, Summary, clean, json::text, place};
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

/// GitHub's workflow commands, one a diagnostic, which it shows beside the line.
pub struct Github;

/// Escapes what ends a command's message, or with `property` also what ends one of its properties.
fn command(text: &str, property: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ':' if property => out.push_str("%3A"),
            ',' if property => out.push_str("%2C"),
            c if clean::is_active(c) => out.push(clean::visible(c)),
            c => out.push(c),
        }
    }
    out
}

impl Reporter for Github {
    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        for p in &report.problems {
            let LineColumn { line, column } = p.at.unwrap_or(LineColumn { line: 1, column: 1 });
            let path = command(&place::relative(&p.path), true);
            writeln!(out, "::error file={path},line={line},col={column},title=copydesk::{}", command(&p.message, false))?;
        }
        let path = command(&place::relative(&report.path), true);
        for d in &report.diagnostics {
            let level = match d.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            let mut place = format!("line={},endLine={}", d.start.line, d.end.line);
            if d.start.line == d.end.line {
                // GitHub takes columns only within one line, and the last one as part of the place.
                place += &format!(",col={},endColumn={}", d.start.column, d.end.column.max(d.start.column + 1) - 1);
            }
            let title = command(&format!("copydesk {}", d.rule), true);
            writeln!(out, "::{level} file={path},{place},title={title}::{}", command(&with_suggestion(d), false))?;
        }
        if report.more > 0 {
            writeln!(out, "::notice file={path},title=copydesk::{} not shown", super::count(report.more, "more diagnostic"))?;
        }
        Ok(())
    }
}

/// The message with what could stand there, for formats that have no place for it.
fn with_suggestion(d: &Diagnostic) -> String {
    match d.suggestions.first() {
        Some(s) if s.replacement.is_empty() => format!("{} (remove it)", d.message),
        Some(s) => format!("{} (suggested: \"{}\")", d.message, s.replacement),
        None => d.message.clone(),
    }
}

/// GitLab's code quality report: a subset of Code Climate's.
#[derive(Default)]
pub struct Gitlab {
    any: bool,
    /// How often a fingerprint was used in this file: GitLab drops one that comes twice.
    seen: HashMap<String, usize>,
}

impl Gitlab {
    fn issue(&mut self, out: &mut dyn Write, path: &str, issue: &mut Value, fingerprint: &str) -> io::Result<()> {
        let count = self.seen.entry(fingerprint.to_owned()).or_default();
        *count += 1;
        let unique = blake3::hash(format!("{path}\0{fingerprint}\0{count}").as_bytes()).to_hex();
        issue["fingerprint"] = json!(&unique[..32]);
        write!(out, "{}\n{}", if self.any { "," } else { "" }, text(issue))?;
        self.any = true;
        Ok(())
    }
}

impl Reporter for Gitlab {
    fn begin(&mut self, out: &mut dyn Write, _rules: &[RuleMeta]) -> io::Result<()> {
        write!(out, "[")
    }

    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        self.seen.clear();
        let path = place::relative(&report.path);
        for p in &report.problems {
            let path = place::relative(&p.path);
            let line = p.at.map_or(1, |at| at.line);
            let location = json!({"path": path, "lines": {"begin": line}});
            let mut issue = json!({"description": p.message, "check_name": "unreadable", "severity": "critical", "location": location});
            self.issue(out, &path, &mut issue, &p.message)?;
        }
        for d in &report.diagnostics {
            let severity = match d.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            };
            let location = json!({"path": path, "lines": {"begin": d.start.line, "end": d.end.line}});
            let mut issue = json!({"description": with_suggestion(d), "check_name": d.rule, "severity": severity, "location": location});
            self.issue(out, &path, &mut issue, &d.fingerprint)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "\n]")
    }
}

/// Reviewdog's diagnostic format; columns are UTF-8 bytes there.
#[derive(Default)]
pub struct Reviewdog {
    /// One diagnostic a line instead of one object.
    pub lines: bool,
    any: bool,
}

impl Reviewdog {
    /// `rdjsonl` or `rdjson`.
    pub fn new(lines: bool) -> Self {
        Self { lines, any: false }
    }

    fn write(&mut self, out: &mut dyn Write, value: &Value) -> io::Result<()> {
        let comma = if self.any && !self.lines { "," } else { "" };
        self.any = true;
        if self.lines { writeln!(out, "{}", text(value)) } else { write!(out, "{comma}\n{}", text(value)) }
    }
}

fn range(source: &Source, span: FileSpan) -> Value {
    let point = |at: usize| {
        let (line, column) = place::byte_column(source, at);
        json!({"line": line, "column": column})
    };
    json!({"start": point(span.start()), "end": point(span.end())})
}

impl Reporter for Reviewdog {
    fn begin(&mut self, out: &mut dyn Write, _rules: &[RuleMeta]) -> io::Result<()> {
        if self.lines { Ok(()) } else { write!(out, "{{\"source\":{{\"name\":\"copydesk\"}},\"diagnostics\":[") }
    }

    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        for p in &report.problems {
            let LineColumn { line, column } = p.at.unwrap_or(LineColumn { line: 1, column: 1 });
            let location = json!({"path": place::relative(&p.path), "range": {"start": {"line": line, "column": column}}});
            self.write(out, &json!({"message": p.message, "location": location, "severity": "ERROR"}))?;
        }
        let Some(source) = &report.source else { return Ok(()) };
        let path = place::relative(&report.path);
        for d in &report.diagnostics {
            let suggestions = d.suggestions.iter().map(|s| json!({"range": range(source, s.place), "text": s.replacement}));
            let related = d.labels.iter().map(|l| {
                let location = json!({"path": path, "range": range(source, l.place)});
                json!({"message": l.message, "location": location})
            });
            let mut value = json!({
                "message": d.message,
                "location": {"path": path, "range": range(source, d.span)},
                "severity": d.severity.as_str().to_ascii_uppercase(),
                "code": {"value": d.rule},
            });
            if !d.suggestions.is_empty() {
                value["suggestions"] = suggestions.collect();
            }
            if !d.labels.is_empty() {
                value["relatedLocations"] = related.collect();
            }
            self.write(out, &value)?;
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        if self.lines { Ok(()) } else { writeln!(out, "\n]}}") }
    }
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// JUnit: each file is a suite, each diagnostic a failed case, and a file without any a passed one.
pub struct Junit;

impl Reporter for Junit {
    fn begin(&mut self, out: &mut dyn Write, _rules: &[RuleMeta]) -> io::Result<()> {
        writeln!(out, "{XML}\n<testsuites name=\"copydesk\">")
    }

    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        for Problem { path, message, .. } in &report.problems {
            let (path, message) = (clean::markup(&place::relative(path)), clean::markup(message));
            writeln!(out, "<testsuite name=\"{path}\" tests=\"1\" failures=\"0\" errors=\"1\">")?;
            writeln!(out, "<testcase name=\"read\" classname=\"{path}\"><error message=\"{message}\"/></testcase>\n</testsuite>")?;
        }
        if report.source.is_none() {
            return Ok(());
        }
        let path = clean::markup(&place::relative(&report.path));
        let n = report.diagnostics.len();
        writeln!(out, "<testsuite name=\"{path}\" tests=\"{}\" failures=\"{n}\" errors=\"0\">", n.max(1))?;
        if n == 0 {
            writeln!(out, "<testcase name=\"copydesk\" classname=\"{path}\"/>")?;
        }
        for d in &report.diagnostics {
            let LineColumn { line, column } = d.start;
            let (message, rule) = (clean::markup(&with_suggestion(d)), clean::markup(&d.rule));
            writeln!(out, "<testcase name=\"{rule} {line}:{column}\" classname=\"{path}\">")?;
            let marked = clean::markup(&d.text);
            writeln!(out, "<failure type=\"{rule}\" message=\"{message}\">{path}:{line}:{column} {marked}</failure>\n</testcase>")?;
        }
        writeln!(out, "</testsuite>")
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "</testsuites>")
    }
}

/// Checkstyle's XML.
pub struct Checkstyle;

impl Reporter for Checkstyle {
    fn begin(&mut self, out: &mut dyn Write, _rules: &[RuleMeta]) -> io::Result<()> {
        writeln!(out, "{XML}\n<checkstyle version=\"10.0\">")
    }

    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()> {
        let error = |at: LineColumn, severity: &str, message: &str, rule: &str| {
            let (line, column, message, rule) = (at.line, at.column, clean::markup(message), clean::markup(rule));
            format!("<error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" source=\"copydesk.{rule}\"/>")
        };
        for p in &report.problems {
            let at = p.at.unwrap_or(LineColumn { line: 1, column: 1 });
            let path = clean::markup(&place::relative(&p.path));
            writeln!(out, "<file name=\"{path}\">\n{}\n</file>", error(at, "error", &p.message, "unreadable"))?;
        }
        if report.diagnostics.is_empty() {
            return Ok(());
        }
        writeln!(out, "<file name=\"{}\">", clean::markup(&place::relative(&report.path)))?;
        for d in &report.diagnostics {
            writeln!(out, "{}", error(d.start, d.severity.as_str(), &with_suggestion(d), &d.rule))?;
        }
        writeln!(out, "</file>")
    }

    fn end(&mut self, out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        writeln!(out, "</checkstyle>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_cannot_end_its_command() {
        assert_eq!(command("100%\n::error::x", false), "100%25%0A::error::x");
        assert_eq!(command("a,b:c\u{1b}", true), "a%2Cb%3Ac\u{241b}");
    }
}
