# shellcheck shell=bash
# What SELinux adds to the life of an installation. Sourced by tests/machine/inside/run.

# With the booleans that RHEL has on, and that PHP needs too.
enforcing() {
    [[ $(getenforce) == Enforcing ]]
    setsebool httpd_builtin_scripting=1 httpd_enable_cgi=1
}

# Everything works, in Apache's domain, with the labels of the module, and nothing was denied.
confined() {
    scan "$(date +%s%N)"
    export_all
    all_pages
    all_are_there
    offline-circ check | tee check.log || [[ ${PIPESTATUS[0]} == 1 ]]
    grep '^ok  *selinux ' check.log
    [[ $(ps -C offline-circ -o label= | cut -d: -f 3 | sort -u) == httpd_t ]]
    [[ $(stat -c %C /usr/bin/offline-circ | cut -d: -f 3) == offline_circ_exec_t ]]
    [[ $(find /etc/offline-circ -printf '%Z\n' | cut -d: -f 3 | sort -u) == httpd_config_t ]]
    [[ $(find "$OUTPUT" -printf '%Z\n' | cut -d: -f 3 | sort -u) == httpd_sys_rw_content_t ]]
    denials | tee denials.log
    [[ ! -s denials.log ]]
}

# Of Apache, of the program and of its files, since the machine was started. What Debian's policy denies other programs
# does not count.
denials() {
    ausearch --input-logs --message avc,user_avc,selinux_err --start boot 2>/dev/null |
        grep -E '^type=(AVC|USER_AVC|SELINUX_ERR)' | grep -E 'httpd|offline.circ' || true
}

# From a shell, as root. Debian's policy keeps what cron starts from the database; RHEL's does not.
commands() {
    mariadb alma_offline <"/usr/share/offline-circ/lists.sql"
    mkdir -p /srv/alma/items
    printf 'Barcode,Library Code,Title\na,MILLAR,A title\n' >/srv/alma/items/items.csv
    offline-circ lists load items --remove /srv/alma/items
    [[ $(mariadb alma_offline -Ne 'SELECT COUNT(*) FROM offline_circ_items') == 1 ]]
    offline-circ purge --older-than 5000
    systemctl reload apache2
}

# A database over TCP needs one boolean more.
by_tcp() {
    sed -i 's/^server = "localhost"/server = "127.0.0.1"/' "$CONFIG"
    systemctl restart offline-circ
    [[ $(status status.php) == 503 ]]
    setsebool httpd_can_network_connect_db on
    [[ $(status status.php) == 200 ]]
    scan tcp
    all_are_there
}

# A folder that came from a home directory: desks go on, no file is made, and the check says what to do.
mislabelled() {
    local advice
    chcon -R -t user_home_t "$OUTPUT"
    scan mislabelled
    [[ $(curl --silent --data 'library=---' --output /dev/null --write-out '%{http_code}' "$SITE/extract.php") == 500 ]]
    [[ $(status status.php) == 503 ]]
    grep -q 'offline-circ: failed page="extract.php" status=500 cause="output directory: .*Permission denied' /var/log/apache2/error.log
    [[ $(denials | wc -l) != 0 ]]
    offline-circ check | tee check.log || [[ ${PIPESTATUS[0]} == 1 ]]
    # shellcheck disable=SC2016
    advice=$(sed -nE 's/^warning +selinux +run `([^`]*)`.*/\1/p' check.log)
    eval "$advice"
    export_all
    [[ $(status status.php) == 200 ]]
    all_are_there
}

# The module goes with the package.
removal() {
    apt-get remove -y -qq offline-circ
    [[ $(semodule -l) != *offline-circ* ]]
}
