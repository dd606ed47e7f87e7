#!/usr/bin/env python3
"""Builds tasks of the benchmark's kind for German, Spanish or French from ../shared/data.

usage: language_tasks.py LANGUAGE HALF OUT [--data ../shared/data]

HALF is `fit` or `look`: halves of the documents and years, apart. OUT gets clean, names, variants, truncation, leaks and
machine.jsonl, as ../shared/bench/score.py reads them:

    scripts/language_tasks.py de look /tmp/de && ../shared/bench/score.py --bench /tmp/de --copydesk target/release/copydesk

Articles are whole documents where the data has them, else runs of lines from one headline to the next; one line a paragraph. Of French
there are the sentences of a treebank alone: runs of one source, some sentences a paragraph; no names, variants or machine. Names are
words that ../shared/data has as a first name, surname or place, twice or more in the article. Faults
are planted from a fixed seed. The sentences are for measuring only: nothing of them is kept in the repository.
"""
import argparse, collections, gzip, json, os, random, re

TERMINAL = re.compile(r'[.!?…]["“”»«’\')\]]*$')
SYSTEMS_LEFT_OUT = {'CycleL', 'TSU-HITs'}  # gibberish; breaks off within lines
NOT_NEWS = re.compile(r'ecommerce_|t[13]_|.*_CLIENT')
FIT_YEARS = {'de': {'wmt19', 'wmt21', '2021'}, 'es': {'2008', '2011'}}


def half_of(language, year, doc):
    """`fit` or `look`: by year, and the documents of the one year of Spanish systems by name."""
    if language == 'es' and year == '2024':
        return 'fit' if sum(doc.encode()) % 2 else 'look'
    return 'fit' if year in FIT_YEARS[language] else 'look'


def rows(path):
    with gzip.open(path, 'rt', encoding='utf8') as f:
        head = f.readline().rstrip('\n').split('\t')
        for line in f:
            yield dict(zip(head, line.rstrip('\n').split('\t')))


def runs(lines):
    """Runs of lines that begin with what looks like a headline, 5 to 25 lines each."""
    run = []
    for line in lines:
        if not TERMINAL.search(line) and len(line.split()) <= 16 or len(run) >= 25:
            if len(run) >= 5:
                yield run
            run = []
        run.append(line)
    if len(run) >= 5:
        yield run


def treebank_runs(data, half):
    """French: runs of sentences of one source (news, Wikipedia, debates), one to three a paragraph; every other run is of a half."""
    rng = random.Random(7)
    sources = collections.defaultdict(list)
    for part in ('train', 'dev', 'test'):
        with gzip.open(f'{data}/ud/fr-sequoia-{part}.conllu.gz', 'rt', encoding='utf8') as f:
            for line in f:
                if line.startswith('# sent_id = '):
                    source = re.split(r'[_.]', line[12:].strip())[0]
                elif line.startswith('# text = ') and not source.startswith('emea'):
                    sources[source].append(line[9:].strip())
    for source, lines in sorted(sources.items()):
        for number, start in enumerate(range(0, len(lines) - 11, 12)):
            if number % 2 != (half == 'fit'):
                continue
            paragraphs, rest = [], [l for l in lines[start:start + 12] if TERMINAL.search(l) and l[:1].isupper()]
            heads = [l for l in lines[start:start + 12] if not TERMINAL.search(l) and len(l.split()) <= 12][:1]
            while rest:
                n = rng.randrange(1, 4)
                paragraphs.append(' '.join(rest[:n]))
                rest = rest[n:]
            yield f'{source}.{number}', heads + paragraphs


def documents(data, language, half):
    """Whole documents of people: (name, lines)."""
    if language == 'fr':
        return list(treebank_runs(data, half))
    out = []
    folder = f'{data}/{language}'
    if language == 'de':
        loose = collections.defaultdict(list)
        for line in gzip.open(f'{folder}/native.jsonl.gz', 'rt', encoding='utf8'):
            row = json.loads(line)
            if row['domain'] not in ('news', 'mixed') or half_of(language, row['set'], '') != half:
                continue
            if row['doc'] is None:
                loose[row['set']] += row['lines']
            elif len(row['lines']) >= 5:
                out.append((row['doc'], row['lines']))
        for year, lines in loose.items():
            out += [(f'{year}.{i}', run) for i, run in enumerate(runs(lines))]
    else:
        loose = collections.defaultdict(list)
        for row in rows(f'{folder}/human-lines.tsv.gz'):
            if half_of(language, row['year'], '') == half:
                loose[row['year']].append(row['text'])
        for year, lines in loose.items():
            out += [(f'{year}.{i}', run) for i, run in enumerate(runs(lines))]
    return out


