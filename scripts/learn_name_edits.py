#!/usr/bin/env python3
"""Learns how names go wrong in machine translation: the letters of the right form, and what is written for them.

usage: learn_name_edits.py SHARED [--out FILE] [--held-out]

Pairs of a name as a human translation has it and as a machine wrote it in the same sentence (SHARED/data/mt-pairs.tsv.gz)
are aligned letter group by letter group by expectation maximisation (a memoryless transducer of one to two letters for
none to two, after Ristad and Yianilos 1998, conditioned on the right form). What is kept is the cost of each
correspondence, the negative logarithm of its probability, once for names that came through another script (Russian,
Chinese) and once for languages written in Latin letters. --held-out prints, by language left out, how well the cost
tells pairs that are one name from pairs of two real names as near by plain edits (area under the curve), beside plain
edits a letter. Same file every time.
"""
import argparse, collections, gzip, math, random, re, unicodedata

SCRIPTS = {'ru': 'script', 'zh': 'script'}
FOLD = {'ß': 'ss', 'æ': 'ae', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ł': 'l', 'ı': 'i', 'œ': 'oe'}
WORD = re.compile(r"[^\W\d_][^\W\d_'’-]*(?:[-'’][^\W\d_]+)*")
SIZES = [(1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2)]
LEAST = 4          # correspondences seen less often are left out
ROUNDS = 6


def fold(word):
    word = ''.join(FOLD.get(c, c) for c in word.lower())
    return ''.join(c for c in unicodedata.normalize('NFKD', word) if not unicodedata.combining(c))


def edits(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def names(text, common):
    """The words with a capital that no dictionary writes small, folded, with their place from 0 to 1."""
    found = {}
    for m in WORD.finditer(text):
        word = m.group()
        if word[0].isupper() and not word.isupper():
            word = re.sub(r"['’]s?$", '', fold(word))
            if len(word) >= 3 and word.isascii() and word.isalpha() and word not in common:
                found.setdefault(word, m.start() / max(1, len(text)))
    return found


def mine(shared):
    """Pairs (right, wrong) of each language, each once."""
    common = set()
    with open(f'{shared}/data/unigrams.tsv', encoding='utf8') as f:
        next(f)
        for line in f:
            field = line.rstrip('\n').split('\t')
            number = lambda i: int(field[i] or 0) if len(field) > i and field[i].isdigit() else 0
            if number(3) > number(4) or (len(field) > 8 and not field[8] and float(field[1] or 0) > 5):
                common.add(fold(field[0]))
    pairs = collections.defaultdict(set)
    with gzip.open(f'{shared}/data/mt-pairs.tsv.gz', 'rt', encoding='utf8') as f:
        next(f)
        for line in f:
            language, _, _, machine, human = line.rstrip('\n').split('\t')[:5]
            wrong, right = names(machine, common), names(human, common)
            whole = {fold(w) for w in WORD.findall(human)}, {fold(w) for w in WORD.findall(machine)}
            wrong = {w: p for w, p in wrong.items() if w not in whole[0]}
            right = {r: p for r, p in right.items() if r not in whole[1]}
            best = {}
            for w, p in wrong.items():
                for r, q in right.items():
                    n = max(len(w), len(r))
                    d = edits(w, r) / n
                    # Plurals and what a country calls its people are no slips.
                    ending = w.rstrip('s') == r.rstrip('s') or (w.startswith(r[:4]) and re.search(r'(an|ans|ian|ese|ish|ic|ers?)$', w + '|' + r) and d > .15)
                    if d <= .5 and abs(p - q) < .3 and not ending and (w[0] == r[0] or d <= .4):
                        best.setdefault(w, []).append((d, r))
            for w, options in best.items():
                d, r = min(options)
                if all(min(o)[0] > d or x == w for x, o in best.items() if any(r == c for _, c in o)):
                    pairs[language].add((r, w))
    return {language: sorted(p) for language, p in sorted(pairs.items())}


def steps(x, y, i, j):
    for a, b in SIZES:
        if a <= i and b <= j:
            yield i - a, j - b, x[i - a:i], y[j - b:j]


def fit(pairs):
    """The costs of all correspondences: expectation maximisation from costs that favour what is the same."""
    mark = lambda w: f'^{w}$'
    start = lambda a, b: -.1 if a == b and len(a) == 1 else -9. if a == b else -5. if len(a) == len(b) == 1 else -6. - 2 * (len(a) + len(b) > 2)
    p = None
    for _ in range(ROUNDS):
        count = collections.Counter()
        look = (lambda a, b: start(a, b)) if p is None else (lambda a, b: p.get((a, b), -14. - 2 * (len(a) + len(b))))
        for right, wrong in pairs:
            x, y = mark(right), mark(wrong)
            n, m = len(x), len(y)
            ahead = [[-math.inf] * (m + 1) for _ in range(n + 1)]
            ahead[0][0] = 0.
            arcs = {}
            for i in range(n + 1):
                for j in range(m + 1):
                    if abs(i - j) > 4 or i == j == 0:
                        continue
                    here = arcs[i, j] = [(k, l, a, b, ahead[k][l] + look(a, b)) for k, l, a, b in steps(x, y, i, j) if ahead[k][l] > -math.inf]
                    if here:
                        top = max(s for *_, s in here)
                        ahead[i][j] = top + math.log(sum(math.exp(s - top) for *_, s in here))
            if ahead[n][m] == -math.inf:
                continue
            back = collections.Counter({(n, m): 1.})
            for i in range(n, -1, -1):
                for j in range(m, -1, -1):
                    share = back[i, j]
                    if share > 1e-6 and (i, j) in arcs:
                        for k, l, a, b, s in arcs[i, j]:
                            q = share * math.exp(s - ahead[i][j])
                            if q > 1e-6:
                                back[k, l] += q
                                count[a, b] += q
        total = collections.Counter()
        for (a, b), c in count.items():
            if c >= LEAST / 2:
                total[a] += c
        # Letters put in are as rare as letters are many.
        letters = sum(c for (a, _), c in count.items() if a)
        single = collections.Counter()
        for (a, b), c in count.items():
            for letter in set(a):
                single[letter] += c
        p = {}
        for (a, b), c in count.items():
            if c >= LEAST / 2:
                # A group of two is measured against how often its letters stand together at all.
                base = letters if not a else max(single[letter] for letter in a) if len(a) == 1 else min(single[letter] for letter in a)
                p[a, b] = math.log(c / (base + 1.))
    return p, count


def cost(p, right, wrong):
    """The cost of the best alignment, less that of the name written right."""
    x, y = f'^{right}$', f'^{wrong}$'
    n, m = len(x), len(y)
    best = [[math.inf] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.
    for i in range(n + 1):
        for j in range(m + 1):
            for k, l, a, b in steps(x, y, i, j):
                if a == b and len(a) == 1:
                    c = 0.
                elif (a, b) in p:
                    c = p[a, b]
                elif len(a) <= 1 and len(b) <= 1:
                    c = 8.
                else:
                    continue
                best[i][j] = min(best[i][j], best[k][l] + c)
    return best[n][m]


def costs(p, count):
    """What is kept: correspondences that are no copies, by their cost; zero and below cannot be."""
    return {(a, b): max(.3, -l) for (a, b), l in p.items() if a != b and count[a, b] >= LEAST and not (a in '^$' and len(a) == 1 and not b)}


def auc(good, bad):
    bad = sorted(bad)
    import bisect
    return sum((len(bad) - (bisect.bisect_left(bad, x) + bisect.bisect_right(bad, x)) / 2) for x in good) / (len(good) * len(bad))


def held_out(pairs):
    """By language: pairs of one name against each right form beside the real name that is nearest to it by plain edits."""
    print(f'{"language":10s}{"pairs":>7s}{"plain edits":>13s}{"own letters":>13s}')
    for left, own in pairs.items():
        kind = SCRIPTS.get(left, 'latin')
        rest = [p for language, ps in pairs.items() if language != left and (SCRIPTS.get(language, 'latin') == kind) for p in ps]
        table = costs(*fit(rest)) if rest else {}
        rng = random.Random(1)
        real = sorted({r for ps in pairs.values() for r, _ in ps})
        good, bad = [], []
        for r, w in rng.sample(own, min(400, len(own))):
            good.append((r, w))
            near = min((n for n in rng.sample(real, 400) if n != r), key=lambda n: edits(r, n))
            bad.append((r, near))
        plain = lambda ps: [edits(r, w) / max(len(r), len(w)) for r, w in ps]
        mine = lambda ps: [cost(table, r, w) / max(len(r), len(w)) for r, w in ps]
        print(f'{left:10s}{len(own):7d}{auc(plain(good), plain(bad)):13.3f}{auc(mine(good), mine(bad)):13.3f}', flush=True)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('shared'); a.add_argument('--out', default='crates/copydesk-models/models/name-edits.tsv'); a.add_argument('--held-out', action='store_true')
    o = a.parse_args()
    pairs = mine(o.shared)
    print({language: len(p) for language, p in pairs.items()}, flush=True)
    if o.held_out:
        return held_out(pairs)
    tables = {}
    for kind in ('latin', 'script'):
        tables[kind] = costs(*fit([p for language, ps in pairs.items() if SCRIPTS.get(language, 'latin') == kind for p in ps]))
    with open(o.out, 'w', encoding='utf8') as f:
        f.write('# How names go wrong: letters of the right form, what is written for them, the cost through Latin letters and through another script.\n'
                '# Learned by `scripts/learn_name_edits.py ../shared` from mt-pairs.tsv.gz (MPL 2.0; test sets of statmt.org); see name-edits.md.\n')
        for a, b in sorted(set().union(*tables.values())):
            f.write(f'{a}\t{b}\t' + '\t'.join(f'{tables[k][a, b]:.1f}' if (a, b) in tables[k] else '-' for k in ('latin', 'script')) + '\n')


main()
