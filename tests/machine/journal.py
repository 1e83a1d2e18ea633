"""What desks and a supervisor were told, written down line by line as they are told it."""

import json
import pathlib
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Scan:
    item: str
    line: str
    # "sent", "recorded", "voiding", "voided" or "in file"
    state: str = "sent"
    # Asked once more after an answer that did not come.
    is_in_doubt: bool = False


@dataclass
class Journal:
    path: str
    scans: dict = field(default_factory=dict)
    # The files that somebody was told of, each with the hash of what was sent for it, if anything was.
    files: dict = field(default_factory=dict)

    def __post_init__(self):
        self.lock = threading.Lock()
        path = pathlib.Path(self.path)
        if path.exists():
            for line in path.read_text().splitlines():
                self.take(**json.loads(line))
            # Whoever was asked when a run ended may have done it.
            for scan in self.scans.values():
                scan.is_in_doubt = True
        self.file = path.open("a")

    def take(self, item=None, line=None, state=None, name=None, content=None, **_):
        if name:
            self.files[name] = content or self.files.get(name)
        elif line:
            self.scans[item] = Scan(item, line)
        else:
            scan = self.scans[item]
            scan.is_in_doubt = scan.state == state
            scan.state = state

    def note(self, **what):
        with self.lock:
            self.take(**what)
            self.file.write(json.dumps(what) + "\n")
            self.file.flush()

    def scan(self, desk):
        """A new scan at this desk."""
        with self.lock:
            number = len(self.scans)
            item = f"3{number:07}"
            self.scans[item] = None
        library = ["MILLAR", "AVS"][desk % 2]
        at = time.strftime("%Y%m%d%H%M%S")
        line = f"{library},{at},L,{item},,2{desk:07}," if number % 3 else f"{library},{at},R,{item},,,,"
        self.note(item=item, line=line)
        return self.scans[item]

    def write(self, item, state, cause=None):
        self.note(item=item, state=state, cause=cause)

    def name(self, name, content=None):
        self.note(name=name, content=content)

    def begun(self):
        """The scans of which something was asked that was not answered."""
        return [scan for scan in self.scans.values() if scan.state in ("sent", "voiding")]
