# shellcheck shell=bash
# What an installation makes once and an update keeps: the output directory, the configuration, the key of the lists. Sourced by
# apache/install, after host.sh.

LISTS_KEY=/etc/offline-circ/lists.key

# The configuration holds a password; the output directory holds barcodes; the key is one.
install_data() {
    local user group
    user=$(id_of passwd "$apache_user")
    group=$(id_of group "$apache_user")
    if ((EUID != 0)) || [[ -z $user || -z $group ]]; then
        user=$(id -u) group=$(id -g)
        notes+=("Give $OUTPUT to the user $apache_user, and $CONFIG to that group: here it is not known, or not yours to give.")
    fi
    if [[ -d $prefix$OUTPUT ]]; then
        step "keep the output directory $OUTPUT"
    else
        step "make the output directory $OUTPUT for $apache_user"
        run install -d -m 755 "$prefix${OUTPUT%/*}"
        run install -d -m 750 -o "$user" -g "$group" "$prefix$OUTPUT"
    fi
    if [[ -e $prefix$CONFIG ]]; then
        step "keep the configuration $CONFIG"
    else
        step "write the configuration $CONFIG"
        put 640 "$ROOT/config.example.toml" "$CONFIG" -o "$(id -u)" -g "$group"
        notes+=("Edit $CONFIG: it has the example's libraries and contact. Then reload Apache.")
        [[ $(date +%Z) != UTC ]] || notes+=("This server's time is UTC: set timezone in $CONFIG, or all records are hours off.")
    fi
    if [[ -e $prefix$LISTS_KEY ]]; then
        step "keep the key of the lists $LISTS_KEY"
    else
        step "make the key of the lists $LISTS_KEY"
        make_key "$prefix$LISTS_KEY" "$group"
    fi
}

# make_key FILE GROUP: 32 random bytes for the hashes of patrons' identifiers, which nobody else may read for a moment.
make_key() {
    # shellcheck disable=SC2016
    run bash -o pipefail -c 'umask 077; { od -An -v -tx1 -N 32 /dev/urandom | tr -d " \n" && echo; } >"$0"' "$1.new"
    run chgrp "$2" "$1.new"
    run chmod 640 "$1.new"
    run mv -f "$1.new" "$1"
}
