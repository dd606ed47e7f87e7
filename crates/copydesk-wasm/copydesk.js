// copydesk in the browser, in Node, or wherever WebAssembly runs: what `copydesk serve` answers, without a server.

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Asks one copy of the program; it takes one question at a time and answers at once, so that a worker is its place. */
export class Copydesk {
  #module;
  #exports;

  /** Starts a program that was compiled already. */
  constructor(module) {
    this.#module = module;
    this.#start();
  }

  /** Fetches and starts the program; `source` is its address, a response, or its bytes. */
  static async load(source = new URL("copydesk.wasm", import.meta.url)) {
    if (source instanceof WebAssembly.Module) return new Copydesk(source);
    if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return new Copydesk(await WebAssembly.compile(source));
    const response = source instanceof Response ? source : await fetch(source);
    if (!response.ok) throw new Error(`copydesk.wasm can't be fetched: ${response.status}`);
    // A server that does not know the kind of file it is costs a moment, not the program.
    const known = response.headers.get("content-type") === "application/wasm";
    return new Copydesk(known ? await WebAssembly.compileStreaming(response) : await WebAssembly.compile(await response.arrayBuffer()));
  }

  #start() {
    this.#exports = new WebAssembly.Instance(this.#module, {}).exports;
  }

  /** Asks a question by its name; the answer is what `/api/` of the server gives. */
  ask(what, request) {
    const question = encoder.encode(JSON.stringify(request === undefined ? { what } : { what, request }));
    let text;
    try {
      const begin = this.#exports.copydesk_input(question.length);
      new Uint8Array(this.#exports.memory.buffer, begin, question.length).set(question);
      const length = this.#exports.copydesk_ask();
      text = decoder.decode(new Uint8Array(this.#exports.memory.buffer, this.#exports.copydesk_output(), length));
    } catch (error) {
      // What is broken is not asked again.
      this.#start();
      throw new Error("copydesk failed on this text; please report it", { cause: error });
    }
    const answer = JSON.parse(text);
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
  }

  check(request) { return this.ask("check", request); }
  triage(request) { return this.ask("triage", request); }
  names(request) { return this.ask("names", request); }
  fix(request) { return this.ask("fix", request); }
  rules() { return this.ask("rules"); }
  explain(rule) { return this.ask("explain", { rule }); }
}
