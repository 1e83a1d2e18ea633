import assert from "node:assert/strict";
import test from "node:test";
import { line, patronBarcode, timestamp } from "../../apache/htdocs/scripts/line.js";

test("a time has fourteen digits", () => {
  assert.equal(timestamp(new Date(2026, 0, 2, 3, 4, 5)), "20260102030405");
});

test("a loan and a return have seven fields", () => {
  const common = { library: "AVS", time: "20260102030405", item: "9" };
  assert.equal(line({ ...common, kind: "L", patron: "7" }), "AVS,20260102030405,L,9,,7,");
  assert.equal(line({ ...common, kind: "R" }), "AVS,20260102030405,R,9,,,");
});

test("commas and quotes are kept", () => {
  const scan = { library: "AVS", time: "1", kind: "R", item: 'a,"b"' };
  assert.equal(line(scan), 'AVS,1,R,"a,""b""",,,');
});

test("a patron is the first run of digits", () => {
  assert.equal(patronBarcode("A123B456"), "123");
  assert.equal(patronBarcode("abc"), "");
});
