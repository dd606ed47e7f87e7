//! What speaks for and against some words being a slip for a known person's name: the measures that the model weighs.

use super::{
    company::Company,
    edits,
    full::{Looked, Setting},
};
use crate::lexicon::{Known, Roles, Token, given, surname, word};

/// The names of the measures, in the order of [`Measures`].
pub const MEASURES: &[&str] = &[
    "bias",
    "fame",
    "share_same",
    "share_off",
    "unlisted_off",
    "distance",
    "distance_more",
    "edits",
    "edits_per_letter",
    "two_off",
    "first_off",
    "initial_off",
    "short_off",
    "attested",
    "country",
    "country_absent",
    "country_absent_english",
    "country_unknown",
    "nation_beside",
    "titled",
    "role_match",
    "role_clash",
    "role_company",
    "more_after",
    "name_before",
    "initial",
    "ordinary_first_off",
    "ordinary_last_off",
    "ordinary_same",
    "right_elsewhere",
    "right_elsewhere_east",
    "repeated",
    "zipf_right",
    "zipf_gap",
    "bearers_right",
    "bearers_gap",
    "transliterated",
    "east",
    "three_words",
    "opens",
    "printed_off",
    "rivals",
    "foreign_rare",
    "through_script",
    "roll",
    "roll_company",
    "borne",
    "borne_usual",
];

/// How many measures there are.
pub const COUNT: usize = MEASURES.len();

/// The measures of one known name for some words, by [`MEASURES`].
pub type Measures = [f32; COUNT];

/// The place of a measure among [`MEASURES`], found when this is compiled.
pub const fn place_of(name: &str) -> usize {
    let mut i = 0;
    while i < COUNT {
        let (a, b) = (MEASURES[i].as_bytes(), name.as_bytes());
        let mut same = 0;
        while same < a.len() && same < b.len() && a[same] == b[same] {
            same += 1;
        }
        if same == a.len() && same == b.len() {
            return i;
        }
        i += 1;
    }
    panic!("no measure is called so")
}

macro_rules! at {
    ($name:literal) => {
        const { place_of($name) }
    };
}

/// Scales of the measures that are known before anybody is looked for.
pub const FAME_SCALE: f32 = 3.0;
/// See [`FAME_SCALE`].
pub const SHARE_SCALE: f32 = 5.0;

/// Countries whose people bear English first names.
const ENGLISH: [&str; 6] = ["US", "GB", "CA", "AU", "IE", "NZ"];
/// Countries where the surname stands first and first names are made up freely of two syllables.
const SURNAME_FIRST: [&str; 7] = ["CN", "HK", "KP", "KR", "SG", "TW", "VN"];

/// Whether the surname stands first in the country, and a hundred surnames serve the nation.
pub fn is_surname_first(country: &str) -> bool {
    SURNAME_FIRST.contains(&country)
}

