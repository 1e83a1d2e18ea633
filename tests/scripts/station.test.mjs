// What becomes of each scan of a desk: recorded, held, or voided by a person.

import { IDBObjectStore } from "fake-indexeddb";
import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { fields, line } from "../../apache/htdocs/scripts/entry.js";
import { Journal } from "../../apache/htdocs/scripts/journal.js";
import { replacedBy } from "../../apache/htdocs/scripts/lines.js";
import { Queue, Settings } from "../../apache/htdocs/scripts/store.js";
import { barcodes, Browser, REST, rest, Server, storage, until } from "./station.mjs";

test("a line says what it holds, whatever is empty in it", () => {
  const all = { library: "", time: "20260102030405", kind: "R", item: 'a "b", c', callNumber: "", patron: "", patronName: "" };
  for (const said of [all, { ...all, library: "AVS", patron: "7" }, { ...all, item: "", patronName: "Ada" }]) {
    assert.deepEqual(fields(line(said)), said);
  }
});

test("a scan is announced when it is on the disk, and recorded when the server says so", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  desk.loan("31234000000001");
  assert.equal(desk.last, undefined);
  assert.ok(desk.station.hasUnsent, "closing the page would lose it");
  await until(() => desk.last);
  assert.equal(desk.last, "Loan 31234000000001 to 77");
  await desk.sent();
  assert.match(server.rows.join(), /^AVS,\d{14},L,31234000000001,,77,$/);
  assert.equal(desk.find("31234000000001").state, "recorded");
  assert.equal(desk.journal.today.L, 1);
  assert.ok(!desk.station.hasUnsent);
  assert.deepEqual((await browser.open()).queue, [], "it has left the queue");
});

test("what looks wrong is held until a person says so, and never lost", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  desk.return("1");
  await until(() => desk.last === "Return 1");
  desk.return("1");
  assert.equal(desk.last, "1: This item was checked in a moment ago. F9 records it anyway.");
  assert.equal(desk.tones.at(-1), "look");
  await until(() => desk.status.entries.some(({ state }) => state === "held"));
  await desk.sent();
  assert.deepEqual(server.items, ["1"]);
  browser.crash();
  const next = await browser.open();
  assert.deepEqual(next.queue, ["held 1"]);
  next.hold({ item: "1" });
  await next.accept();
  assert.equal(next.last, "Return 1");
  assert.equal(server.requests.length, 2);
  assert.deepEqual(next.queue, ["held 1"], "the first one is held yet");
});

test("the key means only what was announced last", async () => {
  new Server();
  const desk = await new Browser().open();
  desk.hold({ item: "1" });
  assert.equal(desk.station.latest.held.item, "1");
  desk.hold({ item: "2" });
  assert.equal(desk.station.latest.held.item, "2");
  desk.return("3");
  assert.equal(desk.station.latest.held, undefined, "a good scan has come in between");
  desk.hold({ item: "4" });
  desk.station.announce("Choose the library first.", "not recorded");
  assert.equal(desk.station.latest.held, undefined);
  await until(() => desk.queue.length === 3);
  assert.deepEqual(desk.station.held.map(({ item }) => item), ["4", "2", "1"]);
});

test("a held scan is recorded once, with its own patron and time, or discarded", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  desk.hold({ item: "1" });
  await until(() => desk.find("1"));
  await desk.station.void(desk.find("1"));
  assert.equal(desk.last, "1 is discarded.");
  assert.deepEqual(desk.queue, []);
  desk.hold({ kind: "L", item: "2", patron: "77" });
  await until(() => desk.find("2"));
  const held = desk.find("2");
  await desk.accept(held, { ...REST, patron: "78" });
  await desk.accept(held, { ...REST, patron: "78" });
  await desk.sent();
  assert.deepEqual(server.rows, [`AVS,${held.time},L,2,,77,`]);
});

