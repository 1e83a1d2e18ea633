#!/usr/bin/env bash
# A private Apache and MariaDB in one folder, for apache/demo and the tests: sourced for its functions, or run as
#
#   apache/stack.sh packages [COMMAND=PACKAGE ...]   install what is missing of the server packages, and of these
#   apache/stack.sh database DIR           start MariaDB (DIR/mysql, DIR/mysql.sock; root has no password) and wait
#   apache/stack.sh schema DIR             create alma_offline, its user and its table, if missing
#   apache/stack.sh httpd-conf DIR PORT [proxy|cgi]
#                                          write DIR/httpd.conf: loopback, with the shipped offline-circ.conf
#   apache/stack.sh unit DIR               become what systemd is for offline-circ.socket and .service (DIR/run/program.sock)
#   apache/stack.sh httpd DIR              become the Apache of DIR/httpd.conf, in the foreground
#   apache/stack.sh stop DIR               stop the servers of DIR and all that they have started, however it was left behind
#   apache/stack.sh kill DIR httpd|unit|mariadbd
#                                          end one of them as a power cut does
#   apache/stack.sh port                   hold a free port until the end of standard input, and say which it is
#   apache/stack.sh lead FILE COMMAND...   become the command, in a session of its own that FILE names
#
# DIR holds config.toml, output/, htdocs/offline-circ/ and bin/offline-circ. DIR/before.conf and DIR/after.conf, if they
# exist, are included before and after offline-circ.conf; DIR/offline-circ.conf, if it exists, takes the place of the
# shipped one, and DIR/my.cnf configures the database, which listens on its socket only without it. When root runs it,
# the servers run as Apache's own user.

set -euo pipefail
umask 022

STACK_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/libexec

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$@" >&2; exit 1; }

