//! How much an article reads like unedited machine translation, and why; and which of many articles needs an editor first.
//!
//! Two linear models look at each sentence's function words and tags: one tells machine translation from translation by
//! people, the other from news written in English. The mean over an article's sentences becomes a probability that all three
//! are weighed in. It says "reads like", never "is": `docs/triage.md` has the error rates.

mod evidence;
pub mod function_words;
pub mod model;
mod need;
mod note;
pub mod units;

pub use evidence::Stretch;
pub use need::{Faults, need};
pub use note::{META, note};

use crate::{
    analysis::{Article, Language, Text, language},
    document::BlockKind,
};
use model::{Model, Scores};
use std::fmt;
use units::{Feature, Unit};

/// Articles with fewer words than this in sentences get no probability.
pub const MIN_WORDS: usize = 80;
/// Articles with fewer sentences than this get none either.
const MIN_SENTENCES: usize = 3;
/// Sentences with fewer words and marks than this say nothing.
const MIN_UNITS: usize = 3;
/// The probability from which an article is marked: at most 1 in 100 articles of news written in English is.
pub const DEFAULT_THRESHOLD: f64 = 0.6;

/// Why an article gets no probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unjudged {
    /// Too few words, or sentences, of running prose; how many words there are.
    Short(usize),
    /// Mostly something else.
    NotProse(&'static str),
    /// No model for this language.
    Language(Language),
}

impl fmt::Display for Unjudged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short(words) => write!(f, "too few sentences to tell ({words} words)"),
            Self::NotProse(what) => write!(f, "mostly {what}, not sentences"),
            Self::Language(Language::UNKNOWN) => write!(f, "language not known"),
            Self::Language(language) => write!(f, "no model for {language}"),
        }
    }
}

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
    if let Some(reason) = unjudged(article) {
        return Assessment { machine_translated: Err(reason), stretches: Vec::new() };
    }
    let read: Vec<Read<'_, '_>> = prose(article)
        .flat_map(|text| text.sentences().iter().map(move |s| (text, units::units(text, s))))
        .filter(|(_, units)| units.len() >= MIN_UNITS)
        .map(|(text, units)| Read { text, features: units::features(&units), units })
        .collect();
    let mut mean = Scores::default();
    for sentence in &read {
        let score = model.sentence(&sentence.features);
        mean.human += score.human / read.len() as f32;
        mean.native += score.native / read.len() as f32;
    }
    let odds = model.log_odds(mean, read.len());
    // Three classes with the same weight before anything is read: machine, person, native.
    let (person, native) = (f64::from(-odds.human).exp(), f64::from(-odds.native).exp());
    let probability = 1.0 / (1.0 + person + native);
    // What tells the machine from its nearer rival counts for more.
    let share = (person / (person + native)) as f32;
    let slope = model.slopes(read.len());
    let weigh = |w: Scores| share * slope.human * w.human + (1.0 - share) * slope.native * w.native;
    Assessment { machine_translated: Ok(probability), stretches: evidence::stretches(&read, model, weigh) }
}

/// The blocks that the model reads.
fn prose<'t, 'a>(article: &'t Article<'a>) -> impl Iterator<Item = &'t Text<'a>> {
    article
        .blocks()
        .iter()
        .filter(|b| matches!(b.kind(), BlockKind::Headline | BlockKind::Subheading | BlockKind::Paragraph | BlockKind::Quotation))
}

/// Why nothing is said of an article, if so.
fn unjudged(article: &Article<'_>) -> Option<Unjudged> {
    let words = |text: &str| text.split_whitespace().count();
    let (mut all, mut running, mut sentences, mut others) = (0, 0, Vec::new(), [0_usize; 4]);
    for block in article.blocks() {
        let n = words(block.text());
        match block.kind() {
            BlockKind::ListItem => others[0] += n,
            BlockKind::TableCell => others[1] += n,
            BlockKind::Verse => others[2] += n,
            BlockKind::Code => others[3] += n,
            _ => {}
        }
        if matches!(block.kind(), BlockKind::Paragraph | BlockKind::Quotation) {
            for s in block.sentences() {
                let text = block.slice(s.span);
                let n = words(text);
                let ends = text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '?' | '!' | '…'));
                all += n;
                if n >= 4 && ends.ends_with(['.', '?', '!', '…']) {
                    running += n;
                    sentences.push(text);
                }
            }
        }
    }
    let most = others.iter().max().copied().unwrap_or(0);
    if most > running {
        let kind = others.iter().position(|n| *n == most).and_then(|i| ["a list", "a table", "verse", "code"].get(i));
        return Some(Unjudged::NotProse(kind.copied().unwrap_or("lines")));
    }
    if article.word_count() < MIN_WORDS {
        return Some(Unjudged::Short(article.word_count()));
    }
    // Names in line-ups and results hide the language that an article's sentences are in.
    let language = match article.language() {
        Language::UNKNOWN => {
            let english = sentences.iter().filter(|s| language::detect(s).is_english()).map(|s| words(s)).sum::<usize>();
            if english * 2 >= MIN_WORDS { Language::ENGLISH } else { Language::UNKNOWN }
        }
        known => known,
    };
    if !language.is_english() {
        return Some(Unjudged::Language(language));
    }
    if sentences.len() < MIN_SENTENCES {
        return Some(Unjudged::Short(running));
    }
    (running * 2 < all || running * 2 < MIN_WORDS).then_some(Unjudged::NotProse("lines"))
}
