//! The names of many articles together: every spelling with its counts and places, and names spelt one way in one article and
//! another way in the next.
//!
//! Memory is bounded: a spelling keeps its first places and some of the company it keeps, and beyond [`MAX_SPELLINGS`] new
//! spellings are counted but not kept.

mod across;
pub mod lines;

pub use crate::rules::records::NAME_ACROSS as META;
pub use across::{Across, findings};

use crate::{
    analysis::{Article, KindEvidence, Mention, NameKind, Text},
    lexicon::{self, HouseNames, KnownKind, house},
    rule::RuleMeta,
    source::{LineColumn, Source},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Whether a rule compares articles, and runs where that is asked for.
pub fn is_across(meta: &RuleMeta) -> bool {
    meta.id == META.id || meta.id == lines::LINE.id
}

/// Spellings that are kept.
pub const MAX_SPELLINGS: usize = 300_000;
/// Places that are kept of a spelling.
pub const MAX_PLACES: usize = 5;
/// Names beside it that are kept of a spelling.
const MAX_COMPANY: usize = 48;

/// Where a name stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The file, as it is shown.
    pub path: String,
    /// Line and column, from 1, columns in characters.
    pub place: LineColumn,
}

/// A spelling of a name in one article.
#[derive(Clone, Debug)]
pub struct Seen {
    /// As it stands.
    pub spelling: String,
    /// What it stands for.
    pub kind: NameKind,
    /// How often, the surname alone included where the article has one person of it.
    pub count: usize,
    /// Where it stands first.
    pub at: At,
    /// The titles before it, in lower case.
    titles: BTreeSet<String>,
}

/// All names of an article, each spelling once, in reading order. Days and months are none.
pub fn names(source: &Source, article: &Article<'_>) -> Vec<Seen> {
    let mut seen: Vec<Seen> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    let mut surnames: HashMap<String, BTreeSet<usize>> = HashMap::new();
    let mut alone: Vec<(String, usize)> = Vec::new();
    for mention in article.mentions().iter() {
        let Some(block) = article.blocks().get(mention.block) else { continue };
        let Some(spelling) = spelling(mention, block) else { continue };
        let i = *index.entry(spelling.clone()).or_insert_with(|| {
            let place = source.line_column(block.block().in_file(mention.span).start());
            let at = At { path: source.path().to_owned(), place };
            seen.push(Seen { spelling: spelling.clone(), kind: mention.kind, count: 0, at, titles: BTreeSet::new() });
            seen.len() - 1
        });
        if let Some(entry) = seen.get_mut(i) {
            entry.count += 1;
            if entry.kind == NameKind::Other {
                entry.kind = mention.kind;
            }
            entry.titles.extend(mention.title.map(|t| block.slice(t).to_lowercase()));
        }
        if mention.kind == NameKind::Person {
            let family: Vec<&str> = mention.family_name(block).iter().map(|w| block.slice(w.span)).collect();
            if mention.words.len() > 1 && !family.is_empty() {
                surnames.entry(family.join(" ")).or_default().insert(i);
            } else if mention.words.len() == 1 {
                alone.push((spelling, i));
            }
        }
    }
    // "Strand" is Ida Strand where the article has no other.
    for (surname, i) in alone {
        let Some(whole) = surnames.get(&surname).filter(|s| s.len() == 1).and_then(|s| s.first()) else { continue };
        let moved = seen.get_mut(i).map_or(0, |s| std::mem::replace(&mut s.count, 0));
        if let Some(entry) = seen.get_mut(*whole) {
            entry.count += moved;
        }
    }
    seen.retain(|s| s.count > 0);
    seen
}

/// The spelling of a mention; nothing for days, for a headline in capitals, and for what is no name of its own.
fn spelling(mention: &Mention, block: &Text<'_>) -> Option<String> {
    let text = mention.text(block).split_whitespace().collect::<Vec<_>>().join(" ");
    let shouted = mention.title_case && house::is_capitals(&text);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (mention.evidence != KindEvidence::Calendar && !shouted && letters >= 2).then_some(text)
}

/// What is known of a spelling over all articles.
#[derive(Clone, Debug)]
struct Entry {
    kinds: [usize; 5],
    count: usize,
    articles: usize,
    places: Vec<At>,
    titles: BTreeSet<String>,
    /// Hashes of the longer names that stand in the same articles.
    company: BTreeSet<u32>,
}

const KINDS: [NameKind; 5] = [NameKind::Person, NameKind::Place, NameKind::Organisation, NameKind::Nationality, NameKind::Other];

impl Entry {
    fn kind(&self) -> NameKind {
        let best = self.kinds.iter().enumerate().max_by_key(|(i, n)| (**n, std::cmp::Reverse(*i)));
        best.and_then(|(i, _)| KINDS.get(i)).copied().unwrap_or(NameKind::Other)
    }
}

/// Every name of many articles.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    entries: BTreeMap<String, Entry>,
    /// Spellings that came after the ledger was full.
    pub left_out: usize,
}

/// One spelling of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// As it stands.
    pub text: String,
    /// How often.
    pub count: usize,
    /// In how many articles.
    pub articles: usize,
    /// The first places, one an article.
    pub places: Vec<At>,
}

