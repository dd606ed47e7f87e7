// The page: drafts, what was done to them, and what is shown of them. Nothing is kept when it is closed.

import { ask, rule, where } from "./engine.js";
import { occurrences, reportOf, save, size } from "./text.js";
import { deed, drawArticle, drawDetail, drawFindings, drawNames, drawRanking, lightArticle, lightWord, placed } from "./view.js";

const at = (id) => document.getElementById(id);
const FORMATS = { md: "markdown", markdown: "markdown", mdx: "markdown", html: "html", htm: "html", xhtml: "html", txt: "plain", text: "plain" };

let drafts = [], current, chosen = -1;
/** Names that are settled while the page is open; they hold for all drafts. */
let names = { accept: [], prefer: {} };

at("where").textContent = where;

const say = (words) => { at("status").textContent = words; };
const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

function fail(error) {
  at("error").hidden = !error;
  at("error").textContent = error ? error.message ?? String(error) : "";
}

// Drafts

function newDraft(text, format, path) {
  // Lines end as the browser's own text fields have them.
  text = text.replace(/\r\n?/g, "\n");
  return { get title() { return path ?? (short(this.text) || "Draft"); }, path, text, format, ignored: new Set(), history: [], done: 0, open: [], words: 0 };
}

/** A text's first line, cut between words. */
function short(text) {
  const line = text.trim().split("\n")[0];
  return line.length > 60 ? `${line.slice(0, 60).replace(/\s\S*$/, "")}…` : line;
}

/** Reads a draft. A newer reading of it calls this one off. */
async function read(draft) {
  const turn = draft.turn = {};
  const request = { text: draft.text, format: draft.format, settings: { names } };
  const answer = await ask("check", { ...request, outline: true });
  if (draft.turn !== turn) return;
  draft.answer = { ...placed(draft.text, answer), problems: answer.problems };
  draft.failed = undefined;
  draft.words = answer.summary.words;
  sift(draft);
  // What takes longer, and is not waited for: the need and the names.
  draft.later = Promise.all([ask("triage", request), ask("names", request)]).then(([triage, list]) => {
    if (draft.turn !== turn) return;
    draft.need = triage.articles[0]?.need;
    draft.reads = triage.articles[0]?.machine_translated;
    draft.names = list.names;
  });
}

/** Leaves out what is ignored. */
function sift(draft) {
  draft.open = draft.answer.diagnostics.filter((d) => !draft.ignored.has(d.fingerprint));
  draft.ignoredCount = draft.answer.diagnostics.length - draft.open.length;
}

async function add(list) {
  fail();
  drafts = drafts.concat(list);
  const progress = at("progress");
  progress.hidden = list.length < 2;
  progress.max = list.length;
  progress.value = 0;
  let failed;
  for (const draft of list) {
    try {
      await read(draft);
      if (list.length > 1) await draft.later;
    } catch (error) {
      draft.failed = error;
      failed ??= error;
    }
    progress.value += 1;
    if (list.length > 1) say(`${progress.value} of ${plural(list.length, "draft")} read`);
  }
  progress.hidden = true;
  const readable = list.filter((d) => d.answer);
  if (failed) fail(readable.length || list.length > 1 ? new Error(list.filter((d) => d.failed).map((d) => `${d.title}: ${d.failed.message}`).join(" ")) : failed);
  if (!readable.length) {
    drafts = drafts.filter((d) => d.answer);
    at("entry").hidden = false;
    return;
  }
  drafts = drafts.filter((d) => d.answer || list.length > 1);
  rank();
  open(drafts.find((d) => readable.includes(d)));
}

const rank = () => drafts.sort((a, b) => (b.need ?? -1) - (a.need ?? -1));

// What is shown

function open(draft) {
  if (!draft.answer) return fail(new Error(`${draft.title}: ${draft.failed?.message ?? "not read"}`));
  current = draft;
  chosen = -1;
  at("entry").hidden = true;
  at("editing").hidden = true;
  at("edit").setAttribute("aria-pressed", "false");
  at("reading").hidden = false;
  at("tools").hidden = at("side").hidden = false;
  at("columns").classList.add("read");
  show();
}

/** Draws all that belongs to the current draft. */
function show() {
  const draft = current;
  at("reading-title").textContent = draft.title;
  at("columns").classList.toggle("many", drafts.length > 1);
  at("drafts").hidden = drafts.length < 2;
  drawRanking(at("ranking"), drafts, draft, open);
  drawArticle(at("article"), draft.text, draft.answer.blocks, draft.open, (i) => choose(i, true));
  drawFindings(at("findings"), draft.open, (i) => choose(i, true));
  at("list-title").textContent = draft.open.length ? plural(draft.open.length, "finding") : "No findings";
  at("ignored").hidden = draft.ignoredCount === 0;
  at("unignore").textContent = `Show ${draft.ignoredCount} ignored`;
  at("problems").hidden = draft.answer.problems.length === 0;
  at("problems").replaceChildren(...draft.answer.problems.map((p) => Object.assign(document.createElement("li"), { textContent: p.message })));
  at("undo").disabled = draft.history.length === 0;
  at("detail").hidden = true;
  document.body.classList.remove("chosen");
  const left = draft.open.length ? `${plural(draft.open.length, "finding")} left` : "nothing to report";
  say(`${plural(draft.words, "word")}, ${left}`);
  about();
  draft.later?.then(() => current === draft && about(), () => {});
}

