//! Who and what is well known: people, places and organisations, found by any word of their name or by
//! words near it.

use copydesk_data::Blob;
use std::sync::LazyLock;

mod near;
#[cfg(test)]
mod tests;

pub use near::{each_person_sounding_like, tokens_near, tokens_sounding_like};

use super::bearers::FullName;
use super::blob::{Lists, section, take_number};
use super::fold::{fold, with_folded};
use super::fuse::{FuseMap, hash};
use super::grams::Grams;
use super::known_index::{Entry, Listing};
use super::places;
use super::roles::Roles;
use super::sound::{apart, signature};

static BLOB: &Blob = &copydesk_data::KNOWN;
static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let signatures = section(BLOB, SIGNATURES).as_chunks().0;
    Parts {
        tokens: FuseMap::open(section(BLOB, TOKENS)).unwrap_or_default(),
        token_count: signatures.len() as u32,
        special_spellings: Lists::open(section(BLOB, SPECIAL_SPELLINGS)),
        names: Lists::open(section(BLOB, NAMES)),
        postings: Lists::open(section(BLOB, POSTINGS)),
        entities: section(BLOB, ENTITIES).as_chunks().0,
        full_names: FuseMap::open(section(BLOB, FULL_NAMES)).unwrap_or_default(),
        signatures,
        sound_starts: section(BLOB, SOUND_STARTS).as_chunks().0,
        token_texts: Lists::open(section(BLOB, TOKEN_TEXTS)),
        people: section(BLOB, PEOPLE).as_chunks().0,
        last_starts: section(BLOB, LAST_STARTS).as_chunks().0,
        last_words: section(BLOB, LAST_WORDS).as_chunks().0,
        grams: Grams::open(section(BLOB, GRAMS)),
        roles: section(BLOB, ROLES),
    }
});

/// The parts of the blob. Tokens are numbered by the bucket of their sound, so that what is known of those that sound alike lies
/// side by side.
struct Parts {
    /// The number of a token; of a word that is none, mostly nothing, but now and then the number of another.
    tokens: FuseMap<'static>,
    token_count: u32,
    special_spellings: Lists<'static, STEP>,
    names: Lists<'static, STEP>,
    postings: Lists<'static, STEP>,
    entities: &'static [[u8; 2]],
    full_names: FuseMap<'static>,
    signatures: &'static [[u8; 2]],
    /// The first token of each bucket of sounds, and of the one after the last.
    sound_starts: &'static [[u8; 4]],
    token_texts: Lists<'static, STEP>,
    /// For each name the record that [`Outline`] makes.
    people: &'static [[u8; Outline::LENGTH]],
    /// For each bucket of sounds, and the one after the last, where it begins in the list below.
    last_starts: &'static [[u8; 4]],
    /// The names of people by the sound of their last word, then by that word: the record of the outline, and the name's number.
    last_words: &'static [[u8; LAST_WORD]],
    /// Of the texts of tokens.
    grams: Grams<'static>,
    /// For each entity what it is known for, as [`Roles::bits`].
    roles: &'static [u8],
}

/// Numbers of the sections of the blob.
pub const TOKENS: usize = 0;
pub const SPECIAL_SPELLINGS: usize = 1;
pub const NAMES: usize = 2;
pub const POSTINGS: usize = 3;
pub const ENTITIES: usize = 4;
pub const FULL_NAMES: usize = 5;
pub const SIGNATURES: usize = 6;
pub const SOUND_STARTS: usize = 7;
pub const TOKEN_TEXTS: usize = 8;
pub const PEOPLE: usize = 9;
pub const LAST_STARTS: usize = 10;
pub const LAST_WORDS: usize = 11;
pub const GRAMS: usize = 12;
pub const ROLES: usize = 13;
/// Sections of the blob.
pub const SECTIONS: usize = 14;
/// Bytes of a record of [`LAST_WORDS`].
pub const LAST_WORD: usize = Outline::LENGTH + 3;
/// How many lists are found by one offset in the blob's lists.
pub const STEP: usize = 4;

/// What a known name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum KnownKind {
    Person,
    Place,
    Organisation,
    /// A word that news writes with a capital and that is none of these: a month, a people, a brand.
    Word,
}

