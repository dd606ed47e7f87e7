//! Writes what is reported into a specification.

use super::{
    marks::{Mark, Marked},
    parse::{Case, Spec},
    run::Runner,
};
use std::{collections::BTreeMap, ops::Range};

/// The file's text with each article marked as it is reported, and how many articles changed. An article whose marks stand in a frame,
/// or that is reported differently in two frames, or whose reports overlap, stays as it is.
pub fn updated(text: &str, spec: &Spec, runner: &Runner, wanted: impl Fn(&Case) -> bool) -> (String, usize) {
    // By the place of the article in the file: what is to be written there, or nothing where two frames disagree.
    let mut changes: BTreeMap<(usize, usize), Option<String>> = BTreeMap::new();
    for case in spec.cases.iter().filter(|case| wanted(case)) {
        let Some((own, before)) = &case.own else { continue };
        let new = rewritten(text, case, own, *before, runner);
        changes.entry((own.start, own.end)).and_modify(|known| *known = known.take().filter(|k| Some(k) == new.as_ref())).or_insert(new);
    }
    let (mut out, mut at, mut count) = (String::new(), 0, 0);
    for ((start, end), new) in changes {
        let (Some(new), Some(old)) = (new, text.get(start..end)) else { continue };
        if new != old {
            out.push_str(text.get(at..start).unwrap_or(""));
            out.push_str(&new);
            at = end;
            count += 1;
        }
    }
    out.push_str(text.get(at..).unwrap_or(""));
    (out, count)
}

/// The case's own part, marked as it is reported.
fn rewritten(text: &str, case: &Case, own: &Range<usize>, before: usize, runner: &Runner) -> Option<String> {
    let plain = Marked::parse(text.get(own.clone())?).ok()?.text;
    let inside = |mark: Mark| {
        let (start, end) = (mark.start.checked_sub(before)?, mark.end.checked_sub(before)?);
        (end <= plain.len()).then_some(Mark { start, end, ..mark })
    };
    let marks: Option<Vec<Mark>> = runner.found(case).into_iter().map(|found| inside(found.mark)).collect();
    Marked { marks: marks?, text: plain }.write()
}
