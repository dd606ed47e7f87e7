#!/usr/bin/env bash
# What action.yml begins with: the released binary where the action was taken at a version (v1, v1.2.3), and a build of its own sources
# where it was taken at a branch or commit, or where no binary could be had.
set -euo pipefail
command -v copydesk >/dev/null && exit 0
case ${GITHUB_ACTION_REF:-} in
  v[0-9]*)
    version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1)
    export COPYDESK_RELEASES="${GITHUB_SERVER_URL:-https://github.com}/${GITHUB_ACTION_REPOSITORY:-}/releases"
    if sh "$GITHUB_ACTION_PATH/scripts/install.sh" --to "$RUNNER_TEMP/copydesk-bin" --version "$version"; then
      echo "$RUNNER_TEMP/copydesk-bin" >>"$GITHUB_PATH"
      exit 0
    fi
    echo "::warning::no released binary of copydesk $version could be installed, so it is built"
    ;;
esac
cargo install --locked --path "$GITHUB_ACTION_PATH"
