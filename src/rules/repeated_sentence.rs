//! `repeated-sentence`: a sentence said twice in one article, to the letter or nearly.

use crate::{
    analysis::{Text, TokenKind},
    diagnostic::{Group, Place, Severity},
    document::BlockKind,
    lexicon::fuse::hash,
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

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

struct Seen {
    place: Place,
    pairs: HashSet<u64>,
    key: String,
    facts: HashSet<String>,
}

impl Rule for RepeatedSentence {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let mut seen: Vec<Seen> = Vec::new();
        let mut exact: HashMap<String, usize> = HashMap::new();
        let mut by_pair: HashMap<u64, Vec<usize>> = HashMap::new();
        for text in cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation)) {
            for sentence in text.sentences() {
                let Some(now) = describe(text, sentence) else { continue };
                if let Some(first) = exact.get(&now.key).and_then(|i| seen.get(*i)) {
                    report(cx, &now, first, "this sentence stands in the article already");
                    continue;
                }
                if let Some(first) = near(&now, &seen, &by_pair) {
                    report(cx, &now, first, "this says again, nearly word for word, what the article has said");
                    continue;
                }
                let index = seen.len();
                exact.insert(now.key.clone(), index);
                for pair in &now.pairs {
                    by_pair.entry(*pair).or_default().push(index);
                }
                seen.push(now);
            }
        }
    }
}

fn report(cx: &mut RuleContext<'_, '_>, now: &Seen, first: &Seen, message: &str) {
    cx.report(now.place.block, now.place.span, message).label(first.place, "first said here");
}

/// What a sentence says, or `None` where it is too short to compare.
fn describe(text: &Text<'_>, sentence: &crate::analysis::Sentence) -> Option<Seen> {
    let words: Vec<&str> =
        text.tokens_of(sentence).iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).map(|t| text.word(t)).collect();
    if words.len() < MIN_WORDS {
        return None;
    }
    let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
    let hash = |pair: &[String]| hash(pair.join(" ").as_bytes());
    let pairs = lower.windows(2).map(hash).collect();
    // Names and numbers: what makes two reports of the same form say different things.
    let facts =
        words.iter().skip(1).filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric())).map(|w| (*w).to_owned()).collect();
    Some(Seen { place: Place::new(text.index(), sentence.span), pairs, key: lower.join(" "), facts })
}

/// An earlier sentence that says nearly the same with the same names and numbers.
fn near<'s>(now: &Seen, seen: &'s [Seen], by_pair: &HashMap<u64, Vec<usize>>) -> Option<&'s Seen> {
    let mut shared: HashMap<usize, usize> = HashMap::new();
    for indices in now.pairs.iter().filter_map(|p| by_pair.get(p)).filter(|i| i.len() <= COMMON) {
        for i in indices {
            *shared.entry(*i).or_default() += 1;
        }
    }
    let mut candidates: Vec<usize> = shared.into_iter().filter(|(_, n)| n * 2 > now.pairs.len()).map(|(i, _)| i).collect();
    candidates.sort_unstable();
    candidates.into_iter().filter_map(|i| seen.get(i)).find(|other| {
        let both = now.pairs.intersection(&other.pairs).count();
        let either = now.pairs.len() + other.pairs.len() - both;
        both as f64 >= NEAR * either as f64 && now.facts == other.facts
    })
}
