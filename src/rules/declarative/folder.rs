//! Folders of rules: a user's own, or copydesk's as they stand on disk.

use super::{Compiler, compile::record, format, rules, searched};
use crate::rule::{Rule, RuleContext, RuleMeta, Scope};
use std::{
    collections::HashSet,
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// A rule file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    /// The file, or the folder where that cannot be read.
    pub path: PathBuf,
    /// Bytes of the file.
    pub span: std::ops::Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// The rule files of a folder and of the languages' folders in it, in order.
fn rule_files(folder: &Path, problems: &mut Vec<RuleProblem>) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = Vec::new();
    let list = |folder: &Path, problems: &mut Vec<RuleProblem>| match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|e| e.path()).collect::<Vec<_>>(),
        Err(e) => {
            problems.push(RuleProblem { path: folder.to_owned(), span: 0..0, message: format!("cannot be read: {e}") });
            Vec::new()
        }
    };
    let is_rule = |path: &Path| path.extension().is_some_and(|e| e == "toml") && path.is_file();
    for path in list(folder, problems) {
        if path.is_dir() {
            if is_language(&path) {
                files.extend(list(&path, problems).into_iter().filter(|p| is_rule(p)));
            }
        } else if is_rule(&path) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// A hash of the names and bytes of a folder's rules: the same for the same rules.
pub fn folder_key(folder: &Path) -> [u8; 32] {
    let mut hash = blake3::Hasher::new();
    for path in rule_files(folder, &mut Vec::new()) {
        let language = language_of(&path);
        let mut bytes = Vec::new();
        let limit = format::MAX_FILE as u64 + 1;
        let _ = fs::File::open(&path).and_then(|f| f.take(limit).read_to_end(&mut bytes));
        hash.update(format!("{language}\0{}\0{}\0", path.file_name().unwrap_or_default().display(), bytes.len()).as_bytes());
        hash.update(&bytes);
    }
    *hash.finalize().as_bytes()
}

/// Whether a folder's name is that of a language, or `any`.
fn is_language(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name == "any" || name.len() == 2)
}

/// The language that a rule file's folder names: an ISO 639 code, or `any` where it names none.
pub fn language_of(path: &Path) -> String {
    let folder = path.parent().filter(|folder| is_language(folder)).and_then(Path::file_name);
    folder.map_or_else(|| "any".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Reads a user's own rules: `<folder>/<lang>/*.toml`, and `<folder>/*.toml` for every language. What cannot be used is left out and named.
pub fn load_folder(folder: &Path) -> (Vec<Box<dyn Rule>>, Vec<RuleProblem>) {
    let mut problems = Vec::new();
    let files = rule_files(folder, &mut problems);
    let (rules, more) = load_files(&files);
    problems.extend(more);
    (rules, problems)
}

/// Reads rule files. A native one is the record of a check of copydesk's. What cannot be used is left out and named.
pub fn load_files(files: &[PathBuf]) -> (Vec<Box<dyn Rule>>, Vec<RuleProblem>) {
    let mut problems = Vec::new();
    let mut compiler = Compiler::new(true);
    let mut ids = HashSet::new();
    let mut natives = Vec::new();
    for path in files {
        let mut problem = |span, message: String| problems.push(RuleProblem { path: path.clone(), span, message });
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            problem(0..0, "a rule's file is named in small letters, digits and hyphens".to_owned());
            continue;
        }
        if !ids.insert(id.clone()) {
            problem(0..0, format!("another rule is named `{id}`"));
            continue;
        }
        let toml = match fs::metadata(path)
            .and_then(|m| if m.len() > format::MAX_FILE as u64 { Ok(None) } else { fs::read_to_string(path).map(Some) })
        {
            Ok(Some(toml)) => toml,
            Ok(None) => {
                problem(0..0, format!("larger than {} KiB", format::MAX_FILE / 1024));
                continue;
            }
            Err(e) => {
                problem(0..0, format!("cannot be read: {e}"));
                continue;
            }
        };
        let source = match format::parse(&id, &language_of(path), &toml) {
            Ok(source) => source,
            Err(e) => {
                problem(e.span, e.message);
                continue;
            }
        };
        let elsewhere = is_checked_elsewhere(&id);
        if !source.native && elsewhere {
            problem(0..0, format!("`{id}` is what copydesk calls a report of its own"));
        } else if !source.native {
            if let Err(e) = compiler.add(&source) {
                problem(e.span, e.message);
            }
        } else if elsewhere {
            // Its record is right or wrong like any; there is no check of one article to run.
            if let Err(e) = record(&source) {
                problem(e.span, e.message);
            }
        } else {
            let native = crate::rules::natives().into_iter().find(|rule| rule.meta().id == source.id);
            match (record(&source), native) {
                (Ok(meta), Some(native)) => natives.push(Box::new(Recorded { meta, native }) as Box<dyn Rule>),
                (Ok(_), None) => problem(0..0, format!("copydesk has no check named `{id}` that this could be the record of")),
                (Err(e), _) => problem(e.span, e.message),
            }
        }
    }
    let search = searched(&compiler);
    let mut loaded = rules(compiler, search);
    loaded.extend(natives);
    loaded.sort_by(|a, b| a.meta().id.cmp(&b.meta().id));
    (loaded, problems)
}

/// Whether a report of this name is made by something else than a rule that reads one article.
fn is_checked_elsewhere(id: &str) -> bool {
    crate::rules::records::ALL.iter().any(|r| r.id == id) && !crate::rules::natives().iter().any(|rule| rule.meta().id == id)
}

/// A native rule under a record of its own.
struct Recorded {
    meta: RuleMeta,
    native: Box<dyn Rule>,
}

impl Rule for Recorded {
    fn meta(&self) -> &RuleMeta {
        &self.meta
    }

    fn scope(&self) -> Scope {
        self.native.scope()
    }

    fn check(&self, cx: &mut RuleContext<'_, '_>) {
        self.native.check(cx);
    }
}
