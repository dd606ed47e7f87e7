//! Numbers written in words and in Han numerals.

use super::{Piece, Quantity, Unit, Words, digit};
use std::ops::Range;

pub(super) fn han_numeral(c: char) -> Option<f64> {
    Some(match c {
        '〇' | '零' => 0.0,
        '一' => 1.0,
        '二' | '两' | '兩' => 2.0,
        '三' => 3.0,
        '四' => 4.0,
        '五' => 5.0,
        '六' => 6.0,
        '七' => 7.0,
        '八' => 8.0,
        '九' => 9.0,
        '十' => 10.0,
        '百' | '백' => 100.0,
        '千' | '천' => 1e3,
        '万' | '萬' | '만' => 1e4,
        '亿' | '億' | '억' => 1e8,
        '兆' | '조' => 1e12,
        _ => return None,
    })
}

/// Chinese and Japanese numerals, with digits among them or not.
pub(super) fn han(text: &str, range: Range<usize>) -> Option<Quantity> {
    let piece = &text[range.clone()];
    let has_digits = piece.chars().any(|c| digit(c).is_some());
    // `total` of the finished myriads, `section` below the next one, `current` the figure being read.
    let (mut total, mut section, mut current) = (0.0_f64, 0.0_f64, None::<f64>);
    let mut figure = String::new();
    let mut positional = String::new();
    for c in piece.chars() {
        if let Some(d) = digit(c) {
            figure.push(char::from_digit(d, 10)?);
            current = figure.parse().ok();
            continue;
        }
        let Some(value) = han_numeral(c) else {
            if matches!(c, '.' | '．') {
                figure.push('.');
            }
            continue;
        };
        figure.clear();
        if value < 10.0 {
            positional.push(char::from_digit(value as u32, 10)?);
            current = Some(value);
        } else if value == 1e3 && current.is_none() && section == 0.0 && total > 0.0 {
            // 1000万千瓦: the thousand is the unit's (kilowatt), as in 千米 and 千克.
        } else if value < 1e4 {
            section += current.take().unwrap_or(1.0) * value;
        } else {
            section += current.take().unwrap_or(0.0);
            total += if section == 0.0 { value } else { section * value };
            section = 0.0;
        }
    }
    let mut values = vec![total + section + current.unwrap_or(0.0)];
    // 五六百: one of two figures, and neither is asked for.
    let figures: Vec<f64> = piece.chars().filter_map(han_numeral).collect();
    if !has_digits && figures.windows(2).any(|w| w[0] >= 1.0 && w[1] == w[0] + 1.0 && w[1] < 10.0) && figures.iter().any(|v| *v >= 10.0) {
        return None;
    }
    // 二〇二一: figures one after another.
    if positional.chars().count() == piece.chars().count() && positional.len() > 1 {
        values.insert(0, positional.parse().ok()?);
    }
    Some(Quantity { span: range, values, parts: Vec::new(), figures: has_digits, unit: Unit::None })
}

/// A number in words: one word or several that follow one another.
pub(super) fn spelt(text: &str, pieces: &[Piece], at: usize, range: Range<usize>, words: Option<&Words>) -> (Option<Quantity>, usize) {
    let Some(words) = words else { return (None, at + 1) };
    let (mut total, mut current, mut values) = (0.0_f64, 0.0_f64, Vec::new());
    let (mut next, mut end) = (at, range.end);
    while let Some(Piece::Word(word)) = pieces.get(next) {
        let gap = &text[end.min(word.start)..word.start];
        if next > at && !matches!(gap, " " | "-" | "\u{a0}") {
            break;
        }
        let lower = text[word.clone()].to_lowercase();
        let joins = next > at && matches!(lower.as_str(), "and" | "und" | "y" | "e" | "et");
        let Some((value, multiplies)) = words.get(lower.as_str()) else {
            // "two hundred and fifty": the word between says nothing by itself.
            let goes_on =
                matches!(pieces.get(next + 1), Some(Piece::Word(w)) if words.contains_key(text[w.clone()].to_lowercase().as_str()));
            if joins && current >= 100.0 && goes_on {
                (next, end) = (next + 1, word.end);
                continue;
            }
            break;
        };
        values.push(*value);
        if *multiplies && *value >= 1000.0 {
            total += current.max(1.0) * value;
            current = 0.0;
        } else if *multiplies {
            current = current.max(1.0) * value;
        } else {
            current += value;
        }
        (next, end) = (next + 1, word.end);
    }
    if values.is_empty() {
        return compound(text, range, words, at);
    }
    values.insert(0, total + current);
    (Some(Quantity { span: range.start..end, values, parts: Vec::new(), figures: false, unit: Unit::None }), next)
}

/// German numbers are one word: `zweiundzwanzig`, `dreihundert`.
pub(super) fn compound(text: &str, range: Range<usize>, words: &Words, at: usize) -> (Option<Quantity>, usize) {
    let lower = text[range.clone()].to_lowercase();
    let value = |w: &str| words.get(w).copied();
    let pair = lower.split_once("und").and_then(|(one, ten)| {
        let (one, ten) = (value(one)?, value(ten)?);
        (one.0 < 10.0 && ten.0 >= 20.0 && ten.0 < 100.0).then_some(one.0 + ten.0)
    });
    let product = || {
        lower.char_indices().skip(1).find_map(|(cut, _)| {
            let (a, b) = (value(&lower[..cut])?, value(&lower[cut..])?);
            (b.1 && a.0 < 100.0 && b.0 <= 1000.0).then_some(a.0 * b.0)
        })
    };
    let found =
        pair.or_else(product).map(|v| Quantity { span: range, values: vec![v], parts: Vec::new(), figures: false, unit: Unit::None });
    (found, at + 1)
}
