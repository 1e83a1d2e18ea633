# shellcheck shell=bash
# The power is cut while desks scan and a supervisor makes files. Sourced by tests/machine/run.

# power_cuts HOW_MANY MOMENTS: in turn from a sound system, from one whose disk is full, and from one that can only be read.
# Then what would have been left at so many other moments.
power_cuts() {
    local many=$1 moments=$2 cut way kinds=(sound full read_only)
    journal=$vm/journal
    : >"$journal"
    serve_disk
    start_vm
    for ((cut = 1; cut <= many; cut++)); do
        way=${kinds[(cut - 1) % 3]}
        start_desks
        wait_for_news recorded name
        "while_$way"
        cut_off_vm
        stop_desks
        start_vm
        [[ $way != full ]] || free_disk
        wait_for_site
        judge
        say "cut $cut ($way): $(<"$vm/told")"
    done
    python3 tests/machine/desks.py "$journal" "$((vm_port + 1))" finish
    judge
    say "at the end: $(<"$vm/told")"
    halt_vm
    python3 tests/machine/moments.py "$moments" "$vm" || fails "see above"
}

# A disk that forgets what was not flushed, and writes down what was.
serve_disk() {
    cp --sparse=always "$vm/disk" "$vm/before"
    nbdkit --foreground --unix "$vm/nbd" python tests/machine/disk.py file="$vm/disk" writes="$vm/writes" journal="$journal" >"$vm/nbdkit.log" 2>&1 &
    local nbdkit=$!
    until [[ -S $vm/nbd ]]; do
        kill -0 "$nbdkit" 2>/dev/null || fails "the disk: $(cat "$vm/nbdkit.log")"
        sleep 0.1
    done
    vm_disk=file.driver=nbd,file.server.type=unix,file.server.path=$vm/nbd,format=raw,cache=writeback
}

start_desks() {
    python3 tests/machine/desks.py "$journal" "$((vm_port + 1))" 2>"$vm/desks.log" &
    desks=$!
}

stop_desks() {
    kill "$desks" 2>/dev/null || true
    wait "$desks" || fails "the desks: $(cat "$vm/desks.log")"
}

# news WORD: how often this stands in the journal.
news() { grep -c "\"$1\"" "$journal" || true; }

# wait_for_news WORD...: until each has come three times more.
wait_for_news() {
    local word before end=$((SECONDS + STANDSTILL))
    for word; do
        before=$(news "$word")
        until (($(news "$word") >= before + 3)); do
            kill -0 "$desks" 2>/dev/null || fails "the desks: $(cat "$vm/desks.log")"
            ((SECONDS < end)) || fails "no more \"$word\" in the journal: $(tail -n 3 "$journal")"
            sleep 0.1
        done
    done
}

while_sound() { sleep "$((RANDOM % 4)).$((RANDOM % 10))"; }

# Everything goes on when there is room again. Then it is full at the cut as well.
while_full() {
    fill_disk
    wait_for_news cause
    free_disk
    wait_for_news recorded name
    fill_disk
    wait_for_news cause
}

# As an error of the disk does it. After sysrq u, fsync says yes and writes nothing (ext4_sync_file): no program can keep
# what it confirms then.
while_read_only() {
    in_vm sh -c 'mount -o remount,errors=remount-ro / && echo 1 >/sys/fs/ext4/vda/trigger_fs_error'
    wait_for_news cause
}

# To the last block, also of those that are left for root, and without writing so much.
fill_disk() {
    # shellcheck disable=SC2016
    in_vm sh -c 'for size in 256M 16M 1M 64K 4K; do
        while fallocate -l $size $(mktemp /var/tmp/ballast-XXXXXXXX); do :; done
    done' 2>/dev/null
}

# As a sysadmin does who finds the disk full, after a start too: where the start that the machine made was still failing, once
# more.
free_disk() {
    in_vm sh -c 'rm -f /var/tmp/ballast-*; systemctl start mariadb apache2 || systemctl start mariadb apache2 || { journalctl --unit mariadb --lines 50; exit 1; }' ||
        fails "MariaDB or Apache does not start"
}

# wait_for_site: until the list of the files has settled what was being made, for which it has to reach the database.
wait_for_site() {
    local end=$((SECONDS + STANDSTILL))
    until curl --silent --fail --max-time 60 --output /dev/null "http://127.0.0.1:$((vm_port + 1))/offline-circ/listfiles.php" &&
        [[ ! $(in_vm find /var/lib/offline-circ/output -name '*.pending') ]]; do
        ((SECONDS < end)) || fails "the site does not come back: $(in_vm tail -n 5 /var/log/apache2/error.log)"
        sleep 0.5
    done
}

# judge: what it says is in $vm/told.
judge() {
    local found=$vm/found
    rm -rf "$found"
    mkdir "$found"
    in_vm mariadb alma_offline -Ne 'SELECT item_barcode, saved + 0 FROM transactions' >"$found/table"
    in_vm tar -c -C /var/lib/offline-circ output | tar -x -C "$found"
    python3 tests/machine/judge.py "$journal" "$found/table" "$found/output" >"$vm/told" ||
        fails "after $(news recorded) scans; Apache's log: $(in_vm tail -n 30 /var/log/apache2/error.log)"
}
