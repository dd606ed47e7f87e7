//! `role-conflict`: "Slovak Prime Minister Robert Fico" here, "Slovenian Prime Minister Robert Fico" there.

use crate::{
    analysis::{Article, Mention, NameKind, NameWord, Text, Token, TokenKind, keys, name_words},
    diagnostic::{Applicability, Place},
    document::BlockKind,
    lexicon::{self, KnownKind, PlaceKind, demonym_country, known, place},
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::LazyLock,
};

pub struct RoleConflict;

/// What somebody is said to be, once.
struct Said<'a> {
    place: Place,
    office: Office,
    /// The word or words that tell the ministry.
    field: Option<Field<'a>>,
    country: Option<Country<'a>>,
    /// The name, folded; empty but for the surname where only that stands.
    full: Option<String>,
    surname: String,
}

/// The word that tells a ministry, and where it stands.
type Field<'a> = (&'a str, BlockSpan);

/// A country as it stands before an office or after it.
#[derive(Clone, Copy)]
struct Country<'a> {
    code: &'static str,
    text: &'a str,
    span: BlockSpan,
    /// An adjective, or else the country's name.
    adjective: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Office {
    President,
    PrimeMinister,
    Chancellor,
    /// Whatever the office is called.
    Leader,
    /// By the ministry, one word for all that it is called.
    Minister(&'static str),
}

impl Check for RoleConflict {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        let article = cx.article();
        let said = collect(article);
        if said.len() < 2 {
            return;
        }
        let mut people: BTreeMap<String, Vec<&Said<'_>>> = BTreeMap::new();
        let full = full_names(article);
        for one in &said {
            // A surname alone is the person of that surname, if there is but one; or if it is too rare for two.
            let key = match (&one.full, full.get(&one.surname).map(HashSet::len)) {
                (Some(full), _) => full.clone(),
                (None, Some(1)) => full.get(&one.surname).and_then(|all| all.iter().next()).cloned().unwrap_or_default(),
                (None, None) if is_rare(&one.surname) => one.surname.clone(),
                _ => continue,
            };
            people.entry(key).or_default().push(one);
        }
        for (name, said) in &people {
            if said.len() > 1 {
                two_countries(cx, name, said);
                two_ministries(cx, name, said);
            }
        }
    }
}

