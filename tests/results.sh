# shellcheck shell=bash
# How the parts of tests/run are run, and what came of each test. Sourced by tests/run.

RESULTS=results
# Nothing should take this long: what does is stuck.
LIMIT=${LIMIT:-60m}
BROKEN_OFF='(broken off)'
ECHO=

# ---- one command -----------------------------------------------------------------------------------------------------

# logged READER PART TITLE COMMAND...: runs the command with all that it says in a log, and has the reader say, from that
# log, which tests have passed and which have not. Its answer is the reader's.
logged() {
    local reader=$1 part=$2 title=$3 log=$2-${3// /-}.log began=$SECONDS code=0
    shift 3
    if [[ $ECHO ]]; then
        limited "$@" </dev/null 2>&1 | tee "$LOGS/$log" || code=$?
    else
        limited "$@" </dev/null >"$LOGS/$log" 2>&1 || code=$?
    fi
    say "$part, $title: $((SECONDS - began)) s"
    "$reader" "$title" "$code" <"$LOGS/$log" | note "$part" "$log"
}

# limited COMMAND...: stops it when it is stuck, and says so.
limited() {
    local code=0
    timeout --kill-after=60 "$LIMIT" "$@" || code=$?
    ((code != 124)) || say "Stopped after $LIMIT: this is stuck."
    return "$code"
}

# note PART LOG: writes down a reader's lines, "passed N" and "failed NAME".
note() { sed "s/^failed /failed $1 $2 /" >>"$LOGS/$RESULTS"; }

# step PART NAME COMMAND...: a test that is one command, unless another one is asked for.
step() { [[ $2 != *"$name"* ]] || logged one_test "$@"; }

# ---- the readers -----------------------------------------------------------------------------------------------------

# The command is the test.
one_test() { if (($2)); then say "failed $1"; else say "passed 1"; fi; }

# The command is no test, but its part cannot go on without it.
preparation() {
    ((!$2)) || say "failed $BROKEN_OFF"
    return "$2"
}

# What Rust's own test runner says of each test. A test of which it says no end was still running when it was stopped.
cargo_tests() {
    awk -v broken="$BROKEN_OFF" '
        /^test .* \.\.\. ok$/ { passed++ }
        / has been running for | \.\.\. FAILED$/ { failed[$2] }
        / \.\.\. ok$/ { delete failed[$2] }
        /^test result: / { ended = 1 }
        END {
            print "passed " passed + 0
            for (test in failed) { print "failed " test; named = 1 }
            if (!ended && !named) print "failed " broken
        }'
}

# What node says in the file TAP; without its last lines it was stopped.
node_tests() {
    awk -v broken="$BROKEN_OFF" '
        /^ *ok / { passed++ }
        sub(/^ *not ok [0-9]* - /, "failed ") { print }
        /^# pass / { passed = $3; ended = 1 }
        END { print "passed " passed + 0; if (!ended) print "failed " broken }' "$TAP"
}

# ---- all of them -----------------------------------------------------------------------------------------------------

# The logs of a run that has failed stay until the next run.
remove_old_logs() {
    [[ ! ${OFFLINE_CIRC_REPEATED-} ]] || return 0
    rm -rf "$TARGET"/tests/*.logs
}

# report SECONDS: which tests have failed, how to see them again, and the closing line; then exits.
report() {
    local passed failures kept=$TARGET/tests/${DIR##*/}.logs kind part log failed again
    passed=$(sed -n 's/^passed //p' "$LOGS/$RESULTS" | paste -sd+)
    failures=$(grep -c '^failed ' "$LOGS/$RESULTS") || true
    if ((failures)); then
        mv "$LOGS" "$kept"
        while read -r kind part log failed; do
            [[ $kind == failed ]] || continue
            [[ $ECHO ]] || tail -n 40 "$kept/$log"
            [[ $failed == "$BROKEN_OFF" ]] && again="tests/run $part" || again="tests/run $part ${failed@Q}"
            printf '%s\n' "" "failed: $part, $failed" "    to see it again: $again" "    its log: $kept/$log"
        done <"$kept/$RESULTS"
    fi
    say "$((passed)) passed, $failures failed, $((($1 + 30) / 60)) min"
    exit $((failures > 0))
}