def translated(data, language, half):
    """{(year, doc): {system: lines}}, the human references among them, of news."""
    docs = collections.defaultdict(lambda: collections.defaultdict(dict))
    if language == 'fr':
        return {}
    for row in rows(f'{data}/{language}/mt.tsv.gz'):
        year, doc = row['year'], row['doc']
        if not doc or row.get('domain', 'news') != 'news' or half_of(language, year, doc) != half:
            continue
        # German documents have no domain, but names that tell: shops, chats, forums.
        if row['system'] in SYSTEMS_LEFT_OUT or NOT_NEWS.match(doc):
            continue
        docs[year, doc][row['system']][int(row['line'])] = row['text']
    return {k: {s: [l[i] for i in sorted(l)] for s, l in v.items()} for k, v in docs.items() if len(v.get('human-A', {})) >= 4}


def article(lines):
    return '\n\n'.join(l.strip() for l in lines if l.strip()) + '\n'


NAME = r"[A-ZÀ-ÞŠŽČ][a-zß-öø-ÿšžčćđłńśźżőűğışţ]{4,}"


def listed_names(data):
    """First names, surnames and places, whole words in small letters."""
    names = set()
    for table, column, least in (('given.tsv', 1, 3), ('surnames.tsv', 1, 3), ('places.tsv', 4, 5000)):
        for line in open(f'{data}/{table}', encoding='utf8').read().splitlines()[1:]:
            c = line.split('\t')
            if float(c[column] or 0) >= least:
                names.add(c[0].lower())
    return names


def names_of(text, common, listed):
    """Capitalised words inside sentences that a text has at least twice and never in small letters, and that no list of common words has."""
    found = collections.Counter()
    for m in re.finditer(rf'(?<=[a-zß-ÿ,;:] ){NAME}\b', text):
        if m.group().lower() in listed and m.group().lower() not in common:
            found[m.group()] += 1
    small = set(re.findall(r'\b[a-zß-ÿ]+\b', text))
    return {w: [m.start() for m in re.finditer(rf'\b{w}\b', text)] for w in found
            if w.lower() not in small and len(re.findall(rf'\b{w}\b', text)) >= 2}


PHONETIC = [('ph', 'f'), ('f', 'ph'), ('c', 'k'), ('k', 'c'), ('y', 'i'), ('i', 'y'), ('v', 'w'), ('w', 'v'), ('sch', 'sh'), ('sh', 'sch'),
            ('ei', 'ey'), ('ai', 'ei'), ('tz', 'z'), ('ss', 's'), ('ll', 'l'), ('nn', 'n'), ('tt', 't'), ('s', 'z'), ('z', 's'), ('th', 't'),
            ('j', 'y'), ('ou', 'u'), ('u', 'ou'), ('kh', 'ch'), ('x', 'ks'), ('b', 'v'), ('v', 'b'), ('g', 'j'), ('h', '')]


def misspell(word, rng):
    for _ in range(40):
        if rng.random() < 0.55:
            options = [(a, b, m.start()) for a, b in PHONETIC for m in re.finditer(a, word) if m.start() > 0]
            if not options:
                continue
            a, b, at = rng.choice(options)
            bad, kind = word[:at] + b + word[at + len(a):], 'phonetic'
        else:
            at, kind = rng.randrange(1, len(word)), 'typo'
            how = rng.randrange(4)
            letter = rng.choice('aeioubcdfghklmnprstvwz')
            bad = [word[:at] + word[at + 1:], word[:at] + word[at] + word[at:], word[:at] + letter + word[at + 1:],
                   word[:at] + word[at + 1:at + 2] + word[at] + word[at + 2:]][how]
        if bad != word and len(bad) >= 4:
            return bad, kind
    return None


CYRILLIC = [('iy', 'ij'), ('y', 'j'), ('ov', 'ow'), ('ev', 'jew'), ('sh', 'sch'), ('zh', 'sch'), ('ch', 'tsch'), ('kh', 'ch'), ('v', 'w'), ('ya', 'ja'),
            ('yu', 'ju'), ('sky', 'ski'), ('skij', 'sky'), ('ij', 'i'), ('ł', 'l'), ('ö', 'o'), ('ä', 'a'), ('ü', 'u'), ('é', 'e'), ('á', 'a'),
            ('í', 'i'), ('ó', 'o'), ('ñ', 'n'), ('š', 's'), ('č', 'c'), ('ž', 'z'), ('ç', 'c'), ('ø', 'o'), ('å', 'a'), ('th', 't'), ('ph', 'f')]


