//! Diagnostics of every article in the client's folders.

use super::{convert, lock, serve::Server};
use crate::session::{Cancel, Error, FileReport, Input};
use lsp_types::{Uri, WorkspaceDiagnosticParams};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
    time::SystemTime,
};

/// Files of which something is known, at most.
const MAX_FILES: usize = 100_000;

/// What is known of files that are not open: when they were read, and the name of what was found then.
#[derive(Default)]
pub struct Known(Mutex<HashMap<PathBuf, (Stamp, String)>>);

/// A file's age and size.
type Stamp = (Option<SystemTime>, u64);

fn stamp(path: &Path) -> Option<Stamp> {
    let data = fs::metadata(path).ok()?;
    Some((data.modified().ok(), data.len()))
}

/// The report on all files; those that the client knows as they are stay away.
pub fn report(server: &Server, params: &WorkspaceDiagnosticParams, cancel: &Cancel) -> Value {
    let previous: HashMap<&str, &str> = params.previous_result_ids.iter().map(|p| (p.uri.as_str(), p.value.as_str())).collect();
    let folders: Vec<PathBuf> = lock(&server.folders).iter().cloned().collect();
    let session = &server.documents.session;
    let files = (server.collect)(&folders, session);
    let token = params.work_done_progress_params.work_done_token.as_ref();
    let progress = |value: Value| {
        if let Some(token) = token {
            server.notify("$/progress", json!({"token": token, "value": value}));
        }
    };
    progress(json!({"kind": "begin", "title": "copydesk", "cancellable": true, "percentage": 0}));
    let mut items = Vec::new();
    for (n, path) in files.iter().enumerate() {
        if cancel.is_cancelled() {
            break;
        }
        if n % 64 == 63 {
            progress(json!({"kind": "report", "percentage": 100 * n / files.len(), "message": format!("{n} of {}", files.len())}));
        }
        let Some(uri) = convert::uri(path) else { continue };
        let known = previous.get(uri.as_str()).copied();
        items.extend(if server.documents.is_open(&uri) { open(server, &uri, known) } else { closed(server, path, &uri, known, cancel) });
    }
    // What is gone has nothing more to show; what is open and was never saved is not gone.
    let gone =
        |p: &&lsp_types::PreviousResultId| !server.documents.is_open(&p.uri) && convert::path(&p.uri, Path::new("")).1.metadata().is_err();
    items.extend(
        params.previous_result_ids.iter().filter(gone).map(|p| json!({"uri": p.uri, "version": null, "kind": "full", "items": []})),
    );
    progress(json!({"kind": "end"}));
    json!({"items": items})
}

fn open(server: &Server, uri: &Uri, known: Option<&str>) -> Option<Value> {
    let checked = server.documents.checked(uri)?;
    let id = format!("{}.{}", checked.version, checked.revision);
    Some(if known == Some(id.as_str()) {
        json!({"uri": uri, "version": checked.version, "kind": "unchanged", "resultId": id})
    } else {
        let items = checked.diagnostics(server.client.agreed);
        json!({"uri": uri, "version": checked.version, "kind": "full", "resultId": id, "items": items})
    })
}

fn closed(server: &Server, path: &Path, uri: &Uri, known: Option<&str>, cancel: &Cancel) -> Option<Value> {
    let session = &server.documents.session;
    let now = stamp(path)?;
    let unchanged = |id: &str| json!({"uri": uri, "version": null, "kind": "unchanged", "resultId": id});
    let key = blake3::Hash::from_bytes(session.project(path).key).to_hex();
    if let (Some(known), Some((then, id))) = (known, lock(&server.workspace.0).get(path))
        && (*then, id.as_str()) == (now, known)
        && known.starts_with(&key[..16])
    {
        return Some(unchanged(known));
    }
    let read = || -> Result<FileReport, Error> {
        let handle = session.open(Input::file(path))?;
        let report = session.check(handle, cancel);
        session.close(handle);
        report
    };
    let report = match read() {
        Err(Error::Cancelled) => return None,
        Err(e) => FileReport::problem(path.to_string_lossy(), e),
        Ok(mut report) => {
            report.cut();
            report
        }
    };
    let items = convert::diagnostics(&report, uri, server.client.agreed);
    let found = blake3::hash(serde_json::to_string(&items).unwrap_or_default().as_bytes()).to_hex();
    let id = format!("{}-{}", &key[..16], &found[..16]);
    let mut all = lock(&server.workspace.0);
    if all.len() >= MAX_FILES {
        all.clear();
    }
    all.insert(path.to_path_buf(), (now, id.clone()));
    Some(if known == Some(id.as_str()) {
        unchanged(&id)
    } else {
        json!({"uri": uri, "version": null, "kind": "full", "resultId": id, "items": items})
    })
}
