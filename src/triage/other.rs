//! The same for other languages than English: one linear model over a sentence's words and tags, machine translation against what people
//! write and translate. Trained by `crates/copydesk-train/src/train_triage_other.rs` on translations of the same sentences, so that topics cancel.

use super::Assessment;
use super::prose::{MIN_WORDS, Unjudged};
use crate::{
    analysis::{
        Article, Tagged, Upos,
        linear::{Features, Linear},
    },
    document::BlockKind,
    language::Pack,
    unicode::spaced_words,
};

/// Sentences of fewer words and marks say nothing.
const LEAST: usize = 6;

/// A model: what turns an article's mean into log odds, and the weights.
struct Model {
    slope: f32,
    bias: f32,
    weights: Linear<'static>,
}

impl Model {
    fn open(bytes: &'static [u8]) -> Option<Self> {
        let (slope, rest) = bytes.split_first_chunk::<4>()?;
        let (bias, rest) = rest.split_first_chunk::<4>()?;
        Some(Self { slope: f32::from_le_bytes(*slope), bias: f32::from_le_bytes(*bias), weights: Linear::open(rest)? })
    }
}

/// What the model sees of a sentence: runs of one to three words, names and numbers collapsed, and runs of two to four tags. Marks of
/// quotation, dashes and brackets are left out: they tell newspapers apart. Returns how many words and marks were seen.
pub fn features(words: &[&str], tagged: &[Tagged], out: &mut Features) -> usize {
    let mut units: Vec<(String, [u8; 2])> = Vec::with_capacity(words.len());
    for (word, tag) in words.iter().zip(tagged) {
        let mark = !word.contains(char::is_alphanumeric);
        if mark && !matches!(*word, "," | "." | ":" | ";" | "?" | "!") {
            continue;
        }
        let text = match tag.upos {
            Upos::Propn => "<n>".to_owned(),
            _ if word.starts_with(|c: char| c.is_ascii_digit()) => "<d>".to_owned(),
            _ => word.to_lowercase(),
        };
        units.push((text, [tag.tag as u8 + 1, tag.upos as u8 + 1]));
    }
    for at in 0..units.len() {
        let word = |k: usize| at.checked_sub(k).and_then(|i| units.get(i)).map_or("", |u| u.0.as_str()).as_bytes();
        let tag = |k: usize| at.checked_sub(k).and_then(|i| units.get(i)).map_or([0, 0], |u| u.1);
        out.add(1, &[word(0)]);
        out.add(2, &[word(1), b" ", word(0)]);
        out.add(3, &[word(2), b" ", word(1), b" ", word(0)]);
        out.add(4, &[&tag(1), &tag(0)]);
        out.add(5, &[&tag(2), &tag(1), &tag(0)]);
        out.add(6, &[&tag(3), &tag(2), &tag(1), &tag(0)]);
        out.add(7, &[word(1), b" ", &tag(0)]);
        out.add(8, &[&tag(1), word(0)]);
    }
    units.len()
}

/// Reads an article in a language that has a model.
pub fn assess(article: &Article<'_>, pack: &Pack) -> Assessment {
    let stretches = Vec::new();
    let count: usize = article.blocks().iter().map(|b| spaced_words(b.text())).sum();
    if count < MIN_WORDS {
        return Assessment { machine_translated: Err(Unjudged::Short(count)), stretches };
    }
    let Some(model) = pack.triage.and_then(|model| Model::open(model)) else {
        return Assessment { machine_translated: Err(Unjudged::Language(article.language())), stretches };
    };
    let (mut sum, mut units) = (0.0_f32, 0_usize);
    let prose = article.blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation | BlockKind::Headline));
    for text in prose.filter(|b| std::ptr::eq(b.pack(), pack)) {
        for sentence in text.sentences() {
            let words: Vec<&str> = text.tokens_of(sentence).iter().map(|t| text.word(t)).collect();
            let mut found = Features::default();
            let n = features(&words, text.tagged_of(sentence), &mut found);
            if n >= LEAST {
                sum += model.weights.score(&found.hashes);
                units += n;
            }
        }
    }
    if units < MIN_WORDS / 2 {
        return Assessment { machine_translated: Err(Unjudged::Short(units)), stretches };
    }
    let odds = model.slope * sum / units as f32 + model.bias;
    Assessment { machine_translated: Ok(f64::from(crate::analysis::linear::probability(odds))), stretches }
}
