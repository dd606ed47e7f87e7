//! What `check` says of an article as a whole, on its headline.

use super::{
    DEFAULT_THRESHOLD, META, Odds, Read, Rough, faults,
    model::{Model, Scores},
    odds, odds_of, prose, read, slope,
};
use crate::{
    analysis::{Article, Language, Text},
    diagnostic::{Diagnostic, Finding, Label, Place},
    document::BlockKind,
    span::BlockSpan,
};

/// Sentences that are named.
const SENTENCES: usize = 3;
/// What the grammar of an article adds to the log odds at most, against people and against natives, before it is read: where even this
/// would not lift the article over the threshold, it is not read. One to two in a hundred stretches of machine translation that would be
/// marked are lost by it, and two thirds of native text are spared the reading.
const GRAMMAR: Scores = Scores { human: 1.0, native: 2.0 };
/// After so many sentences an article is looked at again, and read on only where the rest of it might still decide.
const FIRST: usize = 8;
/// What the rest of the article adds at most.
const REST: Scores = Scores { human: 0.7, native: 1.0 };

/// The verdict on an article, if it reads like unedited machine translation. `findings` are what the rules report of it.
pub fn verdict(article: &Article<'_>, findings: &[Diagnostic]) -> Option<Finding> {
    let model = Model::embedded();
    let evidence = faults::log_odds(findings);
    let marked = |odds: Odds| Some(odds.probability(evidence)).filter(|p| *p >= DEFAULT_THRESHOLD);
    if !article.language().is_english() && article.language() != Language::UNKNOWN {
        return None;
    }
    let (words, count) = rough(article);
    marked(odds(Scores::default(), words, count, model).and(GRAMMAR))?;
    let mut reading = read(article);
    let mut read: Vec<Read<'_, '_>> = reading.by_ref().take(FIRST).collect();
    if count > FIRST {
        marked(odds_of(&read, model).and(REST))?;
    }
    read.extend(reading);
    let odds = odds_of(&read, model);
    let probability = marked(odds)?;
    if prose::unjudged(article).is_some() {
        return None;
    }
    let (block, span) = opening(article)?;
    let by = grounds(odds, evidence, findings);
    let labels = heaviest(&read, odds, model).into_iter().map(|place| Label { place, message: "start with this sentence".to_owned() });
    let message =
        format!("the article reads like unedited machine translation ({probability:.2}), by {by}; it may need reading against its source");
    Some(Finding { labels: labels.collect(), ..Finding::new(Place::new(block.index(), span), message, META.confidence) })
}

/// The mean score of an article's words without asking for tags, and of how many sentences.
fn rough(article: &Article<'_>) -> (f32, usize) {
    let (mut sum, mut weight, mut count) = (0.0, 0.0, 0);
    for text in super::prose(article) {
        for (score, root) in &Rough::of(text).0 {
            (sum, weight, count) = (sum + score * root, weight + root, count + 1);
        }
    }
    (if weight > 0.0 { sum / weight } else { 0.0 } + Model::embedded().origin().wording, count)
}

/// The first word of the headline, or of the text where there is none: the verdict is on the article, and not on these words.
fn opening<'t, 'a>(article: &'t Article<'a>) -> Option<(&'t Text<'a>, BlockSpan)> {
    let headline = article.blocks().iter().find(|b| b.kind() == BlockKind::Headline).or_else(|| article.prose().next())?;
    let word = headline.tokens().iter().find(|t| headline.word(t).starts_with(char::is_alphanumeric));
    Some((headline, word.map_or(BlockSpan::new(0, headline.text().len()), |t| t.span)))
}

/// What the verdict rests on, the weightiest first.
fn grounds(odds: Odds, evidence: f64, findings: &[Diagnostic]) -> String {
    let share = odds.share();
    let joined = |s: Scores| f64::from(share * s.human + (1.0 - share) * s.native);
    let said = findings.iter().filter(|d| faults::speaks(&d.rule)).count();
    let faults = if said == 1 { "a fault reported in it".to_owned() } else { format!("{said} faults reported in it") };
    let mut grounds = vec![
        (joined(odds.grammar), "its grammar".to_owned()),
        (joined(odds.wording), "its choice of words".to_owned()),
        (evidence, faults),
    ];
    grounds.retain(|(weight, _)| *weight > 0.1);
    grounds.sort_by(|a, b| b.0.total_cmp(&a.0));
    let names: Vec<String> = grounds.into_iter().map(|(_, name)| name).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => "many small things".to_owned(),
    }
}

/// The sentences that add most, in the order of the article. A long one adds more than a short one that reads the same; the first of
/// them is where most is to be found.
fn heaviest(read: &[Read<'_, '_>], odds: Odds, model: &Model) -> Vec<Place> {
    let slope = slope(odds, model, read.len());
    let words = {
        let share = odds.share();
        let [a, b] = model.slopes_of_words(read.len());
        share * a + (1.0 - share) * b
    };
    // Both readings are means over the sentences' weights: each sentence's sum is its part of them.
    let grammar = read.iter().map(|r| r.sum.weight).sum::<f32>().max(1.0);
    let wording = read.iter().map(|r| r.weight).sum::<f32>().max(1.0);
    let origin = model.origin();
    let adds = |r: &Read<'_, '_>| {
        let human = r.sum.scores.human + origin.grammar.human * r.sum.weight;
        let native = r.sum.scores.native + origin.grammar.native * r.sum.weight;
        (slope.human * human + slope.native * native) / grammar + words * (r.wording + origin.wording * r.weight) / wording
    };
    let mut ranked: Vec<(f32, Place)> = read
        .iter()
        .filter(|r| matches!(r.text.kind(), BlockKind::Paragraph | BlockKind::Quotation))
        .map(|r| (adds(r), Place::new(r.text.index(), r.sentence.span)))
        .filter(|(adds, _)| *adds > 0.0)
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut places: Vec<Place> = ranked.into_iter().take(SENTENCES).map(|(_, place)| place).collect();
    places.sort_unstable();
    places
}
