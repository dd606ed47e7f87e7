//! `mixed-percent`, `mixed-date-order`, `mixed-place-name`, `mixed-stops`, `mixed-us`, `mixed-word-form`: one thing written two ways in one article.
//!
//! A house picks one form; a text translated sentence by sentence comes out with both. One engine, and a table of forms for each rule.

use super::declarative::{Required, Search};
use super::records;
use crate::{
    analysis::{Article, Text},
    diagnostic::{Applicability, Place},
    document::BlockKind,
    rule::{Check, RuleContext, RuleMeta},
    span::BlockSpan,
};
use regex::Regex;
use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// One way to write the thing.
struct Form {
    /// As the message names it.
    name: &'static str,
    /// What it has in any case: only around these is looked closer.
    needs: &'static [&'static str],
    /// Where the form is, if it is there: of a text and the place of what it needs.
    find: Find,
    /// What stands in its place in the other form, if that is always the same.
    as_is: Option<&'static str>,
}

/// How a form is known.
enum Find {
    /// An expression on the surroundings; its group `mark` is the form.
    Regex(&'static str),
    /// A function of the text and of where what the form needs begins and ends.
    Code(fn(&str, usize, usize) -> Option<(usize, usize)>),
    /// What the form needs, as a word of its own in a block that is not all in capitals.
    Word,
}

/// How far the surroundings reach, in bytes.
const NEAR: usize = 32;

/// A rule of this kind.
pub struct MixedForms {
    /// Families of forms of which an article should have one each.
    families: &'static [&'static [Form]],
    /// How many times as frequent as all others the article's own form must be.
    lead: usize,
    /// The number of its first form among the forms of all rules of this kind.
    first: usize,
}

/// The rules.
const RULES: [(&RuleMeta, &[&[Form]], usize); 6] = [
    (&records::MIXED_PERCENT, PERCENTS, 2),
    (&records::MIXED_DATE_ORDER, DATES, 2),
    (&records::MIXED_PLACE_NAME, PLACES, 1),
    (&records::MIXED_STOPS, STOPPED, 2),
    // One against three or more is a slip; closer to even, the house has no rule to break.
    (&records::MIXED_US, US, 3),
    (&records::MIXED_WORD_FORM, CASES, 2),
];

/// The rules' records and checks.
pub fn all() -> impl Iterator<Item = (&'static RuleMeta, MixedForms)> {
    let mut first = 0;
    RULES.into_iter().map(move |(meta, families, lead)| {
        let own = first;
        first += families.iter().map(|f| f.len()).sum::<usize>();
        (meta, MixedForms { families, lead, first: own })
    })
}

/// What the forms of all rules need, searched for together.
static NEEDS: LazyLock<Needs> = LazyLock::new(|| {
    let mut needs = Needs::default();
    for (form, f) in RULES.iter().flat_map(|rule| rule.1.iter().copied().flatten()).enumerate() {
        for text in f.needs {
            needs.search.add(&Required::literal(text), needs.texts.len());
            needs.texts.push((form, text.len()));
        }
    }
    needs.search.build();
    needs
});

#[derive(Default)]
struct Needs {
    search: Search,
    /// Of each text that is searched for the form that needs it, and its length in bytes.
    texts: Vec<(usize, usize)>,
}

/// For each form, blocks, and first and last byte of what the form needs there.
struct Hits(Vec<Vec<(usize, usize, usize)>>);

/// The forms that have what they need in a block, and where it begins and ends; kept with the block.
struct InBlock(Vec<(usize, usize, usize)>);

impl Needs {
    /// For each form, the blocks and places where an article has what the form needs.
    fn hits(&self, article: &Article<'_>) -> Hits {
        let forms = self.texts.last().map_or(0, |(form, _)| form + 1);
        let mut hits: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); forms];
        for (block, text) in prose(article).enumerate() {
            for &(form, start, end) in &text.fact_of(0, || self.hits_in(text.text())).0 {
                if let Some(hits) = hits.get_mut(form) {
                    hits.push((block, start, end));
                }
            }
        }
        hits.iter_mut().for_each(|of_form| of_form.sort_unstable_by_key(|(block, start, end)| (*block, *end, *start)));
        Hits(hits)
    }

    fn hits_in(&self, text: &str) -> InBlock {
        let mut hits = Vec::new();
        self.search.find(text.as_bytes(), |text, end| {
            if let Some(&(form, len)) = self.texts.get(text) {
                hits.push((form, end - len, end));
            }
        });
        InBlock(hits)
    }
}