/** What comes later than the marks. */
function about() {
  const draft = current;
  const reads = draft.reads === undefined || draft.reads === null ? "" : ` Reads like unedited machine translation: ${draft.reads.toFixed(2)} of 1, which proves nothing by itself.`;
  at("about").textContent = draft.need === undefined ? "" : `Need of an editor: ${draft.need.toFixed(2)} of 1.${reads}`;
  const list = (draft.names ?? []).filter((n) => n.spellings.length);
  at("names").hidden = list.length === 0;
  drawNames(at("spellings"), list, showWord, prefer);
  if (drafts.length > 1) drawRanking(at("ranking"), drafts, draft, open);
}

function showWord(word) {
  const places = occurrences(current.text, word);
  lightWord(at("article"), places);
  say(`“${word}” stands in ${plural(places.length, "place")}`);
}

function choose(i, focus) {
  const d = current.open[i];
  if (!d) return;
  chosen = i;
  lightArticle(at("article"), i);
  at("findings").querySelectorAll("button").forEach((b) => b.setAttribute("aria-current", Number(b.dataset.finding) === i));
  drawDetail(d, current.text, acts(d), jump);
  at("detail").hidden = false;
  document.body.classList.add("chosen");
  at("why").open = false;
  at("explanation").textContent = "";
  const mark = at("article").querySelector(`mark[data-finding="${i}"]`);
  mark?.scrollIntoView({ block: "center" });
  if (focus) at("detail-title").focus({ preventScroll: true });
  say(`Finding ${i + 1} of ${current.open.length}`);
}

function jump(from) {
  const parts = [...at("article").children];
  let place = 0;
  for (const part of parts) {
    place += part.textContent.length;
    if (place > from) return part.scrollIntoView({ block: "center" });
  }
}

function step(by) {
  const count = current?.open.length ?? 0;
  if (count) choose((chosen + by + count) % count, true);
}

function close() {
  const mark = at("article").querySelector(`mark[data-finding="${chosen}"][tabindex]`);
  at("detail").hidden = true;
  document.body.classList.remove("chosen");
  lightArticle(at("article"), -1);
  chosen = -1;
  (mark ?? at("main")).focus();
}

// What is done

/** Everything that can be done about a finding. */
function acts(d) {
  const list = d.suggestions.slice(0, 3).map((s, i) => ({ words: deed(s, current.text), main: i === 0, act: () => fix(d, [s]) }));
  const first = d.suggestions[0];
  if (d.group === "name" && first && first.from === d.from && first.to === d.to && first.replacement) {
    const places = occurrences(current.text, d.text);
    if (places.length > 1) {
      list.push({ words: `Change all ${places.length}`, act: () => fix(d, places.map(([from, to]) => ({ from, to, replacement: first.replacement }))) });
    }
  }
  if (d.group === "name") list.push({ words: `Accept “${d.text}”`, act: () => accept(d.text) });
  list.push({ words: "Ignore", act: () => ignore(d) });
  return list;
}

const state = () => ({ text: current.text, ignored: new Set(current.ignored), names: structuredClone(names), done: current.done });

/** Does something that can be undone, and reads the draft again where its text or the names are others. */
async function act(change, words) {
  const draft = current, before = state(), stood = chosen;
  fail();
  try {
    const said = await change(draft);
    draft.history.push(before);
    if (draft.text !== before.text || JSON.stringify(names) !== JSON.stringify(before.names)) await read(draft);
    else sift(draft);
    if (current !== draft) return;
    show();
    if (draft.open.length && stood >= 0) choose(Math.min(stood, draft.open.length - 1), true);
    else at("main").focus();
    say(`${said ?? words} ${draft.open.length ? `${plural(draft.open.length, "finding")} left.` : "Nothing is left."}`);
  } catch (error) {
    Object.assign(draft, { text: before.text, ignored: before.ignored, done: before.done });
    names = before.names;
    fail(error);
  }
}

function fix(d, suggestions) {
  return act(async (draft) => {
    const byte = (unit) => size(draft.text.slice(0, unit));
    const changes = suggestions.map((s) => ({ span: s.span ?? { start: byte(s.from), end: byte(s.to) }, replacement: s.replacement }));
    const answer = await ask("fix", { text: draft.text, format: draft.format, settings: { names }, changes });
    if (!answer.made) throw new Error("Markup stands in the way of this change: make it with “Edit text”.");
    draft.text = answer.text;
    draft.done += answer.made;
    return answer.made > 1 ? `${answer.made} places changed.` : "Changed.";
  });
}

const ignore = (d) => act((draft) => void draft.ignored.add(d.fingerprint), "Ignored.");

function accept(name) {
  return act(() => { names = { ...names, accept: [...new Set([...names.accept, name])] }; }, `“${name}” is accepted.`);
}

