//! What the working threads do: check documents, answer requests.

use super::{
    Client, Collect, actions, convert,
    documents::{Checked, Documents},
    house::{self, Decision},
    lock, take, workspace,
};
use crate::{
    config::ConfigFault,
    session::{Cancel, records},
    triage::DEFAULT_THRESHOLD,
};
use crossbeam_channel::Sender;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{
    CodeActionParams, CodeLens, CodeLensParams, Command, Diagnostic, DiagnosticSeverity, DocumentDiagnosticParams, ExecuteCommandParams,
    Hover, HoverContents, HoverParams, MarkupContent, MarkupKind, MessageType, Uri, WorkspaceDiagnosticParams,
};
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, HashMap},
    panic::{self, AssertUnwindSafe},
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI32, Ordering},
    },
};

/// The requests that are answered.
pub const METHODS: [&str; 6] = [
    "textDocument/diagnostic",
    "workspace/diagnostic",
    "textDocument/hover",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "workspace/executeCommand",
];

/// Something to do.
pub enum Job {
    /// Check a document and send what was found.
    Check(Uri),
    /// Answer a request.
    Answer(Request),
    /// Tell what is wrong in configurations, and have the client ask again for what it has.
    Refresh,
}

/// Why a request is not answered.
type Refusal = (ErrorCode, String);

/// What the threads share.
pub struct Server {
    pub documents: Documents,
    pub client: Client,
    /// The folders that the client works in.
    pub folders: Mutex<BTreeSet<PathBuf>>,
    pub(super) collect: Collect,
    pub(super) workspace: workspace::Known,
    sender: Sender<Message>,
    /// Requests that wait or are being answered.
    pending: Mutex<HashMap<RequestId, Cancel>>,
    /// Configuration files whose faults the client has been told of.
    faulty: Mutex<Vec<Uri>>,
    next: AtomicI32,
}

impl Server {
    pub(super) fn new(documents: Documents, client: Client, sender: Sender<Message>, folders: BTreeSet<PathBuf>, collect: Collect) -> Self {
        Self {
            documents,
            client,
            folders: Mutex::new(folders),
            collect,
            workspace: workspace::Known::default(),
            sender,
            pending: Mutex::default(),
            faulty: Mutex::default(),
            next: AtomicI32::new(1),
        }
    }

    /// A request has come.
    pub fn begin(&self, id: &RequestId) {
        lock(&self.pending).insert(id.clone(), Cancel::default());
    }

    /// The client does not want an answer any more.
    pub fn cancel(&self, id: &RequestId) {
        if let Some(cancel) = lock(&self.pending).get(id) {
            cancel.cancel();
        }
    }

    /// Nothing is wanted any more.
    pub fn stop(&self) {
        lock(&self.pending).values().for_each(Cancel::cancel);
        self.documents.all().iter().for_each(|uri| _ = self.documents.close(uri));
    }

    /// The folder that unsaved documents count as files of.
    pub fn root(&self) -> PathBuf {
        lock(&self.folders).first().cloned().unwrap_or_else(|| std::env::current_dir().unwrap_or_default())
    }

    /// Does a job. A fault of ours in it is told to whoever asked, and the server goes on.
    pub fn work(&self, job: Job) {
        match job {
            Job::Check(uri) => drop(panic::catch_unwind(AssertUnwindSafe(|| self.check(&uri)))),
            Job::Refresh => drop(panic::catch_unwind(AssertUnwindSafe(|| self.refresh()))),
            Job::Answer(request) => {
                let id = request.id.clone();
                let cancel = lock(&self.pending).get(&id).cloned().unwrap_or_default();
                let answer = panic::catch_unwind(AssertUnwindSafe(|| self.answer(request, &cancel)))
                    .unwrap_or_else(|_| Err((ErrorCode::InternalError, "copydesk failed; please report it".to_owned())));
                lock(&self.pending).remove(&id);
                let response = match answer {
                    _ if cancel.is_cancelled() => Response::new_err(id, ErrorCode::RequestCanceled as i32, "cancelled".to_owned()),
                    Ok(value) => Response::new_ok(id, value),
                    Err((code, why)) => Response::new_err(id, code as i32, why),
                };
                let _ = self.sender.send(response.into());
            }
        }
    }

    /// Checks a document; a client that does not ask itself is sent what was found.
    fn check(&self, uri: &Uri) {
        let Some(checked) = self.documents.checked(uri) else { return };
        if !self.client.pulls {
            let diagnostics = checked.diagnostics(self.client.agreed);
            self.publish(&checked.uri, &diagnostics, Some(checked.version));
        }
        self.tell_faults();
    }

