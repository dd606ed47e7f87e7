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
/// a pronoun and its auxiliary (`as they were`).
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
            Tag::Ex | Tag::Wdt => return Some("<relative> <auxiliary>"),
            Tag::Rb | Tag::Dt => return Some("<adverb> <auxiliary>"),
            _ => {}
        }
    }
    let in_place = matches!(word, "in" | "on" | "up" | "over" | "through" | "about" | "by")
        && before.is_some_and(|t| AUXILIARIES.contains(&t.lower.as_ref()));
    Some(if in_place { "<auxiliary> <particle>" } else { word })
}

/// Log odds of [`super::cut_score`] from which a stop behind the last of `items` is a fault; `None` where no score makes it one.
pub fn stop_bar(items: &[Item<'_>]) -> Option<f32> {
    BARS.get(stop_key(items)?).copied()
}
