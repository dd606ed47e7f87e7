//! What the model of lost ends looks at: a capital inside a sentence where a new one seems to begin.

use super::{
    Item,
    features::{end_features, end_rate, phrases},
};
use crate::{
    analysis::{
        linear::{Features, Linear},
        tag::{Tag, Upos},
        tokens::lower,
    },
    language::Pack,
    lexicon::{self, Key, Recent},
};
use std::borrow::Cow;

/// A logarithm, in steps of a half.
fn half(x: f32) -> u8 {
    ((x * 2.0).round() as i32 + 100).clamp(0, 255) as u8
}

/// How a word's capital is spread: within a sentence, at its start, and in small letters.
fn capital(lower: &str) -> (u8, u8) {
    lexicon::word(lower).map_or((255, 255), |w| {
        let mid = w.cap_mid as f32 + 0.5;
        (half((mid / (w.lower as f32 + 0.5)).ln() / 1.5), half((mid / (w.cap_start as f32 + 0.5)).ln() / 1.5))
    })
}

/// Words that are looked at before and behind the place: a sentence of any length costs no more than linear time.
const WINDOW: (usize, usize) = (60, 64);

/// What can be seen of a place without asking for parts of speech.
struct Prefilter<'a> {
    /// Two words before the place and three behind it, in small letters; empty where there is none.
    lower: [Cow<'a, str>; 5],
    /// See [`capitals`].
    caps: [u8; 5],
    /// How the capital of the word behind the place is spread.
    mid: u8,
    start: u8,
    /// How often the words before and behind it stand together, and how often the latter opens a sentence.
    pair: u8,
    opening: u8,
}

thread_local! {
    /// How the capitals of words are spread and how often they open a sentence.
    static OPENINGS: Recent<(u8, u8, u8)> = Recent::default();
}

/// Whether words have capitals: 2 if so, 1 if not, 0 where there is no word.
fn capitals(words: [&str; 5]) -> [u8; 5] {
    words.map(|w| if w.is_empty() { 0 } else { 1 + u8::from(w.starts_with(char::is_uppercase)) })
}

