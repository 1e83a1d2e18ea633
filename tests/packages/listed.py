#!/usr/bin/env python3
"""Prints the crates in the content of a section .dep-v0, as lines NAME VERSION KIND; refuses another bill of materials.

Usage: listed.py SECTION SBOM
"""

import json
import sys
import zlib

section, sbom = sys.argv[1:]
with open(section, "rb") as file:
    packages = json.loads(zlib.decompress(file.read()))["packages"]
with open(sbom, encoding="utf-8") as file:
    bill = json.load(file)
listed = sorted((package["name"], package["version"], package.get("kind", "runtime")) for package in packages)
kinds = {"required": "runtime", "excluded": "build"}
components = [bill["metadata"]["component"], *bill["components"]]
billed = sorted((component["name"], component["version"], kinds[component["scope"]]) for component in components)
if listed != billed:
    sys.exit(f"the bill of materials has other crates: {sorted(set(listed) ^ set(billed))}")
for line in listed:
    print(*line)
