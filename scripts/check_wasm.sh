#!/usr/bin/env bash
# Compiles the library without the command line for wasm32-unknown-unknown: with the target where rustup has it, else with Debian's
# compiler, which brings the sources of the standard library.
# usage: scripts/check_wasm.sh
set -euo pipefail
cd "$(dirname "$0")/.."
target=wasm32-unknown-unknown

if command -v rustup >/dev/null && ! rustup target list --installed 2>/dev/null | grep -q "^$target$"; then
  timeout 120 rustup target add "$target" >/dev/null 2>&1 || true
fi
if rustup target list --installed 2>/dev/null | grep -q "^$target$"; then
  cargo check --quiet --no-default-features --lib --target "$target"
  exit 0
fi
packages=(rustc-web cargo-web rust-web-src)
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
  apt-get install -y -qq "${packages[@]}" >/dev/null 2>&1 || { apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq "${packages[@]}" >/dev/null 2>&1; } || true
fi
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
  echo "left out: neither rustup's target $target nor Debian's rustc-web is here"
  exit 0
fi
# Its own folder: another compiler's work would be thrown away each time.
RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=target/wasm /usr/bin/cargo check --quiet --no-default-features --lib \
  --target "$target" -Zbuild-std=std,panic_abort
