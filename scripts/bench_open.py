#!/usr/bin/env python3
"""A benchmark that may be passed on: the articles of seeds/clean, which we wrote, with faults planted by this script.

usage: bench_open.py BINARY [PAGE]      PAGE is written, as docs/bench.md is

Each article is read as it is (every report is counted as a wrong alarm) and in copies with one fault each (found where a report touches
its line and characters). codespell, typos, harper-cli, vale and LanguageTool (languagetool-commandline.jar named by LANGUAGETOOL_JAR) are
read beside it where they are installed, each with its defaults; what is not installed is named. Nothing is downloaded. The same articles
give the same faults: they are chosen by hashes, not at random.
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KINDS = {
    "cut article": "the last sentence breaks off behind a word",
    "cut paragraph": "a paragraph in the middle breaks off behind a word",
    "misspelt name": "one mention of a name that stands more than once has one letter doubled, dropped or changed",
    "doubled word": "a word stands twice",
    "leak": "an entity, a placeholder or a tag is left over",
}


def pick(items, key):
    """One of the items, the same in every run."""
    return items[int(hashlib.sha256(key.encode()).hexdigest(), 16) % len(items)] if items else None


def cut(text, start, end, key):
    """The paragraph from start to end without the end of its last sentence; the fault is its last word."""
    paragraph = text[start:end]
    last = [m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", paragraph)]
    begin = last[-1] if last else 0
    words = [m for m in re.finditer(r"[\w'’-]+", paragraph[begin:])]
    at = pick(words[2:-2], key)
    if at is None:
        return None
    stop = start + begin + at.end()
    return text[:stop] + text[end:], start + begin + at.start(), stop


def plant(kind, text, key):
    """The text with a fault of a kind, and where it is; None where there is no place for it."""
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"(?m)^[A-Z\"“].{80,}[.!?]$", text)]
    if len(paragraphs) < 3:
        return None
    if kind == "cut article":
        start, end = paragraphs[-1]
        return cut(text[:end] + "\n", start, end, key) if not text[end:].strip() else None
    if kind == "cut paragraph":
        return cut(text, *pick(paragraphs[1:-1], key), key)
    if kind == "misspelt name":
        words = re.findall(r"(?<=[a-z,] )[A-Z][a-zà-ž]{5,}\b", text)
        names = sorted({w for w in words if len(re.findall(rf"\b{w}\b", text)) > 1 and not re.search(rf"\b{w.lower()}\b", text)})
        name = pick(names, key)
        if name is None:
            return None
        place = [m.start() for m in re.finditer(rf"\b{name}\b", text)][-1]
        at = 2 + int(hashlib.sha256((key + name).encode()).hexdigest(), 16) % (len(name) - 4)
        wrong = pick([name[:at] + name[at] + name[at:], name[:at] + name[at + 1:], name[:at] + pick("aeinorstu".replace(name[at], ""), key) + name[at + 1:]], key + "edit")
        return None if wrong == name else (text[:place] + wrong + text[place + len(name):], place, place + len(wrong))
    start, end = pick(paragraphs[1:], key)
    spaces = [m.start() + start for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", text[start:end])]
    at = pick(spaces, key)
    if at is None:
        return None
    word = re.search(r"[\w'’-]+$", text[:at])[0]
    added = " " + word if kind == "doubled word" else " " + pick(["&nbsp;", "[object Object]", "{{ author.name }}", "</p>", "undefined"], key)
    return text[:at] + added + text[at:], at - (len(word) if kind == "doubled word" else 0), at + len(added)


def copydesk(binary):
    def read(files):
        done = subprocess.run([binary, "check", "--no-config", "--quiet", "--format", "jsonl", *files], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in done.stdout.splitlines():
            d = json.loads(line)
            yield d["path"], d["start"]["line"], d["start"]["column"], d["end"]["column"]
    return read


def lines_of(command, pattern):
    """Reads with a checker that prints a report a line: path, line, and where it tells it the column and the word."""
    def read(files):
        done = subprocess.run([*command, *files], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for m in re.finditer(pattern, done.stdout, re.M):
            found = m.groupdict()
            line, word = int(found["line"]), found.get("word") or "x"
            # Where only the word is told, it is looked for.
            column = int(found["column"]) if found.get("column") else Path(found["path"]).read_text(encoding="utf8").split("\n")[line - 1].find(word) + 1
            yield found["path"], line, column, column + len(word)
    return read


def checkers(binary):
    yield "copydesk", copydesk(binary)
    known = {
        "codespell": lambda: lines_of(["codespell"], r"^(?P<path>.+?):(?P<line>\d+): (?P<word>\S+) ==>"),
        "typos": lambda: lines_of(["typos", "--format", "brief"], r"^(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?:\w+: )?`(?P<word>[^`]+)`"),
        "vale": lambda: lines_of(["vale", "--output", "line"], r"^(?P<path>.+?):(?P<line>\d+):(?P<column>\d+):"),
        "harper-cli": lambda: lines_of(["harper-cli", "lint", "--format", "compact"], r"^(?P<path>.+?):(?P<line>\d+):(?P<column>\d+)"),
    }
    for name, make in known.items():
        yield name, make() if shutil.which(name) else None
    jar = os.environ.get("LANGUAGETOOL_JAR")
    yield "LanguageTool", languagetool(jar) if jar and shutil.which("java") else None


def languagetool(jar):
    def read(files):
        for file in files:
            done = subprocess.run(["java", "-jar", jar, "--json", "-l", "en-US", file], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            text = Path(file).read_text(encoding="utf8")
            for m in json.loads(done.stdout)["matches"]:
                line = text.count("\n", 0, m["offset"]) + 1
                column = m["offset"] - (text.rfind("\n", 0, m["offset"]) + 1) + 1
                yield file, line, column, column + m["length"]
    return read


def main():
    binary, *page = sys.argv[1:]
    articles = {f.name: f.read_text(encoding="utf8") for f in sorted((ROOT / "seeds/clean").glob("*.txt"))}
    words = sum(len(t.split()) for t in articles.values())
    rows, missing = [], []
    with tempfile.TemporaryDirectory() as folder:
        clean, faulty = [], {}
        for name, text in articles.items():
            file = Path(folder, "clean-" + name)
            file.write_text(text, encoding="utf8")
            clean.append(str(file))
            for kind in KINDS:
                planted = plant(kind, text, name + kind)
                if planted:
                    changed, start, end = planted
                    file = Path(folder, f"{kind.replace(' ', '-')}-{name}")
                    file.write_text(changed, encoding="utf8")
                    begin = changed.rfind("\n", 0, start) + 1
                    faulty[str(file)] = (kind, changed.count("\n", 0, start) + 1, start - begin + 1, end - begin + 1)
        digest = hashlib.sha256("".join(Path(f).read_text(encoding="utf8") for f in sorted([*clean, *faulty])).encode()).hexdigest()
        planted = {kind: sum(k == kind for k, *_ in faulty.values()) for kind in KINDS}
        for name, read in checkers(str(Path(binary).resolve())):
            if read is None:
                missing.append(name)
                continue
            alarms = len(list(read(clean)))
            found = set()
            for path, line, start, end in read(sorted(faulty)):
                kind, at, first, last = faulty.get(path, (None, 0, 0, 0))
                # Two characters of leave: checkers count columns in other units.
                if kind and line == at and start <= last + 2 and end >= first - 2:
                    found.add(path)
            shares = [sum(faulty[f][0] == kind for f in found) for kind in KINDS]
            rows.append(f"| {name} | {alarms} ({alarms / words * 1000:.2f}) | " + " | ".join(map(str, shares)) + " |")
    lines = ["# Beside other checkers", "", "Written by `python3 scripts/bench_open.py target/release/copydesk docs/bench.md`. The articles are those of `seeds/clean`, written for this",
             "project and free to pass on, and the faults are planted by the script. They are what our own tests run on, so copydesk's column of wrong", "alarms says little beyond that nothing broke; "
             "the faults are chosen by hashes, and no rule was fitted to them. The others are made for other", "things, mostly for spelling: the table says what each adds, not which is better.", "",
             f"{len(articles)} articles, {words:,} words; {len(faulty)} faults; SHA-256 of all texts `{digest[:16]}`.", "",
             "| | wrong alarms (in 1,000 words) | " + " | ".join(f"{k}, of {planted[k]}" for k in KINDS) + " |", "|---|" + "---|" * (len(KINDS) + 1), *rows, "",
             *[f"- **{kind}**: {about}" for kind, about in KINDS.items()]]
    if missing:
        lines += ["", f"Not installed where this was written: {', '.join(missing)}."]
    text = "\n".join(lines) + "\n"
    print(text)
    if page:
        Path(page[0]).write_text(text, encoding="utf8")


main()
