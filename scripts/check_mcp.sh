#!/usr/bin/env bash
# `copydesk mcp` with the protocol's own client, from PyPI.
# usage: scripts/check_mcp.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(realpath "$1")

venv=${SERVE_VENV:-$(mktemp -d)}
trap '[ -n "${SERVE_VENV:-}" ] || rm -rf "$venv"' EXIT
if ! "$venv/bin/python" -c 'import mcp, jsonschema' 2>/dev/null; then
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check mcp jsonschema
fi
timeout 120 "$venv/bin/python" scripts/check_mcp.py "$bin"
