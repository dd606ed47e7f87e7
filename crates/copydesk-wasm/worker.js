// One copy of the program, away from what the page draws.

import { Copydesk } from "./copydesk.js";

const started = Copydesk.load();
// Whoever asks first is told; nobody else needs to be.
started.catch(() => {});

addEventListener("message", async ({ data: { id, what, request } }) => {
  try {
    postMessage({ id, answer: await (await started).ask(what, request) });
  } catch (error) {
    postMessage({ id, error: error.message });
  }
});
