# shellcheck shell=bash
# Where offline-circ and the Apache of a host have their files: sourced by apache/install and apache/uninstall.
# Whatever changes the host goes through `run`, which only prints under --dry-run, and stays below --prefix.

# shellcheck source=apache/lib/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=apache/lib/host-apache.sh
source "$(dirname "${BASH_SOURCE[0]}")/host-apache.sh"

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

# common_option ARGUMENTS...: takes the first one if it is for both scripts, and sets `taken` to the words it had.
common_option() {
    taken=1
    case $1 in
        --dry-run) dry_run=yes ;;
        --help | -h) usage && exit ;;
        --prefix | --layout)
            needs_value "$@"
            taken=2
            [[ $1 == --layout ]] && layout=$2 || prefix=$(realpath -m -- "$2")
            ;;
        *) wrong "unknown argument $1" ;;
    esac
}

# Sets apache_user, service, pid_file and conf, as this layout has them. Not every script needs all.
# shellcheck disable=SC2034
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

# Whether there are labels and rules of SELinux to set.
selinux_is_possible() { [[ -z $prefix ]] && selinuxenabled 2>/dev/null; }

# At the priority of what is installed, below that of the sysadmin's own modules.
allow_in_selinux() {
    selinux_is_possible || return 0
    step "load the SELinux module offline-circ, and label its files"
    run semodule -X 200 -i "$ROOT/apache/selinux/offline-circ.cil" &&
        run restorecon -R "$PROGRAM" "${CONFIG%/*}" "${OUTPUT%/*}" ||
        notes+=("SELinux may keep Apache from writing the files: read \"SELinux\" in apache/README.md.")
    notes+=("For a database that is not reached by a local socket: setsebool -P httpd_can_network_connect_db on")
}
