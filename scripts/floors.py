#!/usr/bin/env python3
"""Runs the benchmark and fails where a figure has fallen below what main has reached.

usage: floors.py BINARY BENCH      BENCH holds score.py and its articles
"""
import json, subprocess, sys

# (task, figure, the least or the most it may be); a little below what was measured when the line was written
FLOORS = [
    ("clean", "per_1k", "<=", 0.40),
]


def main():
    binary, bench = sys.argv[1:]
    out = subprocess.run([sys.executable, f"{bench}/score.py", "--copydesk", binary, "--json"], stdout=subprocess.PIPE, check=True).stdout
    scores = json.loads(out)
    failed = 0
    for task, figure, sign, bound in FLOORS:
        value = scores[task][figure]
        held = value <= bound if sign == "<=" else value >= bound
        failed += not held
        print(f"{'ok  ' if held else 'FELL'} {task} {figure} {value:.3f} {sign} {bound}")
    for task, figures in scores.items():
        print(f"{task:11s}", "  ".join(f"{k} {v:.3f}" for k, v in figures.items()))
    sys.exit(bool(failed))


main()
