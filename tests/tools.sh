# shellcheck shell=bash
# Tools that systems have no package for, from crates.io. Each is as many crates as the program has, so it is built once for
# a user and not for each checkout. Sourced only.

TOOLS=${XDG_CACHE_HOME:-$HOME/.cache}/offline-circ-tests

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
