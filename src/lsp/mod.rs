//! A server for editors: the Language Server Protocol, on a [`Session`].
//!
//! One thread takes messages and never reads an article, so that typing and saving wait for nothing; others check and answer. A
//! check is called off when its text changes, and what is sent is always about the text that the client last told of.

mod actions;
mod convert;
mod documents;
mod house;
mod serve;
pub mod stdio;
mod workspace;

use crate::{
    config::{self, Choice},
    session::{Error, Session, Settings},
};
use convert::Agreed;
use crossbeam_channel::Sender;
use documents::Documents;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, DiagnosticOptions,
    DiagnosticServerCapabilities, DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, ExecuteCommandOptions, HoverProviderCapability, InitializeParams,
    InitializeResult, OneOf, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Uri, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};
use serve::{Job, Server};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

/// Threads that check and answer.
const WORKERS: usize = 2;

/// Finds the articles below folders, as a session's configuration has them.
pub type Collect = fn(&[PathBuf], &Session) -> Vec<PathBuf>;

/// What a client may set at the start, as `copydesk.toml` calls it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Initial {
    /// A configuration for all files instead of the nearest above each.
    configuration: Option<PathBuf>,
    select: Option<Vec<String>>,
    ignore: Vec<String>,
    min_confidence: Option<f32>,
    language: Option<String>,
    triage: Option<bool>,
}

impl Initial {
    fn settings(self) -> Result<Settings, Error> {
        let known = |code: String| {
            crate::analysis::Language::from_code(&code).ok_or(Error::OutOfRange { name: "language", allowed: "an ISO 639 code" })
        };
        let file = self.configuration.map(|file| crate::session::Configuration::File(config::absolute(&file)));
        Ok(Settings {
            configuration: file.unwrap_or_default(),
            choice: Choice { select: self.select, ignore: self.ignore },
            min_confidence: self.min_confidence,
            language: self.language.map(known).transpose()?,
            triage: self.triage,
            threads: 1,
            incremental: true,
            ..Settings::default()
        })
    }
}

/// Serves a client until it says goodbye or vanishes; whether it said goodbye.
pub fn run(connection: Connection, collect: Collect) -> bool {
    let Connection { sender, receiver } = connection;
    let Some((id, params)) = first_request(&sender, &receiver) else { return false };
    let initial = params.initialization_options.clone().map(serde_json::from_value::<Initial>).transpose();
    let session = match initial.map_err(|e| e.to_string()).and_then(|initial| {
        let settings = initial.unwrap_or_default().settings().map_err(|e| e.to_string())?;
        let session = Session::new(settings).map_err(|e| e.to_string())?;
        session.rules(&[]).map_err(|e| e.to_string())?;
        Ok(session)
    }) {
        Ok(session) => session,
        Err(why) => {
            let _ = sender.send(Response::new_err(id, ErrorCode::InvalidParams as i32, why.clone()).into());
            return false;
        }
    };
    let client = Client::of(&params);
    let result = InitializeResult {
        capabilities: capabilities(&client),
        server_info: Some(ServerInfo { name: "copydesk".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
    };
    if sender.send(Response::new_ok(id, serde_json::to_value(result).unwrap_or_default()).into()).is_err() {
        return false;
    }
    let (jobs, queue) = crossbeam_channel::unbounded();
    let server = Arc::new(Server::new(Documents::new(session), client, sender.clone(), folders(&params), collect));
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (server, queue) = (Arc::clone(&server), queue.clone());
            thread::spawn(move || queue.iter().for_each(|job| server.work(job)))
        })
        .collect();
    let goodbye = Loop { server: &server, jobs, sender, shut_down: false }.run(&receiver);
    server.stop();
    // What is under way is finished or called off; a worker never panics.
    workers.into_iter().for_each(|w| drop(w.join()));
    goodbye
}

