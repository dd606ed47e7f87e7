//! How much an article reads like unedited machine translation, and why; and which of many articles needs an editor first.
//!
//! Two readings: of grammar, by two linear models over each sentence's function words and tags (one tells machine translation from
//! translation by people, the other from news written in English), and of words, by a table of which words stand beside which. The
//! means over an article's sentences, longer ones counting for more, become a probability in which all three kinds of text weigh the
//! same; what the rules found is added as evidence of its own. It says "reads like", never "is": `docs/triage.md` has the error rates.

mod evidence;
mod faults;
pub mod function_words;
pub mod model;
mod need;
pub mod other;
mod patterns;
mod prose;
pub mod units;
mod verdict;
pub mod wording;

pub use crate::rules::records::READS_TRANSLATED as META;
pub use evidence::Stretch;
pub use faults::log_odds as log_odds_of_faults;
pub use need::{Faults, need};
pub use prose::{MIN_WORDS, Unjudged};
pub use verdict::verdict;

use crate::{
    analysis::{Article, Sentence, Tag, Text},
    document::BlockKind,
    language::Pack,
};
use model::{Model, Scores, Sum};
use std::sync::{Arc, OnceLock};
use wording::Wording;

/// Sentences with fewer words and marks than this say nothing.
const MIN_UNITS: usize = 3;
/// The probability from which an article is marked: at most 1 in 100 articles of news written in English is.
pub const DEFAULT_THRESHOLD: f64 = 0.65;

/// What is said of an article.
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
    sentence: &'t Sentence,
    /// What the models say.
    sum: Sum,
    /// What the table says of its words: what the sentence adds to the article's sum.
    wording: f32,
    /// And what it counts for.
    weight: f32,
}

/// The readings of a block's sentences, each made when it is first asked for and kept with the block; `None` for a sentence that says
/// nothing.
struct Readings(Vec<OnceLock<Option<Reading>>>);

/// What is kept of a sentence: sum, wording and weight of [`Read`].
#[derive(Clone, Copy)]
struct Reading {
    sum: Sum,
    wording: f32,
    weight: f32,
}

impl Reading {
    /// `rough` is the score of the sentence's words and what it counts for, without a tag.
    fn of(text: &Text<'_>, sentence: &Sentence, model: &Model, rough: (f32, f32)) -> Option<Self> {
        if !has_verb(text, sentence) {
            return None;
        }
        let name = wording::begins_with_name(text, sentence);
        let (score, weight) = if name { Wording::embedded().sentence(&wording::words(text, sentence)) } else { rough };
        let sum = model.sentence(&units::features(&units::units(text, sentence)));
        Some(Self { sum, wording: score * weight, weight })
    }
}

/// The log odds of machine translation against a translation by a person and against news written in English, part by part.
#[derive(Clone, Copy, Debug, Default)]
struct Odds {
    grammar: Scores,
    wording: Scores,
    bias: Scores,
}

impl Odds {
    /// Three classes with the same weight before anything is read: machine, person, native. `faults` is what speaks against both
    /// of the others.
    fn probability(self, faults: f64) -> f64 {
        let (person, native) = self.rivals(faults);
        1.0 / (1.0 + person + native)
    }

    /// With more that speaks against each of the others.
    fn and(mut self, more: Scores) -> Self {
        self.bias = Scores { human: self.bias.human + more.human, native: self.bias.native + more.native };
        self
    }

    /// How likely a person and a native are, where a machine is 1.
    fn rivals(self, faults: f64) -> (f64, f64) {
        let odds = |part: fn(Scores) -> f32| f64::from(part(self.grammar) + part(self.wording) + part(self.bias)) + faults;
        ((-odds(|s| s.human)).exp(), (-odds(|s| s.native)).exp())
    }

    /// How much of what tells the machine from its nearer rival tells it from a person.
    fn share(self) -> f32 {
        let (person, native) = self.rivals(0.0);
        (person / (person + native).max(f64::MIN_POSITIVE)) as f32
    }
}

