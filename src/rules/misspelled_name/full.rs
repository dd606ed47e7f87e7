//! First and last name together: a slip for somebody well known, or somebody else?
//!
//! The two are weighed by the logarithm of their odds. For the slip: how often the news names the known
//! person, how often names are misspelt at all, and how far the two spellings are apart. For the namesake:
//! how often people whom no list has are in the news, and how many people bear the first name and the
//! surname; where no list has the surname, how much its letters look like a name's. The article moves the
//! odds. The constants were set by hand on news and checked on names misspelt at random
//! (`examples/misspell_people.rs`).

use super::{
    Slip,
    company::{Company, LONGEST},
    cost_of_slip,
    run::{Run, Word, is_before_names, is_ordinary},
    systems::are_two_systems,
};
use crate::{
    analysis::name_words::{is_organisation_word, is_place_word},
    lexicon::{
        Key, Known, KnownName, Memo, Outline, Token, bigram, demonym_country, each_person_sounding_like, fold, folded_distance_within,
        given, letters_ln, sound_signature, surname, to_ascii_spelling, word,
    },
    span::BlockSpan,
};
use std::{cell::OnceCell, rc::Rc};

/// People on whom the counts of names rest.
const PEOPLE: f32 = 1_100_000.0;
/// People whom no list has, in a million words of news; its natural logarithm.
const STRANGERS: f32 = 9.0;
/// Odds from which a name is reported.
const ENOUGH: f32 = 0.0;
/// The distance that spellings of two systems mostly have.
const TWO_SYSTEMS: f32 = 0.6;
/// The distance of the smallest slip.
const LEAST_SLIP: f32 = 0.1;
/// Edits in all beyond which two names are not compared.
const FAR: f32 = 1.7;
/// The greatest weight that a person has.
const MOST_WEIGHT: u8 = 40;
/// Countries whose people bear English first names.
const ENGLISH: [&str; 6] = ["US", "GB", "CA", "AU", "IE", "NZ"];
/// Countries that write their names in Latin letters.
const LATIN: [&str; 40] = [
    "", "US", "GB", "CA", "AU", "IE", "NZ", "FR", "DE", "AT", "CH", "IT", "ES", "PT", "NL", "BE", "LU", "DK", "SE", "NO", "FI", "IS", "PL",
    "CZ", "SK", "HU", "RO", "HR", "SI", "TR", "BR", "AR", "MX", "CO", "CL", "PE", "ZA", "NG", "KE", "PH",
];
/// Countries where the surname stands first and first names are made up freely of two syllables.
const SURNAME_FIRST: [&str; 7] = ["CN", "HK", "KP", "KR", "SG", "TW", "VN"];

/// The name made of the words `from..to` of the run, if it is more likely a slip than a namesake.
pub fn judge(run: &Run<'_, '_>, from: usize, to: usize, company: &Company) -> Option<Slip> {
    let words = run.words.get(from..to)?;
    let (first, last) = (words.first()?, words.last()?);
    if words.len() < 2 || first.particle || last.particle || !words.iter().all(may_be_in_name) {
        return None;
    }
    // The Jokhang Temple.
    if run.before(from).eq_ignore_ascii_case("the") && (is_place_word(last.text) || is_organisation_word(last.text)) {
        return None;
    }
    if is_ordinary(first.text) && given(first.key).is_none_or(|n| n < 200) && Token::of(&first.folded).is_none() {
        return None;
    }
    let looked = words.iter().enumerate().map(|(i, word)| Looked::at(word, i, words.len())).collect();
    let mut search = Search { words: looked, setting: Setting::of(run, from, to), company, best: None, second: None, settled: false };
    search.run();
    let best = search.best.take().filter(|b| b.odds >= ENOUGH && !search.settled)?;
    slip(words, &best, search.second.as_ref(), company)
}

/// Written as words of names are, and not a title.
fn may_be_in_name(word: &Word<'_>) -> bool {
    let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && capitals < letters && !is_before_names(word.text) && !word.text.chars().any(|c| c.is_ascii_digit())
}

