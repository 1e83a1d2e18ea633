// The set of the lists that a browser keeps, and what it says against a scan that cannot be sent.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import test, { mock } from "node:test";
import { Lists } from "../../apache/htdocs/scripts/lists.js";
import { bitsOf, fold, hashOf, keyOf, ListSet } from "../../apache/htdocs/scripts/listset.js";
import { say } from "../../apache/htdocs/scripts/messages.js";
import { Browser, pass, REST, rest, Server, slowPost, until } from "./station.mjs";
import { lists } from "./vectors.mjs";

const hex = (view) => Buffer.from(view.buffer).toString("hex");
const KEY = "07".repeat(32);
const hmac = (text) => createHmac("sha256", Buffer.from(KEY, "hex")).update(text).digest();

test("identifiers, hashes and bits are those of the program", async () => {
  for (const { text, folded } of lists.folds) assert.equal(fold(text), folded);
  const key = await keyOf(lists.key);
  for (const { text, prefix } of lists.hashes) assert.equal(hex(await hashOf(key, fold(text))).slice(0, 16), prefix, text);
  for (const { text, of, bits } of lists.bits) assert.deepEqual(bitsOf(await hashOf(key, text), of), bits, text);
});

/** A filter of 1,024 bytes with these in it. */
function filter(texts) {
  const bytes = new Uint8Array(1024);
  for (const text of texts) {
    const hash = hmac(text);
    for (const bit of bitsOf(new DataView(hash.buffer, hash.byteOffset, hash.length), 8192)) bytes[bit >> 3] |= 1 << (bit & 7);
  }
  return bytes;
}

/** The bytes of a set of these items, others' items, and patrons with what is said of each. */
function bytesOf({ own = ["1"], others = ["2"], patrons = {}, hold, keys = { items: KEY, patrons: KEY } }) {
  const head = Buffer.from(JSON.stringify({ version: 1, set: "1-1-x", library: "AVS", hold, seconds: 86_400, ...keys }));
  const rows = Object.entries(patrons).map(([patron, said]) => [hmac(patron).subarray(0, 8), said]).sort(([a], [b]) => a.compare(b));
  const said = rows.map(([, said]) => Buffer.from(new Uint16Array([said]).buffer));
  const parts = [own && filter(own), others && filter(others), Buffer.concat([...rows.map(([hash]) => hash), ...said])];
  const length = (n) => Buffer.from(new Uint32Array([n]).buffer);
  return new Uint8Array(Buffer.concat([length(head.length), head, ...parts.map((part) => length(part.length)), ...parts]));
}

/** The set of that. */
const set = ({ fetched = Date.now(), ...parts }) => new ListSet({ bytes: bytesOf(parts), fetched });

const ALL = ["item", "library", "patron", "blocked", "expired"];
const patrons = { 77: 0, 78: 20_000, 79: 65_535, 80: 20_001 };
const loan = (item, patron) => ({ library: "AVS", kind: "L", item, patron });
/** The day 20,000 is 2024-10-04. */
const DAY = "20241005";

test("a set says what speaks against a scan", async () => {
  const all = set({ hold: ALL, patrons });
  const against = (scan, day = DAY) => all.against(scan, day);
  assert.deepEqual(await against({ library: "AVS", kind: "R", item: "1" }), []);
  assert.deepEqual(await against({ library: "AVS", kind: "R", item: "2" }), [{ kind: "library" }]);
  assert.deepEqual(await against({ library: "AVS", kind: "R", item: "3" }), [{ kind: "item" }]);
  assert.deepEqual(await against({ library: "MILLAR", kind: "R", item: "3" }), [], "of another library it knows nothing");
  assert.deepEqual(await against(loan("3", "77")), [{ kind: "item" }, { kind: "blocked" }]);
  assert.deepEqual(await against(loan("1", "78")), [{ kind: "expired", day: "2024-10-04" }]);
  assert.deepEqual(await against(loan("1", "78"), "20241004"), [], "the last day is a good one");
  for (const patron of ["79", "80", " 79 "]) assert.deepEqual(await against(loan("1", patron)), [], patron);
  assert.deepEqual(await against(loan("1", "81")), [{ kind: "patron" }]);
});

test("a kind that is switched off speaks against nothing, and neither does a list that does not count", async () => {
  const some = set({ hold: ["item", "expired"], patrons });
  assert.deepEqual(await some.against(loan("2", "77"), DAY), []);
  assert.deepEqual(await some.against(loan("3", "81"), DAY), [{ kind: "item" }]);
  const none = set({ hold: ALL, keys: {}, own: [], others: [] });
  assert.deepEqual(await none.against(loan("3", "81"), DAY), []);
  assert.throws(() => new ListSet({ bytes: new Uint8Array(20), fetched: 0 }));
});

