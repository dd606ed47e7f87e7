//! Names spelt one way in one article and another way in the next.
//!
//! Two people of nearly one name do stand in one newspaper; so letters alone prove nothing. Asked for are one part of the name
//! letter by letter, another part within a slip or a transliteration, an odd form that is nobody's name, and either that the
//! better form is a well-known person's or that both keep the same company (the same title, the same other names).

use super::{At, Entry, Ledger, names};
use crate::{
    analysis::{Article, NameKind},
    diagnostic::{Applicability, Finding, Place},
    lexicon::{self, HouseNames},
    rules::name_variant::relation::{Relation, relation},
    source::Source,
};
use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

/// Names with one part in common that are compared with each other; of a first name that more people have, the rest is left out.
const MOST: usize = 4000;
/// How far apart the differing parts may be: a slip of the hand, or one name in two transliterations.
const SLIP: f32 = 1.2;
const SAME_SOUND: f32 = 0.7;
/// People of a name from which it is a name of its own.
const BEARERS: u32 = 3;
/// How well known a person is whose name is known to be right.
const WELL_KNOWN: u8 = 6;

/// The odd spellings of a run, and what each should be.
#[derive(Clone, Default)]
pub struct Across {
    odd: BTreeMap<String, Base>,
    /// Hashes of the lines that belong to the page, in order, with how many files have each.
    furniture: Vec<(u64, u32)>,
}

/// The better spelling of a name.
#[derive(Clone, Debug)]
struct Base {
    spelling: String,
    articles: usize,
    at: Option<At>,
}

/// Printed for debugging it is a hash of what it holds.
impl fmt::Debug for Across {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut hash = blake3::Hasher::new();
        for (odd, base) in &self.odd {
            hash.update(format!("{odd}\n{base:?}\n").as_bytes());
        }
        hash.update(format!("{:?}", self.furniture).as_bytes());
        write!(f, "Across({})", hash.finalize().to_hex())
    }
}

impl Across {
    /// Compares the full names of people in a ledger.
    pub fn of(ledger: &Ledger, house: &HouseNames) -> Self {
        let people: Vec<(&str, &Entry)> = ledger
            .entries
            .iter()
            .filter(|(name, entry)| entry.kind() == NameKind::Person && name.contains(' '))
            .map(|(name, entry)| (name.as_str(), entry))
            .collect();
        let mut odd: BTreeMap<String, Base> = BTreeMap::new();
        for part in [0, usize::MAX] {
            let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (i, (name, _)) in people.iter().enumerate() {
                let words: Vec<&str> = name.split(' ').collect();
                let same = if part == 0 { words.first() } else { words.last() };
                groups.entry(lexicon::fold(same.unwrap_or(&"")).into_owned()).or_default().push(i);
            }
            for group in groups.values() {
                for (n, i) in group.iter().take(MOST).enumerate() {
                    for j in group.iter().take(MOST).skip(n + 1) {
                        let (Some(a), Some(b)) = (people.get(*i), people.get(*j)) else { continue };
                        if let Some((wrong, right)) = judge(*a, *b, house) {
                            let at = right.1.places.first().cloned();
                            let base = Base { spelling: right.0.to_owned(), articles: right.1.articles, at };
                            let better = odd.get(wrong.0).is_none_or(|o| o.articles < base.articles);
                            if better {
                                odd.insert(wrong.0.to_owned(), base);
                            }
                        }
                    }
                }
            }
        }
        // What is odd itself is no model for others.
        let wrong: Vec<String> = odd.keys().cloned().collect();
        odd.retain(|_, base| wrong.binary_search(&base.spelling).is_err());
        Self { odd, furniture: Vec::new() }
    }

    /// The same with the lines that stand in many files of the run.
    #[must_use]
    pub fn with_lines(self, lines: &super::lines::Lines) -> Self {
        Self { furniture: lines.furniture(), ..self }
    }

    /// Hashes of the lines that belong to the page, in order, with how many files have each.
    pub fn furniture(&self) -> &[(u64, u32)] {
        &self.furniture
    }

    /// The better spelling of a name, if it is odd.
    pub fn base(&self, spelling: &str) -> Option<&str> {
        self.odd.get(spelling).map(|b| b.spelling.as_str())
    }

    /// How many spellings are odd.
    pub fn len(&self) -> usize {
        self.odd.len()
    }