/// Reports the country that does not belong, where one office is given with two.
fn two_countries(cx: &mut RuleContext<'_, '_>, name: &str, said: &[&Said<'_>]) {
    // Nobody named in full holds offices in two countries; of a surname, the same office tells that it is one person.
    let in_full = name.contains(' ');
    let offices: BTreeSet<Option<Office>> = said.iter().map(|s| (!in_full).then_some(s.office)).collect();
    for office in offices {
        let here: Vec<(&Said<'_>, Country<'_>)> =
            said.iter().filter(|s| office.is_none_or(|o| o == s.office)).filter_map(|s| Some((*s, s.country?))).collect();
        let Some(right) =
            right_one(&here.iter().map(|(_, c)| c.code).collect::<Vec<_>>(), known(KnownKind::Person, name).map(lexicon::Known::country))
        else {
            continue;
        };
        let Some((model, country)) = here.iter().find(|(_, c)| c.code == right.code) else { continue };
        for (odd, wrong) in here.iter().filter(|(_, c)| c.code != right.code && !may_be_one(c.code, right.code)) {
            let message = format!("the same person's country is \"{}\" elsewhere in this article", country.text);
            let finding = cx.report(odd.place.block, wrong.span, message);
            let like = here.iter().find(|(_, c)| c.code == right.code && c.adjective == wrong.adjective);
            if let Some((_, like)) = like.filter(|_| right.sure) {
                finding.suggest(like.text.to_owned(), Applicability::Unsafe);
            }
            finding.label(model.place, format!("\"{}\" here", country.text));
        }
    }
}

/// Reports the ministry that does not belong.
fn two_ministries(cx: &mut RuleContext<'_, '_>, name: &str, said: &[&Said<'_>]) {
    let here: Vec<(&Said<'_>, &'static str)> =
        said.iter().filter_map(|s| if let Office::Minister(field) = s.office { Some((*s, field)) } else { None }).collect();
    let codes: Vec<&'static str> = here.iter().map(|(_, field)| *field).collect();
    let countries: HashSet<&str> = here.iter().filter_map(|(s, _)| Some(s.country?.code)).collect();
    // Of two countries there may be two people.
    let Some(right) = right_one(&codes, None).filter(|_| countries.len() <= 1) else { return };
    let held = codes.iter().collect::<HashSet<_>>().len();
    if held > 2 || tells_of_change(cx.article(), name) {
        return;
    }
    let Some((model, (text, _))) = here.iter().find(|(_, f)| *f == right.code).and_then(|(s, _)| Some((s, s.field?))) else { return };
    for (odd, field) in here.iter().filter(|(_, f)| *f != right.code) {
        let Some((_, span)) = odd.field.filter(|_| are_apart(field, right.code)) else { continue };
        let message = format!("the same person's office is \"{text}\" elsewhere in this article");
        let finding = cx.report(odd.place.block, span, message);
        if right.sure {
            finding.suggest(text.to_owned(), Applicability::Unsafe);
        }
        finding.label(model.place, format!("\"{text}\" here"));
    }
}

struct Right {
    code: &'static str,
    /// Whether more than its place in the article speaks for it.
    sure: bool,
}

/// Which of several is right: what is known, what stands most often, what stands first; nothing if there is but one.
fn right_one(codes: &[&'static str], known: Option<&'static str>) -> Option<Right> {
    let count = |code: &str| codes.iter().filter(|c| **c == code).count();
    let first = *codes.first()?;
    if codes.iter().all(|c| *c == first) {
        return None;
    }
    if let Some(known) = known.filter(|k| codes.contains(k)) {
        return Some(Right { code: known, sure: true });
    }
    // The first of those that stand most often.
    let most = codes.iter().rev().max_by_key(|c| count(c)).copied()?;
    Some(Right { code: most, sure: codes.iter().all(|c| *c == most || count(c) < count(most)) })
}

/// Countries that share people, or dispute what is whose.
fn may_be_one(a: &str, b: &str) -> bool {
    const GROUPS: [&[&str]; 7] = [
        &["CN", "TW", "HK", "MO"],
        &["GB", "IE", "IM", "JE", "GG"],
        &["RS", "BA", "HR", "ME", "XK"],
        &["TR", "CY", "GR"],
        &["IL", "PS"],
        &["CD", "CG"],
        &["GN", "GW", "GQ", "PG"],
    ];
    a == b || GROUPS.iter().any(|g| g.contains(&a) && g.contains(&b))
}

/// Ministries that no one person is given at once.
fn are_apart(a: &str, b: &str) -> bool {
    const APART: [(&str, &str); 8] = [
        ("foreign", "defence"),
        ("foreign", "interior"),
        ("foreign", "health"),
        ("foreign", "finance"),
        ("defence", "finance"),
        ("defence", "health"),
        ("interior", "finance"),
        ("interior", "health"),
    ];
    APART.contains(&(a, b)) || APART.contains(&(b, a))
}

/// The ministry that a word before `minister` names.
fn ministry(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "foreign" => "foreign",
        "defence" | "defense" => "defence",
        "interior" | "home" => "interior",
        "health" => "health",
        "finance" => "finance",
        _ => return None,
    })
}

/// Whether so many people bear the surname that two of them meet in one article.
fn is_rare(surname: &str) -> bool {
    surname.chars().count() >= 5 && lexicon::surname(surname).is_none_or(|n| n < 40)
}

/// Words before an office that is not held in full, or not now.
fn is_not_now(word: &str) -> bool {
    const BEFORE: &str = "former ex then previous past late earlier ousted deposed outgoing incoming next new future acting interim \
        caretaker deputy vice junior assistant shadow elect designate";
    let word = word.to_lowercase();
    BEFORE.split(' ').any(|w| w == word) || word.starts_with("ex-") || word.starts_with("then-")
}

/// Words that tell of a career, or of several offices.
fn tells_career(word: &str) -> bool {
    const CAREER: &str = "former formerly then previous previously earlier once ousted deposed outgoing incoming newly future designate \
        acting interim caretaker deputy candidate nominee appointed appointment named became become becomes becoming \
        elected sworn succeed succeeded succeeds successor predecessor replace replaced replaces replacing resign \
        resigned promoted moved until served serving serves reshuffle dismissed sacked fired portfolio portfolios both \
        also concurrently doubles";
    let word = word.to_lowercase();
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|b| b.is_ascii_digit());
    year || CAREER.split(' ').any(|w| w == word) || word.starts_with("ex-") || word.starts_with("then-")
}

