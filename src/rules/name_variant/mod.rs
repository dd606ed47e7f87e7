//! `name-variant`: one name spelt two ways in an article.

pub mod candidates;
pub mod comparison;
pub mod forms;
mod full_names;
mod kept;
pub mod model;
mod neighbours;
pub mod other;
mod purpose;
pub mod relation;
mod setting;
mod splits;
mod wrong_form;

use self::{
    comparison::{Comparison, Measure, Regime},
    forms::Form,
    model::Model,
};
use crate::{
    analysis::Article,
    diagnostic::{Applicability, Place},
    lexicon::{self, Key, PlaceKind},
    rule::{Check, RuleContext},
    rules::misspelled_name::systems::are_two_systems,
};
use std::collections::{HashMap, HashSet};

pub struct NameVariant;

/// The most that the article's own evidence counts for.
const MOST: f32 = 0.985;
/// From this probability on a form is reported: one that nothing but its letters gives away, one that is a word or a name of its
/// own, one that stands beside the same name as the other (less where it does so once, and the other again and again: `Jo Biden`), and one that lacks but the accents.
const THRESHOLD: f32 = 0.3;
const KNOWN: f32 = 0.2;
const IN_COMPANY: f32 = 0.2;
const ONCE_IN_COMPANY: f32 = 0.1;
const ACCENTS: f32 = 0.2;

fn threshold(e: &Comparison) -> f32 {
    if e.value(Measure::AccentsOnly) > 0.0 {
        ACCENTS
    } else if e.value(Measure::SameCapital) > 0.0 && e.value(Measure::PersonConflict) == 0.0 && e.value(Measure::Twins) == 0.0 {
        let among_many = e.value(Measure::Minority) > 0.5 && e.value(Measure::SameRight) > 0.0;
        // Between the same two words, one of which makes a known name with the other form alone: `Capital Hill`.
        let between = e.value(Measure::BothSides) > 0.0 && e.value(Measure::KeptCompany) > 0.0;
        if e.value(Measure::Once) > 0.0 && (among_many || between) { ONCE_IN_COMPANY } else { IN_COMPANY }
    } else if e.regime == Regime::Known {
        KNOWN
    } else {
        THRESHOLD
    }
}

/// From this probability on two spellings are reported that look more like two names than one, though nothing rules that out.
const DOUBTFUL: f32 = 0.7;
/// The same for names of two to four letters, which lie so close that a letter more or another makes the next: Alia, Asia; Zhou, Zhu.
const SHORT: f32 = 0.9;

/// The probability that two spellings need because of what they look like, whatever else is known of them: 0 where nothing speaks
/// against a slip, more than 1 where they are two names.
fn least(e: &Comparison, odd: &Form<'_>, base: &Form<'_>) -> f32 {
    const NEVER: f32 = 2.0;
    let has = |measure: Measure| e.value(measure) > 0.0;
    let together = has(Measure::SameCapital) && !has(Measure::PersonConflict);
    // A place is no variant of a person (Pskov, Peskov), unless it stands in the person's own place: "the Baden administration".
    if has(Measure::KindClash) && !has(Measure::WholeMended) && !has(Measure::SameRight) && !together {
        return NEVER;
    }
    // Jun and July.
    if odd.standing.calendar && base.standing.calendar {
        return NEVER;
    }
    // A country and its people: Germany, Germans; Argentina, Argentines.
    if are_of_one_people(&odd.text, &base.text) && !has(Measure::AccentsOnly) {
        return NEVER;
    }
    // What is made of the name of a people: Americana, American.
    let made = |of: &Form<'_>, it: &Form<'_>| {
        of.standing.demonym && it.folded.len() > of.folded.len() && it.folded.starts_with(&of.folded) && it.standing.place < 6
    };
    if (made(base, odd) || made(odd, base)) && !together {
        return NEVER;
    }
    // A place and its people: New Caledonia, New Caledonians.
    let people = |of: &Form<'_>, it: &Form<'_>| {
        let known = it.standing.demonym || of.standing.place >= 6 || of.folded.ends_with("ia");
        known && relation::is_people_of(&it.folded, &of.folded)
    };
    if has(Measure::Derived) && (people(odd, base) || people(base, odd)) {
        return NEVER;
    }
    // A firm that lists know by this word: Tokyu Group, in Tokyo.
    if has(Measure::Brand) && odd.is_brand() && lexicon::Token::of(&odd.folded).is_some() && !has(Measure::WholeMended) {
        return NEVER;
    }
    // Names of things in programs are told apart by single letters: AtomicUsize, AtomicIsize.
    if has(Measure::CapitalsInside) && !are_parts_alike(&odd.text, &base.text) {
        return NEVER;
    }
    // Two names of a list of people are two people, unless their other names are one.
    if has(Measure::Roll) && !together {
        return NEVER;
    }
    if has(Measure::AccentsOnly) || has(Measure::CaseOnly) || together && !are_two_usual_spellings(odd, base) {
        return 0.0;
    }
    if together {
        return if base.count() >= 3 * odd.count() { 0.0 } else { NEVER };
    }
    let letters = |f: &Form<'_>| f.folded.chars().count();
    // A third of the letters are others, and no neighbour is shared: Flota, Fleet. Or a syllable more, of a name that no list has
    // either: Remenko, Remenyako; unless it is the ending of another case, or one said twice.
    let explained = relation::is_case_of(&odd.folded, &base.folded) || relation::is_stutter(&odd.folded, &base.folded);
    let syllable = has(Measure::BaseUnknown) && letters(odd).abs_diff(letters(base)) >= 2;
    if has(Measure::FarAlone) && !explained && (syllable || e.value(Measure::DistancePerLetter) >= 1.2) {
        return NEVER;
    }
    // An ending left over from another language, and a month beside its number, tell even of short ones.
    let told = has(Measure::VowelEnd) || has(Measure::DateSlot) || has(Measure::CalendarBase) || has(Measure::PlaceSlot);
    if has(Measure::Short) && !told {
        return SHORT;
    }
    // Nobody makes the same slip again and again; but a machine does, where readers know the other spelling and no list has this one.
    let settled = base.fame >= 4.0 && odd.fame < 1.3;
    if odd.count() >= 4 * base.count() && !settled { DOUBTFUL } else { 0.0 }
}

