//! What speaks for two capitalised words of an article being one name, and how much.

use super::forms::{Form, Occurrence, collect};
use crate::{
    analysis::{Article, linear},
    language::Pack,
    lexicon,
};
use std::sync::LazyLock;

/// The measures, as the file of weights names them.
pub const MEASURES: [&str; COUNT] = [
    "bias",
    "distance",
    "near",
    "long",
    "base-count",
    "odd-count",
    "odd-again",
    "odd-unknown",
    "odd-listed",
    "odd-seen",
    "odd-word",
    "odd-compound",
    "odd-fame",
    "base-fame",
    "base-listed",
    "base-word",
    "base-name",
    "odd-name",
    "base-place",
    "same-before",
    "same-after",
    "two-people",
    "introduced",
    "only-noun",
    "shorter",
    "longer",
    "german",
    "entry",
    "first-letter",
    "odd-opens",
];
/// How many there are.
pub const COUNT: usize = 30;

/// Two forms that may be one name: which is odd, which is meant, and what is measured of them.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The odd one's place among the forms.
    pub odd: usize,
    /// The place of the one it may be a slip for.
    pub base: usize,
    /// In the order of [`MEASURES`].
    pub measures: [f32; COUNT],
    /// They differ by accents alone; then whether the odd one is one is settled without weights.
    accents: Option<bool>,
}

/// The probability from which a pair is reported.
const REPORTED: f32 = 0.7;

impl Evidence {
    /// The confidence that the odd form is a slip, where it is enough.
    pub fn verdict(&self) -> Option<f32> {
        if let Some(odd) = self.accents {
            // A word of the language may differ from a name by an accent: `Peru`, `Perú`.
            return odd.then_some(0.85);
        }
        let p = linear::probability(linear::weighed(&self.measures, &*WEIGHTS));
        (p >= REPORTED).then_some(p.clamp(0.55, 0.95))
    }

    /// Whether weights have a say.
    pub fn is_weighed(&self) -> bool {
        self.accents.is_none()
    }
}

/// Lines of a measure's name, tab, weight; made by `copydesk-train fit-name-other`.
static WEIGHTS: LazyLock<[f32; COUNT]> = LazyLock::new(|| linear::weights(copydesk_models::NAME_VARIANT_OTHER, &MEASURES));

/// The pairs of an article with their words, the odd one first: what the weights are fitted on.
pub fn pairs(article: &Article<'_>) -> Vec<(String, String, Evidence)> {
    let Some(pack) = Pack::of(article.language()) else { return Vec::new() };
    let forms = collect(article, pack);
    let named = |e: Evidence| Some((forms.get(e.odd)?.text.to_owned(), forms.get(e.base)?.text.to_owned(), e));
    weigh_all(pack, &forms).filter_map(named).collect()
}

