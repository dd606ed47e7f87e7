//! `--cache`: what checking a file gave, kept for the next run and found again by a hash of all that it depends on: the file's text,
//! its configuration and own rules, the settings that hold for it, and this build of copydesk.
//!
//! Entries lie in files by the first byte of their hash. A run reads those it needs, and at its end replaces those it has added to,
//! each in one step, with what another run has written meanwhile taken in. A file that is damaged in any way counts as empty.

use crate::{
    config::{FileSettings, Project},
    diagnostic::Diagnostic,
    filter::suppress::Suppressed,
    report::{FileReport, Problem},
    session::Store,
    source::{LineColumn, Source},
    span::FileSpan,
};
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    env, fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{LazyLock, Mutex, PoisonError},
    time::SystemTime,
};

/// What every file of the cache begins with; another layout has another line.
const HEADER: &[u8] = b"copydesk cache 2\n";
/// The bytes that one file's entries may have; those unused for longest go first. There are 256 files.
const MAX_BYTES: usize = 1 << 20;
/// An entry's last use is written down anew after this many days.
const STALE_DAYS: u32 = 7;

type Key = [u8; 16];

/// The cache of one run. Shared by threads.
pub struct Cache {
    folder: PathBuf,
    today: u32,
    shards: Vec<Mutex<Option<Shard>>>,
}

#[derive(Default)]
struct Shard {
    entries: BTreeMap<Key, Entry>,
    dirty: bool,
}

struct Entry {
    /// The day it was last used, counted from 1970-01-01.
    used: u32,
    payload: Vec<u8>,
}

/// The folder for the cache where none is named.
pub fn folder() -> Result<PathBuf, String> {
    let of = |name: &str| env::var_os(name).map(PathBuf::from).filter(|p| p.is_absolute());
    let found = of("XDG_CACHE_HOME").or_else(|| of("HOME").map(|h| h.join(".cache"))).or_else(|| of("LOCALAPPDATA"));
    found.map(|p| p.join("copydesk")).ok_or_else(|| "there is no home folder to keep a cache in; name one: --cache=FOLDER".to_owned())
}

/// What tells this build from others: its version, and the size and age of the program, since two builds of one version may find
/// different things.
fn build() -> &'static str {
    static BUILD: LazyLock<String> = LazyLock::new(|| {
        let program = env::current_exe().and_then(fs::metadata).ok();
        let age = program.as_ref().and_then(|p| p.modified().ok()).and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok());
        format!("{} {:?} {age:?}", env!("CARGO_PKG_VERSION"), program.map(|p| p.len()))
    });
    &BUILD
}

impl Cache {
    /// The cache in a folder, which is made when something is first kept.
    pub fn new(folder: PathBuf) -> Self {
        let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_secs());
        let today = u32::try_from(seconds / 86_400).unwrap_or(0);
        Self { folder, today, shards: (0..256).map(|_| Mutex::new(None)).collect() }
    }

    /// The hash of all that checking a file depends on.
    fn key(source: &Source, project: &Project, settings: &FileSettings) -> Key {
        let extension = Path::new(source.path()).extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let mut hash = blake3::Hasher::new();
        hash.update(build().as_bytes());
        for part in [project.key.as_slice(), extension.as_bytes(), format!("{settings:?}").as_bytes(), source.text().as_bytes()] {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let mut key = Key::default();
        key.copy_from_slice(&hash.finalize().as_bytes()[..16]);
        key
    }

    /// What checking gave, if it is known; `source` is the file that was checked.
    fn known(&self, key: &Key, source: &Source, settings: &FileSettings) -> Option<FileReport> {
        self.with(key, |shard, today| {
            let entry = shard.entries.get_mut(key)?;
            let report = serde_json::from_slice::<Stored>(&entry.payload).ok()?.report(source, settings)?;
            if entry.used + STALE_DAYS < today {
                entry.used = today;
                shard.dirty = true;
            }
            Some(report)
        })
    }

    /// Keeps what checking gave.
    fn keep(&self, key: &Key, report: &FileReport) {
        let Ok(payload) = serde_json::to_vec(&Stored::of(report)) else { return };
        self.with(key, |shard, used| {
            shard.entries.insert(*key, Entry { used, payload });
            shard.dirty = true;
        });
    }

    fn with<T>(&self, key: &Key, then: impl FnOnce(&mut Shard, u32) -> T) -> T {
        let mut guard = self.shards[usize::from(key[0])].lock().unwrap_or_else(PoisonError::into_inner);
        let shard = guard.get_or_insert_with(|| Shard { entries: self.read(key[0]), dirty: false });
        then(shard, self.today)
    }

    fn path(&self, shard: u8) -> PathBuf {
        self.folder.join(format!("{shard:02x}"))
    }

    /// The entries in a file; none where it is not there, or not as a run has written it.
    fn read(&self, shard: u8) -> BTreeMap<Key, Entry> {
        let mut bytes = Vec::new();
        // What is larger than any run writes is no file of ours.
        let limit = MAX_BYTES as u64 * 2;
        let read = fs::File::open(self.path(shard)).and_then(|f| f.take(limit).read_to_end(&mut bytes));
        read.ok().and_then(|_| decode(&bytes)).unwrap_or_default()
    }

    /// Writes what was added.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn save(&self) -> io::Result<()> {
        let mut made = false;
        for (i, shard) in self.shards.iter().enumerate() {
            let Some(shard) = shard.lock().unwrap_or_else(PoisonError::into_inner).take().filter(|s| s.dirty) else { continue };
            if !made {
                fs::create_dir_all(&self.folder)?;
                made = true;
            }
            let name = u8::try_from(i).unwrap_or(u8::MAX);
            let mut entries = self.read(name);
            entries.extend(shard.entries);
            let mut file = tempfile::Builder::new().prefix(".copydesk-").suffix(".tmp").tempfile_in(&self.folder)?;
            file.write_all(&encode(entries))?;
            file.persist(self.path(name))?;
        }
        Ok(())
    }
}

