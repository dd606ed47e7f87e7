//! The same in languages of which words and a tagger are known, but for which no weights of evidence were fitted: German and Spanish.
//!
//! Two capitalised words of an article are one name where they lie a slip or a transliteration apart, one is no word and nobody's name
//! as far as lists tell, and neither is a form of the other by the language's endings. A word that is somebody's name elsewhere is odd
//! only beside the same first name.

use crate::{
    analysis::{Article, Text, TokenKind, Upos},
    diagnostic::{Applicability, Place},
    document::BlockKind,
    language::Pack,
    lexicon::{self, Token as KnownToken},
    rule::RuleContext,
    span::BlockSpan,
};
use foldhash::HashMap;
use std::borrow::Cow;

/// Words of an article beyond which no more are compared: the pairs grow with the square.
const MOST: usize = 700;
/// Zipf frequency below which a word of the list may be a slip that many make.
const RARE: f32 = 2.2;

/// How many times oftener the news has a name that another may be a slip for, though lists have both.
const OUTDONE: u32 = 30;

/// Magnitude of a town that a slip may mean though the language has a word like its name: a thousand people and more.
const TOWN: u8 = 4;

/// One place of a form.
struct Occurrence<'a> {
    place: Place,
    token: usize,
    /// Whether any word would have a capital here.
    forced: bool,
    /// The capitalised word right before it.
    before: Option<&'a str>,
}

/// A capitalised word of the article, as it is written.
struct Form<'a> {
    text: &'a str,
    folded: Cow<'a, str>,
    letters: usize,
    occurrences: Vec<Occurrence<'a>>,
    /// It is a word of the language.
    common: bool,
    /// A list of names has it.
    listed: bool,
    /// A town of many people has it.
    place: bool,
    /// How often news has it as a name.
    fame: u32,
    /// The list of words has it, however written.
    seen: bool,
    /// It stands where names stand.
    name: bool,
}

impl Form<'_> {
    fn count(&self) -> usize {
        self.occurrences.len()
    }

    /// Whether a slip may be meant for it: it stands as a name does, or is one that lists have and the language has no word like it.
    fn may_be_meant(&self) -> bool {
        self.name || self.listed && !self.common || self.place
    }

    fn unknown(&self) -> bool {
        !self.common && !self.listed && !self.seen
    }
}

