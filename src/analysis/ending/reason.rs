//! Why a text is thought to be cut: what its last words wait for.

use super::Item;
use crate::{
    analysis::tag::{Tag, Upos},
    language::Pack,
    lexicon,
};
use std::fmt;

/// What a text that stops here still waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A word of a kind that stands before another: the kind, and the word.
    Ends(&'static str, String),
    /// A clause was opened by this word and has no verb.
    OpenClause(String),
    /// `between X` without its second part.
    Unpaired(String),
    /// A verb, behind which something may be missing.
    NoObject(String),
    /// A number or sign of money without its unit.
    Sum(String),
    /// A word that is the beginning of another.
    HalfWord(String),
    /// A verb where a determiner waits for its noun: `an elected govern`.
    NoNoun(String),
    /// A comma, dash or colon is the last mark.
    Mark(char),
    /// A bracket is open.
    Bracket,
    /// A quotation is open.
    Quotation,
    /// No verb carries the sentence.
    NoVerb,
    /// Nothing but the missing stop tells.
    NoStop,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ends(kind, word) => write!(f, "ends on the {kind} \"{word}\""),
            Self::OpenClause(word) => write!(f, "the clause that \"{word}\" opens is not finished"),
            Self::Unpaired(word) => write!(f, "\"{word}\" waits for its second part"),
            Self::NoObject(word) => write!(f, "it stops on \"{word}\""),
            Self::Sum(word) => write!(f, "\"{word}\" waits for a unit"),
            Self::HalfWord(word) => write!(f, "\"{word}\" is half a word"),
            Self::NoNoun(word) => write!(f, "\"{word}\" stands where a noun must"),
            Self::Mark(mark) => write!(f, "ends on \"{mark}\""),
            Self::Bracket => f.write_str("a bracket is still open"),
            Self::Quotation => f.write_str("a quotation is still open"),
            Self::NoVerb => f.write_str("it has no main verb"),
            Self::NoStop => f.write_str("it has no full stop"),
        }
    }
}