impl Store for Cache {
    fn get(&self, source: &Source, project: &Project, settings: &FileSettings) -> Option<FileReport> {
        self.known(&Self::key(source, project, settings), source, settings)
    }

    fn put(&self, source: &Source, project: &Project, settings: &FileSettings, report: &FileReport) {
        self.keep(&Self::key(source, project, settings), report);
    }
}

/// A file's bytes: the header, a hash of the rest, and each entry as key, last use, length and payload. The latest used are kept.
fn encode(entries: BTreeMap<Key, Entry>) -> Vec<u8> {
    let mut order: Vec<(Key, Entry)> = entries.into_iter().collect();
    order.sort_by(|a, b| b.1.used.cmp(&a.1.used).then(a.0.cmp(&b.0)));
    let mut body = Vec::new();
    for (key, entry) in order {
        let Ok(len) = u32::try_from(entry.payload.len()) else { continue };
        if body.len() + 24 + entry.payload.len() > MAX_BYTES {
            continue;
        }
        body.extend_from_slice(&key);
        body.extend_from_slice(&entry.used.to_le_bytes());
        body.extend_from_slice(&len.to_le_bytes());
        body.extend_from_slice(&entry.payload);
    }
    [HEADER, blake3::hash(&body).as_bytes(), &body].concat()
}

fn decode(bytes: &[u8]) -> Option<BTreeMap<Key, Entry>> {
    let (hash, mut rest) = bytes.strip_prefix(HEADER)?.split_first_chunk::<32>()?;
    if blake3::hash(rest).as_bytes() != hash {
        return None;
    }
    let mut entries = BTreeMap::new();
    while let Some((key, after)) = rest.split_first_chunk::<16>() {
        let (used, after) = after.split_first_chunk::<4>()?;
        let (len, after) = after.split_first_chunk::<4>()?;
        let (payload, after) = after.split_at_checked(usize::try_from(u32::from_le_bytes(*len)).ok()?)?;
        entries.insert(*key, Entry { used: u32::from_le_bytes(*used), payload: payload.to_vec() });
        rest = after;
    }
    rest.is_empty().then_some(entries)
}

/// A report as it is kept: without the file's text and path, which the next run has.
#[derive(Serialize, Deserialize)]
struct Stored<'r> {
    articles: usize,
    words: usize,
    #[serde(default, skip_serializing_if = "<[_]>::is_empty")]
    diagnostics: Cow<'r, [Diagnostic]>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    problems: Vec<(Option<LineColumn>, String, bool)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    suppressed: Vec<(Cow<'r, Diagnostic>, String)>,
}

impl<'r> Stored<'r> {
    fn of(report: &'r FileReport) -> Self {
        Self {
            articles: report.articles,
            words: report.words,
            diagnostics: Cow::Borrowed(&report.diagnostics),
            problems: report.problems.iter().map(|p| (p.at, p.message.clone(), p.warning)).collect(),
            suppressed: report.suppressed.iter().map(|s| (Cow::Borrowed(&s.diagnostic), s.reason.clone())).collect(),
        }
    }

    /// The report on a file; `None` where a place does not lie in it.
    fn report(self, source: &Source, settings: &FileSettings) -> Option<FileReport> {
        let diagnostics = self.diagnostics.into_owned();
        let suppressed: Vec<Suppressed> =
            self.suppressed.into_iter().map(|(diagnostic, reason)| Suppressed { diagnostic: diagnostic.into_owned(), reason }).collect();
        let lies = |span: &FileSpan| source.text().get(span.start()..span.end()).is_some();
        let fits = |d: &Diagnostic| {
            let places = d.labels.iter().map(|l| &l.place).chain(d.suggestions.iter().map(|s| &s.place));
            lies(&d.span) && places.into_iter().all(lies)
        };
        if !diagnostics.iter().chain(suppressed.iter().map(|s| &s.diagnostic)).all(fits) {
            return None;
        }
        let problem = |(at, message, warning)| Problem { path: source.path().to_owned(), at, message, warning };
        Some(FileReport {
            articles: self.articles,
            words: self.words,
            diagnostics,
            problems: self.problems.into_iter().map(problem).collect(),
            suppressed,
            fail_on: settings.fail_on,
            limit: settings.max_diagnostics,
            ..FileReport::new(source.path())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(used: u32, len: usize) -> Entry {
        Entry { used, payload: vec![b'x'; len] }
    }

    #[test]
    fn what_is_written_is_read_and_damage_is_seen() {
        let bytes = encode([([1; 16], entry(5, 10)), ([2; 16], entry(6, 0))].into());
        assert_eq!(decode(&bytes).map(|e| e.len()), Some(2));
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert!(decode(&damaged).is_none(), "byte {at}");
            assert!(decode(&bytes[..at]).is_none(), "cut at {at}");
        }
    }

    #[test]
    fn what_was_unused_for_longest_goes_first() {
        let entries = (0..200_u8).map(|i| ([i; 16], entry(u32::from(i), MAX_BYTES / 100))).collect();
        let kept = decode(&encode(entries)).unwrap();
        assert!((90..100).contains(&kept.len()), "{}", kept.len());
        assert!(kept.values().all(|e| e.used > 100));
    }
}