/// Whether any sentence that names the person tells of a career.
fn tells_of_change(article: &Article<'_>, name: &str) -> bool {
    let surname = name.rsplit(' ').next().unwrap_or(name);
    article.mentions().iter().any(|mention| {
        let Some(text) = article.blocks().get(mention.block) else { return false };
        let named = mention.words.iter().any(|w| lexicon::fold(text.slice(w.span)) == surname);
        let Some(sentence) = text.sentences().get(mention.sentence).filter(|_| named) else { return false };
        text.tokens_of(sentence).iter().any(|t| tells_career(text.word(t)))
    })
}

/// The full names of the article's people, by their last words; all folded.
fn full_names(article: &Article<'_>) -> HashMap<String, HashSet<String>> {
    let mut names: HashMap<String, HashSet<String>> = HashMap::new();
    for mention in article.mentions().iter().filter(|m| m.words.len() > 1 && m.kind == NameKind::Person) {
        let Some(text) = article.blocks().get(mention.block) else { continue };
        let name = lexicon::fold(mention.text(text)).into_owned();
        let last = name.rsplit(' ').next().unwrap_or(&name).to_owned();
        names.entry(last).or_default().insert(name);
    }
    names
}

/// What the article says of its office-holders.
fn collect<'a>(article: &Article<'a>) -> Vec<Said<'a>> {
    let mut all = Vec::new();
    let of_offices = article.blocks().iter().filter(|b| names_office(b));
    let mentions = of_offices.flat_map(|text| article.mentions().of_block(text.index()).iter().map(move |mention| (text, mention)));
    for (text, mention) in mentions.filter(|(_, m)| !matches!(m.kind, NameKind::Nationality | NameKind::Organisation)) {
        let Some(sentence) = text.sentences().get(mention.sentence) else { continue };
        let words = Words { text, from: sentence.tokens.start, to: sentence.tokens.end };
        let Some(bearer) = bearer(&words, mention) else { continue };
        let (Some(first), Some(last)) = (bearer.first(), bearer.last()) else { continue };
        let held = before(&words, first.token, last.token).or_else(|| after(&words, last.token));
        let Some(held) = held.filter(|_| !text.is_quoted(mention.span)) else { continue };
        let span = first.span.cover(&last.span);
        let name = lexicon::fold(text.slice(span)).into_owned();
        let surname = name.rsplit(' ').next().unwrap_or(&name).to_owned();
        all.push(Said {
            place: Place::new(mention.block, span),
            office: held.office,
            field: held.field,
            country: held.country,
            full: (bearer.len() > 1).then_some(name),
            surname,
        });
    }
    all
}

/// Whether a block names any office.
fn names_office(block: &Text<'_>) -> bool {
    struct NamesOffice(bool);
    static KEYS: LazyLock<[u64; HEADS.len()]> = LazyLock::new(|| HEADS.map(keys::key));
    let reads = !matches!(block.kind(), BlockKind::Code | BlockKind::Furniture);
    reads && block.fact_of(0, || NamesOffice(block.keys().iter().any(|key| KEYS.contains(key)))).0
}

struct Held<'a> {
    office: Office,
    field: Option<Field<'a>>,
    country: Option<Country<'a>>,
}

/// A block's words by their tokens, nothing beyond a sentence.
struct Words<'t, 'a> {
    text: &'t Text<'a>,
    from: usize,
    to: usize,
}

impl<'a> Words<'_, 'a> {
    fn token(&self, at: usize) -> Option<&Token> {
        (self.from..self.to).contains(&at).then(|| self.text.tokens().get(at)).flatten()
    }

    fn word(&self, at: Option<usize>) -> &'a str {
        at.and_then(|at| self.token(at)).map_or("", |t| self.text.word(t))
    }
}

