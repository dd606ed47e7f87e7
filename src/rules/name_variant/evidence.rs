//! What speaks for and against one form being a slip for another: the measures that the model weighs.

use super::{
    forms::{Form, Neighbour, Occurrence, Standing},
    setting::{self, Setting},
};
use crate::{
    analysis::{Article, Mention, NameKind, name_words},
    lexicon::{self, Key, Memo},
    rules::{measures::measures, misspelled_name::edits::cost as cost_of_edits},
};
use foldhash::HashMap;

measures! {
    Bias = "bias",
    Distance = "distance",
    DistancePerLetter = "distance_per_letter",
    AccentsOnly = "accents_only",
    CaseOnly = "case_only",
    DoubledLetter = "doubled_letter",
    SwappedLetters = "swapped_letters",
    LastLetter = "last_letter",
    VowelEnd = "vowel_end",
    FirstLetter = "first_letter",
    FirstSound = "first_sound",
    OneEdit = "one_edit",
    TwoEdits = "two_edits",
    Short = "short",
    Long = "long",
    CountOdd = "count_odd",
    CountBase = "count_base",
    Once = "once",
    Even = "even",
    FameOdd = "fame_odd",
    FameBase = "fame_base",
    FameGap = "fame_gap",
    BaseUnknown = "base_unknown",
    OrdinaryOdd = "ordinary_odd",
    LowerHere = "lower_here",
    LowerBase = "lower_base",
    ForcedOdd = "forced_odd",
    ForcedBase = "forced_base",
    Plural = "plural",
    Derived = "derived",
    Gender = "gender",
    KinSuffix = "kin_suffix",
    SameLeft = "same_left",
    SameRight = "same_right",
    SameCapital = "same_capital",
    Conflict = "conflict",
    PersonConflict = "person_conflict",
    WholeKnown = "whole_known",
    WholeMended = "whole_mended",
    FitsBetter = "fits_better",
    FitsWorse = "fits_worse",
    SameSentence = "same_sentence",
    SameMention = "same_mention",
    BothGiven = "both_given",
    BothSurname = "both_surname",
    BothPlace = "both_place",
    CalendarBase = "calendar_base",
    DemonymBase = "demonym_base",
    Hyphen = "hyphen",
    LoneOdd = "lone_odd",
    OddInCompany = "odd_in_company",
    OddDoubled = "odd_doubled",
    OddLonger = "odd_longer",
    LettersSum = "letters_sum",
    FarAlone = "far_alone",
    FarGap = "far_gap",
    BothOrdinary = "both_ordinary",
    Minority = "minority",
    AccentsLost = "accents_lost",
    FirstAlone = "first_alone",
    PairKnown = "pair_known",
    BearerGap = "bearer_gap",
    WordGap = "word_gap",
    Brand = "brand",
    AdjectiveOdd = "adjective_odd",
    DerivedFits = "derived_fits",
    KeptCompany = "kept_company",
    Unintroduced = "unintroduced",
    Twins = "twins",
    SupportGap = "support_gap",
    Unsupported = "unsupported",
    Supported = "supported",
    Around = "around",
    AloneOrdinary = "alone_ordinary",
    PlaceSlot = "place_slot",
    PersonSlot = "person_slot",
    DateSlot = "date_slot",
    ZipfOdd = "zipf_odd",
    NewsOdd = "news_odd",
    SmallOdd = "small_odd",
    BothSides = "both_sides",
    SharedOften = "shared_often",
    SameCountry = "same_country",
    RoleClash = "role_clash",
    Edits = "edits",
    EditsPerLetter = "edits_per_letter",
    CapitalsInside = "capitals_inside",
    Roll = "roll",
    KindClash = "kind_clash",
    BothKnown = "both_known",
}

/// How well the odd form is known by itself; each regime has its own weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Regime {
    /// In no list.
    Unknown,
    /// A rare name or word.
    Rare,
    /// A name or word that a reader knows.
    Known,
}

/// One form seen as a slip for another, and what speaks for it.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The form that would be wrong, as an index into the forms.
    pub odd: usize,
    /// The form that would be right.
    pub base: usize,
    /// By [`MEASURES`].
    pub measures: [f32; COUNT],
    /// Which weights apply.
    pub regime: Regime,
}

impl Evidence {
    /// The value of a measure.
    pub fn value(&self, measure: Measure) -> f32 {
        self.measures[measure as usize]
    }
}