/// Answers everything with an error until `initialize` comes.
fn first_request(sender: &Sender<Message>, receiver: &crossbeam_channel::Receiver<Message>) -> Option<(RequestId, InitializeParams)> {
    for message in receiver {
        match message {
            Message::Request(request) if request.method == "initialize" => match serde_json::from_value(request.params) {
                Ok(params) => return Some((request.id, params)),
                Err(e) => sender.send(Response::new_err(request.id, ErrorCode::InvalidParams as i32, e.to_string()).into()).ok()?,
            },
            Message::Request(request) => {
                let why = "the first request is `initialize`".to_owned();
                sender.send(Response::new_err(request.id, ErrorCode::ServerNotInitialized as i32, why).into()).ok()?;
            }
            Message::Notification(n) if n.method == "exit" => return None,
            _ => {}
        }
    }
    None
}

/// What the client can do.
#[derive(Clone, Debug)]
struct Client {
    agreed: Agreed,
    encoding: lsp_types::PositionEncodingKind,
    /// It asks for diagnostics itself; others are sent them. Who asked would show twice what is sent as well.
    pulls: bool,
    /// It can be told to ask again.
    refreshes: bool,
    refreshes_lenses: bool,
    /// It can be asked to watch files.
    watches: bool,
}

impl Client {
    fn of(params: &InitializeParams) -> Self {
        let ClientCapabilities { text_document, workspace, general, .. } = &params.capabilities;
        let (unit, encoding) = convert::unit(general.as_ref().and_then(|g| g.position_encodings.as_deref()));
        let published = text_document.as_ref().and_then(|t| t.publish_diagnostics.as_ref());
        let workspace = workspace.as_ref();
        Self {
            agreed: Agreed { unit, related: published.and_then(|p| p.related_information).unwrap_or(false) },
            encoding,
            pulls: text_document.as_ref().is_some_and(|t| t.diagnostic.is_some()),
            refreshes: workspace.and_then(|w| w.diagnostic.as_ref()?.refresh_support).unwrap_or(false),
            refreshes_lenses: workspace.and_then(|w| w.code_lens.as_ref()?.refresh_support).unwrap_or(false),
            watches: workspace.and_then(|w| w.did_change_watched_files.as_ref()?.dynamic_registration).unwrap_or(false),
        }
    }
}

fn capabilities(client: &Client) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(client.encoding.clone()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            // Nothing is asked before saving: to save never waits.
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::new(actions::FIX_ALL)]),
            ..CodeActionOptions::default()
        })),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: actions::COMMANDS.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        diagnostic_provider: Some(DiagnosticServerCapabilities::Options(DiagnosticOptions {
            identifier: Some("copydesk".to_owned()),
            inter_file_dependencies: false,
            workspace_diagnostics: true,
            ..DiagnosticOptions::default()
        })),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

/// The folders that the client works in.
fn folders(params: &InitializeParams) -> BTreeSet<PathBuf> {
    let named = params.workspace_folders.iter().flatten().map(|f| f.uri.clone());
    #[allow(deprecated)]
    let old = params.root_uri.clone().filter(|_| params.workspace_folders.is_none());
    named.chain(old).filter_map(|uri| folder(&uri)).collect()
}

fn folder(uri: &Uri) -> Option<PathBuf> {
    let path = convert::path(uri, Path::new("")).1;
    path.is_absolute().then(|| config::absolute(&path))
}

/// Takes messages.
struct Loop<'s> {
    server: &'s Arc<Server>,
    jobs: Sender<Job>,
    sender: Sender<Message>,
    shut_down: bool,
}

