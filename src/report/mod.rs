//! How diagnostics are written: one file a format, each a [`Reporter`] that is handed files in order and keeps as little as it can.

#[cfg(feature = "cli")]
mod ci;
pub mod clean;
#[cfg(feature = "cli")]
mod concise;
#[cfg(feature = "cli")]
mod html;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
pub mod names;
#[cfg(feature = "cli")]
mod place;
pub mod rules;
#[cfg(feature = "cli")]
mod sarif;
pub mod triage;

pub use crate::session::{FileReport, Problem, count};

use crate::{diagnostic::Severity, rule::RuleMeta, session::grouped};
#[cfg(feature = "cli")]
use clap::ValueEnum;
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// A format that reports are written in.
#[cfg(feature = "cli")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Excerpts with marked places, for people
    Human,
    /// One line a diagnostic: path, line, column, rule, message
    Concise,
    /// One JSON object with all diagnostics
    Json,
    /// One JSON object a line, in the order of paths and places
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// Reviewdog's diagnostics, one object
    Rdjson,
    /// Reviewdog's diagnostics, one a line
    Rdjsonl,
    /// JUnit's XML
    Junit,
    /// Checkstyle's XML
    Checkstyle,
    /// A page to read, with the articles and their marks
    Html,
}

/// The whole run in numbers.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Articles in them.
    pub articles: usize,
    /// Words in those.
    pub words: usize,
    /// Diagnostics by severity: info, warning, error.
    pub severities: [usize; 3],
    /// Diagnostics by rule.
    pub rules: BTreeMap<String, usize>,
    /// Files, or parts of files, that could not be read.
    pub problems: usize,
    /// Diagnostics that comments in the files hide.
    pub suppressed: usize,
    /// Changes made to files.
    pub fixed: usize,
    /// Diagnostics that are counted above and not shown, since one file has too many.
    pub more: usize,
}

impl Summary {
    /// Counts one file, with all its diagnostics.
    pub fn add(&mut self, report: &FileReport) {
        self.files += usize::from(report.source.is_some());
        self.articles += report.articles;
        self.words += report.words;
        self.problems += report.problems.iter().filter(|p| !p.warning).count();
        self.suppressed += report.suppressed.len();
        self.fixed += report.fixed;
        for d in &report.diagnostics {
            self.severities[d.severity as usize] += 1;
            *self.rules.entry(d.rule.to_string()).or_default() += 1;
        }
    }

    /// All diagnostics.
    pub fn diagnostics(&self) -> usize {
        self.severities.iter().sum()
    }

    /// One line: "3 diagnostics (1 error, 2 warnings) in 40 articles, 21,345 words".
    pub fn line(&self) -> String {
        let mut parts = Vec::new();
        for severity in [Severity::Error, Severity::Warning, Severity::Info] {
            let n = self.severities[severity as usize];
            match severity {
                _ if n == 0 => {}
                Severity::Info => parts.push(format!("{} info", grouped(n))),
                _ => parts.push(count(n, severity.as_str())),
            }
        }
        let kinds = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
        let diagnostics = count(self.diagnostics(), "diagnostic");
        let read = format!("{}, {}", count(self.articles, "article"), count(self.words, "word"));
        let unread = if self.problems == 0 { String::new() } else { format!("; {} could not be read", count(self.problems, "place")) };
        let fixed = if self.fixed == 0 { String::new() } else { format!("; {} fixed", grouped(self.fixed)) };
        let hidden = if self.suppressed == 0 { String::new() } else { format!("; {} suppressed", grouped(self.suppressed)) };
        let more = if self.more == 0 { String::new() } else { format!("; {} not shown", grouped(self.more)) };
        format!("{diagnostics}{kinds} in {read}{fixed}{hidden}{more}{unread}")
    }

    /// The rules with most diagnostics, and how many each has.
    pub fn loudest(&self, count: usize) -> impl Iterator<Item = (&str, usize)> {
        let mut rows: Vec<(&str, usize)> = self.rules.iter().map(|(rule, n)| (rule.as_str(), *n)).collect();
        rows.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        rows.into_iter().take(count)
    }

    /// Diagnostics by rule, the most frequent first.
    pub fn statistics(&self) -> String {
        let mut rows: Vec<(&String, &usize)> = self.rules.iter().collect();
        rows.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let width = rows.first().map_or(1, |(_, n)| n.to_string().len());
        rows.iter().map(|(rule, n)| format!("{n:>width$}  {rule}\n")).collect()
    }
}

/// Writes a report.
pub trait Reporter {
    /// Before the first file; `rules` are the records of every rule that may appear.
    ///
    /// # Errors
    /// Those of the writer, here and below.
    fn begin(&mut self, _out: &mut dyn Write, _rules: &[RuleMeta]) -> io::Result<()> {
        Ok(())
    }

    /// One file.
    fn file(&mut self, out: &mut dyn Write, report: &FileReport) -> io::Result<()>;

    /// After the last file.
    fn end(&mut self, _out: &mut dyn Write, _summary: &Summary) -> io::Result<()> {
        Ok(())
    }
}

/// How a report looks where a person reads it.
#[cfg(feature = "cli")]
#[derive(Clone, Copy, Debug)]
pub struct Appearance {
    /// Whether to write colour codes.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to leave the summary out.
    pub quiet: bool,
}

/// The reporter of a format.
#[cfg(feature = "cli")]
pub fn reporter(format: Format, appearance: Appearance) -> Box<dyn Reporter> {
    match format {
        Format::Human => Box::new(human::Human::new(appearance)),
        Format::Concise => Box::new(concise::Concise { appearance }),
        Format::Json => Box::new(json::Json::default()),
        Format::Jsonl => Box::new(json::Jsonl),
        Format::Sarif => Box::new(sarif::Sarif::default()),
        Format::Github => Box::new(ci::Github),
        Format::Gitlab => Box::new(ci::Gitlab::default()),
        Format::Rdjson => Box::new(ci::Reviewdog::new(false)),
        Format::Rdjsonl => Box::new(ci::Reviewdog::new(true)),
        Format::Junit => Box::new(ci::Junit),
        Format::Checkstyle => Box::new(ci::Checkstyle),
        Format::Html => Box::new(html::Html::default()),
    }
}

/// A reporter whose report goes to a file: a large one may go to several.
#[cfg(feature = "cli")]
pub fn reporter_to(format: Format, appearance: Appearance, file: &std::path::Path) -> Box<dyn Reporter> {
    if format == Format::Html { Box::new(html::Html::in_pages(file)) } else { reporter(format, appearance) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_in_words() {
        let summary = Summary { articles: 1, words: 21_345, severities: [0, 2, 1], ..Summary::default() };
        assert_eq!(summary.line(), "3 diagnostics (1 error, 2 warnings) in 1 article, 21,345 words");
    }
}
