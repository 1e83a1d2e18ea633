// No barcode and no name in an address, a title or a log, and all the same Back, Reload and plain HTTP work.

import assert from "node:assert/strict";
import test from "node:test";
import { accessible, picture } from "./site.mjs";
import { items, ownSite, until, Workstation } from "./workstation.mjs";

const own = ownSite("private");

/** 450 returns at AVS, and one loan at MILLAR to somebody with a name. */
function fill() {
  own.site.sql(
    "INSERT INTO transactions SELECT 'AVS', NOW() - INTERVAL 3000 - seq SECOND, 'R', 31234000000000 + seq, '', '', '', 0 " +
      "FROM seq_1_to_450; INSERT INTO transactions VALUES " +
      "('MILLAR', NOW(), 'L', '31234999000001', '', '21234999000001', 'Quixote, Alonso', 0)",
  );
}

const shown = (page) => page.locator("#unsaved ~ form td:nth-child(4)").allTextContents();
const counted = (page) => page.textContent("#unsaved ~ p.counts");
const said = (page) => page.inputValue("#filter_text");

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with" : "without";
  test(`${how} a script the filter holds over pages, Back, Forward and Reload, and is in no address`, async () => {
    fill();
    const desk = new Workstation(own.site);
    const page = await desk.open({ javaScriptEnabled }, "listrecords.php", "#unsaved");
    const addresses = [];
    page.on("request", (request) => addresses.push(request.url(), request.headers().referer ?? ""));
    const asked = [];
    page.on("dialog", (dialog) => asked.push(dialog.message()));
    await page.fill("#filter_text", "3123400000");
    await page.click("text=Filter");
    await page.waitForSelector("text=450 of 451 records");
    await page.click("a[rel=next]");
    await page.waitForSelector("text=page 2 of 3");
    assert.equal((await shown(page))[0], "31234000000201");
    await page.click("th >> text=Item Barcode");
    await page.waitForSelector("th[aria-sort]:has-text('Item Barcode')");
    await page.goBack();
    await page.waitForSelector("text=page 2 of 3");
    assert.equal((await shown(page))[0], "31234000000201");
    assert.equal(await said(page), "3123400000");
    await page.reload();
    assert.equal((await shown(page))[0], "31234000000201");
    await page.fill("#filter_text", "quixote, alonso");
    await page.press("#filter_text", "Enter");
    await page.waitForSelector("text=1 of 451 records");
    assert.deepEqual(await shown(page), ["31234999000001"]);
    await page.goBack();
    await page.waitForSelector("text=page 2 of 3");
    await page.goBack();
    await page.waitForSelector("text=page 1 of 3");
    assert.equal(await said(page), "3123400000");
    await page.goBack();
    await page.waitForSelector("text=page 1 of 3");
    assert.equal(await page.locator("text=of 451 records").count(), 0, "the list as it was first");
    await page.goForward();
    assert.match(await counted(page), /450 of 451 records/);
    assert.equal(await said(page), "3123400000");
    assert.deepEqual(asked, []);
    for (const address of addresses) assert.doesNotMatch(decodeURIComponent(address), /31234|quixote/i);
    assert.doesNotMatch(await page.title(), /31234|quixote/i);
    await desk.close();
  });
}

test("an old bookmark with a barcode in it leads to an address without one", async () => {
  fill();
  const desk = new Workstation(own.site);
  const page = await desk.open({}, "listrecords.php?type=R&text=77770000", "p.empty");
  assert.match(page.url(), /listrecords\.php\?type=R&find=[0-9a-f]+#unsaved$/);
  assert.equal(await said(page), "77770000");
  assert.doesNotMatch(await page.content(), /href="[^"]*7777/);
  await page.goto(`${own.site.url}listrecords.php?find=0123456789`);
  assert.match(await page.textContent("p.notice:not([hidden])"), /too old to know what you searched for/);
  await accessible(page);
  await picture(page, "listrecords-lost");
  await desk.close();
});

test("over plain HTTP, where a browser keeps the origin of a form to itself, every form works", async () => {
  fill();
  const desk = new Workstation(own.site);
  const site = { ...own.site, url: own.site.url.replace("127.0.0.1", "circ.test") };
  desk.site = site;
  const page = await desk.open({ javaScriptEnabled: false }, "listrecords.php", "#unsaved");
  assert.equal(new URL(page.url()).hostname, "circ.test");
  const origins = [];
  page.on("request", async (request) => {
    if (request.method() !== "POST") return;
    const headers = await request.allHeaders();
    origins.push([headers.origin, headers["sec-fetch-site"]]);
  });
  await page.fill("#filter_text", "31234999000001");
  await page.click("text=Filter");
  await page.waitForSelector("text=1 of 451 records");
  await page.click("td >> text=Void");
  await page.waitForSelector("#voided");
  assert.equal(items(own.site).length, 450);
  await page.click("button:text-is('Generate Files')");
  await page.waitForSelector("a[href^='output/']");
  await page.goto(`${site.url}lookup.php`);
  await page.fill("#text", "31234000000001");
  await page.click("button:text-is('Look Up')");
  await page.waitForSelector("section.lookup");
  await page.goto(`${site.url}listfiles.php`);
  await page.click("button:text-is('Mark as uploaded')");
  await page.waitForSelector("button:text-is('Undo')");
  await until(() => origins.length === 5, "five posts");
  assert.deepEqual([...new Set(origins.map(String))], ["null,"], "the test means a browser that tells nothing");
  await desk.close();
});
