// What is right in its field, as far as the cases in tests/vectors/ do not have it.

import assert from "node:assert/strict";
import test from "node:test";
import { Checks } from "../../apache/htdocs/scripts/checks.js";
import { Known } from "../../apache/htdocs/scripts/known.js";
import { Settings } from "../../apache/htdocs/scripts/store.js";
import { storage } from "./station.mjs";
import { scanning as defaults, shapes } from "./vectors.mjs";

const clock = { now: () => "20260102030405" };
const keep = (values) => new Settings("site", () => values);

/** Checks and what they know, in a tab of its own. */
function desk(settings = {}, kept = storage(), session = storage()) {
  const known = new Known(keep(kept), keep(session), clock);
  return new Checks({ ...defaults, ...settings }, known);
}

const problem = (checks, item, patron = "") => checks.item(patron ? "L" : "R", item, patron).problem;
const items = shapes.seen["Codabar items"];
const patrons = shapes.seen["Codabar patrons"];

test("the same item and type again is a repeat until it is voided", () => {
  const checks = desk();
  checks.remember("R", "9");
  assert.equal(checks.words(problem(checks, "9")), "This item was checked in a moment ago.");
  assert.equal(problem(checks, "9", "123"), "");
  checks.rememberEarlier("R", "8", 6 * 60_000);
  assert.equal(problem(checks, "8"), "", "six minutes are not just before");
  checks.forget("R", "9");
  assert.equal(problem(checks, "9"), "");
  for (const kind of ["L", "R", "L"]) {
    assert.equal(checks.item(kind, "7", kind === "L" ? "123" : "").problem, "", "lent, returned and lent again");
    checks.remember(kind, "7");
  }
  assert.match(problem(checks, "7", "123"), /repeat/);
  const never = desk({ repeat_minutes: 0 });
  never.remember("R", "9");
  assert.equal(problem(never, "9"), "");
});

test("a barcode has one role a day, until a person gives it the other", () => {
  const session = storage();
  const checks = desk({}, storage(), session);
  checks.rememberPatron("77");
  checks.remember("R", "9");
  assert.equal(problem(checks, "77"), "was patron");
  assert.equal(problem(checks, "77", "77"), "own patron");
  assert.equal(checks.patron("9").problem, "was item");
  assert.equal(problem(desk({}, storage(), session), "77"), "was patron", "after a reload");
  checks.remember("R", "77");
  assert.equal(problem(checks, "77", "78"), "");
  checks.forget("R", "9");
  assert.equal(checks.patron("9").problem, "");
});

test("a pattern that a browser does not understand stops no scan for good", () => {
  const checks = desk({ patron_pattern: "([0-9]++)", item_pattern: "[0-9]++" });
  assert.equal(checks.patron("123").problem, "no patron");
  assert.equal(problem(checks, "9"), "");
});

test("after twenty items one of another shape is odd, in every tab and after a reload", () => {
  const kept = storage();
  const checks = desk({}, kept);
  for (const item of items.slice(0, 19)) checks.remember("R", item);
  assert.equal(problem(checks, "1234567"), "");
  checks.remember("R", items[19]);
  assert.equal(problem(checks, "1234567"), "odd item");
  assert.equal(problem(desk({}, kept), "1234567"), "odd item");
  assert.equal(checks.patron("1234567").problem, "", "nothing is known of patrons");
});

test("a shape is ordinary when a person has let it through twice", () => {
  const checks = desk();
  for (const item of items) checks.remember("R", item);
  checks.remember("R", "1234567");
  assert.equal(problem(checks, "1234568"), "odd item");
  checks.remember("R", "1234568");
  assert.equal(problem(checks, "1234569"), "");
  assert.equal(problem(checks, "123456"), "odd item");
});

test("what the server has seen counts as well, when it has seen it twice", () => {
  const tally = { n: 40, shapes: { "9999999": { n: 39, heads: { 1: 39 }, checks: {} }, AA99: { n: 1, heads: { AB: 1 }, checks: {} } } };
  const kept = storage();
  const known = new Known(keep(kept), keep(storage()), clock);
  known.learn({ items: tally, patrons: { n: 0, shapes: {} } });
  const checks = desk({}, kept);
  assert.equal(problem(checks, "1234567"), "");
  assert.equal(problem(checks, "2234567"), "odd item", "all begin with 1");
  assert.equal(problem(checks, "AB12"), "odd item");
  known.learn("not an answer");
  assert.equal(problem(checks, "12"), "odd item", "what was learned stays");
});

test("a patron among items is told from something odd, and an item among patrons", () => {
  const checks = desk();
  for (const item of items.slice(1)) checks.remember("R", item);
  for (const patron of patrons.slice(1)) checks.rememberPatron(patron);
  assert.equal(problem(checks, patrons[0]), "patron");
  assert.equal(checks.patron(items[0]).problem, "item");
  assert.equal(problem(checks, items[0], patrons[0]), "");
});

test("Caps Lock is undone as a guess", () => {
  const checks = desk();
  for (const item of shapes.seen["a letter, digits, a check character"].slice(1)) checks.remember("R", item);
  const [item] = shapes.seen["a letter, digits, a check character"];
  const { problem: odd, guess } = checks.item("R", item.toLowerCase(), "");
  assert.deepEqual([odd, guess], ["odd item", item]);
});

test("a check digit is asked for only where it is set or nearly all have one", () => {
  const wrong = `${items[0].slice(0, -1)}${(Number(items[0].at(-1)) + 1) % 10}`;
  for (const [check_digit, expected] of [["auto", "check digit"], ["none", ""], ["codabar14", "check digit"]]) {
    const checks = desk({ check_digit });
    for (const item of items) checks.remember("R", item);
    assert.equal(problem(checks, wrong), expected, check_digit);
  }
});

test("what was taken off a patron's barcode is told", () => {
  assert.deepEqual(desk().patron("A21234000111111").taken, ["A"]);
  assert.deepEqual(desk().patron("*77*"), { barcode: "77", taken: ["*", "*"], problem: "", guess: "" });
});

test("a line that nobody scanned is judged as it stands", () => {
  const line = (item, patron, kind = "L") => desk().line({ kind, item, patron });
  assert.deepEqual(line("31234000000001", "77"), []);
  assert.deepEqual(line("*77*", ";77?"), ["added", "stripe"]);
  assert.deepEqual(line("9780306406157", "9780306406157", "R"), ["isbn"]);
});
