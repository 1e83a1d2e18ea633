// What the browser keeps, what it does not, and what earlier versions of the page have kept.

import { IDBDatabase, IDBFactory, IDBObjectStore } from "fake-indexeddb";
import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { bannerText } from "../../apache/htdocs/scripts/banner.js";
import { Leftovers } from "../../apache/htdocs/scripts/leftovers.js";
import { openQueue, readJson, Settings } from "../../apache/htdocs/scripts/store.js";
import { barcodes, Browser, pass, rest, Server, storage, until } from "./station.mjs";

const full = () => {
  throw new DOMException("full", "QuotaExceededError");
};

const LINE = "AVS,20260102030405,R,";
const KEEPS_NOTHING = /This browser keeps nothing/;

/** The next use of the database fails, as where WebKit has lost its connection. */
const loseConnection = () =>
  mock.method(
    IDBDatabase.prototype,
    "transaction",
    () => {
      throw new DOMException("closing", "InvalidStateError");
    },
    { times: 1 },
  );

/** The page is told that the next transaction that writes has failed, which is on the disk all the same or is not. */
function loseAnswer({ isDone = true } = {}) {
  const { transaction } = IDBDatabase.prototype;
  const mocked = mock.method(IDBDatabase.prototype, "transaction", function (...how) {
    const real = transaction.apply(this, how);
    if (how[1] === "readonly") return real;
    mocked.mock.restore();
    Object.defineProperty(real, "oncomplete", { set() {} });
    real.addEventListener("complete", () => real.onabort());
    if (!isDone) queueMicrotask(() => real.abort());
    return real;
  });
}

/** The next database to be opened, which a test can close and clear as a browser does. */
function watchOpening() {
  const watched = {};
  const { open } = IDBFactory.prototype;
  mock.method(IDBFactory.prototype, "open", function (name, version) {
    const request = open.call(this, name, version);
    if (!name.endsWith("probe")) request.addEventListener("success", () => (watched.database = request.result));
    return request;
  });
  watched.close = () => {
    const { database } = watched;
    watched.database = undefined;
    database.close();
  };
  watched.clear = async () => {
    const { name } = watched.database;
    watched.close();
    const request = indexedDB.deleteDatabase(name);
    await new Promise((resolve) => (request.onsuccess = resolve));
  };
  return watched;
}

/** The next change of the queue is done by the disk, which says so when the test wants it, and cannot be aborted. */
function endLate() {
  const { transaction } = IDBDatabase.prototype;
  const late = {};
  const mocked = mock.method(IDBDatabase.prototype, "transaction", function (...how) {
    const real = transaction.apply(this, how);
    if (how[1] === "readonly" || this.name.endsWith("probe")) return real;
    mocked.mock.restore();
    Object.defineProperty(real, "oncomplete", { set: (complete) => (late.end = complete) });
    real.abort = () => {
      throw new DOMException("committing", "InvalidStateError");
    };
    return real;
  });
  return late;
}

/** The page hears nothing of the next transaction of this database that writes, as of a disk that hangs; what it asked for is `done` later or never. */
function hang(database) {
  const hanging = {};
  database.transaction = (...how) => {
    if (how[1] === "readonly") return IDBDatabase.prototype.transaction.apply(database, how);
    delete database.transaction;
    const requests = [];
    const ask = (name, asked) => requests[requests.push({ name, asked }) - 1];
    const store = new Proxy({}, { get: (_, name) => (...asked) => ask(name, asked) });
    const hung = {
      objectStore: () => store,
      abort() {
        throw new DOMException("committing", "InvalidStateError");
      },
    };
    hanging.done = async () => {
      const real = database.transaction(...how);
      const answers = requests.map(({ name, asked }) => real.objectStore("queue")[name](...asked));
      await new Promise((resolve) => (real.oncomplete = resolve));
      for (const [i, { result }] of answers.entries()) {
        requests[i].result = result;
        requests[i].onsuccess();
      }
      hung.oncomplete();
    };
    return hung;
  };
  return hanging;
}

/** What a new tab finds on the disk. */
const onDisk = async (browser) => (await browser.open()).queue;

