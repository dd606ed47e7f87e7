//! What a rule is: its record, from which everything a person reads about it is made, and how it looks at an article.

use crate::{
    analysis::{Article, Language},
    diagnostic::{Finding, Group, Place, Severity},
    language::{Needs, Pack},
    lexicon::HouseNames,
    span::BlockSpan,
};
use std::{borrow::Cow, sync::LazyLock};

/// The languages that a rule reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Languages {
    /// Every language, the unknown one too.
    Any,
    /// Those with these ISO 639 codes.
    Only(Cow<'static, [Cow<'static, str>]>),
}

impl Languages {
    /// English alone.
    pub const ENGLISH: Self = Self::Only(Cow::Borrowed(&[Cow::Borrowed("en")]));

    /// Whether articles in `language` are read.
    pub fn include(&self, language: Language) -> bool {
        match self {
            Self::Any => true,
            Self::Only(codes) => codes.iter().any(|c| c == language.code()),
        }
    }
}

/// An example that runs as a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// A sentence or a short article; blank lines part its blocks, and it is read as plain text.
    pub text: Cow<'static, str>,
    /// What is reported, in bytes of the text, in order; none where the rule must say nothing.
    pub marks: Cow<'static, [(usize, usize)]>,
    /// Why, for a near miss.
    pub reason: Cow<'static, str>,
}

impl Example {
    /// Whether something is reported.
    pub fn is_hit(&self) -> bool {
        !self.marks.is_empty()
    }

    /// The first text that is reported.
    pub fn first_mark(&self) -> Option<&str> {
        self.marks.first().and_then(|(start, end)| self.text.get(*start..*end))
    }
}

/// A rule's record.
#[derive(Clone, Debug)]
pub struct RuleMeta {
    /// Kebab-case, names the fault.
    pub id: Cow<'static, str>,
    /// Family of fault.
    pub group: Group,
    /// One line.
    pub summary: Cow<'static, str>,
    /// What it finds, why it is a fault, what is left alone.
    pub explanation: Cow<'static, str>,
    /// How bad the fault is.
    pub severity: Severity,
    /// The measured share of its reports that are right, 0 to 1.
    pub confidence: f32,
    /// The languages it reads.
    pub languages: Languages,
    /// Whether it runs unless it is switched off; otherwise only where it is selected by name.
    pub default: bool,
    /// What it needs of a language: it is not run where the language lacks one of these.
    pub needs: Cow<'static, [Needs]>,
    /// Right and wrong.
    pub examples: Cow<'static, [Example]>,
}

/// What a rule looks at before it reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One block: what it finds there stays the same whatever stands around it. Where nothing in a block has changed it need not run
    /// again.
    Block,
    /// The whole article.
    Article,
}

impl RuleMeta {
    /// What the language lacks of what the rule needs.
    pub fn lacking(&self, language: Language) -> Vec<Needs> {
        let pack = Pack::of(language);
        self.needs.iter().copied().filter(|need| pack.is_none_or(|p| !p.has(*need))).collect()
    }

    /// Whether articles in a language are read: it is one of the rule's, and lacks nothing that the rule needs.
    pub fn reads(&self, language: Language) -> bool {
        self.languages.include(language) && (self.needs.is_empty() || self.lacking(language).is_empty())
    }
}

/// A rule.
pub trait Rule: Send + Sync {
    /// Its record.
    fn meta(&self) -> &RuleMeta;

    /// What it looks at.
    fn scope(&self) -> Scope {
        Scope::Article
    }

    /// Reads an article and reports to `cx`.
    fn check(&self, cx: &mut RuleContext<'_, '_>);
}

/// The check of a native rule, whose record is data: `rules/<lang>/<id>.toml` with `native = true`.
pub trait Check: Send + Sync {
    /// What it looks at: the whole article unless it says otherwise.
    fn scope(&self) -> Scope {
        Scope::Article
    }

    /// Reads an article and reports to `cx`.
    fn check(&self, cx: &mut RuleContext<'_, '_>);
}

/// What a rule works with: the article, and where it reports.
pub struct RuleContext<'r, 'a> {
    article: &'r Article<'a>,
    names: &'r HouseNames,
    confidence: f32,
    findings: Vec<Finding>,
}

impl<'r, 'a> RuleContext<'r, 'a> {
    /// A context for one rule and one article.
    pub fn new(article: &'r Article<'a>, meta: &RuleMeta) -> Self {
        static NO_NAMES: LazyLock<HouseNames> = LazyLock::new(HouseNames::default);
        Self { article, names: &NO_NAMES, confidence: meta.confidence, findings: Vec::new() }
    }

    /// The same with the names that the house has settled.
    #[must_use]
    pub fn with_names(mut self, names: &'r HouseNames) -> Self {
        self.names = names;
        self
    }

    /// The names that the house has settled; none unless a configuration has some.
    pub fn names(&self) -> &'r HouseNames {
        self.names
    }

    /// The article.
    pub fn article(&self) -> &'r Article<'a> {
        self.article
    }

    /// Reports the text at `span` of block `block`; the rule's own confidence holds unless another is set on what is returned.
    pub fn report(&mut self, block: usize, span: BlockSpan, message: impl Into<String>) -> &mut Finding {
        let index = self.findings.len();
        self.findings.push(Finding::new(Place::new(block, span), message, self.confidence));
        &mut self.findings[index]
    }

    /// Takes back the findings, numbered in the order of their reports, that `keep` does not want.
    pub fn retain(&mut self, mut keep: impl FnMut(usize) -> bool) {
        let mut index = 0;
        self.findings.retain(|_| {
            index += 1;
            keep(index - 1)
        });
    }

    /// All that was reported.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}
