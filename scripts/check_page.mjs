// The page in a real browser: an article pasted, its artefacts marked, a fix made, a finding ignored, undone, exported; what a screen
// reader is told (axe-core); narrow and dark; several drafts; a server that has gone. Called by check_page.sh.
// usage: check_page.mjs ADDRESS CHROMIUM [FOLDER FOR PICTURES]
import { readFileSync, mkdirSync } from "node:fs";
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const [address, chromium, pictures] = process.argv.slice(2);
// Where check_page.sh has put them: the repository has no packages of its own.
const require = createRequire(`${process.env.PAGE_MODULES}/`);
const { chromium: browserOf } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const seed = process.env.SEED_ARTICLE ? readFileSync(process.env.SEED_ARTICLE, "utf8") : undefined;
const planted = `Talks in Riga end without a deal

President Andris Kalvītis met the leaders of three parties on Thursday evening. Kalvītis told them that he wants a government by June. Asked about it, Kalvitis said that there is time.

The talks were attended by experts of both the ministries. They will go on next week in Liepāja, the chancellery said in a statement.
`;

const browser = await browserOf.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
const errors = [];
/** Words that the browser says of what this script provokes itself. */
const expected = [/Failed to load resource/];

async function page(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, permissions: ["clipboard-read", "clipboard-write"], acceptDownloads: true, ...options });
  // While working on the page: its files as they are on disk.
  if (process.env.PAGE_SOURCE) await context.route("**/page/*", (r) => r.fulfill({ path: `${process.env.PAGE_SOURCE}/${r.request().url().split("/").at(-1)}` }));
  const page = await context.newPage();
  page.on("pageerror", (e) => errors.push(String(e)));
  page.on("console", (m) => m.type() === "error" && !expected.some((e) => e.test(m.text())) && errors.push(m.text()));
  page.on("request", (r) => r.url().startsWith(address) || r.url().startsWith("blob:") || r.url().startsWith("data:") || errors.push(`asks ${r.url()}`));
  await page.goto(address);
  return page;
}