test("storage that never opens is given up after five seconds, and scans are recorded", async () => {
  const server = new Server();
  mock.method(IDBFactory.prototype, "open", () => ({}));
  const desk = new Browser().begin();
  desk.return("1");
  await rest();
  assert.ok(desk.station.hasUnsent);
  assert.deepEqual(server.rows, []);
  pass(5_000);
  await desk.started;
  await until(() => server.rows.length === 1);
  await until(() => desk.last === "Return 1");
  assert.match(bannerText(desk.status), KEEPS_NOTHING);
});

test("a transaction that hangs is given up after ten seconds, and scans are recorded", async () => {
  const server = new Server();
  const browser = new Browser();
  const watched = watchOpening();
  const desk = await browser.open();
  server.state = "away";
  const hanging = hang(watched.database);
  desk.return("1");
  await until(() => hanging.done, "a transaction");
  pass(9_000);
  await rest();
  assert.deepEqual(desk.said, []);
  pass(1_000);
  await until(() => desk.last === "Keep this page open until this is recorded: Return 1");
  assert.match(bannerText(desk.status), KEEPS_NOTHING);
  server.state = "well";
  desk.return("2");
  await until(() => desk.last === "Return 2");
  await desk.sent();
  assert.deepEqual(server.items, ["1", "2"]);
  assert.deepEqual(await onDisk(browser), []);
});

for (const isDiscarded of [false, true]) {
  const what = isDiscarded ? "not there if it was discarded meanwhile" : "there once";
  test(`what the disk has taken after it was given up is ${what}`, async () => {
    new Server();
    const browser = new Browser();
    const watched = watchOpening();
    const desk = await browser.open();
    const hanging = hang(watched.database);
    desk.hold({ item: "1" });
    await until(() => hanging.done, "a transaction");
    pass(10_000);
    await until(() => desk.find("1"));
    if (isDiscarded) await desk.station.void(desk.find("1"));
    await hanging.done();
    await until(async () => {
      await desk.station.hear({});
      return desk.status.durable;
    });
    assert.deepEqual(await onDisk(browser), isDiscarded ? [] : ["held 1"]);
  });
}

test("a transaction that is slow is taken back, and what it held moves to the disk", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  server.state = "away";
  const { add } = IDBObjectStore.prototype;
  const slow = mock.method(IDBObjectStore.prototype, "add", function (entry) {
    slow.mock.restore();
    const goOn = () => (this.get(1).onsuccess = goOn);
    goOn();
    return add.call(this, entry);
  });
  desk.return("1");
  await until(() => slow.mock.callCount());
  await rest();
  pass(10_000);
  await until(() => desk.last === "Keep this page open until this is recorded: Return 1");
  await until(async () => {
    await desk.station.hear({});
    return desk.status.durable;
  });
  assert.deepEqual(await onDisk(browser), ["waiting 1"]);
});

