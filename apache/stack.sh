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
#   apache/stack.sh stop DIR               stop every process that belongs to DIR, however it was left behind
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

# The system's own services are neither started nor restarted by the installation.
apt_install() {
    local guard=/usr/sbin/policy-rc.d
    (
        if [[ ! -e $guard ]]; then
            trap 'rm -f "$guard"' EXIT
            trap 'exit 1' HUP INT TERM
            printf '#!/bin/sh\nexit 101\n' >"$guard"
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
    local dir=$1 user bytes
    [[ $dir == /* ]] || die "$dir is not an absolute path."
    [[ $dir != *[[:cntrl:]\"\'\\\$\*?\[\]\{\}%\ ]* ]] || die "$dir: this path cannot have spaces, quotes or wildcards."
    bytes=$(printf %s "$dir" | wc -c)
    ((bytes <= 85)) || die "$dir is $bytes bytes long; Unix sockets in it allow 85. Choose a shorter path."
    mkdir -p "$dir"/{run,log}
    ((EUID == 0)) || return 0
    user=$(server_user)
    runuser -u "$user" -- test -x "$dir" ||
        die "$dir cannot be reached by the user $user, as whom the servers run: a folder above it is closed." \
            "Choose another folder, such as /var/tmp/offline-circ."
    chown -R "$user:" "$dir/run" "$dir/log"
}

# processes DIR KIND: the ids of the processes of DIR that are httpd, mariadbd or program.
processes() {
    local file words name sought
    case $2 in
        httpd) sought=$1/httpd.conf ;;
        mariadbd) sought=--datadir=$1/mysql ;;
        program) sought=$1/bin/offline-circ ;;
    esac
    for file in /proc/[0-9]*/cmdline; do
        mapfile -d '' -t words <"$file" || continue
        name=${words[0]-}
        case $2:${name##*/} in
            httpd:apache2 | httpd:httpd | mariadbd:mariadbd | mariadbd:mysqld | program:offline-circ) ;;
            *) continue ;;
        esac
        [[ " ${words[*]} " == *" $sought "* ]] || continue
        file=${file%/cmdline}
        say "${file##*/}"
    done 2>/dev/null
}

# stop_processes DIR KIND: asks them to end, and after ten seconds does not ask.
stop_processes() {
    local ids tries
    for ((tries = 0; tries < 100; tries++)); do
        mapfile -t ids < <(processes "$1" "$2")
        ((${#ids[@]})) || return 0
        ((tries > 0)) || kill "${ids[@]}" 2>/dev/null || true
        sleep 0.1
    done
    kill -KILL "${ids[@]}" 2>/dev/null || true
}

# The program is asked after Apache, so that a request in hand can still be answered, and the database last.
stop_stack() {
    stop_processes "$1" httpd
    stop_processes "$1" program
    stop_processes "$1" mariadbd
}

# ---- MariaDB ---------------------------------------------------------------------------------------------------------

sql() {
    local dir=$1
    shift
    "$(first_of mariadb mysql)" --no-defaults --user=root --socket="$dir/mysql.sock" "$@"
}

# A server removes the temporary tables of others that it finds: each has a folder of its own for them.
start_database() {
    local dir=$1 log=$1/log/mariadb.log as=() options=(--no-defaults --skip-networking) tries
    prepare "$dir"
    stop_processes "$dir" mariadbd
    if ((EUID == 0)); then
        as=(--user="$(server_user)")
        mkdir -p "$dir/mysql"
        chown -R "$(server_user)" "$dir/mysql"
    fi
    if [[ ! -d $dir/mysql/mysql ]]; then
        rm -rf "${dir:?}/mysql"
        TMPDIR=$dir/run "$(first_of mariadb-install-db mysql_install_db)" --no-defaults "${as[@]}" \
            --datadir="$dir/mysql" --auth-root-authentication-method=normal --skip-test-db --force >"$log" 2>&1 ||
            die "$(tail -n 5 "$log")" "MariaDB's files could not be made in $dir/mysql."
    fi
    ln -sfn run/mysql.sock "$dir/mysql.sock"
    [[ ! -e $dir/my.cnf ]] || options=(--defaults-file="$dir/my.cnf")
    TMPDIR=$dir/run setsid "$(first_of mariadbd mysqld)" "${options[@]}" "${as[@]}" --datadir="$dir/mysql" \
        --socket="$dir/run/mysql.sock" --pid-file="$dir/run/mariadbd.pid" </dev/null >>"$log" 2>&1 &
    DATABASE_PID=$!
    for ((tries = 0; tries < 600; tries++)); do
        sql "$dir" --execute 'SELECT 1' >/dev/null 2>&1 && return
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
    local dir=$1 port=$2 transport=${3:-fcgid} modules module needed=(fcgid) conf=$1/offline-circ.conf
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
        say "DefaultRuntimeDir run"
        say "ErrorLog log/error.log"
        for module in mpm_event unixd authn_core authz_core authz_host alias dir mime headers "${needed[@]}"; do
            [[ -e $modules/mod_$module.so ]] || continue
            say "<IfModule !${module}_module>"
            say "    LoadModule ${module}_module \"$modules/mod_$module.so\""
            say "</IfModule>"
        done
        if ((EUID == 0)); then
            say "User $(server_user)"
            say "Group $(id -gn "$(server_user)")"
            chown "$(server_user)" "$dir/output"
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
    stop_processes "$1" httpd
    stop_processes "$1" program
    rm -f "$1"/run/httpd.pid "$1"/run/fcgid_shm "$1"/run/[0-9]*.[0-9]*
    exec "$(first_of apache2 httpd)" -f "$1/httpd.conf" -DFOREGROUND
}

# What systemd does for the socket and the service: it keeps the socket, which only the servers' user may reach, and
# starts the program, as that user, when somebody connects and it does not run.
exec_unit() {
    local dir=$1 as=(setpriv --pdeathsig TERM)
    prepare "$dir"
    stop_processes "$dir" program
    ((EUID != 0)) || as+=(--reuid "$(server_user)" --regid "$(id -g "$(server_user)")" --init-groups)
    rm -f "$dir/run/program.sock"
    OFFLINE_CIRC_CONFIG=$dir/config.toml exec python3 -c '
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
    stop:1) stop_stack "$1" ;;
    *) sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
esac
