# shellcheck shell=bash
# The packages that demo and tests need. Sourced by stack.sh.

# Debian asks this file whether a service may be started.
POLICY=/usr/sbin/policy-rc.d

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

# An installation that was killed cannot remove its policy, which names the process that made it.
remove_old_policy() {
    local owner began
    [[ -e $POLICY ]] || return 0
    read -r owner began < <(sed -n 's/^# offline-circ //p' "$POLICY") || true
    [[ -z $owner ]] || { find_process "$owner" && [[ $BEGAN == "$began" ]]; } || rm -f "$POLICY"
}

# The system's own services are neither started nor restarted by the installation.
apt_install() {
    (
        if [[ ! -e $POLICY ]]; then
            trap 'rm -f "$POLICY"' EXIT
            trap 'exit 1' HUP INT TERM
            find_process "$BASHPID"
            printf '#!/bin/sh\n# offline-circ %s\nexit 101\n' "$BASHPID $BEGAN" >"$POLICY"
            chmod 755 "$POLICY"
        fi
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    )
}

install_packages() {
    local missing installer
    ((EUID != 0)) || remove_old_policy
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
