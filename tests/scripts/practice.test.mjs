// Practice: the server that answers in the page, and the steps of the sheet.

import assert from "node:assert/strict";
import test from "node:test";
import { fields } from "../../apache/htdocs/scripts/entry.js";
import { advance, BEGINNING, Server } from "../../apache/htdocs/scripts/practice.js";
import { Settings } from "../../apache/htdocs/scripts/store.js";
import { Browser, rest, storage, until } from "./station.mjs";

const WORDS = { not_a_line: "no line", was_patron: "a patron", was_item: "an item" };

/** Another page on the same storage begins where the last one has ended. */
function server(session = storage(), local = storage()) {
  globalThis.fetch = () => assert.fail("practice asks no server");
  const server = new Server(new Settings("practice", () => session), fields, new Settings("real", () => local));
  server.words = WORDS;
  return server;
}

async function append(server, lines, check = "") {
  const { status, text } = await server.post("append.php", { textarea: lines.join("\n"), check });
  assert.equal(status, 200);
  return JSON.parse(text);
}

const loan = (item, patron) => `AVS,20261128100000,L,${item},,${patron},`;

test("the server in the page answers as the real one does", async () => {
  const session = storage();
  const first = await append(server(session), [loan(1, 9), loan(2, 9), "no line at all"]);
  assert.deepEqual([first.recorded, first.already_recorded, first.held], [2, 0, []]);
  assert.deepEqual(first.rejected, [{ line: 3, text: "no line at all", field: "line", reason: "no line" }]);
  const again = await append(server(session), [loan(1, 9), loan(9, 1), loan(9, 1)], "1,2");
  assert.deepEqual([again.recorded, again.already_recorded], [1, 1]);
  assert.deepEqual(again.held, [{ line: 2, field: "item_barcode", reason: "a patron" }]);
  const patron = await append(server(session), [loan(3, 2)], "1");
  assert.deepEqual(patron.held, [{ line: 1, field: "patron_barcode", reason: "an item" }]);
  const empty = await append(server(session), [""]);
  assert.deepEqual([empty.recorded, empty.already_recorded, empty.rejected], [0, 0, []]);
});

test("it voids what it has, and says so once", async () => {
  const own = server();
  let voided = 0;
  own.voided = () => (voided += 1);
  await append(own, [loan(1, 9)]);
  const ask = async () => own.post("void.php", { textarea: loan(1, 9) });
  assert.deepEqual(await ask(), { status: 200, text: '{"voided":1}' });
  assert.equal((await ask()).status, 404);
  assert.equal(voided, 1);
});

test("it answers nothing while the connection is cut, on the next page too", async () => {
  const session = storage();
  server(session).isCut = true;
  await assert.rejects(append(server(session), [loan(1, 9)]));
  server(session).isCut = false;
  assert.equal((await append(server(session), [loan(1, 9)])).recorded, 1);
});

test("its clock is what the real page knows of the server's", async () => {
  const local = storage();
  const hour = 3_600_000;
  const zones = { "": [[0, 7200]] };
  new Settings("real", () => local).set("server clock", JSON.stringify({ ahead: hour, zones }));
  const { server_time, zones: told } = await append(server(storage(), local), []);
  assert.ok(Date.parse(server_time) - Date.now() > hour / 2);
  assert.deepEqual(told, zones);
});

test("a station sends to it as to the real one", async () => {
  const own = server();
  const tab = await new Browser().open({ post: (page, form) => own.post(page, form) });
  tab.loan("31234000000001");
  await until(() => tab.journal.today.L === 1);
  own.isCut = true;
  tab.loan("31234000000002");
  await until(() => tab.status.sending === "cut off");
  assert.deepEqual(tab.queue, ["waiting 31234000000002"]);
  own.isCut = false;
  await tab.sent();
  await rest();
  assert.deepEqual([tab.queue, tab.journal.today.L], [[], 2]);
});

const taken = (kind, item, patron = "", more = {}) => ({ what: "taken", kind, item, patron, isCut: false, isAccepted: false, text: `took ${item}`, ...more });
const held = (item, patron = "") => ({ what: "held", item, patron, text: `held ${item}` });
const patron = (patron) => ({ what: "patron", patron, text: `patron ${patron}` });
const shown = (more) => ({ what: "shown", held: 0, unsent: 0, isCut: false, ...more });

/** What happens in the whole sheet, and which step it does. */
const SHEET = [
  [patron("P1"), "patron"],
  [taken("L", "I1", "P1"), "loan"],
  [shown(), ""],
  [taken("L", "I2", "P1"), "second-loan"],
  [{ what: "finished" }, "finish"],
  [held("I1"), "place"],
  [shown({ held: 1 }), ""],
  [held("X"), "wrong"],
  [patron("P2"), "next-patron"],
  [taken("L", "I3", "P2"), "third-loan"],
  [held("I3", "P2"), "repeat"],
  [shown({ held: 3 }), ""],
  [shown(), "discard"],
  [taken("R", "I1"), "return"],
  [taken("R", "I2", "", { isCut: true }), "cut"],
  [shown({ unsent: 1, isCut: true }), ""],
  [shown({ unsent: 1 }), ""],
  [shown(), "connect"],
  [{ what: "voided" }, "void"],
];

test("each step of the sheet is ticked by what it says, and by nothing else", () => {
  let progress = BEGINNING;
  for (const [it, step] of SHEET) {
    const before = progress;
    progress = advance(before, it);
    assert.deepEqual(progress.done, step ? [...before.done, step] : before.done, JSON.stringify(it));
    assert.equal(progress.different, "");
  }
});

test("what happens instead of a step is kept until a step is done", () => {
  const happen = (...all) => all.reduce(advance, BEGINNING);
  assert.equal(happen(patron("P1"), patron("P1")).different, "patron P1");
  assert.equal(happen(patron("P1"), patron("P1"), shown()).different, "patron P1");
  assert.equal(happen(patron("P1"), patron("P1"), taken("L", "I1", "P1")).different, "");
  assert.deepEqual(happen(patron("P1"), taken("L", "I1", "P1", { isAccepted: true })).done, ["patron"]);
});
