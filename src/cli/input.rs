//! Which files are read: the ones named, and in folders the articles among those that .gitignore leaves.

use super::{
    cache::Cache,
    check::{in_line, show_faults},
    terminal::Colour,
};
pub use crate::session::reason;
use crate::{
    analysis::Language,
    config::{self, Choice},
    desk::Desk,
    diagnostic::Severity,
    document::Format,
    report::{FileReport, Problem},
    session::{self, Cancel, Configuration, Error, Original, Session, Settings, Wanted},
};
use clap::{Args, ValueHint};
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs, io,
    mem::ManuallyDrop,
    path::{Path, PathBuf},
    str::FromStr,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// The path as it is shown: as it was given, or below the folder that was given.
    pub shown: String,
    /// The path.
    pub path: PathBuf,
    /// Whether it was named itself, and is read whatever it is called.
    pub named: bool,
}

/// The path as it is shown.
pub fn shown(path: &Path) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

fn problem(path: &Path, message: impl ToString) -> Problem {
    Problem { path: shown(path), at: None, message: message.to_string(), warning: false }
}

/// Everything that `paths` name, ordered by shown path, each file once; and what could not be looked at.
/// `wanted` says of a file in a folder whether it is an article.
pub fn collect(paths: &[PathBuf], threads: usize, wanted: &(dyn Fn(&Path) -> bool + Sync)) -> (Vec<Input>, Vec<Problem>) {
    let mut found: BTreeMap<PathBuf, Input> = BTreeMap::new();
    let mut problems = Vec::new();
    let mut add = |path: PathBuf, named| {
        let input = Input { shown: shown(&path), path: path.clone(), named };
        let plain = path.strip_prefix("./").map(Path::to_path_buf).unwrap_or(path);
        found.entry(plain).and_modify(|i| i.named |= named).or_insert(input);
    };
    for path in paths {
        if path.as_os_str() == STDIN {
            add(path.clone(), true);
            continue;
        }
        match fs::metadata(path) {
            Err(e) => problems.push(problem(path, reason(&e))),
            Ok(data) if data.is_dir() => {
                let (files, wrong) = walk(path, threads, wanted);
                files.into_iter().for_each(|f| add(f, false));
                problems.extend(wrong);
            }
            Ok(_) => add(path.clone(), true),
        }
    }
    let mut inputs: Vec<Input> = found.into_values().collect();
    inputs.sort();
    problems.sort_by(|a: &Problem, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
    (inputs, problems)
}

/// The articles below a folder.
fn walk(root: &Path, threads: usize, wanted: &(dyn Fn(&Path) -> bool + Sync)) -> (Vec<PathBuf>, Vec<Problem>) {
    let result = Mutex::new((Vec::new(), Vec::new()));
    let real_root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    // Ignore files count where there is no git repository, too: a folder of articles need not be one.
    let walker = WalkBuilder::new(root).require_git(false).threads(threads).build_parallel();
    walker.run(|| {
        Box::new(|entry| {
            let (file, wrong) = match entry {
                Ok(entry) if entry.path_is_symlink() && entry.depth() > 0 => (None, link(&entry, &real_root, wanted)),
                Ok(entry) => {
                    let article = entry.file_type().is_some_and(|t| t.is_file()) && wanted(entry.path());
                    (article.then(|| entry.into_path()), None)
                }
                Err(e) => (None, Some(walk_problem(root, &e))),
            };
            let mut result = result.lock().unwrap_or_else(PoisonError::into_inner);
            result.0.extend(file);
            result.1.extend(wrong);
            WalkState::Continue
        })
    });
    result.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Symbolic links in folders are not followed: what they point to inside the folder is read there, and what is outside was
/// not asked for. One that leads nowhere or back to its own folder is told of.
fn link(entry: &DirEntry, root: &Path, wanted: &(dyn Fn(&Path) -> bool + Sync)) -> Option<Problem> {
    let path = entry.path();
    match fs::canonicalize(path) {
        Ok(target) => {
            let own = path.parent().and_then(|p| fs::canonicalize(p).ok())?;
            let circular = own.starts_with(&target) && target.starts_with(root);
            circular.then(|| problem(path, format!("symbolic link to its own folder {} is not followed", shown(&target))))
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => wanted(path).then(|| problem(path, "symbolic link to a file that is not there")),
        Err(e) => Some(problem(path, reason(&e))),
    }
}

fn walk_problem(root: &Path, error: &ignore::Error) -> Problem {
    /// The path that an error is about, where it names one.
    fn place(error: &ignore::Error) -> Option<&Path> {
        match error {
            ignore::Error::WithPath { path, .. } => Some(path),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
            ignore::Error::Partial(errors) => errors.iter().find_map(place),
            _ => None,
        }
    }
    let message = error.io_error().map_or_else(|| error.to_string(), reason);
    problem(place(error).unwrap_or(root), message)
}

/// Reads a language's code.
pub fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "no language that is known here; give an ISO 639 code such as en".to_owned())
}

/// Reads a share.
pub fn share<T: FromStr + PartialOrd + From<u8>>(text: &str) -> Result<T, String> {
    text.parse().ok().filter(|n| (T::from(0)..=T::from(1)).contains(n)).ok_or_else(|| "not a number from 0 to 1".to_owned())
}

/// Reads a severity.
pub fn severity(text: &str) -> Result<Severity, String> {
    [Severity::Info, Severity::Warning, Severity::Error]
        .into_iter()
        .find(|s| s.as_str() == text)
        .ok_or_else(|| "not one of info, warning, error".to_owned())
}

/// Which rules run.
#[derive(Args, Clone)]
pub struct Chosen {
    /// Run only these rules or groups of rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules or groups of rules out
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
}

impl From<Chosen> for Choice {
    fn from(Chosen { select, ignore }: Chosen) -> Self {
        Self { select: (!select.is_empty()).then_some(select), ignore }
    }
}

/// Reads a format's name.
pub fn format(text: &str) -> Result<Format, String> {
    Format::from_name(text).ok_or_else(|| format!("not one of {}", Format::usual_names().collect::<Vec<_>>().join(", ")))
}

/// What files hold.
#[derive(Args, Clone, Copy)]
pub struct Held {
    /// What the files hold, whatever they are called: plain, markdown, html, json, po, xliff, docx and the other formats that are read
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub format_of: Option<Format>,
}

/// The texts that articles were translated from.
#[derive(Args)]
pub struct Sourced {
    /// Read the article beside the text it was translated from, and report where they disagree. {path} stands for the article's path,
    /// {name} for its file's name and {stem} for that without its extension, so that many have theirs
    #[arg(long, value_name = "FILE")]
    source: Option<String>,
    /// The language of that text as an ISO 639 code, instead of a guess
    #[arg(long, value_name = "CODE", value_parser = language, requires = "source")]
    source_language: Option<Language>,
}

impl Sourced {
    /// Where the texts are.
    pub fn original(&self) -> Option<Original> {
        self.source.clone().map(|pattern| Original { pattern, language: self.source_language })
    }
}

/// Where configuration comes from.
#[derive(Args)]
pub struct Configured {
    /// Use this configuration file instead of the nearest
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "no_config")]
    config: Option<PathBuf>,
    /// Ignore every configuration file
    #[arg(long)]
    no_config: bool,
}

