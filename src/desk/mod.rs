//! Articles that come in as values, and answers as JSON: what every server, the assistant's tools and the browser share. It knows
//! nothing of sockets, and compiles for wasm32.
//!
//! ```
//! use copydesk::{desk::Desk, session::{Cancel, Configuration}};
//! let desk = Desk::new(Configuration::None, "/desk".into())?;
//! let request = serde_json::from_str(r#"{"text": "The ministers of both the countries met in Nairobi on Monday."}"#)?;
//! let answer: serde_json::Value = serde_json::from_str(&desk.check(&request, &Cancel::default())?)?;
//! assert_eq!(answer["diagnostics"][0]["rule"], "both-the");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod fixes;
mod request;
#[cfg(test)]
mod tests;

pub use answer::Outcome;
pub use fixes::{Change, FixRequest};
pub use request::{Draft, Record, Request, Settled, Wishes};

use crate::{
    config::{self, Project},
    document::Format,
    ledger::Ledger,
    report::{self, clean, triage::Row},
    session::{Cancel, Configuration, Error, FileReport, Handle, Input, Session, Settings, Wanted},
};
use serde_json::{Value, json};
use std::{
    fmt,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// Articles that one request may hold; more come one a line.
pub const MAX_ARTICLES: usize = 1000;

/// Settings of requests that are kept ready: a session each.
const MAX_SESSIONS: usize = 16;

/// The path of an article that has none.
const UNNAMED: &str = "article";

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// What is asked makes no sense.
    Wrong(String),
    /// What is asked for is not there.
    Missing(String),
    /// The caller has called it off, or it took too long.
    Cancelled,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong(message) | Self::Missing(message) => f.write_str(message),
            Self::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Cancelled => Self::Cancelled,
            other => Self::Wrong(other.to_string()),
        }
    }
}

/// Answers requests. Shared by threads.
pub struct Desk {
    /// The folder that articles without one count to, which says what configuration they have.
    root: PathBuf,
    plain: Arc<Session>,
    /// Sessions under the settings of requests, the last used last.
    others: Mutex<Vec<(String, Arc<Session>)>>,
}

impl Desk {
    /// A desk whose articles count to the folder `root`.
    ///
    /// # Errors
    /// None at present; settings may get values that can't hold.
    pub fn new(configuration: Configuration, root: PathBuf) -> Result<Self, Error> {
        let settings = Settings { configuration, incremental: true, ..Settings::default() };
        Ok(Self { root, plain: Arc::new(Session::new(settings)?), others: Mutex::default() })
    }

    /// The session under the configuration alone.
    pub fn session(&self) -> &Arc<Session> {
        &self.plain
    }

    /// The configuration of articles without a folder of their own.
    pub fn project(&self) -> Arc<Project> {
        self.plain.project(&self.root.join(UNNAMED))
    }

    /// A session under what a request wishes over the configuration.
    ///
    /// # Errors
    /// [`Refusal::Wrong`] where a wish can't be granted: a rule that there is not, a number out of range, names that contradict.
    pub fn wished(&self, wishes: &Wishes) -> Result<Arc<Session>, Refusal> {
        if *wishes == Wishes::default() {
            return Ok(Arc::clone(&self.plain));
        }
        let key = serde_json::to_string(wishes).map_err(|e| Refusal::Wrong(e.to_string()))?;
        {
            let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(at) = others.iter().position(|(k, _)| *k == key) {
                let known = others.remove(at);
                let session = Arc::clone(&known.1);
                others.push(known);
                return Ok(session);
            }
        }
        let session = Arc::new(self.plain.beside(wishes.settings()?)?);
        session.rules(&[self.root.join(UNNAMED)])?;
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if others.len() >= MAX_SESSIONS {
            others.remove(0);
        }
        others.push((key, Arc::clone(&session)));
        Ok(session)
    }

    /// Where an article counts to: its own folder below the root where there is one, and never a place outside.
    fn place(&self, path: &str) -> PathBuf {
        let path = Path::new(path);
        let inside = path.file_name().is_some() && path.components().all(|c| matches!(c, Component::Normal(_)));
        let name = path.file_name().map_or_else(|| PathBuf::from(UNNAMED), PathBuf::from);
        let own = self.root.join(path);
        // Only folders that are there have a configuration; what is known of others would only fill the memory.
        if inside && own.parent().is_some_and(Path::is_dir) { own } else { self.root.join(name) }
    }

    /// Opens a draft.
    fn open(&self, session: &Session, draft: &Draft) -> Result<Handle, Refusal> {
        let named = draft.format.as_deref().map(|name| {
            let known = || Format::usual_names().collect::<Vec<_>>().join(", ");
            Format::from_name(name).ok_or_else(|| Refusal::Wrong(format!("no format is called `{name}`: {}", known())))
        });
        let path = draft.path.as_deref().filter(|p| !p.is_empty()).unwrap_or(UNNAMED);
        let input = match &draft.bytes {
            Some(bytes) => Input::bytes(path, bytes.clone()),
            None => Input::text(path, draft.text.as_str()),
        };
        let input = input.at(self.place(path));
        let input = match named.transpose()? {
            Some(format) => input.format(format),
            None => input,
        };
        session.open(input).map_err(|e| match e {
            Error::UnknownFormat(extension) => {
                let known = Format::usual_names().collect::<Vec<_>>().join(", ");
                Refusal::Wrong(format!("no format is known for .{extension} files: name one as `format` ({known})"))
            }
            other => other.into(),
        })
    }

