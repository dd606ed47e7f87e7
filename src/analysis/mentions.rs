//! Mentions of names: which words of an article name a person, a place, an organisation or a people, and what says so.
//!
//! A mention is a run of capitalised words with what joins them (particles, initials, `of` inside a known name); titles and
//! roles before it are kept apart, possessives stay outside. A word that only stands where every word has a capital (at the
//! start of a sentence, in a headline) is taken for a name if the rest of the article writes it with a capital, or if
//! English does.

use super::{
    Text, Token, TokenKind,
    keys::Keyed,
    name_words::{self, Shape},
};
use crate::{
    document::BlockKind,
    lexicon::{self, Key, PlaceKind},
    span::BlockSpan,
};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    hash::BuildHasherDefault,
};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A country, a city, a river, a street.
    Place,
    /// A firm, a party, a ministry, a club, a newspaper.
    Organisation,
    /// A people, a language, or what belongs to a country: Danish, Afghans.
    Nationality,
    /// A product, an event, a day, a law; or nothing told what.
    Other,
}

/// What told the kind of a mention; the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// A title or role stands before it: `Mr`, `President`, `spokesman`.
    Title,
    /// Somebody of this full name is known.
    KnownPerson,
    /// A first name begins it, and more follows.
    FirstName,
    /// It is the surname, or another part, of a person named in full elsewhere in the article.
    PartOfPerson,
    /// The list of places has it.
    KnownPlace,
    /// A word for a kind of place is in it: `River`, `Street`.
    PlaceWord,
    /// The list of organisations has it.
    KnownOrganisation,
    /// A word for a kind of organisation ends or begins it: `Ministry`, `Party`, `FC`.
    OrganisationWord,
    /// Capitals throughout.
    Acronym,
    /// A word for a people.
    Demonym,
    /// A day or a month.
    Calendar,
    /// Nothing but its capital.
    Capital,
}

/// A word of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameWord {
    /// Its token, as an index into the block's tokens.
    pub token: usize,
    /// Bytes of the block's text.
    pub span: BlockSpan,
    /// What it is by its letters.
    pub shape: Shape,
}

/// One mention of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The block's place in [`super::Article::blocks`].
    pub block: usize,
    /// The sentence, as an index into the block's sentences.
    pub sentence: usize,
    /// The name without title and possessive, bytes of the block's text.
    pub span: BlockSpan,
    /// Its words, particles and initials too, in order; never empty.
    pub words: Vec<NameWord>,
    /// The title or role before it.
    pub title: Option<BlockSpan>,
    /// Whether a possessive `'s` or `'` follows.
    pub possessive: bool,
    /// Whether its first word opens a sentence, a quotation or a block, where any word has a capital.
    pub opens: bool,
    /// Whether it stands where most words have a capital: a headline, a line in capitals.
    pub title_case: bool,
    /// What it stands for.
    pub kind: NameKind,
    /// What told so.
    pub evidence: Evidence,
}

impl Mention {
    /// The name as it stands.
    pub fn text<'a>(&self, block: &Text<'a>) -> &'a str {
        block.slice(self.span)
    }

    /// For a person: the surname, one word or several (`García Márquez`, `van der Berg`), by the order the name is written in.
    /// Nothing for a person named by one word that follows no title, and for what is no person.
    pub fn family_name(&self, block: &Text<'_>) -> &[NameWord] {
        self.split_person(block).1
    }

    /// For a person: the first names and initials; empty where only the surname stands.
    pub fn given_names(&self, block: &Text<'_>) -> &[NameWord] {
        self.split_person(block).0
    }

    fn split_person(&self, block: &Text<'_>) -> (&[NameWord], &[NameWord]) {
        const NONE: &[NameWord] = &[];
        if self.kind != NameKind::Person {
            return (NONE, NONE);
        }
        let words = self.words.as_slice();
        let text = |i: usize| words.get(i).map_or("", |w: &NameWord| block.slice(w.span));
        match words.len() {
            0 => (NONE, NONE),
            1 => (NONE, words),
            n => {
                if n <= 3 && name_words::is_east_asian_order(text(0), text(1)) {
                    return (words.get(1..).unwrap_or(NONE), words.get(..1).unwrap_or(NONE));
                }
                let mut cut = words.iter().position(|w| w.shape == Shape::Particle).filter(|p| *p > 0).unwrap_or(n - 1);
                // Two surnames, the Spanish way: the word before the last is a surname rather than a first name.
                let middle = text(n.saturating_sub(2));
                if cut == n - 1 && n >= 3 && words[n - 2].shape == Shape::Name {
                    let (given, family) = (lexicon::given(middle).unwrap_or(0), lexicon::surname(middle).unwrap_or(0));
                    if family > 4 * given {
                        cut = n - 2;
                    }
                }
                words.split_at(cut)
            }
        }
    }
}

