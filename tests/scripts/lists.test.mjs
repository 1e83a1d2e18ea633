// What the lists from Alma say against a scan: how it is held, and how a person lets it through.

import assert from "node:assert/strict";
import test from "node:test";
import { Browser, REST, Server } from "./station.mjs";

const BLOCKED = { kind: "blocked", reason: "This patron is blocked in Alma." };
const UNLISTED = { kind: "item", reason: "This item is not in the list from Alma." };
const TURN = { began: 1 };

function server() {
  const server = new Server();
  server.known = { against: { 77: BLOCKED, 9: UNLISTED }, has: { 1: { call_number: "QA 76", title: "A title", name: "Somebody" } } };
  return server;
}

test("an item that is not in the list is held in the server's words, and one key records it", async () => {
  const own = server();
  const desk = await new Browser().open();
  desk.return("9");
  await desk.sent();
  assert.equal(desk.last, "9: This item is not in the list from Alma. F9 records it anyway.");
  assert.deepEqual([desk.tones.at(-1), desk.queue, own.items], ["look", ["held 9"], []]);
  await desk.accept();
  await desk.sent();
  assert.deepEqual([desk.queue, own.items], [[], ["9"]]);
});

test("who lets a patron through does so for the items of this turn, and for nothing else", async () => {
  const own = server();
  const desk = await new Browser().open();
  for (const item of ["1", "2", "9"]) desk.loan(item, "77", TURN);
  desk.loan("4", "77", { began: 2 });
  await desk.sent();
  assert.deepEqual(desk.queue, ["held 1", "held 2", "held 9", "held 4"]);
  assert.match(desk.last, /F9 lends it anyway, and this patron's other items too\. And 3 more:/);
  await desk.accept(desk.find("1"));
  await desk.sent();
  assert.deepEqual(desk.queue, ["held 9", "held 4"], "an item that is unknown, and another turn");
  assert.match(desk.last, /^Loan 1 to 77, Loan 2 to 77$/);
  desk.loan("5", "77", { ...TURN, patronAccepted: true });
  desk.loan("6", "77", { began: 3 });
  await desk.sent();
  assert.deepEqual(own.items, ["1", "2", "5"]);
  assert.deepEqual(desk.queue, ["held 9", "held 4", "held 6"]);
});

test("what waits while the patron is let through is not held for the patron", async () => {
  const own = server();
  const desk = await new Browser().open();
  desk.loan("1", "77", TURN);
  await desk.sent();
  own.state = "away";
  desk.loan("2", "77", TURN);
  desk.loan("9", "77", TURN);
  await desk.sent();
  await desk.accept(desk.find("1"));
  own.state = "well";
  await desk.sent();
  assert.deepEqual([own.items, desk.queue], [["1", "2"], ["held 9"]]);
  assert.equal(desk.find("9").reason, UNLISTED.reason);
});

test("another barcode is asked about again, and a discarded scan goes", async () => {
  const own = server();
  const desk = await new Browser().open();
  desk.return("9");
  await desk.sent();
  own.known.against[8] = UNLISTED;
  await desk.station.correct(desk.find("9"), "8", REST);
  await desk.sent();
  assert.deepEqual([desk.queue, own.items], [["held 8"], []]);
  await desk.station.correct(desk.find("8"), "7", REST);
  await desk.sent();
  assert.deepEqual([desk.queue, own.items], [[], ["7"]]);
  desk.return("9");
  await desk.sent();
  await desk.station.void(desk.find("9"));
  assert.deepEqual([desk.queue, own.items], [[], ["7"]]);
});

test("what the lists have is told and kept nowhere", async () => {
  server();
  const desk = await new Browser().open();
  desk.loan("1", "78");
  await desk.sent();
  assert.deepEqual(desk.listed, [["1", { callNumber: "QA 76", title: "A title", name: "Somebody" }]]);
  assert.doesNotMatch(JSON.stringify([desk.status.entries, desk.journal.today]), /Somebody|A title/);
});
