#!/usr/bin/env bash
# What would go to crates.io: each package under 10 MB, and all of them together compile from what is packed alone (the program only
# with --verify, which takes minutes).
# usage: check_crates.sh [--verify]
set -euo pipefail
cd "$(dirname "$0")/.."
packages=(-p copydesk-data -p copydesk-models -p copydesk)
most=10000000
quick=(--no-verify)
[ "${1:-}" != --verify ] || quick=()
rm -f target/package/*.crate
cargo package --quiet --allow-dirty "${quick[@]}" "${packages[@]}" 2>&1 | grep -v '^warning: ignoring \(test\|bench\)' || true
for name in copydesk-data copydesk-models copydesk; do
  # The version is a digit: copydesk-data is no version of copydesk.
  file=$(ls target/package/$name-[0-9]*.crate)
  bytes=$(stat -c %s "$file" 2>/dev/null || stat -f %z "$file")
  if [ "$bytes" -ge "$most" ]; then
    echo "crates: $name takes $bytes bytes packed, more than the registry takes" >&2
    exit 1
  fi
  echo "crates: $name takes $bytes bytes packed"
done