/// All pairs of forms that may be one name.
pub(super) fn weigh_all(pack: &Pack, forms: &[Form<'_>]) -> impl Iterator<Item = Evidence> {
    let numbered = || forms.iter().enumerate();
    numbered().flat_map(move |(a, first)| numbered().skip(a + 1).filter_map(move |second| weigh(pack, (a, first), second)))
}

/// What speaks for two forms being one name; nothing where they are two words.
fn weigh(pack: &Pack, (a, first): (usize, &Form<'_>), (b, second): (usize, &Form<'_>)) -> Option<Evidence> {
    // Two words of the language are no spellings of one, and of two that are no names one is no word at all: most pairs, and sooner seen
    // than a distance.
    let word = |f: &Form<'_>| f.common && !f.compound;
    let nobody = !first.may_be_meant() && !second.may_be_meant();
    if first.letters.abs_diff(second.letters) > 2 || word(first) && word(second) || nobody && !first.unknown() && !second.unknown() {
        return None;
    }
    let accents = first.folded == second.folded;
    let shorter = first.letters.min(second.letters);
    let most = match shorter {
        0..=4 => 0.85,
        5 => 1.05,
        6 | 7 => 1.25,
        _ => 1.6,
    };
    let distance = if accents { lexicon::ACCENTS } else { lexicon::folded_distance_within(&first.folded, &second.folded, most)? };
    // The odd one: what stands less often; then what is less known; then what stands later.
    let rank = |f: &Form<'_>| (f.count(), !f.unknown(), f.listed || f.seen, accents && f.folded.len() < f.text.len());
    let (odd_at, odd, base_at, base) = if rank(first) < rank(second) { (a, first, b, second) } else { (b, second, a, first) };
    // A noun of the language that stands as one is no slip, nor is a day, whatever the tagger says.
    if word(odd) && (!odd.name || pack.names.is_some_and(|n| n.calendar.contains(odd.text))) {
        return None;
    }
    let same = |side: Side| beside(odd, side).any(|w| beside(base, side).any(|v| v == w));
    let (same_before, same_after) = (same(Side::Before), same(Side::After));
    let inflected = is_inflected(pack, odd, base) && !(same_before && is_slip_beside(odd, base));
    if inflected {
        return None;
    }
    let given = |o: &Occurrence<'_>| o.before.is_some_and(|b| lexicon::given(b).is_some_and(|n| n >= 3));
    let (odd_given, base_given) = (odd.occurrences.iter().any(given), base.occurrences.iter().any(given));
    let two_people = odd_given && base_given && !same_before;
    let count = |n: usize| (n as f32).ln();
    let flag = |holds: bool| f32::from(u8::from(holds));
    let fame = |n: u32| (n as f32 + 1.0).ln();
    let measures = [
        1.0,
        distance,
        flag(distance <= 0.55),
        flag(shorter >= 7),
        count(base.count()),
        count(odd.count()),
        flag(odd.count() > 1),
        flag(odd.unknown()),
        flag(odd.listed),
        flag(odd.seen),
        flag(word(odd)),
        flag(odd.compound),
        fame(odd.fame),
        fame(base.fame),
        flag(base.listed),
        flag(base.common),
        flag(base.name),
        flag(odd.name),
        flag(base.place),
        flag(same_before),
        flag(same_after),
        flag(two_people),
        // One stands behind a first name, as who is introduced does, the other alone, as who is spoken of again.
        flag(odd_given != base_given && !same_before),
        flag(!base.may_be_meant()),
        flag(base.text.starts_with(odd.text)),
        flag(odd.text.starts_with(base.text)),
        flag(pack.compounds),
        flag(odd.occurrences.iter().any(|o| o.listed)),
        flag(odd.text.chars().next() != base.text.chars().next()),
        flag(odd.occurrences.iter().all(|o| o.forced)),
    ];
    let accents = accents.then(|| base.may_be_meant() && !two_people && (base.count() > odd.count() || !odd.common && !base.common));
    Some(Evidence { odd: odd_at, base: base_at, measures, accents })
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// The capitalised words on one side of a form's places.
fn beside<'f>(form: &'f Form<'_>, side: Side) -> impl Iterator<Item = &'f str> {
    form.occurrences.iter().filter_map(move |o: &Occurrence<'_>| match side {
        Side::Before => o.before,
        Side::After => o.after,
    })
}

/// Whether two forms that stand beside the same name differ by more than a genitive's ending.
fn is_slip_beside(odd: &Form<'_>, base: &Form<'_>) -> bool {
    let (longer, shorter) = if odd.letters > base.letters { (odd, base) } else { (base, odd) };
    !matches!(longer.text.strip_prefix(shorter.text), Some("s" | "es" | "ns" | "ens" | "'s" | "’s"))
}

/// Whether two words differ by endings of the language alone. What a list has is no form of the other: there the odd one must have an
/// ending more, and not the last letter twice.
fn is_inflected(pack: &Pack, odd: &Form<'_>, base: &Form<'_>) -> bool {
    let (x, y) = (odd.text.to_lowercase(), base.text.to_lowercase());
    if base.listed && !odd.listed {
        let more = x.strip_prefix(y.as_str());
        return more.is_some_and(|more| pack.endings_of_names.contains(&more) && !y.ends_with(more));
    }
    let common = x.chars().zip(y.chars()).take_while(|(c, d)| c == d).count();
    let rest = |w: &str| w.chars().skip(common).collect::<String>();
    let (x_rest, y_rest) = (rest(&x), rest(&y));
    common >= 3
        && (0..=2_usize.min(common - 3)).any(|back| {
            let ending = |w: &str, rest: &str| {
                let from = w.chars().count() - rest.chars().count() - back;
                let end: String = w.chars().skip(from).collect();
                end.is_empty() || pack.endings_of_names.contains(&end.as_str())
            };
            ending(&x, &x_rest) && ending(&y, &y_rest)
        })
}
