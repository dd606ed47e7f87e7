//! First and last name together: a slip for somebody well known, or somebody else?
//!
//! Everybody known who is near the words is weighed by a logistic model ([`super::model`]) of what speaks for a slip and for a namesake
//! ([`super::measures`]): how often the person is named, how names go wrong ([`super::edits`]), how many people bear the first name and
//! the surname, and who is meant by the rest of the article.

use super::{
    Slip,
    company::{self, Company, LONGEST},
    edits::is_transliterated,
    measures::{self, FAME_SCALE, Measure, Measures, SHARE_SCALE},
    model::Model,
    run::{Run, Word, is_before_names, is_ordinary},
    systems::are_two_systems,
};
use crate::{
    analysis::name_words::{is_organisation_word, is_place_word},
    lexicon::{
        Key, KnownName, MOST_APART, Memo, Outline, Roles, Token, bigram, demonym_country, each_person_sounding_like, fold,
        folded_distance_within, given, letters_ln, sound_signature, surname, to_ascii_spelling, tokens_sounding_like, word,
    },
    span::BlockSpan,
};
use std::{cell::OnceCell, rc::Rc};

/// People on whom the counts of names rest.
const PEOPLE: f32 = 1_100_000.0;
/// Odds of the model from which a name is reported, as a natural logarithm: published articles (`clean` of the development set) get no more
/// reports from here on than from the weights alone at -0.7.
const ENOUGH: f32 = -1.7;
/// Odds that the weights alone may reach, from which on somebody is looked for.
const WORTH: f32 = -0.7;
/// People who bear a surname, from which on it is one that stands for itself.
const OWN: u32 = 100;
/// Edits in all beyond which two names are not compared.
const FAR: f32 = 2.4;
/// Countries that write their names in Latin letters.
const LATIN: [&str; 40] = [
    "", "US", "GB", "CA", "AU", "IE", "NZ", "FR", "DE", "AT", "CH", "IT", "ES", "PT", "NL", "BE", "LU", "DK", "SE", "NO", "FI", "IS", "PL",
    "CZ", "SK", "HU", "RO", "HR", "SI", "TR", "BR", "AR", "MX", "CO", "CL", "PE", "ZA", "NG", "KE", "PH",
];

/// The name made of the words `from..to` of the run, if it is more likely a slip than a namesake.
pub fn judge(run: &Run<'_, '_>, from: usize, to: usize, company: &Company) -> Option<Slip> {
    let mut search = Search::of(run, from, to, company)?;
    search.run(search.least_fame(Model::built_in())?);
    let (best, second) = search.best(Model::built_in());
    let best = best.filter(|b| b.odds >= ENOUGH)?;
    slip(run.words.get(from..to)?, &best, second.as_ref(), company)
}

/// Everybody whom the words may be a slip for, whatever speaks against it, with the measures of each: what the model is fitted to.
pub fn weigh_all(run: &Run<'_, '_>, from: usize, to: usize, company: &Company) -> Vec<(KnownName, Measures)> {
    let Some(mut search) = Search::of(run, from, to, company) else { return Vec::new() };
    search.run(1);
    search.weighed()
}

/// Written as words of names are, and not a title.
fn may_be_in_name(word: &Word<'_>) -> bool {
    let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && capitals < letters && !is_before_names(word.text) && !word.text.chars().any(|c| c.is_ascii_digit())
}

/// What lists say of a folded word.
#[derive(Clone, Copy)]
pub struct Listed {
    given: Option<u32>,
    /// How many bear it as a surname.
    pub surname: Option<u32>,
    token: Option<Token>,
    signature: u16,
}

impl Listed {
    fn of(word: &Word<'_>) -> Self {
        let look = || Self {
            given: given(word.key),
            surname: surname(word.key),
            token: Token::of(&word.folded),
            signature: sound_signature(&word.folded),
        };
        LISTED.with(|memo| memo.get(word.key, look))
    }

    /// How many bear it as a first name, or as a surname if they are more.
    pub fn bearers(&self) -> Option<u32> {
        self.given.max(self.surname)
    }
}