/// How the article writes one word, whatever its case and accents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordUse {
    /// Times in lower case.
    pub lower: u32,
    /// Times with a capital where only names have one.
    pub capital: u32,
    /// Times with a capital where any word has one: at the start of a sentence, in a headline.
    pub forced: u32,
    /// Times with a capital and small letters: `Delhi`, not `DELHI`.
    pub mixed: u32,
}

/// The mentions of an article, in reading order, and how it writes each word.
#[derive(Debug, Default)]
pub struct Mentions {
    list: Vec<Mention>,
    uses: HashMap<Key, WordUse, BuildHasherDefault<Keyed>>,
}

/// The sentence that is read.
struct Here<'b, 'a> {
    block: &'b Text<'a>,
    /// Its index.
    sentence: usize,
    /// Its first token, and one past the last.
    from: usize,
    to: usize,
    title_case: bool,
}

impl<'a> Here<'_, 'a> {
    fn text(&self, word: &NameWord) -> &'a str {
        self.block.slice(word.span)
    }
}

impl Mentions {
    /// Finds the mentions in an article's blocks.
    pub fn find(blocks: &[Text<'_>]) -> Self {
        let mut mentions = Self::default();
        let prose = || blocks.iter().filter(|b| b.kind() != BlockKind::Code);
        // About every tenth word of an article is a new one that has a capital.
        mentions.uses.reserve(prose().map(|b| b.tokens().len()).sum::<usize>() / 10);
        for block in prose() {
            mentions.list_capitals(block);
        }
        for block in prose() {
            mentions.count_uses(block);
        }
        for block in prose() {
            mentions.read_block(block);
        }
        mentions.join_parts(blocks);
        mentions
    }

    /// All mentions, in reading order.
    pub fn iter(&self) -> std::slice::Iter<'_, Mention> {
        self.list.iter()
    }

    /// How the article writes `word`, in whatever case and accents; nothing of a word that stands in lower case alone, whole and
    /// before or behind the last hyphen of another.
    pub fn word_use(&self, word: impl Into<Key>) -> WordUse {
        self.uses.get(&word.into()).copied().unwrap_or_default()
    }

    /// Lists the words that may be names, whole or before and behind a hyphen: the others are most words, and are not counted.
    fn list_capitals(&mut self, block: &Text<'_>) {
        for (token, form) in block.tokens().iter().zip(block.word_forms()) {
            if form.plain || token.kind != TokenKind::Word {
                continue;
            }
            self.uses.entry(form.key).or_default();
            if let Some((head, tail)) = block.word(token).rsplit_once('-') {
                self.uses.entry(Key::from(head)).or_default();
                self.uses.entry(Key::from(tail)).or_default();
            }
        }
    }

    /// Counts how the listed words are written.
    fn count_uses(&mut self, block: &Text<'_>) {
        let title_case = block.is_title_case();
        let (tokens, forms) = (block.tokens(), block.word_forms());
        for sentence in block.sentences() {
            for at in sentence.tokens.clone() {
                let (Some(token), Some(form)) = (tokens.get(at), forms.get(at)) else { break };
                if token.kind != TokenKind::Word {
                    continue;
                }
                let Some(entry) = self.uses.get_mut(&form.key) else { continue };
                entry.mixed += u32::from(form.mixed);
                if !form.capital {
                    entry.lower += 1;
                } else if title_case || opens(block, at, sentence.tokens.start) {
                    entry.forced += 1;
                } else {
                    entry.capital += 1;
                }
            }
        }
    }

