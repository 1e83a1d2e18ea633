# $1 is 0 when the package goes for good. Generated files and the database stay: only a person may delete records.
if [ "$1" = 0 ]; then
    if selinuxenabled 2>/dev/null; then
        semodule -X 200 -r offline-circ || :
    fi
    # The key goes with the configuration, which stays where somebody has changed it.
    if [ ! -e /etc/offline-circ/config.toml.rpmsave ]; then
        rm -f /etc/offline-circ/lists.key /etc/offline-circ/lists.key.new
        rmdir /etc/offline-circ 2>/dev/null || :
    fi
    # The program's own, without which the directory is empty.
    rm -f /var/lib/offline-circ/output/.clock* /var/lib/offline-circ/output/.latest*
    rmdir /var/lib/offline-circ/output /var/lib/offline-circ 2>/dev/null || :
    if [ -d /var/lib/offline-circ ]; then
        echo "offline-circ: the generated files are kept in /var/lib/offline-circ/output; rm -r /var/lib/offline-circ removes them."
    fi
fi
systemctl try-reload-or-restart httpd >/dev/null 2>&1 || :
if [ "$1" = 0 ] && [ -e /etc/systemd/system/offline-circ.socket ]; then
    systemctl disable --quiet --now offline-circ.socket offline-circ.service || :
    echo "offline-circ: the units that were copied to /etc/systemd/system are stopped, disabled and kept."
fi
