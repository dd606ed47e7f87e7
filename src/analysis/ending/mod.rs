//! Whether a text can end where it ends: linear models over words, tags and the structure that is still open.
//!
//! The method is sentence boundary detection as classification (Reynar and Ratnaparkhi 1997), asked the other way round: given
//! that the text stops here, is it whole? `crates/copydesk-models/models/ending.md` says what the weights were trained on and how well they do.

mod features;
mod join;
mod line;
mod reason;
mod stops;

pub use features::end_features;
pub use join::{is_waiting, join_features, prefilter_features, title_words};
pub use line::line_features;
pub use reason::{Reason, is_dependent, reason, reason_in};
pub use stops::{may_stop_early, stop_features, stop_odds, stop_word, waits_for_another};

use crate::language::Pack;
use copydesk_data::Blob;

use super::{
    Sentence, Text,
    linear::{Features, Linear, Running},
    tag::{Tag, Upos},
    tagger::Tagged,
    tokens,
};
use std::{
    borrow::Cow,
    sync::{LazyLock, OnceLock},
};

/// A word as the models see it.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// As it is written.
    pub text: &'a str,
    /// In small letters, with straight apostrophes.
    pub lower: Cow<'a, str>,
    /// Its Penn Treebank tag.
    pub tag: Tag,
    /// Its universal tag.
    pub upos: Upos,
}

impl<'a> Item<'a> {
    /// A word with its tags.
    pub fn new(text: &'a str, tagged: Tagged) -> Self {
        Self { text, lower: tokens::lower(text), tag: tagged.tag, upos: tagged.upos }
    }

    /// Whether it is a finite verb: one that carries a clause by itself.
    pub fn is_finite(&self) -> bool {
        self.tag.is_finite()
    }

    /// Whether it begins with a capital letter.
    pub fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The words of a sentence.
pub fn items<'a>(text: &Text<'a>, sentence: &Sentence) -> Vec<Item<'a>> {
    text.tokens_of(sentence).iter().zip(text.tagged_of(sentence)).map(|(t, g)| Item::new(text.word(t), *g)).collect()
}

/// The models of English.
struct Models {
    end: Linear<'static>,
    join: Linear<'static>,
    prefilter: Linear<'static>,
    line: Linear<'static>,
    stop: Linear<'static>,
}

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let open = |model: Option<&'static Blob>| model.and_then(|m| Linear::open(m)).unwrap_or_default();
    let endings = Pack::ENGLISH.endings;
    let [prefilter, join] = [0, 1].map(|i| open(endings.and_then(|e| e.join).and_then(|both| both.get(i).copied())));
    Models {
        end: open(endings.map(|e| e.ending)),
        join,
        prefilter,
        line: open(endings.and_then(|e| e.line)),
        stop: open(endings.and_then(|e| e.stop)),
    }
});

