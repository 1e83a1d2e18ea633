"""What machines read about the crates: the bill of materials, and the list in the program itself."""

import json
import zlib
from datetime import datetime, timezone


def cyclonedx(crates, time):
    """The bill of materials as CycloneDX 1.5, made at this time in seconds since 1970."""
    program = crates[0]
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "version": 1,
            "metadata": {
                "timestamp": datetime.fromtimestamp(time, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "component": component(program, "application"),
            },
            "components": [component(crate, "library") for crate in crates[1:]],
            "dependencies": [
                {"ref": crate.url, "dependsOn": sorted(used.url for used in crate.dependencies)} for crate in crates
            ],
        },
        indent=1,
    )


def component(crate, kind):
    """One entry of the bill of materials."""
    entry = {
        "type": kind,
        "bom-ref": crate.url,
        "name": crate.name,
        "version": crate.version,
        "scope": "required" if crate.is_built_in else "excluded",
        "licenses": [{"expression": crate.licence}],
        "purl": crate.url,
    }
    if crate.checksum:
        entry["hashes"] = [{"alg": "SHA-256", "content": crate.checksum}]
    return entry


def audit_data(crates):
    """The content of the section .dep-v0, as `cargo auditable` has it: for scanners that see the program alone."""
    places = {crate.url: place for place, crate in enumerate(crates)}
    packages = []
    for crate in crates:
        package = {
            "name": crate.name,
            "version": crate.version,
            "source": "crates.io" if crate.checksum else "local",
            "dependencies": sorted(places[used.url] for used in crate.dependencies),
        }
        if not crate.is_built_in:
            package["kind"] = "build"
        packages.append(package)
    packages[0]["root"] = True
    return zlib.compress(json.dumps({"packages": packages}, separators=(",", ":")).encode(), 9)
