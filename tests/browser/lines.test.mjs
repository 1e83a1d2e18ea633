// Lines pasted into the scanning page, and rows that come back from the server.

import assert from "node:assert/strict";
import test from "node:test";
import { accessible, picture } from "./site.mjs";
import { items, ownSite, scan, until, Workstation } from "./workstation.mjs";

const own = ownSite("lines");

async function paste(page, text) {
  await page.evaluate(() => (document.getElementById("paste").open = true));
  await page.fill("#textarea", text);
  await page.click("button:text('Submit Records')");
}

const rejected = (page) => page.locator("tr.is-rejected").count();

test("pasted lines that are none come back with their reasons, and stop no scan", async () => {
  const desk = new Workstation(own.site);
  let page = await desk.open();
  const dat = `202608271216L31234000000009${" ".repeat(66)}21234000000009`;
  await paste(page, `${dat}\nhello\nMILLAR,,R,123\n`);
  await until(async () => (await rejected(page)) === 3);
  await page.keyboard.press("F8");
  await scan(page, "31234000000001");
  await until(() => own.site.rows().length === 1);
  assert.match(await page.textContent("tr.is-rejected >> nth=1"), /rejected: .*hello/);
  await accessible(page);
  await picture(page, "scanning-pasted");
  page = await desk.visit();
  assert.equal(await rejected(page), 3);
  await scan(page, "21234000111111");
  await scan(page, "31234000000002");
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(items(own.site), ["31234000000001", "31234000000002"]);
  for (const left of [2, 1, 0]) {
    await page.click("tr.is-rejected >> nth=0 >> text=Void");
    await until(async () => (await rejected(page)) === left);
  }
  await desk.close();
});
