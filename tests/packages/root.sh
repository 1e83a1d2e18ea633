# shellcheck shell=bash
# A clean Debian, from the mirror that this system uses. Sourced by tests/packages/run.

# The release of this system, and the other one that packages are for.
# shellcheck source=/dev/null
here=$(. /etc/os-release && say "$VERSION_CODENAME")
if [[ $here == trixie ]]; then other=bookworm; else other=trixie; fi

# make_root CODENAME: $root, with this release of Debian.
make_root() {
    local codename=$1 mirror file
    [[ ! -e $root.made ]] || return 0
    mirror=$(debian_mirror)
    say "making a clean $codename"
    # It mounts file systems there, which go when it does, even if it is killed.
    unshare --mount --pid --fork --kill-child --mount-proc \
        debootstrap --variant=minbase "$codename" "$root" "$mirror" >"$work/log" 2>&1 || die "$(tail -n 5 "$work/log")"
    for file in /etc/apt/apt.conf /etc/apt/apt.conf.d /etc/resolv.conf /etc/hosts; do
        [[ ! -e $file ]] || cp -RL "$file" "$root${file%/*}/"
    done
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    mkdir "$root/source"
    cp -R apache sql tests/packages/inside config.example.toml "$program" "$work"/*.{deb,rpm} "$root/source"
    in_root packages
    : >"$root.made"
}

# in_root STEP [UNSHARE OPTION...]: runs the step in the root; whatever it starts ends with it.
in_root() {
    local step=$1
    shift
    mkdir -p "$root/proc"
    timeout --kill-after=10 1200 unshare --mount --pid --fork --kill-child --mount-proc="$root/proc" "$@" \
        env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        chroot "$root" /source/inside/run "$step" >"$work/log" 2>&1 || die "$(tail -n 40 "$work/log")" "tests/packages/inside/run $step failed."
    : >"$root.done-$step"
}
