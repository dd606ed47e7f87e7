//! Many threads, one order: work is done in parallel and handed on in the order of its input, with a bounded number of
//! results waiting.

use std::{
    collections::BTreeMap,
    sync::{
        Condvar, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
};

/// Results that may wait for an earlier one, for each thread.
const WINDOW: usize = 16;

/// How far the results have been taken, for the threads that would run ahead.
struct Taken {
    count: Mutex<usize>,
    moved: Condvar,
}

impl Taken {
    /// Waits until item `index` is within the window.
    fn wait(&self, index: usize, window: usize) {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        while index >= count.saturating_add(window) {
            count = self.moved.wait(count).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn set(&self, to: usize) {
        *self.count.lock().unwrap_or_else(PoisonError::into_inner) = to;
        self.moved.notify_all();
    }
}

/// Does `work` on each item with `threads` threads; `take` gets the results in the items' order and says whether to go on.
pub fn for_each<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync, mut take: impl FnMut(R) -> bool) {
    let threads = threads.min(items.len()).max(1);
    let pool = if threads == 1 { None } else { rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok() };
    let Some(pool) = pool else {
        for item in items {
            if !take(work(item)) {
                break;
            }
        }
        return;
    };
    let window = WINDOW * threads;
    let next = AtomicUsize::new(0);
    let taken = Taken { count: Mutex::new(0), moved: Condvar::new() };
    let (send, receive) = mpsc::channel();
    pool.in_place_scope(|scope| {
        for _ in 0..threads {
            let send = send.clone();
            let (next, taken, work) = (&next, &taken, &work);
            scope.spawn(move |_| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    taken.wait(index, window);
                    if send.send((index, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut count = 0;
        'results: for (index, result) in &receive {
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&count) {
                count += 1;
                if !take(result) {
                    break 'results;
                }
            }
            taken.set(count);
        }
        // Whoever stopped early lets the threads run out: no item is left, and none of them waits.
        next.store(items.len(), Ordering::Relaxed);
        drop(receive);
        taken.set(usize::MAX);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{thread, time::Duration};

    #[test]
    fn results_come_in_order_and_few_wait() {
        let items: Vec<usize> = (0..500).collect();
        let started = AtomicUsize::new(0);
        let mut taken = Vec::new();
        for_each(
            &items,
            3,
            |i| {
                started.fetch_max(*i, Ordering::SeqCst);
                if *i == 0 {
                    thread::sleep(Duration::from_millis(60));
                    assert!(started.load(Ordering::SeqCst) <= 3 * WINDOW, "ran ahead to {}", started.load(Ordering::SeqCst));
                }
                *i * 2
            },
            |r| {
                taken.push(r);
                true
            },
        );
        assert_eq!(taken, items.iter().map(|i| i * 2).collect::<Vec<_>>());
    }

    #[test]
    fn taking_may_stop_early() {
        let items: Vec<usize> = (0..10_000).collect();
        for threads in [1, 4] {
            let mut count = 0;
            for_each(
                &items,
                threads,
                |i| *i,
                |_| {
                    count += 1;
                    count < 7
                },
            );
            assert_eq!(count, 7);
        }
    }
}
