//! Whether a full stop stands behind a word that must go on: `The road was closed by the.`
//!
//! People strand such words too (`as complex as this is`, `nothing to tie a boat to`), and seldom: a few in a thousand sentences. So what
//! the model of endings says is weighed again by a model of its own, made from all sentences of a large sample that end on such a word and
//! from cuts behind the same words. For other languages than English each word has a bar.

use super::{Item, features::end_features};
use crate::{
    analysis::{
        linear::{Features, Linear},
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

/// For each word that stands before another, the log odds from which a stop behind it is a fault, or nothing where its end is judged by a
/// model. Made for English by `crates/copydesk-train/src/train_stops.rs`, for others by `crates/copydesk-train/src/train_cut.rs`.
static BARS: [OnceLock<Bars>; Pack::ALL.len()] = [const { OnceLock::new() }; Pack::ALL.len()];

/// The bars of a language; none where it has no model.
fn bars(pack: &Pack) -> &'static Bars {
    static NONE: LazyLock<Bars> = LazyLock::new(HashMap::new);
    let read = || {
        let lines = pack.endings.map_or("", |e| e.stops).lines().filter(|l| !l.starts_with('#'));
        lines.filter_map(|l| l.split_once('\t')).filter_map(|(word, rest)| Some((word, rest.split('\t').next()?.parse().ok()))).collect()
    };
    BARS.get(pack.index).map_or(&NONE, |place| place.get_or_init(read))
}

/// Log odds of the model of stops from which a stop is called a fault: behind a preposition, determiner or conjunction, and behind any other
/// word, where a whole sentence is likelier for each cut that is found. `crates/copydesk-train/src/train_stops.rs` prints what lies above.
const BARS_OF_STOPS: [f32; 2] = [3.9, 6.0];
/// What is added behind a particle that verbs part with: in 138,000 words of people's translations a third of all reports were such.
const PARTED: f32 = 2.0;
/// What is added behind a preposition whose object may stand before it.
const LICENSED: f32 = 1.5;

/// Whether [`stop_odds`] may be above 0 for items whose last word is this; it costs less to ask.
pub fn may_stop_early(word: &str, pack: &Pack) -> bool {
    let any = pack.endings.is_some_and(|e| e.any_stop.is_some()) && word.chars().nth(1).is_some();
    any || word.starts_with(char::is_lowercase) && bars(pack).contains_key(lower(word).as_ref())
}

/// Log odds, above the bar, that a stop behind the last of `items` is a fault; `None` where it never is one.
pub fn stop_odds(items: &[Item<'_>], pack: &Pack) -> Option<f32> {
    let listed = stop_word(items).and_then(|word| bars(pack).get(word));
    if !pack.is_english() {
        // Only the words that most often stand before another have bars of their own.
        let bar = listed.copied().unwrap_or(pack.endings.and_then(|e| e.any_stop))?;
        // `bestätigte das`: what stands for a phrase may end a sentence, though it may stand before a noun as well.
        items.last().filter(|last| last.upos != Upos::Pron)?;
        let parted = stop_word(items).is_some_and(|word| pack.endings.is_some_and(|e| e.particles.contains(&word)));
        return Some(super::cut_score_in(items, pack) - bar - if parted { PARTED } else { 0.0 });
    }
    listed?;
    let last = items.last().filter(|t| !stands_for_itself(t))?;
    let near = items.get(items.len().saturating_sub(9)..).unwrap_or(items);
    // `all that they had`, `than anyone could`
    if (last.upos == Upos::Aux || stands_for_verb(last)) && (has_gap(near) || near.iter().any(|t| LICENSING.contains(&t.lower.as_ref()))) {
        return None;
    }
    let licensed = last.upos == Upos::Adp && has_gap(near);
    let bar = BARS_OF_STOPS[usize::from(!waits_for_another(last))] + if licensed { LICENSED } else { 0.0 };
    Some(super::stop_score(items) - bar)
}

/// Determiners and question words that stand for a whole phrase as well: `officials denied that`.
const PRONOMINAL: &[&str] =
    &["this", "that", "these", "those", "some", "any", "all", "both", "each", "such", "another", "either", "neither", "how", "why", "what"];

/// Whether a word is of a kind that hardly stands for itself: a preposition, a determiner, a conjunction.
pub fn waits_for_another(item: &Item<'_>) -> bool {
    matches!(item.upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Sconj) || item.tag == Tag::In
}

/// Whether a sentence may end on a word whatever is usual: it has a meaning of its own, or stands for one (`both have voted`, `on foot,
/// mostly`, `officials denied that`).
fn stands_for_itself(item: &Item<'_>) -> bool {
    matches!(item.upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Num | Upos::Intj) && !stands_for_verb(item)
        || PRONOMINAL.contains(&item.lower.as_ref())
}

/// Whether a word may stand for a verb that was said before, whatever the tagger calls it.
fn stands_for_verb(item: &Item<'_>) -> bool {
    matches!(item.lower.as_ref(), "has" | "have" | "had" | "do" | "does" | "did")
}

/// What ends are counted and listed under: the last word, where it is a small one.
pub fn stop_word<'a>(items: &'a [Item<'_>]) -> Option<&'a str> {
    items.last().filter(|t| t.text.starts_with(char::is_lowercase)).map(|t| t.lower.as_ref())
}

/// Words that compare two clauses, join them, or set a second against the first: what an auxiliary stands for has been said.
const LICENSING: &[&str] = &[
    "as", "than", "like", "so", "neither", "nor", "but", "though", "although", "while", "whereas", "if", "unless", "whether", "what",
    "whatever", "which", "who", "whoever", "how", "however", "where", "wherever", "when", "whenever", "until", "because", "or", "and",
];

/// Whether these words leave open what a preposition at their end stands before: `the springs they drink from`, `nothing to tie a boat to`.
fn has_gap(items: &[Item<'_>]) -> bool {
    items.iter().any(|t| matches!(t.tag, Tag::Wdt | Tag::Wp))
        || items
            .windows(2)
            .any(|w| opens_bare(&w[0], &w[1]) && w[1].tag != Tag::Dt || w[0].tag.is_noun() && (w[1].tag == Tag::To || w[1].lower == "that"))
}

/// Whether a clause may begin between the two that says more of the first without a word that says so: `the springs they drink from`.
fn opens_bare(first: &Item<'_>, second: &Item<'_>) -> bool {
    let all = || matches!(first.lower.as_ref(), "something" | "anything" | "nothing" | "everything" | "all");
    first.tag.is_noun() && matches!(second.tag, Tag::Prp | Tag::Dt | Tag::Ex | Tag::PrpPoss)
        || matches!(first.tag, Tag::Nn | Tag::Nns) && second.tag.is_proper()
        || all() && (second.tag != Tag::In || second.lower == "that")
}

/// Names the features of a stop behind the last of `items`: those of the ending, what the model of endings makes of them, and what lets a
/// word stand last.
pub fn stop_features(items: &[Item<'_>], ending: &Linear<'_>, f: &mut Features) {
    end_features(items, Pack::ENGLISH, f);
    let cut = ending.score(&f.hashes);
    let n = items.len();
    let at = |k: usize| n.checked_sub(k).and_then(|i| items.get(i));
    let word = |k: usize| at(k).map_or(b"".as_slice(), |t| t.lower.as_bytes());
    let tags = |k: usize| at(k).map_or([0, 0], |t| [t.tag as u8 + 1, t.upos as u8 + 1]);
    let steps = ((cut.clamp(-7.0, 9.0) * 2.0).round() as i32 + 100) as u8;
    f.add(100, &[&[steps]]);
    f.add(101, &[&[steps], word(1)]);
    f.add(102, &[&[steps / 2], &tags(2), &tags(1)]);
    // What stands open for a preposition: `which`, `nothing to`, a noun and its bare clause; the nearer the more it is worth.
    let before = items.get(..n.saturating_sub(1)).unwrap_or(&[]);
    let distance = |i: usize| match before.len() - i {
        0..=2 => 0_u8,
        3..=4 => 1,
        5..=7 => 2,
        8..=12 => 3,
        _ => 4,
    };
    let opener = before.iter().rposition(|t| matches!(t.tag, Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::WpPoss | Tag::To) || t.lower == "that");
    if let Some(i) = opener {
        f.add(103, &[before[i].lower.as_bytes(), &[distance(i)], &tags(1)]);
        f.add(104, &[before[i].lower.as_bytes(), &[distance(i)], word(1)]);
        f.add(105, &[&[before[i].tag as u8, distance(i)], &tags(2), &tags(1)]);
    }
    let bare = before.windows(2).rposition(|w| opens_bare(&w[0], &w[1]));
    if let Some(i) = bare {
        f.add(106, &[&[before[i + 1].tag as u8, distance(i)], &tags(1)]);
        f.add(107, &[&[before[i + 1].tag as u8, distance(i)], &tags(2), word(1)]);
    }
    f.add(108, &[&[u8::from(opener.is_some()), u8::from(bare.is_some())], word(1), &tags(2)]);
    // What has been said already: a verb of the last word's kind, a comparison, a clause before this one.
    let echoed = at(1).is_some_and(|last| before.iter().any(|t| t.upos == last.upos && t.tag == last.tag));
    let same = before.iter().any(|t| t.lower.as_bytes() == word(1));
    let licence = before.iter().rposition(|t| LICENSING.contains(&t.lower.as_ref()));
    let licensed = licence.map_or(9, distance);
    f.add(109, &[&[u8::from(echoed), u8::from(same), licensed], &tags(1)]);
    f.add(110, &[&[u8::from(echoed), u8::from(same)], word(1)]);
    if let Some(i) = licence {
        f.add(111, &[before[i].lower.as_bytes(), &[licensed], &tags(1)]);
        f.add(112, &[before[i].lower.as_bytes(), word(1)]);
    }
    // Words of the last clause, and how its verb is built.
    let clause = before.iter().rposition(|t| t.tag == Tag::Comma).map_or(0, |i| i + 1);
    let length = (n - clause).min(12) as u8;
    let finite = before.get(clause..).map_or(0, |c| c.iter().filter(|t| t.is_finite()).count().min(3)) as u8;
    f.add(113, &[&[length, finite], &tags(1)]);
    f.add(114, &[&[length.min(5), finite.min(1)], word(1), &tags(2)]);
    let passive = before.windows(2).rposition(|w| w[0].lower == "be" || w[0].lower == "been" || w[1].tag == Tag::Vbn);
    f.add(115, &[&[passive.map_or(9, distance)], word(1)]);
}
