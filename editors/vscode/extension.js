// Starts `copydesk lsp` and hands everything else to it.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

/** What the user has set, as copydesk.toml calls it; what is not set is left to copydesk.toml. */
function options(settings) {
  const some = (list) => (list && list.length > 0 ? list : undefined);
  return {
    select: some(settings.get("select")),
    ignore: some(settings.get("ignore")),
    "min-confidence": settings.get("minConfidence"),
    language: settings.get("language") || undefined,
    triage: settings.get("triage"),
  };
}

async function start() {
  const settings = vscode.workspace.getConfiguration("copydesk");
  const command = settings.get("path") || "copydesk";
  const run = { command, args: ["lsp"], transport: TransportKind.stdio };
  const languages = ["plaintext", "markdown", "mdx", "html"];
  client = new LanguageClient("copydesk", "copydesk", { run, debug: run }, {
    documentSelector: ["file", "untitled"].flatMap((scheme) => languages.map((language) => ({ scheme, language }))),
    initializationOptions: options(settings),
  });
  try {
    await client.start();
  } catch (error) {
    vscode.window.showErrorMessage(`copydesk: ${command} can't be started (${error?.message ?? error}); \`copydesk.path\` says where it is.`);
  }
}

async function restart() {
  // A client that never started has nothing to stop.
  await client?.stop().catch(() => {});
  await start();
}

exports.activate = async (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand("copydesk.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("copydesk") && restart()),
  );
  await start();
};

exports.deactivate = () => client?.stop();
