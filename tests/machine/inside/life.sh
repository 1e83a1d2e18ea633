# shellcheck shell=bash
# The life of an installation, a function for each part, in this order. Sourced by tests/machine/inside/run.

# The PHP's host: its table with records, its scripts in the document root, and a file that it has made.
php_host() {
    : >"$ITEMS"
    mariadb <<'SQL'
CREATE DATABASE alma_offline;
GRANT SELECT, INSERT, UPDATE, DELETE ON alma_offline.* TO offline_user@localhost IDENTIFIED BY 'offline_pass';
SQL
    mariadb alma_offline <alma_offline.sql
    mkdir -p /var/www/html/offline-circ/output
    echo 'the PHP' >/var/www/html/offline-circ/index.php
    scan_as_php php1
    printf '201508271216R%-80s\r\n' php1 >/var/www/html/offline-circ/output/MILLAR_2015-08-27_121700.dat
    mariadb alma_offline --execute 'UPDATE transactions SET saved = 1'
    scan_as_php php2 php3
}

# As README.md says.
installation() {
    [[ -e /etc/selinux/config || $(aa-enabled) == Yes ]]
    apt-get install -y -qq ./offline-circ.deb
    sed -i 's|^# timezone = "America/Los_Angeles"|timezone = "America/Los_Angeles"|' "$CONFIG"
    documented '/var/www/html/offline-circ/output/*.dat /var/lib/offline-circ/output/'
    systemctl restart apache2
    offline-circ check | tee check.log || [[ ${PIPESTATUS[0]} == 1 ]]
    if grep '^failed' check.log; then false; fi
    all_pages
    all_are_there
    scan a b c
    export_all
    scan d
    all_are_there
}

# What the documents let cron do: the same lines, at every minute. The file that the PHP made in 2015 is to stay.
cron_is_told() {
    mariadb alma_offline <"/usr/share/offline-circ/lists.sql"
    mkdir -p /srv/alma/{patrons,items}
    printf 'Primary Identifier,Barcode,Expiry Date\nada,999999999,2999-12-31\n' >/srv/alma/patrons/users.csv
    printf 'Barcode,Library Code,Title\na,MILLAR,A title\nb,MILLAR,A title\n' >/srv/alma/items/items.csv
    {
        sed -n 's/^    \(PATH=.*\)/\1/p' "$DOCUMENTS/apache/README.md"
        sed -nE 's/^    [0-9*]+ [0-9*]+ \* \* \* +(root .*)/* * * * * \1/p' "$DOCUMENTS/apache/README.md"
    } | sed 's/--older-than 90/--older-than 5000/' | tee /etc/cron.d/offline-circ
    [[ $(wc -l </etc/cron.d/offline-circ) == 4 ]]
    systemctl reload apache2
}

# Logs are rotated, and Apache is reloaded for it, while a desk scans.
rotate() {
    scan_while logrotate --force /etc/logrotate.conf
    [[ -s /var/log/apache2/error.log.1 ]]
    grep -q 'offline-circ: recorded' /var/log/apache2/error.log
    all_are_there
}

cron_has_done_it() {
    local list
    for list in patrons items; do
        until [[ -z $(ls -A "/srv/alma/$list") ]] || journalctl --boot --quiet --unit cron --grep 'offline-circ.*error'; do sleep 1; done
    done
    offline-circ lists show
    [[ $(mariadb alma_offline -Ne 'SELECT COUNT(*) FROM offline_circ_items') == 2 ]]
    rm /etc/cron.d/offline-circ
    all_are_there
}

# The machine was started anew, and nobody has done anything since.
comes_back() {
    all_are_there
    scan "$(cut -c 1-8 /proc/sys/kernel/random/boot_id)"
    export_all
    all_pages
    all_are_there
}

upgrade() {
    scan_while apt-get install -y -qq ./next.deb
    serves_anew
    tail -c 4 /usr/bin/offline-circ | grep -q next
    scan_while apt-get install -y -qq --allow-downgrades ./offline-circ.deb
    serves_anew
    grep -q '^timezone' "$CONFIG"
    all_are_there
}

# Back to the PHP, which records, makes a file and records again, and forth.
php_and_back() {
    offline-circ list
    documented 'a2disconf offline-circ'
    documented '/var/lib/offline-circ/output/*.dat /var/www/html/offline-circ/output/'
    until [[ $(curl --silent "$SITE/index.php") == 'the PHP' ]]; do sleep 0.1; done
    [[ $(mariadb alma_offline -Ne 'SELECT COUNT(*) FROM transactions WHERE saved = 0') != 0 ]] || scan_as_php php4
    scan_as_php php5
    a2enconf --quiet offline-circ
    systemctl reload apache2
    all_are_there
    export_all
    scan e
    all_are_there
}

# As apache/README.md says: mod_proxy_fcgi with systemd.
socket() {
    sed -i 's/^#Define OFFLINE_CIRC_PROXY$/Define OFFLINE_CIRC_PROXY/' "$APACHE"
    documented 'cp /usr/share/offline-circ/offline-circ.s*'
    documented 'enable --now offline-circ.socket'
    documented 'a2enmod proxy_fcgi'
    all_pages
    systemctl is-active offline-circ.socket offline-circ.service
    [[ $(ps -C offline-circ -o user= | sort | uniq -c | xargs) == "1 www-data" ]]
    scan_while systemctl restart offline-circ
    rotate
    export_all
    scan f
    all_are_there
}

socket_upgrade() {
    scan_while apt-get install -y -qq ./next.deb
    serves_anew
    all_are_there
}

# A purge keeps the files and the records, and a new installation finds them.
purge() {
    apt-get purge -y -qq offline-circ
    [[ ! -e /etc/offline-circ && ! -e $APACHE && $(systemctl is-active offline-circ.socket) == inactive ]]
    systemctl is-active apache2
    until [[ $(curl --silent "$SITE/index.php") == 'the PHP' ]]; do sleep 0.1; done
    apt-get install -y -qq ./offline-circ.deb
    all_pages
    all_are_there
    scan g
    export_all
    [[ $(mariadb alma_offline -Ne 'SELECT COUNT(*) FROM transactions WHERE saved = 0') == 0 ]]
    all_are_there
    systemctl --failed --no-legend | tee failed.log
    [[ ! -s failed.log ]]
}
