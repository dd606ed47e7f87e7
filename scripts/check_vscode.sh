#!/usr/bin/env bash
# The client for VS Code: packaged as for its users, unpacked, and run with a stand-in for the editor, since no registry has one that starts here.
# usage: scripts/check_vscode.sh BINARY
set -euo pipefail
cd "$(dirname "$0")/.."
bin=$(realpath "$1")

if ! command -v npm >/dev/null; then
  echo "left out: npm is not here, so the client for VS Code was not packaged"
  exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -r editors/vscode "$folder/client"
cd "$folder/client"
npm install --silent --no-audit --no-fund >/dev/null
npm install --silent --no-audit --no-fund --prefix "$folder/tools" @vscode/vsce@3 >/dev/null
"$folder/tools/node_modules/.bin/vsce" package --allow-missing-repository --skip-license --out "$folder/copydesk.vsix" >/dev/null
mkdir "$folder/unpacked" "$folder/desk"
(cd "$folder/unpacked" && python3 -m zipfile -e "$folder/copydesk.vsix" .)
cd "$OLDPWD"
COPYDESK=$bin DESK=$folder/desk timeout 60 node scripts/check_vscode.cjs "$folder/unpacked/extension"