    /// A document is closed: its diagnostics go.
    pub fn close(&self, uri: &Uri) {
        if self.documents.close(uri) && !self.client.pulls {
            self.publish(uri, &[], None);
        }
    }

    fn publish(&self, uri: &Uri, diagnostics: &[Diagnostic], version: Option<i32>) {
        let mut params = json!({"uri": uri, "diagnostics": diagnostics});
        if let (Some(version), Some(object)) = (version, params.as_object_mut()) {
            object.insert("version".to_owned(), version.into());
        }
        self.notify("textDocument/publishDiagnostics", params);
    }

    /// Marks what is wrong in configuration files.
    fn tell_faults(&self) {
        let mut faults: HashMap<PathBuf, Vec<Diagnostic>> = HashMap::new();
        for fault in self.documents.session.faults() {
            let (path, diagnostic) = match fault {
                ConfigFault::File { path, message } => (path, convert::note(&message, DiagnosticSeverity::ERROR)),
                ConfigFault::Place { source, fault } => {
                    let message = [Some(fault.message), fault.help].into_iter().flatten().collect::<Vec<_>>().join("; ");
                    let range = convert::range(&source, fault.span, self.client.agreed.unit);
                    let path = crate::config::absolute(std::path::Path::new(source.path()));
                    (path, Diagnostic { range, ..convert::note(&message, DiagnosticSeverity::ERROR) })
                }
            };
            faults.entry(path).or_default().push(diagnostic);
        }
        let mut told = lock(&self.faulty);
        let mut now = Vec::new();
        for (path, diagnostics) in faults {
            let Some(uri) = convert::uri(&path) else { continue };
            if !told.contains(&uri) {
                self.publish(&uri, &diagnostics, None);
            }
            now.push(uri);
        }
        told.iter().filter(|uri| !now.contains(*uri)).for_each(|uri| self.publish(uri, &[], None));
        *told = now;
    }

    fn refresh(&self) {
        // What was told may be in other places now.
        let before = std::mem::take(&mut *lock(&self.faulty));
        before.iter().for_each(|uri| self.publish(uri, &[], None));
        self.tell_faults();
        if self.client.pulls && self.client.refreshes {
            self.ask("workspace/diagnostic/refresh", Value::Null);
        }
        if self.client.refreshes_lenses {
            self.ask("workspace/codeLens/refresh", Value::Null);
        }
    }

    pub(super) fn notify(&self, method: &str, params: Value) {
        let _ = self.sender.send(Notification { method: method.to_owned(), params }.into());
    }

    /// Asks the client for something.
    pub fn ask(&self, method: &str, params: Value) {
        let id = RequestId::from(format!("copydesk-{}", self.next.fetch_add(1, Ordering::Relaxed)));
        let _ = self.sender.send(Request { id, method: method.to_owned(), params }.into());
    }

    /// Writes to the client's log.
    pub fn log(&self, message: &str) {
        self.notify("window/logMessage", json!({"type": MessageType::ERROR, "message": format!("copydesk: {message}")}));
    }

    fn say(&self, kind: MessageType, message: &str) {
        self.notify("window/showMessage", json!({"type": kind, "message": message}));
    }

    fn answer(&self, request: Request, cancel: &Cancel) -> Result<Value, Refusal> {
        let wrong = |why: String| (ErrorCode::InvalidParams, why);
        let Request { method, params, .. } = request;
        let value = match method.as_str() {
            "textDocument/diagnostic" => {
                let params: DocumentDiagnosticParams = take(params).map_err(wrong)?;
                let checked = self.checked(&params.text_document.uri)?;
                let id = format!("{}.{}", checked.version, checked.revision);
                if params.previous_result_id.as_ref() == Some(&id) {
                    json!({"kind": "unchanged", "resultId": id})
                } else {
                    json!({"kind": "full", "resultId": id, "items": checked.diagnostics(self.client.agreed)})
                }
            }
            "workspace/diagnostic" => {
                let params: WorkspaceDiagnosticParams = take(params).map_err(wrong)?;
                workspace::report(self, &params, cancel)
            }
            "textDocument/hover" => {
                let params: HoverParams = take(params).map_err(wrong)?;
                let place = params.text_document_position_params;
                let (checked, unit) = (self.checked(&place.text_document.uri)?, self.client.agreed.unit);
                let offset = convert::offset(&checked.source, place.position, unit);
                json!(actions::hover(&self.documents, &checked, offset).map(|(value, span)| Hover {
                    contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
                    range: Some(convert::range(&checked.source, span, unit)),
                }))
            }
            "textDocument/codeAction" => {
                let params: CodeActionParams = take(params).map_err(wrong)?;
                let checked = self.checked(&params.text_document.uri)?;
                json!(actions::offered(&self.documents, &checked, params.range, &params.context, self.client.agreed))
            }
            "textDocument/codeLens" => {
                let params: CodeLensParams = take(params).map_err(wrong)?;
                let checked = self.checked(&params.text_document.uri)?;
                json!(self.lenses(&checked))
            }
            "workspace/executeCommand" => {
                let params: ExecuteCommandParams = take(params).map_err(wrong)?;
                self.execute(&params).map_err(|why| (ErrorCode::RequestFailed, why))?;
                Value::Null
            }
            _ => return Err((ErrorCode::MethodNotFound, format!("no method `{method}`"))),
        };
        Ok(value)
    }