test("a scan that lacks a patron or a library stays held until the desk has them", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  desk.hold({ kind: "L", item: "1" }, "No patron.");
  desk.hold({ kind: "L", item: "2", library: "" }, "No patron.");
  assert.equal(desk.last, "2: No patron. Choose the library first. F9 lends it to the next patron you scan.");
  await until(() => desk.queue.length === 2);
  await desk.accept(desk.find("1"));
  assert.equal(desk.last, "Scan the patron's barcode first.");
  assert.equal(desk.tones.at(-1), "not recorded");
  await desk.accept(desk.find("2"), { library: "", patron: "77", patronName: "" });
  assert.equal(desk.last, "Choose the library first.");
  assert.deepEqual(desk.queue, ["held 1", "held 2"]);
  await desk.station.accept(desk.status.entries, { library: "AVS", patron: "77", patronName: "Ada" });
  assert.equal(desk.last, "Loan 1 to 77, Loan 2 to 77");
  await desk.sent();
  assert.deepEqual(server.rows.map((line) => line.replace(/\d{14}/, "")), ["AVS,,L,1,,77,Ada", "AVS,,L,2,,77,Ada"]);
});

test("the key does what it says of a scan without a library: nothing before one is chosen, then it records", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  desk.hold({ item: "1", library: "" }, "No library is chosen.");
  assert.equal(desk.last, "1: No library is chosen. Choose the library first. Then F9 records it.");
  for (let i = 0; i < 2; i++) {
    await desk.accept(undefined, { ...REST, library: "" });
    assert.equal(desk.last, "Choose the library first.");
    assert.deepEqual(server.items, []);
  }
  await desk.accept();
  assert.deepEqual(server.items, ["1"]);
  desk.hold({ item: "2", library: "" });
  await until(() => desk.find("2"));
  await desk.accept(desk.find("2"), { ...REST, library: "" });
  assert.equal(desk.station.latest.held?.item, undefined, "of a button the key knows nothing");
});

test("a held scan that is corrected is judged anew", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  desk.hold({ item: "9780306406157" });
  await until(() => desk.find("9780306406157"));
  await desk.station.correct(desk.find("9780306406157"), "9791090636071", REST);
  assert.match(desk.last, /^9791090636071: This is the publisher's/);
  assert.deepEqual(desk.queue, ["held 9791090636071"]);
  await desk.station.correct(desk.find("9791090636071"), "31234000000001", REST);
  await desk.sent();
  assert.deepEqual(server.items, ["31234000000001"]);
});

test("what the key does with a held scan that is corrected is right for what it is now", async () => {
  new Server();
  const desk = await new Browser().open();
  /** Holds this with an offer and corrects it; what the page says then. */
  const corrected = async (scan, offer, scanned) => {
    desk.station.hold({ library: "AVS", patron: "", ...scan }, { reason: "Odd.", scanned: scan.item, offer });
    await until(() => desk.find(scan.item, "held"));
    await desk.station.correct(desk.find(scan.item, "held"), scanned, REST);
    return desk.last;
  };
  assert.match(await corrected({ kind: "L", item: "1", patron: "77" }, "patron", "9780306406157"), /publisher.*F9 records it anyway\.$/);
  assert.match(await corrected({ kind: "R", item: "2" }, "patron", "9780306406157"), /publisher.*F9 records it anyway\.$/);
  assert.match(await corrected({ kind: "L", item: "%E?" }, "discard", "21234000111111"), /F9 makes this the next patron\.$/);
  assert.match(await corrected({ kind: "L", item: "3" }, "patron", "9780306406157"), /publisher.*F9 discards it\.$/);
});

test("voiding a return leaves the loan of the item on the slip, and of two loans the other one", async () => {
  new Server();
  const desk = await new Browser().open({ settings: { repeat_minutes: 0 } });
  for (const scan of ["loan", "loan", "return"]) {
    desk[scan]("1");
    await desk.sent();
  }
  await desk.station.void(desk.journal.today.latest.find(({ kind }) => kind === "R"));
  assert.equal(desk.station.countOf("77"), 2);
});

