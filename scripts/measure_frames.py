#!/usr/bin/env python3
"""Tries frames before a rule is made of them: how often regular expressions match what machines and what people wrote.

usage: measure_frames.py SHARED [FRAMES] [--show NAME]

FRAMES (scripts/frames.tsv if absent) has a name and an expression a line. SHARED holds data/: mt-pairs (up to 2020), mt-contrast and
mt-sentences, and 12,000 paragraphs of wiki-en. Printed as Markdown: matching sentences of machines and of people, how many times as often
in as many words machines have them, and the source languages that machines have them from. A frame is kept for a rule where machines have
it at least eight times as often, from three source languages at least.
"""
import collections, gzip, itertools, os, re, sys

def rows(path):
    with gzip.open(path, 'rt', encoding='utf8') as lines:
        for line in lines: yield line.rstrip('\n').split('\t')

def sentences(data):
    """(language, sentence) of machines and of people; a reference that several systems translated is read once."""
    machine, people, seen = [], [], set()
    for language, year, _, output, reference in itertools.islice(rows(f'{data}/mt-pairs.tsv.gz'), 1, None):
        if year >= '2021': continue  # among the sentences
        machine.append((language, output))
        if reference not in seen:
            seen.add(reference)
            people.append((language, reference))
    for language, _, _, _, worse, _, reference in itertools.islice(rows(f'{data}/mt-contrast.tsv.gz'), 1, None):
        machine.append((language, worse))
        people.append((language, reference))
    for fields in itertools.islice(rows(f'{data}/mt-sentences.tsv.gz'), 1, None):
        if len(fields) == 3:
            parts = fields[1].split('-')
            (machine if fields[0] == '1' else people).append((parts[1] if parts[-1] == 'en' else '', fields[2]))
    people += [('', fields[0]) for fields in itertools.islice(rows(f'{data}/wiki-en.txt.gz'), 12000)]
    return machine, people

def main():
    args = sys.argv[1:]
    shown = args[args.index('--show') + 1] if '--show' in args else None
    if shown: del args[args.index('--show'):args.index('--show') + 2]
    path = args[1] if len(args) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), 'frames.tsv')
    machine, people = sentences(f'{args[0]}/data')
    words = [sum(s.count(' ') + 1 for _, s in side) for side in (machine, people)]
    if not shown: print('| frame | machines | people | times | languages |\n|---|---|---|---|---|')
    for line in open(path, encoding='utf8'):
        if line.startswith('#') or not line.strip(): continue
        name, expression = line.rstrip('\n').split('\t')
        if shown and name != shown: continue
        regex = re.compile(expression)
        hits = [[(language, s) for language, s in side if regex.search(s)] for side in (machine, people)]
        if shown:
            for who, found in zip(('machine', 'people'), hits):
                for language, s in found[:20]: print(who, language, regex.sub(lambda m: f'⟦{m.group()}⟧', s, count=1), sep='\t')
            continue
        times = (len(hits[0]) / words[0]) / ((len(hits[1]) + 0.5) / words[1])
        print(f'| {name} | {len(hits[0])} | {len(hits[1])} | {times:.1f} | {len({language for language, _ in hits[0]})} |')

if __name__ == '__main__':
    main()
