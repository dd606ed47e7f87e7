"""Articles of a crawl through `copydesk filter` on Spark: one process a partition, fed and read at once.

    from copydesk_spark import check
    check(spark.read.parquet("crawl"), binary="/usr/local/bin/copydesk").write.parquet("checked")

Needs pyspark with pandas and pyarrow, and the copydesk binary at the same path on every worker.
"""
import json
import subprocess
import threading

import pandas as pd

SCHEMA = "id string, language string, words long, diagnostics long, counts string, report string"


def rows(lines):
    """What the filter answered, as rows of SCHEMA."""
    for line in lines:
        record = json.loads(line)
        answer = record.get("copydesk", {})
        if "error" in answer:
            record = json.loads(answer["input"]) if answer["input"].startswith("{") else {}
        yield {
            "id": str(record.get("id", "")),
            "language": answer.get("language"),
            "words": answer.get("words"),
            "diagnostics": len(answer.get("diagnostics", [])),
            "counts": json.dumps(answer.get("counts", {}), sort_keys=True),
            "report": json.dumps(answer, ensure_ascii=False),
        }


def filter_partition(binary, columns):
    def run(batches):
        # The process lives as long as the partition. A thread feeds it while this one reads, so that neither waits on a full pipe;
        # records come back in the order they went in.
        process = subprocess.Popen([binary, "filter", "--threads", "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf8")
        failure = []

        def feed():
            try:
                for batch in batches:
                    for record in batch[columns].to_dict("records"):
                        process.stdin.write(json.dumps(record, ensure_ascii=False) + "\n")
                process.stdin.close()
            except Exception as error:  # the reader sees the process end, and raises this
                failure.append(error)
                process.kill()

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        block = []
        for line in process.stdout:
            block.append(line)
            if len(block) == 1000:
                yield pd.DataFrame(list(rows(block)))
                block = []
        feeder.join()
        status = process.wait()
        # A partition is whole or it fails: Spark then runs it again elsewhere.
        if failure:
            raise failure[0]
        if status != 0:
            raise RuntimeError(f"copydesk filter ended with status {status}")
        if block:
            yield pd.DataFrame(list(rows(block)))

    return run


def check(articles, binary="copydesk", columns=("id", "title", "text")):
    """A data frame of articles in, one of verdicts out: a row for each article."""
    return articles.mapInPandas(filter_partition(binary, list(columns)), schema=SCHEMA)