/// A name with all its spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it stands for.
    pub kind: NameKind,
    /// How often in all spellings.
    pub count: usize,
    /// The spellings: those that the house prefers first, then those of more articles.
    pub spellings: Vec<Spelling>,
}

impl Ledger {
    /// Takes in the names of one article.
    pub fn add(&mut self, seen: Vec<Seen>) {
        let hash =
            |name: &str| u32::from_le_bytes(blake3::hash(lexicon::fold(name).as_bytes()).as_bytes()[..4].try_into().unwrap_or_default());
        let company: Vec<u32> = seen.iter().filter(|s| s.spelling.contains(' ')).map(|s| hash(&s.spelling)).collect();
        for s in seen {
            let full = self.entries.len() >= MAX_SPELLINGS;
            if full && !self.entries.contains_key(&s.spelling) {
                self.left_out += 1;
                continue;
            }
            let own = hash(&s.spelling);
            let entry = self.entries.entry(s.spelling).or_insert_with(|| Entry {
                kinds: [0; 5],
                count: 0,
                articles: 0,
                places: Vec::new(),
                titles: BTreeSet::new(),
                company: BTreeSet::new(),
            });
            if let Some(n) = KINDS.iter().position(|k| *k == s.kind).and_then(|i| entry.kinds.get_mut(i)) {
                *n += s.count;
            }
            entry.count += s.count;
            entry.articles += 1;
            if entry.places.len() < MAX_PLACES {
                entry.places.push(s.at);
            }
            if entry.titles.len() < MAX_COMPANY {
                entry.titles.extend(s.titles);
            }
            let room = MAX_COMPANY.saturating_sub(entry.company.len());
            entry.company.extend(company.iter().filter(|h| **h != own).take(room));
        }
    }

    /// The names, the most frequent first. Spellings are one name where nothing but case, accents, blanks and hyphens differs, where
    /// the house says so, where both are known for the same person, place or organisation, or where [`Across`] takes them for one.
    pub fn names(&self, house: &HouseNames) -> Vec<Name> {
        let across = Across::of(self, house);
        let mut names: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for spelling in self.entries.keys() {
            names.entry(self.key(spelling, house, &across)).or_default().push(spelling);
        }
        let mut out: Vec<Name> = names.into_values().map(|spellings| self.name(&spellings, house)).collect();
        out.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| first(a).cmp(first(b))));
        out
    }

    /// What all spellings of one name have in common.
    fn key(&self, spelling: &str, house: &HouseNames, across: &Across) -> String {
        let right = house.replacement(spelling).or_else(|| across.base(spelling)).unwrap_or(spelling);
        let right = house.replacement(right).unwrap_or(right);
        let kind = match self.entries.get(right).or_else(|| self.entries.get(spelling)).map(Entry::kind) {
            Some(NameKind::Person) => Some(KnownKind::Person),
            Some(NameKind::Place) => Some(KnownKind::Place),
            Some(NameKind::Organisation) => Some(KnownKind::Organisation),
            _ => None,
        };
        // Only whole names: a surname is many people's, an acronym many bodies'.
        let whole = right.contains(' ') || kind == Some(KnownKind::Place) && !house::is_capitals(right);
        match kind.filter(|_| whole).and_then(|k| lexicon::known(k, right)) {
            Some(known) if near(right, &known.canonical()) => format!("{:?} {}", known.kind(), known.canonical()),
            _ => letters(right),
        }
    }

    fn name(&self, spellings: &[&String], house: &HouseNames) -> Name {
        let mut kinds = [0; 5];
        let mut list: Vec<Spelling> = Vec::new();
        for spelling in spellings {
            let Some(entry) = self.entries.get(*spelling) else { continue };
            kinds.iter_mut().zip(entry.kinds).for_each(|(k, n)| *k += n);
            let text = (*spelling).clone();
            list.push(Spelling { text, count: entry.count, articles: entry.articles, places: entry.places.clone() });
        }
        list.sort_by(|a, b| {
            let house = |s: &Spelling| house.is_accepted(&s.text);
            house(b).cmp(&house(a)).then((b.articles, b.count).cmp(&(a.articles, a.count))).then_with(|| a.text.cmp(&b.text))
        });
        let all = Entry { kinds, count: 0, articles: 0, places: Vec::new(), titles: BTreeSet::new(), company: BTreeSet::new() };
        Name { kind: all.kind(), count: list.iter().map(|s| s.count).sum(), spellings: list }
    }
}

fn first(name: &Name) -> &str {
    name.spellings.first().map_or("", |s| s.text.as_str())
}

/// Letters and digits alone, folded.
fn letters(name: &str) -> String {
    lexicon::fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether two names of one bearer are spellings of each other, not two names: Kiev and Kyiv, but not Burma and Myanmar.
fn near(a: &str, b: &str) -> bool {
    let length = letters(a).chars().count().min(letters(b).chars().count());
    let most = (length as f32 / 3.0).min(2.5);
    lexicon::name_distance_within(a, b, most).is_some()
}