function prefer(right, variants) {
  return act(() => {
    const gone = new Set([right, ...variants]);
    const kept = Object.entries(names.prefer).filter(([name]) => !gone.has(name));
    names = { accept: names.accept.filter((n) => !gone.has(n)), prefer: { ...Object.fromEntries(kept), [right]: variants } };
  }, `“${right}” is preferred.`);
}

async function undo() {
  const before = current?.history.pop();
  if (!before) return;
  const reread = before.text !== current.text || JSON.stringify(before.names) !== JSON.stringify(names);
  Object.assign(current, { text: before.text, ignored: before.ignored, done: before.done });
  names = before.names;
  try {
    if (reread) await read(current);
    else sift(current);
    show();
    say("Undone.");
  } catch (error) {
    fail(error);
  }
}

// What is pressed

function enter() {
  const text = at("paste").value;
  if (!text.trim()) return fail(new Error("There is no text yet."));
  at("paste").value = "";
  return add([newDraft(text, at("format").value)]);
}

async function take(files) {
  fail();
  const list = [], refused = [];
  for (const file of files) {
    const format = FORMATS[file.name.split(".").at(-1).toLowerCase()];
    const bytes = format && file.size <= 32 << 20 ? await file.arrayBuffer() : undefined;
    try {
      if (!bytes) throw new Error();
      const wide = new Uint8Array(bytes.slice(0, 2)).join();
      const encoding = { "255,254": "utf-16le", "254,255": "utf-16be" }[wide] ?? "utf-8";
      list.push(newDraft(new TextDecoder(encoding, { fatal: true }).decode(bytes), format, file.name));
    } catch {
      refused.push(file.name);
    }
  }
  if (list.length) await add(list);
  if (refused.length) fail(new Error(`Not a text, Markdown or HTML file: ${refused.join(", ")}. ${at("error").textContent}`));
}

function entry(show) {
  at("entry").hidden = !show;
  at("reading").hidden = show;
  at("side").hidden = show || !current;
  at("editing").hidden = true;
  at("cancel").hidden = !current;
  at("columns").classList.toggle("read", !show && Boolean(current));
  if (show) at("paste").focus();
}

at("check").addEventListener("click", enter);
at("paste").addEventListener("paste", () => setTimeout(enter));
at("paste").addEventListener("keydown", (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && enter());
at("choose").addEventListener("click", () => at("files").click());
at("files").addEventListener("change", async () => { await take([...at("files").files]); at("files").value = ""; });
at("more").addEventListener("click", () => entry(true));
at("cancel").addEventListener("click", () => { entry(false); open(current); });
at("undo").addEventListener("click", undo);
at("close").addEventListener("click", close);
at("next").addEventListener("click", () => step(1));
at("previous").addEventListener("click", () => step(-1));
at("unignore").addEventListener("click", () => act((draft) => draft.ignored.clear(), "Shown again."));
at("why").addEventListener("toggle", async () => {
  if (!at("why").open || at("explanation").textContent) return;
  const id = current.open[chosen]?.rule;
  try {
    const record = await rule(id);
    at("explanation").textContent = `${record.summary}\n\n${record.explanation}`;
  } catch (error) {
    at("explanation").textContent = error.message;
  }
});
at("edit").addEventListener("click", () => {
  const editing = at("editing").hidden;
  at("edit").setAttribute("aria-pressed", editing);
  at("editing").hidden = !editing;
  at("reading").hidden = editing;
  if (!editing) return;
  at("text").value = current.text;
  at("text").focus();
});
at("done").addEventListener("click", async () => {
  const text = at("text").value;
  at("edit").setAttribute("aria-pressed", "false");
  at("editing").hidden = true;
  at("reading").hidden = false;
  chosen = -1;
  if (text !== current.text) await act((draft) => { draft.text = text; }, "Read again.");
});
at("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(current.text);
    say("The text is copied.");
  } catch {
    at("edit").getAttribute("aria-pressed") === "true" || at("edit").click();
    at("text").select();
    say("The text is selected: copy it with Ctrl+C.");
  }
});
at("save").addEventListener("click", () => {
  const name = current.path ?? `draft.${{ markdown: "md", html: "html", plain: "txt" }[current.format]}`;
  save(name, "text/plain;charset=utf-8", current.text);
  say(`Saved as ${name}.`);
});
at("report").addEventListener("click", () => {
  save("copydesk-report.html", "text/html;charset=utf-8", reportOf(drafts.filter((d) => d.answer)));
  say("The report is saved.");
});

document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
  if (event.key === "F8") {
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  } else if (event.key === "Escape" && !at("detail").hidden) {
    close();
  } else if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !typing) {
    event.preventDefault();
    undo();
  }
});
const over = (on) => at("entry").classList.toggle("over", on);
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  over(true);
});
document.addEventListener("dragleave", () => over(false));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  over(false);
  const files = [...event.dataTransfer.files];
  const text = event.dataTransfer.getData("text/plain");
  if (files.length) take(files);
  else if (text.trim()) add([newDraft(text, "plain")]);
});
addEventListener("beforeunload", (event) => drafts.some((d) => d.done) && event.preventDefault());
at("paste").focus();