/// The blocks that are looked at.
fn prose<'r, 'a>(article: &'r Article<'a>) -> impl Iterator<Item = &'r Text<'a>> {
    article.blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem))
}

impl Check for MixedForms {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let hits = article.fact(|| NEEDS.hits(article));
        let mut rest = hits.0.get(self.first..).unwrap_or(&[]);
        for family in self.families {
            let (hits, next) = rest.split_at(family.len().min(rest.len()));
            rest = next;
            if hits.iter().filter(|h| !h.is_empty()).count() >= 2 {
                let prose: Vec<&Text<'_>> = prose(article).collect();
                let found = family.iter().zip(hits).map(|(form, hits)| places(&prose, form, hits)).collect();
                self.weigh(cx, family, found);
            }
        }
    }
}

impl MixedForms {
    /// Reports the form that stands out against the article's own.
    fn weigh(&self, cx: &mut RuleContext<'_, '_>, family: &[Form], found: Vec<Vec<Place>>) {
        if found.iter().filter(|places| !places.is_empty()).count() < 2 {
            return;
        }
        let total: usize = found.iter().map(Vec::len).sum();
        let Some(own) = (0..found.len()).max_by_key(|i| (found[*i].len(), std::cmp::Reverse(*i))) else { return };
        let others = total - found[own].len();
        let Some(&rule) = found[own].first() else { return };
        if found[own].len() < self.lead * others || found[own].len() < self.lead {
            return;
        }
        let mut odd: Vec<(usize, Place)> =
            (0..found.len()).filter(|i| *i != own).flat_map(|i| found[i].iter().map(move |p| (i, *p))).collect();
        odd.sort_by_key(|(_, p)| (p.block, p.span.start()));
        let Some(&(form, place)) = odd.first() else { return };
        let count = |n: usize| if n == 1 { "once".to_owned() } else { format!("{n} times") };
        let (odd_name, own_name) = (family[form].name, family[own].name);
        let message = format!("{odd_name} {}, {own_name} {} in this article", count(found[form].len()), count(found[own].len()));
        let finding = cx.report(place.block, place.span, message);
        finding.label(rule, "the article's usual form");
        for (_, place) in odd.iter().skip(1) {
            finding.label(*place, "here too");
        }
        if let Some(text) = family[own].as_is {
            finding.suggest(text, Applicability::Unsafe);
        }
    }
}

/// Where the form stands outside quotations; `hits` are blocks, and where what it needs begins and ends.
fn places(prose: &[&Text<'_>], form: &Form, hits: &[(usize, usize, usize)]) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for &(block, start, end) in hits {
        let Some(text) = prose.get(block) else { continue };
        let all = text.text();
        let mark = match &form.find {
            Find::Code(find) => find(all, start, end),
            Find::Word => is_word(text, start, end).then_some((start, end)),
            Find::Regex(expression) => {
                let regex = compiled(expression);
                let from = (0..=start.saturating_sub(NEAR)).rev().find(|at| all.is_char_boundary(*at)).unwrap_or(0);
                let to = (end + NEAR..all.len()).find(|at| all.is_char_boundary(*at)).unwrap_or(all.len());
                let near = all.get(from..to).unwrap_or("");
                let marks = regex.iter().flat_map(|r| r.captures_iter(near)).filter_map(|g| g.name("mark"));
                marks.map(|m| (from + m.start(), from + m.end())).find(|m| m.0 < end && start < m.1)
            }
        };
        let Some((start, end)) = mark else { continue };
        let place = Place::new(text.index(), BlockSpan::new(start, end));
        if places.last() != Some(&place) && !text.is_quoted(place.span) {
            places.push(place);
        }
    }
    places
}

/// Whether a token of a block that has small letters is just what stands there.
fn is_word(text: &Text<'_>, start: usize, end: usize) -> bool {
    let token = text.tokens().get(text.tokens().partition_point(|t| t.span.start() < start));
    token.is_some_and(|t| t.span == BlockSpan::new(start, end)) && text.text().chars().any(char::is_lowercase)
}

/// An expression, compiled once for all articles.
fn compiled(expression: &'static str) -> Option<Arc<Regex>> {
    static COMPILED: Mutex<BTreeMap<&str, Option<Arc<Regex>>>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    compiled.entry(expression).or_insert_with(|| Regex::new(expression).ok().map(Arc::new)).clone()
}

