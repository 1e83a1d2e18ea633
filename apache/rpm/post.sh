# The output directory belongs to Apache's user, also in the eyes of SELinux; it is no part of the package, so that
# generated files outlive it.
output=/var/lib/offline-circ/output
if [ ! -d "$output" ]; then
    install -d -m 755 "${output%/*}"
    install -d -o apache -g apache -m 750 "$output"
fi
if selinuxenabled 2>/dev/null; then
    if command -v semanage >/dev/null; then
        semanage fcontext -a -t httpd_sys_rw_content_t "$output(/.*)?" 2>/dev/null ||
            semanage fcontext -m -t httpd_sys_rw_content_t "$output(/.*)?" || :
        restorecon -R "${output%/*}" || :
    else
        echo "offline-circ: SELinux does not let Apache write the files yet: dnf install policycoreutils-python-utils, then"
        echo "  semanage fcontext -a -t httpd_sys_rw_content_t '$output(/.*)?' && restorecon -R ${output%/*}"
    fi
    echo "offline-circ: for a database on another host: setsebool -P httpd_can_network_connect_db on"
fi
if [ "$1" = 1 ]; then
    echo "offline-circ: edit /etc/offline-circ/config.toml, then: systemctl reload httpd"
    [ "$(date +%Z)" != UTC ] || echo "offline-circ: this server's time is UTC: set timezone in /etc/offline-circ/config.toml"
    echo "offline-circ: where the PHP tool has left no database: offline-circ create-database"
    # mod_fcgid may have come with this package: it works only if Apache was started with it.
    systemctl try-restart httpd >/dev/null 2>&1 || :
else
    systemctl try-reload-or-restart httpd >/dev/null 2>&1 || :
    # With OFFLINE_CIRC_PROXY the old program would go on.
    if [ -e /etc/systemd/system/offline-circ.service ]; then
        systemctl try-restart offline-circ.service || :
    fi
fi
