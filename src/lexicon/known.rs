//! Who and what is well known: people, places and organisations, found by any word of their name or by
//! words near it.

use std::sync::LazyLock;

use fst::raw::{Fst, Node, Transition};

use super::bearers::without_initials;
use super::blob::{list, section, take_number};
use super::fold::fold;
use super::fuse::{FuseMap, hash};
use super::places;
use super::sound::{bucket, signature, signatures_near};

static BLOB: &[u8] = include_bytes!("../../rules/lexicon/known.bin");
/// The trie of tokens; none only if the blob is empty, which the tests would notice.
static TOKENS: LazyLock<Option<Fst<&'static [u8]>>> = LazyLock::new(|| Fst::new(section(BLOB, TOKEN_FST)).ok());
static FULL: LazyLock<FuseMap<'static>> = LazyLock::new(|| FuseMap::open(section(BLOB, FULL_NAMES)).unwrap_or_default());

/// Numbers of the sections of the blob.
pub const TOKEN_FST: usize = 0;
pub const SPECIAL_SPELLINGS: usize = 1;
pub const NAMES: usize = 2;
pub const POSTINGS: usize = 3;
pub const ENTITIES: usize = 4;
pub const FULL_NAMES: usize = 5;
pub const SIGNATURES: usize = 6;
pub const SOUND_STARTS: usize = 7;
pub const SOUND_TOKENS: usize = 8;
pub const TOKEN_TEXTS: usize = 9;
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
        match self.record().first().map(|b| b >> 6) {
            Some(1) => KnownKind::Place,
            Some(2) => KnownKind::Organisation,
            Some(3) => KnownKind::Word,
            _ => KnownKind::Person,
        }
    }

    /// How well known: for people 5 (some lists) to 35 (a head of government in the news daily);
    /// places and organisations on a like scale. From 6 a reader of news may know the name.
    pub fn weight(self) -> u8 {
        self.record().first().map_or(0, |b| b & 63)
    }

    /// The two letters of its country (ISO 3166), empty if unknown.
    pub fn country(self) -> &'static str {
        self.record().get(1).map_or("", |&index| places::country(u32::from(index)))
    }

    /// Its usual spelling.
    pub fn canonical(self) -> String {
        name(self.0).map(|n| n.text()).unwrap_or_default()
    }

    /// Its usual name, word by word.
    pub fn name(self) -> Option<KnownName> {
        name(self.0)
    }

    fn record(self) -> &'static [u8] {
        let at = self.0 as usize * 2;
        section(BLOB, ENTITIES).get(at..at + 2).unwrap_or(&[])
    }
}

