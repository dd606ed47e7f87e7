//! A client in memory: what it is told, and what its text is afterwards.

use super::*;
use lsp_types::{CodeActionOrCommand, Diagnostic, TextEdit, WorkspaceEdit};
use std::{collections::VecDeque, fs, time::Duration};
use tempfile::TempDir;

/// Long enough for a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Editor {
    connection: Connection,
    server: Option<thread::JoinHandle<bool>>,
    next: i32,
    /// Notifications and requests of the server that nobody has asked for yet.
    heard: VecDeque<(String, Value)>,
    folder: TempDir,
    capabilities: Value,
}

fn files(folders: &[PathBuf], session: &Session) -> Vec<PathBuf> {
    let all = folders.iter().flat_map(|f| fs::read_dir(f).into_iter().flatten().flatten()).map(|e| e.path());
    let mut articles: Vec<PathBuf> =
        all.filter(|p| p.extension().is_some_and(|e| session.project(p).extensions.contains(&*e.to_string_lossy()))).collect();
    articles.sort();
    articles
}

impl Editor {
    fn new(encodings: &[&str], pulls: bool) -> Self {
        Self::with(encodings, pulls, Value::Null).unwrap()
    }

    fn with(encodings: &[&str], pulls: bool, options: Value) -> Result<Self, Value> {
        let (server, connection) = Connection::memory();
        let server = thread::spawn(move || run(server, files));
        let folder = tempfile::tempdir().unwrap();
        let mut text = json!({"publishDiagnostics": {"relatedInformation": true}});
        if pulls {
            text["diagnostic"] = json!({});
        }
        let mut editor = Self { connection, server: Some(server), next: 0, heard: VecDeque::new(), folder, capabilities: Value::Null };
        let root = editor.uri("");
        let params = json!({
            "processId": null,
            "capabilities": {
                "general": {"positionEncodings": encodings}, "textDocument": text,
                "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}, "diagnostic": {"refreshSupport": true}},
            },
            "workspaceFolders": [{"uri": root, "name": "desk"}],
            "initializationOptions": options,
        });
        editor.capabilities = editor.ask("initialize", params)?["capabilities"].clone();
        editor.tell("initialized", json!({}));
        Ok(editor)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn uri(&self, name: &str) -> String {
        convert::uri(&self.path(name)).unwrap().as_str().to_owned()
    }

    fn tell(&self, method: &str, params: Value) {
        self.connection.sender.send(Notification { method: method.to_owned(), params }.into()).unwrap();
    }

    fn send(&mut self, method: &str, params: Value) -> RequestId {
        self.next += 1;
        let id = RequestId::from(self.next);
        self.connection.sender.send(Request { id: id.clone(), method: method.to_owned(), params }.into()).unwrap();
        id
    }

    fn answer(&mut self, id: &RequestId) -> Result<Value, Value> {
        loop {
            match self.connection.receiver.recv_timeout(PATIENCE).expect("no answer") {
                Message::Response(r) if r.id == *id => return r.response_result.map_err(|e| json!({"code": e.code, "message": e.message})),
                Message::Response(_) => {}
                Message::Request(r) => self.heard.push_back((r.method, r.params)),
                Message::Notification(n) => self.heard.push_back((n.method, n.params)),
            }
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.send(method, params);
        self.answer(&id)
    }

    /// The next notification or request of this method.
    fn hear(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.heard.iter().position(|(m, _)| m == method) {
                return self.heard.remove(at).unwrap().1;
            }
            match self.connection.receiver.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {method}")) {
                Message::Notification(n) => self.heard.push_back((n.method, n.params)),
                Message::Request(r) => self.heard.push_back((r.method, r.params)),
                Message::Response(_) => {}
            }
        }
    }

