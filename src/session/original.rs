//! The text that an article was translated from: where it is, and what the article and it disagree about.

use super::{File, Input, Problem, Session, error::reason};
use crate::{
    analysis::{Article, Language},
    bitext::{self, Disagreement, Side},
    config,
    diagnostic::{Applicability, Diagnostic, Elsewhere, Finding, Label},
    document::{self, Beside, Document, Format},
    engine::{self, Options},
    rules::TRANSLATION,
    source::Source,
    span::FileSpan,
};
use std::{
    cell::OnceCell,
    path::{Path, PathBuf},
};

/// Where the source of an article is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// A path; `{path}` stands for the article's own as it is shown, `{name}` for its last part, `{stem}` for that without extension.
    pub pattern: String,
    /// The source's language, where it is not to be guessed.
    pub language: Option<Language>,
}

/// What the text that an article comes with is called.
pub const BESIDE: &str = "source";

/// The sources of a file's articles. A file of sources is read once, when the first article asks.
pub(super) struct Originals<'s> {
    session: &'s Session,
    file: &'s File,
    read: OnceCell<Result<(Source, Vec<Document>), Problem>>,
}

impl<'s> Originals<'s> {
    pub fn new(session: &'s Session, file: &'s File) -> Self {
        Self { session, file, read: OnceCell::new() }
    }

    /// What an article and its source disagree about, as far as it is wanted; nothing where it has none. `number` is the article's
    /// place among the `of` articles of its file.
    ///
    /// # Errors
    /// A problem of the source's file: it can't be read, or is no source of this article.
    pub fn disagreements(&self, article: &Article<'_>, number: usize, of: usize, options: &Options) -> Result<Vec<Diagnostic>, Problem> {
        if let Some(beside) = &article.document().beside {
            return Ok(self.segments(article, beside, options));
        }
        if self.file.beside.is_none() && self.path(article).is_none() {
            return Ok(Vec::new());
        }
        let read = self.read.get_or_init(|| self.source(article));
        let (source, documents) = read.as_ref().map_err(Problem::clone)?;
        let problem = |message: String| Problem { path: source.path().to_owned(), at: None, message, warning: false };
        // A file of as many articles has them in the same order.
        let index = if documents.len() == of { number } else { 0 };
        let Some(document) = documents.get(index) else { return Err(problem("no article in it".to_owned())) };
        let original = Article::with_blocks(document, self.language(), self.session.blocks.as_ref());
        let (left, right) = (Side::read(&original), Side::read(article));
        bitext::may_be_pair(&left, &right).map_err(problem)?;
        let found = bitext::compare(&left, &right, &self.file.prepared.settings.sources.glossary).map_err(problem)?;
        let mut reports = Vec::new();
        for disagreement in found {
            let elsewhere = disagreement.source.as_ref().and_then(|(place, message)| {
                let span = document.blocks.get(place.block)?.in_file(place.span);
                Some(elsewhere(source, span, message))
            });
            if let Some(mut diagnostic) = self.report(article, disagreement, options) {
                diagnostic.elsewhere.extend(elsewhere);
                reports.push(diagnostic);
            }
        }
        Ok(reports)
    }

    /// The same for a file that has both, segment by segment.
    fn segments(&self, article: &Article<'_>, beside: &Beside, options: &Options) -> Vec<Diagnostic> {
        if TRANSLATION.iter().all(|meta| self.file.prepared.settings.severity(meta).is_none()) {
            return Vec::new();
        }
        let document = Document { blocks: beside.blocks.clone(), ..Document::default() };
        let said = beside.language.as_deref().and_then(|l| Language::from_code(&l.split(['-', '_']).next().unwrap_or(l).to_lowercase()));
        let original = Article::with_blocks(&document, self.language().or(said), self.session.blocks.as_ref());
        let (left, right) = (Side::read(&original), Side::read(article));
        let mut reports = Vec::new();
        let glossary = &self.file.prepared.settings.sources.glossary;
        let found = match beside.pairs.as_slice() {
            [] => bitext::compare(&left, &right, glossary).unwrap_or_default(),
            pairs => bitext::compare_segments(&left, &right, pairs, glossary),
        };
        for disagreement in found {
            let label = disagreement.source.as_ref().and_then(|(place, message)| {
                let span = document.blocks.get(place.block)?.in_file(place.span);
                Some(Label { place: span, message: format!("source: {message}") })
            });
            if let Some(mut diagnostic) = self.report(article, disagreement, options) {
                diagnostic.labels.extend(label);
                reports.push(diagnostic);
            }
        }
        reports
    }

