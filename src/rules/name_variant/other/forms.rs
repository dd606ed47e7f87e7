//! The capitalised words of an article, with what lists and their places say of them.

use crate::{
    analysis::{Article, Text, Token, TokenKind, Upos},
    diagnostic::Place,
    document::BlockKind,
    language::Pack,
    lexicon,
    span::BlockSpan,
};
use foldhash::HashMap;
use std::borrow::Cow;

/// Words of an article beyond which no more are compared: the pairs grow with the square.
const MOST: usize = 700;
/// Zipf frequency below which a word of the list may be a slip that many make.
const RARE: f32 = 2.2;

/// Magnitude of a town that a slip may mean though the language has a word like its name: a thousand people and more.
const TOWN: u8 = 4;

/// One place of a form.
pub(super) struct Occurrence<'a> {
    pub(super) place: Place,
    token: usize,
    /// Whether any word would have a capital here.
    pub(super) forced: bool,
    /// The capitalised word right before it.
    pub(super) before: Option<&'a str>,
    /// The capitalised word right behind it.
    pub(super) after: Option<&'a str>,
    /// It is one of several that commas or dashes part: a team, a list of those present.
    pub(super) listed: bool,
}

/// A capitalised word of the article, as it is written.
pub(super) struct Form<'a> {
    pub(super) text: &'a str,
    pub(super) folded: Cow<'a, str>,
    pub(super) letters: usize,
    pub(super) occurrences: Vec<Occurrence<'a>>,
    /// It is a word of the language, or may be put together of two.
    pub(super) common: bool,
    /// It is one only as put together of two: `Line-mann`, as names are too.
    pub(super) compound: bool,
    /// A list of names has it.
    pub(super) listed: bool,
    /// A town of many people has it.
    pub(super) place: bool,
    /// How often news has it as a name.
    pub(super) fame: u32,
    /// The list of words has it, however written.
    pub(super) seen: bool,
    /// It stands where names stand.
    pub(super) name: bool,
}

impl Form<'_> {
    pub(super) fn count(&self) -> usize {
        self.occurrences.len()
    }

    /// Whether a slip may be meant for it: it stands as a name does, or is one that lists have and the language has no word like it.
    pub(super) fn may_be_meant(&self) -> bool {
        self.name || self.listed && !self.common || self.place
    }

    pub(super) fn unknown(&self) -> bool {
        !self.common && !self.listed && !self.seen
    }
}

/// The capitalised words of an article.
pub(super) fn collect<'a>(article: &Article<'a>, pack: &Pack) -> Vec<Form<'a>> {
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
                let neighbour =
                    |t: Option<&Token>| t.filter(|t| t.kind == TokenKind::Word).map(|t| block.word(t)).filter(|w| is_name_like(w));
                let next = tokens.get(at + 1).filter(|_| at + 1 < sentence.tokens.end);
                let (before, after) = (neighbour(previous), neighbour(next));
                let parts_entries = |t: Option<&Token>| t.is_some_and(|t| matches!(block.word(t), "," | "-" | "–" | ";" | "/"));
                let listed = parts_entries(previous) && parts_entries(next);
                for (word, span) in parts(block.word(token), token.span).filter(|(word, _)| is_name_like(word)) {
                    let occurrence = Occurrence { place: Place::new(block.index(), span), token: at, forced: opens, before, after, listed };
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
    let word_of_language = known.is_some_and(|w| w.in_dictionary()) || pack.names.is_some_and(|n| n.calendar.contains(word));
    let compound = !word_of_language && pack.compounds && is_compound(pack, word);
    Form {
        text: word,
        folded: lexicon::fold(word),
        letters: word.chars().count(),
        occurrences: vec![first],
        common: word_of_language || compound,
        compound,
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
