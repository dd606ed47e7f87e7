//! Many threads, one order: work is done in parallel and handed on in the order of its input, with a bounded number of
//! results waiting.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, PoisonError, mpsc},
    thread,
};

/// Results that may wait for an earlier one, for each thread.
const WINDOW: usize = 16;

/// Of many items a thread does so many before it hands their results on: to wake another thread takes as long as a short article.
const TOGETHER: usize = 4;

/// What the taker is told.
pub enum Step<R> {
    /// The next result.
    Result(R),
    /// No result is ready: a moment to flush what was written.
    Idle,
}

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
    let size = (items.len() / (threads.max(1) * 64)).clamp(1, TOGETHER);
    let step = |step| match step {
        Step::Result(results) => Vec::into_iter(results).all(&mut take),
        Step::Idle => true,
    };
    let work = |few: &[T]| few.iter().map(&work).collect();
    in_threads(items.chunks(size), threads.min(items.len()), (WINDOW * threads).div_ceil(size), true, work, step);
}

/// The same for items that come one by one, read by whichever thread is free; unless `in_order`, results are taken as they are ready.
pub fn for_each_from<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    in_order: bool,
    work: impl Fn(T) -> R + Sync,
    take: impl FnMut(Step<R>) -> bool,
) {
    in_threads(items, threads, WINDOW * threads, in_order, work, take);
}

/// Both, with at most `window` results that wait.
fn in_threads<T: Send, R: Send>(
    mut items: impl Iterator<Item = T> + Send,
    threads: usize,
    window: usize,
    in_order: bool,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(Step<R>) -> bool,
) {
    if threads <= 1 {
        for item in items {
            if !(take(Step::Result(work(item))) && take(Step::Idle)) {
                break;
            }
        }
        return;
    }
    let source = Mutex::new((0, Some(&mut items)));
    let taken = Taken { count: Mutex::new(0), moved: Condvar::new() };
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads {
            let send = send.clone();
            let (source, taken, work) = (&source, &taken, &work);
            scope.spawn(move || {
                loop {
                    let (index, item) = {
                        let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
                        let Some(item) = source.1.as_mut().and_then(Iterator::next) else { break };
                        source.0 += 1;
                        (source.0 - 1, item)
                    };
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
        'results: loop {
            let (index, result) = match receive.try_recv() {
                Ok(received) => received,
                Err(mpsc::TryRecvError::Disconnected) => break,
                Err(mpsc::TryRecvError::Empty) => {
                    if !take(Step::Idle) {
                        break;
                    }
                    match receive.recv() {
                        Ok(received) => received,
                        Err(_) => break,
                    }
                }
            };
            waiting.insert(if in_order { index } else { count }, result);
            while let Some(result) = waiting.remove(&count) {
                count += 1;
                if !take(Step::Result(result)) {
                    break 'results;
                }
            }
            taken.set(count);
        }
        // Whoever stopped early lets the threads run out: no item is left, and none of them waits.
        source.lock().unwrap_or_else(PoisonError::into_inner).1 = None;
        drop(receive);
        taken.set(usize::MAX);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        time::Duration,
    };

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
    fn out_of_order_nothing_is_lost() {
        let mut taken = Vec::new();
        for_each_from(
            0..300,
            4,
            false,
            |i| i,
            |step| {
                if let Step::Result(i) = step {
                    taken.push(i);
                }
                true
            },
        );
        taken.sort_unstable();
        assert_eq!(taken, (0..300).collect::<Vec<_>>());
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
