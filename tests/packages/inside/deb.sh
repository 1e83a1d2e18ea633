# shellcheck shell=bash
# The step of the .deb. Sourced by tests/packages/inside/run.

# Installed, used, upgraded twice (once switched off), removed, installed, purged.
package() {
    apache_user=www-data
    start_servers apache2ctl start
    is_mode "640 root:www-data" /etc/offline-circ/config.toml
    is_mode "750 www-data:www-data" "$OUTPUT"
    has_key
    cp /etc/offline-circ/lists.key before.key
    [[ $(dpkg-query -W -f '${Conffiles}' offline-circ) == *conf-available/offline-circ.conf* ]]
    [[ $(dpkg-query -L offline-circ) == */man8/offline-circ.8* ]]
    offline-circ create-database
    grep -qE '^password = "[0-9a-f]{32}"' /etc/offline-circ/config.toml
    apache2ctl graceful
    eventually 200
    use_site 1111
    check_of_configuration

    echo '# mine' >>/etc/offline-circ/config.toml
    echo '# mine' >>/etc/apache2/conf-available/offline-circ.conf
    cp /usr/share/offline-circ/offline-circ.s* /etc/systemd/system/
    : >/asked
    dpkg -i next.deb
    serves_anew
    # Each restart is an outage of the whole host, and systemd allows five in ten seconds.
    if grep -q ' restart apache2' /asked; then cat /asked && false; fi
    asked "try-restart offline-circ.service"
    tail -c 4 /usr/bin/offline-circ | grep -q next
    grep -q '# mine' /etc/offline-circ/config.toml
    grep -q '# mine' /etc/apache2/conf-available/offline-circ.conf
    is_mode "640 root:www-data" /etc/offline-circ/config.toml
    cmp before.key /etc/offline-circ/lists.key
    use_site 2222
    a2disconf --quiet offline-circ
    dpkg -i offline-circ.deb
    [[ ! -e /etc/apache2/conf-enabled/offline-circ.conf ]]
    a2enconf --quiet offline-circ

    dpkg -r offline-circ
    [[ ! -e /usr/bin/offline-circ && ! -e /etc/apache2/conf-enabled/offline-circ.conf && -e /etc/offline-circ/config.toml ]]
    cmp before.key /etc/offline-circ/lists.key
    apache2ctl configtest
    eventually 404
    asked "disable --quiet --now offline-circ.socket offline-circ.service"
    dpkg -i offline-circ.deb
    eventually 200
    dpkg --purge offline-circ >purge.log
    cat purge.log
    grep -q "kept in $OUTPUT" purge.log
    [[ ! -e /etc/offline-circ && ! -e /etc/apache2/conf-available/offline-circ.conf && ! -e /usr/share/offline-circ ]]
    [[ $(find "$OUTPUT" -name '*.dat' | wc -l) == 2 ]]
    rm -r /var/lib/offline-circ /etc/systemd/system/offline-circ.*
    dpkg -i offline-circ.deb
    note_the_time
    dpkg --purge offline-circ >purge.log
    if grep 'generated files' purge.log; then false; fi
    [[ ! -e /var/lib/offline-circ ]]
}

# A configuration may be readable by any of the groups that Apache's user has, and must not lie where Apache serves it.
check_of_configuration() {
    local config=/etc/offline-circ/config.toml
    groupadd readers
    usermod --append --groups readers www-data
    chgrp readers "$config"
    checks "$config" "ok       configuration  $config"
    gpasswd --delete www-data readers
    checks "$config" "failed   configuration  run .chgrp www-data $config && chmod 640 $config., and .chmod a+x. on each folder above it: the file cannot be opened"
    chgrp www-data "$config"
    cp -p "$config" /var/www/html/
    checks /var/www/html/config.toml "failed   configuration  move /var/www/html/config.toml to /etc/offline-circ: it is below /var/www,"
    rm /var/www/html/config.toml
}

# checks CONFIG LINE: offline-circ check says a line that begins with this.
checks() {
    { offline-circ --config "$1" check || true; } >check.log
    grep -q "^$2" check.log || { cat check.log && false; }
}
