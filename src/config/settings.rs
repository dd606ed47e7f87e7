//! What holds for a file: the layers of its configuration, folded.

use super::{Config, EXTENSIONS, MAX_DIAGNOSTICS, MAX_FILE_SIZE, Profile};
use crate::{
    analysis::Language,
    bitext::Glossary,
    diagnostic::Severity,
    document::{Dialect, Fields, Format},
    engine::{Linter, Options},
    ledger,
    lexicon::HouseNames,
    rule::RuleMeta,
    rules::{SUPPRESSION, TRANSLATION},
    triage,
};
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};
use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Patterns that one list may hold, and characters that one pattern may have.
const MAX_PATTERNS: usize = 1000;

/// A configuration file with what it extends, ready to be asked.
pub struct Project {
    /// The file, unless everything is at its default.
    pub file: Option<PathBuf>,
    /// The rules: those of copydesk, and its own.
    pub linter: Arc<Linter>,
    /// Extensions of the files that are read in folders, in lower case.
    pub extensions: BTreeSet<String>,
    /// A hash of its configuration files and own rules, byte for byte; zeros where it has none.
    pub key: [u8; 32],
    /// The files of names.
    pub(super) lists: BTreeSet<PathBuf>,
    /// The names that hold where no override has its own.
    names: Arc<HouseNames>,
    /// The names that hold where overrides have: by the overrides that match, as layer and number.
    mixed: Mutex<HashMap<Vec<Place>, Arc<HouseNames>>>,
    /// What is extended comes first; later ones win.
    layers: Vec<Layer>,
}

/// An override: its layer, and which of the layer's it is.
type Place = (usize, usize);

/// One file's settings with its patterns compiled.
pub(super) struct Layer {
    pub base: PathBuf,
    pub config: Config,
    pub exclude: GlobSet,
    pub overrides: Vec<GlobSet>,
    /// Those of the file itself, and of each of its overrides.
    pub names: HouseNames,
    pub override_names: Vec<HouseNames>,
    pub glossary: Arc<Glossary>,
}

/// Which rules are asked for and which are not. A rule by its id weighs more than its group, leaving out more than asking for.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The only ones that run, where given.
    pub select: Option<Vec<String>>,
    /// Those that don't.
    pub ignore: Vec<String>,
}

impl Choice {
    /// Whether a rule runs that so far is `on`.
    pub fn apply(&self, on: bool, meta: &RuleMeta) -> bool {
        let named = |list: &[String]| list.iter().any(|n| *n == meta.id);
        let grouped = |list: &[String]| list.iter().any(|n| n == meta.group.as_str() || n == "all");
        let selected_by_name = self.select.as_ref().is_some_and(|s| named(s));
        let on = self.select.as_ref().map_or(on, |s| named(s) || meta.default && grouped(s));
        on && !named(&self.ignore) && (selected_by_name || !grouped(&self.ignore))
    }
}

/// What holds for one file.
#[derive(Clone, Debug)]
pub struct FileSettings {
    /// Each layer's choice of rules, in the order in which they apply.
    pub choices: Vec<Choice>,
    /// Severities of single rules; later ones win.
    pub severities: Vec<(String, Severity)>,
    /// Report only what is at least so sure.
    pub min_confidence: f32,
    /// The articles' language, where it is set.
    pub language: Option<Language>,
    /// The severity from which the run fails.
    pub fail_on: Severity,
    /// Files larger than this many bytes are refused.
    pub max_file_size: u64,
    /// The diagnostics that are shown of a file, for each article in it; 0 shows all.
    pub max_diagnostics: usize,
    /// What the file holds, where its extension does not say so.
    pub format: Option<Format>,
    /// The fields of structured data that are prose.
    pub fields: Fields,
    /// Whether articles that read like unedited machine translation get a note.
    pub triage: bool,
    /// The names that the house has settled.
    pub names: Arc<HouseNames>,
    /// The names that other articles spell another way, where that is asked for.
    pub across: Option<Arc<ledger::Across>>,
    /// The kind of texts that a configuration says these are.
    pub profile: Option<Profile>,
    /// Where the texts are that articles were translated from.
    pub sources: Sources,
}

/// Where the texts are that articles were translated from, and how terms are to be translated.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// The folder that a pattern counts from, and the pattern.
    pub pattern: Option<(PathBuf, String)>,
    /// The key of front matter that names an article's source.
    pub key: Option<String>,
    /// The sources' language, where it is set.
    pub language: Option<Language>,
    /// How terms are to be translated.
    pub glossary: Arc<Glossary>,
}

impl Sources {
    /// Whether articles may have a source.
    pub fn any(&self) -> bool {
        self.pattern.is_some() || self.key.is_some()
    }
}

