//! What speaks for and against some words being a slip for a known person's name: the measures that the model weighs.

use super::{
    company::Company,
    edits::{self, is_transliterated},
    full::{Looked, Setting},
};
use crate::{
    lexicon::{Known, Roles, Token, given, surname, word},
    rules::measures::measures,
};

measures! {
    Bias = "bias",
    Fame = "fame",
    ShareSame = "share_same",
    ShareOff = "share_off",
    UnlistedOff = "unlisted_off",
    Distance = "distance",
    DistanceMore = "distance_more",
    Edits = "edits",
    EditsPerLetter = "edits_per_letter",
    TwoOff = "two_off",
    FirstOff = "first_off",
    InitialOff = "initial_off",
    ShortOff = "short_off",
    Attested = "attested",
    Country = "country",
    CountryAbsent = "country_absent",
    CountryAbsentEnglish = "country_absent_english",
    CountryUnknown = "country_unknown",
    NationBeside = "nation_beside",
    Titled = "titled",
    RoleMatch = "role_match",
    RoleClash = "role_clash",
    MoreAfter = "more_after",
    NameBefore = "name_before",
    Initial = "initial",
    OrdinaryFirstOff = "ordinary_first_off",
    OrdinaryLastOff = "ordinary_last_off",
    OrdinarySame = "ordinary_same",
    RightElsewhere = "right_elsewhere",
    RightElsewhereEast = "right_elsewhere_east",
    Repeated = "repeated",
    ZipfRight = "zipf_right",
    ZipfGap = "zipf_gap",
    BearersRight = "bearers_right",
    BearersGap = "bearers_gap",
    Transliterated = "transliterated",
    East = "east",
    ThreeWords = "three_words",
    Opens = "opens",
    PrintedOff = "printed_off",
    Rivals = "rivals",
    ForeignRare = "foreign_rare",
    ThroughScript = "through_script",
    Borne = "borne",
    BorneUsual = "borne_usual",
    Weight = "weight",
    UsualFirst = "usual_first",
    WordOff = "word_off",
    UsualOff = "usual_off",
    UsualUnsupported = "usual_unsupported",
}

/// The measures of one known name for some words, by [`MEASURES`].
pub type Measures = [f32; COUNT];

/// Scales of the measures that are known before anybody is looked for.
pub const FAME_SCALE: f32 = 3.0;
/// See [`FAME_SCALE`].
pub const SHARE_SCALE: f32 = 5.0;

/// Countries whose people bear English first names.
const ENGLISH: [&str; 6] = ["US", "GB", "CA", "AU", "IE", "NZ"];
/// People who bear a first name, from which on it is a usual one.
pub const USUAL: u32 = 60;

