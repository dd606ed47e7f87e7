//! What is asked.

use super::{MAX_ARTICLES, Refusal};
use crate::{analysis::Language, config::Choice, lexicon::HouseNames, session::Settings};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{borrow::Cow, collections::BTreeMap};

/// An article that is sent.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The article's text.
    pub text: String,
    /// The path that it is reported under, whose extension names its format and which says what configuration it has.
    #[serde(default)]
    pub path: Option<String>,
    /// What the text is, over what the path says: plain, markdown, html, json or jsonl.
    #[serde(default)]
    pub format: Option<String>,
    /// A file's bytes, instead of the text.
    #[serde(skip)]
    #[schemars(skip)]
    pub bytes: Option<Vec<u8>>,
}

/// An article among many, one a line.
#[derive(Debug)]
pub struct Record {
    /// The caller's own name for it, which the answer has too.
    pub id: Option<Value>,
    /// The article.
    pub draft: Draft,
}

impl Record {
    /// Reads a line.
    ///
    /// # Errors
    /// In words, where it is no article.
    pub fn read(line: &str) -> Result<Self, String> {
        let mut value: Value = serde_json::from_str(line).map_err(|e| format!("no JSON object: {e}"))?;
        let id = value.as_object_mut().ok_or("no JSON object")?.remove("id");
        let draft = serde_json::from_value(value).map_err(|e| e.to_string())?;
        Ok(Self { id, draft })
    }
}

/// Articles, and what is wished for them.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Request {
    /// The article's text, where there is one.
    pub text: Option<String>,
    /// The path that it is reported under, whose extension names its format and which says what configuration it has.
    pub path: Option<String>,
    /// What the text is, over what the path says: plain, markdown, html, json or jsonl.
    pub format: Option<String>,
    /// The articles, where there are several.
    pub articles: Vec<Draft>,
    /// Settings over those of copydesk.toml.
    pub settings: Wishes,
    /// Whether the answer lists the articles with their blocks.
    pub outline: bool,
    /// A file's bytes, instead of the text.
    #[serde(skip)]
    #[schemars(skip)]
    pub bytes: Option<Vec<u8>>,
}

impl Request {
    /// The articles.
    pub(super) fn drafts(&self) -> Result<Cow<'_, [Draft]>, Refusal> {
        let one = self.text.is_some() || self.bytes.is_some();
        match (one, self.articles.is_empty()) {
            (true, false) => Err(Refusal::Wrong("either `text` or `articles`, not both".to_owned())),
            (false, true) => Err(Refusal::Wrong("no article: `text` or `articles` is needed".to_owned())),
            (false, false) if self.articles.len() > MAX_ARTICLES => {
                Err(Refusal::Wrong(format!("more than {MAX_ARTICLES} articles: send them one a line as application/x-ndjson")))
            }
            (false, false) => Ok(Cow::Borrowed(&self.articles)),
            (true, true) => {
                let text = self.text.clone().unwrap_or_default();
                let (path, format, bytes) = (self.path.clone(), self.format.clone(), self.bytes.clone());
                Ok(Cow::Owned(vec![Draft { text, path, format, bytes }]))
            }
        }
    }
}

/// Settings over those of copydesk.toml, under the names that they have there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub struct Wishes {
    /// The only rules, or groups of rules, that run.
    pub select: Option<Vec<String>>,
    /// Rules, or groups of rules, that do not run.
    pub ignore: Vec<String>,
    /// Report only what is at least so sure, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_confidence: Option<f32>,
    /// The articles' language as an ISO 639 code, instead of a guess.
    pub language: Option<String>,
    /// Whether articles that read like unedited machine translation get a note on their headline.
    pub triage: Option<bool>,
    /// How many diagnostics of an article are shown; 0 shows all.
    pub max_diagnostics: Option<usize>,
    /// Names that are settled.
    pub names: Settled,
}

/// Names that are settled over those of copydesk.toml.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settled {
    /// Names that are right as they are spelt here: no rule reports them.
    pub accept: Vec<String>,
    /// Preferred spellings, and the spellings that each replaces.
    pub prefer: BTreeMap<String, Vec<String>>,
}

impl Wishes {
    /// The session's settings that these are.
    pub(super) fn settings(&self) -> Result<Settings, Refusal> {
        let language = match &self.language {
            Some(code) => {
                let known = Language::from_code(code);
                Some(known.ok_or_else(|| Refusal::Wrong(format!("no language has the ISO 639 code `{code}`")))?)
            }
            None => None,
        };
        let mut names = HouseNames::default();
        for (right, variants) in &self.names.prefer {
            for variant in variants {
                names.prefer(right, variant).map_err(|why| Refusal::Wrong(format!("`{variant}`: {why}")))?;
            }
        }
        for name in &self.names.accept {
            names.accept(name).map_err(|why| Refusal::Wrong(format!("`{name}`: {why}")))?;
        }
        Ok(Settings {
            choice: Choice { select: self.select.clone(), ignore: self.ignore.clone() },
            min_confidence: self.min_confidence,
            language,
            triage: self.triage,
            max_diagnostics: self.max_diagnostics,
            names,
            incremental: true,
            ..Settings::default()
        })
    }
}