impl Configured {
    /// The same for a session.
    pub fn configuration(&self) -> Configuration {
        match &self.config {
            _ if self.no_config => Configuration::None,
            Some(file) => Configuration::File(file.clone()),
            None => Configuration::Nearest,
        }
    }
}

/// What every command takes that reads many articles.
#[derive(Args)]
pub struct ReadingArguments {
    /// The articles' language as an ISO 639 code, instead of a guess
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub language: Option<Language>,
    /// How many threads read files; all cores by default
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    #[command(flatten)]
    configured: Configured,
}

impl ReadingArguments {
    /// A session's settings, of which these are a part.
    pub fn settings(&self) -> Settings {
        Settings { configuration: self.configured.configuration(), language: self.language, threads: self.threads(), ..Settings::default() }
    }

    /// Whether every configuration file is ignored.
    pub fn ignores_configuration(&self) -> bool {
        self.configured.no_config
    }

    /// How many threads to work with.
    pub fn threads(&self) -> usize {
        threads(self.threads)
    }
}

impl Input {
    /// Where it stands, from the root on, which says what configuration it has, and how it is shown. `stdin` is the path under
    /// which standard input is reported.
    pub fn place(&self, stdin: Option<&Path>) -> (PathBuf, String) {
        match stdin {
            _ if self.path.as_os_str() != STDIN => (config::absolute(&self.path), self.shown.clone()),
            Some(path) => (config::absolute(path), shown(path)),
            None => (config::absolute(&self.path), "<stdin>".to_owned()),
        }
    }

    /// The same for a session to open.
    pub fn open(&self, stdin: Option<&Path>) -> session::Input {
        let (place, shown) = self.place(stdin);
        let input = match self.path.as_os_str() == STDIN {
            true => session::Input::stream(shown, io::stdin()),
            false => session::Input::file(&self.path).shown(shown),
        };
        input.at(place)
    }
}

