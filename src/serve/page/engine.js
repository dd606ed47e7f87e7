// Asks the server that this page comes from. The folder of static files has another file of this name, which asks the program compiled
// for the browser; both have the same functions.

export const where = "this machine";

let token = sessionStorage.getItem("copydesk-token") ?? "";

/** Asks what `copydesk check`, `triage`, `names` or a fix says of articles; throws an Error with the reason in words. */
export async function ask(what, request) {
  return answer(`api/${what}`, { method: "POST", body: JSON.stringify(request), headers: { "content-type": "application/json" } });
}

/** A rule's record. */
export async function rule(id) {
  return answer(`api/rules/${encodeURIComponent(id)}`, { headers: {} });
}

async function answer(path, options) {
  for (;;) {
    const headers = token ? { ...options.headers, authorization: `Bearer ${token}` } : options.headers;
    let response;
    try {
      response = await fetch(path, { ...options, headers, credentials: "omit" });
    } catch {
      throw new Error("The server does not answer. Is `copydesk serve` still running?");
    }
    if (response.status === 401) {
      token = await askForToken();
      sessionStorage.setItem("copydesk-token", token);
      continue;
    }
    if (response.status === 429 || response.status === 503) {
      const wait = Number(response.headers.get("retry-after"));
      if (wait > 0) {
        await new Promise((done) => setTimeout(done, wait * 1000));
        continue;
      }
    }
    const body = await response.json().catch(() => ({}));
    if (!response.ok) throw new Error(body.error ?? `The server answers ${response.status}.`);
    return body;
  }
}

let asking;

/** Several requests may find at once that a token is needed: they wait for the same answer. */
function askForToken() {
  asking ??= new Promise((done) => {
    const dialog = document.getElementById("ask");
    dialog.addEventListener("close", () => { asking = undefined; done(document.getElementById("token").value.trim()); }, { once: true });
    dialog.showModal();
  });
  return asking;
}
