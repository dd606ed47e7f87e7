//! `mixed-percent`, `mixed-date-order`, `mixed-place-name`, `mixed-stops`, `mixed-word-form`: one thing written two ways in one article.
//!
//! A house picks one form; a text translated sentence by sentence comes out with both. One engine, and a table of forms for each rule.

use super::declarative::{Required, Search};
use crate::{
    analysis::{Article, Text},
    diagnostic::{Applicability, Group, Place, Severity},
    document::BlockKind,
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
    span::BlockSpan,
};
use regex::Regex;
use std::{
    borrow::Cow,
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
}

/// How far the surroundings reach, in bytes.
const NEAR: usize = 32;

/// A rule of this kind.
pub struct MixedForms {
    meta: &'static RuleMeta,
    /// Families of forms of which an article should have one each.
    families: &'static [&'static [Form]],
    /// How many times as frequent as all others the article's own form must be.
    lead: usize,
    /// The number of its first form among the forms of all rules of this kind.
    first: usize,
}

/// The five rules.
const RULES: [(&RuleMeta, &[&[Form]], usize); 5] =
    [(&PERCENT, PERCENTS, 2), (&DATE_ORDER, DATES, 2), (&PLACE_NAME, PLACES, 1), (&STOPS, STOPPED, 2), (&WORD_FORM, CASES, 2)];

/// The five rules.
pub fn all() -> Vec<Box<dyn Rule>> {
    let mut first = 0;
    let mut rule = |(meta, families, lead): (&'static RuleMeta, &'static [&'static [Form]], usize)| {
        let own = first;
        first += families.iter().map(|f| f.len()).sum::<usize>();
        Box::new(MixedForms { meta, families, lead, first: own }) as Box<dyn Rule>
    };
    RULES.into_iter().map(&mut rule).collect()
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

impl Needs {
    /// For each form, the blocks and places where an article has what the form needs.
    fn hits(&self, article: &Article<'_>) -> Vec<Vec<(usize, usize, usize)>> {
        let forms = self.texts.last().map_or(0, |(form, _)| form + 1);
        let mut hits: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); forms];
        for (block, text) in prose(article).enumerate() {
            self.search.find(text.text().as_bytes(), |text, end| {
                if let Some(&(form, len)) = self.texts.get(text)
                    && let Some(hits) = hits.get_mut(form)
                {
                    hits.push((block, end - len, end));
                }
            });
        }
        hits.iter_mut().for_each(|of_form| of_form.sort_unstable_by_key(|(block, start, end)| (*block, *end, *start)));
        hits
    }
}

/// The blocks that are looked at.
fn prose<'r, 'a>(article: &'r Article<'a>) -> impl Iterator<Item = &'r Text<'a>> {
    article.blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem))
}

impl Rule for MixedForms {
    fn meta(&self) -> &RuleMeta {
        self.meta
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let Some(hits) = article.shared(&raw const NEEDS as usize, || NEEDS.hits(article)) else { return };
        let mut rest = hits.get(self.first..).unwrap_or(&[]);
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

static PERCENT: RuleMeta = RuleMeta {
    id: Cow::Borrowed("mixed-percent"),
    group: Group::Consistency,
    summary: Cow::Borrowed("\"percent\", \"per cent\" and \"%\" in one article"),
    explanation: Cow::Borrowed(
        "A house writes percentages one way in running text; sentences translated one by one come out with several. Reported once an article, \
         where one way is at least twice as frequent. Headlines, tables and quotations are left alone.",
    ),
    severity: Severity::Info,
    confidence: 0.9,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("Exports of tea fell 12% in May and 9% in June. Prices rose by 3 percent, the bank in Colombo said.", "percent"),
        Example::wrong("Turnout in Graz was 61 percent, or 4 percent more than in the last vote. Postal votes made up 20%.", "%"),
        Example::wrong("Rents rose 8 percent in Cork and 5 percent in Galway. Wages grew by 2 per cent.", "per cent"),
        Example::wrong("The levy is 5%, and 7% for wine. Cider pays 4 per cent since the reform in Tartu.", "per cent"),
        Example::wrong("Of the ships, 30 percent are old and 11 percent broken. Some 6 % lie in Varna.", "%"),
        Example::right("Exports of tea fell 12% in May and 9% in June, the bank said.", "one way"),
        Example::right("Exports fell 12% and 9%. \"We lost 30 percent of our buyers,\" he said in Colombo.", "quoted"),
        Example::right("Exports of tea fell 12% in May. Prices rose by 3 percent.", "one of each: the house may have no way"),
        Example::right("Exports fell 12% and 9%. A large percentage of the crop was lost, and ten percent remained.", "words, not figures"),
        Example::right("Rates rose by 20 basis points, 5% a year, to 7% in June.", "one way"),
    ]),
};

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