impl KnownName {
    /// Its words, folded, as tokens.
    pub fn tokens(&self) -> impl Iterator<Item = Token> + use<> {
        self.spelling_numbers().map(|n| spelling(n).0)
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

impl Token {
    /// The token of this word, if a well-known name has it, in whatever case and accents.
    pub fn of(word: &str) -> Option<Token> {
        TOKENS.as_ref()?.get(fold(word).as_bytes()).map(|o| Token(o.value() as u32))
    }

    /// The folded word.
    pub fn text(self) -> &'static str {
        list(section(BLOB, TOKEN_TEXTS), self.0 as usize, STEP).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }

    /// All well-known names that have the word at any place, usual spellings from the best known down, then variants.
    pub fn names(self) -> impl Iterator<Item = KnownName> + use<> {
        self.names_from(0)
    }

    /// Those of at least this weight; the others cost next to nothing.
    pub fn names_from(self, weight: u8) -> impl Iterator<Item = KnownName> + use<> {
        let mut rest = list(section(BLOB, POSTINGS), self.0 as usize, STEP).unwrap_or(&[]);
        let entities = section(BLOB, ENTITIES).len() as u32 / 2;
        let mut last = 0;
        std::iter::from_fn(move || {
            last += take_number(&mut rest)?;
            Some(last)
        })
        .filter(move |&number| number >= entities || Known(number).weight() >= weight)
        .filter_map(name)
        .filter(move |name| name.canonical || name.entity.weight() >= weight)
    }

    /// A rough description of its sound, to compare with [`signature`] of another word.
    pub fn signature(self) -> u16 {
        let at = self.0 as usize * 2;
        section(BLOB, SIGNATURES).get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
    }

    /// Whether it may be near a word of this signature: a quick test that lets some pass that are not.
    pub fn may_sound_like(self, signature: u16) -> bool {
        signatures_near(self.signature(), signature)
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
pub fn known(kind: KnownKind, full_name: &str) -> Option<Known> {
    FULL.get(hash(kind.key(&without_initials(&fold(full_name))).as_bytes())).map(Known)
}

/// All well-known people who have this word anywhere in their name, from the best known down.
pub fn people_with_token(word: &str) -> impl Iterator<Item = KnownName> + use<> {
    Token::of(word).into_iter().flat_map(Token::names).filter(|n| n.entity.kind() == KnownKind::Person)
}

/// How well known the best-known person is who has `word` as last name: a weight as in [`Person`].
pub fn surname_weight(word: &str) -> Option<u8> {
    let token = Token::of(word)?;
    token.names().filter(|n| n.entity.kind() == KnownKind::Person && n.tokens().last() == Some(token)).map(|n| n.entity.weight()).max()
}

/// The tokens within `max_edits` plain edits (a letter changed, dropped, added, or two swapped) of the
/// word, with that distance. Walks the compiled trie of tokens and drops a branch once it is too far:
/// tens of microseconds for one edit, a few hundred for two. Remember the answer.
pub fn tokens_near(word: &str, max_edits: u8) -> Vec<(Token, u8)> {
    let folded = fold(word);
    let Some(trie) = TOKENS.as_ref().filter(|_| folded.len() < LONGEST) else { return Vec::new() };
    let mut rows = Rows { word: folded.as_bytes(), max: max_edits, letters: [0; DEPTH], cells: [[u8::MAX; LONGEST]; DEPTH + 1] };
    for (j, cell) in rows.cells[0].iter_mut().enumerate().take(usize::from(max_edits) + 1) {
        *cell = j as u8;
    }
    let mut found = Vec::new();
    rows.visit(trie, &trie.root(), 0, 0, 0, &mut found);
    found
}

/// The tokens that have about the consonants of the word: the same but for vowels, doubling and near sounds
/// (and some that are quite different; measure with [`super::name_distance`]). Takes less than a microsecond.
pub fn tokens_sounding_like(word: &str) -> impl Iterator<Item = Token> + use<> {
    let bucket = bucket(&fold(word));
    let start = |index: usize| {
        section(BLOB, SOUND_STARTS).get(index * 4..index * 4 + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
    };
    let tokens = section(BLOB, SOUND_TOKENS).get(start(bucket) * 3..start(bucket + 1) * 3).unwrap_or(&[]);
    tokens.chunks_exact(3).map(|b| Token(u32::from_le_bytes([b[0], b[1], b[2], 0])))
}

/// Longest word, in bytes, that near tokens are looked for.
const LONGEST: usize = 40;
/// Deepest path of the trie that is followed.
const DEPTH: usize = LONGEST + 4;

/// The table of optimal string alignment of a word with the path walked in the trie, one row a letter;
/// only the band that can stay within the bound is filled in.
struct Rows<'w> {
    word: &'w [u8],
    max: u8,
    letters: [u8; DEPTH],
    cells: [[u8; LONGEST]; DEPTH + 1],
}

impl Rows<'_> {
    /// Looks at a node of the trie and all below it. The depth is bounded by [`DEPTH`].
    /// `least` is the least cell of its row: where that is the bound, only the word's own letters lead on.
    fn visit(&mut self, trie: &Fst<&'static [u8]>, node: &Node<'_>, output: u64, depth: usize, least: u8, found: &mut Vec<(Token, u8)>) {
        let distance = self.cells[depth][self.word.len()];
        if node.is_final() && distance <= self.max {
            found.push((Token((output + node.final_output().value()) as u32), distance));
        }
        if depth + 1 >= DEPTH {
            return;
        }
        let mut follow = |rows: &mut Self, transition: Transition| {
            rows.letters[depth] = transition.inp;
            let least = rows.fill(depth + 1);
            if least <= rows.max {
                rows.visit(trie, &trie.node(transition.addr), output + transition.out.value(), depth + 1, least, found);
            }
        };
        let reach = usize::from(self.max) + 1;
        let near = self.word.get(depth.saturating_sub(reach)..(depth + reach).min(self.word.len())).unwrap_or(&[]);
        let mut letters = [0_u8; 8];
        let Some(letters) = letters.get_mut(..near.len()).filter(|_| least == self.max) else {
            node.transitions().for_each(|transition| follow(self, transition));
            return;
        };
        letters.copy_from_slice(near);
        letters.sort_unstable();
        for same in letters.chunk_by(|a, b| a == b) {
            if let Some(at) = same.first().and_then(|letter| node.find_input(*letter)) {
                follow(self, node.transition(at));
            }
        }
    }

    /// Fills row `i` from those before it; the least cell of the row.
    fn fill(&mut self, i: usize) -> u8 {
        let reach = usize::from(self.max);
        let letter = self.letters[i - 1];
        let (from, to) = (i.saturating_sub(reach), (i + reach).min(self.word.len()));
        let (before, rest) = self.cells.split_at_mut(i);
        let (above, row) = (&before[i - 1], &mut rest[0]);
        row[to..].fill(u8::MAX);
        let mut least = u8::MAX;
        if from > 0 {
            row[from - 1] = u8::MAX;
        }
        for j in from..=to {
            let mut best = above[j].saturating_add(1);
            if j > 0 {
                let changed = u8::from(self.word[j - 1] != letter);
                best = best.min(above[j - 1].saturating_add(changed)).min(row[j - 1].saturating_add(1));
                if j > 1 && i > 1 && self.letters[i - 2] == self.word[j - 1] && self.word[j - 2] == letter {
                    best = best.min(before[i - 2][j - 2].saturating_add(1));
                }
            }
            row[j] = best;
            least = least.min(best);
        }
        least
    }
}

/// Name number `number`: the first ones are the usual names of the entities, in their order.
fn name(number: u32) -> Option<KnownName> {
    let entities = section(BLOB, ENTITIES).len() as u32 / 2;
    let mut spellings = list(section(BLOB, NAMES), number as usize, STEP)?;
    let canonical = number < entities;
    let entity = if canonical { number } else { take_number(&mut spellings)? };
    Some(KnownName { entity: Known(entity), canonical, spellings })
}

/// The token of a spelling, and how it is written if not just with a capital.
fn spelling(number: u32) -> (Token, Option<&'static str>) {
    let tokens = TOKENS.as_ref().map_or(0, |t| t.len() as u32);
    if number < tokens {
        return (Token(number), None);
    }
    let special = || {
        let mut record = list(section(BLOB, SPECIAL_SPELLINGS), (number - tokens) as usize, STEP)?;
        let token = take_number(&mut record)?;
        Some((Token(token), std::str::from_utf8(record).ok()))
    };
    special().unwrap_or((Token(0), None))
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

/// The signature of a word as it is written, for [`Token::may_sound_like`].
pub fn sound_signature(word: &str) -> u16 {
    signature(&fold(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_lead_to_the_usual_spelling() {
        let usual = person("Benjamin Netanyahu").unwrap();
        assert_eq!(person("Binyamin Netanyahu").map(|p| p.id), Some(usual.id));
        assert_eq!(usual.canonical, "Benjamin Netanyahu");
        assert_eq!(usual.id.country(), "IL");
        assert!(usual.weight > 20);
        assert_eq!(person("Benjamin Xqzzvw"), None);
    }

    #[test]
    fn canonical_names_keep_their_accents_and_case() {
        assert_eq!(person("Antonio Guterres").map(|p| p.canonical).as_deref(), Some("António Guterres"));
        assert_eq!(person("ron desantis").map(|p| p.canonical).as_deref(), Some("Ron DeSantis"));
    }

    #[test]
    fn people_are_found_by_any_word_of_their_name() {
        assert!(people_with_token("Kirby").any(|n| n.text() == "John Kirby"));
        assert!(people_with_token("john").any(|n| n.text() == "John Kirby"));
        assert_eq!(people_with_token("xqzzvwk").count(), 0);
    }

    #[test]
    fn near_tokens_are_found_by_edits_and_by_sound() {
        let near = |word: &str, edits| tokens_near(word, edits).into_iter().map(|(t, d)| (t.text().to_owned(), d)).collect::<Vec<_>>();
        assert!(near("Guteres", 1).contains(&("guterres".to_owned(), 1)));
        assert!(near("Bdien", 1).contains(&("biden".to_owned(), 1)));
        assert!(near("Biden", 0).contains(&("biden".to_owned(), 0)));
        assert!(!near("Guteres", 1).iter().any(|(_, d)| *d > 1));
        assert!(tokens_sounding_like("Beletski").any(|t| t.text() == "biletsky"));
    }

    #[test]
    fn plain_edits_are_counted_right() {
        for word in ["Merkell", "Maccron", "Obma", "Trudaeu"] {
            for (token, distance) in tokens_near(word, 2) {
                assert_eq!(plain_edits(&fold(word), token.text()), usize::from(distance), "{word} {}", token.text());
            }
        }
    }

    #[test]
    fn near_tokens_are_all_found_that_there_are() {
        for (word, edits) in [("merkell", 1), ("obma", 1), ("kyvi", 1), ("trudaeu", 2), ("al-asad", 2)] {
            let mut near: Vec<u32> = tokens_near(word, edits).into_iter().map(|(token, _)| token.0).collect();
            near.sort_unstable();
            let all = 0..TOKENS.as_ref().map_or(0, |t| t.len() as u32);
            let expected: Vec<u32> = all.filter(|t| plain_edits(word, Token(*t).text()) <= usize::from(edits)).collect();
            assert_eq!(near, expected, "{word}");
        }
    }

    /// Optimal string alignment, written the plain way.
    fn plain_edits(a: &str, b: &str) -> usize {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                d[i][j] = match (i, j) {
                    (0, n) | (n, 0) => n,
                    _ => (d[i - 1][j] + 1).min(d[i][j - 1] + 1).min(d[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1])),
                };
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    d[i][j] = d[i][j].min(d[i - 2][j - 2] + 1);
                }
            }
        }
        d[a.len()][b.len()]
    }
}
