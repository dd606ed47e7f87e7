//! A teacher: the first tagger and a Markov model of news tag the news sentences together, and grammar corrects them.

use std::{collections::HashMap, error::Error, fs, path::Path};

use copydesk::analysis::{
    Tag, Upos,
    tagger::{Context, LABELS, PADDING, Tagger, caps},
    tokens::tokenize,
};

use super::lexicon::TagCounts;
use crate::support::treebank::{Sentence, read_gz};

/// One in so many sentences is taken.
const EVERY: usize = 3;
/// How far the best reading of a sentence must lead, in logarithms.
const LEAD: f64 = 0.3;
/// What a tagger's margin must be for its tag to be counted.
const MARGIN: usize = 60;
/// Steps of the tagger's score that make one step of the logarithm.
const TEMPERATURE: f64 = 60.0;
/// Share of the Markov model's logarithms that counts.
const TRUST: f64 = 0.3;

/// A hidden Markov model from counts of tag triples and of words' tags in news.
struct Hmm {
    triples: HashMap<(u8, u8, u8), f64>,
    pairs: HashMap<(u8, u8), f64>,
    pair_next: HashMap<(u8, u8), f64>,
    singles: HashMap<u8, f64>,
    total: f64,
    words: HashMap<String, HashMap<u8, f64>>,
}

fn hmm_tag(text: &str) -> u8 {
    match text {
        "<s>" => 254,
        "</s>" => 253,
        "LRB" => Tag::OpenBracket as u8,
        "RRB" => Tag::CloseBracket as u8,
        ";" => Tag::Colon as u8,
        _ => text.parse::<Tag>().map_or(252, |t| t as u8),
    }
}

impl Hmm {
    fn read(data: &Path) -> Result<Self, Box<dyn Error>> {
        let mut h = Hmm {
            triples: HashMap::new(),
            pairs: HashMap::new(),
            pair_next: HashMap::new(),
            singles: HashMap::new(),
            total: 0.0,
            words: HashMap::new(),
        };
        for line in fs::read_to_string(data.join("pos_trigrams.tsv"))?.lines().skip(1) {
            let Some((tags, n)) = line.split_once('\t') else { continue };
            let n: f64 = n.parse()?;
            let t: Vec<u8> = tags.split(' ').map(hmm_tag).collect();
            *h.triples.entry((t[0], t[1], t[2])).or_default() += n;
            *h.pairs.entry((t[0], t[1])).or_default() += n;
            *h.pair_next.entry((t[1], t[2])).or_default() += n;
            *h.singles.entry(t[2]).or_default() += n;
            h.total += n;
        }
        for line in fs::read_to_string(data.join("word_tags.tsv"))?.lines().skip(1) {
            let Some((word, tags)) = line.split_once('\t') else { continue };
            let entry = h.words.entry(word.to_lowercase()).or_default();
            for pair in tags.split(' ') {
                if let Some((tag, n)) = pair.rsplit_once(':') {
                    *entry.entry(hmm_tag(tag)).or_default() += n.parse::<f64>().unwrap_or(0.0);
                }
            }
        }
        Ok(h)
    }
    fn transition(&self, a: u8, b: u8, c: u8) -> f64 {
        let get = |n: Option<&f64>| n.copied().unwrap_or(0.0);
        let tri = get(self.triples.get(&(a, b, c))) / get(self.pairs.get(&(a, b))).max(1.0);
        let bi = get(self.pair_next.get(&(b, c))) / get(self.singles.get(&b)).max(1.0);
        let uni = get(self.singles.get(&c)) / self.total;
        (0.65 * tri + 0.3 * bi + 0.05 * uni).max(1e-5).ln()
    }
    fn emission(&self, word: &str, c: u8) -> f64 {
        let prior = self.singles.get(&c).copied().unwrap_or(1.0) / self.total;
        let Some(tags) = self.words.get(word) else { return 0.0 };
        let total: f64 = tags.values().sum();
        let p = (tags.get(&c).copied().unwrap_or(0.0) + prior * 2.0) / (total + 2.0);
        (p / prior).ln()
    }
}

/// A reading of a sentence so far: its logarithm, the tagger's context, the last two tags, its labels, whether one is finite.
type Reading = (f64, Context, (u8, u8), Vec<u8>, bool);

/// Tags a sentence by the perceptron and the Markov model together, with a beam.
fn teach(tagger: &Tagger<'_>, hmm: &Hmm, texts: &[&str]) -> (Vec<u8>, f64) {
    let words = tagger.words(texts);
    let caps = caps(&words) as u8;
    let start = Context::start(caps);
    let mut beam: Vec<Reading> = vec![(0.0, start, (254, 254), Vec::new(), false)];
    let mut scores = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        let lower = text.to_lowercase().replace('\u{2019}', "'");
        let mut next = Vec::new();
        for (total, context, (a, b), path, finite) in &beam {
            tagger.scores(&words, PADDING + i, *context, &mut scores);
            let top = scores.iter().map(|s| s.1).max().unwrap_or(0);
            let z: f64 = scores.iter().map(|s| (f64::from(s.1 - top) / TEMPERATURE).exp()).sum();
            for &(label, score) in &scores {
                let local = f64::from(score - top) / TEMPERATURE - z.ln();
                if local < -12.0 {
                    continue;
                }
                let tag = LABELS[usize::from(label)].0;
                let mut sum = total + local;
                if caps == 0 {
                    sum += TRUST * hmm.transition(*a, *b, tag as u8) + TRUST * hmm.emission(&lower, tag as u8);
                }
                let mut context = *context;
                context.push(label);
                let mut path = path.clone();
                path.push(label);
                next.push((sum, context, (*b, tag as u8), path, *finite || tag.is_finite()));
            }
        }
        next.sort_by(|x, y| y.0.total_cmp(&x.0));
        let (mut with, mut without) = (0, 0);
        next.retain(|state| {
            let n = if state.4 { &mut with } else { &mut without };
            *n += 1;
            *n <= 6
        });
        beam = next;
    }
    // A whole sentence has a finite verb.
    let whole = texts.len() > 5 && texts.last().is_some_and(|t| *t == ".") && caps == 0;
    for state in &mut beam {
        state.0 += TRUST * hmm.transition(state.2.0, state.2.1, 253) - if whole && !state.4 { 6.0 } else { 0.0 };
    }
    beam.sort_by(|x, y| y.0.total_cmp(&x.0));
    let lead = if beam.len() > 1 { beam[0].0 - beam[1].0 } else { 9.0 };
    beam.into_iter().next().map_or((Vec::new(), 0.0), |state| (state.3, lead))
}

