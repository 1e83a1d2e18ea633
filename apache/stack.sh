#!/usr/bin/env bash
# A private Apache and MariaDB in one folder, for apache/demo and the tests: sourced for its functions, or run as
#
#   apache/stack.sh packages [COMMAND=PACKAGE ...]   install what is missing of the server packages, and of these
#   apache/stack.sh database DIR           start MariaDB (DIR/mysql, DIR/mysql.sock; root has no password) and wait
#   apache/stack.sh schema DIR             create the database of DIR/config.toml, its account and its table, if missing
#   apache/stack.sh httpd-conf DIR PORT [fcgid|proxy|cgi]
#                                          write DIR/httpd.conf: loopback, with the shipped offline-circ.conf
#   apache/stack.sh unit DIR               become what systemd is for offline-circ.socket and .service (DIR/run/program.sock)
#   apache/stack.sh httpd DIR              become the Apache of DIR/httpd.conf, in the foreground
#   apache/stack.sh stop DIR               stop the servers of DIR and all that they have started, however it was left behind
#   apache/stack.sh kill DIR httpd|unit|mariadbd
#                                          end one of them as a power cut does
#   apache/stack.sh guard DIR              say whose DIR is, by process id; if it is the caller's, stop it at the end of
#                                          standard input
#   apache/stack.sh port                   hold a free port until the end of standard input, and say which it is
#   apache/stack.sh lead FILE COMMAND...   become the command, in a session of its own that FILE names
#
# DIR holds config.toml, output/, htdocs/offline-circ/ and bin/offline-circ. DIR/before.conf and DIR/after.conf, if they
# exist, are included before and after offline-circ.conf; DIR/offline-circ.conf, if it exists, takes the place of the
# shipped one, and DIR/my.cnf configures the database, which listens on its socket only without it. When root runs it,
# the servers run as Apache's own user.

here=${BASH_SOURCE[0]%stack.sh}.
# shellcheck source=apache/lib/common.sh
source "$here/lib/common.sh"
# shellcheck source=apache/lib/packages.sh
source "$here/lib/packages.sh"
# shellcheck source=apache/lib/processes.sh
source "$here/lib/processes.sh"
# shellcheck source=apache/lib/mariadb.sh
source "$here/lib/mariadb.sh"
# shellcheck source=apache/lib/httpd.sh
source "$here/lib/httpd.sh"

# prepare DIR: refuses a path that the servers could not use, and makes what both need.
prepare() {
    local LC_ALL=C dir=$1 user
    [[ $dir == /* ]] || die "$dir is not an absolute path."
    [[ $dir != *[[:cntrl:]\"\'\\\$\*?\[\]\{\}%\ ]* ]] || die "$dir: this path cannot have spaces, quotes or wildcards."
    ((${#dir} <= 85)) || die "$dir is ${#dir} bytes long; Unix sockets in it allow 85. Choose a shorter path."
    mkdir -p "$dir"/{run,log}
    ((EUID == 0)) || return 0
    user=$(server_user)
    runuser -u "$user" -- test -x "$dir" ||
        die "$dir cannot be reached by the user $user, as whom the servers run: a folder above it is closed." \
            "Choose another folder, such as /var/tmp/offline-circ."
    chown -R "$user:" "$dir/run" "$dir/log"
}

# stop_stack DIR: the program is asked after Apache, so that a request in hand can still be answered, and the database last.
stop_stack() {
    local name
    for name in httpd unit mariadbd; do stop_session "$1/run/$name.session"; done
    rm -f "$(shared_memory "$1/run/fcgid_shm")"
}

# guard DIR: a lock goes with the process that holds it, and the end of standard input comes with the end of whoever has
# started this, however they end.
guard() {
    local lock owner=$1/run/owner
    exec {lock}>"$1/guard.lock"
    until flock --nonblock "$lock"; do
        if [[ -s $owner ]]; then
            cat "$owner" && cat >/dev/null
            return
        fi
        # The one before is still stopping its servers.
        sleep 0.1
    done
    say "$PPID" | tee "$owner"
    cat >/dev/null
    rm -f "$owner"
    stop_stack "$1"
}

[[ ${BASH_SOURCE[0]} == "$0" ]] || return 0
command=${1:-}
(($# > 0)) && shift
case $command:$# in
    packages:*) install_packages "$@" ;;
    database:1) start_database "$1" ;;
    schema:1) create_schema "$1" ;;
    httpd-conf:2 | httpd-conf:3) write_httpd_conf "$@" ;;
    unit:1) exec_unit "$1" ;;
    httpd:1) exec_httpd "$1" ;;
    lead:*) lead "$@" ;;
    stop:1) stop_stack "$1" ;;
    kill:2) kill_session "$1/run/$2.session" ;;
    guard:1) guard "$1" ;;
    port:0) hold_port ;;
    --help:0 | -h:0) usage ;;
    *) usage >&2 && exit 2 ;;
esac
