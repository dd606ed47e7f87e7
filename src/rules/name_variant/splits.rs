//! A name written in two: `Zelen sky` beside `Zelensky`.

use super::forms::Form;
use crate::lexicon;
use foldhash::HashMap;

/// A name in two pieces: the form of the first, which occurrence, and the form that the pieces make.
pub struct Split {
    /// The form of the first piece.
    pub first: usize,
    /// Its occurrence.
    pub occurrence: usize,
    /// The whole.
    pub whole: usize,
}

/// Finds the names in two pieces. The whole must be a name of the article, and a piece no word that could stand alone:
/// `New castle` says nothing, `Zelen sky` does; `De Santis` is two lawful words, so the whole must be the commoner.
pub fn find(forms: &[Form<'_>]) -> Vec<Split> {
    let long = |f: &Form| f.folded.chars().count() >= 6 && !f.standing.ordinary() && !f.standing.word.is_some_and(|w| w.in_dictionary());
    let wholes: HashMap<&str, usize> = forms.iter().enumerate().filter(|(_, f)| long(f)).map(|(i, f)| (f.folded.as_str(), i)).collect();
    let mut found = Vec::new();
    let mut together = String::new();
    for (first, form) in forms.iter().enumerate() {
        for (occurrence, o) in form.occurrences.iter().enumerate() {
            let Some(right) = o.right.as_ref().filter(|_| !o.possessive && !o.title_case) else { continue };
            together.clear();
            together.push_str(&form.folded);
            together.push_str(&right.text);
            let Some(&whole) = wholes.get(together.as_str()) else { continue };
            let known = |text: &str| lexicon::word(text).is_some_and(|w| w.zipf >= 2.5);
            let pieces_known = known(&form.folded) && known(&right.text);
            let commoner = forms.get(whole).is_some_and(|w| w.count() > form.count());
            let neighbours = lexicon::bigram(&form.folded, &right.text) > 0.0;
            if !neighbours && (!pieces_known || commoner && !right.capital) && (!right.capital || commoner) {
                found.push(Split { first, occurrence, whole });
            }
        }
    }
    found
}
