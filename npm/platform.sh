#!/bin/sh
# Makes the npm package that carries the program for one platform.
# usage: npm/platform.sh BINARY PLATFORM-ARCH FOLDER, such as: npm/platform.sh target/release/copydesk linux-x64 out
set -eu
here=$(dirname "$0")
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$here/../Cargo.toml" | head -n 1)
package="$3/copydesk-$2"
mkdir -p "$package"
case $2 in win32-*) file=copydesk.exe ;; *) file=copydesk ;; esac
cp "$1" "$package/$file"
chmod 755 "$package/$file"
cat >"$package/package.json" <<EOF
{
  "name": "copydesk-$2",
  "version": "$version",
  "description": "copydesk for $2",
  "license": "MIT OR Apache-2.0",
  "os": ["${2%-*}"],
  "cpu": ["${2#*-}"],
  "files": ["$file"]
}
EOF