test("what another tab had kept stays when a transaction is taken back that found it there", async () => {
  new Browser();
  const line = { raw: "AVS,20260102030405,R,5,,,", state: "waiting" };
  const [queue, other] = [await openQueue("offline-circ /"), await openQueue("offline-circ /")];
  await other.add([line]);
  const full = mock.method(IDBObjectStore.prototype, "add", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  await queue.add([line]);
  full.mock.restore();
  const late = endLate();
  const all = queue.all();
  await until(() => late.end);
  await rest();
  pass(10_000);
  await all;
  late.end();
  await rest();
  assert.deepEqual((await other.all()).map(({ raw }) => raw), [line.raw]);
});

test("where nothing is kept, each scan that waits is announced, and a held one that a person lets through, too", async () => {
  const server = new Server();
  mock.method(IDBFactory.prototype, "open", full);
  server.state = "away";
  const desk = await new Browser().open();
  for (const item of ["1", "2", "3"]) desk.return(item);
  await until(() => desk.said.length === 3);
  const waiting = (item) => `Keep this page open until this is recorded: Return ${item}`;
  assert.deepEqual(desk.said, ["1", "2", "3"].map(waiting));
  desk.hold({ item: "4" });
  await desk.accept();
  assert.equal(desk.last, waiting("4"));
  assert.equal(desk.tones.at(-1), "not recorded");
  server.state = "well";
  desk.hold({ item: "5" });
  await desk.accept();
  assert.equal(desk.last, "Return 5");
  assert.deepEqual(server.items, ["1", "2", "3", "4", "5"]);
});

test("where nothing is kept, a scan is announced when it is recorded, and a warning otherwise", async () => {
  const server = new Server();
  mock.method(IDBFactory.prototype, "open", full);
  const desk = await new Browser().open();
  desk.return("1");
  await until(() => desk.last);
  assert.equal(desk.last, "Return 1");
  assert.deepEqual(server.items, ["1"]);
  server.state = "away";
  desk.return("2");
  await until(() => desk.said.length === 2);
  assert.equal(desk.last, "Keep this page open until this is recorded: Return 2");
  assert.ok(desk.station.hasUnsent);
  server.state = "well";
  await desk.sent();
  assert.deepEqual(server.items, ["1", "2"]);
});

test("a disk that takes no more entries loses no scan, and the banner says so", async () => {
  const server = new Server();
  const watched = watchOpening();
  const desk = await new Browser().open();
  desk.return("0");
  await desk.sent();
  mock.method(IDBObjectStore.prototype, "add", full);
  const { database } = watched;
  for (const item of barcodes(3)) desk.return(item);
  await desk.sent();
  assert.deepEqual(server.items, ["0", ...barcodes(3)]);
  assert.equal(watched.database, database, "another connection would make no room");
  assert.match(bannerText(desk.status), KEEPS_NOTHING);
  assert.deepEqual(desk.queue, []);
});

test("a full disk stops no sending, and what was sent is sent once", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  for (const name of ["put", "delete"]) mock.method(IDBObjectStore.prototype, name, full);
  for (const item of barcodes(3)) desk.return(item);
  await desk.sent();
  assert.deepEqual(server.requests.flatMap(([, lines]) => lines), server.rows);
  assert.deepEqual(server.items, barcodes(3));
  assert.deepEqual(desk.queue, []);
  assert.match(bannerText(desk.status), KEEPS_NOTHING);
});

test("a scan whose time could be another after a crash waits until it is known or on the disk", async () => {
  const server = new Server();
  server.state = "away";
  const browser = new Browser();
  const desk = await browser.open();
  desk.return("1");
  await desk.sent();
  assert.equal(desk.status.entries[0].time, null);
  const put = mock.method(IDBObjectStore.prototype, "put", full);
  server.state = "well";
  await desk.sent();
  assert.deepEqual(server.rows, []);
  assert.deepEqual(desk.queue, ["waiting 1"]);
  put.mock.restore();
  await desk.sent();
  assert.deepEqual(server.items, ["1"]);
  assert.deepEqual(desk.queue, []);
});

test("a connection that is closed in mid-session leaves scans shown and sent", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  server.state = "away";
  for (const item of barcodes(2)) desk.return(item);
  await desk.sent();
  mock.method(IDBDatabase.prototype, "transaction", () => {
    throw new DOMException("closing", "InvalidStateError");
  });
  for (const item of barcodes(2, 3)) desk.return(item);
  await desk.sent();
  assert.deepEqual(desk.queue, barcodes(4).map((item) => `waiting ${item}`));
  assert.deepEqual(desk.status.entries.map(({ id }) => typeof id), ["number", "number", "string", "string"]);
  server.state = "well";
  await desk.sent();
  assert.deepEqual(server.items, barcodes(4));
  desk.return("5");
  await desk.sent();
  assert.deepEqual(server.items, [...barcodes(4), "5"]);
});

