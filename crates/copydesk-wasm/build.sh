#!/usr/bin/env bash
# Builds the npm package `copydesk-wasm` and the page as a folder of static files: FOLDER/npm and FOLDER/page.
# usage: crates/copydesk-wasm/build.sh FOLDER [dev]    with `dev` in less time, and larger
# Needs rustup's target wasm32-unknown-unknown, or Debian's rustc-web, cargo-web and rust-web-src; wasm-opt (binaryen) makes it smaller.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=$(mkdir -p "$1" && cd "$1" && pwd)
target=wasm32-unknown-unknown
profile=${2:-release}
built=$([ "$profile" = dev ] && echo debug || echo release)
export CARGO_TARGET_DIR=$root/target/wasm

cd "$here"
if command -v rustup >/dev/null && ! rustup target list --installed | grep -q "^$target$"; then
  timeout 120 rustup target add "$target" >/dev/null 2>&1 || true
fi
if rustup target list --installed 2>/dev/null | grep -q "^$target$"; then
  cargo build --quiet --profile "$profile" --target "$target"
else
  RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 /usr/bin/cargo build --quiet --profile "$profile" --target "$target" -Zbuild-std=std,panic_abort
fi
mkdir -p "$out/npm" "$out/page/page"
cp "$CARGO_TARGET_DIR/$target/$built/copydesk_wasm.wasm" "$out/npm/copydesk.wasm"
if command -v wasm-opt >/dev/null; then
  wasm-opt -O2 --all-features "$out/npm/copydesk.wasm" -o "$out/npm/small.wasm" 2>/dev/null && mv "$out/npm/small.wasm" "$out/npm/copydesk.wasm"
fi
cp copydesk.js copydesk.d.ts package.json README.md "$out/npm/"

# The page, with the program in the place of the server.
cp "$root"/src/serve/page/{app.js,text.js,view.js,page.css,icon.svg} "$out/page/page/"
cp engine.js worker.js copydesk.js "$out/npm/copydesk.wasm" "$out/page/page/"
policy="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
sed "s|<meta name=\"referrer\"|<meta http-equiv=\"Content-Security-Policy\" content=\"$policy\">\n&|" "$root/src/serve/page/index.html" >"$out/page/index.html"
file=$out/npm/copydesk.wasm
echo "copydesk.wasm: $(stat -c %s "$file") bytes, $(gzip -9c "$file" | wc -c) with gzip$(command -v brotli >/dev/null && echo ", $(brotli -9c "$file" | wc -c) with brotli" || true)"