/// What lists say of a folded word.
#[derive(Clone, Copy)]
struct Listed {
    given: Option<u32>,
    surname: Option<u32>,
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
    fn bearers(&self) -> Option<u32> {
        self.given.max(self.surname)
    }
}

/// A word of the name in question, with what was looked up about it.
struct Looked<'w, 'a> {
    word: &'w Word<'a>,
    listed: Listed,
    /// How long it is, in letters.
    letters: f32,
    ordinary: bool,
    /// The natural logarithm of the share of people who bear it in this place of their name.
    share: f32,
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
        !self.word.particle && token.may_sound_like(self.listed.signature)
    }

    /// The distance to a token of a known name; nothing if it is too far for its length, or farther than `most`.
    fn distance(&self, token: Token, most: f32) -> Option<f32> {
        if Some(token) == self.listed.token {
            return Some(0.0);
        }
        if !self.may_be(token) {
            return None;
        }
        folded_distance_within(&self.word.folded, token.text(), (0.28 * self.letters + 0.45).min(most))
    }
}

/// What stands around the name.
struct Setting<'r> {
    run: &'r Run<'r, 'r>,
    titled: bool,
    /// Countries named beside the run, once somebody is near enough to ask.
    nations: OnceCell<Vec<&'static str>>,
    /// Another name right before it in the run, so that these may be a middle name and a surname.
    name_before: bool,
    /// Another word of the run right after it.
    more_after: bool,
    /// How often the news has printed the words side by side.
    attested: f32,
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
        let attested = words.windows(2).map(|w| bigram(w[0].text, w[1].text)).fold(f32::MAX, f32::min);
        Setting { run, titled: run.titled && from == 0, nations: OnceCell::new(), name_before, more_after: to < run.words.len(), attested }
    }

    fn names_beside(&self, country: &str) -> bool {
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
    best: Option<Candidate>,
    second: Option<Candidate>,
    /// Somebody is known by this name in another system of transliteration.
    settled: bool,
}

/// A known name near the words, whatever stands around them.
#[derive(Clone, Copy)]
struct Near {
    name: KnownName,
    tokens: [Token; LONGEST],
    distances: [f32; LONGEST],
}

/// The known names near some words, in the order they were met.
#[derive(Clone)]
struct Nearby {
    names: Rc<[Near]>,
    settled: bool,
}

thread_local! {
    static NEARBY: Memo<Nearby> = Memo::default();
    static LISTED: Memo<Listed> = Memo::default();
}

/// How far a last word may be that only sounds like the one written, in edits, and how many bytes longer or shorter it may be.
const SOUNDS_ALIKE: f32 = 1.2;
const LONGER: usize = 2;

impl Search<'_, '_> {
    fn run(&mut self) {
        let Some(least) = self.least_weight() else { return };
        let start = Key::from("").and(u64::from(least));
        let key = self.words.iter().fold(start, |key, l| key.and(l.word.key.number()).and(u64::from(l.word.particle)));
        let nearby = NEARBY.with(|memo| memo.get(key, || self.nearby(least)));
        self.settled = nearby.settled;
        for near in nearby.names.iter() {
            self.weigh(near);
        }
    }

