# shellcheck shell=bash
# The step of the .rpm. Sourced by tests/packages/inside/run.

# The .rpm, with its scripts, where install-rhel has been.
rpm-package() {
    local name
    apache_user=apache
    # A script of an .rpm looks for commands in the system's own folders only.
    for name in selinuxenabled semodule restorecon; do
        printf '#!/bin/sh\necho "%s $*" >>/asked\n' "$name" >"/usr/sbin/$name"
        chmod 755 "/usr/sbin/$name"
    done
    cp /usr/local/sbin/systemctl /usr/sbin/
    start_servers apachectl start
    mariadb --execute "DROP DATABASE IF EXISTS alma_offline; DROP USER IF EXISTS offline_user@localhost"
    : >/asked
    rpm -i --force-debian --nodeps offline-circ.rpm
    [[ -e /usr/share/offline-circ/offline-circ.cil ]]
    grep -qxF "restorecon -R /usr/bin/offline-circ /etc/offline-circ ${OUTPUT%/*}" /asked
    asked "semodule -X 200 -i /usr/share/offline-circ/offline-circ.cil"
    is_mode "640 root:apache" /etc/offline-circ/config.toml
    is_mode "750 apache:apache" "$OUTPUT"
    has_key
    cp /etc/offline-circ/lists.key before.key
    eventually 200
    offline-circ create-database
    apachectl graceful
    eventually 200
    use_site 5555
    cp /usr/share/offline-circ/offline-circ.s* /etc/systemd/system/
    rpm -U --force-debian --nodeps next.rpm
    serves_anew
    asked "try-restart offline-circ.service"
    cmp before.key /etc/offline-circ/lists.key
    use_site 6666
    rpm -e --force-debian --nodeps offline-circ >removed.log
    eventually 404
    grep -q "kept in $OUTPUT" removed.log
    grep -qxF "semodule -X 200 -r offline-circ" /asked
    asked "disable --quiet --now offline-circ.socket offline-circ.service"
    cmp before.key /etc/offline-circ/lists.key
    [[ -e /etc/offline-circ/config.toml.rpmsave && $(find "$OUTPUT" -name '*.dat' | wc -l) == 2 ]]
    rm -r /var/lib/offline-circ /etc/offline-circ
    rpm -i --force-debian --nodeps offline-circ.rpm
    note_the_time
    rpm -e --force-debian --nodeps offline-circ >removed.log
    if grep 'generated files' removed.log; then false; fi
    [[ ! -e /var/lib/offline-circ && ! -e /etc/offline-circ ]]
}
