"""What tests/bench/run measures: each case in rounds, in which the sites take turns.

Times are of a whole request on a connection of its own, from this process; figures are
medians. It fails when an answer is wrong, so that nothing fast and wrong is counted.
"""

import argparse
import datetime
import http.client
import json
import os
import pathlib
import re
import signal
import statistics
import subprocess
import threading
import time
import urllib.parse

from capacity import Capacity
from limits import Limits

BASE = "/offline-circ/"
DATABASE = {"ours": "alma_offline", "proxy": "alma_offline", "listed": "listed", "mod_php": "theirs", "php_fpm": "theirs"}
CASES = ["index", "scan", "lists", "append", "list", "export", "delete", "lookup", "neighbours", "saved", "today", "desks", "capacity",
         "day", "heartbeats", "memory", "start", "hang"]

# For wrk: each of 200 desks says in turn that it holds nothing.
HEARTBEATS = """
local count, desk, form = 0, 0, "tab=tab0000000000001&waiting=0&held=0&version=1&now=1700000000000&offline=yes&storage=persistent"
request = function()
  count, desk = count + 1, (desk + 1) % 200
  -- As the page does, every third asks who else has its name.
  local asks = count % 3 == 0 and "&asks=1" or ""
  local body = string.format("workstation=workstation%05d&desk=Circ+%d&%s%s", desk, desk, form, asks)
  return wrk.format("POST", nil, {["Content-Type"] = "application/x-www-form-urlencoded", Accept = "application/json"}, body)
end
"""


# One user as Alma exports it.
USER = """<user><record_type desc="Public">PUBLIC</record_type><primary_id>{1}</primary_id><first_name>First{0}</first_name>
<last_name>Last{0}</last_name><user_group desc="Student">STUDENT</user_group><birth_date>1990-01-01Z</birth_date>
<expiry_date>2099-12-31Z</expiry_date><status desc="Active">ACTIVE</status><contact_info><addresses><address preferred="true">
<line1>{0} Street</line1><city>City</city><postal_code>00000</postal_code><country desc="Country">ZZZ</country></address></addresses>
<emails><email preferred="true"><email_address>user{0}@example.edu</email_address></email></emails></contact_info><user_identifiers>
<user_identifier segment_type="External"><id_type desc="Barcode">BARCODE</id_type><value>{2}</value><status>ACTIVE</status></user_identifier>
<user_identifier><id_type desc="Other">OTHER</id_type><value>{3}</value><status>ACTIVE</status></user_identifier></user_identifiers></user>
"""


