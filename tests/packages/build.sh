# shellcheck shell=bash
# The .deb, the .rpm, and a newer one of each. Sourced by tests/packages/run and tests/machine/run.

# shellcheck source=apache/lib/package.sh
source "$ROOT/apache/lib/package.sh"

# Two clones in folders of different names, with another target folder and other modes of files, give equal bytes.
reproducible() {
    local mask copy
    for mask in 022 077; do
        copy=$work/copy-$mask
        (umask "$mask" && git clone --quiet "$ROOT" "$copy")
        env -u SOURCE_DATE_EPOCH CARGO_TARGET_DIR="$work/target-of-$mask" "$copy/apache/package" --dir "$work/made-$mask"
        rm -r "$work/target-of-$mask"
    done
    diff -r "$work"/made-{022,077} || fails "two builds of one commit are different"
}

build() {
    build_debs
    build_rpms
}

build_debs() {
    [[ ! -e $work/next.deb ]] || return 0
    make_parts "$work/parts"
    make_deb "$work/parts" "$work/offline-circ.deb"
    make_dbgsym "$work/parts" "$work/offline-circ-dbgsym.deb"
    # The same package with a higher version and another program, to upgrade to.
    dpkg-deb -R "$work/offline-circ.deb" "$work/next"
    sed -i 's/^Version: .*/&+next/' "$work/next/DEBIAN/control"
    printf next >>"$work/next/usr/bin/offline-circ"
    (cd "$work/next" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
    dpkg-deb --root-owner-group -Znone -b "$work/next" "$work/next.deb" >/dev/null
}

build_rpms() {
    [[ ! -e $work/next.rpm ]] || return 0
    make_rpm "$work/parts" "$work/offline-circ.rpm"
    make_rpm "$work/parts" "$work/next.rpm" 99
}
