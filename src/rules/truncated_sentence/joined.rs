//! A capital where the next sentence begins before this one is whole.

use super::confidence;
use crate::{
    analysis::{
        Article, Sentence, Tag, Text, TokenKind, Upos,
        ending::{Item, Reason, is_waiting, items, join_above, may_join, reason, title_words},
        tokens::lower,
    },
    diagnostic::Place,
    document::BlockKind,
    lexicon,
    rule::RuleContext,
};
use std::{
    collections::{HashMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

/// The places of a block where another sentence seems to begin, as far as the block tells; kept with it.
struct Joins(Vec<Join>);

struct Join {
    /// The last token of the one sentence; the next stands behind it.
    before: usize,
    message: String,
    /// Log odds above the bar, and the line that the confidence lies on.
    odds: f32,
    line: [f32; 2],
    /// Whether the next sentence seems to open with a name.
    named: bool,
}

/// Reports the places of a block where another sentence begins.
pub fn check(cx: &mut RuleContext<'_, '_>, text: &Text<'_>) {
    let joins = text.fact_of(0, || {
        let mut joins = Vec::new();
        text.sentences().iter().for_each(|sentence| find(text, sentence, &mut joins));
        Joins(joins)
    });
    for join in &joins.0 {
        let (Some(before), Some(next)) = (text.tokens().get(join.before), text.tokens().get(join.before + 1)) else { continue };
        let word = text.word(next);
        let usage = cx.article().fact(|| Usage::of(cx.article()));
        if usage.recurs(text.word(before), word) || join.named && usage.inside(word) > 1 && join.odds < WRITTEN_LARGE {
            continue;
        }
        let place = Place::new(text.index(), next.span);
        cx.report(text.index(), before.span.cover(&next.span), join.message.clone())
            .confidence(confidence(join.odds, join.line))
            .label(place, "the next sentence begins here");
    }
}

/// Finds the places in a sentence where another seems to begin.
fn find(text: &Text<'_>, sentence: &Sentence, joins: &mut Vec<Join>) {
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
        if word_opens && !may_join(around, || least_bar(word)) {
            continue;
        }
        // The first word of a line is the number of an entry, or its mark.
        if text.text().get(..before.span.start()).is_some_and(|t| t.ends_with('\n')) {
            continue;
        }
        // A link, an emphasis or code has a capital of its own: `see also [When …]`, `a bunch of `From` impls`.
        if text.block().map.exact(before.span.cover(&next.span)).is_none() {
            continue;
        }
        let items = known.get_or_insert_with(|| items(text, sentence));
        let Some(bar) = bar(items, at) else { continue };
        let Some(odds) = join_above(items, at, bar) else { continue };
        let (message, line) = describe(items, at);
        joins.push(Join { before: sentence.tokens.start + at - 1, message, odds, line, named: opens_as_name(items, at) });
    }
}

/// Slope and shift of the line from what lies above the bar to the log odds of being right.
const RUN_ON: [f32; 2] = [0.6, 0.3];
/// The same where the words before the place are whole, or where only a capital may be wrong.
const WHOLE: [f32; 2] = [0.6, -0.3];

/// What to say of a place, and the line its confidence lies on.
fn describe(items: &[Item<'_>], at: usize) -> (String, [f32; 2]) {
    let (left, right) = items.split_at(at.min(items.len()));
    let next = right.first().map_or("", |t| t.text);
    let Some(last) = left.last() else { return (String::new(), WHOLE) };
    match reason(left) {
        // `which of course They must`: with a small letter the sentence goes on.
        Reason::Ends("conjunction" | "relative", _) => {
            (format!("either what \"{}\" leads up to is missing, or \"{next}\" has a capital inside its sentence", last.text), WHOLE)
        }
        Reason::Ends(kind, word) => (format!("a sentence lost its end: it stops on the {kind} \"{word}\""), RUN_ON),
        Reason::NoStop | Reason::NoObject(_) | Reason::NoVerb => (
            format!("a new sentence begins at \"{next}\", and nothing ends the one before it"),
            if is_waiting(left) { RUN_ON } else { WHOLE },
        ),
        why => (format!("a sentence lost its end: {why}"), RUN_ON),
    }
}

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
    "few",
    "others",
    "part",
    "today",
];

/// Log odds of [`join_above`] from which the capital of `items[at]` is reported; `None` where no score makes it a fault. The numbers were
/// chosen by what they find of own cuts and report in the unharmed articles; `docs/truncation.md` has the figures.
fn bar(items: &[Item<'_>], at: usize) -> Option<f32> {
    let (left, right) = (items.get(..at)?, items.get(at..)?);
    let (last, next) = (left.last()?, right.first()?);
    let flag = |yes: bool, weight: f32| if yes { weight } else { 0.0 };
    // Labels and numbers of pages before the first word of a text: `Slide 33 We`.
    if left.iter().filter(|t| t.text.starts_with(char::is_alphabetic)).count() < 3 {
        return None;
    }
    if matches!(next.text, "\"" | "“") {
        // `he said "They were late"` lacks no more than a comma, `known as "Songs for the Deaf"` nothing; who said it tells that a
        // quotation opens its sentence.
        let told = last.tag.is_verb() && last.upos != Upos::Aux || last.tag.is_noun() || last.tag == Tag::Rb;
        return (!told && is_attributed(right)).then_some(3.0);
    }
    // `Radio 4's Today`: what is possessed follows.
    if last.tag == Tag::Pos {
        return None;
    }
    let titles = title_words(right).min(2) as f32;
    let waits = is_waiting(left);
    let behind = right.get(1)?;
    let first = next.lower.as_ref();
    // Behind a capital a small word belongs to a name as well: `SS Gas And Fuel`, `as group USA For Africa`.
    let named = last.is_capitalised() && left.len() > 1;
    let verb = right.iter().take(14).skip(1).any(Item::is_finite);
    let base = match first {
        // `World War I`, `those I met`
        "i" => {
            let stuck = matches!(last.tag, Tag::Md | Tag::To | Tag::PrpPoss | Tag::WpPoss)
                || matches!(
                    last.lower.as_ref(),
                    "the" | "a" | "an" | "and" | "of" | "in" | "on" | "at" | "by" | "with" | "from" | "to" | "into"
                );
            if !stuck || !behind.is_finite() {
                return None;
            }
            4.0
        }
        // `Series A`, `from A to B`
        "a" if named || last.tag.is_noun() || !behind.text.starts_with(char::is_lowercase) => return None,
        // `the chemist He Jiankui`, `H and He ions`
        _ if PRONOUNS.contains(&first) => {
            if behind.is_capitalised() || behind.tag.is_noun() || !verb {
                return None;
            }
            2.0
        }
        // `a loss of Sales rose`: a common word that is never a name, and its verb.
        _ if is_plural(next) => {
            let stuck = matches!(last.tag, Tag::In | Tag::To | Tag::Dt | Tag::PrpPoss | Tag::Md) && last.upos != Upos::Sconj;
            let goes_on = behind.is_finite() && behind.text.starts_with(char::is_lowercase);
            if !stuck || named || !goes_on || !is_common(first) {
                return None;
            }
            5.0
        }
        // Titles of works and names of bodies open with the same words: `launched The Edge`, `the One`, `Energy for All`.
        _ if is_starter(next) => {
            if SELDOM.contains(&first) || behind.tag == Tag::Cd && first == "no" || !verb {
                return None;
            }
            3.2 + flag(behind.is_capitalised() && behind.text != "I", if waits { 1.0 } else { 3.0 })
        }
        // `law Often the answer is`
        _ if next.tag.is_adverb() && is_adverb(first) && verb && (!waits || behind.tag == Tag::Comma) => {
            6.0 + flag(behind.is_capitalised(), 3.0)
        }
        _ => return None,
    };
    // `whether or not Turkey has`
    let either = last.lower == "not" && left.len().checked_sub(2).and_then(|i| left.get(i)).is_some_and(|t| t.lower == "or");
    let large = flag(is_all_capitals(next.text), ALL_CAPITALS);
    Some(base + at_title(right, titles) + flag(either, 3.0) + flag(named && !PRONOUNS.contains(&first), 2.5) + large)
}

/// Whether a word is an adverb by its form, and no name.
fn is_adverb(lower: &str) -> bool {
    lower.len() > 5 && lower.ends_with("ly") || matches!(lower, "often" | "oftentimes" | "sometimes" | "perhaps" | "afterwards")
}

fn is_plural(item: &Item<'_>) -> bool {
    matches!(item.tag, Tag::Nns | Tag::Nnps) && !is_starter(item)
}

/// Whether a word is hardly ever written with a capital inside a sentence.
fn is_common(lower: &str) -> bool {
    lexicon::word(lower).is_some_and(|w| w.in_dictionary() && w.lower > 30 * w.cap_mid)
}

/// Starters that names and titles end on as well.
const SELDOM: &[&str] = &[
    "all", "only", "one", "now", "every", "each", "both", "who", "what", "how", "why", "where", "not", "another", "to", "such", "by",
    "with", "then", "here",
];

/// Whether the quotation that opens here is followed by who said it.
fn is_attributed(right: &[Item<'_>]) -> bool {
    let Some(close) = right.iter().skip(1).take(80).position(|t| matches!(t.text, "\"" | "”")).map(|i| i + 1) else { return false };
    let inside = right.get(1..close).unwrap_or(&[]);
    let ends = inside.last().is_some_and(|t| matches!(t.text, "," | "?" | "!"));
    let clause = inside.len() >= 3 && inside.iter().any(Item::is_finite);
    let near = right.iter().skip(close + 1).take(4);
    ends && clause && near.take_while(|t| !t.tag.is_punctuation()).any(|t| SPEECH.contains(&t.lower.as_ref()))
}

/// Verbs that name the speaker of a quotation.
const SPEECH: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "adds",
    "wrote",
    "asked",
    "explained",
    "noted",
    "replied",
    "tweeted",
    "argued",
    "recalled",
    "insisted",
];

/// No [`bar`] is lower before a word.
fn least_bar(next: &str) -> f32 {
    let base = match lower(next).as_ref() {
        "i" => 4.0,
        lower if PRONOUNS.contains(&lower) => 2.0,
        lower if STARTERS.contains(&lower) => 3.2,
        _ => 5.0,
    };
    base + if is_all_capitals(next) { ALL_CAPITALS } else { 0.0 }
}

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
                let least = least_bar(words[at]);
                assert!(bar(&items, at).is_none_or(|bar| bar >= least), "{text}: {at}");
            }
        }
    }
}
