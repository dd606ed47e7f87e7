//! What is known of a block by itself, as a value that articles share: after an edit only the blocks that it touched are read again.

use super::{Sentence, Tagged, Token, WordForm};
use crate::{
    document::Block,
    language::{Language, Pack},
    span::BlockSpan,
};
use foldhash::{HashMap, quality::RandomState};
use std::{
    any::{Any, TypeId},
    fmt,
    hash::BuildHasher,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// What is known of a block's text, each computed when it is first asked for. It depends on the text, on what the block is and on the
/// language of its article, and on nothing else.
#[derive(Debug)]
pub(super) struct Facts {
    pub parts: OnceLock<(Vec<Sentence>, Vec<Token>)>,
    pub words: OnceLock<(Vec<u64>, Vec<WordForm>)>,
    pub title_case: OnceLock<bool>,
    pub quotations: OnceLock<Vec<BlockSpan>>,
    /// Whether it is a list of names.
    pub roll: OnceLock<bool>,
    /// Words, as Unicode counts them.
    pub word_count: OnceLock<usize>,
    /// The parts of speech, sentence by sentence: few rules ask about all of them.
    pub tagged: OnceLock<Vec<OnceLock<Vec<Tagged>>>>,
    pub language: OnceLock<Language>,
    /// The language of its article.
    pub around: Language,
    pub pack: OnceLock<&'static Pack>,
    pub shared: Shared,
    pub latest: Latest,
    /// No two of a process have the same.
    pub number: u64,
}

/// The number of the next facts.
static NEXT: AtomicU64 = AtomicU64::new(0);

impl Facts {
    pub(super) fn new(around: Language) -> Self {
        Self {
            parts: OnceLock::new(),
            words: OnceLock::new(),
            title_case: OnceLock::new(),
            quotations: OnceLock::new(),
            roll: OnceLock::new(),
            word_count: OnceLock::new(),
            tagged: OnceLock::new(),
            language: OnceLock::new(),
            around,
            pack: OnceLock::new(),
            shared: Shared::default(),
            latest: Latest::default(),
            number: NEXT.fetch_add(1, Ordering::Relaxed),
        }
    }
}

/// Values of any type, each under its type and a number, computed once.
#[derive(Default)]
pub(super) struct Shared(Mutex<HashMap<(TypeId, u64), Value>>);

/// What it is can be told from the type in its key.
type Value = Arc<dyn Any + Send + Sync>;

impl Shared {
    pub(super) fn get<T: Any + Send + Sync>(&self, id: u64, compute: impl FnOnce() -> T) -> Arc<T> {
        let key = (TypeId::of::<T>(), id);
        let place: Arc<OnceLock<Arc<T>>> = {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let known = kept.get(&key).and_then(|value| Arc::clone(value).downcast().ok());
            known.unwrap_or_else(|| {
                let place: Arc<OnceLock<Arc<T>>> = Arc::default();
                // Most blocks have about so many.
                if kept.is_empty() {
                    kept.reserve(14);
                }
                kept.insert(key, Arc::clone(&place) as Value);
                place
            })
        };
        Arc::clone(place.get_or_init(|| Arc::new(compute())))
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shared")
    }
}

/// For each type the value that was worked out last.
#[derive(Default)]
pub(super) struct Latest(Mutex<Vec<(TypeId, Value)>>);

impl Latest {
    /// The last value of a type, where it still holds, or else a new one.
    pub(super) fn get<T: Any + Send + Sync>(&self, holds: impl FnOnce(&T) -> bool, compute: impl FnOnce() -> T) -> Arc<T> {
        let of = TypeId::of::<T>();
        let list = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known: Option<Value> = list().iter().find(|(t, _)| *t == of).map(|(_, value)| Arc::clone(value));
        let known: Option<Arc<T>> = known.and_then(|value| value.downcast().ok());
        known.filter(|value| holds(value)).unwrap_or_else(|| {
            let value = Arc::new(compute());
            let kept = (of, Arc::clone(&value) as Value);
            let mut list = list();
            match list.iter_mut().find(|(t, _)| *t == of) {
                Some(place) => *place = kept,
                None => list.push(kept),
            }
            value
        })
    }
}

impl fmt::Debug for Latest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Latest")
    }
}

/// Answers to questions that were asked last, each under its type and a number that stands for all that it hangs on.
#[derive(Default)]
pub(super) struct Answers(Mutex<[HashMap<(TypeId, u64), Value>; 2]>);

/// So many answers make a half; then what was not asked for since the half before goes.
const ANSWERS: usize = 1 << 12;