def respell(word, rng):
    options = [(a, b, m.start()) for a, b in CYRILLIC for m in re.finditer(a, word) if m.start() > 0]
    if not options:
        return None
    a, b, at = rng.choice(options)
    return word[:at] + b + word[at + len(a):]


# Forms by half, so that what rules are written on is not what they are looked at with.
LEAKS = {
    'de': {
        'fit': {
            'cms': ['Lesen Sie auch: {head}', 'Mehr zum Thema: {head}', 'Foto: dpa', 'Anzeige', 'Artikel teilen', 'Zuletzt aktualisiert am 12.03.2021 um 14:35 Uhr', 'Datum 2021-12-05', 'Hier klicken, um den Newsletter zu abonnieren'],
            'placeholder': ['Lorem ipsum dolor sit amet', 'TODO: Zahl mit der Redaktion abgleichen', '[Bild einfügen]', 'XXXX', '[NAME]'],
            'llm': ['Gerne! Hier ist die Übersetzung des Artikels ins Deutsche:', 'Als KI-Sprachmodell kann ich die Angaben in diesem Artikel nicht überprüfen.', 'Hier ist die deutsche Übersetzung:'],
            'agency': ['(dpa)', '(AFP)', '/TASS/', ',AP,'], 'source': ['Read more', 'Click here to subscribe to our newsletter.', 'Advertisement']},
        'look': {
            'cms': ['Lesen Sie mehr: {head}', 'Auch interessant: {head}', 'Bild: picture alliance', 'Werbung', 'Jetzt teilen', 'Stand: 03.11.2022, 09:12 Uhr', 'Veröffentlicht am 3. November 2022', 'Jetzt Newsletter abonnieren', 'Zur Startseite'],
            'placeholder': ['Lorem ipsum dolor sit amet, consetetur sadipscing elitr', 'TODO Zitat prüfen', '[Platzhalter]', 'TBD', '[Überschrift hier]'],
            'llm': ['Natürlich! Hier ist der übersetzte Text:', 'Ich bin ein KI-Modell und kann keine aktuellen Nachrichten prüfen.', 'Ich hoffe, diese Übersetzung hilft Ihnen weiter!', 'Übersetzung:'],
            'agency': ['(Reuters)', '(dpa/AFP)', '- dpa -', '(APA)'], 'source': ['Read also', 'Sign up for our newsletter', 'Photo: Getty Images']}},
    'es': {
        'fit': {
            'cms': ['Lea también: {head}', 'Más información: {head}', 'Foto: EFE', 'Publicidad', 'Compartir en Facebook', 'Última actualización: 12/03/2021 14:35', 'Fecha 2021-12-05', 'Haga clic aquí para suscribirse al boletín'],
            'placeholder': ['Lorem ipsum dolor sit amet', 'TODO: comprobar la cifra con la mesa', '[Insertar imagen]', 'XXXX', '[NOMBRE]'],
            'llm': ['¡Claro! Aquí tienes la traducción del artículo al español:', 'Como modelo de lenguaje de IA, no puedo verificar las afirmaciones de este artículo.', 'Aquí está la traducción:'],
            'agency': ['(EFE)', '(AFP)', '/TASS/', ',AP,'], 'source': ['Read more', 'Click here to subscribe to our newsletter.', 'Advertisement']},
        'look': {
            'cms': ['Leer más: {head}', 'También te puede interesar: {head}', 'Imagen: Getty Images', 'Anuncio', 'Comparte esta noticia', 'Actualizado el 3 de noviembre de 2022 a las 09:12', 'Publicado: 03-11-2022', 'Suscríbete a nuestro boletín', 'Volver al inicio'],
            'placeholder': ['Lorem ipsum dolor sit amet, consectetur adipiscing elit', 'TODO revisar la cita', '[Marcador de posición]', 'TBD', '[Título aquí]'],
            'llm': ['Por supuesto, aquí está el texto traducido:', 'Soy un modelo de IA y no puedo comprobar noticias recientes.', '¡Espero que esta traducción te sea útil!', 'Traducción:'],
            'agency': ['(Reuters)', '(EFE/AFP)', '- EFE -', '(Europa Press)'], 'source': ['Read also', 'Sign up for our newsletter', 'Photo: Getty Images']}},
    'fr': {
        'fit': {
            'cms': ['Lire aussi : {head}', 'À lire également : {head}', 'Photo : AFP', 'Publicité', 'Partager sur Facebook', 'Mis à jour le 12/03/2021 à 14h35', 'Publié le 5 décembre 2021', 'Cliquez ici pour vous abonner à la newsletter'],
            'placeholder': ['Lorem ipsum dolor sit amet', 'TODO : vérifier le chiffre avec la rédaction', '[Insérer une image]', 'XXXX', '[NOM]'],
            'llm': ["Bien sûr ! Voici la traduction de l'article en français :", "En tant que modèle de langage, je ne peux pas vérifier les informations de cet article.", 'Voici la traduction :'],
            'agency': ['(AFP)', '(Reuters)', '/TASS/', ',AP,'], 'source': ['Read more', 'Click here to subscribe to our newsletter.', 'Advertisement']},
        'look': {
            'cms': ['Sur le même sujet : {head}', '>> À lire aussi : {head}', 'Crédit photo : Getty Images', 'La suite après la publicité', 'Partagez cet article', 'Par la rédaction, le 3 novembre 2022 à 09:12', 'Modifié le 03/11/2022, 09:12', 'Inscrivez-vous à notre newsletter', "Revenir à la page d'accueil"],
            'placeholder': ['Lorem ipsum dolor sit amet, consectetur adipiscing elit', 'TODO vérifier la citation', '[Espace réservé]', 'TBD', '[Titre ici]'],
            'llm': ["Certainement ! Voici l'article traduit :", "Je suis un modèle d'IA et je ne peux pas vérifier l'actualité récente.", "J'espère que cette traduction vous aidera !", 'Traduction :'],
            'agency': ['(avec AFP)', '(AFP/Reuters)', '- AFP -', '(Belga)'], 'source': ['Read also', 'Sign up for our newsletter', 'Photo: Getty Images']}},
}
INLINE = {'unk': ['<unk>', '⁇'], 'markup': ['<br/>', '&nbsp;'], 'bpe': ['@@'], 'encoding': ['&quot;', '&amp;']}


