#!/usr/bin/env bash
# The release build whose bytes depend on the source, Cargo.lock and the compiler alone, not on where it is built.
# usage: build_release.sh [CARGO-ARGUMENT]...      such as --target x86_64-unknown-linux-musl
set -euo pipefail
cd "$(dirname "$0")/.."
home=${CARGO_HOME:-$HOME/.cargo}
export RUSTFLAGS="${RUSTFLAGS:-} --remap-path-prefix=$PWD=/copydesk --remap-path-prefix=$home=/cargo"
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
cargo build --release --locked "$@"
