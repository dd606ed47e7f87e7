#!/usr/bin/env python3
"""Runs the benchmark, fails where a figure has fallen below what main has reached, and writes the figures down.

usage: floors.py BINARY BENCH [PAGE]      BENCH holds score.py and its articles; PAGE is written, as docs/figures.md is
"""
import json
import subprocess
import sys

# (task, figure, the least or the most it may be): a little on the safe side of what was measured when the line was last changed.
# Lowered on 2026-11-28, when set one gave way to what two and three gained (known people on three .57 to .79, wrong alarms on
# repositories 261 to some 70): the weights are no longer fitted beside these articles, and the verdict on an article counts as a
# diagnostic in clean, leaks and mqm. The noise of leaks and of names is a debt, not a gain: see the closing note.
FLOORS = [
    ("clean", "per_1k", "<=", 0.36),
    ("clean", "g:truncation", "<=", 0.11),
    ("clean", "g:name", "<=", 0.12),
    ("names", "recall", ">=", 0.97),
    ("names", "fix_at_1", ">=", 0.94),
    ("names", "collision", ">=", 0.85),
    ("names", "noise_per_1k", "<=", 0.12),
    ("variants", "recall", ">=", 0.92),
    # Down by .02 for trees beside the weights: precision on two and three rose by .005, recall by .015 and .04.
    ("variants", "precision", ">=", 0.84),
    # Was .89 with weights by hand that were fitted beside set one; .88 now, and .87 on three.
    ("known", "recall", ">=", 0.86),
    ("known", "precision", ">=", 0.93),
    # Lower than it was: fewer whole sentences are called cut on other articles (two: 0.36 to 0.17 in 1,000 words). By .01 on 2026-11-29,
    # when words that stand for themselves were left alone: noise fell on both (.107 to .093, .172 to .165), recall on two rose to .909.
    ("truncation", "recall", ">=", 0.88),
    ("truncation", "noise_per_1k", "<=", 0.11),
    ("leaks", "recall", ">=", 0.97),
    ("leaks", "noise_per_1k", "<=", 0.18),
    ("machine", "machine_above_human", ">=", 0.65),
    ("mqm", "precision", ">=", 0.34),
    ("mqm", "recall", ">=", 0.115),
    ("triage", "pairwise", ">=", 0.80),
    ("triage", "auc", ">=", 0.70),
    ("triage", "native", ">=", 0.94),
    ("triage", "zh_native", ">=", 0.90),
]

HEAD = """# Figures

Written by `python3 scripts/floors.py target/release/copydesk ../shared/bench docs/figures.md`. `one` is the development benchmark, on which
rules and thresholds were tuned in part; `two` and `three` are other sources, years and languages, at which we looked. Expect somewhat less elsewhere. `score.py --help` beside the articles says what each figure means.

| task | figure | one | two | three |
|---|---|---|---|---|
"""


def main():
    binary, bench, *page = sys.argv[1:]
    out = subprocess.run([sys.executable, f"{bench}/score.py", "--copydesk", binary, "--json"], stdout=subprocess.PIPE, check=True).stdout
    scores = json.loads(out)
    failed = False
    for task, figure, sign, bound in FLOORS:
        value = scores[task][figure]
        held = value <= bound if sign == "<=" else value >= bound
        failed |= not held
        print(f"{'ok  ' if held else 'FELL'} {task} {figure} {value:.3f} {sign} {bound}")
    if page:
        others = [scores.pop(name, {}) for name in ("two", "three")]

        def cell(figures, task, figure):
            value = figures.get(task, {}).get(figure)
            return "" if value is None else f"{value:.3f}"

        rows = [
            f"| {task} | {figure} | " + " | ".join(cell(s, task, figure) for s in (scores, *others)) + " |\n"
            for task, figures in scores.items()
            for figure in figures
        ]
        with open(page[0], "w", encoding="utf8") as file:
            file.write(HEAD + "".join(rows))
    sys.exit(failed)


main()
