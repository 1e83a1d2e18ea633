#!/usr/bin/env bash
# Where offline-circ and the Apache of a host have their files: sourced by apache/install and apache/uninstall.
# Whatever changes the host goes through `run`, which only prints under --dry-run, and stays below --prefix.

# shellcheck source=stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

PROGRAM=/usr/local/bin/offline-circ
SHARE=/usr/local/share/offline-circ
MAN_PAGE=/usr/local/share/man/man8/offline-circ.8
CONFIG=/etc/offline-circ/config.toml
OUTPUT=/var/lib/offline-circ/output
UNIT_DIR=/usr/local/lib/systemd/system
UNITS=(offline-circ.socket offline-circ.service)

prefix=
layout=
dry_run=
notes=()

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "$0"; }

wrong() {
    say "$0: $*" >&2
    usage >&2
    exit 2
}

# common_option ARGUMENTS...: takes the first one if it is for both scripts, and sets `taken` to the words it had.
common_option() {
    taken=1
    case $1 in
        --dry-run) dry_run=yes ;;
        --help | -h) usage && exit ;;
        --prefix | --layout)
            [[ ${2-} ]] || wrong "$1 needs a value"
            taken=2
            [[ $1 == --layout ]] && layout=$2 || prefix=$(realpath -m -- "$2")
            ;;
        *) wrong "unknown argument $1" ;;
    esac
}

# Sets apache_user, service, pid_file and conf, as this layout has them.
find_layout() {
    [[ $prefix != / ]] || prefix=
    if [[ -z $layout && -d $prefix/etc/apache2 ]]; then layout=debian; fi
    if [[ -z $layout && -d $prefix/etc/httpd ]]; then layout=rhel; fi
    case $layout in
        debian)
            apache_user=www-data service=apache2 pid_file=/run/apache2/apache2.pid
            conf=/etc/apache2/conf-available/offline-circ.conf
            ;;
        rhel)
            apache_user=apache service=httpd pid_file=/run/httpd/httpd.pid
            conf=/etc/httpd/conf.d/offline-circ.conf
            ;;
        '') die "There is no Apache: neither $prefix/etc/apache2 nor $prefix/etc/httpd exists. Install it first:" \
            "  Debian: apt install apache2 libapache2-mod-fcgid" \
            "  RHEL:   dnf install httpd mod_fcgid    (where mod_fcgid is not found: dnf install epel-release first)" ;;
        *) wrong "--layout is debian or rhel, not $layout" ;;
    esac
    [[ $prefix || $dry_run ]] || ((EUID == 0)) || die "This changes the system: run it as root, or with --dry-run."
}

# A package has its own paths and its own ways to be removed.
refuse_package() {
    [[ -z $prefix && -e /usr/share/offline-circ/paths.conf ]] || return 0
    die "offline-circ is installed here as a package: use that (apt or dnf), or remove it first."
}

step() { say "${dry_run:+would: }$*"; }

run() {
    if [[ $dry_run ]]; then
        printf '    %s\n' "${*@Q}"
    else
        "$@"
    fi
}

# id_of passwd|group NAME: its number in the system below the prefix, or nothing.
id_of() {
    [[ -r $prefix/etc/$1 ]] || return 0
    awk -F: -v name="$2" '$1 == name { print $3; exit }' "$prefix/etc/$1"
}

# put MODE FROM TO [INSTALL OPTION...]: a new file in the place of the old one, at once.
put() {
    local mode=$1 from=$2 to=$prefix$3
    shift 3
    run install -D -m "$mode" "$@" "$from" "$to.new"
    run mv -f "$to.new" "$to"
}

# ---- Apache ----------------------------------------------------------------------------------------------------------

apachectl() {
    local name=apachectl
    [[ $layout == rhel ]] || name=apache2ctl
    command "$name" "$@"
}

conf_is_enabled() {
    local file=$prefix/etc/apache2/conf-enabled/offline-circ.conf
    [[ $layout == debian ]] || file=$prefix$conf
    [[ -e $file ]]
}

# On RHEL a file in conf.d is in use; under the name .off it waits for the next apache/install.
disable_conf() {
    if [[ $layout == rhel ]]; then
        run mv -f "$prefix$conf" "$prefix$conf.off"
    elif [[ $prefix ]]; then
        run rm -f "$prefix/etc/apache2/conf-enabled/offline-circ.conf"
    else
        run a2disconf --quiet offline-circ
    fi
}

# Whether the program may run as a service, for OFFLINE_CIRC_PROXY.
service_is_possible() { [[ -z $prefix && -d /run/systemd/system ]]; }

apache_runs() {
    if [[ -d /run/systemd/system ]]; then
        systemctl is-active --quiet "$service"
    else
        kill -0 "$(cat "$pid_file")"
    fi 2>/dev/null
}

# mod_fcgid works only if Apache was started with it: after a reload that brings it, every request would wait for ever.
apache_has_fcgid() { grep -q mod_fcgid "/proc/$(cat "$pid_file")/maps"; } 2>/dev/null

# reload_apache [restart]: only where it runs.
reload_apache() {
    local how=${1:-reload} pid tries
    if ! apache_runs; then
        step "leave Apache alone: it does not run"
        return
    fi
    step "$how Apache"
    if [[ -d /run/systemd/system ]]; then
        run systemctl "$how" "$service"
    elif [[ $how == reload ]]; then
        run apachectl graceful
    else
        pid=$(cat "$pid_file")
        run apachectl stop
        # Its ports are free when the process is gone, a moment after its file.
        for ((tries = 0; tries < 100; tries++)); do
            [[ -z $dry_run ]] && kill -0 "$pid" 2>/dev/null || break
            sleep 0.1
        done
        run apachectl start
    fi
}
