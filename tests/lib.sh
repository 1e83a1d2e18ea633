# shellcheck shell=bash
# What the commands in tests/ share, with that of apache/stack.sh: sourced only.

# shellcheck source=apache/stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/../apache/stack.sh"

# shellcheck source=apache/lib/build.sh
source "$ROOT/apache/lib/build.sh"

cd "$ROOT" || exit

# keep ARGUMENT...: goes on with the script that runs, and these arguments, below tests/keep, in the folder $DIR: whatever
# becomes of it, nothing stays behind. A command that another one starts has its folder in the other's.
keep() {
    local home=${OFFLINE_CIRC_TEST_DIR:-$TARGET/tests}
    if [[ ${OFFLINE_CIRC_KEPT-} != "$SELF" ]]; then
        first_of python3 >/dev/null || install_packages python3=python3
        OFFLINE_CIRC_KEPT=$SELF exec tests/keep "$home" "$SELF" "$@"
    fi
    export -n OFFLINE_CIRC_KEPT
    # shellcheck disable=SC2034
    DIR=$OFFLINE_CIRC_TEST_DIR
}

# Only Debian and its like have a package for it: webkit2gtk-driver.
can_have_webkit() { first_of WebKitWebDriver apt-get >/dev/null; }
