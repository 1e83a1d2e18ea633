"""How many desks one server takes, and whether it is the same after a long day.

A case is a method of Capacity, which Bench in measure.py has as its own.
"""

import datetime
import http.client
import os
import re
import subprocess
import threading
import urllib.parse

# For wrk: each connection is a desk that scans an item every two seconds.
DESKS = """
local desks, first = tonumber(os.getenv("DESKS")), tonumber(os.getenv("FIRST"))
local asked, scans = 0, 0
math.randomseed(os.time())
delay = function()
  asked = asked + 1
  return asked <= desks and math.random(0, 2000) or math.random(1800, 2200)
end
request = function()
  scans = scans + 1
  local item, patron = first + scans, 21000000 + scans % 5000
  local what = scans % 2 == 0 and string.format("R%%2C%d", item) or string.format("L%%2C%d%%2C%%2C%d", item, patron)
  local body = string.format("library=MILLAR&check=1&textarea=MILLAR%%2C%s%%2C%s", os.date("%Y%m%d%H%M%S"), what)
  return wrk.format("POST", nil, {["Content-Type"] = "application/x-www-form-urlencoded", Accept = "application/json"}, body)
end
done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("scans %d failed %d median %d most %d\\n", summary.requests, failed, latency:percentile(50), latency:percentile(99)))
end
"""
STEPS = (50, 100, 200, 300, 400, 600, 800, 1000, 1500, 2000, 3000)
# Within so many seconds a desk is to know that its scan is recorded.
LIMIT = 0.2

# What one day has, about four times that of a busy library.
SCANS, HOURS, ROUNDS_OF_HEARTBEATS, PEOPLE = 48_000, 24, 180, 20


class Capacity:
    def capacity(self):
        """How many desks can scan every two seconds until 99 % of the scans are not recorded within 0.2 s any more."""
        ours = self.sites["ours"]
        script = self.dir / "desks.lua"
        script.write_text(DESKS)
        self.upgrade()
        first, there, taken = 31_000_000, 0, 0
        # In the first turn mod_fcgid still starts processes.
        for turn, desks in enumerate((STEPS[2], *STEPS)):
            url = f"http://127.0.0.1:{ours.port}/offline-circ/append.php"
            wrk = ["wrk", "-t1", f"-c{desks}", "-d", "10" if self.quick else "30", "--timeout", "10", "-s", str(script), url]
            first += 1_000_000
            environment = os.environ | {"DESKS": str(desks), "FIRST": str(first)}
            out = subprocess.run(wrk, env=environment, capture_output=True, text=True).stdout
            scans, failed, median, most = map(int, re.search(r"scans (\d+) failed (\d+) median (\d+) most (\d+)", out).groups())
            rows = int(self.sql("SELECT COUNT(*) FROM transactions"))
            if rows < there + scans:
                raise SystemExit(f"{desks} desks: {scans} scans are acknowledged, {rows - there} recorded")
            there = rows
            if turn == 0:
                continue
            self.note(f"{desks} desks: median", ours, median / 1e6)
            self.note(f"{desks} desks: 99 % within", ours, most / 1e6)
            print(f"  {desks} desks: {scans} scans, {failed} failed, median {median / 1e6:.4f} s, 99 % within {most / 1e6:.4f} s", flush=True)
            if failed or most / 1e6 > LIMIT:
                break
            taken = desks
        self.note("desks that one server takes", ours, taken)
        self.downgrade()

    def day(self):
        """A day of twenty desks as fast as the server answers: memory, descriptors and threads after each hour."""
        site = self.sites["proxy"]
        self.upgrade()
        self.empty_output(site)
        for hour in range(HOURS):
            desks = [threading.Thread(target=self.hour_of_desk, args=(site, hour, desk)) for desk in range(4)]
            for desk in desks:
                desk.start()
            for desk in desks:
                desk.join()
            for page, fields in (("listrecords.php", None), ("extract.php", {"library": "---"}), ("listfiles.php", None)):
                site.ask(page, fields)
            if hour not in (0, 1, 11, HOURS - 1):
                continue
            for case, value in self.state(site).items():
                self.note(f"a day: {case} after hour {hour + 1}", site, value)
        files = (site.dir / "output").glob("*.dat")
        items = [line[13:93] for file in files for line in file.read_text().splitlines()]
        if len(items) != SCANS or len(set(items)) != SCANS:
            raise SystemExit(f"a day: {SCANS} scans, {len(items)} lines, {len(set(items))} items in files")
        self.downgrade()

    def hour_of_desk(self, site, hour, desk):
        """A quarter of what all desks send in an hour, by one connection."""
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)

        def send(page, fields):
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
            connection.request("POST", f"/offline-circ/{page}", urllib.parse.urlencode(fields), headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status != 200 or (page == "append.php" and b'"recorded":1' not in text):
                raise SystemExit(f"a day: {page} answers {answer.status}: {text[:200]!r}")

        scans, heartbeats = SCANS // HOURS // 4, ROUNDS_OF_HEARTBEATS * PEOPLE // 4
        for n in range(heartbeats):
            person = desk * PEOPLE // 4 + n % (PEOPLE // 4)
            send("heartbeat.php", {
                "workstation": f"workstation{person:05}", "desk": f"Circ {person}", "tab": f"tab{person:013}", "waiting": 0,
                "held": 0, "version": 1, "now": 1700000000000, "offline": "yes", "storage": "persistent",
            })
            if n * scans // heartbeats != (n + 1) * scans // heartbeats:
                item = 40_000_000 + (hour * 4 + desk) * scans + n * scans // heartbeats
                now = datetime.datetime.now().strftime("%Y%m%d%H%M%S")
                send("append.php", {"library": "MILLAR", "textarea": f"MILLAR,{now},L,{item},,{21000000 + n % 500}", "check": "1"})
        connection.close()

    def state(self, site):
        (worker,) = site.workers()
        status = (worker / "status").read_text()
        number = lambda key: int(re.search(rf"{key}:\s+(\d+)", status)[1])
        return {"MB": number("VmRSS") / 1024, "descriptors": len(list((worker / "fd").iterdir())), "threads": number("Threads")}