/// The words of a mention that name the person: `Bina Thapaliya` of `Prime Minister of Nepal Bina Thapaliya`.
fn bearer<'m>(words: &Words<'_, '_>, mention: &'m Mention) -> Option<&'m [NameWord]> {
    let first = mention.words.first()?.token;
    let before = words.word(first.checked_sub(1));
    if !matches!(before, "of" | "the") {
        return Some(&mention.words);
    }
    let length = (1..mention.words.len().min(3)).rev().find(|n| {
        let last = mention.words.get(n - 1).map(|w| w.token);
        last.and_then(|at| country_ending(words, at)).is_some_and(|(c, from)| from == first && !c.adjective)
    });
    mention.words.get(length.unwrap_or(0)..)
}

/// `Slovak Prime Minister Robert Fico`, `Kenya's president, William Ruto`, `Prime Minister of Nepal Bina Thapaliya`; the name's
/// first and last tokens are given.
fn before<'a>(words: &Words<'_, 'a>, first: usize, last: usize) -> Option<Held<'a>> {
    let mut at = first.checked_sub(1)?;
    if words.word(Some(at)) == "," {
        at = at.checked_sub(1)?;
        // A list, unless the name is closed off again or ends the sentence.
        let next = words.word(Some(last + 1));
        if !matches!(next, "," | "." | "") {
            return None;
        }
    }
    let of = country_ending(words, at).and_then(|(country, start)| {
        let mut of = start.checked_sub(1)?;
        if words.word(Some(of)).eq_ignore_ascii_case("the") {
            of = of.checked_sub(1)?;
        }
        (!country.adjective && words.word(Some(of)) == "of").then_some((country, of.checked_sub(1)?))
    });
    match of {
        Some((country, head)) => {
            let (office, field, _) = office_ending(words, head)?;
            Some(Held { office, field, country: Some(country) })
        }
        None => {
            let (office, field, start) = office_ending(words, at)?;
            Some(Held { office, field, country: country_before(words, start)? })
        }
    }
}

/// `Robert Fico, the Slovak prime minister,`.
fn after<'a>(words: &Words<'_, 'a>, last: usize) -> Option<Held<'a>> {
    let comma = last + 1;
    if words.word(Some(comma)) != "," {
        return None;
    }
    let head = (comma + 1..comma + 8).find(|i| is_head(words.word(Some(*i))))?;
    let (office, field, start) = office_ending(words, head)?;
    let mut country = country_before(words, start)?;
    let from = country.and_then(|c| (comma + 1..start).find(|i| words.token(*i).is_some_and(|t| t.span.start() >= c.span.start())));
    let mut end = head + 1;
    if country.is_none() && words.word(Some(end)) == "of" {
        let first = end + 1 + usize::from(words.word(Some(end + 1)) == "the");
        let (found, last) = (first..first + 3).rev().find_map(|last| {
            let (found, start) = country_ending(words, last)?;
            (start == first && !found.adjective).then_some((found, last))
        })?;
        (country, end) = (Some(found), last + 1);
    }
    // Nothing else stands between, and nothing more follows.
    let opened = match from.unwrap_or(start) - comma {
        1 => true,
        2 => matches!(words.word(Some(comma + 1)), "the" | "The"),
        _ => false,
    };
    let closed = matches!(words.word(Some(end)), "," | "." | "");
    (opened && closed).then_some(Held { office, field, country })
}

/// The last words of offices.
const HEADS: [&str; 5] = ["president", "minister", "premier", "chancellor", "leader"];

fn is_head(word: &str) -> bool {
    HEADS.iter().any(|h| word.eq_ignore_ascii_case(h))
}

/// The office whose last word is token `at`, and the first token of it.
fn office_ending<'a>(words: &Words<'_, 'a>, at: usize) -> Option<(Office, Option<Field<'a>>, usize)> {
    let head = words.word(Some(at));
    if !is_head(head) {
        return None;
    }
    let previous = at.checked_sub(1);
    let office = match head.to_lowercase().as_str() {
        "president" => (Office::President, None, at),
        "premier" => (Office::PrimeMinister, None, at),
        "chancellor" => (Office::Chancellor, None, at),
        "leader" => (Office::Leader, None, at),
        _ if words.word(previous).eq_ignore_ascii_case("prime") => (Office::PrimeMinister, None, at - 1),
        _ => {
            let mut first = previous?;
            if words.word(previous).eq_ignore_ascii_case("affairs") && words.word(first.checked_sub(1)).eq_ignore_ascii_case("foreign") {
                first -= 1;
            }
            let token = words.token(first)?;
            let field = words.text.word(token);
            (Office::Minister(ministry(field)?), Some((field, token.span)), first)
        }
    };
    // Several offices, half an office, another body's, another time's.
    let before = words.word(office.2.checked_sub(1));
    let fine = !matches!(before, "and" | "&" | "/" | "-" | "–" | "or") && !is_not_now(before);
    fine.then_some(office)
}

