//! What a rule finds, and what a reader is told of it.

use crate::source::LineColumn;
use crate::span::{BlockSpan, FileSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt};

/// The family of fault that a rule reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Text that was cut.
    Truncation,
    /// Names spelt wrong, or two ways.
    Name,
    /// What a machine translation leaves and a fluent writer would not write.
    Artefact,
    /// What the pipeline left: tags, timestamps, placeholders, mojibake.
    Leak,
    /// One thing said two ways in one article.
    Consistency,
    /// Marks and spaces.
    Typography,
}

impl Group {
    /// Every group, in the order they are listed.
    pub const ALL: [Self; 6] = [Self::Truncation, Self::Name, Self::Artefact, Self::Leak, Self::Consistency, Self::Typography];

    /// Its name in output and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Truncation => "truncation",
            Self::Name => "name",
            Self::Artefact => "artefact",
            Self::Leak => "leak",
            Self::Consistency => "consistency",
            Self::Typography => "typography",
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How bad a fault is if it is one; apart from how sure we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// An editor should look.
    Warning,
    /// Must not be published.
    Error,
}

impl Severity {
    /// Its name in output and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a suggestion may be applied without a person looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// Keeps the meaning in every case we know.
    Safe,
    /// A person decides.
    Unsafe,
}

/// A place in an article: a block and a span in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The block's index in its document.
    pub block: usize,
    /// Bytes of the block's text.
    pub span: BlockSpan,
}

impl Place {
    /// A place.
    pub fn new(block: usize, span: BlockSpan) -> Self {
        Self { block, span }
    }
}

/// A replacement for the text at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<P> {
    /// What is replaced.
    pub place: P,
    /// What stands there instead.
    pub replacement: String,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label<P> {
    /// Where.
    pub place: P,
    /// What it has to do with the finding.
    pub message: String,
}

/// What a rule reports, in the article's own coordinates.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The marked text.
    pub place: Place,
    /// What is wrong and why.
    pub message: String,
    /// How sure, 0 to 1: of findings with 0.8, about 8 in 10 are right.
    pub confidence: f32,
    /// Other places that explain it.
    pub labels: Vec<Label<Place>>,
    /// What could stand there, best first.
    pub suggestions: Vec<Suggestion<Place>>,
}

impl Finding {
    /// Sets the confidence.
    pub fn confidence(&mut self, confidence: f32) -> &mut Self {
        self.confidence = confidence.clamp(0.0, 1.0);
        self
    }

    /// Adds a place that explains the finding.
    pub fn label(&mut self, place: Place, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label { place, message: message.into() });
        self
    }

    /// Adds a replacement of the marked text.
    pub fn suggest(&mut self, replacement: impl Into<String>, applicability: Applicability) -> &mut Self {
        self.suggest_at(self.place, replacement, applicability)
    }

    /// Adds a replacement of the text at another place.
    pub fn suggest_at(&mut self, place: Place, replacement: impl Into<String>, applicability: Applicability) -> &mut Self {
        self.suggestions.push(Suggestion { place, replacement: replacement.into(), applicability });
        self
    }
}

/// A finding as a reader gets it: in the file's coordinates, with its rule.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule's id.
    pub rule: Cow<'static, str>,
    /// The rule's family.
    pub group: Group,
    /// How bad.
    pub severity: Severity,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// What is wrong and why.
    pub message: String,
    /// ISO 639 code of the article's language, `und` where unknown.
    pub language: &'static str,
    /// Where, in the file's decoded text.
    pub span: FileSpan,
    /// First character.
    pub start: LineColumn,
    /// One past the last character.
    pub end: LineColumn,
    /// The text as the reader sees it: markup gone, entities resolved.
    pub text: String,
    /// Other places that explain it.
    pub labels: Vec<Label<FileSpan>>,
    /// What could stand there, best first.
    pub suggestions: Vec<Suggestion<FileSpan>>,
    /// The same for the same fault in the same sentence, wherever it moves.
    pub fingerprint: String,
}