impl KnownKind {
    /// The key under which a folded full name of this kind is stored.
    pub fn key(self, folded: &str) -> String {
        format!("{}{folded}", self as u8)
    }
}

/// A well-known person, place or organisation. Equal only to itself, however it is spelt; the smaller the better known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Known(u32);

/// A word of the names of the well known, folded. Its number means nothing outside one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(u32);

/// One spelling of a well-known name: the usual one or a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KnownName {
    /// Whose name it is.
    pub entity: Known,
    /// Whether it is the usual spelling, not a variant.
    pub canonical: bool,
    spellings: &'static [u8],
}

impl Known {
    /// What it is.
    pub fn kind(self) -> KnownKind {
        match self.record().map_or(0, |[b, _]| b >> 6) {
            1 => KnownKind::Place,
            2 => KnownKind::Organisation,
            3 => KnownKind::Word,
            _ => KnownKind::Person,
        }
    }

    /// How well known: for people 5 (some lists) to 35 (a head of government in the news daily);
    /// places and organisations on a like scale. From 6 a reader of news may know the name.
    pub fn weight(self) -> u8 {
        self.record().map_or(0, |[b, _]| b & 63)
    }

    /// Of a person: the natural logarithm of how often a million words of news give the full name, -9 to 4, as estimated from counts in
    /// an encyclopedia and in news and from the lists that have the name.
    pub fn fame(self) -> f32 {
        PARTS.people.get(self.0 as usize).map_or(f32::MIN, |record| Outline::read(*record).fame())
    }

    /// Of a person: what for, as far as lists say.
    pub fn roles(self) -> Roles {
        PARTS.roles.get(self.0 as usize).map_or(Roles::NONE, |bits| Roles::from_bits(*bits))
    }

    /// The two letters of its country (ISO 3166), empty if unknown.
    pub fn country(self) -> &'static str {
        self.record().map_or("", |[_, index]| places::country(u32::from(index)))
    }

    /// Its usual spelling.
    pub fn canonical(self) -> String {
        name(self.0).map(|n| n.text()).unwrap_or_default()
    }

    /// Its usual name, word by word.
    pub fn name(self) -> Option<KnownName> {
        name(self.0)
    }

    fn record(self) -> Option<[u8; 2]> {
        PARTS.entities.get(self.0 as usize).copied()
    }
}

impl KnownName {
    /// Its words, folded, as tokens.
    #[inline]
    pub fn tokens(&self) -> Tokens {
        Tokens { spellings: self.spellings }
    }

    /// Its words as they are written.
    pub fn words(&self) -> impl Iterator<Item = String> + use<> {
        self.spelling_numbers().map(|n| {
            let (token, special) = spelling(n);
            special.map_or_else(|| capitalised(token.text()), str::to_owned)
        })
    }

    /// The name as it is written.
    pub fn text(&self) -> String {
        self.words().collect::<Vec<_>>().join(" ")
    }

    fn spelling_numbers(&self) -> impl Iterator<Item = u32> + use<> {
        let mut rest = self.spellings;
        std::iter::from_fn(move || take_number(&mut rest))
    }
}

/// The words of a known name, folded.
#[derive(Clone, Debug)]
pub struct Tokens {
    spellings: &'static [u8],
}

impl Iterator for Tokens {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        let number = take_number(&mut self.spellings)?;
        Some(special_spelling(number).map_or(Token(number), |(token, _)| token))
    }
}

impl Token {
    /// The token of this word, if a well-known name has it, in whatever case and accents.
    pub fn of(word: &str) -> Option<Token> {
        with_folded(word, Self::of_folded)
    }

    fn of_folded(folded: &[u8]) -> Option<Token> {
        PARTS.tokens.get(hash(folded)).map(Token).filter(|token| token.bytes() == folded)
    }

