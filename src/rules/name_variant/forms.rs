//! The spellings that an article uses for names, with every place where each stands and the words beside it.

use crate::{
    analysis::{Article, Mentions, Text, TokenKind, keys::Keyed, mentions, name_words, roll},
    diagnostic::Place,
    document::BlockKind,
    lexicon::{self, Key, Memo, PlaceKind, Word},
    span::BlockSpan,
};
use std::{
    borrow::Cow,
    cell::OnceCell,
    collections::HashMap,
    hash::{BuildHasherDefault, Hash, Hasher},
    ops::{Deref, Range},
    sync::Arc,
};

/// A word beside a name, in the same sentence, with nothing but a blank between.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Neighbour<'a> {
    /// Folded.
    pub text: Folded<'a>,
    /// Whether it has a capital.
    pub capital: bool,
    /// Whether it is a title or role, which people share.
    pub title: bool,
}

/// A folded word: as the article has it, or as it was folded once for all that ask.
#[derive(Clone, Debug)]
pub enum Folded<'a> {
    /// It is folded as it stands.
    AsItStands(&'a str),
    /// It had a capital or an accent.
    Made(Arc<str>),
}

impl Deref for Folded<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Folded::AsItStands(text) => text,
            Folded::Made(text) => text,
        }
    }
}

impl PartialEq for Folded<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Folded<'_> {}

impl Hash for Folded<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        str::hash(self, state);
    }
}

/// The text of a neighbour that is a number, as pairs of words have it.
const NUMBER: &str = "<n>";

impl Neighbour<'_> {
    /// Whether it is a number rather than a word.
    pub fn is_number(&self) -> bool {
        &*self.text == NUMBER
    }
}

/// One place where a form stands.
#[derive(Clone, Debug)]
pub struct Occurrence<'a> {
    /// Block and bytes.
    pub place: Place,
    /// The sentence, numbered through the article.
    pub sentence: usize,
    /// The token's index in the block.
    pub token: usize,
    /// Whether any word would have a capital here.
    pub forced: bool,
    /// Whether it stands in a headline or in capitals.
    pub title_case: bool,
    /// Whether a possessive mark follows.
    pub possessive: bool,
    /// The word before.
    pub left: Option<Neighbour<'a>>,
    /// The word after.
    pub right: Option<Neighbour<'a>>,
    /// The index of the mention it is a word of.
    pub mention: Option<usize>,
}

/// How well the world knows a form by itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing {
    /// As a word of English.
    pub word: Option<Word>,
    /// People of this first name.
    pub given: u32,
    /// People of this surname.
    pub surname: u32,
    /// Digits of the population of the place; 8 for countries, 7 for capitals.
    pub place: u8,
    /// Weight of the organisation.
    pub organisation: u8,
    /// Whether it names a people.
    pub demonym: bool,
    /// Whether it is a day or a month.
    pub calendar: bool,
}

impl Standing {
    /// Looks a form up.
    pub fn of(form: &str) -> Self {
        let key = Key::from(form);
        let place = lexicon::place(key).map_or(0, |p| match p.kind {
            PlaceKind::Country => 9,
            PlaceKind::Capital | PlaceKind::Region => 7.max(p.magnitude),
            PlaceKind::Province | PlaceKind::Water => 6.max(p.magnitude),
            _ => p.magnitude.max(3),
        });
        Self {
            word: lexicon::word(form),
            given: lexicon::given(key).unwrap_or(0),
            surname: lexicon::surname(key).unwrap_or(0),
            place,
            organisation: lexicon::org(key).map_or(0, |o| o.weight),
            demonym: lexicon::is_demonym(form),
            calendar: name_words::is_calendar(form),
        }
    }

    /// How well known it is as a name, about 0 (not at all) to 10: the best of its lists, on logarithmic scales.
    pub fn fame(&self) -> f32 {
        let log = |n: u32| (1.0 + n as f32).ln();
        let news = self.word.map_or(0.0, |w| log(w.cap_mid + w.upper));
        let general = self.word.map_or(0.0, |w| if w.in_dictionary_as_name() { w.zipf.max(3.0) } else { 0.6 * w.zipf });
        let place = 0.8 * f32::from(self.place.saturating_sub(2));
        let organisation = 0.4 * f32::from(self.organisation);
        let people = 0.7 * log(self.given).max(log(self.surname));
        let closed = if self.calendar || self.demonym { 6.0 } else { 0.0 };
        news.max(general).max(place).max(organisation).max(people).max(closed)
    }

