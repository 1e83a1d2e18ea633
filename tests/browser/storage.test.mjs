// The scanning page on a browser whose storage fails, and what is decided by mouse.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { accessible, picture } from "./site.mjs";
import {
  barcodes,
  burst,
  items,
  last,
  nextSecond,
  ownSite,
  press,
  scan,
  until,
  waits,
  Workstation,
} from "./workstation.mjs";

const own = ownSite("storage");
const saysSo = (page) =>
  until(async () => /This browser keeps nothing/.test(await page.textContent("#banner")));

test("a connection that is closed in mid-session leaves scans shown and sent", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await own.site.stop();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(2));
  await until(() => waits(page, 2));
  await page.evaluate(() => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException("closing", "InvalidStateError");
    };
  });
  await burst(page, barcodes(2, 3));
  await until(() => waits(page, 4), "what was kept and what is not are shown");
  await saysSo(page);
  assert.equal(await page.locator("text=in this page only").count(), 2);
  await accessible(page);
  await picture(page, "scanning-not-kept");
  await own.site.start();
  await until(() => own.site.rows().length === 4);
  await until(async () => (await page.locator("tr.is-recorded").count()) === 4);
  assert.deepEqual(items(own.site), barcodes(4));
  await burst(page, barcodes(1, 5));
  await until(() => own.site.rows().length === 5);
  await desk.close();
});

test("a full disk stops no sending, and what was sent is sent once", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  let sent = "";
  page.on("request", (request) => (sent += request.postData() ?? ""));
  await page.evaluate(() => {
    for (const name of ["put", "delete"]) {
      IDBObjectStore.prototype[name] = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    }
  });
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(3));
  await until(() => own.site.rows().length === 3);
  await saysSo(page);
  await until(async () => (await page.locator("tr.is-recorded").count()) === 3);
  const isSending = () => page.evaluate(async () => (await navigator.locks.query()).held.length > 0);
  await until(async () => !(await isSending()));
  for (const item of barcodes(3)) assert.equal(sent.split(item).length, 2, `${item} is sent once`);
  await desk.close();
});

test("storage that never opens is given up, and scans are recorded", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await desk.context.addInitScript(() => {
    IDBFactory.prototype.open = () => ({});
  });
  const page = await desk.visit("index.php?library=MILLAR", "#last:visible");
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000001");
  await until(() => own.site.rows().length === 1);
  await saysSo(page);
  await desk.close();
});

test("what is decided by mouse about a held scan is decided, and the loan before it stands", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  const held = async (n) => {
    await until(async () => (await page.locator("tr.is-held").count()) === n);
  };
  await scan(page, "21234000111111");
  await scan(page, "31234000000001");
  await until(() => own.site.rows().length === 1);
  // In the same second it would be the same transaction.
  await nextSecond(own.site);
  for (const action of ["Discard", "Record"]) {
    await scan(page, "31234000000001");
    await held(1);
    await page.click(`tr.is-held button:text-is("${action}")`);
    await held(0);
  }
  assert.match(await last(page), /31234000000001 is taken in spite of/);
  await page.evaluate(() => (globalThis.print = () => {}));
  await page.click("text=Print slip");
  assert.match(await page.textContent("#slip"), /3123400000000131234000000001$/);
  await press(page, "Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "patronBarcode");
  await until(() => own.site.rows().length === 2);
  await desk.close();
});

test("what is saved to a file before the time is known is sent with the same time", async () => {
  const desk = new Workstation(own.site);
  let page = await desk.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await own.site.stop();
  page = await desk.visit();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(3));
  await until(() => waits(page, 3));
  const saving = page.waitForEvent("download");
  await page.click("text=Save to a file");
  const text = readFileSync(await (await saving).path(), "utf8");
  // The computer's clock is set right by a minute before the server is reached again.
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 60_000;
  });
  await own.site.start();
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(own.site.rows(), text.trim().split("\r\n").map((line) => line.replace(/,+$/, "")));
  await desk.close();
});

test("a page opened cut off on a computer with a wrong clock records the right time", async () => {
  const desk = new Workstation(own.site);
  let page = await desk.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await own.site.stop();
  await desk.context.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() - 5 * 365 * 86_400_000;
  });
  page = await desk.visit();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(2));
  await until(() => waits(page, 2));
  assert.match(await page.textContent("#banner"), /server's time is not known just now/);
  await own.site.start();
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(items(own.site), barcodes(2));
  const late = "SELECT COUNT(*) FROM transactions WHERE timestamp < NOW() - INTERVAL 1 MINUTE";
  assert.equal(own.site.sql(late).trim(), "0");
  await desk.close();
});

test("the page and its files are shown when the browser cannot keep a copy", async () => {
  const desk = new Workstation(own.site);
  let page = await desk.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  const [worker] = desk.context.serviceWorkers();
  await worker.evaluate(() => {
    Cache.prototype.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    Cache.prototype.match = () => Promise.resolve(new Response("a stale copy"));
  });
  page = await desk.visit("index.php", "#document, body:text('stale')");
  assert.doesNotMatch(await page.textContent("body"), /stale/);
  await worker.evaluate(() => {
    CacheStorage.prototype.open = () => Promise.reject(new DOMException("off", "SecurityError"));
  });
  page = await desk.visit();
  await desk.close();
});

test("tabbing to a button of the log survives the scans of another tab", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000001");
  await until(async () => (await page.locator("tr.is-recorded").count()) === 1);
  await page.focus('[aria-label="Void 31234000000001"]');
  const other = await desk.visit();
  await other.focus("#itemBarcode2");
  await scan(other, "31234000000002");
  await until(async () => (await page.locator("tr.is-recorded").count()) === 2);
  const label = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.equal(await label(), "Void 31234000000001");
  await desk.close();
});
