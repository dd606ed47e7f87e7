#!/usr/bin/env python3
"""Writes what the program is built from as CycloneDX 1.5: each crate with its version, licence, checksum and what it depends on.

usage: sbom.py [FILE]      standard output by default; the same bytes for the same Cargo.lock

Crates that only tests and benches use are left out, those that only some platforms use are in.
"""
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def checksums():
    """The SHA-256 of each crate, from Cargo.lock."""
    lock = (ROOT / "Cargo.lock").read_text(encoding="utf8")
    entry = re.compile(r'\[\[package\]\]\nname = "(.+)"\nversion = "(.+)"\n(?:source = ".+"\n)?(?:checksum = "([0-9a-f]{64})"\n)?')
    return {(name, version): checksum for name, version, checksum in entry.findall(lock)}


def main():
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--manifest-path", str(ROOT / "Cargo.toml")]
    metadata = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    packages = {p["id"]: p for p in metadata["packages"]}
    nodes = {n["id"]: n for n in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]

    def needs(node):
        return [d["pkg"] for d in node["deps"] if any(k["kind"] != "dev" for k in d["dep_kinds"])]

    reached, waiting = set(), [root]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(needs(nodes[name]))

    def ref(identity):
        p = packages[identity]
        return f"pkg:cargo/{p['name']}@{p['version']}"

    hashes = checksums()

    def component(identity, kind):
        p = packages[identity]
        out = {"type": kind, "bom-ref": ref(identity), "name": p["name"], "version": p["version"], "purl": ref(identity), "scope": "required"}
        if p.get("license"):
            # Old crates write MIT/Apache-2.0 where SPDX has an operator.
            out["licenses"] = [{"expression": p["license"].replace("/", " OR ")}]
        if p.get("description"):
            out["description"] = " ".join(p["description"].split())
        if hashes.get((p["name"], p["version"])):
            out["hashes"] = [{"alg": "SHA-256", "content": hashes[p["name"], p["version"]]}]
        return out

    crates = sorted(reached - {root}, key=ref)
    bom = {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {k: v for k, v in component(root, "application").items() if k != "scope"}},
        "components": [component(c, "library") for c in crates],
        "dependencies": [{"ref": ref(c), "dependsOn": sorted(set(map(ref, needs(nodes[c]))))} for c in sorted(reached, key=ref)],
    }
    text = json.dumps(bom, indent=1, ensure_ascii=False) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf8")
    else:
        sys.stdout.write(text)


main()
