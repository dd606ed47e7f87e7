#!/usr/bin/env bash
# Builds the image and runs it, where there is a docker that works; else does what the Dockerfile says without one: the same build,
# and the program in an empty root (needs to be root for that).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/root/articles"
printf 'Ministers meet in Nairobi\n\nThe ministers of both the countries met in Nairobi on Monday.\n' >"$work/root/articles/faulty.txt"
status=0
if docker info >/dev/null 2>&1; then
  docker build -q -t copydesk-check "$root" >/dev/null
  docker run --rm -v "$work/root/articles:/articles" copydesk-check >"$work/log" 2>&1 || status=$?
  how="the image"
else
  # The line of the Dockerfile itself, up to where it copies.
  line=$(sed -n '/^RUN RUSTFLAGS/,/[^\\]$/p' "$root/Dockerfile" | sed -n 's/^RUN \(.*\) \\$/\1/p')
  [ -n "$line" ] || { echo "image: the Dockerfile's build line was not found" >&2; exit 1; }
  (cd "$root" && CARGO_TARGET_DIR="$root/target/image" sh -c "$line")
  cp "$root"/target/image/*-linux-gnu/release/copydesk "$work/root/copydesk"
  chroot "$work/root" /bin/true 2>/dev/null && { echo "image: the root is not empty" >&2; exit 1; }
  (cd "$work/root" && chroot "$work/root" /copydesk check articles >"$work/log" 2>&1) || status=$?
  how="no docker here: its build line, and the program in an empty root,"
fi
[ "$status" = 1 ] && grep -q 'both-the' "$work/log" || { cat "$work/log"; echo "image: ended with $status" >&2; exit 1; }
echo "image: $how work"
