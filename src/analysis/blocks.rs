//! What is known of a block by itself, as a value that articles share: after an edit only the blocks that it touched are read again.

use super::{Sentence, Tagged, Token, WordForm};
use crate::{
    document::Block,
    language::{Language, Pack},
    span::BlockSpan,
};
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError},
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
    /// Words, as white space parts them.
    pub word_count: OnceLock<usize>,
    /// The parts of speech, sentence by sentence: few rules ask about all of them.
    pub tagged: OnceLock<Vec<OnceLock<Vec<Tagged>>>>,
    pub language: OnceLock<Language>,
    /// The language of its article.
    pub around: Language,
    pub pack: OnceLock<&'static Pack>,
    pub shared: Shared,
}

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
        }
    }
}

/// Values of any type, each under its type and a number, computed once.
#[derive(Default)]
pub(super) struct Shared(Mutex<Vec<((TypeId, u64), Value)>>);

/// A `OnceLock<Arc<T>>` for the `T` of its key.
type Value = Arc<dyn Any + Send + Sync>;

impl Shared {
    pub(super) fn get<T: Any + Send + Sync>(&self, id: u64, compute: impl FnOnce() -> T) -> Arc<T> {
        let key = (TypeId::of::<T>(), id);
        let place: Arc<OnceLock<Arc<T>>> = {
            let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let known = list.iter().find(|(k, _)| *k == key).and_then(|(_, value)| Arc::clone(value).downcast().ok());
            known.unwrap_or_else(|| {
                let place: Arc<OnceLock<Arc<T>>> = Arc::default();
                list.push((key, Arc::clone(&place) as Value));
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

/// What tells blocks of which different things are known apart: all that a block is but for its place, and its article's language.
type Key = ([u8; 16], Language);

/// What is known of the blocks that were read last. Shared by threads.
///
/// What was asked for since the younger half was begun is kept; when that is full it becomes the older half, and what is in the older
/// half and was not asked for again goes.
#[derive(Debug)]
pub struct BlockCache {
    /// Bytes of text that each half may hold facts about.
    limit: usize,
    halves: Mutex<Halves>,
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
        Self { limit: bytes / 2, halves: Mutex::default() }
    }

    /// What is known of a block in an article of a language; nothing yet where it is new.
    pub(super) fn facts(&self, block: &Block, around: Language) -> Arc<Facts> {
        let key = (block.fingerprint(), around);
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
}
