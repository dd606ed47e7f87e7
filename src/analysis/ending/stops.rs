//! Which words a full stop may stand behind, and how sure the model of endings must be before that is called a cut.

use super::Item;
use crate::{
    analysis::{
        tag::{Tag, Upos},
        tokens::lower,
    },
    language::Pack,
};
use std::{
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

type Bars = HashMap<&'static str, Option<f32>>;

/// For each kind of ending, the log odds of [`super::cut_score_in`] from which a stop behind it is a fault, or nothing where no odds make
/// it one. Made from sentences that the model had not seen, for English by `examples/stop_bars.rs`, for others by `examples/train_cut.rs`;
/// `rules/models/ending.md` says how.
static BARS: [OnceLock<Bars>; Pack::ALL.len()] = [const { OnceLock::new() }; Pack::ALL.len()];

/// The bars of a language; none where it has no model.
fn bars(pack: &Pack) -> &'static Bars {
    static NONE: LazyLock<Bars> = LazyLock::new(HashMap::new);
    let read = || {
        let lines = pack.endings.map_or("", |e| e.stops).lines().filter(|l| !l.starts_with('#'));
        lines.filter_map(|l| l.split_once('\t')).filter_map(|(kind, rest)| Some((kind, rest.split('\t').next()?.parse().ok()))).collect()
    };
    BARS.get(pack.index).map_or(&NONE, |place| place.get_or_init(read))
}

/// Forms that a short answer ends on: `he said he would`.
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "am", "has", "have", "had", "does", "do", "did", "will", "would", "can", "could", "may",
    "might", "must", "should", "shall", "cannot",
];

/// Words that stand for their noun as well as before it: `she had never seen that`.
const PRONOMINAL: &[&str] =
    &["this", "that", "these", "those", "some", "any", "all", "both", "each", "such", "another", "either", "neither", "how", "why", "what"];

