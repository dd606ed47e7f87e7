//! Fuzzing on stable Rust: inputs made by mutation of `tests/corpus`, guided by novelty (an input that makes a target answer as no
//! other did is mutated further), for a bounded time, in one process that notices panics, hangs and wrong spans.
//!
//! `cargo test --test fuzz` runs a few seconds. To run long and hold it to one target:
//! `COPYDESK_FUZZ_SECONDS=3600 COPYDESK_FUZZ_TARGET=html cargo test --profile bench-fast --test fuzz -- --nocapture`.
//! What fails is written to `target/fuzz`; once mended, it belongs into the corpus, all of which every run goes through first.

mod mutate;
mod targets;

use mutate::{Mutator, Rng};
use std::{
    collections::HashSet,
    env, fs,
    panic::{self, AssertUnwindSafe},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};
use targets::{TARGETS, Target};

/// Inputs that were new are kept to be mutated, no more than this many.
const POOL: usize = 4000;
/// An input that takes longer hangs, on a machine however busy: none is larger than a few kilobytes.
const HANG: Duration = Duration::from_secs(300);

fn number(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("tests/corpus").join(target)];
    if matches!(target, "plain" | "markdown" | "html") {
        folders.push(root.join("seeds/planted"));
    }
    let mut paths: Vec<PathBuf> = folders.iter().flat_map(|f| fs::read_dir(f).into_iter().flatten()).map(|e| e.unwrap().path()).collect();
    paths.sort();
    let kept: Vec<Vec<u8>> = paths.iter().filter(|p| p.extension().is_none_or(|e| e != "expected")).map(|p| fs::read(p).unwrap()).collect();
    assert!(!kept.is_empty(), "tests/corpus/{target} is empty");
    kept
}

/// Writes down what failed, where it can be looked at.
fn keep(target: &str, input: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{target}-{}", &blake3::hash(input).to_hex()[..12]));
    fs::write(&path, input).unwrap();
    path
}

type Current = Arc<Mutex<Option<(Instant, &'static str, Vec<u8>)>>>;

/// Ends the process where one input takes too long: nothing else can.
fn watch(current: &Current) {
    let current = Arc::clone(current);
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(1));
            let current = current.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((since, target, input)) = current.as_ref().filter(|(since, ..)| since.elapsed() > HANG) {
                eprintln!("{target} hangs for {} s: {}", since.elapsed().as_secs(), keep(target, input).display());
                std::process::exit(101);
            }
        }
    });
}

/// One target's run.
struct Run {
    target: &'static Target,
    state: targets::State,
    pool: Vec<Vec<u8>>,
    seen: HashSet<u64>,
    count: u64,
    slowest: Duration,
    failures: Vec<String>,
}

impl Run {
    fn new(target: &'static Target) -> Self {
        let state = targets::State::new();
        let mut run =
            Self { target, state, pool: Vec::new(), seen: HashSet::new(), count: 0, slowest: Duration::ZERO, failures: Vec::new() };
        run.pool = corpus(target.name);
        run
    }

    fn input(&mut self, input: &[u8], current: &Current) {
        *current.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), self.target.name, input.to_vec()));
        let started = Instant::now();
        let answer = panic::catch_unwind(AssertUnwindSafe(|| (self.target.run)(&mut self.state, input)));
        let failed = match answer {
            Ok(Ok(novelty)) => {
                if self.pool.len() < POOL && self.seen.insert(novelty) {
                    self.pool.push(input.to_vec());
                }
                None
            }
            Ok(Err(message)) => Some(message),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
                Some(format!("panic: {}", text.unwrap_or_default()))
            }
        };
        if let Some(message) = failed {
            self.failures.push(format!("{}: {message}\n  {}", self.target.name, keep(self.target.name, input).display()));
        }
        self.slowest = self.slowest.max(started.elapsed());
        self.count += 1;
    }
}

#[test]
fn nothing_panics_hangs_or_points_to_the_wrong_place() {
    let seconds = number("COPYDESK_FUZZ_SECONDS", 16);
    let seed = number("COPYDESK_FUZZ_SEED", 1);
    let only = env::var("COPYDESK_FUZZ_TARGET").ok();
    let current: Current = Arc::default();
    watch(&current);
    let chosen: Vec<&'static Target> = TARGETS.iter().filter(|t| only.as_ref().is_none_or(|o| o == t.name)).collect();
    assert!(!chosen.is_empty(), "no such target; there are {:?}", TARGETS.iter().map(|t| t.name).collect::<Vec<_>>());
    let share = Duration::from_secs(seconds) / u32::try_from(chosen.len()).unwrap();
    let mut total = 0;
    let mut failures = Vec::new();
    for target in chosen {
        let mut run = Run::new(target);
        let mut mutator = Mutator::new(Rng::new(seed), target.dictionary);
        for input in run.pool.clone() {
            run.input(&input, &current);
        }
        let started = Instant::now();
        while started.elapsed() < share && run.failures.len() < 5 {
            let input = mutator.input(&run.pool);
            run.input(&input, &current);
        }
        run.failures.extend((target.finish)(&mut run.state).err());
        let (count, pool, slowest) = (run.count, run.pool.len(), run.slowest.as_millis());
        println!("{:<9} {count} inputs, {pool} of them told apart, the slowest took {slowest} ms", target.name);
        total += count;
        failures.append(&mut run.failures);
    }
    println!("{total} inputs, {} failures", failures.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
