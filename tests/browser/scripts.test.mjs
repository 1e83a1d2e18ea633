// The page's scripts where they have logic of their own, without a browser.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Checks, codabar14 } from "../../apache/htdocs/scripts/checks.js";
import { Clock } from "../../apache/htdocs/scripts/clock.js";
import { fields, hours, line } from "../../apache/htdocs/scripts/line.js";

const common = { library: "AVS", time: "20260102030405", item: "9" };

test("a loan and a return have seven fields", () => {
  assert.equal(line({ ...common, kind: "L", patron: "7" }), "AVS,20260102030405,L,9,,7,");
  assert.equal(line({ ...common, kind: "R" }), "AVS,20260102030405,R,9,,,");
});

test("commas and quotes are kept, and read back", () => {
  const text = line({ ...common, kind: "L", item: 'a,"b"', patron: "7", callNumber: "QA, 1" });
  assert.equal(text, 'AVS,20260102030405,L,"a,""b""","QA, 1",7,');
  assert.deepEqual(fields(text), { ...common, kind: "L", item: 'a,"b"', callNumber: "QA, 1", patron: "7" });
});

test("the hours of a time", () => {
  assert.equal(hours("20260102030405"), "03:04:05");
});

test("the service worker keeps every script of the scanning page", () => {
  const folder = new URL("../../apache/htdocs/scripts/", import.meta.url);
  const read = (name) => readFileSync(new URL(name, folder), "utf8");
  const needed = new Set(["index.js"]);
  for (const name of needed) {
    for (const [, imported] of read(name).matchAll(/from "\.\/(\w+\.js)"/g)) needed.add(imported);
  }
  const kept = read("sw.js").match(/FILES = \[([^\]]*)\]/)[1];
  const names = [...kept.matchAll(/"(\w+)"/g)].map(([, name]) => `${name}.js`);
  assert.deepEqual(names.toSorted(), [...needed].toSorted());
});

const defaults = {
  patron_pattern: "([0-9]+)",
  item_pattern: ".*",
  check_digit: "none",
  repeat_minutes: 5,
};

test("by default a patron is the first run of digits, and any item is right", () => {
  const checks = new Checks(defaults);
  assert.equal(checks.patronBarcode("A123B456"), "123");
  assert.equal(checks.patron("A123B456"), "");
  assert.notEqual(checks.patron("abc"), "");
  assert.equal(checks.item("L", "anything at all", "123"), "");
});

test("the patron's barcode in the item field is odd, as is an item in the patron field", () => {
  const checks = new Checks(defaults);
  assert.notEqual(checks.item("L", "123", "A123"), "");
  assert.notEqual(checks.item("L", "A123", "A123"), "");
  checks.took("L", "31234");
  assert.notEqual(checks.patron("31234"), "");
});

test("the same item and type again is odd until it is taken back", () => {
  const checks = new Checks(defaults);
  checks.took("R", "9");
  assert.match(checks.item("R", "9", ""), /checked in just before/);
  assert.equal(checks.item("L", "9", "123"), "");
  checks.took("R", "8", 6 * 60_000);
  assert.equal(checks.item("R", "8", ""), "", "six minutes are not just before");
  checks.forget("R", "9");
  assert.equal(checks.item("R", "9", ""), "");
  const never = new Checks({ ...defaults, repeat_minutes: 0 });
  never.took("R", "9");
  assert.equal(never.item("R", "9", ""), "");
});

test("patterns of the library's own tell patrons from items", () => {
  const items = new Checks({ ...defaults, item_pattern: "3[0-9]{13}" });
  assert.equal(items.item("R", "31234000000001", ""), "");
  assert.notEqual(items.item("R", "21234000000001", ""), "");
  assert.notEqual(items.patron("31234000000001"), "");
  const patrons = new Checks({ ...defaults, patron_pattern: "(P[0-9]+)" });
  assert.equal(patrons.patronBarcode("xP12y"), "P12");
  assert.notEqual(patrons.item("R", "P12", ""), "");
  assert.equal(patrons.item("R", "12", ""), "");
  const whole = new Checks({ ...defaults, patron_pattern: "(.+)" });
  assert.equal(whole.patronBarcode("A-1"), "A-1");
  assert.equal(whole.item("R", "anything", ""), "");
});

