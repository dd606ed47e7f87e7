//! Picks the rules for an article's language, runs them, and turns what they find into diagnostics.

use crate::{
    analysis::{Article, Language},
    diagnostic::{Diagnostic, Finding, Group, Label, Place, Severity, Suggestion},
    document::{self, Document, Format},
    rule::{Rule, RuleContext, RuleMeta},
    source::Source,
    span::{BlockSpan, FileSpan},
};

/// What of the findings is kept, and as what.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Findings below this confidence are dropped.
    pub min_confidence: f32,
    /// The articles' language, where it is not to be guessed.
    pub language: Option<Language>,
}

/// A set of rules, ready to read articles. Shared by threads.
pub struct Linter {
    rules: Vec<Box<dyn Rule>>,
    options: Options,
}

impl Linter {
    /// A linter with these rules.
    pub fn new(rules: Vec<Box<dyn Rule>>, options: Options) -> Self {
        Self { rules, options }
    }

    /// The records of its rules.
    pub fn rules(&self) -> impl Iterator<Item = &RuleMeta> {
        self.rules.iter().map(|r| r.meta())
    }

    /// Reads a file's articles and reports on all of them, ordered by place.
    pub fn check(&self, source: &Source, format: Format) -> Vec<Diagnostic> {
        let documents = document::parse(source, format);
        let mut diagnostics: Vec<Diagnostic> = documents.iter().flat_map(|d| self.check_document(source, d)).collect();
        diagnostics.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
        diagnostics
    }

    /// Reports on one article.
    pub fn check_document(&self, source: &Source, document: &Document) -> Vec<Diagnostic> {
        let article = match self.options.language {
            Some(language) => Article::with_language(document, language),
            None => Article::new(document),
        };
        let language = article.language();
        let mut found: Vec<(&RuleMeta, Finding)> = Vec::new();
        for rule in &self.rules {
            let meta = rule.meta();
            if !meta.languages.include(language) {
                continue;
            }
            let mut cx = RuleContext::new(&article, meta);
            rule.check(&mut cx);
            found.extend(cx.into_findings().into_iter().filter(|f| f.confidence >= self.options.min_confidence).map(|f| (meta, f)));
        }
        drop_overlapping(&mut found);
        found.into_iter().map(|(meta, finding)| diagnostic(source, &article, meta, finding)).collect()
    }
}

/// Two findings of one group at one place say the same thing twice: the surer one stays.
fn drop_overlapping(found: &mut Vec<(&RuleMeta, Finding)>) {
    found.sort_by(|(a, x), (b, y)| y.confidence.total_cmp(&x.confidence).then_with(|| (x.place, &a.id).cmp(&(y.place, &b.id))));
    let mut kept: std::collections::HashMap<(usize, Group), Vec<BlockSpan>> = std::collections::HashMap::new();
    found.retain(|(meta, f)| {
        let spans = kept.entry((f.place.block, meta.group)).or_default();
        let free = !spans.iter().any(|s| s.overlaps(&f.place.span) || *s == f.place.span);
        if free {
            spans.push(f.place.span);
        }
        free
    });
}

fn diagnostic(source: &Source, article: &Article<'_>, meta: &RuleMeta, finding: Finding) -> Diagnostic {
    let blocks = article.blocks();
    let in_file = |p: Place| blocks.get(p.block).map_or(FileSpan::new(0, 0), |b| b.block().in_file(p.span));
    let text = blocks.get(finding.place.block).map_or("", |b| b.slice(finding.place.span));
    let span = in_file(finding.place);
    let labels = finding.labels.into_iter().map(|l| Label { place: in_file(l.place), message: l.message }).collect();
    let suggestions = finding
        .suggestions
        .into_iter()
        .map(|s| Suggestion { place: in_file(s.place), replacement: s.replacement, applicability: s.applicability })
        .collect();
    Diagnostic {
        rule: meta.id.clone(),
        group: meta.group,
        severity: meta.severity,
        confidence: finding.confidence,
        message: finding.message,
        language: article.language().code(),
        span,
        start: source.line_column(span.start()),
        end: source.line_column(span.end()),
        text: text.to_owned(),
        labels,
        suggestions,
        fingerprint: fingerprint(&meta.id, article, finding.place),
    }
}

/// A hash of the rule, the marked text and the words of the sentence it stands in: moving lines or rewrapping them keeps it.
fn fingerprint(rule: &str, article: &Article<'_>, place: Place) -> String {
    let mut hash = blake3::Hasher::new();
    hash.update(rule.as_bytes());
    if let Some(text) = article.blocks().get(place.block) {
        let sentence = text.sentences().iter().find(|s| s.span.overlaps(&place.span)).map_or(place.span, |s| s.span);
        for part in [text.slice(place.span), text.slice(sentence)] {
            hash.update(b"\0");
            for word in part.split_whitespace() {
                hash.update(word.as_bytes());
                hash.update(b" ");
            }
        }
    }
    hash.finalize().to_hex()[..16].to_owned()
}

/// The severity from which a run fails.
pub fn fails(diagnostics: &[Diagnostic], at: Severity) -> bool {
    diagnostics.iter().any(|d| d.severity >= at)
}