impl Loop<'_> {
    fn run(mut self, receiver: &crossbeam_channel::Receiver<Message>) -> bool {
        for message in receiver {
            match message {
                Message::Request(request) => self.request(request),
                Message::Notification(n) if n.method == "exit" => return self.shut_down,
                Message::Notification(notification) => self.notification(notification),
                // To what the server asks for there is nothing to hear.
                Message::Response(_) => {}
            }
        }
        false
    }

    fn fail(&self, id: RequestId, code: ErrorCode, why: &str) {
        let _ = self.sender.send(Response::new_err(id, code as i32, why.to_owned()).into());
    }

    fn request(&mut self, request: Request) {
        if self.shut_down {
            return self.fail(request.id, ErrorCode::InvalidRequest, "the server is shutting down");
        }
        match request.method.as_str() {
            "shutdown" => {
                self.shut_down = true;
                let _ = self.sender.send(Response::new_ok(request.id, Value::Null).into());
            }
            "initialize" => self.fail(request.id, ErrorCode::InvalidRequest, "initialized already"),
            method if serve::METHODS.contains(&method) => {
                self.server.begin(&request.id);
                let _ = self.jobs.send(Job::Answer(request));
            }
            method => self.fail(request.id, ErrorCode::MethodNotFound, &format!("no method `{method}`")),
        }
    }

    fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let done = match method.as_str() {
            "initialized" => {
                self.watch();
                Ok(())
            }
            "$/cancelRequest" => {
                let id = params.get("id").cloned().unwrap_or_default();
                serde_json::from_value(id).map(|id| self.server.cancel(&id)).map_err(|e| e.to_string())
            }
            "textDocument/didOpen" => take(params).map(|p: DidOpenTextDocumentParams| {
                let document = p.text_document;
                let uri = document.uri.clone();
                let folder = self.server.root();
                self.server.documents.open(uri.clone(), &folder, &document.language_id, document.version, document.text);
                self.check(uri);
            }),
            "textDocument/didChange" => take(params).and_then(|p: DidChangeTextDocumentParams| {
                let (uri, agreed) = (p.text_document.uri, self.server.client.agreed);
                let changed = self.server.documents.change(&uri, p.text_document.version, p.content_changes, agreed);
                self.check(uri);
                changed
            }),
            "textDocument/didClose" => take(params).map(|p: DidCloseTextDocumentParams| self.server.close(&p.text_document.uri)),
            "textDocument/didSave" => take(params).map(|p: DidSaveTextDocumentParams| {
                if p.text_document.uri.as_str().ends_with(".toml") {
                    self.reload();
                }
            }),
            "workspace/didChangeWatchedFiles" => {
                self.reload();
                Ok(())
            }
            "workspace/didChangeWorkspaceFolders" => take(params).map(|p: DidChangeWorkspaceFoldersParams| {
                let of = |list: Vec<lsp_types::WorkspaceFolder>| list.iter().filter_map(|f| folder(&f.uri)).collect::<Vec<_>>();
                let (gone, new) = (of(p.event.removed), of(p.event.added));
                let mut folders = self.server.folders.lock().unwrap_or_else(PoisonError::into_inner);
                folders.retain(|f| !gone.contains(f));
                folders.extend(new);
            }),
            // What nobody knows may be left unheard.
            _ => Ok(()),
        };
        if let Err(why) = done {
            self.server.log(&format!("{method}: {why}"));
        }
    }

    fn check(&self, uri: Uri) {
        let _ = self.jobs.send(Job::Check(uri));
    }

    /// Configuration has changed: everything is checked again.
    fn reload(&self) {
        self.server.documents.reload();
        self.server.documents.all().into_iter().for_each(|uri| self.check(uri));
        let _ = self.jobs.send(Job::Refresh);
    }

    /// Asks the client to tell of changes to configuration.
    fn watch(&self) {
        let _ = self.jobs.send(Job::Refresh);
        if !self.server.client.watches {
            return;
        }
        let watchers = ["**/copydesk.toml", "**/.copydesk.toml"].map(|glob| json!({"globPattern": glob}));
        let options = json!({"watchers": watchers});
        let registration = json!({"id": "copydesk.toml", "method": "workspace/didChangeWatchedFiles", "registerOptions": options});
        self.server.ask("client/registerCapability", json!({"registrations": [registration]}));
    }
}

/// Reads parameters.
fn take<T: DeserializeOwned>(params: Value) -> Result<T, String> {
    serde_json::from_value(params).map_err(|e| e.to_string())
}

/// A lock that nobody's panic keeps.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