/// Weighs the words as a slip for the person's name of these tokens, each so far from the word at its place; `rivals` is how many
/// known names are about as near.
pub fn measure(
    words: &[Looked<'_, '_>],
    setting: &Setting<'_>,
    company: &Company,
    person: Known,
    (tokens, distances): (&[Token], &[f32]),
    rivals: usize,
) -> Measures {
    let mut m = [0.0_f32; COUNT];
    let mut set = |measure: usize, value: f32| m[measure] = value;
    let flag = |condition: bool| f32::from(u8::from(condition));
    let log = |n: f32| (1.0 + n).ln();
    let country = person.country();
    let distance: f32 = distances.iter().sum();
    let last = words.len().saturating_sub(1);
    let east = is_surname_first(country);
    set(at!("bias"), 1.0);
    set(at!("fame"), person.fame() / FAME_SCALE);
    set(at!("distance"), distance);
    set(at!("distance_more"), (distance - 1.0).max(0.0));
    let script = company.share_of_scripts();
    set(at!("through_script"), script);
    let (mut same, mut off, mut cost, mut letters) = (0.0, 0.0, 0.0, 0.0_f32);
    let (mut unlisted, mut differ, mut initial_off, mut short_off, mut printed) = (0.0, 0, false, false, 0.0_f32);
    let (mut zipf_right, mut zipf_gap, mut bearers_right, mut bearers_gap) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    let (mut elsewhere, mut repeated, mut ordinary_same) = (false, 0, false);
    for (i, ((looked, token), d)) in words.iter().zip(tokens).zip(distances).enumerate() {
        if *d == 0.0 {
            same += looked.share;
            ordinary_same |= looked.ordinary;
            continue;
        }
        let (written, right) = (&*looked.word.folded, token.text());
        differ += 1;
        off += looked.share;
        cost += edits::cost(right, written, script);
        letters += looked.letters;
        initial_off |= written.chars().next() != right.chars().next();
        short_off |= looked.letters <= 4.0 || right.len() <= 4;
        let bearers = |name: &str| (if i == 0 && !east { given(name) } else { surname(name) }).map_or(0.0, |n| log(n as f32 + 0.5));
        let (here, there) = (bearers(written), bearers(right));
        unlisted += flag(here == 0.0 && looked.listed.bearers().is_none());
        bearers_right = bearers_right.max(there / 4.0);
        bearers_gap += (there - here) / 4.0;
        let (w, r) = (word(written), word(right));
        zipf_right = zipf_right.max(r.map_or(0.0, |w| w.zipf) / 3.0);
        zipf_gap += (r.map_or(0.0, |w| w.zipf) - w.map_or(0.0, |w| w.zipf)) / 3.0;
        printed = printed.max(w.map_or(0.0, |w| log((w.cap_mid + w.upper) as f32)) / 3.0);
        elsewhere |= company.count(right) > 0;
        repeated = repeated.max(company.count(looked.word.key));
    }
    set(at!("share_same"), same / SHARE_SCALE);
    set(at!("share_off"), off / SHARE_SCALE);
    set(at!("unlisted_off"), unlisted);
    set(at!("edits"), (cost / 4.0).min(6.0));
    set(at!("edits_per_letter"), (cost / letters.max(1.0)).min(4.0));
    set(at!("two_off"), flag(differ > 1));
    set(at!("first_off"), flag(distances.first().is_some_and(|d| *d > 0.0)));
    set(at!("initial_off"), flag(initial_off));
    set(at!("short_off"), flag(short_off));
    set(at!("attested"), setting.attested.clamp(-1.0, 3.0));
    let mentions = company.mentions_of(country);
    set(at!("country"), if country.is_empty() { 0.0 } else { log(mentions as f32).min(3.0) });
    set(at!("country_unknown"), flag(country.is_empty()));
    let absent = mentions == 0 && !country.is_empty();
    set(at!("country_absent"), flag(absent && !ENGLISH.contains(&country)));
    set(at!("country_absent_english"), flag(absent && ENGLISH.contains(&country)));
    set(at!("nation_beside"), flag(!country.is_empty() && setting.names_beside(country)));
    set(at!("titled"), flag(setting.titled));
    let (near, held) = (setting.roles(), person.roles());
    let meets = |a: Roles, b: Roles| !(a & b).is_none();
    set(at!("role_match"), flag(meets(near, held)));
    set(at!("role_clash"), flag(!near.is_none() && !held.is_none() && !meets(near, held)));
    set(at!("role_company"), log(company.people_of(held) as f32).min(3.0));
    set(at!("more_after"), flag(setting.more_after));
    set(at!("name_before"), flag(setting.name_before));
    set(at!("initial"), flag(words.iter().skip(1).any(|l| l.word.after_initial)));
    let ordinary_off = |i: usize| words.get(i).is_some_and(|l| l.ordinary) && distances.get(i).is_some_and(|d| *d > 0.0);
    set(at!("ordinary_first_off"), flag(ordinary_off(0)));
    set(at!("ordinary_last_off"), flag(ordinary_off(last)));
    set(at!("ordinary_same"), flag(ordinary_same));
    set(at!("right_elsewhere"), flag(elsewhere && !east));
    set(at!("right_elsewhere_east"), flag(elsewhere && east));
    set(at!("repeated"), (repeated.max(1) as f32).ln().min(2.0));
    set(at!("zipf_right"), zipf_right);
    set(at!("zipf_gap"), zipf_gap.clamp(-2.0, 2.0));
    set(at!("bearers_right"), bearers_right);
    set(at!("bearers_gap"), bearers_gap.clamp(-2.0, 2.0));
    // Sergei for Sergey: only the transliteration of a first name differs.
    let transliterated = distance <= 0.4 && distances.first().is_some_and(|d| *d > 0.0) && distances.iter().skip(1).all(|d| *d == 0.0);
    set(at!("transliterated"), flag(transliterated));
    set(at!("east"), flag(east));
    set(at!("three_words"), flag(words.len() > 2));
    set(at!("opens"), flag(setting.opens));
    set(at!("printed_off"), printed);
    set(at!("rivals"), log(rivals as f32).min(4.0));
    set(at!("borne"), flag(setting.borne));
    set(at!("borne_usual"), if setting.borne { (same + off) / SHARE_SCALE } else { 0.0 });
    set(at!("roll"), flag(setting.roll()));
    set(at!("roll_company"), if setting.roll() { log(company.people() as f32).min(3.0) } else { 0.0 });
    // Machines put English first names for foreign ones: Edith for Idit. A rare surname tells.
    let rare = words.get(last).is_some_and(|l| l.listed.surname.is_none_or(|n| n <= 8));
    set(
        at!("foreign_rare"),
        flag(distances.first().is_some_and(|d| *d > 0.0) && !country.is_empty() && !ENGLISH.contains(&country) && rare),
    );
    m
}
