# shellcheck shell=bash
# The .deb and the .rpm, by the system's own tools. Sourced by apache/package, and by the tests.
#
# Two packages of one commit have the same bytes: all times are those of the commit, all modes and owners stand here.

# shellcheck source=apache/lib/build.sh
source "$ROOT/apache/lib/build.sh"
# shellcheck source=apache/lib/package-files.sh
source "$ROOT/apache/lib/package-files.sh"

VERSION=$(sed -n 's/^version = "\(.*\)"/\1/p' "$ROOT/Cargo.toml" | head -n 1)
MAINTAINER=$(sed -n 's/^Maintainer: //p' "$ROOT/apache/debian/control")
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$ROOT" log -1 --format=%ct 2>/dev/null || stat -c %Y "$ROOT/CHANGELOG.md")}
export SOURCE_DATE_EPOCH

# make_parts DIR: the program without debug information and with the list of its crates, that information, the bill of
# materials, the licenses, and whatever packages have compressed.
make_parts() {
    local built=$TARGET/release/offline-circ id
    build_release --bin offline-circ
    mkdir -p "$1"
    python3 -B "$ROOT/apache/lib/inventory/write.py" "$ROOT" "$1"
    id=$(readelf -n "$built" | sed -n 's/^ *Build ID: //p')
    # Debuggers look for this name.
    say "/usr/lib/debug/.build-id/${id::2}/${id:2}.debug" >"$1/debug-path"
    objcopy --only-keep-debug --compress-debug-sections=zlib "$built" "$1/${id:2}.debug"
    objcopy --strip-unneeded --remove-section=.comment --add-gnu-debuglink="$1/${id:2}.debug" \
        --add-section ".dep-v0=$1/dep-v0" --set-section-flags .dep-v0=noload,readonly "$built" "$1/offline-circ"
    gzip -9n <"$ROOT/apache/offline-circ.8" >"$1/offline-circ.8.gz"
    gzip -9n <"$ROOT/CHANGELOG.md" >"$1/changelog.gz"
    gzip -9n >"$1/changelog.Debian.gz" <<END
offline-circ ($VERSION-1) unstable; urgency=medium

  * Version $VERSION: see changelog.gz.

 -- $MAINTAINER  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")
END
}

# make_deb PARTS FILE
make_deb() {
    local stage name
    stage=$(mktemp -d)
    put_common "$1"
    put 644 "$ROOT/apache/offline-circ.conf" /etc/apache2/conf-available/offline-circ.conf
    for name in copyright changelog.gz changelog.Debian.gz; do
        put 644 "$1/$name" "/usr/share/doc/offline-circ/$name"
    done
    put 644 "$ROOT/apache/debian/lintian-overrides" /usr/share/lintian/overrides/offline-circ
    for name in postinst prerm postrm; do
        put 755 "$ROOT/apache/debian/$name" "/DEBIAN/$name"
    done
    say /etc/apache2/conf-available/offline-circ.conf >"$stage/DEBIAN/conffiles"
    close_deb "$2" <"$ROOT/apache/debian/control"
}

# make_dbgsym PARTS FILE: what a debugger wants to know of the program.
make_dbgsym() {
    local stage path id
    stage=$(mktemp -d)
    path=$(<"$1/debug-path")
    id=${path#*/.build-id/}
    put 644 "$1/${id#*/}" "$path"
    mkdir -p "$stage/usr/share/doc" "$stage/DEBIAN"
    ln -s offline-circ "$stage/usr/share/doc/offline-circ-dbgsym"
    id=${id%.debug}
    close_deb "$2" <<END
Package: offline-circ-dbgsym
Version: @VERSION@
Auto-Built-Package: debug-symbols
Architecture: @ARCHITECTURE@
Maintainer: $MAINTAINER
Installed-Size: @SIZE@
Depends: offline-circ (= @VERSION@)
Section: debug
Priority: optional
Description: debug symbols for offline-circ
Build-Ids: ${id/\//}
END
}

# close_deb FILE: makes the package of what is in $stage, and of the control file in its input.
close_deb() {
    sed -e "s/@VERSION@/$VERSION-1/; s/@ARCHITECTURE@/$(dpkg --print-architecture)/" \
        -e "s/@SIZE@/$(du -sk --apparent-size "$stage" | cut -f 1)/" >"$stage/DEBIAN/control"
    (cd "$stage" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum >DEBIAN/md5sums)
    chmod 755 "$stage"
    find "$stage" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    # How many threads compress can be seen in the bytes.
    DPKG_DEB_THREADS_MAX=1 dpkg-deb --root-owner-group -Zxz --build "$stage" "$1" >/dev/null
    rm -r "$stage"
}

# make_rpm PARTS FILE [VERSION]
make_rpm() {
    local stage top file
    stage=$(mktemp -d)
    top=$(mktemp -d)
    put_common "$1"
    put 644 "$ROOT/config.example.toml" /etc/offline-circ/config.toml
    put 644 "$ROOT/apache/offline-circ.conf" /etc/httpd/conf.d/offline-circ.conf
    put 644 "$ROOT/CHANGELOG.md" /usr/share/doc/offline-circ/CHANGELOG.md
    for file in "$ROOT/LICENSE" "$1"/{copyright,Apache-2.0}; do
        put 644 "$file" "/usr/share/licenses/offline-circ/${file##*/}"
    done
    find "$stage" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    {
        cat "$ROOT/apache/rpm/offline-circ.spec"
        for file in post postun; do
            # What begins with % would be a macro.
            printf '\n%%%s\n' "$file" && sed 's/%/%%/g' "$ROOT/apache/rpm/$file.sh"
        done
        printf '\n%%changelog\n* %s %s - %s-1\n' "$(LC_ALL=C date -u -d "@$SOURCE_DATE_EPOCH" '+%a %b %d %Y')" "$MAINTAINER" "${3:-$VERSION}"
        say "- Version ${3:-$VERSION}: see CHANGELOG.md."
    } >"$top/offline-circ.spec"
    rpmbuild -bb --quiet --define "_topdir $top" --define "_rpmfilename offline-circ.rpm" --define "package_stage $stage" \
        --define "package_version ${3:-$VERSION}" --define "package_license $(<"$1/license")" --define "packager $MAINTAINER" \
        "$top/offline-circ.spec"
    mv "$top/RPMS/offline-circ.rpm" "$2"
    rm -r "$stage" "$top"
}
