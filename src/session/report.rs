//! What reading a file gives.

use crate::{
    analysis::Language,
    diagnostic::{Diagnostic, Severity},
    document::BlockKind,
    filter::suppress::Suppressed,
    ledger::Seen,
    source::{LineColumn, Source},
    span::FileSpan,
    triage::{Faults, Unjudged},
};
use std::sync::Arc;

/// Something that kept a file, or a part of it, from being read.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The path as it is shown.
    pub path: String,
    /// Where in it.
    pub at: Option<LineColumn>,
    /// What is wrong.
    pub message: String,
    /// Whether the file is read all the same: the run's status does not say so.
    pub warning: bool,
}

/// A stretch of an article that speaks for machine translation.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// Where, in the file's decoded text.
    pub span: FileSpan,
    /// The text as a reader sees it.
    pub text: String,
    /// What it adds to the log odds of its sentence.
    pub score: f32,
    /// What is unusual in it.
    pub why: String,
}

/// One article of a file.
#[derive(Clone, Debug)]
pub struct ArticleReport {
    /// Which of the file's articles it is, from 1, where the file may hold several.
    pub number: Option<usize>,
    /// Its language.
    pub language: Language,
    /// How many words it has.
    pub words: usize,
    /// What was found in numbers, without what copydesk says about comments to itself.
    pub faults: Faults,
    /// How much it reads like unedited machine translation, 0 to 1, or why that is not said; `None` where nobody asked.
    pub machine_translated: Option<Result<f64, Unjudged>>,
    /// The stretches that speak most for machine translation, the weightiest first.
    pub stretches: Vec<Stretch>,
    /// Its names, where they were asked for.
    pub names: Vec<Seen>,
    /// Its blocks, where they were asked for.
    pub outline: Vec<Piece>,
}

/// A block of an article.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it is.
    pub kind: BlockKind,
    /// Where, in the file's decoded text.
    pub span: FileSpan,
    /// Its sentences, in the file's decoded text.
    pub sentences: Vec<FileSpan>,
}

/// What reading one file gave.
#[derive(Debug)]
pub struct FileReport {
    /// The path as it is shown.
    pub path: String,
    /// The file's text, where it could be read.
    pub source: Option<Arc<Source>>,
    /// How many articles it holds.
    pub articles: usize,
    /// How many words those have.
    pub words: usize,
    /// Those articles one by one, as far as more than their diagnostics was asked for.
    pub each: Vec<ArticleReport>,
    /// What was found, ordered by place.
    pub diagnostics: Vec<Diagnostic>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// What suppressions in the file hide.
    pub suppressed: Vec<Suppressed>,
    /// How many changes were made to the file.
    pub fixed: usize,
    /// The severity from which the run fails, for this file.
    pub fail_on: Severity,
    /// Whether a diagnostic is at or above it.
    pub fails: bool,
    /// How many diagnostics are shown for each article; 0: all.
    pub limit: usize,
    /// How many more there are than are shown.
    pub more: usize,
}

impl FileReport {
    /// A report with nothing in it yet.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            source: None,
            articles: 0,
            words: 0,
            each: Vec::new(),
            diagnostics: Vec::new(),
            problems: Vec::new(),
            suppressed: Vec::new(),
            fixed: 0,
            fail_on: Severity::Warning,
            fails: false,
            limit: 0,
            more: 0,
        }
    }

    /// A report on a file that can't be read.
    pub fn problem(path: impl Into<String>, message: impl ToString) -> Self {
        let path = path.into();
        let problem = Problem { path: path.clone(), at: None, message: message.to_string(), warning: false };
        Self { problems: vec![problem], ..Self::new(path) }
    }

    /// Leaves as many diagnostics as are to be shown; gives the number of the others.
    pub fn cut(&mut self) -> usize {
        let most = self.limit.saturating_mul(self.articles.max(1));
        if self.limit > 0 && self.diagnostics.len() > most {
            self.more = self.diagnostics.len() - most;
            self.diagnostics.truncate(most);
        }
        self.more
    }
}

/// A number with its noun: "1 word", "2,345 words".
pub fn count(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", grouped(n), if n == 1 { "" } else { "s" })
}

/// A number with a comma between thousands.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, d) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(d);
    }
    out
}
