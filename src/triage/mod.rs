//! How much an article reads like unedited machine translation, and why; and which of many articles needs an editor first.
//!
//! Two linear models look at each sentence's function words and tags: one tells machine translation from translation by
//! people, the other from news written in English. The mean over an article's sentences, longer ones
//! counting for more, becomes a probability that all three
//! are weighed in. It says "reads like", never "is": `docs/triage.md` has the error rates.

mod evidence;
pub mod function_words;
pub mod model;
mod need;
mod note;
mod patterns;
mod prose;
pub mod units;
pub mod wording;

pub use crate::rules::records::READS_TRANSLATED as META;
pub use evidence::Stretch;
pub use need::{Faults, need};
pub use note::note;
pub use prose::{MIN_WORDS, Unjudged};

use crate::{
    analysis::{Article, Tag, Text},
    document::BlockKind,
};
use model::{Model, Scores, Sum};
use units::{Feature, Unit};

/// Sentences with fewer words and marks than this say nothing.
const MIN_UNITS: usize = 3;
/// The probability from which an article is marked: at most 1 in 100 articles of news written in English is.
pub const DEFAULT_THRESHOLD: f64 = 0.7;

/// What the model says of an article.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// How much the article reads like unedited machine translation, 0 to 1, or why that is not said. Even odds mean: as
    /// much like machine translation as like a person's translation or news written in English, were each as frequent.
    pub machine_translated: Result<f64, Unjudged>,
    /// The stretches that speak most for machine translation, the weightiest first; none where nothing is said.
    pub stretches: Vec<Stretch>,
}

/// A sentence that was read.
struct Read<'t, 'a> {
    text: &'t Text<'a>,
    units: Vec<Unit>,
    features: Vec<Feature>,
}

/// Reads an article with the model that ships with the crate.
pub fn assess(article: &Article<'_>) -> Assessment {
    assess_with(article, Model::embedded())
}

/// Reads an article with a model.
pub fn assess_with(article: &Article<'_>, model: &Model) -> Assessment {
    if let Some(reason) = prose::unjudged(article) {
        return Assessment { machine_translated: Err(reason), stretches: Vec::new() };
    }
    let read: Vec<Read<'_, '_>> = prose(article)
        .flat_map(|text| text.sentences().iter().map(move |s| (text, units::units(text, s))))
        .filter(|(text, units)| units.len() >= MIN_UNITS && has_verb(text, units))
        .map(|(text, units)| Read { text, features: units::features(&units), units })
        .collect();
    let mean = read.iter().fold(Sum::default(), |sum, sentence| sum.with(model.sentence(&sentence.features))).mean();
    let odds = model.log_odds(mean, 0.0, read.len());
    // Three classes with the same weight before anything is read: machine, person, native.
    let (person, native) = (f64::from(-odds.human).exp(), f64::from(-odds.native).exp());
    let probability = 1.0 / (1.0 + person + native);
    // What tells the machine from its nearer rival counts for more.
    let share = (person / (person + native)) as f32;
    let [a, b] = model.slopes(read.len());
    let slope = Scores { human: share * a.human + (1.0 - share) * b.human, native: share * a.native + (1.0 - share) * b.native };
    let weigh = |w: Scores| slope.human * w.human + slope.native * w.native;
    Assessment { machine_translated: Ok(probability), stretches: evidence::stretches(&read, model, weigh) }
}

/// The blocks that the model reads.
fn prose<'t, 'a>(article: &'t Article<'a>) -> impl Iterator<Item = &'t Text<'a>> {
    article
        .blocks()
        .iter()
        .filter(|b| matches!(b.kind(), BlockKind::Headline | BlockKind::Subheading | BlockKind::Paragraph | BlockKind::Quotation))
}

/// Whether a sentence has a finite verb: headings, scores, forecasts and asides without one are built the same in any origin.
fn has_verb(text: &Text<'_>, units: &[Unit]) -> bool {
    units.iter().any(|u| matches!(text.tag(u.token), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md))
}
