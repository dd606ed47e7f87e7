//! `repeated-sentence`: a sentence said twice in one article, to the letter or nearly.

use crate::{
    analysis::{Article, Sentence, Text, Token, TokenKind, keys::KeyMap},
    diagnostic::Place,
    document::BlockKind,
    lexicon::fuse::hash,
    rule::{Check, RuleContext},
};
use foldhash::HashMap;

pub struct RepeatedSentence;

/// A sentence of fewer words may come back: "He was not alone."
const MIN_WORDS: usize = 8;

/// Two sentences with this share of words pairs in common, of those that either has, are one sentence in two wordings.
const NEAR: f64 = 0.75;

/// A word pair that more sentences than this have tells nothing about them; it also bounds the work to linear.
const COMMON: usize = 12;

struct Seen<'a> {
    place: Place,
    /// Its number among the sentences that are compared.
    number: usize,
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

impl Check for RepeatedSentence {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        if !may_repeat(cx.article()) {
            return;
        }
        let mut seen: Vec<Seen<'_>> = Vec::new();
        let mut exact: HashMap<String, usize> = HashMap::default();
        let mut index = Index::default();
        // A text of many parts, as a report of many projects is, says in one what it has said in another, a manual of each function.
        let article = cx.article();
        let sections = sections(article);
        let of = |block: usize| sections.get(block).copied().unwrap_or(0);
        let manual = article.document().is_technical();
        let parted = of(sections.len().saturating_sub(1)) >= MANY;
        let quoted = |block: usize| article.blocks().get(block).is_some_and(|b| b.kind() == BlockKind::Quotation);
        // What quotes the text, or is quoted in it, is there on purpose.
        let meant =
            |a: Place, b: Place| manual && a.block != b.block || parted && of(a.block) != of(b.block) || quoted(a.block) != quoted(b.block);
        let mut passages: Vec<Passage> = Vec::new();
        let sentences = compared(article).flat_map(|text| text.sentences().iter().map(move |s| (text, s)));
        for (number, now) in sentences.filter_map(|(text, s)| describe(text, s)).enumerate() {
            let same = exact.get(&now.key).and_then(|i| seen.get(*i));
            if same.is_some_and(|first| meant(now.place, first.place)) {
                continue;
            }
            if let Some(first) = same.or_else(|| near(&now, &seen, &index).filter(|first| !meant(now.place, first.place))) {
                match passages.last_mut().filter(|p| p.goes_on(number, first.number)) {
                    Some(passage) => passage.add(now.place, same.is_some()),
                    None => passages.push(Passage {
                        place: now.place,
                        number,
                        first: first.place,
                        first_number: first.number,
                        sentences: 1,
                        exact: same.is_some(),
                    }),
                }
                continue;
            }
            exact.insert(now.key.clone(), seen.len());
            for pair in &now.pairs {
                index.add(*pair, seen.len());
            }
            seen.push(Seen { number, ..now });
        }
        for passage in passages {
            let what = match passage.sentences {
                1 => "this sentence".to_owned(),
                n => format!("this passage of {n} sentences"),
            };
            let message = if passage.exact {
                format!("{what} stands in the article already")
            } else {
                format!("{what} says again, nearly word for word, what the article has said")
            };
            cx.report(passage.place.block, passage.place.span, message).label(passage.first, "first said here");
        }
    }
}

/// Sentences in a row that were said before in the same order: one report.
struct Passage {
    /// Its sentences in the block of the first of them.
    place: Place,
    /// The number of its first sentence among those that are compared, and of the one that this repeats.
    number: usize,
    first_number: usize,
    /// Where it was said first.
    first: Place,
    sentences: usize,
    /// To the letter.
    exact: bool,
}

impl Passage {
    /// Whether the sentence of this number, which repeats the one of that, comes next in it.
    fn goes_on(&self, number: usize, first: usize) -> bool {
        self.number + self.sentences == number && self.first_number + self.sentences == first
    }

    fn add(&mut self, place: Place, exact: bool) {
        self.sentences += 1;
        self.exact &= exact;
        if place.block == self.place.block {
            self.place.span = self.place.span.cover(&place.span);
        }
    }
}

/// A text with so many headings has parts of their own.
const MANY: usize = 8;

/// The part of the article that each block stands in, as headings part it.
fn sections(article: &Article<'_>) -> Vec<usize> {
    let mut section = 0;
    let count = |b: &Text<'_>| {
        section += usize::from(b.kind() == BlockKind::Subheading);
        section
    };
    article.blocks().iter().map(count).collect()
}

/// The blocks whose sentences are compared.
fn compared<'r, 'a>(article: &'r Article<'a>) -> impl Iterator<Item = &'r Text<'a>> {
    article.blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::Quotation))
}

/// The sentences that are long enough to be compared, in order.
fn sentences<'r, 'a>(article: &'r Article<'a>) -> impl Iterator<Item = (&'r Text<'a>, &'r Sentence)> {
    let long = |text: &Text<'_>, s: &Sentence| text.tokens_of(s).iter().filter(|t| is_word(t)).count() >= MIN_WORDS;
    compared(article).flat_map(|text| text.sentences().iter().map(move |s| (text, s))).filter(move |(text, s)| long(text, s))
}

/// A hash of each pair of words of a sentence.
fn pairs<'r>(text: &'r Text<'_>, sentence: &Sentence) -> impl Iterator<Item = u64> + 'r {
    let words = text.tokens_of(sentence).iter().zip(text.keys_of(sentence)).filter(|(token, _)| is_word(token));
    let mut before = None;
    words.filter_map(move |(_, key)| before.replace(*key).map(|before| before.rotate_left(32) ^ key))
}

/// Sentences that are compared with all before them at most.
const SUSPECTS: usize = 8;

/// Whether some sentence may have half of its pairs of words from an earlier one. In most articles none has half of them from all
/// that stands before it, as a bit for each pair tells; two pairs may have one bit, which only makes more be looked at closer.
fn may_repeat(article: &Article<'_>) -> bool {
    let tokens: usize = compared(article).map(|text| text.tokens().len()).sum();
    let mut bits = vec![0_u64; (tokens / 2).next_power_of_two()];
    let places = bits.len() * 64 - 1;
    let mut suspects = Vec::new();
    for (index, (text, sentence)) in sentences(article).enumerate() {
        let (mut all, mut new) = (0, 0);
        for pair in pairs(text, sentence) {
            let place = pair as usize & places;
            all += 1;
            new += usize::from(bits[place / 64] >> (place % 64) & 1 == 0);
            bits[place / 64] |= 1 << (place % 64);
        }
        if new * 2 <= all {
            suspects.push((index, text, sentence));
        }
        if suspects.len() > SUSPECTS {
            return true;
        }
    }
    suspects.into_iter().any(|(index, text, sentence)| {
        let own: KeyMap<()> = pairs(text, sentence).map(|pair| (pair, ())).collect();
        sentences(article).take(index).any(|(text, before)| pairs(text, before).filter(|p| own.contains_key(p)).count() * 2 > own.len())
    })
}

fn is_word(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Word | TokenKind::Number)
}

/// What a sentence says, or `None` where it is too short to compare.
fn describe<'a>(text: &Text<'a>, sentence: &Sentence) -> Option<Seen<'a>> {
    let tokens = text.tokens_of(sentence).iter().filter(|t| is_word(t));
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
    Some(Seen { place: Place::new(text.index(), sentence.span), number: 0, pairs, key, facts })
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