impl<'a> Prefilter<'a> {
    /// Looks at two words before a place and three behind it.
    fn new(words: [&'a str; 5]) -> Self {
        let lower = words.map(lower);
        let caps = capitals(words);
        let pair = half(lexicon::bigram(&lower[1], &lower[2]));
        let (mid, start, opening) = OPENINGS.with(|recent| {
            recent.get(Key::from(lower[2].as_ref()), || {
                let (mid, start) = capital(&lower[2]);
                (mid, start, half(lexicon::bigram("<s>", &lower[2])))
            })
        });
        Self { lower, caps, mid, start, pair, opening }
    }

    fn words(&self) -> [&[u8]; 5] {
        self.lower.each_ref().map(|w| w.as_bytes())
    }

    fn features(&self, f: &mut Features) {
        let Self { mid, start, pair, opening, .. } = *self;
        let [b2, b1, n0, n1, n2] = self.words();
        let [c_2, c_1, _, c1, c2] = self.caps;
        f.add(100, &[&[mid]]);
        f.add(101, &[&[start]]);
        f.add(102, &[&[mid, start]]);
        f.add(103, &[&[mid], &[c_1, c1]]);
        f.add(104, &[&[pair]]);
        f.add(105, &[&[pair, mid / 2]]);
        f.add(106, &[&[opening]]);
        f.add(107, &[&[opening, pair]]);
        f.add(108, &[&[c_2, c_1, c1, c2]]);
        f.add(109, &[n0]);
        f.add(110, &[n0, n1]);
        f.add(112, &[n0, &[c_1, c1]]);
        f.add(113, &[b1, &[mid / 2]]);
        f.add(115, &[b1, n0]);
        f.add(123, &[b2, b1, &[mid / 2]]);
        f.add(128, &[n0, n1, n2]);
    }
}

/// Names the features of the place between the second and the third of these words, each empty where there is none, for the model that
/// is asked before parts of speech are.
pub fn prefilter_features(words: [&str; 5], f: &mut Features) {
    let [_, before, next, behind, _] = words;
    // Of the outer words only the capitals tell.
    let prefilter = Prefilter::new(["", before, next, behind, ""]);
    let Prefilter { mid, start, pair, opening, .. } = prefilter;
    let [_, b1, _, n1, _] = prefilter.words();
    let [c_2, c_1, _, c1, c2] = capitals(words);
    f.add(170, &[&[mid, start]]);
    f.add(171, &[&[mid], &[c_1, c1]]);
    f.add(172, &[&[pair]]);
    f.add(173, &[&[pair, mid / 2]]);
    f.add(174, &[&[opening, pair]]);
    f.add(175, &[&[c_2, c_1, c1, c2]]);
    f.add(176, &[b1]);
    f.add(177, &[b1, &[mid / 2]]);
    f.add(178, &[n1]);
    f.add(179, &[n1, &[c_1, c1]]);
}

/// Names the features of the place before `items[at]` in three steps, the cheapest first. Behind each of the first two `goes_on` says,
/// of the features so far, whether the rest is worth while.
pub fn join_features(items: &[Item<'_>], at: usize, ending: &Linear<'_>, f: &mut Features, goes_on: &mut dyn FnMut(&Features) -> bool) {
    let from = at.saturating_sub(WINDOW.0).min(items.len());
    let items = &items[from..items.len().min(at.saturating_add(WINDOW.1))];
    let at = at - from;
    let get = |k: isize| at.checked_add_signed(k).and_then(|i| items.get(i));
    let tags = |k: isize| get(k).map_or([0, 0], |t| [t.tag as u8 + 1, t.upos as u8 + 1]);
    let prefilter = Prefilter::new([-2, -1, 0, 1, 2].map(|k| get(k).map_or("", |t| t.text)));
    prefilter.features(f);
    let Prefilter { mid, start, opening, .. } = prefilter;
    let [_, b1, n0, n1, _] = prefilter.words();
    let [_, before, _, behind, _] = prefilter.caps;
    let (l1, l2, l3) = (tags(-1), tags(-2), tags(-3));
    let (r0, r1, r2, r3) = (tags(0), tags(1), tags(2), tags(3));

    f.add(111, &[n0, &r1]);
    f.add(114, &[b1, &r0]);
    f.add(116, &[&l1, &r0]);
    f.add(117, &[&l1, &r0, &r1]);
    f.add(118, &[&l2, &l1, &r0, &r1]);
    f.add(119, &[&l1, &r0, &r1, &r2]);
    f.add(120, &[&r0, &r1, &r2, &r3]);
    f.add(121, &[&l3, &l2, &l1, &r0]);
    f.add(122, &[b1, &r0, &r1]);
    f.add(124, &[&l1, &[mid / 2]]);
    f.add(125, &[&l1, n0]);
    f.add(126, &[&l1, n0, &r1]);
    f.add(129, &[&[before, behind], &l1, &r0, &r1]);
    if !goes_on(f) {
        return;
    }

    // A clause on each side: what opens here has a verb of its own, and so has what went before.
    let left = &items[..at.min(items.len())];
    let right = &items[at.min(items.len())..];
    let behind = phrases(&right[..right.len().min(12)]);
    let head = &behind[..behind.len().min(4)];
    f.add(130, &[head]);
    f.add(131, &[head, &l1]);
    f.add(132, &[&behind[..behind.len().min(3)], b1]);
    let before = phrases(&left[left.len().saturating_sub(8)..]);
    f.add(133, &[&before[before.len().saturating_sub(3)..], &behind[..behind.len().min(2)]]);
    let finite = |side: &[Item<'_>]| side.iter().filter(|t| t.is_finite()).count().min(2) as u8;
    f.add(134, &[&[finite(left), finite(right)], &l1]);
    f.add(135, &[&[finite(left), finite(&right[..right.len().min(6)]), mid / 2]]);
    let quoted = left.iter().filter(|t| matches!(t.text, "\"" | "“" | "”")).count() % 2;
    let shape = |k: isize| {
        let text = get(k).map_or("", |t| t.text);
        u8::from(text.chars().count() > 1 && text.chars().all(char::is_uppercase)) * 2 + u8::from(text.chars().count() == 1)
    };
    f.add(137, &[&[shape(0), shape(1)], &r0]);
    // A speech or thought verb, or a noun behind which a clause may follow without its conjunction.
    f.add(138, &[b1, &[finite(&right[..right.len().min(5)]), u8::from(mid < 100)]]);
    f.add(139, &[&l1, &[finite(&right[..right.len().min(5)]), finite(left)], &r0]);
    f.add(136, &[&[quoted as u8, mid / 2]]);
    let clauses = clauses(left, right, [mid / 2, start / 2], f);
    if matches!(n0, b"\"" | b"\xe2\x80\x9c") {
        let speech = speech(right);
        f.add(141, &[&speech]);
        f.add(142, &[&speech, b1]);
        f.add(144, &[&speech[1..], &l1]);
        f.add(145, &[&[mid_of(n1)], b1]);
    }
    if !goes_on(f) {
        return;
    }

    // What the model of endings says of the words before.
    let mut prefix = Features::default();
    end_features(&items[..at.min(items.len())], Pack::ENGLISH, &mut prefix);
    let cut = half(ending.score(&prefix.hashes).clamp(-8.0, 8.0));

    f.add(90, &[&[cut]]);
    f.add(91, &[&[cut / 2, mid / 2]]);
    f.add(92, &[&[cut / 2], &r0]);
    f.add(93, &[&[cut / 2], &r0, &r1]);
    f.add(94, &[&[cut / 2, opening]]);
    let (rate, _) = end_rate(get(-1).map_or("", |t| t.lower.as_ref()));
    f.add(127, &[&[rate, mid / 2]]);
    f.add(140, &[&[cut / 2, finite(&right[..right.len().min(8)]), mid / 2]]);
    let Clauses { verbs, kind, order, l1, capitals, shape } = clauses;
    f.add(153, &[&[verbs, kind], &shape, &[u8::from(cut / 2 > 51)]]);
    f.add(154, &[&[cut / 2, order.min(9), capitals]]);
    f.add(155, &[&[cut / 2, verbs, mid / 2]]);
    f.add(161, &[&[cut / 2, mid / 2, l1]]);
    if matches!(n0, b"\"" | b"\xe2\x80\x9c") {
        f.add(143, &[&speech(right), &[cut / 2]]);
        f.add(146, &[&[half(lexicon::bigram("<s>", get(1).map_or("", |t| t.lower.as_ref())))], &[cut / 2]]);
    }
}

/// What the model of endings and the clauses say together depends on these.
struct Clauses {
    /// Finite verbs of the clause that is open, 2 at most.
    verbs: u8,
    /// What opened it.
    kind: u8,
    /// What comes first behind the place, and after how many words.
    order: u8,
    /// Tag of the word before the place.
    l1: u8,
    /// Words with a capital behind the place, 4 at most.
    capitals: u8,
    /// Phrases before the next verb.
    shape: Vec<u8>,
}

/// Features of the clauses on both sides: whether the one that is open already has its verb, and how soon the words behind the place
/// have a subject and a verb of their own. `the unveiling of the` and `Sony is thought` share no clause.
fn clauses(left: &[Item<'_>], right: &[Item<'_>], [mid, start]: [u8; 2], f: &mut Features) -> Clauses {
    let wh = |t: &Item<'_>| matches!(t.tag, Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb);
    let opens = |t: &Item<'_>| {
        wh(t)
            || matches!(t.tag, Tag::Comma | Tag::Colon | Tag::OpenQuote | Tag::CloseQuote | Tag::Cc)
            || t.tag == Tag::In && t.upos == Upos::Sconj
    };
    // The clause that is open: what opened it, and the verb it has.
    let opener = left.iter().rposition(opens);
    let clause = &left[opener.map_or(0, |i| i + 1)..];
    let kind = opener.map_or(0, |i| if wh(&left[i]) { 1 } else { 2 + left[i].tag as u8 });
    let verbs = clause.iter().filter(|t| t.is_finite()).count().min(2) as u8;
    let verb = clause.iter().rev().find(|t| t.is_finite() || t.tag.is_verb());
    let gap = clause.iter().rev().take_while(|t| !t.tag.is_verb()).count().min(6) as u8;
    let l1 = left.last().map_or(0, |t| t.tag as u8 + 1);
    // What comes first behind the place: a verb, with what stands before it, or something that opens another clause.
    let reach = &right[..right.len().min(14)];
    let found = reach.iter().position(|t| t.is_finite());
    let ahead = reach.iter().skip(1).position(|t| opens(t) || matches!(t.tag, Tag::Stop)).map(|i| i + 1);
    let (subject, order) = match (found, ahead) {
        (Some(v), a) if a.is_none_or(|a| v < a) => (&reach[..v], 1 + v.min(7) as u8),
        (_, Some(a)) => (&reach[..a], 10 + a.min(4) as u8),
        _ => (reach, 20),
    };
    let mut shape = phrases(subject);
    shape.truncate(4);
    let auxiliary = u8::from(found.is_some_and(|v| reach[v].upos == Upos::Aux));
    let capitals = right.iter().take_while(|t| t.is_capitalised()).count().min(4) as u8;
    let next = right.first().map_or(0, |t| t.tag as u8 + 1);
    f.add(150, &[&[verbs, kind, order]]);
    f.add(151, &[&[verbs, l1, order.min(9)], &[next]]);
    f.add(152, &[&[verbs, l1], &shape]);
    f.add(156, &[&[l1, capitals, order]]);
    f.add(157, &[verb.map_or(b"".as_slice(), |t| t.lower.as_bytes()), &[gap, u8::from(order < 10)]]);
    f.add(158, &[&shape, &[auxiliary, order, l1]]);
    f.add(159, &[&[mid, start, verbs, u8::from(order < 10)]]);
    f.add(160, &[&[next, order, kind, verbs]]);
    f.add(162, &[left.last().map_or(b"".as_slice(), |t| t.lower.as_bytes()), &[verbs, order.min(9), capitals.min(2)]]);
    Clauses { verbs, kind, order, l1, capitals, shape }
}

/// Personal pronouns.
const PRONOUNS: &[&str] =
    &["i", "he", "she", "it", "we", "they", "you", "him", "her", "them", "us", "me", "himself", "herself", "itself", "themselves"];

/// Whether the last of `items` is a word that stands before another.
pub fn is_waiting(items: &[Item<'_>]) -> bool {
    items.last().is_some_and(|last| match last.tag {
        Tag::Md | Tag::To | Tag::Cc | Tag::In | Tag::Dt | Tag::Pdt | Tag::PrpPoss | Tag::WpPoss | Tag::Pos => true,
        Tag::Ex | Tag::Wdt | Tag::Wp | Tag::Wrb => true,
        Tag::Prp if PRONOUNS.contains(&last.lower.as_ref()) => true,
        _ => last.upos == Upos::Aux,
    })
}

/// How many of the words behind the first, as far as the next mark, have a capital that they have in titles only: `When a Man Loves a Woman`.
pub fn title_words(items: &[Item<'_>]) -> usize {
    let inside = items.iter().take(7).skip(1).take_while(|t| t.text.starts_with(char::is_alphanumeric) || t.text.starts_with(['\'', '’']));
    let small = |t: &&Item<'_>| lexicon::word(&t.lower).is_some_and(|w| w.lower > 2 * w.cap_mid);
    inside.filter(|t| t.is_capitalised() && t.text.chars().nth(1).is_some()).filter(small).count()
}

fn mid_of(word: &[u8]) -> u8 {
    std::str::from_utf8(word).map_or(255, |w| capital(w).0)
}

/// Of words that a quotation mark opens: how long it runs, whether it closes behind a mark, whether it has a verb of its own.
fn speech(items: &[Item<'_>]) -> [u8; 3] {
    let close = items.iter().skip(1).take(60).position(|t| matches!(t.text, "\"" | "”")).map(|i| i + 1);
    let inside = &items[1.min(items.len())..close.unwrap_or(items.len().min(60))];
    let ends = match (close, inside.last().map_or("", |t| t.text)) {
        (None, _) => 0,
        (_, ",") => 1,
        (_, "." | "?" | "!") => 2,
        _ => 3,
    };
    let length = match inside.len() {
        0..=1 => 0,
        2..=3 => 1,
        4..=6 => 2,
        7..=12 => 3,
        _ => 4,
    };
    [length, ends, inside.iter().filter(|t| t.is_finite()).count().min(2) as u8]
}