    /// Whether a word that has its capital by position (or by chance) is a name: by the rest of the article, or by English.
    fn is_name(&self, word: &str, key: Key) -> bool {
        let here = self.word_use(key);
        if here.lower > 0 && here.lower >= here.capital {
            return false;
        }
        if here.capital > 0 {
            return true;
        }
        match lexicon::word(word) {
            Some(known) => known.is_proper_only() || !known.is_common_word() && known.cap_mid + known.upper > known.lower,
            // No word of English: a name, unless it only lacks a hyphen's half.
            None => {
                word.split('-').all(|part| lexicon::word(part).is_none_or(|w| w.is_proper_only()))
                    || word.contains('-') && { word.split('-').any(|part| lexicon::word(part).is_some_and(|w| w.is_proper_only())) }
            }
        }
    }

    fn read_block(&mut self, block: &Text<'_>) {
        let (title_case, tokens, forms) = (block.is_title_case(), block.tokens(), block.word_forms());
        let mut run: Vec<NameWord> = Vec::new();
        for (index, sentence) in block.sentences().iter().enumerate() {
            let (from, to) = (sentence.tokens.start, sentence.tokens.end);
            let here = Here { block, sentence: index, from, to, title_case };
            for at in from..to {
                let (Some(token), Some(form)) = (tokens.get(at), forms.get(at)) else { break };
                let plain = form.shape == Shape::Plain;
                if plain && run.is_empty() {
                    continue;
                }
                let joins = run.is_empty() || token.spaced && gap_is_blank(block, &run, token);
                let taken = match form.shape {
                    _ if token.kind != TokenKind::Word => false,
                    Shape::Plain => false,
                    // A particle joins two words of a name, and may open one before a capital that is sure.
                    Shape::Particle => !run.is_empty() && joins && next_is_name(&here, at),
                    Shape::Initial => true,
                    Shape::Name | Shape::Acronym => {
                        let forced = title_case || opens(block, at, from);
                        let word = block.word(token);
                        !forced || self.is_name(word, form.key) || joins && completes_name(&here, &run, at) || begins_name(&here, word, at)
                    }
                };
                if taken {
                    if !joins {
                        self.close(&here, &mut run);
                    }
                    run.push(NameWord { token: at, span: token.span, shape: form.shape });
                } else if joins_inside(&here, token, at, &run, joins) {
                    run.push(NameWord { token: at, span: token.span, shape: Shape::Particle });
                } else {
                    self.close(&here, &mut run);
                }
            }
            self.close(&here, &mut run);
        }
    }

    /// Makes mentions of a run of name words, and empties it: titles and nationalities part it.
    fn close(&mut self, here: &Here<'_, '_>, run: &mut Vec<NameWord>) {
        while run.last().is_some_and(|w| w.shape == Shape::Particle) {
            run.pop();
        }
        self.part(here, run);
        run.clear();
    }

    fn part(&mut self, here: &Here<'_, '_>, words: &[NameWord]) {
        let text = |w: &NameWord| here.text(w);
        // An organisation or a place keeps its title words: `Justice Department`, `Prince George County`.
        let last = words.last().map_or("", text);
        let whole = words.len() > 1 && (name_words::is_organisation_word(last) || name_words::is_place_word(last));
        let mut from = 0;
        let mut title: Option<BlockSpan> = None;
        let mut at = 0;
        while at < words.len() && !whole {
            let word = text(&words[at]);
            let capital_title = name_words::is_title(word);
            if capital_title && (words.len() > 1 || word.ends_with('.')) {
                let before = words.get(from..at).unwrap_or(&[]);
                self.push(here, before, title.take());
                let start = at;
                while words.get(at + 1).is_some_and(|w| name_words::is_title(text(w))) {
                    at += 1;
                }
                title = Some(words[start].span.cover(&words[at].span));
                from = at + 1;
            } else if at > from
                && at + 1 < words.len()
                && at == from + 1
                && lexicon::is_demonym(text(&words[from]))
                && lexicon::person_exists(&with_blanks(here.block, &words[at..]))
            {
                // `Ukrainian Oleksandr Usyk`
                self.push(here, &words[from..at], title.take());
                from = at;
            }
            at += 1;
        }
        let rest = words.get(from..).unwrap_or(&[]);
        self.push(here, rest, title);
    }

