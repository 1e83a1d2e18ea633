# shellcheck shell=bash
# What every script here and in tests/ begins with: how it speaks, and what the system has. Sourced only.

set -euo pipefail
umask 022

# The tests run stack.sh thousands of times: nothing here starts another program then.
ROOT=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
# The script that runs, also after it has changed to another folder.
SELF=$0
[[ $SELF == /* ]] || SELF=$(realpath "$SELF")
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/libexec

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$@" >&2; exit 1; }

# usage: the comment at the head of the script that runs.
usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "$SELF"; }

# wrong TEXT: the command line cannot be understood.
wrong() {
    say "${SELF#"$ROOT/"}: $*" >&2
    usage >&2
    exit 2
}

# needs_value ARGUMENT...: refuses the command line if nothing follows its first argument.
needs_value() { [[ ${2-} ]] || wrong "$1 needs a value"; }

# first_of COMMAND...: the path of the first one that exists.
first_of() {
    local name
    for name; do command -v "$name" && return; done
    return 1
}

need_rust() {
    first_of cargo >/dev/null || die "Rust is needed to build the program: see https://www.rust-lang.org/tools/install"
}

modules_dir() {
    local dir
    for dir in /usr/lib/apache2/modules /usr/lib64/httpd/modules /usr/lib/httpd/modules /etc/httpd/modules; do
        [[ -e $dir/mod_authz_core.so ]] && say "$dir" && return
    done
    return 1
}

server_user() {
    local name
    for name in www-data apache; do id "$name" >/dev/null 2>&1 && say "$name" && return; done
    die "There is no user www-data or apache to run the servers as."
}
