#!/usr/bin/env python3
"""Validates copydesk's SARIF against the published schema.

usage: check_sarif.py BINARY

The schema is the one that the crate serde-sarif carries, which cargo fetches; the validator is PyPI's fastjsonschema,
installed into a folder of its own below target/. Where there is no network and neither is there yet, it says so and ends
with 0: the shape is also tested in tests/cli.rs.
"""
import importlib, json, os, subprocess, sys, tempfile
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SITE = os.path.join(ROOT, 'target', 'check-sarif')
MANIFEST = '[package]\nname = "schema"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nserde-sarif = "=0.8.0"\n[workspace]\n'


def schema():
    """The schema's text, from the crate's source in cargo's registry."""
    folder = os.path.join(SITE, 'schema')
    os.makedirs(os.path.join(folder, 'src'), exist_ok=True)
    open(os.path.join(folder, 'src', 'lib.rs'), 'w').close()
    with open(os.path.join(folder, 'Cargo.toml'), 'w') as f:
        f.write(MANIFEST)
    out = subprocess.run(['cargo', 'metadata', '--format-version', '1', '--manifest-path', os.path.join(folder, 'Cargo.toml')],
                         stdout=subprocess.PIPE, check=True).stdout
    package = next(p for p in json.loads(out)['packages'] if p['name'] == 'serde-sarif')
    with open(os.path.join(os.path.dirname(package['manifest_path']), 'src', 'schema.json'), encoding='utf8') as f:
        return json.load(f)


def validator():
    sys.path.insert(0, os.path.join(SITE, 'python'))
    try:
        import fastjsonschema
    except ImportError:
        subprocess.run([sys.executable, '-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--target',
                        os.path.join(SITE, 'python'), 'fastjsonschema==2.21.1'], check=True)
        importlib.invalidate_caches()
        import fastjsonschema
    return fastjsonschema


def report(binary, *arguments):
    run = subprocess.run([binary, 'check', '--no-config', '--format', 'sarif', *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT)
    return json.loads(run.stdout)


def main():
    binary = os.path.abspath(sys.argv[1])
    try:
        fastjsonschema = validator()
        valid = fastjsonschema.compile(schema(), formats={'uri': r'^[A-Za-z][A-Za-z0-9+.-]*:', 'uri-reference': r'^[^\s\\]*$', 'date-time': '.'})
    except (subprocess.CalledProcessError, OSError) as e:
        print(f'SARIF: left out, the schema or its validator could not be had: {e}')
        return
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, 'ü b.md'), 'w', encoding='utf8') as f:
            f.write('<!-- copydesk: ignore[both-the] a quotation -->\n\nMinisters of both the countries met in Lima on Monday.\n')
        with open(os.path.join(folder, 'broken.txt'), 'wb') as f:
            f.write(b'\xff')
        reports = [report(binary, 'seeds'), report(binary, folder), report(binary, '--language', 'en', folder)]
    results = [r for each in reports for r in each['runs'][0]['results']]
    for each in reports:
        valid(each)
    for what in ('relatedLocations', 'fixes', 'suppressions', 'partialFingerprints'):
        assert any(what in r for r in results), f'no result has {what}'
    # The check can fail: a report that the schema forbids is refused.
    reports[0]['runs'][0]['results'][0]['level'] = 'dreadful'
    try:
        valid(reports[0])
    except fastjsonschema.JsonSchemaException:
        print(f'SARIF: {len(results)} results in {len(reports)} reports are valid')
    else:
        sys.exit('SARIF: the validator lets everything pass')


main()
