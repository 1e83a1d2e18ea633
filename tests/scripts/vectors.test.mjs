// The rules that scripts and program share, on one set of cases: src/circulation/vectors.rs tries it on the program.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { Checks, DEFAULTS } from "../../apache/htdocs/scripts/checks.js";
import { fileName, files } from "../../apache/htdocs/scripts/dat.js";
import { fields, line } from "../../apache/htdocs/scripts/entry.js";
import { Known } from "../../apache/htdocs/scripts/known.js";
import { parse } from "../../apache/htdocs/scripts/record.js";
import { meant, problemOf, takeOff } from "../../apache/htdocs/scripts/scan.js";
import { count, noTally, oddity } from "../../apache/htdocs/scripts/shapes.js";
import { Settings } from "../../apache/htdocs/scripts/store.js";
import { format } from "../../apache/htdocs/scripts/time.js";
import { recordedTime } from "../../apache/htdocs/scripts/zone.js";
import { storage } from "./station.mjs";
import { barcodes, dat, lines, scanning, scans, shapes, zones } from "./vectors.mjs";

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

test("the file for Alma has the bytes that the program gives it, and none of the lines that it refuses", () => {
  for (const { name, libraries, zones: own = {}, lines: texts, refused, files: expected } of dat.files) {
    const read = texts.map((text) => parse(text, (code) => libraries.includes(code)));
    assert.deepEqual(read.flatMap((record, i) => (record ? [] : [i + 1])), refused, name);
    const periods = new Map(Object.entries(own).map(([library, zone]) => [library, zone.periods]));
    assert.deepEqual(files(read.filter(Boolean), periods, libraries.length > 1), expected, name);
  }
  // No record has such a barcode; a column is a character all the same.
  const odd = { ...parse("M,20260102030405,L,1,,7,", () => true), item: "\u{1f4d6}" };
  assert.equal([...files([odd], new Map(), false)[0].text].length, 13 + 80 + "7\r\n".length);
  for (const { library, made, name } of dat.names) assert.equal(fileName(library, made), name);
});

test("the file for Alma has the bytes that the PHP made of the same lines", () => {
  const golden = new URL("../golden/", import.meta.url);
  for (const name of readdirSync(golden)) {
    const path = (file) => new URL(`${name}/${file}`, golden);
    const pages = Array.from({ length: 9 }, (_, i) => path(`append-${i + 1}.txt`)).filter((file) => existsSync(file));
    const texts = pages.flatMap((file) => readFileSync(file, "utf8").split(/\r?\n/)).filter((text) => text.trim());
    const records = texts.map((text) => parse(text, (code) => code !== "---"));
    assert.ok(records.length > 0 && records.every(Boolean), name);
    const [millar] = files(records.filter(({ library }) => library === "MILLAR"), new Map(), true);
    assert.equal(millar.text, readFileSync(path("extract-MILLAR.dat"), "utf8"), name);
    const rest = records.filter(({ library }) => library !== "MILLAR");
    const [all] = files(rest, new Map(), false);
    if (existsSync(path("extract-all.dat"))) assert.equal(all.text, readFileSync(path("extract-all.dat"), "utf8"), name);
  }
});
