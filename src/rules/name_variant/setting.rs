//! What the places where a form stands say of it: the country that the rest of the article is about, the words around it,
//! and whether its kind of name belongs there.

use super::forms::{Form, Neighbour, Occurrence};
use crate::{
    analysis::{Article, TokenKind, roll::is_roll},
    lexicon::{self, Key, PlaceKind},
    rules::misspelled_name::edits::share_of_scripts,
};
use foldhash::{HashMap, HashSet};
use std::{borrow::Cow, cell::OnceCell};

/// Tokens to each side of a name that are its surroundings.
const AROUND: usize = 6;

/// The countries that an article's forms speak for, and the words around each form.
pub struct Setting<'a> {
    countries: Vec<Option<&'static str>>,
    counts: HashMap<&'static str, u32>,
    /// Read where two forms are compared: most never are.
    around: Vec<OnceCell<HashSet<Cow<'a, str>>>>,
    /// How much of what the article names of countries belongs to one that writes in other letters than Latin ones.
    scripts: OnceCell<f32>,
}

impl<'a> Setting<'a> {
    /// Reads the settings of all forms of an article.
    pub fn of(forms: &[Form<'_>]) -> Self {
        let countries: Vec<Option<&'static str>> = forms.iter().map(country_of).collect();
        let mut counts = HashMap::default();
        for (form, country) in forms.iter().zip(&countries) {
            if let Some(country) = country {
                *counts.entry(*country).or_default() += u32::try_from(form.count()).unwrap_or(u32::MAX);
            }
        }
        Self { countries, counts, around: vec![OnceCell::new(); forms.len()], scripts: OnceCell::new() }
    }

    /// How much of what the article names of countries belongs to one that writes in other letters than Latin ones, 0 to 1.
    pub fn share_of_scripts(&self) -> f32 {
        *self.scripts.get_or_init(|| share_of_scripts(self.counts.iter().map(|(country, n)| (*country, *n))))
    }

    /// Whether a place of the form is in a list of names.
    pub fn in_roll(&self, article: &Article<'_>, form: &Form<'_>) -> bool {
        form.occurrences.iter().any(|o| article.blocks().get(o.place.block).is_some_and(is_roll))
    }

    /// How often the article names the form's country by another form; nothing for what belongs to no country.
    pub fn support(&self, forms: &[Form<'_>], form: usize) -> Option<u32> {
        let country = self.countries.get(form).copied().flatten()?;
        let own = forms.get(form).map_or(0, |f| u32::try_from(f.count()).unwrap_or(u32::MAX));
        Some(self.counts.get(country).copied().unwrap_or(0).saturating_sub(own))
    }

    /// Whether both forms belong to one country.
    pub fn same_country(&self, a: usize, b: usize) -> bool {
        let country = |i: usize| self.countries.get(i).copied().flatten();
        country(a).is_some() && country(a) == country(b)
    }

    /// How much the words around two forms are the same: the sum over what they share, rarer words counting more; 0 to 3.
    pub fn overlap(&self, article: &Article<'a>, forms: &[Form<'_>], a: usize, b: usize) -> f32 {
        let around = |i: usize| Some(self.around.get(i)?.get_or_init(|| forms.get(i).map(|f| around(article, f)).unwrap_or_default()));
        let (Some(a), Some(b)) = (around(a), around(b)) else { return 0.0 };
        let mut shared: Vec<&Cow<'a, str>> = a.intersection(b).collect();
        shared.sort_unstable();
        let rarity = |w: &&Cow<'a, str>| (7.0 - lexicon::word(w).map_or(2.5, |w| w.zipf)).max(0.0) / 3.0;
        shared.iter().map(rarity).sum::<f32>().min(3.0)
    }
}

/// The country of a form that is a people, a country, a region, a capital or a large city.
fn country_of(form: &Form<'_>) -> Option<&'static str> {
    if form.standing.ordinary() {
        return None;
    }
    let large = |p: &lexicon::Place| p.kind <= PlaceKind::Capital || p.magnitude >= 6;
    let key = Key::from(&form.text);
    let country = lexicon::demonym_country(key).or_else(|| lexicon::place(key).filter(large).map(|p| p.country));
    country.filter(|c| !c.is_empty())
}

/// The content words around the first places of a form.
fn around<'a>(article: &Article<'a>, form: &Form<'_>) -> HashSet<Cow<'a, str>> {
    let mut words = HashSet::default();
    for o in form.occurrences.iter().take(12) {
        let Some(block) = article.blocks().get(o.place.block) else { continue };
        let tokens = block.tokens();
        let range = o.token.saturating_sub(AROUND)..(o.token + AROUND + 1).min(tokens.len());
        for (i, token) in range.clone().zip(tokens.get(range).unwrap_or(&[])) {
            let word = block.word(token);
            if i == o.token || token.kind != TokenKind::Word || word.chars().nth(2).is_none() {
                continue;
            }
            if lexicon::word(word).is_none_or(|w| w.zipf < 5.6) {
                words.insert(lexicon::fold(word));
            }
        }
    }
    words
}

/// Whether both stand in lists of names (a team and its substitutes, a cast), each between commas: two players.
pub fn are_listed(article: &Article<'_>, a: &Form<'_>, b: &Form<'_>) -> bool {
    let listed = |f: &Form<'_>| f.occurrences.iter().take(12).any(|o| is_listed(article, o));
    listed(a) && listed(b)
}

/// Whether an occurrence stands between the marks of a list whose neighbouring items are names of a word or two as well.
fn is_listed(article: &Article<'_>, o: &Occurrence<'_>) -> bool {
    let Some(block) = article.blocks().get(o.place.block) else { return false };
    let around = block.tokens().get(o.token.saturating_sub(4)..(o.token + 5).min(block.tokens().len())).unwrap_or(&[]);
    let small = around.iter().filter(|t| t.kind == TokenKind::Word && !crate::analysis::name_words::is_capitalised(block.word(t)));
    let marks = around.iter().filter(|t| matches!(block.word(t), "," | ";" | ":" | "(" | ")")).count();
    marks >= 3 && small.count() == 0
}

/// Prepositions before places.
const BEFORE_PLACE: &[&str] = &["in", "into", "at", "from", "to", "near", "across", "throughout", "outside", "inside", "around"];

/// What the neighbours of one place ask for, as far as it is not a matter of single words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Slot {
    /// A number beside it.
    pub number: bool,
    /// A preposition of place before it.
    pub place: bool,
    /// A title or role before it, or a verb of saying after it.
    pub person: bool,
    /// No capital on either side, in a place where a capital is no matter of course.
    pub alone: bool,
}

/// The slot of one occurrence.
pub fn slot(o: &Occurrence<'_>) -> Slot {
    let is = |n: &Option<Neighbour<'_>>, test: fn(&Neighbour<'_>) -> bool| n.as_ref().is_some_and(test);
    let number = |n: &Neighbour<'_>| n.is_number();
    let says = |n: &Neighbour<'_>| {
        matches!(
            &*n.text,
            "said" | "says" | "told" | "tells" | "added" | "adds" | "explained" | "noted" | "believes" | "thinks" | "who" | "wrote"
        )
    };
    let capital = |n: &Neighbour<'_>| n.capital && !n.title;
    Slot {
        number: is(&o.left, number) || is(&o.right, number),
        place: is(&o.left, |n| BEFORE_PLACE.contains(&&*n.text)),
        person: is(&o.left, |n| n.title) || is(&o.right, says),
        alone: !o.forced && !o.title_case && !is(&o.left, capital) && !is(&o.right, capital),
    }
}