/// A session for one run. The process ends with it: to free every rule one by one would take longer than to read an article.
///
/// # Errors
/// In words, where a setting is out of range.
pub fn session(settings: Settings, cache: Option<Arc<Cache>>) -> Result<ManuallyDrop<Session>, String> {
    let session = Session::new(settings).map_err(|e| e.to_string())?;
    Ok(ManuallyDrop::new(match cache {
        Some(cache) => session.with_store(cache),
        None => session,
    }))
}

/// What serves articles that others send, under the settings of the current folder; what is wrong in these is told before anybody waits for
/// an answer.
///
/// # Errors
/// In words, where the configuration can't be read as it is.
pub fn desk(configured: &Configured, colour: Colour) -> Result<Desk, String> {
    let root = env::current_dir().map_err(|e| format!("the current folder: {}", reason(&e)))?;
    let desk = Desk::new(configured.configuration(), root).map_err(|e| e.to_string())?;
    desk.project();
    let faults = desk.session().faults();
    show_faults(&faults, colour);
    if faults.is_empty() { Ok(desk) } else { Err("the configuration can't be read as it is".to_owned()) }
}

/// What commands that list something of many articles begin with.
pub struct Opened {
    pub session: ManuallyDrop<Session>,
    pub inputs: Vec<Input>,
    /// What could not be looked at.
    pub problems: Vec<Problem>,
    pub threads: usize,
}

impl Opened {
    /// A session, and all that `paths` name.
    ///
    /// # Errors
    /// In words, where a setting is out of range.
    pub fn of(paths: &[PathBuf], held: Held, common: &ReadingArguments) -> Result<Self, String> {
        Self::with(paths, held, common.settings(), common.threads())
    }

    /// The same under these settings.
    ///
    /// # Errors
    /// In words, where a setting is out of range.
    pub fn with(paths: &[PathBuf], held: Held, settings: Settings, threads: usize) -> Result<Self, String> {
        let session = session(Settings { format: held.format_of, ..settings }, None)?;
        let (inputs, problems) = collect(paths, threads, &|path| wanted(&session, path));
        Ok(Self { session, inputs, problems, threads })
    }

    /// Tells what is wrong in configurations and what could not be read; whether that is no more than warnings.
    pub fn tell(&self, colour: Colour) -> bool {
        let faults = self.session.faults();
        show_faults(&faults, colour);
        self.problems.iter().for_each(|p| if p.warning { colour.warning(in_line(p)) } else { colour.error(in_line(p)) });
        self.problems.iter().all(|p| p.warning) && faults.is_empty()
    }
}

/// Opens an input, has it read and closes it; what can't be opened is a problem in the report.
pub fn read(session: &Session, input: &Input, stdin: Option<&Path>, wanted: Wanted) -> FileReport {
    let read = || {
        let handle = session.open(input.open(stdin))?;
        let report = session.read(handle, wanted, &Cancel::default());
        session.close(handle);
        report
    };
    read().unwrap_or_else(|e: Error| FileReport::problem(input.place(stdin).1, e))
}

/// Whether a file that a folder holds is an article, as its configuration says.
pub fn wanted(session: &Session, path: &Path) -> bool {
    let path = config::absolute(path);
    let project = session.project(&path);
    has_extension(&path, &project.extensions) && !project.excludes(&path) && !is_about_the_project(&path)
}

/// Whether a file is what repositories keep beside their articles, as its name in capitals says: a licence, a log of changes, a list of
/// names. It is read where it is named.
fn is_about_the_project(path: &Path) -> bool {
    const NAMES: &[&str] = &[
        "LICENSE",
        "LICENCE",
        "COPYING",
        "COPYRIGHT",
        "NOTICE",
        "UNLICENSE",
        "PATENTS",
        "AUTHORS",
        "CONTRIBUTORS",
        "MAINTAINERS",
        "CHANGELOG",
        "CHANGES",
        "HISTORY",
        "RELEASES",
        "THIRD_PARTY_NOTICES",
    ];
    let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or("");
    let end = stem.find(['-', '.', '_']).unwrap_or(stem.len());
    NAMES.contains(&stem) || stem.get(..end).is_some_and(|first| NAMES.contains(&first))
}

/// How many threads to work with: as many as were asked for, or all cores.
pub fn threads(asked: Option<u16>) -> usize {
    // To ask costs a dozen calls of the system, and each file's check asks.
    static CORES: LazyLock<usize> = LazyLock::new(|| std::thread::available_parallelism().map_or(1, Into::into));
    asked.map_or_else(|| *CORES, usize::from)
}

/// Whether the path has one of these extensions.
fn has_extension(path: &Path, extensions: &BTreeSet<String>) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.contains(&e.to_ascii_lowercase()))
}
