// Asks the program compiled for the browser, in a worker: for the page as a folder of static files, in the place of the file that asks
// a server.

export const where = "this machine, in this window,";

const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
const waiting = new Map();
let number = 0;

worker.addEventListener("message", ({ data }) => {
  const { resolve, reject } = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.error === undefined) resolve(data.answer);
  else reject(new Error(data.error));
});
worker.addEventListener("error", (event) => {
  for (const { reject } of waiting.values()) reject(new Error(`copydesk can't be started here: ${event.message ?? "this browser lacks WebAssembly"}`));
  waiting.clear();
});

/** Asks what `copydesk check`, `triage`, `names` or a fix says of articles; throws an Error with the reason in words. */
export function ask(what, request) {
  const id = ++number;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, what, request });
  });
}

/** A rule's record. */
export const rule = (id) => ask("explain", { rule: id });