/// Whether one is a people, one or many, and the other its country or its people too.
fn are_of_one_people(a: &str, b: &str) -> bool {
    let people = |text: &str| {
        let one = text.strip_suffix('s').unwrap_or(text);
        lexicon::demonym_country(Key::from(text)).or_else(|| lexicon::demonym_country(Key::from(one)))
    };
    let country = |text: &str| lexicon::place(Key::from(text)).filter(|p| p.kind <= PlaceKind::Region).map(|p| p.country);
    match (people(a), people(b)) {
        (Some(x), Some(y)) => x == y,
        (Some(x), None) => country(b) == Some(x),
        (None, Some(y)) => country(a) == Some(y),
        (None, None) => false,
    }
}

/// Whether two names put together of words (`DigitalGov`) have as many, and only a long one of them differs: `DigitialGov`.
fn are_parts_alike(a: &str, b: &str) -> bool {
    const LONG: usize = 6;
    let parts = |name: &str| {
        let mut parts: Vec<String> = Vec::new();
        for c in name.chars() {
            match parts.last_mut().filter(|_| !c.is_uppercase()) {
                Some(part) => part.push(c),
                None => parts.push(c.to_string()),
            }
        }
        parts
    };
    let (a, b) = (parts(a), parts(b));
    a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| x == y || x.chars().count().min(y.chars().count()) >= LONG)
}

/// Whether both are listed surnames, the same in two usual systems of transliteration: Vasilev, Vasiliev.
fn are_two_usual_spellings(odd: &Form<'_>, base: &Form<'_>) -> bool {
    odd.standing.surname >= 10 && base.standing.surname >= 10 && are_two_systems(&odd.folded, &base.folded, "")
}

/// What an article's names say: its forms, and of every pair worth weighing the evidence, each way round.
pub fn weigh_all<'a>(article: &Article<'a>) -> (Vec<Form<'a>>, Vec<Comparison>) {
    let forms = forms::collect(article);
    let mut all = Vec::new();
    weigh_each(article, &forms, |both| all.extend(both));
    (forms, all)
}