/// The records of what can be reported and no rule of a linter checks: an article as a whole, names and lines across articles, suppressions,
/// an article beside its source.
pub fn beside_linter() -> impl Iterator<Item = &'static RuleMeta> {
    let across = [&triage::META, &ledger::META, &ledger::lines::LINE];
    SUPPRESSION.into_iter().chain(across).chain(TRANSLATION)
}

/// The records of all that checking with a linter can report, and so of all that a configuration may name.
pub fn records(linter: &Linter) -> impl Iterator<Item = &RuleMeta> {
    linter.rules().chain(beside_linter().map(|meta: &RuleMeta| meta))
}

impl FileSettings {
    /// What the findings of a rule count as, or `None` where it does not run.
    pub fn severity(&self, meta: &RuleMeta) -> Option<Severity> {
        if meta.id == triage::META.id && !self.triage {
            return None;
        }
        let asked = self.across.is_some() && ledger::is_across(meta);
        let on = self.choices.iter().fold(meta.default || asked, |on, choice| choice.apply(on, meta));
        let set = self.severities.iter().rev().find(|(id, _)| *id == meta.id).map(|(_, s)| *s);
        on.then(|| set.unwrap_or(meta.severity))
    }

    /// The same for the engine: for each rule of `linter`.
    pub fn options(&self, linter: &Linter) -> Options {
        let severities = linter.rules().map(|meta| self.severity(meta)).collect();
        Options {
            min_confidence: self.min_confidence,
            language: self.language,
            severities,
            names: Arc::clone(&self.names),
            threads: 1,
            keep: None,
        }
    }
}

/// Compiles patterns; those that can't be are returned with the reason.
pub(super) fn globs(patterns: &[String], wrong: &mut Vec<(String, String)>) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for (i, pattern) in patterns.iter().enumerate() {
        if i >= MAX_PATTERNS {
            wrong.push((pattern.clone(), format!("more than {MAX_PATTERNS} patterns")));
            break;
        }
        match glob(pattern) {
            Ok(globs) => globs.into_iter().for_each(|g| {
                set.add(g);
            }),
            Err(reason) => wrong.push((pattern.clone(), reason)),
        }
    }
    set.build().unwrap_or_else(|e| {
        wrong.push((patterns.first().cloned().unwrap_or_default(), e.to_string()));
        GlobSet::empty()
    })
}

/// A pattern without a slash is a file or folder anywhere below; a folder means all that is in it.
fn glob(pattern: &str) -> Result<[Glob; 2], String> {
    if pattern.len() > MAX_PATTERNS {
        return Err(format!("a pattern of more than {MAX_PATTERNS} characters"));
    }
    if pattern.starts_with('/') || Path::new(pattern).components().any(|c| c.as_os_str() == "..") {
        return Err("patterns are relative to the file they stand in and can't leave its folder".to_owned());
    }
    let trimmed = pattern.trim_end_matches('/').trim_start_matches("./");
    let anywhere = if trimmed.contains('/') { trimmed.to_owned() } else { format!("**/{trimmed}") };
    let build = |p: &str| GlobBuilder::new(p).literal_separator(true).build().map_err(|e| e.kind().to_string());
    Ok([build(&anywhere)?, build(&format!("{anywhere}/**"))?])
}

impl Layer {
    fn matches(&self, set: &GlobSet, path: &Path) -> bool {
        !set.is_empty() && path.strip_prefix(&self.base).is_ok_and(|p| set.is_match(p))
    }
}

impl Project {
    pub(super) fn new(file: Option<PathBuf>, linter: Arc<Linter>, key: [u8; 32], layers: Vec<Layer>) -> Self {
        let set = layers.iter().rev().find_map(|l| l.config.extensions.as_ref());
        let own = |e: &Vec<String>| e.iter().map(|e| e.trim_start_matches('.').to_ascii_lowercase()).collect();
        let extensions = set.map_or_else(|| EXTENSIONS.iter().map(|e| (*e).to_owned()).collect(), own);
        let mut names = HouseNames::default();
        layers.iter().for_each(|l| names.extend(&l.names));
        Self { file, linter, extensions, key, lists: BTreeSet::new(), names: Arc::new(names), mixed: Mutex::default(), layers }
    }

    /// Whether an absolute path is excluded: by a pattern, or as a list of names, which is no article.
    pub fn excludes(&self, path: &Path) -> bool {
        self.lists.contains(path) || self.layers.iter().any(|l| l.matches(&l.exclude, path))
    }

