#!/usr/bin/env bash
# `copydesk serve` with clients that others wrote: LanguageTool's from PyPI, and a validator of the schema that is served.
# usage: scripts/check_serve.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(realpath "$1")

venv=${SERVE_VENV:-$(mktemp -d)}
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"; [ -n "${SERVE_VENV:-}" ] || rm -rf "$venv"' EXIT
if ! "$venv/bin/python" -c 'import language_tool_python, jsonschema' 2>/dev/null; then
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check language_tool_python jsonschema
fi
"$bin" serve --port 0 --no-config >"$folder/said" &
server=$!
for _ in $(seq 100); do
  grep -q http "$folder/said" && break
  sleep 0.1
done
address=$(grep -o 'http://[^/]*/' "$folder/said" | head -1)
timeout 120 "$venv/bin/python" scripts/check_serve.py "$address"
kill "$server"
wait "$server" || { echo "serve: the server did not end as it should" >&2; exit 1; }
server=
