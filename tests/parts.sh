# shellcheck shell=bash
# The parts of tests/run: what each needs, which tests it has, how it is run and what came of it. Sourced by tests/run.

RESULTS=results
# Nothing should take this long: what does is stuck.
LIMIT=${LIMIT:-30m}
BROKEN_OFF='(broken off)'
ECHO=
name=

# install_for PART...: the packages that these parts need.
install_for() {
    local packages=(python3=python3)
    if [[ " $* " == *" integration "* || " $* " == *" browser "* ]]; then
        packages+=(curl=curl)
    fi
    if [[ " $* " == *" integration "* ]]; then
        packages+=(strace=strace openssl=openssl systemd-analyze=systemd)
        if first_of apt-get >/dev/null; then
            packages+=(nginx=nginx-light slapd=slapd mariadb-dump=mariadb-client)
        else
            packages+=(nginx=nginx slapd=openldap-servers mariadb-dump=mariadb)
        fi
    fi
    if [[ " $* " == *" browser "* ]]; then
        packages+=(node=nodejs npm=npm)
        first_of chromium chromium-browser google-chrome >/dev/null || packages+=(chromium=chromium)
    fi
    if [[ " $* " == *" lint "* ]]; then
        if first_of apt-get >/dev/null; then packages+=(shellcheck=shellcheck); else packages+=(shellcheck=ShellCheck); fi
    fi
    if [[ " $* " == *" packages "* ]] && can_test_packages; then
        packages+=(debootstrap=debootstrap rpm=rpm objdump=binutils)
    fi
    install_packages "${packages[@]}"
}

can_test_packages() { ((EUID == 0)) && first_of apt-get >/dev/null; }

# ---- which tests there are -------------------------------------------------------------------------------------------

# list_tests: PART NAME of each.
list_tests() {
    printf 'lint %s\n' format clippy shell
    cargo test --locked --quiet --lib --test rooms --test documents -- --list | sed -n 's/^\(.*\): test$/unit \1/p'
    cargo test --locked --quiet --test integration -- --list | sed -n 's/^\(.*\): test$/integration \1/p'
    say "integration nothing_is_left_of_a_run"
    sed -n 's/^test("\(.*\)", .*/browser \1/p' tests/browser/*.test.mjs
    tests/packages/run --list | sed 's/^/packages /'
}

# parts_with NAME: the parts that have a test with this in its name.
parts_with() { list_tests | awk -v name="$1" 'index(substr($0, length($1) + 2), name) { print $1 }' | uniq; }

# ---- one part after the other ----------------------------------------------------------------------------------------

# run_lane PART...
run_lane() {
    local part
    for part; do "run_$part"; done
}

# logged LOG TITLE COMMAND...: runs it with all that it says in the log, and says how long it took.
logged() {
    local log=$LOGS/$1 title=$2 began=$SECONDS code=0
    shift 2
    if [[ $ECHO ]]; then
        limited "$@" </dev/null 2>&1 | tee "$log" || code=$?
    else
        limited "$@" </dev/null >"$log" 2>&1 || code=$?
    fi
    say "$title: $((SECONDS - began)) s"
    return "$code"
}

# limited COMMAND...: stops it when it is stuck, and says so.
limited() {
    local code=0
    timeout --kill-after=60 "$LIMIT" "$@" || code=$?
    ((code != 124)) || say "Stopped after $LIMIT: this is stuck."
    return "$code"
}

# note PASSED PART LOG: so many have passed; the lines of standard input are the names of those that have not.
note() {
    local failed
    say "passed $1" >>"$LOGS/$RESULTS"
    while read -r failed; do say "failed $2 $3 $failed" >>"$LOGS/$RESULTS"; done
}

# step PART NAME COMMAND...: a test that is one command, unless another one is asked for.
step() {
    local part=$1 step=$2
    shift 2
    [[ $step == *"$name"* ]] || return 0
    if logged "$part-$step.log" "$part, $step" "$@"; then
        note 1 "$part" "$part-$step.log" </dev/null
    else
        note 0 "$part" "$part-$step.log" <<<"$step"
    fi
}

# prepared PART TITLE COMMAND...: what the tests of this part need; without it the part has failed.
prepared() {
    logged "$1-preparation.log" "${@:2}" && return
    note 0 "$1" "$1-preparation.log" <<<"$BROKEN_OFF"
    return 1
}

# note_cargo PART LOG: from what Rust's own test runner says of each test. A test of which it says no end was still running
# when the runner was stopped.
note_cargo() {
    local log=$LOGS/$2 passed failed
    passed=$(grep -c '^test .* \.\.\. ok$' "$log") || true
    failed=$(awk '/ has been running for | \.\.\. FAILED$/ { bad[$2] } / \.\.\. ok$/ { delete bad[$2] }
        END { for (test in bad) print test }' "$log" | sort)
    grep -q '^test result: ' "$log" || failed=${failed:-$BROKEN_OFF}
    note "$passed" "$1" "$2" < <(printf %s "${failed:+$failed$'\n'}")
}

run_lint() {
    step lint format cargo fmt --check
    step lint clippy cargo clippy --all-targets --locked -- -D warnings
    export -f lint_shell
    step lint shell bash -c lint_shell
}

lint_shell() {
    shellcheck -x -P SCRIPTDIR apache/{install,uninstall,create-database,demo,stack.sh} \
        tests/{run,repeat,lib.sh,parts.sh,browser/run,bench/run,bench/soak,packages/{run,scripts,inside}} &&
        shellcheck -s sh -e SC1091 apache/debian/* apache/rpm/*
}

run_unit() {
    logged unit.log "unit tests" cargo test --locked --lib --test rooms --test documents -- ${name:+"$name"} || true
    note_cargo unit unit.log
}

# Whatever comes through Apache comes once by each way. The modules that are left out the second and third time start the
# program by themselves, or are about servers.
run_integration() {
    local transport skipped=() module
    prepared integration "building the program" cargo build --release --locked || return 0
    export OFFLINE_CIRC_TEST_PROGRAM=$TARGET/release/offline-circ
    prepared integration "building the integration tests" cargo test --locked --test integration --no-run || return 0
    step integration nothing_is_left_of_a_run tests/nothing-left
    prepared integration "starting the database" apache/stack.sh database "$DIR" || return 0
    for transport in fcgid proxy cgi; do
        logged "integration-$transport.log" "integration tests by $transport" env OFFLINE_CIRC_TEST_TRANSPORT=$transport \
            cargo test --locked --test integration -- --test-threads $(($(nproc) * 6)) "${skipped[@]}" ${name:+"$name"} || true
        note_cargo integration "integration-$transport.log"
        skipped=()
        for module in crash disk heads protocol tls; do skipped+=(--skip "$module::"); done
    done
    stop_stack "$DIR"
}

run_browser() {
    local log=$LOGS/browser.tap passed
    : >"$log"
    logged browser.log "browser tests" tests/browser/run "$log" ${name:+"$name"} || true
    passed=$(sed -n 's/^# pass //p' "$log")
    note "${passed:-$(grep -c '^ *ok ' "$log")}" browser browser.log < <(
        sed -n 's/^ *not ok [0-9]* - //p' "$log"
        grep -q '^# pass ' "$log" || say "$BROKEN_OFF"
    )
}

run_packages() {
    local step
    if ! can_test_packages; then
        say "Not run: the packages, which need root on Debian."
        return
    fi
    for step in $(tests/packages/run --list); do
        step packages "$step" tests/packages/run "$step"
    done
}

# ---- what came of it -------------------------------------------------------------------------------------------------

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
