#!/usr/bin/env python3
"""Judges what would have been left if the power had gone at other moments too.

Usage: tests/machine/moments.py HOW_MANY VM

VM is the folder of a machine that has been at work: `before` is its disk as it was, `writes` what came to stay on it in order
(disk.py), `journal` what people were told. With the first so many writes it is the disk that a cut at that moment leaves.
"""

import collections
import pathlib
import random
import shutil
import struct
import subprocess
import sys

ENTRY = struct.Struct("<QQ")
BLOCK = 4096
HERE = pathlib.Path(__file__).parent


def chosen(writes, how_many):
    """So many moments in order, each as how many writes had been done, and how long the journal was."""
    known = collections.defaultdict(list)
    with writes.open("rb") as file:
        for count, head in enumerate(iter(lambda: file.read(ENTRY.size), b""), 1):
            _, length = ENTRY.unpack(head)
            file.seek(BLOCK, 1)
            # Before anybody was told anything, nothing can go wrong.
            if length:
                known[length].append(count)
    # Much is written while the machine starts and nobody is told anything, so each state of the journal counts alike.
    states = random.choices(list(known), k=how_many)
    return sorted((random.choice(known[length]), length) for length in states)


def go_on(writes, disk, count):
    """Does the next so many writes."""
    for _ in range(count):
        number, _ = ENTRY.unpack(writes.read(ENTRY.size))
        disk.seek(number * BLOCK)
        disk.write(writes.read(BLOCK))
    disk.flush()


def judged(vm, length):
    """What judge.py says of this moment."""
    found = vm / "moment"
    shutil.rmtree(found, ignore_errors=True)
    found.mkdir()
    subprocess.run(["cp", "--sparse=always", vm / "before", found / "disk"], check=True)
    with (vm / "journal").open("rb") as journal:
        (found / "journal").write_bytes(journal.read(length).rpartition(b"\n")[0] + b"\n")
    apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    subprocess.run([*apart, HERE / "moment", found], check=True)
    told = [HERE / "judge.py", found / "journal", found / "table", found / "output"]
    return subprocess.run([sys.executable, *told], check=True, capture_output=True, text=True).stdout.strip()


def main(how_many, vm):
    vm = pathlib.Path(vm)
    done = 0
    with (vm / "writes").open("rb") as writes, (vm / "before").open("r+b") as disk:
        for number, (count, length) in enumerate(chosen(vm / "writes", int(how_many)), 1):
            go_on(writes, disk, count - done)
            done = count
            try:
                said = judged(vm, length)
            except subprocess.CalledProcessError as failure:
                sys.exit(f"after {count} writes: {failure}\n{failure.stdout or ''}{failure.stderr or ''}")
            print(f"moment {number}, after {count} writes: {said}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