/// What the last of `items` waits for; [`Reason::NoStop`] where it may well be whole.
pub fn reason(items: &[Item<'_>]) -> Reason {
    let Some(last) = items.last() else { return Reason::NoStop };
    let word = || last.text.to_owned();
    let opens = |a: &str| items.iter().filter(|t| t.text == a).count();
    if let Some(kind) = dependent(items) {
        return Reason::Ends(kind, word());
    }
    if opens("(") > opens(")") || opens("[") > opens("]") {
        return Reason::Bracket;
    }
    if last.tag == Tag::Dollar {
        return Reason::Sum(word());
    }
    if let Some(reason) = half_word(items) {
        return reason;
    }
    if lacks_noun(items) {
        return Reason::NoNoun(word());
    }
    let clause = items.iter().rposition(|t| matches!(t.tag, Tag::Wdt | Tag::Wp | Tag::Wrb) || t.tag == Tag::In && t.upos == Upos::Sconj);
    if let Some(i) = clause
        && !items[i + 1..].iter().any(|t| t.is_finite())
        && !items[i + 1..].iter().any(|t| matches!(t.tag, Tag::Vbg | Tag::Vbn | Tag::To))
    {
        return Reason::OpenClause(items[i].text.to_owned());
    }
    if let Some(i) = items.iter().rposition(|t| matches!(t.lower.as_ref(), "between" | "neither" | "both"))
        && items.len() - i <= 7
        && !items[i + 1..]
            .iter()
            .any(|t| matches!(t.lower.as_ref(), "and" | "nor" | "or") || matches!(t.tag, Tag::Nns | Tag::Nnps | Tag::Cd))
        && items[i + 1..].iter().any(|t| t.tag.is_noun())
    {
        return Reason::Unpaired(items[i].text.to_owned());
    }
    if items.len() >= 4 && !items.iter().any(Item::is_finite) {
        return Reason::NoVerb;
    }
    if last.tag.is_verb() && last.upos == Upos::Verb {
        return Reason::NoObject(word());
    }
    Reason::NoStop
}

/// The same in another language, of which only tags and marks are known.
pub fn reason_in(items: &[Item<'_>], pack: &Pack) -> Reason {
    if pack.is_english() {
        return reason(items);
    }
    let Some(last) = items.last() else { return Reason::NoStop };
    let opens = |a: &str| items.iter().filter(|t| t.text == a).count();
    match dependent(items) {
        Some(kind) => Reason::Ends(kind, last.text.to_owned()),
        None if opens("(") > opens(")") => Reason::Bracket,
        None if items.len() >= 4 && !items.iter().any(Item::is_finite) => Reason::NoVerb,
        None => Reason::NoStop,
    }
}

/// Whether the last word is of a kind that stands before another: a preposition, article, conjunction, auxiliary and the like.
pub fn is_dependent(items: &[Item<'_>]) -> bool {
    dependent(items).is_some()
}

/// What kind of word the last one is, if such a word stands before another.
fn dependent(items: &[Item<'_>]) -> Option<&'static str> {
    let last = items.last()?;
    Some(match (last.tag, last.upos) {
        (Tag::To, _) => "particle",
        (Tag::In, Upos::Sconj) => "conjunction",
        (Tag::In, _) => "preposition",
        (Tag::Cc, _) => "conjunction",
        (Tag::Dt | Tag::Pdt, _) if matches!(last.lower.as_ref(), "the" | "a" | "an" | "every") => "article",
        (Tag::Dt | Tag::Pdt, _) => "determiner",
        (Tag::PrpPoss | Tag::WpPoss, _) | (Tag::Pos, _) => "possessive",
        (Tag::Md, _) => "auxiliary",
        (_, Upos::Aux) => "auxiliary",
        (Tag::Wdt | Tag::Wp | Tag::Wrb, _) => "relative",
        (Tag::Prp, _) if matches!(last.lower.as_ref(), "i" | "he" | "she" | "we" | "they") => "subject",
        _ => return None,
    })
}

/// A last word that no list has and that is no name.
fn half_word(items: &[Item<'_>]) -> Option<Reason> {
    let last = items.last()?;
    let letters = last.text.chars().all(char::is_lowercase) && last.text.chars().count() >= 2;
    (letters && last.text.is_ascii() && lexicon::word(&last.lower).is_none()).then(|| Reason::HalfWord(last.text.to_owned()))
}

/// Whether the last word is a bare verb and a determiner before it, with adjectives or not, still waits for its noun: half a word that
/// is a word as well.
fn lacks_noun(items: &[Item<'_>]) -> bool {
    let Some((last, before)) = items.split_last() else { return false };
    let adjective = |t: &&Item<'_>| t.tag.is_adjective() || t.tag == Tag::Vbn;
    let opens = before.iter().rev().find(|t| !adjective(t));
    let determiner = |t: &Item<'_>| matches!(t.tag, Tag::PrpPoss | Tag::Pos) || matches!(t.lower.as_ref(), "the" | "a" | "an" | "every");
    let verb = matches!(last.tag, Tag::Vb | Tag::Vbp) && last.upos == Upos::Verb;
    (verb || is_bare_verb(last)) && opens.is_some_and(determiner)
}

/// Whether a word that the tagger took for a noun stands behind `to` and never behind an article in the counts: `to govern`.
fn is_bare_verb(item: &Item<'_>) -> bool {
    let behind = |first: &str| lexicon::bigram(first, &item.lower) > 0.0;
    item.text.starts_with(char::is_lowercase) && item.tag == Tag::Nn && behind("to") && !["the", "a", "an", "his"].into_iter().any(behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{tagger::Tagger, tokens::tokenize};

    fn why(text: &str) -> String {
        let words: Vec<&str> = tokenize(text).iter().map(|t| t.span.slice(text)).collect();
        let mut tagged = Vec::new();
        Tagger::embedded().tag_with_margin(&words, &mut tagged);
        let items: Vec<Item<'_>> = words.iter().zip(tagged).map(|(w, t)| Item::new(w, t)).collect();
        reason(&items).to_string()
    }

    #[test]
    fn reasons_name_what_is_missing() {
        assert_eq!(why("The ferry from Bari was due at the"), "ends on the article \"the\"");
        assert_eq!(why("The mayor of Graz spoke of the need for"), "ends on the preposition \"for\"");
        assert_eq!(why("The bridge was closed in May and"), "ends on the conjunction \"and\"");
        assert_eq!(why("The new trams will be delivered when they are"), "ends on the auxiliary \"are\"");
        assert_eq!(why("The court in Oslo ruled on Monday that the two sisters"), "the clause that \"that\" opens is not finished");
        assert_eq!(why("Talks began on Friday between the union"), "\"between\" waits for its second part");
        assert_eq!(why("The committee asked the govrn"), "\"govrn\" is half a word");
        assert_eq!(why("The islanders have been ruled for years by an elected govern"), "\"govern\" stands where a noun must");
        assert_eq!(why("The firm said in a statement that it had the allow"), "\"allow\" stands where a noun must");
        assert_eq!(why("Farmers in the valley lost the whole harvest"), "it has no full stop");
    }
}
