// The files of the page as the browser gets them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const folder = new URL("../../apache/htdocs/scripts/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");

test("the service worker keeps every script of the scanning page", () => {
  const page = readFileSync(new URL("../../templates/index.html", import.meta.url), "utf8");
  const needed = new Set([...page.matchAll(/scripts\/(\w+\.js)/g)].map(([, name]) => name));
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

test("the service worker keeps every style and picture of the scanning page", () => {
  const [base, page] = ["base", "index"].map((name) => readFileSync(new URL(`../../templates/${name}.html`, import.meta.url), "utf8"));
  const [own, others] = [page, base.replace(/{% block head %}.*?{% endblock/s, "")];
  const needed = new Set([...`${own}${others}`.matchAll(/(?:styles|images)\/[\w.]+/g)].map(([name]) => name));
  const kept = [...read("sw.js").match(/OTHERS = \[([^\]]*)\]/)[1].matchAll(/"([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(kept.toSorted(), [...needed].toSorted());
});

test("the styles are small, and the slip prints where :has() is unknown", () => {
  const styles = new URL("../styles/", folder);
  const texts = readdirSync(styles).map((name) => readFileSync(new URL(name, styles), "utf8"));
  for (const text of texts) assert.doesNotMatch(text, /:has\(/);
  assert.ok(texts.join("").length < 30_000, "30 KB");
});
