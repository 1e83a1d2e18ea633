# shellcheck shell=bash
# The .deb, the .rpm, and a newer one of each. Sourced by tests/packages/run.

# The tools are as many crates as the program has, so they are built once for a user and not for each checkout.
install_tool() {
    [[ -x $tools/bin/$1-$2 ]] && return
    say "building $1 $2 in $tools"
    CARGO_PROFILE_DEV_DEBUG=0 cargo install --locked --debug --quiet --root "$tools" --target-dir "$tools/target" --version "$2" "$1"
    mv "$tools/bin/$1" "$tools/bin/$1-$2"
}

build() {
    local tools=${XDG_CACHE_HOME:-$HOME/.cache}/offline-circ-tests
    [[ ! -e $work/next.deb ]] || return 0
    mkdir -p "$tools"
    (
        flock 9
        install_tool cargo-deb 3.8.0
        install_tool cargo-generate-rpm 0.21.1
        rm -rf "$tools/target"
    ) 9>"$tools/lock"
    cargo build --release --locked --quiet
    "$tools/bin/cargo-deb-3.8.0" --no-build --quiet --output "$work/offline-circ.deb"
    "$tools/bin/cargo-generate-rpm-0.21.1" --output "$work/offline-circ.rpm"
    "$tools/bin/cargo-generate-rpm-0.21.1" --output "$work/next.rpm" --payload-compress none --set-metadata 'version = "99"'
    # The same package with a higher version and another program, to upgrade to.
    dpkg-deb -R "$work/offline-circ.deb" "$work/next"
    sed -i 's/^Version: .*/&+next/' "$work/next/DEBIAN/control"
    printf next >>"$work/next/usr/bin/offline-circ"
    (cd "$work/next" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
    dpkg-deb --root-owner-group -b "$work/next" "$work/next.deb" >/dev/null
}
