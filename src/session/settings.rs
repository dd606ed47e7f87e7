//! What a session is asked for, over what configuration says.

use super::{Error, Original};
use crate::{
    analysis::Language,
    config::{Choice, FileSettings, Projects},
    diagnostic::Severity,
    document::Format,
    filter::{baseline::Baseline, changed::Changed},
    lexicon::HouseNames,
};
use std::{path::PathBuf, sync::Arc};

/// Where configuration comes from.
#[derive(Clone, Debug, Default)]
pub enum Configuration {
    /// From the nearest `copydesk.toml` above each article.
    #[default]
    Nearest,
    /// From this file, for all articles.
    File(PathBuf),
    /// Everything is at its default.
    None,
}

impl Configuration {
    pub(crate) fn projects(&self) -> Projects {
        match self {
            Self::Nearest => Projects::nearest(),
            Self::File(file) => Projects::fixed(file),
            Self::None => Projects::none(),
        }
    }
}

/// A session's settings. What is set here holds over each article's configuration.
#[derive(Debug, Default)]
pub struct Settings {
    /// Where configuration comes from.
    pub configuration: Configuration,
    /// The rules that run and those that don't.
    pub choice: Choice,
    /// Report only what is at least so sure, 0 to 1.
    pub min_confidence: Option<f32>,
    /// The articles' language, instead of a guess.
    pub language: Option<Language>,
    /// The severity from which a file's report fails.
    pub fail_on: Option<Severity>,
    /// The diagnostics of a file that are shown, for each article in it; 0 shows all.
    pub max_diagnostics: Option<usize>,
    /// What files hold, whatever they are called.
    pub format: Option<Format>,
    /// Whether articles that read like unedited machine translation get a note on their headline, instead of what is configured.
    pub triage: Option<bool>,
    /// How many threads may read one large article together; 0 is 1.
    pub threads: usize,
    /// Whether what is known of a block is kept for when it is read again, as after an edit elsewhere.
    pub incremental: bool,
    /// Names that are settled over those of the configuration, as a person accepts them while reading.
    pub names: HouseNames,
    /// The texts that articles were translated from.
    pub original: Option<Original>,
    /// The language of texts that articles come with, see [`super::Input::beside`], instead of a guess.
    pub source_language: Option<Language>,
    /// Findings that are known and not reported again.
    pub baseline: Option<Baseline>,
    /// Report only what touches these lines.
    pub changed: Option<Changed>,
}

impl Settings {
    pub(super) fn validate(&self) -> Result<(), Error> {
        match self.min_confidence {
            Some(share) if !(0.0..=1.0).contains(&share) => {
                Err(Error::OutOfRange { name: "min-confidence", allowed: "a number from 0 to 1" })
            }
            _ => Ok(()),
        }
    }

    /// A file's settings with these over them.
    pub(super) fn over(&self, mut settings: FileSettings) -> FileSettings {
        settings.choices.push(self.choice.clone());
        settings.min_confidence = self.min_confidence.unwrap_or(settings.min_confidence);
        settings.language = self.language.or(settings.language);
        settings.fail_on = self.fail_on.unwrap_or(settings.fail_on);
        settings.max_diagnostics = self.max_diagnostics.unwrap_or(settings.max_diagnostics);
        settings.format = self.format.or(settings.format);
        settings.triage = self.triage.unwrap_or(settings.triage);
        if !self.names.is_empty() {
            let mut names = HouseNames::clone(&settings.names);
            names.extend(&self.names);
            settings.names = Arc::new(names);
        }
        settings
    }
}
