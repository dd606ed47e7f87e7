//! `sum-mismatch`: "12 people, seven men and six women".

use crate::{
    diagnostic::Place,
    document::BlockKind,
    rule::{Check, RuleContext, Scope},
    span::BlockSpan,
};
use regex::{Captures, Regex};
use std::sync::LazyLock;

pub struct SumMismatch;

const WORDS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// The groups that leave nobody over, and whom they make up.
const PARTS: &str = "men|women|boys|girls|children|adults|males|females|minors";
const WHOLE: &str = "people|persons|passengers|victims|patients|children|students|pupils|adults|suspects|migrants|civilians|athletes|residents|\
                     employees|workers|candidates|hostages|tourists|citizens|deaths|deputies|members|players|prisoners|survivors|teenagers";

fn number_of() -> String {
    format!(r"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{})", WORDS[1..].join("|"))
}

const PERCENT: &str = r"(?P<mark>(?P<p>\d+(?:\.\d+)?) ?(?:%|percent\b|per cent\b))";

/// A number of people of one of the groups.
static PART: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)\b({}) (?:[a-z]+ ){{0,2}}?(?:{PARTS})\b", number_of())).ok());

/// A number of people, and the groups that it is made up of.
static PARTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let count = number_of();
    let part = format!(r"{count} (?:[a-z]+ ){{0,2}}?(?:{PARTS})\b");
    Regex::new(&format!(
        r"(?i)\b(?P<total>{count}) (?:[a-z]+ ){{0,2}}?(?:{WHOLE})\b(?P<gap>[^.;:\d(–—]{{0,40}}?)(?:,|:|\(| –| —|-) ?(?P<mark>{part}(?:(?:,? and|,) {part}){{1,3}})(?P<after>.{{0,24}})"
    ))
    .ok()
});

/// A count, the count of the whole, and the share that the one is of the other.
static SHARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let count = number_of();
    Regex::new(&format!(
        r"(?i)\b(?P<a>{count}) (?:[a-z]+ )?(?:out )?of (?:the |its |their |all )?(?P<b>{count})(?: [a-z]+){{0,3}}?,? ?(?:\(|or ){PERCENT}"
    ))
    .ok()
});

/// A figure before and after, and by how much it changed.
static CHANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let figure = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?";
    let unit = "(?: (?:thousand|million|billion|trillion))?";
    Regex::new(&format!(
        r"(?i)\bfrom [$€£]?(?P<a>{figure})(?P<ua>{unit})(?: [a-z]+){{0,2}}? to [$€£]?(?P<b>{figure})(?P<ub>{unit})(?: [a-z]+){{0,3}}?,? (?:or |\()?(?:an? )?(?:{}) of {PERCENT}",
        CHANGES.join("|")
    ))
    .ok()
});

/// What a change is called.
const CHANGES: &[&str] = &["increase", "rise", "growth", "gain", "jump", "drop", "fall", "decrease", "decline", "reduction"];

/// Groups that leave nobody over.
const PAIRS: &[(&str, &str)] = &[("women", "men"), ("girls", "boys"), ("children", "adults"), ("females", "males"), ("minors", "adults")];

/// What a text lacks, it need not be searched for: to compile an expression takes longer than to read an article.
struct Has {
    parts: bool,
    share: bool,
    change: bool,
}

