//! A baseline: findings in old content that are known and not reported again. Each is kept by its file, its rule and a hash
//! of its sentence, with a count, so that moved and rewrapped lines change nothing.

use crate::diagnostic::Diagnostic;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Baselines above this many bytes are refused.
const MAX_BYTES: u64 = 256 << 20;
/// The version of the file's layout.
const VERSION: u32 = 1;

/// The file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    version: u32,
    entries: Vec<Entry>,
}

/// A finding that is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The article, from the baseline's folder on, with `/`.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The diagnostic's fingerprint: a hash of the rule, the marked text and the words of its sentence.
    pub fingerprint: String,
    /// The marked text, for whoever reads the file.
    pub text: String,
    /// How often it stands there.
    pub count: usize,
}

/// A baseline, being matched or being made.
#[derive(Debug)]
pub struct Baseline {
    folder: PathBuf,
    /// By file and fingerprint.
    entries: BTreeMap<(String, String), Entry>,
    matched: Mutex<Matched>,
}

/// The files that were compared with it, and how often each of their known findings was found when they were compared last.
#[derive(Debug, Default)]
struct Matched {
    files: BTreeSet<String>,
    counts: BTreeMap<(String, String), usize>,
}

impl Baseline {
    /// An empty one, for a file at an absolute path.
    pub fn new(file: &Path) -> Self {
        let folder = file.parent().unwrap_or(Path::new("")).to_path_buf();
        Self { folder, entries: BTreeMap::new(), matched: Mutex::default() }
    }

    /// Reads one.
    ///
    /// # Errors
    /// In words: the file can't be read or is no baseline.
    pub fn load(file: &Path) -> Result<Self, String> {
        let reason = |e: std::io::Error| match e.kind() {
            std::io::ErrorKind::NotFound => "no such file; --write-baseline makes one".to_owned(),
            _ => e.to_string(),
        };
        let size = fs::metadata(file).map_err(reason)?.len();
        if size > MAX_BYTES {
            return Err(format!("larger than the {MAX_BYTES} bytes that a baseline may have"));
        }
        let bytes = fs::read(file).map_err(reason)?;
        let stored: Stored = serde_json::from_slice(&bytes).map_err(|e| format!("no baseline: {e}"))?;
        if stored.version != VERSION {
            return Err(format!("a baseline of version {}; this copydesk reads version {VERSION}", stored.version));
        }
        let mut baseline = Self::new(file);
        for entry in stored.entries {
            baseline.entries.insert((entry.path.clone(), entry.fingerprint.clone()), entry);
        }
        Ok(baseline)
    }

    fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }

    /// Adds a finding in the file at an absolute path.
    pub fn add(&mut self, path: &Path, d: &Diagnostic) {
        let name = self.name(path);
        let entry = self.entries.entry((name.clone(), d.fingerprint.clone())).or_insert_with(|| Entry {
            path: name,
            rule: d.rule.to_string(),
            fingerprint: d.fingerprint.clone(),
            text: d.text.clone(),
            count: 0,
        });
        entry.count += 1;
    }

    /// Takes the known ones out of the findings in the file at an absolute path; each entry counts as often as it says. A file may
    /// be compared again: then the last time counts.
    pub fn hide(&self, path: &Path, diagnostics: &mut Vec<Diagnostic>) {
        let name = self.name(path);
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        diagnostics.retain(|d| {
            let key = (name.clone(), d.fingerprint.clone());
            let Some(entry) = self.entries.get(&key) else { return true };
            let count = counts.entry(key).or_default();
            let known = *count < entry.count;
            *count += usize::from(known);
            !known
        });
        let mut matched = self.matched.lock().unwrap_or_else(PoisonError::into_inner);
        if !matched.files.insert(name.clone()) {
            matched.counts.retain(|(file, _), _| *file != name);
        }
        matched.counts.extend(counts);
    }

    /// The entries that nothing matched: in files that were compared or are gone. Each counts what is left of it.
    pub fn stale(&self) -> Vec<Entry> {
        let matched = self.matched.lock().unwrap_or_else(PoisonError::into_inner);
        let gone = |path: &str| !self.folder.join(path).exists();
        let left = |(key, entry): (&(String, String), &Entry)| {
            let count = entry.count.saturating_sub(matched.counts.get(key).copied().unwrap_or(0));
            (count > 0).then(|| Entry { count, ..entry.clone() })
        };
        let stale = self.entries.iter().filter_map(left);
        stale.filter(|e| matched.files.contains(&e.path) || gone(&e.path)).collect()
    }

    /// Writes it, ordered, in one step.
    ///
    /// # Errors
    /// Those of the file system.
    #[cfg(feature = "cli")]
    pub fn write(&self, file: &Path) -> std::io::Result<usize> {
        use std::io::Write as _;
        let entries: Vec<Entry> = self.entries.values().cloned().collect();
        let count = entries.iter().map(|e| e.count).sum();
        let mut temporary =
            tempfile::NamedTempFile::new_in(if self.folder.as_os_str().is_empty() { Path::new(".") } else { &self.folder })?;
        serde_json::to_writer_pretty(&mut temporary, &Stored { version: VERSION, entries })?;
        temporary.write_all(b"\n")?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(file).map_or(0o644, |m| m.permissions().mode());
            temporary.as_file().set_permissions(fs::Permissions::from_mode(mode))?;
        }
        temporary.persist(file)?;
        Ok(count)
    }
}