test("a pattern that a browser does not understand stops no scan", () => {
  const checks = new Checks({ ...defaults, patron_pattern: "([0-9]++)", item_pattern: "[0-9]++" });
  assert.match(checks.patron("123"), /no patron barcode/);
  assert.equal(checks.item("R", "9", ""), "");
});

test("the Codabar check digit is the fourteenth", () => {
  assert.ok(codabar14("31234000000016"));
  assert.ok(!codabar14("31234000000017"));
  assert.ok(!codabar14("3123400000001"));
  const checks = new Checks({ ...defaults, check_digit: "codabar14" });
  assert.equal(checks.item("R", "31234000000016", ""), "");
  assert.match(checks.item("R", "31234000000017", ""), /check digit/);
  assert.match(checks.patron("31234000000016"), /item/);
});

test("the slip prints where :has() is unknown", () => {
  const style = readFileSync(new URL("../../apache/htdocs/styles/style.css", import.meta.url), "utf8");
  assert.doesNotMatch(style, /:has\(/);
});

const memory = () => {
  const values = new Map();
  return { get: (key) => values.get(key) ?? null, set: (key, value) => values.set(key, value) };
};

/** A test in which no time passes but what it lets pass. */
function still(name, body) {
  test(name, () => {
    const saved = [Date.now, performance.now];
    const [date, moment] = [Date.now(), performance.now()];
    Date.now = () => date;
    performance.now = () => moment;
    try {
      body();
    } finally {
      [Date.now, performance.now] = saved;
    }
  });
}

still("the clock gives the server's local time, and keeps the difference for the next page", () => {
  const storage = memory();
  const clock = new Clock(storage);
  clock.learn("2031-05-06T07:08:09.500+02:00", performance.now());
  assert.equal(clock.now(), "20310506070809");
  const next = new Clock(storage);
  assert.equal(next.usable, false, "not before the server has answered this page");
  assert.ok(Math.abs(Number(next.now()) - 20310506070809) <= 1);
  assert.ok(Math.abs(Number(next.at(Date.now() - 60_000)) - 20310506070709) <= 1);
});

still("a page whose computer's clock has stopped meanwhile gets the right time in the end", () => {
  const storage = memory();
  new Clock(storage).learn("2031-05-06T07:08:09.500Z", performance.now());
  const { now } = Date;
  Date.now = () => now() - 5 * 365 * 86_400_000;
  try {
    const clock = new Clock(storage);
    const epoch = Date.now() - 60_000;
    assert.equal(clock.usable, false);
    clock.learn("2031-05-06T08:08:09.500Z", performance.now());
    assert.equal(clock.usable, true);
    assert.equal(clock.at(epoch), "20310506080709");
    assert.ok(Math.abs(clock.ago("20310506070809") - 3_600_500) < 400);
  } finally {
    Date.now = now;
  }
});

still("setting the computer's clock in mid-session moves no time", () => {
  const clock = new Clock(memory());
  clock.learn("2031-05-06T07:08:09.100Z", performance.now());
  const { now } = Date;
  Date.now = () => now() - 3_600_000;
  try {
    assert.equal(clock.now(), "20310506070809");
  } finally {
    Date.now = now;
  }
});

still("a small step back of the server's answers gives no earlier time", () => {
  const clock = new Clock(memory());
  clock.learn("2031-05-06T07:08:09.900Z", performance.now());
  assert.equal(clock.now(), "20310506070809");
  clock.learn("2031-05-06T07:08:08.900Z", performance.now());
  assert.equal(clock.now(), "20310506070809");
  clock.learn("2031-05-06T06:08:08.900Z", performance.now());
  assert.equal(clock.now(), "20310506060808");
});
