//! One word alone: only where no list has it, its letters are unlike a name's, and a word that the news
//! prints daily is a step away.

use super::{
    Slip,
    company::Company,
    cost_of_slip,
    run::{Run, is_before_names, is_ordinary},
};
use crate::lexicon::{
    Key, KnownKind, Memo, Token, bigram, folded_distance_within, given, is_demonym, known, letters_ln, org, place, surname,
    to_ascii_spelling, tokens_near, tokens_sounding_like, word,
};
use std::rc::Rc;

/// Words that no list has, in a million words of news; its natural logarithm.
const UNSEEN: f32 = 7.7;
/// Odds from which a word is reported.
const ENOUGH: f32 = 6.5;

/// Word `i` of the run, if it is much more likely a slip than a name of its own.
pub fn judge(run: &Run<'_, '_>, i: usize, company: &Company) -> Option<Slip> {
    let word = run.words.get(i)?;
    let letters = word.folded.len();
    // A list of people has names that no other list has.
    if run.is_in_roll() {
        return None;
    }
    let plain = word.text.bytes().all(|b| b.is_ascii_alphabetic()) && word.text.bytes().skip(1).all(|b| b.is_ascii_lowercase());
    if !plain || !(6..=20).contains(&letters) || company.count(word.key) > 1 {
        return None;
    }
    let nearby = NEARBY.with(|memo| memo.get(word.key, || is_unseen(&word.folded).then(|| nearby(&word.folded))))?;
    let plural = word.folded.strip_suffix('s').is_some_and(|stem| !is_unseen(stem));
    let stranger = UNSEEN + (0.75 * letters_ln(&word.folded)).max(-20.0);
    let place_in_name = PlaceInName::of(run, i);
    let (mut best, mut second): (Option<(f32, Token)>, f32) = (None, f32::MIN);
    for &(token, distance, rate) in nearby.iter() {
        let right = token.text();
        // The article's own two spellings of a name are another rule's.
        if company.count(right) > 0 || is_word_play(&word.folded, right) {
            continue;
        }
        let neighbours = bigram(run.before(i), right) + bigram(right, run.after(i));
        let beside = match completes_name(run, i, right) {
            true => 6.0,
            false if plural => continue,
            false => 0.7 * neighbours.min(4.0) - place_in_name.against(right),
        };
        let odds = rate - cost_of_slip(distance) - stranger + beside;
        match best {
            Some((most, _)) if most >= odds => second = second.max(odds),
            _ => second = best.replace((odds, token)).map_or(second, |(most, _)| second.max(most)),
        }
    }
    let (odds, token) = best.filter(|(odds, _)| *odds >= ENOUGH && *odds >= second + 2.0)?;
    let right = spelling(token);
    let replacement = if company.writes_accents() { right } else { to_ascii_spelling(&right).into_owned() };
    let message = format!("{} is in no list of names; {replacement} is a step away", word.text);
    Some(Slip { span: word.span, replacement, other: None, message, odds: odds - ENOUGH })
}

/// Words of known names, how far each is, and its [`rate`].
type Nearby = Rc<[(Token, f32, f32)]>;

thread_local! {
    /// For words that no list has.
    static NEARBY: Memo<Option<Nearby>> = Memo::default();
}

/// The words of known names that are a step from the folded word.
fn nearby(folded: &str) -> Nearby {
    let mut found: Vec<(Token, f32, f32)> = Vec::new();
    for token in tokens_sounding_like(folded).chain(tokens_near(folded)) {
        let right = token.text();
        if right.len() >= 5
            && let Some(distance) = folded_distance_within(folded, right, 1.0)
            && found.iter().all(|(t, ..)| *t != token)
        {
            found.push((token, distance, rate(token, right)));
        }
    }
    found.into()
}

/// Whether no list has the folded word, as a word or as a name of any kind.
fn is_unseen(folded: &str) -> bool {
    let key = Key::from(folded);
    word(folded).is_none()
        && given(key).is_none()
        && surname(key).is_none()
        && place(key).is_none()
        && org(key).is_none()
        && Token::of(folded).is_none()
        && !is_demonym(folded)
}

/// Whether one word is the other with something hung on or cut off, as brands play (Playboyz, Sherloc).
fn is_word_play(word: &str, right: &str) -> bool {
    word.starts_with(right) || right.starts_with(word) || word.ends_with(right)
}

/// Whether word `i` makes a known place or organisation of the words beside it, if it is spelt `right`: Los Angelas.
fn completes_name(run: &Run<'_, '_>, i: usize, right: &str) -> bool {
    let stretches = (2..=4_usize).flat_map(|n| (i.saturating_sub(n - 1)..=i).map(move |from| (from, from + n)));
    stretches.filter(|(_, to)| *to <= run.words.len()).any(|(from, to)| {
        let words = (from..to).filter_map(|k| if k == i { Some(right) } else { run.words.get(k).map(|w| &*w.folded) });
        let name = words.collect::<Vec<_>>().join(" ");
        known(KnownKind::Place, &name).is_some() || known(KnownKind::Organisation, &name).is_some()
    })
}

/// The natural logarithm of how often, per million words, the news prints the word as a name.
fn rate(token: Token, right: &str) -> f32 {
    let news = word(right).map_or(0.0, |w| (w.cap_mid + w.cap_start / 4) as f32 / 4.25);
    let general = word(right).filter(|w| w.cap_ratio() > 0.8).map_or(0.0, |w| 0.3 * 10_f32.powf(w.zipf - 3.0));
    let bearer = |name: crate::lexicon::KnownName| {
        let weight = f32::from(name.entity.weight());
        let person = name.entity.kind() == KnownKind::Person;
        match name.tokens().count() {
            _ if person && name.tokens().last() == Some(token) => 0.5 * (0.3 * (weight - 5.0) - 3.0).exp(),
            1 if !person => 0.02 * (0.35 * weight).exp(),
            _ => 0.0,
        }
    };
    let known = token.names().take(200).map(bearer).fold(0.0, f32::max);
    (news.max(general) + known + 0.02).ln()
}

/// Whether the word stands where a surname or a first name stands.
enum PlaceInName {
    Surname,
    FirstName,
    Alone,
}

impl PlaceInName {
    fn of(run: &Run<'_, '_>, i: usize) -> Self {
        let before = i.checked_sub(1).and_then(|p| run.words.get(p)).map(|w| w.text);
        let after = run.words.get(i + 1).map(|w| w.text);
        let name = |w: &str| !is_before_names(w) && !is_ordinary(w);
        if before.is_some_and(|w| name(w) && given(w).is_some_and(|n| n > 20)) {
            PlaceInName::Surname
        } else if after.is_some_and(|w| name(w) && surname(w).is_some()) {
            PlaceInName::FirstName
        } else {
            PlaceInName::Alone
        }
    }

    /// What speaks against a correction to something that does not belong in this place.
    fn against(&self, right: &str) -> f32 {
        match self {
            PlaceInName::Surname if surname(right).is_some() => 3.0,
            PlaceInName::Surname => 6.0,
            PlaceInName::FirstName if given(right).is_none_or(|n| n <= 20) => 4.0,
            _ => 0.0,
        }
    }
}

/// How the word is written in the best-known name that has it.
fn spelling(token: Token) -> String {
    let in_name = |name: crate::lexicon::KnownName| name.tokens().position(|t| t == token).and_then(|i| name.words().nth(i));
    token.names().find_map(in_name).unwrap_or_else(|| crate::lexicon::known::capitalised(token.text()))
}
