//! What the model of lines without a stop looks at: is it prose that was cut, or a heading, a caption, a line of a list?

use super::{
    Item,
    features::{end_features, phrases},
};
use crate::{
    analysis::{
        linear::{Features, Linear},
        tag::Tag,
    },
    language::Pack,
};

/// Names the features of a line that ends without a terminal, `items` being its last sentence without what closes behind it.
pub fn line_features(items: &[Item<'_>], ending: &Linear<'_>, f: &mut Features) {
    let mut prefix = Features::default();
    end_features(items, Pack::ENGLISH, &mut prefix);
    let cut = ((ending.score(&prefix.hashes).clamp(-7.0, 7.0) * 2.0).round() as i32 + 100) as u8;
    let n = items.len();
    let length = (n.min(40) / if n < 8 { 1 } else { 4 }) as u8 + u8::from(n >= 8) * 10;
    let word = |i: usize| items.get(i).map_or("", |t| t.lower.as_ref()).as_bytes();
    let tag = |i: usize| items.get(i).map_or(0, |t| t.tag as u8 + 1);

    f.add(200, &[&[cut]]);
    f.add(201, &[&[length]]);
    f.add(202, &[&[cut / 3, length]]);
    f.add(203, &[word(0)]);
    f.add(204, &[word(0), word(1)]);
    f.add(205, &[&[tag(0), tag(1)]]);
    f.add(206, &[&[tag(0), tag(1), tag(2)]]);
    let mut seen: Vec<&str> = Vec::new();
    for item in items {
        let lower = item.lower.as_ref();
        if !seen.contains(&lower) && seen.len() < 60 {
            seen.push(lower);
            f.add(207, &[lower.as_bytes()]);
        }
    }
    let mut triples: Vec<[u8; 3]> = items.windows(3).map(|w| [w[0].tag as u8, w[1].tag as u8, w[2].tag as u8]).take(60).collect();
    triples.sort_unstable();
    triples.dedup();
    for triple in triples {
        f.add(208, &[&triple]);
    }
    // The first finite verb: headings are told in the present, reports in the past.
    let finite = items.iter().find(|t| t.is_finite());
    f.add(209, &[&[finite.map_or(0, |t| t.tag as u8 + 1), cut / 3]]);
    f.add(210, &[finite.map_or(b"".as_slice(), |t| t.lower.as_bytes())]);
    // Capitals: a title has them on its common words.
    let lower = items.iter().filter(|t| t.text.starts_with(char::is_lowercase)).count();
    let small = items.iter().skip(1).filter(|t| t.is_capitalised() && !matches!(t.tag, Tag::Nnp | Tag::Nnps)).count();
    f.add(211, &[&[(small.min(4)) as u8, (lower * 4 / n.max(1)) as u8]]);
    let colon = items.iter().position(|t| t.tag == Tag::Colon).map_or(0, |i| 1 + (i * 4 / n.max(1)) as u8);
    f.add(212, &[&[colon, u8::from(finite.is_some())]]);
    let determiners = items.iter().filter(|t| matches!(t.tag, Tag::Dt | Tag::PrpPoss)).count();
    f.add(213, &[&[(determiners * 10 / n.max(1)) as u8, length]]);
    let p = phrases(items);
    f.add(214, &[&p[..p.len().min(4)]]);
    f.add(215, &[&p[..p.len().min(6)]]);
    // Pairs of words, and how it stops.
    for pair in items.windows(2).take(60) {
        f.add(216, &[pair[0].lower.as_bytes(), pair[1].lower.as_bytes()]);
    }
    let last = |k: usize| n.checked_sub(k).map_or(0, tag);
    f.add(217, &[&[last(1), last(2)], &[length]]);
    f.add(218, &[word(n.saturating_sub(1)), &[last(1)]]);
    // Headlines leave articles out.
    let bare = bare_nouns(items).min(4) as u8;
    f.add(219, &[&[bare, determiners.min(4) as u8]]);
    f.add(220, &[&[bare, finite.map_or(0, |t| t.tag as u8 + 1)]]);
    let past = items.iter().any(|t| t.tag == Tag::Vbd);
    f.add(221, &[&[u8::from(past), finite.map_or(0, |t| t.tag as u8 + 1), length]]);
}

/// How many phrases end on a common noun in the singular and have nothing before it that makes it definite: `court`, `new ferry`.
fn bare_nouns(items: &[Item<'_>]) -> usize {
    let nominal = |t: &Item<'_>| t.tag.is_noun() || t.tag.is_adjective();
    let mut bare = 0;
    let mut settled = false;
    for (i, item) in items.iter().enumerate() {
        if nominal(item) {
            let ends = !items.get(i + 1).is_some_and(nominal);
            bare += usize::from(ends && !settled && item.tag == Tag::Nn);
        } else {
            settled = matches!(item.tag, Tag::Dt | Tag::PrpPoss | Tag::WpPoss | Tag::Pos | Tag::Cd | Tag::Pdt);
        }
    }
    bare
}
