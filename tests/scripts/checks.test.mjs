// Warnings about what was scanned, as far as the cases in tests/vectors/ do not have them.

import assert from "node:assert/strict";
import test from "node:test";
import { Checks } from "../../apache/htdocs/scripts/checks.js";
import { scanning as defaults } from "./vectors.mjs";

test("by default a patron is the first run of digits, and any item is right", () => {
  const checks = new Checks(defaults);
  assert.equal(checks.patronBarcode("A123B456"), "123");
  assert.equal(checks.patron("A123B456"), "");
  assert.notEqual(checks.patron("abc"), "");
  assert.equal(checks.item("L", "anything at all", "123"), "");
});

test("the patron's barcode in the item field is a warning, as is an item in the patron field", () => {
  const checks = new Checks(defaults);
  assert.notEqual(checks.item("L", "123", "A123"), "");
  assert.notEqual(checks.item("L", "A123", "A123"), "");
  checks.remember("L", "31234");
  assert.notEqual(checks.patron("31234"), "");
});

test("the same item and type again is a warning until it is voided", () => {
  const checks = new Checks(defaults);
  checks.remember("R", "9");
  assert.match(checks.item("R", "9", ""), /checked in just before/);
  assert.equal(checks.item("L", "9", "123"), "");
  checks.remember("R", "8", 6 * 60_000);
  assert.equal(checks.item("R", "8", ""), "", "six minutes are not just before");
  checks.forget("R", "9");
  assert.equal(checks.item("R", "9", ""), "");
  const never = new Checks({ ...defaults, repeat_minutes: 0 });
  never.remember("R", "9");
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
  assert.match(checks.patron("123"), /No patron barcode/);
  assert.equal(checks.item("R", "9", ""), "");
});

test("a wrong check digit, a wrong place and a wrong first digit are told apart", () => {
  const checks = new Checks({ ...defaults, check_digit: "codabar14" });
  assert.match(checks.item("R", "31234000000017", ""), /check digit/);
  assert.match(checks.item("R", "21234000000018", ""), /looks like a patron's/);
  assert.match(checks.item("R", "41234000000014", ""), /should begin with 3/);
  assert.match(checks.patron("31234000000016"), /looks like an item's/);
  assert.match(checks.patron("11234000000010"), /should begin with 2/);
});