    fn checked(&self, uri: &Uri) -> Result<Arc<Checked>, Refusal> {
        self.documents.checked(uri).ok_or_else(|| (ErrorCode::InvalidParams, "the document is not open".to_owned()))
    }

    /// The note on the headline of an article that reads like unedited machine translation.
    fn lenses(&self, checked: &Checked) -> Vec<CodeLens> {
        let Some(report) = self.documents.assessed(checked) else { return Vec::new() };
        let all = checked.handle.and_then(|h| self.documents.session.documents(h, &checked.source).ok()).unwrap_or_default();
        let articles = all.iter().filter(|d| !d.blocks.is_empty()).zip(&report.each);
        let lens = |(document, article): (&crate::document::Document, &crate::session::ArticleReport)| {
            let share = article.machine_translated.and_then(Result::ok).filter(|share| *share >= DEFAULT_THRESHOLD)?;
            let block = document.blocks.first()?;
            let span = block.in_file(crate::span::BlockSpan::new(0, block.text.len()));
            let why = article.stretches.first().map(|s| format!(", most at \"{}\": {}", s.text, s.why)).unwrap_or_default();
            let title = format!("reads like unedited machine translation ({share:.2}){why}");
            let arguments = json!({"uri": checked.uri, "rule": crate::triage::META.id});
            let command = Command { title, command: actions::EXPLAIN.to_owned(), arguments: Some(vec![arguments]) };
            let range = convert::range(&checked.source, span, self.client.agreed.unit);
            Some(CodeLens { range, command: Some(command), data: None })
        };
        articles.filter_map(lens).collect()
    }

    fn execute(&self, params: &ExecuteCommandParams) -> Result<(), String> {
        let arguments = params.arguments.as_slice();
        let needed = |name: &str| actions::argument(arguments, name).ok_or_else(|| format!("`{}` needs `{name}`", params.command));
        let uri = actions::document(arguments).ok_or_else(|| format!("`{}` needs `uri`", params.command))?;
        let decision = match params.command.as_str() {
            actions::EXPLAIN => {
                let rule = needed("rule")?;
                let place = convert::path(&uri, &self.root()).1;
                let project = self.documents.session.project(&place);
                let meta = records(&project.linter).find(|m| m.id == rule).ok_or_else(|| format!("no rule is called `{rule}`"))?;
                self.say(MessageType::INFO, &format!("{}: {}\n\n{}", meta.id, meta.summary, meta.explanation));
                return Ok(());
            }
            actions::ACCEPT => Decision::Accept(needed("name")?),
            actions::PREFER => Decision::Prefer { right: needed("right")?, variant: needed("name")? },
            actions::IGNORE => Decision::Ignore { rule: needed("rule")?, file: &convert::path(&uri, &self.root()).1 },
            other => return Err(format!("no command `{other}`")),
        };
        let place = convert::path(&uri, &self.root()).1;
        let project = self.documents.session.project(&place);
        let root = {
            let folders = lock(&self.folders);
            let around = folders.iter().filter(|f| place.starts_with(f)).max_by_key(|f| f.components().count()).cloned();
            around.or_else(|| place.parent().map(PathBuf::from)).unwrap_or_default()
        };
        let file = house::file_for(project.file.as_deref(), &root);
        if let Err(why) = house::write(&file, decision) {
            self.say(MessageType::ERROR, &format!("copydesk: {why}"));
            return Err(why);
        }
        self.documents.reload();
        self.documents.all().iter().for_each(|uri| self.check(uri));
        self.refresh();
        Ok(())
    }
}