test("what another tab sends is held and rejected in the one where it was scanned, too", async () => {
  const [server, browser] = [new Server(), new Browser()];
  server.state = "away";
  const desk = await browser.open();
  const other = await browser.open();
  const back = mock.method(desk, "heldBack", () => {});
  desk.loan("1");
  desk.loan("31234999999999");
  desk.loan("2");
  await desk.sent();
  server.patrons = ["2"];
  server.state = "well";
  await other.sent();
  await until(() => desk.queue.includes("held 2"));
  await rest();
  assert.match(desk.said.at(-2), /not understood/);
  assert.match(desk.last, /^2: A patron's today. F9 makes this the next patron.$/);
  assert.equal(desk.station.latest.held.item, "2");
  assert.deepEqual(back.mock.calls.map(({ arguments: [held] }) => held.map(({ item }) => item)), [["2"]]);
  assert.deepEqual(desk.station.loans.map(({ item }) => item), ["1"]);
  assert.equal(desk.station.checks.item("L", "2", "77").problem, "");
  const third = await browser.open();
  const { length } = third.said;
  server.patrons = ["3"];
  desk.loan("3");
  await until(() => desk.queue.includes("held 3"));
  assert.equal(third.said.length, length, "it was not scanned there");
});

test("what another desk knows to be a patron is held by the server, and sent again when a person says so", async () => {
  const server = new Server();
  server.patrons = ["2", "3"];
  const desk = await new Browser().open();
  desk.return("1");
  desk.return("2");
  await until(() => desk.queue.includes("held 2"));
  await desk.sent();
  assert.deepEqual(server.items, ["1"]);
  assert.match(desk.last, /^2: A patron's today. F9 makes this the next patron.$/);
  assert.equal(desk.tones.at(-1), "look");
  await desk.accept();
  await desk.sent();
  assert.deepEqual(server.items, ["1", "2"]);
  await desk.station.submit("AVS,20260102030405,R,3,,,");
  await desk.sent();
  assert.deepEqual(server.items, ["1", "2", "3"], "a pasted line is nobody's scan");
});

test("a warning stays to be read while an earlier scan is kept", async () => {
  new Server();
  const desk = await new Browser().open();
  desk.return("1");
  desk.hold({ item: "2" });
  await desk.sent();
  assert.match(desk.last, /^2: This is odd/);
});

test("the slip has the loans of one patron, without those that are held or voided", async () => {
  new Server();
  const desk = await new Browser().open();
  const slip = () => desk.station.loans.map(({ item }) => item);
  desk.loan("1", "76");
  desk.loan("2", "77");
  desk.return("3");
  desk.loan("4", "77");
  desk.hold({ kind: "L", item: "5", patron: "77" });
  desk.hold({ kind: "L", item: "6", patron: "77" });
  await desk.accept();
  await until(() => slip().length === 3);
  assert.deepEqual(slip(), ["2", "4", "6"]);
  await until(() => desk.find("4", "recorded"));
  await desk.station.void(desk.find("4"));
  assert.deepEqual(slip(), ["2", "6"]);
  assert.match(desk.station.loans[0].time, /^\d{14}$/);
  assert.ok(desk.status.hasSlip);
});

test("a held loan that is recorded counts for the patron who is here, and begins that patron's slip", async () => {
  new Server();
  const desk = await new Browser().open();
  const slip = () => desk.station.loans.map(({ item }) => item);
  desk.loan("1", "76");
  desk.hold({ kind: "L", item: "2", patron: "76" });
  await until(() => desk.find("2"));
  desk.hold({ kind: "L", item: "3", patron: "77" });
  await desk.accept(undefined, { ...REST, patron: "77" });
  assert.deepEqual([slip(), desk.station.countOf("77")], [["3"], 1]);
  await desk.accept(desk.find("2"), { ...REST, patron: "77" });
  assert.deepEqual(slip(), ["3"], "what is another's is on no other slip");
  desk.hold({ kind: "L", item: "4", patron: "78" });
  await until(() => desk.find("4"));
  await desk.station.correct(desk.find("4"), "5", { ...REST, patron: "78" });
  assert.deepEqual(slip(), ["5"]);
});

test("a loan that the server does not void, as it is in a file, is on the slip again", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  for (const item of ["1", "2"]) desk.loan(item);
  await desk.sent();
  server.inFile.add(server.rows[0]);
  for (const item of ["1", "2"]) await desk.station.void(desk.find(item));
  assert.deepEqual(desk.station.loans.map(({ item }) => item), ["1"]);
});

test("the slip and the count of a turn are the same after a reload, without what was in the page only", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  const [unsent, voided, inPage, ...sent] = barcodes(28);
  for (const item of sent) desk.loan(item);
  await desk.sent();
  server.state = "away";
  for (const item of [unsent, voided]) desk.loan(item);
  await desk.sent();
  await desk.station.void(desk.find(voided));
  const { loans } = desk.station;
  assert.equal(loans.length, 26);
  browser.crash();
  const after = await browser.open({ session: desk.session });
  assert.deepEqual(after.station.loans, JSON.parse(JSON.stringify(loans)));
  assert.equal(after.station.countOf("77"), 26);
  assert.ok(after.status.hasSlip);
  mock.method(IDBObjectStore.prototype, "add", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  after.loan(inPage);
  await until(() => after.find(inPage));
  assert.equal(after.station.countOf("77"), 27);
  browser.crash();
  const last = await browser.open({ session: desk.session });
  assert.equal(last.station.countOf("77"), 26, "the reload has taken it along");
  await last.station.clear();
  assert.deepEqual([last.station.countOf("77"), last.journal.loans], [0, []], "a duplicate begins with nothing");
  last.hold({ kind: "L", item: barcodes(1, 40)[0], patron: "77" });
  await last.accept(undefined, { ...REST, patron: "77" });
  await last.station.clear();
  assert.equal(last.station.countOf("77"), 1, "and keeps what was scanned in it, however late the other tab answers");
});

test("a page that stays open overnight keeps no loans of the day before", () => {
  const kept = storage();
  let now = "20261103235900";
  const journal = new Journal(new Settings("offline-circ /", () => kept), { now: () => now });
  const loans = [{ kind: "L", item: "1", patron: "77", time: "20261103120000" }];
  journal.keepLoans(loans);
  assert.equal(journal.loans.length, 1);
  now = "20261104080000";
  journal.keepLoans(loans);
  assert.deepEqual(journal.loans, []);
});

test("an item that waits is a repeat after a reload too", async () => {
  const [server, browser] = [new Server(), new Browser()];
  server.state = "away";
  const tab = await browser.open();
  tab.station.scan({ library: "AVS", kind: "R", item: "1" });
  await rest();
  browser.crash();
  const next = await browser.open();
  assert.match(next.station.checks.item("R", "1", "").problem, /repeat/);
  assert.equal(next.station.checks.item("R", "2", "").problem, "");
});

test("an item that was recorded is a repeat after a reload too, until it is voided", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  desk.return("1");
  await until(() => desk.find("1", "recorded"));
  browser.crash();
  const next = await browser.open({ session: desk.session });
  assert.match(next.station.checks.item("R", "1", "").problem, /repeat/);
  await next.station.void(next.find("1"));
  assert.equal(next.station.checks.item("R", "1", "").problem, "");
  assert.deepEqual(server.rows, []);
});

