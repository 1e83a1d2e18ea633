// Lists from Alma, as a supervisor loads and clears them with the keyboard: what a file holds comes before it counts.

import assert from "node:assert/strict";
import test, { after, before, beforeEach } from "node:test";
import { block, load, prepareLists } from "./lists.mjs";
import { accessible, open, picture } from "./site.mjs";
import { Site } from "./stack.mjs";

let site;
before(async () => {
  site = await Site.prepare("listload", block());
  prepareLists(site);
  await site.start();
});
beforeEach(() => load(site, { edition: 2 }));
after(() => site?.end());

const items = (n) => Array.from({ length: n }, (_, i) => `${31234000000000 + i},A title,MILLAR`);
const file = (n) => ({ name: "items.csv", mimeType: "text/csv", buffer: Buffer.from(["Barcode,Title,Library Code", ...items(n), ""].join("\n")) });
const loaded = () => site.sql("SELECT entries FROM offline_circ_lists WHERE kind = 'items'").trim();
const rows = () => site.sql("SELECT COUNT(*) FROM offline_circ_items").trim();

/** Presses Tab until this has the focus. */
async function tabTo(page, selector) {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
  }
  assert.fail(`no Tab leads to ${selector}`);
}

/** Chooses the list and a file of so many items, and previews them. */
async function preview(page, n) {
  await tabTo(page, "#kind");
  await page.keyboard.type("Items");
  await tabTo(page, "#file");
  // The browser's own window for files is no part of the page.
  await page.setInputFiles("#file", file(n));
  await tabTo(page, "form.panel button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("text=is not in use yet");
}

/** @param {boolean} javaScriptEnabled */
async function loadAndClear(javaScriptEnabled) {
  const how = javaScriptEnabled ? "with" : "without";
  const { page, check } = await open(site.url, "lists.php", { javaScriptEnabled });
  const look = async (name) => {
    if (javaScriptEnabled) await accessible(page);
    await picture(page, `listload-${how}-${name}`);
  };
  await look("nothing");
  await preview(page, 30);
  assert.match(await page.textContent("main"), /Rows: 30\. Items: 30\./);
  await look("preview");
  assert.equal(loaded(), "");
  await tabTo(page, "button[value=load]");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".notice >> text=The list of items is loaded. It has 30 entries.");
  await look("loaded");
  assert.equal(loaded(), "30");

  // A much smaller one has to be meant.
  await preview(page, 2);
  await page.waitForSelector("text=The list has 2 entries, and the one before it had 30.");
  await tabTo(page, "button[value=cancel]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#kind");
  assert.deepEqual([loaded(), rows()], ["30", "30"]);
  await preview(page, 2);
  await tabTo(page, "#anyway");
  await page.keyboard.press("Space");
  await look("anyway");
  await tabTo(page, "button[value=load]");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".notice >> text=It has 2 entries.");
  assert.deepEqual([loaded(), rows()], ["2", "2"]);

  await tabTo(page, "[aria-label='Clear Items']");
  await page.keyboard.press("Enter");
  await page.waitForSelector("text=If you clear this list");
  assert.equal(loaded(), "2");
  await look("clear");
  await tabTo(page, "button.danger");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".badge >> text=Not loaded");
  assert.deepEqual([loaded(), rows()], ["", "0"]);
  await check();
}

test("a list is looked at, loaded and cleared with the keyboard", () => loadAndClear(true));

test("without JavaScript a list is looked at, loaded and cleared with the keyboard", () => loadAndClear(false));

test("a list that is too large is not sent, and the page says how to load it", async () => {
  const { page, check } = await open(site.url, "lists.php");
  await page.evaluate(() => (document.querySelector("form.panel").dataset.bytes = "100"));
  await page.selectOption("#kind", "items");
  await page.setInputFiles("#file", file(30));
  await page.click("form.panel button");
  await page.waitForSelector("[role=alert] >> text=offline-circ lists load");
  assert.equal(rows(), "0");
  await check();
});
