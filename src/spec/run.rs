//! Runs specifications.

use super::{
    Settings,
    marks::{Mark, Marked},
    parse::{Case, Spec},
};
use crate::{
    analysis::Language,
    config::{Choice, nearest},
    diagnostic::{Applicability, Diagnostic, Group, Severity},
    document::{self, Fields},
    engine::{self, Linter, Options},
    filter::{METAS, suppress},
    fix,
    lexicon::HouseNames,
    rule::RuleMeta,
    source::Source,
};
use std::sync::Arc;

/// Where a specification does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The line of the file where the article stands, from 1.
    pub line: usize,
    /// The headings above it.
    pub title: String,
    /// What was reported and is not marked, is marked and was not reported, or is fixed otherwise.
    pub message: String,
}

/// A report, as a specification would write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Place, rule and replacement.
    pub mark: Mark,
    /// What a reader is told.
    pub message: String,
}

/// What reads the articles.
pub struct Runner {
    linter: Arc<Linter>,
}

impl Runner {
    /// One with these rules.
    pub fn new(linter: Arc<Linter>) -> Self {
        Self { linter }
    }

    /// The records of all that may be reported.
    pub fn records(&self) -> impl Iterator<Item = &RuleMeta> {
        self.linter.rules().chain(METAS)
    }

    /// Names of rules and groups in the settings that nothing has, each with its line and a hint.
    pub fn unknown(&self, spec: &Spec) -> Vec<(usize, String)> {
        let groups = || Group::ALL.iter().map(|g| g.as_str()).chain(["all"]);
        let known = |name: &str| groups().any(|g| g == name) || self.records().any(|m| m.id == name);
        let mut wrong: Vec<(usize, String)> = Vec::new();
        for case in &spec.cases {
            let marked = case.article.marks.iter().map(|m| m.rule.as_str());
            for name in case.settings.rules().chain(marked).filter(|name| !known(name)) {
                let near = nearest(name, self.records().map(|m| m.id.as_ref()).chain(groups()));
                let hint = near.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
                wrong.push((case.line, format!("no rule or group is called `{name}`{hint}")));
            }
        }
        wrong.dedup();
        wrong
    }

    /// Whether a case is about a rule: it marks it, or its settings name the rule or its group.
    pub fn is_about(&self, case: &Case, rule: &str) -> bool {
        let group = self.records().find(|m| m.id == rule).map(|m| m.group.as_str());
        let named = |name: &str| name == rule || Some(name) == group;
        case.article.marks.iter().any(|m| m.rule == rule)
            || case.settings.only.iter().chain(case.settings.select.iter().flatten()).any(|name| named(name))
    }

    /// All that is reported of a case's article and is to be compared, in order.
    pub fn found(&self, case: &Case) -> Vec<Found> {
        let (_, diagnostics) = self.check(case);
        let mut found: Vec<Found> = diagnostics.into_iter().map(|d| found(&d)).collect();
        found.sort_by(|a, b| a.mark.cmp(&b.mark));
        found
    }

    /// Where a case does not hold; nothing where it does.
    pub fn failures(&self, case: &Case) -> Vec<Failure> {
        let (source, diagnostics) = self.check(case);
        let mut found: Vec<Found> = diagnostics.iter().map(found).collect();
        let failure = |message: String| Failure { line: case.line, title: case.title.clone(), message };
        let mut failures = Vec::new();
        for mark in &case.article.marks {
            match found.iter().position(|f| f.mark == *mark) {
                Some(at) => _ = found.remove(at),
                None => failures.push(failure(format!("not reported: {}", near(&case.article, mark)))),
            }
        }
        failures.extend(found.iter().map(|f| failure(format!("reported: {}: {}", near(&case.article, &f.mark), f.message))));
        if let Some(expected) = &case.fixed {
            let edits = fix::edits(&source, case.format, &fields(&case.settings), &diagnostics, Applicability::Unsafe);
            let fixed = fix::apply(source.text(), &edits);
            if fixed != *expected {
                failures.push(failure(format!("fixed otherwise:\n{}", fix::diff("article", expected, &fixed))));
            }
        }
        failures
    }

    fn check(&self, case: &Case) -> (Source, Vec<Diagnostic>) {
        let settings = &case.settings;
        let choice = Choice { select: settings.select.clone(), ignore: settings.ignore.clone() };
        let severity = |meta: &RuleMeta| choice.apply(meta.default, meta).then_some(meta.severity);
        let active: Vec<(&RuleMeta, Option<Severity>)> = self.records().map(|m| (m, severity(m))).collect();
        let options = Options {
            min_confidence: settings.min_confidence.unwrap_or(0.0),
            language: settings.language.as_deref().and_then(Language::from_code),
            severities: self.linter.rules().map(severity).collect(),
            names: Arc::new(names(settings)),
            threads: 1,
            ..Options::default()
        };
        let source = Source::from_text("article", case.article.text.as_str());
        let mut diagnostics = Vec::new();
        for document in document::parse_fields(&source, case.format, &fields(settings)) {
            let checked = self.linter.check_with(&source, &document, &options);
            diagnostics.extend(suppress::apply(&source, &document, checked.diagnostics, &active).kept);
        }
        let compared = |d: &Diagnostic| settings.only.iter().any(|name| *name == d.rule || name == d.group.as_str());
        diagnostics.retain(|d| settings.only.is_empty() || compared(d));
        engine::sort(&mut diagnostics);
        (source, diagnostics)
    }
}

fn fields(settings: &Settings) -> Fields {
    settings.fields.as_ref().map(Fields::named).unwrap_or_default()
}

/// The names that a house has settled; of those that contradict each other the first holds.
fn names(settings: &Settings) -> HouseNames {
    let mut names = HouseNames::default();
    for (right, variants) in &settings.names.prefer {
        let _ = names.accept(right);
        variants.iter().for_each(|variant| _ = names.prefer(right, variant));
    }
    settings.names.accept.iter().for_each(|name| _ = names.accept(name));
    names
}

fn found(d: &Diagnostic) -> Found {
    let fix = d.suggestions.first().map(|s| s.replacement.clone());
    let mark = Mark { start: d.span.start(), end: d.span.end(), rule: d.rule.to_string(), fix };
    Found { mark, message: d.message.clone() }
}

/// A mark with some words around it.
fn near(article: &Marked, mark: &Mark) -> String {
    const AROUND: usize = 40;
    let text = article.text.as_str();
    let line = text.get(..mark.start).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
    let before = (line.max(mark.start.saturating_sub(AROUND))..=mark.start).find_map(|at| text.get(at..mark.start)).unwrap_or("");
    let rest = text.get(mark.end..).and_then(|t| t.lines().next()).unwrap_or("");
    let after = (0..=AROUND.min(rest.len())).rev().find_map(|at| rest.get(..at)).unwrap_or("");
    format!("{before}{}{after}", article.show(mark))
}