    fn open(&self, name: &str, text: &str) -> String {
        let uri = self.uri(name);
        let language = if name.ends_with(".md") { "markdown" } else { "plaintext" };
        self.tell("textDocument/didOpen", json!({"textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}}));
        uri
    }

    /// What is published for a version of a document; what is published for others is kept.
    fn published(&mut self, uri: &str, version: i32) -> Vec<Diagnostic> {
        let method = "textDocument/publishDiagnostics";
        let mut others = Vec::new();
        let found = loop {
            let params = self.hear(method);
            if params["uri"] == uri && params["version"] == version {
                break params;
            }
            if params["uri"] != uri {
                others.push((method.to_owned(), params));
            }
        };
        self.heard.extend(others);
        serde_json::from_value(found["diagnostics"].clone()).unwrap()
    }

    fn pull(&mut self, uri: &str) -> Vec<Diagnostic> {
        let report = self.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).unwrap();
        serde_json::from_value(report["items"].clone()).unwrap()
    }

    fn actions(&mut self, uri: &str, diagnostic: &Diagnostic) -> Vec<lsp_types::CodeAction> {
        let params = json!({"textDocument": {"uri": uri}, "range": diagnostic.range, "context": {"diagnostics": [diagnostic]}});
        let list: Vec<CodeActionOrCommand> = serde_json::from_value(self.ask("textDocument/codeAction", params).unwrap()).unwrap();
        list.into_iter().filter_map(|a| if let CodeActionOrCommand::CodeAction(a) = a { Some(a) } else { None }).collect()
    }

    fn run(&mut self, action: &lsp_types::CodeAction) -> Result<Value, Value> {
        let command = action.command.clone().unwrap();
        self.ask("workspace/executeCommand", json!({"command": command.command, "arguments": command.arguments}))
    }

    fn goodbye(mut self) {
        assert_eq!(self.ask("shutdown", Value::Null), Ok(Value::Null));
        assert!(self.ask("textDocument/hover", json!({})).is_err(), "after shutdown nothing is answered");
        self.tell("exit", Value::Null);
        assert!(self.server.take().unwrap().join().unwrap());
    }
}

/// A text with edits made, their columns in UTF-16.
fn edited(text: &str, edit: &WorkspaceEdit) -> String {
    let source = crate::source::Source::from_text("a", text);
    let mut edits: Vec<TextEdit> = edit.changes.clone().unwrap().into_values().flatten().collect();
    edits.sort_by_key(|e| std::cmp::Reverse(e.range.start));
    let mut out = text.to_owned();
    for e in edits {
        let span = convert::span(&source, e.range, crate::source::Unit::Utf16).unwrap();
        out.replace_range(span.start()..span.end(), &e.new_text);
    }
    out
}

fn find<'a>(actions: &'a [lsp_types::CodeAction], start: &str) -> &'a lsp_types::CodeAction {
    let titles: Vec<&str> = actions.iter().map(|a| a.title.as_str()).collect();
    actions.iter().find(|a| a.title.starts_with(start)).unwrap_or_else(|| panic!("no {start} in {titles:?}"))
}

const FAULT: &str = "😀 The ministers of both the countries met in Nairobi on Monday.\n";

#[test]
fn columns_count_in_what_was_agreed() {
    for (offered, agreed, start) in [
        (&["utf-8", "utf-16"][..], "utf-8", 22),
        (&["utf-16", "utf-8"], "utf-16", 20),
        (&["utf-32"], "utf-32", 19),
        (&[], "utf-16", 20),
        (&["utf-7"], "utf-16", 20),
    ] {
        let mut editor = Editor::new(offered, false);
        assert_eq!(editor.capabilities["positionEncoding"], agreed);
        let uri = editor.open("a.txt", FAULT);
        let found = editor.published(&uri, 1);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].range.start, lsp_types::Position { line: 0, character: start }, "{agreed}");
        assert_eq!(found[0].code, Some(lsp_types::NumberOrString::String("both-the".to_owned())));
        assert!(found[0].data.as_ref().is_some_and(|data| data["fingerprint"].is_string()));
        editor.goodbye();
    }
}

