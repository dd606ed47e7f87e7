//! `weekday-date`: a weekday that its date did not fall on.

use crate::{
    diagnostic::Applicability,
    document::BlockKind,
    rule::{Check, RuleContext, Scope},
    span::BlockSpan,
};
use regex::Regex;
use std::sync::LazyLock;

pub struct WeekdayDate;

const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let day = r"(?P<d1>\d{1,2})(?:st|nd|rd|th)?";
    let month = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?";
    Regex::new(&format!(
        r"\b(?P<w>Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday),?\s+(?:the\s+)?(?:(?P<m1>{month})\s+{day},?|{}\s+(?:of\s+)?(?P<m2>{month}),?)\s+(?P<y>(?:19|20)\d\d)\b",
        day.replace("d1", "d2")
    ))
    .ok()
});

impl Check for WeekdayDate {
    fn scope(&self) -> Scope {
        Scope::Block
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        // To compile the expression takes longer than to read an article: few have a weekday and a year in one block.
        let may_match = |text: &str| text.contains("day") && (text.contains(" 20") || text.contains(" 19"));
        for text in cx.article().blocks().iter().filter(|b| b.kind() != BlockKind::Code && may_match(b.text())) {
            let Some(date) = DATE.as_ref() else { return };
            for found in date.captures_iter(text.text()) {
                let group = |names: [&str; 2]| names.iter().find_map(|n| found.name(n)).map_or("", |m| m.as_str());
                let (Some(whole), Some(weekday)) = (found.get(0), found.name("w")) else { continue };
                let month = MONTHS.iter().position(|m| group(["m1", "m2"]).starts_with(m)).map_or(0, |m| m + 1);
                let (Ok(day), Ok(year)) = (group(["d1", "d2"]).parse(), group(["y", "y"]).parse()) else { continue };
                let Some(right) = weekday_of(year, month, day).map(|i| DAYS[i]) else { continue };
                if right != weekday.as_str() {
                    let span = BlockSpan::new(whole.start(), whole.end());
                    let place = crate::diagnostic::Place::new(text.index(), BlockSpan::new(weekday.start(), weekday.end()));
                    cx.report(text.index(), span, format!("this date was a {right}, not a {}", weekday.as_str())).suggest_at(
                        place,
                        right,
                        Applicability::Unsafe,
                    );
                }
            }
        }
    }
}

/// Day of the week, 0 for Sunday, in the Gregorian calendar (Sakamoto's method); `None` for a day that the month does not have.
fn weekday_of(year: usize, month: usize, day: usize) -> Option<usize> {
    const SHIFT: [usize; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    const LENGTH: [usize; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let index = month.checked_sub(1)?;
    if day == 0 || day > *LENGTH.get(index)? {
        return None;
    }
    let year = if month < 3 { year - 1 } else { year };
    Some((year + year / 4 - year / 100 + year / 400 + SHIFT[index] + day) % 7)
}