/// Reports the variants in an article of another language than English.
pub fn check(cx: &mut RuleContext<'_, '_>) {
    let article = cx.article();
    let Some(pack) = Pack::of(article.language()) else { return };
    let forms = collect(article, pack);
    let mut best: HashMap<usize, (f32, usize)> = HashMap::default();
    for (a, first) in forms.iter().enumerate() {
        for (b, second) in forms.iter().enumerate().skip(a + 1) {
            let Some((odd, base, confidence)) = weigh(pack, (a, first), (b, second)) else { continue };
            let better = best.get(&odd).is_none_or(|(c, other)| {
                let count = |i: usize| forms.get(i).map_or(0, Form::count);
                (confidence, count(base)) > (*c, count(*other))
            });
            if better {
                best.insert(odd, (confidence, base));
            }
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

/// The capitalised words of an article.
fn collect<'a>(article: &Article<'a>, pack: &Pack) -> Vec<Form<'a>> {
    let mut index: HashMap<&'a str, usize> = HashMap::default();
    let mut forms: Vec<Form<'a>> = Vec::new();
    let prose =
        |b: &&Text<'a>| !matches!(b.kind(), BlockKind::Code | BlockKind::Furniture | BlockKind::TableCell) && std::ptr::eq(b.pack(), pack);
    for block in article.blocks().iter().filter(prose) {
        let tokens = block.tokens();
        for sentence in block.sentences() {
            for at in sentence.tokens.clone() {
                let Some(token) = tokens.get(at).filter(|t| t.kind == TokenKind::Word && t.span.len() >= 4) else { continue };
                let previous = at.checked_sub(1).filter(|b| *b >= sentence.tokens.start).and_then(|b| tokens.get(b));
                let opens = previous.is_none_or(|t| t.kind == TokenKind::Punctuation && !matches!(block.word(t), "," | ")" | "-" | "–"));
                let before = previous.filter(|t| t.kind == TokenKind::Word).map(|t| block.word(t)).filter(|w| is_name_like(w));
                for (word, span) in parts(block.word(token), token.span).filter(|(word, _)| is_name_like(word)) {
                    let occurrence = Occurrence { place: Place::new(block.index(), span), token: at, forced: opens, before };
                    match index.get(word) {
                        Some(&i) => {
                            if let Some(form) = forms.get_mut(i) {
                                form.occurrences.push(occurrence);
                            }
                        }
                        None if forms.len() < MOST => {
                            index.insert(word, forms.len());
                            forms.push(form(word, pack, occurrence));
                        }
                        None => {}
                    }
                }
            }
        }
    }
    for form in &mut forms {
        form.name = stands_as_name(article, pack, form);
    }
    forms
}

/// The words that hyphens join, with their places: `Concordia-Torhüter`.
fn parts(word: &str, span: BlockSpan) -> impl Iterator<Item = (&str, BlockSpan)> {
    let mut at = span.start();
    word.split('-').map(move |part| {
        let place = BlockSpan::new(at, at + part.len());
        at = place.end() + 1;
        (part, place)
    })
}

/// A capital, then small letters, four letters or more.
fn is_name_like(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    first && word.chars().count() >= 4 && chars.all(|c| c.is_lowercase() || matches!(c, '\'' | '’')) && !word.ends_with(['\'', '’'])
}

fn form<'a>(word: &'a str, pack: &Pack, first: Occurrence<'a>) -> Form<'a> {
    // Lists of words write `ss` for `ß` as the Swiss do.
    let known = pack.word(word).or_else(|| word.contains('ß').then(|| pack.word(&word.replace('ß', "ss"))).flatten());
    let fame = lexicon::word(word).map_or(0, |w| w.cap_mid + w.upper);
    let listed = fame >= 3
        || lexicon::given(word).is_some_and(|n| n >= 3)
        || lexicon::surname(word).is_some_and(|n| n >= 3)
        || lexicon::place(word).is_some()
        || lexicon::is_demonym(word);
    let common = known.is_some_and(|w| w.in_dictionary())
        || pack.names.is_some_and(|n| n.calendar.contains(word))
        || (pack.compounds && is_compound(pack, word));
    Form {
        text: word,
        folded: lexicon::fold(word),
        letters: word.chars().count(),
        occurrences: vec![first],
        common,
        listed,
        fame,
        place: lexicon::place(word).is_some_and(|p| p.magnitude >= TOWN),
        seen: known.is_some_and(|w| w.zipf >= RARE || w.cap_mid >= 3),
        name: false,
    }
}

/// Whether a word is made of two, the second of which is a noun of the language: `Impfzentrum`.
fn is_compound(pack: &Pack, word: &str) -> bool {
    let lower = word.to_lowercase();
    let known = |w: &str| pack.word(w).is_some_and(|w| w.in_dictionary() && w.zipf >= 2.5);
    lower.char_indices().filter(|(at, _)| *at >= 3 && lower.len() - at >= 4).any(|(at, _)| {
        let (head, tail) = lower.split_at(at);
        let joint = head.strip_suffix("es").or_else(|| head.strip_suffix('s')).or_else(|| head.strip_suffix("en")).unwrap_or(head);
        known(tail) && [head, joint].into_iter().any(|h| h.len() >= 3 && pack.word(h).is_some_and(|w| w.zipf >= 2.5))
    })
}

/// Whether a form is a name by where it stands: in Spanish with a capital inside a sentence; in German, where every noun has one, by its
/// tag or a first name before it.
fn stands_as_name(article: &Article<'_>, pack: &Pack, form: &Form<'_>) -> bool {
    if !pack.compounds {
        return form.occurrences.iter().any(|o| !o.forced) || form.unknown();
    }
    let sample = || form.occurrences.iter().take(5);
    let named = sample().filter(|o| {
        let tag = article.blocks().get(o.place.block).and_then(|b| b.tagged(o.token));
        tag.is_some_and(|t| t.upos == Upos::Propn) || o.before.is_some_and(|b| lexicon::given(b).is_some_and(|n| n >= 20))
    });
    named.count() * 2 >= sample().count()
}

/// Which of two forms is odd, which is right, and how sure that is; nothing where they are two words.
fn weigh(pack: &Pack, (a, first): (usize, &Form<'_>), (b, second): (usize, &Form<'_>)) -> Option<(usize, usize, f32)> {
    // Two words of the language, and two that are no names, are no spellings of one: most pairs, and sooner seen than a distance.
    if first.letters.abs_diff(second.letters) > 2 || first.common && second.common || !first.may_be_meant() && !second.may_be_meant() {
        return None;
    }
    let accents = first.folded == second.folded;
    let shorter = first.letters.min(second.letters);
    let most = match shorter {
        0..=4 => 0.85,
        5 => 1.05,
        6 | 7 => 1.25,
        _ => 1.6,
    };
    let distance = if accents { lexicon::ACCENTS } else { lexicon::folded_distance_within(&first.folded, &second.folded, most)? };
    // The odd one: what stands less often; then what is less known; then what stands later.
    let rank = |f: &Form<'_>| (f.count(), !f.unknown(), f.listed || f.seen, accents && f.folded.len() < f.text.len());
    let (odd, odd_form, base, base_form) = if rank(first) < rank(second) { (a, first, b, second) } else { (b, second, a, first) };
    if !base_form.may_be_meant() || is_inflected(pack, odd_form, base_form) {
        return None;
    }
    let company = odd_form
        .occurrences
        .iter()
        .filter_map(|o| o.before)
        .any(|before| lexicon::given(before).is_some_and(|n| n >= 3) && base_form.occurrences.iter().any(|o| o.before == Some(before)));
    if accents {
        // A word of the language may differ from a name by an accent: `Peru`, `Perú`.
        return (base_form.count() > odd_form.count() || !odd_form.common && !base_form.common).then_some((odd, base, 0.85));
    }
    if company && odd_form.count() <= base_form.count() && !odd_form.common {
        return Some((odd, base, 0.92));
    }
    let other_first_name = |o: &Occurrence<'_>| o.before.is_some_and(|b| lexicon::given(b).is_some_and(|n| n >= 3));
    let two_people = odd_form.occurrences.iter().any(other_first_name) && base_form.occurrences.iter().any(other_first_name);
    let often = base_form.count() >= 2 * odd_form.count();
    // Somebody has the name somewhere; but the news has the other, and so has the article.
    let outdone = often
        && odd_form.count() == 1
        && !odd_form.common
        && !odd_form.seen
        && distance <= 1.05
        && odd_form.fame * OUTDONE < base_form.fame;
    if !(odd_form.unknown() || outdone) || two_people {
        return None;
    }
    let settled = !base_form.unknown();
    match (often, settled) {
        (true, _) => Some((odd, base, if distance <= 1.05 { 0.9 } else { 0.75 })),
        (false, true) if distance <= 1.05 => Some((odd, base, 0.8)),
        (false, false) if distance <= 1.05 => Some((odd, base, 0.65)),
        _ => None,
    }
}

/// Whether two words differ by endings of the language alone. What a list has is no form of the other: there the odd one must have an
/// ending more, and not the last letter twice.
fn is_inflected(pack: &Pack, odd: &Form<'_>, base: &Form<'_>) -> bool {
    let (x, y) = (odd.text.to_lowercase(), base.text.to_lowercase());
    if base.listed && !odd.listed {
        let more = x.strip_prefix(y.as_str());
        return more.is_some_and(|more| pack.endings_of_names.contains(&more) && !y.ends_with(more));
    }
    let common = x.chars().zip(y.chars()).take_while(|(c, d)| c == d).count();
    let rest = |w: &str| w.chars().skip(common).collect::<String>();
    let (x_rest, y_rest) = (rest(&x), rest(&y));
    common >= 3
        && (0..=2_usize.min(common - 3)).any(|back| {
            let ending = |w: &str, rest: &str| {
                let from = w.chars().count() - rest.chars().count() - back;
                let end: String = w.chars().skip(from).collect();
                end.is_empty() || pack.endings_of_names.contains(&end.as_str())
            };
            ending(&x, &x_rest) && ending(&y, &y_rest)
        })
}

fn report(cx: &mut RuleContext<'_, '_>, odd: &Form<'_>, base: &Form<'_>, confidence: f32) {
    let places = |f: &Form<'_>| f.occurrences.iter().map(|o| o.place).collect::<Vec<_>>();
    super::report_two(cx, (odd.text, &places(odd)), (base.text, &places(base)), confidence);
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
