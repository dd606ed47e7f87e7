//! `mixed-percent`, `mixed-date-order`, `mixed-place-name`, `mixed-stops`, `mixed-word-form`: one thing written two ways in one article.
//!
//! A house picks one form; a text translated sentence by sentence comes out with both. One engine, and a table of forms for each rule.

use crate::{
    analysis::Text,
    diagnostic::{Applicability, Group, Place, Severity},
    document::BlockKind,
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
    span::BlockSpan,
};
use regex::Regex;
use std::{borrow::Cow, sync::OnceLock};

/// One way to write the thing.
struct Form {
    /// As the message names it.
    name: &'static str,
    /// What it looks like; the group `mark`, or all of it, is the form.
    regex: &'static str,
    /// What stands in its place in the other form, if that is always the same.
    as_is: Option<&'static str>,
}

const fn form(name: &'static str, regex: &'static str) -> Form {
    Form { name, regex, as_is: None }
}

const fn word(name: &'static str, regex: &'static str) -> Form {
    Form { name, regex, as_is: Some(name) }
}

/// A rule of this kind.
pub struct MixedForms {
    meta: &'static RuleMeta,
    /// Families of forms of which an article should have one each.
    families: &'static [&'static [Form]],
    /// How many times as frequent as all others the article's own form must be.
    lead: usize,
    compiled: &'static OnceLock<Vec<Vec<Option<Regex>>>>,
}

/// The five rules.
pub fn all() -> Vec<Box<dyn Rule>> {
    static COMPILED: [OnceLock<Vec<Vec<Option<Regex>>>>; 5] = [const { OnceLock::new() }; 5];
    [(&PERCENT, PERCENTS, 2), (&DATE_ORDER, DATES, 2), (&PLACE_NAME, PLACES, 1), (&STOPS, STOPPED, 2), (&WORD_FORM, CASES, 2)]
        .into_iter()
        .zip(&COMPILED)
        .map(|((meta, families, lead), compiled)| Box::new(MixedForms { meta, families, lead, compiled }) as Box<dyn Rule>)
        .collect()
}

