//! What the model of endings looks at.

use super::Item;
use crate::{
    analysis::{
        linear::Features,
        tag::{Tag, Upos},
    },
    language::Pack,
    lexicon,
};

/// What a phrase is made of, one letter a kind.
fn part(item: &Item<'_>) -> u8 {
    match item.tag {
        Tag::Dt | Tag::Pdt | Tag::PrpPoss | Tag::WpPoss | Tag::Pos => b'd',
        Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Afx | Tag::Hyph => b'j',
        Tag::Cd | Tag::Dollar | Tag::Sym => b'9',
        Tag::Nn | Tag::Nns | Tag::Fw | Tag::Gw | Tag::Add => b'n',
        Tag::Nnp | Tag::Nnps => b'p',
        Tag::Prp | Tag::Ex => b'o',
        Tag::In if item.upos == Upos::Sconj => b's',
        Tag::In => b'i',
        Tag::To => b't',
        Tag::Md => b'm',
        Tag::Vbd | Tag::Vbp | Tag::Vbz if item.upos == Upos::Aux => b'a',
        Tag::Vb | Tag::Vbn | Tag::Vbg if item.upos == Upos::Aux => b'b',
        Tag::Vbd | Tag::Vbp | Tag::Vbz => b'v',
        Tag::Vb => b'x',
        Tag::Vbg => b'g',
        Tag::Vbn => b'h',
        Tag::Rb | Tag::Rbr | Tag::Rbs => b'r',
        Tag::Rp => b'q',
        Tag::Cc => b'&',
        Tag::Wdt | Tag::Wp | Tag::Wrb => b'w',
        Tag::Uh => b'u',
        Tag::Comma => b',',
        Tag::Colon | Tag::Stop | Tag::Nfp => b':',
        Tag::OpenQuote | Tag::CloseQuote => b'"',
        Tag::OpenBracket => b'(',
        Tag::CloseBracket => b')',
        Tag::Ls => b'?',
    }
}