    /// Whether it is an ordinary word of English.
    pub fn ordinary(&self) -> bool {
        self.word.is_some_and(|w| w.is_common_word())
    }
}

thread_local! {
    /// With the fame of each.
    static STANDINGS: Memo<(Standing, f32)> = Memo::default();
}

/// One spelling and all its places.
#[derive(Clone, Debug)]
pub struct Form<'a> {
    /// As it stands most often; what stands in capitals throughout is brought to `Delhi`.
    pub text: Cow<'a, str>,
    /// Folded: lower case, without accents.
    pub folded: String,
    /// In reading order, never empty.
    pub occurrences: Vec<Occurrence<'a>>,
    /// How well the world knows it.
    pub standing: Standing,
    /// [`Standing::fame`].
    pub fame: f32,
    /// Times in lower case.
    pub lower: u32,
    /// The key of its text as it stands.
    pub written: Key,
    bearer: OnceCell<Option<u8>>,
    brand: OnceCell<bool>,
}

impl<'a> Form<'a> {
    /// A form without occurrences, which stands in lower case so many times; `written` is the key of its text as it stands.
    fn new(text: Cow<'a, str>, written: Key, lower: u32) -> Self {
        let look = || {
            let standing = Standing::of(&text);
            (standing, standing.fame())
        };
        let (standing, fame) = STANDINGS.with(|memo| memo.get(written, look));
        Self {
            folded: lexicon::fold(&text).into_owned(),
            lower,
            written,
            text,
            // Most forms stand once, and occurrences are large.
            occurrences: Vec::with_capacity(1),
            standing,
            fame,
            bearer: OnceCell::new(),
            brand: OnceCell::new(),
        }
    }

    /// [`lexicon::surname_weight`].
    pub fn surname_weight(&self) -> Option<u8> {
        *self.bearer.get_or_init(|| lexicon::surname_weight(&self.text))
    }

    /// Whether it stands before a word for an organisation or a place: `Tinkoff Bank`, beside a man called Tinkov.
    pub fn is_brand(&self) -> bool {
        *self.brand.get_or_init(|| {
            self.occurrences.iter().filter_map(|x| x.right.as_ref()).any(|n| {
                let mut chars = n.text.chars();
                let capital: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
                name_words::is_organisation_word(&capital) || name_words::is_place_word(&capital)
            })
        })
    }

    /// How often it stands in the article.
    pub fn count(&self) -> usize {
        self.occurrences.len()
    }

    /// How often it stands where only a name has a capital.
    pub fn free(&self) -> usize {
        self.occurrences.iter().filter(|o| !o.forced).count()
    }
}

/// The shortest form that is compared, in letters.
pub const SHORTEST: usize = 2;

/// A place of a block where a name may stand, as far as the block by itself tells.
struct Candidate {
    /// The token's index in the block.
    token: usize,
    /// The sentence's.
    sentence: usize,
    span: BlockSpan,
    /// Whether all its letters are capitals, and it has more than two.
    upper: bool,
    /// The keys of its text, as it stands and folded.
    written: Key,
    key: Key,
    forced: bool,
    possessive: bool,
    left: Option<Beside>,
    right: Option<Beside>,
}

/// A neighbour, as far as it can be kept without the text.
struct Beside {
    span: BlockSpan,
    /// Its text, where that is not what stands there.
    made: Option<Arc<str>>,
    number: bool,
    capital: bool,
    title: bool,
}

impl Beside {
    fn in_block<'a>(&self, block: &Text<'a>) -> Neighbour<'a> {
        let text = match &self.made {
            _ if self.number => Folded::AsItStands(NUMBER),
            Some(made) => Folded::Made(Arc::clone(made)),
            None => Folded::AsItStands(block.slice(self.span)),
        };
        Neighbour { text, capital: self.capital, title: self.title }
    }
}