/// A word of the name in question, with what was looked up about it.
pub struct Looked<'w, 'a> {
    /// The word.
    pub word: &'w Word<'a>,
    /// What lists say of it.
    pub listed: Listed,
    /// How long it is, in letters.
    pub letters: f32,
    /// Whether readers know it first as a word that is no name.
    pub ordinary: bool,
    /// The natural logarithm of the share of people who bear it in this place of their name.
    pub share: f32,
}

impl<'w, 'a> Looked<'w, 'a> {
    fn at(word: &'w Word<'a>, index: usize, count: usize) -> Self {
        let listed = Listed::of(word);
        let share = match index {
            0 => share_of_bearers(listed.given, word),
            _ if index + 1 == count => share_of_bearers(listed.surname, word),
            _ if word.particle => -2.0,
            // A middle name tells less: it goes with the others.
            _ => 0.5 * share_of_bearers(listed.bearers(), word),
        };
        Looked { word, listed, letters: word.folded.chars().count() as f32, ordinary: !word.particle && is_ordinary(word.text), share }
    }

    /// Whether it may be a slip for another token: a quick test that lets some pass that are too far.
    fn may_be(&self, token: Token) -> bool {
        !self.word.particle && token.sounds_apart(self.listed.signature) <= MOST_APART
    }

    /// The distance to a token of a known name; nothing if it is too far for its length, or farther than `most`.
    fn distance(&self, token: Token, most: f32) -> Option<f32> {
        if Some(token) == self.listed.token {
            return Some(0.0);
        }
        if !self.may_be(token) {
            return None;
        }
        folded_distance_within(&self.word.folded, token.text(), (0.32 * self.letters + 0.5).min(most))
    }
}

/// What stands around the name.
pub struct Setting<'r> {
    run: &'r Run<'r, 'r>,
    /// A title or a role before it.
    pub titled: bool,
    /// Countries named beside the run, once somebody is near enough to ask.
    nations: OnceCell<Vec<&'static str>>,
    /// What the words beside it say that its bearer is.
    roles: OnceCell<Roles>,
    /// Another name right before it in the run, so that these may be a middle name and a surname.
    pub name_before: bool,
    /// Another word of the run right after it.
    pub more_after: bool,
    /// Nothing stands before it in its sentence.
    pub opens: bool,
    /// How often the news has printed the words side by side.
    pub attested: f32,
    /// Whether somebody is called so, in a list of all who ever had an article.
    pub borne: bool,
}

impl<'r> Setting<'r> {
    fn of(run: &'r Run<'r, 'r>, from: usize, to: usize) -> Self {
        let before = run.before(from);
        let key = Key::from(before);
        let name_before = from > 0
            && !is_before_names(before)
            && !is_ordinary(before)
            && demonym_country(key).is_none()
            && before.chars().any(char::is_lowercase)
            && (given(key).is_some() || surname(key).is_some() || word(before).is_none());
        let words = run.words.get(from..to).unwrap_or(&[]);
        // The table of pairs takes one stranger in some for a pair: what the news never printed is in none.
        let pair = |w: &[Word<'_>]| if w.iter().all(|w| word(w.text).is_some()) { bigram(w[0].text, w[1].text) } else { 0.0 };
        let attested = words.windows(2).map(pair).fold(f32::MAX, f32::min);
        Setting {
            run,
            titled: run.titled && from == 0,
            nations: OnceCell::new(),
            roles: OnceCell::new(),
            name_before,
            more_after: to < run.words.len(),
            opens: before.is_empty(),
            attested,
            borne: company::is_borne(run, from, to),
        }
    }

    /// What the words beside it say that its bearer is.
    pub fn roles(&self) -> Roles {
        *self.roles.get_or_init(|| self.run.roles())
    }

    /// Whether the country is named beside it.
    pub fn names_beside(&self, country: &str) -> bool {
        self.nations.get_or_init(|| self.run.nations()).contains(&country)
    }
}

/// A known name that the words may be a slip for.
struct Candidate {
    name: KnownName,
    odds: f32,
    distance: f32,
}

struct Search<'s, 'a> {
    words: Vec<Looked<'s, 'a>>,
    setting: Setting<'s>,
    company: &'s Company,
    nearby: Nearby,
}

/// A known name near the words, whatever stands around them.
#[derive(Clone, Copy)]
struct Near {
    name: KnownName,
    tokens: [Token; LONGEST],
    distances: [f32; LONGEST],
}

/// The known names near some words, in the order they were met.
#[derive(Clone, Default)]
struct Nearby {
    names: Rc<[Near]>,
    /// Somebody is known by this name in another system of transliteration.
    settled: bool,
}

thread_local! {
    static NEARBY: Memo<Nearby> = Memo::default();
    static LISTED: Memo<Listed> = Memo::default();
}

/// How far a last word may be that only sounds like the one written, in edits, and how many bytes longer or shorter it may be.
const SOUNDS_ALIKE: f32 = 1.2;
const LONGER: usize = 2;
/// How far apart two systems of transliteration write one first name, in edits.
const ANOTHER_SYSTEM: f32 = 0.45;

impl<'s, 'a> Search<'s, 'a> {
    fn of(run: &'s Run<'s, 'a>, from: usize, to: usize, company: &'s Company) -> Option<Self> {
        let words = run.words.get(from..to)?;
        let (first, last) = (words.first()?, words.last()?);
        if words.len() < 2 || first.particle || last.particle || !words.iter().all(may_be_in_name) {
            return None;
        }
        // The Jokhang Temple, the Rolling Clones.
        let many = last.text.ends_with('s');
        if run.before(from).eq_ignore_ascii_case("the") && (many || is_place_word(last.text) || is_organisation_word(last.text)) {
            return None;
        }
        // `Nil Kinnock` may be one, where the word is a first name too and the other is nobody's ordinary word.
        let borne = given(first.key).is_some_and(|n| n >= if is_ordinary(last.text) { 200 } else { 5 });
        if is_ordinary(first.text) && !borne && Token::of(&first.folded).is_none() {
            return None;
        }
        let words = words.iter().enumerate().map(|(i, word)| Looked::at(word, i, words.len())).collect();
        Some(Self { words, setting: Setting::of(run, from, to), company, nearby: Nearby::default() })
    }