test("what earlier versions of the page have kept is read, recorded, voided and decided", async () => {
  const server = new Server();
  server.rows = [`${LINE}7,,,`];
  const browser = new Browser();
  const scan = { library: "AVS", kind: "R", item: "1", time: "20260102030405", epoch: 1, reason: "" };
  const loan = { ...scan, kind: "L", item: "5", epoch: 5, time: null, patron: "77", callNumber: "QA, 1", patronName: "Ada" };
  await browser.keep([
    { ...scan, state: "waiting" },
    { ...scan, item: "2", epoch: 2, state: "waiting", raw: `${LINE}2,,,`, tried: true },
    { ...scan, item: "3", epoch: 3, state: "held", reason: "This is odd." },
    { void: true, raw: `${LINE}7,,,`, state: "waiting" },
    { raw: `${LINE}4,,,`, state: "waiting" },
    { raw: "hello", state: "rejected", reason: "no line" },
    { ...loan, state: "waiting" },
  ]);
  const desk = await browser.open();
  assert.deepEqual(server.rows.slice(0, 3), ["1", "2", "4"].map((item) => `${LINE}${item},,,`));
  assert.match(server.rows[3], /^AVS,\d{14},L,5,"QA, 1",77,Ada$/);
  assert.deepEqual(desk.queue, ["held 3", "rejected hello"]);
  await desk.accept(desk.find("3"));
  await desk.sent();
  assert.equal(server.rows[4], `${LINE}3,,,`);
});

test("rows of the day that earlier versions of the page have kept are shown and voided", async () => {
  const server = new Server();
  server.rows = [`${LINE}1,,,`];
  const session = storage();
  const day = new Date().toISOString().replace(/\D/g, "").slice(0, 8);
  const row = { library: "AVS", time: "20260102030405", kind: "R", item: "1", callNumber: "", patron: "" };
  const latest = [
    { ...row, raw: `${LINE}1,,,`, epoch: 1, state: "recorded", at: "03:04:06" },
    { ...row, item: "2", raw: `${LINE}2,,,`, epoch: 2, state: "in a file", at: "03:04:07" },
  ];
  session.setItem("offline-circ /offline-circ/ latest", JSON.stringify({ day, L: 0, R: 2, latest }));
  const desk = await new Browser().open({ session });
  assert.equal(desk.journal.today.latest.length, 2);
  await desk.station.void(desk.find("1"));
  assert.deepEqual(server.rows, []);
  assert.deepEqual(desk.journal.today.latest.map(({ state }) => state), ["voided", "in a file"]);
});

test("an entry in a state that only a later version knows is held for a person", async () => {
  const server = new Server();
  const browser = new Browser();
  await browser.keep([{ library: "AVS", kind: "R", item: "1", time: "20260102030405", epoch: 1, state: "no patron" }]);
  const desk = await browser.open();
  assert.deepEqual(desk.queue, ["held 1"]);
  await desk.accept(desk.find("1"));
  await desk.sent();
  assert.deepEqual(server.rows, [`${LINE}1,,,`]);
});

test("a page of the version before can open the queue while this one is open", async () => {
  const browser = new Browser();
  await browser.keep([{ state: "waiting", raw: "x" }]);
  const request = indexedDB.open("offline-circ /offline-circ/", 1);
  await new Promise((resolve, reject) => {
    request.onsuccess = resolve;
    request.onerror = request.onblocked = request.onupgradeneeded = reject;
  });
  assert.deepEqual([...request.result.objectStoreNames], ["queue"]);
  assert.equal((await openQueue("offline-circ /offline-circ/")).durable, true);
});

test("settings stay in the page where the browser keeps none, and each site has its own", () => {
  const settings = new Settings("offline-circ /", () => undefined.getItem);
  assert.equal(settings.get("library"), null);
  settings.set("library", "AVS");
  assert.equal(settings.get("library"), "AVS");
  const kept = storage();
  new Settings("offline-circ /a/", () => kept).set("library", "AVS");
  assert.equal(new Settings("offline-circ /b/", () => kept).get("library"), null);
  assert.equal(kept.getItem("offline-circ /a/ library"), "AVS");
});

test("tabs that are closed together keep what each was bringing to the disk", () => {
  // Each process has its own view of localStorage: what the other one writes in that moment comes later.
  const views = [storage(), storage()];
  views.forEach((view, i) => new Leftovers(new Settings("a", () => view)).keep([{ state: "waiting", raw: String(i) }]));
  const merged = storage();
  for (const view of views) for (let i = 0; i < view.length; i++) merged.setItem(view.key(i), view.getItem(view.key(i)));
  const leftovers = new Leftovers(new Settings("a", () => merged));
  const { keys, entries } = leftovers.all;
  assert.deepEqual(entries.map(({ raw }) => raw).sort(), ["0", "1"]);
  leftovers.keep([...entries, { state: "waiting", raw: "2" }]);
  leftovers.forget(keys);
  assert.deepEqual(leftovers.all.entries.map(({ raw }) => raw), ["2"]);
  assert.equal(merged.length, 2, "the test of the storage, and one key");
});

