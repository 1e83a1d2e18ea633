"""How near the program is to what the database itself needs, and what old records cost.

A case is a method of Limits, which Bench in measure.py has as its own.
"""

import datetime
import pathlib
import subprocess
import time

FIELDS = {"listrecords.php": None, "extract.php": {"library": "---"}}
RECORDS = 100_000
OLD = 1_000_000


class Limits:
    def neighbours(self):
        """A list and an export of 100,000 records, beside the mariadb client that sends the same statements and writes a file."""
        ours = self.sites["ours"]
        self.upgrade()
        for page, fields in FIELDS.items():
            statements = self.statements_of(page, fields)
            for _ in range(5):
                self.fill_and_settle(RECORDS)
                self.note(f"{page} of {RECORDS}", ours, ours.ask(page, fields)[0])
                self.fill_and_settle(RECORDS)
                self.note(f"the statements of {page}", ours, self.replay(statements))
        self.downgrade()

    def statements_of(self, page, fields):
        """What the program sends to the database for this page, as the database logs it."""
        ours = self.sites["ours"]
        ours.ask("index.php")
        self.fill_and_settle(RECORDS)
        self.sql("SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log; SET GLOBAL general_log = 1")
        ours.ask(page, fields)
        self.sql("SET GLOBAL general_log = 0")
        said = self.sql(
            "SELECT HEX(argument) FROM mysql.general_log WHERE command_type IN ('Query', 'Execute') "
            "AND user_host NOT LIKE 'root%' ORDER BY event_time, thread_id"
        )
        self.empty_output(ours)
        statements = [bytes.fromhex(line).decode() for line in said.splitlines()]
        # A session of the program's has its lock's name from its beginning.
        return "SET @offline_circ_lock = 'neighbour';\n" + "".join(f"{statement};\n" for statement in statements)

    def replay(self, statements):
        file = self.dir / "neighbour.txt"
        command = ["mariadb", "--no-defaults", "--user=root", f"--socket={self.dir}/mysql.sock", "--batch", "--quick", "-N"]
        with open(file, "w", encoding="utf-8") as to:
            began = time.perf_counter()
            subprocess.run([*command, "alma_offline"], input=statements, text=True, stdout=to, check=True)
            seconds = time.perf_counter() - began
        if file.read_text().count("\n") < RECORDS:
            raise SystemExit("neighbours: the client did not get the records")
        return seconds

    def saved(self):
        """Each page with 1,000 unsaved records, and the same with 1,000,000 saved ones beside them."""
        ours = self.sites["ours"]
        self.upgrade()
        self.fill_and_settle(1000)
        self.sql("CREATE TABLE others LIKE transactions; INSERT INTO others SELECT * FROM transactions")
        self.sql(
            "INSERT INTO others SELECT 'MILLAR', '2014-01-01' + INTERVAL seq * 7 SECOND, IF(seq MOD 3, 'L', 'R'), "
            f"10000000 + seq, '', IF(seq MOD 3, 7000000 + seq MOD 5000, ''), '', 1 FROM seq_1_to_{OLD}"
        )
        self.sql("ANALYZE TABLE transactions, others")
        time.sleep(5)
        pages = {page: None for page in ("listrecords.php", "listfiles.php", "clearold.php", "desks.php", "status.php", "lookup.php")}
        pages["append.php"] = {"library": "MILLAR", "textarea": ""}
        turns = 0
        for turn in range(1 + 3 * self.rounds):
            for beside in ("none", "many"):
                for page, fields in pages.items():
                    turns += 1
                    if fields:
                        fields["textarea"] = f"MILLAR,20150829{turns // 3600:02}{turns // 60 % 60:02}{turns % 60:02},R,{90000000 + turns}"
                    seconds = ours.ask(page, fields)[0]
                    if turn:
                        self.note(f"{page} beside {beside} saved", ours, seconds)
                self.sql("RENAME TABLE transactions TO third, others TO transactions, third TO others")
        self.sql("DROP TABLE others")
        self.downgrade()

    def today(self):
        """One scan on a day that has none yet and on one that has 100,000, without and with sql/upgrade.sql."""
        ours = self.sites["ours"]
        for kind in ("plain", "upgraded"):
            if kind == "upgraded":
                self.upgrade()
            for records in (0, RECORDS):
                self.fill(ours, records)
                self.sql("UPDATE transactions SET timestamp = CURDATE() + INTERVAL TIME_TO_SEC(timestamp) SECOND; ANALYZE TABLE transactions")
                # InnoDB still writes what was filled in.
                time.sleep(2)
                for i in range(10 * self.rounds):
                    now = datetime.datetime.now().strftime("%Y%m%d%H%M%S")
                    fields = {"textarea": f"MILLAR,{now},R,{90000000 + i}", "check": "1"}
                    seconds, answer = ours.ask("append.php", fields, accept="application/json")
                    if b'"recorded":1' not in answer:
                        raise SystemExit(f"today: {answer}")
                    self.note(f"one scan, {records} are of today, {kind}", ours, seconds)
        self.downgrade()

    def fill_and_settle(self, records):
        self.fill(self.sites["ours"], records)
        self.empty_output(self.sites["ours"])
        self.sql("ANALYZE TABLE transactions")
        # InnoDB still writes what was filled in.
        time.sleep(2)

    def upgrade(self):
        self.fill(self.sites["ours"], 0)
        self.sql((pathlib.Path("sql") / "upgrade.sql").read_text())
        # A connection has asked about the table when it began.
        self.sql("KILL CONNECTION USER demo@localhost")

    def downgrade(self):
        indexes = ", ".join(f"DROP INDEX {index}" for index in ("time_and_item", "item", "patron", "unsaved"))
        self.fill(self.sites["ours"], 0)
        self.sql(f"ALTER TABLE transactions {indexes}, DROP id; KILL CONNECTION USER demo@localhost")