/// Under what kinds the end of `items` is counted in the table of stops, the narrowest first: its last word with the part of speech of what
/// stands before it and what licenses it (`<gap> <verb> from`), and the same with the word's own kind (`<gap> <verb> <preposition>`).
/// Nothing where people write it so often that no score tells.
pub fn stop_kinds(items: &[Item<'_>], pack: &Pack) -> Option<[String; 2]> {
    let last = items.last().filter(|t| t.text.starts_with(char::is_lowercase))?;
    if !pack.is_english() {
        return Some([last.lower.to_string(), last.lower.to_string()]);
    }
    let before = items.len().checked_sub(2).and_then(|i| items.get(i));
    let word = last.lower.as_ref();
    let kind = |what: &str, class: &str| Some([format!("{what} {word}"), format!("{what} {class}")]);
    if PRONOMINAL.contains(&word) {
        return kind("<determiner>", "<determiner>");
    }
    if stands_alone(items) {
        return None;
    }
    let tag = before.map_or(Tag::Nn, |t| t.tag);
    if AUXILIARIES.contains(&word) {
        // `nobody tries to be`, `this is a camera that will`
        if tag == Tag::To || tag == Tag::Wdt && (last.tag == Tag::Md || matches!(word, "do" | "does" | "did")) {
            return None;
        }
        // `every stock they had`
        let third = items.len().checked_sub(3).and_then(|i| items.get(i));
        if tag == Tag::Prp && third.is_some_and(|t| t.tag.is_noun()) {
            return None;
        }
        if may_be_left_out(items) {
            return None;
        }
        return kind(part_before(before), "<auxiliary>");
    }
    if PREPOSITIONS.contains(&word) || matches!(last.tag, Tag::In | Tag::Rp | Tag::To) {
        // `the results are in`
        if matches!(word, "in" | "on" | "up" | "over" | "through" | "about" | "by")
            && before.is_some_and(|t| AUXILIARIES.contains(&t.lower.as_ref()))
        {
            return None;
        }
        // `they made good use of`
        let light = word == "of" && before.is_some_and(|t| LIGHT.contains(&t.lower.as_ref()));
        let gap = gap(items);
        // `slower to execute a search with`, `the schemes that it can load files from`
        let object = word != "of" && gap == "<gap> " && tag.is_noun();
        let known = word == "to"
            && before.is_some_and(|t| matches!(t.lower.as_ref(), "subject" | "party" | "attention" | "access" | "due" | "prone"));
        if object || known {
            return None;
        }
        let part = if light { "<light>" } else { part_before(before) };
        return kind(&format!("{gap}{part}"), "<preposition>");
    }
    Some([word.to_owned(), word.to_owned()])
}

/// The kind of word that stands before the last.
fn part_before(item: Option<&Item<'_>>) -> &'static str {
    match item.map_or(Tag::Nn, |t| t.tag) {
        Tag::Vbn => "<participle>",
        tag if tag.is_verb() || tag == Tag::Md => "<verb>",
        tag if tag.is_noun() => "<noun>",
        tag if tag.is_adjective() => "<adjective>",
        tag if tag.is_adverb() => "<adverb>",
        Tag::Prp | Tag::Ex => "<pronoun>",
        tag if tag.is_wh() => "<relative>",
        Tag::Cd => "<number>",
        Tag::Rp | Tag::In | Tag::To => "<particle>",
        _ => "<other>",
    }
}

/// What the object of a preposition may stand before it for: `the springs they drink from`, `nothing to tie a boat to`, `what he was
/// capable of`. Nearer to the end the sign is worth more.
fn gap(items: &[Item<'_>]) -> &'static str {
    let opens = |near: &[Item<'_>]| {
        near.iter().any(|t| matches!(t.tag, Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::To))
            || near.windows(2).any(|w| {
                w[0].tag.is_noun() && (matches!(w[1].tag, Tag::Prp | Tag::Dt | Tag::Ex) || w[1].lower == "that")
                    || matches!(w[0].tag, Tag::Nn | Tag::Nns) && w[1].tag.is_proper()
                    || matches!(w[0].lower.as_ref(), "something" | "anything" | "nothing" | "everything" | "all") && w[1].tag != Tag::In
            })
    };
    let before = items.get(..items.len().saturating_sub(1)).unwrap_or(&[]);
    let near = |n: usize| before.get(before.len().saturating_sub(n)..).unwrap_or(before);
    if opens(near(5)) {
        "<gap> "
    } else if opens(near(14)) {
        "<far> "
    } else {
        ""
    }
}

/// Nouns of which a verb makes a phrase with a preposition of its own: `make use of`, `take account of`.
const LIGHT: &[&str] = &["use", "account", "part", "advantage", "care", "hold", "sort", "kind", "note", "notice", "control", "charge"];

/// Prepositions, which the tagger takes for particles before a stop.
const PREPOSITIONS: &[&str] = &[
    "about",
    "against",
    "among",
    "around",
    "at",
    "before",
    "behind",
    "between",
    "by",
    "during",
    "for",
    "from",
    "in",
    "into",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "over",
    "through",
    "throughout",
    "to",
    "toward",
    "towards",
    "under",
    "upon",
    "via",
    "with",
    "within",
    "without",
    "after",
];

/// Words that compare two clauses, join them, or set a second against the first: what the auxiliary stands for has been said.
const LICENSING: &[&str] = &[
    "as", "than", "like", "so", "neither", "nor", "but", "though", "although", "while", "whereas", "if", "unless", "whether", "what",
    "whatever", "which", "who", "whoever", "how", "however", "where", "wherever", "when", "whenever", "until", "because", "or",
];

/// Whether the last word, an auxiliary, may stand for a verb that was said before: behind a word that compares or joins, in a short
/// clause of its own (`as complex as this is`, `and never has`), inverted (`neither will she`), or behind a clause that has a verb of
/// its own kind (`We are certain that there is`).
fn may_be_left_out(items: &[Item<'_>]) -> bool {
    let Some((last, before)) = items.split_last() else { return false };
    let near = before.get(before.len().saturating_sub(10)..).unwrap_or(before);
    let licensed = near.iter().any(|t| LICENSING.contains(&t.lower.as_ref()));
    let joined = near.len() >= 2 && near[near.len() - 2..].iter().any(|t| t.tag == Tag::Cc);
    let echoed = before.iter().any(|t| t.upos == Upos::Aux && t.tag == last.tag);
    // `emotions that words cannot`: a bare subject behind the noun that it says more about.
    let relative = near.iter().any(|t| t.tag == Tag::Wdt) || near.windows(2).any(|w| w[0].tag.is_noun() && w[1].tag == Tag::Prp);
    // `anything that browsers can`
    let head = |t: &Item<'_>| t.tag.is_noun() || matches!(t.lower.as_ref(), "anything" | "something" | "everything" | "nothing" | "all");
    let that = near.windows(2).any(|w| head(&w[0]) && w[1].lower == "that");
    licensed || joined || echoed || relative || that
}

/// Verbs of saying and knowing, behind which a question word may stand for its whole question: `it does not say when`.
const KNOWING: &[&str] = &[
    "say",
    "says",
    "said",
    "saying",
    "know",
    "knows",
    "knew",
    "knowing",
    "ask",
    "asks",
    "asked",
    "tell",
    "tells",
    "told",
    "see",
    "remember",
    "wonder",
    "wondered",
    "explain",
    "explained",
    "understand",
    "decide",
    "decided",
    "sure",
];

/// Whether the last of `items`, a word that stands before another elsewhere, is one that stands for itself here: `including his`,
/// `the answer is no`, `anything but`, `it does not say when`, `who that individual is`, `a must`.
fn stands_alone(items: &[Item<'_>]) -> bool {
    let [before @ .., last] = items else { return false };
    let Some(previous) = before.last() else { return false };
    let (word, behind) = (last.lower.as_ref(), previous.lower.as_ref());
    match word {
        "his" => matches!(behind, "including" | "like" | "than" | "is" | "was" | "are" | "were" | "be" | "longer" | "not"),
        "no" => previous.tag == Tag::Comma || matches!(behind, "is" | "was" | "a" | "say" | "said" | "says"),
        // `those trying to`, `what we look forward to`
        "to" => {
            matches!(
                behind,
                "trying"
                    | "try"
                    | "want"
                    | "wants"
                    | "wanted"
                    | "like"
                    | "going"
                    | "able"
                    | "need"
                    | "needs"
                    | "needed"
                    | "have"
                    | "has"
                    | "had"
                    | "used"
                    | "ought"
                    | "supposed"
                    | "allowed"
                    | "asked"
                    | "told"
                    | "forward"
                    | "up"
                    | "not"
                    | "refused"
                    | "forced"
            )
        }
        "but" => matches!(behind, "anything" | "nothing" | "all"),
        "must" => behind == "a",
        "when" | "where" | "which" | "who" => KNOWING.contains(&behind) || previous.tag == Tag::Cc || previous.tag.is_verb(),
        // `so must we`, `better off than they`
        "he" | "she" | "we" | "they" | "i" => previous.upos == Upos::Aux || matches!(behind, "than" | "as"),
        "being" => matches!(behind, "into" | "human" | "well" | "in" | "a"),
        // `3 against`, `24 % against`, `one million per`
        "against" | "for" if previous.tag == Tag::Cd || behind == "%" => true,
        // `from within and without`, `those for and against`
        _ if last.tag == Tag::In && (previous.tag == Tag::Cc || behind == "from") => true,
        "cannot" | "can" | "will" | "would" | "could" if previous.tag == Tag::Comma => true,
        "is" | "are" | "was" | "were" => {
            // `who that individual is`: the question word is what the verb waits for.
            let near = before.get(before.len().saturating_sub(6)..).unwrap_or(before);
            near.iter().rposition(|t| matches!(t.tag, Tag::Wp | Tag::Wrb)).is_some_and(|i| !near[i + 1..].iter().any(|t| t.tag.is_verb()))
        }
        _ => false,
    }
}

/// Prepositions and verb particles that have no bar of their own.
const PARTICLES: &[&str] = &[
    "aboard",
    "above",
    "across",
    "after",
    "ahead",
    "along",
    "alongside",
    "amid",
    "apart",
    "around",
    "aside",
    "away",
    "back",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "beyond",
    "despite",
    "down",
    "except",
    "forth",
    "forward",
    "inside",
    "near",
    "off",
    "onto",
    "out",
    "outside",
    "over",
    "past",
    "round",
    "since",
    "throughout",
    "together",
    "toward",
    "towards",
    "underneath",
    "unlike",
    "up",
    "upon",
    "via",
    "within",
    "without",
    "worth",
];

/// Whether [`stop_bar`] may be one for items whose last word is this; it costs less to ask.
pub fn may_stop_early(word: &str, pack: &Pack) -> bool {
    let small = word.starts_with(char::is_lowercase);
    let lower = lower(word);
    let lists = [PRONOMINAL, AUXILIARIES, PREPOSITIONS, PARTICLES];
    let listed = || pack.is_english() && lists.iter().any(|words| words.contains(&lower.as_ref()));
    let any = pack.endings.is_some_and(|e| e.any_stop.is_some()) && word.chars().nth(1).is_some();
    any || small && (bars(pack).contains_key(lower.as_ref()) || listed())
}

/// Log odds of [`super::cut_score_in`] from which a stop behind the last of `items` is a fault; `None` where no score makes it one.
pub fn stop_bar(items: &[Item<'_>], pack: &Pack) -> Option<f32> {
    let listed = stop_kinds(items, pack).and_then(|kinds| kinds.iter().find_map(|kind| bars(pack).get(kind.as_str())).copied());
    match listed {
        Some(bar) => bar,
        // Of another language than English only the words that most often stand before another have bars of their own.
        None => pack.endings.and_then(|e| e.any_stop),
    }
}