test("a page that ends while a record leaves the queue shows it after a reload, once", async () => {
  const ends = () => {
    throw new Error("the page has ended");
  };
  const { set: note } = Object.getOwnPropertyDescriptor(Journal.prototype, "leaving");
  for (const hasLeft of [true, false]) {
    const [server, browser] = [new Server(), new Browser()];
    const desk = await browser.open();
    const { journal } = desk;
    if (hasLeft) journal.recorded = ends;
    else Object.defineProperty(journal, "leaving", { get: () => [], set: (entries) => ends(note.call(journal, entries)) });
    mock.method(console, "error", () => {});
    desk.loan("1");
    await desk.sent();
    assert.equal(journal.today.L, 0);
    browser.crash();
    const next = await browser.open({ session: desk.session });
    await until(() => next.find("1", "recorded"));
    await next.sent();
    assert.equal(next.journal.today.L, 1);
    assert.equal(next.journal.today.latest.length, 1);
    assert.match(next.station.checks.item("L", "1", "").problem, /repeat/);
    browser.crash();
    const last = await browser.open({ session: desk.session });
    assert.equal(last.journal.today.L, 1);
    assert.deepEqual(server.items, ["1"]);
  }
});

test("what was on its way to the disk when a page was left is there in the next one, once", async () => {
  for (const isOnDisk of [false, true]) {
    const [server, browser] = [new Server(), new Browser()];
    const desk = await browser.open();
    desk.return("1");
    await desk.sent();
    server.state = "away";
    if (!isOnDisk) mock.method(Queue.prototype, "add", () => new Promise(() => {}));
    desk.return("2");
    desk.hold({ item: "3" });
    desk.station.submit("AVS,20260102030405,R,4");
    desk.station.void(desk.find("1"));
    await until(() => desk.find("1").state === "voiding");
    assert.ok(desk.station.hasUnsent);
    desk.station.leave();
    await rest();
    browser.crash();
    mock.restoreAll();
    server.state = "well";
    const next = await browser.open({ session: desk.session });
    await next.sent();
    assert.deepEqual(next.queue, ["held 3"]);
    assert.equal(next.find("1").state, "voided");
    assert.deepEqual(server.items, ["2", "4"]);
    const asked = server.requests.length;
    const last = await browser.open({ session: desk.session });
    await last.sent();
    assert.deepEqual(last.queue, ["held 3"]);
    assert.equal(server.requests.length, asked);
    assert.deepEqual([last.journal.today.R, last.journal.today.latest.length], [2, 3]);
  }
});