    /// Reads a draft; what can't be opened is a problem of its report.
    ///
    /// # Errors
    /// [`Refusal::Cancelled`].
    pub fn read(&self, session: &Session, draft: &Draft, wanted: Wanted, cancel: &Cancel) -> Result<FileReport, Refusal> {
        let handle = match self.open(session, draft) {
            Ok(handle) => handle,
            Err(refusal) => return Ok(FileReport::problem(draft.path.as_deref().unwrap_or(UNNAMED), refusal)),
        };
        let report = session.read(handle, wanted, cancel);
        session.close(handle);
        Ok(report?)
    }

    /// What `copydesk check --format json` says of the articles, byte for byte; with `outline` also their blocks.
    ///
    /// # Errors
    /// Those of [`Self::wished`]; a request without articles, or with too many; [`Refusal::Cancelled`].
    pub fn check(&self, request: &Request, cancel: &Cancel) -> Result<String, Refusal> {
        let session = self.wished(&request.settings)?;
        let wanted = if request.outline { Wanted::OUTLINE } else { Wanted::CHECK };
        let mut outcome = Outcome::default();
        for draft in request.drafts()?.iter() {
            outcome.add(self.read(&session, draft, wanted, cancel)?);
        }
        Ok(outcome.json(request.outline))
    }

    /// One line for one article of many: its language, words, diagnostics and problems, as one JSON object.
    ///
    /// # Errors
    /// [`Refusal::Cancelled`]; a line that is no article is answered in its place.
    pub fn check_line(&self, session: &Session, line: &[u8], cancel: &Cancel) -> Result<String, Refusal> {
        let record: Record = match std::str::from_utf8(line).map_err(|e| e.to_string()).and_then(Record::read) {
            Ok(record) => record,
            Err(message) => return Ok(report::json::text(&json!({"error": message}))),
        };
        let report = self.read(session, &record.draft, Wanted::ARTICLES, cancel)?;
        Ok(answer::line(record.id, report))
    }

    /// What `copydesk triage --format json` says of the articles.
    ///
    /// # Errors
    /// Those of [`Self::check`].
    pub fn triage(&self, request: &Request, cancel: &Cancel) -> Result<String, Refusal> {
        let session = self.wished(&request.settings)?;
        let (mut rows, mut problems): (Vec<Row>, Vec<_>) = Default::default();
        for draft in request.drafts()?.iter() {
            let report = self.read(&session, draft, Wanted::TRIAGE, cancel)?;
            rows.extend(report::triage::rows(&report));
            problems.extend(report.problems);
        }
        rows.sort_by(|a, b| b.need.total_cmp(&a.need));
        Ok(report::json::text(&report::triage::object(&rows, &problems)))
    }

    /// What `copydesk names --format json` says of the articles.
    ///
    /// # Errors
    /// Those of [`Self::check`].
    pub fn names(&self, request: &Request, cancel: &Cancel) -> Result<String, Refusal> {
        let session = self.wished(&request.settings)?;
        let (mut ledger, mut problems) = (Ledger::default(), Vec::new());
        for draft in request.drafts()?.iter() {
            let report = self.read(&session, draft, Wanted::NAMES, cancel)?;
            problems.extend(report.problems);
            report.each.into_iter().for_each(|article| ledger.add(article.names));
        }
        let names = ledger.names(&session.settings_of(&self.root.join(UNNAMED)).names);
        Ok(report::json::text(&report::names::object(&names, ledger.left_out, &problems)))
    }

    /// The records of all rules that hold here, as `copydesk rules --format json` has them.
    pub fn rules(&self) -> Value {
        let metas = self.plain.rules(&[self.root.join(UNNAMED)]).unwrap_or_default();
        Value::Array(metas.iter().map(|meta| report::rules::record(meta, None)).collect())
    }

    /// A rule's record, with what a person reads of it as `explanation_text`.
    ///
    /// # Errors
    /// [`Refusal::Missing`] where there is no such rule.
    pub fn explain(&self, rule: &str) -> Result<Value, Refusal> {
        let metas = self.plain.rules(&[self.root.join(UNNAMED)])?;
        let Some(meta) = metas.iter().find(|m| m.id == rule) else {
            let near = config::nearest(rule, metas.iter().map(|m| m.id.as_ref()));
            let hint = near.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
            return Err(Refusal::Missing(format!("no rule is called `{}`{hint}", clean::line(rule))));
        };
        let mut record = report::rules::record(meta, None);
        if let Some(record) = record.as_object_mut() {
            let text = report::rules::explanation(meta, &crate::rules::measured::Records::load(), 0);
            record.insert("text".to_owned(), text.into());
        }
        Ok(record)
    }
}
