// A busy hour at three desks, with everything going wrong that can.

import assert from "node:assert/strict";
import test from "node:test";
import {
  barcodes,
  burst,
  last,
  ownSite,
  until,
  Workstation,
} from "./workstation.mjs";

const own = ownSite("busy-hour");

test("a busy hour at three desks: nothing lost, nothing twice, the order right", async () => {
  const desks = [1, 2, 3].map(() => new Workstation(own.site, { onDisk: true }));
  const pages = [];
  for (const desk of desks) pages.push(await desk.open());
  const scanned = [[], [], []];
  const work = async (n) => {
    for (let round = 0; round < n / 10; round++) {
      for (const [i, page] of pages.entries()) {
        const next = barcodes(10, i * 10_000 + scanned[i].length + 1);
        scanned[i].push(...next);
        await page.bringToFront();
        await page.focus("#itemBarcode2");
        await burst(page, next);
      }
    }
  };
  await work(50);
  await desks[0].context.setOffline(true);
  await work(50);
  await desks[0].context.setOffline(false);
  await desks[1].context.setOffline(true);
  await own.site.stop();
  await work(50);
  // What the page shows as taken is on the disk; what it does not is nobody's promise.
  await until(async () => (await last(pages[2])).includes(scanned[2].at(-1)));
  await desks[2].crash();
  await desks[1].context.setOffline(false);
  await own.site.start();
  pages[2] = await desks[2].open();
  await work(50);
  await until(() => own.site.rows().length === 600, "600 records");
  for (const page of pages) {
    await until(() => page.evaluate(() => document.getElementById("banner").hidden), "nothing waits");
  }
  const rows = own.site.rows().map((row) => row.split(","));
  assert.equal(new Set(rows.map((row) => row[3])).size, 600);
  assert.equal(rows.length, 600);
  for (const [i, sent] of scanned.entries()) {
    const mine = rows.filter((row) => sent.includes(row[3]));
    assert.deepEqual(mine.map((row) => row[3]), sent, `desk ${i} is in order`);
    assert.deepEqual(mine.map((row) => row[1]), mine.map((row) => row[1]).toSorted());
  }
  const page = await desks[1].visit("listrecords.php", "#mainform");
  const saysAll = async () => /All 3 desks have sent everything/.test((await page.reload()) && (await page.textContent("#arrivals")));
  await until(saysAll, "all have sent everything");
  await page.click("text=Generate Files");
  assert.match(await page.textContent("ul.files"), /600 records of MILLAR/);
  for (const desk of desks) await desk.close();
});
