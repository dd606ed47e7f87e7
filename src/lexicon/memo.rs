//! Answers that are kept from one article to the next: the news names the same people day by day.

use super::Key;
use foldhash::HashMap;
use std::cell::{Cell, RefCell};

/// So many answers are kept; then all are forgotten, so that a crawl costs no more memory than a folder.
const MOST: usize = 1 << 13;

/// What was worked out about a word or a name. One for each thread; the answer must depend on what the key was made of alone.
#[derive(Debug)]
pub struct Memo<V> {
    kept: RefCell<HashMap<Key, V>>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { kept: RefCell::default() }
    }
}

impl<V: Clone> Memo<V> {
    /// The answer for a key: the one that is kept, or what `work` finds.
    pub fn get(&self, key: Key, work: impl FnOnce() -> V) -> V {
        if let Some(kept) = self.kept.borrow().get(&key) {
            return kept.clone();
        }
        let found = work();
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, found.clone());
        found
    }
}

/// Places of a [`Recent`].
const PLACES: usize = 1 << 10;

/// Answers to what was asked lately, for questions that take less time than a [`Memo`] but read far apart in memory: a table that stays
/// near the processor, where each key has one place and puts out what stood there.
pub struct Recent<V> {
    places: Box<[Cell<Answer<V>>]>,
}

/// What stands in a place: a key and the answer to it.
type Answer<V> = Option<(Key, V)>;

impl<V: Copy> Default for Recent<V> {
    fn default() -> Self {
        Self { places: vec![Cell::new(None); PLACES].into() }
    }
}

impl<V: Copy> Recent<V> {
    /// The answer for a key: the one that stands in its place, or what `work` finds.
    #[inline]
    pub fn get(&self, key: Key, work: impl FnOnce() -> V) -> V {
        let Some(place) = self.places.get(key.number() as usize % PLACES) else { return work() };
        match place.get() {
            Some((kept, found)) if kept == key => found,
            _ => {
                let found = work();
                place.set(Some((key, found)));
                found
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_worked_out_once_and_memory_is_bounded() {
        let memo = Memo::default();
        assert_eq!(memo.get("Nairobi".into(), || 1), 1);
        assert_eq!(memo.get("Nairobi".into(), || unreachable!("it is kept")), 1);
        for i in 0..MOST {
            memo.get(Key::from(&i.to_string()), || i);
        }
        assert!(memo.kept.borrow().len() <= MOST);
    }

    #[test]
    fn a_recent_answer_is_the_one_to_its_own_question() {
        let recent = Recent::default();
        for round in 0..3 {
            for i in 0..4 * PLACES {
                assert_eq!(recent.get(Key::from(&i.to_string()), || i), i, "{round}");
            }
        }
        assert_eq!(recent.get("Nairobi".into(), || 1), 1);
        assert_eq!(recent.get("Nairobi".into(), || unreachable!("it was asked just now")), 1);
    }
}
