//! The note that `check` makes on an article's headline, where it is asked for.

use super::{DEFAULT_THRESHOLD, assess};
use crate::{
    analysis::Article,
    diagnostic::{Finding, Place},
    document::BlockKind,
    span::BlockSpan,
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

#[cfg(test)]
mod tests {
    #[test]
    fn the_record_says_from_what_likeness_a_note_is_made() {
        assert!((f64::from(crate::triage::META.confidence) - super::DEFAULT_THRESHOLD).abs() < 1e-6);
    }
}
