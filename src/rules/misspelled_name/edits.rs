//! What it costs for a name to become another in translation: letters of the right form and what is written for them, as learned by
//! `scripts/learn_name_edits.py` and kept in `crates/copydesk-models/models/name-edits.tsv` (see `name-edits.md`).

use crate::lexicon::{Key, Memo};
use foldhash::HashMap;
use std::sync::LazyLock;

static TEXT: &str = copydesk_models::NAME_EDITS;
static COSTS: LazyLock<Costs> = LazyLock::new(|| Costs::parse(TEXT));

/// Of a letter for another, or one more or less, that is not in the table.
const UNSEEN: f32 = 8.0;
/// No more letters of a word are compared.
const LONGEST: usize = 24;
/// How much longer one may be than the other on the way.
const BAND: usize = 4;
/// Letters of a group: at most two, the first the higher byte.
type Group = u16;

/// Countries that write in other letters than Latin ones.
const SCRIPTS: &[&str] = &[
    "RU", "UA", "BY", "BG", "MK", "RS", "KZ", "KG", "TJ", "MN", "GE", "AM", "CN", "TW", "HK", "JP", "KR", "KP", "TH", "KH", "LA", "MM",
    "IN", "PK", "BD", "NP", "LK", "IR", "IQ", "SY", "JO", "LB", "IL", "PS", "SA", "AE", "YE", "OM", "QA", "KW", "BH", "EG", "LY", "TN",
    "DZ", "MA", "SD", "AF", "GR", "CY", "ET", "ER",
];

/// Whether the country writes in other letters than Latin ones: how its names are written in them is a matter of systems.
pub fn is_transliterated(country: &str) -> bool {
    SCRIPTS.contains(&country)
}

/// How much of the countries that an article names, each so often, write in other letters than Latin ones, 0 to 1: what its names came
/// through, by guess. Half where nothing tells.
pub fn share_of_scripts(countries: impl Iterator<Item = (&'static str, u32)>) -> f32 {
    let (mut scripts, mut all) = (1.0, 2.0);
    for (country, n) in countries {
        all += n as f32;
        scripts += if is_transliterated(country) { n as f32 } else { 0.0 };
    }
    scripts / all
}

/// The negative logarithm of probabilities, less those of copies.
struct Costs {
    /// For a name that came through Latin letters, and for one that came through another script.
    table: HashMap<(Group, Group), [f32; 2]>,
}

impl Costs {
    /// Reads a line for each correspondence: the right letters, those written, and two costs or a dash, parted by tabs.
    fn parse(text: &str) -> Self {
        let mut table = HashMap::default();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(right), Some(wrong)) = (fields.next().and_then(group), fields.next().and_then(group)) else { continue };
            let mut cost = || fields.next().and_then(|f| f.trim().parse().ok()).unwrap_or(f32::MAX);
            table.insert((right, wrong), [cost(), cost()]);
        }
        Self { table }
    }
}

/// The letters as a number; nothing for more than two.
fn group(letters: &str) -> Option<Group> {
    match letters.as_bytes() {
        [] => Some(0),
        [a] => Some(Group::from(*a)),
        [a, b] => Some(Group::from_be_bytes([*a, *b])),
        _ => None,
    }
}

thread_local! {
    static KNOWN: Memo<f32> = Memo::default();
}

/// What it costs that `right` was written as `wrong`, both folded, where the name came through another script with this probability:
/// about 2 for a letter that scripts confuse, 4 to 6 for a slip, 8 and more for letters out of nowhere.
pub fn cost(right: &str, wrong: &str, through_script: f32) -> f32 {
    if right == wrong {
        return 0.0;
    }
    let key = Key::as_written(right).and(Key::as_written(wrong).number()).and(through_script.to_bits().into());
    KNOWN.with(|known| known.get(key, || align(right, wrong, through_script)))
}

fn align(right: &str, wrong: &str, through_script: f32) -> f32 {
    let (x, y) = (Marked::of(right), Marked::of(wrong));
    let weigh = |[latin, script]: [f32; 2]| match (latin < f32::MAX, script < f32::MAX) {
        (true, true) => latin + (script - latin) * through_script,
        (true, false) => latin + through_script,
        (false, true) => script + 1.0 - through_script,
        (false, false) => f32::MAX,
    };
    let look = |a: Group, b: Group, small: bool| match COSTS.table.get(&(a, b)) {
        Some(costs) => weigh(*costs),
        None if small => UNSEEN,
        None => f32::MAX,
    };
    let mut best = [[f32::MAX; LONGEST + 3]; LONGEST + 3];
    best[0][0] = 0.0;
    let (x, y) = (x.letters(), y.letters());
    for i in 0..=x.len() {
        for j in i.saturating_sub(BAND)..=(i + BAND).min(y.len()) {
            let mut least = best[i][j];
            let single = |word: &[u8], at: usize| Group::from(word[at - 1]);
            let pair = |word: &[u8], at: usize| Group::from_be_bytes([word[at - 2], word[at - 1]]);
            let mut take = |before: f32, cost: f32| {
                if before < f32::MAX && cost < f32::MAX {
                    least = least.min(before + cost);
                }
            };
            if i > 0 && j > 0 {
                let same = x[i - 1] == y[j - 1];
                take(best[i - 1][j - 1], if same { 0.0 } else { look(single(x, i), single(y, j), true) });
            }
            if i > 0 {
                take(best[i - 1][j], look(single(x, i), 0, true));
            }
            if j > 0 {
                take(best[i][j - 1], look(0, single(y, j), true));
            }
            if i > 0 && j > 1 {
                take(best[i - 1][j - 2], look(single(x, i), pair(y, j), false));
            }
            if i > 1 && j > 0 {
                take(best[i - 2][j - 1], look(pair(x, i), single(y, j), false));
            }
            if i > 1 && j > 1 {
                take(best[i - 2][j - 2], look(pair(x, i), pair(y, j), false));
            }
            best[i][j] = least;
        }
    }
    let cost = best[x.len()][y.len()];
    // Words too unlike for the band.
    if cost < f32::MAX { cost } else { UNSEEN * x.len().max(y.len()) as f32 }
}

/// A word between marks of its start and its end.
struct Marked {
    room: [u8; LONGEST + 2],
    length: usize,
}

impl Marked {
    fn of(word: &str) -> Self {
        let mut room = [0; LONGEST + 2];
        room[0] = b'^';
        let length = word.len().min(LONGEST);
        room[1..=length].copy_from_slice(&word.as_bytes()[..length]);
        room[length + 1] = b'$';
        Self { room, length: length + 2 }
    }

    fn letters(&self) -> &[u8] {
        &self.room[..self.length]
    }
}

#[cfg(test)]
mod tests {
    use super::cost;

    #[test]
    fn what_scripts_confuse_costs_less_than_what_they_do_not() {
        for (right, wrong, other) in [("kris", "chris", "pris"), ("huckabee", "hakabee", "hucktbee"), ("wilshere", "vilshere", "tilshere")]
        {
            assert!(cost(right, wrong, 1.0) < cost(right, other, 1.0), "{right}: {wrong} and {other}");
        }
        assert_eq!(cost("merkel", "merkel", 0.5), 0.0);
    }

    #[test]
    fn any_two_words_have_a_cost() {
        let long = "x".repeat(60);
        for (a, b) in [("", "a"), ("a", ""), ("ab", long.as_str()), (long.as_str(), "é"), ("ñandú", "日本")] {
            let cost = cost(a, b, 0.3);
            assert!(cost > 0.0 && cost.is_finite(), "{a} {b}");
        }
    }
}