impl Answers {
    pub(super) fn get<T: Any + Send + Sync>(&self, question: u64, compute: impl FnOnce() -> T) -> Arc<T> {
        let key = (TypeId::of::<T>(), question);
        let halves = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = {
            let [young, old] = &mut *halves();
            let known = young.get(&key).cloned();
            known.or_else(|| old.remove(&key).inspect(|value| _ = young.insert(key, Arc::clone(value))))
        };
        known.and_then(|value| value.downcast().ok()).unwrap_or_else(|| {
            let value = Arc::new(compute());
            let [young, old] = &mut *halves();
            if young.len() >= ANSWERS {
                *old = std::mem::take(young);
            }
            young.insert(key, Arc::clone(&value) as Value);
            value
        })
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Answers")
    }
}

/// What tells blocks of which different things are known apart: all that a block is but for its place, and its article's language.
type Key = ([u64; 2], Language);

/// What is known of the blocks that were read last. Shared by threads.
///
/// What was asked for since the younger half was begun is kept; when that is full it becomes the older half, and what is in the older
/// half and was not asked for again goes.
#[derive(Debug)]
pub struct BlockCache {
    /// Bytes of text that each half may hold facts about.
    limit: usize,
    halves: Mutex<Halves>,
    answers: Arc<Answers>,
    /// Two, of seeds that nobody knows: together they tell any two texts apart, those of an attacker too.
    hashers: [RandomState; 2],
}

#[derive(Debug, Default)]
struct Halves {
    young: HashMap<Key, Arc<Facts>>,
    size: usize,
    old: HashMap<Key, Arc<Facts>>,
}

impl BlockCache {
    /// A cache for blocks of this many bytes of text together; what is known of them takes some ten times as much.
    pub fn new(bytes: usize) -> Self {
        Self { limit: bytes / 2, halves: Mutex::default(), answers: Arc::default(), hashers: Default::default() }
    }

    /// What is known of articles as a whole.
    pub(super) fn answers(&self) -> Arc<Answers> {
        Arc::clone(&self.answers)
    }

    /// What is known of a block in an article of a language; nothing yet where it is new.
    pub(super) fn facts(&self, block: &Block, around: Language) -> Arc<Facts> {
        let identity = block.identity();
        let key = (self.hashers.each_ref().map(|hasher| hasher.hash_one(&identity)), around);
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = halves.young.get(&key) {
            return Arc::clone(known);
        }
        let facts = halves.old.remove(&key).unwrap_or_else(|| Arc::new(Facts::new(around)));
        if halves.size > self.limit {
            halves.size = 0;
            halves.old = std::mem::take(&mut halves.young);
        }
        halves.size += block.text.len();
        halves.young.insert(key, Arc::clone(&facts));
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document, source::Source};

    fn block(text: &str) -> Block {
        let source = Source::from_text("a.txt", text);
        document::parse(&source, document::Format::Plain).remove(0).blocks.remove(0)
    }

    #[test]
    fn what_is_asked_for_again_stays_and_memory_is_bounded() {
        let cache = BlockCache::new(2_000);
        let first = cache.facts(&block("It rained in Lima on Monday."), Language::ENGLISH);
        assert!(!Arc::ptr_eq(&first, &cache.facts(&block("It rained in Lima on Monday."), Language::UNKNOWN)), "another language");
        for n in 0..1_000 {
            cache.facts(&block(&format!("It rained in Lima {n} times that year, the office said.")), Language::ENGLISH);
            assert!(Arc::ptr_eq(&first, &cache.facts(&block("It rained in Lima on Monday."), Language::ENGLISH)));
        }
        let halves = cache.halves.lock().unwrap();
        assert!(halves.young.len() + halves.old.len() < 60, "{} and {}", halves.young.len(), halves.old.len());
    }

    #[test]
    fn values_of_two_types_under_one_number_are_two() {
        let shared = Shared::default();
        assert_eq!((*shared.get(1, || 7_u8), *shared.get(1, || "seven"), *shared.get(1, || 8_u8)), (7, "seven", 7));
    }

    #[test]
    fn the_latest_value_of_each_type_is_kept_while_it_holds() {
        let latest = Latest::default();
        assert_eq!((*latest.get(|_| true, || 7_u8), *latest.get(|n| *n == 7, || 8_u8)), (7, 7));
        assert_eq!((*latest.get(|_| true, || "seven"), *latest.get(|n| *n == 7, || 8_u8)), ("seven", 7));
        assert_eq!((*latest.get(|n| *n == 9, || 9_u8), *latest.get(|_| true, || 8_u8)), (9, 9));
    }

    #[test]
    fn answers_are_kept_while_they_are_asked_for_and_memory_is_bounded() {
        let answers = Answers::default();
        assert_eq!((*answers.get(0, || 7_u64), *answers.get(0, || "seven")), (7, "seven"));
        for question in 1..10 * ANSWERS as u64 {
            assert_eq!(*answers.get(question, || question), question);
            assert_eq!(*answers.get(0, || 8_u64), 7);
        }
        let halves = answers.0.lock().unwrap();
        assert!(halves.iter().map(HashMap::len).sum::<usize>() <= 2 * ANSWERS + 2);
    }
}
