#!/usr/bin/env python3
"""Works out each rule's confidence from its record and writes it into its file; for native ones it prints what differs.

usage: set_confidence.py [--check]

A confidence is the expected share of a rule's reports that are right, the mean of a Beta distribution. Its prior is worth four reports, as
many of them right as of all reports that were read of rules of its group. To it come

- the reports read one by one (rules/read.tsv): right ones, and half of the arguable;
- for artefacts the contrast of people and machines (rules/measured.tsv): of machines' reports, as many say nothing of a machine as people
  have in as many words. Weaker evidence than a reading: one report in three counts, ten at most.

The figures of name and truncation rules come from models with their own calibration and are left alone. With --check nothing is written
and the exit status is 1 where a file says something else.
"""
import glob, os, re, sys

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')

def table(name):
    rows = [l.rstrip('\n').split('\t') for l in open(f'{HERE}/rules/{name}.tsv', encoding='utf8') if not l.startswith('#')]
    # What stands behind the numbers is by source language.
    return {r[0]: [int(n) for n in r[1:6]] for r in rows}

def priors(groups, read):
    """The share of right reports in each group."""
    sums = {}
    for rule, (right, arguable, wrong) in read.items():
        if rule in groups:
            total = sums.setdefault(groups[rule], [0.0, 0])
            total[0] += right + arguable / 2
            total[1] += right + arguable + wrong
    return {group: right / reports for group, (right, reports) in sums.items()}

def expected(rule, group, prior, measured, read):
    """The mean of the posterior."""
    right, reports = 4 * prior[group], 4.0
    a, b, c = read.get(rule, (0, 0, 0))
    right, reports = right + a + b / 2, reports + a + b + c
    if group == 'artefact' and rule in measured and measured[rule][1]:
        human, machine, _, _, whole = measured[rule]
        people, machines = measured['words'][2:] if whole else measured['words'][:2]
        weight = min(10, machine / 3)
        right, reports = right + weight * max(0.0, 1 - (human / people) / (machine / machines)), reports + weight
    return min(0.99, right / reports)

def main():
    check, differ = '--check' in sys.argv[1:], 0
    measured, read = table('measured'), table('read')
    files = {path: open(path, encoding='utf8').read() for path in sorted(glob.glob(f'{HERE}/rules/*/*.toml'))}
    native = {path for path, text in files.items() if re.search('^native = true', text, re.M)}
    groups = {os.path.basename(path)[:-5]: re.search(r"""^group = ['"](\w+)""", text, re.M).group(1) for path, text in files.items()}
    prior = priors(groups, read)
    for path, text in files.items():
        rule = os.path.basename(path)[:-5]
        said = re.search(r'^confidence = ([\d.]+)', text, re.M).group(1)
        if path in native:
            if rule in read and groups[rule] not in ('name', 'truncation'):
                share = expected(rule, groups[rule], prior, {}, read)
                if abs(share - float(said)) > 0.1:
                    print(f'{rule} (native): {said}, the readings say {share:.2f}')
            continue
        if rule not in measured and rule not in read:
            continue
        head, rest = re.split(r'(?=^\[)', text, maxsplit=1, flags=re.M)
        share = f'{expected(rule, groups[rule], prior, measured, read):.2f}'
        if said != share:
            differ += 1
            print(f'{rule}: {said} -> {share}')
            if not check:
                open(path, 'w', encoding='utf8').write(head.replace(f'confidence = {said}', f'confidence = {share}', 1) + rest)
    sys.exit(bool(check and differ))

if __name__ == '__main__':
    main()
