// copydesk in the browser, in Node, or wherever WebAssembly runs: what `copydesk serve` answers, without a server.

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** The files, each an address that tools which bundle can see: the program, and the lists and models in parts. */
const FILES = {
  program: new URL("copydesk.wasm.part", import.meta.url),
  core: new URL("core.part", import.meta.url),
  de: new URL("de.part", import.meta.url),
  es: new URL("es.part", import.meta.url),
  fr: new URL("fr.part", import.meta.url),
};

/** A file's bytes, as it lies where this file lies. */
async function read(name) {
  const address = FILES[name];
  if (address.protocol === "file:") return (await import("node:fs/promises")).readFile(address);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname.split("/").pop()} can't be fetched: ${response.status}`);
  return response.arrayBuffer();
}

/** What gzip packed; bytes that a server has unpacked already stay as they are. */
async function unpacked(bytes) {
  const view = new Uint8Array(bytes);
  if (view[0] !== 0x1f || view[1] !== 0x8b) return view;
  const stream = new Blob([view]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * What the program would import: nothing that it uses. The library that reads archives names functions for random numbers, to encrypt
 * with, which copydesk never does.
 */
function imports(module) {
  const all = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (all[from] ??= {})[name] = () => { throw new Error(`${name} is not there`); };
  }
  return all;
}

/** Asks one copy of the program; it takes one question at a time, and a long text takes long, so that a worker is its place. */
export class Copydesk {
  #read;
  #module;
  #exports;
  #parts = new Map();

  /** Only for `load`. */
  constructor(from) {
    this.#read = from;
  }

  /** Fetches and starts the program. `from(name)` gives a file's bytes where they do not lie beside this one: `program`, or a part. */
  static async load(from = read) {
    const copydesk = new Copydesk(from);
    const [program] = await Promise.all([from("program").then(unpacked), copydesk.#fetch("core")]);
    copydesk.#module = await WebAssembly.compile(program);
    copydesk.#start();
    return copydesk;
  }

  /** The parts of the lists that were fetched until now. */
  get parts() {
    return [...this.#parts.keys()];
  }

  async #fetch(part) {
    if (!this.#parts.has(part)) this.#parts.set(part, await unpacked(await this.#read(part)));
  }

  #start() {
    this.#exports = new WebAssembly.Instance(this.#module, imports(this.#module)).exports;
    for (const [name, bytes] of this.#parts) {
      this.#put(bytes);
      const length = this.#exports.copydesk_fill();
      if (length > 0) throw new Error(`${name}: ${this.#output(length)}`);
    }
  }

  #put(bytes) {
    const begin = this.#exports.copydesk_input(bytes.length);
    new Uint8Array(this.#exports.memory.buffer, begin, bytes.length).set(bytes);
  }

  #output(length) {
    return decoder.decode(new Uint8Array(this.#exports.memory.buffer, this.#exports.copydesk_output(), length));
  }

  /** Asks a question by its name; the answer is what `/api/` of the server gives. */
  async ask(what, request) {
    const question = encoder.encode(JSON.stringify(request === undefined ? { what } : { what, request }));
    for (;;) {
      let text;
      try {
        this.#put(question);
        text = this.#output(this.#exports.copydesk_ask());
      } catch (error) {
        // What is broken is not asked again.
        this.#start();
        throw new Error("copydesk failed on this text; please report it", { cause: error });
      }
      const answer = JSON.parse(text);
      if (answer.error !== undefined) throw new Error(answer.error);
      if (answer.wants === undefined) return answer;
      if (answer.wants.every((part) => this.#parts.has(part))) throw new Error("the parts and the program are of two builds");
      // What was opened without the part stays as it was: a new copy has it from its start.
      await Promise.all(answer.wants.map((part) => this.#fetch(part)));
      this.#start();
    }
  }

  check(request) { return this.ask("check", request); }
  triage(request) { return this.ask("triage", request); }
  names(request) { return this.ask("names", request); }
  fix(request) { return this.ask("fix", request); }
  rules() { return this.ask("rules"); }
  explain(rule) { return this.ask("explain", { rule }); }
}