    fn run(&mut self, least: u8) {
        let start = Key::from("").and(u64::from(least));
        let key = self.words.iter().fold(start, |key, l| key.and(l.word.key.number()).and(u64::from(l.word.particle)));
        self.nearby = NEARBY.with(|memo| memo.get(key, || self.nearby(least)));
    }

    /// The measures of everybody near, none where somebody is known by the name as it stands.
    fn weighed(&self) -> Vec<(KnownName, Measures)> {
        if self.nearby.settled {
            return Vec::new();
        }
        let count = self.words.len();
        let weigh = |near: &Near| {
            let apart = (&near.tokens[..count], &near.distances[..count]);
            (near.name, measures::measure(&self.words, &self.setting, self.company, near.name.entity, apart, self.nearby.names.len()))
        };
        self.nearby.names.iter().map(weigh).collect()
    }

    /// The likeliest, and the likeliest that is somebody else.
    fn best(&self, model: &Model) -> (Option<Candidate>, Option<Candidate>) {
        let (mut best, mut second): (Option<Candidate>, Option<Candidate>) = (None, None);
        for (near, (name, measures)) in self.nearby.names.iter().zip(self.weighed()) {
            let candidate = Candidate { name, odds: model.odds(&measures), distance: near.distances.iter().sum() };
            match &best {
                Some(b) if b.odds >= candidate.odds => {
                    if b.name.entity != name.entity && second.as_ref().is_none_or(|s| s.odds < candidate.odds) {
                        second = Some(candidate);
                    }
                }
                _ => {
                    let before = best.replace(candidate);
                    second = before.filter(|b| b.name.entity != name.entity).or(second);
                }
            }
        }
        (best, second)
    }