test("what a tab that is closed was bringing to the disk is recorded by another one", async () => {
  const [server, browser] = [new Server(), new Browser()];
  const [desk, other] = [await browser.open(), await browser.open()];
  mock.method(Queue.prototype, "add", () => new Promise(() => {}), { times: 1 });
  desk.return("1");
  desk.station.leave();
  await other.station.takeLeftovers();
  await other.sent();
  assert.deepEqual(server.items, ["1"]);
  await other.station.takeLeftovers();
  await other.sent();
  assert.equal(server.requests.length, 1);
});

test("what was on its way is there once, with the slip, although the disk refuses the next page too", async () => {
  const [server, browser] = [new Server(), new Browser()];
  const first = await browser.open();
  first.loan("1");
  await first.sent();
  server.state = "away";
  mock.method(IDBObjectStore.prototype, "add", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  first.loan("2");
  first.hold({ item: "3" });
  first.station.leave();
  browser.crash();
  const second = browser.begin({ session: first.session });
  for (let i = 0; i < 3; i++) second.station.takeLeftovers();
  await second.started;
  await until(() => second.status.entries.length > 0);
  assert.deepEqual(second.queue, ["waiting 2", "held 3"]);
  assert.equal(second.station.countOf("77"), 2);
  assert.match(second.station.checks.item("L", "2", "77").problem, /repeat/);
  server.state = "well";
  await second.sent();
  assert.deepEqual(server.items, ["1", "2"]);
});

test("what the disk has refused page after page is kept, and recorded once", async () => {
  const [server, browser] = [new Server(), new Browser()];
  mock.method(IDBObjectStore.prototype, "add", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  server.state = "away";
  let { session } = await browser.open();
  for (let i = 1; i <= 3; i++) {
    const desk = await browser.open({ session });
    ({ session } = desk);
    await until(() => desk.queue.length === i - 1);
    desk.loan(String(i));
    await rest();
    desk.station.leave();
    browser.crash();
  }
  server.state = "well";
  const last = await browser.open({ session });
  await last.sent();
  assert.deepEqual(server.items, ["1", "2", "3"]);
  assert.equal(last.station.countOf("77"), 3);
  assert.equal(server.requests.length, 1);
});

test("a page that the browser keeps goes on with what only it has", async () => {
  const [server, browser] = [new Server(), new Browser()];
  const full = mock.method(IDBObjectStore.prototype, "add", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  server.state = "away";
  const desk = await browser.open();
  desk.return("1");
  await desk.sent();
  desk.station.leave({ isKept: true });
  await desk.station.comeBack();
  await desk.sent();
  assert.deepEqual(desk.queue, ["waiting 1"]);
  full.mock.restore();
  server.state = "well";
  await desk.sent();
  assert.deepEqual(server.requests.map(([, lines]) => lines.length), [1]);
});

test("a record that a full disk has not let out of the queue is counted once", async () => {
  const [server, browser] = [new Server(), new Browser()];
  const desk = await browser.open();
  desk.return("1");
  await desk.sent();
  const [{ raw }] = desk.journal.today.latest;
  browser.crash();
  await browser.keep([{ library: "AVS", kind: "R", item: "1", raw, tried: true, state: "waiting" }]);
  const next = await browser.open({ session: desk.session });
  await next.sent();
  assert.deepEqual(next.queue, []);
  assert.deepEqual([next.journal.today.R, next.journal.today.latest.length], [1, 1]);
  assert.deepEqual(server.items, ["1"]);
});

test("a page that is shown again goes on where the next one of its tab has left off", async () => {
  const [, browser] = [new Server(), new Browser()];
  const desk = await browser.open();
  desk.loan("1");
  await desk.sent();
  browser.tabs = []; // a page that is not shown hears nothing
  const next = await browser.open({ session: desk.session });
  next.loan("2");
  await next.sent();
  await desk.station.comeBack();
  assert.equal(desk.station.countOf("77"), 2);
  assert.match(desk.station.checks.item("L", "2", "77").problem, /repeat/);
});

test("a record is voided before and after it was sent, and not once it is in a file", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  for (const item of barcodes(2)) desk.return(item);
  await desk.sent();
  const [first, second] = barcodes(2);
  await desk.station.void(desk.find(second));
  assert.equal(desk.last, `${second} will be voided.`);
  assert.deepEqual(server.items, [first]);
  assert.equal(desk.find(second).state, "voided");
  assert.equal(desk.journal.today.R, 1);
  server.inFile.add(server.rows[0]);
  await desk.station.void(desk.find(first));
  assert.equal(desk.find(first).state, "in a file");
  assert.equal(desk.last, `${first} was not voided: it is already in a file. Correct it in Alma.`);
  assert.match(desk.station.checks.item("R", first, "").problem, /repeat/, "it counts after all");
  assert.equal(desk.tones.at(-1), "look");
  assert.deepEqual(server.items, [first]);

  server.state = "away";
  for (const item of barcodes(2, 50)) desk.return(item);
  await until(() => desk.queue.length === 2);
  await rest();
  await desk.station.void(desk.find(barcodes(1, 51)[0]));
  server.state = "well";
  await desk.station.send();
  assert.deepEqual(server.items, [first, ...barcodes(1, 50)]);
});

test("a record that may have reached the server is sent again and voided there", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  server.state = "deaf";
  desk.return("1");
  await until(() => server.rows.length === 1);
  await until(() => desk.status.sending === "cut off");
  assert.deepEqual(desk.queue, ["waiting 1"]);
  await desk.station.void(desk.find("1"));
  assert.equal(desk.last, "1 will be voided.");
  server.state = "well";
  server.requests = [];
  await desk.station.send();
  assert.deepEqual(server.requests.map(([page]) => page), ["append.php", "void.php"]);
  assert.deepEqual(server.rows, []);
  assert.deepEqual(desk.queue, []);
});

test("voiding a row that another tab has sent meanwhile voids the record, whatever time it got", async () => {
  const server = new Server();
  server.state = "away";
  const { now } = Date;
  mock.method(Date, "now", () => now() - 5 * 365 * 86_400_000);
  const browser = new Browser();
  const desk = await browser.open();
  const other = await browser.open();
  desk.return("1");
  await desk.sent();
  const shown = desk.find("1");
  assert.equal(shown.time, null);
  server.state = "well";
  await other.station.send();
  assert.deepEqual(server.items, ["1"]);
  server.requests = [];
  await desk.station.void(shown);
  await desk.sent();
  assert.deepEqual(server.requests.map(([page]) => page), ["void.php"]);
  assert.deepEqual(server.rows, []);
});

test("voiding a line that was never right stops nobody", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  server.state = "away";
  desk.return("31234999999999");
  await until(() => desk.queue.length === 1);
  await rest();
  await desk.station.void(desk.status.entries[0]);
  server.state = "well";
  desk.return("1");
  await desk.sent();
  assert.deepEqual(server.items, ["1"]);
});

