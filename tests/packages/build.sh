# shellcheck shell=bash
# The .deb, the .rpm, and a newer one of each. Sourced by tests/packages/run.

build() {
    [[ ! -e $work/next.deb ]] || return 0
    install_tools cargo-deb 3.8.0 cargo-generate-rpm 0.21.1
    cargo build --release --locked --quiet
    "$TOOLS/bin/cargo-deb-3.8.0" --no-build --quiet --output "$work/offline-circ.deb"
    "$TOOLS/bin/cargo-generate-rpm-0.21.1" --output "$work/offline-circ.rpm"
    "$TOOLS/bin/cargo-generate-rpm-0.21.1" --output "$work/next.rpm" --payload-compress none --set-metadata 'version = "99"'
    # The same package with a higher version and another program, to upgrade to.
    dpkg-deb -R "$work/offline-circ.deb" "$work/next"
    sed -i 's/^Version: .*/&+next/' "$work/next/DEBIAN/control"
    printf next >>"$work/next/usr/bin/offline-circ"
    (cd "$work/next" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
    dpkg-deb --root-owner-group -b "$work/next" "$work/next.deb" >/dev/null
}
