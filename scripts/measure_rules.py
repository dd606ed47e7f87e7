#!/usr/bin/env python3
"""Measures every rule on many sources and writes its counts, for the catalogue and for whoever sets a confidence.

usage: measure_rules.py COPYDESK SHARED > rules/measured.tsv

SHARED holds bench/ and bench/two/ (articles by people and by machines, with raters' marks) and data/: mt-sentences (sentences by people
and by machines), mt-pairs and mt-contrast (machines' outputs from 44 languages beside references), wiki-en (native text of another
genre). `COPYDESK measure` reads them; sentences are put together into articles of twenty, so what a rule says of a whole article
(names, mixed forms, truncation) is counted on the articles alone. What then sets the confidences is scripts/set_confidence.py.
"""
import collections, gzip, json, os, re, subprocess, sys, tempfile

WHOLE = ('mixed-', 'truncated-', 'unclosed-', 'name-variant', 'misspelled-name', 'repeated-sentence', 'acronym-mismatch', 'trailing-ellipsis', 'weekday-date')
# Sentences of an article that is put together, and lines taken of a language and year.
TOGETHER, LINES = 20, 2000
# Paragraphs of other genres. Speeches are not among them: many are translations, and they address people as no article does.
PARAGRAPHS = {'wiki-en': 12000}

# One source lost digits when its spaces were restored: "9,35,000" was 935,000.
LOST_DIGITS = re.compile(r'\b\d{1,2}(?:,\d\d)+,\d{3}\b')

def run(binary, folder, only):
    out = subprocess.run([binary, 'measure', folder, '--tsv', '--only', only], stdout=subprocess.PIPE, check=True).stdout.decode()
    return {r[0]: [int(n) for n in r[1:]] for r in (line.split('\t') for line in out.splitlines())}

def rows(path):
    with gzip.open(path, 'rt', encoding='utf8') as lines:
        next(lines)
        for line in lines: yield line.rstrip('\n').split('\t')

def sources(data):
    """Sentences by source language ('' where there is none) and by whether a machine wrote them."""
    out = collections.defaultdict(list)
    for fields in rows(f'{data}/mt-sentences.tsv.gz'):
        if len(fields) == 3 and not (fields[1] == 'voa-native' and LOST_DIGITS.search(fields[2])):
            parts = fields[1].split('-')
            out[parts[1] if parts[-1] == 'en' else '', fields[0] == '1'].append(fields[2])
    taken, last = collections.Counter(), None
    for language, year, system, output, reference in rows(f'{data}/mt-pairs.tsv.gz'):
        # The last years are among the sentences; of two systems for a line the first.
        if year >= '2021' or reference == last or taken[language, year] >= LINES: continue
        taken[language, year] += 1; last = reference
        out[language, True].append(output); out[language, False].append(reference)
    for language, _, _, _, worse, _, reference in rows(f'{data}/mt-contrast.tsv.gz'):
        out[language, True].append(worse); out[language, False].append(reference)
    for name, count in PARAGRAPHS.items():
        with gzip.open(f'{data}/{name}.txt.gz', 'rt', encoding='utf8') as lines:
            out['', False].extend(line.rstrip('\n') for line, _ in zip(lines, range(count)))
    return out

def main():
    binary, shared = sys.argv[1:]
    total, alone = collections.defaultdict(lambda: [0, 0, 0, 0]), None
    languages = collections.defaultdict(dict)
    def add(into, counts):
        for rule, numbers in counts.items():
            into[rule] = [a + b for a, b in zip(into[rule], numbers + [0] * 4)]
    articles = collections.defaultdict(lambda: [0, 0, 0, 0])
    for folder in (f'{shared}/bench', f'{shared}/bench/two'): add(articles, run(binary, folder, 'clean,machine,mqm'))
    parts = sources(f'{shared}/data')
    with tempfile.TemporaryDirectory() as folder:
        for (language, machine), sentences in sorted(parts.items()):
            with open(f'{folder}/{language or "none"}.jsonl', 'a', encoding='utf8') as out:
                for i in range(0, len(sentences), TOGETHER):
                    print(json.dumps({'text': '\n\n'.join(sentences[i:i + TOGETHER]), 'human': not machine}, ensure_ascii=False), file=out)
        for language in sorted({language for language, _ in parts}):
            counts = run(binary, folder, language or 'none')
            add(total, counts)
            counts.pop('words')
            for rule, (human, machine, _, _) in counts.items():
                if language and rule != 'words' and human + machine and not rule.startswith(WHOLE): languages[rule][language] = (machine, human)
    print('# Written by scripts/measure_rules.py: rule, reports on what people wrote, reports on machine translations,')
    print('# reports on articles with marked errors, those of them that touch a place two raters marked,')
    print('# 1 where only whole articles count, and by source language: reports on machines, on people.')
    print('# First the words read: by people, by machines; in articles alone.')
    alone, words = articles.pop('words')[:2], total.pop('words')[:2]
    print('words', *[a + s for a, s in zip(alone, words)], *alone, sep='\t')
    for rule, (human, machine, judged, marked) in sorted(articles.items()):
        whole = rule.startswith(WHOLE)
        if not whole: human, machine = human + total[rule][0], machine + total[rule][1]
        by = sorted(languages[rule].items(), key=lambda l: (-l[1][0], l[0]))
        print(rule, human, machine, judged, marked, int(whole), ' '.join(f'{l}={m}:{h}' for l, (m, h) in by), sep='\t')

if __name__ == '__main__':
    main()
