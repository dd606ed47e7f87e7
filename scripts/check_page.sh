#!/usr/bin/env bash
# The page of `copydesk serve` in a real Chromium, headless; with a folder pictures of its states are put there. Given a folder instead of a
# program it is the static page that crates/copydesk-wasm/build.sh makes.
# usage: scripts/check_page.sh BINARY|FOLDER [FOLDER FOR PICTURES]
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/clients.sh
bin=$(realpath "$1")

if ! command -v chromium >/dev/null; then
  apt-get install -y -qq --no-install-recommends chromium fonts-dejavu >/dev/null 2>&1 ||
    { apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu >/dev/null 2>&1; } || true
fi
if ! command -v chromium >/dev/null || ! command -v npm >/dev/null; then
  echo "left out: Chromium or npm is not here and could not be installed, so the page was not tried"
  exit 0
fi
modules=${PAGE_MODULES:-$(mktemp -d)}
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$folder"; [ -n "${PAGE_MODULES:-}" ] || rm -rf "$modules"' EXIT
if [ ! -d "$modules/node_modules/playwright-core" ]; then
  npm install --silent --no-audit --no-fund --prefix "$modules" playwright-core@1 axe-core@4 >/dev/null
fi
if [ -d "$bin" ]; then
  export STATIC_PAGE=1
  python3 -u -m http.server --bind 127.0.0.1 --directory "$bin" 0 >"$folder/said" 2>/dev/null &
else
  "$bin" serve --port 0 --no-config >"$folder/said" &
fi
server=$!
address=$(address_in "$folder/said")
seed=
[ -f ../shared/seed/article.txt ] && seed=$(realpath ../shared/seed/article.txt)
SEED_ARTICLE=$seed PAGE_MODULES=$modules timeout 240 node scripts/check_page.mjs "$address" "$(command -v chromium)" ${2+"$2"}