test("a set may be used for a day, and not when the computer's clock was set back", () => {
  assert.ok(set({ hold: ALL }).rest > 0 && !set({ hold: ALL }).isAging);
  assert.ok(set({ hold: ALL, fetched: Date.now() - 43_300_000 }).isAging);
  assert.ok(set({ hold: ALL, fetched: Date.now() - 86_401_000 }).rest < 0);
  assert.ok(set({ hold: ALL, fetched: Date.now() + 60_000 }).rest < 0);
});

const NO_ITEM = { kind: "item", reason: "This item is not in the list from Alma." };
const BLOCKED = { kind: "blocked", reason: "This patron is blocked in Alma." };
/** What the set says: 9 is unknown, and patron 77 is blocked. */
const against = async ({ item, patron }) => [...(item === "9" ? [NO_ITEM] : []), ...(patron === "77" ? [BLOCKED] : [])];

test("a scan that cannot be sent is held, and what a person lets through is sent as that", async () => {
  const server = new Server();
  server.known = { against: { 9: NO_ITEM } };
  const desk = await new Browser().open({ against });
  server.state = "away";
  for (const item of ["1", "9"]) desk.return(item);
  await desk.sent();
  await rest();
  assert.deepEqual(desk.queue, ["waiting 1", "held 9"]);
  assert.match(desk.last, /^9: This item is not in the list from Alma\. F9 records it anyway\.$/);
  await desk.accept();
  server.state = "well";
  await desk.sent();
  assert.deepEqual([server.items, desk.queue], [["1", "9"], []]);
});

test("what the set says when the patron has gone holds nothing", async () => {
  const server = new Server();
  let taken = 0;
  const { now } = Date;
  mock.method(Date, "now", () => now() + taken);
  const desk = await new Browser().open({
    against: async (/** @type {any} */ scan) => {
      taken += 70_000;
      return against(scan);
    },
  });
  server.state = "away";
  desk.return("9");
  await desk.sent();
  await rest();
  assert.deepEqual(desk.queue, ["held 9"], "a minute later");
  const slow = taken;
  mock.method(Date, "now", () => now() + slow + (taken > slow ? 130_000 : 0));
  desk.return("9");
  await desk.sent();
  await rest();
  assert.deepEqual(desk.queue, ["held 9", "waiting 9"], "two minutes later");
});

test("while the server answers, nothing is asked of the set", async () => {
  const server = new Server();
  const desk = await new Browser().open({ against });
  desk.return("9");
  await desk.sent();
  await rest();
  assert.deepEqual([server.items, desk.queue], [["9"], []]);
});

test("what may have reached the server is voided there when it is discarded or corrected", async () => {
  const server = new Server();
  const desk = await new Browser().open({ against });
  server.state = "deaf";
  desk.return("9");
  await desk.sent();
  await rest();
  assert.deepEqual([server.items, desk.queue], [["9"], ["held 9"]]);
  await desk.station.void(desk.find("9"));
  server.state = "well";
  await desk.sent();
  assert.deepEqual([server.items, desk.queue], [[], []]);
  server.state = "deaf";
  desk.return("9");
  await desk.sent();
  await rest();
  server.state = "away";
  await desk.station.correct(desk.find("9"), "8", REST);
  server.state = "well";
  pass(60_000);
  await desk.sent();
  assert.deepEqual([server.items, desk.queue], [["8"], []]);
});

test("a patron who was let through is not held again while cut off", async () => {
  const server = new Server();
  const desk = await new Browser().open({ against });
  server.state = "away";
  desk.loan("1", "77", { began: 1 });
  desk.loan("2", "77", { began: 1 });
  await desk.sent();
  await rest();
  assert.deepEqual(desk.queue, ["held 1", "held 2"]);
  await desk.accept();
  assert.deepEqual(desk.queue, ["waiting 1", "waiting 2"]);
  desk.loan("9", "77", { began: 1, patronAccepted: true });
  await desk.sent();
  await rest();
  assert.equal(desk.find("9").reason, NO_ITEM.reason);
  assert.deepEqual(desk.find("9").hold, ["item"]);
});