    fn push(&mut self, here: &Here<'_, '_>, words: &[NameWord], title: Option<BlockSpan>) {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
        let block = here.block;
        let span = first.span.cover(&last.span);
        let tokens = block.tokens();
        let role = || {
            let before = first.token.checked_sub(1).filter(|b| *b >= here.from).and_then(|b| tokens.get(b))?;
            name_words::is_role(block.word(before)).then_some(before.span)
        };
        let title = title.or_else(role);
        let possessive = tokens.get(last.token + 1).is_some_and(|t| !t.spaced && name_words::is_possessive(block.word(t)));
        let (kind, evidence) = classify(block, words, title.is_some());
        self.list.push(Mention {
            block: block.index(),
            sentence: here.sentence,
            span,
            words: words.to_vec(),
            title,
            possessive,
            opens: opens(block, first.token, here.from),
            title_case: here.title_case,
            kind,
            evidence,
        });
    }

    /// A word that is part of a person named in full elsewhere is that person, where nothing surer is known.
    fn join_parts(&mut self, blocks: &[Text<'_>]) {
        let mut parts: HashSet<Key, BuildHasherDefault<Keyed>> = HashSet::default();
        let key = |block: usize, token: usize| blocks.get(block)?.word_forms().get(token).map(|form| form.key);
        for mention in self.list.iter().filter(|m| m.kind == NameKind::Person && m.words.len() > 1) {
            parts.extend(mention.words.iter().filter(|w| w.shape == Shape::Name).filter_map(|w| key(mention.block, w.token)));
        }
        for mention in &mut self.list {
            if let [word] = mention.words.as_slice()
                && matches!(mention.evidence, Evidence::Capital | Evidence::Acronym)
                && key(mention.block, word.token).is_some_and(|key| parts.contains(&key))
            {
                (mention.kind, mention.evidence) = (NameKind::Person, Evidence::PartOfPerson);
            }
        }
    }
}

impl<'m> IntoIterator for &'m Mentions {
    type Item = &'m Mention;
    type IntoIter = std::slice::Iter<'m, Mention>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What the words of a name stand for, by the lists and by words that tell.
fn classify(block: &Text<'_>, words: &[NameWord], titled: bool) -> (NameKind, Evidence) {
    let text = |w: &NameWord| block.slice(w.span);
    let (Some(first), Some(last)) = (words.first().map(text), words.last().map(text)) else { return (NameKind::Other, Evidence::Capital) };
    let single = words.len() == 1;
    if single && name_words::is_calendar(first) {
        return (NameKind::Other, Evidence::Calendar);
    }
    if !single && (name_words::is_organisation_word(last) || name_words::is_organisation_head(first)) {
        return (NameKind::Organisation, Evidence::OrganisationWord);
    }
    if !single && (name_words::is_place_word(last) || name_words::is_place_head(first)) && !titled {
        return (NameKind::Place, Evidence::PlaceWord);
    }
    let full = with_blanks(block, words);
    let key = Key::from(&full);
    if lexicon::is_demonym(&full) {
        return (NameKind::Nationality, Evidence::Demonym);
    }
    let place = lexicon::place(key);
    if place.is_some_and(|p| p.kind <= PlaceKind::Province || p.magnitude >= 6) && !titled {
        return (NameKind::Place, Evidence::KnownPlace);
    }
    if titled && words.iter().all(|w| w.shape != Shape::Acronym) {
        return (NameKind::Person, Evidence::Title);
    }
    if !single && lexicon::person_exists(&full) {
        return (NameKind::Person, Evidence::KnownPerson);
    }
    let organisation = lexicon::org(key);
    if organisation.is_some_and(|o| !single || o.weight >= 4) {
        return (NameKind::Organisation, Evidence::KnownOrganisation);
    }
    if !single && place.is_some() {
        return (NameKind::Place, Evidence::KnownPlace);
    }
    let starts_like_person = || {
        let initial = words.first().is_some_and(|w| w.shape == Shape::Initial);
        let known = lexicon::given(first).is_some_and(|n| n >= 3) && lexicon::word(last).is_none_or(|w| !w.is_common_word());
        let order = || words.len() <= 3 && words.get(1).is_some_and(|w| name_words::is_east_asian_order(first, text(w)));
        initial && last.chars().count() > 2 || known || order()
    };
    if !single && words.iter().all(|w| w.shape != Shape::Acronym) && starts_like_person() {
        return (NameKind::Person, Evidence::FirstName);
    }
    if single && words.iter().all(|w| w.shape == Shape::Acronym) {
        let kind = if lexicon::acronym(first).next().is_some() { NameKind::Organisation } else { NameKind::Other };
        return (kind, Evidence::Acronym);
    }
    if place.is_some_and(|p| p.magnitude >= 5) {
        return (NameKind::Place, Evidence::KnownPlace);
    }
    if organisation.is_some() {
        return (NameKind::Organisation, Evidence::KnownOrganisation);
    }
    (NameKind::Other, Evidence::Capital)
}

/// Whether the token opens a sentence, or a quotation or clause inside it: whether any word would have a capital there.
pub fn opens(block: &Text<'_>, token: usize, first_of_sentence: usize) -> bool {
    if token <= first_of_sentence {
        return true;
    }
    let Some(before) = token.checked_sub(1).and_then(|b| block.tokens().get(b)) else { return true };
    let mark = block.word(before);
    let spaced = block.tokens().get(token).is_some_and(|t| t.spaced);
    match mark {
        "\"" | "“" | "„" | "«" | "‘" | "'" => !spaced || mark != "\"",
        ":" | ";" | "•" | "·" | "*" | "–" | "—" | "-" | "--" | "..." | "…" | "(" | "[" | "?" | "!" | "." => true,
        _ => false,
    }
}

/// Whether `of` and a name behind this word belong to one name: `University of Oslo`, `Gulf of Aden`.
fn joins_with_of(word: &str) -> bool {
    name_words::is_organisation_word(word) || name_words::is_place_word(word) || name_words::is_place_head(word)
}

/// Whether `&`, `of` or `for` stands inside a name: `Marks & Spencer`, `University of Oslo`.
fn joins_inside(here: &Here<'_, '_>, token: &Token, at: usize, run: &[NameWord], spaced: bool) -> bool {
    let Some(last) = run.last() else { return false };
    let by_word = match here.block.word(token) {
        "&" => true,
        "of" | "for" => spaced && joins_with_of(here.text(last)),
        _ => false,
    };
    by_word && next_is_name(here, at)
}

/// People who bear a first name, from which on it is one.
const FIRST_NAME: u32 = 3;
/// People who bear a surname, from which on a word that is one may end a name.
const SURNAME: u32 = 8;

/// Whether a word that has its capital by position ends a name that the run began: `Armie Hammer,` in a list of names, where `hammer`
/// would be a word like any other. A mark, an `and` or nothing has to follow: in a headline anything may stand behind a first name.
fn completes_name(here: &Here<'_, '_>, run: &[NameWord], at: usize) -> bool {
    let Some(first) = run.last().filter(|w| w.shape == Shape::Name) else { return false };
    let Some(token) = here.block.tokens().get(at) else { return false };
    let ends = || {
        let next = here.block.tokens().get(at + 1).filter(|_| at + 1 < here.to);
        next.is_none_or(|t| t.kind != TokenKind::Word || matches!(here.block.word(t), "and" | "or" | "&"))
    };
    let word = here.block.word(token);
    let surname = || lexicon::surname(word).is_some_and(|n| n >= SURNAME) || lexicon::word(word).is_none_or(|w| !w.in_dictionary());
    lexicon::given(here.text(first)).is_none_or(|n| n >= FIRST_NAME) && ends() && surname()
}

/// Whether a word that has its capital by position begins a name that the next word ends: `Christen Stewart`, though one may christen
/// somebody. The next word must be a surname and no place, and have its capital for itself.
fn begins_name(here: &Here<'_, '_>, word: &str, at: usize) -> bool {
    let (Some(token), Some(next)) = (here.block.tokens().get(at), here.block.tokens().get(at + 1)) else { return false };
    let capital = || here.block.word_forms().get(at + 1).is_some_and(|form| form.shape == Shape::Name);
    let apart = || here.block.slice(BlockSpan::new(token.span.end(), next.span.start())) == " ";
    if here.title_case || at + 1 >= here.to || next.kind != TokenKind::Word || !capital() || !apart() {
        return false;
    }
    let key = here.block.word_forms().get(at + 1).map(|form| form.key);
    let surname = |key: Key| {
        let place = || lexicon::place(key).is_some_and(|p| p.kind <= PlaceKind::Capital || p.magnitude >= 6);
        let common = || lexicon::word(here.block.word(next)).is_some_and(|w| w.is_common_word());
        lexicon::surname(key).is_some_and(|n| n >= SURNAME) && !lexicon::is_demonym(here.block.word(next)) && !place() && !common()
    };
    let rare = || lexicon::word(word).is_none_or(|w| w.zipf < 3.2) && !word.ends_with("ly") && !word.ends_with("ing");
    let first = || lexicon::given(word).is_some_and(|n| n >= FIRST_NAME) || rare() && sounds_like_first_name(word);
    key.is_some_and(surname) && !name_words::is_title(word) && first()
}

/// Whether a usual first name is a slip away by its sound: `Barrack`.
fn sounds_like_first_name(word: &str) -> bool {
    let folded = lexicon::fold(word);
    let near = |t: &lexicon::Token| lexicon::folded_distance_within(&folded, t.text(), 0.5).is_some();
    lexicon::tokens_sounding_like(&folded).any(|t| near(&t) && lexicon::given(t.text()).is_some_and(|n| n >= FIRST_NAME))
}

/// Whether only blanks part the token from the last word of the run.
fn gap_is_blank(block: &Text<'_>, run: &[NameWord], token: &Token) -> bool {
    let Some(last) = run.last() else { return true };
    block.slice(BlockSpan::new(last.span.end(), token.span.start())).chars().all(|c| c == ' ' || c == '\u{A0}')
}

/// The words with single blanks between: how lists have names. Mostly that is how they stand.
fn with_blanks<'a>(block: &Text<'a>, words: &[NameWord]) -> Cow<'a, str> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Cow::Borrowed("") };
    let is_blank = |at: usize| block.text().as_bytes().get(at) == Some(&b' ');
    if words.windows(2).all(|w| w[1].span.start() == w[0].span.end() + 1 && is_blank(w[0].span.end())) {
        return Cow::Borrowed(block.slice(first.span.cover(&last.span)));
    }
    Cow::Owned(words.iter().map(|w| block.slice(w.span)).collect::<Vec<_>>().join(" "))
}

