//! The open documents, and what checking them gave. Shared by the loop that takes messages and the threads that answer them.

use super::convert::{self, Agreed};
use crate::{
    document::Format,
    session::{Cancel, Edit, Error, FileReport, Handle, Input, Session, Wanted},
    source::Source,
};
use lsp_types::{Diagnostic, DiagnosticSeverity, TextDocumentContentChangeEvent, Uri};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The documents that may be open at once; those beyond are said not to be checked.
const MAX_OPEN: usize = 4096;

/// An open document.
struct Open {
    uri: Uri,
    /// Nothing where it can't be checked, and why.
    handle: Result<Handle, String>,
    /// The client's number for its text.
    version: i32,
    /// Counts what changes its diagnostics: its text, and the configuration.
    revision: u64,
    /// Calls off the check of this revision.
    cancel: Cancel,
    report: Option<Arc<Checked>>,
}

/// What checking a revision of a document gave.
pub struct Checked {
    /// The document.
    pub uri: Uri,
    /// The client's number for the text.
    pub version: i32,
    /// Ours for text and configuration together.
    pub revision: u64,
    /// Nothing where the document can't be checked.
    pub handle: Option<Handle>,
    /// The text that was checked.
    pub source: Arc<Source>,
    /// What was found, or what keeps it from being checked.
    pub report: FileReport,
}

impl Checked {
    /// What the editor shows.
    pub fn diagnostics(&self, agreed: Agreed) -> Vec<Diagnostic> {
        match self.handle {
            Some(_) => convert::diagnostics(&self.report, &self.uri, agreed),
            None => self.report.problems.iter().map(|p| convert::note(&p.message, DiagnosticSeverity::INFORMATION)).collect(),
        }
    }
}

/// All open documents.
pub struct Documents {
    pub session: Session,
    open: Mutex<HashMap<String, Open>>,
}

impl Documents {
    /// None open.
    pub fn new(session: Session) -> Self {
        Self { session, open: Mutex::default() }
    }

    fn open_ones(&self) -> MutexGuard<'_, HashMap<String, Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens one, or opens it again.
    pub fn open(&self, uri: Uri, folder: &std::path::Path, language: &str, version: i32, text: String) {
        self.close(&uri);
        let (shown, place) = convert::path(&uri, folder);
        let mut input = Input::text(shown.as_str(), text).at(&place);
        // What a file is called says what it holds, and else what the editor takes it for.
        if Format::of_extension(&shown).is_none() && self.session.settings_of(&place).format.is_none() {
            input = input.format(Format::from_name(language).unwrap_or(Format::Plain));
        }
        let full = self.open_ones().len() >= MAX_OPEN;
        let handle = match full {
            true => Err(format!("not checked: more than {MAX_OPEN} documents are open")),
            false => self.session.open(input).map_err(|e| format!("not checked: {e}")),
        };
        let document = Open { uri: uri.clone(), handle, version, revision: 0, cancel: Cancel::default(), report: None };
        self.open_ones().insert(uri.as_str().to_owned(), document);
    }

    /// Closes one.
    pub fn close(&self, uri: &Uri) -> bool {
        let Some(document) = self.open_ones().remove(uri.as_str()) else { return false };
        document.cancel.cancel();
        if let Ok(handle) = document.handle {
            self.session.close(handle);
        }
        true
    }

    /// Takes the client's changes, each in the text that those before have left.
    ///
    /// # Errors
    /// In words, where the document is not open or a range ends before it begins; changes before that one are made.
    pub fn change(&self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>, agreed: Agreed) -> Result<(), String> {
        let mut open = self.open_ones();
        let document = open.get_mut(uri.as_str()).ok_or("the document is not open")?;
        document.version = version;
        document.touch();
        for change in changes {
            let Ok(handle) = document.handle else { return Ok(()) };
            let source = self.session.source(handle).map_err(|e| e.to_string())?;
            let span = match change.range {
                Some(range) => convert::span(&source, range, agreed.unit).ok_or("a range that ends before it begins")?,
                None => crate::span::FileSpan::new(0, source.text().len()),
            };
            match self.session.edit(handle, &[Edit { span, text: change.text }]) {
                Ok(()) => {}
                Err(e @ Error::TooLarge(_)) => {
                    self.session.close(handle);
                    document.handle = Err(format!("not checked: {e}"));
                }
                Err(e) => return Err(e.to_string()),
            }
        }
        Ok(())
    }

    /// Every open document.
    pub fn all(&self) -> Vec<Uri> {
        self.open_ones().values().map(|d| d.uri.clone()).collect()
    }

    /// Whether a file is open.
    pub fn is_open(&self, uri: &Uri) -> bool {
        self.open_ones().contains_key(uri.as_str())
    }

    /// Reads all configuration anew; nothing that is known of open documents holds any more.
    pub fn reload(&self) {
        self.session.reload();
        self.open_ones().values_mut().for_each(Open::touch);
    }

    /// What checking a document as it is now gives; nothing where it is not open any more.
    pub fn checked(&self, uri: &Uri) -> Option<Arc<Checked>> {
        loop {
            let (handle, revision, version, cancel, uri) = {
                let open = self.open_ones();
                let document = open.get(uri.as_str())?;
                if let Some(report) = document.report.as_ref().filter(|r| r.revision == document.revision) {
                    return Some(Arc::clone(report));
                }
                let Open { handle, revision, version, cancel, uri, .. } = document;
                (handle.clone(), *revision, *version, cancel.clone(), uri.clone())
            };
            let (handle, report) = match handle {
                Err(why) => (None, FileReport::problem(uri.as_str(), why)),
                Ok(handle) => match self.session.check(handle, &cancel) {
                    Ok(mut report) => {
                        report.cut();
                        (Some(handle), report)
                    }
                    // The text has changed or the document was closed: as it is now counts.
                    Err(_) => continue,
                },
            };
            let source = report.source.clone().unwrap_or_else(|| Arc::new(Source::from_text(uri.as_str(), "")));
            let checked = Arc::new(Checked { uri: uri.clone(), version, revision, handle, source, report });
            let mut open = self.open_ones();
            if let Some(document) = open.get_mut(uri.as_str()).filter(|d| d.revision == revision) {
                document.report = Some(Arc::clone(&checked));
                return Some(checked);
            }
        }
    }

    /// The same for what a headline's note says.
    pub fn assessed(&self, checked: &Checked) -> Option<FileReport> {
        self.session.read(checked.handle?, Wanted::TRIAGE, &Cancel::default()).ok()
    }
}

impl Open {
    /// What is known of it holds no more.
    fn touch(&mut self) {
        self.revision += 1;
        self.cancel.cancel();
        self.cancel = Cancel::default();
    }
}
