#!/usr/bin/env bash
# Builds the npm package `copydesk-wasm` and the page as a folder of static files: FOLDER/npm and FOLDER/page.
# usage: crates/copydesk-wasm/build.sh FOLDER [dev]    with `dev` in less time, and larger
# Needs rustup's target wasm32-unknown-unknown, or Debian's rustc-web, cargo-web and rust-web-src. Prints what goes over the wire. wasm-opt is
# not asked: what it saves raw (8.1 to 7.2 MB) gzip loses again (2.67 to 2.75), and binaryen 108 writes types that no browser takes.
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
wasm=$out/npm/copydesk.wasm
cp "$CARGO_TARGET_DIR/$target/$built/copydesk_wasm.wasm" "$wasm"
# Compressed here, whatever the server does; by a name that no server takes for an encoding of its own.
gzip -9nc "$wasm" >"$wasm.part"
rm "$wasm"
(cd "$root" && CARGO_TARGET_DIR=$root/target cargo run --quiet -p copydesk-train -- pack-web "$out/npm")
cp copydesk.js copydesk.d.ts package.json README.md "$out/npm/"

# The page, with the program in the place of the server.
cp "$root"/src/serve/page/{app.js,text.js,view.js,page.css,icon.svg} "$out/page/page/"
cp engine.js worker.js copydesk.js "$out"/npm/*.part "$out/page/page/"
policy="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
sed "s|<meta name=\"referrer\"|<meta http-equiv=\"Content-Security-Policy\" content=\"$policy\">\n&|" "$root/src/serve/page/index.html" >"$out/page/index.html"
(cd "$out/npm" && stat -c '%n: %s bytes' *.part)