/// News sentences with tags from the teacher, corrected where grammar says so.
pub fn news(data: &Path, tagger: &Tagger<'_>) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let mut sentences = Vec::new();
    let hmm = Hmm::read(data)?;
    let label_of = |tag: Tag, upos: Upos| LABELS.iter().position(|&l| l == (tag, upos)).unwrap_or(0) as u8;
    let (past, participle) = (label_of(Tag::Vbd, Upos::Verb), label_of(Tag::Vbn, Upos::Verb));
    let mut changed = 0;
    for (number, line) in read_gz(&data.join("mt-sentences.tsv.gz"))?.lines().skip(1).enumerate() {
        let c: Vec<&str> = line.split('\t').collect();
        if c.len() < 3 || c[0] != "0" || number % EVERY != 0 {
            continue;
        }
        let words = tokens(c[2]);
        if words.len() < 6 || words.len() > 60 {
            continue;
        }
        let texts: Vec<&str> = words.iter().map(String::as_str).collect();
        let (mut labels, lead) = teach(tagger, &hmm, &texts);
        if lead < LEAD {
            continue;
        }
        let tag = |labels: &[u8], at: usize| LABELS[usize::from(labels[at])].0;
        for at in 0..texts.len() {
            let own = tag(&labels, at);
            if !matches!(own, Tag::Vbd | Tag::Vbn) || LABELS[usize::from(labels[at])].1 == Upos::Aux {
                continue;
            }
            let lower = texts[at].to_lowercase();
            let both = lower.ends_with("ed")
                || hmm.words.get(&lower).is_some_and(|t| t.contains_key(&(Tag::Vbd as u8)) && t.contains_key(&(Tag::Vbn as u8)));
            if !both {
                continue;
            }
            // The word before, adverbs left out.
            let mut back = at;
            while back > 0 && tag(&labels, back - 1).is_adverb() {
                back -= 1;
            }
            let before = if back > 0 { texts[back - 1].to_lowercase() } else { String::new() };
            let before_tag = if back > 0 { Some(tag(&labels, back - 1)) } else { None };
            let after = texts.get(at + 1).map_or(String::new(), |t| t.to_lowercase());
            let after_tag = if at + 1 < texts.len() { Some(tag(&labels, at + 1)) } else { None };
            let auxiliary = |w: &str| {
                matches!(
                    w,
                    "be" | "is"
                        | "are"
                        | "was"
                        | "were"
                        | "been"
                        | "being"
                        | "am"
                        | "has"
                        | "have"
                        | "had"
                        | "having"
                        | "'ve"
                        | "'s"
                        | "'re"
                        | "get"
                        | "got"
                        | "gets"
                        | "getting"
                )
            };
            let near_auxiliary = (at.saturating_sub(4)..at).any(|i| auxiliary(&texts[i].to_lowercase().replace('\u{2019}', "'")));
            let object = matches!(after_tag, Some(Tag::Dt | Tag::PrpPoss | Tag::Prp | Tag::Cd | Tag::Nnp | Tag::Nns)) || after == "that";
            let want = if auxiliary(&before) && before != "'s" {
                Some(participle)
            } else if matches!(before.as_str(), "he" | "she" | "they" | "we" | "i" | "it" | "who") {
                Some(past)
            } else if after == "by" && before_tag.is_some_and(|t| t.is_noun()) {
                Some(participle)
            } else if object && !near_auxiliary && before_tag.is_some_and(|t| t.is_noun()) {
                Some(past)
            } else {
                None
            };
            if let Some(want) = want
                && labels[at] != want
            {
                changed += 1;
                labels[at] = want;
            }
        }
        sentences.push(Sentence { words: words.clone(), labels, ..Sentence::default() });
    }
    println!("{} news sentences, {changed} labels corrected", sentences.len());
    Ok(sentences)
}

/// How often the tagger gives each tag to each word of the news sentences, where it is sure.
pub fn auto_tags(data: &Path, tagger: &Tagger<'_>) -> Result<TagCounts, Box<dyn Error>> {
    let mut counts = TagCounts::new();
    let mut out = Vec::new();
    for line in read_gz(&data.join("mt-sentences.tsv.gz"))?.lines().skip(1) {
        let Some(text) = line.split('\t').nth(2) else { continue };
        let words = tokens(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        tagger.tag_with_margin(&words, &mut out);
        for (word, tagged) in words.iter().zip(&out) {
            if usize::from(tagged.margin) >= MARGIN {
                *counts.entry(word.to_lowercase()).or_default().entry(tagged.tag.as_str().to_owned()).or_default() += 1;
            }
        }
    }
    println!("{} words tagged by the teacher", counts.len());
    Ok(counts)
}

/// A sentence's words as the tagger will meet them.
pub fn tokens(sentence: &str) -> Vec<String> {
    tokenize(sentence).iter().map(|t| t.span.slice(sentence).to_owned()).collect()
}
