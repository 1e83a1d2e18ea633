#!/usr/bin/env python3
"""Compares what people were told with what is there: each recorded scan once, and each file whole.

Usage: tests/machine/judge.py JOURNAL TABLE OUTPUT

TABLE has a line for each row: item barcode, a tab, and 1 if it is saved. OUTPUT is a copy of the output directory.
"""

import collections
import hashlib
import pathlib
import re
import sys

import journal

# One line of a .dat file, as Alma wants it; the item barcode is its first group.
LINE = re.compile(r"\d{12}(?:L(?P<loan>.{80})\d+|R(?P<return>.{80}))")
# How often a scan may be in the table or in a file, by what was told of it.
ALLOWED = {"recorded": {1}, "in file": {1}, "voided": {0}, "sent": {0, 1}, "voiding": {0, 1}}


def items_of(path, wrong):
    """The item barcodes of a file, which must be whole."""
    text = path.read_bytes().decode()
    found = [LINE.fullmatch(line) for line in text.split("\r\n")[:-1]]
    if not text.endswith("\r\n") or None in found:
        wrong.append(f"{path.name} is torn: {text[-200:]!r}")
        return []
    sheet = path.with_suffix(".csv")
    rows = sheet.read_bytes().count(b"\r\n") - 1 if sheet.exists() else None
    if rows != len(found):
        wrong.append(f"{path.name} has {len(found)} lines, and its .csv {rows}")
    return [(match["loan"] or match["return"]).strip() for match in found]


def main(path, table, output):
    wrong = []
    told = journal.Journal(path)
    rows = [line.split("\t") for line in pathlib.Path(table).read_text().splitlines()]
    unsaved = collections.Counter(item for item, saved in rows if saved == "0")
    saved = collections.Counter(item for item, saved in rows if saved != "0")
    output = pathlib.Path(output)
    in_files = collections.Counter()
    for dat in output.glob("*.dat"):
        in_files.update(items_of(dat, wrong))
    if saved != in_files:
        wrong.append(f"saved, and not so in files: {saved - in_files}; in files, and not saved: {in_files - saved}")
    if pending := list(output.glob("*.pending")):
        wrong.append(f"not settled: {pending}")
    for scan in told.scans.values():
        times = unsaved[scan.item] + in_files[scan.item]
        if times not in ALLOWED[scan.state] or (scan.state == "in file" and not in_files[scan.item]):
            wrong.append(f"{scan}: {unsaved[scan.item]} unsaved, {in_files[scan.item]} in files")
    if unknown := (unsaved | in_files).keys() - told.scans.keys():
        wrong.append(f"nobody has scanned {unknown}")
    for name, content in told.files.items():
        file = output / name
        if not file.exists():
            wrong.append(f"{name} is gone")
        elif content not in (None, hashlib.sha256(file.read_bytes()).hexdigest()):
            wrong.append(f"{name} is another one than was sent")
    states = collections.Counter(scan.state for scan in told.scans.values())
    print(f"{len(told.files)} files, scans: {dict(states)}")
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