def leak(text, kind, language, half, rng):
    """The text with one foreign body, and its place."""
    parts = text.rstrip('\n').split('\n\n')
    if len(parts) < 4:
        return None
    if kind in INLINE:
        i = rng.randrange(1, len(parts))
        words = [m for m in re.finditer(r'(?<= )[^\W\d_]{5,}(?= )', parts[i])]
        if not words:
            return None
        m, mark = rng.choice(words), rng.choice(INLINE[kind])
        w = m.group()
        new = {'unk': mark, 'markup': w + mark, 'bpe': w + '@@', 'encoding': mark + w + mark if mark == '&quot;' else w + ' ' + mark}[kind]
        at = sum(len(p) + 2 for p in parts[:i]) + m.start()
        parts[i] = parts[i][:m.start()] + new + parts[i][m.end():]
        return '\n\n'.join(parts) + '\n', at, at + len(new)
    form = rng.choice(LEAKS[language][half][kind]).replace('{head}', parts[0].rstrip('.')[:70])
    if kind == 'agency':
        at = len('\n\n'.join(parts)) + 1
        return '\n\n'.join(parts) + ' ' + form + '\n', at, at + len(form)
    i = 0 if kind == 'llm' else rng.randrange(1, len(parts))
    if form.startswith(('Ich hoffe', '¡Espero', "J'espère")):
        i = len(parts)
    at = sum(len(p) + 2 for p in parts[:i])
    return '\n\n'.join(parts[:i] + [form] + parts[i:]) + '\n', at, at + len(form)


