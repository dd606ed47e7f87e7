//! Which words a full stop may stand behind, and how sure the model of endings must be before that is called a cut.

use super::Item;
use crate::analysis::tag::Tag;
use std::{collections::HashMap, sync::LazyLock};

/// For each word that stands before another, the log odds of [`super::cut_score`] from which a stop behind it is a fault. Made by
/// `train_cut` from sentences that the model had not seen; `rules/models/ending.md` says how.
static BARS: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let lines = include_str!("../../../rules/models/stops.tsv").lines().filter(|l| !l.starts_with('#'));
    lines.filter_map(|l| l.split_once('\t')).filter_map(|(word, rest)| Some((word, rest.split('\t').next()?.parse().ok()?))).collect()
});

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
pub fn stop_key<'a>(items: &'a [Item<'_>]) -> Option<&'a str> {
    let last = items.last().filter(|t| t.text.starts_with(char::is_lowercase))?;
    let before = items.len().checked_sub(2).and_then(|i| items.get(i));
    let word = last.lower.as_ref();
    if PRONOMINAL.contains(&word) {
        return Some("<determiner>");
    }
    let tag = before.map_or(Tag::Nn, |t| t.tag);
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
        if word == "to" {
            return Some("<preposition> to");
        }
    }
    // `the results are in`
    let in_place = matches!(word, "in" | "on" | "up" | "over" | "through" | "about" | "by")
        && before.is_some_and(|t| AUXILIARIES.contains(&t.lower.as_ref()));
    (!in_place).then_some(word)
}

/// Log odds of [`super::cut_score`] from which a stop behind the last of `items` is a fault; `None` where no score makes it one.
pub fn stop_bar(items: &[Item<'_>]) -> Option<f32> {
    BARS.get(stop_key(items)?).copied()
}
