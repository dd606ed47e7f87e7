//! Mentions of names: which words of an article name a person, a place, an organisation or a people, and what says so.
//!
//! A mention is a run of capitalised words with what joins them (particles, initials, `of` inside a known name); titles and
//! roles before it are kept apart, possessives stay outside. A word that only stands where every word has a capital (at the
//! start of a sentence, in a headline) is taken for a name if the rest of the article writes it with a capital, or if
//! English does.

mod classify;
mod read;
mod words;

pub use words::opens;

use super::{
    Text,
    keys::Keyed,
    name_words::{self, Shape},
};
use crate::{
    document::BlockKind,
    lexicon::{self, Key},
    span::BlockSpan,
};
use std::{
    collections::{HashMap, HashSet},
    hash::BuildHasherDefault,
    ops::Range,
    sync::Arc,
};
use words::BlockWords;

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
pub enum KindEvidence {
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
    pub words: Arc<[NameWord]>,
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
    pub evidence: KindEvidence,
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
        let words = &*self.words;
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
    /// For each block its mentions in the list, and what they hang on beside the block.
    blocks: Vec<(Range<usize>, u64)>,
}
/// The mentions of a block by themselves, and what they hang on beside the block: see [`Mentions::reading_of`].
struct InBlock {
    reading: u64,
    mentions: Vec<Mention>,
}

impl Mentions {
    /// Finds the mentions in an article's blocks.
    pub fn find(blocks: &[Text<'_>]) -> Self {
        let mut mentions = Self::default();
        let words: Vec<Option<Arc<BlockWords>>> =
            blocks.iter().map(|block| (block.kind() != BlockKind::Code).then(|| block.fact_of(0, || BlockWords::of(block)))).collect();
        mentions.count_uses(&words);
        for (block, words) in blocks.iter().zip(&words) {
            mentions.add_block(block, words.as_deref());
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

    /// The mentions in the block with this index.
    pub fn of_block(&self, block: usize) -> &[Mention] {
        self.blocks.get(block).and_then(|(range, _)| self.list.get(range.clone())).unwrap_or(&[])
    }

    /// Stands for what the mentions in a block hang on beside the block itself: which of its words the rest of the article takes for
    /// names. Blocks that are the same and have the same number have the same mentions, but for [`NameKind`]s that names elsewhere tell.
    pub fn reading_of(&self, block: usize) -> u64 {
        self.blocks.get(block).map_or(0, |(_, reading)| *reading)
    }

    /// Counts how the words are written that may be names, whole or before and behind a hyphen: the others are most words, and are not
    /// counted.
    fn count_uses(&mut self, blocks: &[Option<Arc<BlockWords>>]) {
        let listed = || blocks.iter().flatten().flat_map(|block| &block.listed);
        self.uses.reserve(listed().count() / 2);
        for key in listed() {
            self.uses.entry(*key).or_default();
        }
        // Few words in lower case are listed: most are seen not to be by one bit.
        let bits = (self.uses.len() * 32).next_power_of_two().max(64);
        let mut filter = vec![0_u64; bits / 64];
        let place = |key: &Key| key.number() as usize & (bits - 1);
        for at in self.uses.keys().map(place) {
            filter[at / 64] |= 1 << (at % 64);
        }
        for block in blocks.iter().flatten() {
            for key in &block.small {
                let at = place(key);
                if filter[at / 64] & 1 << (at % 64) != 0
                    && let Some(entry) = self.uses.get_mut(key)
                {
                    entry.lower += 1;
                }
            }
            for word in &block.capitals {
                let Some(entry) = self.uses.get_mut(&word.key) else { continue };
                entry.mixed += u32::from(word.mixed);
                if word.forced {
                    entry.forced += 1;
                } else {
                    entry.capital += 1;
                }
            }
        }
    }

    /// Whether a word that has its capital by position (or by chance) is a name: by the rest of the article, or else by English.
    fn is_name(&self, key: Key, english: impl FnOnce() -> bool) -> bool {
        let here = self.word_use(key);
        if here.lower > 0 && here.lower >= here.capital {
            return false;
        }
        here.capital > 0 || english()
    }

    /// Adds the mentions of the next block, which are read again where the rest of the article has changed what its words are.
    fn add_block(&mut self, block: &Text<'_>, words: Option<&BlockWords>) {
        let from = self.list.len();
        let mut reading = 0;
        if let Some(words) = words.filter(|words| !words.listed.is_empty()) {
            let names: Vec<bool> = words.doubtful.iter().map(|word| self.is_name(word.key, || word.is_name_in_english(block))).collect();
            let bits = names.chunks(64).map(|names| names.iter().fold(0_u64, |bits, name| bits << 1 | u64::from(*name)));
            reading = bits.fold(Key::as_written(""), Key::and).number();
            let read = || InBlock { reading, mentions: read::mentions(block, &words.doubtful, &names) };
            let read = block.latest(|known: &InBlock| known.reading == reading, read);
            self.list.extend(read.mentions.iter().map(|mention| Mention { block: block.index(), ..mention.clone() }));
        }
        self.blocks.push((from..self.list.len(), reading));
    }

    /// A word that is part of a person named in full elsewhere is that person, where nothing surer is known.
    fn join_parts(&mut self, blocks: &[Text<'_>]) {
        let mut parts: HashSet<Key, BuildHasherDefault<Keyed>> = HashSet::default();
        let key = |block: usize, token: usize| blocks.get(block)?.word_forms().get(token).map(|form| form.key);
        for mention in self.list.iter().filter(|m| m.kind == NameKind::Person && m.words.len() > 1) {
            parts.extend(mention.words.iter().filter(|w| w.shape == Shape::Name).filter_map(|w| key(mention.block, w.token)));
        }
        for mention in &mut self.list {
            if let [word] = &*mention.words
                && matches!(mention.evidence, KindEvidence::Capital | KindEvidence::Acronym)
                && key(mention.block, word.token).is_some_and(|key| parts.contains(&key))
            {
                (mention.kind, mention.evidence) = (NameKind::Person, KindEvidence::PartOfPerson);
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
