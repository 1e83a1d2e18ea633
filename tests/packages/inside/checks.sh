# shellcheck shell=bash
# What the steps look at. Sourced by tests/packages/inside/run.

SITE=http://127.0.0.1/offline-circ
OUTPUT=/var/lib/offline-circ/output

# asked TEXT: a stand-in was asked for this since the last time.
asked() {
    grep -qF -- "$1" /asked || { cat /asked && false; }
    : >/asked
}

status() { curl --silent --max-time 180 --output /dev/null --write-out '%{http_code}' "$SITE/$1" || true; }

# eventually STATUS: a graceful reload is done a moment later than the command for it.
eventually() {
    local tries
    for ((tries = 0; tries < 1800; tries++)); do
        [[ $(status '') != "$1" ]] || return 0
        sleep 0.1
    done
    false
}

# Nobody but the step itself has reloaded Apache: its program answers, and no older one is left.
serves_anew() {
    local tries programs
    eventually 200
    for ((tries = 0; tries < 1800; tries++)); do
        programs=$(readlink /proc/[0-9]*/exe) || true
        [[ $programs == *bin/offline-circ* && $programs != *bin/offline-circ*deleted* ]] && return
        sleep 0.1
    done
    printf '%s\n' "$programs"
    false
}

# use_site ITEM: records one loan and makes the file that it is in.
use_site() {
    local location
    curl --silent --fail --data library=MILLAR --output /dev/null \
        --data-urlencode "textarea=MILLAR,20150827121621,L,$1,,999999999," "$SITE/append.php"
    [[ $(mariadb alma_offline -Ne "SELECT COUNT(*) FROM transactions WHERE item_barcode = '$1'") == 1 ]]
    curl --silent --fail --data library=MILLAR --output /dev/null "$SITE/extract.php"
    location=$(grep -l "$1" "$OUTPUT"/*.dat)
    [[ $(stat -c %U "$location") == "$apache_user" ]]
    [[ $(curl --silent --fail "$SITE/output/${location##*/}") == 201508271216L"$1"* ]]
    [[ $(status styles/components.css) == 200 ]]
}

# A scan has its time, with the database or without: what the program itself keeps is in the output directory, and no file
# that a person has made.
note_the_time() {
    eventually 200
    curl --silent --output /dev/null --data 'library=MILLAR&pbcode=&pname=&ibcode=&icallnum=&ibcode2=7777&icallnum2=&textarea=' \
        "$SITE/append.php"
    [[ -e $OUTPUT/.clock && -z $(find "$OUTPUT" -type f ! -name .clock) ]]
}

# The key of the lists: for Apache's user and nobody else.
has_key() {
    local key=/etc/offline-circ/lists.key
    is_mode "640 root:$apache_user" "$key"
    grep -qxE '[0-9a-f]{64}' "$key" && [[ $(wc -c <"$key") == 65 && ! -e $key.new ]]
}

is_mode() { [[ $(stat -c '%a %U:%G' "$2") == "$1" ]]; }