#[test]
fn a_fix_is_offered_and_the_buffer_is_right_afterwards() {
    let mut editor = Editor::new(&[], false);
    let text = format!("{FAULT}\nThe the port was closed, officials in Lima said on Tuesday.\n");
    let uri = editor.open("a.md", &text);
    let found = editor.published(&uri, 1);
    let actions = editor.actions(&uri, &found[0]);
    let fix = find(&actions, "Change to \"both countries\"");
    assert_eq!((fix.is_preferred, fix.diagnostics.as_ref().map(Vec::len)), (Some(true), Some(1)));
    assert_eq!(edited(&text, fix.edit.as_ref().unwrap()), text.replace("both the countries", "both countries"));
    let ignored = edited(&text, find(&actions, "Ignore both-the here").edit.as_ref().unwrap());
    assert!(ignored.starts_with("<!-- copydesk: ignore[both-the] -->\n\n😀"), "{ignored}");
    let all = json!({"textDocument": {"uri": uri}, "range": found[0].range, "context": {"diagnostics": [], "only": ["source.fixAll"]}});
    let list: Vec<lsp_types::CodeAction> = serde_json::from_value(editor.ask("textDocument/codeAction", all).unwrap()).unwrap();
    assert_eq!(list.len(), 1);
    assert!(edited(&text, list[0].edit.as_ref().unwrap()).contains("\nThe port was closed"), "{list:?}");
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}});
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"range": range, "text": ignored}]}),
    );
    let left = editor.published(&uri, 2);
    assert!(left.iter().all(|d| d.code != found[0].code), "{left:?}");
    editor.goodbye();
}

#[test]
fn edits_are_taken_one_after_the_other_and_both_ways_of_asking_agree() {
    let (mut pushed, mut pulled) = (Editor::new(&[], false), Editor::new(&[], true));
    let changes = json!([
        {"range": {"start": {"line": 0, "character": 2}, "end": {"line": 0, "character": 2}}, "text": "\u{1F600}"},
        {"range": {"start": {"line": 0, "character": 4}, "end": {"line": 0, "character": 5}}, "text": "\nThe the port.\n"},
    ]);
    let mut all = Vec::new();
    for editor in [&mut pushed, &mut pulled] {
        let uri = editor.open("a.txt", FAULT);
        editor.tell("textDocument/didChange", json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": changes}));
        let found = editor.pull(&uri);
        assert!(found.iter().any(|d| d.range.start.line == 1) && found.iter().any(|d| d.range.start.line == 2), "{found:?}");
        all.push(found.into_iter().map(|d| (d.range, d.message)).collect::<Vec<_>>());
    }
    assert_eq!(all[0], all[1]);
    let uri = pushed.uri("a.txt");
    assert_eq!(pushed.published(&uri, 2).len(), all[0].len());
    // Who asks itself is not sent the same again, and hears when nothing is new.
    let uri = pulled.uri("a.txt");
    let first = pulled.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}})).unwrap();
    let params = json!({"textDocument": {"uri": uri}, "previousResultId": first["resultId"]});
    assert_eq!(pulled.ask("textDocument/diagnostic", params).unwrap()["kind"], "unchanged");
    assert!(!pulled.heard.iter().any(|(m, p)| m == "textDocument/publishDiagnostics" && p["uri"] == uri));
    pushed.goodbye();
    pulled.goodbye();
}

/// A name spelt two ways: what is decided stands in `copydesk.toml` and holds at once.
#[test]
fn a_name_can_be_put_right_everywhere_or_settled_for_good() {
    let text = "Kyiv talks end\n\nThe mayor of Kyiv, Vitali Klitschko, spoke in Kyiv on Monday. Vitaly Klitschko said that Kyiv was calm.\n\n\
                Officials in Kyiv said that Klitschko had met Vitali Klitschko's critics. On Tuesday Vitali Klitschko left Kyiv.\n";
    let mut editor = Editor::new(&[], false);
    let uri = editor.open("a.txt", text);
    let found = editor.published(&uri, 1);
    let name = found.iter().find(|d| d.message.contains("Vitaly")).unwrap_or_else(|| panic!("{found:?}")).clone();
    let place = json!({"textDocument": {"uri": uri}, "position": name.range.start});
    let hover = editor.ask("textDocument/hover", place).unwrap();
    assert!(hover["contents"]["value"].as_str().unwrap().contains("### "), "{hover}");
    let actions = editor.actions(&uri, &name);
    assert!(editor.run(find(&actions, "Explain")).is_ok());
    assert!(editor.hear("window/showMessage")["message"].as_str().unwrap().len() > 40);
    editor.run(find(&actions, "Accept")).unwrap();
    let written = fs::read_to_string(editor.path("copydesk.toml")).unwrap();
    assert!(written.contains("accept = ["), "{written}");
    let left = editor.published(&uri, 1);
    assert!(!left.iter().any(|d| d.range == name.range && d.code == name.code), "{left:?}");
    // By hand it is put back, and the server told.
    fs::remove_file(editor.path("copydesk.toml")).unwrap();
    let file = editor.uri("copydesk.toml");
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": file, "type": 3}]}));
    assert!(editor.published(&uri, 1).iter().any(|d| d.range == name.range));
    let actions = editor.actions(&uri, &name);
    editor.run(find(&actions, "Ignore name-variant in this file")).unwrap();
    assert!(!editor.published(&uri, 1).iter().any(|d| d.code == name.code));
    editor.goodbye();
}