def cut(text, rng):
    """The text with the end of one sentence gone: at a paragraph's end, at the article's, or with the stop kept."""
    parts = text.rstrip('\n').split('\n\n')
    whole = [i for i, p in enumerate(parts) if i and TERMINAL.search(p) and len(p.split()) >= 12]
    if not whole:
        return None
    kind = rng.choice(['paragraph-end', 'paragraph-end', 'stop-kept', 'article-end'])
    i = len(parts) - 1 if kind == 'article-end' else rng.choice(whole)
    if i not in whole or kind != 'article-end' and i == len(parts) - 1:
        return None
    words = parts[i].split()
    last = re.split(r'(?<=[.!?]) ', parts[i])[-1].split()
    if len(last) < 7:
        return None
    keep = len(words) - rng.randrange(2, min(len(last) - 3, 10))
    end = ' '.join(words[:keep]).rstrip(',;:–-')
    if not end[-1:].isalnum():
        return None
    parts[i] = end + ('.' if kind == 'stop-kept' else '')
    if kind == 'article-end':
        parts = parts[:i + 1]
    start = sum(len(p) + 2 for p in parts[:i])
    tail = max(0, len(' '.join(words[:keep - 3])))
    return '\n\n'.join(parts) + '\n', start + tail, start + len(parts[i]), kind, words[keep - 1]


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument('language', choices=sorted(LEAKS))
    a.add_argument('half', choices=['fit', 'look'])
    a.add_argument('out')
    a.add_argument('--data', default='../shared/data')
    a.add_argument('--cuts', type=int, default=1, metavar='N', help='N cuts an article, one a task: to fit on, not to measure')
    a.add_argument('--names', type=int, default=1, metavar='N', help='misspell up to N names an article, one a task: to fit on, not to measure')
    o = a.parse_args()
    rng = random.Random(20261128)
    os.makedirs(o.out, exist_ok=True)
    docs = [(n, article(l)) for n, l in documents(o.data, o.language, o.half)]
    docs = [(n, t) for n, t in docs if 90 <= len(t.split()) <= 900]
    mt = translated(o.data, o.language, o.half)
    common, listed = set(), listed_names(o.data)
    seen = collections.Counter(w for _, t in docs for w in re.findall(r'\b[a-zß-ÿ]{4,}\b', t))
    common |= set(seen)
    if o.language == 'de':
        # A capital is no name's in German: what has an article before it is a noun.
        text = '\n'.join(t for _, t in docs) + '\n'.join(article(v['human-A']) for v in mt.values())
        common |= {w.lower() for w in re.findall(rf'\b(?:der|die|das|ein|eine|einen|dem|den|des|im|am|zum|zur|einer|kein|keine|diese|dieser|mehr|viele|alle|neue|neuen) ({NAME})', text)}
    write = lambda name, rows: open(f'{o.out}/{name}.jsonl', 'w', encoding='utf8').write(''.join(json.dumps(r, ensure_ascii=False) + '\n' for r in rows))
    write('clean', [{'id': f'clean-{i}', 'text': t, 'doc': n} for i, (n, t) in enumerate(docs[:400])])
    base = docs[:400] + [('/'.join(k), article(v['human-A'])) for k, v in mt.items()]
    tasks = collections.defaultdict(list)
    for number, (name, text) in enumerate(base):
        known = {} if o.language == 'fr' else names_of(text, common, listed)
        for kind, make in (('names', misspell), ('variants', lambda w, r: (respell(w, r), 'spelling'))):
            options = sorted(known)
            rng.shuffle(options)
            made = 0
            for word in options[:o.names if kind == 'names' else 3]:
                got = make(word, rng)
                if not got or not got[0] or got[0] == word or re.search(rf'\b{got[0]}\b', text):
                    continue
                bad, how = got
                at = rng.choice(known[word])
                new = text[:at] + bad + text[at + len(word):]
                alt = [[s + (len(bad) - len(word) if s > at else 0), s + (len(bad) - len(word) if s > at else 0) + len(word)] for s in known[word] if s != at]
                row = {'id': f'{kind}-{number}', 'text': new, 'clean': text, 'gold': [{'start': at, 'end': at + len(bad), 'bad': bad, 'fix': word, 'kind': how, 'mentions': len(known[word]), 'alt': alt}]}
                if kind == 'variants':
                    row['known'] = sorted(set(re.findall(NAME, text)))
                    row.pop('clean')
                tasks[kind].append(row)
                made += 1
                if kind == 'variants' or made >= o.names:
                    break
        for got in filter(None, [cut(text, rng) for _ in range(o.cuts)]):
            new, a, b, kind, last = got
            tasks['truncation'].append({'id': f'truncation-{number}', 'text': new, 'clean': text, 'gold': [{'start': a, 'end': b, 'kind': kind, 'last': last}]})
        kind = rng.choice(['cms', 'cms', 'placeholder', 'llm', 'agency', 'source', 'unk', 'markup', 'bpe', 'encoding'])
        got = leak(text, kind, o.language, o.half, rng)
        if got:
            new, a, b = got
            tasks['leaks'].append({'id': f'leaks-{number}', 'text': new, 'clean': text, 'gold': [{'start': a, 'end': b, 'kind': kind}]})
    machine = []
    for (year, doc), versions in mt.items():
        for system, lines in versions.items():
            if system == 'human-A' or not system.startswith('human'):
                machine.append({'id': f'{year}.{doc}.{system}', 'group': f'{year}.{doc}', 'human': system == 'human-A', 'system': system, 'text': article(lines)})
    tasks['machine'] = machine
    for name, found in tasks.items():
        write(name, found)
    print(o.language, o.half, f'clean {len(docs[:400])}', *(f'{k} {len(v)}' for k, v in tasks.items()))


if __name__ == '__main__':
    main()
