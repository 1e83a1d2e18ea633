// The server's clock on a workstation whose own is wrong, and times as text.

import assert from "node:assert/strict";
import test, { afterEach, beforeEach, mock } from "node:test";
import { Clock } from "../../apache/htdocs/scripts/clock.js";
import { clockTime, dayOf, format, parse } from "../../apache/htdocs/scripts/time.js";
import { zones as cases } from "./vectors.mjs";

const LOS_ANGELES = cases[0].periods;
const HOUR = 3_600_000;

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

/** Lets so many milliseconds pass. */
function pass(milliseconds) {
  const moment = performance.now() + milliseconds;
  mock.method(performance, "now", () => moment);
  setClock(milliseconds);
}

/** An answer of the server in the middle of this second; by default it is in UTC. */
function answer(server_time, { zones = { "": [[0, 0]] }, not_before } = {}) {
  return { server_time: server_time.replace("Z", ".500Z"), zones, not_before };
}

/** A clock that has heard this. */
function heard(...said) {
  const clock = new Clock(memory());
  clock.learn(answer(...said), performance.now());
  return clock;
}

test("the clock gives the library's local time, and keeps what it has learned for the next page", () => {
  const storage = memory();
  const clock = new Clock(storage);
  const zones = { "": LOS_ANGELES, EAST: [[0, -4 * 3600]] };
  clock.learn(answer("2026-10-31T17:08:09Z", { zones }), performance.now());
  assert.equal(clock.now(), "20261031100809");
  assert.equal(clock.now("EAST"), "20261031130809");
  assert.equal(clock.now("constructor"), "20261031100809");
  const next = new Clock(storage);
  assert.equal(next.usable, false, "not before the server has answered this page");
  assert.ok(Math.abs(Number(next.now()) - 20261031100809) <= 1);
  assert.ok(Math.abs(Number(next.at("EAST", { epoch: Date.now() - 60_000 })) - 20261031130709) <= 1);
});

test("where libraries have zones of their own, a scan gets its time with its library", () => {
  const one = heard("2026-10-31T17:08:09Z");
  assert.equal(one.timeOfScan(""), "20261031170809");
  const two = heard("2026-10-31T17:08:09Z", { zones: { "": LOS_ANGELES, EAST: [[0, -4 * 3600]] } });
  assert.equal(two.timeOfScan(""), null);
  assert.equal(two.timeOfScan("EAST"), "20261031130809");
});

test("a page whose computer's clock has stopped meanwhile gets the right time in the end", () => {
  const storage = memory();
  new Clock(storage).learn(answer("2031-05-06T07:08:09Z"), performance.now());
  setClock(-5 * 365 * 24 * HOUR);
  const clock = new Clock(storage);
  const epoch = Date.now() - 60_000;
  assert.equal(clock.usable, false);
  clock.learn(answer("2031-05-06T08:08:09Z"), performance.now());
  assert.equal(clock.usable, true);
  assert.equal(clock.at("", { epoch }), "20310506080709");
  assert.ok(Math.abs(clock.ago("", "20310506070809") - 3_600_500) < 400);
});

test("setting the computer's clock in mid-session moves no time", () => {
  const clock = heard("2031-05-06T07:08:09Z");
  setClock(-HOUR);
  assert.equal(clock.now(), "20310506070809");
  assert.equal(clock.usable, false, "only the server knows now what its time is");
});

test("a scan keeps its moment if the computer's clock is put right before the server answers, and if it sleeps", () => {
  const YEARS = 12 * 365 * 24 * HOUR;
  for (const step of [YEARS, -YEARS, -HOUR]) {
    const clock = new Clock(memory());
    const { moment } = clock;
    pass(60_000);
    setClock(step);
    clock.learn(answer("2031-05-06T07:08:09Z"), performance.now());
    assert.equal(clock.at("", moment), "20310506070709", `set by ${step}`);
    assert.notEqual(clock.at("", { ...moment, page: 0 }), "20310506070709", "of another page only the date is known");
  }
  const clock = new Clock(memory());
  const { moment } = clock;
  setClock(8 * HOUR); // the page's own time stands still meanwhile
  clock.learn(answer("2031-05-06T15:08:09Z"), performance.now());
  assert.equal(clock.at("", moment), "20310506070809");
});

test("what a page guessed before the first answer does not hold its time", () => {
  const storage = memory();
  new Clock(storage).learn(answer("2031-05-06T07:08:09Z"), performance.now());
  setClock(HOUR);
  const clock = new Clock(storage);
  assert.match(clock.now(), /^2031050608/);
  clock.learn(answer("2031-05-06T07:08:09Z"), performance.now());
  assert.equal(clock.now(), "20310506070809");
});