    /// Everyone who shares a word at its place, and everyone whose last word sounds like the last one.
    fn nearby(&self, least: u8) -> Nearby {
        let (mut found, mut settled) = (Vec::new(), false);
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else { return Nearby { names: [].into(), settled } };
        let may = |name: &Outline| name.may_sound_like(self.words.len(), first.listed.signature, last.listed.signature);
        let mut consider = |name: &KnownName, place, token| match self.near(name, place, token) {
            Some(near) if self.written_so(&near) => settled = true,
            Some(near) => found.push(near),
            None => {}
        };
        for (place, looked) in self.words.iter().enumerate() {
            let Some(token) = looked.listed.token.filter(|_| !looked.word.particle) else { continue };
            token.each_person(least, may, |name| consider(name, place, token));
        }
        // A last name that nobody has, behind a first name in another system: Vitali Thurkin.
        if last.listed.token.is_none() && last.listed.surname.is_none() && !first.word.particle && first.letters >= 4.0 {
            for token in tokens_sounding_like(&first.word.folded).filter(|t| Some(*t) != first.listed.token) {
                if folded_distance_within(&first.word.folded, token.text(), ANOTHER_SYSTEM).is_some() {
                    token.each_person(least, may, |name| consider(name, 0, token));
                }
            }
        }
        // Both wrong: hardly, if both are usual names.
        let usual = first.listed.given.is_some_and(|n| n >= 100) && last.listed.surname.is_some_and(|n| n >= 20);
        if !usual {
            each_person_sounding_like(&last.word.folded, least, may, |token, name| {
                if Some(token) != last.listed.token {
                    consider(name, self.words.len() - 1, token);
                }
            });
        }
        Nearby { names: found.into(), settled }
    }

    /// The least fame of a person (as [`Outline::fame_of`]) for whom the words may be a slip, whatever else speaks for it; nothing if
    /// there is none.
    fn least_fame(&self, model: &Model) -> Option<u8> {
        let whole: f32 = self.words.iter().map(|l| l.share).sum();
        // Any one of the words may be wrong, or all of them.
        let split = |off: f32| model.weight(Measure::ShareSame) * (whole - off) + model.weight(Measure::ShareOff) * off;
        let share = self.words.iter().map(|l| split(l.share)).fold(split(whole), f32::max) / SHARE_SCALE;
        let others = model.weight(Measure::Bias) + share + model.most() - WORTH;
        let fame = |code: u8| Outline { fame: code, ..Outline::default() }.fame() / FAME_SCALE;
        (1..=u8::MAX / 2).find(|code| model.weight(Measure::Fame) * fame(*code) + others >= 0.0)
    }

    /// A person's known name of as many words that has `token` at `place`, unless it was met by an earlier word, if it is not too far.
    fn near(&self, name: &KnownName, place: usize, token: Token) -> Option<Near> {
        let by_sound = self.words[place].listed.token != Some(token);
        let mut tokens = [token; LONGEST];
        let mut words = name.tokens();
        for (i, (looked, slot)) in self.words.iter().zip(&mut tokens).enumerate() {
            let here = words.next()?;
            let same = looked.listed.token == Some(here);
            let met = same && !looked.word.particle && (i < place || by_sound);
            if met || i == place && here != token || !same && !looked.may_be(here) {
                return None;
            }
            *slot = here;
        }
        if words.next().is_some() || by_sound && token.length().abs_diff(self.words[place].word.folded.len()) > LONGER {
            return None;
        }
        let most = FAR;
        let mut distances = [0.0_f32; LONGEST];
        for (i, looked) in self.words.iter().enumerate() {
            let most = if by_sound && i == place { most.min(SOUNDS_ALIKE) } else { most };
            distances[i] = looked.distance(tokens[i], most)?;
        }
        let distance: f32 = distances.iter().sum();
        let first_only = distances.iter().skip(1).all(|d| *d == 0.0);
        if first_only && is_other_transliteration(&self.words[0], tokens[0], distances[0], name.entity.country()) {
            return None;
        }
        let short_form = distances[0] > 0.5
            && measures::writes_english(name.entity.country())
            && is_short_form(&self.words[0].word.folded, tokens[0].text());
        (distance > 0.0 && distance <= most && !short_form).then_some(Near { name: *name, tokens, distances })
    }

