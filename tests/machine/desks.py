#!/usr/bin/env python3
"""Desks that scan and void, and a supervisor who makes files, until they are asked to end.

Usage: tests/machine/desks.py JOURNAL PORT          until SIGTERM
       tests/machine/desks.py JOURNAL PORT finish   only what is begun, and then one file of all that is left

They write down what they are told, as lines of JSON in JOURNAL, outside the machine that they work with. A desk sends a scan
again until it is told that it is recorded, as the scanning page does; also in the next run with the same journal.
"""

import hashlib
import json
import os
import random
import re
import signal
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import journal

DESKS = 4
PATIENCE = 20


class Unheard(Exception):
    """No answer, or one that says nothing."""


class Site:
    def __init__(self, port):
        self.url = f"http://127.0.0.1:{port}/offline-circ/"

    def told(self, page, fields):
        """What a good answer says."""
        status, body = self.ask(page, fields)
        try:
            if status == 200:
                return json.loads(body)
        except ValueError:
            pass
        raise Unheard(f"{page}: {status} {body[:200]}")

    def ask(self, page, fields=None):
        """Status and body of the answer."""
        body = None if fields is None else urllib.parse.urlencode(fields).encode()
        request = urllib.request.Request(self.url + page, body, {"Accept": "application/json"})
        try:
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                    return answer.status, answer.read()
            except urllib.error.HTTPError as answer:
                return answer.code, answer.read()
        except Exception as error:
            raise Unheard(repr(error)) from error


class Work:
    def __init__(self, path, port):
        self.site = Site(port)
        self.journal = journal.Journal(path)
        self.working = True

    # ---- desks -------------------------------------------------------------------------------------------------------

    def desk(self, number, begun):
        for scan in begun:
            self.complete(scan)
        while self.working:
            scan = self.journal.scan(number)
            # What has been asked twice may be done a second time after it was voided.
            is_clear = self.complete(scan) == 0
            if self.working and is_clear and random.random() < 0.2:
                self.journal.write(scan.item, "voiding")
                self.complete(scan)
            time.sleep(random.random() * 0.2)

    def complete(self, scan):
        """Has the scan recorded or voided, whichever was begun; returns how often that was in vain."""
        steps = {"sent": self.record, "voiding": self.void}
        failures = 0
        while self.working and (step := steps.get(scan.state)):
            try:
                step(scan)
            except Unheard as cause:
                self.journal.write(scan.item, scan.state, str(cause))
                failures += 1
                time.sleep(min(failures, 10) * 0.1)
        return failures

    def record(self, scan):
        told = self.site.told("append.php", {"textarea": scan.line})
        if told["recorded"] + told["already_recorded"] != 1:
            raise AssertionError(f"{scan}: {told}")
        self.journal.write(scan.item, "recorded")

    def void(self, scan):
        status, _ = self.site.ask("void.php", {"textarea": scan.line})
        if status == 404 and not scan.is_in_doubt:
            raise AssertionError(f"{scan}: recorded, and not there")
        states = {200: "voided", 404: "voided", 409: "in file"}
        if status not in states:
            raise Unheard(f"status {status}")
        self.journal.write(scan.item, states[status])

    # ---- the supervisor ----------------------------------------------------------------------------------------------

    def supervisor(self):
        while self.working:
            try:
                self.make_files(random.choice(["---", "MILLAR", "AVS"]))
            except Unheard:
                time.sleep(0.3)
            time.sleep(random.random() * 0.2)

    def make_files(self, library):
        for made in self.site.told("extract.php", {"library": library})["files"]:
            self.take_file(made["name"])
        if random.random() < 0.2:
            _, page = self.site.ask("listfiles.php")
            for name in set(re.findall(r'href="output/([^"/]+\.dat)"', page.decode())):
                self.journal.name(name)

    def take_file(self, name):
        self.journal.name(name)
        status, content = self.site.ask(f"output/{name}")
        if status != 200:
            raise Unheard(f"status {status}")
        self.journal.name(name, hashlib.sha256(content).hexdigest())


def fail(failure):
    sys.excepthook(failure.exc_type, failure.exc_value, failure.exc_traceback)
    os._exit(1)


def main(path, port, finish=None):
    work = Work(path, port)
    begun = work.journal.begun()

    def end(*_):
        work.working = False

    signal.signal(signal.SIGTERM, end)
    threading.excepthook = fail
    if finish:
        for scan in begun:
            work.complete(scan)
        work.make_files("---")
        return
    threads = [threading.Thread(target=work.desk, args=(n, begun[n::DESKS])) for n in range(DESKS)]
    threads.append(threading.Thread(target=work.supervisor))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(*sys.argv[1:])
