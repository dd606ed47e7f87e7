#!/usr/bin/env python3
"""Runs 20,000 records through Spark while processes are killed, and compares the Parquet with a plain run, record for record.

usage: check.py BINARY [RECORDS]      needs: pip install pyspark==4.0.1 pandas pyarrow, Java 17
"""
import glob
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
os.environ["PYTHONPATH"] = HERE + os.pathsep + os.environ.get("PYTHONPATH", "")
# The workers run the Python that runs this, which has pandas.
os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
from copydesk_spark import check, rows  # noqa: E402


def articles(count):
    """Articles made of the paragraphs of the seeds, the same ones every time."""
    rng = random.Random(7)
    seeds = sorted(glob.glob(os.path.join(HERE, "../../seeds/*/*.txt")))
    paragraphs = [p for path in seeds for p in open(path, encoding="utf8").read().split("\n\n")]
    for i in range(count):
        yield {"id": f"{i:06d}", "title": f"Article {i}", "text": "\n\n".join(rng.sample(paragraphs, 4))}


def kill(name, done, killed):
    """Kills a running copydesk, as a process that fails would end, and then the Python worker around another, as a machine would."""
    for what in ("copydesk", "worker"):
        while not done.wait(0.05):
            found = subprocess.run(["pgrep", "-f", f"^{name} filter"], stdout=subprocess.PIPE, text=True).stdout.split()
            if not found:
                continue
            time.sleep(1)
            pid = found[-1]
            try:
                if what == "worker":
                    pid = subprocess.run(["ps", "-o", "ppid=", "-p", pid], stdout=subprocess.PIPE, text=True).stdout.strip() or "0"
                if int(pid) > 1:
                    os.kill(int(pid), signal.SIGKILL)
                    killed.append(what)
                    print(f"killed a {what} process", flush=True)
                    break
            except ProcessLookupError:
                continue


def main():
    binary = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 20_000
    records = list(articles(count))
    started = time.monotonic()
    plain = subprocess.run([binary, "filter"], input="".join(json.dumps(r) + "\n" for r in records).encode(), stdout=subprocess.PIPE, check=True)
    print(f"plain run: {time.monotonic() - started:.0f} s", flush=True)
    expected = {r["id"]: r for r in rows(plain.stdout.decode().splitlines())}

    from pyspark.sql import SparkSession

    # local[2,4]: two threads, and a task may fail three times.
    spark = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false").config("spark.sql.execution.arrow.maxRecordsPerBatch", "500").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    done, killed = threading.Event(), []
    threading.Thread(target=kill, args=(binary, done, killed), daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        frame = spark.createDataFrame(records).repartition(8)
        started = time.monotonic()
        try:
            check(frame, binary).write.parquet(f"{folder}/checked")
        finally:
            done.set()
        taken = time.monotonic() - started
        found = {r["id"]: r.asDict() for r in spark.read.parquet(f"{folder}/checked").collect()}
    wrong = [i for i in expected if found.get(i) != expected[i]]
    print(f"{len(found)} of {len(expected)} records in {taken:.0f} s, killed: {', '.join(killed) or 'none'}; {len(wrong)} differ")
    sys.exit(bool(wrong or len(found) != len(expected) or len(killed) < 2))


main()