impl Has {
    fn of(text: &str) -> Self {
        let percent = text.contains('%') || text.contains("per") && (text.contains("percent") || text.contains("per cent"));
        // `women` has `men` in it, and `females` `males`.
        let named = |(a, b): &(&str, &str)| {
            text.contains(b) && text.match_indices(b).count() > text.match_indices(a).count() * usize::from(a.contains(b))
        };
        let parts = PAIRS.iter().any(|pair| text.contains(pair.0) && named(pair)) && parts_counted(text) > 1;
        let figure = |rest: &str| rest.starts_with(char::is_numeric);
        let amount = |rest: &str| figure(rest.trim_start_matches(['$', '€', '£']));
        let count = |rest: &str| figure(rest) || WORDS.iter().any(|w| begins_with(rest, w));
        let whole = |rest: &str| {
            ["the ", "its ", "their ", "all ", ""].iter().any(|own| begins_with(rest, own) && rest.get(own.len()..).is_some_and(count))
        };
        let percentage = |rest: &str| {
            let behind = rest.trim_start_matches(|c: char| c.is_numeric() || c == '.');
            let behind = behind.strip_prefix(' ').unwrap_or(behind);
            figure(rest) && ["%", "percent", "per cent"].iter().any(|sign| behind.starts_with(sign))
        };
        let has = |mark: &str, then: &dyn Fn(&str) -> bool| {
            text.match_indices(mark).any(|(at, mark)| text.get(at + mark.len()..).is_some_and(then))
        };
        let share = percent && has("of ", &whole) && (has("(", &percentage) || has("or ", &percentage));
        let named = |word: &&str| has(word, &|rest| rest.strip_prefix(" of ").is_some_and(percentage));
        Self { parts, share, change: percent && has("from ", &amount) && CHANGES.iter().any(named) }
    }
}

/// How often a number, in figures or as a word, stands before one of [`PARTS`] with two words between them at most.
fn parts_counted(text: &str) -> usize {
    let is_number = |piece: &str| {
        let word = piece.trim_start_matches(|c: char| !c.is_alphabetic());
        piece.ends_with(char::is_numeric) || WORDS.iter().any(|w| piece.len() >= w.len() && ends_with(word, w))
    };
    let (mut found, mut since) = (0, usize::MAX);
    for piece in text.split(' ') {
        if since <= 2 && PARTS.split('|').any(|part| begins_with(piece, part)) {
            found += 1;
        }
        since = if is_number(piece) { 0 } else { since.saturating_add(1) };
    }
    found
}

fn begins_with(text: &str, begin: &str) -> bool {
    text.as_bytes().get(..begin.len()).is_some_and(|b| b.eq_ignore_ascii_case(begin.as_bytes()))
}

fn ends_with(text: &str, end: &str) -> bool {
    text.len().checked_sub(end.len()).is_some_and(|at| text.as_bytes()[at..].eq_ignore_ascii_case(end.as_bytes()))
}

/// The matches of an expression, where there may be any.
fn matches<'t>(expression: &'static LazyLock<Option<Regex>>, text: &'t str, wanted: bool) -> impl Iterator<Item = Captures<'t>> {
    wanted.then(|| expression.as_ref()).flatten().into_iter().flat_map(|e| e.captures_iter(text))
}

impl Check for SumMismatch {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem)) {
            let all = text.text();
            let has = Has::of(all);
            let mut wrong: Vec<(BlockSpan, BlockSpan, String)> = Vec::new();
            let mut push = |found: &Captures<'_>, of: &str, message: String| {
                if let (Some(mark), Some(of)) = (found.name("mark"), found.name(of)) {
                    wrong.push((BlockSpan::new(mark.start(), mark.end()), BlockSpan::new(of.start(), of.end()), message));
                }
            };
            for found in matches(&PARTED, all, has.parts) {
                if let Some((total, sum)) = parts(&found, all) {
                    push(&found, "total", format!("these make {sum}, not {total}"));
                }
            }
            for found in matches(&SHARE, all, has.share).filter(|f| !is_estimate(all, f)) {
                let (Some(a), Some(b), Some(p)) = (count(&found, "a"), count(&found, "b"), figure(&found, "p")) else { continue };
                let share = 100.0 * a / b.max(1.0);
                if a <= b && (share - p.0).abs() > 1.05 {
                    push(&found, "a", format!("{a} of {b} are {share:.1} percent"));
                }
            }
            for found in matches(&CHANGE, all, has.change).filter(|f| !is_estimate(all, f)) {
                if let Some(right) = change(&found) {
                    push(&found, "a", format!("the change is of about {right:.0} percent"));
                }
            }
            for (mark, of, message) in wrong {
                cx.report(text.index(), mark, message).label(Place::new(text.index(), of), "of this");
            }
        }
    }
}