    /// Whether the words are the name in another system of transliteration: one that is known, or a surname that the news prints so
    /// (Rowhani for Rouhani).
    fn written_so(&self, near: &Near) -> bool {
        let country = near.name.entity.country();
        let before_last = near.distances.get(..self.words.len().saturating_sub(1)).unwrap_or(&[]);
        let only_last = before_last.iter().all(|d| *d == 0.0) && near.distances.iter().sum::<f32>() <= 0.5;
        let printed = || self.words.last().and_then(|l| word(&l.word.folded)).is_some_and(|w| w.cap_mid >= 3);
        if only_last && !LATIN.contains(&country) && printed() {
            return true;
        }
        self.words.iter().zip(near.tokens).all(|(looked, token)| {
            let written = &looked.word.folded;
            written == token.text() || are_two_systems(written, token.text(), country)
        })
    }
}

/// The natural logarithm of the share of people who bear the name; by its letters if nobody known does.
fn share_of_bearers(bearers: Option<u32>, word: &Word<'_>) -> f32 {
    match bearers {
        Some(n) => ((n as f32 + 0.5) / PEOPLE).ln(),
        None => (0.3_f32.ln() + 0.75 * letters_ln(&word.folded)).clamp(-18.0, (0.3 / PEOPLE).ln()),
    }
}

/// Whether a first name is written as another usual system has it, and as many people write it: Viktor, Victor; Sergei, Sergey. The
/// Russian form of a Ukrainian's name is a fault (Andrei for Andriy), and so is that of a Czech's, who writes it in Latin letters.
fn is_other_transliteration(looked: &Looked<'_, '_>, right: Token, distance: f32, country: &str) -> bool {
    let usual = |n: Option<u32>| n.is_some_and(|n| n >= measures::USUAL);
    let systems = is_transliterated(country) || country.is_empty();
    systems && distance <= if country == "UA" { 0.25 } else { ANOTHER_SYSTEM } && usual(looked.listed.given) && usual(given(right.text()))
}

/// Whether two first names are a short and a long form of one (Steve, Steven), both usual; not of a man and a woman (Jean, Jeanne).
fn is_short_form(a: &str, b: &str) -> bool {
    let usual = |name: &str| given(name).is_some_and(|n| n >= measures::USUAL);
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let woman = ["a", "e", "ne", "le", "lle", "tte", "ine", "ina"];
    long.strip_prefix(short).is_some_and(|end| !woman.contains(&end)) && usual(a) && usual(b)
}

fn slip(words: &[Word<'_>], best: &Candidate, second: Option<&Candidate>, company: &Company) -> Option<Slip> {
    let right = spelling(&best.name, words, company)?;
    let (span, replacement) = marked(words, &right)?;
    // A surname that many bear and that the article goes on to use is this person's own.
    let own = |w: &Word<'_>, r: &String| fold(r) != w.folded && company.count(w.key) >= 3 && surname(w.key).is_some_and(|n| n >= OWN);
    if words.last().zip(right.last()).is_some_and(|(w, r)| own(w, r)) {
        return None;
    }
    let written = words.iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    let known = right.join(" ");
    let message = if best.distance <= 0.5 {
        format!("{written} is usually spelt {known}")
    } else {
        format!("nobody known is called {written}; {known} is")
    };
    let other =
        second.filter(|s| s.odds >= ENOUGH && s.odds > best.odds - 2.0).and_then(|s| marked(words, &spelling(&s.name, words, company)?));
    Some(Slip { span, replacement, other, message, odds: best.odds })
}

/// From the first wrong word to the last, and what should stand there.
fn marked(words: &[Word<'_>], right: &[String]) -> Option<(BlockSpan, String)> {
    let wrong = |i: usize| words.get(i).zip(right.get(i)).is_some_and(|(w, r)| fold(r).trim_end_matches('.') != w.folded);
    let from = (0..words.len()).find(|i| wrong(*i))?;
    let to = (0..words.len()).rev().find(|i| wrong(*i))?;
    let span = words.get(from)?.span.cover(&words.get(to)?.span);
    Some((span, right.get(from..=to)?.join(" ")))
}

/// How to spell the name: the usual way, unless the usual one has more words or fewer, or the article itself elsewhere spells a
/// word as the variant does; without accents if the article has none.
fn spelling(name: &KnownName, written: &[Word<'_>], company: &Company) -> Option<Vec<String>> {
    let variant: Vec<String> = name.words().collect();
    let usual: Vec<String> = name.entity.name()?.words().collect();
    let kept = |i: usize| {
        let (Some(word), Some(variant), Some(usual)) = (written.get(i), variant.get(i), usual.get(i)) else { return false };
        let here = u32::from(fold(variant) == word.folded);
        fold(variant) != fold(usual) && company.count(&fold(variant)) > here
    };
    let own = usual.len() != variant.len() || (0..variant.len()).any(kept);
    let right = if own { variant } else { usual };
    Some(if company.writes_accents() { right } else { right.iter().map(|w| to_ascii_spelling(w).into_owned()).collect() })
}