/// Weighs one pair after the other and hands on its evidence, each way round.
fn weigh_each(article: &Article<'_>, forms: &[Form<'_>], mut take: impl FnMut(Vec<Comparison>)) {
    let pairs = candidates::pairs(forms);
    if pairs.is_empty() {
        return;
    }
    let company = neighbours::company(forms);
    let setting = setting::Setting::of(forms);
    let weigh = |a, b| {
        let apart = comparison::Apart::of(article, forms, &setting, a, b)?;
        let way = |(odd, base)| comparison::weigh(article, forms, &company, &setting, odd, base, &apart);
        Some([(a, b), (b, a)].map(way))
    };
    let mut questions = kept::Questions::of(article, forms, &company, &setting);
    for &(a, b) in pairs.iter() {
        let question = if article.keeps_answers() { questions.about(a, b) } else { None };
        let both = match question {
            None => weigh(a, b),
            // Forms have other numbers in the next check.
            Some(question) => article.answer(question, || kept::Weighed(weigh(a, b))).of(a, b),
        };
        if let Some(both) = both {
            take(both.into_iter().flatten().collect());
        }
    }
}

impl Check for NameVariant {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        if !cx.article().language().is_english() {
            return other::check(cx);
        }
        let forms = forms::collect(cx.article());
        let model = Model::built_in();
        let odd_way = |p: f32, sum: f32, e: &Comparison| match (forms.get(e.odd), forms.get(e.base)) {
            (Some(o), Some(b)) if e.value(Measure::AccentsOnly) > 0.0 => accents_are_lost(o, b),
            // Beside the same name, what stands three times is what the article means.
            (Some(o), Some(b)) if e.value(Measure::SameCapital) > 0.0 && b.count() >= 3 * o.count() => true,
            (Some(o), Some(b)) if e.value(Measure::SameCapital) > 0.0 && o.count() >= 3 * b.count() => false,
            _ => 2.0 * p >= sum,
        };
        let enough = |sum: f32, e: &Comparison| match (forms.get(e.odd), forms.get(e.base)) {
            (Some(odd), Some(base)) => sum >= threshold(e) && sum >= least(e, odd, base),
            _ => false,
        };
        let mut found: Vec<(f32, Comparison)> = Vec::new();
        weigh_each(cx.article(), &forms, |both| {
            let weighed: Vec<f32> = both.iter().map(|e| model.probability(e)).collect();
            // Two forms are one name with the sum of both ways round; the likelier way says which of them is odd.
            let sum = weighed.iter().sum::<f32>().min(1.0);
            let said = both.into_iter().zip(weighed).filter(|(e, p)| enough(sum, e) && odd_way(*p, sum, e));
            found.extend(said.map(|(e, _)| (sum, e)));
        });
        found.sort_by(|(p, x), (q, y)| q.total_cmp(p).then_with(|| (x.odd, x.base).cmp(&(y.odd, y.base))));
        // The surest first; what is a model is not wrong, and what is wrong leads on to its model: three spellings of one name.
        let mut right: HashMap<usize, usize> = HashMap::new();
        let mut models: HashSet<usize> = HashSet::new();
        let mut kept: Vec<(f32, usize)> = Vec::new();
        for (probability, e) in found {
            let (Some(odd), Some(base)) = (forms.get(e.odd), forms.get(e.base)) else { continue };
            // A model is led on to another only if that one stands more often.
            let taken = models.contains(&e.odd) && (base.count() <= odd.count() || root(&right, e.base) == e.odd);
            if right.contains_key(&e.odd) || taken {
                continue;
            }
            // Two first names before one surname, in one sentence: two people.
            let twins = e.value(Measure::Twins) > 0.0 && odd.fame > 1.0;
            // Two usual first names, each before a surname of its own.
            let usual = odd.standing.given >= 30 && base.standing.given >= 30;
            let apart = e.value(Measure::PersonConflict) > 0.0 || e.value(Measure::Conflict) > 0.0;
            let two_people = usual && apart && e.value(Measure::WholeMended) == 0.0;
            // A surname and a first name that are both usual: Warne, Wayne.
            let other_part = e.value(Measure::RoleClash) > 0.0 && odd.standing.surname >= 10 && base.standing.given >= 30;
            // A firm or a circuit, and a person or a place that it is not named for: Mylan Holdings, Milan; Igora Drive, Igor.
            let firm = e.value(Measure::Brand) > 0.0
                && e.value(Measure::WholeMended) == 0.0
                && (e.value(Measure::Conflict) > 0.0 && base.standing.given >= 30 || odd.count() >= 2);
            let others = two_people || other_part || firm || setting::are_listed(cx.article(), odd, base);
            if twins
                || others && e.value(Measure::AccentsOnly) == 0.0
                || e.value(Measure::Plural) > 0.0
                || purpose::is_pet_name(&odd.folded, &base.folded)
                || purpose::is_old_style(&odd.folded, &base.folded)
                || purpose::is_talked_about(cx.article(), odd, base)
            {
                continue;
            }
            right.insert(e.odd, e.base);
            models.insert(root(&right, e.base));
            kept.push((probability, e.odd));
        }
        for (probability, odd) in kept {
            let (Some(form), Some(base)) = (forms.get(odd), forms.get(root(&right, odd))) else { continue };
            report(cx, form, base, probability);
        }
        for slip in wrong_form::find(cx.article(), &forms) {
            let (Some(odd), Some(base)) = (forms.get(slip.odd), forms.get(slip.base)) else { continue };
            let Some(o) = odd.occurrences.get(slip.occurrence).filter(|_| !right.contains_key(&slip.odd)) else { continue };
            let message = format!("\"{}\" where \"{}\" belongs by what stands beside it", odd.text, base.text);
            cx.report(o.place.block, o.place.span, message).suggest(base.text.to_string(), Applicability::Unsafe);
        }
        for split in splits::find(&forms) {
            let (Some(first), Some(whole)) = (forms.get(split.first), forms.get(split.whole)) else { continue };
            let Some(o) = first.occurrences.get(split.occurrence) else { continue };
            let Some(block) = cx.article().blocks().get(o.place.block) else { continue };
            let Some(second) = block.tokens().get(o.token + 1) else { continue };
            let span = o.place.span.cover(&second.span);
            let message = format!("\"{}\" is \"{}\" elsewhere in this article, {}", block.slice(span), whole.text, times(whole.count()));
            let finding = cx.report(block.index(), span, message);
            finding.suggest(whole.text.to_string(), Applicability::Unsafe);
            for o in whole.occurrences.iter().take(8) {
                finding.label(o.place, format!("\"{}\" here", whole.text));
            }
        }
    }
}

