"""Which licence each crate is used under, and what that licence wants to be shipped with the program."""

import re

# Of several licences that a crate offers, the first of these: those whose demands a copy of a short text meets.
PREFERRED = ["MIT", "ISC", "BSD-3-Clause", "Unicode-3.0", "BSL-1.0", "Zlib", "CDLA-Permissive-2.0", "Apache-2.0"]
# By these words the text of each is known.
MARKS = {
    "MIT": "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated",
    "ISC": "Permission to use, copy, modify, and/or distribute this software for any",
    "BSD-3-Clause": "Redistribution and use in source and binary forms, with or without",
    "Unicode-3.0": "UNICODE LICENSE V3",
    "Zlib": "This software is provided 'as-is', without any express or implied",
    "BSL-1.0": "Boost Software License - Version 1.0",
    "CDLA-Permissive-2.0": "Community Data License Agreement - Permissive - Version 2.0",
    "Apache-2.0": "Apache License Version 2.0, January 2004",
}
# In a file that has another licence as well.
APACHE = re.compile(r"^\s*Apache License\n\s*Version 2\.0,.*?^\s*limitations under the License\.\n", re.M | re.S)
FILES = re.compile(r"licen[cs]e|copying|copyright|notice", re.I)


def chosen(expression):
    """The licences, sorted, under which a crate with this SPDX expression is used: one of each OR, all of each AND."""
    words = re.findall(r"[()]|[^\s()]+", expression)
    licences = either(words)
    if words:
        raise ValueError(f"{expression}: not understood from {words[0]} on")
    return sorted(licences)


def either(words):
    """Takes A OR B ... from the words."""
    choices = [both(words)]
    while words and words[0] == "OR":
        del words[0]
        choices.append(both(words))
    return min(choices, key=lambda licences: max(map(rank, licences)))


def both(words):
    """Takes A AND B ... from the words."""
    licences = one(words)
    while words and words[0] == "AND":
        del words[0]
        licences = licences | one(words)
    return licences


def one(words):
    """Takes a licence, with its exception if it has one, or an expression in parentheses, from the words."""
    word = words.pop(0)
    if word == "(":
        licences = either(words)
        words.pop(0)
        return licences
    if words and words[0] == "WITH":
        word = " ".join([word, words.pop(0), words.pop(0)])
    return {word}


def rank(licence):
    """How much others are preferred to this one."""
    return PREFERRED.index(licence) if licence in PREFERRED else len(PREFERRED)


def texts(crate, licence):
    """The texts of this licence that are in the crate's files."""
    mark = words_of(MARKS[licence])
    files = sorted(path for path in crate.folder.iterdir() if path.is_file() and FILES.search(path.name))
    found = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    if licence != "Apache-2.0":
        found = [APACHE.sub("", text) for text in found]
    return [tidy(text) for text in found if mark in words_of(text)]


def notices(crate):
    """The lines in the crate's files that say whose work it is; where none do, its authors."""
    lines = {}
    for path in sorted(crate.folder.iterdir()):
        if path.is_file() and FILES.search(path.name):
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                # Not the example in the appendix of Apache's licence.
                if re.match(r"\s*(Copyright|©)\W", line) and re.search(r"\d{4}|\(c\)|©", line) and "[yyyy]" not in line:
                    lines[re.sub(r"^Copyright( notice)?:?\s+(\(c\)|©)?\s*", "", line.strip(), flags=re.I)] = None
    return list(lines) or crate.authors or [f"the authors of {crate.name}"]


def tidy(text):
    """The text without blank ends, and without what an editor leaves."""
    return "\n".join(line.rstrip() for line in text.replace("\ufeff", "").expandtabs().strip().splitlines())


def without_notices(text):
    """The text without its title and its copyright lines."""
    lines = [line for line in text.splitlines() if not re.match(r"\W*(Copyright|All rights reserved)\b", line, re.I)]
    return re.sub(r"^\W*(the )?(mit|isc|x11)( license)?( \(mit\))?( license)?\s*\n", "", "\n".join(lines), flags=re.I).strip()


def body(text):
    """The words of that: equal for two copies of one licence."""
    return words_of(without_notices(text))


def words_of(text):
    """The text in small letters with single blanks."""
    return " ".join(re.sub(r'[“”"`]', "'", text).lower().split())


def apache(crates):
    """The text of Apache's licence, as the first crate has it that has nothing but this text."""
    found = (text for crate in crates for text in texts(crate, "Apache-2.0") if text.lstrip().startswith("Apache License"))
    return next(found)
