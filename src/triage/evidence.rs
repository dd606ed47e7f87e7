//! The stretches of an article that speak most for machine translation, and what is unusual in them, in words.

use super::{
    Read,
    model::{Model, Scores, norm},
    units::{Feature, Unit, keys},
};
use crate::{
    analysis::{Tag, Text},
    span::BlockSpan,
};

/// Stretches given for an article.
const STRETCHES: usize = 3;
/// Units of a stretch, at least and at most.
const LENGTH: (usize, usize) = (4, 14);

/// A few words that weigh.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The block it stands in.
    pub block: usize,
    /// Bytes of the block's text.
    pub span: BlockSpan,
    /// What it adds to the log odds of its sentence.
    pub score: f32,
    /// What is unusual in it.
    pub why: String,
}

/// The weightiest stretch of each sentence, the weightiest of those first.
pub fn stretches(read: &[Read<'_, '_>], model: &Model, weigh: impl Fn(Scores) -> f32) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = read.iter().filter_map(|s| stretch(s, model, &weigh)).collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.block, a.span).cmp(&(b.block, b.span))));
    found.truncate(STRETCHES);
    found
}

/// What each feature adds, at its places.
fn weighed<'f>(features: &'f [Feature], model: &Model, weigh: &impl Fn(Scores) -> f32) -> Vec<(&'f Feature, f32)> {
    let distinct = keys(features);
    let known = distinct.iter().filter(|k| model.weights(**k).is_some()).count();
    let mut times = std::collections::HashMap::new();
    features.iter().for_each(|f| *times.entry(f.key).or_insert(0.0_f32) += 1.0);
    let scale = norm(known);
    features
        .iter()
        .filter_map(|f| model.weights(f.key).map(|w| (f, weigh(w) * scale / times.get(&f.key).copied().unwrap_or(1.0))))
        .collect()
}

fn stretch(read: &Read<'_, '_>, model: &Model, weigh: &impl Fn(Scores) -> f32) -> Option<Stretch> {
    let weighed = weighed(&read.features, model, weigh);
    // Each feature's weight is spread over the units that it lies on.
    let mut load = vec![0.0_f32; read.units.len()];
    for (f, w) in &weighed {
        let covered = load.get_mut(f.first as usize..=f.last as usize)?;
        let each = *w / covered.len() as f32;
        covered.iter_mut().for_each(|l| *l += each);
    }
    let longest = LENGTH.1.min(load.len());
    let mut best: Option<(f32, usize, usize)> = None;
    for first in 0..load.len() {
        let mut sum = 0.0;
        for last in first..(first + longest).min(load.len()) {
            sum += load[last];
            if last + 1 - first >= LENGTH.0.min(load.len()) && best.is_none_or(|b| sum > b.0) {
                best = Some((sum, first, last));
            }
        }
    }
    let (score, first, last) = best.filter(|b| b.0 > 0.0)?;
    let inside = |f: &Feature| f.first as usize >= first && f.last as usize <= last && f.last > f.first;
    let mut reasons: Vec<(&Feature, f32)> = weighed.into_iter().filter(|(f, w)| inside(f) && *w > 0.0).collect();
    reasons.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    let why = why(read, (first, last), &reasons);
    let (start, end) = (place(read, first)?, place(read, last)?);
    Some(Stretch { block: read.text.index(), span: start.cover(&end), score, why })
}

fn place(read: &Read<'_, '_>, unit: usize) -> Option<BlockSpan> {
    read.units.get(unit).and_then(|u| read.text.tokens().get(u.token)).map(|t| t.span)
}

/// The unusual in words: first what an editor has a name for, then the strongest sequence as it stands.
fn why(read: &Read<'_, '_>, (first, last): (usize, usize), reasons: &[(&Feature, f32)]) -> String {
    let view = View { text: read.text, units: &read.units };
    let mut parts: Vec<String> = Vec::new();
    if let Some(named) = PATTERNS.iter().find_map(|p| p(&view, first, last)) {
        parts.push(named);
    }
    // Two words say nothing to a reader: of the strong sequences, the first with three or more.
    let sequence = reasons.iter().map(|(f, _)| view.words(f.first as usize, f.last as usize)).find(|w| w.split(' ').count() >= 3);
    if let Some(words) = sequence.filter(|w| !parts.iter().any(|p| p.contains(w.as_str()))) {
        parts.push(format!("words in the order of \"{words}\" are more frequent in machine translation"));
    }
    if parts.is_empty() {
        parts.push("its small words and their order are more frequent in machine translation".to_owned());
    }
    parts.join("; ")
}

/// A sentence's units with their words and tags.
struct View<'v, 'a> {
    text: &'v Text<'a>,
    units: &'v [Unit],
}

impl View<'_, '_> {
    fn tag(&self, unit: usize) -> Tag {
        self.units.get(unit).map_or(Tag::Nfp, |u| self.text.tag(u.token))
    }

    fn word(&self, unit: usize) -> String {
        let token = self.units.get(unit).and_then(|u| self.text.tokens().get(u.token));
        token.map(|t| self.text.word(t).to_lowercase().replace('’', "'")).unwrap_or_default()
    }