# first_of COMMAND...: the path of the first one that exists.
first_of() {
    local name
    for name; do command -v "$name" && return; done
    return 1
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

# ---- packages --------------------------------------------------------------------------------------------------------

# missing_packages [COMMAND=PACKAGE ...]: the packages to install, by the names that this system has for them.
missing_packages() {
    local modules pair names=(httpd mod_fcgid mariadb-server mariadb)
    first_of apt-get >/dev/null && names=(apache2-bin libapache2-mod-fcgid mariadb-server-core mariadb-client-core)
    modules=$(modules_dir) || modules=/nonexistent
    first_of apache2 httpd >/dev/null || say "${names[0]}"
    [[ -e $modules/mod_fcgid.so ]] || say "${names[1]}"
    first_of mariadbd mysqld >/dev/null || say "${names[2]}"
    first_of mariadb mysql >/dev/null || say "${names[3]}"
    for pair; do first_of "${pair%%=*}" >/dev/null || say "${pair#*=}"; done
}

# The system's own services are neither started nor restarted by the installation. The file for that names the process
# that has made it: one that was killed in the middle cannot remove it.
apt_install() {
    local guard=/usr/sbin/policy-rc.d owner began
    (
        if [[ -e $guard ]]; then
            read -r owner began < <(sed -n 's/^# offline-circ //p' "$guard") || true
            [[ -z $owner ]] || { find_process "$owner" && [[ $BEGAN == "$began" ]]; } || rm -f "$guard"
        fi
        if [[ ! -e $guard ]]; then
            trap 'rm -f "$guard"' EXIT
            trap 'exit 1' HUP INT TERM
            find_process "$BASHPID"
            printf '#!/bin/sh\n# offline-circ %s\nexit 101\n' "$BASHPID $BEGAN" >"$guard"
            chmod 755 "$guard"
        fi
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    )
}

install_packages() {
    local missing installer
    mapfile -t missing < <(missing_packages "$@" | sort -u)
    ((${#missing[@]})) || return 0
    installer=$(first_of apt-get dnf yum) || die "Please install: ${missing[*]}"
    installer=${installer##*/}
    ((EUID == 0)) || die "Packages are missing. Run this, then try again: sudo $installer install -y ${missing[*]}"
    say "installing ${missing[*]}"
    if [[ $installer == apt-get ]]; then
        apt_install "${missing[@]}"
    else
        "$installer" install -y -q "${missing[@]}"
    fi || die "The installation of ${missing[*]} failed."
}

# ---- the folder ------------------------------------------------------------------------------------------------------

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

# ---- processes -------------------------------------------------------------------------------------------------------

# A server leads a session of its own, and all that it starts is in it. DIR/run/NAME.session has the server's process id
# and start time: a number may be given out again, the two together are one process's.

# find_process PID: its session into SESSION, and into BEGAN when it started (in ticks since the machine's start); fails if
# it is gone. Without a process of its own: it is asked of every process there is.
find_process() {
    local line fields
    read -r line <"/proc/$1/stat" || return
    # These are numbers, but for the first.
    # shellcheck disable=SC2206
    fields=(${line##*) })
    SESSION=${fields[3]} BEGAN=${fields[19]}
    [[ ${fields[0]} != [ZX] ]]
} 2>/dev/null

# lead FILE COMMAND...: becomes the command, in a session of its own, and writes that into the file.
lead() {
    local file=$1 me=$BASHPID
    find_process "$me"
    ((SESSION == me)) || exec setsid --wait "$STACK_ROOT/apache/stack.sh" lead "$@"
    say "$me $BEGAN" >"$file"
    shift
    exec "$@"
}

# members FILE: the processes of the session that the file names. While there is one, its number is not given out again.
members() {
    local leader began file
    read -r leader began <"$1" || return 0
    find_process "$leader" && [[ $BEGAN != "$began" ]] && return
    for file in /proc/[0-9]*; do
        find_process "${file#/proc/}" || continue
        ((SESSION != leader)) || say "${file#/proc/}"
    done
} 2>/dev/null

# stop_session FILE: asks the server to end, and kills it after ten seconds; then kills whatever it has left running.
stop_session() {
    local leader began tries
    [[ -s $1 ]] || return 0
    read -r leader began <"$1"
    for ((tries = 0; tries < 200; tries++)); do
        if ! find_process "$leader" || [[ $BEGAN != "$began" ]]; then break; fi
        ((tries)) || kill "$leader" 2>/dev/null || true
        sleep 0.05
    done
    kill_session "$1"
}

# kill_session FILE: ends the server and all that it has started, as a power cut does.
kill_session() {
    local ids tries
    [[ -s $1 ]] || return 0
    for ((tries = 0; tries < 200; tries++)); do
        mapfile -t ids < <(members "$1")
        ((${#ids[@]})) || break
        kill -KILL "${ids[@]}" 2>/dev/null || true
        sleep 0.05
    done
    rm -f "$1"
}

# Says which port of the loopback interface is free, and keeps it so until the end of standard input: nobody is given a
# port to which a socket is bound, but a server that asks for just this one gets it.
hold_port() {
    python3 -c '
import socket, sys
held = socket.socket()
held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
held.bind(("127.0.0.1", 0))
print(held.getsockname()[1], flush=True)
sys.stdin.read()
'
}

# The program is asked after Apache, so that a request in hand can still be answered, and the database last.
stop_stack() {
    local name
    for name in httpd unit mariadbd; do stop_session "$1/run/$name.session"; done
    rm -f "$(shared_memory "$1/run/fcgid_shm")"
}

# shared_memory NAME: where the memory of that name is that Apache's processes share, as APR has it (shmem/unix/shm.c). An
# Apache that is killed leaves it there.
shared_memory() {
    local LC_ALL=C name=$1 byte i first=0 second=0 factor=63689
    for ((i = 0; i < ${#name}; i++)); do
        printf -v byte %d "'${name:i:1}"
        first=$(((first * 33 + byte) & 0xffffffff))
        second=$(((second * factor + byte) & 0xffffffff))
        factor=$(((factor * 378551) & 0xffffffff))
    done
    printf '/dev/shm/ShM.%xH%x\n' "$first" "$second"
}

# ---- MariaDB ---------------------------------------------------------------------------------------------------------

sql() {
    local dir=$1
    shift
    "$(first_of mariadb mysql)" --no-defaults --user=root --socket="$dir/mysql.sock" "$@"
}

# A server removes the temporary tables of others that it finds: each has a folder of its own for them.
start_database() {
    local dir=$1 log=$1/log/mariadb.log user as=() options=(--no-defaults --skip-networking) tries
    prepare "$dir"
    stop_session "$dir/run/mariadbd.session"
    if ((EUID == 0)); then
        user=$(server_user)
        as=(--user="$user")
        mkdir -p "$dir/mysql"
        chown -R "$user" "$dir/mysql"
    fi
    if [[ ! -d $dir/mysql/mysql ]]; then
        rm -rf "${dir:?}/mysql"
        TMPDIR=$dir/run "$(first_of mariadb-install-db mysql_install_db)" --no-defaults "${as[@]}" \
            --datadir="$dir/mysql" --auth-root-authentication-method=normal --skip-test-db --force >"$log" 2>&1 ||
            die "$(tail -n 5 "$log")" "MariaDB's files could not be made in $dir/mysql."
    fi
    ln -sfn run/mysql.sock "$dir/mysql.sock"
    [[ ! -e $dir/my.cnf ]] || options=(--defaults-file="$dir/my.cnf")
    TMPDIR=$dir/run lead "$dir/run/mariadbd.session" "$(first_of mariadbd mysqld)" "${options[@]}" "${as[@]}" --datadir="$dir/mysql" \
        --socket="$dir/run/mysql.sock" --pid-file="$dir/run/mariadbd.pid" </dev/null >>"$log" 2>&1 &
    DATABASE_PID=$!
    for ((tries = 0; tries < 1800; tries++)); do
        [[ -S $dir/run/mysql.sock ]] && sql "$dir" --execute 'SELECT 1' >/dev/null 2>&1 && return
        kill -0 "$DATABASE_PID" 2>/dev/null || break
        sleep 0.1
    done
    die "$(tail -n 5 "$log")" "MariaDB did not start in $dir; its messages are in $log."
}

create_schema() {
    sql "$1" <<'SQL'
CREATE DATABASE IF NOT EXISTS alma_offline CHARACTER SET utf8;
CREATE USER IF NOT EXISTS offline_user@localhost IDENTIFIED BY 'offline_pass';
GRANT SELECT, INSERT, UPDATE, DELETE ON alma_offline.* TO offline_user@localhost;
SQL
    sql "$1" alma_offline <"$STACK_ROOT/sql/alma_offline.sql"
}

# ---- Apache ----------------------------------------------------------------------------------------------------------

write_httpd_conf() {
    local dir=$1 port=$2 transport=${3:-fcgid} user modules module needed=(fcgid) conf=$1/offline-circ.conf
    [[ -e $conf ]] || conf=$STACK_ROOT/apache/offline-circ.conf
    prepare "$dir"
    case $transport in
        fcgid) ;;
        proxy) needed=(proxy proxy_fcgi) ;;
        cgi) needed=(cgid env) ;;
        *) die "$transport is none of fcgid, proxy and cgi." ;;
    esac
    modules=$(modules_dir) || die "Apache's modules were not found."
    {
        say "ServerRoot \"$dir\""
        say "ServerName 127.0.0.1"
        say "Listen 127.0.0.1:$port"
        say "PidFile run/httpd.pid"
        say "StartServers 1"
        say "DefaultRuntimeDir run"
        say "ErrorLog log/error.log"
        for module in mpm_event unixd authn_core authz_core authz_host alias dir mime headers "${needed[@]}"; do
            [[ -e $modules/mod_$module.so ]] || continue
            say "<IfModule !${module}_module>"
            say "    LoadModule ${module}_module \"$modules/mod_$module.so\""
            say "</IfModule>"
        done
        if ((EUID == 0)); then
            user=$(server_user)
            say "User $user"
            say "Group $(id -gn "$user")"
            chown "$user" "$dir/output"
        fi
        case $transport in
            fcgid)
                say "FcgidIPCDir run"
                say "FcgidProcessTableFile run/fcgid_shm"
                ;;
            proxy)
                say "Define OFFLINE_CIRC_PROXY"
                say "Define OFFLINE_CIRC_SOCKET \"$dir/run/program.sock\""
                ;;
            cgi)
                say "Define OFFLINE_CIRC_CGI"
                say "ScriptSock cgid.sock"
                ;;
        esac
        say "TypesConfig /dev/null"
        say "AddType text/html .html"
        say "AddType text/css .css"
        say "AddType text/javascript .js"
        say "AddType image/svg+xml .svg"
        say "AddType image/png .png"
        say "<Directory />"
        say "    AllowOverride None"
        say "    Require all denied"
        say "</Directory>"
        say "DocumentRoot \"$dir/htdocs\""
        say "IncludeOptional \"$dir/before.conf\""
        say "Define OFFLINE_CIRC_PROGRAM \"$dir/bin/offline-circ\""
        say "Define OFFLINE_CIRC_CONFIG \"$dir/config.toml\""
        say "Define OFFLINE_CIRC_HTDOCS \"$dir/htdocs/offline-circ\""
        say "Define OFFLINE_CIRC_OUTPUT \"$dir/output\""
        say "Include \"$conf\""
        say "IncludeOptional \"$dir/after.conf\""
    } >"$dir/httpd.conf"
}

# The files of an Apache that was killed are in the way of the next one.
exec_httpd() {
    stop_session "$1/run/httpd.session"
    rm -f "$1"/run/httpd.pid "$1"/run/fcgid_shm "$1"/run/[0-9]*.[0-9]*
    lead "$1/run/httpd.session" "$(first_of apache2 httpd)" -f "$1/httpd.conf" -DFOREGROUND
}

# What systemd does for the socket and the service: it keeps the socket, which only the servers' user may reach, and
# starts the program, as that user, when somebody connects and it does not run.
exec_unit() {
    local dir=$1 as=(setpriv --pdeathsig TERM)
    prepare "$dir"
    stop_session "$dir/run/unit.session"
    ((EUID != 0)) || as+=(--reuid "$(server_user)" --regid "$(id -g "$(server_user)")" --init-groups)
    rm -f "$dir/run/program.sock"
    OFFLINE_CIRC_CONFIG=$dir/config.toml lead "$dir/run/unit.session" python3 -c '
import os, select, socket, subprocess, sys
unit = socket.socket(socket.AF_UNIX)
os.umask(0o117)
unit.bind(sys.argv[1])
os.chown(sys.argv[1], -1, os.stat(os.path.dirname(sys.argv[1])).st_gid)
unit.listen(4096)
while True:
    select.select([unit], [], [])
    subprocess.run(sys.argv[2:], stdin=unit, umask=0o22)
' "$dir/run/program.sock" "${as[@]}" "$dir/bin/offline-circ"
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
    port:0) hold_port ;;
    *) sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
esac
