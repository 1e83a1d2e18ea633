# The output directory belongs to Apache's user; it is no part of the package, so that
# generated files outlive it. Nor is the key, which is another one on each host.
output=/var/lib/offline-circ/output
if [ ! -d "$output" ]; then
    install -d -m 755 "${output%/*}"
    install -d -o apache -g apache -m 750 "$output"
fi
key=/etc/offline-circ/lists.key
if [ ! -e "$key" ]; then
    # 32 random bytes for the hashes of patrons' identifiers. Nobody may read them for a moment, and no half of them stays.
    (umask 077 && od -An -v -tx1 -N 32 /dev/urandom | tr -d ' \n' >"$key.new" && echo >>"$key.new")
    chgrp apache "$key.new"
    chmod 640 "$key.new"
    mv "$key.new" "$key"
fi
if selinuxenabled 2>/dev/null; then
    # At the priority of packages, below that of the sysadmin's own modules.
    semodule -X 200 -i /usr/share/offline-circ/offline-circ.cil &&
        restorecon -R /usr/bin/offline-circ /etc/offline-circ "${output%/*}" ||
        echo "offline-circ: SELinux may keep Apache from writing the files: read \"SELinux\" in apache/README.md"
    [ "$1" != 1 ] || echo "offline-circ: for a database on another host: setsebool -P httpd_can_network_connect_db on"
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
