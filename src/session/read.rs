//! Reads an open file's articles.

use super::{
    ArticleReport, Cancel, File, FileReport, Problem, Session, count,
    original::Originals,
    records,
    report::{Piece, Stretch},
};
use crate::{
    analysis::{Article, Text},
    diagnostic::{Diagnostic, Group},
    document,
    engine::{self, Options},
    filter::{
        METAS,
        suppress::{self, Active},
    },
    ledger::{
        self,
        lines::{self, LINE},
    },
    span::BlockSpan,
    triage::{self, Faults},
};
use std::{
    panic::{self, AssertUnwindSafe},
    sync::Arc,
};

/// The places of one file that can't be read of which each is told.
const MAX_PROBLEMS: usize = 20;

/// What is wanted of a file's articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What the rules find.
    pub diagnostics: bool,
    /// Each article by itself, with its language and length.
    pub each: bool,
    /// How much each reads like unedited machine translation.
    pub assessment: bool,
    /// The names in each.
    pub names: bool,
    /// The blocks of each, with their sentences.
    pub outline: bool,
}

impl Wanted {
    /// What the rules find.
    pub const CHECK: Self = Self { diagnostics: true, each: false, assessment: false, names: false, outline: false };
    /// What the rules find, with the language and length of each article.
    pub const ARTICLES: Self = Self { each: true, ..Self::CHECK };
    /// What the rules find, and how much each article reads like unedited machine translation.
    pub const TRIAGE: Self = Self { assessment: true, ..Self::ARTICLES };
    /// What the rules find, with the blocks and sentences of each article.
    pub const OUTLINE: Self = Self { outline: true, ..Self::ARTICLES };
    /// The names in each article.
    pub const NAMES: Self = Self { diagnostics: false, names: true, ..Self::ARTICLES };
}

/// Reads a file's articles, or takes what is known of them from the session's store; `None` where it was called off.
pub(super) fn read(session: &Session, file: &File, wanted: Wanted, cancel: &Cancel) -> Option<FileReport> {
    // What a source says is not kept: it may change while the article does not.
    let (source, prepared) = (&file.source, &file.prepared);
    let sourced = session.settings.original.is_some() || prepared.settings.sources.any() || file.beside.is_some();
    let stored = session.store.as_ref().filter(|_| wanted == Wanted::CHECK && !sourced);
    let known = stored.and_then(|s| s.get(source, &prepared.project, &prepared.settings));
    let mut report = match known {
        Some(report) => FileReport { source: Some(Arc::clone(source)), ..report },
        None => {
            let report = catching(session, file, wanted, cancel)?;
            // What copydesk failed on has no source, and is tried again.
            if let Some(store) = stored.filter(|_| report.source.is_some()) {
                store.put(source, &prepared.project, &prepared.settings, &report);
            }
            report
        }
    };
    if let Some(changed) = &session.settings.changed {
        changed.keep(&file.place, &mut report.diagnostics);
    }
    if let Some(baseline) = &session.settings.baseline {
        baseline.hide(&file.place, &mut report.diagnostics);
    }
    report.fails = engine::fails(&report.diagnostics, report.fail_on);
    Some(report)
}

/// A fault in a rule is caught here, so that one file never stops the others.
fn catching(session: &Session, file: &File, wanted: Wanted, cancel: &Cancel) -> Option<FileReport> {
    let read = panic::catch_unwind(AssertUnwindSafe(|| articles(session, file, wanted, cancel)));
    read.unwrap_or_else(|_| Some(FileReport::problem(file.source.path(), "copydesk failed on this file; please report it")))
}

fn articles(session: &Session, file: &File, wanted: Wanted, cancel: &Cancel) -> Option<FileReport> {
    let (source, settings, linter) = (&file.source, &file.prepared.settings, &file.prepared.project.linter);
    let options = Options { threads: session.settings.threads, keep: file.prepared.keep, ..settings.options(linter) };
    let active: Vec<Active<'_>> = records(linter).map(|m| (m, settings.severity(m))).collect();
    let mut report = FileReport::new(source.path());
    let documents = document::parse_fields(source, file.prepared.format, &settings.fields);
    let originals = Originals::new(session, file);
    for (index, document) in documents.iter().enumerate() {
        for p in &document.problems {
            let at = Some(source.line_column(p.span.start()));
            report.problems.push(Problem { path: source.path().to_owned(), at, message: p.message.clone(), warning: p.warning });
        }
        report.articles += usize::from(!document.blocks.is_empty());
        let article = Article::with_blocks(document, options.language, session.blocks.as_ref());
        let before = report.diagnostics.len();
        if wanted.diagnostics {
            let disagreements = originals.disagreements(&article, index, documents.len(), &options).unwrap_or_else(|problem| {
                report.problems.push(problem);
                Vec::new()
            });
            report.words += diagnostics(file, &article, &options, &active, disagreements, &mut report, cancel)?;
        }
        if wanted.each && !document.blocks.is_empty() {
            let each = about(file, &article, wanted, report.diagnostics.get(before..).unwrap_or_default());
            report.each.push(ArticleReport { number: (documents.len() > 1).then_some(index + 1), ..each });
        }
        if cancel.is_cancelled() {
            return None;
        }
    }
    engine::sort(&mut report.diagnostics);
    let more = report.problems.len().saturating_sub(MAX_PROBLEMS);
    if more > 0 {
        report.problems.truncate(MAX_PROBLEMS);
        let message = format!("{} that can't be read", count(more, "more place"));
        report.problems.push(Problem { path: source.path().to_owned(), at: None, message, warning: false });
    }
    report.fail_on = settings.fail_on;
    report.limit = settings.max_diagnostics;
    report.source = Some(Arc::clone(source));
    Some(report)
}

