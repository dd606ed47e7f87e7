// The packaged extension for VS Code, run in Node with a stand-in for the editor: it starts the server, opens a document, and shows what comes
// back. Called by check_vscode.sh.  usage: COPYDESK=BINARY DESK=FOLDER check_vscode.cjs FOLDER-OF-THE-EXTENSION
"use strict";
const Module = require("node:module");
const path = require("node:path");

const nothing = { dispose() {} };
const shown = new Map();
const listeners = {};
const event = (name) => (listener) => ((listeners[name] ??= []).push(listener), nothing);
class Plain { constructor(...parts) { this.parts = parts; } }
class Position { constructor(line, character) { Object.assign(this, { line, character }); } }
class Range { constructor(a, b, c, d) { this.start = a instanceof Position ? a : new Position(a, b); this.end = a instanceof Position ? b : new Position(c, d); } }
class Diagnostic { constructor(range, message, severity) { Object.assign(this, { range, message, severity }); } }
class EventEmitter { constructor() { this.all = []; this.event = (l) => (this.all.push(l), nothing); } fire(e) { this.all.forEach((l) => l(e)); } dispose() {} }
class CodeActionKind { constructor(value) { this.value = value; } append(part) { return new CodeActionKind(this.value ? `${this.value}.${part}` : part); } }
for (const [name, value] of Object.entries({ Empty: "", QuickFix: "quickfix", Refactor: "refactor", Source: "source" })) CodeActionKind[name] = new CodeActionKind(value);
class CancellationTokenSource { constructor() { this.token = { isCancellationRequested: false, onCancellationRequested: () => nothing }; } cancel() {} dispose() {} }
class Disposable { constructor(f) { this.dispose = f ?? (() => {}); } static from() { return nothing; } }
class Uri {
  constructor(text) { this.text = text; const url = new URL(text); this.scheme = url.protocol.slice(0, -1); this.fsPath = decodeURIComponent(url.pathname); this.path = this.fsPath; }
  static parse(text) { return new Uri(text); }
  static file(p) { return new Uri(`file://${p}`); }
  toString() { return this.text; }
}
const settings = { path: process.env.COPYDESK };
const configuration = { get: (key) => settings[key], has: (key) => key in settings, inspect: () => undefined };
const known = {
  Position, Range, Diagnostic, EventEmitter, CancellationTokenSource, CodeActionKind, Disposable, Uri,
  version: "1.95.0",
  DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
  DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
  env: { language: "en", appName: "stand-in", uriScheme: "vscode" },
  workspace: {
    textDocuments: [], notebookDocuments: [], workspaceFolders: [{ uri: Uri.file(process.env.DESK), name: "desk", index: 0 }],
    getConfiguration: () => configuration, getWorkspaceFolder: () => known.workspace.workspaceFolders[0],
    createFileSystemWatcher: () => ({ onDidCreate: event("x"), onDidChange: event("x"), onDidDelete: event("x"), dispose() {} }),
  },
  window: {
    visibleTextEditors: [], activeTextEditor: undefined, tabGroups: { all: [], onDidChangeTabs: event("tabs"), onDidChangeTabGroups: event("groups") },
    createOutputChannel: () => ({ append() {}, appendLine() {}, show() {}, dispose() {} }),
    showErrorMessage: (m) => { console.error(m); process.exitCode = 1; return Promise.resolve(); },
  },
  languages: {
    match: (selector, document) => (selector.some?.((s) => s.language === document.languageId) ? 10 : 0),
    createDiagnosticCollection: () => ({ set: (uri, list) => shown.set(String(uri), list ?? []), delete: (uri) => shown.delete(String(uri)), clear() {}, forEach() {}, has: () => false, dispose() {} }),
  },
  commands: { registerCommand: () => nothing, executeCommand: () => Promise.resolve() },
};
/** Whatever else is asked for: a class by a capital, an event by `on`, else something that is thrown away. */
const rest = (what) => new Proxy(what, { get: (t, k) => {
  if (k in t || typeof k === "symbol") return t[k];
  if (/^[A-Z]/.test(k)) return (t[k] = class extends Plain {});
  if (/^on[A-Z]/.test(k)) return (t[k] = event(k));
  return (t[k] = () => nothing);
} });
for (const room of ["workspace", "window", "languages", "commands", "env"]) known[room] = rest(known[room]);
const vscode = rest(known);
const load = Module._load;
Module._load = (name, ...more) => (name === "vscode" ? vscode : load(name, ...more));

(async () => {
  const text = "Talks in Nairobi\n\n😀 The ministers of both the countries met in Nairobi on Monday.\n";
  const uri = Uri.file(path.join(process.env.DESK, "a.md"));
  require("node:fs").writeFileSync(uri.fsPath, text);
  const document = { uri, languageId: "markdown", version: 1, getText: () => text, isClosed: false, fileName: uri.fsPath };
  const extension = require(path.resolve(process.argv[2], "extension.js"));
  known.workspace.textDocuments.push(document);
  known.window.visibleTextEditors.push({ document });
  known.window.activeTextEditor = { document };
  const context = { subscriptions: [] };
  await extension.activate(context);
  const until = Date.now() + 20_000;
  while (!(shown.get(String(uri)) ?? []).length && Date.now() < until) await new Promise((r) => setTimeout(r, 50));
  const list = shown.get(String(uri)) ?? [];
  const found = list.map((d) => `${d.range.start.line}:${d.range.start.character} ${d.code?.value ?? d.code} ${d.message}`);
  await extension.deactivate();
  if (list.length !== 1 || !found[0].startsWith("2:20 both-the")) throw new Error(`shown: ${JSON.stringify(found)}`);
  console.log(`vscode: the packaged extension starts the server and shows ${found[0]}`);
  process.exit(0);
})().catch((e) => { console.error(e); process.exit(1); });
