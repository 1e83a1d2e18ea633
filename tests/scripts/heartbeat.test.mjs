// What a workstation tells of itself: when, and what is in it.

import assert from "node:assert/strict";
import test, { beforeEach, mock } from "node:test";
import { Heartbeat, noteDone } from "../../apache/htdocs/scripts/heartbeat.js";
import { Settings } from "../../apache/htdocs/scripts/store.js";
import { pass, rest, storage } from "./station.mjs";

const NOW = 1_790_000_000_000;
const waiting = (n) => Array.from({ length: n }, (_, i) => ({ state: "waiting", item: `${i}`, epoch: NOW - 60_000 - i * 1000 }));

/** Every heartbeat that was sent, with how: by fetch or as a beacon. */
let sent;
let answer;
let listeners;
let page;

beforeEach(() => {
  [sent, listeners] = [[], {}];
  page = { hidden: false, addEventListener: (name, listener) => (listeners[name] = listener) };
  answer = () => new Response("{}");
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: NOW });
  globalThis.addEventListener = (name, listener) => (listeners[name] = listener);
  globalThis.fetch = async (url, { body, signal }) => {
    sent.push({ how: url, ...Object.fromEntries(body) });
    return answer(signal);
  };
  Object.defineProperty(globalThis, "navigator", {
    configurable: true,
    value: { sendBeacon: (url, body) => sent.push({ how: `beacon ${url}`, ...Object.fromEntries(body) }) },
  });
});

function heartbeat(kept = storage(), facts = async () => ({ offline: "yes", storage: "persistent" })) {
  const settings = new Settings("site", () => kept);
  const session = new Settings("site", storage);
  session.set("tab", "t".repeat(16));
  const named = [];
  const beat = new Heartbeat({
    settings,
    session,
    page,
    fixed: { version: "1.2.3", mark: "m" },
    facts,
    named: (others) => named.push(others),
  });
  return { beat, settings, named };
}

test("it tells at once, every 20 seconds, and soon after a change", async () => {
  const { beat } = heartbeat();
  beat.start();
  await rest();
  assert.equal(sent.length, 1);
  pass(20_000);
  await rest();
  assert.equal(sent.length, 2);
  beat.show(waiting(2));
  pass(999);
  await rest();
  assert.equal(sent.length, 2, "it may be recorded by then");
  beat.show(waiting(3));
  pass(1);
  await rest();
  assert.deepEqual([sent.length, sent[2].waiting, sent[2].age], [3, "3", "83"]);
});

test("a browser that does not say what it keeps does not silence the desk", async () => {
  const { beat } = heartbeat(storage(), () => new Promise(() => {}));
  beat.start();
  await rest();
  assert.equal(sent.length, 0);
  pass(1_000);
  await rest();
  // The server takes no heartbeat without these.
  assert.deepEqual([sent.length, sent[0].offline, sent[0].storage], [1, "no", "temporary"]);
});

test("what is recorded within a second needs no heartbeat", async () => {
  const { beat } = heartbeat();
  beat.start();
  await rest();
  beat.show(waiting(1));
  pass(500);
  beat.show([]);
  pass(500);
  await rest();
  assert.equal(sent.length, 1);
  beat.show(waiting(1));
  pass(1_000);
  await rest();
  assert.equal(sent.length, 2, "the next one does");
});

test("after one that did not arrive the next tells all", async () => {
  const { beat } = heartbeat();
  beat.start();
  await rest();
  answer = () => {
    throw new TypeError("Failed to fetch");
  };
  beat.show(waiting(1));
  pass(1_000);
  await rest();
  answer = () => new Response("{}");
  beat.show(waiting(1));
  pass(1_000);
  await rest();
  assert.deepEqual(sent.map((one) => one.waiting), ["0", "1", "1"]);
});

test("it says good-bye with what is left, and comes back with the page", async () => {
  const { beat } = heartbeat();
  beat.start();
  await rest();
  beat.show([...waiting(1), { state: "held", epoch: NOW }, { state: "rejected" }, { state: "voiding" }, { state: "taken out" }]);
  listeners.pagehide();
  const { how, leaving, waiting: count, held, taken } = sent.at(-1);
  assert.deepEqual([how, leaving, count, held, taken], ["beacon heartbeat.php", "1", "2", "2", "1"]);
  listeners.pageshow({ persisted: true });
  await rest();
  assert.deepEqual([sent.at(-1).how, sent.at(-1).leaving], ["heartbeat.php", undefined]);
});

test("nothing of a scan is in it", async () => {
  const { beat, settings } = heartbeat();
  settings.set("desk", "Circ 1");
  noteDone(settings, "sound");
  mock.timers.setTime(NOW + 5_000);
  const scans = [{ state: "waiting", epoch: NOW, item: "31234000000001", patron: "21234000000017", patronName: "Ada", raw: "x" }];
  beat.show(scans);
  beat.start();
  await rest();
  const { workstation, ...told } = sent[0];
  assert.match(workstation, /^[a-z0-9]{16}$/);
  assert.deepEqual(told, {
    how: "heartbeat.php", tab: "t".repeat(16), desk: "Circ 1", waiting: "1", held: "0", taken: "0", age: "5", now: String(NOW + 5_000),
    version: "1.2.3", mark: "m", offline: "yes", storage: "persistent", sound: "5", scanner: "", practice: "", asks: "1",
  });
});

test("a workstation stays the same one, and hears of others with its name", async () => {
  const kept = storage();
  answer = () => new Response('{"same_name": 2}');
  const first = heartbeat(kept);
  first.beat.start();
  await rest();
  const second = heartbeat(kept);
  second.beat.start();
  await rest();
  assert.equal(sent[0].workstation, sent[1].workstation);
  assert.deepEqual(first.named, [2]);
  await second.beat.beat();
  assert.deepEqual(second.named, [2], "only when it asks");
});

test("it asks for others with its name once a minute: they come, they go, and an answer may be lost", async () => {
  answer = () => new Response("{}", { status: 503 });
  const { beat, named } = heartbeat();
  beat.start();
  await rest();
  const after20Seconds = async (others) => {
    answer = () => new Response(`{"same_name": ${others}}`);
    pass(20_000);
    await rest();
    return sent.at(-1).asks;
  };
  assert.equal(await after20Seconds(1), "1");
  assert.deepEqual(named, [1]);
  assert.deepEqual([await after20Seconds(0), await after20Seconds(0), await after20Seconds(0)], [undefined, undefined, "1"]);
  assert.deepEqual(named, [1, 0]);
});

test("a tab that is hidden says so, because it speaks more rarely from then on", async () => {
  const { beat } = heartbeat();
  beat.start();
  await rest();
  page.hidden = true;
  listeners.visibilitychange();
  await rest();
  assert.deepEqual(sent.map(({ hidden }) => hidden), [undefined, "1"]);
});

test("one at a time is on its way, and one that is not answered is given up after ten seconds", async () => {
  let underWay = 0;
  answer = (signal) => {
    underWay += 1;
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject((underWay -= 1))));
  };
  const { beat, named } = heartbeat();
  beat.start();
  await rest();
  for (let n = 1; n <= 5; n++) {
    beat.show(waiting(n));
    pass(1_000);
    await rest();
  }
  assert.deepEqual([sent.length, underWay], [1, 1]);
  beat.beat(true);
  answer = () => new Response('{"same_name": 1}');
  pass(5_000);
  await rest();
  assert.deepEqual(sent.map(({ waiting }) => waiting), ["0", "5"], "what is due is told once, as it is now");
  assert.deepEqual([underWay, named], [0, [1]]);
});
