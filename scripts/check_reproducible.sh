#!/usr/bin/env bash
# Builds the release twice, from two clones in folders of different names, and compares the bytes. Takes two release builds.
# usage: check_reproducible.sh [REVISION]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in one another-folder; do
  git clone -q "$root" "$work/$name"
  git -C "$work/$name" checkout -q "${1:-HEAD}"
  "$work/$name/scripts/build_release.sh" >&2
  sha256sum "$work/$name/target/release/copydesk" | cut -d' ' -f1 | tee -a "$work/sums"
done
[ "$(sort -u "$work/sums" | wc -l)" = 1 ] || { echo "the two builds differ" >&2; exit 1; }
echo "reproducible: both builds have the same bytes ($(rustc --version))"