/// The places of a block where a name may stand.
struct Candidates(Vec<Candidate>);

impl Candidates {
    fn of(block: &Text<'_>) -> Self {
        let (title_case, tokens, word_forms) = (block.is_title_case(), block.tokens(), block.word_forms());
        let end = roll::credits(block).unwrap_or(usize::MAX);
        let mut found = Vec::new();
        for (index, sentence) in block.sentences().iter().enumerate() {
            for at in sentence.tokens.clone().take_while(|at| *at < end) {
                let (Some(token), Some(form)) = (tokens.get(at), word_forms.get(at)) else { break };
                if form.plain || token.kind != TokenKind::Word {
                    continue;
                }
                let Some(span) = name_part(block, token.span, form.capital) else { continue };
                let (text, whole) = (block.slice(span), span == token.span);
                let beside = |step: isize| if whole { neighbour(block, at, step, sentence.tokens.clone()) } else { None };
                found.push(Candidate {
                    token: at,
                    sentence: index,
                    span,
                    upper: is_in_capitals(text),
                    written: Key::as_written(text),
                    key: if whole { form.key } else { Key::from(text) },
                    forced: title_case || mentions::opens(block, at, sentence.tokens.start),
                    possessive: tokens.get(at + 1).is_some_and(|t| !t.spaced && name_words::is_possessive(block.word(t))),
                    left: beside(-1),
                    right: beside(1),
                });
            }
        }
        Self(found)
    }
}

/// Collects the forms of an article.
pub fn collect<'a>(article: &Article<'a>) -> Vec<Form<'a>> {
    let found = article.mentions();
    // Most words with a capital are words of mentions, or open sentences.
    let most = found.iter().len() + article.blocks().len();
    let mut forms: Vec<Form<'a>> = Vec::with_capacity(most);
    let mut index: HashMap<Key, usize, BuildHasherDefault<Keyed>> = HashMap::with_capacity_and_hasher(most, Default::default());
    // How many sentences and mentions the blocks before have.
    let (mut sentences, mut mentioned) = (1, 0);
    for block in article.blocks().iter().filter(|b| b.kind() != BlockKind::Code) {
        let title_case = block.is_title_case();
        let here = found.of_block(block.index());
        // In the order of the tokens, as candidates are.
        let mut named = here.iter().enumerate().flat_map(|(i, m)| m.words.iter().map(move |w| (w.token, mentioned + i))).peekable();
        for candidate in &block.fact_of(0, || Candidates::of(block)).0 {
            let (text, written, key) = match candidate.upper.then(|| settle_case(block.slice(candidate.span), found)) {
                Some(Cow::Owned(small)) => {
                    let (written, key) = (Key::as_written(&small), Key::from(&small));
                    (Cow::Owned(small), written, key)
                }
                _ => (Cow::Borrowed(block.slice(candidate.span)), candidate.written, candidate.key),
            };
            let slot = *index.entry(written).or_insert_with(|| {
                forms.push(Form::new(text, written, found.word_use(key).lower));
                forms.len() - 1
            });
            let Some(form) = forms.get_mut(slot).filter(|form| !is_grammar(&form.standing)) else { continue };
            while named.peek().is_some_and(|(token, _)| *token < candidate.token) {
                named.next();
            }
            form.occurrences.push(Occurrence {
                place: Place::new(block.index(), candidate.span),
                sentence: sentences + candidate.sentence,
                token: candidate.token,
                forced: candidate.forced,
                title_case,
                possessive: candidate.possessive,
                left: candidate.left.as_ref().map(|n| n.in_block(block)),
                right: candidate.right.as_ref().map(|n| n.in_block(block)),
                mention: named.peek().filter(|(token, _)| *token == candidate.token).map(|(_, mention)| *mention),
            });
        }
        sentences += block.sentences().len();
        mentioned += here.len();
    }
    forms.retain(|f| !only_by_position(f));
    forms
}

/// Words of grammar are no names, wherever they stand: `The` of The Hague, `And` in a title.
fn is_grammar(standing: &Standing) -> bool {
    standing.word.is_some_and(|word| word.zipf >= 5.4 && word.lower > 8 * word.cap_mid && word.is_common_word())
}

