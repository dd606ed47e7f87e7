// Places in texts, and what is written for others to keep.

/** The UTF-16 offset of each of these byte offsets of a text, by one walk over it. */
export function unitsOf(text, bytes) {
  const sorted = [...new Set(bytes)].sort((a, b) => a - b);
  const units = new Map();
  let byte = 0, at = 0;
  for (const wanted of sorted) {
    while (byte < wanted && at < text.length) {
      const code = text.codePointAt(at);
      byte += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      at += code < 0x10000 ? 1 : 2;
    }
    units.set(wanted, at);
  }
  return units;
}

const encoder = new TextEncoder();

/** The bytes of a text. */
export const size = (text) => encoder.encode(text).length;

/** Where a text stands in another as words of its own, in UTF-16 offsets. */
export function occurrences(text, part) {
  const found = [];
  const inside = /[\p{L}\p{N}]/u;
  if (!part) return found;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) {
    const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? "";
    const after = String.fromCodePoint(text.codePointAt(at + part.length) ?? 32);
    if (!inside.test(before) && !inside.test(after)) found.push([at, at + part.length]);
  }
  return found;
}

/** Parts a text at places: `[from, to]` for each stretch between two neighbours. */
export function stretches(length, places) {
  const cuts = [...new Set([0, length, ...places])].filter((p) => p >= 0 && p <= length).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, i) => [from, cuts[i + 1]]);
}

const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A report on drafts that can be read anywhere: one page without script. */
export function reportOf(drafts) {
  const row = (d) => `<tr><td>${d.start.line}:${d.start.column}</td><td>${escaped(d.severity)}</td><td>${escaped(d.text)}</td>
<td>${escaped(d.message)}${d.suggestions[0] ? `<br>Perhaps: ${escaped(d.suggestions[0].replacement || "(nothing)")}` : ""}</td><td>${escaped(d.rule)}</td></tr>`;
  const one = (draft) => `<h2>${escaped(draft.title)}</h2><p>${draft.words} words${draft.need === undefined ? "" : `, need ${draft.need.toFixed(2)}`};
${draft.done} changes made, ${draft.ignoredCount} findings ignored, ${draft.open.length} open.</p>
${draft.open.length ? `<table><tr><th>Place</th><th>Severity</th><th>Text</th><th>Finding</th><th>Rule</th></tr>${draft.open.map(row).join("\n")}</table>` : ""}`;
  return `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>copydesk report</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}
td,th{border-top:1px solid #ccc;padding:.3rem .6rem .3rem 0;text-align:left;vertical-align:top}</style>
<h1>copydesk report</h1>${drafts.map(one).join("\n")}</html>`;
}

/** Hands a file to the user. */
export function save(name, kind, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: kind }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