/// Whether a particle at `at` is followed by a capitalised word, perhaps after another particle.
fn next_is_name(here: &Here<'_, '_>, at: usize) -> bool {
    for next in at + 1..(at + 3).min(here.to) {
        let (Some(token), Some(form)) = (here.block.tokens().get(next), here.block.word_forms().get(next)) else { return false };
        match form.shape {
            Shape::Name | Shape::Initial | Shape::Acronym => return token.kind == TokenKind::Word,
            Shape::Particle => continue,
            Shape::Plain => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{analysis::Article, document, source::Source};

    fn mentions(text: &str) -> Vec<(String, NameKind)> {
        let source = Source::from_text("a.txt", text);
        let documents = document::parse(&source, document::Format::Plain);
        let article = Article::new(&documents[0]);
        article.mentions().iter().map(|m| (m.text(&article.blocks()[m.block]).to_owned(), m.kind)).collect()
    }

    #[test]
    fn titles_stand_apart_and_tell_a_person() {
        use NameKind::*;
        let found =
            mentions("The talks were led by Kenyan President William Ruto and Sen. Ngozi Obiora, a spokesman for Mr Adeyemi's team said.");
        let names: Vec<(&str, NameKind)> = found.iter().map(|(n, k)| (n.as_str(), *k)).collect();
        assert_eq!(names, [("Kenyan", Nationality), ("William Ruto", Person), ("Ngozi Obiora", Person), ("Adeyemi", Person)]);
    }

    #[test]
    fn particles_join_and_hyphens_stay() {
        let found = mentions("It was signed by Carlos de la Fuente, Bashar al-Assad, Khalid bin Salman and Kim Jong-un in Pyongyang.");
        let names: Vec<&str> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["Carlos de la Fuente", "Bashar al-Assad", "Khalid bin Salman", "Kim Jong-un", "Pyongyang"]);
    }

    #[test]
    fn capitals_apostrophes_and_possessives_stay_in_their_place() {
        let found = mentions(
            "Mitch McConnell's aides met LeBron James, Ron DeSantis and Siobhán O'Brien about the iPhone; N'Djamena's mayor and Jean-Luc Bélair stayed.",
        );
        let names: Vec<&str> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["Mitch McConnell", "LeBron James", "Ron DeSantis", "Siobhán O'Brien", "iPhone", "N'Djamena", "Jean-Luc Bélair"]);
    }

    #[test]
    fn a_headline_in_capitals_is_read_by_the_rest_of_the_article() {
        let found = mentions("FLOODS REACH NAKURU\n\nThe lake near Nakuru rose again on Friday, and floods cut the road.");
        let names: Vec<&str> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["NAKURU", "Nakuru", "Friday"]);
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_says_nothing() {
        let found = mentions("Farmers are waiting. Rain fell in Nakuru. Nakuru has no dam. Waiting costs money.");
        let names: Vec<&str> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(names, ["Nakuru", "Nakuru"]);
    }

    #[test]
    fn kinds_are_told_by_lists_and_words() {
        use NameKind::*;
        let found =
            mentions("On Monday the Ministry of Health and the Danube Shipping Company moved from Vienna to the Sava River, NATO said.");
        let kinds: Vec<NameKind> = found.iter().map(|(_, k)| *k).collect();
        assert_eq!(found[0], ("Monday".to_owned(), Other));
        assert!(kinds.contains(&Organisation), "{found:?}");
        assert!(found.contains(&("Vienna".to_owned(), Place)) && found.contains(&("Sava River".to_owned(), Place)), "{found:?}");
    }

    #[test]
    fn surnames_come_first_in_east_asia_and_twice_in_spain() {
        let source = Source::from_text("a.txt", "It was opened by Kim Jong-un, by Gabriel García Márquez and by Ludwig van der Berg.");
        let documents = document::parse(&source, document::Format::Plain);
        let article = Article::new(&documents[0]);
        let block = &article.blocks()[0];
        let families: Vec<String> = article
            .mentions()
            .iter()
            .map(|m| m.family_name(block).iter().map(|w| block.slice(w.span)).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(families, ["Kim", "García Márquez", "van der Berg"]);
    }

    #[test]
    fn odd_text_is_no_trouble() {
        for text in ["", "A", "Al- de", "O' & Sons", "“”", "北京 Ю. De la", "& Co", "Mr.", "VAN DER", "the of & von"] {
            mentions(text);
        }
    }
}