/// A word of grammar, or one that has its capital by position only and is a frequent word of English, or that the article also
/// writes small.
fn only_by_position(form: &Form<'_>) -> bool {
    let Some(word) = form.standing.word else { return false };
    let common = word.is_common_word();
    is_grammar(&form.standing) || form.free() == 0 && (common && word.zipf >= 4.5 || form.lower > 0 && (common || word.in_dictionary()))
}

/// The part of a word that may be a name: `Moscow` of `Moscow-based`, `Kremlin` of `pro-Kremlin`, otherwise all of it.
fn name_part(block: &Text<'_>, span: BlockSpan, capital: bool) -> Option<BlockSpan> {
    let word = block.slice(span);
    if capital && word.len() >= SHORTEST && word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Some(span);
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters < SHORTEST || word.contains(['.', '_']) || word.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    if capital {
        if let Some((head, tail)) = word.rsplit_once('-') {
            // China-U.S., cut at the first stop.
            if tail.chars().count() == 1 && head.chars().count() >= SHORTEST {
                return Some(BlockSpan::new(span.start(), span.start() + head.len()));
            }
            let small = tail.chars().all(char::is_lowercase) && tail.chars().count() >= 3;
            if small
                && !head.contains('-')
                && head.chars().count() >= 3
                && lexicon::word(tail).is_some_and(|w| w.in_dictionary() && w.lower > 0)
            {
                return Some(BlockSpan::new(span.start(), span.start() + head.len()));
            }
        }
        return Some(span);
    }
    let (prefix, name) = word.rsplit_once('-')?;
    let joined = matches!(prefix, "pro" | "anti" | "non" | "ex" | "pre" | "post" | "mid" | "then" | "former" | "un" | "trans" | "inter");
    (joined && name_words::is_capitalised(name)).then(|| BlockSpan::new(span.end() - name.len(), span.end()))
}

/// Whether a word has more than two letters and all of them are capitals.
fn is_in_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && word.chars().nth(2).is_some()
}

/// Words in capitals throughout are brought to the case they have elsewhere; acronyms stay.
fn settle_case<'a>(word: &'a str, found: &Mentions) -> Cow<'a, str> {
    let letters = word.chars().count();
    // A capital after the hyphen and after the mark of O'Brien and N'Djamena.
    let opens = |i: usize, before: Option<char>| i == 0 || before == Some('-') || i == 2 && matches!(before, Some('\'' | '’'));
    let mut before = None;
    let mut small = String::with_capacity(word.len());
    for (i, c) in word.chars().enumerate() {
        if opens(i, before) {
            small.push(c)
        } else {
            small.extend(c.to_lowercase())
        }
        before = Some(c);
    }
    let shouted = letters > 6 || found.word_use(word).mixed > 0 || lexicon::word(word).is_some_and(|w| w.upper < w.cap_mid + w.lower);
    if shouted { Cow::Owned(small) } else { Cow::Borrowed(word) }
}

fn neighbour(block: &Text<'_>, at: usize, step: isize, range: Range<usize>) -> Option<Beside> {
    let tokens = block.tokens();
    let here = tokens.get(at)?;
    let mut beside = at.checked_add_signed(step).filter(|i| range.contains(i))?;
    let mut token = tokens.get(beside)?;
    // A possessive mark is looked over: `Biden's administration`.
    if step > 0 && name_words::is_possessive(block.word(token)) && !token.spaced {
        beside += 1;
        token = tokens.get(beside).filter(|_| range.contains(&beside))?;
    }
    let spaced = if step > 0 { token.spaced } else { here.spaced };
    if !spaced {
        return None;
    }
    let span = token.span;
    if token.kind == TokenKind::Number {
        return Some(Beside { span, made: None, number: true, capital: false, title: false });
    }
    if token.kind != TokenKind::Word {
        return None;
    }
    let word = block.word(token);
    let form = block.word_forms().get(beside)?;
    let made = if form.plain { None } else { Some(lexicon::fold(word)).filter(|folded| folded != word).map(Arc::from) };
    Some(Beside { span, made, number: false, capital: form.capital, title: name_words::is_title(word) || name_words::is_role(word) })
}
