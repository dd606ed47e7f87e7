#!/usr/bin/env bash
# Builds the sources of the documentation, checks its links and table of contents, and runs what README.md and the tour show. Where
# mdbook is installed, the book is built, too: in target/docs/book.
# usage: check_docs.sh BINARY
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
python3 "$root/scripts/docs.py" check "$1"
if command -v mdbook >/dev/null; then
  python3 "$root/scripts/docs.py" build "$1" "$root/target/docs"
  mdbook build "$root/target/docs"
else
  echo "docs: mdbook is not installed, so the pages of the site were not made (cargo install mdbook --locked)"
fi