/// How many forms have a word beside them: what many share tells little.
pub type Company<'f> = HashMap<(char, &'f str), u32>;

/// Counts the neighbours of all forms.
pub fn company<'f>(forms: &'f [Form<'_>]) -> Company<'f> {
    let mut counts = Company::default();
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

/// How two forms compare, whichever of them is odd.
#[derive(Clone, Copy, Debug)]
pub struct Apart {
    distance: f32,
    edits: usize,
    /// How much the words around them are the same.
    around: f32,
}

thread_local! {
    /// The distances of pairs of names, where they are no farther apart than is compared.
    static DISTANCES: Memo<Option<f32>> = Memo::default();
}

impl Apart {
    /// Compares two forms; nothing where they are too far apart, or no names.
    pub fn of<'a>(article: &Article<'a>, forms: &[Form<'a>], setting: &Setting<'a>, a: usize, b: usize) -> Option<Self> {
        let (x, y) = (forms.get(a)?, forms.get(b)?);
        if acronym(&x.text) || acronym(&y.text) {
            return None;
        }
        let key = Key::as_written(&x.text).and(Key::as_written(&y.text).number());
        let distance = DISTANCES.with(|known| known.get(key, || lexicon::name_distance_within(&x.text, &y.text, 2.4)))?;
        let (letters, others) = (letters(x), letters(y));
        let edits = edits(&x.folded, &y.folded);
        if letters.min(others) == 0 || distance > 0.2 + 0.3 * letters.max(others) as f32 || edits > 4 {
            return None;
        }
        // Ms and Mrs, Prince and Princess.
        if name_words::is_title(&x.text) && name_words::is_title(&y.text) {
            return None;
        }
        Some(Self { distance, edits, around: setting.overlap(article, forms, a, b) })
    }
}

fn letters(form: &Form<'_>) -> usize {
    form.folded.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Weighs `forms[odd]` as a slip for `forms[base]`, which are so far apart.
pub fn weigh<'a>(
    article: &Article<'a>,
    forms: &[Form<'a>],
    company: &Company<'_>,
    setting: &Setting<'a>,
    odd: usize,
    base: usize,
    apart: &Apart,
) -> Option<Evidence> {
    let (o, b) = (forms.get(odd)?, forms.get(base)?);
    let Apart { distance, edits, around } = *apart;
    let (lo, lb) = (letters(o), letters(b));
    let shorter = lo.min(lb);
    let mut m = [0.0_f32; COUNT];
    let mut set = |measure: Measure, value: f32| m[measure as usize] = value;
    let flag = |condition: bool| f32::from(u8::from(condition));
    set(Measure::Bias, 1.0);
    set(Measure::Distance, distance);
    set(Measure::DistancePerLetter, 5.0 * distance / lo.max(lb) as f32);
    let same_letters = o.folded == b.folded;
    let case_only = o.text.to_lowercase() == b.text.to_lowercase();
    set(Measure::AccentsOnly, flag(same_letters && !case_only));
    set(Measure::CaseOnly, flag(case_only));
    set(Measure::DoubledLetter, flag(!same_letters && undoubled(&o.folded).eq(undoubled(&b.folded))));
    set(Measure::SwappedLetters, flag(lo == lb && edits == 1 && is_swap(&o.folded, &b.folded)));
    let (last_o, last_b) = (o.folded.chars().last(), b.folded.chars().last());
    // All letters but the last.
    let same_stem = || o.folded.chars().take(lo.saturating_sub(1)).eq(b.folded.chars().take(lb.saturating_sub(1)));
    set(Measure::LastLetter, flag(lo == lb && last_o != last_b && same_stem() || edits == 1 && lo.abs_diff(lb) == 1 && last_o != last_b));
    set(
        Measure::VowelEnd,
        flag(last_o != last_b && edits <= 2 && last_o.is_some_and(is_vowel) && (last_b.is_some_and(is_vowel) || lo > lb)),
    );
    let first = o.folded.chars().next() != b.folded.chars().next();
    let first_sound = first && same_first_sound(&o.folded, &b.folded);
    set(Measure::FirstLetter, flag(first && !first_sound));
    set(Measure::FirstSound, flag(first_sound));
    set(Measure::OneEdit, flag(edits == 1));
    set(Measure::TwoEdits, flag(edits >= 2));
    set(Measure::Short, flag(shorter <= 4) + flag(shorter <= 3));
    set(Measure::Long, (shorter as f32 - 6.0).clamp(0.0, 6.0) / 3.0);
    let (no, nb) = (o.count() as f32, b.count() as f32);
    set(Measure::CountOdd, no.ln().min(3.0));
    set(Measure::CountBase, nb.ln().min(3.0));
    set(Measure::Once, flag(no < 1.5));
    set(Measure::Even, flag(no >= nb));
    set(Measure::FameOdd, o.fame / 3.0);
    set(Measure::FameBase, b.fame / 3.0);
    set(Measure::FameGap, (b.fame - o.fame).clamp(-6.0, 6.0) / 3.0);
    set(Measure::BaseUnknown, flag(b.fame < 0.5));
    set(Measure::OrdinaryOdd, flag(o.standing.ordinary()));
    set(Measure::LowerHere, flag(o.lower > 0));
    set(Measure::LowerBase, flag(b.lower > 0));
    set(Measure::ForcedOdd, flag(o.free() == 0));
    set(Measure::ForcedBase, flag(b.free() == 0));
    let relation = relation(&o.folded, &b.folded);
    set(Measure::Plural, flag(relation == Relation::Plural));
    set(Measure::Derived, flag(relation == Relation::Derived));
    set(Measure::Gender, flag(relation == Relation::Gender));
    set(Measure::KinSuffix, flag(kin_suffix(&o.folded, &b.folded)));
    let left = shared(company, '<', o, b, LEFT);
    let right = shared(company, '>', o, b, RIGHT);
    set(Measure::SameLeft, left.weight);
    set(Measure::SameRight, right.weight);
    set(Measure::SameCapital, flag(left.capital) + flag(right.capital));
    set(Measure::Conflict, conflict(o, b, &left, &right));
    let mentions = article.mentions().iter().as_slice();
    let whole = whole_names(article, mentions, o, b);
    set(Measure::PersonConflict, flag(whole.conflict));
    set(Measure::WholeKnown, flag(whole.known));
    set(Measure::WholeMended, flag(whole.mended && !whole.known));
    let gain = fit_gain(o, b);
    set(Measure::FitsBetter, gain.max(0.0));
    set(Measure::FitsWorse, (-gain).max(0.0));
    set(Measure::DerivedFits, if relation == Relation::None { 0.0 } else { gain.max(0.0) });
    set(Measure::KeptCompany, flag((left.capital || right.capital) && whole.mended && !whole.known));
    set(Measure::PairKnown, f32::from(whole.base_fits) - f32::from(whole.odd_fits));
    let bearer = |f: &Form<'_>| f.surname_weight().map_or(0.0, |w| 1.0 + f32::from(w) / 10.0);
    set(Measure::BearerGap, (bearer(b) - bearer(o)).clamp(-2.0, 2.0));
    let news = |f: &Form<'_>| f.standing.word.map_or(0.0, |w| (1.0 + (w.cap_mid + w.upper) as f32).ln());
    set(Measure::WordGap, ((news(b) - news(o)) / 3.0).clamp(-2.0, 2.0));
    set(Measure::Brand, flag(o.is_brand() != b.is_brand()));
    set(Measure::AdjectiveOdd, flag(adjective(&o.folded, &b.folded)) - flag(adjective(&b.folded, &o.folded)));
    let near = together(o, b);
    set(Measure::SameSentence, flag(near.same_sentence));
    set(Measure::SameMention, flag(near.same_mention));
    let both = |get: fn(&Standing) -> f32| get(&o.standing).min(get(&b.standing)).min(6.0) / 3.0;
    set(Measure::BothGiven, both(|s| (1.0 + s.given as f32).ln()));
    set(Measure::BothSurname, both(|s| (1.0 + s.surname as f32).ln()));
    set(Measure::BothPlace, both(|s| f32::from(s.place)));
    set(Measure::CalendarBase, flag(b.standing.calendar));
    set(Measure::DemonymBase, flag(b.standing.demonym));
    set(Measure::Hyphen, flag(hyphens_matter(&o.folded, &b.folded)));
    set(Measure::Unintroduced, flag(unintroduced(article, mentions, o, b)));
    set(Measure::Twins, flag(near.same_sentence && (left.capital || right.capital)));
    set(Measure::LoneOdd, flag(o.occurrences.iter().all(|x| !has_partner(x.left.as_ref()) && !has_partner(x.right.as_ref()))));
    set(Measure::OddInCompany, flag(whole.odd_in_person && !left.capital && !right.capital));
    set(Measure::OddDoubled, flag(lo == lb + 1 && undoubled(&o.folded).eq(undoubled(&b.folded))));
    set(Measure::OddLonger, (lo as f32 - lb as f32).clamp(-1.0, 1.0));
    set(Measure::LettersSum, ((lexicon::letters_ln(&b.folded) - lexicon::letters_ln(&o.folded)) / 4.0).clamp(-2.0, 2.0));
    let far = edits >= 2 && distance > 0.8;
    set(Measure::FarAlone, flag(far && left.weight + right.weight < 0.3 && !whole.mended));
    set(Measure::FarGap, if far { (b.fame - o.fame).clamp(0.0, 6.0) / 3.0 } else { 0.0 });
    set(Measure::BothOrdinary, flag(o.standing.ordinary() && b.standing.ordinary()));
    let accented = |f: &Form<'_>| f.text.chars().filter(|c| !c.is_ascii()).count();
    set(Measure::AccentsLost, if same_letters && !case_only { (accented(b) as f32 - accented(o) as f32).clamp(-1.0, 1.0) } else { 0.0 });
    set(Measure::FirstAlone, flag(first && !first_sound && !left.capital && !right.capital && !whole.mended));
    set(Measure::Minority, ((nb / no).ln() / 2.0).clamp(-1.0, 1.0));
    let same_country = setting.same_country(odd, base);
    let (so, sb) = (setting.support(forms, odd), setting.support(forms, base));
    let log = |n: u32| (1.0 + n as f32).ln();
    if let (Some(so), Some(sb)) = (so, sb)
        && !same_country
    {
        set(Measure::SupportGap, ((log(sb) - log(so)) / 2.0).clamp(-2.0, 2.0));
    }
    set(Measure::Unsupported, flag(so == Some(0)));
    set(Measure::Supported, if same_country { 0.0 } else { so.map_or(0.0, |n| log(n).min(3.0) / 2.0) });
    set(Measure::Around, around);
    set(Measure::SameCountry, flag(same_country));
    let slots: Vec<setting::Slot> = o.occurrences.iter().take(4).map(setting::slot).collect();
    let small = o.standing.word.map_or(0.0, |w| ((1.0 + w.lower as f32) / (1.0 + w.cap_mid as f32)).ln().clamp(-2.0, 4.0) / 3.0);
    set(Measure::SmallOdd, small);
    set(Measure::AloneOrdinary, if slots.iter().all(|s| s.alone) { small.max(0.0) } else { 0.0 });
    let place = |f: &Form<'_>| (f32::from(f.standing.place) / 4.0).min(1.5) * flag(!f.standing.ordinary());
    set(Measure::PlaceSlot, if slots.iter().any(|s| s.place) { place(b) - place(o) } else { 0.0 });
    let people = |f: &Form<'_>| log(f.standing.given + f.standing.surname).min(6.0) / 3.0;
    set(Measure::PersonSlot, if slots.iter().any(|s| s.person) { people(b) - people(o) } else { 0.0 });
    set(Measure::DateSlot, flag(b.standing.calendar && !o.standing.calendar && slots.iter().any(|s| s.number)));
    set(Measure::ZipfOdd, o.standing.word.map_or(0.0, |w| w.zipf / 3.0));
    set(Measure::NewsOdd, o.standing.word.map_or(0.0, |w| log(w.cap_mid + w.upper) / 3.0));
    set(Measure::RoleClash, flag(role_clash(o, b)));
    let cost = cost_of_edits(&b.folded, &o.folded, setting.share_of_scripts());
    set(Measure::Edits, (cost / 4.0).min(6.0));
    set(Measure::EditsPerLetter, (cost / lo.max(lb) as f32).min(4.0));
    set(Measure::CapitalsInside, flag(!case_only && (capitals_inside(&o.text) > 0 || capitals_inside(&b.text) > 0)));
    set(Measure::Roll, flag(setting.in_roll(article, o) && setting.in_roll(article, b)));
    set(Measure::KindClash, flag(kind_clash(mentions, o, b)));
    set(Measure::BothKnown, (o.fame.min(b.fame) - 2.0).max(0.0) / 3.0);
    set(Measure::BothSides, flag(both_sides(o, b)));
    set(Measure::SharedOften, shared_often(o, b));
    let regime = if o.fame < 1.3 {
        Regime::Unknown
    } else if o.fame < 3.0 {
        Regime::Rare
    } else {
        Regime::Known
    };
    Some(Evidence { odd, base, measures: m, regime })
}

/// Capitals throughout, but for the ending of a plural: NATO, APKs.
fn acronym(text: &str) -> bool {
    let stem = text.strip_suffix('s').unwrap_or(text);
    !stem.chars().any(char::is_lowercase)
}

/// Capitals after the first letter that no family name explains: of `AtomicUsize` and `RangeTo`, not of `McDonald` and `Akufo-Addo`.
pub fn capitals_inside(text: &str) -> usize {
    let rest =
        ["Mc", "Mac", "O'", "O’", "D'", "D’", "De", "Di", "Le", "La", "Van", "Von", "Fitz"].iter().find_map(|p| text.strip_prefix(p));
    let name = rest.filter(|r| r.starts_with(char::is_uppercase)).unwrap_or(text);
    let mut before = ' ';
    let mut first = true;
    let mut count = 0;
    for c in name.chars() {
        if c.is_uppercase() && !first && !matches!(before, '-' | '\'' | '’') {
            count += 1;
        }
        first = false;
        before = c;
    }
    count
}

/// Whether one is a person wherever the article says what it is, and the other a place: Peskov and Pskov.
fn kind_clash(mentions: &[Mention], o: &Form<'_>, b: &Form<'_>) -> bool {
    let kinds = |f: &Form<'_>| {
        let (mut people, mut places) = (0, 0);
        for mention in f.occurrences.iter().take(12).filter_map(|x| mentions.get(x.mention?)) {
            people += usize::from(mention.kind == NameKind::Person);
            places += usize::from(mention.kind == NameKind::Place);
        }
        (people > 0 && places == 0, places > 0 && people == 0)
    };
    let ((o_person, o_place), (b_person, b_place)) = (kinds(o), kinds(b));
    o_person && b_place || o_place && b_person
}

fn has_partner(n: Option<&Neighbour<'_>>) -> bool {
    n.is_some_and(|n| n.capital && !n.title)
}

/// Words that any name may stand beside tell nothing; the rarer a shared neighbour, the more it tells.
struct Shared {
    weight: f32,
    capital: bool,
}

fn shared<'f>(company: &Company<'_>, side: char, odd: &'f Form<'_>, base: &'f Form<'_>, get: Beside) -> Shared {
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
type Beside = for<'o, 'a> fn(&'o Occurrence<'a>) -> Option<&'o Neighbour<'a>>;

const LEFT: Beside = |x| x.left.as_ref();
const RIGHT: Beside = |x| x.right.as_ref();

/// Whether one only stands before another name, as first names do, and the other never does: a first name and a surname.
fn role_clash(o: &Form<'_>, b: &Form<'_>) -> bool {
    let before = |f: &Form<'_>| f.occurrences.iter().filter(|x| has_partner(x.right.as_ref())).count();
    let (no, nb) = (before(o), before(b));
    no == 0 && nb == b.count() || nb == 0 && no == o.count()
}

/// Whether somewhere the same two words stand around both.
fn both_sides(o: &Form<'_>, b: &Form<'_>) -> bool {
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
fn shared_often(o: &Form<'_>, b: &Form<'_>) -> f32 {
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
fn conflict(o: &Form<'_>, b: &Form<'_>, left: &Shared, right: &Shared) -> f32 {
    let beside = |f: &Form<'_>, get: Beside| f.occurrences.iter().any(|x| has_partner(get(x)) && !x.title_case);
    let mut sides = 0.0;
    for (get, same) in [(LEFT, left.capital), (RIGHT, right.capital)] {
        if !same && beside(o, get) && beside(b, get) {
            sides += 1.0;
        }
    }
    sides
}

/// Whether the difference of hyphenated names lies in a short part or in the hyphens: Jong-un, Jong-il; not Akufo-Addo, Akufo-Ado.
fn hyphens_matter(a: &str, b: &str) -> bool {
    let hyphens = |t: &str| t.bytes().filter(|b| *b == b'-').count();
    if hyphens(a) != hyphens(b) {
        return true;
    }
    hyphens(a) > 0 && a.split('-').zip(b.split('-')).any(|(p, q)| p != q && p.len().min(q.len()) < 3)
}

/// Whether the odd form is a surname that stands alone wherever it stands, though news gives everybody a first name or a title
/// once, and the base is the surname of somebody named in full.
fn unintroduced(article: &Article<'_>, mentions: &[Mention], o: &Form<'_>, b: &Form<'_>) -> bool {
    let alone = |x: &Occurrence<'_>| {
        let mention = x.mention.and_then(|m| mentions.get(m));
        !x.title_case
            && mention.is_none_or(|m| m.words.len() == 1 && m.title.is_none())
            && !has_partner(x.left.as_ref())
            && !has_partner(x.right.as_ref())
    };
    let named_in_full = |x: &Occurrence<'_>| {
        x.mention.and_then(|m| mentions.get(m)).is_some_and(|m| {
            let last = article.blocks().get(m.block).and_then(|block| m.words.last().map(|w| block.slice(w.span)));
            m.words.len() > 1 && m.kind == crate::analysis::NameKind::Person && last == Some(&*b.text)
        })
    };
    o.occurrences.iter().all(alone) && b.occurrences.iter().any(named_in_full)
}

/// Whether `odd` is a Slavic adjective of the place `base`: Kanaevsky, Kanaevka.
fn adjective(odd: &str, base: &str) -> bool {
    const ENDS: &[&str] = &["skaya", "skoye", "skogo", "skiy", "skii", "skyi", "sky", "ski"];
    let Some(stem) = ENDS.iter().find_map(|e| odd.strip_suffix(e)) else { return false };
    let is_adjective = ENDS.iter().any(|e| base.ends_with(e));
    stem.len() >= 4 && !is_adjective && base.starts_with(stem)
}

#[derive(Default)]
struct Whole {
    known: bool,
    mended: bool,
    conflict: bool,
    odd_in_person: bool,
    odd_fits: u8,
    base_fits: u8,
}

/// What the lists say of the whole names that the odd form stands in, as they are and with the base in its place.
fn whole_names(article: &Article<'_>, mentions: &[Mention], o: &Form<'_>, b: &Form<'_>) -> Whole {
    let mut whole = Whole::default();
    let (odd, base) = (full_names(article, mentions, o), full_names(article, mentions, b));
    let known = |name: &str| {
        let key = Key::from(name);
        lexicon::person_exists(name) || lexicon::place(key).is_some() || lexicon::org(key).is_some()
    };
    let mut text = String::new();
    for name in &odd {
        whole.known = whole.known || known(joined(name, |w| w, &mut text));
        whole.mended = whole.mended || known(joined(name, |w| if w == o.text { &*b.text } else { w }, &mut text));
    }
    let mut with = |form: &str| {
        let fits =
            |name: &Vec<&str>| lexicon::person_exists(joined(name, |w| if w == o.text || w == b.text { form } else { w }, &mut text));
        u8::from(odd.iter().chain(&base).any(fits))
    };
    (whole.odd_fits, whole.base_fits) = (with(&o.text), with(&b.text));
    // Two people of different first names (or of different surnames): namesakes or family, not slips.
    let (po, pb) = (partners(&odd, &o.text), partners(&base, &b.text));
    whole.odd_in_person = !po.is_empty();
    whole.conflict = !po.is_empty() && !pb.is_empty() && !po.iter().any(|p| pb.contains(p));
    whole
}

/// The words of the first names of several words that a form stands in.
fn full_names<'a>(article: &Article<'a>, mentions: &[Mention], form: &Form<'_>) -> Vec<Vec<&'a str>> {
    let of = form.occurrences.iter().filter_map(|x| mentions.get(x.mention?));
    let words = |m: &Mention| {
        let block = article.blocks().get(m.block);
        block.map_or_else(Vec::new, |block| m.words.iter().map(|w| block.slice(w.span)).collect())
    };
    of.filter(|m| m.words.len() > 1).take(6).map(words).collect()
}

/// The words of people's names that are not the form itself.
fn partners(names: &[Vec<&str>], form: &str) -> Vec<Key> {
    let person = |name: &[&str]| name.len() >= 2 && name.first().is_some_and(|w| lexicon::given(*w).is_some_and(|n| n > 2));
    names.iter().filter(|n| person(n)).flat_map(|n| n.iter().filter(|w| **w != form).map(|w| Key::from(*w))).collect()
}

/// The words of a name, each put as `put` says, with blanks between; written over `text`.
fn joined<'t, 'w>(name: &[&'w str], put: impl Fn(&'w str) -> &'w str, text: &'t mut String) -> &'t str {
    text.clear();
    for (i, word) in name.iter().enumerate() {
        if i > 0 {
            text.push(' ');
        }
        text.push_str(put(word));
    }
    text
}

/// How much better the base fits between the odd form's neighbours than the odd form itself, by pairs of words in the news;
/// about -2 to 2.
fn fit_gain(o: &Form<'_>, b: &Form<'_>) -> f32 {
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

struct Together {
    same_sentence: bool,
    same_mention: bool,
}

fn together(o: &Form<'_>, b: &Form<'_>) -> Together {
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

/// How one form derives from another by the grammar of names, whichever is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// None that is known.
    None,
    /// Korean, Koreans.
    Plural,
    /// Korea, Korean; Serb, Serbia; Democrat, Democratic.
    Derived,
    /// Ivanov, Ivanova; Mario, Maria.
    Gender,
}

/// The relation between two folded forms.
pub fn relation(a: &str, b: &str) -> Relation {
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Less => derivation(a, b),
        std::cmp::Ordering::Greater => derivation(b, a),
        std::cmp::Ordering::Equal => match derivation(a, b) {
            Relation::None => derivation(b, a),
            found => found,
        },
    }
}

fn derivation(short: &str, long: &str) -> Relation {
    let common = short.chars().zip(long.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum::<usize>();
    let (rest_short, rest_long) = (short.get(common..).unwrap_or(""), long.get(common..).unwrap_or(""));
    let stem = short.get(..common).unwrap_or("");
    let vowel_before = stem.chars().last().is_some_and(is_vowel);
    if common < 3 {
        return Relation::None;
    }
    match (rest_short, rest_long) {
        ("", "s") if !stem.ends_with('s') => Relation::Plural,
        ("", "es") | ("y", "ies") | ("man", "men") => Relation::Plural,
        ("", "ova" | "eva" | "ina" | "aya" | "skaya" | "ette" | "otte" | "dottir") => Relation::Gender,
        ("", "a") if stem.ends_with("ov") || stem.ends_with("ev") || stem.ends_with("in") => Relation::Gender,
        ("" | "o" | "us" | "e", "a") | ("a", "o" | "us") if common >= 3 => Relation::Gender,
        ("y" | "i" | "iy" | "yy", "aya" | "aia" | "a" | "aja") if stem.ends_with("sk") || stem.ends_with("tsk") => Relation::Gender,
        ("", "n" | "ns") if vowel_before => Relation::Derived,
        ("e" | "o" | "y" | "s" | "a" | "i", "n" | "ns") if vowel_before => Relation::Derived,
        (rest_short, rest_long) => {
            let known = |r: &str| {
                matches!(
                    r,
                    "" | "a"
                        | "an"
                        | "ans"
                        | "ian"
                        | "ians"
                        | "ia"
                        | "ias"
                        | "ish"
                        | "ese"
                        | "i"
                        | "is"
                        | "ic"
                        | "ics"
                        | "ical"
                        | "land"
                        | "lands"
                        | "lander"
                        | "landers"
                        | "y"
                        | "ist"
                        | "ists"
                        | "ism"
                        | "ite"
                        | "ites"
                        | "er"
                        | "ers"
                        | "ean"
                        | "eans"
                        | "e"
                        | "o"
                        | "istan"
                        | "stan"
                        | "al"
                        | "ally"
                        | "acy"
                        | "ats"
                        | "ation"
                        | "ional"
                        | "ity"
                        | "ch"
                        | "nch"
                        | "en"
                        | "d"
                        | "ed"
                        | "ing"
                        | "ly"
                        | "ment"
                        | "ese's"
                        | "esque"
                        | "son"
                        | "sen"
                        | "ville"
                        | "gate"
                        | "town"
                        | "s"
                        | "or"
                        | "ors"
                        | "ive"
                        | "ion"
                        | "ions"
                        | "ary"
                        | "n"
                        | "ns"
                )
            };
            let long_enough = rest_long.len() >= 2 && !(rest_short.is_empty() && rest_long == "en" && common < 4);
            if long_enough && known(rest_short) && known(rest_long) { Relation::Derived } else { Relation::None }
        }
    }
}

/// Whether only a suffix of kin differs: Gunnarsson and Gunnarsdottir, Petrovich and Petrovna.
fn kin_suffix(a: &str, b: &str) -> bool {
    const KIN: &[(&str, &str)] = &[
        ("son", "dottir"),
        ("ovich", "ovna"),
        ("evich", "evna"),
        ("ov", "ova"),
        ("ev", "eva"),
        ("in", "ina"),
        ("sky", "skaya"),
        ("ski", "ska"),
        ("sky", "ska"),
        ("skiy", "skaya"),
        ("ovic", "ova"),
        ("ovich", "ova"),
        ("aitis", "aite"),
        ("auskas", "auskaite"),
        ("ian", "iantz"),
    ];
    let pair = |x: &str, y: &str| KIN.iter().any(|(m, f)| x.strip_suffix(m).is_some_and(|s| s.len() >= 3 && y.strip_suffix(f) == Some(s)));
    pair(a, b) || pair(b, a)
}

/// Whether the first letters are two ways to write one sound: Weintrub, Vaintrub; Camilla, Kamilla; Evgeny, Yevgeny.
fn same_first_sound(a: &str, b: &str) -> bool {
    const SOUNDS: &[&[&str]] = &[
        &["c", "k", "q", "kh", "ch"],
        &["v", "w", "f", "ph"],
        &["y", "j", "i", "e", "ye", "je", "yo", "jo"],
        &["g", "h", "kh"],
        &["s", "z", "ts", "c"],
        &["zh", "j", "dzh", "dj"],
        &["u", "w", "ou"],
        &["sh", "ch", "sch", "tch"],
    ];
    SOUNDS.iter().any(|set| set.iter().any(|s| a.starts_with(s)) && set.iter().any(|s| b.starts_with(s)))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The letters, doubled ones once.
fn undoubled(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut last = None;
    text.chars().filter(move |c| last.replace(*c) != Some(*c))
}

fn is_swap(a: &str, b: &str) -> bool {
    let mut differ = a.chars().zip(b.chars()).filter(|(x, y)| x != y);
    matches!((differ.next(), differ.next(), differ.next()), (Some((a, b)), Some((c, d)), None) if a == d && b == c)
}

/// Damerau-Levenshtein distance (optimal string alignment), in letters.
pub fn edits(a: &str, b: &str) -> usize {
    if a.is_ascii() && b.is_ascii() {
        return edits_of(a.as_bytes(), b.as_bytes());
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    edits_of(&a, &b)
}

fn edits_of<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    // Most names need no more room.
    let mut short = [0_usize; 3 * 24];
    let width = b.len() + 1;
    let mut long = Vec::new();
    let rows = match short.get_mut(..3 * width) {
        Some(rows) => rows,
        None => {
            long.resize(3 * width, 0);
            &mut long[..]
        }
    };
    let (mut before, rest) = rows.split_at_mut(width);
    let (mut last, mut row) = rest.split_at_mut(width);
    for (j, cell) in last.iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        row[0] = i;
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        (before, last, row) = (last, row, before);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivation_is_told_from_slips() {
        for (a, b, expected) in [
            ("korea", "korean", Relation::Derived),
            ("korean", "koreans", Relation::Plural),
            ("serb", "serbia", Relation::Derived),
            ("democrat", "democratic", Relation::Derived),
            ("ivanov", "ivanova", Relation::Gender),
            ("poland", "polish", Relation::None),
            ("china", "chinese", Relation::Derived),
            ("scotland", "scottish", Relation::None),
            ("korean", "koreann", Relation::None),
            ("riveru", "rivera", Relation::None),
            ("biden", "baden", Relation::None),
            ("iran", "iraq", Relation::None),
            ("texas", "texan", Relation::Derived),
        ] {
            assert_eq!(relation(a, b), expected, "{a} / {b}");
            assert_eq!(relation(b, a), expected, "{b} / {a}");
        }
    }

    #[test]
    fn edits_count_letters() {
        assert_eq!(edits("biden", "baden"), 1);
        assert_eq!(edits("macron", "marcon"), 1);
        assert_eq!(edits("", "abc"), 3);
    }
}
