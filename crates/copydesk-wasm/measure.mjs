// What the page fetches and how long it takes to start, in Node: bytes over the wire for an English article, and the milliseconds from
// the files at hand to the first answer. With a bound, more bytes than that fail.
// usage: node measure.mjs FOLDER/npm [MOST BYTES]
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const most = Number(process.argv[3] ?? Infinity);
const { Copydesk } = await import(pathToFileURL(join(folder, "copydesk.js")));

const ARTICLES = {
  en: "Joe Baden met the the ministers of Kenya in Nairobi on Monday. He said that the talks had gone well.",
  de: "Die Minister der beiden Länder trafen sich am Montag in Berlin. Sie sprachen über die Lage im Osten und und vertagten sich.",
  es: "Los ministros de ambos países se reunieron el lunes en Madrid. Hablaron de la la situación en el este y se despidieron.",
};

const sizes = new Map();
async function from(name) {
  const bytes = await readFile(join(folder, name === "program" ? "copydesk.wasm.part" : `${name}.part`));
  sizes.set(name, bytes.length);
  return bytes;
}
const total = () => [...sizes.values()].reduce((a, b) => a + b, 0);
const says = async (copydesk, text) => (await copydesk.check({ text })).diagnostics.map((d) => d.rule);

const begun = performance.now();
const copydesk = await Copydesk.load(from);
const started = performance.now() - begun;
const found = await says(copydesk, ARTICLES.en);
const first = performance.now() - begun;
assert.ok(found.includes("doubled-word") && found.includes("misspelled-name"), `an English article: ${found}`);
assert.deepEqual(copydesk.parts, ["core"], "an English article needs no more");
const check = total();
const again = performance.now();
await says(copydesk, `${ARTICLES.en} Again.`);
const second = performance.now() - again;

for (const [language, rule] of [["de", "doubled-word-german"], ["es", "doubled-word-spanish"]]) {
  assert.ok((await says(copydesk, ARTICLES[language])).includes(rule), language);
  assert.ok(copydesk.parts.includes(language), `${language}: its lists were not asked for`);
}
// What was fetched before is still there.
assert.deepEqual(await says(copydesk, ARTICLES.en), found);
await assert.rejects(copydesk.explain("no-such-rule"), /no-such-rule/);
await assert.rejects(Copydesk.load((name) => from(name === "core" ? "de" : name)).then((c) => says(c, ARTICLES.en)), /two builds/);

const mb = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
for (const [name, bytes] of sizes) console.log(`${name}: ${mb(bytes)}`);
console.log(`over the wire: ${mb(check)} for an English article, ${mb(total())} for all`);
console.log(`start ${started.toFixed(0)} ms, first answer after ${first.toFixed(0)} ms, the next in ${second.toFixed(0)} ms`);
if (check > most) {
  console.error(`wasm: ${mb(check)} over the wire for an English article, more than ${mb(most)}`);
  process.exit(1);
}
