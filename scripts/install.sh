#!/bin/sh
# Installs the released copydesk binary for this machine, once its checksum is right.
# usage: install.sh [--to FOLDER] [--version VERSION]
# COPYDESK_RELEASES is the address of the releases, such as https://github.com/OWNER/copydesk/releases; the released copy of this
# script has it filled in.
set -eu

releases=${COPYDESK_RELEASES:-@RELEASES@}
folder=${COPYDESK_FOLDER:-$HOME/.local/bin}
version=latest

fail() { echo "install.sh: $*" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    --to) [ $# -gt 1 ] || fail "--to needs a folder"; folder=$2; shift 2 ;;
    --version) [ $# -gt 1 ] || fail "--version needs a version"; version=v${2#v}; shift 2 ;;
    *) fail "unknown argument $1 (usage: install.sh [--to FOLDER] [--version VERSION])" ;;
  esac
done

case $releases in
  @*) fail "no address to install from: set COPYDESK_RELEASES, or take the install.sh of a release" ;;
esac

system=${COPYDESK_SYSTEM:-$(uname -s)}
machine=${COPYDESK_MACHINE:-$(uname -m)}
case $machine in
  x86_64 | amd64) machine=x86_64 ;;
  aarch64 | arm64) machine=aarch64 ;;
  *) fail "there is no binary for $machine machines; build it with: cargo install copydesk" ;;
esac
case $system in
  Linux) target=$machine-unknown-linux-musl ;;
  Darwin) target=$machine-apple-darwin ;;
  *) fail "there is no binary for $system that this script can install; on Windows take the .zip from the release, elsewhere: cargo install copydesk" ;;
esac

case $version in
  latest) from=$releases/latest/download ;;
  *) from=$releases/download/$version ;;
esac
archive=copydesk-$target.tar.gz
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# usage: get NAME: fetches a file of the release into $work.
get() {
  if command -v curl >/dev/null 2>&1; then
    status=0
    curl -fsSL --retry 2 -o "$work/$1" "$from/$1" || status=$?
    case $status in
      0) ;;
      18) fail "$1 came only in part from $from; try again" ;;
      22) fail "$from has no $1: is the version right?" ;;
      *) fail "$1 could not be fetched from $from (curl ended with $status)" ;;
    esac
  elif command -v wget >/dev/null 2>&1; then
    wget -q --tries=2 -O "$work/$1" "$from/$1" || fail "$1 could not be fetched whole from $from (wget ended with $?)"
  else
    fail "neither curl nor wget is here"
  fi
}

get SHA256SUMS
get "$archive"
wanted=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' "$work/SHA256SUMS")
[ -n "$wanted" ] || fail "SHA256SUMS of $from does not name $archive"
if command -v sha256sum >/dev/null 2>&1; then
  found=$(sha256sum "$work/$archive")
elif command -v shasum >/dev/null 2>&1; then
  found=$(shasum -a 256 "$work/$archive")
else
  fail "neither sha256sum nor shasum is here, so the checksum can't be verified"
fi
found=${found%% *}
[ "$found" = "$wanted" ] || fail "the checksum of $archive is wrong: $found, but SHA256SUMS says $wanted; nothing was installed"

tar -xzf "$work/$archive" -C "$work" copydesk || fail "$archive can't be unpacked"
mkdir -p "$folder" || fail "$folder can't be made"
# In one step, so that a copydesk that is running or being started is never half a file.
cp "$work/copydesk" "$folder/.copydesk.$$" && chmod 755 "$folder/.copydesk.$$" && mv -f "$folder/.copydesk.$$" "$folder/copydesk" ||
  fail "$folder can't be written to; name another with --to FOLDER"
"$folder/copydesk" --version || fail "$folder/copydesk does not run on this machine"
echo "installed $folder/copydesk"
case :$PATH: in
  *":$folder:"*) ;;
  *) echo "$folder is not in PATH; add it: export PATH=\"$folder:\$PATH\"" ;;
esac
