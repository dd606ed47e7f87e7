#!/usr/bin/env python3
"""Writes crates/copydesk-data/lexicon/given-gender.tsv: first names that English-speaking women, or men, bear and the others hardly do.

usage: given_gender.py CENSUS SHARED > crates/copydesk-data/lexicon/given-gender.tsv

CENSUS holds dist.female.first and dist.male.first of the United States census of 1990 (public domain; in the package `names` 0.3.0),
SHARED/data/given.tsv the nationalities of known bearers. A name is kept if one sex bears it at least 100 times as often, and if at least
six in ten known bearers come from English-speaking countries: "Andrea" is a man in Italy, "Jean" in France.
"""
import sys

ENGLISH = {'American', 'English', 'British', 'Australian', 'Canadian', 'Irish', 'Scottish', 'Welsh', 'New Zealand', 'New Zealander', 'South African', 'Jamaican'}
# Borne by both today, whatever the census of 1990 says.
BOTH = set('alex billie blair bobbie cameron casey charlie dakota drew emerson frankie harley harper hayden hunter jackie jessie kai kendall lee '
           'logan mackenzie madison max morgan pat paris parker peyton quinn reese regan riley rory rowan sam sasha sidney skylar sydney toni '
           'val whitney'.split())

def census(path):
    return {f[0].lower(): float(f[1]) for f in map(str.split, open(path)) if len(f) > 1}

def main():
    folder, shared = sys.argv[1:]
    female, male = census(f'{folder}/dist.female.first'), census(f'{folder}/dist.male.first')
    print('# United States census of 1990: given names borne by one sex, f or m; written by scripts/given_gender.py. Public domain.')
    kept = []
    for line in open(f'{shared}/data/given.tsv', encoding='utf8'):
        name, people, _, nations = line.rstrip('\n').split('\t')[:4]
        key = name.lower()
        f, m = female.get(key, 0), male.get(key, 0)
        if key in BOTH or max(f, m) < 0.004 or max(f, m) < 100 * min(f, m):
            continue
        counts = [n.rsplit(':', 1) for n in nations.split(',') if ':' in n]
        total = sum(int(n) for _, n in counts)
        if total and 10 * sum(int(n) for nation, n in counts if nation in ENGLISH) >= 6 * total:
            kept.append((key, 'f' if f > m else 'm'))
    for key, sex in sorted(set(kept)):
        print(key, sex, sep='\t')

if __name__ == '__main__':
    main()