/// The spelling that `form` is led to: itself, unless it is wrong.
fn root(right: &HashMap<usize, usize>, form: usize) -> usize {
    std::iter::successors(Some(form), |f| right.get(f).copied()).last().unwrap_or(form)
}

/// Of two spellings that differ in accents alone, whether `odd` is the one to mend. English spells well-known places without
/// (Reykjavik, Bogota); everywhere else the fuller spelling is right, unless it is the exception in this article.
fn accents_are_lost(odd: &Form<'_>, base: &Form<'_>) -> bool {
    let accents = |f: &Form<'_>| f.text.chars().filter(|c| !c.is_ascii()).count();
    let (plain, full) = if accents(odd) < accents(base) { (odd, base) } else { (base, odd) };
    let english = plain.text.is_ascii() && plain.standing.place >= 6 && plain.standing.word.is_some_and(|w| w.cap_mid >= 3);
    let plain_is_right = english || plain.count() >= 4 * full.count();
    std::ptr::eq(odd, if plain_is_right { full } else { plain })
}

fn report(cx: &mut RuleContext<'_, '_>, odd: &Form<'_>, base: &Form<'_>, probability: f32) {
    let places = |f: &Form<'_>| f.occurrences.iter().map(|o| o.place).collect::<Vec<_>>();
    // That two spellings differ may be certain; which of them is wrong is less so than what is known of a name from elsewhere.
    report_two(cx, "name", (&odd.text, &places(odd)), (&base.text, &places(base)), probability.min(MOST));
}

/// Reports a spelling that stands in these places for a slip of another that stands in those; `what` both are: a name or a word.
fn report_two(cx: &mut RuleContext<'_, '_>, what: &str, (odd, wrong): (&str, &[Place]), (base, right): (&str, &[Place]), confidence: f32) {
    let Some((first, rest)) = wrong.split_first() else { return };
    let message =
        format!("\"{odd}\" stands {} in this article, \"{base}\" {}: they look like one {what}", times(wrong.len()), times(right.len()));
    let finding = cx.report(first.block, first.span, message);
    finding.confidence(confidence).suggest(base.to_owned(), Applicability::Unsafe);
    for place in rest {
        finding.label(*place, format!("\"{odd}\" again"));
    }
    for place in right.iter().take(8) {
        finding.label(*place, format!("\"{base}\" here"));
    }
}

/// How often, in words.
fn times(n: usize) -> String {
    const WORDS: [&str; 13] =
        ["never", "once", "twice", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match (n, WORDS.get(n)) {
        (0..=2, Some(word)) => (*word).to_owned(),
        (_, Some(word)) => format!("{word} times"),
        _ => format!("{n} times"),
    }
}
