//! The note that `check` makes on an article's headline, where it is asked for.

use super::{DEFAULT_THRESHOLD, assess};
use crate::{
    analysis::Article,
    diagnostic::{Finding, Group, Place, Severity},
    document::BlockKind,
    rule::{Example, Languages, RuleMeta},
    span::BlockSpan,
};
use std::borrow::Cow;

/// The record of the note. It is off unless `--triage` or the configuration asks for it.
pub static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("reads-translated"),
    group: Group::Artefact,
    summary: Cow::Borrowed("the whole article reads like unedited machine translation"),
    explanation: Cow::Borrowed(
        "Function words and word order over the whole article are more like machine translation into English than like a person's \
         translation or news written in English. It is a likeness, no proof: fluent systems escape it, literal human translators do \
         not. docs/triage.md has the error rates. Runs with --triage or \"triage = true\".",
    ),
    severity: Severity::Info,
    confidence: DEFAULT_THRESHOLD as f32,
    languages: Languages::ENGLISH,
    default: false,
    examples: Cow::Borrowed(&[Example::right("Police held two men on Monday. Both were freed.", "too short to tell")]),
};

/// The note on an article, if it reads like it.
pub fn note(article: &Article<'_>) -> Option<Finding> {
    let assessment = assess(article);
    let probability = assessment.machine_translated.ok().filter(|p| *p >= DEFAULT_THRESHOLD)?;
    let blocks = article.blocks();
    let headline = blocks.iter().find(|b| b.kind() == BlockKind::Headline).or_else(|| article.prose().next())?;
    let span = headline.sentences().first().map_or(BlockSpan::new(0, headline.text().len()), |s| s.span);
    let why = assessment.stretches.first().and_then(|s| Some(format!(", most at \"{}\": {}", blocks.get(s.block)?.slice(s.span), s.why)));
    Some(Finding {
        place: Place::new(headline.index(), span),
        message: format!("the article reads like unedited machine translation ({probability:.2}){}", why.unwrap_or_default()),
        confidence: probability as f32,
        labels: Vec::new(),
        suggestions: Vec::new(),
    })
}