    /// The folded word.
    pub fn text(self) -> &'static str {
        std::str::from_utf8(self.bytes()).unwrap_or("")
    }

    /// How long it is, folded, in bytes.
    pub fn length(self) -> usize {
        self.bytes().len()
    }

    fn bytes(self) -> &'static [u8] {
        PARTS.token_texts.get(self.0 as usize).unwrap_or(&[])
    }

    /// All well-known names that have the word at any place, usual spellings from the best known down, then variants.
    pub fn names(self) -> impl Iterator<Item = KnownName> + use<> {
        self.numbers().filter_map(name)
    }

    /// Calls `each` with the names of people of at least this fame (as [`Outline::fame_of`]) that have the word at any place and `may` be meant by their
    /// outline; the others cost next to nothing.
    #[inline]
    pub fn each_person(self, fame: u8, may: impl Fn(&Outline) -> bool, mut each: impl FnMut(&KnownName)) {
        let mut rest = PARTS.postings.get(self.0 as usize).unwrap_or(&[]);
        let mut number = 0;
        while let Some(step) = take_number(&mut rest) {
            number += step;
            let outline = PARTS.people.get(number as usize).copied().map(Outline::read);
            if outline.is_some_and(|o| o.fame >= fame.max(1) && may(&o))
                && let Some(name) = name(number)
            {
                each(&name);
            }
        }
    }

    fn numbers(self) -> impl Iterator<Item = u32> + use<> {
        let mut rest = PARTS.postings.get(self.0 as usize).unwrap_or(&[]);
        let mut last = 0;
        std::iter::from_fn(move || {
            last += take_number(&mut rest)?;
            Some(last)
        })
    }

    /// A rough description of its sound, to compare with [`signature`] of another word.
    pub fn signature(self) -> u16 {
        PARTS.signatures.get(self.0 as usize).map_or(0, |b| u16::from_le_bytes(*b))
    }

    /// In how many marks its sound differs from that of a word of this signature: words as far apart as names go wrong differ in few.
    pub fn sounds_apart(self, signature: u16) -> u32 {
        apart(self.signature(), signature)
    }
}

/// Marks in which the sound of a word that went wrong differs from the right one at most.
pub const MOST_APART: u32 = 4;

/// What tells of most names that they are not the one looked for, without reading them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// [`Outline::fame_of`] the person; 0 if it is no person's name.
    pub fame: u8,
    /// How many words it has.
    pub words: u8,
    /// The signature of its first word, as [`Token::signature`].
    pub first: u16,
    /// That of its last.
    pub last: u16,
}

impl Outline {
    /// Bytes of a record.
    pub const LENGTH: usize = 6;

    /// The record of it in the blob.
    pub fn record(self) -> [u8; Self::LENGTH] {
        let ([a, b], [c, d]) = (self.first.to_le_bytes(), self.last.to_le_bytes());
        [self.fame, self.words, a, b, c, d]
    }

    /// How often a person is named, the natural logarithm of times in a million words, as a byte from 1 to 120.
    pub fn fame_of(logarithm: f64) -> u8 {
        ((logarithm + 10.0) * 8.0).round().clamp(1.0, 120.0) as u8
    }

    /// The logarithm that [`Outline::fame_of`] was made of.
    pub fn fame(&self) -> f32 {
        f32::from(self.fame) / 8.0 - 10.0
    }

    fn read([fame, words, a, b, c, d]: [u8; Self::LENGTH]) -> Self {
        Self { fame, words, first: u16::from_le_bytes([a, b]), last: u16::from_le_bytes([c, d]) }
    }

    /// Whether it may be near a name of so many words whose first and last have these signatures: both nearly the same, or one quite
    /// the same and the other farther.
    #[inline]
    pub fn may_sound_like(&self, words: usize, first: u16, last: u16) -> bool {
        let (first, last) = (apart(self.first, first), apart(self.last, last));
        usize::from(self.words) == words && (first.max(last) <= 2 || first.min(last) == 0 && first.max(last) <= MOST_APART)
    }
}

/// A well-known person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// How well known: 5 to 37 (sources plus mentions).
    pub weight: u8,
    /// The same for all spellings of the name.
    pub id: Known,
    /// The usual spelling.
    pub canonical: String,
}

