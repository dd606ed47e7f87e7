//! Reads a block's words as mentions of names.

use super::{
    super::{
        Text, Token, TokenKind,
        name_words::{self, Shape},
    },
    Mention, NameWord,
    classify::{classify, with_blanks},
    opens,
    words::Doubtful,
};
use crate::{
    lexicon::{self, Key, PlaceKind},
    span::BlockSpan,
};

/// The mentions in a block, of whose doubtful words so many are names. They are given as if the block were the first, and their kinds by
/// themselves.
pub(super) fn mentions(block: &Text<'_>, doubtful: &[Doubtful], names: &[bool]) -> Vec<Mention> {
    let mut reader = Reader::default();
    reader.read(block, doubtful, names);
    reader.list
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
#[derive(Default)]
struct Reader {
    list: Vec<Mention>,
}

impl Reader {
    fn read(&mut self, block: &Text<'_>, doubtful: &[Doubtful], names: &[bool]) {
        let (title_case, tokens, forms) = (block.is_title_case(), block.tokens(), block.word_forms());
        let mut run: Vec<NameWord> = Vec::new();
        let mut doubtful = doubtful.iter().zip(names).peekable();
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
                        let sure = doubtful.next_if(|(word, _)| word.token == at).is_none_or(|(_, name)| *name);
                        sure || joins && completes_name(&here, &run, at) || begins_name(&here, block.word(token), at)
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
            block: 0,
            sentence: here.sentence,
            span,
            words: words.into(),
            title,
            possessive,
            opens: opens(block, first.token, here.from),
            title_case: here.title_case,
            kind,
            evidence,
        });
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
