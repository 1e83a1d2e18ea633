// The way to the server: cut off, refused, misunderstood, and from several tabs.

import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { bannerText } from "../../apache/htdocs/scripts/banner.js";
import { alone, Sender } from "../../apache/htdocs/scripts/sender.js";
import { siteName } from "../../apache/htdocs/scripts/store.js";
import { barcodes, Browser, pass, rest, Server, storage, until } from "./station.mjs";

test("scans wait while the server is away, and are recorded when it is back, once and in order", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  server.state = "away";
  for (const item of barcodes(5)) desk.return(item);
  await desk.sent();
  assert.equal(desk.status.sending, "cut off");
  assert.match(bannerText(desk.status), /cannot be reached\. 5 scans are waiting\. Keep scanning: scans are kept on this computer/);
  assert.ok(desk.station.hasUnsent);
  browser.crash();
  const next = await browser.open();
  assert.equal(next.queue.length, 5);
  server.state = "well";
  pass(2_000);
  await until(() => next.queue.length === 0);
  assert.deepEqual(server.items, barcodes(5));
  assert.equal(server.requests.length, 1, "in one batch");
  await until(() => bannerText(next.status) === "");
});

test("a server that stays away is asked more and more rarely, and twice a minute in the end", async () => {
  const server = new Server();
  server.state = "away";
  const desk = await new Browser().open();
  mock.method(Math, "random", () => 0.5);
  await desk.sent();
  let asked = 0;
  const { fetch } = globalThis;
  globalThis.fetch = (...question) => {
    asked += 1;
    return fetch(...question);
  };
  const waits = [];
  for (let seconds = 0; waits.length < 5; seconds++) {
    pass(1_000);
    await rest();
    if (asked > waits.length) waits.push(seconds);
  }
  const pauses = waits.slice(1).map((second, i) => second - waits[i]);
  assert.deepEqual(pauses, [4, 8, 15, 30]);
});

test("after a lost answer the same line goes again, and is recorded once", async () => {
  const server = new Server();
  const browser = new Browser();
  const desk = await browser.open();
  server.state = "deaf";
  desk.return("1");
  await desk.sent();
  assert.deepEqual(desk.queue, ["waiting 1"]);
  browser.crash();
  server.state = "well";
  const next = await browser.open();
  assert.deepEqual(next.queue, []);
  assert.equal(server.requests.length, 2);
  assert.deepEqual(server.requests[0], server.requests[1]);
  assert.deepEqual(server.items, ["1"]);
});

test("500 waiting scans drain in batches, a rejected one among them", async () => {
  const server = new Server();
  server.state = "away";
  const desk = await new Browser().open();
  const scans = barcodes(500);
  scans[250] = "31234999999999";
  for (const item of scans) desk.return(item);
  await desk.sent();
  assert.equal(desk.queue.length, 500);
  server.state = "well";
  await desk.sent();
  assert.deepEqual(server.requests.map(([, lines]) => lines.length), [200, 200, 100]);
  assert.deepEqual(server.items, scans.filter((item) => item !== "31234999999999"));
  assert.deepEqual(desk.queue, ["rejected 31234999999999"]);
  assert.match(bannerText(desk.status), /1 scan is not recorded yet and needs you:/);
});

test("a server that cannot record is asked first whether it can, and the banner says so", async () => {
  const server = new Server();
  const desk = await new Browser().open();
  server.state = "unwell";
  desk.return("1");
  await desk.sent();
  assert.equal(desk.status.sending, "refused");
  assert.match(bannerText(desk.status), /cannot record just now\. 1 scan is waiting\. Keep scanning: /);
  const asked = [];
  globalThis.fetch = async (page, { body }) => {
    asked.push(body.get("textarea"));
    return new Response("{}", { status: 503 });
  };
  await desk.sent();
  assert.deepEqual(asked, [""], "no record goes to it");
});

