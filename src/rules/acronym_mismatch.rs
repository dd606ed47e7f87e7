//! `acronym-mismatch`: "World Healthy Organization (WHO)".

use crate::{
    analysis::{Text, TokenKind},
    diagnostic::{Applicability, Place},
    lexicon::{acronym, expansion, fold, folded_distance_within, is_demonym, name_distance, org, word},
    rule::{Check, RuleContext},
    span::BlockSpan,
};
use std::collections::BTreeMap;

pub struct AcronymMismatch;

/// Words of the longest name that is compared.
const LONGEST: usize = 9;

impl Check for AcronymMismatch {
    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        shaken(cx);
        for text in cx.article().prose() {
            for fault in &text.fact_of(0, || BesideBrackets::of(text)).0 {
                let message = format!("{} is short for {}", fault.acronym, fault.name);
                cx.report(text.index(), fault.span, message).suggest(fault.replacement.clone(), Applicability::Unsafe);
            }
        }
    }
}

/// Reports an acronym that stands once and is another one of the article, or a household one, with two neighbouring letters swapped.
fn shaken(cx: &mut RuleContext<'_, '_>) {
    let article = cx.article();
    let mut places: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for text in article.prose() {
        for span in &text.fact_of(0, || Acronyms::of(text)).0 {
            places.entry(text.slice(*span)).or_default().push(Place::new(text.index(), *span));
        }
    }
    let seen = |short: &str| places.get(short).map_or(0, Vec::len);
    let mut faults = Vec::new();
    for (short, at) in &places {
        let (Some(place), true) = (at.first(), at.len() == 1 && short.len() >= 4) else { continue };
        let known = is_body(short) || word(short).is_some_and(|w| w.upper > 0);
        let swapped = (0..short.len()).flat_map(|j| (0..j).map(move |i| (i, j))).filter_map(|(i, j)| {
            let mut bytes = short.as_bytes().to_vec();
            bytes.swap(i, j);
            String::from_utf8(bytes).ok().filter(|other| other != short).map(|other| (other, j - i == 1))
        });
        // Any two letters of one that stands here twice or more; two neighbours of one that the news prints daily, where nobody
        // knows the other.
        let household =
            |other: &str| acronym(other).next().is_some() && word(other).is_some_and(|w| w.upper >= 40) && word(short).is_none();
        let right = swapped.filter(|(other, beside)| seen(other) >= 2 || *beside && household(other));
        let right = right.map(|(other, _)| other).max_by_key(|other| seen(other));
        if let Some(right) = right.filter(|_| !known) {
            faults.push((*place, *short, right));
        }
    }
    for (place, short, right) in faults {
        let others = places.get(right.as_str()).cloned().unwrap_or_default();
        let message = match others.len() {
            0 => format!("nothing known is called {short}; {right} is"),
            n => format!("{short} stands once in this article, {right} {n} times"),
        };
        let finding = cx.report(place.block, place.span, message);
        finding.suggest(right.clone(), Applicability::Unsafe);
        for other in others.iter().take(8) {
            finding.label(*other, format!("{right} here"));
        }
    }
}

/// The acronyms of a block, but for those in a line of capitals and in brackets, where they are held against the name beside them; kept
/// with the block.
struct Acronyms(Vec<BlockSpan>);

impl Acronyms {
    fn of(text: &Text<'_>) -> Self {
        let word = |at: Option<usize>| at.map_or("", |at| text.word_at(at));
        let alone = |i: usize| {
            let (before, after) = (word(i.checked_sub(1)), word(Some(i + 1)));
            !is_shouted(before) && !is_shouted(after) && before != "(" && after != "("
        };
        let short = text.tokens().iter().enumerate().filter(|(_, t)| (3..=6).contains(&t.span.len()) && is_acronym(text.word(t)));
        Self(short.filter(|(i, _)| alone(*i)).map(|(_, t)| t.span).collect())
    }
}

/// Capitals throughout, of two letters or more.
fn is_shouted(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(char::is_uppercase)
}

/// The faults of a block between an acronym and the name beside it, one of them in brackets.
struct BesideBrackets(Vec<Fault>);

