#!/usr/bin/env bash
# Runs scripts/install.sh against a server on this machine that plays the release page: a whole release, and each that is at fault.
# usage: check_install.sh BINARY
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
binary=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

target=x86_64-unknown-linux-musl
archive=copydesk-$target.tar.gz
page=$work/OWNER/copydesk/releases
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)
mkdir -p "$page/download/v1.0.0" "$page/download/v1.0.1" "$page/download/v1.0.2" "$page/latest/download"
good=$page/download/v1.0.0
tar -czf "$good/$archive" --transform 's/.*/copydesk/' -C "$(dirname "$binary")" "$(basename "$binary")"
(cd "$good" && sha256sum "$archive" >SHA256SUMS)
cp "$good"/* "$page/latest/download/"
# 1.0.1 has another archive than its checksums say; 1.0.2 breaks off on the way.
cp "$good/SHA256SUMS" "$page/download/v1.0.1/" && (cat "$good/$archive" && echo more) >"$page/download/v1.0.1/$archive"
cp "$good"/* "$page/download/v1.0.2/"

cat >"$work/server.py" <<'PY'
"""Serves a folder; of archives of version 1.0.2 it sends the half, as a connection does that is cut."""
import functools, http.server, os, sys

class Handler(http.server.SimpleHTTPRequestHandler):
    def copyfile(self, source, out):
        if "v1.0.2" in self.path and self.path.endswith(".gz"):
            out.write(source.read(os.fstat(source.fileno()).st_size // 2))
        else:
            super().copyfile(source, out)

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=sys.argv[1]))
with open(sys.argv[2] + ".new", "w") as port:
    port.write(str(server.server_port))
os.rename(sys.argv[2] + ".new", sys.argv[2])
server.serve_forever()
PY
python3 "$work/server.py" "$work" "$work/port" &
server=$!
for _ in $(seq 100); do [ -e "$work/port" ] && break; sleep 0.1; done
host="http://127.0.0.1:$(cat "$work/port")"
export COPYDESK_RELEASES="$host/OWNER/copydesk/releases" COPYDESK_SYSTEM=Linux COPYDESK_MACHINE=x86_64
export no_proxy=127.0.0.1

# usage: refuses NAME WORDS [NAME=VALUE]... -- ARGUMENT...: fails, says the words, and leaves nothing behind.
refuses() {
  local name=$1 words=$2
  shift 2
  local settings=()
  while [ "$1" != -- ]; do settings+=("$1"); shift; done
  shift
  if env ${settings[@]+"${settings[@]}"} sh "$root/scripts/install.sh" --to "$work/bad" "$@" >"$work/log" 2>&1; then
    echo "install: $name was installed" >&2
    exit 1
  fi
  grep -q -- "$words" "$work/log" || { cat "$work/log"; echo "install: $name is not told of with \"$words\"" >&2; exit 1; }
  [ -z "$(ls -A "$work/bad" 2>/dev/null)" ] || { echo "install: $name left something behind" >&2; exit 1; }
  echo "install: $name is refused"
}

sh "$root/scripts/install.sh" --to "$work/good" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
"$work/good/copydesk" --version | grep -q '^copydesk '
sh "$root/scripts/install.sh" --to "$work/good" --version 1.0.0 >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
echo "install: the latest and a named version are installed"
refuses "a wrong checksum" "checksum of $archive is wrong" -- --version 1.0.1
refuses "a partial download" "in part\|whole" -- --version 1.0.2
refuses "a version that is not there" "is the version right" -- --version 9.9.9
refuses "an unknown machine" "no binary for riscv64 machines" COPYDESK_MACHINE=riscv64 --
refuses "an unknown system" "no binary for Haiku" COPYDESK_SYSTEM=Haiku --
refuses "a platform the release lacks" "has no copydesk-aarch64-apple-darwin.tar.gz" COPYDESK_SYSTEM=Darwin COPYDESK_MACHINE=arm64 --
refuses "a server that does not answer" "could not be fetched" COPYDESK_RELEASES=http://127.0.0.1:1 --
refuses "no address" "no address to install from" COPYDESK_RELEASES= --

# The action, taken at a version: it installs the binary where the release has one, and builds where it has not.
mkdir -p "$work/cargo" "$work/runner"
printf '#!/bin/sh\necho "$*" >"%s/built"\n' "$work" >"$work/cargo/cargo"
chmod +x "$work/cargo/cargo"
# usage: action REF
action() {
  rm -rf "$work/built" "$work/runner/copydesk-bin" "$work/path"
  env PATH="$work/cargo:/usr/bin:/bin" GITHUB_ACTION_PATH="$root" GITHUB_ACTION_REF="$1" GITHUB_ACTION_REPOSITORY=OWNER/copydesk \
    GITHUB_SERVER_URL="$host" GITHUB_PATH="$work/path" RUNNER_TEMP="$work/runner" "$root/scripts/action_install.sh" >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
}
action v0
[ -e "$work/built" ] && grep -q '^::warning::' "$work/log" || { cat "$work/log"; echo "install: the action did not fall back to building" >&2; exit 1; }
cp -r "$good" "$page/download/v$version"
action v0
[ ! -e "$work/built" ] && "$(cat "$work/path")/copydesk" --version >/dev/null || { cat "$work/log"; echo "install: the action did not take the binary" >&2; exit 1; }
action main
[ -e "$work/built" ] || { echo "install: the action took a binary for a branch" >&2; exit 1; }
echo "install: the action takes the binary at a version, and builds at a branch and where there is none"
