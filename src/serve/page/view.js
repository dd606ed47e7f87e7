// Draws an article with its marks, and what stands beside it.

import { stretches, unitsOf } from "./text.js";

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const short = (text, most = 90) => {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most)}…` : line;
};

/** What a suggestion does, in words. */
export function deed(suggestion, text) {
  const old = text.slice(suggestion.from, suggestion.to).trim();
  const next = suggestion.replacement.trim();
  if (!next) return `Remove “${short(old, 40)}”`;
  return old ? `Change to “${short(next, 60)}”` : `Insert “${short(next, 60)}”`;
}

/** Diagnostics with their places in UTF-16 offsets (`from`, `to`) instead of bytes. */
export function placed(text, answer) {
  const blocks = (answer.articles ?? []).flatMap((a) => a.blocks);
  const places = answer.diagnostics.flatMap((d) => [d, ...d.labels, ...d.suggestions]).concat(blocks);
  const units = unitsOf(text, places.flatMap((p) => (p.span ? [p.span.start, p.span.end] : [])));
  const put = (p) => ({ ...p, from: units.get(p.span.start), to: units.get(p.span.end) });
  const all = answer.diagnostics.map((d) => ({ ...put(d), labels: d.labels.filter((l) => !l.path).map(put), suggestions: d.suggestions.map(put) }));
  return { diagnostics: all, blocks: blocks.map(put) };
}

/** Draws the text into `root`: blocks, marks for the open diagnostics, places that explain them. `choose` is told which was clicked. */
export function drawArticle(root, text, blocks, open, choose) {
  const cuts = open.flatMap((d) => [d, ...d.labels]).concat(blocks).flatMap((p) => [p.from, p.to]);
  const parts = document.createDocumentFragment();
  const begun = new Set();
  // Blocks stand in order and beside each other, or one in another: the innermost counts.
  let first = 0;
  const points = new Map();
  open.forEach((d, i) => d.from === d.to && points.set(d.from, [...(points.get(d.from) ?? []), i]));
  const sorted = open.map((d, i) => ({ d, i })).sort((a, b) => a.d.from - b.d.from);
  let live = [], next = 0;
  const labels = open.flatMap((d, i) => d.labels.map((l) => ({ l, i }))).sort((a, b) => a.l.from - b.l.from);
  let lit = [], nextLabel = 0;
  const point = (at) => (points.get(at) ?? []).forEach((i) => parts.append(mark(open[i], i, "", true)));

  function mark(d, i, words, head) {
    const element = make("mark", { className: d.severity, textContent: words });
    element.dataset.finding = i;
    if (head) {
      element.tabIndex = 0;
      element.setAttribute("role", "button");
      element.setAttribute("aria-pressed", "false");
      element.setAttribute("aria-controls", "detail");
      if (!words) {
        element.classList.add("point");
        element.setAttribute("aria-label", "something is missing here");
      }
    }
    element.addEventListener("click", () => choose(i));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        choose(i);
      }
    });
    return element;
  }

  for (const [from, to] of stretches(text.length, cuts)) {
    point(from);
    while (next < sorted.length && sorted[next].d.from <= from) live.push(sorted[next++]);
    live = live.filter(({ d }) => d.to > from);
    while (nextLabel < labels.length && labels[nextLabel].l.from <= from) lit.push(labels[nextLabel++]);
    lit = lit.filter(({ l }) => l.to > from);
    while (first < blocks.length && blocks[first].to <= from) first++;
    const block = blocks.slice(first, first + 4).filter((b) => b.from <= from && to <= b.to).at(-1);
    const words = text.slice(from, to);
    // Of several at one place the shortest is the most exact.
    const top = [...live].sort((a, b) => a.d.to - a.d.from - (b.d.to - b.d.from))[0];
    let element;
    if (top) {
      element = mark(top.d, top.i, words, !begun.has(top.i));
      begun.add(top.i);
    } else {
      element = make("span", { textContent: words });
    }
    if (block) element.classList.add(block.kind);
    else if (words.trim()) element.classList.add("gap");
    if (lit.length) element.dataset.explains = ` ${lit.map(({ i }) => i).join(" ")} `;
    parts.append(element);
  }
  point(text.length);
  root.replaceChildren(parts);
}

/** Shows which finding is chosen, and lights what explains it. */
export function lightArticle(root, chosen) {
  for (const element of root.querySelectorAll("mark")) {
    const own = Number(element.dataset.finding) === chosen;
    element.classList.toggle("chosen", own);
    if (element.hasAttribute("aria-pressed")) element.setAttribute("aria-pressed", own);
  }
  for (const element of root.querySelectorAll("[data-explains]")) element.classList.toggle("lit", element.dataset.explains.includes(` ${chosen} `));
}

/** Lights every place of a word: it is wrapped anew, so that what was lit before is not. */
export function lightWord(root, places) {
  for (const old of root.querySelectorAll(".word-lit")) old.replaceWith(...old.childNodes);
  root.normalize();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let node = walker.nextNode(), at = 0; node; node = walker.nextNode()) {
    nodes.push([node, at]);
    at += node.data.length;
  }
  let shown;
  for (const [node, at] of nodes.reverse()) {
    for (const [from, to] of [...places].reverse()) {
      const begin = Math.max(from - at, 0), end = Math.min(to - at, node.data.length);
      if (begin >= end) continue;
      const range = document.createRange();
      range.setStart(node, begin);
      range.setEnd(node, end);
      const wrap = make("span", { className: "lit word-lit" });
      range.surroundContents(wrap);
      shown = wrap;
    }
  }
  shown?.scrollIntoView({ block: "center" });
}

/** The list of findings. */
export function drawFindings(root, open, choose) {
  root.replaceChildren(...open.map((d, i) => {
    const button = make("button", { type: "button" });
    button.append(make("q", { textContent: short(d.text) || "‸" }), make("small", { textContent: `${d.severity}: ${short(d.message, 140)}` }));
    button.dataset.finding = i;
    button.addEventListener("click", () => choose(i));
    return make("li", { className: `finding ${d.severity}` }, button);
  }));
}

/** The drafts by need. */
export function drawRanking(root, drafts, current, open) {
  root.replaceChildren(...drafts.map((draft) => {
    const button = make("button", { type: "button", textContent: draft.title });
    if (draft === current) button.setAttribute("aria-current", "true");
    const said = draft.failed ? "can't be read" : draft.answer ? `${draft.open.length} open${draft.need === undefined ? "" : `, need ${draft.need.toFixed(2)}`}` : "waits";
    button.append(make("small", { textContent: said }));
    if (draft.need !== undefined) {
      const bar = make("i");
      bar.style.width = `${Math.round(draft.need * 100)}%`;
      button.append(make("span", { className: "bar" }, bar));
    }
    button.addEventListener("click", () => open(draft));
    return make("li", {}, button);
  }));
}

/** The names with their spellings. */
export function drawNames(root, names, show, prefer) {
  root.replaceChildren(...names.map((name) => {
    const item = make("li");
    for (const spelling of name.spellings) {
      const word = make("button", { type: "button", className: "word", textContent: spelling.text });
      word.addEventListener("click", () => show(spelling.text));
      const line = make("div", { className: "variant" }, word, make("small", { textContent: `${spelling.count} ×` }));
      if (name.spellings.length > 1) {
        const button = make("button", { type: "button", textContent: "Prefer" });
        button.setAttribute("aria-label", `Prefer ${spelling.text}`);
        button.addEventListener("click", () => prefer(spelling.text, name.spellings.map((s) => s.text).filter((s) => s !== spelling.text)));
        line.append(button);
      }
      item.append(line);
    }
    return item;
  }));
}

/** What is known of one finding: message, evidence, what can be done. */
export function drawDetail(d, text, acts, jump) {
  const at = (id) => document.getElementById(id);
  at("detail").className = d.severity;
  at("detail-title").textContent = `${d.severity[0].toUpperCase()}${d.severity.slice(1)}: ${d.rule}`;
  at("message").textContent = `${d.message} (${Math.round(d.confidence * 100)} % sure)`;
  at("actions").replaceChildren(...acts.map(({ words, act, main }) => {
    const button = make("button", { type: "button", textContent: words, className: main ? "main" : "" });
    button.addEventListener("click", act);
    return button;
  }));
  at("evidence").hidden = d.labels.length === 0;
  at("labels").replaceChildren(...d.labels.map((label) => {
    const button = make("button", { type: "button" });
    const around = text.slice(Math.max(0, label.from - 30), label.from).split("\n").at(-1);
    const after = text.slice(label.to, label.to + 30).split("\n")[0];
    button.append(`…${around}`, make("strong", { textContent: text.slice(label.from, label.to) }), `${after}…`, make("small", { className: "soft", textContent: ` ${label.message}` }));
    button.addEventListener("click", () => jump(label.from));
    return make("li", {}, button);
  }));
}
