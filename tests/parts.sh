# shellcheck shell=bash
# The parts of tests/run: what each needs, which tests it has, and what it runs. Sourced by tests/run.

name=

# install_for PART...: the packages that these parts need.
install_for() {
    local packages=(python3=python3)
    if [[ " $* " == *" integration "* || " $* " == *" browser "* ]]; then
        packages+=(curl=curl)
        # A server whose clock the test sets.
        if first_of apt-get >/dev/null; then packages+=(faketime=faketime); else packages+=(faketime=libfaketime); fi
    fi
    if [[ " $* " == *" integration "* ]]; then
        packages+=(strace=strace openssl=openssl systemd-analyze=systemd)
        if first_of apt-get >/dev/null; then
            packages+=(nginx=nginx-light slapd=slapd mariadb-dump=mariadb-client)
            [[ -e /usr/lib/galera/libgalera_smm.so ]] || packages+=(galera=galera-4)
        else
            packages+=(nginx=nginx slapd=openldap-servers mariadb-dump=mariadb)
        fi
    fi
    if [[ " $* " == *" lint "* || " $* " == *" unit "* || " $* " == *" browser "* ]]; then
        packages+=(node=nodejs npm=npm)
    fi
    if [[ " $* " == *" browser "* ]]; then
        first_of chromium chromium-browser google-chrome >/dev/null || packages+=(chromium=chromium)
        if first_of apt-get >/dev/null; then
            packages+=(chromedriver=chromium-driver chromium-headless-shell=chromium-headless-shell)
            packages+=(WebKitWebDriver=webkit2gtk-driver Xvfb=xvfb)
            first_of firefox-esr firefox >/dev/null || packages+=(firefox=firefox-esr)
        else
            packages+=(chromedriver=chromedriver firefox=firefox)
            if can_have_webkit; then packages+=(Xvfb=xorg-x11-server-Xvfb); fi
        fi
    fi
    if [[ " $* " == *" lint "* ]]; then
        if first_of apt-get >/dev/null; then packages+=(shellcheck=shellcheck); else packages+=(shellcheck=ShellCheck); fi
        if first_of apt-get >/dev/null; then packages+=(xz=xz-utils); else packages+=(xz=xz); fi
        packages+=(pip3=python3-pip git=git)
    fi
    if [[ " $* " == *" packages "* ]] && can_test_packages; then
        packages+=(debootstrap=debootstrap rpmbuild=rpm objdump=binutils lintian=lintian rpmlint=rpmlint)
    fi
    install_packages "${packages[@]}"
}

can_test_packages() { ((EUID == 0)) && first_of apt-get >/dev/null; }

# ---- which tests there are -------------------------------------------------------------------------------------------

# list_tests: PART NAME of each.
list_tests() {
    local browser
    printf 'lint %s\n' format clippy shell types oldest-browsers supply-chain
    cargo test --locked --quiet --lib --test rooms --test documents --test messages --test foresee -- --list | sed -n 's/^\(.*\): test$/unit \1/p'
    cargo test --locked --quiet --test integration -- --list | sed -n 's/^\(.*\): test$/integration \1/p'
    say "integration nothing_is_left_of_a_run"
    sed -n 's/^test("\(.*\)", .*/unit \1/p' tests/scripts/*.test.mjs
    sed -n 's/^test("\(.*\)", .*/browser \1/p' tests/browser/*.test.mjs
    for browser in Chromium Firefox WebKit; do
        sed -n "s/^step(\"\(.*\)\", .*/browser $browser: \1/p" tests/browser/core.mjs
    done
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

run_lint() {
    step lint format cargo fmt --check
    step lint clippy cargo clippy --all-targets --locked -- -D warnings
    export -f lint_shell
    step lint shell bash -c lint_shell
    step lint types tests/scripts/run types
    step lint oldest-browsers tests/scripts/run oldest
    step lint supply-chain tests/supply/run
    tests/supply/run age
}

# Every script, with the files that it sources.
lint_shell() {
    local scripts
    mapfile -t scripts < <(grep -rlE --exclude-dir=node_modules '^#!.*\<bash$' apache tests)
    shellcheck --external-sources --check-sourced --source-path=. "${scripts[@]}" &&
        shellcheck --shell=sh --exclude=SC1091 apache/debian/p* apache/rpm/*.sh &&
        wc -l "${scripts[@]}" {apache/lib,tests,tests/packages,tests/packages/inside,tests/machine,tests/machine/inside}/*.sh |
        awk '$1 >= 150 && $2 != "total" { print $2 " is too long"; long = 1 } END { exit long }'
}

run_unit() {
    logged cargo_tests unit tests cargo test --locked --lib --test rooms --test documents --test messages --test foresee -- ${name:+"$name"}
    run_node unit scripts tests/scripts/run tests
}

# Whatever comes through Apache comes once by each way. The modules that are left out the second and third time start the
# program by themselves, or are about servers.
run_integration() {
    local transport skipped=() module
    export -f build_release
    logged preparation integration "building the program" env ROOT="$ROOT" TARGET="$TARGET" bash -c "build_release --bin offline-circ" || return 0
    export OFFLINE_CIRC_TEST_PROGRAM=$TARGET/release/offline-circ
    logged preparation integration "building the tests" cargo test --locked --test integration --no-run || return 0
    step integration nothing_is_left_of_a_run tests/nothing-left
    # What MariaDB has written is there after kill -9 of it; waiting for the disk as well only makes each test slower.
    printf '%s\n' '[mariadbd]' skip-networking innodb_flush_log_at_trx_commit=2 loose_sync_frm=0 >"$DIR/my.cnf"
    logged preparation integration "starting the database" apache/stack.sh database "$DIR" || return 0
    for transport in fcgid proxy cgi; do
        logged cargo_tests integration "tests by $transport" env OFFLINE_CIRC_TEST_TRANSPORT="$transport" \
            cargo test --locked --test integration -- --test-threads $(($(nproc) * 6)) "${skipped[@]}" ${name:+"$name"}
        skipped=()
        for module in collations crash create_database database_zone demo disk galera heads protocol tls; do
            skipped+=(--skip "$module::")
        done
    done
    stop_stack "$DIR"
}

run_browser() { run_node browser tests tests/browser/run; }

# run_node PART TITLE COMMAND...: tests in JavaScript; the command is also given a file for what came of each, and NAME.
run_node() {
    local part=$1 title=$2
    shift 2
    TAP=$LOGS/$part.tap
    : >"$TAP"
    logged node_tests "$part" "$title" "$@" "$TAP" ${name:+"$name"}
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
