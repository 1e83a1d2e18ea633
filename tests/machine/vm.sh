# shellcheck shell=bash
# One virtual machine in the folder $vm, which has the files of an image. Sourced by tests/machine/run.
#
# It reaches nobody. Whoever is on this host reaches its SSH at port $vm_port and its Apache at the next one.

# What a step may set before start_vm: more of the kernel's command line, and where the disk is.
vm_append=
vm_disk=

# Nothing of a machine takes so long.
STANDSTILL=600

# start_vm: boots the machine, and waits until it can be spoken to.
start_vm() {
    local tries
    for ((tries = 0; tries < 20; tries++)); do
        # Below the ports that the system gives out. If it is taken, qemu ends at once.
        vm_port=$((20000 + RANDOM % 6000 * 2))
        start_qemu
        ! wait_for_vm || return 0
        grep -q 'Could not set up host forwarding' "$vm/qemu.log" || break
    done
    fails "the machine does not start:" "$(tail -n 5 "$vm/qemu.log"; tail -n 30 "$vm/console.log")"
}

start_qemu() {
    local disk=${vm_disk:-file=$vm/disk,format=raw,cache=unsafe}
    find_accelerator
    : >"$vm/console.log"
    qemu-system-x86_64 -accel "$vm_accelerator" -smp 2 -m 1536 -nodefaults -display none \
        -kernel "$vm/kernel" -initrd "$vm/initrd" -append "root=/dev/vda rw console=ttyS0 quiet $vm_append" \
        -drive "$disk,if=virtio" -serial "file:$vm/console.log" -device virtio-rng-pci \
        -nic "user,model=virtio,restrict=on,hostfwd=tcp:127.0.0.1:$vm_port-:22,hostfwd=tcp:127.0.0.1:$((vm_port + 1))-:80" \
        >"$vm/qemu.log" 2>&1 </dev/null &
    vm_pid=$!
}

# There may be a /dev/kvm that starts no guest: a kernel without a disk has to come to its end.
find_accelerator() {
    [[ ! ${vm_accelerator-} ]] || return 0
    vm_accelerator=tcg,thread=multi
    ! timeout 10 qemu-system-x86_64 -accel kvm -m 256 -nodefaults -display none -no-reboot \
        -kernel "$vm/kernel" -append panic=-1 >/dev/null 2>&1 </dev/null || vm_accelerator=kvm
    say "the machine runs by ${vm_accelerator%%,*}"
}

wait_for_vm() {
    local end=$((SECONDS + STANDSTILL))
    until in_vm true 2>/dev/null; do
        kill -0 "$vm_pid" 2>/dev/null && ((SECONDS < end)) || return
        sleep 0.5
    done
}

# in_vm COMMAND...: as root, with standard input.
in_vm() {
    # A machine that has begun anew knows nothing of the connection, and says so when it is asked.
    ssh -F none -p "$vm_port" -i "$vm/key" -o BatchMode=yes -o LogLevel=ERROR -o ConnectTimeout=60 -o ServerAliveInterval=10 -o ServerAliveCountMax=30 \
        -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@127.0.0.1 "${*@Q}"
}

# copy_to_vm DIR FILE...: files and folders of this host, by their last names.
copy_to_vm() {
    local dir=$1 file arguments=()
    shift
    for file; do arguments+=(-C "$(realpath "$(dirname "$file")")" "$(basename "$file")"); done
    tar -c "${arguments[@]}" | in_vm tar -x -C "$dir" --no-same-owner
}

# reboot_vm: as a sysadmin does, and not before it has begun to end.
reboot_vm() {
    local before
    before=$(in_vm cat /proc/sys/kernel/random/boot_id)
    in_vm systemctl reboot || true
    until [[ $(in_vm cat /proc/sys/kernel/random/boot_id 2>/dev/null) =~ ..... && ${BASH_REMATCH[0]} != "${before::5}" ]]; do
        kill -0 "$vm_pid" || fails "the machine does not come again: $(tail -n 30 "$vm/console.log")"
        sleep 0.5
    done
}

# halt_vm: its disk has everything afterwards.
halt_vm() {
    in_vm systemctl poweroff || true
    wait "$vm_pid" || true
}

# cut_off_vm: as the power does.
cut_off_vm() {
    kill -KILL "$vm_pid"
    wait "$vm_pid" 2>/dev/null || true
}
