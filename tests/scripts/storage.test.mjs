// What the browser keeps, what it does not, and what earlier versions of the page have kept.

import { IDBDatabase, IDBFactory, IDBObjectStore } from "fake-indexeddb";
import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { bannerText } from "../../apache/htdocs/scripts/banner.js";
import { openQueue, Settings } from "../../apache/htdocs/scripts/store.js";
import { barcodes, Browser, pass, rest, Server, storage, until } from "./station.mjs";

const full = () => {
  throw new DOMException("full", "QuotaExceededError");
};

const LINE = "AVS,20260102030405,R,";

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
  assert.match(bannerText(desk.status), /This browser keeps nothing/);
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
  assert.equal(desk.last, "⚠ Return 2: not recorded yet, keep this page open.");
  assert.ok(desk.station.hasUnsent);
  server.state = "well";
  await desk.sent();
  assert.deepEqual(server.items, ["1", "2"]);
});

test("a disk that takes no more entries loses no scan, and the banner says so", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  desk.return("0");
  await desk.sent();
  mock.method(IDBObjectStore.prototype, "add", full);
  for (const item of barcodes(3)) desk.return(item);
  await desk.sent();
  assert.deepEqual(server.items, ["0", ...barcodes(3)]);
  assert.match(bannerText(desk.status), /This browser keeps nothing/);
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
  assert.match(bannerText(desk.status), /This browser keeps nothing/);
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
  await desk.station.act("Record", desk.find("3"));
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
  await desk.station.act("Void", desk.find("1"));
  assert.deepEqual(server.rows, []);
  assert.deepEqual(desk.journal.today.latest.map(({ state }) => state), ["voided", "in a file"]);
});

test("an entry in a state that only a later version knows is held for a person", async () => {
  const server = new Server();
  const browser = new Browser();
  await browser.keep([{ library: "AVS", kind: "R", item: "1", time: "20260102030405", epoch: 1, state: "no patron" }]);
  const desk = await browser.open();
  assert.deepEqual(desk.queue, ["held 1"]);
  await desk.station.act("Record", desk.find("1"));
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
