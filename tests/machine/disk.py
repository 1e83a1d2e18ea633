"""A disk whose cache loses its content with the power: nbdkit's Python plugin.

Its parameters are file=PATH, writes=PATH and journal=PATH: the disk, what is written down of each block as it comes to stay
on the disk (see ENTRY, and moments.py), and whose length tells how much was known then. What is written waits in memory until it is flushed, or is written at once, as chance will have it: a disk writes in any order
between two flushes, and a long write in parts. When whoever uses the disk goes without a flush, what waits is gone.
"""

import os
import random
import struct

import nbdkit

API_VERSION = 2
# What a disk writes whole or not at all.
BLOCK = 4096

# Before each block: its number, and the length of the journal.
ENTRY = struct.Struct("<QQ")

paths = {}


def config(key, value):
    if key not in ("file", "writes", "journal"):
        raise RuntimeError(f"unknown parameter {key}")
    paths[key] = value


class Disk:
    def __init__(self):
        self.file = os.open(paths["file"], os.O_RDWR)
        self.writes = os.open(paths["writes"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        # Block number to content.
        self.waiting = {}

    def read(self, number):
        return self.waiting.get(number) or os.pread(self.file, BLOCK, number * BLOCK)

    def write(self, number, content, is_forced):
        if is_forced or random.random() < 0.5:
            self.waiting.pop(number, None)
            self.keep(number, content)
        else:
            self.waiting[number] = content

    def keep(self, number, content):
        os.pwrite(self.file, content, number * BLOCK)
        os.write(self.writes, ENTRY.pack(number, os.stat(paths["journal"]).st_size) + content)


def open(readonly):
    return Disk()


def close(disk):
    os.close(disk.file)
    os.close(disk.writes)


def get_size(disk):
    return os.fstat(disk.file).st_size


def can_multi_conn(disk):
    return False


def can_fua(disk):
    return nbdkit.FUA_NATIVE


def block_size(disk):
    return 512, BLOCK, 0xFFFFFFFF


def parts(offset, count):
    """Block number, where in it, and where in the request, of each block that is concerned."""
    done = 0
    while done < count:
        number, begin = divmod(offset + done, BLOCK)
        end = min(BLOCK, begin + count - done)
        yield number, begin, end, done
        done += end - begin


def pread(disk, buf, offset, flags):
    if all(number not in disk.waiting for number, *_ in parts(offset, len(buf))):
        buf[:] = os.pread(disk.file, len(buf), offset)
        return
    for number, begin, end, done in parts(offset, len(buf)):
        buf[done : done + end - begin] = disk.read(number)[begin:end]


def pwrite(disk, buf, offset, flags):
    for number, begin, end, done in parts(offset, len(buf)):
        content = bytes(buf[done : done + end - begin])
        if len(content) < BLOCK:
            before = disk.read(number)
            content = before[:begin] + content + before[end:]
        disk.write(number, content, flags & nbdkit.FLAG_FUA)


def flush(disk, flags):
    for number, content in disk.waiting.items():
        disk.keep(number, content)
    disk.waiting.clear()