static DATE_ORDER: RuleMeta = RuleMeta {
    id: Cow::Borrowed("mixed-date-order"),
    group: Group::Consistency,
    summary: Cow::Borrowed("\"May 3\" and \"3 May\" in one article"),
    explanation: Cow::Borrowed(
        "A house puts the day before the month or behind it. Reported once an article, where one order is at least twice as frequent as the other. \
         Datelines, headlines and quotations are left alone.",
    ),
    severity: Severity::Info,
    confidence: 0.9,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("The strike began on May 3 in Cairo. By May 9 it had spread. It ended on 14 June.", "14 June"),
        Example::wrong("He was born on 2 July 1950 in Riga, came back on 5 August 1991 and died on October 4, 2001.", "October 4"),
        Example::wrong("The bridge closed on 1 April and opened on 30 April. On May 2, a crack was found in Porto.", "May 2"),
        Example::wrong("Voting in Lima runs from April 11, the count until April 20. The winner takes office on 28 July.", "28 July"),
        Example::wrong("The dam was finished on 7th March. On 9th March it leaked, and on March 12 it broke near Osh.", "March 12"),
        Example::right("The strike began on May 3 in Cairo. By May 9 it had spread. It ended on June 14.", "one order"),
        Example::right("The strike began on May 3 in Cairo and ended on 14 June.", "one of each"),
        Example::right("On May 3 and May 9, trams stopped in Cairo. \"We meet on 14 June,\" he said.", "quoted"),
        Example::right("On May 3, 12 June brides marched in Cairo. By May 9 they had gone.", "a number of something else"),
        Example::right("From May 3 to May 9, the Windows 10 April update failed in Cairo.", "a product"),
    ]),
};

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

static PLACE_NAME: RuleMeta = RuleMeta {
    id: Cow::Borrowed("mixed-place-name"),
    group: Group::Consistency,
    summary: Cow::Borrowed("\"Kyiv\" and \"Kiev\" in one article"),
    explanation: Cow::Borrowed(
        "A place with two spellings or two names is given one of them in an article. Reported once for each place. Names that contain the \
         place (\"Dynamo Kiev\"), a second name in brackets, and quotations are left alone.",
    ),
    severity: Severity::Warning,
    confidence: 0.9,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("Talks were held in Kyiv on Monday. The envoy left Kyiv at noon. Trains to Kiev were late.", "Kiev"),
        Example::wrong("Grain ships left Odessa in May. The port of Odessa is full, the mayor said in Odesa.", "Odesa"),
        Example::wrong("Shops in Kharkov were open. In Kharkov itself, and near Kharkiv, shells fell.", "Kharkiv"),
        Example::wrong(
            "The president of Belarus met the envoy in Minsk. Belarus sells potash. Farmers in Belorussia were glad.",
            "Belorussia",
        ),
        Example::wrong(
            "Cocoa from Ivory Coast is dear. Farmers in Ivory Coast store it. The harvest of Côte d'Ivoire was good.",
            "Côte d'Ivoire",
        ),
        Example::right("Talks were held in Kyiv on Monday. The envoy left Kyiv at noon.", "one spelling"),
        Example::right("Talks were held in Kyiv on Monday. Dynamo Kiev won in the evening.", "a club's own name"),
        Example::right("Talks were held in Kyiv (Kiev) on Monday, near the river.", "its other name, on purpose"),
        Example::right("Talks were held in Kyiv on Monday. \"I love Kiev,\" the singer said.", "quoted"),
        Example::right("Talks were held in Kyiv on Monday, and the cook made chicken-Kiev for all.", "a dish"),
    ]),
};