test("what is left stays in the page where the browser keeps nothing", () => {
  const leftovers = new Leftovers(new Settings("a", () => undefined.getItem));
  leftovers.keep([{ state: "waiting", raw: "1" }]);
  leftovers.forget(leftovers.all.keys);
  assert.deepEqual(leftovers.all, { keys: [], entries: [] });
});

test("a page starts and sends although what it kept was half written when the power failed", async () => {
  const server = new Server();
  const browser = new Browser();
  const first = await browser.open();
  first.return("1");
  await first.sent();
  const half = storage();
  const key = "offline-circ /offline-circ/ latest";
  half.setItem(key, first.session.getItem(key).slice(0, -1));
  const desk = await browser.open({ session: half });
  desk.return("2");
  await desk.sent();
  assert.deepEqual([server.items, desk.journal.today.R], [["1", "2"], 1]);
  const settings = new Settings("a", storage);
  for (const [text, value] of [['{"n":', "none"], ["", "none"], ["null", "none"], ['{"n":1}', { n: 1 }]]) {
    settings.set("kept", text);
    assert.deepEqual(readJson(settings, "kept", "none"), value);
  }
});

test("a connection that the browser has lost is opened again, and nothing is only in the page", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  server.state = "away";
  for (const item of barcodes(4)) {
    loseConnection();
    desk.return(item);
    await desk.sent();
  }
  assert.doesNotMatch(bannerText(desk.status), KEEPS_NOTHING);
  assert.deepEqual(desk.queue, barcodes(4).map((item) => `waiting ${item}`));
  assert.deepEqual(await onDisk(browser), desk.queue);
  server.state = "well";
  loseConnection();
  await desk.sent();
  assert.deepEqual(server.items, barcodes(4));
});

test("a database that the browser closes or clears is opened again, with what was in it", async () => {
  const server = new Server();
  const watched = watchOpening();
  const browser = new Browser();
  const desk = await browser.open();
  server.state = "away";
  desk.return("1");
  desk.hold({ item: "2" });
  await desk.sent();
  watched.close();
  desk.return("3");
  await desk.sent();
  assert.ok(watched.database, "it was opened again");
  await watched.clear();
  desk.return("4");
  await desk.sent();
  assert.deepEqual(desk.queue, ["waiting 1", "held 2", "waiting 3", "waiting 4"]);
  assert.equal(desk.status.durable, true);
  assert.deepEqual(await onDisk(browser), desk.queue);
});

test("what is voided or recorded does not come back when the browser clears the database", async () => {
  const server = new Server();
  const watched = watchOpening();
  const desk = await new Browser().open();
  desk.return("1");
  await desk.sent();
  desk.hold({ item: "2" });
  await until(() => desk.find("2"));
  await desk.station.void(desk.find("2"));
  server.state = "away";
  await watched.clear();
  desk.return("3");
  await desk.sent();
  assert.deepEqual(desk.queue, ["waiting 3"]);
});

test("what was added though the browser says that it was not is there once", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  server.state = "away";
  await desk.sent();
  loseAnswer();
  desk.return("1");
  await desk.sent();
  const [first, second] = ["5", "6"].map((item) => `${LINE}${item},,,`);
  loseAnswer();
  await desk.station.submit([first, first, second].join("\n"));
  await desk.sent();
  assert.deepEqual(desk.queue, ["waiting 1", ...[first, first, second].map((line) => `waiting ${line}`)]);
  assert.deepEqual(await onDisk(browser), desk.queue);
  // A rejected line that is submitted again is another entry.
  const bad = "hello";
  server.state = "well";
  await desk.station.submit(bad);
  await desk.sent();
  assert.deepEqual(desk.queue, [`rejected ${bad}`]);
  server.state = "away";
  await desk.station.correctLine(desk.status.entries[0]);
  loseAnswer({ isDone: false });
  await desk.station.submit(bad);
  await desk.sent();
  assert.deepEqual(desk.queue, [`waiting ${bad}`]);
});

