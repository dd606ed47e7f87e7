//! The full names that two forms stand in: what the lists say of them as they are, and with the one form in the other's place.

use super::forms::Form;
use crate::{
    analysis::{Article, Mention},
    lexicon::{self, Key},
};

#[derive(Default)]
pub(super) struct Whole {
    pub(super) known: bool,
    pub(super) mended: bool,
    pub(super) conflict: bool,
    pub(super) odd_in_person: bool,
    pub(super) odd_fits: u8,
    pub(super) base_fits: u8,
}

/// What the lists say of the whole names that the odd form stands in, as they are and with the base in its place.
pub(super) fn whole_names(article: &Article<'_>, mentions: &[Mention], o: &Form<'_>, b: &Form<'_>) -> Whole {
    let mut whole = Whole::default();
    let (odd, base) = (full_names(article, mentions, o), full_names(article, mentions, b));
    let known = |name: &str| {
        let key = Key::from(name);
        lexicon::person_exists(name) || lexicon::place(key).is_some() || lexicon::org(key).is_some()
    };
    let mut text = String::new();
    for name in &odd {
        whole.known = whole.known || known(joined(name, |w| w, &mut text));
        whole.mended = whole.mended || known(joined(name, |w| if w == o.text { &*b.text } else { w }, &mut text));
    }
    let mut with = |form: &str| {
        let fits =
            |name: &Vec<&str>| lexicon::person_exists(joined(name, |w| if w == o.text || w == b.text { form } else { w }, &mut text));
        u8::from(odd.iter().chain(&base).any(fits))
    };
    (whole.odd_fits, whole.base_fits) = (with(&o.text), with(&b.text));
    // Two people of different first names (or of different surnames): namesakes or family, not slips.
    let (po, pb) = (partners(&odd, &o.text), partners(&base, &b.text));
    whole.odd_in_person = !po.is_empty();
    whole.conflict = !po.is_empty() && !pb.is_empty() && !po.iter().any(|p| pb.contains(p));
    whole
}

/// The words of the first names of several words that a form stands in.
fn full_names<'a>(article: &Article<'a>, mentions: &[Mention], form: &Form<'_>) -> Vec<Vec<&'a str>> {
    let of = form.occurrences.iter().filter_map(|x| mentions.get(x.mention?));
    let words = |m: &Mention| {
        let block = article.blocks().get(m.block);
        block.map_or_else(Vec::new, |block| m.words.iter().map(|w| block.slice(w.span)).collect())
    };
    of.filter(|m| m.words.len() > 1).take(6).map(words).collect()
}

/// The words of people's names that are not the form itself.
fn partners(names: &[Vec<&str>], form: &str) -> Vec<Key> {
    let person = |name: &[&str]| name.len() >= 2 && name.first().is_some_and(|w| lexicon::given(*w).is_some_and(|n| n > 2));
    names.iter().filter(|n| person(n)).flat_map(|n| n.iter().filter(|w| **w != form).map(|w| Key::from(*w))).collect()
}

/// The words of a name, each put as `put` says, with blanks between; written over `text`.
fn joined<'t, 'w>(name: &[&'w str], put: impl Fn(&'w str) -> &'w str, text: &'t mut String) -> &'t str {
    text.clear();
    for (i, word) in name.iter().enumerate() {
        if i > 0 {
            text.push(' ');
        }
        text.push_str(put(word));
    }
    text
}
