// The files of the page as the browser gets them.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { bundle, FILE } from "./bundle.mjs";

const folder = new URL("../../apache/htdocs/scripts/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf8");

test("the bundle is that of the scripts", async () => {
  assert.equal(readFileSync(FILE, "utf8"), await bundle(), "run: node tests/scripts/bundle.mjs");
});

test("the document names the oldest browsers that scripts and style are held to", () => {
  const { chrome, edge, firefox, safari } = JSON.parse(readFileSync(new URL("oldest.json", import.meta.url), "utf8"));
  const document = readFileSync(new URL("../../apache/README.md", import.meta.url), "utf8");
  assert.equal(edge, chrome);
  assert.ok(document.includes(`Chrome or Edge ${chrome}, Firefox ${firefox}, Safari ${safari}`));
});

test("the service worker keeps every file of the scanning page", () => {
  const [base, page] = ["base", "index"].map((name) => readFileSync(new URL(`../../templates/${name}.html`, import.meta.url), "utf8"));
  const shown = `${page}${base.replace(/{% block head %}.*?{% endblock/s, "")}`;
  // What practice, and a desk that keeps a set of the lists, load besides.
  const scripts = ["stage", "index", "lists"].map((name) => read(`${name}.js`)).join("\n");
  const loaded = scripts.replace(/scripts\/sw\.js/g, "").replace(/(?:=|\?\?) (?:await )?import\("\.\//g, "scripts/");
  const needed = new Set([...`${shown}${loaded}`.matchAll(/(?:scripts|styles|images)\/[\w.]+/g)].map(([name]) => name));
  const kept = [...read("sw.js").match(/FILES = \[([^\]]*)\]/)[1].matchAll(/"([^"]+)"/g)].map(([, name]) => name);
  assert.ok(kept.includes("scripts/index.bundle.js"));
  assert.deepEqual(kept.toSorted(), [...needed].toSorted());
});

test("the scanning page, and no other, has what the service worker knows it by", () => {
  const templates = new URL("../../templates/", import.meta.url);
  const [, mark] = /MARK = '([^']+)'/.exec(read("sw.js"));
  const names = readdirSync(templates).filter((name) => name.endsWith(".html"));
  const marked = names.filter((name) => readFileSync(new URL(name, templates), "utf8").includes(mark));
  assert.deepEqual(marked, ["index.html"]);
});

test("the styles are small, and the slip prints where :has() is unknown", () => {
  const styles = new URL("../styles/", folder);
  const texts = readdirSync(styles).map((name) => readFileSync(new URL(name, styles), "utf8"));
  for (const text of texts) assert.doesNotMatch(text, /:has\(/);
  assert.ok(texts.join("").length < 30 * 1024, "30 KB");
});
