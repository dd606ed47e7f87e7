#!/usr/bin/env bash
# Tries the hooks with the real pre-commit, in a repository made for it.
# usage: check_hooks.sh BINARY [HOOK]...    by default the hooks that run the given binary; `copydesk` builds with cargo,
# `copydesk-wheel` builds and installs the wheel, each without the optimiser's last steps: what is tried is the hook
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
hooks=("$@")
[ ${#hooks[@]} -gt 0 ] || hooks=(copydesk-system)
tools="$root/target/check-hooks"
if [ ! -x "$tools/bin/pre-commit" ]; then
  if ! { python3 -m venv "$tools" && "$tools/bin/pip" install -q --disable-pip-version-check pre-commit; }; then
    echo "hooks: left out, pre-commit could not be installed"
    exit 0
  fi
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/articles"
cp "$binary" "$work/bin/copydesk"
export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1
export CARGO_TARGET_DIR="$root/target/hooks"
export PATH="$work/bin:$PATH" PRE_COMMIT_HOME="${PRE_COMMIT_HOME:-$work/cache}"
cd "$work/articles"
git init -q .
printf 'Ministers meet in Nairobi\n\nThe ministers of both the countries met in Nairobi on Monday.\n' >faulty.txt
cp faulty.txt before.txt
printf 'ignored\n' >picture.svg
git add -A
# The hooks that run what is on the PATH are tried by `try-repo`, working tree and all. Those that build would build for each try so:
# they are installed as a project has them, from the last commit, once.
try() {
  case $1 in
    *-system | *-system-fix) "$tools/bin/pre-commit" try-repo "$root" "$@" >"$work/log" 2>&1 ;;
    *)
      revision=$(git -C "$root" rev-parse HEAD)
      printf 'repos:\n- repo: %s\n  rev: %s\n  hooks:\n  - id: %s\n' "$root" "$revision" "$1" >.pre-commit-config.yaml
      git add .pre-commit-config.yaml
      "$tools/bin/pre-commit" run "$@" >"$work/log" 2>&1
      ;;
  esac
}
for hook in "${hooks[@]}"; do
  fix=$(echo "$hook" | sed -E 's/^(copydesk(-[a-z]+)?)$/\1-fix/')
  if try "$hook" --files faulty.txt; then cat "$work/log"; echo "hooks: $hook let a fault pass" >&2; exit 1; fi
  grep -q 'both-the' "$work/log" || { cat "$work/log"; exit 1; }
  if try "$fix" --files faulty.txt; then cat "$work/log"; echo "hooks: $fix changed a file and did not say so" >&2; exit 1; fi
  grep -q 'files were modified by this hook' "$work/log" || { cat "$work/log"; exit 1; }
  grep -q 'of both countries met' faulty.txt || { cat "$work/log"; echo "hooks: $fix did not fix" >&2; exit 1; }
  git add -A
  try "$hook" --files faulty.txt || { cat "$work/log"; echo "hooks: $hook reports a fixed file" >&2; exit 1; }
  cp before.txt faulty.txt
  git add -A
  echo "hooks: $hook and $fix work"
done
