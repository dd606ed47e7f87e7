//! `copydesk.toml`: what it may say, how it is found from a file, and what then holds for that file.

mod discover;
mod load;
mod profile;
mod settings;

pub use discover::{NAMES, Projects, absolute, shown_path as shown};
pub use load::{ConfigFault, Fault};
pub use profile::Profile;
pub use settings::{Choice, FileSettings, Project, Sources, beside_linter, records};

use crate::{diagnostic::Severity, document::Dialect};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Configuration of copydesk, the linter for news articles. Paths and patterns are relative to the file they stand in.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(title = "copydesk.toml")]
pub struct Config {
    /// Configuration files whose settings hold where this one says nothing.
    pub extends: Vec<String>,
    /// What kind of texts these are: which rules run, and how sure they must be, where nothing else here says so.
    pub profile: Option<Profile>,
    /// The only rules, or groups of rules, that run. By default those that the catalogue calls on.
    pub select: Option<Vec<String>>,
    /// Rules, or groups of rules, that do not run.
    pub ignore: Vec<String>,
    /// The severity of single rules, where it should differ from the catalogue's.
    pub severity: BTreeMap<String, Severity>,
    /// Report only what is at least so sure, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_confidence: Option<f32>,
    /// The severity from which the exit status is 1.
    pub fail_on: Option<Severity>,
    /// The articles' language as an ISO 639 code, instead of a guess.
    pub language: Option<String>,
    /// The language of texts that are too short to tell theirs, as an ISO 639 code. By default English, where their words are.
    pub default_language: Option<String>,
    /// The Markdown that is written here: detect (the default), commonmark or mdx.
    pub dialect: Option<Dialect>,
    /// Extensions of the files that are read in folders.
    pub extensions: Option<Vec<String>>,
    /// Patterns of files that are not read unless they are named on the command line.
    pub exclude: Vec<String>,
    /// The fields of JSON, and of front matter, that are prose. By default those that feeds and content systems use: title,
    /// headline, description, body, text, content and their like.
    pub fields: Option<Vec<String>>,
    /// Folders of rules of your own, one TOML file each.
    pub rules: Vec<String>,
    /// Files larger than this many bytes are refused.
    #[schemars(range(min = 1))]
    pub max_file_size: Option<u64>,
    /// How many diagnostics of a file are shown, for each article in it; how many more there are is told. 0 shows all.
    pub max_diagnostics: Option<usize>,
    /// Whether articles that read like unedited machine translation get a note on their headline.
    pub triage: Option<bool>,
    /// The names that the house has settled.
    pub names: Names,
    /// The texts that articles were translated from.
    pub source: SourceTexts,
    /// Settings for some of the files, the last that matches first.
    pub overrides: Vec<Override>,
}

/// Settings for the files that match a pattern.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Override {
    /// Patterns of the files.
    pub paths: Vec<String>,
    /// The only rules, or groups of rules, that run.
    pub select: Option<Vec<String>>,
    /// Rules, or groups of rules, that do not run.
    pub ignore: Vec<String>,
    /// The severity of single rules.
    pub severity: BTreeMap<String, Severity>,
    /// Report only what is at least so sure, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_confidence: Option<f32>,
    /// The articles' language as an ISO 639 code.
    pub language: Option<String>,
    /// What the files hold, whatever their extension: plain, markdown, html, json, xliff, po and the other formats that are read.
    pub format: Option<String>,
    /// The Markdown that is written in them: detect, commonmark or mdx.
    pub dialect: Option<Dialect>,
    /// The fields of JSON, and of front matter, that are prose.
    pub fields: Option<Vec<String>>,
    /// Names settled for these files; where they contradict those that hold for all, these win.
    pub names: Names,
}

/// Where the texts are that articles were translated from.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct SourceTexts {
    /// The path of an article's source: `{path}` stands for the article's own, `{name}` for its file's name, `{stem}` for that without
    /// its extension. An article without such a file is read alone.
    pub pattern: Option<String>,
    /// The key of front matter whose value is the path of the article's source, from the article's folder.
    pub key: Option<String>,
    /// The language of the sources as an ISO 639 code, instead of a guess.
    pub language: Option<String>,
    /// Files of terms and how the house translates them: TBX, or CSV or TSV with a term and its translations.
    pub glossary: Vec<String>,
}

/// Names that a newsroom has settled.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Names {
    /// Names that are right as they are spelt here: no rule reports them.
    pub accept: Vec<String>,
    /// Preferred spellings, and the spellings that each replaces.
    pub prefer: BTreeMap<String, Vec<String>>,
    /// Files of names: one a line, `Kyiv: Kiev, Kiew` for a preferred spelling and those that it replaces.
    pub files: Vec<String>,
}

/// Extensions that are read in folders unless a configuration says otherwise. JSON is left out: most of it is not articles.
pub const EXTENSIONS: [&str; 9] = ["txt", "text", "md", "markdown", "mdx", "mkd", "html", "htm", "xhtml"];

/// Files larger than this many bytes are refused unless a configuration says otherwise. An article has thousands.
pub const MAX_FILE_SIZE: u64 = 32 << 20;

/// The diagnostics of one article that are shown unless a configuration says otherwise: more than anyone reads.
pub const MAX_DIAGNOSTICS: usize = 1000;

/// The JSON schema of `copydesk.toml`, made from the types.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Config).to_value()
}

/// The known name that is nearest to a wrong one, where one is near enough to be meant.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let near = |k: &&str| strsim::osa_distance(name, k);
    known.into_iter().map(|k| (near(&k), k)).filter(|(d, k)| *d <= k.len().max(name.len()) / 3 + 1).min().map(|(_, k)| k)
}
