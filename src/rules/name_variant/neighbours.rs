//! The words beside two forms: which of them both have, and how much that tells.

use super::forms::{Form, Neighbour, Occurrence};
use crate::lexicon;
use foldhash::HashMap;

/// How many forms have a word beside them: what many share tells little.
pub type Company<'f> = HashMap<(char, &'f str), u32>;

/// Counts the neighbours of all forms.
pub fn company<'f>(forms: &'f [Form<'_>]) -> Company<'f> {
    let mut counts = Company::with_capacity_and_hasher(2 * forms.len(), Default::default());
    let mut seen: Vec<(char, &str)> = Vec::new();
    for form in forms {
        seen.clear();
        for o in &form.occurrences {
            for (side, n) in [('<', &o.left), ('>', &o.right)] {
                if let Some(n) = n
                    && !seen.contains(&(side, &*n.text))
                {
                    if seen.len() < 64 {
                        seen.push((side, &*n.text));
                    }
                    *counts.entry((side, &*n.text)).or_default() += 1;
                }
            }
        }
    }
    counts
}

pub(super) fn has_partner(n: Option<&Neighbour<'_>>) -> bool {
    n.is_some_and(|n| n.capital && !n.title)
}

/// Words that any name may stand beside tell nothing; the rarer a shared neighbour, the more it tells.
pub(super) struct Shared {
    pub(super) weight: f32,
    pub(super) capital: bool,
}

pub(super) fn shared<'f>(company: &Company<'_>, side: char, odd: &'f Form<'_>, base: &'f Form<'_>, get: Beside) -> Shared {
    let mut best = Shared { weight: 0.0, capital: false };
    let base: foldhash::HashSet<&str> = base.occurrences.iter().filter_map(get).map(|n| &*n.text).collect();
    for n in odd.occurrences.iter().filter_map(get).filter(|n| !n.is_number() && base.contains(&*n.text)) {
        let rarity = (7.0 - lexicon::word(&n.text).map_or(0.0, |w| w.zipf)).max(0.0) / 3.0;
        let others = company.get(&(side, &*n.text)).copied().unwrap_or(2).max(2) - 1;
        best.weight = best.weight.max(rarity / others as f32);
        best.capital |= n.capital && !n.title && rarity > 0.3;
    }
    best
}

/// The neighbour of an occurrence on one side.
pub(super) type Beside = for<'o, 'a> fn(&'o Occurrence<'a>) -> Option<&'o Neighbour<'a>>;

pub(super) const LEFT: Beside = |x| x.left.as_ref();

pub(super) const RIGHT: Beside = |x| x.right.as_ref();

/// Whether one only stands before another name, as first names do, and the other never does: a first name and a surname.
pub(super) fn role_clash(o: &Form<'_>, b: &Form<'_>) -> bool {
    let before = |f: &Form<'_>| f.occurrences.iter().filter(|x| has_partner(x.right.as_ref())).count();
    let (no, nb) = (before(o), before(b));
    no == 0 && nb == b.count() || nb == 0 && no == o.count()
}

/// Whether somewhere the same two words stand around both.
pub(super) fn both_sides(o: &Form<'_>, b: &Form<'_>) -> bool {
    fn around<'o>(x: &'o Occurrence<'_>) -> Option<(&'o str, &'o str)> {
        Some((&x.left.as_ref()?.text, &x.right.as_ref()?.text))
    }
    let mut odd = o.occurrences.iter().filter_map(around).peekable();
    if odd.peek().is_none() {
        return false;
    }
    let base: foldhash::HashSet<(&str, &str)> = b.occurrences.iter().filter_map(around).collect();
    odd.any(|pair| base.contains(&pair))
}

/// How often the base stands beside the neighbour that a place of the odd form shares with it; logarithmic, 0 to about 1.5.
pub(super) fn shared_often(o: &Form<'_>, b: &Form<'_>) -> f32 {
    let content = |n: &&Neighbour<'_>| !n.is_number() && lexicon::word(&n.text).is_none_or(|w| w.zipf < 5.6);
    let mut most = 0_usize;
    for x in o.occurrences.iter().take(6) {
        if let Some(n) = x.left.as_ref().filter(content) {
            most = most.max(b.occurrences.iter().filter(|y| y.left.as_ref() == Some(n)).count());
        }
        if let Some(n) = x.right.as_ref().filter(content) {
            most = most.max(b.occurrences.iter().filter(|y| y.right.as_ref() == Some(n)).count());
        }
    }
    (1.0 + most as f32).ln().min(3.0) / 2.0
}

/// Whether both stand beside names, and never beside the same: `Boris Johnson`, `Mark Johnston`. 0 to 2, one for each side.
pub(super) fn conflict(o: &Form<'_>, b: &Form<'_>, left: &Shared, right: &Shared) -> f32 {
    let beside = |f: &Form<'_>, get: Beside| f.occurrences.iter().any(|x| has_partner(get(x)) && !x.title_case);
    let mut sides = 0.0;
    for (get, same) in [(LEFT, left.capital), (RIGHT, right.capital)] {
        if !same && beside(o, get) && beside(b, get) {
            sides += 1.0;
        }
    }
    sides
}

/// How much better the base fits between the odd form's neighbours than the odd form itself, by pairs of words in the news;
/// about -2 to 2.
pub(super) fn fit_gain(o: &Form<'_>, b: &Form<'_>) -> f32 {
    let mut gains = 0.0;
    let taken = o.occurrences.iter().take(4);
    let n = taken.len().max(1) as f32;
    for x in taken {
        for (n, left) in [(&x.left, true), (&x.right, false)] {
            let Some(n) = n else { continue };
            let pair = |form: &str| if left { lexicon::bigram(&n.text, form) } else { lexicon::bigram(form, &n.text) };
            gains += pair(&b.text) - pair(&o.text);
        }
    }
    (gains / n / 3.0).clamp(-2.0, 2.0)
}

pub(super) struct Together {
    pub(super) same_sentence: bool,
    pub(super) same_mention: bool,
}

pub(super) fn together(o: &Form<'_>, b: &Form<'_>) -> Together {
    // Both in reading order.
    let (sentence, mention) = (|x: &Occurrence<'_>| Some(x.sentence), |x: &Occurrence<'_>| x.mention);
    Together { same_sentence: share(o, b, sentence), same_mention: share(o, b, mention) }
}

/// Whether two forms have an occurrence each of which `get` says the same, where it only grows from one occurrence to the next.
fn share(a: &Form<'_>, b: &Form<'_>, get: impl Fn(&Occurrence<'_>) -> Option<usize>) -> bool {
    let mut others = b.occurrences.iter().filter_map(&get).peekable();
    a.occurrences.iter().filter_map(&get).any(|here| {
        while others.next_if(|other| *other < here).is_some() {}
        others.peek() == Some(&here)
    })
}
