//! Finds the nearest configuration above a file, and what it extends. Each file is read once.

use super::{
    ConfigFault, Fault, Names, Project,
    load::{Loaded, load},
    nearest,
    settings::{Layer, globs, records},
};
use crate::{
    bitext::Glossary,
    diagnostic::Group,
    document,
    engine::{Linter, Options},
    lexicon::HouseNames,
    rule::Rule,
    rules::{self, declarative},
    source::Source,
    span::FileSpan,
};
use std::{
    collections::{BTreeSet, HashMap},
    env, fs,
    io::Read,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// The names of a configuration file; the first that is there counts.
pub const NAMES: [&str; 2] = ["copydesk.toml", ".copydesk.toml"];

/// Files that one configuration may extend, one through another.
const MAX_FILES: usize = 32;

/// Every configuration that a run meets.
pub struct Projects {
    /// The one that holds for all files, instead of the nearest above each.
    fixed: Option<Arc<Project>>,
    state: Mutex<State>,
}

struct State {
    /// The nearest configuration file of each folder.
    folders: HashMap<PathBuf, Option<PathBuf>>,
    files: HashMap<PathBuf, Arc<Project>>,
    default: Arc<Project>,
    faults: Vec<ConfigFault>,
}

impl Projects {
    /// The nearest configuration above each article.
    pub fn nearest() -> Self {
        Self { fixed: None, state: Mutex::new(State::new()) }
    }

    /// No configuration.
    pub fn none() -> Self {
        let state = State::new();
        Self { fixed: Some(Arc::clone(&state.default)), state: Mutex::new(state) }
    }

    /// One configuration for all.
    pub fn fixed(file: &Path) -> Self {
        let mut state = State::new();
        Self { fixed: Some(state.read(&absolute(file))), state: Mutex::new(state) }
    }

    /// What was wrong in the files read so far.
    pub fn faults(&self) -> Vec<ConfigFault> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).faults.clone()
    }

    /// The configuration of the file at an absolute path.
    pub fn of(&self, path: &Path) -> Arc<Project> {
        if let Some(project) = &self.fixed {
            return Arc::clone(project);
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match path.parent().and_then(|folder| state.file_of(folder)) {
            Some(file) => state.read(&file),
            None => Arc::clone(&state.default),
        }
    }
}

impl State {
    fn new() -> Self {
        let linter = Arc::new(Linter::new(rules::all(), Options::default()));
        let default = Arc::new(Project::new(None, linter, [0; 32], Vec::new()));
        Self { folders: HashMap::new(), files: HashMap::new(), default, faults: Vec::new() }
    }

    /// The nearest configuration file in or above a folder.
    fn file_of(&mut self, folder: &Path) -> Option<PathBuf> {
        if let Some(known) = self.folders.get(folder) {
            return known.clone();
        }
        let here = NAMES.iter().map(|n| folder.join(n)).find(|p| p.is_file());
        let file = here.or_else(|| folder.parent().and_then(|up| self.file_of(up)));
        self.folders.insert(folder.to_path_buf(), file.clone());
        file
    }

    /// Reads a configuration file with all that it extends.
    fn read(&mut self, file: &Path) -> Arc<Project> {
        if let Some(known) = self.files.get(file) {
            return Arc::clone(known);
        }
        let mut reading = Reading {
            root: root_of(file),
            loaded: Vec::new(),
            open: Vec::new(),
            faults: Vec::new(),
            key: blake3::Hasher::new(),
            lists: BTreeSet::new(),
        };
        reading.file(file);
        let project = Arc::new(reading.project(file, &self.default.linter));
        self.faults.append(&mut reading.faults);
        self.files.insert(file.to_path_buf(), Arc::clone(&project));
        project
    }
}

/// The folder that a configuration must not lead out of: the repository, or where there is none the outermost folder that
/// has a configuration or is the current one.
fn root_of(file: &Path) -> PathBuf {
    let folder = file.parent().unwrap_or(Path::new("."));
    let has = |p: &Path, names: &[&str]| names.iter().any(|n| p.join(n).exists());
    let current = env::current_dir().ok();
    let repository = folder.ancestors().find(|p| has(p, &[".git", ".hg"]));
    let outermost = || folder.ancestors().filter(|p| has(p, &NAMES) || current.as_deref() == Some(*p)).last();
    let root = repository.or_else(outermost).unwrap_or(folder);
    fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf())
}

/// One configuration while it is put together.
struct Reading {
    root: PathBuf,
    /// What is extended comes before what extends it.
    loaded: Vec<(PathBuf, Loaded)>,
    open: Vec<PathBuf>,
    faults: Vec<ConfigFault>,
    /// Takes in the bytes of all that is read.
    key: blake3::Hasher,
    /// The files of names that were read.
    lists: BTreeSet<PathBuf>,
}

impl Reading {
    /// Reads a file and, before it, what it extends. Gives the reason where it can't be.
    fn file(&mut self, path: &Path) {
        if let Err(message) = self.try_file(path) {
            self.faults.push(ConfigFault::File { path: path.to_path_buf(), message });
        }
    }

