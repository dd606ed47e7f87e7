//! A capital where the next sentence begins before this one is whole.

use super::confidence;
use crate::{
    analysis::{
        Article, Sentence, Tag, TagSet, Text, TokenKind, Upos,
        ending::{Item, is_claimed, items, join_above, may_join, reason, title_words, waits_for},
        tokens::lower,
    },
    diagnostic::Place,
    document::BlockKind,
    rule::RuleContext,
};
use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

/// Reports the places in a sentence where another begins.
pub fn check(cx: &mut RuleContext<'_, '_>, text: &Text<'_>, sentence: &Sentence) {
    let tokens = text.tokens_of(sentence);
    let mut known: Option<Vec<Item<'_>>> = None;
    for at in 2..tokens.len() {
        let (Some(before), Some(next)) = (tokens.get(at - 1), tokens.get(at)) else { continue };
        if !next.spaced {
            continue;
        }
        let word = text.word(next);
        let word_opens = next.kind == TokenKind::Word && word.starts_with(char::is_uppercase);
        let speech = || {
            let first = tokens.get(at + 1).filter(|t| !t.spaced && t.kind == TokenKind::Word);
            matches!(word, "\"" | "“") && first.is_some_and(|t| text.word(t).starts_with(char::is_uppercase))
        };
        let plain = || text.word(before).ends_with(|c: char| c.is_alphanumeric() || c == '%');
        if !(word_opens || speech()) || !plain() {
            continue;
        }
        let around = std::array::from_fn(|k| tokens.get(at + k - 2).map_or("", |t| text.word(t)));
        if word_opens && !may_join(around, || least_bar(text.may_be(sentence.tokens.start + at - 1), word)) {
            continue;
        }
        let items = known.get_or_insert_with(|| items(text, sentence));
        let Some(bar) = bar(items, at) else { continue };
        let Some(odds) = join_above(items, at, bar) else { continue };
        let usage = cx.article().fact(|| Usage::of(cx.article()));
        if usage.recurs(text.word(before), word) || opens_as_name(items, at) && usage.inside(word) > 1 && odds < WRITTEN_LARGE {
            continue;
        }
        let why = reason(items.get(..at).unwrap_or(&[]));
        let place = Place::new(text.index(), next.span);
        cx.report(text.index(), before.span.cover(&next.span), format!("a sentence lost its end: {why}"))
            .confidence(confidence(odds, RUN_ON))
            .label(place, "the next sentence begins here");
    }
}

/// Slope and shift of the line from what lies above the bar to the log odds of being right.
const RUN_ON: [f32; 2] = [0.6, 0.3];
/// What is added where the article writes the word large inside other sentences too, though it looks like none that has a capital.
const WRITTEN_LARGE: f32 = 1.5;

/// How often an article writes words inside its sentences, and pairs of words anywhere.
struct Usage {
    inside: HashMap<u64, u32>,
    pairs: HashMap<u64, u32>,
}

impl Usage {
    fn of(article: &Article<'_>) -> Self {
        let mut usage = Self { inside: HashMap::new(), pairs: HashMap::new() };
        for text in article.blocks() {
            let title = matches!(text.kind(), BlockKind::Headline | BlockKind::Subheading);
            for sentence in text.sentences() {
                for pair in text.tokens_of(sentence).windows(2) {
                    let [before, word] = [text.word(&pair[0]), text.word(&pair[1])];
                    if word.starts_with(char::is_uppercase) {
                        *usage.pairs.entry(key(&[before, word])).or_default() += 1;
                        if !title && before.ends_with(char::is_alphanumeric) {
                            *usage.inside.entry(key(&[word])).or_default() += 1;
                        }
                    }
                }
            }
        }
        usage
    }

    /// Whether the two words stand together elsewhere too: `iPhone 6 Plus`, `the HBO Now app`.
    fn recurs(&self, before: &str, word: &str) -> bool {
        self.pairs.get(&key(&[before, word])).is_some_and(|n| *n > 1)
    }

    fn inside(&self, word: &str) -> u32 {
        self.inside.get(&key(&[word])).copied().unwrap_or(0)
    }
}

fn key(words: &[&str]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (i, word) in words.iter().enumerate() {
        if i + 1 < words.len() { word.to_lowercase().hash(&mut hasher) } else { word.hash(&mut hasher) }
    }
    hasher.finish()
}

