#!/usr/bin/env bash
# `copydesk serve` with clients that others wrote: LanguageTool's from PyPI, and a validator of the schema that is served.
# usage: scripts/check_serve.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/clients.sh
bin=$(realpath "$1")

venv=${SERVE_VENV:-$(mktemp -d)}
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"; [ -n "${SERVE_VENV:-}" ] || rm -rf "$venv"' EXIT
venv_with "$venv" "language_tool_python, jsonschema" language_tool_python jsonschema
"$bin" serve --port 0 --no-config >"$folder/said" &
server=$!
address=$(address_in "$folder/said")
timeout 120 "$venv/bin/python" scripts/check_serve.py "$address"
kill "$server"
wait "$server" || { echo "serve: the server did not end as it should" >&2; exit 1; }
server=