    fn try_file(&mut self, path: &Path) -> Result<(), String> {
        let real = fs::canonicalize(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => "no such file".to_owned(),
            _ => e.to_string(),
        })?;
        if self.open.contains(&real) {
            return Err("extends itself".to_owned());
        }
        if self.loaded.iter().any(|(p, _)| p == path) {
            return Ok(());
        }
        if self.loaded.len() + self.open.len() >= MAX_FILES {
            return Err(format!("more than {MAX_FILES} files are extended"));
        }
        let mut loaded = load(&real, shown(path))?;
        self.key.update(blake3::hash(loaded.source.text().as_bytes()).as_bytes());
        self.open.push(real.clone());
        for other in loaded.config.extends.clone() {
            let inner = self.inside(path, &other).and_then(|p| self.try_file(&p));
            if let Err(message) = inner {
                loaded.faults.push(fault_at(&loaded.paths, &other, format!("can't extend {other}: {message}")));
            }
        }
        self.open.pop();
        self.loaded.push((path.to_path_buf(), loaded));
        Ok(())
    }

    /// The path that a configuration file names, which must not leave the project.
    fn inside(&self, file: &Path, name: &str) -> Result<PathBuf, String> {
        let path = file.parent().unwrap_or(Path::new(".")).join(name);
        let real = fs::canonicalize(&path).map_err(|_| "no such file or folder".to_owned())?;
        if real.starts_with(&self.root) { Ok(absolute(&path)) } else { Err(format!("outside of the project {}", shown(&self.root))) }
    }

    /// The rules in a folder; what is wrong in them is told with its place.
    fn own_rules(&mut self, folder: &Path) -> Vec<Box<dyn Rule>> {
        let (own, problems) = declarative::load_folder(folder);
        self.key.update(&declarative::folder_key(folder));
        for p in problems {
            let text = fs::read(&p.path).ok().and_then(|bytes| Source::from_bytes(shown(&p.path), bytes).ok());
            self.faults.push(match text {
                Some(source) => {
                    let fault = Fault { span: FileSpan::new(p.span.start, p.span.end), message: p.message, help: None };
                    ConfigFault::Place { source: Arc::new(source), fault }
                }
                None => ConfigFault::File { path: p.path, message: p.message },
            });
        }
        own
    }

    /// The names that a table settles: those of its files, and over them its own.
    fn names(&mut self, file: &Path, table: &Names, loaded: &mut Loaded) -> HouseNames {
        let mut names = HouseNames::default();
        for name in &table.files {
            match self.inside(file, name).and_then(|path| read_names(&path).map(|source| (path, source))) {
                Ok((path, source)) => {
                    let table = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
                    self.lists.insert(path);
                    self.key.update(blake3::hash(source.text().as_bytes()).as_bytes());
                    for (at, why) in if table { names.read_table(source.text()) } else { names.read(source.text()) } {
                        let line = source.text().get(at..).and_then(|t| t.lines().next()).map_or(0, str::len);
                        let fault = Fault { span: FileSpan::new(at, at + line), message: why.to_string(), help: None };
                        self.faults.push(ConfigFault::Place { source: Arc::clone(&source), fault });
                    }
                }
                Err(message) => loaded.faults.push(fault_at(&loaded.paths, name, format!("can't read names from {name}: {message}"))),
            }
        }
        let mut own = HouseNames::default();
        let mut wrong = Vec::new();
        for (right, variants) in &table.prefer {
            wrong.extend(own.accept(right).err().map(|why| (right, why)));
            wrong.extend(variants.iter().filter_map(|v| own.prefer(right, v).err().map(|why| (v, why))));
        }
        wrong.extend(table.accept.iter().filter_map(|name| own.accept(name).err().map(|why| (name, why))));
        loaded.faults.extend(wrong.into_iter().map(|(name, why)| fault_at(&loaded.paths, name, format!("`{name}`: {why}"))));
        names.extend(&own);
        names
    }

    /// The terms of the glossaries that a file names.
    fn glossary(&mut self, file: &Path, loaded: &mut Loaded) -> Glossary {
        let mut glossary = Glossary::default();
        let language = loaded.config.source.language.clone();
        for name in loaded.config.source.glossary.clone() {
            match self.inside(file, &name).and_then(|path| read_names(&path).map(|source| (path, source))) {
                Ok((path, source)) => {
                    self.lists.insert(path);
                    self.key.update(blake3::hash(source.text().as_bytes()).as_bytes());
                    let (terms, problems) = document::read_terms(&source, language.as_deref());
                    terms.into_iter().for_each(|(term, targets)| glossary.add(&term, targets));
                    for problem in problems {
                        let fault = Fault { span: problem.span, message: problem.message, help: None };
                        self.faults.push(ConfigFault::Place { source: Arc::clone(&source), fault });
                    }
                }
                Err(message) => loaded.faults.push(fault_at(&loaded.paths, &name, format!("can't read terms from {name}: {message}"))),
            }
        }
        glossary
    }

    /// Puts it together: rules, patterns, and a fault for each name that no rule has.
    fn project(&mut self, file: &Path, builtin: &Arc<Linter>) -> Project {
        let mut known: BTreeSet<String> = Group::ALL.iter().map(|g| g.as_str().to_owned()).chain(["all".to_owned()]).collect();
        let mut layers = Vec::new();
        let mut files = std::mem::take(&mut self.loaded);
        let mut own = Vec::new();
        for (path, loaded) in &mut files {
            for name in &loaded.config.rules {
                match self.inside(path, name) {
                    Ok(folder) => own.extend(self.own_rules(&folder)),
                    Err(message) => loaded.faults.push(fault_at(&loaded.paths, name, format!("can't read rules from {name}: {message}"))),
                }
            }
        }
        let linter =
            if own.is_empty() { Arc::clone(builtin) } else { Arc::new(Linter::new(with_own(own, &mut self.faults), Options::default())) };
        known.extend(records(&linter).map(|meta| meta.id.to_string()));
        for (path, mut loaded) in files {
            for (name, span) in &loaded.names {
                if !known.contains(name) {
                    let help = nearest(name, known.iter().map(String::as_str)).map(|n| format!("did you mean `{n}`?"));
                    let message = format!("no rule or group is called `{name}`");
                    loaded.faults.push(Fault { span: FileSpan::new(span.start, span.end), message, help });
                }
            }
            let base = path.parent().unwrap_or(Path::new(".")).to_path_buf();
            let mut wrong = Vec::new();
            let exclude = globs(&loaded.config.exclude, &mut wrong);
            let overrides = loaded.config.overrides.iter().map(|o| globs(&o.paths, &mut wrong)).collect();
            for (pattern, reason) in wrong {
                loaded.faults.push(fault_at(&loaded.paths, &pattern, reason));
            }
            let names = self.names(&path, &loaded.config.names.clone(), &mut loaded);
            let own: Vec<Names> = loaded.config.overrides.iter().map(|o| o.names.clone()).collect();
            let override_names = own.iter().map(|n| self.names(&path, n, &mut loaded)).collect();
            let glossary = Arc::new(self.glossary(&path, &mut loaded));
            loaded.faults.sort_by_key(|f| f.span);
            let source = loaded.source;
            self.faults.extend(loaded.faults.into_iter().map(|fault| ConfigFault::Place { source: Arc::clone(&source), fault }));
            layers.push(Layer { base, config: loaded.config, exclude, overrides, names, override_names, glossary });
        }
        let mut project = Project::new(Some(file.to_path_buf()), linter, *self.key.finalize().as_bytes(), layers);
        project.lists = std::mem::take(&mut self.lists);
        project
    }
}