/// Phrases, each as the letter of the last part it has: a noun phrase that has its noun is `N`, one that still waits for it `D`, `J` or `C`.
pub(super) fn phrases(items: &[Item<'_>]) -> Vec<u8> {
    let mut found: Vec<u8> = Vec::with_capacity(items.len());
    let mut inside = false;
    for item in items {
        let letter = part(item);
        let (phrase, nominal) = match letter {
            b'd' => (b'D', true),
            b'j' => (b'J', true),
            b'9' => (b'C', true),
            b'n' | b'p' => (b'N', true),
            b'o' => (b'O', false),
            other => (other, false),
        };
        // A determiner opens a phrase of its own; a possessive goes on with the one before it.
        let opens = letter == b'd' && item.tag != Tag::Pos;
        match found.last_mut() {
            Some(last) if nominal && inside && !opens => *last = phrase,
            Some(last) if *last == phrase && !nominal => {}
            _ => found.push(phrase),
        }
        inside = nominal;
    }
    found
}

/// The logarithm of a rate or count, in steps.
fn level(x: f32) -> u8 {
    ((x.max(1e-6).ln() * 1.5).round() as i32 + 40).clamp(0, 255) as u8
}

/// How often the news ends a sentence on this word, and how often it has it at all, both in steps.
pub(super) fn end_rate(lower: &str) -> (u8, u8) {
    lexicon::word(lower).map_or((0, 0), |w| {
        let all = (w.news_count()) as f32;
        (level((w.sent_end as f32 + 0.5) / (all + 5.0)), level(all + 1.0) / 3)
    })
}

fn tail(bytes: &[u8], n: usize) -> &[u8] {
    &bytes[bytes.len().saturating_sub(n)..]
}

fn suffix(word: &str) -> &str {
    word.char_indices().rev().nth(2).map_or(word, |(i, _)| &word[i..])
}

/// The shape of a word by its first two letters and its marks.
fn shape(word: &str) -> u8 {
    let mut chars = word.chars();
    let first = chars.next().map_or(0, |c| {
        if c.is_uppercase() {
            2
        } else if c.is_lowercase() {
            1
        } else if c.is_numeric() {
            3
        } else {
            4
        }
    });
    let second = chars.next().map_or(0, |c| {
        if c.is_uppercase() {
            2
        } else if c.is_lowercase() {
            1
        } else if c.is_numeric() {
            3
        } else {
            4
        }
    });
    first * 16 + second * 2 + u8::from(word.contains('-'))
}

/// Names the features of a text that stops behind the last of `items`. Closing marks and stops are not among the items.
pub fn end_features(items: &[Item<'_>], pack: &Pack, f: &mut Features) {
    let n = items.len();
    let word = |k: usize| n.checked_sub(k).and_then(|i| items.get(i)).map_or("", |t| t.lower.as_ref()).as_bytes();
    let tags = |k: usize| n.checked_sub(k).and_then(|i| items.get(i)).map_or([0, 0], |t| [t.tag as u8 + 1, t.upos as u8 + 1]);
    let (w0, w1, w2) = (word(1), word(2), word(3));
    let (t0, t1, t2, t3) = (tags(1), tags(2), tags(3), tags(4));

    f.add(0, &[&t0]);
    f.add(1, &[w0]);
    f.add(2, &[w0, &t0]);
    f.add(3, &[&t1, &t0]);
    f.add(4, &[&t2, &t1, &t0]);
    f.add(5, &[&t3, &t2, &t1, &t0]);
    f.add(6, &[w1, w0]);
    f.add(7, &[w2, w1, w0]);
    f.add(8, &[&t1, w0]);
    f.add(9, &[w1, &t0]);
    f.add(10, &[&t2, &t1, w0]);
    f.add(11, &[w2, &t1, &t0]);
    let last = items.last();
    f.add(12, &[suffix(last.map_or("", |t| t.lower.as_ref())).as_bytes(), &t0]);
    f.add(13, &[&[shape(last.map_or("", |t| t.text))], &t0]);

    let phrases = phrases(items);
    f.add(14, &[tail(&phrases, 2), w0]);
    for k in 3..=6 {
        f.add(12 + k as u8, &[tail(&phrases, k)]);
    }

    // Of other languages the news is not counted.
    if pack.is_english() {
        let (rate, count) = end_rate(last.map_or("", |t| t.lower.as_ref()));
        f.add(19, &[&[rate]]);
        f.add(20, &[&[rate, count], &t0]);
    }

    open_structure(items, pack, &t0, w0, f);
}

/// Features of what has begun and is not finished.
fn open_structure(items: &[Item<'_>], pack: &Pack, t0: &[u8], w0: &[u8], f: &mut Features) {
    let n = items.len();
    // The last verb of meaning, the last preposition, and the last word that asks for a partner, each with the phrases behind it.
    let behind = |i: usize, k: usize| {
        let mut p = phrases(&items[i + 1..]);
        p.truncate(k);
        p
    };
    let near = n.saturating_sub(14)..n;
    let verb = near.clone().rev().find(|i| items[*i].tag.is_verb() && items[*i].upos != Upos::Aux);
    if let Some(i) = verb {
        let after = behind(i, 5);
        f.add(30, &[items[i].lower.as_bytes(), &after]);
        f.add(31, &[&[items[i].tag as u8], &after]);
        // Passives have their object in front.
        let passive = items[i].tag == Tag::Vbn && items[i.saturating_sub(3)..i].iter().any(|t| t.upos == Upos::Aux);
        f.add(32, &[&[items[i].tag as u8, u8::from(passive)], tail(&after, 2), t0]);
    }
    if let Some(i) = near.clone().rev().find(|i| matches!(items[*i].tag, Tag::In | Tag::To)) {
        f.add(33, &[items[i].lower.as_bytes(), &behind(i, 4)]);
    }
    if let Some(i) = near.clone().rev().find(|i| pack.paired.contains(&items[*i].lower.as_ref())) {
        f.add(34, &[items[i].lower.as_bytes(), &behind(i, 5)]);
    }
    // A relative or question word or an infinitive behind a noun lets a preposition stand last.
    let strands = (n.saturating_sub(10)..n).rev().find(|i| matches!(items[*i].tag, Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::To));
    f.add(35, &[strands.map_or(b"".as_slice(), |i| items[i].lower.as_bytes()), t0]);
    f.add(36, &[strands.map_or(b"".as_slice(), |i| items[i].lower.as_bytes()), w0]);

    // What lets a preposition or auxiliary stand last: a question or relative, an infinitive, a passive, a comparison.
    let licence = near.clone().fold(0_u8, |l, i| {
        l | match items[i].tag {
            Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::WpPoss => 1,
            Tag::To => 2,
            Tag::Vbn if i > 0 && items[i - 1].upos == Upos::Aux => 4,
            Tag::Jjr | Tag::Rbr => 8,
            Tag::Prp if i > 0 && items[i - 1].tag.is_noun() => 16,
            _ => u8::from(items[i].lower == "as" || items[i].lower == "than") * 8,
        }
    });
    let before = n.checked_sub(2).and_then(|i| items.get(i)).map_or(0, |t| t.tag as u8 + 1);
    f.add(37, &[&[licence], w0]);
    f.add(38, &[&[licence, before], w0]);
    f.add(39, &[&[licence, before], t0]);

    // Clauses: finite verbs against the words that open one.
    let finite = items.iter().filter(|t| t.is_finite()).count();
    let opens = |t: &Item<'_>| matches!(t.tag, Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb) || t.tag == Tag::In && t.upos == Upos::Sconj;
    let openers = items.iter().filter(|t| opens(t)).count();
    let length = match n {
        0..=3 => n as u8,
        4..=6 => 4,
        7..=10 => 5,
        11..=15 => 6,
        16..=25 => 7,
        _ => 8,
    };
    let balance = (finite as i32 - openers as i32).clamp(-2, 3) as i8 as u8;
    f.add(40, &[&[balance, length]]);
    f.add(41, &[&[balance], t0]);
    f.add(42, &[&[finite.min(3) as u8, length]]);
    let clause = items.iter().rposition(opens);
    if let Some(i) = clause {
        let inside = items[i + 1..].iter().filter(|t| t.is_finite()).count().min(2) as u8;
        f.add(43, &[items[i].lower.as_bytes(), &[inside], t0]);
        f.add(44, &[items[i].lower.as_bytes(), &behind(i, 4)]);
    }
    let first = items.first();
    let comma = items.iter().position(|t| t.tag == Tag::Comma);
    let main = items[comma.map_or(n, |i| i + 1)..].iter().any(Item::is_finite);
    f.add(45, &[first.map_or(b"".as_slice(), |t| t.lower.as_bytes()), &[u8::from(comma.is_some()), u8::from(main), finite.min(2) as u8]]);

    // Since the last comma.
    let since = items.iter().rposition(|t| t.tag == Tag::Comma).map_or(0, |i| i + 1);
    let mut clause = phrases(&items[since..]);
    clause.truncate(6);
    f.add(46, &[&clause, &[u8::from(since > 0)]]);

    let quotes = items.iter().filter(|t| matches!(t.text, "\"" | "“" | "”" | "«" | "»" | "„")).count();
    let brackets =
        items.iter().filter(|t| matches!(t.text, "(" | "[")).count() > items.iter().filter(|t| matches!(t.text, ")" | "]")).count();
    f.add(47, &[&[(quotes % 2) as u8, u8::from(brackets)], t0]);
}
