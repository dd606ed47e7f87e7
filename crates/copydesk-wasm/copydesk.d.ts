/** UTF-8 bytes of the text as it was given, half open. */
export interface Span { start: number; end: number }
/** Line and column from 1; columns count characters. */
export interface Place { line: number; column: number }

export interface Draft {
  text: string;
  /** The path that it is reported under, whose extension names its format. */
  path?: string;
  format?: "plain" | "markdown" | "html" | "json" | "jsonl";
}

/** Settings, under the names that they have in copydesk.toml. */
export interface Settings {
  select?: string[];
  ignore?: string[];
  "min-confidence"?: number;
  language?: string;
  triage?: boolean;
  "max-diagnostics"?: number;
  names?: { accept?: string[]; prefer?: Record<string, string[]> };
}

/** One article, or several as `articles`. */
export type Request = (Draft | { articles: Draft[] }) & { settings?: Settings; outline?: boolean };

export type Group = "truncation" | "name" | "artefact" | "leak" | "consistency" | "typography" | "translation";

export interface Diagnostic {
  path: string;
  rule: string;
  group: Group;
  severity: "info" | "warning" | "error";
  /** How sure, 0 to 1. */
  confidence: number;
  message: string;
  language: string;
  span: Span;
  start: Place;
  end: Place;
  text: string;
  labels: { span: Span; message: string; path?: string; start?: Place }[];
  suggestions: { span: Span; replacement: string; applicability: "safe" | "unsafe" }[];
  /** The same for the same fault in the same sentence, wherever it moves. */
  fingerprint: string;
}

export interface Problem { path: string; start?: Place | null; message: string }

export interface Report {
  diagnostics: Diagnostic[];
  problems: Problem[];
  summary: { files: number; articles: number; words: number; diagnostics: number; error: number; warning: number; info: number; not_shown: number; rules: Record<string, number> };
  /** Where `outline` was asked for. */
  articles?: { path: string; article: number | null; language: string; words: number; blocks: { kind: string; span: Span }[] }[];
}

export interface Ranking {
  articles: {
    path: string; article?: number; words: number; language: string;
    /** How much it needs an editor, 0 to 1. */
    need: number;
    /** How much it reads like unedited machine translation, 0 to 1; null where that can't be told, with the reason. */
    machine_translated: number | null;
    reason?: string;
    diagnostics: { count: number; per_1000_words: number; groups: Partial<Record<Group, number>> };
    stretches: { span: Span; text: string; score: number; why: string }[];
  }[];
  problems: Problem[];
}

export interface Names {
  names: { name: string; kind: "person" | "place" | "organisation" | "nationality" | "other"; count: number; spellings: { text: string; count: number; articles: number; places: { path: string; line: number; column: number }[] }[] }[];
  left_out: number;
  problems: Problem[];
}

export type FixRequest = Draft & {
  settings?: Settings;
  /** The changes to make, as suggestions name them; without any, all safe ones are made. */
  changes?: { span: Span; replacement: string }[];
  /** Without `changes`: also those that a person should look at. */
  unsafe?: boolean;
};

export interface Fixed { text: string; made: number; edits: { span: Span; text: string }[] }

export interface Rule {
  id: string; group: Group; summary: string; explanation: string; severity: "info" | "warning" | "error"; confidence: number;
  languages: string[]; default: boolean; examples: { text: string; marks: string | null; reason: string }[]; text?: string;
}

/** The files that are fetched: the program, what every article needs, and the lists and models of German, Spanish and French. */
export type File = "program" | "core" | "de" | "es" | "fr";

/** Asks one copy of the program; it takes one question at a time, and a long text takes long, so that a worker is its place. Each question throws an Error with the reason in words. */
export class Copydesk {
  private constructor();
  /** Fetches and starts the program. `from` gives a file's bytes, compressed as they are or unpacked, where they do not lie beside this one. */
  static load(from?: (file: File) => Promise<BufferSource>): Promise<Copydesk>;
  /** The parts that were fetched until now: those of a language come when a text in it does. */
  readonly parts: ("core" | "de" | "es" | "fr")[];
  check(request: Request): Promise<Report>;
  triage(request: Request): Promise<Ranking>;
  names(request: Request): Promise<Names>;
  fix(request: FixRequest): Promise<Fixed>;
  rules(): Promise<Rule[]>;
  explain(rule: string): Promise<Rule>;
}