impl BesideBrackets {
    fn of(text: &Text<'_>) -> Self {
        if !text.text().contains('(') {
            return Self(Vec::new());
        }
        let open = text.tokens().iter().enumerate().filter(|(_, token)| token.span.len() == 1 && text.word(token) == "(");
        Self(open.filter_map(|(i, _)| before_bracket(text, i).or_else(|| in_bracket(text, i))).collect())
    }
}

struct Fault {
    span: BlockSpan,
    replacement: String,
    acronym: String,
    name: String,
}

/// A word of a name and where it stands.
type Part<'a> = (&'a str, BlockSpan);

/// `Name of Something (ACR)`, the bracket being token `open`.
fn before_bracket(text: &Text<'_>, open: usize) -> Option<Fault> {
    let tokens = text.tokens();
    let (inside, close) = (tokens.get(open + 1)?, tokens.get(open + 2)?);
    let short = text.word(inside);
    if text.word(close) != ")" || !is_acronym(short) {
        return None;
    }
    let words: Vec<Part<'_>> = tokens
        .get(open.saturating_sub(LONGEST)..open)?
        .iter()
        .rev()
        .take_while(|t| t.kind == TokenKind::Word && (is_capitalised(text.word(t)) || joins(text.word(t)) || is_clitic(text.word(t))))
        .map(|t| (text.word(t), t.span))
        .collect();
    // The name may begin at any capital: Monday the World Health Organization.
    let words: Vec<Part<'_>> = words.into_iter().rev().filter(|(w, _)| !is_clitic(w)).collect();
    let names: Vec<&[Part<'_>]> = (0..words.len()).filter(|k| is_capitalised(words[*k].0)).map(|k| &words[k..]).collect();
    compare(short, inside.span, &names)
}

/// `ACR (Name of Something)`, the bracket being token `open`.
fn in_bracket(text: &Text<'_>, open: usize) -> Option<Fault> {
    let tokens = text.tokens();
    let before = tokens.get(open.checked_sub(1)?)?;
    let short = text.word(before);
    if !is_acronym(short) {
        return None;
    }
    let rest = tokens.get(open + 1..)?;
    let close = rest.iter().take(LONGEST + 1).position(|t| text.word(t) == ")")?;
    let inside = rest.get(..close)?;
    if !inside.iter().all(|t| t.kind == TokenKind::Word) {
        return None;
    }
    let words: Vec<Part<'_>> = inside.iter().map(|t| (text.word(t), t.span)).filter(|(w, _)| !is_clitic(w)).collect();
    let words = match words.first() {
        Some(("the" | "The", _)) => words.get(1..)?,
        _ => &words,
    };
    compare(short, before.span, &[words])
}

/// What is wrong between an acronym and the name beside it, which is one of `names`.
fn compare(short: &str, short_span: BlockSpan, names: &[&[Part<'_>]]) -> Option<Fault> {
    let full = |name: &[Part<'_>]| name.iter().map(|(w, _)| *w).collect::<Vec<_>>().join(" ");
    if names.iter().any(|n| acronym(short).any(|known| fold(known) == fold(&full(n)))) {
        return None;
    }
    let wrong_word = names.iter().find_map(|name| {
        acronym(short).find_map(|known| {
            let (written, span, right) = one_word_off(name, known)?;
            let replacement = if written.chars().all(char::is_uppercase) { right.to_uppercase() } else { right.to_owned() };
            Some(Fault { span, replacement, acronym: short.to_owned(), name: known.to_owned() })
        })
    });
    wrong_word.or_else(|| {
        if names.iter().any(|n| fits(short, n)) {
            return None;
        }
        names.iter().find_map(|name| {
            let of_name = expansion(&full(name));
            let known =
                of_name.filter(|right| is_exchange(short, right) || is_letter_off(short, right) && !is_body(short)).map(str::to_owned);
            let right = known.or_else(|| Some(initials(name)).filter(|right| is_swap(short, right) && !is_known(short)))?;
            Some(Fault { span: short_span, replacement: right.clone(), acronym: right, name: full(name) })
        })
    })
}

/// Whether anything known goes by the acronym, so that it need not be a slip: MPLA.
fn is_known(short: &str) -> bool {
    is_body(short) || word(short).is_some_and(|w| w.upper > 0 || w.zipf >= 2.5)
}

/// Whether an organisation goes by the acronym.
fn is_body(short: &str) -> bool {
    acronym(short).next().is_some() || org(short).is_some()
}

/// The only word in which the name differs from a known one: the word, where it stands, and the right one.
fn one_word_off<'k, 'a>(name: &[Part<'a>], known: &'k str) -> Option<(&'a str, BlockSpan, &'k str)> {
    // Small words come and go: Organization of (the) Petroleum Exporting Countries.
    let right: Vec<&str> = known.split(' ').filter(|w| !joins(w)).collect();
    let name: Vec<&Part<'a>> = name.iter().filter(|(w, _)| !joins(w)).collect();
    if right.len() != name.len() || right.len() < 3 {
        return None;
    }
    let bare = |w: &str| w.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches('s').to_lowercase();
    let same = |a: &str, b: &str| name_distance(a, b) <= 0.5 || bare(a) == bare(b);
    let mut off = name.iter().zip(&right).filter(|((written, _), right)| !same(written, right));
    let ((written, span), right) = off.next()?;
    // Of one stem, so that it is no other body's name: Healthy, Health; not Criminal, Central.
    let stem = |w: &str| w.chars().take(3).flat_map(char::to_lowercase).collect::<String>();
    // Or no word at all, and a step from the right one: Wrold.
    let letters = written.chars().count() >= 5 && word(written).is_none();
    let slip = letters && folded_distance_within(&fold(written), &fold(right), 1.2).is_some();
    (off.next().is_none() && is_capitalised(written) && (stem(written) == stem(right) || slip) && !is_demonym(written))
        .then_some((*written, *span, *right))
}

/// Whether the acronym can be made of the name: its letters in their order, the first an initial.
fn fits(short: &str, name: &[Part<'_>]) -> bool {
    let letters: String = name.iter().map(|(w, _)| *w).collect::<Vec<_>>().join(" ").to_lowercase();
    let all_initials: String = name.iter().filter_map(|(w, _)| w.chars().next()).flat_map(char::to_uppercase).collect();
    let split_initials: String =
        name.iter().flat_map(|(w, _)| w.split('-')).filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
    if all_initials == short || initials(name) == short || split_initials == short {
        return true;
    }
    // Letters from inside words count too, unless it is the initials shaken: UKIP, MOFCOM.
    let mut at = letters.chars();
    let first = letters.chars().next().zip(short.to_lowercase().chars().next()).is_some_and(|(a, b)| a == b);
    let in_order = first && short.to_lowercase().chars().all(|c| at.any(|l| l == c));
    in_order && !is_exchange(short, &initials(name))
}

/// The initials of the capitalised words.
fn initials(name: &[Part<'_>]) -> String {
    name.iter().filter_map(|(w, _)| w.chars().next()).filter(|c| c.is_uppercase()).collect()
}

/// Whether one acronym is the other with two neighbouring letters swapped.
fn is_swap(a: &str, b: &str) -> bool {
    exchanged(a, b).is_some_and(|(from, to)| to == from + 1)
}

/// Whether one letter of the acronym is another, is missing or is too much: IMG for IMF.
fn is_letter_off(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.bytes().zip(long.bytes()).take_while(|(x, y)| x == y).count();
    let rest = long.get(same + 1..).unwrap_or("");
    let tail = short.get(if a.len() == b.len() { same + 1 } else { same }..).unwrap_or("");
    long.len() - short.len() <= 1 && short.len() >= 3 && a != b && rest == tail
}

/// Whether one acronym is the other with any two letters exchanged.
fn is_exchange(a: &str, b: &str) -> bool {
    exchanged(a, b).is_some()
}

/// The places of the two letters that stand in each other's place, if that is all the difference.
fn exchanged(a: &str, b: &str) -> Option<(usize, usize)> {
    let (x, y) = (a.as_bytes(), b.as_bytes());
    if x.len() != y.len() || x.len() < 3 {
        return None;
    }
    let mut off = (0..x.len()).filter(|i| x[*i] != y[*i]);
    let (from, to) = (off.next()?, off.next()?);
    (off.next().is_none() && x[from] == y[to] && x[to] == y[from]).then_some((from, to))
}

fn is_acronym(word: &str) -> bool {
    (3..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn joins(word: &str) -> bool {
    matches!(word, "of" | "for" | "and" | "the" | "on" | "in" | "to" | "de" | "against" | "with")
}

fn is_clitic(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’")
}