/// Adds what is found in one article to the report; gives how many words it has.
fn diagnostics(
    file: &File,
    article: &Article<'_>,
    options: &Options,
    active: &[Active<'_>],
    disagreements: Vec<Diagnostic>,
    report: &mut FileReport,
    cancel: &Cancel,
) -> Option<usize> {
    let (source, settings) = (&file.source, &file.prepared.settings);
    let mut checked = file.prepared.project.linter.check_until(source, article, options, cancel)?;
    if let Some(severity) = settings.severity(&triage::META)
        && let Some(note) = triage::verdict(article, &checked.diagnostics).filter(|n| n.confidence >= options.min_confidence)
    {
        checked.diagnostics.push(engine::report(source, article, &triage::META, severity, note));
    }
    if let (Some(severity), Some(across)) = (settings.severity(&ledger::META), &settings.across) {
        for finding in ledger::findings(source, article, across) {
            let found = engine::report(source, article, &ledger::META, severity, finding);
            // What a rule has found in the article itself says more.
            let told = checked.diagnostics.iter().any(|d| d.group == Group::Name && d.span.overlaps(&found.span));
            if !told && found.confidence >= options.min_confidence {
                checked.diagnostics.push(found);
            }
        }
    }
    if let (Some(severity), Some(across)) = (settings.severity(&LINE), &settings.across) {
        for finding in lines::findings(article, across.furniture()) {
            let found = engine::report(source, article, &LINE, severity, finding);
            // What a rule has found in the line itself says more.
            let told = checked.diagnostics.iter().any(|d| d.group == Group::Leak && d.span.overlaps(&found.span));
            if !told && found.confidence >= options.min_confidence {
                checked.diagnostics.push(found);
            }
        }
    }
    checked.diagnostics.extend(disagreements);
    let outcome = suppress::apply(source, article.document(), checked.diagnostics, active);
    report.diagnostics.extend(outcome.kept);
    report.suppressed.extend(outcome.suppressed);
    Some(checked.words)
}

/// What else is wanted of an article, in which `found` was found.
fn about(file: &File, article: &Article<'_>, wanted: Wanted, found: &[Diagnostic]) -> ArticleReport {
    let language = article.language();
    // What copydesk says about comments to itself is no fault of the article, and what the assessment says is said by itself.
    let own = |d: &&Diagnostic| METAS.into_iter().chain([&triage::META]).any(|m| m.id == d.rule);
    let assessment = wanted.assessment.then(|| triage::assess(article, triage::log_odds_of_faults(found.iter().filter(|d| !own(d)))));
    let stretches = assessment.iter().flat_map(|a| &a.stretches).filter_map(|s| {
        let block = article.blocks().get(s.block)?;
        let (span, text) = (block.block().in_file(s.span), block.slice(s.span).to_owned());
        Some(Stretch { span, text, score: s.score, why: s.why.clone() })
    });
    ArticleReport {
        number: None,
        language,
        words: article.word_count(),
        faults: Faults::of(found.iter().filter(|d| !own(d))),
        stretches: stretches.collect(),
        // Names of other languages are declined, joined and capitalised in other ways.
        names: if wanted.names && language.is_english() { ledger::names(&file.source, article) } else { Vec::new() },
        machine_translated: assessment.map(|a| a.machine_translated),
        outline: if wanted.outline { article.blocks().iter().map(piece).collect() } else { Vec::new() },
    }
}

fn piece(text: &Text<'_>) -> Piece {
    let block = text.block();
    let span = block.in_file(BlockSpan::new(0, block.text.len()));
    Piece { kind: text.kind(), span, sentences: text.sentences().iter().map(|s| block.in_file(s.span)).collect() }
}