/// The country that stands right before token `start`: nothing inside if there is none, nothing at all if something else is there
/// that makes the office another one.
fn country_before<'a>(words: &Words<'_, 'a>, start: usize) -> Option<Option<Country<'a>>> {
    let Some(at) = start.checked_sub(1).filter(|at| words.token(*at).is_some()) else { return Some(None) };
    let word = words.word(Some(at));
    let (country, from) = if name_words::is_possessive(word) {
        // The possessive's owner: a country, or else a body or a person.
        let (country, from) = country_ending(words, at.checked_sub(1)?)?;
        (country, from)
    } else {
        match country_ending(words, at) {
            Some(found) => found,
            None => {
                let capital = name_words::is_capitalised(word) && at > words.from && !name_words::is_calendar(word);
                return (!capital && !word.ends_with('-')).then_some(None);
            }
        }
    };
    let before = words.word(from.checked_sub(1));
    let plain = from == words.from || !name_words::is_capitalised(before) || name_words::is_calendar(before) || from - 1 == words.from;
    let people = from.checked_sub(1).is_some_and(|at| country_ending(words, at).is_some());
    // Of several countries at once.
    let joined = matches!(before, "and" | "&" | "/" | "-" | "–" | ",");
    let several = joined && from.checked_sub(2).is_some_and(|at| country_ending(words, at).is_some());
    (plain && !people && !several && !is_not_now(before)).then_some(Some(country))
}

/// The country whose name or adjective ends with token `at`, and its first token.
fn country_ending<'a>(words: &Words<'_, 'a>, at: usize) -> Option<(Country<'a>, usize)> {
    for length in (1..=3).rev() {
        let Some(from) = (at + 1).checked_sub(length) else { continue };
        let (Some(first), Some(last)) = (words.token(from), words.token(at)) else { continue };
        if first.kind != TokenKind::Word || !words.text.word(first).starts_with(char::is_uppercase) {
            continue;
        }
        let span = first.span.cover(&last.span);
        let text = words.text.slice(span);
        if let Some((code, adjective)) = country(text) {
            return Some((Country { code, text, span, adjective }, from));
        }
    }
    None
}

/// The country that a text names or whose people it names, and whether it is an adjective.
fn country(text: &str) -> Option<(&'static str, bool)> {
    match text {
        // Of two countries, or of a part of one.
        "Korean" | "Korea" | "Congo" | "Congolese" | "Guinean" | "Dominican" | "Micronesian" | "Samoan" | "Arab" | "Georgia" => None,
        "US" | "U.S." | "U.S" | "USA" | "American" => Some(("US", true)),
        "UK" | "U.K." | "U.K" => Some(("GB", true)),
        // Peoples to whom the list of places gives no country.
        "Slovenian" => Some(("SI", true)),
        "Icelandic" => Some(("IS", true)),
        "Kazakh" => Some(("KZ", true)),
        "Kyrgyz" => Some(("KG", true)),
        "Tajik" => Some(("TJ", true)),
        "Uzbek" => Some(("UZ", true)),
        "Maldivian" => Some(("MV", true)),
        "Surinamese" => Some(("SR", true)),
        "Botswanan" => Some(("BW", true)),
        "Djiboutian" => Some(("DJ", true)),
        "Kosovan" | "Kosovar" => Some(("XK", true)),
        _ => demonym_country(text)
            .map(|code| (code, true))
            .or_else(|| place(text).filter(|p| p.kind == PlaceKind::Country).map(|p| (p.country, false)))
            .filter(|(code, _)| !code.is_empty()),
    }
}
