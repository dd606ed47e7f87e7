#!/usr/bin/env bash
# Builds the documentation's site and checks the links of its sources and its pages, its table of contents, and what README.md and the
# tour show. The site comes to stand in target/docs/book; mdBook is built into target/tools where it is not installed.
# usage: check_docs.sh BINARY
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
python3 "$root/scripts/docs.py" check "$1"
mdbook=$(command -v mdbook || true)
if [ -z "$mdbook" ]; then
  mdbook="$root/target/tools/bin/mdbook"
  [ -x "$mdbook" ] || cargo install mdbook --version 0.5.4 --locked --no-default-features --features search --root "$root/target/tools" --quiet
fi
python3 "$root/scripts/docs.py" build "$1" "$root/target/docs"
"$mdbook" build "$root/target/docs"
python3 "$root/scripts/docs.py" site "$root/target/docs/book"
