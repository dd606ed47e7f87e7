#!/usr/bin/env python3
"""Planted faults and alarms on one PO file, by copydesk and by pofilter (translate-toolkit, https://toolkit.translatehouse.org).

    pip install translate-toolkit
    scripts/compare_pofilter.py COPYDESK ../shared/data [PAIR …]

The file is made of source lines and human translations (bitext.tsv.gz). A third of its entries get one fault each; what either tool says of
the others is an alarm. Both tools are asked for all checks that a translation desk would leave on: of pofilter those of untranslated text,
numbers, URLs, acronyms and punctuation at the end; its checks of user interfaces (accelerators, spacing, capitals) are left out, since they
speak on most sentences of prose.
"""
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKS = ["untranslated", "unchanged", "numbers", "urls", "emails", "acronyms", "endpunc", "short", "long", "blank"]


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def digit(text, rng):
    places = [m.start() for m in re.finditer(r"(?<![\w-])\d+", text)]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at] + str((int(text[at]) + 1 + rng.randrange(8)) % 10) + text[at + 1 :]


def undone(_, source):
    return source if len(source.split()) >= 5 or len(source) >= 20 else None


def statement(text):
    return text.rstrip()[:-1] + "." if text.rstrip().endswith("?") else None


def cut(text):
    words = text.split()
    return " ".join(words[: len(words) // 2]) if len(words) >= 12 else None


def plant(kind, source, target, rng):
    return {"number": lambda: digit(target, rng), "untranslated": lambda: undone(target, source),
            "question": lambda: statement(target), "cut": lambda: cut(target)}[kind]()


def write(path, language, entries):
    with open(path, "w", encoding="utf-8") as out:
        out.write('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n')
        out.write(f'"X-Source-Language: {language}\\n"\n\n')
        for number, (source, target) in enumerate(entries):
            # A context keeps entries of the same source apart.
            out.write(f'#: line:{number}\nmsgctxt "{number}"\nmsgid {quoted(source)}\nmsgstr {quoted(target)}\n\n')


def by_copydesk(binary, path):
    run = subprocess.run([binary, "check", "--no-config", "--select", "translation", "--max-diagnostics", "0", "--format", "jsonl", path],
                         capture_output=True, text=True, check=False)
    starts, current = {}, None
    for i, line in enumerate(Path(path).read_text(encoding="utf-8").split("\n"), 1):
        if line.startswith("#: line:"):
            current = int(line[8:])
        starts[i] = current
    return {starts[json.loads(row)["start"]["line"]] for row in run.stdout.splitlines()}


def by_pofilter(path, folder):
    out = Path(folder) / "filtered.po"
    tests = [argument for check in CHECKS for argument in ("--test", check)]
    run = subprocess.run([sys.executable, "-m", "translate.filters.pofilter", "--progress", "none", *tests, "-i", path, "-o", str(out)],
                         capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"pofilter: {run.stderr.strip()}")
    text = out.read_text(encoding="utf-8") if out.exists() else ""
    return {int(n) for n in re.findall(r'^msgctxt "(\d+)"', text, re.MULTILINE)}


def main():
    binary, data, *wanted = sys.argv[1:]
    pairs = {}
    with gzip.open(Path(data) / "bitext.tsv.gz", "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            pair, year, _, source, human, *_ = line.rstrip("\n").split("\t")
            if year == "2021" and (not wanted or pair in wanted):
                pairs.setdefault(pair, []).append((source, human))
    print("pair\ttool\t" + "\t".join(("number", "untranslated", "question", "cut")) + "\talarms per 1,000 words")
    for pair, rows in sorted(pairs.items()):
        rng = random.Random(5)
        entries, planted = [], {}
        for number, (source, human) in enumerate(rows):
            target = human
            if rng.random() < 1 / 3:
                kind = rng.choice(["number", "untranslated", "question", "cut"])
                # Questions are rare: where there is none, a figure is changed.
                changed = plant(kind, source, human, rng) or plant("number", source, human, rng)
                if changed and changed != human:
                    planted[number] = kind if plant(kind, source, human, random.Random(0)) else "number"
                    target = changed
            entries.append((source, target))
        clean = sum(len(t.split()) for n, (_, t) in enumerate(entries) if n not in planted)
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "articles.po")
            write(path, pair.split("-")[0], entries)
            for tool, found in (("copydesk", by_copydesk(binary, path)), ("pofilter", by_pofilter(path, folder))):
                recalls = []
                for kind in ("number", "untranslated", "question", "cut"):
                    of = [n for n, k in planted.items() if k == kind]
                    recalls.append(f"{sum(n in found for n in of)}/{len(of)}")
                alarms = 1000 * len([n for n in found if n not in planted]) / max(clean, 1)
                print(f"{pair}\t{tool}\t" + "\t".join(recalls) + f"\t{alarms:.2f}")


if __name__ == "__main__":
    main()