test("what was changed though the browser says that it was not is changed once", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  desk.hold({ item: "1" });
  await until(() => desk.find("1"));
  await desk.sent();
  loseAnswer();
  await desk.accept(desk.find("1"));
  assert.equal(desk.last, "Return 1");
  await desk.sent();
  assert.deepEqual(server.items, ["1"]);
  assert.deepEqual(desk.queue, []);
});

test("half a submission is never kept on the disk", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  server.state = "away";
  const { add } = IDBObjectStore.prototype;
  mock.method(IDBObjectStore.prototype, "add", function (entry) {
    return entry.raw?.includes(",6,") ? full() : add.call(this, entry);
  });
  await desk.station.submit(`${LINE}5,,,\n${LINE}6,,,`);
  assert.deepEqual(desk.queue, [`waiting ${LINE}5,,,`, `waiting ${LINE}6,,,`]);
  assert.deepEqual(await onDisk(browser), []);
});

test("a disk that is full or read-only when the page opens is said at once, and what is on it is sent", async () => {
  for (const name of ["add", "clear"]) {
    const server = new Server();
    const browser = new Browser();
    await browser.keep([{ state: "waiting", raw: `${LINE}1,,,` }]);
    const refused = mock.method(IDBObjectStore.prototype, name, full);
    server.state = "away";
    const desk = await browser.open();
    assert.match(bannerText(desk.status), KEEPS_NOTHING, name);
    server.state = "well";
    desk.return("2");
    await until(() => server.rows.length === 2);
    await desk.sent();
    assert.deepEqual(server.items, ["1", "2"], name);
    refused.mock.restore();
    await desk.sent();
    assert.equal(bannerText(desk.status), "", name);
  }
});

test("the probe of the disk leaves nothing behind", async () => {
  new Server();
  await new Browser().open();
  const request = indexedDB.open("offline-circ /offline-circ/ probe", 1);
  await new Promise((resolve) => (request.onsuccess = resolve));
  const count = request.result.transaction("queue").objectStore("queue").count();
  await new Promise((resolve) => (count.onsuccess = resolve));
  assert.equal(count.result, 0);
});

test("what was in the page only moves to the disk when that takes it, behind what is there", async () => {
  const server = new Server();
  server.state = "away";
  const browser = new Browser();
  const desk = await browser.open();
  desk.return("1");
  await desk.sent();
  const refused = mock.method(IDBObjectStore.prototype, "add", full);
  desk.return("2");
  desk.hold({ item: "3" });
  desk.hold({ item: "4" });
  await desk.sent();
  assert.match(bannerText(desk.status), KEEPS_NOTHING);
  assert.deepEqual(await onDisk(browser), ["waiting 1"]);
  const shown = desk.find("3");
  assert.equal(typeof shown.id, "string");
  refused.mock.restore();
  desk.hold({ item: "5" });
  await desk.sent();
  assert.doesNotMatch(bannerText(desk.status), KEEPS_NOTHING);
  assert.deepEqual(desk.queue, ["waiting 1", "waiting 2", "held 3", "held 4", "held 5"]);
  assert.deepEqual(await onDisk(browser), desk.queue);
  // By the id that it had when it was shown.
  await desk.station.void(shown);
  server.state = "well";
  await desk.sent();
  assert.deepEqual(server.items, ["1", "2"]);
  assert.deepEqual(await onDisk(browser), ["held 4", "held 5"]);
});

test("the key records a held scan that has moved to the disk meanwhile", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  const refused = mock.method(IDBObjectStore.prototype, "add", full);
  desk.hold({ item: "1" });
  await desk.sent();
  refused.mock.restore();
  await desk.sent();
  assert.equal(typeof desk.find("1").id, "number");
  await desk.accept();
  await until(() => server.rows.length === 1);
  await desk.sent();
  assert.deepEqual(desk.queue, []);
});

