#!/usr/bin/env python3
"""Writes the output of `cargo metadata` in FILE with another value at one key of one crate.

Usage: alter.py FILE NAME KEY VALUE
"""

import json
import sys

path, name, key, value = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    text = file.read()
crate = next(crate for crate in json.loads(text)["packages"] if crate["name"] == name)
# The identity that other crates refer to has both its version and its source.
crate_id = crate["id"]
if key in ("version", "source"):
    changed = {**crate, key: value}
    text = text.replace(f'"{crate_id}"', json.dumps(f"{changed['source']}#{name}@{changed['version']}"))
metadata = json.loads(text)
for crate in metadata["packages"]:
    if crate["name"] == name:
        crate[key] = value
json.dump(metadata, sys.stdout)