    /// What holds for the file at an absolute path.
    pub fn settings(&self, path: &Path) -> FileSettings {
        let mut s = FileSettings {
            choices: Vec::new(),
            severities: Vec::new(),
            min_confidence: 0.0,
            language: None,
            fail_on: Severity::Warning,
            max_file_size: MAX_FILE_SIZE,
            max_diagnostics: MAX_DIAGNOSTICS,
            format: None,
            fields: Fields::default(),
            triage: true,
            names: Arc::clone(&self.names),
            across: None,
            profile: None,
            sources: Sources::default(),
        };
        let named = |fields: &Option<Vec<String>>| fields.as_ref().map(Fields::named);
        let (mut dialect, mut default_language) = (Dialect::default(), None);
        for layer in &self.layers {
            let c = &layer.config;
            if let Some(profile) = c.profile {
                s.choices.push(Choice { select: None, ignore: profile.ignored().iter().map(|r| (*r).to_owned()).collect() });
                s.min_confidence = profile.min_confidence();
                if profile.is_of_translations() {
                    s.triage = true;
                    s.severities.push((triage::META.id.to_string(), Severity::Warning));
                }
                s.profile = Some(profile);
            }
            s.choices.push(Choice { select: c.select.clone(), ignore: c.ignore.clone() });
            s.severities.extend(c.severity.iter().map(|(k, v)| (k.clone(), *v)));
            s.min_confidence = c.min_confidence.unwrap_or(s.min_confidence);
            s.language = c.language.as_deref().and_then(Language::from_code).or(s.language);
            s.fail_on = c.fail_on.unwrap_or(s.fail_on);
            s.max_file_size = c.max_file_size.unwrap_or(s.max_file_size);
            s.max_diagnostics = c.max_diagnostics.unwrap_or(s.max_diagnostics);
            s.fields = named(&c.fields).unwrap_or(s.fields);
            dialect = c.dialect.unwrap_or(dialect);
            default_language = c.default_language.clone().or(default_language);
            s.triage = c.triage.unwrap_or(s.triage);
            s.sources.pattern = c.source.pattern.clone().map(|p| (layer.base.clone(), p)).or(s.sources.pattern);
            if !layer.glossary.is_empty() {
                s.sources.glossary = Arc::clone(&layer.glossary);
            }
            s.sources.key = c.source.key.clone().or(s.sources.key);
            s.sources.language = c.source.language.as_deref().and_then(Language::from_code).or(s.sources.language);
        }
        for layer in &self.layers {
            for (o, _) in layer.config.overrides.iter().zip(&layer.overrides).filter(|(_, set)| layer.matches(set, path)) {
                s.choices.push(Choice { select: o.select.clone(), ignore: o.ignore.clone() });
                s.severities.extend(o.severity.iter().map(|(k, v)| (k.clone(), *v)));
                s.min_confidence = o.min_confidence.unwrap_or(s.min_confidence);
                s.language = o.language.as_deref().and_then(Language::from_code).or(s.language);
                s.format = o.format.as_deref().and_then(Format::from_name).or(s.format);
                s.fields = named(&o.fields).unwrap_or(s.fields);
                dialect = o.dialect.unwrap_or(dialect);
            }
        }
        s.fields = s.fields.with(dialect, default_language);
        if let Some(names) = self.names_of(path) {
            s.names = names;
        }
        s
    }

    /// The names of a file that overrides with names match; each combination is put together once.
    fn names_of(&self, path: &Path) -> Option<Arc<HouseNames>> {
        let own = |(l, layer): (usize, &Layer)| {
            let matching = layer.overrides.iter().zip(&layer.override_names).enumerate();
            let kept = matching.filter(|(_, (set, names))| !names.is_empty() && layer.matches(set, path));
            kept.map(|(o, _)| (l, o)).collect::<Vec<_>>()
        };
        let key: Vec<Place> = self.layers.iter().enumerate().flat_map(own).collect();
        if key.is_empty() {
            return None;
        }
        let mut mixed = self.mixed.lock().unwrap_or_else(PoisonError::into_inner);
        let put_together = || {
            let mut names = HouseNames::clone(&self.names);
            key.iter().filter_map(|(l, o)| self.layers.get(*l)?.override_names.get(*o)).for_each(|n| names.extend(n));
            Arc::new(names)
        };
        Some(Arc::clone(mixed.entry(key.clone()).or_insert_with(put_together)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_mean_what_gitignore_means_by_them() {
        let matches = |pattern: &str, path: &str| globs(&[pattern.to_owned()], &mut Vec::new()).is_match(path);
        assert!(matches("drafts", "a/drafts/b.md") && matches("drafts/", "drafts/b.md"));
        assert!(matches("*.md", "a/b.md") && !matches("*.md", "a/b.txt"));
        assert!(matches("wire/*.txt", "wire/a.txt") && !matches("wire/*.txt", "wire/x/a.txt"));
        assert!(matches("wire/**", "wire/x/a.txt"));
    }

    #[test]
    fn patterns_that_are_hostile_are_refused() {
        let mut wrong = Vec::new();
        globs(&["../x".to_owned(), "/etc/*".to_owned(), "a".repeat(5000), "[".to_owned(), "{a,".repeat(300)], &mut wrong);
        assert_eq!(wrong.len(), 5, "{wrong:?}");
    }
}
