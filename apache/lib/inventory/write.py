#!/usr/bin/env python3
"""Writes into a folder what the packages say of the program's crates: `copyright` and `Apache-2.0`, `license` (one SPDX
expression), `sbom.cdx.json`, and `dep-v0`, which becomes a section of the program.

Usage: SOURCE_DATE_EPOCH=SECONDS write.py SOURCE FOLDER
"""

import os
import sys
from pathlib import Path

import crates as program_crates
import licences
import notices
import sbom


def main(source, folder):
    """Reads the crates of the program in SOURCE, and writes the files."""
    crates = program_crates.read(source)
    program, others = crates[0], crates[1:]
    folder = Path(folder)
    write(folder / "copyright", notices.document(program, others))
    write(folder / "license", notices.expression(others) + "\n")
    write(folder / "Apache-2.0", licences.apache(others) + "\n")
    write(folder / "sbom.cdx.json", sbom.cyclonedx(crates, int(os.environ["SOURCE_DATE_EPOCH"])) + "\n")
    (folder / "dep-v0").write_bytes(sbom.audit_data(crates))


def write(path, text):
    """Writes a text file, whatever the locale says."""
    path.write_text(text, encoding="utf-8")


main(*sys.argv[1:])