test("pasted lines that are none come back with their reasons, and stop no scan", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  await desk.station.submit("AVS,20260102030405,R,9,,,\r\n\n  hello \nMILLAR,,R,123\n\u0085\n");
  assert.equal(desk.last, "3 lines to record");
  desk.return("1");
  await desk.sent();
  assert.deepEqual(server.items, ["9", "1"]);
  assert.deepEqual(desk.queue, ["rejected hello", "rejected MILLAR,,R,123"]);
  assert.equal(desk.status.entries[0].reason, "not understood: hello");
  assert.ok(!desk.station.hasUnsent, "what is rejected is on the disk");
  for (const entry of desk.status.entries) await desk.station.void(entry);
  await desk.sent();
  assert.deepEqual(desk.queue, []);
});

test("a rejected record stays until its corrected line is submitted", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  desk.return("31234999999999");
  await until(() => desk.status.entries[0]?.state === "rejected");
  const [wrong] = desk.status.entries;
  await desk.station.correctLine(wrong);
  await desk.station.submit("AVS,20260102030405,R,9,,,");
  await until(() => server.rows.length === 1);
  assert.equal(desk.status.entries[0].state, "rejected", "another line is none of its business");
  await desk.station.submit(wrong.raw.replace("31234999999999", "1"));
  await until(() => server.rows.length === 2);
  await desk.sent();
  assert.deepEqual(desk.queue, []);
  assert.equal(fields(server.rows[1]).time, fields(wrong.raw).time);
});

