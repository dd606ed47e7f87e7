//! Where and when an article was written, on a line of its own.

use super::{Shape, is_capitalised, is_one_of, words};

pub(super) const WEEKDAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Mon",
    "Tue",
    "Tues",
    "Wed",
    "Thu",
    "Thurs",
    "Fri",
    "Sat",
    "Sun",
];

pub(super) fn month(word: &str) -> Option<usize> {
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let long =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "sept"];
    let is = |m: &&str| m.eq_ignore_ascii_case(word);
    months.iter().position(is).or_else(|| long.iter().position(is))
}

/// Whether a line is made of a date or time, with the place, the zone and the words that stand beside them.
pub(super) fn is_dateline(text: &str, shape: &Shape) -> bool {
    if shape.words == 0 || shape.words > 16 {
        return false;
    }
    let dated =
        text.bytes().any(|b| b.is_ascii_digit()) || words(text).any(|w| is_capitalised(w) && (month(w).is_some() || WEEKDAYS.contains(&w)));
    if !dated {
        return false;
    }
    let (mut dates, mut other) = (0, 0);
    let beside = [
        "published",
        "updated",
        "posted",
        "modified",
        "last",
        "on",
        "at",
        "date",
        "time",
        "gmt",
        "utc",
        "est",
        "edt",
        "pst",
        "pdt",
        "cet",
        "bst",
        "ist",
        "et",
        "am",
        "pm",
        "a.m",
        "p.m",
        "of",
        "the",
        "first",
        "issued",
        "created",
        "h",
        "hrs",
        "local",
        "msk",
    ];
    for word in words(text) {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let number =
            digits > 0 && word.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | '-' | '/' | 'T' | 'Z' | '年' | '月' | '日'));
        let ordinal = digits > 0
            && word.len() < 8
            && word
                .len()
                .checked_sub(2)
                .and_then(|at| word.get(at..))
                .is_some_and(|end| is_one_of(&["st", "nd", "rd", "th", "am", "pm"], end));
        if number || ordinal || month(word).is_some_and(|_| is_capitalised(word)) || WEEKDAYS.contains(&word) {
            dates += 1;
        } else if !is_one_of(&beside, word) {
            other += 1;
        }
    }
    if dates == 0 || other > 3 {
        return false;
    }
    let capital = words(text).next().is_some_and(|w| w.chars().all(|c| c.is_uppercase() || c == '.') && w.chars().count() > 1);
    let named = words(text).any(|w| month(w).is_some() && is_capitalised(w) || WEEKDAYS.contains(&w));
    let clock = text.bytes().filter(|b| matches!(b, b':' | b'-' | b'/')).count() >= 2;
    // A date with at most a place before it: `NAIROBI, March 4`, `Monday, 4 March 2024 10:15 GMT`.
    (dates >= 2 && other == 0 && (named || clock))
        || (dates >= 2 && other <= 2 && capital && named && !shape.terminated)
        || (dates == 1 && other == 0 && (shape.words == 1 && named || words(text).any(|w| matches!(w, "GMT" | "UTC" | "BST" | "EST"))))
        || (dates >= 1
            && ["published ", "published:", "updated ", "updated:", "posted ", "posted:", "last updated", "last modified"]
                .iter()
                .any(|p| text.get(..p.len()).is_some_and(|head| head.eq_ignore_ascii_case(p)))
            && !shape.terminated
            && other <= 3)
}
