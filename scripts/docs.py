#!/usr/bin/env python3
"""The documentation: its sources as mdBook reads them, and whether what they say holds.

usage: docs.py build BINARY FOLDER   docs/ with a page for each rule and the picture of the pipeline; then `mdbook build` there
       docs.py check BINARY          links, the table of contents, and the commands of docs/tour.md and README.md with what they print
       docs.py site FOLDER           whether each link of the pages that mdBook made in FOLDER leads to a page and a place in it
       docs.py update BINARY         the same commands run, and what they print written into the pages
"""
import json
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
RUN = ("docs/tour.md", "README.md")
CONSOLE = re.compile(r"(?ms)^```console\n(.*?)^```$")
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?\)")


def ask(binary, *arguments):
    return subprocess.run([binary, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def rules(binary, folder):
    """A page for each rule, as `explain` tells it, and a page that lists them; gives the lines for the table of contents."""
    out = folder / "rules"
    out.mkdir()
    lines, listed = [], ["# The rules\n", "Each as `copydesk explain RULE` tells it. To silence one: `ignore` in `copydesk.toml`, or a comment at",
                         "the place; see [Configuration](configuration.md).\n", "| rule | group | severity | about |", "|---|---|---|---|"]
    for rule in json.loads(ask(binary, "rules", "--format", "json")):
        name = rule["id"]
        title, text = ask(binary, "explain", name).split("\n", 1)
        # What an article says in an example must not become markup.
        quoted = re.sub(r"(?m)^(?!    )(.+)$", lambda m: m[1].replace("<", "&lt;").replace("*", r"\*").replace("_", r"\_"), text)
        silence = f"\nTo silence it in one place, in Markdown or HTML, above the paragraph:\n\n    <!-- copydesk: ignore[{name}] the reason -->\n\n" \
                  f"everywhere, in `copydesk.toml`:\n\n    ignore = [\"{name}\"]\n"
        (out / f"{name}.md").write_text(f"# {title}\n{quoted}{silence}", encoding="utf8")
        about = rule["summary"].replace("|", r"\|").replace("<", "&lt;")
        listed.append(f"| [{name}](rules/{name}.md) | {rule['group']} | {rule['severity']} | {about} |")
        lines.append(f"  - [{name}](rules/{name}.md)")
    (folder / "rules.md").write_text("\n".join(listed) + "\n", encoding="utf8")
    return lines


def pipeline():
    """The modules in the order of src/lib.rs as an SVG, each with the number of modules that import it."""
    order = re.search(r"`(span → .*?)`", (ROOT / "src/lib.rs").read_text(encoding="utf8"))[1]
    rows = [row.split(", ") for row in order.split(" → ")]
    rooms = {room for row in rows for room in row}
    uses = {room: set() for room in rooms}
    for file in sorted((ROOT / "src").rglob("*.rs")):
        own = file.relative_to(ROOT / "src").parts[0].removesuffix(".rs")
        text = file.read_text(encoding="utf8")
        named = set(re.findall(r"\bcrate::(\w+)", text))
        for group in re.findall(r"(?s)use crate::\{(.*?)\};", text):
            named |= set(re.findall(r"(?:^|,)\s*(\w+)", re.sub(r"(?s)\{[^{}]*\}", "", re.sub(r"(?s)\{[^{}]*\}", "", group))))
        for room in named & rooms - {own}:
            uses[room].add(own)
    columns, width, height = 6, 132, 78
    parts = []
    for i, row in enumerate(rows):
        line, column = divmod(i, columns)
        x, y = 10 + column * (width + 26), 14 + line * (height + 40)
        parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="8" fill="#eef3f8" stroke="#3b6a94"/>')
        for j, room in enumerate(row):
            parts.append(f'<text x="{x + width / 2}" y="{y + height / 2 + 5 + 22 * (j - (len(row) - 1) / 2)}" text-anchor="middle">{room} ({len(uses[room] & rooms)})</text>')
        if i + 1 < len(rows):
            if column + 1 < columns:
                parts.append(f'<path d="M{x + width} {y + height / 2}h22" stroke="#3b6a94" marker-end="url(#a)"/>')
            else:
                parts.append(f'<path d="M{x + width / 2} {y + height}v20H{10 + width / 2}v16" fill="none" stroke="#3b6a94" marker-end="url(#a)"/>')
    lines = -(-len(rows) // columns)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {20 + columns * (width + 26)} {20 + lines * (height + 40)}" font-family="sans-serif" font-size="15">'
    return head + '<defs><marker id="a" markerWidth="8" markerHeight="8" refX="6" refY="4" orient="auto"><path d="M0 0l8 4l-8 4z" fill="#3b6a94"/></marker></defs>' + "".join(parts) + "</svg>\n"


def keys(binary):
    """Every key of copydesk.toml with what the schema says of it."""
    schema = json.loads(ask(binary, "schema"))
    out = []
    for title, properties in (("", schema["properties"]), ("In `[names]`:", schema["$defs"]["Names"]["properties"]), ("In `[[overrides]]`:", schema["$defs"]["Override"]["properties"])):
        rows = [f"| `{key}` | {about.get('description', '').replace('|', chr(92) + '|').replace(chr(10), ' ')} |" for key, about in properties.items()]
        out += [title, "", "| key | meaning |", "|---|---|", *rows, ""]
    return "\n".join(out)


def build(binary, folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "book.toml", folder)
    docs = folder / "docs"
    lines = rules(binary, docs)
    (docs / "pipeline.svg").write_text(pipeline(), encoding="utf8")
    (docs / "writing-rules.md").write_text((ROOT / "rules/FORMAT.md").read_text(encoding="utf8"), encoding="utf8")
    page = docs / "configuration.md"
    page.write_text(page.read_text(encoding="utf8").replace("<!-- keys -->", keys(binary)), encoding="utf8")
    summary = (docs / "SUMMARY.md").read_text(encoding="utf8")
    (docs / "SUMMARY.md").write_text(summary.replace("- [The rules](rules.md)", "\n".join(["- [The rules](rules.md)", *lines])), encoding="utf8")
    # Files of the repository lie beside docs/ there and are not on the site, where they are only named.
    for page in docs.glob("*.md"):
        page.write_text(re.sub(r"\[([^\]]*)\]\(\.\./[^)]*\)", r"\1", page.read_text(encoding="utf8")), encoding="utf8")
    return docs


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", "")).replace(" ", "-")


def links(docs):
    """Links that lead nowhere: in the book as it is built, and in the pages of the repository."""
    wrong = []
    pages = [*docs.rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "editors/README.md", ROOT / "rules/FORMAT.md"]
    for page in pages:
        text = re.sub(r"(?ms)^(```|~~~).*?^\1", "", page.read_text(encoding="utf8"))
        text = re.sub(r"(?m)^    .*$", "", re.sub(r"`[^`\n]*`", "", text))
        for target in LINK.findall(text):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, part = target.partition("#")
            file = (page.parent / name) if name else page
            own = docs in page.parents
            # Pages of the book may name files of the repository, which lie beside docs/.
            if own and not file.exists():
                try:
                    file = ROOT / "docs" / page.parent.relative_to(docs) / name
                except ValueError:
                    pass
            # The rules' pages and the picture are there in the built book only.
            if not own and not file.exists() and file.resolve().is_relative_to(ROOT / "docs"):
                file = docs / file.resolve().relative_to(ROOT / "docs")
            if not file.exists():
                wrong.append(f"{page.name}: {target} is not there")
            elif part and file.suffix == ".md":
                headings = {slug(h) for h in re.findall(r"(?m)^#+ (.*)$", file.read_text(encoding="utf8"))}
                if part not in headings:
                    wrong.append(f"{page.name}: {target}: no such heading")
    contents = set(LINK.findall((docs / "SUMMARY.md").read_text(encoding="utf8")))
    for page in docs.rglob("*.md"):
        name = page.relative_to(docs).as_posix()
        if name not in contents | {"SUMMARY.md"} and not name.startswith("tour/"):
            wrong.append(f"SUMMARY.md does not have {name}")
    return wrong


class Page(HTMLParser):
    """The links of a page, and the places in it that links may lead to."""

    def __init__(self, path):
        super().__init__()
        self.links, self.places = [], set()
        self.feed(path.read_text(encoding="utf8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.places |= {attributes.get("id"), attributes.get("name")}
        self.links += [attributes[a] for a in ("href", "src") if attributes.get(a)]


def site(folder):
    """What of the links between the site's pages leads nowhere."""
    folder = folder.resolve()
    pages = {path: Page(path) for path in folder.rglob("*.html")}
    wrong = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            # The page of a missing address stands at any depth.
            if parts.scheme or parts.netloc or path.name == "404.html":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists():
                wrong.append(f"{path.relative_to(folder)}: {link} leads nowhere")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].places:
                wrong.append(f"{path.relative_to(folder)}: {link}: the page has no such place")
    return len(pages), wrong


def ran(binary, block):
    """A block with each command's output as it is now; what fails otherwise than by finding something is an error."""
    out, wrong = [], []
    with tempfile.TemporaryDirectory() as path:
        Path(path, "copydesk").symlink_to(Path(binary).resolve())
        for command in re.findall(r"(?m)^\$ (.*)$", block):
            done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  env={"PATH": f"{path}:/usr/bin:/bin", "HOME": path, "LANG": "C.UTF-8", "COLUMNS": "120"})
            if done.returncode not in (0, 1):
                wrong.append(f"`{command}` ended with {done.returncode}: {done.stderr}")
            out.append(f"$ {command}\n{done.stdout}")
    return "".join(out), wrong


def commands(binary, update):
    wrong = []
    for page in RUN:
        text = (ROOT / page).read_text(encoding="utf8")

        def one(match):
            now, failed = ran(binary, match[1])
            wrong.extend(f"{page}: {f}" for f in failed)
            # Scores move a little whenever a model is fitted anew.
            score = re.compile(r"\d+\.\d+")
            if score.sub("N", now) != score.sub("N", match[1]) and not update:
                wrong.append(f"{page} shows another output than this; `scripts/docs.py update BINARY` writes it:\n{now}")
            return f"```console\n{now}```"

        new = CONSOLE.sub(one, text)
        if update and new != text:
            (ROOT / page).write_text(new, encoding="utf8")
    return wrong


def main():
    match sys.argv[1:]:
        case ["build", binary, folder]:
            build(str(Path(binary).resolve()), Path(folder))
        case ["site", folder]:
            pages, wrong = site(Path(folder))
            for fault in wrong:
                print(f"site: {fault}", file=sys.stderr)
            print(f"site: {pages} pages, {len(wrong)} faults")
            sys.exit(bool(wrong) or not pages)
        case ["check" | "update" as what, binary]:
            binary = str(Path(binary).resolve())
            wrong = commands(binary, what == "update")
            with tempfile.TemporaryDirectory() as folder:
                docs = build(binary, Path(folder, "book"))
                wrong += links(docs)
                pages = len(list(docs.rglob("*.md")))
            for fault in wrong:
                print(f"docs: {fault}", file=sys.stderr)
            print(f"docs: {pages} pages, {len(wrong)} faults")
            sys.exit(bool(wrong))
        case _:
            sys.exit(__doc__)


main()