const PERCENTS: &[&[Form]] = &[&[
    Form { name: "the sign %", needs: &["%"], find: Find::Code(behind_figure), as_is: None },
    Form { name: "\"percent\"", needs: &["percent"], find: Find::Code(behind_figure), as_is: None },
    Form { name: "\"per cent\"", needs: &["per cent"], find: Find::Code(behind_figure), as_is: None },
]];

/// The sign or word itself, behind a figure and not inside another word.
fn behind_figure(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let before = text.get(..start)?.trim_end_matches([' ', '\u{A0}']);
    let inside = text.get(end..)?.starts_with(|c: char| c.is_alphabetic());
    (before.ends_with(|c: char| c.is_ascii_digit()) && !inside).then_some((start, end))
}

const MONTHS: &[&str] =
    &["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const DATES: &[&[Form]] = &[&[
    Form { name: "the month before the day", needs: MONTHS, find: Find::Code(day_behind), as_is: None },
    Form { name: "the day before the month", needs: MONTHS, find: Find::Code(day_before), as_is: None },
]];

/// "May 3", with the month at `start..end`.
fn day_behind(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let rest = text.get(end..)?.strip_prefix(' ')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.get(digits..)?;
    let day = matches!(digits, 1 | 2) && rest.get(..digits)?.parse().is_ok_and(|d: u8| (1..=31).contains(&d));
    let open = after.starts_with([' ', ',', '.', ';', ')']) || after.is_empty();
    // "of 12 May 2020" has its day already, "May 2.5 percent" has none.
    let amount = after.strip_prefix(['.', ',']).is_some_and(|a| a.starts_with(|c: char| c.is_ascii_digit()));
    (day && open && !amount && day_before(text, start, end).is_none()).then_some((start, end + 1 + digits))
}

/// "3 May" and "3rd May", with the month at `start..end`. A name with a figure before ("Windows 10 May update") is none.
fn day_before(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let before = text.get(..start)?.strip_suffix(' ')?;
    let word = before.rsplit([' ', '\n']).next()?;
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
    let day = ending && matches!(digits.len(), 1 | 2) && digits.parse().is_ok_and(|d: u8| (1..=31).contains(&d));
    let left = before.strip_suffix(word)?.trim_end();
    let last = left.rsplit([' ', '\n']).next().unwrap_or("");
    let opener = matches!(last, "On" | "By" | "From" | "Until" | "Since") || last.trim_end_matches(',').ends_with("day");
    let named = last.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) && !opener;
    let followed = text.get(end..)?.starts_with(|c: char| c.is_alphanumeric());
    (day && !named && !followed && !left.ends_with(',')).then_some((before.len() - word.len(), end))
}