/// Whether a word of another kind than names and small words opens at the place: a noun, adjective or verb.
fn opens_as_name(items: &[Item<'_>], at: usize) -> bool {
    items.get(at).is_some_and(|t| !t.tag.is_proper() && is_open_class(t) && !is_starter(t))
}

fn is_open_class(item: &Item<'_>) -> bool {
    item.tag.is_noun() || item.tag.is_adjective() || item.tag.is_verb()
}

fn is_starter(item: &Item<'_>) -> bool {
    STARTERS.contains(&item.lower.as_ref())
}

/// Pronouns and adverbs that open sentences and hardly ever titles.
const PRONOUNS: &[&str] = &["he", "she", "it", "they", "we", "there", "however", "meanwhile"];

/// Small words that open sentences far more often than titles of works ("About a Boy", "Here").
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "our",
    "in",
    "on",
    "at",
    "for",
    "from",
    "with",
    "by",
    "after",
    "before",
    "but",
    "and",
    "so",
    "if",
    "when",
    "while",
    "as",
    "there",
    "however",
    "meanwhile",
    "since",
    "during",
    "both",
    "some",
    "many",
    "most",
    "no",
    "one",
    "according",
    "although",
    "because",
    "despite",
    "also",
    "now",
    "then",
    "under",
    "until",
    "who",
    "what",
    "how",
    "why",
    "where",
    "to",
    "another",
    "even",
    "each",
    "such",
    "earlier",
    "currently",
    "recently",
    "instead",
    "moreover",
    "nevertheless",
    "therefore",
    "only",
    "still",
    "yet",
    "not",
    "all",
    "every",
    "more",
    "several",
    "nobody",
    "nothing",
];

/// Log odds of [`join_above`] from which the capital of `items[at]` is reported; `None` where no score makes it a fault. The numbers were
/// chosen by what they find of own cuts and report in the unharmed articles; `docs/truncation.md` has the figures.
fn bar(items: &[Item<'_>], at: usize) -> Option<f32> {
    let (left, right) = (items.get(..at)?, items.get(at..)?);
    let (last, next) = (left.last()?, right.first()?);
    let titles = title_words(right).min(2) as f32;
    let waits = waits_for(left) == 1;
    let flag = |yes: bool, weight: f32| if yes { weight } else { 0.0 };
    if matches!(next.text, "\"" | "“") {
        // `he said "They were late"` lacks no more than a comma; `known as "Songs for the Deaf"` nothing.
        let phrase = waits && last.upos != Upos::Aux && last.tag != Tag::Cc;
        return Some(3.4 + flag(last.tag.is_verb(), 2.0) + flag(titles >= 2.0, 2.0) + flag(phrase, 1.0));
    }
    // Inside a name: `Vadim Mitroshin`, `Boeing 737 Max`.
    let proper = |t: &Item<'_>| t.is_capitalised() && t.tag.is_proper();
    let numbered = last.tag == Tag::Cd && left.len().checked_sub(2).and_then(|i| left.get(i)).is_some_and(proper);
    if !is_starter(next) && (numbered || proper(last) && proper(next)) {
        return None;
    }
    let base = match next.lower.as_ref() {
        "i" if is_preposition_like(last) => 4.0,
        "i" => 7.0,
        lower if PRONOUNS.contains(&lower) => 2.0,
        _ if is_starter(next) => 3.2,
        _ if is_open_class(next) => at_name(left, right),
        // `director of About a Boy`: few sentences begin with other small words than those.
        _ => 6.5 + flag(right.iter().skip(1).take(2).any(|t| t.is_capitalised() && t.text != "I"), 3.0),
    };
    // `whether or not Turkey has`
    let either = last.lower == "not" && left.len().checked_sub(2).and_then(|i| left.get(i)).is_some_and(|t| t.lower == "or");
    Some(base + at_title(right, titles) + flag(either, 3.0) + flag(is_all_capitals(next.text), ALL_CAPITALS))
}

/// No [`bar`] is lower before a word, behind one that may have these tags.
fn least_bar(before: TagSet, next: &str) -> f32 {
    let base = match lower(next).as_ref() {
        "i" => 4.0,
        lower if PRONOUNS.contains(&lower) => 2.0,
        lower if STARTERS.contains(&lower) => 3.2,
        _ if before.meets(WAITING) => 3.1,
        _ => 4.5,
    };
    base + if is_all_capitals(next) { ALL_CAPITALS } else { 0.0 }
}

/// Tags of words that may wait for others, as [`waits_for`] has it.
#[rustfmt::skip]
const WAITING: TagSet = TagSet::of(&[
    Tag::Md, Tag::To, Tag::Cc, Tag::In, Tag::Dt, Tag::Pdt, Tag::PrpPoss, Tag::WpPoss, Tag::Pos, Tag::Ex, Tag::Wdt, Tag::Wp, Tag::Wrb, Tag::Prp,
    Tag::Vb, Tag::Vbd, Tag::Vbg, Tag::Vbn, Tag::Vbp, Tag::Vbz,
]);

/// What is added for a word all in capitals: most are acronyms.
const ALL_CAPITALS: f32 = 5.0;

fn is_all_capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(char::is_uppercase)
}

