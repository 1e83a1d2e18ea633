"""The file `copyright` of the packages: whose work is in the program, and the licences with their texts."""

from collections import Counter
from textwrap import dedent

import licences

HEAD = dedent("""\
    Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
    Upstream-Name: offline-circ
    Comment: The program /usr/bin/offline-circ has the Rust crates below compiled in. crates/NAME-VERSION
     stands for the files of one, as crates.io has them. Of several licences that a crate offers, the one
     is named under which it is used here.

    Files: *
    """)
STANDARD_LIBRARY = dedent("""\
    Files: rust/library/*
    Copyright: The Rust Project Developers
    License: MIT
    Comment: The standard library of Rust is compiled in as well.
    """)
APACHE = dedent("""\
    License: Apache-2.0
     Debian has the text in /usr/share/common-licenses/Apache-2.0. Other systems have it beside this file.
    """)


def document(program, crates):
    """The text of the file, in Debian's machine-readable form."""
    built_in = [crate for crate in crates if crate.is_built_in]
    usual = usual_texts(built_in)
    paragraphs = [HEAD + fields(licences.notices(program), "MIT"), STANDARD_LIBRARY]
    stand_alone = {name: text for name, text in usual.items() if name == "MIT"}
    for crate in built_in:
        names = []
        for licence in licences.chosen(crate.licence):
            name, text = named(crate, licence, usual)
            names.append(name)
            stand_alone[name] = text
        paragraphs.append(
            f"Files: crates/{crate.name}-{crate.version}/*\n" + fields(licences.notices(crate), " and ".join(names))
        )
    for name, text in sorted(stand_alone.items()):
        paragraphs.append(APACHE if name == "Apache-2.0" else f"License: {name}\n{indented(text)}\n")
    return "\n".join(paragraphs)


def expression(crates):
    """The SPDX expression of the whole program."""
    used = {licence for crate in crates if crate.is_built_in for licence in licences.chosen(crate.licence)}
    return " AND ".join(sorted(used | {"MIT"}))


def usual_texts(crates):
    """The text of each licence that most crates have, without its title and the names in it."""
    found = {}
    for crate in crates:
        for licence in licences.chosen(crate.licence):
            for text in licences.texts(crate, licence):
                found.setdefault(licence, []).append(text)
    usual = {}
    for licence, texts in found.items():
        most, _ = Counter(map(licences.body, texts)).most_common(1)[0]
        usual[licence] = min((text for text in texts if licences.body(text) == most), key=lambda text: (len(text), text))
    return {licence: licences.without_notices(text) for licence, text in usual.items()}


def named(crate, licence, usual):
    """What this licence of the crate is called here, and its text: the usual one, unless the crate's files differ."""
    texts = licences.texts(crate, licence)
    bodies = map(licences.body, texts)
    if licence == "Apache-2.0" or not texts or licences.body(usual[licence]) in bodies:
        return licence, usual[licence]
    return f"{licence}~{crate.name}", "\n\n".join(texts)


def fields(notices, licence):
    """The two fields that follow `Files`."""
    lines = "\n ".join(notices)
    return f"Copyright: {lines}\nLicense: {licence}\n"


def indented(text):
    """The text as the value of a field, in which a dot is an empty line."""
    return "\n".join(f" {line}" if line else " ." for line in text.splitlines())
