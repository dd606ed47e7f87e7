#!/usr/bin/env python3
"""Times copydesk beside typos, Vale and Harper, where they are installed: in turns, in one run, so that only the ratios mean anything.

usage: compare_speed.py [--copydesk BIN] [--typos BIN] [--vale BIN] [--harper BIN] [--rounds N] [--json] [FOLDER]

FOLDER holds articles (`../shared/bench/score.py --files FOLDER` writes some); without one, the seeds are taken forty times, each
copy under a name and a date of its own. Others are looked for on the PATH as typos, vale and harper-cli; one that is not there is
left out, and that is said. Measured are: all articles; one article of 3 kB, from a cold start; a hundred articles beside typos on
ten times as many; the second run with a cache; one thread against two; peak memory; with --many N, that of N articles, the folder's
again and again; and with --doubling what doubling one article costs, from 10 kB to 10 MB.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(command, cwd=None):
    """Wall seconds, processor seconds and peak kilobytes of a command. Linters end with 1 where they find something."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1, 2):
        sys.exit(f"{command} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def side_by_side(commands, rounds):
    """Runs each in turn, `rounds` times after one to warm up; for each the least wall time, the least processor time and the most memory."""
    taken = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            measured = run(command)
            if turn:
                taken[name].append(measured)
    return {n: {"wall": min(t[0] for t in all_), "median": statistics.median(t[0] for t in all_), "cpu": min(t[1] for t in all_), "peak_mb": max(t[2] for t in all_) / 1024} for n, all_ in taken.items()}


def copies(folder):
    """The seeds, forty times, no two alike: a cache or a repeated text must not help."""
    seeds = sorted((ROOT / "seeds").glob("*/*.txt"))
    for n in range(40):
        for seed in seeds:
            text = seed.read_text(encoding="utf8")
            (folder / f"{n:02}-{seed.parent.name}-{seed.name}").write_text(f"{text}\n\nThis is edition {n} of the text, as it was filed at noon.\n", encoding="utf8")


def article(size):
    """Text of about `size` bytes out of the clean seeds."""
    paragraphs = [p for s in sorted((ROOT / "seeds/clean").glob("*.txt")) for p in s.read_text(encoding="utf8").split("\n\n")]
    out, n = [], 0
    while sum(map(len, out)) < size and n < 10_000_000:
        out.append(paragraphs[n % len(paragraphs)])
        n += 1
        if n % len(paragraphs) == 0 and sum(map(len, out)) * 2 < size:
            out = out * 2
    return "\n\n".join(out)[:size]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--copydesk", default=str(ROOT / "target/release/copydesk"))
    for other in ("typos", "vale", "harper"):
        parser.add_argument(f"--{other}", default=shutil.which("harper-cli" if other == "harper" else other))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--doubling", action="store_true", help="also measure what doubling one article costs")
    parser.add_argument("--many", type=int, default=0, metavar="N", help="also measure the peak memory of N articles")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not shutil.which(options.copydesk):
        sys.exit(f"there is no {options.copydesk}: cargo build --release, or --copydesk BIN")
    figures = {}
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        folder = Path(options.folder).resolve() if options.folder else scratch / "articles"
        if not options.folder:
            folder.mkdir()
            copies(folder)
        one = scratch / "one.txt"
        one.write_text(article(3000), encoding="utf8")
        vale = scratch / "vale.ini"
        vale.write_text("MinAlertLevel = suggestion\n[*.{md,txt,html}]\nBasedOnStyles = Vale\n", encoding="utf8")
        check = [options.copydesk, "check", "--no-config", "--quiet"]
        others = {
            "typos": [options.typos, "--isolated", "--format", "brief"],
            "vale": [options.vale, f"--config={vale}", "--no-exit"],
            "harper": [options.harper, "lint"],
        }
        missing = [name for name in others if not getattr(options, name)]
        others = {name: command for name, command in others.items() if name not in missing}
        for name in missing:
            print(f"{name} is not installed: left out", file=sys.stderr)

        for label, target in (("articles", folder), ("one article", one)):
            paths = {name: [str(target)] for name in others}
            if target == folder and "harper" in others:
                paths["harper"] = [str(p) for p in sorted(folder.iterdir())]
            commands = {"copydesk": [*check, str(target)], **{n: [*c, *paths[n]] for n, c in others.items()}}
            figures[label] = side_by_side(commands, options.rounds)

        articles = sorted(p for p in folder.rglob("*") if p.is_file())
        if "typos" in others and len(articles) >= 1000:
            hundred, thousand = scratch / "hundred", scratch / "thousand"
            for target, count in ((hundred, 100), (thousand, 1000)):
                target.mkdir()
                for n in range(count):
                    path = articles[n * len(articles) // count]
                    shutil.copy(path, target / f"{n:04}{path.suffix}")
            figures["a hundred to typos' thousand"] = side_by_side(
                {"copydesk": [*check, str(hundred)], "typos": [*others["typos"], str(thousand)]}, options.rounds
            )

        if options.many:
            many = scratch / "many"
            for n in range(options.many):
                path = articles[n % len(articles)]
                target = many / f"{n // 1000:03}" / f"{n:06}{path.suffix}"
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, target)
            wall, cpu, peak = run([*check, str(many)])
            figures["many"] = {"articles": options.many, "wall": wall, "cpu": cpu, "peak_mb": peak / 1024}
            shutil.rmtree(many)

        cache = scratch / "cache"
        cold = []
        for _ in range(3):
            shutil.rmtree(cache, ignore_errors=True)
            cold.append(run([*check, f"--cache={cache}", str(folder)])[0])
        warm = side_by_side({"warm": [*check, f"--cache={cache}", str(folder)]}, options.rounds)["warm"]["wall"]
        figures["cache"] = {"first": min(cold), "second": warm, "ratio": warm / min(cold)}

        threads = side_by_side({n: [*check, "--threads", n, str(folder)] for n in ("1", "2")}, options.rounds)
        figures["threads"] = {"one to two": threads["1"]["wall"] / threads["2"]["wall"]}

        if options.doubling:
            steps, size, before = {}, 10_000, None
            long = [*check, "--threads", "1"]
            start = min(run([*long, str(one)])[1] for _ in range(7))
            while size <= 10_240_000:
                path = scratch / "long.txt"
                path.write_text(article(size), encoding="utf8")
                taken = min(run([*long, str(path)])[1] for _ in range(7 if size < 1_000_000 else 3)) - start
                # Below ten milliseconds a clock tells nothing.
                steps[str(size)] = {"cpu": taken, "ratio": taken / before if before and before > 0.01 else None}
                before, size = taken, size * 2
            figures["doubling"] = steps

    if options.json:
        print(json.dumps(figures, indent=1))
        return
    for label in ("articles", "one article", "a hundred to typos' thousand"):
        rows = figures.get(label, {})
        print(f"{label}:" if rows else f"{label}: not measured")
        for name, f in rows.items():
            ratio = f", {rows['copydesk']['wall'] / f['wall']:.2f} times as long for copydesk" if name != "copydesk" else ""
            print(f"  {name:<9} {f['wall']:.3f} s (median {f['median']:.3f}), processor {f['cpu']:.3f} s, {f['peak_mb']:.0f} MB{ratio}")
    if "many" in figures:
        m = figures["many"]
        print(f"{m['articles']:,} articles: {m['wall']:.0f} s, processor {m['cpu']:.0f} s, {m['peak_mb']:.0f} MB")
    print(f"cache: first run {figures['cache']['first']:.3f} s, second {figures['cache']['second']:.3f} s: {figures['cache']['ratio']:.3f} of it")
    print(f"two threads are {figures['threads']['one to two']:.2f} times as fast as one")
    for size, step in figures.get("doubling", {}).items():
        print(f"one article of {int(size):>10,} bytes: processor {step['cpu']:.3f} s" + (f", {step['ratio']:.2f} of the step before" if step["ratio"] else ""))


main()
