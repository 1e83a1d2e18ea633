# shellcheck shell=bash
# The program as packages have it. Sourced by apache/package, and by the tests, which so build it once.

# Where cargo puts what it makes.
TARGET=$(cd "$ROOT" && realpath -m "${CARGO_TARGET_DIR:-target}")

# build_release [OPTION OF CARGO...]: $TARGET/release/offline-circ, with equal bytes wherever this repository, its target
# folder and cargo's own are, and with debug information, which is no part of a package's program.
build_release() {
    local flags separator=$'\x1f'
    # The last one that fits counts.
    flags=--remap-path-prefix=$ROOT=/offline-circ$separator--remap-path-prefix=$TARGET=/target
    flags+=$separator--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo
    flags+=$separator-Clink-arg=-Wl,--compress-debug-sections=zlib
    # C compilers know nothing of these paths: none in what they make, either. To another date, crates in C are built anew.
    CFLAGS=-g0 CARGO_ENCODED_RUSTFLAGS=$flags CARGO_PROFILE_RELEASE_DEBUG=line-tables-only CARGO_PROFILE_RELEASE_STRIP=none \
        env -u SOURCE_DATE_EPOCH cargo build --release --locked --quiet --manifest-path "$ROOT/Cargo.toml" "$@"
}