/// What is added where the words behind the place look like the title of a work: `told Today:`, `Almost Here, the duet`,
/// `Are You Lonesome Tonight`, `Who Wants to Be`, `When a Man Loves a Woman`, `previous favourite The Aviator, with`.
fn at_title(right: &[Item<'_>], titles: f32) -> f32 {
    let Some(next) = right.first() else { return 0.0 };
    let mark = right.get(1).map_or("", |t| t.text);
    let large = right.get(1).filter(|t| t.is_capitalised());
    let words = large.is_some_and(|t| t.text != "I" && !t.tag.is_noun() && !t.tag.is_adjective() && t.tag != Tag::Cd);
    let marked = matches!(mark, ":" | "?" | "!") || mark == "," && !next.tag.is_adverb();
    let title: f32 = match (words, marked) {
        (true, _) => 6.0,
        (_, true) => f32::max(3.0, 2.5 * titles),
        _ => 2.5 * titles,
    };
    let behind = right.iter().take(5).find(|t| !t.is_capitalised()).map_or("", |t| t.text);
    let article = matches!(next.lower.as_ref(), "the" | "a" | "an");
    let apart = if is_open_class(next) && behind == "," || article && large.is_some() && matches!(behind, "," | "." | "?" | ":") {
        2.0
    } else {
        0.0
    };
    // `The Aviator`, but also `In Moscow`.
    let run = match large {
        Some(_) if !is_open_class(next) && titles == 0.0 => {
            if article {
                1.0
            } else {
                0.5
            }
        }
        _ => 0.0,
    };
    title + apart + run
}

/// The bar where a name or noun opens the next sentence, which may as well stand inside this one: `the house Smith built`.
fn at_name(left: &[Item<'_>], right: &[Item<'_>]) -> f32 {
    let goes_on = |t: &&Item<'_>| !(t.tag.is_punctuation() || matches!(t.tag, Tag::Wdt | Tag::Wp | Tag::Cc));
    let clause = right.iter().take(12).skip(1).take_while(goes_on).any(Item::is_finite);
    let waits = waits_for(left);
    let base = match (waits, clause) {
        (1, true) => 3.1,
        (5..=7, true) => 4.5,
        (_, true) => 5.3,
        (_, false) => 5.0,
    };
    // `a Comcast representative`, `who appeared to be U.S. officials`
    let run = right.iter().take_while(|t| t.is_capitalised()).count();
    let compound = matches!(waits, 1 | 5) && right.get(run).is_some_and(|t| matches!(t.tag, Tag::Nn | Tag::Nns));
    // `with Gary Neville criticised for the foul`
    let absolute = left.last().is_some_and(|t| t.lower == "with");
    base + if compound { 2.5 } else { 0.0 } + if absolute { 1.5 } else { 0.0 } + if is_claimed(left) { 1.5 } else { 0.0 }
}

/// Whether a word is a determiner, preposition or conjunction, behind which no `I` stands.
fn is_preposition_like(item: &Item<'_>) -> bool {
    matches!(item.tag, Tag::Dt | Tag::Pdt | Tag::PrpPoss | Tag::Pos | Tag::To | Tag::Cc) || item.tag == Tag::In && item.upos != Upos::Sconj
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{tagger::Tagger, tokens::tokenize};

    #[test]
    fn no_bar_is_lower_than_the_least() {
        let texts = [
            "A court in Accra ruled on Friday that the company had The temple will reopen in the spring.",
            "He sang When a Man Loves a Woman and Mercy, and I never saw NATO or the US move before It did.",
            "The director of About a Boy told the Daily Telegraph in London that President Kenyatta would visit Ghana.",
            "She was However late, and willing to Prime ministers say so; the tram is White, and Boeing 737 Max pilots left.",
        ];
        for text in texts {
            let words: Vec<&str> = tokenize(text).iter().map(|t| t.span.slice(text)).collect();
            let mut tagged = Vec::new();
            Tagger::embedded().tag_with_margin(&words, &mut tagged);
            let items: Vec<Item<'_>> = words.iter().zip(tagged).map(|(w, t)| Item::new(w, t)).collect();
            for at in (2..items.len()).filter(|at| items[*at].is_capitalised()) {
                let least = least_bar(Tagger::embedded().may_be(words[at - 1], at == 1), words[at]);
                assert!(bar(&items, at).is_none_or(|bar| bar >= least), "{text}: {at}");
            }
        }
    }
}
