//! `acronym-mismatch`: "World Healthy Organization (WHO)".

use crate::{
    analysis::{Text, TokenKind},
    diagnostic::{Applicability, Group, Severity},
    lexicon::{acronym, expansion, fold, is_demonym, name_distance, org, word},
    rule::{Example, Languages, Rule, RuleContext, RuleMeta},
    span::BlockSpan,
};
use std::borrow::Cow;

/// See its record.
pub struct AcronymMismatch;

static META: RuleMeta = RuleMeta {
    id: Cow::Borrowed("acronym-mismatch"),
    group: Group::Name,
    summary: Cow::Borrowed("an acronym that does not match the name beside it"),
    explanation: Cow::Borrowed(
        "Where an acronym and a name stand side by side, one in brackets, they must be one: \"World Healthy Organization (WHO)\" has a wrong \
         word, and \"North Atlantic Treaty Organization (NOTA)\" two letters swapped. A word is reported only if all others are those of \
         a known name of that acronym; letters only if two of them are exchanged. Acronyms of another \
         language (INSEE, RFS) and spellings of another country (Organisation) are left alone.",
    ),
    severity: Severity::Warning,
    confidence: 0.9,
    languages: Languages::ENGLISH,
    default: true,
    examples: Cow::Borrowed(&[
        Example::wrong("A team of the World Healthy Organization (WHO) flew to Kinshasa.", "Healthy"),
        Example::wrong("The WHO (World Healthy Organisation) sent vaccines to Goma.", "Healthy"),
        Example::wrong("The loan from the International Money Fund (IMF) was paid out in Accra.", "Money"),
        Example::wrong("Sweden joined the North Atlantic Treaty Organization (NOTA) last spring.", "NOTA"),
        Example::wrong("Trucks of the World Food Programme (WPF) waited at the border.", "WPF"),
        Example::right("A team of the World Health Organisation (WHO) flew to Kinshasa.", "British spelling"),
        Example::right("The National Institute of Statistics (INSEE) revised its figures.", "an acronym of the name in French"),
        Example::right("The Russian Football Union (RFS) fined two clubs.", "an acronym of the name in Russian"),
        Example::right("The Centers for Disease Control and Prevention (CDC) issued advice.", "not every word gives a letter"),
        Example::right("The People's National Assembly (APN) met in Algiers.", "another order in another language"),
        Example::right("The Mongolian People's Party (MPP) won in Ulaanbaatar.", "a possessive inside the name"),
        Example::right("The Israeli Defense Forces (IDF) withdrew.", "the people's name for the country's"),
        Example::right("The Popular Movement for the Liberation of Angola (MPLA) met.", "a known acronym from another language"),
        Example::right("The UK Independence Party (UKIP) lost its last seat.", "a letter of the acronym is itself an acronym's"),
    ]),
};

/// Words of the longest name that is compared.
const LONGEST: usize = 9;

impl Rule for AcronymMismatch {
    fn meta(&self) -> &RuleMeta {
        &META
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        for text in cx.article().prose() {
            for (i, token) in text.tokens().iter().enumerate() {
                if text.word(token) == "("
                    && let Some(fault) = before_bracket(text, i).or_else(|| in_bracket(text, i))
                {
                    let message = format!("{} is short for {}", fault.acronym, fault.name);
                    cx.report(text.index(), fault.span, message).suggest(fault.replacement, Applicability::Unsafe);
                }
            }
        }
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
            let known = expansion(&full(name)).filter(|right| is_exchange(short, right)).map(str::to_owned);
            let right = known.or_else(|| Some(initials(name)).filter(|right| is_swap(short, right) && !is_known(short)))?;
            Some(Fault { span: short_span, replacement: right.clone(), acronym: right, name: full(name) })
        })
    })
}

/// Whether anything known goes by the acronym, so that it need not be a slip: MPLA.
fn is_known(short: &str) -> bool {
    acronym(short).next().is_some() || org(short).is_some() || word(short).is_some_and(|w| w.upper > 0 || w.zipf >= 2.5)
}

/// The only word in which the name differs from a known one: the word, where it stands, and the right one.
fn one_word_off<'k, 'a>(name: &[Part<'a>], known: &'k str) -> Option<(&'a str, BlockSpan, &'k str)> {
    let right: Vec<&str> = known.split(' ').collect();
    if right.len() != name.len() || right.len() < 3 {
        return None;
    }
    let bare = |w: &str| w.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches('s').to_lowercase();
    let same = |a: &str, b: &str| name_distance(a, b) <= 0.5 || bare(a) == bare(b);
    let mut off = name.iter().zip(&right).filter(|((written, _), right)| !same(written, right));
    let ((written, span), right) = off.next()?;
    // Of one stem, so that it is no other body's name: Healthy, Health; not Criminal, Central.
    let stem = |w: &str| w.chars().take(3).flat_map(char::to_lowercase).collect::<String>();
    (off.next().is_none() && is_capitalised(written) && stem(written) == stem(right) && !is_demonym(written))
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
    let in_order = short.to_lowercase().chars().all(|c| at.any(|l| l == c));
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
