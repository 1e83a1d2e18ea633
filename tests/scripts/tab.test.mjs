// Whose counts a tab has: its own after a reload, and none if the browser has duplicated it.

import assert from "node:assert/strict";
import test, { afterEach, mock } from "node:test";
import { Journal } from "../../apache/htdocs/scripts/journal.js";
import { Settings } from "../../apache/htdocs/scripts/store.js";
import { claimTab, openChannel } from "../../apache/htdocs/scripts/tab.js";
import { pass, rest, storage, until } from "./station.mjs";

const LONG = 1_000;
const clock = { now: () => "20260102030405" };

/** Closed after the test, or they would keep Node from ending. */
const channels = [];
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

/** A page in a tab with this sessionStorage; nobody hears it without a channel. */
class Page {
  isReady = false;

  constructor(kept, { channel = new BroadcastChannel("offline-circ / tab") } = {}) {
    channels.push(...(channel ? [channel] : []));
    this.channel = channel;
    this.session = new Settings("offline-circ /", () => kept);
    this.journal = new Journal(this.session, clock);
    claimTab(this.session, channel || undefined, () => this.journal.clear()).then(() => (this.isReady = true));
  }

  scan(item) {
    this.journal.recorded([{ raw: `AVS,20260102030405,R,${item},,,` }]);
  }

  get returns() {
    return this.journal.today.R;
  }

  get id() {
    return this.session.get("tab");
  }
}

/** What a browser puts into a duplicate. */
function copy(kept) {
  const copied = storage();
  for (const key of ["tab", "latest"]) {
    const value = kept.getItem(`offline-circ / ${key}`);
    if (value !== null) copied.setItem(`offline-circ / ${key}`, value);
  }
  return copied;
}

test("a new tab waits for nobody", async () => {
  const page = new Page(storage());
  await rest();
  assert.ok(page.isReady);
  assert.ok(page.id);
});

test("a duplicate begins with nothing, and the first keeps what it has", async () => {
  const kept = storage();
  const first = new Page(kept);
  first.scan("1");
  const second = new Page(copy(kept));
  await until(() => second.isReady, "the answer, and not the time");
  assert.deepEqual([first.returns, second.returns], [1, 0]);
  assert.notEqual(first.id, second.id);
  second.scan("2");
  second.scan("3");
  const third = new Page(copy(kept));
  await until(() => third.isReady);
  assert.deepEqual([first.returns, second.returns, third.returns], [1, 2, 0]);
});

test("a reload keeps what the tab has, after a short wait", async () => {
  const kept = storage();
  const before = new Page(kept);
  before.scan("1");
  const { id } = before;
  before.channel.close();
  const other = new Page(storage());
  const after = new Page(kept);
  await rest();
  assert.ok(!after.isReady);
  pass(LONG);
  await until(() => after.isReady);
  assert.deepEqual([after.returns, after.id], [1, id]);
  assert.equal(other.returns, 0);
});

test("two duplicates at once take nothing from the first, and one is left where the first has gone", async () => {
  const kept = storage();
  const first = new Page(kept);
  first.scan("1");
  const duplicates = [new Page(copy(kept)), new Page(copy(kept))];
  await until(() => duplicates.every(({ isReady }) => isReady));
  await rest();
  assert.deepEqual([first, ...duplicates].map(({ returns }) => returns), [1, 0, 0]);
  assert.equal(new Set([first, ...duplicates].map(({ id }) => id)).size, 3);
  first.channel.close();
  const restored = [new Page(copy(kept)), new Page(copy(kept))];
  await until(() => restored[1].isReady);
  pass(LONG);
  await until(() => restored[0].isReady);
  assert.deepEqual(restored.map(({ returns }) => returns), [1, 0]);
});

test("an answer that comes late counts all the same", async () => {
  const kept = storage();
  const first = new Page(kept);
  first.scan("1");
  first.channel.close();
  const frozen = new BroadcastChannel("offline-circ / tab");
  channels.push(frozen);
  let question;
  frozen.onmessage = ({ data }) => (question = data);
  const second = new Page(copy(kept));
  await until(() => question);
  pass(LONG);
  await until(() => second.isReady);
  assert.equal(second.returns, 1);
  frozen.postMessage({ owned: question.asks, by: question.by });
  await until(() => second.returns === 0);
});

test("a browser without BroadcastChannel waits for nobody", async () => {
  const kept = storage();
  new Page(kept, { channel: null }).scan("1");
  const after = new Page(kept, { channel: null });
  await rest();
  assert.ok(after.isReady);
  assert.equal(after.returns, 1);
});

test("a channel that the browser has not, or refuses, is none", () => {
  const real = globalThis.BroadcastChannel;
  mock.method(globalThis, "BroadcastChannel", function () {
    throw new DOMException("The operation is insecure.", "SecurityError");
  });
  assert.equal(openChannel("offline-circ /"), undefined);
  globalThis.BroadcastChannel = undefined;
  assert.equal(openChannel("offline-circ /"), undefined);
  globalThis.BroadcastChannel = real;
  const channel = openChannel("offline-circ /");
  assert.ok(channel instanceof real);
  channel.close();
});
