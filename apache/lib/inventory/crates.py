"""The crates that the program is made of, as cargo builds it for this machine."""

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

# Those whose Cargo.toml names a file instead of a licence; the file is an ISC licence.
UNDECLARED = {"webpki": "ISC"}


@dataclass
class Crate:
    """One crate: where its files are, the SPDX expression of its licence, and the crates that it uses."""

    name: str
    version: str
    licence: str
    folder: Path
    authors: list
    # None for the program itself.
    checksum: str
    # Part of the program, or else only run while it is built.
    is_built_in: bool
    dependencies: list = field(default_factory=list)

    @property
    def url(self):
        """Its package URL, which is its identity in lists of components."""
        return f"pkg:cargo/{self.name}@{self.version}"


def read(root):
    """All crates of the program in the folder ROOT, by name and version; the program itself is the first."""
    host = re.search(r"^host: (.*)$", output(root, "rustc", "-vV"), re.M)[1]
    # What cargo metadata says of features is true of all targets and tests together; what cargo tree says, of this build.
    used = tree(root, host, "normal,build")
    built_in = tree(root, host, "normal,no-proc-macro")
    metadata = json.loads(
        output(root, "cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", host)
    )
    packages = {package["id"]: package for package in metadata["packages"]}
    checksums = read_checksums(root)
    crates = {}
    for identity, package in packages.items():
        key = (package["name"], package["version"])
        if key in used:
            crates[identity] = Crate(
                *key,
                licence=licence_of(package),
                folder=Path(package["manifest_path"]).parent,
                authors=package["authors"],
                checksum=checksums.get(key),
                is_built_in=key in built_in,
            )
    for node in metadata["resolve"]["nodes"]:
        if node["id"] in crates:
            crates[node["id"]].dependencies = [
                crates[used_by["pkg"]]
                for used_by in node["deps"]
                if used_by["pkg"] in crates and any(kind["kind"] != "dev" for kind in used_by["dep_kinds"])
            ]
    program = metadata["resolve"]["root"]
    return sorted(crates.values(), key=lambda crate: (crate is not crates[program], crate.name, crate.version))


def tree(root, host, edges):
    """(name, version) of each crate that such edges lead to."""
    lines = output(
        root, "cargo", "tree", "--locked", "--target", host, "--edges", edges, "--prefix", "none", "--no-dedupe"
    ).splitlines()
    return {(words[0], words[1].removeprefix("v")) for words in map(str.split, lines) if words}


def licence_of(package):
    """An SPDX expression, of which older crates have a form with slashes."""
    licence = package["license"] or UNDECLARED[package["name"]]
    return re.sub(r"\s*/\s*", " OR ", licence)


def read_checksums(root):
    """The SHA-256 of each crate's archive, from Cargo.lock."""
    lock = (Path(root) / "Cargo.lock").read_text(encoding="utf-8")
    pattern = r'name = "(.*)"\nversion = "(.*)"\nsource = ".*"\nchecksum = "(.*)"'
    return {(name, version): checksum for name, version, checksum in re.findall(pattern, lock)}


def output(root, *command):
    """What the command prints."""
    return subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
