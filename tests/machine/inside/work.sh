# shellcheck shell=bash
# What people do with the site, and where the records must be then. Sourced by tests/machine/inside/run.

DOCUMENTS=/usr/share/doc/offline-circ
CONFIG=/etc/offline-circ/config.toml
APACHE=/etc/apache2/conf-available/offline-circ.conf
# Every item that was recorded, by whomever.
ITEMS=/source/items

# documented TEXT [FILE]: does what the one line with this says in an installed document.
documented() {
    local line
    line=$(grep -F -- "$1" "$DOCUMENTS/${2-apache/README.md}" | grep '^    ')
    [[ $(wc -l <<<"$line") == 1 ]]
    echo "+ ${line%%  #*}"
    eval "${line%%  #*}"
}

# scan ITEM...: each is sent until it is recorded, as the scanning page does.
scan() {
    local item
    for item; do
        until curl --silent --max-time 60 --header 'Accept: application/json' --data-urlencode \
            "textarea=MILLAR,$(date +%Y%m%d%H%M%S),L,$item,,999999999," "$SITE/append.php" | grep -qE '"(already_)?recorded":1'; do
            sleep 0.2
        done
        echo "$item" >>"$ITEMS"
    done
}

# scan_while COMMAND...: a desk goes on meanwhile, and nothing of it is lost.
scan_while() {
    local tag desk n=0
    tag=$(wc -l <"$ITEMS")
    : >scanning
    while [[ -e scanning ]]; do scan "$tag-$((n++))"; done &
    desk=$!
    until grep -q "^$tag-" "$ITEMS"; do sleep 0.1; done
    "$@"
    # Whoever looks afterwards finds what has changed.
    scan "$tag-last"
    rm scanning
    wait "$desk"
}

# scan_as_php ITEM...: as the PHP writes it, by position.
scan_as_php() {
    local item
    for item; do
        mariadb alma_offline --execute "INSERT INTO transactions VALUES ('MILLAR', NOW(), 'R', '$item', '', '', '', 0)"
        echo "$item" >>"$ITEMS"
    done
}

export_all() { curl --silent --fail --data 'library=---' --output /dev/null "$SITE/extract.php"; }

# Each record is in exactly one file, or waits for one.
all_are_there() {
    local unsaved in_files
    eventually 200
    unsaved=$(mariadb alma_offline -Ne 'SELECT item_barcode FROM transactions WHERE saved = 0')
    in_files=$(cat "$OUTPUT"/*.dat | cut -c 14-93 | tr -d ' \r')
    diff <(sort "$ITEMS") <({ echo "$unsaved" && echo "$in_files"; } | sed '/^$/d' | sort)
    [[ $(mariadb alma_offline -Ne 'SELECT COUNT(*) FROM transactions WHERE saved') == "$(wc -l <<<"$in_files")" ]]
}

# Each page, and none of it by what is not there.
all_pages() {
    local page
    for page in '' index.php listrecords.php listfiles.php clearold.php import.php lookup.php desks.php lists.php practice.php status.php; do
        [[ $(status "$page") == 200 ]] || { echo "$page: $(status "$page")" && false; }
    done
    if journalctl --boot --dmesg --grep 'apparmor="DENIED"'; then false; fi
}