test("after a step back of the server's clock no time is earlier, until it has caught up", () => {
  const clock = heard("2031-05-06T07:08:09Z");
  assert.equal(clock.now(), "20310506070809");
  clock.learn(answer("2031-05-06T06:08:09Z"), performance.now());
  assert.equal(clock.now(), "20310506070809");
  // Whatever comes a minute later has another second: the same item again is another scan.
  pass(61_000);
  assert.equal(clock.now(), "20310506070810");
  clock.learn(answer("2031-05-06T06:09:10Z"), performance.now());
  pass(HOUR / 2);
  assert.equal(clock.now(), "20310506070840");
  pass(HOUR / 2 + 60_000);
  assert.equal(clock.now(), "20310506071010");
});

test("a setting that was torn, and an answer without zones, do no harm", () => {
  const storage = memory();
  storage.set("server clock", '{"ahead":12,"zo');
  const clock = new Clock(storage);
  clock.learn({ server_time: "2031-05-06T07:08:09.500+02:00" }, performance.now());
  assert.equal(clock.usable, true);
  assert.equal(clock.now(), "20310506070809");
});

test("without a library's code the time is that of the library that is chosen", () => {
  const clock = new Clock(memory(), () => "EAST");
  clock.learn(answer("2026-10-31T17:08:09Z", { zones: { "": LOS_ANGELES, EAST: [[0, -4 * 3600]] } }), performance.now());
  assert.equal(clock.now(), "20261031130809");
});

test("a page that is opened after the step back gives no time that another desk has passed", () => {
  const clock = heard("2031-05-06T06:08:09Z", { not_before: "2031-05-06T07:08:09.500Z" });
  assert.equal(clock.now(), "20310506070809");
  pass(2 * HOUR);
  assert.equal(clock.now(), "20310506080809");
});

test("a server's clock that was a day ahead is followed when it is put right", () => {
  const clock = heard("2031-05-07T07:08:09Z");
  assert.equal(clock.now(), "20310507070809");
  clock.learn(answer("2031-05-06T07:08:09Z"), performance.now());
  assert.equal(clock.now(), "20310506070809");
});

test("a desk that is cut off in the night when an hour comes twice goes on in order", () => {
  const clock = heard("2026-11-01T08:40:00Z", { zones: { "": LOS_ANGELES } });
  const times = [];
  for (let minutes = 0; minutes <= 90; minutes += 5) {
    times.push(clock.now());
    pass(5 * 60_000);
  }
  assert.deepEqual(times.slice(0, 4), ["20261101014000", "20261101014500", "20261101015000", "20261101015500"]);
  assert.deepEqual(times.slice(-3), ["20261101020000", "20261101020500", "20261101021000"]);
  assert.deepEqual(times, [...new Set(times)].sort(), "each later than the one before");
  assert.ok(times.slice(4, -3).every((time) => time.startsWith("202611010159")));
  assert.equal(clock.usable, true);
});

test("a desk that is cut off in the night when an hour is missing goes on in order", () => {
  const clock = heard("2027-03-14T09:59:00Z", { zones: { "": LOS_ANGELES } });
  assert.equal(clock.now(), "20270314015900");
  pass(120_000);
  assert.equal(clock.now(), "20270314030100");
});

test("whole quarters of an hour between workstation and server are said, and nothing else", () => {
  const apart = (minutes) => {
    const clock = new Clock(memory());
    const server_time = new Date(Date.now() + minutes * 60_000).toISOString();
    const ahead = -new Date().getTimezoneOffset() * 60;
    clock.learn({ server_time, zones: { "": [[0, ahead]] } }, performance.now());
    return clock.apart("")?.quarters;
  };
  assert.deepEqual([0, 2, -7, 11].map(apart), [undefined, undefined, undefined, undefined]);
  assert.deepEqual([15, 480, 482, -330, 45].map(apart), [1, 32, 32, -22, 3]);
});

test("the clocks that are said to differ are those of the wall, also in an hour that comes twice", () => {
  const clock = heard("2026-11-01T09:30:00Z", { zones: { "": LOS_ANGELES } });
  assert.equal(clock.now(), "20261101015945");
  setClock(Date.parse("2026-11-01T09:30:00.500Z") - Date.now());
  clock.learn(answer("2026-11-01T09:30:00Z", { zones: { "": [[0, -new Date().getTimezoneOffset() * 60]] } }), performance.now());
  assert.equal(clock.apart(""), undefined);
  clock.learn(answer("2026-11-01T09:30:00Z", { zones: { "": [[0, 8 * 3600 - new Date().getTimezoneOffset() * 60]] } }), performance.now());
  assert.equal(clock.apart("")?.quarters, 32);
});

test("a time is read back from its text, and shown as day and time of day", () => {
  assert.equal(format(parse("20260102030405")), "20260102030405");
  assert.ok(Number.isNaN(parse("2026-01-02")));
  assert.equal(dayOf("20260102030405"), "2026-01-02");
  assert.equal(clockTime("20260102030405"), "03:04:05");
});