const fn word(name: &'static str, needs: &'static [&'static str], regex: &'static str) -> Form {
    Form { name, needs, find: Find::Regex(regex), as_is: Some(name) }
}

macro_rules! pair {
    ($a:literal, $b:literal) => {
        &[
            Form {
                name: $a,
                needs: &[$a],
                find: Find::Regex(concat!(
                    r"(?:^|(?:^|\s)(?:[^\p{Lu}\s(]\S*|In|From|Near|To|Of)\s|[.!?,;:]\s)(?P<mark>",
                    $a,
                    r")(?:'s|’s)?(?:[\s.,;:)]|$)"
                )),
                as_is: Some($a),
            },
            Form {
                name: $b,
                needs: &[$b],
                find: Find::Regex(concat!(
                    r"(?:^|(?:^|\s)(?:[^\p{Lu}\s(]\S*|In|From|Near|To|Of)\s|[.!?,;:]\s)(?P<mark>",
                    $b,
                    r")(?:'s|’s)?(?:[\s.,;:)]|$)"
                )),
                as_is: Some($b),
            },
        ]
    };
}

const PLACES: &[&[Form]] = &[
    pair!("Kyiv", "Kiev"),
    pair!("Odesa", "Odessa"),
    pair!("Kharkiv", "Kharkov"),
    pair!("Lviv", "Lvov"),
    pair!("Mykolaiv", "Nikolaev"),
    pair!("Chernihiv", "Chernigov"),
    pair!("Zaporizhzhia", "Zaporozhye"),
    pair!("Luhansk", "Lugansk"),
    pair!("Vinnytsia", "Vinnitsa"),
    pair!("Rivne", "Rovno"),
    pair!("Donbas", "Donbass"),
    pair!("Nagorno-Karabakh", "Nagorny Karabakh"),
    pair!("Almaty", "Alma-Ata"),
    pair!("Belarus", "Belorussia"),
    pair!("Moldova", "Moldavia"),
    pair!("Kyrgyzstan", "Kirghizia"),
    pair!("Turkmenistan", "Turkmenia"),
    pair!("Ivory Coast", "Côte d'Ivoire"),
    pair!("Eswatini", "Swaziland"),
    pair!("Cape Verde", "Cabo Verde"),
    pair!("Kolkata", "Calcutta"),
    pair!("Bengaluru", "Bangalore"),
    pair!("Türkiye", "Turkey"),
    pair!("Nur-Sultan", "Nursultan"),
    pair!("Seville", "Sevilla"),
    pair!("Idlib", "Edlib"),
    pair!("Sanaa", "Sana'a"),
    pair!("Hodeidah", "Hudaydah"),
    pair!("Kandahar", "Qandahar"),
    pair!("Guangzhou", "Canton"),
];

const STOPPED: &[&[Form]] = &[
    &[word("U.N.", &["U.N."], r"(?:^|[\s(])(?P<mark>U\.N\.)"), word("UN", &["UN"], r"(?:^|[\s(])(?P<mark>UN)(?:[\s.,;:)'’]|$)")],
    &[word("U.K.", &["U.K."], r"(?:^|[\s(])(?P<mark>U\.K\.)"), word("UK", &["UK"], r"(?:^|[\s(])(?P<mark>UK)(?:[\s.,;:)'’]|$)")],
    &[word("E.U.", &["E.U."], r"(?:^|[\s(])(?P<mark>E\.U\.)"), word("EU", &["EU"], r"(?:^|[\s(])(?P<mark>EU)(?:[\s.,;:)'’]|$)")],
    &[
        Form { name: "a.m. and p.m. with stops", needs: &["a.m.", "p.m."], find: Find::Code(behind_figure), as_is: None },
        Form { name: "am and pm without", needs: &["am", "pm"], find: Find::Code(behind_figure), as_is: None },
    ],
];

const US: &[&[Form]] = &[&[
    Form { name: "\"US\"", needs: &["US"], find: Find::Word, as_is: Some("US") },
    Form { name: "\"U.S.\"", needs: &["U.S."], find: Find::Word, as_is: Some("U.S.") },
]];

const CASES: &[&[Form]] = &[
    &[
        word("COVID-19", &["COVID-19"], r"\b(?P<mark>COVID-19)\b"),
        word("Covid-19", &["Covid-19"], r"\b(?P<mark>Covid-19)\b"),
        word("covid-19", &["covid-19"], r"\b(?P<mark>covid-19)\b"),
    ],
    &[
        word("internet", &["internet"], r"\bthe (?P<mark>internet)\b"),
        word("Internet", &["Internet"], r"\bthe (?P<mark>Internet)(?: [a-z]|[.,;])"),
    ],
    &[word("Nato", &["Nato"], r"(?:^|\s)(?P<mark>Nato)\b"), word("NATO", &["NATO"], r"(?:^|\s)(?P<mark>NATO)\b")],
    &[word("email", &["email"], r"\b(?P<mark>email)\b"), word("e-mail", &["e-mail"], r"\b(?P<mark>e-mail)\b")],
    &[word("adviser", &["adviser"], r"\b(?P<mark>adviser)\b"), word("advisor", &["advisor"], r"\b(?P<mark>advisor)\b")],
    &[word("amid", &["amid"], r"\b(?P<mark>amid)\b"), word("amidst", &["amidst"], r"\b(?P<mark>amidst)\b")],
    &[word("online", &["online"], r"\b(?P<mark>online)\b"), word("on-line", &["on-line"], r"\b(?P<mark>on-line)\b")],
    &[word("ceasefire", &["ceasefire"], r"\b(?P<mark>ceasefire)\b"), word("cease-fire", &["cease-fire"], r"\b(?P<mark>cease-fire)\b")],
    &[
        word("coronavirus", &["coronavirus"], r"\b(?P<mark>coronavirus)\b"),
        word("corona virus", &["corona virus"], r"\b(?P<mark>corona virus)\b"),
    ],
];
