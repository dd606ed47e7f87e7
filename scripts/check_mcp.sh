#!/usr/bin/env bash
# `copydesk mcp` with the protocol's own client, from PyPI.
# usage: scripts/check_mcp.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/clients.sh
bin=$(realpath "$1")

venv=${SERVE_VENV:-$(mktemp -d)}
trap '[ -n "${SERVE_VENV:-}" ] || rm -rf "$venv"' EXIT
venv_with "$venv" "mcp, jsonschema" mcp jsonschema
timeout 120 "$venv/bin/python" scripts/check_mcp.py "$bin"
