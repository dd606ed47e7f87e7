//! The text that an article was translated from: where it is, and what the article and it disagree about.

use super::{File, Input, Problem, error::reason};
use crate::{
    analysis::{Article, Language},
    bitext::{self, Disagreement, Side},
    diagnostic::{Applicability, Diagnostic, Elsewhere, Finding},
    document::{self, Format},
    engine::{self, Options},
    rule::RuleMeta,
    rules::records,
    source::Source,
    span::FileSpan,
};
use std::path::PathBuf;

/// Where the source of an article is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// A path; `{path}` stands for the article's own as it is shown, `{name}` for its last part.
    pub pattern: String,
    /// The source's language, where it is not to be guessed.
    pub language: Option<Language>,
}

/// The records of all that a comparison can report.
pub static METAS: [&RuleMeta; 9] = [
    &records::OMITTED_PASSAGE,
    &records::ADDED_PASSAGE,
    &records::CUT_TRANSLATION,
    &records::UNTRANSLATED_PASSAGE,
    &records::NUMBER_MISMATCH,
    &records::NAME_MISMATCH,
    &records::QUESTION_MISMATCH,
    &records::LINK_MISMATCH,
    &records::LOST_ACRONYM,
];

impl Original {
    /// What an article and its source disagree about, as far as it is wanted.
    ///
    /// # Errors
    /// A problem of the source's file: it can't be read, or is no source of this article.
    pub(super) fn disagreements(&self, file: &File, article: &Article<'_>, options: &Options) -> Result<Vec<Diagnostic>, Problem> {
        let shown = self.path(file.source.path());
        let problem = |message: String| Problem { path: shown.clone(), at: None, message, warning: false };
        let input = Input::file(PathBuf::from(&shown));
        let source = input.content.read(shown.clone(), file.prepared.settings.max_file_size).map_err(|e| problem(reason_of(&e)))?;
        let format = Format::of_extension(&shown).unwrap_or(file.prepared.format);
        let documents = document::parse_fields(&source, format, &file.prepared.settings.fields);
        let Some(document) = documents.first() else { return Err(problem("no article in it".to_owned())) };
        let original = Article::with_language(document, self.language);
        let (left, right) = (Side::read(&original), Side::read(article));
        bitext::may_be_pair(&left, &right).map_err(problem)?;
        let settings = &file.prepared.settings;
        let mut found = Vec::new();
        for disagreement in bitext::compare(&left, &right) {
            let Some(meta) = METAS.into_iter().find(|m| m.id == disagreement.check) else { continue };
            if let Some(severity) = settings.severity(meta).filter(|_| disagreement.confidence >= options.min_confidence) {
                let elsewhere = disagreement.source.as_ref().and_then(|(place, message)| {
                    let span = document.blocks.get(place.block)?.in_file(place.span);
                    Some(self.elsewhere(&source, span, message))
                });
                let mut diagnostic = engine::report(&file.source, article, meta, severity, finding(disagreement));
                diagnostic.elsewhere.extend(elsewhere);
                found.push(diagnostic);
            }
        }
        Ok(found)
    }

    /// The source's path for an article's.
    fn path(&self, article: &str) -> String {
        let name = article.rsplit(['/', '\\']).next().unwrap_or(article);
        self.pattern.replace("{path}", article).replace("{name}", name)
    }

    fn elsewhere(&self, source: &Source, span: FileSpan, message: &str) -> Elsewhere {
        let disk = source.on_disk(span);
        Elsewhere {
            path: source.path().to_owned(),
            span: FileSpan::new(disk.start, disk.end),
            start: source.line_column(span.start()),
            message: message.to_owned(),
        }
    }
}

fn reason_of(error: &super::Error) -> String {
    match error {
        super::Error::Io(e) => reason(e),
        other => other.to_string(),
    }
}

fn finding(d: Disagreement) -> Finding {
    let mut finding = Finding {
        place: d.place,
        message: d.message,
        confidence: d.confidence.clamp(0.0, 1.0),
        at_most: crate::diagnostic::Severity::Error,
        labels: Vec::new(),
        suggestions: Vec::new(),
    };
    if let Some(replacement) = d.suggestion {
        finding.suggest(replacement, Applicability::Unsafe);
    }
    finding
}