    fn report(&self, article: &Article<'_>, disagreement: Disagreement, options: &Options) -> Option<Diagnostic> {
        let meta = TRANSLATION.into_iter().find(|m| m.id == disagreement.check)?;
        let severity = self.file.prepared.settings.severity(meta)?;
        let wanted = disagreement.confidence >= options.min_confidence;
        wanted.then(|| engine::report(&self.file.source, article, meta, severity, finding(disagreement)))
    }

    /// The source's language, where it is set.
    fn language(&self) -> Option<Language> {
        let settings = &self.session.settings;
        let asked = settings.original.as_ref().and_then(|o| o.language).or(settings.source_language);
        asked.or(self.file.prepared.settings.sources.language)
    }

    /// Where an article's source is: the path as it is shown, and the file.
    fn path(&self, article: &Article<'_>) -> Option<PathBuf> {
        let (shown, sources) = (self.file.source.path(), &self.file.prepared.settings.sources);
        if let Some(original) = &self.session.settings.original {
            return Some(PathBuf::from(filled(&original.pattern, shown)));
        }
        // What the article says itself: a path from its own folder, as in `source: ../hi/story.md`.
        let said = sources.key.as_ref().and_then(|key| article.document().metadata.iter().find(|m| m.key == *key));
        if let Some(value) = said.map(|m| m.value.trim()).filter(|v| !v.is_empty() && !v.contains("://")) {
            let folder = Path::new(shown).parent().unwrap_or(Path::new(""));
            return Some(folder.join(value));
        }
        let (base, pattern) = sources.pattern.as_ref()?;
        let below = self.file.place.strip_prefix(base).ok()?.to_string_lossy().replace('\\', "/");
        let file = config::shown(&base.join(filled(pattern, &below)));
        // A pattern names where sources are; not every article is a translation.
        (file.is_file() && config::absolute(&file) != self.file.place).then_some(file)
    }

    /// Reads the file of an article's source.
    fn source(&self, article: &Article<'_>) -> Result<(Source, Vec<Document>), Problem> {
        let settings = &self.file.prepared.settings;
        if let Some(text) = &self.file.beside {
            let source = Source::from_text(BESIDE, text.as_ref());
            let documents = document::parse_fields(&source, self.file.prepared.format, &settings.fields);
            return Ok((source, documents));
        }
        let path = self.path(article).unwrap_or_default();
        let shown = path.to_string_lossy().into_owned();
        let problem = |message: String| Problem { path: shown.clone(), at: None, message, warning: false };
        let format = Format::of_extension(&shown).unwrap_or(self.file.prepared.format);
        let read = Input::file(path.clone()).content.read(shown.clone(), settings.max_file_size, format);
        let source = read.map_err(|e| problem(format!("the source can't be read: {}", reason_of(&e))))?;
        let documents = document::parse_fields(&source, format, &settings.fields);
        Ok((source, documents))
    }
}

/// A pattern with an article's path in it.
fn filled(pattern: &str, article: &str) -> String {
    let name = article.rsplit(['/', '\\']).next().unwrap_or(article);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    pattern.replace("{path}", article).replace("{name}", name).replace("{stem}", stem)
}

fn elsewhere(source: &Source, span: FileSpan, message: &str) -> Elsewhere {
    let disk = source.on_disk(span);
    Elsewhere {
        path: source.path().to_owned(),
        span: FileSpan::new(disk.start, disk.end),
        start: source.line_column(span.start()),
        message: message.to_owned(),
    }
}

fn reason_of(error: &super::Error) -> String {
    match error {
        super::Error::Io(e) => reason(e),
        other => other.to_string(),
    }
}

fn finding(d: Disagreement) -> Finding {
    let mut finding = Finding::new(d.place, d.message, d.confidence.clamp(0.0, 1.0));
    if let Some(replacement) = d.suggestion {
        finding.suggest(replacement, Applicability::Unsafe);
    }
    finding
}
