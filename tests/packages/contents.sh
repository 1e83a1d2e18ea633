# shellcheck shell=bash
# What is in the packages. Sourced by tests/packages/run.

# The oldest glibc that the program may need: that of RHEL 9, older than that of Debian 12 and Ubuntu 22.04.
GLIBC=2.34

contents() {
    local newest files file
    lintian --fail-on error,warning,info,pedantic --pedantic --info "$work"/offline-circ{,-dbgsym}.deb
    rpmlint --strict --config tests/packages/rpmlint.toml "$work/offline-circ.rpm"
    newest=$(objdump -T "$program" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -n 1)
    [[ $(printf '%s\n' "$newest" "GLIBC_$GLIBC" | sort -V | tail -n 1) == "GLIBC_$GLIBC" ]] ||
        fails "the program needs $newest, newer than glibc $GLIBC"

    files=$(rpm -qp --nosignature --queryformat '[%{FILEMODES:perms} %{FILEUSERNAME}:%{FILEGROUPNAME} %{FILENAMES}\n]' "$work/offline-circ.rpm")
    has "The .rpm" "$files" \
        "-rwxr-xr-x root:root /usr/bin/offline-circ" \
        "-rw-r----- root:apache /etc/offline-circ/config.toml" \
        "-rw-r--r-- root:root /etc/httpd/conf.d/offline-circ.conf" \
        "-rw-r--r-- root:root /usr/share/offline-circ/paths.conf" \
        "-rw-r--r-- root:root /usr/share/offline-circ/offline-circ.cil" \
        "-rw-r--r-- root:root /usr/share/offline-circ/alma_offline.sql" \
        "-rw-r--r-- root:root /usr/share/man/man8/offline-circ.8.gz" \
        "-rw-r--r-- root:root /usr/share/doc/offline-circ/sbom.cdx.json" \
        "-rw-r--r-- root:root /usr/share/licenses/offline-circ/copyright" \
        "-rw-r--r-- root:root /usr/share/doc/offline-circ/apache/README.md"
    while read -r file; do
        has "The .rpm" "$files" "-rw-r--r-- root:root /usr/share/offline-circ/$file"
    done < <(cd apache && find htdocs -type f)
    [[ $files != *//* ]] || fails "the .rpm has a path with two slashes"
    has "The list of configuration files" "$(rpm -qp --nosignature --configfiles "$work/offline-circ.rpm")" \
        /etc/httpd/conf.d/offline-circ.conf /etc/offline-circ/config.toml
    has "The list of requirements" "$(rpm -qp --nosignature --requires "$work/offline-circ.rpm")" \
        "libc.so.6(GLIBC_$GLIBC)(64bit)" httpd mod_fcgid
    crates
    links
    debug_symbols
}

# The list of crates in the program of each package, the bill of materials and the licenses say the same, and all of it.
crates() {
    local listed name
    mkdir -p "$work/deb" "$work/rpm"
    dpkg-deb -x "$work/offline-circ.deb" "$work/deb"
    rpm2archive - <"$work/offline-circ.rpm" | tar -xz -C "$work/rpm"
    cmp "$work"/{deb,rpm}/usr/bin/offline-circ
    objcopy --dump-section ".dep-v0=$work/listed" "$work/deb/usr/bin/offline-circ" /dev/null
    listed=$(python3 tests/packages/listed.py "$work/listed" "$work/deb/usr/share/doc/offline-circ/sbom.cdx.json")
    for name in offline-circ fastcgi mysql tera ring; do
        has "The list of crates in the program" "$listed" "$name $(locked_version "$name") runtime"
    done
    while read -r name; do
        grep -qxF "Files: crates/$name/*" "$work/deb/usr/share/doc/offline-circ/copyright" || fails "no license is named for $name"
    done < <(awk '$3 == "runtime" && $1 != "offline-circ" { print $1 "-" $2 }' <<<"$listed")
}

# Each link in a document of a package leads to a file of it.
links() {
    local page target
    while IFS=$'\t' read -r page target; do
        fails "${page#"$work"/} has a link to $target, which is not there"
    done < <(dead_links "$work"/{deb,rpm}/usr/share/doc)
}

# locked_version NAME: that of Cargo.lock.
locked_version() { awk -F '"' -v name="$1" '/^name = / { found = $2 == name } /^version = / && found { print $2 }' Cargo.lock; }

# A debugger finds the line of a function, and nothing in the program itself tells where it was built.
debug_symbols() {
    local debug
    mkdir -p "$work/dbgsym"
    dpkg-deb -x "$work/offline-circ-dbgsym.deb" "$work/dbgsym"
    debug=$(find "$work/dbgsym/usr/lib/debug/.build-id" -name '*.debug')
    [[ $(readelf -n "$debug" 2>/dev/null | grep 'Build ID') == $(readelf -n "$program" | grep 'Build ID') ]] ||
        fails "the debug symbols are another program's"
    grep -q '^src/main\.rs:' < <(readelf --debug-dump=decodedline "$debug" 2>/dev/null) || fails "the debug symbols know no lines"
    if grep -aF -e "$ROOT/" -e "${CARGO_HOME:-$HOME/.cargo}/" "$program"; then fails "the program has paths of the machine that built it"; fi
}