class Site:
    def __init__(self, text):
        self.name, port, self.dir = text.split("=")
        self.port, self.dir = int(port), pathlib.Path(self.dir)

    def ask(self, page, fields=None, expected=(200, 302, 303), accept="*/*"):
        """Seconds and body; fields make it a POST."""
        body = urllib.parse.urlencode(fields, doseq=True) if fields else None
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        headers["Accept"] = accept
        began = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.request("POST" if fields else "GET", BASE + page, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        seconds = time.perf_counter() - began
        connection.close()
        if answer.status not in expected:
            raise SystemExit(f"{self.name}: {page} answers {answer.status}: {text[:300]!r}")
        return seconds, text

    def workers(self):
        program = self.dir / "bin/offline-circ"
        for entry in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(entry / "exe") == str(program):
                    yield entry
            except OSError:
                pass


class Bench(Limits, Capacity):
    def __init__(self, arguments):
        self.dir = pathlib.Path(arguments.dir)
        self.sites = {site.name: site for site in map(Site, arguments.site)}
        self.rounds = 3 if arguments.quick else 7
        self.quick = arguments.quick
        self.figures = {}

    def note(self, case, site, value):
        self.figures.setdefault(case, {}).setdefault(site.name, []).append(value)

    def sql(self, statement, database="alma_offline"):
        command = ["mariadb", "--no-defaults", "--user=root", f"--socket={self.dir}/mysql.sock", "-N", database]
        done = subprocess.run(command, input=statement, text=True, capture_output=True, check=True)
        return done.stdout.strip()

    def fill(self, site, records, saved=0):
        """Leaves exactly so many records in the site's table."""
        self.sql("TRUNCATE transactions", DATABASE[site.name])
        if records:
            self.sql(
                f"INSERT INTO transactions SELECT 'MILLAR', '2015-08-27' + INTERVAL seq * 7 MOD 86000 SECOND, "
                f"IF(seq MOD 3, 'L', 'R'), 30000000 + seq, '', IF(seq MOD 3, 7000000 + seq MOD 5000, ''), '', "
                f"{saved} FROM seq_1_to_{records}",
                DATABASE[site.name],
            )

    def those(self, *names):
        return [self.sites[name] for name in names if name in self.sites]

    def empty_output(self, site):
        folder = site.dir / ("output" if DATABASE[site.name] == "alma_offline" else "htdocs/offline-circ/output")
        for file in folder.iterdir():
            if file.is_file():
                file.unlink()

    # ---- the cases ----------------------------------------------------------------------------------------------

    def index(self):
        ours, constant = self.sites["ours"].dir, self.sites["constant"].dir
        request = {"GATEWAY_INTERFACE": "CGI/1.1", "REQUEST_METHOD": "GET", "SCRIPT_NAME": f"{BASE}index.php"}
        environment = request | {"OFFLINE_CIRC_CONFIG": str(ours / "config.toml")}
        answer = subprocess.run([ours / "bin/offline-circ"], env=environment, stdin=subprocess.DEVNULL, capture_output=True)
        (constant / "config.toml").write_bytes(answer.stdout)
        for site in self.those("ours", "proxy", "constant", "mod_php", "php_fpm"):
            self.note("bytes of index.php", site, len(site.ask("index.php")[1]))
        # Many short turns: what else the machine does weighs on all alike. In the first mod_fcgid still starts processes.
        for turn in range(1 + 3 * self.rounds):
            for site in self.those("ours", "proxy", "constant", "mod_php", "php_fpm"):
                rate = self.requests_a_second(site)
                if turn:
                    self.note("index.php, requests a second", site, rate)

    def requests_a_second(self, site, page="index.php", script=()):
        url = f"http://127.0.0.1:{site.port}{BASE}{page}"
        wrk = ["wrk", "-t1", "-c8", "-d", "1" if self.quick else "2", "--timeout", "10", *script, url]
        out = subprocess.run(wrk, capture_output=True, text=True).stdout
        if "Non-2xx" in out or "Socket errors" in out:
            raise SystemExit(f"{site.name}: {out}")
        return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])

    def scan(self):
        """One scan as the page of each sends it: ours by its script, which asks whether it is to be held."""
        sites = self.those("ours", "mod_php")
        for site in sites:
            self.fill(site, 0)
        scans = 50 * self.rounds
        for i in range(scans):
            time_of_scan = f"20150827{i // 3600:02}{i // 60 % 60:02}{i % 60:02}"
            for site in sites:
                fields = {"library": "MILLAR", "textarea": f"MILLAR,{time_of_scan},R,{40000000 + i}"}
                if site.name == "ours":
                    fields["check"] = "1"
                accept = "application/json" if site.name == "ours" else "text/html"
                self.note("one scan", site, site.ask("append.php", fields, accept=accept)[0])
        for site in sites:
            there = int(self.sql("SELECT COUNT(*) FROM transactions", DATABASE[site.name]))
            if there != scans:
                raise SystemExit(f"{site.name}: {there} of {scans} scans are recorded")

    def lists(self):
        """One loan and one return at the desk, without lists and with 1,000,000 items and 300,000 identifiers of patrons."""
        sites = self.those("ours", "listed")
        self.load_lists()
        for site in sites:
            self.fill(site, 0)
        scans = 200 * self.rounds
        for i in range(scans):
            for site in sites if i % 2 else reversed(sites):
                # Only what is scanned now is compared with the lists.
                time_of_scan = datetime.datetime.now().strftime("%Y%m%d%H%M%S")
                item, patron = 40000001 + 997 * i % 1000000, 70000001 + 991 * i % 300000
                rest = f"L,{item},,{patron}" if i % 2 else f"R,{item}"
                fields = {"textarea": f"MILLAR,{time_of_scan},{rest}", "check": "1"}
                seconds, answer = site.ask("append.php", fields, accept="application/json")
                answer = json.loads(answer)
                if answer["recorded"] != 1 or ("listed" in answer) != (site.name == "listed"):
                    raise SystemExit(f"{site.name}: {answer}")
                # In the first scans mod_fcgid still starts processes.
                if i >= scans // 10:
                    self.note("one scan beside lists", site, seconds)
        both = [self.figures["one scan beside lists"][site.name] for site in sites]
        self.note("lists, of a scan without", sites[1], statistics.median(both[1]) / statistics.median(both[0]))

    def load_lists(self):
        """Loads 100,000 patrons with three identifiers each, and 1,000,000 items, as a library does it."""
        (site,) = self.those("listed")
        folder = self.dir / "lists"
        folder.mkdir(exist_ok=True)
        with open(folder / "users.xml", "w", encoding="utf-8") as file:
            file.write("<users>\n")
            file.writelines(USER.format(n, 70000001 + 3 * n, 70000002 + 3 * n, 70000003 + 3 * n) for n in range(100000))
            file.write("</users>\n")
        with open(folder / "items.csv", "w", encoding="utf-8") as file:
            file.write("Barcode,Library Code,Permanent Call Number,Title\n")
            file.writelines(f'{40000001 + n},MILLAR,QA 76 .{n},"A title, with {n}"\n' for n in range(1000000))
        began = time.perf_counter()
        for kind, name in (("patrons", "users.xml"), ("items", "items.csv")):
            command = [site.dir / "bin/offline-circ", "--config", site.dir / "config.toml", "lists", "load", kind, folder / name]
            subprocess.run([*command, "--remove"], check=True, capture_output=True)
        self.note("loading 100,000 patrons and 1,000,000 items", site, time.perf_counter() - began)
        there = self.sql("SELECT GROUP_CONCAT(entries ORDER BY kind) FROM offline_circ_lists WHERE entries > 0", "listed")
        if there != "1000000,300000":
            raise SystemExit(f"{there} entries are loaded")
        # InnoDB still writes what was loaded.
        time.sleep(5)

    def append(self):
        for lines in (1, 100, 1000, 10000):
            text = [f"MILLAR,20150827{i // 3600:02}{i // 60 % 60:02}{i % 60:02},R,{40000000 + i}" for i in range(lines)]
            for _ in range({1: 5 * self.rounds, 10000: 3}.get(lines, self.rounds)):
                for site in self.those("ours", "proxy", "mod_php", "php_fpm"):
                    self.fill(site, 0)
                    # To a server the table that was emptied is new: somebody has scanned before.
                    site.ask("append.php", {"library": "MILLAR", "textarea": "MILLAR,20150827000000,R,50000000"})
                    fields = {"library": "MILLAR", "textarea": "\n".join(text)}
                    self.note(f"append of {lines}", site, site.ask("append.php", fields)[0])
                    there = self.sql("SELECT COUNT(*) FROM transactions", DATABASE[site.name])
                    if int(there) != 1 + lines:
                        raise SystemExit(f"{site.name}: {there} of {1 + lines} lines are recorded")
        self.append_to_many()

    def append_to_many(self):
        """One line where 100,000 records are there already, without and with sql/upgrade.sql."""
        ours = self.sites["ours"]
        for kind in ("plain", "upgraded"):
            if kind == "upgraded":
                self.upgrade()
            for records in (0, 100000):
                self.fill(ours, records, saved=1)
                # InnoDB still writes what was filled in.
                time.sleep(2)
                for i in range(3 * self.rounds):
                    fields = {"library": "MILLAR", "textarea": f"MILLAR,20150828{i:06},R,{records}{i}"}
                    self.note(f"append of 1 to {records}, {kind}", ours, ours.ask("append.php", fields)[0])
        self.downgrade()

    def list(self):
        for records in (1000, 20000, 100000):
            for site in self.those("ours", "mod_php"):
                self.fill(site, records)
            for _ in range(self.rounds):
                for site in self.those("ours", "mod_php", "php_fpm"):
                    if site.name == "ours" or records <= 20000:
                        self.note(f"listrecords.php of {records}", site, site.ask("listrecords.php")[0])

    def export(self):
        for records in (1000, 5000, 10000, 20000, 100000):
            for turn in range(3 if records > 5000 else self.rounds):
                for site in self.those("ours", "mod_php", "php_fpm"):
                    is_php = DATABASE[site.name] == "theirs"
                    # The PHP takes minutes for one file of 5,000.
                    if is_php and (records > 5000 or (records == 5000 and (turn or site.name == "php_fpm"))):
                        continue
                    self.fill(site, records)
                    self.empty_output(site)
                    self.note(f"export of {records}", site, site.ask("extract.php", {"library": "MILLAR"})[0])
                    left = self.sql("SELECT COUNT(*) FROM transactions WHERE saved = 0", DATABASE[site.name])
                    if left != "0":
                        raise SystemExit(f"{site.name}: {left} of {records} records are in no file")

    def delete(self):
        ours = self.sites["ours"]
        for _ in range(self.rounds):
            self.fill(ours, 20000)
            self.empty_output(ours)
            ours.ask("extract.php", {"library": "MILLAR"})
            [name] = [file.name for file in (ours.dir / "output").glob("*.dat")]
            self.note("deleting a file of 20000", ours, ours.ask("deleteold.php", {"file[]": name, "confirm": "yes"})[0])

    def lookup(self):
        ours = self.sites["ours"]
        self.fill(ours, 100000)
        self.empty_output(ours)
        ours.ask("extract.php", {"library": "MILLAR"})
        report = "\n".join(f"Item not found. Barcode: {30000000 + 47 * i}" for i in range(1, 2001))
        for _ in range(self.rounds):
            self.note("lookup of 2000 in 100000", ours, ours.ask("lookup.php", {"text": report})[0])

    def desks(self):
        """A hundred desks scan once a second for a minute while a supervisor works."""
        if self.quick:
            return
        ours = self.sites["ours"]
        self.fill(ours, 0)
        self.empty_output(ours)
        ends, times, failed = time.monotonic() + 60, [], []

        def desk(number):
            time.sleep(number / 100)
            scan = 0
            while time.monotonic() < ends:
                began = time.monotonic()
                line = f"MILLAR,20150827{scan // 60:02}{scan % 60:02}00,R,{number}-{scan}"
                try:
                    times.append(ours.ask("append.php", {"textarea": line})[0])
                except (OSError, SystemExit) as problem:
                    failed.append(str(problem))
                scan += 1
                time.sleep(max(0, 1 - (time.monotonic() - began)))

        threads = [threading.Thread(target=desk, args=(number,)) for number in range(100)]
        for thread in threads:
            thread.start()
        while time.monotonic() < ends:
            for page, fields in (("listrecords.php", None), ("extract.php", {"library": "---"}), ("listfiles.php", None)):
                ours.ask(page, fields)
                time.sleep(0.5)
        for thread in threads:
            thread.join()
        ours.ask("extract.php", {"library": "---"})
        items = [line[13:93].strip() for file in (ours.dir / "output").glob("*.dat") for line in file.read_text().splitlines()]
        if failed or len(items) != len(times) or len(set(items)) != len(times):
            raise SystemExit(f"desks: {len(times)} scans, {len(items)} in files, {len(failed)} failed: {failed[:1]}")
        times.sort()
        self.note("100 desks: scans", ours, len(times))
        self.note("100 desks: median", ours, times[len(times) // 2])
        self.note("100 desks: 99 % within", ours, times[len(times) * 99 // 100])

    def heartbeats(self):
        """The share of the server that 200 desks take which say how they are: ten a second, of as many as it could answer."""
        ours = self.sites["ours"]
        script = self.dir / "heartbeats.lua"
        script.write_text(HEARTBEATS)
        for turn in range(1 + 3 * self.rounds):
            for page in ("index.php", "heartbeat.php"):
                rate = self.requests_a_second(ours, page, [] if page == "index.php" else ["-s", str(script)])
                # In the first turn mod_fcgid still starts processes.
                if turn:
                    self.note(f"{page} in turn, requests a second", ours, rate)
                    if page == "heartbeat.php":
                        self.note("share of 200 desks", ours, 10 / rate)
        there = list((ours.dir / "output/desks").glob("*.json"))
        if len(there) != 200:
            raise SystemExit(f"heartbeats: {len(there)} of 200 desks are known")

    def memory(self):
        """MB of one process: after the first page, and its peak after exports and lists of 100,000."""
        proxy = self.sites["proxy"]
        for worker in proxy.workers():
            os.kill(int(worker.name), 15)
        time.sleep(0.5)
        proxy.ask("index.php")
        proxy.ask("listfiles.php")
        status = lambda key: max(int(re.search(rf"{key}:\s+(\d+)", (w / "status").read_text())[1]) for w in proxy.workers())
        self.note("memory idle, MB", proxy, status("VmRSS") / 1024)
        self.fill(proxy, 100000)
        self.empty_output(proxy)
        proxy.ask("listrecords.php")
        proxy.ask("extract.php", {"library": "MILLAR"})
        self.note("memory at its peak, MB", proxy, status("VmHWM") / 1024)

    def start(self):
        """From the start of Apache to the first page, beside that to the first static file."""
        stack, site = pathlib.Path("apache/stack.sh").resolve(), self.sites["ours"]
        for _ in range(self.rounds):
            for case, page in (("start to the first page", "index.php"), ("start to a static file", "styles/components.css")):
                subprocess.run([stack, "stop", site.dir], check=True)
                apache = subprocess.Popen([stack, "httpd", site.dir], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                began = time.perf_counter()
                while True:
                    try:
                        site.ask(page)
                        break
                    except OSError:
                        time.sleep(0.002)
                self.note(case, site, time.perf_counter() - began)
                assert apache.poll() is None

    def hang(self):
        """How long a desk and a supervisor wait to hear that the database does not answer."""
        leader = (self.dir / "run/mariadbd.session").read_text().split()[0]
        os.kill(int(leader), signal.SIGSTOP)
        try:
            for _ in range(3):
                for page, fields in (("append.php", {"textarea": "MILLAR,20150827000000,R,1"}), ("listrecords.php", None)):
                    seconds = self.sites["ours"].ask(page, fields, expected=[503])[0]
                    self.note(f"{page} while the database hangs", self.sites["ours"], seconds)
        finally:
            os.kill(int(leader), signal.SIGCONT)

    # ---- the table ----------------------------------------------------------------------------------------------

    def report(self, file):
        medians = {case: {name: statistics.median(v) for name, v in sites.items()} for case, sites in self.figures.items()}
        file.write_text(json.dumps({"medians": medians, "all": self.figures}, indent=1))
        names = list(self.sites)
        print("\n| | " + " | ".join(names) + " | mod_php / ours |\n|" + " --- |" * (len(names) + 2))
        for case, sites in medians.items():
            shown = [self.shown(case, sites.get(name)) for name in names]
            ratio = ""
            if "ours" in sites and "mod_php" in sites:
                ratio = f"{sites['mod_php'] / sites['ours']:.2f}"
            print(f"| {case} | " + " | ".join(shown) + f" | {ratio} |")
        print(f"\nMedians; seconds where nothing else is said. All figures: {file}")
        goals(medians)

    @staticmethod
    def shown(case, value):
        if value is None:
            return ""
        whole = any(word in case for word in ("second", "bytes", "scans", "takes", "descriptors", "threads"))
        return f"{value:,.0f}" if whole else f"{value:.1f}" if "MB" in case else f"{value:.4f}"


def goals(medians):
    """Says of each figure that is to be reached whether it is."""

    def goal(text, case, of, against, least=None, most=None, beside=None):
        try:
            ratio = medians[case][of] / (medians[beside or case][against] if against else 1)
        except KeyError:
            return
        reached = (least is None or ratio >= least) and (most is None or ratio <= most)
        limit = f"at least {least}" if least is not None else f"at most {most}"
        print(f"{'reached' if reached else 'MISSED '}  {text}: {ratio:.3g}, {limit}")

    print()
    index = "index.php, requests a second"
    goal("index.php by mod_fcgid / constant page", index, "ours", "constant", least=0.95)
    goal("index.php by mod_proxy_fcgi / mod_php", index, "proxy", "mod_php", least=1.4)
    goal("index.php by mod_proxy_fcgi / php-fpm", index, "proxy", "php_fpm", least=2.3)
    goal("one scan, PHP / ours", "one scan", "mod_php", "ours", least=1.2)
    goal("append of 1, PHP / ours", "append of 1", "mod_php", "ours", least=1)
    goal("append of 1000, PHP / ours", "append of 1000", "mod_php", "ours", least=10)
    to_many = "append of 1 to {}, upgraded"
    goal("append to 100000 / to none, upgraded", to_many.format(100000), "ours", "ours", most=1.5, beside=to_many.format(0))
    goal("export of 5000, PHP / ours", "export of 5000", "mod_php", "ours", least=100)
    goal("export of 100000 / of 10000", "export of 100000", "ours", "ours", most=12, beside="export of 10000")
    lists = "listrecords.php of {}"
    goal("list of 100000 / of 1000", lists.format(100000), "ours", "ours", most=3, beside=lists.format(1000))
    goal("list of 20000, PHP / ours", lists.format(20000), "mod_php", "ours", least=1)
    today = "one scan, {} are of today, upgraded"
    goal("one scan beside 100,000 of today / none, upgraded", today.format(100000), "ours", "ours", most=1.5, beside=today.format(0))
    for page in ("listrecords.php", "extract.php"):
        goal(f"{page} of 100,000 / the client", f"{page} of 100000", "ours", "ours", most=1.3, beside=f"the statements of {page}")
    for page in ("listrecords.php", "listfiles.php", "clearold.php", "desks.php", "status.php", "lookup.php", "append.php"):
        goal(f"{page} beside 1,000,000 saved / none", f"{page} beside many saved", "ours", "ours", most=1.1, beside=f"{page} beside none saved")
    goal("100 desks, 99 % within, s", "100 desks: 99 % within", "ours", None, most=0.1)
    goal("what 200 desks take of the server by their heartbeats", "share of 200 desks", "ours", None, most=0.02)
    goal("one scan with lists, beside one without", "lists, of a scan without", "listed", None, most=1.1)
    goal("loading lists, s", "loading 100,000 patrons and 1,000,000 items", "listed", None, most=60)
    goal("append.php while the database hangs, s", "append.php while the database hangs", "ours", None, most=15)
    goal("memory idle, MB", "memory idle, MB", "proxy", None, most=10)
    goal("memory at its peak, MB", "memory at its peak, MB", "proxy", None, most=64)
    start = "start to the first page", "start to a static file"
    if start[0] in medians:
        beyond = medians[start[0]]["ours"] - medians[start[1]]["ours"]
        print(f"{'reached' if beyond <= 0.1 else 'MISSED '}  cold start beyond Apache's own, s: {beyond:.3f}, at most 0.1")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dir", required=True)
    parser.add_argument("--site", action="append", required=True)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=pathlib.Path, required=True)
    parser.add_argument("cases", nargs="*")
    arguments = parser.parse_args()
    unknown = set(arguments.cases) - set(CASES)
    if unknown:
        parser.error(f"no such case: {', '.join(unknown)}")
    bench = Bench(arguments)
    for site in bench.sites.values():
        end = time.monotonic() + 20
        while site.name != "constant":
            try:
                site.ask("index.php")
                break
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)
    for case in arguments.cases or CASES:
        print(f"measuring: {case}", flush=True)
        getattr(bench, case)()
    bench.report(arguments.json)


if __name__ == "__main__":
    main()