test("a strange answer acknowledges nothing, and is shown", async () => {
  const server = new Server();
  const errors = mock.method(console, "error", () => {});
  const good = { recorded: 1, already_recorded: 0, rejected: [], server_time: "2026-01-02T03:04:05Z" };
  const line = { line: 1, text: "", field: "line", reason: "no" };
  for (const strange of [
    "",
    "<h1>Welcome to the library's wireless network</h1>",
    "null",
    "7",
    "[]",
    "{}",
    JSON.stringify({ error: "no" }),
    JSON.stringify({ ...good, rejected: undefined }),
    JSON.stringify({ ...good, server_time: undefined }),
    JSON.stringify({ ...good, recorded: undefined }),
    JSON.stringify({ ...good, recorded: 0 }),
    JSON.stringify({ ...good, recorded: 2 }),
    JSON.stringify({ ...good, recorded: 0, rejected: [{ ...line, line: 0 }] }),
    JSON.stringify({ ...good, recorded: 0, rejected: [{ ...line, line: 2 }] }),
    JSON.stringify({ ...good, recorded: 0, rejected: [{ ...line, line: 1.5 }] }),
    JSON.stringify({ ...good, recorded: 0, rejected: [null] }),
    JSON.stringify({ ...good, recorded: 0, rejected: [{ reason: "no line" }] }),
  ]) {
    const desk = await new Browser().open();
    desk.return("1");
    server.state = { body: strange };
    await desk.sent();
    assert.equal(desk.status.sending, "unclear", strange);
    assert.match(bannerText(desk.status), /does not understand the server's answer\. 1 scan is waiting\. Keep scanning: scans are kept/);
    assert.deepEqual(desk.queue, ["waiting 1"], strange);
    assert.equal(desk.journal.today.R, 0, strange);
    server.state = "well";
    await desk.sent();
    assert.deepEqual([desk.queue, server.items, desk.status.sending], [[], ["1"], "ok"], strange);
    server.rows = [];
  }
  assert.ok(errors.mock.callCount() > 0);
});

test("a fault of the page's own is not called a server that cannot be reached", async () => {
  const server = new Server();
  const errors = mock.method(console, "error", () => {});
  const desk = await new Browser().open();
  const recorded = mock.method(desk.journal, "recorded", () => {
    throw new TypeError("a mistake");
  });
  desk.return("1");
  await desk.sent();
  assert.equal(desk.status.sending, "unclear");
  assert.match(String(errors.mock.calls[0].arguments[0]), /a mistake/);
  recorded.mock.restore();
  desk.return("2");
  await desk.sent();
  assert.deepEqual([server.items, desk.queue, desk.status.sending], [["1", "2"], [], "ok"]);
});

test("a strange answer to a void leaves the record to be voided", async () => {
  const server = new Server();
  mock.method(console, "error", () => {});
  const desk = await new Browser().open();
  desk.return("1");
  await desk.sent();
  for (const [status, body] of [[200, "<html>"], [200, "{}"], [404, "<html>Not Found"], [404, "{}"], [409, "[]"]]) {
    server.state = { page: "void.php", status, body };
    if (desk.find("1", "recorded")) await desk.station.void(desk.find("1"));
    await desk.sent();
    assert.equal(desk.find("1").state, "voiding", `${status} ${body}`);
    assert.equal(desk.status.sending, "unclear", `${status} ${body}`);
  }
  server.state = "well";
  await desk.sent();
  assert.equal(desk.find("1").state, "voided");
  assert.deepEqual(server.rows, []);
});

test("two tabs share one queue without damage, and each shows what the other has sent", async () => {
  const server = new Server();
  const browser = new Browser();
  const first = await browser.open();
  const second = await browser.open();
  server.state = "away";
  for (const item of barcodes(100)) first.return(item);
  for (const item of barcodes(100, 101)) second.return(item);
  await first.sent();
  await second.sent();
  await first.sent();
  assert.equal(first.queue.length, 200);
  server.state = "well";
  await Promise.all([first.sent(), second.sent()]);
  assert.deepEqual(server.items.toSorted(), barcodes(200));
  assert.deepEqual(server.requests.flatMap(([, lines]) => lines).length, 200, "each is sent once");
  for (const { journal } of [first, second]) assert.equal(journal.today.R, 200);
});

test("two sites of one host share nothing in the browser", () => {
  const addresses = ["https://h/offline-circ/index.php?library=A", "https://h/test/offline-circ/", "https://h/"];
  const names = addresses.map(siteName);
  assert.deepEqual(names, ["offline-circ /offline-circ/", "offline-circ /test/offline-circ/", "offline-circ /"]);
});

test("a page opened cut off on a computer with a wrong clock records the right time", async () => {
  const server = new Server();
  server.state = "away";
  const { now } = Date;
  mock.method(Date, "now", () => now() - 5 * 365 * 86_400_000);
  const desk = await new Browser().open();
  desk.return("1");
  await desk.sent();
  assert.equal(desk.status.isTimeKnown, false);
  assert.match(bannerText(desk.status), /server's time is not known just now/);
  server.state = "well";
  await desk.sent();
  const [, time] = server.rows[0].split(",");
  const real = Date.parse(time.replace(/(....)(..)(..)(..)(..)(..)/, "$1-$2-$3T$4:$5:$6Z"));
  assert.ok(Math.abs(real - now()) < 60 * 60_000, time);
});

test("rows of the day stay with the tab, and yesterday's do not count", async () => {
  new Server();
  const browser = new Browser();
  const desk = await browser.open();
  desk.return("1");
  await desk.sent();
  const copy = storage();
  const key = "offline-circ /offline-circ/ latest";
  copy.setItem(key, desk.session.getItem(key).replace(/"day":"\d+"/, '"day":"20200102"'));
  assert.equal((await browser.open({ session: desk.session })).journal.today.R, 1);
  assert.deepEqual((await browser.open({ session: copy })).journal.today.latest, []);
});

test("the banner says nothing while all is well, and what cannot be kept otherwise", () => {
  const status = { entries: [], sending: "ok", durable: true, isTimeKnown: true };
  assert.equal(bannerText(status), "");
  assert.match(bannerText({ ...status, durable: false }), /^This browser keeps nothing/);
  for (const sending of ["cut off", "refused", "unclear"]) {
    const text = bannerText({ ...status, sending, durable: false });
    assert.doesNotMatch(text, /kept on this computer|[Kk]eep scanning/, sending);
  }
});

/** A sender whose queue has one scan that is on the disk as soon as the test says so, and what became of it. */
function smallSender(work) {
  const kept = { isStored: true, entries: [{ id: 1, state: "waiting", item: "1", raw: "1", time: null }] };
  const queue = {
    all: async () => kept.entries,
    isStored: () => kept.isStored,
    async update(ids, change) {
      const changes = kept.entries.map((before) => ({ before, after: change({ ...before }) }));
      kept.entries = changes.flatMap(({ after }) => after ?? []);
      return changes;
    },
  };
  const post = async (_, { textarea }) => {
    const recorded = textarea ? 1 : 0;
    return { status: 200, text: JSON.stringify({ recorded, already_recorded: 0, rejected: [], server_time: "2026-01-02T03:04:05Z" }) };
  };
  const on = { leaving() {}, recorded() {}, rejected() {}, held() {}, voided() {}, change() {} };
  const clock = { usable: true, learn() {} };
  return { kept, sender: new Sender({ queue: Promise.resolve(queue), clock, alone: work, post, on }) };
}

test("what cannot be sent before it is on the disk is tried again by itself", async () => {
  const { kept, sender } = smallSender((work) => work());
  kept.isStored = false;
  await sender.sendNow();
  assert.deepEqual([sender.state, kept.entries.length], ["ok", 1]);
  pass(2_000);
  await rest();
  assert.equal(kept.entries.length, 1);
  kept.isStored = true;
  pass(3_000);
  await rest();
  assert.equal(kept.entries.length, 0);
});

test("a scan that comes when the last of the queue has been sent is sent by itself", async () => {
  let [hasDone, unlock] = [() => {}, () => {}];
  const done = new Promise((resolve) => (hasDone = resolve));
  const unlocked = new Promise((resolve) => (unlock = resolve));
  const { kept, sender } = smallSender(async (work) => {
    await work();
    hasDone();
    await unlocked;
  });
  const sent = sender.sendNow();
  await done;
  kept.entries.push({ id: 2, state: "waiting", item: "2", raw: "2", time: "20260102030405" });
  sender.sendNow();
  unlock();
  await sent;
  assert.equal(kept.entries.length, 0);
});

test("where locks are refused, or there are none, scans are sent all the same", async () => {
  const refused = {
    request: async () => {
      throw new DOMException("Access is denied", "SecurityError");
    },
  };
  for (const locks of [refused, undefined]) {
    const { kept, sender } = smallSender(alone(locks, "site"));
    await sender.sendNow();
    assert.deepEqual([sender.state, kept.entries.length], ["ok", 0]);
  }
  const granted = { request: async (name, work) => work() };
  await assert.rejects(alone(granted, "site")(() => Promise.reject(new Error("a mistake"))), /a mistake/);
});

test("whatever keeps the queue from being sent is said, and it is sent later", async () => {
  mock.method(console, "error", () => {});
  let isBroken = true;
  const { kept, sender } = smallSender(async (work) => {
    if (isBroken) throw new Error("locked for ever");
    await work();
  });
  await sender.sendNow();
  assert.equal(sender.state, "unclear");
  isBroken = false;
  pass(2_000);
  await rest();
  assert.deepEqual([sender.state, kept.entries.length], ["ok", 0]);
});
