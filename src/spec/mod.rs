//! Specifications: articles in Markdown with all that is reported of them marked. `rules/FORMAT.md` describes the files.
//!
//! The idea is that of ty's mdtest: behaviour, article, settings and diagnostics stand together and read as a text. A specification is
//! exact: what is marked must be reported with that place, rule and replacement, and nothing else may be.

mod marks;
mod parse;
mod run;
mod update;

pub use marks::{Mark, Marked};
pub use parse::{Case, Spec};
pub use run::{Failure, Found, Runner};
pub use update::updated;

use crate::{analysis::Language, config::Names, document::Format};
use serde::Deserialize;

/// What a specification may settle for the articles below: keys of `copydesk.toml`, and two of its own.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// The articles' language as an ISO 639 code; guessed where absent.
    pub language: Option<String>,
    /// What the articles are: plain where neither this nor the article itself says so.
    pub format: Option<String>,
    /// The rules and groups whose reports are compared; all where empty. The others run, and what they report is not looked at.
    pub only: Vec<String>,
    /// The only rules, or groups of rules, that run.
    pub select: Option<Vec<String>>,
    /// Rules, or groups of rules, that do not run.
    pub ignore: Vec<String>,
    /// Report only what is at least so sure, 0 to 1.
    pub min_confidence: Option<f32>,
    /// The fields of structured data that are prose.
    pub fields: Option<Vec<String>>,
    /// The names that the house has settled.
    pub names: Names,
}

impl Settings {
    /// What is wrong with the values.
    fn fault(&self) -> Option<String> {
        if let Some(code) = self.language.as_ref().filter(|code| Language::from_code(code).is_none()) {
            return Some(format!("no language has the code `{code}`"));
        }
        if let Some(name) = self.format.as_ref().filter(|name| Format::from_name(name).is_none()) {
            return Some(format!("no format is called `{name}`"));
        }
        if self.min_confidence.is_some_and(|c| !(0.0..=1.0).contains(&c)) {
            return Some("confidence goes from 0 to 1".to_owned());
        }
        (!self.names.files.is_empty()).then(|| "a specification has its names in itself, not in files".to_owned())
    }

    /// The rules and groups that it names.
    fn rules(&self) -> impl Iterator<Item = &str> {
        self.only.iter().chain(self.select.iter().flatten()).chain(&self.ignore).map(String::as_str)
    }
}
