// The server's clock on a workstation whose own is wrong, and times as text.

import assert from "node:assert/strict";
import test, { afterEach, beforeEach, mock } from "node:test";
import { Clock } from "../../apache/htdocs/scripts/clock.js";
import { clockTime, dayOf, format, parse } from "../../apache/htdocs/scripts/time.js";

const memory = () => {
  const values = new Map();
  return { get: (key) => values.get(key) ?? null, set: (key, value) => values.set(key, value) };
};

// No time passes but what a test lets pass.
beforeEach(() => {
  const [date, moment] = [Date.now(), performance.now()];
  mock.method(Date, "now", () => date);
  mock.method(performance, "now", () => moment);
});
afterEach(() => mock.restoreAll());

/** Sets the computer's clock by so many milliseconds. */
function setClock(milliseconds) {
  const date = Date.now() + milliseconds;
  mock.method(Date, "now", () => date);
}

test("the clock gives the server's local time, and keeps the difference for the next page", () => {
  const storage = memory();
  const clock = new Clock(storage);
  clock.learn("2031-05-06T07:08:09.500+02:00", performance.now());
  assert.equal(clock.now(), "20310506070809");
  const next = new Clock(storage);
  assert.equal(next.usable, false, "not before the server has answered this page");
  assert.ok(Math.abs(Number(next.now()) - 20310506070809) <= 1);
  assert.ok(Math.abs(Number(next.at(Date.now() - 60_000)) - 20310506070709) <= 1);
});

test("a page whose computer's clock has stopped meanwhile gets the right time in the end", () => {
  const storage = memory();
  new Clock(storage).learn("2031-05-06T07:08:09.500Z", performance.now());
  setClock(-5 * 365 * 86_400_000);
  const clock = new Clock(storage);
  const epoch = Date.now() - 60_000;
  assert.equal(clock.usable, false);
  clock.learn("2031-05-06T08:08:09.500Z", performance.now());
  assert.equal(clock.usable, true);
  assert.equal(clock.at(epoch), "20310506080709");
  assert.ok(Math.abs(clock.ago("20310506070809") - 3_600_500) < 400);
});

test("setting the computer's clock in mid-session moves no time", () => {
  const clock = new Clock(memory());
  clock.learn("2031-05-06T07:08:09.100Z", performance.now());
  setClock(-3_600_000);
  assert.equal(clock.now(), "20310506070809");
  assert.equal(clock.usable, false, "only the server knows now what its time is");
});

test("a small step back of the server's answers gives no earlier time", () => {
  const clock = new Clock(memory());
  clock.learn("2031-05-06T07:08:09.900Z", performance.now());
  assert.equal(clock.now(), "20310506070809");
  clock.learn("2031-05-06T07:08:08.900Z", performance.now());
  assert.equal(clock.now(), "20310506070809");
  clock.learn("2031-05-06T06:08:08.900Z", performance.now());
  assert.equal(clock.now(), "20310506060808");
});

test("a time is read back from its text, and shown as day and time of day", () => {
  assert.equal(format(parse("20260102030405")), "20260102030405");
  assert.ok(Number.isNaN(parse("2026-01-02")));
  assert.equal(dayOf("20260102030405"), "2026-01-02");
  assert.equal(clockTime("20260102030405"), "03:04:05");
});