/// Reads an article with the models that ship with the crate. `faults` is what the rules' findings add to the log odds, as
/// [`log_odds_of_faults`] gives it.
pub fn assess(article: &Article<'_>, faults: f64) -> Assessment {
    if let Some(pack) = Pack::of(article.language()).filter(|p| !p.is_english() && p.triage.is_some()) {
        return other::assess(article, pack);
    }
    let model = Model::embedded();
    if let Some(reason) = prose::unjudged(article) {
        return Assessment { machine_translated: Err(reason), stretches: Vec::new() };
    }
    let read: Vec<Read<'_, '_>> = read(article).collect();
    let odds = odds_of(&read, model);
    Assessment { machine_translated: Ok(odds.probability(faults)), stretches: stretches(&read, odds, model) }
}

/// The places that speak most for machine translation by their grammar.
fn stretches(read: &[Read<'_, '_>], odds: Odds, model: &Model) -> Vec<Stretch> {
    let slope = slope(odds, model, read.len());
    evidence::stretches(read, model, |w: Scores| slope.human * w.human + slope.native * w.native)
}

/// What a unit of each score of grammar weighs: what tells the machine from its nearer rival counts for more.
fn slope(odds: Odds, model: &Model, sentences: usize) -> Scores {
    let share = odds.share();
    let [a, b] = model.slopes(sentences);
    Scores { human: share * a.human + (1.0 - share) * b.human, native: share * a.native + (1.0 - share) * b.native }
}

/// The sentences of an article that are read, one after the other, with the models that ship with the crate.
fn read<'t, 'a>(article: &'t Article<'a>) -> impl Iterator<Item = Read<'t, 'a>> {
    let model = Model::embedded();
    prose(article).flat_map(move |text| {
        let rough = Rough::of(text);
        let kept = text.fact_of(0, || Readings(rough.0.iter().map(|_| OnceLock::new()).collect()));
        text.sentences().iter().filter(|s| is_long(s)).enumerate().filter_map(move |(i, sentence)| {
            let rough = *rough.0.get(i)?;
            let known = kept.0.get(i)?.get_or_init(|| Reading::of(text, sentence, model, rough));
            known.map(|Reading { sum, wording, weight }| Read { text, sentence, sum, wording, weight })
        })
    })
}

/// For each sentence of a block with words enough the score of its words without asking for tags, and what it counts for; kept with the
/// block.
struct Rough(Vec<(f32, f32)>);

impl Rough {
    fn of(text: &Text<'_>) -> Arc<Self> {
        let of = |sentence| Wording::embedded().sentence(&wording::words_untagged(text, sentence));
        text.fact_of(0, || Self(text.sentences().iter().filter(|s| is_long(s)).map(of).collect()))
    }
}

/// Whether a sentence has words enough to say something.
fn is_long(sentence: &Sentence) -> bool {
    sentence.tokens.len() >= MIN_UNITS
}

/// The log odds of an article from its means, their origins added.
fn odds(grammar: Scores, words: f32, sentences: usize, model: &Model) -> Odds {
    let none = Scores::default();
    let [bias, with_grammar, with_words] = [(none, 0.0), (grammar, 0.0), (none, words)].map(|(g, w)| model.log_odds(g, w, sentences));
    let less = |a: Scores| Scores { human: a.human - bias.human, native: a.native - bias.native };
    Odds { grammar: less(with_grammar), wording: less(with_words), bias }
}

/// The log odds of an article of which these sentences were read.
fn odds_of(read: &[Read<'_, '_>], model: &Model) -> Odds {
    let grammar = read.iter().fold(Sum::default(), |sum, r| sum.with(r.sum)).mean();
    let (sum, weight) = read.iter().fold((0.0, 0.0), |(s, w), r| (s + r.wording, w + r.weight));
    let origin = model.origin();
    let grammar = Scores { human: grammar.human + origin.grammar.human, native: grammar.native + origin.grammar.native };
    odds(grammar, if weight > 0.0 { sum / weight } else { 0.0 } + origin.wording, read.len(), model)
}

/// The blocks that the models read.
fn prose<'t, 'a>(article: &'t Article<'a>) -> impl Iterator<Item = &'t Text<'a>> {
    article
        .blocks()
        .iter()
        .filter(|b| matches!(b.kind(), BlockKind::Headline | BlockKind::Subheading | BlockKind::Paragraph | BlockKind::Quotation))
}

/// Whether a sentence has a finite verb: headings, scores, forecasts and asides without one are built the same in any origin.
fn has_verb(text: &Text<'_>, sentence: &Sentence) -> bool {
    sentence.tokens.clone().any(|token| matches!(text.tag(token), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md))
}
