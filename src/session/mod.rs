//! The one way in: a session holds open articles under one set of settings, takes edits, and reports. Every command and every
//! server reads articles through it, so that configuration, suppression, baseline and languages hold alike in all of them.
//!
//! ```
//! use copydesk::session::{Cancel, Input, Session, Settings};
//! let session = Session::new(Settings::default())?;
//! let article = session.open(Input::text("draft.txt", "The ministers of both the countries met in Nairobi on Monday."))?;
//! let report = session.check(article, &Cancel::default())?;
//! assert_eq!(report.diagnostics[0].rule, "both-the");
//! # Ok::<(), copydesk::session::Error>(())
//! ```

mod error;
mod input;
mod original;
mod read;
mod report;
mod settings;

pub use crate::config::records;
pub use crate::{engine::Cancel, fix::Edit};
pub use error::{Error, reason};
pub use input::Input;
pub use original::{BESIDE, Original};
pub use read::Wanted;
pub use report::{ArticleReport, FileReport, Piece, Problem, Stretch, count, grouped};
pub use settings::{Configuration, Settings};

use crate::{
    analysis::BlockCache,
    config::{self, ConfigFault, FileSettings, Project, Projects},
    diagnostic::{Applicability, Diagnostic, Group},
    document::{self, Document, Format},
    fix,
    ledger::Across,
    rule::RuleMeta,
    source::Source,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

/// An article, or a file of several, that a session holds open. Another session's handles mean nothing to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(u64);

/// Keeps what checking gave from one run to the next.
pub trait Store: Send + Sync {
    /// What checking a file gave, if it is known.
    fn get(&self, source: &Source, project: &Project, settings: &FileSettings) -> Option<FileReport>;

    /// Keeps what checking gave.
    fn put(&self, source: &Source, project: &Project, settings: &FileSettings, report: &FileReport);
}

/// An open file: all that reading it needs. What is read at one moment stays as it is while edits come in.
#[derive(Clone)]
struct File {
    source: Arc<Source>,
    /// From the root on: says what configuration it has.
    place: PathBuf,
    /// The format that it was opened with, where one was named.
    named: Option<Format>,
    /// The text that it was translated from, where it came with it.
    beside: Option<Arc<str>>,
    prepared: Arc<Prepared>,
}

/// What holds for a file.
struct Prepared {
    project: Arc<Project>,
    settings: FileSettings,
    format: Format,
    /// Stands for all that the findings of rules in a block hang on beside the block, where they are kept.
    keep: Option<u64>,
}

/// Bytes of text of which what is known is kept while articles are edited: some hundred articles.
const BLOCKS: usize = 2 << 20;

/// Open articles under one set of settings. Shared by threads.
pub struct Session {
    settings: Settings,
    projects: RwLock<Arc<Projects>>,
    across: RwLock<Option<Arc<Across>>>,
    files: Mutex<HashMap<Handle, File>>,
    next: AtomicU64,
    store: Option<Arc<dyn Store>>,
    blocks: Option<BlockCache>,
}

impl Session {
    /// A session with nothing open.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] where a setting has a value that it can't have.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        settings.validate()?;
        let projects = RwLock::new(Arc::new(settings.configuration.projects()));
        let blocks = settings.incremental.then(|| BlockCache::new(BLOCKS));
        Ok(Self { blocks, settings, projects, across: RwLock::default(), files: Mutex::default(), next: AtomicU64::new(0), store: None })
    }

    /// The same, with what checking gave kept from one run to the next.
    #[must_use]
    pub fn with_store(mut self, store: Arc<dyn Store>) -> Self {
        self.store = Some(store);
        self
    }

    /// A session with other settings and nothing open, under the configuration that this one has read.
    ///
    /// # Errors
    /// Those of [`Self::new`].
    pub fn beside(&self, settings: Settings) -> Result<Self, Error> {
        settings.validate()?;
        let blocks = settings.incremental.then(|| BlockCache::new(BLOCKS));
        let (projects, across) = (RwLock::new(self.projects()), RwLock::default());
        Ok(Self { blocks, settings, projects, across, files: Mutex::default(), next: AtomicU64::new(0), store: None })
    }

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Opens an article.
    ///
    /// # Errors
    /// [`Error::UnknownFormat`], [`Error::Io`], [`Error::TooLarge`] or [`Error::NotText`] where it can't be read.
    pub fn open(&self, input: Input) -> Result<Handle, Error> {
        let Input { path, place, content, format, beside } = input;
        let prepared = self.prepare(&place, &path, format);
        let extension = Path::new(&path).extension().and_then(|e| e.to_str()).unwrap_or_default();
        let named = prepared.settings.format.or(format).or(Format::of_extension(&path)).is_some();
        if !named && !extension.is_empty() && !prepared.project.extensions.contains(&extension.to_ascii_lowercase()) {
            return Err(Error::UnknownFormat(extension.to_owned()));
        }
        let source = Arc::new(content.read(path, prepared.settings.max_file_size, prepared.format)?);
        let handle = Handle(self.next.fetch_add(1, Ordering::Relaxed));
        self.files().insert(handle, File { source, place, named: format, beside, prepared: Arc::new(prepared) });
        Ok(handle)
    }

    /// Makes edits, each in the text that those before it have left. Where one can't be made, none is.
    ///
    /// # Errors
    /// [`Error::Outside`] where a range does not lie in the text or cuts a character; [`Error::TooLarge`]; [`Error::Closed`].
    pub fn edit(&self, handle: Handle, edits: &[Edit]) -> Result<(), Error> {
        let mut files = self.files();
        let file = files.get_mut(&handle).ok_or(Error::Closed)?;
        file.source = Arc::new(input::edited(&file.source, edits, file.prepared.settings.max_file_size)?);
        Ok(())
    }

    /// Closes an article and gives its text; `None` if it is not open.
    pub fn close(&self, handle: Handle) -> Option<Arc<Source>> {
        self.files().remove(&handle).map(|f| f.source)
    }

    /// An open article's text as it is now.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn source(&self, handle: Handle) -> Result<Arc<Source>, Error> {
        self.file(handle).map(|f| f.source)
    }

    /// The format in which an open article is read.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn format(&self, handle: Handle) -> Result<Format, Error> {
        self.file(handle).map(|f| f.prepared.format)
    }

    /// Reports on an open article: every rule that its configuration runs, without what suppressions and the baseline hide. A rule's
    /// panic is a problem in the report.
    ///
    /// # Errors
    /// [`Error::Cancelled`] once `cancel` says so; [`Error::Closed`].
    pub fn check(&self, handle: Handle, cancel: &Cancel) -> Result<FileReport, Error> {
        self.read(handle, Wanted::CHECK, cancel)
    }

    /// The same for what is wanted of the article.
    ///
    /// # Errors
    /// Those of [`Self::check`].
    pub fn read(&self, handle: Handle, wanted: Wanted, cancel: &Cancel) -> Result<FileReport, Error> {
        let file = self.file(handle)?;
        read::read(self, &file, wanted, cancel).ok_or(Error::Cancelled)
    }

    /// The edits that follow the first suggestion of each diagnostic that is at most as bold as `boldest`: those that touch no other,
    /// are not in the way of markup, and leave the rest as it was. They are ordered from the last to the first, so that
    /// [`Self::edit`] can make them one after the other. `source` is the text that the diagnostics are of.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn fixes(&self, handle: Handle, source: &Source, diagnostics: &[Diagnostic], boldest: Applicability) -> Result<Vec<Edit>, Error> {
        let prepared = self.file(handle)?.prepared;
        let mut edits = fix::edits(source, prepared.format, &prepared.settings.fields, diagnostics, boldest);
        edits.reverse();
        Ok(edits)
    }

    /// The articles of a text, as an open file's format and settings have them read.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn documents(&self, handle: Handle, source: &Source) -> Result<Vec<Document>, Error> {
        let prepared = self.file(handle)?.prepared;
        Ok(document::parse_fields(source, prepared.format, &prepared.settings.fields))
    }

    /// The configuration of an open article.
    ///
    /// # Errors
    /// [`Error::Closed`].
    pub fn project_of(&self, handle: Handle) -> Result<Arc<Project>, Error> {
        self.file(handle).map(|f| Arc::clone(&f.prepared.project))
    }

    /// What holds for the file at an absolute path: its configuration, and over it the session's settings.
    pub fn settings_of(&self, place: &Path) -> FileSettings {
        let across = self.across.read().unwrap_or_else(PoisonError::into_inner).clone();
        FileSettings { across, ..self.settings.over(self.project(place).settings(place)) }
    }

    /// The configuration of the file at an absolute path.
    pub fn project(&self, place: &Path) -> Arc<Project> {
        self.projects().of(place)
    }

    /// What is wrong in the configurations that were met so far.
    pub fn faults(&self) -> Vec<ConfigFault> {
        self.projects().faults()
    }

    /// Reads all configuration anew, for open articles too.
    pub fn reload(&self) {
        *self.projects.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(self.settings.configuration.projects());
        self.prepare_again();
    }

    /// From now on names are compared with what other articles spell another way.
    pub fn compare_with(&self, across: Arc<Across>) {
        *self.across.write().unwrap_or_else(PoisonError::into_inner) = Some(across);
        self.prepare_again();
    }

    /// The records of all that can be reported on the files at these absolute paths and in the current folder, by id.
    ///
    /// # Errors
    /// [`Error::UnknownRule`] where the session's settings select or ignore what none of them is called.
    pub fn rules(&self, places: &[PathBuf]) -> Result<Vec<RuleMeta>, Error> {
        let mut metas: BTreeMap<String, RuleMeta> = BTreeMap::new();
        let mut seen: BTreeSet<Option<PathBuf>> = BTreeSet::new();
        let here = config::absolute(Path::new("x"));
        for place in places.iter().chain([&here]) {
            let project = self.project(place);
            if seen.insert(project.file.clone()) {
                metas.extend(records(&project.linter).map(|m| (m.id.to_string(), m.clone())));
            }
        }
        let groups = Group::ALL.iter().map(|g| g.as_str()).chain(["all"]);
        let choice = &self.settings.choice;
        for name in choice.select.iter().flatten().chain(&choice.ignore) {
            if !metas.contains_key(name) && !groups.clone().any(|g| g == name) {
                let near = config::nearest(name, metas.keys().map(String::as_str).chain(groups.clone()));
                return Err(Error::UnknownRule { name: name.clone(), nearest: near.map(str::to_owned) });
            }
        }
        Ok(metas.into_values().collect())
    }

    fn projects(&self) -> Arc<Projects> {
        Arc::clone(&self.projects.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn files(&self) -> std::sync::MutexGuard<'_, HashMap<Handle, File>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self, handle: Handle) -> Result<File, Error> {
        self.files().get(&handle).cloned().ok_or(Error::Closed)
    }

    fn prepare(&self, place: &Path, path: &str, named: Option<Format>) -> Prepared {
        let settings = self.settings_of(place);
        let format = named.or(settings.format).unwrap_or_else(|| Format::of_path(path));
        let project = self.project(place);
        let keep = self.blocks.as_ref().map(|_| {
            let mut hash = blake3::Hasher::new();
            hash.update(&project.key);
            hash.update(format!("{settings:?}").as_bytes());
            hash.finalize().as_bytes().first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
        });
        Prepared { project, settings, format, keep }
    }

    fn prepare_again(&self) {
        for file in self.files().values_mut() {
            file.prepared = Arc::new(self.prepare(&file.place, file.source.path(), file.named));
        }
    }
}
