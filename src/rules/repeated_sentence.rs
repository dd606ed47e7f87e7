//! `repeated-sentence`: a sentence said twice in one article, to the letter or nearly.

use crate::{
    analysis::{Text, TokenKind},
    diagnostic::{Group, Place, Severity},
    document::BlockKind,
    lexicon::fuse::hash,
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use foldhash::HashMap;
use std::borrow::Cow;

/// See its record.
pub struct RepeatedSentence;

/// A sentence of fewer words may come back: "He was not alone."
const MIN_WORDS: usize = 8;

/// Two sentences with this share of words pairs in common, of those that either has, are one sentence in two wordings.
const NEAR: f64 = 0.75;

/// A word pair that more sentences than this have tells nothing about them; it also bounds the work to linear.
const COMMON: usize = 12;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("repeated-sentence"),
    group: Group::Artefact,
    summary: Cow::Borrowed("a sentence that the article has already said"),
    explanation: Cow::Borrowed(
        "Paste jobs, merged agency copies and decoders that loop print a sentence or paragraph twice, sometimes with a word changed. Sentences of \
         fewer than eight words, headlines, verse and sentences that differ in a number or name (results, lists of cases) are left alone.",
    ),
    severity: Severity::Warning,
    confidence: 0.9,
    languages: Languages::Any,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong(
            "Flood closes port\n\nThe port of Beira was closed on Monday after heavy rain flooded its access road. Two ships waited offshore.\n\nThe port of Beira was closed on Monday after heavy rain flooded its access road.",
            "The port of Beira was closed on Monday after heavy rain flooded its access road.",
        ),
        Example::wrong(
            "Vote put off\n\nThe council in Graz put off its vote on the new tram line until the autumn session. Shops were relieved.\n\nThe council in Graz has put off its vote on the new tram line until the autumn session.",
            "The council in Graz has put off its vote on the new tram line until the autumn session.",
        ),
        Example::right(
            "Results\n\nIn the first round of the cup on Sunday evening Osijek beat Zadar by two goals to one. In the first round of the cup on Sunday evening Rijeka beat Sisak by three goals to one.",
            "names and numbers differ",
        ),
        Example::right("He was not alone. Others left too, and fast.\n\nHe was not alone.", "short sentences come back on purpose"),
    ]),
};

struct Seen<'a> {
    place: Place,
    /// Hashes of its pairs of words, in order, each once.
    pairs: Vec<u64>,
    /// Its words in small letters.
    key: String,
    /// Its names and numbers, in order, each once.
    facts: Vec<&'a str>,
}

/// The sentences that have a pair of words, as a list that ends in the first of them.
#[derive(Clone, Copy, Default)]
struct Bearers {
    count: usize,
    last: Option<usize>,
}

/// Which sentences have which pairs of words.
#[derive(Default)]
struct Index {
    by_pair: HashMap<u64, Bearers>,
    /// A sentence, and the place of the one before it that has the same pair.
    links: Vec<(usize, Option<usize>)>,
}

impl Index {
    fn add(&mut self, pair: u64, sentence: usize) {
        let bearers = self.by_pair.entry(pair).or_default();
        self.links.push((sentence, bearers.last));
        *bearers = Bearers { count: bearers.count + 1, last: Some(self.links.len() - 1) };
    }

    /// The sentences that have a pair; none where more have it than tells anything.
    fn sentences(&self, pair: u64) -> impl Iterator<Item = usize> {
        let bearers = self.by_pair.get(&pair).filter(|b| b.count <= COMMON).copied().unwrap_or_default();
        let links = std::iter::successors(bearers.last.and_then(|at| self.links.get(at)), |link| self.links.get(link.1?));
        links.map(|link| link.0)
    }
}

impl Rule for RepeatedSentence {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let mut seen: Vec<Seen<'_>> = Vec::new();
        let mut exact: HashMap<String, usize> = HashMap::default();
        let mut index = Index::default();
        for text in cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation)) {
            for sentence in text.sentences() {
                let Some(now) = describe(text, sentence) else { continue };
                if let Some(first) = exact.get(&now.key).and_then(|i| seen.get(*i)) {
                    report(cx, &now, first, "this sentence stands in the article already");
                    continue;
                }
                if let Some(first) = near(&now, &seen, &index) {
                    report(cx, &now, first, "this says again, nearly word for word, what the article has said");
                    continue;
                }
                exact.insert(now.key.clone(), seen.len());
                for pair in &now.pairs {
                    index.add(*pair, seen.len());
                }
                seen.push(now);
            }
        }
    }
}

fn report(cx: &mut RuleContext<'_, '_>, now: &Seen<'_>, first: &Seen<'_>, message: &str) {
    cx.report(now.place.block, now.place.span, message).label(first.place, "first said here");
}

/// What a sentence says, or `None` where it is too short to compare.
fn describe<'a>(text: &Text<'a>, sentence: &crate::analysis::Sentence) -> Option<Seen<'a>> {
    let tokens = text.tokens_of(sentence).iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
    if tokens.clone().count() < MIN_WORDS {
        return None;
    }
    let mut key = String::with_capacity(sentence.span.len() + 8);
    let (mut pairs, mut facts) = (Vec::new(), Vec::new());
    let mut before = None;
    for token in tokens {
        let word = text.word(token);
        let here = key.len();
        key.push_str(if here > 0 { " " } else { "" });
        let start = key.len();
        push_lower(word, &mut key);
        if let Some(before) = before.replace(start) {
            pairs.push(hash(key.as_bytes().get(before..).unwrap_or(&[])));
            // Names and numbers: what makes two reports of the same form say different things.
            if word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
                facts.push(word);
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    facts.sort_unstable();
    facts.dedup();
    Some(Seen { place: Place::new(text.index(), sentence.span), pairs, key, facts })
}

/// Adds a word in small letters.
fn push_lower(word: &str, to: &mut String) {
    if word.is_ascii() {
        to.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
    } else {
        to.push_str(&word.to_lowercase());
    }
}

/// An earlier sentence that says nearly the same with the same names and numbers.
fn near<'s, 'a>(now: &Seen<'_>, seen: &'s [Seen<'a>], index: &Index) -> Option<&'s Seen<'a>> {
    let mut sharing: Vec<usize> = now.pairs.iter().flat_map(|p| index.sentences(*p)).collect();
    sharing.sort_unstable();
    let shared = sharing.chunk_by(|a, b| a == b).filter(|run| run.len() * 2 > now.pairs.len());
    shared.filter_map(|run| seen.get(*run.first()?)).find(|other| {
        let both = now.pairs.iter().filter(|p| other.pairs.binary_search(p).is_ok()).count();
        let either = now.pairs.len() + other.pairs.len() - both;
        both as f64 >= NEAR * either as f64 && now.facts == other.facts
    })
}