test("an entry that moves to the disk while the server has it is acknowledged or rejected there", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  server.state = "away";
  const refused = mock.method(IDBObjectStore.prototype, "add", full);
  desk.return("1");
  desk.return("31234999999999");
  await desk.sent();
  server.state = "well";
  const { fetch } = globalThis;
  let answer;
  globalThis.fetch = async (page, question) => {
    const said = await fetch(page, question);
    if (question.body.get("textarea")) await new Promise((resolve) => (answer = resolve));
    return said;
  };
  const sent = desk.sent();
  await until(() => answer);
  refused.mock.restore();
  await desk.station.hear({});
  assert.equal(desk.status.durable, true);
  assert.deepEqual(desk.status.entries.map(({ id }) => typeof id), ["number", "number"]);
  answer();
  await sent;
  assert.deepEqual(server.items, ["1"]);
  assert.deepEqual(desk.queue, [`rejected 31234999999999`]);
  assert.deepEqual(await onDisk(browser), desk.queue);
  assert.equal(server.requests.flatMap(([, lines]) => lines).length, 2, "each is sent once");
});

test("what the disk did not take of a change it takes later", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  const refused = ["put", "delete"].map((name) => mock.method(IDBObjectStore.prototype, name, full));
  for (const item of ["1", "31234999999999"]) desk.return(item);
  await desk.sent();
  assert.deepEqual(desk.queue, [`rejected 31234999999999`]);
  for (const { mock } of refused) mock.restore();
  await desk.station.hear({});
  assert.equal(desk.status.durable, true);
  assert.deepEqual(desk.queue, [`rejected 31234999999999`]);
  assert.deepEqual(await onDisk(browser), desk.queue);
  assert.equal(server.requests.flatMap(([, lines]) => lines).length, 2, "each is sent once");
});

test("storage that opens after it was given up is used from then on", async () => {
  const server = new Server();
  const { open } = IDBFactory.prototype;
  let begin;
  const late = function (...which) {
    const request = {};
    begin = () => {
      const real = open.apply(this, which);
      for (const name of ["onupgradeneeded", "onsuccess"]) {
        real[name] = () => {
          request.result = real.result;
          request[name]();
        };
      }
    };
    return request;
  };
  mock.method(IDBFactory.prototype, "open", late, { times: 1 });
  const browser = new Browser();
  const desk = browser.begin();
  await rest();
  pass(5_000);
  await desk.started;
  server.state = "away";
  desk.return("1");
  await desk.sent();
  assert.match(bannerText(desk.status), KEEPS_NOTHING);
  begin();
  await until(async () => {
    await desk.sent();
    return desk.status.durable;
  });
  assert.deepEqual(await onDisk(browser), ["waiting 1"]);
});

test("a disk that takes a later scan but not an earlier one does not change their order", async () => {
  const server = new Server();
  server.state = "away";
  const desk = await new Browser().open();
  const { add } = IDBObjectStore.prototype;
  mock.method(IDBObjectStore.prototype, "add", function (entry) {
    return entry.item === "1" ? full() : add.call(this, entry);
  });
  for (const item of ["1", "2"]) desk.return(item);
  await desk.sent();
  assert.deepEqual(desk.queue, ["waiting 1", "waiting 2"]);
});

test("what was done last is known when the disk can be read no more", async () => {
  globalThis.indexedDB = new IDBFactory();
  const queue = await openQueue("offline-circ /");
  const [first] = await queue.add(["a", "b"].map((raw) => ({ raw, state: "waiting" })));
  await queue.update([first], () => null);
  mock.method(IDBDatabase.prototype, "transaction", full);
  assert.deepEqual((await queue.all()).map(({ raw }) => raw), ["b"]);
});

test("what is on the disk after all is made what has become of it in the page", async () => {
  globalThis.indexedDB = new IDBFactory();
  const queue = await openQueue("offline-circ /");
  const scan = { library: "AVS", kind: "R", item: "1", time: "20260102030405", epoch: 1 };
  loseAnswer();
  const opening = mock.method(IDBFactory.prototype, "open", full);
  const [id] = await queue.add([{ ...scan, state: "held" }]);
  assert.equal(queue.durable, false);
  await queue.update([id], (entry) => ({ ...entry, state: "waiting" }));
  opening.mock.restore();
  assert.deepEqual(await queue.all(), [{ ...scan, state: "waiting", id: 1 }]);
  assert.equal(queue.durable, true);
});
