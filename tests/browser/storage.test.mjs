// The scanning page on a browser whose storage fails, and what is decided by mouse.

import assert from "node:assert/strict";
import test from "node:test";
import { accessible, picture } from "./site.mjs";
import {
  barcodes,
  burst,
  items,
  knowsTime,
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
  await knowsTime(page);
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
  await until(async () => (await page.locator("#rows >> text=in this page only").count()) === 2);
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

test("a database that the browser closes and clears is opened again, with what was in it", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await own.site.stop();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(3));
  await until(() => waits(page, 3));
  const session = await desk.context.newCDPSession(page);
  const { origin } = new URL(own.site.url);
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  await burst(page, barcodes(2, 4));
  await until(() => waits(page, 5));
  assert.doesNotMatch(await page.textContent("#banner"), /keeps nothing/);
  await page.close({ runBeforeUnload: false });
  await own.site.start();
  await desk.visit();
  await until(() => own.site.rows().length === 5, "another page finds them on the disk");
  assert.deepEqual(items(own.site), barcodes(5));
  await desk.close();
});

test("a disk that is full when the page opens is said before the first scan, until it has room", async () => {
  const desk = new Workstation(own.site);
  // Chromium remembers for a while how much room there was for the queue.
  const first = await desk.open({}, "listrecords.php", "h1");
  const session = await desk.context.newCDPSession(first);
  const { origin } = new URL(own.site.url);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  const page = await desk.visit();
  await saysSo(page);
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(2));
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(items(own.site), barcodes(2));
  await until(async () => (await page.locator("tr.is-recorded").count()) === 2);
  await saysSo(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin });
  await scan(page, "31234000000003");
  await until(() => page.evaluate(() => document.getElementById("banner").hidden));
  await until(() => own.site.rows().length === 3);
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
  assert.match(await last(page), /Loan 31234000000001 to 21234000111111$/);
  await page.evaluate(() => (globalThis.print = () => {}));
  await page.click("text=Print slip");
  assert.match(await page.textContent("#slip"), /3123400000000131234000000001$/);
  await press(page, "Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "patronBarcode");
  await until(() => own.site.rows().length === 2);
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
  page = await desk.visit("index.php", "#mainform, body:text('stale')");
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

/** What the browser says when the page asks whether it keeps scans, and each time when it asks it to. */
const promises = (desk, persisted, ...persist) =>
  desk.context.addInitScript(
    ([persisted, ...persist]) => {
      // The empty page before the first address has none.
      if (!globalThis.StorageManager) return;
      StorageManager.prototype.persisted = async () => persisted;
      StorageManager.prototype.persist = async () => persist.shift();
    },
    [persisted, ...persist],
  );

test("a browser that may delete waiting scans says so under Check In, and can be asked not to", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await promises(desk, false, false, false, true);
  const page = await desk.visit();
  await until(async () => /may delete scans that are waiting/.test(await page.textContent("#persistence")));
  assert.ok(await page.isVisible("#persistence"));
  assert.ok(await page.evaluate(() => document.getElementById("banner").hidden), "it is not in the banner");
  await accessible(page);
  await picture(page, "scanning-not-persisted");
  await page.click("text=Ask the browser to keep scans");
  await until(async () => /did not agree/.test(await page.textContent("#persistence")));
  await page.click("text=Ask the browser to keep scans");
  await until(async () => /keeps scans that are waiting/.test(await page.textContent("#persistence")));
  assert.ok(!(await page.isVisible("#persistbutton")));
  await accessible(page);
  await desk.close();
});

test("a browser that keeps scans, or cannot be asked to, says nothing about it", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await promises(desk, true, true);
  const page = await desk.visit();
  await page.evaluate(() => navigator.serviceWorker.ready);
  assert.ok(!(await page.isVisible("#persistence")));
  await desk.context.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "storage", { value: undefined });
  });
  const plain = await desk.visit();
  await plain.evaluate(() => navigator.serviceWorker.ready);
  assert.ok(!(await plain.isVisible("#persistence")));
  await desk.close();
});

test("a tab that the browser has duplicated is a desk of its own, and a reload keeps what a tab has", async () => {
  const desk = new Workstation(own.site);
  const first = await desk.open();
  await first.focus("#itemBarcode2");
  await burst(first, barcodes(2));
  const counts = (page, n) =>
    until(async () => (await page.textContent("#counts")).includes(`returns ${n}.`), `returns ${n}`);
  await counts(first, 2);
  const opening = desk.context.waitForEvent("page");
  // It copies sessionStorage, as the browser's own command does.
  await first.evaluate(() => void window.open(location.href));
  const second = await opening;
  await second.waitForSelector("#counts:not(:empty)");
  // Until the first one has answered, it may show what it has copied.
  await counts(second, 0);
  assert.equal(await second.locator("#rows tr").count(), 0);
  await second.focus("#itemBarcode2");
  await scan(second, "31234000000003");
  await counts(second, 1);
  await counts(first, 3);
  for (const [page, n] of [[second, 1], [first, 3]]) {
    await page.reload();
    await page.waitForSelector("#counts:not(:empty)");
    await counts(page, n);
    await until(async () => (await page.locator("#rows tr").count()) === n, `${n} rows`);
  }
  await desk.close();
});

test("a page starts and records although all that it kept was half written", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "21234000111111");
  await scan(page, barcodes(1)[0]);
  await until(() => own.site.rows().length === 1);
  await page.evaluate(() => {
    for (const kept of [localStorage, sessionStorage]) {
      for (const key of Object.keys(kept)) kept.setItem(key, kept.getItem(key).slice(0, -1) || "{");
    }
  });
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await scan(page, barcodes(1, 2)[0]);
  await until(async () => (await page.locator("tr.is-held").count()) === 1, "nobody knows for whom");
  await press(page, "Enter");
  await scan(page, "21234000222222");
  await scan(page, barcodes(1, 3)[0]);
  await until(() => own.site.rows().length === 2);
  await desk.close();
});
