//! What a rule finds, and what a reader is told of it.

use crate::{
    analysis::Language,
    source::{LineColumn, Source},
    span::{BlockSpan, FileSpan},
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
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
    /// What a translation and its source disagree about.
    Translation,
}

impl Group {
    /// Every group, in the order they are listed.
    pub const ALL: [Self; 7] =
        [Self::Truncation, Self::Name, Self::Artefact, Self::Leak, Self::Consistency, Self::Typography, Self::Translation];

    /// Its name in output and configuration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Truncation => "truncation",
            Self::Name => "name",
            Self::Artefact => "artefact",
            Self::Leak => "leak",
            Self::Consistency => "consistency",
            Self::Typography => "typography",
            Self::Translation => "translation",
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion<P> {
    /// What is replaced.
    #[serde(rename = "span")]
    pub place: P,
    /// What stands there instead.
    pub replacement: String,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label<P> {
    /// Where.
    #[serde(rename = "span")]
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
    /// It is reported with the rule's severity, but with none above this.
    pub at_most: Severity,
    /// Other places that explain it.
    pub labels: Vec<Label<Place>>,
    /// What could stand there, best first.
    pub suggestions: Vec<Suggestion<Place>>,
}

impl Finding {
    /// What is wrong at a place, and how sure that is; no labels and no suggestions yet.
    pub fn new(place: Place, message: impl Into<String>, confidence: f32) -> Self {
        Self { place, message: message.into(), confidence, at_most: Severity::Error, labels: Vec::new(), suggestions: Vec::new() }
    }

    /// Sets the confidence.
    pub fn confidence(&mut self, confidence: f32) -> &mut Self {
        self.confidence = confidence.clamp(0.0, 1.0);
        self
    }

    /// Bounds the severity: of what a rule finds of this kind, too little is right to stop a build.
    pub fn at_most(&mut self, severity: Severity) -> &mut Self {
        self.at_most = severity;
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

/// A place in another file than the diagnostic's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// The file, as it is shown.
    pub path: String,
    /// Where in it, in bytes of the file on disk.
    pub span: FileSpan,
    /// First character.
    pub start: LineColumn,
    /// What it has to do with the diagnostic.
    pub message: String,
}

/// An ISO 639 code. Under a name of its own, since serde takes a bare `&str` for one that is borrowed from what is read.
pub type Code = &'static str;

/// A finding as a reader gets it: in the file's coordinates, with its rule. Serialised it is what `--format jsonl` writes, but for the
/// path, and with spans of the decoded text: see [`Self::on_disk`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule's id.
    pub rule: Cow<'static, str>,
    /// The rule's family.
    pub group: Group,
    /// How bad.
    pub severity: Severity,
    /// How sure, 0 to 1.
    #[serde(serialize_with = "share")]
    pub confidence: f32,
    /// What is wrong and why.
    pub message: String,
    /// ISO 639 code of the article's language, `und` where unknown.
    #[serde(deserialize_with = "language")]
    pub language: Code,
    /// The part of the file that spans are in, where it has parts; filled in by [`Self::on_disk`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
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
    /// Places in another file that explain it, as in the source of a translation.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Elsewhere>,
    /// What could stand there, best first.
    pub suggestions: Vec<Suggestion<FileSpan>>,
    /// The same for the same fault in the same sentence, wherever it moves.
    pub fingerprint: String,
}

impl Diagnostic {
    /// The same with its spans in bytes of the file as it is on disk, for whoever reads the file's bytes.
    #[must_use]
    pub fn on_disk(&self, source: &Source) -> Self {
        let span = |s: FileSpan| {
            let disk = source.on_disk(s);
            FileSpan::new(disk.start, disk.end)
        };
        let mut diagnostic = self.clone();
        diagnostic.part = source.part(self.span).map(str::to_owned);
        diagnostic.span = span(self.span);
        diagnostic.labels.iter_mut().for_each(|l| l.place = span(l.place));
        diagnostic.suggestions.iter_mut().for_each(|s| s.place = span(s.place));
        diagnostic
    }
}

/// A share to three decimals, as it is written.
pub fn rounded(share: f32) -> f64 {
    (f64::from(share) * 1000.0).round() / 1000.0
}

fn share<S: Serializer>(share: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(rounded(*share))
}

fn language<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    let code = String::deserialize(deserializer)?;
    Ok(Language::from_code(&code).unwrap_or(Language::UNKNOWN).code())
}
