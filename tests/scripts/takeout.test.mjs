// Scans that leave the queue without the server: into a file for Alma, or to another workstation.

import { IDBObjectStore } from "fake-indexeddb";
import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { fields } from "../../apache/htdocs/scripts/entry.js";
import { savedLines } from "../../apache/htdocs/scripts/savedfile.js";
import { filesOf, putBack, remove, takeOut } from "../../apache/htdocs/scripts/takeout.js";
import { Browser, rest, Server, slowPost, until } from "./station.mjs";

const LIBRARIES = ["AVS", "MILLAR"];
const ROW = (time, kind, item, patron = "") => `${time}${kind}${item.padEnd(80)}${patron}\r\n`;

const make = (desk, libraries = LIBRARIES) =>
  desk.station.whileNothingIsSent((queue, clock) => takeOut(queue, clock, libraries));
const again = (desk) => filesOf(desk.status.entries, desk.clock);
const sendAfterAll = async (desk, entries = desk.status.entries) => {
  const count = await desk.station.whileNothingIsSent((queue) => putBack(queue, entries));
  await desk.station.send();
  await desk.sent();
  return count;
};
/** The time of a scan to the minute, as Alma's file has it. */
const minute = (entry) => fields(entry.raw).time.slice(0, 12);

/** A desk that has lost its server, with these items returned. */
function cutOff(...items) {
  return cutOffIn(new Browser(), items);
}

async function cutOffIn(browser, items) {
  const server = new Server();
  const desk = await browser.open();
  server.state = "away";
  for (const item of items) desk.return(item);
  await until(() => desk.queue.length === items.length);
  await until(() => desk.status.sending === "cut off");
  return { server, browser, desk };
}

test("what waits goes into a file as Alma takes it, and is not sent again", async () => {
  const { server, browser, desk } = await cutOff("1", "2");
  desk.loan("3", "77");
  await until(() => desk.queue.length === 3);
  const taken = await make(desk);
  const times = desk.status.entries.map(minute);
  const expected = ROW(times[0], "R", "1") + ROW(times[1], "R", "2") + ROW(times[2], "L", "3", "77");
  assert.equal(taken.files.length, 1);
  assert.match(taken.files[0].name, /^AVS_\d{4}-\d\d-\d\d_\d{6}\.dat$/);
  assert.equal(taken.files[0].text, expected);
  assert.deepEqual([taken.isStored, taken.count, taken.refused, taken.open], [true, 3, 0, 0]);
  assert.deepEqual(desk.queue, ["taken out 1", "taken out 2", "taken out 3"]);
  assert.ok(!desk.station.hasUnsent, "closing the page loses nothing");
  server.state = "well";
  await desk.sent();
  desk.return("4");
  await until(() => server.rows.length === 1);
  await desk.sent();
  assert.deepEqual(server.items, ["4"]);
  assert.deepEqual(desk.queue, ["taken out 1", "taken out 2", "taken out 3"]);
  assert.equal(desk.journal.today.R, 1, "what the server does not have is not counted as recorded");
  browser.crash();
  const next = await browser.open();
  await next.sent();
  assert.deepEqual(next.queue, ["taken out 1", "taken out 2", "taken out 3"]);
  assert.deepEqual(again(next), taken.files, "the same name and the same bytes");
  assert.deepEqual(server.items, ["4"]);
});

test("that a scan is in a file is on the disk before anybody has the file", async () => {
  const { server, browser, desk } = await cutOff("1");
  const taking = make(desk);
  const { files } = await taking;
  // Nothing more of this page happens from here on.
  browser.crash();
  server.state = "well";
  const next = await browser.open();
  await next.sent();
  assert.deepEqual(server.rows, []);
  assert.deepEqual(again(next), files);
});