/// The rules of copydesk with a project's own, which take the place of those that have their names; of two own ones the first stays.
fn with_own(own: Vec<Box<dyn Rule>>, faults: &mut Vec<ConfigFault>) -> Vec<Box<dyn Rule>> {
    let mut kept: Vec<Box<dyn Rule>> = Vec::new();
    for rule in own {
        let id = &rule.meta().id;
        if kept.iter().any(|r| r.meta().id == *id) {
            let message = format!("a rule called `{id}` is already there");
            faults.push(ConfigFault::File { path: PathBuf::from(format!("{id}.toml")), message });
        } else {
            kept.push(rule);
        }
    }
    rules::all_with(kept)
}

/// Files of names above this many bytes are refused.
const MAX_NAMES: u64 = 8 << 20;

/// The text of a file of names.
fn read_names(path: &Path) -> Result<Arc<Source>, String> {
    let file = fs::File::open(path).map_err(|e| e.to_string())?;
    if !file.metadata().map_err(|e| e.to_string())?.is_file() {
        return Err("not a file".to_owned());
    }
    let mut bytes = Vec::new();
    file.take(MAX_NAMES + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    if bytes.len() as u64 > MAX_NAMES {
        return Err(format!("larger than the {MAX_NAMES} bytes that a file of names may have"));
    }
    Source::from_bytes(shown(path), bytes).map(Arc::new).map_err(|e| e.to_string())
}

fn fault_at(places: &[(String, std::ops::Range<usize>)], name: &str, message: String) -> Fault {
    let span = places.iter().find(|(n, _)| n == name).map_or(0..0, |(_, s)| s.clone());
    Fault { span: FileSpan::new(span.start, span.end), message, help: None }
}

/// A path as it is shown: from the current folder, where it lies below.
fn shown(path: &Path) -> String {
    let current = env::current_dir().unwrap_or_default();
    path.strip_prefix(&current).unwrap_or(path).to_string_lossy().into_owned()
}

/// A path from the current folder, where it lies below.
pub fn shown_path(path: &Path) -> PathBuf {
    PathBuf::from(shown(path))
}

/// A path from the root on, without `.` and `..`; links are not resolved.
pub fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut out = PathBuf::new();
    for part in full.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}
