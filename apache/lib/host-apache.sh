# shellcheck shell=bash
# The site in the Apache of a host: its configuration, enabled, disabled and reloaded. Sourced by host.sh.

needs_modules() {
    [[ -z $prefix && ! -e $(modules_dir)/mod_fcgid.so ]] || return 0
    [[ $layout == debian ]] && die "mod_fcgid is missing: apt install libapache2-mod-fcgid"
    die "mod_fcgid is missing: dnf install mod_fcgid    (where it is not found: dnf install epel-release first)"
}

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
            if [[ $dry_run ]] || ! kill -0 "$pid" 2>/dev/null; then break; fi
            sleep 0.1
        done
        run apachectl start
    fi
}

# A file that was changed here is kept; what was shipped last lies beside the static files, to tell. One that is replaced
# is $conf.before until Apache has accepted the new one.
install_conf() {
    local new=$ROOT/apache/offline-circ.conf shipped=$SHARE/offline-circ.conf
    if [[ ! -e $prefix$conf && -e $prefix$conf.off ]]; then run mv "$prefix$conf.off" "$prefix$conf"; fi
    if [[ ! -e $prefix$conf ]] || cmp -s "$prefix$conf" "$prefix$shipped"; then
        step "put the Apache configuration at $conf"
        if [[ -e $prefix$conf ]]; then run cp -p "$prefix$conf" "$prefix$conf.before"; fi
        put 644 "$new" "$conf"
    elif ! cmp -s "$prefix$conf" "$new"; then
        step "keep the Apache configuration $conf"
        notes+=("$conf was changed on this host and is kept: compare it with $shipped.")
    fi
    put 644 "$new" "$shipped"
}

# A configuration that Apache refuses does not stay behind to stop its next start.
enable_site() {
    local was_enabled=$1 message how=reload
    if [[ $prefix ]]; then
        [[ $layout == rhel ]] || notes+=("In that system: a2enmod alias authz_host env fcgid headers && a2enconf offline-circ")
        return
    fi
    apache_has_fcgid || how=restart
    step "enable the site in Apache"
    if [[ $layout == debian ]]; then
        run a2enmod --quiet alias authz_host env fcgid headers
        run a2enconf --quiet offline-circ
    fi
    if [[ -z $dry_run ]] && ! message=$(apachectl configtest 2>&1); then
        if [[ -e $conf.before ]]; then
            mv -f "$conf.before" "$conf"
            put 644 "$conf" "$SHARE/offline-circ.conf"
        fi
        [[ $was_enabled ]] || disable_conf
        die "$message" "Apache refuses the configuration, and was not reloaded." \
            "${was_enabled:-The site is disabled again; mend the cause, and run apache/install once more.}"
    fi
    reload_apache "$how"
}
