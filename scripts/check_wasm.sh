#!/usr/bin/env bash
# Builds the library without the command line for wasm32-unknown-unknown, with the lists and models beside it, and fails where an English
# article needs more than so many bytes over the wire; then the page of static files is run through in Chromium.
# usage: scripts/check_wasm.sh [FOLDER]      what is built is left in FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."
target=wasm32-unknown-unknown
# A little more than was measured when this line was last changed.
most=11000000

if command -v rustup >/dev/null && ! rustup target list --installed 2>/dev/null | grep -q "^$target$"; then
  timeout 120 rustup target add "$target" >/dev/null 2>&1 || true
fi
packages=()
rustup target list --installed 2>/dev/null | grep -q "^$target$" || packages+=(rustc-web cargo-web rust-web-src)
if [ "${#packages[@]}" -gt 0 ] && ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
  apt-get install -y -qq "${packages[@]}" >/dev/null 2>&1 || { apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq "${packages[@]}" >/dev/null 2>&1; } || true
fi
if ! rustup target list --installed 2>/dev/null | grep -q "^$target$" && ! dpkg -s rustc-web cargo-web rust-web-src >/dev/null 2>&1; then
  echo "left out: neither rustup's target $target nor Debian's rustc-web is here"
  exit 0
fi
if ! command -v node >/dev/null; then
  echo "left out: Node is not here, so what was built can't be asked"
  exit 0
fi
folder=${1:-target/wasm/page}
crates/copydesk-wasm/build.sh "$folder" >/dev/null
timeout 120 node crates/copydesk-wasm/measure.mjs "$folder/npm" "$most"
scripts/check_page.sh "$folder/page"
