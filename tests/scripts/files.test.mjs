// The files of the page as the browser gets them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const folder = new URL("../../apache/htdocs/scripts/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");

test("the service worker keeps every script of the scanning page", () => {
  const needed = new Set(["index.js"]);
  for (const name of needed) {
    for (const [, imported] of read(name).matchAll(/from "\.\/(\w+\.js)"/g)) needed.add(imported);
  }
  const kept = read("sw.js").match(/SCRIPTS = \[([^\]]*)\]/)[1];
  const names = [...kept.matchAll(/"(\w+)"/g)].map(([, name]) => `${name}.js`);
  assert.deepEqual(names.toSorted(), [...needed].toSorted());
});

test("no script has syntax that Chrome 84 or Firefox 90 cannot read", () => {
  // tsc finds what they have not in their library, and takes newer syntax for granted.
  const newer = {
    "logical assignment": /(\?\?|\|\||&&)=/,
    "static block": /\bstatic\s*\{/,
    "await outside of functions": /^(\w.*=\s*)?await\b/m,
    "#x in y": /#\w+ in \w/,
    "import attributes": /\bwith\s*\{\s*type:/,
  };
  for (const name of readdirSync(folder)) {
    for (const [what, pattern] of Object.entries(newer)) assert.doesNotMatch(read(name), pattern, `${name}: ${what}`);
  }
});

test("the slip prints where :has() is unknown", () => {
  const style = readFileSync(new URL("../styles/style.css", folder), "utf8");
  assert.doesNotMatch(style, /:has\(/);
});
