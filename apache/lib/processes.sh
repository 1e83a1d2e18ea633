# shellcheck shell=bash
# Servers and all that they have started: each server leads a session of its own. Sourced by stack.sh.
#
# DIR/run/NAME.session has the server's process id and start time: a number may be given out again, the two together are
# one process's.

# find_process PID: its session into SESSION, and into BEGAN when it started (in ticks since the machine's start); fails if
# it is gone.
find_process() {
    local line fields
    read -r line <"/proc/$1/stat" || return
    # These are numbers, but for the first.
    # shellcheck disable=SC2206
    fields=(${line##*) })
    SESSION=${fields[3]} BEGAN=${fields[19]}
    [[ ${fields[0]} != [ZX] ]]
} 2>/dev/null

# lead FILE COMMAND...: becomes the command, in a session of its own, and writes that into the file.
lead() {
    local file=$1 me=$BASHPID
    find_process "$me"
    ((SESSION == me)) || exec setsid --wait "$ROOT/apache/stack.sh" lead "$@"
    say "$me $BEGAN" >"$file"
    shift
    exec "$@"
}

# members FILE: the processes of the session that the file names. While there is one, its number is not given out again.
members() {
    local leader began
    read -r leader began <"$1" || return 0
    find_process "$leader" && [[ $BEGAN != "$began" ]] && return
    # Some end while they are read. A name may have blanks and parentheses in it.
    cat /proc/[0-9]*/stat | awk -v session="$leader" '
        { id = $1; sub(/^.*\) /, "") }
        $4 == session && $1 !~ /[ZX]/ { print id }'
} 2>/dev/null

# stop_session FILE: asks the server to end, and kills it after ten seconds; then kills whatever it has left running.
stop_session() {
    local leader began tries
    [[ -s $1 ]] || return 0
    read -r leader began <"$1"
    for ((tries = 0; tries < 200; tries++)); do
        if ! find_process "$leader" || [[ $BEGAN != "$began" ]]; then break; fi
        ((tries)) || kill "$leader" 2>/dev/null || true
        sleep 0.05
    done
    kill_session "$1"
}

# kill_session FILE: ends the server and all that it has started, as a power cut does.
kill_session() {
    local ids tries
    [[ -s $1 ]] || return 0
    for ((tries = 0; tries < 200; tries++)); do
        mapfile -t ids < <(members "$1")
        ((${#ids[@]})) || break
        kill -KILL "${ids[@]}" 2>/dev/null || true
        sleep 0.05
    done
    rm -f "$1"
}

# Says which port of the loopback interface is free, and keeps it so until the end of standard input: nobody is given a
# port to which a socket is bound, but a server that asks for just this one gets it. What the machine has added to its
# Python would take longer to load (-IS).
hold_port() {
    python3 -IS -c '
import socket, sys
held = socket.socket()
held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
held.bind(("127.0.0.1", 0))
print(held.getsockname()[1], flush=True)
sys.stdin.read()
'
}