const STOPPED: &[&[Form]] = &[
    &[word("U.N.", &["U.N."], r"(?:^|[\s(])(?P<mark>U\.N\.)"), word("UN", &["UN"], r"(?:^|[\s(])(?P<mark>UN)(?:[\s.,;:)'’]|$)")],
    &[word("U.K.", &["U.K."], r"(?:^|[\s(])(?P<mark>U\.K\.)"), word("UK", &["UK"], r"(?:^|[\s(])(?P<mark>UK)(?:[\s.,;:)'’]|$)")],
    &[word("E.U.", &["E.U."], r"(?:^|[\s(])(?P<mark>E\.U\.)"), word("EU", &["EU"], r"(?:^|[\s(])(?P<mark>EU)(?:[\s.,;:)'’]|$)")],
    &[
        Form { name: "a.m. and p.m. with stops", needs: &["a.m.", "p.m."], find: Find::Code(behind_figure), as_is: None },
        Form { name: "am and pm without", needs: &["am", "pm"], find: Find::Code(behind_figure), as_is: None },
    ],
];

static STOPS: RuleMeta = RuleMeta {
    id: Cow::Borrowed("mixed-stops"),
    group: Group::Consistency,
    summary: Cow::Borrowed("\"UN\" and \"U.N.\", \"a.m.\" and \"am\" in one article"),
    explanation: Cow::Borrowed(
        "A house writes an abbreviation with its stops or without. Reported once an article, where one form is at least twice as frequent. \
         \"US\" and \"U.S.\" have a rule of their own, `mixed-us`; headlines and quotations are left alone.",
    ),
    severity: Severity::Info,
    confidence: 0.9,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("The UN sent food to Goma. A UN lorry broke down. The U.N. envoy will come on Monday.", "U.N."),
        Example::wrong("The U.K. left in 2020. The U.K. envoy stayed in Oslo; UK firms did not.", "UK"),
        Example::wrong("Doors in Malmo open at 9 a.m. and close at 5 p.m. On Sundays the museum opens at 11 am.", "am"),
        Example::wrong("Ministers of the EU met in Riga. The EU will pay; the E.U. envoy said so.", "E.U."),
        Example::wrong("The train leaves at 7pm, the last one at 11pm. The bus goes at 6 a.m. from Porto.", "a.m."),
        Example::right("The UN sent food to Goma. A UN lorry broke down.", "one form"),
        Example::right("The UN sent food to Goma. A UN aide wrote: \"The U.N. is late.\"", "quoted"),
        Example::right("The UN sent food to Goma. The U.N. envoy will come.", "one of each"),
        Example::right("Doors in Malmo open at 9 a.m. and close at 5 p.m., and I am late.", "a verb"),
        Example::right("Ministers of the EU met in Riga. The EU will pay.", "one form"),
    ]),
};

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

static WORD_FORM: RuleMeta = RuleMeta {
    id: Cow::Borrowed("mixed-word-form"),
    group: Group::Consistency,
    summary: Cow::Borrowed("\"COVID-19\" and \"Covid-19\", \"ceasefire\" and \"cease-fire\" in one article"),
    explanation: Cow::Borrowed(
        "A word with two lawful forms has one of them in an article: capitals (\"NATO\", \"Nato\"), hyphen (\"email\", \"e-mail\"), spelling \
         (\"adviser\", \"advisor\"). Reported once for each word, where one form is at least twice as frequent. Headlines and quotations are left \
         alone; British and American spellings have a rule of their own, `mixed-spelling`.",
    ),
    severity: Severity::Info,
    confidence: 0.9,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("Cases of COVID-19 rose in Oslo. The town tests for COVID-19. Two men died of Covid-19.", "Covid-19"),
        Example::wrong("The ceasefire in Juba holds. The ceasefire began in May. The last cease-fire failed.", "cease-fire"),
        Example::wrong("Ships of NATO came to Riga. NATO will stay. Some Nato members object.", "Nato"),
        Example::wrong("He sent an e-mail to Quito. The e-mail was lost, and so was the email of his aide.", "email"),
        Example::wrong("An adviser to the king met an adviser of the bank in Rabat. The advisor said no.", "advisor"),
        Example::right("Cases of COVID-19 rose in Oslo. The town tests for COVID-19.", "one form"),
        Example::right("The ceasefire in Juba holds. The ceasefire began. \"No cease-fire lasts,\" he wrote.", "quoted"),
        Example::right("Ships of NATO came to Riga. Some Nato members object.", "one of each"),
        Example::right("He sent an e-mail to Quito, and then another e-mail.", "one form"),
        Example::right("The internet was down in Lagos. The Internet Society said so; the internet came back.", "an organisation"),
    ]),
};
