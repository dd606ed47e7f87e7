//! Who wrote an article and who helped.

use super::{
    Shape,
    dateline::{WEEKDAYS, month},
    is_capitalised, is_one_of, words,
};

/// Words that open a byline, by language; what follows must look like a name.
const BY: &[&str] = &["By", "BY", "Von", "Por", "Par", "Di", "Door", "Av", "Af", "Автор", "От", "Text", "Words", "Story"];

/// What a byline says of a writer.
const ROLES: &[&str] = &[
    "correspondent",
    "reporter",
    "reporters",
    "editor",
    "writer",
    "staff",
    "journalist",
    "columnist",
    "contributor",
    "bureau",
    "agencies",
    "desk",
    "commentator",
    "photographer",
];

/// Openings of lines that say who wrote an article.
const CREDITED: &[&str] =
    &["reporting by ", "writing by ", "additional reporting", "compiled by ", "edited by ", "editing by ", "written by "];

/// Openings of lines that name others who had a part in it. With a full stop they may open a sentence.
const HELPED: &[&str] = &[
    "translated by ",
    "translated from ",
    "translation by ",
    "with files from ",
    "with a file from ",
    "with reports from ",
    "with reporting from ",
    "with reporting by ",
    "with additional reporting ",
    "with contributions from ",
    "with agencies",
    "the author is ",
    "the writer is ",
];

/// What somebody contributed to.
pub(super) const REPORTS: &[&str] = &["report", "story", "article"];

/// Whether a line says who had a part in the article, and stops without a full stop: `With files from the Canadian Press`,
/// `Amara Diallo in Conakry contributed to this report`.
fn is_credit(lower: &str, shape: &Shape) -> bool {
    if shape.words > 30 || shape.dangling || shape.sentence_before && shape.words > 14 {
        return false;
    }
    let inside = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    let ends = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    CREDITED.iter().chain(HELPED).any(|p| inside.starts_with(p)) && (!shape.terminated || lower.ends_with([')', ']']))
        || REPORTS.iter().any(|w| ends.strip_suffix(w).is_some_and(|t| t.ends_with("contributed to this ")))
}

pub(super) fn is_byline(text: &str, lower: &str, shape: &Shape, top: bool, end: bool) -> bool {
    if is_credit(lower, shape) {
        return true;
    }
    if shape.words == 0 || shape.words > 14 {
        return false;
    }
    if CREDITED.iter().any(|p| lower.trim_start_matches('(').starts_with(p)) || lower.starts_with("(reporter") {
        return true;
    }
    if shape.terminated && !text.ends_with('.') {
        return false;
    }
    let all: Vec<&str> = words(text).collect();
    let names = |ws: &[&str]| {
        let names = ws.iter().filter(|w| is_capitalised(w)).count();
        let small = [
            "and", "for", "in", "of", "the", "with", "de", "van", "von", "der", "da", "al", "bin", "y", "e", "et", "und", "dos", "di", "la",
        ];
        names >= 1 && ws.iter().all(|w| is_capitalised(w) || small.contains(w) || ROLES.contains(w))
    };
    let weekday = |w: &str| month(w).is_some() || is_one_of(WEEKDAYS, w);
    if let Some((first, rest)) = all.split_first()
        && BY.contains(first)
    {
        // `By Monday` and `By Chance` alone are no writers: a first and a last name, or a role.
        return rest.len() >= 2 && names(rest) && !weekday(rest[0]) && !shape.terminated && (top || end);
    }
    if shape.terminated || !(top || end) {
        return false;
    }
    let role = all.iter().any(|w| is_one_of(ROLES, w));
    role && all.len() >= 3 && all.len() <= 9 && all.iter().filter(|w| is_capitalised(w)).count() >= 2 && (names(&all) || text.contains(','))
}
