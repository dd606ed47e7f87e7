//! A country where its adjective belongs, and the other way round: `Russia President Vladimir Putin`, `clashes in Israeli, where`.
//! Both words stand in every such article, so it is the single place that is weighed, not the form.

use super::forms::{Form, Neighbour, Occurrence};
use crate::{
    analysis::{Article, name_words},
    lexicon,
};
use std::collections::HashMap;

/// One place where the other word belongs: the form that stands there, which of its occurrences, and the form to take.
pub struct Slip {
    /// The form that stands there.
    pub odd: usize,
    /// Its occurrence.
    pub occurrence: usize,
    /// The form that belongs there.
    pub base: usize,
}

/// Prepositions before the name of a place, not before its adjective.
const BEFORE_PLACE: &[&str] = &["in", "into", "across", "throughout", "inside", "outside", "near", "within"];

/// Peoples whose adjective is a language too: `in Russian` is right.
fn may_be_language(word: &str) -> bool {
    ["ish", "ese", "ian", "an", "ch", "ek", "ic"].iter().any(|e| word.ends_with(e)) || matches!(word, "dutch" | "hindi" | "thai")
}

/// Finds the places.
pub fn find(article: &Article<'_>, forms: &[Form]) -> Vec<Slip> {
    // By country: the forms that are its name and those that are its adjective.
    let mut countries: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (i, form) in forms.iter().enumerate() {
        let adjective = lexicon::demonym_country(&form.text).filter(|_| !form.folded.ends_with('s'));
        if let Some(country) = adjective {
            countries.entry(country).or_default().1.push(i);
        } else if let Some(place) = lexicon::place(&form.text).filter(|p| p.kind == lexicon::PlaceKind::Country) {
            countries.entry(place.country).or_default().0.push(i);
        }
    }
    let mut slips = Vec::new();
    let mut pairs: Vec<_> = countries.into_iter().collect();
    pairs.sort_unstable_by_key(|(country, _)| *country);
    for (_, (nouns, adjectives)) in pairs {
        for &n in &nouns {
            for &a in adjectives.iter().filter(|a| related(forms, n, **a)) {
                let (Some(noun), Some(adjective)) = (forms.get(n), forms.get(a)) else { continue };
                let as_noun = |(i, o): (usize, &Occurrence)| {
                    noun_place(article, adjective, noun, o).then_some(Slip { odd: a, occurrence: i, base: n })
                };
                slips.extend(adjective.occurrences.iter().enumerate().filter_map(as_noun));
                let as_adjective =
                    |(i, o): (usize, &Occurrence)| adjective_place(noun, adjective, o).then_some(Slip { odd: n, occurrence: i, base: a });
                slips.extend(noun.occurrences.iter().enumerate().filter_map(as_adjective));
            }
        }
    }
    slips
}

fn related(forms: &[Form], a: usize, b: usize) -> bool {
    let folded = |i: usize| forms.get(i).map_or("", |f| f.folded.as_str());
    let common = folded(a).chars().zip(folded(b).chars()).take_while(|(x, y)| x == y).count();
    common >= 3
}

/// An adjective in the place of the noun: a preposition of place before it and nothing behind it that it could belong to.
fn noun_place(article: &Article<'_>, adjective: &Form, noun: &Form, o: &Occurrence) -> bool {
    let Some(left) = o.left.as_ref().filter(|n| BEFORE_PLACE.contains(&n.text.as_str())) else { return false };
    if o.title_case || may_be_language(&adjective.folded) {
        return false;
    }
    let Some(block) = article.blocks().get(o.place.block) else { return false };
    let next = block.tokens().get(o.token + 1);
    let ends = next.is_none_or(|t| matches!(block.word(t), "." | "," | ";" | "?" | "!"));
    let gain = lexicon::bigram(&left.text, &noun.text) - lexicon::bigram(&left.text, &adjective.text);
    let behind = |n: &Neighbour| lexicon::bigram(&noun.text, &n.text) - lexicon::bigram(&adjective.text, &n.text);
    // `Israeli topped`: a verb or a preposition behind it that never follows the adjective.
    let loose = o.right.as_ref().is_some_and(|n| {
        let verb = n.text.ends_with("ed")
            || matches!(
                n.text.as_str(),
                "on" | "in" | "at" | "since" | "after" | "before" | "has" | "have" | "had" | "is" | "was" | "were" | "will" | "as"
            );
        !n.capital && verb && lexicon::bigram(&adjective.text, &n.text) < 1.0 && behind(n) >= 0.0
    });
    gain >= 0.5 && (ends || loose)
}

/// The noun in the place of the adjective: before a title with a capital, once. `Spain coach` is how sports pages write.
fn adjective_place(noun: &Form, adjective: &Form, o: &Occurrence) -> bool {
    let Some(right) = o.right.as_ref().filter(|_| !o.title_case) else { return false };
    // `Russia's president` has its mark between the two; the neighbour looks over it.
    if o.possessive || o.left.as_ref().is_some_and(|n| n.capital && !lexicon::word(&n.text).is_some_and(|w| w.is_common_word())) {
        return false;
    }
    let gain = lexicon::bigram(&adjective.text, &right.text) - lexicon::bigram(&noun.text, &right.text);
    let same = |f: &Form| f.occurrences.iter().filter(|x| x.right.as_ref().is_some_and(|n| n.text == right.text)).count();
    let title = right.capital && name_words::is_title(&capitalised(&right.text));
    gain >= 2.5 && title && same(noun) == 1
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