    fn is(&self, unit: usize, words: &[&str]) -> bool {
        words.contains(&self.word(unit).as_str())
    }

    fn common_noun(&self, unit: usize) -> bool {
        matches!(self.tag(unit), Tag::Nn | Tag::Nns)
    }

    /// The words from one unit to another, as they stand.
    fn words(&self, first: usize, last: usize) -> String {
        let token = |i: usize| self.units.get(i).and_then(|u| self.text.tokens().get(u.token)).map(|t| t.span);
        match (token(first), token(last)) {
            (Some(a), Some(b)) => self.text.slice(a.cover(&b)).split_whitespace().collect::<Vec<_>>().join(" "),
            _ => String::new(),
        }
    }
}

/// Looks between two units for one kind of thing.
type Pattern = fn(&View<'_, '_>, usize, usize) -> Option<String>;

/// What an editor has a name for, in this order.
const PATTERNS: &[Pattern] = &[of_chain, stacked_nouns, nominal, passive, perfect, full_negation, opener, bare_noun];

/// "the head of the office of the union"
fn of_chain(v: &View<'_, '_>, first: usize, last: usize) -> Option<String> {
    let of: Vec<usize> = (first..=last).filter(|i| v.is(*i, &["of"])).collect();
    let near = of.windows(2).find(|w| w[1] - w[0] <= 4)?;
    Some(format!("nouns strung together with \"of\" (\"{}\")", v.words(near[0].saturating_sub(1).max(first), (near[1] + 2).min(last))))
}

/// "dental implant service price"
fn stacked_nouns(v: &View<'_, '_>, first: usize, last: usize) -> Option<String> {
    let start = (first..=last.saturating_sub(2)).find(|i| (*i..i + 3).all(|k| v.common_noun(k)))?;
    let end = (start..=last).take_while(|k| v.common_noun(*k)).last()?;
    Some(format!("nouns stacked without a small word between them (\"{}\")", v.words(start, end)))
}

/// "the strengthening of the", "the provision of the": an action as a noun.
fn nominal(v: &View<'_, '_>, first: usize, last: usize) -> Option<String> {
    let ends = |w: &str| w.len() > 6 && ["tion", "sion", "ment", "ance", "ence", "ing"].iter().any(|e| w.ends_with(e));
    let at = (first.max(1)..last)
        .find(|i| v.common_noun(*i) && ends(&v.word(*i)) && v.is(i + 1, &["of"]) && v.is(i.saturating_sub(1), &["the"]))?;
    Some(format!("an action put as a noun where a verb is usual (\"{}\")", v.words(at - 1, (at + 2).min(last))))
}

/// "has held a meeting": present perfect for what happened at a time.
fn perfect(v: &View<'_, '_>, first: usize, last: usize) -> Option<String> {
    let at = (first..last).find(|i| v.is(*i, &["has", "have"]) && v.tag(i + 1) == Tag::Vbn)?;
    let told =
        (at..at + 12).any(|i| v.is(i, &["yesterday", "ago", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]));
    told.then(|| format!("a present perfect beside the time it happened (\"{}\")", v.words(at, at + 1)))
}

/// "was carried out by"
fn passive(v: &View<'_, '_>, first: usize, last: usize) -> Option<String> {
    let be = (first..last).find(|i| {
        v.is(*i, &["is", "are", "was", "were", "been", "being", "be"])
            && v.tag(i + 1) == Tag::Vbn
            && (v.is(i + 2, &["by"]) || v.is(i.saturating_sub(1), &["been", "being", "be"]))
    });
    let be = be?;
    Some(format!("a passive where a writer would name who acts (\"{}\")", v.words(be, (be + 2).min(last))))
}

/// "did not", "is not"
fn full_negation(v: &View<'_, '_>, first: usize, last: usize) -> Option<String> {
    let auxiliary = ["do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "should"];
    let at = (first..last).find(|i| v.is(*i, &auxiliary) && v.is(i + 1, &["not"]))?;
    Some(format!("\"{}\" in full, not contracted", v.words(at, at + 1)))
}

/// "In this regard, …"; "At the same time, …"
fn opener(v: &View<'_, '_>, first: usize, _: usize) -> Option<String> {
    if first > 1 || v.tag(0) != Tag::In {
        return None;
    }
    let comma = (2..7).find(|i| v.is(*i, &[","]))?;
    Some(format!("the sentence opens with a set phrase and a comma (\"{}\")", v.words(0, comma)))
}

/// "in accordance with decision": a singular noun between preposition and mark with no article.
fn bare_noun(v: &View<'_, '_>, first: usize, last: usize) -> Option<String> {
    let at = (first..last.saturating_sub(1))
        .find(|i| v.tag(*i) == Tag::In && v.tag(i + 1) == Tag::Nn && v.is(i + 2, &["of", "in", "on", "for", "to"]))?;
    Some(format!("a noun without its article (\"{}\")", v.words(at, at + 2)))
}