/// Log odds that a line without a terminal is prose that was cut, and not a heading, a caption or a line of a list.
pub fn line_score(items: &[Item<'_>]) -> f32 {
    let mut features = Features::default();
    line_features(items, &MODELS.end, &mut features);
    MODELS.line.score(&features.hashes)
}

/// Log odds that a stop behind the last of these words is a fault, by [`stop_features`].
fn stop_score(items: &[Item<'_>]) -> f32 {
    let mut features = Features::default();
    stop_features(items, &MODELS.end, &mut features);
    MODELS.stop.score(&features.hashes)
}

/// Log odds that a text of these words, from a sentence's first to the last before its stop, was cut: 0 where a cut and a whole
/// sentence are equally frequent.
pub fn cut_score(items: &[Item<'_>]) -> f32 {
    cut_score_in(items, Pack::ENGLISH)
}

/// The same in another language; 0 where it has no model.
pub fn cut_score_in(items: &[Item<'_>], pack: &Pack) -> f32 {
    static OTHERS: [OnceLock<Linear<'static>>; Pack::ALL.len()] = [const { OnceLock::new() }; Pack::ALL.len()];
    let mut features = Features::default();
    end_features(items, pack, &mut features);
    if pack.is_english() {
        return MODELS.end.score(&features.hashes);
    }
    let model =
        OTHERS.get(pack.index).map(|place| place.get_or_init(|| pack.endings.and_then(|e| Linear::open(e.ending)).unwrap_or_default()));
    model.map_or(0.0, |model| model.score(&features.hashes))
}

/// How far the log odds may lie below the bar behind the first and the second step of [`join_features`], for the rest to be worth
/// while. Of 480 places of news and of news cut by us whose odds came to the bar, none lay lower than 9.3 and 3.3.
const FAR_BELOW: [f32; 2] = [10.5, 5.0];

/// Log odds that between `items[at - 1]` and `items[at]` one sentence lost its end and the next begins, in as far as they lie above a
/// bar; `None` where they lie below.
pub fn join_above(items: &[Item<'_>], at: usize, bar: f32) -> Option<f32> {
    let mut below = FAR_BELOW.iter();
    let mut features = Features::default();
    let mut odds = Running::new(&MODELS.join);
    join_features(items, at, &MODELS.end, &mut features, &mut |f| below.next().is_none_or(|far| odds.score(&f.hashes) - bar >= -far));
    let above = odds.score(&features.hashes) - bar;
    (above >= 0.0).then_some(above)
}

/// From which score of the prefilter on the rest is worth while: where the bar is low, at 0, and what is added for each point of
/// it. Of 380 places in news and in news cut by us that came to the bar, one lay lower: it was not reported.
const WORTH_READING: [f32; 3] = [-0.5, -1.25, 0.3];

/// Whether [`join_above`] may find, above a bar, that the third of these words opens the next sentence, as far as two words before and two
/// behind it tell (empty where there is none): it costs less to ask, and no parts of speech.
pub fn may_join(words: [&str; 5], bar: impl FnOnce() -> f32) -> bool {
    let mut features = Features::default();
    prefilter_features(words, &mut features);
    let [least, at_zero, for_bar] = WORTH_READING;
    let score = MODELS.prefilter.score(&features.hashes);
    score >= least && score >= at_zero + for_bar * bar()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{tagger::Tagger, tokens::tokenize};

    /// What is given up on half-way would have come out below the bar.
    #[test]
    fn steps_lose_no_place() {
        let texts = [
            "A court in Accra ruled on Friday that the company had The temple will reopen in the spring.",
            "Police in Leeds are looking for a man who was seen near the It is the third such case this year.",
            "The new bridge at Mostar was opened by the mayor and the They had waited nine years for it.",
            "Farmers near Kisumu say that the rains came late and that their However the ministry sees no shortage.",
            "The director of About a Boy told the Daily Telegraph in London that President Kenyatta would visit Ghana.",
        ];
        let mut found = 0;
        for text in texts {
            let words: Vec<&str> = tokenize(text).iter().map(|t| t.span.slice(text)).collect();
            let mut tagged = Vec::new();
            Tagger::embedded().tag_with_margin(&words, &mut tagged);
            let items: Vec<Item<'_>> = words.iter().zip(tagged).map(|(w, t)| Item::new(w, t)).collect();
            for at in (2..items.len()).filter(|at| items[*at].is_capitalised()) {
                let mut all = Features::default();
                join_features(&items, at, &MODELS.end, &mut all, &mut |_| true);
                let above = MODELS.join.score(&all.hashes) - 2.0;
                assert_eq!(join_above(&items, at, 2.0), (above >= 0.0).then_some(above), "{text}: {at}");
                let around = std::array::from_fn(|k| words.get(at + k - 2).copied().unwrap_or(""));
                assert!(above < 0.0 || may_join(around, || 2.0), "{text}: {at}");
                found += usize::from(above >= 0.0);
            }
        }
        assert!(found >= 4, "{found}");
    }
}
