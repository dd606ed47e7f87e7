#!/usr/bin/env python3
"""Word lists of German, Spanish, French and Portuguese for train_tagger and build_lexicon, from packages that may be shared.

usage: pip download --no-deps -d WHEELS wordfreq==3.1.1 german-nouns==1.2.5 && word_lists.py WHEELS OUT

OUT/<language>.tsv: word in small letters, letters, zipf (decimal logarithm of occurrences in a thousand million words). Letters: `N` a
noun of German that is no name, `E` a German name, `m` zipf 3 or more, `n` zipf 2.4 or more. Sources and licences: wordfreq's data CC BY-SA
4.0; german-nouns, from the German Wiktionary, CC BY-SA 4.0. igerman98 (Debian's German Hunspell dictionary) is under the GPL and is not read.
"""
import collections, csv, glob, gzip, io, re, sys, zipfile


def unpack(data):
    """MessagePack, as far as wordfreq's files use it."""
    at = 0

    def take(n):
        nonlocal at
        at += n
        return data[at - n:at]

    def value():
        t = take(1)[0]
        if t < 0x80: return t
        if 0x80 <= t <= 0x8f: return {value(): value() for _ in range(t & 15)}
        if 0x90 <= t <= 0x9f: return [value() for _ in range(t & 15)]
        if 0xa0 <= t <= 0xbf: return take(t & 31).decode()
        size = {0xd9: 1, 0xda: 2, 0xdc: 2, 0xdd: 4, 0xcc: 1, 0xcd: 2}
        if t not in size: raise ValueError(f'MessagePack type {t:#x}')
        n = int.from_bytes(take(size[t]), 'big')
        if t in (0xd9, 0xda): return take(n).decode()
        if t in (0xdc, 0xdd): return [value() for _ in range(n)]
        return n
    return value()


def frequencies(wheel, language):
    with zipfile.ZipFile(wheel) as z:
        bins = unpack(gzip.decompress(z.read(f'wordfreq/data/large_{language}.msgpack.gz')))[1:]
    return {w: 9 - cb / 100 for cb, words in enumerate(bins) for w in words}


def main():
    if len(sys.argv) != 3: sys.exit(__doc__)
    wheels, out = sys.argv[1:]
    wordfreq, nouns = glob.glob(f'{wheels}/wordfreq-*.whl')[0], glob.glob(f'{wheels}/german_nouns-*.whl')[0]
    for language in ('de', 'es', 'fr', 'pt'):
        zipf = frequencies(wordfreq, language)
        letters = collections.defaultdict(set)
        for word, z in zipf.items():
            if z >= 2.4: letters[word].add('m' if z >= 3 else 'n')
        if language == 'de':
            with zipfile.ZipFile(nouns) as z:
                table = csv.DictReader(io.StringIO(z.read('german_nouns/nouns.csv').decode()))
            for row in table:
                pos = row['pos'] or ''
                name = any(x in pos for x in ('Eigenname', 'Toponym', 'Nachname', 'Vorname'))
                forms = {v for k, v in row.items() if v and k and (k == 'lemma' or k.split()[0] in ('nominativ', 'genitiv', 'dativ', 'akkusativ'))}
                for form in forms:
                    if re.fullmatch(r'[A-ZÄÖÜ][\wäöüß-]+', form) and zipf.get(form.lower(), 0) >= 1.3:
                        letters[form.lower()].add('E' if name else 'N')
        with open(f'{out}/{language}.tsv', 'w', encoding='utf8') as f:
            for word in sorted(zipf):
                if re.fullmatch(r"[^\W\d_][^\s\d]*", word) and (word in letters or zipf[word] >= 1.5):
                    f.write(f"{word}\t{''.join(sorted(letters[word]))}\t{zipf[word]:.1f}\n")


if __name__ == '__main__': main()
