# shellcheck shell=bash
# The steps of apache/install and apache/uninstall, on the layouts of Debian and RHEL. Sourced by
# tests/packages/inside/run.

# installed APACHECTL: apache/install twice and apache/uninstall on a system where Apache and MariaDB run.
installed() {
    mariadb --execute "DROP DATABASE IF EXISTS alma_offline; DROP USER IF EXISTS offline_user@localhost"
    apache/install --program ./offline-circ --dry-run
    [[ ! -e /etc/offline-circ && ! -e /usr/local/bin/offline-circ ]]
    apache/install --program ./offline-circ --database
    eventually 200
    is_mode "640 root:$apache_user" /etc/offline-circ/config.toml
    is_mode "750 $apache_user:$apache_user" "$OUTPUT"
    has_key
    grep -qE '^password = "[0-9a-f]{32}"' /etc/offline-circ/config.toml
    use_site 3333
    cp /etc/offline-circ/config.toml before.toml
    cp /etc/offline-circ/lists.key before.key
    apache/install --program ./offline-circ --database
    cmp before.toml /etc/offline-circ/config.toml
    cmp before.key /etc/offline-circ/lists.key
    serves_anew
    asked "try-restart offline-circ.service"
    use_site 4444
    refused_upgrade "$1"
    apache/uninstall
    eventually 404
    asked "disable --quiet --now offline-circ.socket offline-circ.service"
    "$1" configtest
    [[ ! -e /usr/local/bin/offline-circ && $(find "$OUTPUT" -name '*.dat' | wc -l) == 2 ]]
    cmp before.toml /etc/offline-circ/config.toml
    cmp before.key /etc/offline-circ/lists.key
    apache/install --program ./offline-circ --no-database
    eventually 200
    # A configuration that Apache refuses does not stay behind.
    apache/uninstall
    echo 'No such directive' >>apache/offline-circ.conf
    if apache/install --program ./offline-circ --no-database; then false; fi
    "$1" configtest
    sed -i '$d' apache/offline-circ.conf
    apache/install --program ./offline-circ --no-database
    apache/uninstall
    rm -r /etc/offline-circ /var/lib/offline-circ
}

# refused_upgrade APACHECTL: Apache goes on, and could start again, with the configuration that it had.
refused_upgrade() {
    local before
    before=$(cksum <"$conf")
    echo 'No such directive' >>apache/offline-circ.conf
    if apache/install --program ./offline-circ --no-database; then false; fi
    [[ $(cksum <"$conf") == "$before" ]]
    "$1" configtest
    eventually 200
    sed -i '$s/.*/# newer/' apache/offline-circ.conf
    apache/install --program ./offline-circ --no-database
    tail -n 1 "$conf" | grep -qx '# newer'
    [[ ! -e $conf.before ]]
    sed -i '$d' apache/offline-circ.conf
    apache/install --program ./offline-circ --no-database
}

install-debian() {
    apache_user=www-data
    conf=/etc/apache2/conf-available/offline-circ.conf
    a2dismod --quiet --force fcgid headers
    old_policy
    start_servers apache2ctl start
    installed apache2ctl
}

# What an installation that was killed has left goes, also when nothing is missing any more.
old_policy() {
    local policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\n# offline-circ 1 0\nexit 101\n' >"$policy"
    apache/stack.sh packages
    [[ ! -e $policy ]]
    printf '#!/bin/sh\nexit 0\n' >"$policy"
    apache/stack.sh packages
    [[ -e $policy ]]
}

# Debian's Apache with RHEL's user, folders and commands; Debian's own are out of the way.
install-rhel() {
    local module
    apache_user=apache
    conf=/etc/httpd/conf.d/offline-circ.conf
    useradd --system apache
    mv /etc/apache2 /etc/apache2.debian
    mkdir -p /etc/httpd/conf{,.d} /run/httpd /var/log/httpd /var/www/html
    install -d -o apache -g apache /run/mod_fcgid
    ln -s /usr/sbin/apache2 /usr/sbin/httpd
    {
        printf '%s\n' 'ServerRoot /etc/httpd' 'ServerName localhost' 'Listen 80' 'PidFile /run/httpd/httpd.pid' \
            'User apache' 'Group apache' 'ErrorLog /var/log/httpd/error_log' 'DefaultRuntimeDir /run/httpd' \
            'DocumentRoot /var/www/html' 'TypesConfig /etc/mime.types'
        for module in mpm_event authn_core authz_core authz_host alias dir env mime headers fcgid; do
            printf '%s\n' "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"
        done
        printf '%s\n' 'FcgidIPCDir /run/mod_fcgid' 'FcgidProcessTableFile /run/mod_fcgid/fcgid_shm' 'IncludeOptional conf.d/*.conf'
    } >/etc/httpd/conf/httpd.conf
    cat >/usr/local/sbin/apachectl <<'SH'
#!/bin/sh
case $1 in
    configtest) exec httpd -f /etc/httpd/conf/httpd.conf -t ;;
    *) exec httpd -f /etc/httpd/conf/httpd.conf -k "$1" ;;
esac
SH
    chmod 755 /usr/local/sbin/apachectl
    start_servers apachectl start
    installed apachectl
}
