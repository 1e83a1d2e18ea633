// The rules that scripts and program share, on one set of cases: src/circulation/vectors.rs tries it on the program.

import assert from "node:assert/strict";
import test from "node:test";
import { Checks, DEFAULTS } from "../../apache/htdocs/scripts/checks.js";
import { fields, line } from "../../apache/htdocs/scripts/entry.js";
import { Known } from "../../apache/htdocs/scripts/known.js";
import { meant, problemOf, takeOff } from "../../apache/htdocs/scripts/scan.js";
import { count, noTally, oddity } from "../../apache/htdocs/scripts/shapes.js";
import { Settings } from "../../apache/htdocs/scripts/store.js";
import { format } from "../../apache/htdocs/scripts/time.js";
import { recordedTime } from "../../apache/htdocs/scripts/zone.js";
import { storage } from "./station.mjs";
import { barcodes, lines, scanning, scans, shapes, zones } from "./vectors.mjs";

test("lines are written and read as by the program", () => {
  for (const { name, line: text, fields: expected } of [...lines.written, ...lines.read]) {
    const { library, time, kind, item, callNumber, patron, patronName } = fields(text);
    assert.deepEqual([library, time, kind, item, callNumber, patron, patronName], expected, name);
  }
  for (const { name, line: text, fields: given } of lines.written) {
    const [library, time, kind, item, callNumber, patron, patronName] = given;
    assert.equal(line({ library, time, kind, item, callNumber, patron, patronName }), text, name);
  }
});

/** The checks of a library that has seen these barcodes. */
function checksOf(own, seen = {}) {
  const keep = new Settings("site", () => storage());
  const known = new Known(keep, keep, { now: () => "20260102030405" });
  const tally = (name) => {
    const counted = noTally();
    for (const barcode of shapes.seen[name] ?? []) count(counted, barcode);
    return counted;
  };
  known.learn({ items: tally(seen.items), patrons: tally(seen.patrons) });
  return new Checks({ ...scanning, ...own }, known);
}

test("barcodes are taken out and warned about as by the program", () => {
  for (const { name, scanning: own, scanned, patron } of barcodes.patrons) {
    const verdict = checksOf(own).patron(scanned);
    assert.equal(verdict.problem ? "" : verdict.barcode, patron, name);
  }
  for (const { name, scanning: own, item, patron, warns } of barcodes.warnings) {
    const checks = checksOf(own);
    const kind = patron === undefined ? "R" : "L";
    const problem = checks.line({ kind, item, patron }).join();
    assert.equal(problem !== "", warns, `${name}: ${problem}`);
  }
  for (const { name, scanning: own, seen, role, scanned, barcode, problem } of barcodes.judged ?? []) {
    const checks = checksOf(own, seen);
    const verdict = role === "patron" ? checks.patron(scanned) : checks.item("R", scanned, "");
    const told = verdict.problem.replace(/^odd .*/, "shape").replace(/^begins not .*/, "first digit");
    assert.equal(told, problem, name);
    if (!problem) assert.equal(verdict.barcode, barcode, name);
  }
});

test("what scanners add is taken off as by the program", () => {
  for (const { name, scanned, barcode, taken } of scans.taken) {
    assert.deepEqual(takeOff(scanned), { barcode, taken }, name);
  }
});

test("what can be no barcode is found as by the program, with the same guess", () => {
  for (const { name, barcode, problem, meant: expected = "" } of scans.problems) {
    assert.equal(problemOf(barcode), problem, name);
    assert.equal(meant(problem, barcode), expected, name);
  }
});

test("barcodes of another shape than those seen are found as by the program", () => {
  for (const { name, seen, least, barcode, oddity: expected } of shapes.cases) {
    const tally = noTally();
    for (const other of shapes.seen[seen]) count(tally, other);
    assert.equal(oddity(barcode, [{ tally, least }]), expected, name);
  }
});

test("the defaults are those of the program", () => {
  const { patron_pattern, item_pattern } = scanning;
  assert.deepEqual(DEFAULTS, { patron_pattern, item_pattern });
});

test("moments have the local times that the program gives them", () => {
  for (const { name, periods, times } of zones) {
    for (const [utc, local] of times) {
      assert.equal(format(recordedTime(periods, Date.parse(utc))), local, `${name} at ${utc}`);
    }
  }
});
