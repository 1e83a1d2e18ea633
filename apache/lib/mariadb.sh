# shellcheck shell=bash
# The MariaDB of a folder. Sourced by stack.sh.

sql() {
    local dir=$1
    shift
    "$(first_of mariadb mysql)" --no-defaults --user=root --socket="$dir/mysql.sock" "$@"
}

# start_database DIR
start_database() {
    local dir=$1 log=$1/log/mariadb.log as=() options=(--no-defaults --skip-networking) tries
    prepare "$dir"
    stop_session "$dir/run/mariadbd.session"
    ((EUID != 0)) || as=(--user="$(server_user)")
    # A server removes the temporary tables of others that it finds: each has a folder of its own for them.
    local -x TMPDIR=$dir/run
    [[ -d $dir/mysql ]] || make_database "$dir" "${as[@]}"
    ln -sfn run/mysql.sock "$dir/mysql.sock"
    [[ ! -e $dir/my.cnf ]] || options=(--defaults-file="$dir/my.cnf")
    # With io_uring, the kernel may still write for a server that was killed when the next one already reads its files.
    options+=(--innodb-use-native-aio=0)
    lead "$dir/run/mariadbd.session" "$(first_of mariadbd mysqld)" "${options[@]}" "${as[@]}" --datadir="$dir/mysql" \
        --socket="$dir/run/mysql.sock" --pid-file="$dir/run/mariadbd.pid" </dev/null >>"$log" 2>&1 &
    DATABASE_PID=$!
    for ((tries = 0; tries < 1800; tries++)); do
        [[ -S $dir/run/mysql.sock ]] && sql "$dir" --execute 'SELECT 1' >/dev/null 2>&1 && return
        kill -0 "$DATABASE_PID" 2>/dev/null || break
        sleep 0.1
    done
    die "$(tail -n 5 "$log")" "MariaDB did not start in $dir; its messages are in $log."
}

# make_database DIR [--user=NAME]: its files, whole or not at all.
make_database() {
    local dir=$1 log=$1/log/mariadb.log new=$1/mysql.new
    shift
    rm -rf "$new"
    mkdir "$new"
    ((EUID != 0)) || chown "$(server_user)" "$new"
    "$(first_of mariadb-install-db mysql_install_db)" --no-defaults "$@" --datadir="$new" \
        --auth-root-authentication-method=normal --skip-test-db --force >"$log" 2>&1 ||
        die "$(tail -n 5 "$log")" "MariaDB's files could not be made in $dir/mysql."
    mv "$new" "$dir/mysql"
}

# write_config DIR DATABASE_DIR: a config.toml for a site on that MariaDB; what it does not say has its default.
write_config() {
    local dir=$1
    cat >"$dir/config.toml" <<TOML
contact_name = "Technical Support"
contact_email = "human@example.edu"
output_dir = "$dir/output"
libraries = [{ code = "MILLAR", name = "Millar Library" }, { code = "AVS", name = "AV Services" }]

[database]
socket = "$2/mysql.sock"
username = "demo"
password = "demo"
TOML
    chmod 640 "$dir/config.toml"
    ((EUID != 0)) || chgrp "$(id -gn "$(server_user)")" "$dir/config.toml"
}

# create_schema DIR: as DIR/config.toml names it.
create_schema() { "$1/bin/offline-circ" --config "$1/config.toml" create-database -- --no-defaults --user=root >/dev/null; }
