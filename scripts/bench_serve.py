#!/usr/bin/env python3
"""Requests a second that `copydesk serve` answers at /v2/check, and its memory, with an optimised build.

usage: bench_serve.py BINARY [--seconds N] [--clients N] [ARTICLE …]

Articles are cut to about 500 words; without any, texts are put together from seeds/. Each request has another text (a number in its first
sentence), as a server meets it; the client runs beside the server on the same machine, so the figure is a lower bound.
"""

import argparse
import http.client
import os
import pathlib
import re
import subprocess
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent


def texts(paths):
    files = [pathlib.Path(p) for p in paths] or sorted((ROOT / "seeds").glob("*/*.txt"))
    words = " ".join(f.read_text(encoding="utf8") for f in files).split(" ")
    return [" ".join(words[i : i + 500]) for i in range(0, max(1, len(words) - 499), 500)]


def memory(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return {key: int(re.search(rf"{key}:\s+(\d+)", status)[1]) / 1024 for key in ["VmRSS", "VmHWM"]}


def processor(pid):
    """Seconds that a process has had a processor."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def client(port, bodies, until, counts, times):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    number = 0
    while time.time() < until:
        begun = time.perf_counter()
        number += 1
        body = urllib.parse.urlencode({"language": "en-US", "text": f"Report {id(counts)}-{number}. " + bodies[number % len(bodies)]})
        connection.request("POST", "/v2/check", body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        answer.read()
        counts[answer.status] = counts.get(answer.status, 0) + 1
        times.append(time.perf_counter() - begun)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("articles", nargs="*")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--clients", type=int, default=4)
    options = parser.parse_args()
    server = subprocess.Popen([options.binary, "serve", "--port", "0", "--no-config"], stdout=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r":(\d+)/", server.stdout.readline())[1])
        bodies = texts(options.articles)
        print(f"{len(bodies)} texts of 500 words; idle: {memory(server.pid)['VmRSS']:.0f} MB")
        results = []
        begun = processor(server.pid)
        until = time.time() + options.seconds
        for _ in range(options.clients):
            counts, times = {}, []
            thread = threading.Thread(target=client, args=(port, bodies, until, counts, times))
            thread.start()
            results.append((thread, counts, times))
        for thread, _, _ in results:
            thread.join()
        all_times = sorted(t for _, _, times in results for t in times)
        wrong = {s: n for _, counts, _ in results for s, n in counts.items() if s != 200}
        used = memory(server.pid)
        each = (processor(server.pid) - begun) / max(1, len(all_times))
        print(
            f"{len(all_times) / options.seconds:.0f} requests a second with {options.clients} clients; median "
            f"{1000 * all_times[len(all_times) // 2]:.1f} ms, 99 % under {1000 * all_times[int(len(all_times) * 0.99)]:.1f} ms; "
            f"{1000 * each:.2f} ms of processor time each, {2 / each:.0f} a second on two cores of its own; memory {used['VmRSS']:.0f} MB, at most {used['VmHWM']:.0f} MB" + (f"; NOT ANSWERED: {wrong}" if wrong else "")
        )
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
