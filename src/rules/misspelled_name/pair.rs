//! First and last name together: a slip for somebody well known, or somebody else?
//!
//! The two are weighed by the logarithm of their odds. For the slip: how often the news names the known
//! person, how often names are misspelt at all, and how far the two spellings are apart. For the namesake:
//! how often people whom no list has are in the news, and how many people bear the first name and the
//! surname; where no list has the surname, how much its letters look like a name's. The article moves the
//! odds. The constants were set by hand on news and checked on names misspelt at random.

use super::{
    Slip,
    company::Company,
    cost_of_slip,
    run::{Run, Word, is_ordinary, is_title},
};
use crate::lexicon::{
    Known, KnownKind, KnownName, Token, bigram, demonym_country, fold, folded_distance_within, given, letters_ln, sound_signature, surname,
    to_ascii_spelling, tokens_sounding_like, word,
};

/// People on whom the counts of names rest.
const PEOPLE: f32 = 1_100_000.0;
/// People whom no list has, in a million words of news; its natural logarithm.
const STRANGERS: f32 = 8.5;
/// Odds from which a name is reported.
const ENOUGH: f32 = 0.0;
/// Countries whose people bear English first names.
const ENGLISH: [&str; 6] = ["US", "GB", "CA", "AU", "IE", "NZ"];
/// Countries where the surname stands first and first names are made up freely of two syllables.
const SURNAME_FIRST: [&str; 7] = ["CN", "HK", "KP", "KR", "SG", "TW", "VN"];

/// The name made of words `i` and `i + 1` of the run, if it is more likely a slip than a namesake.
pub fn judge(run: &Run<'_>, i: usize, company: &Company) -> Option<Slip> {
    let (first, last) = (run.words.get(i)?, run.words.get(i + 1)?);
    if !may_be_name(first) || !may_be_name(last) {
        return None;
    }
    let ordinary_first = is_ordinary(first.text);
    if ordinary_first && given(first.text).is_none_or(|n| n < 200) && Token::of(&first.folded).is_none() {
        return None;
    }
    let mut search = Search {
        first,
        last,
        setting: Setting::of(run, i),
        company,
        ordinary: [ordinary_first, is_ordinary(last.text)],
        signatures: [sound_signature(&first.folded), sound_signature(&last.folded)],
        namesake: [share_of_bearers(given(&first.folded), first), share_of_bearers(surname(&last.folded), last)],
        attested: bigram(first.text, last.text),
        best: None,
        second: None,
    };
    search.run();
    let best = search.best.take().filter(|b| b.odds >= ENOUGH)?;
    slip(first, last, &best, search.second.as_ref(), company)
}

/// Capitalised as names are, and not a title.
fn may_be_name(word: &Word<'_>) -> bool {
    let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2 && capitals < letters && !is_title(word.text) && !word.text.chars().any(|c| c.is_ascii_digit())
}