/// The well-known person (40,000) of this full name or a known variant of it, in whatever case and
/// accents, middle initials apart. One stranger in 4,000 is mistaken for someone.
///
/// ```
/// use copydesk::lexicon::person;
/// assert_eq!(person("Volodymyr Zelensky").map(|p| p.id), person("Volodymyr Zelenskyy").map(|p| p.id));
/// ```
pub fn person(full_name: &str) -> Option<Person> {
    let id = known(KnownKind::Person, full_name)?;
    Some(Person { weight: id.weight(), id, canonical: id.canonical() })
}

/// The well-known entity of this kind and full name or variant.
pub fn known<'n>(kind: KnownKind, full_name: impl Into<FullName<'n>>) -> Option<Known> {
    let full_name = full_name.into();
    let name = full_name.text();
    // [`KnownKind::key`], without allocating.
    let mut key = [0_u8; 64];
    let hash = match key.get_mut(..=name.len()).and_then(<[u8]>::split_first_mut) {
        Some((first, rest)) => {
            *first = b'0' + kind as u8;
            rest.copy_from_slice(name.as_bytes());
            hash(&key[..=name.len()])
        }
        None => hash(kind.key(name).as_bytes()),
    };
    PARTS.full_names.get(hash).map(Known)
}

/// All well-known people who have this word anywhere in their name, from the best known down.
pub fn people_with_token(word: &str) -> impl Iterator<Item = KnownName> + use<> {
    Token::of(word).into_iter().flat_map(Token::names).filter(|n| n.entity.kind() == KnownKind::Person)
}

/// How well known the best-known person is who has `word` as last name: a weight as in [`Person`].
pub fn surname_weight(word: &str) -> Option<u8> {
    let token = Token::of(word)?;
    let mut most = None;
    let signature = token.signature();
    let ends_so = |outline: &Outline| outline.last == signature;
    token.each_person(0, ends_so, |name| {
        let weight = Some(name.entity.weight());
        if weight > most && name.tokens().last() == Some(token) {
            most = weight;
        }
    });
    most
}

/// Name number `number`: the first ones are the usual names of the entities, in their order.
#[inline]
fn name(number: u32) -> Option<KnownName> {
    let mut spellings = PARTS.names.get(number as usize)?;
    let canonical = (number as usize) < PARTS.entities.len();
    let entity = if canonical { number } else { take_number(&mut spellings)? };
    Some(KnownName { entity: Known(entity), canonical, spellings })
}

/// The token of a spelling, and how it is written if not just with a capital.
fn spelling(number: u32) -> (Token, Option<&'static str>) {
    match special_spelling(number) {
        None => (Token(number), None),
        Some((token, written)) => (token, std::str::from_utf8(written).ok()),
    }
}

/// For a spelling that is not just its token's with a capital: the token, and how it is written.
#[inline]
fn special_spelling(number: u32) -> Option<(Token, &'static [u8])> {
    let index = number.checked_sub(PARTS.token_count)?;
    let mut record = PARTS.special_spellings.get(index as usize).unwrap_or(&[]);
    Some((Token(take_number(&mut record).unwrap_or(0)), record))
}

/// All of the well known as a list: what the index was made of.
pub fn listing() -> Listing {
    let names = |from: usize| (from..).map_while(|number| name(number as u32)).map(|name| (name.entity, name.text()));
    let count = PARTS.entities.len();
    let outline = |entity: Known| PARTS.people.get(entity.0 as usize).copied().map(Outline::read).unwrap_or_default();
    let entry = |(entity, name): (Known, String)| Entry {
        kind: entity.kind(),
        weight: entity.weight(),
        country: entity.record().map_or(0, |[_, country]| country),
        fame: outline(entity).fame,
        roles: entity.roles().bits(),
        name,
    };
    Listing { entries: names(0).take(count).map(entry).collect(), variants: names(count).map(|(entity, name)| (entity.0, name)).collect() }
}

/// A folded word with a capital at the start of each part: `jean-luc`, `Jean-Luc`.
pub fn capitalised(folded: &str) -> String {
    let mut start = true;
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        start = c == '-';
    }
    out
}

/// The signature of a word as it is written, for `Token::may_sound_like`.
pub fn sound_signature(word: &str) -> u16 {
    signature(&fold(word))
}
