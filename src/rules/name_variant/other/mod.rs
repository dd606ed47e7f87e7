//! The same in languages of which words and a tagger are known: German and Spanish.
//!
//! Two capitalised words of an article are one name where they lie a slip or a transliteration apart and neither is a form of the other by
//! the language's endings. How likely that is the measures of [`evidence`] say, weighed by a logistic model that
//! `copydesk-train fit-name-other` fits.

pub mod evidence;
mod forms;

use crate::{
    diagnostic::{Applicability, Place},
    language::Pack,
    lexicon::{self, Token as KnownToken},
    rule::RuleContext,
    span::BlockSpan,
};
use evidence::weigh_all;
use foldhash::HashMap;
use forms::{Form, collect};

/// Reports the variants in an article of another language than English.
pub fn check(cx: &mut RuleContext<'_, '_>) {
    let article = cx.article();
    let Some(pack) = Pack::of(article.language()) else { return };
    let forms = collect(article, pack);
    let mut best: HashMap<usize, (f32, usize)> = HashMap::default();
    let count = |i: usize| forms.get(i).map_or(0, Form::count);
    for e in weigh_all(pack, &forms) {
        let Some(confidence) = e.verdict() else { continue };
        if best.get(&e.odd).is_none_or(|(c, other)| (confidence, count(e.base)) > (*c, count(*other))) {
            best.insert(e.odd, (confidence, e.base));
        }
    }
    let mut found: Vec<(usize, usize, f32)> = best.iter().map(|(odd, (c, base))| (*odd, *base, *c)).collect();
    found.sort_by_key(|f| f.0);
    for (odd, base, confidence) in found {
        // What is a model is not wrong.
        let models = best.iter().any(|(other, (_, b))| *b == odd && *other != base && forms.get(*other).is_some_and(|o| o.count() > 1));
        let (Some(odd), Some(base)) = (forms.get(odd).filter(|_| !models), forms.get(base)) else { continue };
        report(cx, odd, base, confidence);
    }
    known_people(cx, &forms);
}

fn report(cx: &mut RuleContext<'_, '_>, odd: &Form<'_>, base: &Form<'_>, confidence: f32) {
    let places = |f: &Form<'_>| f.occurrences.iter().map(|o| o.place).collect::<Vec<_>>();
    let what = if base.may_be_meant() { "name" } else { "word" };
    super::report_two(cx, what, (odd.text, &places(odd)), (base.text, &places(base)), confidence);
}

/// The least weight of a person whose name a word may be a slip for.
const KNOWN: u8 = 8;
/// Distances of a slip of the hand: less is another system of transliteration, more another name.
const SLIP: std::ops::RangeInclusive<f32> = 0.75..=1.1;

/// A first name of a known person, and behind it a word that is nobody's name and a slip from that person's surname.
fn known_people(cx: &mut RuleContext<'_, '_>, forms: &[Form<'_>]) {
    let mut found: Vec<(Place, BlockSpan, String, String)> = Vec::new();
    for form in forms.iter().filter(|f| f.unknown() && f.letters >= 5) {
        for o in form.occurrences.iter().take(4) {
            let Some(before) = o.before else { continue };
            let Some(token) = KnownToken::of(&lexicon::fold(before)) else { continue };
            let mut best: Option<(u8, String)> = None;
            token.each_person(
                KNOWN,
                |_| true,
                |name| {
                    let mut tokens = name.tokens();
                    let (Some(given), Some(family), None) = (tokens.next(), tokens.next(), tokens.next()) else { return };
                    if given != token || family.length().abs_diff(form.folded.len()) > 2 {
                        return;
                    }
                    let near = lexicon::folded_distance_within(&form.folded, family.text(), *SLIP.end()).is_some_and(|d| SLIP.contains(&d));
                    if near && best.as_ref().is_none_or(|(w, _)| *w < name.entity.weight()) {
                        best = Some((name.entity.weight(), name.text()));
                    }
                },
            );
            let Some((_, text)) = best else { continue };
            let Some((_, family)) = text.rsplit_once(' ') else { continue };
            // The article has it right elsewhere: then it is a variant.
            if forms.iter().any(|f| f.text == family) {
                continue;
            }
            found.push((o.place, o.place.span, text.clone(), family.to_owned()));
            break;
        }
    }
    for (place, span, text, family) in found {
        let message = format!("nobody of this name is known, and {text} is a letter away");
        cx.report(place.block, span, message).confidence(0.7).suggest(family, Applicability::Unsafe);
    }
}