/// Whether people of the country bear English first names; of those of unknown country too, for most are.
pub fn writes_english(country: &str) -> bool {
    country.is_empty() || ENGLISH.contains(&country)
}

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
    let mut set = |measure: Measure, value: f32| m[measure as usize] = value;
    let flag = |condition: bool| f32::from(u8::from(condition));
    let log = |n: f32| (1.0 + n).ln();
    let country = person.country();
    let distance: f32 = distances.iter().sum();
    let last = words.len().saturating_sub(1);
    let east = is_surname_first(country);
    set(Measure::Bias, 1.0);
    set(Measure::Fame, person.fame() / FAME_SCALE);
    set(Measure::Distance, distance);
    set(Measure::DistanceMore, (distance - 1.0).max(0.0));
    let script = company.share_of_scripts();
    set(Measure::ThroughScript, script);
    let (mut same, mut off, mut cost, mut letters) = (0.0, 0.0, 0.0, 0.0_f32);
    let (mut unlisted, mut differ, mut initial_off, mut short_off, mut printed) = (0.0, 0, false, false, 0.0_f32);
    let (mut zipf_right, mut zipf_gap, mut bearers_right, mut bearers_gap) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    let (mut elsewhere, mut repeated, mut ordinary_same, mut word_off, mut usual_off) = (false, 0, false, false, false);
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
        // A word that no reader takes for a name: Messiah, Messi.
        word_off |= w.is_some_and(|w| w.in_dictionary()) && here == 0.0 && looked.listed.bearers().is_none_or(|n| n < 5);
        usual_off |= here >= (USUAL as f32).ln();
        elsewhere |= company.count(right) > 0;
        repeated = repeated.max(company.count(looked.word.key));
    }
    set(Measure::ShareSame, same / SHARE_SCALE);
    set(Measure::ShareOff, off / SHARE_SCALE);
    set(Measure::UnlistedOff, unlisted);
    set(Measure::Edits, (cost / 4.0).min(6.0));
    set(Measure::EditsPerLetter, (cost / letters.max(1.0)).min(4.0));
    set(Measure::TwoOff, flag(differ > 1));
    set(Measure::FirstOff, flag(distances.first().is_some_and(|d| *d > 0.0)));
    set(Measure::InitialOff, flag(initial_off));
    set(Measure::ShortOff, flag(short_off));
    set(Measure::Attested, setting.attested.clamp(-1.0, 3.0));
    let mentions = company.mentions_of(country);
    set(Measure::Country, if country.is_empty() { 0.0 } else { log(mentions as f32).min(3.0) });
    set(Measure::CountryUnknown, flag(country.is_empty()));
    let absent = mentions == 0 && !country.is_empty();
    set(Measure::CountryAbsent, flag(absent && !ENGLISH.contains(&country)));
    set(Measure::CountryAbsentEnglish, flag(absent && ENGLISH.contains(&country)));
    set(Measure::NationBeside, flag(!country.is_empty() && setting.names_beside(country)));
    set(Measure::Titled, flag(setting.titled));
    let (near, held) = (setting.roles(), person.roles());
    let meets = |a: Roles, b: Roles| !(a & b).is_none();
    set(Measure::RoleMatch, flag(meets(near, held)));
    // A usual name instead of another, and nothing that says who is meant: most are somebody else.
    let supported = meets(near, held) || elsewhere || mentions > 0 || setting.names_beside(country);
    set(Measure::UsualOff, flag(usual_off));
    set(Measure::UsualUnsupported, flag(usual_off && !supported));
    set(Measure::RoleClash, flag(!near.is_none() && !held.is_none() && !meets(near, held)));
    set(Measure::MoreAfter, flag(setting.more_after));
    set(Measure::NameBefore, flag(setting.name_before));
    set(Measure::Initial, flag(words.iter().skip(1).any(|l| l.word.after_initial)));
    let ordinary_off = |i: usize| words.get(i).is_some_and(|l| l.ordinary) && distances.get(i).is_some_and(|d| *d > 0.0);
    set(Measure::OrdinaryFirstOff, flag(ordinary_off(0)));
    set(Measure::OrdinaryLastOff, flag(ordinary_off(last)));
    set(Measure::OrdinarySame, flag(ordinary_same));
    set(Measure::RightElsewhere, flag(elsewhere && !east));
    set(Measure::RightElsewhereEast, flag(elsewhere && east));
    set(Measure::Repeated, (repeated.max(1) as f32).ln().min(2.0));
    set(Measure::ZipfRight, zipf_right);
    set(Measure::ZipfGap, zipf_gap.clamp(-2.0, 2.0));
    set(Measure::BearersRight, bearers_right);
    set(Measure::BearersGap, bearers_gap.clamp(-2.0, 2.0));
    // Sergei for Sergey: only the transliteration of a first name differs.
    let systems = is_transliterated(country) || country.is_empty();
    let transliterated =
        systems && distance <= 0.4 && distances.first().is_some_and(|d| *d > 0.0) && distances.iter().skip(1).all(|d| *d == 0.0);
    set(Measure::Transliterated, flag(transliterated));
    // Two first names that many bear, where no transliteration comes in: Adrian, Adrien.
    let usual = |name: &str| given(name).is_some_and(|n| n >= USUAL);
    let firsts = words.first().zip(tokens.first()).filter(|_| distances.first().is_some_and(|d| *d > 0.0));
    set(Measure::UsualFirst, flag(!systems && firsts.is_some_and(|(l, t)| usual(&l.word.folded) && usual(t.text()))));
    set(Measure::WordOff, flag(word_off));
    // How many lists have the person, which counts of full names miss who is mostly named by the surname.
    set(Measure::Weight, ((f32::from(person.weight()) - 5.0) / 10.0).clamp(0.0, 2.0));
    set(Measure::East, flag(east));
    set(Measure::ThreeWords, flag(words.len() > 2));
    set(Measure::Opens, flag(setting.opens));
    set(Measure::PrintedOff, printed);
    set(Measure::Rivals, log(rivals as f32).min(4.0));
    set(Measure::Borne, flag(setting.borne));
    set(Measure::BorneUsual, if setting.borne { (same + off) / SHARE_SCALE } else { 0.0 });
    // Machines put English first names for foreign ones: Edith for Idit. A rare surname tells.
    let rare = words.get(last).is_some_and(|l| l.listed.surname.is_none_or(|n| n <= 8));
    set(
        Measure::ForeignRare,
        flag(distances.first().is_some_and(|d| *d > 0.0) && !country.is_empty() && !ENGLISH.contains(&country) && rare),
    );
    m
}
