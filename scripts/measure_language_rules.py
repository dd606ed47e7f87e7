#!/usr/bin/env python3
"""Counts what the rules of a language report on text of people and of machines.

usage: measure_language_rules.py LANGUAGE BINARY [--data ../shared/data] [--half fit|look|all]

Prints a Markdown table: reports in 100,000 words of native text (German: newspapers; Spanish: news test lines, native or translated by
people), of translations by people and of translations by systems. Each line of the data is read as an article of its own, so rules that
ask for something again and again in an article count by document.
"""
import argparse, collections, gzip, json, os, subprocess, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from language_tasks import article, documents, half_of, rows, SYSTEMS_LEFT_OUT


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('language'); a.add_argument('binary'); a.add_argument('--data', default='../shared/data'); a.add_argument('--half', default='all')
    o = a.parse_args()
    halves = ['fit', 'look'] if o.half == 'all' else [o.half]
    texts = {'native': [], 'people': [], 'machines': []}
    for half in halves:
        texts['native'] += [article(l) for _, l in documents(o.data, o.language, half)]
    docs = collections.defaultdict(dict)
    for row in rows(f'{o.data}/{o.language}/mt.tsv.gz'):
        if row['system'] not in SYSTEMS_LEFT_OUT and half_of(o.language, row['year'], row['doc']) in halves:
            docs[row['year'], row['doc'], row['system']][int(row['line'])] = row['text']
    for (_, _, system), lines in docs.items():
        texts['people' if system.startswith('human') else 'machines'].append(article([lines[i] for i in sorted(lines)]))
    words = {k: sum(len(t.split()) for t in v) for k, v in texts.items()}
    counts = collections.defaultdict(collections.Counter)
    with tempfile.TemporaryDirectory() as d:
        for kind, all_texts in texts.items():
            os.mkdir(f'{d}/{kind}')
            for i, t in enumerate(all_texts):
                open(f'{d}/{kind}/{i}.txt', 'w', encoding='utf8').write(t)
        p = subprocess.run([o.binary, 'check', '--no-config', '--format', 'jsonl', '--language', o.language, d], stdout=subprocess.PIPE)
        for line in p.stdout.decode().splitlines():
            row = json.loads(line)
            counts[row['rule']][row['path'].split('/')[-2]] += 1
    listed = json.loads(subprocess.run([o.binary, 'rules', '--format', 'json', '--language', o.language], stdout=subprocess.PIPE).stdout)
    own = {r['id'] for r in listed if r['languages'] == [o.language]}
    print(f'{words["native"]:,} native words, {words["people"]:,} of people\'s translations, {words["machines"]:,} of systems\'.\n')
    print('| rule | native | people | machines | reports |\n|---|--:|--:|--:|--:|')
    for rule in sorted(own | set(counts)):
        c = counts[rule]
        rate = lambda k: f'{1e5 * c[k] / max(1, words[k]):.2f}'
        print(f'| `{rule}` | {rate("native")} | {rate("people")} | {rate("machines")} | {c["native"]}, {c["people"]}, {c["machines"]} |')


if __name__ == '__main__':
    main()
