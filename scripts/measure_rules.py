#!/usr/bin/env python3
"""Measures every rule and writes its counts, for the catalogue and for whoever sets a confidence.

usage: measure_rules.py COPYDESK SHARED > rules/measured.tsv

SHARED holds bench/*.jsonl (articles by people and by machines, with raters' marks) and data/mt-sentences.tsv.gz (sentences by people and
by machines, of other years and languages). `COPYDESK measure` reads both; sentences are put together into articles of twenty, so what a
rule says of a whole article (names, mixed forms, truncation) is counted on the articles alone.
What then sets the confidences is scripts/set_confidence.py.
"""
import collections, gzip, json, os, re, subprocess, sys, tempfile

WHOLE = ('mixed-', 'truncated-', 'unclosed-', 'name-variant', 'misspelled-name', 'repeated-sentence', 'acronym-mismatch', 'trailing-ellipsis', 'weekday-date')

# One source lost digits when its spaces were restored: "9,35,000" was 935,000.
LOST_DIGITS = re.compile(r'\b\d{1,2}(?:,\d\d)+,\d{3}\b')

def run(binary, folder, only=None):
    command = [binary, 'measure', folder, '--tsv'] + (['--only', only] if only else [])
    rows = [line.split('\t') for line in subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()]
    return {r[0]: [int(n) for n in r[1:]] for r in rows}

def main():
    binary, shared = sys.argv[1:]
    articles = run(binary, f'{shared}/bench', 'clean,machine,mqm')
    by_source = collections.defaultdict(list)
    for line in gzip.open(f'{shared}/data/mt-sentences.tsv.gz', 'rt', encoding='utf8'):
        fields = line.rstrip('\n').split('\t')
        if len(fields) == 3 and fields[0] in '01' and not (fields[1] == 'voa-native' and LOST_DIGITS.search(fields[2])):
            by_source[fields[0], fields[1]].append(fields[2])
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'sentences.jsonl'), 'w', encoding='utf8') as out:
            for (machine, source), sentences in by_source.items():
                for i in range(0, len(sentences), 20):
                    text = '\n\n'.join(sentences[i:i + 20])
                    print(json.dumps({'id': f'{source}:{i}', 'text': text, 'human': machine == '0'}, ensure_ascii=False), file=out)
        sentences = run(binary, folder)
    print('# Written by scripts/measure_rules.py: rule, reports on what people wrote, reports on machine translations,')
    print('# reports on articles with marked errors, those of them that touch a place two raters marked,')
    print('# 1 where only whole articles count. First the words read: by people, by machines; in articles alone.')
    alone = articles.pop('words')
    print('words', *[a + s for a, s in zip(alone, sentences.pop('words'))], *alone, sep='\t')
    for rule, (human, machine, judged, marked) in sorted(articles.items()):
        whole = rule.startswith(WHOLE)
        if not whole and rule in sentences:
            human, machine = human + sentences[rule][0], machine + sentences[rule][1]
        print(rule, human, machine, judged, marked, int(whole), sep='\t')

if __name__ == '__main__':
    main()