/** A desk whose scan of 9 has reached the server, which has not answered yet, and is held here meanwhile. */
async function heldOnItsWay(server) {
  let [arrive, judged] = [() => {}, () => {}];
  let late = Promise.resolve();
  const slowly = async (entry) => {
    await new Promise((resolve) => (judged = resolve));
    return against(entry);
  };
  const desk = await new Browser().open({ against: slowly, post: slowPost(() => late) });
  server.state = "away";
  desk.return("1");
  await desk.sent();
  server.state = "well";
  late = new Promise((resolve) => (arrive = resolve));
  desk.return("9");
  await rest();
  judged();
  await rest();
  assert.deepEqual(desk.queue, ["waiting 1", "held 9"], "the server has not said what it makes of them");
  return { desk, arrive };
}

test("a person's word counts more than an answer that was on its way", async () => {
  const server = new Server();
  server.known = { against: { 9: NO_ITEM } };
  const { desk, arrive } = await heldOnItsWay(server);
  assert.deepEqual(server.items, ["1"]);
  const accepted = desk.accept(desk.find("9"));
  await rest();
  arrive();
  await accepted;
  await desk.sent();
  assert.deepEqual([server.items, desk.queue], [["1", "9"], []]);
});

test("an answer about a line that a person has corrected meanwhile leaves the corrected scan", async () => {
  const server = new Server();
  const { desk, arrive } = await heldOnItsWay(server);
  assert.deepEqual(server.items, ["1", "9"]);
  const corrected = desk.station.correct(desk.find("9"), "8", REST);
  await rest();
  arrive();
  await corrected;
  await desk.sent();
  assert.deepEqual([server.items.toSorted(), desk.queue], [["1", "8"], []]);
});

/** What a page knows of the lists, over plain HTTP. */
function plainPage(settings = new Map(), library = () => "AVS") {
  const place = { firstElementChild: { textContent: "" }, hidden: true, classList: { toggle: (name, on) => (place.isOff = on) } };
  const kept = { get: (key) => settings.get(key) ?? null, set: (key, value) => settings.set(key, value) };
  mock.method(globalThis, "setInterval", () => 0);
  const lists = new Lists({ say, place, settings: kept, site: "here", library });
  return { lists, place, settings };
}

test("how old the lists are is told in days, and over plain HTTP no set is fetched", async () => {
  const fetched = mock.method(globalThis, "fetch", () => assert.fail("nothing is fetched"));
  const { lists, place, settings } = plainPage();
  assert.ok(place.hidden);
  const DAY_LONG = 86_400;
  lists.learn({ items: 2.5 * DAY_LONG, patrons: 0.5 * DAY_LONG, old_days: 7, set: "1-1-x" });
  await rest();
  assert.equal(place.firstElementChild.textContent, "Lists 2 days old");
  assert.deepEqual([place.hidden, place.isOff], [false, false]);
  assert.deepEqual(await lists.against({ state: "waiting", item: "9" }, DAY), []);
  lists.learn({ patrons: 8 * DAY_LONG, old_days: 7 });
  assert.equal(place.firstElementChild.textContent, "Old lists: 8 days");
  assert.ok(place.isOff);
  const next = plainPage(settings);
  assert.equal(next.place.firstElementChild.textContent, "Old lists: 8 days", "after a reload while cut off");
  lists.learn(undefined);
  assert.ok(place.hidden);
  assert.equal(fetched.mock.callCount(), 0);
});

test("a set that never comes keeps no scan from being judged by the one that is there, and is asked for again", async () => {
  globalThis.isSecureContext = true;
  mock.method(console, "warn", () => {});
  let asked = 0;
  mock.method(globalThis, "fetch", async (url, { signal }) => {
    asked += 1;
    if (url.endsWith("AVS")) return new Response(bytesOf({ hold: ALL }));
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  });
  try {
    let library = "AVS";
    const { lists } = plainPage(new Map(), () => library);
    lists.learn({ items: 0, old_days: 7, set: "1-1-x" });
    const scan = { state: "waiting", library: "AVS", kind: "R", item: "3" };
    assert.equal((await lists.against(scan, DAY))[0]?.kind, "item");
    library = "MILLAR";
    lists.renew();
    await until(() => asked === 2);
    let said;
    lists.against(scan, DAY).then((against) => (said = against));
    await until(() => said, "an answer while another set is on its way");
    assert.equal(said[0].kind, "item");
    pass(120_000);
    await rest();
    pass(30_000);
    await until(() => asked === 3, "asked for again");
  } finally {
    delete globalThis.isSecureContext;
  }
});