    /// Whether every name is spelt one way.
    pub fn is_empty(&self) -> bool {
        self.odd.is_empty()
    }
}

type Person<'p> = (&'p str, &'p Entry);

/// Which of two names is a wrong spelling of the other, if one is: the wrong one, the right one.
fn judge<'p>(a: Person<'p>, b: Person<'p>, house: &HouseNames) -> Option<(Person<'p>, Person<'p>)> {
    let (x, y) = differing(a.0, b.0)?;
    let (fx, fy) = (lexicon::fold(x), lexicon::fold(y));
    let letters = fx.chars().count().min(fy.chars().count());
    let distance = lexicon::name_distance_within(x, y, SLIP).filter(|d| letters >= 4 && (*d <= SAME_SOUND || letters >= 5))?;
    if relation(&fx, &fy) != Relation::None {
        return None;
    }
    let (ka, kb) = (lexicon::person(a.0), lexicon::person(b.0));
    let same = ka.as_ref().zip(kb.as_ref()).is_some_and(|(p, q)| p.id == q.id);
    if ka.is_some() && kb.is_some() && !same {
        return None;
    }
    let settled = |p: &Person<'_>| house.is_accepted(p.0);
    let canonical = |p: &Person<'_>, k: &Option<lexicon::Person>| k.as_ref().is_some_and(|k| k.canonical == p.0);
    let rank =
        |p: &Person<'_>, k: &Option<lexicon::Person>| (settled(p), k.is_some() && !same, p.1.articles, same && canonical(p, k), p.1.count);
    let (wrong, right, odd, known) = match rank(&a, &ka).cmp(&rank(&b, &kb)) {
        std::cmp::Ordering::Less => (a, b, x, &kb),
        std::cmp::Ordering::Greater => (b, a, y, &ka),
        std::cmp::Ordering::Equal => return None,
    };
    if settled(&wrong) {
        return None;
    }
    if same {
        return Some((wrong, right));
    }
    let own_name = lexicon::person_exists(wrong.0)
        || lexicon::surname(odd).unwrap_or(0).max(lexicon::given(odd).unwrap_or(0)) >= BEARERS
        || lexicon::word(odd).is_some_and(|w| w.is_common_word());
    let accents = lexicon::fold(x) == lexicon::fold(y);
    if own_name && !accents {
        return None;
    }
    let known = known.as_ref().is_some_and(|k| k.weight >= WELL_KNOWN);
    let title = wrong.1.titles.intersection(&right.1.titles).next().is_some();
    let company = wrong.1.company.intersection(&right.1.company).count();
    let evidence = if distance <= SAME_SOUND { known || title || company >= 1 } else { known || title && company >= 1 || company >= 2 };
    evidence.then_some((wrong, right))
}

/// The one word in which two names of equally many words differ.
fn differing<'p>(a: &'p str, b: &'p str) -> Option<(&'p str, &'p str)> {
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let mut differ = x.iter().zip(&y).filter(|(p, q)| p != q);
    let one = differ.next()?;
    (x.len() == y.len() && differ.next().is_none()).then_some((*one.0, *one.1))
}

/// Reports an article's odd spellings, each where it stands first.
pub fn findings(source: &Source, article: &Article<'_>, across: &Across) -> Vec<Finding> {
    if across.is_empty() {
        return Vec::new();
    }
    let own: HashMap<String, At> = names(source, article).into_iter().map(|s| (s.spelling, s.at)).collect();
    let mut out: Vec<Finding> = Vec::new();
    let mut told: Vec<String> = Vec::new();
    for mention in article.mentions().iter() {
        let Some(block) = article.blocks().get(mention.block) else { continue };
        let text = mention.text(block).split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(base) = across.odd.get(&text).filter(|_| !told.contains(&text)) else { continue };
        // Both spellings in one article are another rule's.
        if own.contains_key(&base.spelling) {
            continue;
        }
        let others = if base.articles == 1 { "another article".to_owned() } else { format!("{} other articles", base.articles) };
        let at = base.at.as_ref().map_or(String::new(), |at| format!(" ({}:{})", at.path, at.place.line));
        let place = Place::new(mention.block, mention.span);
        let mut finding = Finding::new(place, format!("\"{text}\" is \"{}\" in {others}{at}", base.spelling), super::META.confidence);
        finding.suggest(base.spelling.clone(), Applicability::Unsafe);
        out.push(finding);
        told.push(text);
    }
    out
}
