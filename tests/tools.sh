# shellcheck shell=bash
# Tools that systems have no package for. Those from crates.io are as many crates as the program has, so they are built once
# for a user and not for each checkout. Sourced only.

TOOLS=${XDG_CACHE_HOME:-$HOME/.cache}/offline-circ-tests

# debian_mirror: from where this system gets Debian. apt knows as long as it has its lists.
debian_mirror() {
    local turn uri=
    for turn in known fetched; do
        [[ $turn == known ]] || apt-get update -qq
        # shellcheck disable=SC2016
        uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | sort -u | head -n 1)
        [[ ! $uri ]] || break
    done
    say "${uri:-http://deb.debian.org/debian}"
}

# install_tools NAME VERSION...: $TOOLS/bin/NAME-VERSION.
install_tools() {
    mkdir -p "$TOOLS"
    (
        flock 9
        while (($#)); do
            install_tool "$1" "$2"
            shift 2
        done
        rm -rf "$TOOLS/target"
    ) 9>"$TOOLS/lock"
}

install_tool() {
    [[ -x $TOOLS/bin/$1-$2 ]] && return
    say "building $1 $2 in $TOOLS"
    CARGO_PROFILE_DEV_DEBUG=0 cargo install --locked --debug --quiet --root "$TOOLS" --target-dir "$TOOLS/target" --version "$2" "$1"
    mv "$TOOLS/bin/$1" "$TOOLS/bin/$1-$2"
}

# install_wheel NAME VERSION PACKAGE SHA256: $TOOLS/bin/NAME-VERSION, a program that is built already in this package of PyPI.
install_wheel() {
    local program=$TOOLS/bin/$1-$2
    [[ ! -x $program ]] || return 0
    mkdir -p "$TOOLS/bin"
    (
        flock 9
        wheel=$(mktemp -d)
        trap 'rm -r "$wheel"' EXIT
        pip3 download --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes --dest "$wheel" \
            --requirement <(say "$3==$2 --hash=sha256:$4")
        python3 -m zipfile --extract "$wheel"/*.whl "$wheel"
        install -m 755 "$wheel"/*.data/scripts/"$1" "$program"
    ) 9>"$TOOLS/lock"
}
