#!/usr/bin/env bash
# Builds the wheel and the npm package, installs each into an empty environment and runs it; does what action.yml says.
# usage: check_packages.sh BINARY [CARGO-PROFILE]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
profile=${2:-release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'Ministers meet in Nairobi\n\nThe ministers of both the countries met in Nairobi on Monday.\n' >"$work/faulty.txt"
# usage: finds NAME COMMAND...: the command reports the fault and ends with 1.
finds() {
  local name=$1 status=0
  shift
  "$@" check --format concise --no-config "$work/faulty.txt" >"$work/log" 2>&1 || status=$?
  if [ "$status" != 1 ] || ! grep -q 'both-the' "$work/log"; then
    cat "$work/log"
    echo "packages: $name ended with $status" >&2
    exit 1
  fi
  echo "packages: $name works"
}

tools="$root/target/check-packages"
if [ -x "$tools/bin/maturin" ] || { python3 -m venv "$tools" && "$tools/bin/pip" install -q --disable-pip-version-check 'maturin>=1.7,<2'; }; then
  (cd "$root" && "$tools/bin/maturin" build --quiet --locked --profile "$profile" --out "$work/wheels" >"$work/log" 2>&1) || { cat "$work/log"; exit 1; }
  python3 -m venv "$work/empty"
  "$work/empty/bin/pip" install -q --disable-pip-version-check --no-index "$work"/wheels/*.whl
  finds "the wheel" "$work/empty/bin/copydesk"
else
  echo "packages: the wheel is left out, maturin could not be installed"
fi

if command -v npm >/dev/null; then
  platform=$(node -p 'process.platform + "-" + process.arch')
  "$root/npm/platform.sh" "$binary" "$platform" "$work/npm"
  mkdir "$work/node"
  (cd "$work/npm" && npm pack --silent "./copydesk-$platform" "$root/npm" >/dev/null)
  (cd "$work/node" && npm init -y >/dev/null && npm install --silent --offline --no-audit --no-fund --omit=optional "$work"/npm/copydesk-[0-9]*.tgz "$work/npm/copydesk-$platform"-*.tgz >"$work/log" 2>&1) ||
    { cat "$work/log"; exit 1; }
  finds "the npm package" "$work/node/node_modules/.bin/copydesk"
else
  echo "packages: the npm package is left out, there is no npm"
fi

if [ -x "$tools/bin/check-jsonschema" ] || "$tools/bin/pip" install -q --disable-pip-version-check check-jsonschema==0.39.0; then
  "$tools/bin/python" "$root/scripts/check_action.py" "$binary"
else
  echo "packages: the action is left out, check-jsonschema could not be installed"
fi