test("where the disk does not take that a scan is in a file, there is no file, and the scan waits", async () => {
  const { server, browser, desk } = await cutOff("1", "2");
  const refused = mock.method(IDBObjectStore.prototype, "put", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const taken = await make(desk);
  assert.deepEqual([taken.isStored, taken.files], [false, []]);
  assert.deepEqual(desk.queue, ["waiting 1", "waiting 2"]);
  refused.mock.restore();
  const { files } = await make(desk);
  assert.equal(files[0].text.split("\r\n").length, 3);
  browser.crash();
  server.state = "well";
  const next = await browser.open();
  await next.sent();
  assert.deepEqual(server.rows, []);
});

test("where the browser keeps nothing, what is in a file is not sent by this page either", async () => {
  const server = new Server();
  mock.method(IDBObjectStore.prototype, "add", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const desk = await new Browser().open();
  server.state = "away";
  desk.return("1");
  await until(() => desk.queue.length === 1);
  const { files, isStored } = await make(desk);
  assert.deepEqual([files.length, isStored], [1, true]);
  assert.ok(!desk.station.hasUnsent);
  server.state = "well";
  await desk.sent();
  assert.deepEqual([server.rows, desk.queue], [[], ["taken out 1"]]);
});

test("what was taken out is sent after all when a person says so: one scan, or all", async () => {
  const { server, desk } = await cutOff("1", "2", "3");
  const { files } = await make(desk);
  const lines = desk.status.entries.map(({ raw }) => raw);
  server.state = "well";
  assert.equal(await sendAfterAll(desk, [desk.find("2")]), 1);
  assert.deepEqual(server.rows, [lines[1]], "with the time that it had");
  assert.deepEqual(desk.queue, ["taken out 1", "taken out 3"]);
  assert.equal(again(desk)[0].text, files[0].text.replace(/^.*R2 .*\r\n/m, ""));
  assert.equal(await sendAfterAll(desk), 2);
  assert.deepEqual(server.rows.toSorted(), lines.toSorted());
  assert.deepEqual(desk.queue, []);
  assert.equal(await sendAfterAll(desk), 0);
  assert.deepEqual(again(desk), []);
});

test("when Alma has the file, its scans can be removed", async () => {
  const { server, desk } = await cutOff("1", "2");
  await make(desk);
  desk.return("3");
  await until(() => desk.queue.length === 3);
  const { entries } = desk.status;
  assert.equal(await desk.station.whileNothingIsSent((queue) => remove(queue, entries)), 2);
  assert.deepEqual(desk.queue, ["waiting 3"], "what waits stays");
  server.state = "well";
  await desk.sent();
  assert.deepEqual(server.items, ["3"]);
});

test("a scan whose time was not known gets the time with which it would be sent", async () => {
  const server = new Server();
  server.state = "away";
  const browser = new Browser();
  const desk = await browser.open();
  desk.return("1");
  await until(() => desk.queue.length === 1);
  assert.equal(desk.status.entries[0].time, null);
  const { files } = await make(desk);
  const [{ raw }] = desk.status.entries;
  assert.equal(files[0].text, ROW(fields(raw).time.slice(0, 12), "R", "1"));
  server.state = "well";
  await desk.sent();
  await sendAfterAll(desk);
  assert.deepEqual(server.rows, [raw]);
});

test("what is held, rejected, to be voided or no line stays where it is, and is counted", async () => {
  const { server, desk } = await cutOff("1");
  server.state = "well";
  desk.return("31234999999999");
  await until(() => desk.status.entries.some(({ state }) => state === "rejected"));
  await desk.sent();
  server.state = "deaf";
  desk.return("2");
  await until(() => server.items.includes("2") && desk.status.sending === "cut off");
  server.state = "away";
  await desk.station.void(desk.find("2"));
  desk.hold({ item: "3" });
  await desk.station.submit("AVS,20260102030405,R,4\nNOWHERE,20260102030405,R,5\nhello\nAVS,20260102030405,L,6,,\u{1f4d6},");
  await until(() => desk.queue.length === 8);
  const taken = await make(desk);
  assert.deepEqual([taken.count, taken.refused, taken.open], [1, 3, 2]);
  assert.equal(taken.files[0].text, ROW("202601020304", "R", "4"));
  const states = desk.status.entries.map(({ state }) => state);
  assert.deepEqual(states.toSorted(), ["held", "rejected", "taken out", "voiding", "waiting", "waiting", "waiting", "waiting"]);
  server.state = "well";
  await desk.sent();
  assert.ok(!server.items.includes("2"), "what was to be voided is voided");
  assert.ok(!server.items.includes("4"));
});

test("each library has its file, a later file has another name, and one library has no name in it", async () => {
  const { desk } = await cutOff("1");
  await desk.station.submit("MILLAR,20260102030405,R,2,,,\nMILLAR,20260102030405,R,2,,,");
  await until(() => desk.queue.length === 3);
  const { files } = await make(desk);
  assert.deepEqual(files.map(({ name }) => name.replace(/_.*/, "")), ["AVS", "MILLAR"]);
  assert.equal(files[1].text, ROW("202601020304", "R", "2"), "a scan twice is one");
  desk.return("3");
  await desk.station.submit("MILLAR,20260102030405,R,2,,,");
  await until(() => desk.queue.length === 5);
  const second = await make(desk);
  assert.equal(second.count, 2);
  const names = again(desk).map(({ name }) => name);
  assert.equal(new Set(names).size, 3);
  assert.equal(again(desk).find(({ name }) => name === files[1].name).text, files[1].text, "it is in its file already");
  desk.return("4");
  await until(() => desk.queue.length === 6);
  const { files: [alone] } = await make(desk, ["AVS"]);
  assert.match(alone.name, /^\d{4}-\d\d-\d\d_\d{6}\.dat$/);
  assert.deepEqual((await make(desk)).files, [], "nothing waits any more");
});

test("nothing is taken out while it is being sent", async () => {
  for (const hasLocks of [true, false]) {
    const { server, desk } = await cutOffIn(new Browser({ hasLocks }), ["1"]);
    server.state = "well";
    const sending = desk.station.send();
    const taken = await make(desk);
    await sending;
    assert.deepEqual([taken.count, taken.files], [0, []], `locks: ${hasLocks}`);
    assert.deepEqual(server.items, ["1"]);
  }
});

test("another tab that sends does not send what was taken out here", async () => {
  const { server, browser, desk } = await cutOff("1");
  const other = await browser.open();
  await make(desk);
  server.state = "well";
  await other.sent();
  await rest();
  assert.deepEqual(server.rows, []);
  assert.deepEqual(other.queue, ["taken out 1"], "it shows so");
});

test("what a tab without locks takes out while another sends it stays in the file", async () => {
  const server = new Server();
  const browser = new Browser({ hasLocks: false });
  let arrive;
  const late = new Promise((resolve) => (arrive = resolve));
  const desk = await browser.open({ post: slowPost(() => late) });
  const other = await browser.open();
  desk.return("1");
  await rest();
  const { files } = await make(other);
  arrive();
  await desk.sent();
  assert.deepEqual([files.length, desk.queue], [1, ["taken out 1"]]);
});

test("a workstation takes over what another one has saved, and a scan that both send is recorded once", async () => {
  const { server, desk } = await cutOff("1", "2", "3");
  const saved = await desk.station.linesToSave();
  const bytes = new TextEncoder().encode(`${saved.join("\r\n")}\r\n`);
  const other = await new Browser().open();
  await other.station.takeOver(savedLines(bytes).whole);
  assert.equal(other.last, "3 lines from the file will be recorded. Already here: 0.");
  await other.station.takeOver(savedLines(bytes).whole);
  assert.equal(other.last, "0 lines from the file will be recorded. Already here: 3.");
  assert.equal(other.queue.length, 3);
  await desk.station.takeOver(savedLines(bytes).whole);
  assert.equal(desk.queue.length, 3, "nor at the workstation that has saved them");
  server.state = "well";
  await Promise.all([other.sent(), desk.sent()]);
  assert.deepEqual(server.rows, saved);
  assert.deepEqual([...desk.queue, ...other.queue], []);
  const sent = server.requests.filter(([page]) => page === "append.php").flatMap(([, lines]) => lines);
  assert.equal(sent.length, 6, "both have sent them");
});

test("a saved file is read in every encoding that can be told, and another file is not", () => {
  const line = "AVS,20260102030405,L,31234000000001,,77,Zoë";
  const text = `${line}\r\n\r\nAVS,20260102030406,R,2,,,\n`;
  const utf16 = (order) => new Uint8Array([...`\ufeff${text}`].flatMap((c) => order([c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8])));
  const utf8 = (content) => new TextEncoder().encode(content);
  const expected = [line, "AVS,20260102030406,R,2,,,"];
  for (const bytes of [utf8(text), utf8(`\ufeff${text}`), utf8(text.replaceAll("\r\n", "\n")), utf16((pair) => pair), utf16((pair) => pair.reverse())]) {
    assert.deepEqual(savedLines(bytes), { whole: expected, cut: "" });
  }
  const cut = text.slice(0, -3);
  for (const bytes of [utf8(cut), utf8(`${cut}\0\0`)]) {
    const saved = savedLines(bytes);
    assert.deepEqual(saved.whole, [line], "half a barcode is another one");
    assert.match(saved.cut, /^AVS,20260102030406,R,2/);
  }
  const row = ROW("202601020304", "R", "1");
  const sheet = "\ufeffLibrary,Time,Loan or Return,Item Barcode,Call Number,Patron Barcode,Patron Name\r\nAVS,2026-01-02 03:04:05,R,1,,,\r\n";
  for (const other of ["", "hello\n31234000000001", row, text + row, sheet]) assert.equal(savedLines(utf8(other)), undefined, other);
  const windows = Uint8Array.from(line, (c) => c.charCodeAt(0));
  assert.equal(savedLines(windows), undefined, "no UTF-8: nobody knows which letters these are");
});