impl Rule for MixedForms {
    fn meta(&self) -> &RuleMeta {
        self.meta
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let compiled = self.compiled.get_or_init(|| {
            let compile = |family: &&[Form]| family.iter().map(|f| Regex::new(f.regex).ok()).collect();
            self.families.iter().map(compile).collect()
        });
        let article = cx.article();
        let prose: Vec<&Text<'_>> =
            article.blocks().iter().filter(|b| matches!(b.kind(), BlockKind::Paragraph | BlockKind::ListItem)).collect();
        for (family, regexes) in self.families.iter().zip(compiled) {
            let found: Vec<Vec<Place>> = regexes.iter().map(|r| r.as_ref().map_or_else(Vec::new, |r| places(&prose, r))).collect();
            if found.iter().filter(|places| !places.is_empty()).count() < 2 {
                continue;
            }
            let total: usize = found.iter().map(Vec::len).sum();
            let Some(own) = (0..found.len()).max_by_key(|i| (found[*i].len(), std::cmp::Reverse(*i))) else { continue };
            let others = total - found[own].len();
            let Some(&rule) = found[own].first() else { continue };
            if found[own].len() < self.lead * others || found[own].len() < self.lead {
                continue;
            }
            let mut odd: Vec<(usize, Place)> =
                (0..found.len()).filter(|i| *i != own).flat_map(|i| found[i].iter().map(move |p| (i, *p))).collect();
            odd.sort_by_key(|(_, p)| (p.block, p.span.start()));
            let Some(&(form, place)) = odd.first() else { continue };
            let count = |n: usize| if n == 1 { "once".to_owned() } else { format!("{n} times") };
            let message = format!(
                "{} {}, {} {} in this article",
                family[form].name,
                count(found[form].len()),
                family[own].name,
                count(found[own].len())
            );
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
}

/// Where the form stands outside quotations.
fn places(prose: &[&Text<'_>], regex: &Regex) -> Vec<Place> {
    let mut places = Vec::new();
    for text in prose {
        for groups in regex.captures_iter(text.text()) {
            let Some(mark) = groups.name("mark").or_else(|| groups.get(0)) else { continue };
            let span = BlockSpan::new(mark.start(), mark.end());
            if !text.is_quoted(span) {
                places.push(Place::new(text.index(), span));
            }
        }
    }
    places
}

const PERCENTS: &[&[Form]] = &[&[
    form("the sign %", r"\d(?P<mark>\s?%)"),
    form("\"percent\"", r"\d (?P<mark>percent)\b"),
    form("\"per cent\"", r"\d (?P<mark>per cent)\b"),
]];

static PERCENT: RuleMeta = RuleMeta {
    id: Cow::Borrowed("mixed-percent"),
    group: Group::Consistency,
    summary: Cow::Borrowed("\"percent\", \"per cent\" and \"%\" in one article"),
    explanation: Cow::Borrowed(
        "A house writes percentages one way in running text; sentences translated one by one come out with several. Reported once an article, \
         where one way is at least twice as frequent. Headlines, tables and quotations are left alone.",
    ),
    severity: Severity::Info,
    confidence: 0.75,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("Exports of tea fell 12% in May and 9% in June. Prices rose by 3 percent, the bank in Colombo said.", "percent"),
        Example::wrong("Turnout in Graz was 61 percent, or 4 percent more than in the last vote. Postal votes made up 20%.", "%"),
        Example::wrong("Rents rose 8 percent in Cork and 5 percent in Galway. Wages grew by 2 per cent.", "per cent"),
        Example::wrong("The levy is 5%, and 7% for wine. Cider pays 4 per cent since the reform in Tartu.", "per cent"),
        Example::wrong("Of the ships, 30 percent are old and 11 percent broken. Some 6 % lie in Varna.", " %"),
        Example::right("Exports of tea fell 12% in May and 9% in June, the bank said.", "one way"),
        Example::right("Exports fell 12% and 9%. \"We lost 30 percent of our buyers,\" he said in Colombo.", "quoted"),
        Example::right("Exports of tea fell 12% in May. Prices rose by 3 percent.", "one of each: the house may have no way"),
        Example::right("Exports fell 12% and 9%. A large percentage of the crop was lost, and ten percent remained.", "words, not figures"),
        Example::right("Rates rose by 20 basis points, 5% a year, to 7% in June.", "one way"),
    ]),
};

const DATES: &[&[Form]] = &[&[
    form(
        "the month before the day",
        r"\b(?P<mark>(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.) [0-3]?\d)(?:,|\.? |\.?$|;|\))",
    ),
    form(
        "the day before the month",
        r"(?:^|(?:^|\s)(?:[^\p{Lu}\s\d]\S*|On|By|From|Until|Since|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)\s)(?P<mark>[0-3]?\d(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December))\b",
    ),
]];

static DATE_ORDER: RuleMeta = RuleMeta {
    id: Cow::Borrowed("mixed-date-order"),
    group: Group::Consistency,
    summary: Cow::Borrowed("\"May 3\" and \"3 May\" in one article"),
    explanation: Cow::Borrowed(
        "A house puts the day before the month or behind it. Reported once an article, where one order is at least twice as frequent as the other. \
         Datelines, headlines and quotations are left alone.",
    ),
    severity: Severity::Info,
    confidence: 0.75,
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

macro_rules! pair {
    ($a:literal, $b:literal) => {
        &[
            Form {
                name: $a,
                regex: concat!(
                    r"(?:^|(?:^|\s)(?:[^\p{Lu}\s(]\S*|In|From|Near|To|Of)\s|[.!?,;:]\s)(?P<mark>",
                    $a,
                    r")(?:'s|’s)?(?:[\s.,;:)]|$)"
                ),
                as_is: Some($a),
            },
            Form {
                name: $b,
                regex: concat!(
                    r"(?:^|(?:^|\s)(?:[^\p{Lu}\s(]\S*|In|From|Near|To|Of)\s|[.!?,;:]\s)(?P<mark>",
                    $b,
                    r")(?:'s|’s)?(?:[\s.,;:)]|$)"
                ),
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
    confidence: 0.85,
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
    &[word("U.N.", r"(?:^|[\s(])(?P<mark>U\.N\.)"), word("UN", r"(?:^|[\s(])(?P<mark>UN)(?:[\s.,;:)'’]|$)")],
    &[word("U.K.", r"(?:^|[\s(])(?P<mark>U\.K\.)"), word("UK", r"(?:^|[\s(])(?P<mark>UK)(?:[\s.,;:)'’]|$)")],
    &[word("E.U.", r"(?:^|[\s(])(?P<mark>E\.U\.)"), word("EU", r"(?:^|[\s(])(?P<mark>EU)(?:[\s.,;:)'’]|$)")],
    &[form("a.m. and p.m. with stops", r"\d (?P<mark>[ap]\.m\.)"), form("am and pm without", r"\d ?(?P<mark>[ap]m)\b")],
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
    confidence: 0.75,
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
        word("COVID-19", r"\b(?P<mark>COVID-19)\b"),
        word("Covid-19", r"\b(?P<mark>Covid-19)\b"),
        word("covid-19", r"\b(?P<mark>covid-19)\b"),
    ],
    &[word("internet", r"\bthe (?P<mark>internet)\b"), word("Internet", r"\bthe (?P<mark>Internet)(?: [a-z]|[.,;])")],
    &[word("Nato", r"(?:^|\s)(?P<mark>Nato)\b"), word("NATO", r"(?:^|\s)(?P<mark>NATO)\b")],
    &[word("email", r"\b(?P<mark>email)\b"), word("e-mail", r"\b(?P<mark>e-mail)\b")],
    &[word("adviser", r"\b(?P<mark>adviser)\b"), word("advisor", r"\b(?P<mark>advisor)\b")],
    &[word("amid", r"\b(?P<mark>amid)\b"), word("amidst", r"\b(?P<mark>amidst)\b")],
    &[word("online", r"\b(?P<mark>online)\b"), word("on-line", r"\b(?P<mark>on-line)\b")],
    &[word("ceasefire", r"\b(?P<mark>ceasefire)\b"), word("cease-fire", r"\b(?P<mark>cease-fire)\b")],
    &[word("coronavirus", r"\b(?P<mark>coronavirus)\b"), word("corona virus", r"\b(?P<mark>corona virus)\b")],
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
    confidence: 0.75,
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
