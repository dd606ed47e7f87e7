//! Answers that are kept from one article to the next: the news names the same people day by day.

use foldhash::HashMap;
use std::cell::RefCell;

/// So many answers are kept; then all are forgotten, so that a crawl costs no more memory than a folder.
const MOST: usize = 1 << 13;

/// What was worked out about a word or a name. One for each thread; the answer must depend on the key alone.
#[derive(Debug)]
pub struct Memo<V> {
    kept: RefCell<HashMap<Box<str>, V>>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { kept: RefCell::default() }
    }
}

impl<V: Clone> Memo<V> {
    /// The answer for a key: the one that is kept, or what `work` finds.
    pub fn get(&self, key: &str, work: impl FnOnce() -> V) -> V {
        if let Some(kept) = self.kept.borrow().get(key) {
            return kept.clone();
        }
        let found = work();
        let mut kept = self.kept.borrow_mut();
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key.into(), found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_worked_out_once_and_memory_is_bounded() {
        let memo = Memo::default();
        assert_eq!(memo.get("Nairobi", || 1), 1);
        assert_eq!(memo.get("Nairobi", || unreachable!("it is kept")), 1);
        for i in 0..MOST {
            memo.get(&i.to_string(), || i);
        }
        assert!(memo.kept.borrow().len() <= MOST);
    }
}