/** What axe-core finds; it is put in past the policy of the page, as an add-on would be. */
async function accessible(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ["violations"] })).violations
    .map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => `${n.html} ${n.failureSummary}`).slice(0, 3).join(" | ")}`));
  assert.deepEqual(found, [], `axe-core on ${what}`);
}

const picture = (page, name) => pictures && page.screenshot({ path: `${pictures}/${name}.png` });
if (pictures) mkdirSync(pictures, { recursive: true });

/** Puts a text in as a paste does, and gives the milliseconds until its first mark stands. */
async function paste(page, text) {
  return page.evaluate(async (text) => {
    const area = document.getElementById("paste");
    area.focus();
    const marked = new Promise((done) => {
      const look = () => document.querySelector("#article span") && done(performance.now());
      new MutationObserver(look).observe(document.getElementById("article"), { childList: true });
    });
    area.value = text;
    const begun = performance.now();
    area.dispatchEvent(new ClipboardEvent("paste"));
    return (await marked) - begun;
  }, text);
}

const marks = (page) => page.locator("#article mark[tabindex]");
const status = (page) => page.locator("#status").innerText();
const until = (page, what) => page.waitForFunction((what) => document.getElementById("status").innerText.includes(what), what, { timeout: 15_000 });

// One article, from paste to export.
const desk = await page();
await accessible(desk, "the empty page");
await picture(desk, "empty");
const article = seed ?? planted;
const took = await paste(desk, article);
await marks(desk).first().waitFor();
await desk.locator("#spellings li").first().waitFor();
const count = await marks(desk).count();
if (seed) {
  for (const text of ["date 2021-12-05", "both the countries", "presidential office Kremlin", "pressuring", "Should not happen.", "Baden", "Oleksey",
    "Including the withdrawal of Russia from", "we will", ",AP,"]) {
    const all = await desk.locator("#article mark").allInnerTexts();
    assert.ok(all.some((m) => m.includes(text) || text.includes(m) && m.length > 2), `“${text}” is not marked: ${all.join(" | ")}`);
  }
}
assert.ok(count >= (seed ? 10 : 2), `${count} marks`);
assert.equal((await desk.locator("#article").innerText()).replace(/\s+/g, " ").trim(), article.replace(/\s+/g, " ").trim(), "the text is shown as it is");
await accessible(desk, "the marked article");
await picture(desk, "marked");

const [wrong, right] = seed ? ["Baden", "Biden"] : ["Kalvitis", "Kalvītis"];
await desk.locator("#article mark", { hasText: new RegExp(`^${wrong}$`) }).click();
assert.equal(await desk.evaluate(() => document.activeElement.id), "detail-title", "the focus goes to the finding");
assert.ok(await desk.locator("#article .lit").count() > 0, "what explains it is lit");
await desk.locator("#why summary").click();
await desk.waitForFunction(() => document.getElementById("explanation").textContent.length > 40);
await accessible(desk, "a finding");
await picture(desk, "finding");
await desk.getByRole("button", { name: `Change to “${right}”` }).click();
await until(desk, "Changed.");
assert.ok(!(await desk.locator("#article").innerText()).includes(wrong), "it is changed");
const left = await marks(desk).count();

// Ignore one with the keyboard alone, then undo it.
await desk.keyboard.press("Escape");
await marks(desk).first().focus();
await desk.keyboard.press("Enter");
await desk.locator("#detail").waitFor();
await desk.getByRole("button", { name: "Ignore", exact: true }).press("Enter");
await until(desk, "Ignored.");
assert.equal(await marks(desk).count(), left - 1);
assert.ok(await desk.locator("#unignore").isVisible());
await desk.keyboard.press("Escape");
await desk.keyboard.press("Control+z");
await until(desk, "Undone.");
assert.equal(await marks(desk).count(), left);
await desk.keyboard.press("F8");
assert.ok(await desk.locator("#detail").isVisible(), "F8 leads to the next finding");
await desk.keyboard.press("Escape");

// Out again.
await desk.locator("#copy").click();
await until(desk, "copied");
const changed = article.replace(wrong, right);
assert.equal(await desk.evaluate(() => navigator.clipboard.readText()), changed);
const download = async (id) => {
  const [file] = await Promise.all([desk.waitForEvent("download"), desk.locator(id).click()]);
  return [file.suggestedFilename(), readFileSync(await file.path(), "utf8")];
};
assert.deepEqual(await download("#save"), ["draft.txt", changed]);
const [name, report] = await download("#report");
assert.ok(name === "copydesk-report.html" && report.includes("1 changes made") && report.includes("<table>"), report.slice(0, 400));
await desk.locator("#undo").click();
await until(desk, "Undone.");
assert.ok((await desk.locator("#article").innerText()).includes(wrong), "the change is undone");
if (await desk.getByRole("button", { name: "Undo" }).isEnabled()) throw new Error("there is nothing left to undo");

// A name that is right as it is.
await desk.locator("#article mark", { hasText: new RegExp(`^${wrong}$`) }).click();
await desk.getByRole("button", { name: `Accept “${wrong}”` }).click();
await until(desk, "is accepted");
assert.ok(!(await desk.locator("#article mark").allInnerTexts()).includes(wrong));

// Edited by hand.
await desk.locator("#edit").click();
await accessible(desk, "the text field");
await desk.locator("#text").fill("The the port of Accra was closed on Monday.");
await desk.locator("#done").click();
await until(desk, "Read again.");
assert.equal(await marks(desk).count(), 1);

// Markup: the text of the file is shown, and a fix is written as the format writes it.
const mixed = await page();
await mixed.locator("#format").selectOption("html");
await paste(mixed, "<h1>Rain in Accra</h1>\n<p>😀 The ministers of both the <b>countries</b> met on Monday in Accra &amp; Tema.</p>\n<p>The the port was closed.</p>");
await marks(mixed).first().waitFor();
await mixed.locator("#article mark", { hasText: "The the" }).click();
await mixed.locator("#actions button.main").click();
await until(mixed, "Changed.");
assert.match(await mixed.locator("#article").innerText(), /Accra &amp; Tema\.<\/p>\s*<p>The port was closed/);
await picture(mixed, "markup");

// Several drafts, ranked.
const many = await page();
const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
await many.locator("#files").setInputFiles([
  file("clean.txt", "Rain in Accra\n\nIt rained in Accra on Monday, and the port was closed for two hours.\n"),
  file("riga.md", `# ${article}`), file("third.txt", planted), file("broken.txt", "The the road"),
]);
await many.locator("#ranking li").nth(3).waitFor();
await until(many, "left");
assert.equal(await many.locator("#ranking li").count(), 4);
await accessible(many, "several drafts");
await picture(many, "drafts");
await many.locator("#files").setInputFiles([{ name: "photo.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0, 0xff]) }]);
await many.locator("#error").waitFor();
assert.match(await many.locator("#error").innerText(), /photo\.png/);
await picture(many, "refused");

// A phone in the dark.
const phone = await page({ viewport: { width: 360, height: 740 }, colorScheme: "dark" });
await picture(phone, "phone-empty");
await paste(phone, article);
await marks(phone).first().waitFor();
await accessible(phone, "a dark phone");
const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
assert.ok(wide <= 360, `${wide} px wide on a screen of 360`);
await picture(phone, "phone-dark");
await phone.locator("#article mark", { hasText: new RegExp(`^${wrong}$`) }).click();
await accessible(phone, "a finding on a dark phone");
await picture(phone, "phone-dark-finding");
const dark = await page({ colorScheme: "dark" });
await paste(dark, article);
await marks(dark).first().waitFor();
await marks(dark).nth(2).click();
await dark.locator("#spellings li").first().waitFor();
await picture(dark, "dark");

// A text that looks like a page is only a text.
await paste(dark.context().pages()[0], "x").catch(() => {});
const hostile = await page();
await paste(hostile, "Talks in <img src=x onerror=alert(1)> Accra\n\nThe the <script>alert(1)</script> port of Accra was closed on Monday.");
await marks(hostile).first().waitFor();
assert.equal(await hostile.locator("#article img, #article script").count(), 0);

// A server that has gone; the static page needs none once it is there.
await desk.context().setOffline(true);
await marks(desk).first().click();
await desk.locator("#actions button.main").click();
if (process.env.STATIC_PAGE) {
  await until(desk, "Changed.");
} else {
  await desk.locator("#error").waitFor();
  assert.match(await desk.locator("#error").innerText(), /does not answer/);
  assert.ok((await desk.locator("#article").innerText()).includes("The the"), "nothing is lost");
  await picture(desk, "gone");
}

assert.deepEqual(errors, []);
const times = [took];
for (let i = 0; i < 5; i++) {
  const again = await page();
  times.push(await paste(again, article));
  await again.context().close();
}
console.log(`page: ${count} marks; paste to marks ${times.sort((a, b) => a - b)[times.length >> 1].toFixed(0)} ms (median of ${times.length}); axe-core has nothing to say`);
await browser.close();
