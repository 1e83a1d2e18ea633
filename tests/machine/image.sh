# shellcheck shell=bash
# The disk of a virtual machine, made of Debian's packages. Made once for a user, and again when what makes it changes.
# Sourced by tests/machine/run.

# The Debian that is on it.
RELEASE=bookworm
# With sparse files, only what is written takes room.
DISK_SIZE=4G

# copy_image NAME DIR: the disk, kernel, initial ramdisk and key of the image that tests/machine/images/NAME lists.
copy_image() {
    local name=$1 dir=$2 kept
    kept=$TOOLS/machine/$name-$(image_hash "$name")
    mkdir -p "$TOOLS/machine" "$dir"
    (
        flock 9
        [[ -e $kept ]] || make_image "$name" "$kept"
        cp --sparse=always "$kept"/* "$dir"
    ) 9>"$TOOLS/machine/$name.lock"
}

# Which packages there are changes with time: an image is some weeks old at most.
image_hash() {
    {
        declare -p RELEASE DISK_SIZE
        declare -f make_image
        cat tests/machine/inside/prepare "tests/machine/images/$1"
        date +%Y-%m
    } | sha256sum | cut -c 1-16
}

# make_image NAME DIR
make_image() {
    local name=$1 made=$2 new=$work/image began=$SECONDS packages
    say "making the image $name: some minutes, and once only"
    packages=$(sed '/^#/d' "tests/machine/images/$name" | paste -sd,)
    rm -rf "$new" "$TOOLS/machine/$name"-????????????????
    mkdir -p "$new/files"
    ssh-keygen -q -t ed25519 -N '' -C tests/machine -f "$new/files/key"
    # It mounts file systems there, which go when it does, even if it is killed.
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child --mount-proc \
        mmdebstrap --variant=minbase --include="$packages" --aptopt='APT::Install-Recommends "false"' \
        --customize-hook="copy-in tests/machine/inside/prepare $new/files/key.pub /tmp" \
        --customize-hook='chroot "$1" sh -eu /tmp/prepare' \
        "$RELEASE" "$new/root" "deb $(debian_mirror) $RELEASE main" >"$work/log" 2>&1 || die "$(tail -n 20 "$work/log")"
    cp "$new"/root/boot/vmlinuz-* "$new/files/kernel"
    cp "$new"/root/boot/initrd.img-* "$new/files/initrd"
    # The labels of SELinux, which would take the machine itself many minutes.
    [[ ! -e $new/root/sbin/setfiles ]] || unshare --mount --pid --fork --kill-child --mount-proc="$new/root/proc" \
        chroot "$new/root" setfiles -F -e /proc /etc/selinux/default/contexts/files/file_contexts / >"$work/log" 2>&1 ||
        die "$(tail -n 20 "$work/log")"
    truncate -s "$DISK_SIZE" "$new/files/disk"
    mke2fs -q -t ext4 -d "$new/root" -F "$new/files/disk"
    mv "$new/files" "$made.new"
    mv "$made.new" "$made"
    rm -rf "$new"
    say "made the image $name: $((SECONDS - began)) s"
}