test("a line of the same second or item replaces no rejected record, unless it may be nothing else", async () => {
  const [a, b, other] = ["X1", "X2", "5"].map((item) => `AVS,20260102030405,R,${item},,,`);
  const loan = "AVS,20260102030405,L,X3,,77,";
  const mended = (line) => line.replace(",X", ",3");
  for (const [lines, rejected, replaced] of [
    [[a], [a], [a]],
    [[mended(a)], [a], [a]],
    [[mended(a), mended(b)], [a, b], [a, b]],
    [[mended(a), b], [a, b], [a, b]],
    [[mended(a)], [a, b], []],
    [[mended(a)], [a, a], [a, a]],
    [[mended(a)], [a, loan], [a]],
    [[mended(a), other], [a], []],
    [["AVS,20260102030405,L,5,,77,"], [a], []],
    [["AVS,20260102030406,L,X1,,77,"], [a], []],
    [["AVS,20260102030405,L,X1,,77,"], [a], [a]],
    [["AVS,20260102030406,R,X1,,,"], [a], [a]],
    [["MILLAR,20260102030405,R,X1,,,"], ["MILAR,,R,X1"], ["MILAR,,R,X1"]],
    [["AVS,20260102030405,R,1,,,"], ["hello"], []],
  ]) {
    assert.deepEqual(replacedBy(lines, rejected), replaced, `${lines.join(" ")} in the place of ${rejected.join(" ")}`);
  }
  const server = new Server();
  const desk = await new Browser().open();
  for (const item of ["31234999999999", "1"]) desk.return(item);
  await until(() => desk.status.entries[0]?.state === "rejected");
  const [wrong] = desk.status.entries;
  await desk.station.correctLine(wrong);
  await desk.station.submit(wrong.raw.replace(",R,31234999999999,,,", ",L,5,,77,"));
  await until(() => server.items.includes("5"));
  await desk.sent();
  assert.deepEqual(desk.queue, ["rejected 31234999999999"]);
  desk.return("31234999999999");
  await until(() => desk.queue.length === 2);
  await desk.station.void(wrong);
  await desk.station.correctLine(desk.status.entries[0]);
  await desk.station.submit(desk.status.entries[0].raw.replace(",31234999999999,", ",6,"));
  await until(() => server.items.includes("6"));
  await desk.sent();
  assert.deepEqual(desk.queue, [], "one that is voided is corrected no more");
});

test("what is saved to a file before the time is known is sent with the same time", async () => {
  const server = new Server();
  server.state = "away";
  const desk = await new Browser().open();
  for (const item of barcodes(3)) desk.return(item);
  desk.hold({ item: "4" });
  await until(() => desk.queue.length === 4);
  await rest();
  const saved = await desk.station.linesToSave();
  assert.deepEqual(saved.map((line) => fields(line).item), barcodes(3));
  const { now } = Date;
  Date.now = () => now() + 60_000; // set right before the server is reached
  try {
    server.state = "well";
    await desk.station.send();
  } finally {
    Date.now = now;
  }
  await desk.sent();
  assert.deepEqual(server.rows, saved);
});

test("what is voided is not saved to a file", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  server.state = "deaf";
  desk.return("1");
  desk.return("2");
  await until(() => server.rows.length === 2);
  await until(() => desk.status.sending === "cut off");
  await desk.station.void(desk.find("1"));
  assert.deepEqual((await desk.station.linesToSave()).map((line) => fields(line).item), ["2"]);
});

test("a page that cannot show anything sends all the same", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  const errors = mock.method(console, "error", () => {});
  desk.show = () => {
    throw new Error("not drawn");
  };
  for (const item of barcodes(2)) desk.return(item);
  await until(() => desk.last === `Return ${barcodes(2)[1]}`);
  await desk.sent();
  assert.deepEqual(server.items, barcodes(2));
  assert.ok(errors.mock.callCount() > 0);
});

test("what is pressed before the storage is open is done when it is, and nothing is lost", async () => {
  const server = new Server();
  const browser = new Browser();
  await browser.keep([{ state: "waiting", raw: "AVS,20260102030405,R,8,,," }]);
  const desk = browser.begin();
  desk.return("9");
  assert.ok(desk.station.hasUnsent);
  const saving = desk.station.linesToSave();
  const submitting = desk.station.submit("");
  desk.station.submit("AVS,20260102030405,R,7,,,");
  assert.deepEqual((await saving).map((line) => fields(line).item)[0], "8");
  await submitting;
  await until(() => server.rows.length === 3);
  assert.deepEqual(server.items.sort(), ["7", "8", "9"]);
});