    /// Everyone who shares a word at its place, and everyone whose last word sounds like the last one.
    fn nearby(&self, least: u8) -> Nearby {
        let (mut found, mut settled) = (Vec::new(), false);
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else { return Nearby { names: [].into(), settled } };
        let may = |name: &Outline| name.may_sound_like(self.words.len(), first.listed.signature, last.listed.signature);
        let mut consider = |name: &KnownName, place, token| match self.near(name, place, token, least) {
            Some(near) if self.written_so(&near) => settled = true,
            Some(near) => found.push(near),
            None => {}
        };
        for (place, looked) in self.words.iter().enumerate() {
            let Some(token) = looked.listed.token.filter(|_| !looked.word.particle) else { continue };
            token.each_person(least, may, |name| consider(name, place, token));
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

    /// The least weight of a person for whom the words may be a slip, whatever else speaks for it; nothing if there is none.
    fn least_weight(&self) -> Option<u8> {
        let (first, last) = (self.words.first()?, self.words.last()?);
        let foreign = last.listed.surname.is_none_or(|n| n <= 32);
        let most = 3.0 + 2.5 + 1.0 + f32::from(u8::from(self.setting.titled)) + if foreign { 3.0 } else { 0.0 };
        let namesake = self.words.iter().map(|l| l.share).sum::<f32>();
        let namesake = if self.words.len() == 2 { namesake.min(east_asian(first, last)) } else { namesake };
        let spare = most - cost_of_slip(LEAST_SLIP) - STRANGERS - namesake - 2.0 * self.setting.attested;
        (0..=MOST_WEIGHT).find(|w| fame(*w) + spare >= ENOUGH)
    }

    /// A person's known name of as many words that has `token` at `place`, unless it was met by an earlier word, if it is no farther
    /// than where nothing but the weight and `least` speak for it.
    fn near(&self, name: &KnownName, place: usize, token: Token, least: u8) -> Option<Near> {
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
        let most = farthest(name.entity.weight(), least);
        let mut distances = [0.0_f32; LONGEST];
        for (i, looked) in self.words.iter().enumerate() {
            let most = if by_sound && i == place { most.min(SOUNDS_ALIKE) } else { most };
            distances[i] = looked.distance(tokens[i], most)?;
        }
        let distance: f32 = distances.iter().sum();
        let short_form = distances[0] > 0.5 && is_short_form(&self.words[0].word.folded, tokens[0].text());
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

    /// Weighs a name that is near.
    fn weigh(&mut self, near: &Near) {
        let count = self.words.len();
        let odds = self.odds(near.name.entity, &near.tokens[..count], &near.distances[..count]);
        let candidate = Candidate { name: near.name, odds, distance: near.distances.iter().sum() };
        match &self.best {
            Some(best) if best.odds >= odds => {
                if best.name.entity != near.name.entity && self.second.as_ref().is_none_or(|s| s.odds < odds) {
                    self.second = Some(candidate);
                }
            }
            _ => {
                let before = self.best.replace(candidate);
                self.second = before.filter(|b| b.name.entity != near.name.entity).or(self.second.take());
            }
        }
    }

    fn odds(&self, person: Known, tokens: &[Token], distances: &[f32]) -> f32 {
        let country = person.country();
        let distance: f32 = distances.iter().sum();
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else { return f32::MIN };
        let namesake: f32 = if self.words.len() == 2 && SURNAME_FIRST.contains(&country) {
            east_asian(first, last)
        } else {
            self.words.iter().map(|l| l.share).sum()
        };
        let mut odds = fame(person.weight()) - cost_of_slip(distance) - (STRANGERS + namesake);
        // The counts know few of the people there are in East Asia.
        let surname_first = SURNAME_FIRST.contains(&country);
        if surname_first {
            odds -= 1.0;
        }
        // Words that the news has printed side by side are somebody's name.
        odds -= 2.0 * self.setting.attested;
        odds += match self.company.mentions_of(country) {
            _ if country.is_empty() => 0.0,
            0 if ENGLISH.contains(&country) => -0.5,
            0 => -1.0,
            n => 1.5 + (0.5 * (n as f32).ln()).min(1.5),
        };
        // Machines put English first names for foreign ones: Edith for Idit. A rare surname tells.
        if distances[0] > 0.0 && !country.is_empty() && !ENGLISH.contains(&country) {
            odds += match last.listed.surname {
                None | Some(0..=8) => 3.0,
                Some(9..=32) => 2.0,
                Some(_) => 0.0,
            };
        }
        // Sergei for Sergey: where only the transliteration of a first name differs, the commoner form is no slip. The Russian form
        // of a Ukrainian's name is (Andrei for Andriy).
        let transliterated = distance <= 0.4 && distances[0] > 0.0 && distances[1..].iter().all(|d| *d == 0.0);
        if transliterated && (country != "UA" || distance < 0.3) && zipf(&first.word.folded) > zipf(tokens[0].text()) {
            odds -= 6.0;
        }
        if self.setting.titled {
            odds += 1.0;
        }
        if !country.is_empty() && self.setting.names_beside(country) {
            odds += 1.0;
        }
        if self.setting.more_after {
            odds -= 2.0;
        }
        if self.setting.name_before {
            odds -= 5.0;
        }
        // An initial between first name and surname is how people are told apart.
        if self.words.iter().skip(1).any(|l| l.word.after_initial) {
            odds -= 3.0;
        }
        let off = |i: usize| distances.get(i).is_some_and(|d| *d > 0.3);
        if (0..distances.len()).filter(|i| off(*i)).count() > 1 {
            odds -= 1.0;
        }
        if (first.ordinary && distances[0] > 0.0) || (last.ordinary && distance < 1.0) {
            odds -= 3.0;
        } else if last.ordinary {
            odds -= 5.0;
        }
        // The right form elsewhere: the article is about that person; or, where a hundred surnames serve a nation, about two.
        if distances.iter().zip(tokens).any(|(d, token)| *d > 0.0 && self.company.count(token.text()) > 0) {
            odds += if surname_first { -2.5 } else { 2.5 };
        }
        // Of two spellings that are both listed, the commoner.
        odds += 0.1 * tokens.iter().map(|token| zipf(token.text())).sum::<f32>();
        // Nobody makes the same slip again and again; a stranger's name comes back.
        let odd = self.words.iter().zip(distances).max_by(|a, b| a.1.total_cmp(b.1));
        odds - (odd.map_or(0, |(l, _)| self.company.count(l.word.key)).clamp(1, 4) - 1) as f32
    }
}

/// The share of people who bear the two words as surname and first name.
fn east_asian(first: &Looked<'_, '_>, last: &Looked<'_, '_>) -> f32 {
    share_of_bearers(first.listed.bearers(), first.word) + share_of_bearers(last.listed.bearers().max(Some(3)), last.word)
}

/// The natural logarithm of how often, per million words, the news names somebody of this weight.
fn fame(weight: u8) -> f32 {
    let weight = f32::from(weight);
    -3.0 + 0.3 * (weight.min(20.0) - 5.0) + 0.1 * (weight - 20.0).max(0.0)
}

/// The natural logarithm of the share of people who bear the name; by its letters if nobody known does.
fn share_of_bearers(bearers: Option<u32>, word: &Word<'_>) -> f32 {
    match bearers {
        Some(n) => ((n as f32 + 0.5) / PEOPLE).ln(),
        None => (0.3_f32.ln() + 0.75 * letters_ln(&word.folded)).clamp(-18.0, (0.3 / PEOPLE).ln()),
    }
}

/// The farthest that a spelling may be from the name of somebody of this weight, where with all that may speak for a slip it takes
/// `least` to be one a hair's breadth away; and no less than two systems of transliteration are apart, which speaks against a slip.
fn farthest(weight: u8, least: u8) -> f32 {
    let Some(too_little) = least.checked_sub(1) else { return FAR };
    // What the weight is worth above that, and as much as the words' frequencies may add.
    let room = fame(weight) - fame(too_little) + 1.5;
    let distance = LEAST_SLIP + room / 4.0;
    if distance <= 1.0 { distance.max(TWO_SYSTEMS) } else { ((room + 4.0 * LEAST_SLIP + 4.5) / 8.5).min(FAR) }
}

/// How common a word is in general English.
fn zipf(folded: &str) -> f32 {
    word(folded).map_or(0.0, |w| w.zipf)
}

/// Whether two first names are a short and a long form of one (Steve, Steven), both usual.
fn is_short_form(a: &str, b: &str) -> bool {
    let usual = |name: &str| given(name).is_some_and(|n| n >= 60);
    (a.starts_with(b) || b.starts_with(a)) && usual(a) && usual(b)
}

fn slip(words: &[Word<'_>], best: &Candidate, second: Option<&Candidate>, company: &Company) -> Option<Slip> {
    let right = spelling(&best.name, words, company)?;
    let (span, replacement) = marked(words, &right)?;
    let written = words.iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    let known = right.join(" ");
    let message = if best.distance <= 0.5 {
        format!("{written} is usually spelt {known}")
    } else {
        format!("nobody known is called {written}; {known} is")
    };
    let other =
        second.filter(|s| s.odds >= ENOUGH && s.odds > best.odds - 3.0).and_then(|s| marked(words, &spelling(&s.name, words, company)?));
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