/// What stands around the pair.
struct Setting {
    /// A title before it.
    title: bool,
    /// Countries whose adjective stands in the two words before it.
    nations: [Option<&'static str>; 2],
    /// Another name right before it, so that the pair may be a middle name and a surname.
    name_before: bool,
    /// Another capitalised word right after it.
    more_after: bool,
}

impl Setting {
    fn of(run: &Run<'_>, i: usize) -> Self {
        let before = run.before(i);
        let title = is_title(before) && before.chars().count() > 3;
        let name_before = i > 0
            && !is_title(before)
            && !is_ordinary(before)
            && demonym_country(before).is_none()
            && (given(before).is_some() || word(before).is_none());
        let nations = [demonym_country(before), i.checked_sub(1).and_then(|p| demonym_country(run.before(p)))];
        Setting { title, nations, name_before, more_after: i + 2 < run.words.len() }
    }
}

/// A known name that the pair may be a slip for.
struct Candidate {
    name: KnownName,
    odds: f32,
    distance: f32,
}

struct Search<'s, 'a> {
    first: &'s Word<'a>,
    last: &'s Word<'a>,
    setting: Setting,
    company: &'s Company,
    ordinary: [bool; 2],
    signatures: [u16; 2],
    namesake: [f32; 2],
    attested: f32,
    best: Option<Candidate>,
    second: Option<Candidate>,
}

impl Search<'_, '_> {
    /// Looks at everyone who shares the first word, everyone who shares the last, and everyone whose last word sounds like it.
    fn run(&mut self) {
        let exact = [Token::of(&self.first.folded), Token::of(&self.last.folded)];
        for name in exact[0].into_iter().flat_map(Token::names) {
            self.consider(name, exact, |[first, _]| Some(first) == exact[0]);
        }
        for name in exact[1].into_iter().flat_map(Token::names) {
            self.consider(name, exact, |[first, last]| Some(last) == exact[1] && Some(first) != exact[0]);
        }
        for token in tokens_sounding_like(&self.last.folded) {
            if folded_distance_within(&self.last.folded, &token.text(), 1.2).is_some() {
                for name in token.names() {
                    self.consider(name, exact, |[first, last]| last == token && Some(first) != exact[0] && Some(last) != exact[1]);
                }
            }
        }
    }

    /// Weighs one known name of two words, if `wanted`.
    fn consider(&mut self, name: KnownName, exact: [Option<Token>; 2], wanted: impl Fn([Token; 2]) -> bool) {
        let mut tokens = name.tokens();
        let (Some(first), Some(last), None) = (tokens.next(), tokens.next(), tokens.next()) else { return };
        if !wanted([first, last]) || name.entity.kind() != KnownKind::Person {
            return;
        }
        let Some(one) = distance(self.first, first, exact[0], self.signatures[0]) else { return };
        let Some(two) = distance(self.last, last, exact[1], self.signatures[1]) else { return };
        let distance = one + two;
        if distance == 0.0 || distance > 1.7 || (one > 0.5 && is_short_form(&self.first.folded, &first.text())) {
            return;
        }
        let odds = self.odds(name.entity, [first, last], [one, two]);
        let candidate = Candidate { name, odds, distance };
        match &self.best {
            Some(best) if best.odds >= odds => {
                if best.name.entity != name.entity && self.second.as_ref().is_none_or(|s| s.odds < odds) {
                    self.second = Some(candidate);
                }
            }
            _ => {
                let before = self.best.replace(candidate);
                self.second = before.filter(|b| b.name.entity != name.entity).or(self.second.take());
            }
        }
    }

