//! Which words a full stop may stand behind, and how sure the model of endings must be before that is called a cut.

use super::Item;
use crate::{
    analysis::{Tag, tokens::lower},
    language::Pack,
};
use std::{
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

/// For each word that stands before another, the log odds of [`super::cut_score`] from which a stop behind it is a fault. Made by
/// `train_cut` from sentences that the model had not seen; `rules/models/ending.md` says how.
static BARS: [OnceLock<HashMap<&'static str, f32>>; Pack::ALL.len()] = [const { OnceLock::new() }; Pack::ALL.len()];

/// The bars of a language; none where it has no model.
fn bars(pack: &Pack) -> &'static HashMap<&'static str, f32> {
    static NONE: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(HashMap::new);
    let read = || {
        let lines = pack.endings.map_or("", |e| e.stops).lines().filter(|l| !l.starts_with('#'));
        lines.filter_map(|l| l.split_once('\t')).filter_map(|(word, rest)| Some((word, rest.split('\t').next()?.parse().ok()?))).collect()
    };
    BARS.get(pack.index).map_or(&NONE, |place| place.get_or_init(read))
}

/// Forms that a short answer ends on: `he said he would`.
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "am", "has", "have", "had", "does", "do", "did", "will", "would", "can", "could", "may",
    "might", "must", "should", "shall",
];

/// Words that stand for their noun as well as before it: `she had never seen that`.
const PRONOMINAL: &[&str] =
    &["this", "that", "these", "those", "some", "any", "all", "both", "each", "such", "another", "either", "neither", "how", "why", "what"];

/// Under what the last word of `items` is counted in the table of stops: itself, or a kind of ending that many words share, such as
/// a pronoun and its auxiliary (`as they were`); `None` where people write it so often that no score tells.
pub fn stop_key<'a>(items: &'a [Item<'_>], pack: &Pack) -> Option<&'a str> {
    let last = items.last().filter(|t| t.text.starts_with(char::is_lowercase))?;
    if !pack.is_english() {
        return Some(last.lower.as_ref());
    }
    let before = items.len().checked_sub(2).and_then(|i| items.get(i));
    let word = last.lower.as_ref();
    if PRONOMINAL.contains(&word) {
        return Some("<determiner>");
    }
    let tag = before.map_or(Tag::Nn, |t| t.tag);
    if stands_alone(items) {
        return None;
    }
    if AUXILIARIES.contains(&word) {
        match tag {
            Tag::Prp | Tag::Wp if matches!(word, "be" | "been") => return Some("<pronoun> be"),
            Tag::Prp | Tag::Wp => return Some("<pronoun> <auxiliary>"),
            // `this is a camera that will`
            Tag::Wdt if last.tag == Tag::Md || matches!(word, "do" | "does" | "did") => return None,
            Tag::Ex | Tag::Wdt => return Some("<relative> <auxiliary>"),
            // `nobody tries to be`
            Tag::To => return None,
            Tag::Rb | Tag::Dt => return Some("<adverb> <auxiliary>"),
            _ => {}
        }
    }
    // `the springs they drink from`, `nothing to tie a boat to`: what the preposition belongs to may stand before.
    if last.tag == Tag::In || last.tag == Tag::Rp {
        let near = items.get(items.len().saturating_sub(12)..).unwrap_or(items);
        let gap = near.iter().any(|t| matches!(t.tag, Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::To))
            || near.windows(2).any(|w| w[0].tag.is_noun() && matches!(w[1].tag, Tag::Prp | Tag::Dt));
        if gap && tag.is_verb() {
            return Some("<gap> <verb> <preposition>");
        }
        // `addresses to send itself to`, `what they were taking part in`, `the files he had access to`
        let third = items.len().checked_sub(3).and_then(|i| items.get(i));
        let object = third.is_some_and(|t| t.tag.is_verb()) && (tag == Tag::Prp || tag == Tag::Rb || tag == Tag::Rp || tag.is_noun());
        if gap && object {
            return Some("<gap> <verb> <object> <preposition>");
        }
        if word == "to" {
            return Some("<preposition> to");
        }
    }
    // `the results are in`
    let in_place = matches!(word, "in" | "on" | "up" | "over" | "through" | "about" | "by")
        && before.is_some_and(|t| AUXILIARIES.contains(&t.lower.as_ref()));
    (!in_place).then_some(word)
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
        "but" => matches!(behind, "anything" | "nothing" | "all"),
        "must" => behind == "a",
        "when" | "where" | "which" | "who" => KNOWING.contains(&behind),
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
    let listed = || pack.is_english() && [PRONOMINAL, AUXILIARIES, PARTICLES].iter().any(|words| words.contains(&lower.as_ref()));
    small && (bars(pack).contains_key(lower.as_ref()) || listed())
}

/// Log odds of [`super::cut_score_in`] from which a stop behind the last of `items` is a fault; `None` where no score makes it one.
pub fn stop_bar(items: &[Item<'_>], pack: &Pack) -> Option<f32> {
    bars(pack).get(stop_key(items, pack)?).copied()
}