#[test]
fn faults_of_a_configuration_are_shown_in_it() {
    let mut editor = Editor::new(&[], false);
    fs::write(editor.path("copydesk.toml"), "min-confidence = 7.0\nignore = ['both-teh']\n").unwrap();
    let uri = editor.open("a.txt", FAULT);
    assert_eq!(editor.published(&uri, 1).len(), 1, "the rest holds");
    let file = editor.uri("copydesk.toml");
    let mut heard = editor.hear("textDocument/publishDiagnostics");
    while heard["uri"] != file {
        heard = editor.hear("textDocument/publishDiagnostics");
    }
    assert_eq!(heard["diagnostics"].as_array().unwrap().len(), 2, "{heard}");
    fs::write(editor.path("copydesk.toml"), "ignore = ['both-the']\n").unwrap();
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": file}}));
    assert_eq!(editor.published(&uri, 1).len(), 0);
    editor.goodbye();
}

#[test]
fn every_article_of_the_folders_is_reported_on_demand() {
    let mut editor = Editor::new(&[], true);
    fs::write(editor.path("a.txt"), FAULT).unwrap();
    fs::write(editor.path("b.md"), "It rained in Lima on Monday.\n").unwrap();
    fs::write(editor.path("c.txt"), "a\0b").unwrap();
    let report = editor.ask("workspace/diagnostic", json!({"previousResultIds": []})).unwrap();
    let items = report["items"].as_array().unwrap();
    let counts: Vec<usize> = items.iter().map(|i| i["items"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [1, 0, 1], "{report}");
    let previous: Vec<Value> = items.iter().map(|i| json!({"uri": i["uri"], "value": i["resultId"]})).collect();
    fs::remove_file(editor.path("b.md")).unwrap();
    let report = editor.ask("workspace/diagnostic", json!({"previousResultIds": previous})).unwrap();
    let kinds: Vec<&str> = report["items"].as_array().unwrap().iter().map(|i| i["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["unchanged", "unchanged", "full"], "{report}");
    editor.goodbye();
}

#[test]
fn what_makes_no_sense_is_refused_and_the_server_lives() {
    let mut editor = Editor::new(&[], false);
    let code = |e: Result<Value, Value>| e.unwrap_err()["code"].as_i64().unwrap();
    assert_eq!(code(editor.ask("textDocument/rename", json!({}))), -32601);
    assert_eq!(code(editor.ask("textDocument/hover", json!({"position": 3}))), -32602);
    let nowhere = editor.uri("nowhere.txt");
    assert_eq!(code(editor.ask("textDocument/diagnostic", json!({"textDocument": {"uri": nowhere}}))), -32602);
    assert!(editor.ask("workspace/executeCommand", json!({"command": "copydesk.acceptName", "arguments": []})).is_err());
    editor.tell("textDocument/didChange", json!({"textDocument": {"uri": nowhere, "version": 2}, "contentChanges": [{"text": "x"}]}));
    assert!(editor.hear("window/logMessage")["message"].as_str().unwrap().contains("not open"));
    let uri = editor.open("a.txt", FAULT);
    let backwards = json!({"start": {"line": 0, "character": 9}, "end": {"line": 0, "character": 3}});
    editor.tell(
        "textDocument/didChange",
        json!({"textDocument": {"uri": uri, "version": 2}, "contentChanges": [{"range": backwards, "text": "x"}]}),
    );
    assert!(editor.hear("window/logMessage")["message"].as_str().unwrap().contains("ends before"));
    assert_eq!(editor.published(&uri, 2).len(), 1);
    // Too much text is said to be, and the document can be opened again.
    let large = editor.open("large.txt", &"word ".repeat(7 << 20));
    let told = editor.published(&large, 1);
    assert!(told.len() == 1 && told[0].message.contains("limit"), "{told:?}");
    editor.open("large.txt", FAULT);
    assert_eq!(editor.published(&large, 1).len(), 1);
    editor.goodbye();
}

#[test]
fn settings_out_of_range_are_refused_at_the_start() {
    for wrong in [json!({"min-confidence": 7}), json!({"select": ["both-teh"]}), json!({"language": "tlh-x"}), json!(3)] {
        let refused = Editor::with(&[], false, wrong.clone());
        assert!(refused.is_err_and(|e| e["code"] == -32602), "{wrong}");
    }
    let mut editor = Editor::with(&[], false, json!({"ignore": ["both-the"]})).unwrap();
    let uri = editor.open("a.txt", FAULT);
    assert_eq!(editor.published(&uri, 1).len(), 0);
    editor.goodbye();
}

#[test]
fn a_client_that_vanishes_ends_the_server() {
    let mut editor = Editor::new(&[], false);
    editor.open("a.txt", &FAULT.repeat(2_000));
    let server = editor.server.take().unwrap();
    drop(editor);
    assert!(!server.join().unwrap());
}

/// Whatever a column counts, edits by lines and columns leave the text that the client has, and what a fresh check of it finds.
#[test]
fn edits_in_each_encoding_leave_what_a_fresh_check_finds() {
    use crate::{
        session::{Cancel, Configuration, Input},
        source::{Source, Unit},
        span::FileSpan,
    };
    use lsp_types::TextDocumentContentChangeEvent;

    const TEXT: &str = "Þórður Jónsson sagði 😀 in Reykjavík.\r\nThe ministers of both the countries met in Kiev on Monday, he said.\r\n\r\n\
        “We met in Kyiv,” the the mayor of Kyiv said. &nbsp;Kyiv was calm, 日本 too. It rained in Lima and the";
    const NEW: &[&str] = &["", "é", "😀 ", "the the ", "\r\n", "\n\n", "Kyiv ", "&amp;", "日", ". He"];
    let settings = |incremental| Settings { configuration: Configuration::None, incremental, ..Settings::default() };
    let uri = convert::uri(Path::new("/desk/a.txt")).unwrap();
    for unit in [Unit::Byte, Unit::CodePoint, Unit::Utf16] {
        let agreed = Agreed { unit, related: false };
        let (documents, fresh) = (Documents::new(Session::new(settings(true)).unwrap()), Session::new(settings(false)).unwrap());
        documents.open(uri.clone(), Path::new("/desk"), "plaintext", 1, TEXT.to_owned());
        let mut text = TEXT.to_owned();
        for round in 0..60_usize {
            let source = Source::from_text("a.txt", text.as_str());
            let ends: Vec<usize> = (0..=text.len()).filter(|i| text.is_char_boundary(*i) && !text[..*i].ends_with('\r')).collect();
            let (from, new) = (round * 7919 % ends.len(), NEW[round % NEW.len()]);
            let span = FileSpan::new(ends[from], ends[(from + round % 5).min(ends.len() - 1)]);
            let range = convert::range(&source, span, unit);
            assert_eq!(convert::span(&source, range, unit), Some(span), "{unit:?} {range:?}");
            let change = TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: new.to_owned() };
            documents.change(&uri, 2, vec![change], agreed).unwrap();
            text.replace_range(span.start()..span.end(), new);
            let checked = documents.checked(&uri).unwrap();
            assert_eq!(checked.source.text(), text, "{unit:?} {range:?}");
            let handle = fresh.open(Input::text("a.txt", text.as_str()).at("/desk/a.txt")).unwrap();
            let found = fresh.check(handle, &Cancel::default()).unwrap().diagnostics;
            fresh.close(handle);
            assert_eq!(checked.report.diagnostics, found, "{unit:?}, round {round}: {text}");
            for d in &found {
                assert_eq!(convert::span(&checked.source, convert::range(&checked.source, d.span, unit), unit), Some(d.span));
            }
        }
    }
}
