//! What speaks for and against one form being a slip for another: the comparison of two forms as a vector of measures, as in record
//! linkage (Fellegi and Sunter 1969), that the model weighs.

use super::{
    forms::{Form, Occurrence, Standing},
    full_names::whole_names,
    neighbours::{self, Company, LEFT, RIGHT, has_partner},
    relation::{self, Relation},
    setting::{self, Setting},
};
use crate::{
    analysis::{Article, Mention, NameKind, name_words},
    lexicon::{self, Key, Memo},
    rules::{measures::measures, misspelled_name::edits::cost as cost_of_edits},
};

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
pub struct Comparison {
    /// The form that would be wrong, as an index into the forms.
    pub odd: usize,
    /// The form that would be right.
    pub base: usize,
    /// By [`MEASURES`].
    pub measures: [f32; COUNT],
    /// Which weights apply.
    pub regime: Regime,
}

impl Comparison {
    /// The value of a measure.
    pub fn value(&self, measure: Measure) -> f32 {
        self.measures[measure as usize]
    }
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
        let edits = relation::edits(&x.folded, &y.folded);
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
) -> Option<Comparison> {
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
    set(Measure::DoubledLetter, flag(!same_letters && relation::undoubled(&o.folded).eq(relation::undoubled(&b.folded))));
    set(Measure::SwappedLetters, flag(lo == lb && edits == 1 && relation::is_swap(&o.folded, &b.folded)));
    let (last_o, last_b) = (o.folded.chars().last(), b.folded.chars().last());
    // All letters but the last.
    let same_stem = || o.folded.chars().take(lo.saturating_sub(1)).eq(b.folded.chars().take(lb.saturating_sub(1)));
    set(Measure::LastLetter, flag(lo == lb && last_o != last_b && same_stem() || edits == 1 && lo.abs_diff(lb) == 1 && last_o != last_b));
    set(
        Measure::VowelEnd,
        flag(
            last_o != last_b && edits <= 2 && last_o.is_some_and(relation::is_vowel) && (last_b.is_some_and(relation::is_vowel) || lo > lb),
        ),
    );
    let first = o.folded.chars().next() != b.folded.chars().next();
    let first_sound = first && relation::same_first_sound(&o.folded, &b.folded);
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
    let related = relation::relation(&o.folded, &b.folded);
    set(Measure::Plural, flag(related == Relation::Plural));
    set(Measure::Derived, flag(related == Relation::Derived));
    set(Measure::Gender, flag(related == Relation::Gender));
    set(Measure::KinSuffix, flag(relation::kin_suffix(&o.folded, &b.folded)));
    let left = neighbours::shared(company, '<', o, b, LEFT);
    let right = neighbours::shared(company, '>', o, b, RIGHT);
    set(Measure::SameLeft, left.weight);
    set(Measure::SameRight, right.weight);
    set(Measure::SameCapital, flag(left.capital) + flag(right.capital));
    set(Measure::Conflict, neighbours::conflict(o, b, &left, &right));
    let mentions = article.mentions().iter().as_slice();
    let whole = whole_names(article, mentions, o, b);
    set(Measure::PersonConflict, flag(whole.conflict));
    set(Measure::WholeKnown, flag(whole.known));
    set(Measure::WholeMended, flag(whole.mended && !whole.known));
    let gain = neighbours::fit_gain(o, b);
    set(Measure::FitsBetter, gain.max(0.0));
    set(Measure::FitsWorse, (-gain).max(0.0));
    set(Measure::DerivedFits, if related == Relation::None { 0.0 } else { gain.max(0.0) });
    set(Measure::KeptCompany, flag((left.capital || right.capital) && whole.mended && !whole.known));
    set(Measure::PairKnown, f32::from(whole.base_fits) - f32::from(whole.odd_fits));
    let bearer = |f: &Form<'_>| f.surname_weight().map_or(0.0, |w| 1.0 + f32::from(w) / 10.0);
    set(Measure::BearerGap, (bearer(b) - bearer(o)).clamp(-2.0, 2.0));
    let news = |f: &Form<'_>| f.standing.word.map_or(0.0, |w| (1.0 + (w.cap_mid + w.upper) as f32).ln());
    set(Measure::WordGap, ((news(b) - news(o)) / 3.0).clamp(-2.0, 2.0));
    set(Measure::Brand, flag(o.is_brand() != b.is_brand()));
    set(Measure::AdjectiveOdd, flag(relation::adjective(&o.folded, &b.folded)) - flag(relation::adjective(&b.folded, &o.folded)));
    let near = neighbours::together(o, b);
    set(Measure::SameSentence, flag(near.same_sentence));
    set(Measure::SameMention, flag(near.same_mention));
    let both = |get: fn(&Standing) -> f32| get(&o.standing).min(get(&b.standing)).min(6.0) / 3.0;
    set(Measure::BothGiven, both(|s| (1.0 + s.given as f32).ln()));
    set(Measure::BothSurname, both(|s| (1.0 + s.surname as f32).ln()));
    set(Measure::BothPlace, both(|s| f32::from(s.place)));
    set(Measure::CalendarBase, flag(b.standing.calendar));
    set(Measure::DemonymBase, flag(b.standing.demonym));
    set(Measure::Hyphen, flag(relation::hyphens_matter(&o.folded, &b.folded)));
    set(Measure::Unintroduced, flag(unintroduced(article, mentions, o, b)));
    set(Measure::Twins, flag(near.same_sentence && (left.capital || right.capital)));
    set(Measure::LoneOdd, flag(o.occurrences.iter().all(|x| !has_partner(x.left.as_ref()) && !has_partner(x.right.as_ref()))));
    set(Measure::OddInCompany, flag(whole.odd_in_person && !left.capital && !right.capital));
    set(Measure::OddDoubled, flag(lo == lb + 1 && relation::undoubled(&o.folded).eq(relation::undoubled(&b.folded))));
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
    set(Measure::RoleClash, flag(neighbours::role_clash(o, b)));
    let cost = cost_of_edits(&b.folded, &o.folded, setting.share_of_scripts());
    set(Measure::Edits, (cost / 4.0).min(6.0));
    set(Measure::EditsPerLetter, (cost / lo.max(lb) as f32).min(4.0));
    set(Measure::CapitalsInside, flag(!case_only && (capitals_inside(&o.text) > 0 || capitals_inside(&b.text) > 0)));
    set(Measure::Roll, flag(setting.in_roll(article, o) && setting.in_roll(article, b)));
    set(Measure::KindClash, flag(kind_clash(mentions, o, b)));
    set(Measure::BothKnown, (o.fame.min(b.fame) - 2.0).max(0.0) / 3.0);
    set(Measure::BothSides, flag(neighbours::both_sides(o, b)));
    set(Measure::SharedOften, neighbours::shared_often(o, b));
    let regime = if o.fame < 1.3 {
        Regime::Unknown
    } else if o.fame < 3.0 {
        Regime::Rare
    } else {
        Regime::Known
    };
    Some(Comparison { odd, base, measures: m, regime })
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