    fn odds(&self, person: Known, tokens: [Token; 2], [one, two]: [f32; 2]) -> f32 {
        let country = person.country();
        let mut namesake = self.namesake;
        if SURNAME_FIRST.contains(&country) {
            namesake[0] = share_of_bearers(surname(&self.first.folded).max(given(&self.first.folded)), self.first);
            namesake[1] = share_of_bearers(given(&self.last.folded).max(surname(&self.last.folded)).max(Some(3)), self.last);
        }
        let mut odds = fame(person.weight()) - cost_of_slip(one + two) - (STRANGERS + namesake[0] + namesake[1]);
        // A pair that the news has printed before is somebody.
        odds -= 2.0 * self.attested;
        odds += match self.company.mentions_of(country) {
            _ if country.is_empty() => 0.0,
            0 if ENGLISH.contains(&country) => -0.5,
            0 => -1.0,
            n => 1.5 + (0.5 * (n as f32).ln()).min(1.5),
        };
        // Machines put English first names for foreign ones: Edith for Idit. A rare surname tells.
        if one > 0.0 && !country.is_empty() && !ENGLISH.contains(&country) && surname(&self.last.folded).is_none_or(|n| n <= 32) {
            odds += 2.0;
        }
        if self.setting.title {
            odds += 1.0;
        }
        if self.setting.nations.contains(&Some(country)) {
            odds += 1.0;
        }
        if self.setting.more_after {
            odds -= 2.0;
        }
        if self.setting.name_before {
            odds -= 5.0;
        }
        if one > 0.3 && two > 0.3 {
            odds -= 1.0;
        }
        if (self.ordinary[0] && one > 0.0) || self.ordinary[1] {
            odds -= 3.0;
        }
        let elsewhere = |distance: f32, token: Token| distance > 0.0 && self.company.count(&token.text()) > 0;
        if elsewhere(one, tokens[0]) || elsewhere(two, tokens[1]) {
            odds += 2.5;
        }
        // Nobody makes the same slip again and again; a stranger's name comes back.
        let odd = if two >= one { &self.last.folded } else { &self.first.folded };
        odds - (self.company.count(odd).clamp(1, 4) - 1) as f32
    }
}

/// The distance of a word to a token of a known name; nothing if it is too far for its length.
fn distance(word: &Word<'_>, token: Token, exact: Option<Token>, signature: u16) -> Option<f32> {
    if Some(token) == exact {
        return Some(0.0);
    }
    if !token.may_sound_like(signature) {
        return None;
    }
    let letters = word.folded.chars().count() as f32;
    folded_distance_within(&word.folded, &token.text(), (0.28 * letters + 0.45).min(1.7))
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

/// Whether two first names are a short and a long form of one (Steve, Steven), both usual.
fn is_short_form(a: &str, b: &str) -> bool {
    let usual = |name: &str| given(name).is_some_and(|n| n >= 60);
    (a.starts_with(b) || b.starts_with(a)) && usual(a) && usual(b)
}

fn slip(first: &Word<'_>, last: &Word<'_>, best: &Candidate, second: Option<&Candidate>, company: &Company) -> Option<Slip> {
    let right = spelling(&best.name, [first, last], company)?;
    let wrong = [fold(&right[0]) != first.folded, fold(&right[1]) != last.folded];
    let (span, replacement) = marked(first, last, &right, wrong)?;
    let written = format!("{} {}", first.text, last.text);
    let known = right.join(" ");
    let message = if best.distance <= 0.5 {
        format!("{written} is usually spelt {known}")
    } else {
        format!("nobody known is called {written}; {known} is")
    };
    let other = second.filter(|s| s.odds >= ENOUGH && s.odds > best.odds - 3.0).and_then(|s| {
        let right = spelling(&s.name, [first, last], company)?;
        let [one, two] = &right;
        // Only where it replaces the same words.
        let same = [fold(one) != first.folded, fold(two) != last.folded] == wrong;
        marked(first, last, &right, wrong).filter(|_| same).map(|(_, replacement)| replacement)
    });
    Some(Slip { span, replacement, other: other.filter(|o| !o.is_empty()), message, odds: best.odds })
}

/// The wrong word or both, and what should stand there.
fn marked(first: &Word<'_>, last: &Word<'_>, right: &[String; 2], wrong: [bool; 2]) -> Option<(crate::span::BlockSpan, String)> {
    match wrong {
        [true, false] => Some((first.span, right[0].clone())),
        [false, true] => Some((last.span, right[1].clone())),
        [true, true] => Some((first.span.cover(&last.span), right.join(" "))),
        [false, false] => None,
    }
}

/// How to spell the name: the usual way, unless the article itself spells a word of the variant elsewhere;
/// without accents if the article has none.
fn spelling(name: &KnownName, written: [&Word<'_>; 2], company: &Company) -> Option<[String; 2]> {
    let two = |name: &KnownName| <[String; 2]>::try_from(name.words().collect::<Vec<_>>()).ok();
    let usual = name.entity.name().as_ref().and_then(two);
    let variant = two(name)?;
    let kept = |word: &Word<'_>, right: &str| fold(right) == word.folded && company.count(&word.folded) > 1;
    let own = !name.canonical && (kept(written[0], &variant[0]) || kept(written[1], &variant[1]));
    let right = if own { variant } else { usual.unwrap_or(variant) };
    Some(if company.writes_accents() { right } else { right.map(|w| to_ascii_spelling(&w).into_owned()) })
}