/// Whether what stands before the match calls its figures an estimate.
fn is_estimate(text: &str, found: &Captures<'_>) -> bool {
    let start = found.get(0).map_or(0, |m| m.start());
    let before = text.get(..start).unwrap_or("").trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    matches!(
        word.as_str(),
        "about"
            | "around"
            | "some"
            | "nearly"
            | "almost"
            | "roughly"
            | "approximately"
            | "least"
            | "than"
            | "over"
            | "most"
            | "estimated"
            | "up"
    )
}

/// Total and sum, where parts that leave nobody over make another number than the total.
fn parts(found: &Captures<'_>, text: &str) -> Option<(f64, f64)> {
    let gap = found.name("gap").map_or("", |m| m.as_str()).to_lowercase();
    let after = found.name("after").map_or("", |m| m.as_str()).to_lowercase();
    let open = |w: &str| gap.contains(w) || after.contains(w);
    if is_estimate(text, found) || ["includ", "among", "of whom", "of them", "other", "more", "unidentified"].iter().any(|w| open(w)) {
        return None;
    }
    // What goes on as a list is not all that was counted.
    if after.starts_with(", and ") || after.starts_with(" and ") || gap.contains(" and ") {
        return None;
    }
    let mark = found.name("mark")?.as_str();
    let numbers: Vec<f64> = matches(&PART, mark, true).filter_map(|c| number(c.get(1)?.as_str())).collect();
    let lower = mark.to_lowercase();
    let said = |word: &str| words(&lower).any(|w| w == word);
    let whole = PAIRS.iter().any(|(a, b)| said(a) && said(b));
    let (total, sum) = (count(found, "total")?, numbers.iter().sum::<f64>());
    (whole && numbers.len() > 1 && (total - sum).abs() > 0.5).then_some((total, sum))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic())
}

/// The right percentage, where a change and its percentage disagree however their figures were rounded.
fn change(found: &Captures<'_>) -> Option<f64> {
    let (a, b, p) = (figure(found, "a")?, figure(found, "b")?, figure(found, "p")?);
    let unit = |name| found.name(name).map_or("", |m| m.as_str());
    if unit("ua") != unit("ub") || a.0 <= a.1 {
        return None;
    }
    let percent = |from: f64, to: f64| 100.0 * (to - from).abs() / from;
    let ends = [(a.0 - a.1, b.0 - b.1), (a.0 - a.1, b.0 + b.1), (a.0 + a.1, b.0 - b.1), (a.0 + a.1, b.0 + b.1)].map(|(x, y)| percent(x, y));
    let (low, high) = ends.iter().fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(*x), high.max(*x)));
    let slack = p.1.min(0.5) + 0.6;
    (p.0 < low - slack || p.0 > high + slack).then(|| percent(a.0, b.0))
}

fn count(found: &Captures<'_>, name: &str) -> Option<f64> {
    number(found.name(name)?.as_str())
}

fn number(text: &str) -> Option<f64> {
    let lower = text.to_lowercase();
    WORDS.iter().position(|w| *w == lower).map(|n| n as f64).or_else(|| lower.replace(',', "").parse().ok())
}

/// A figure, and half a unit of its last digit that is not zero; of round figures the first three digits count.
fn figure(found: &Captures<'_>, name: &str) -> Option<(f64, f64)> {
    let plain = found.name(name)?.as_str().replace(',', "");
    let places = plain.split_once('.').map_or(0, |(_, d)| d.len() as i32);
    let zeros = if places > 0 { 0 } else { (plain.len() - plain.trim_end_matches('0').len()).min(plain.len().saturating_sub(3)) as i32 };
    Some((plain.parse().ok()?, 0.5 * 10f64.powi(zeros - places)))
}
