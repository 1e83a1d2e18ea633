// The scanning page at a busy desk: a scanner, a server that goes and comes, and mistakes.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import test, { after, before, beforeEach } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { Site } from "./stack.mjs";
import { accessible, flags, picture } from "./site.mjs";

let site;

before(async () => {
  site = new Site("scanning", 18081);
  await site.start();
});
beforeEach(async () => {
  site.sql("DELETE FROM transactions");
  if (!site.httpd) await site.start();
});
after(() => site?.end());

/** A browser profile on the disk, as a workstation has it; `open` again after a crash. */
class Workstation {
  profile = mkdtempSync(`${tmpdir()}/offline-circ-`);

  async open(options = {}) {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.CHROMIUM,
      args: flags,
      ...options,
    });
    this.context.on("page", (page) => page.on("dialog", (dialog) => dialog.accept()));
    this.page = await this.visit();
    return this.page;
  }

  async visit(path = "index.php?library=MILLAR", at = site, ready = "#counts:not(:empty)") {
    const page = await this.context.newPage();
    this.troubles = [];
    page.on("pageerror", (error) => this.troubles.push(String(error)));
    await page.goto(at.url + path);
    await page.waitForSelector(ready);
    return page;
  }

  /** Kills the browser as a power cut does. */
  async crash() {
    const { execFileSync } = await import("node:child_process");
    execFileSync("pkill", ["-KILL", "-f", this.profile]);
    await this.context.close().catch(() => {});
  }

  async close() {
    assert.deepEqual(this.troubles, []);
    await this.context.close();
  }
}

/** Types as a scanner does: every character and the suffix without a pause. */
async function scan(page, barcode, suffix = "Enter") {
  for (const character of barcode) await page.keyboard.press(character);
  await page.keyboard.press(suffix);
}

/** Many scans in one burst, faster than any scanner: one event after the other. */
const burst = (page, barcodes) =>
  page.evaluate((barcodes) => {
    for (const barcode of barcodes) {
      const field = document.activeElement;
      for (const key of barcode) {
        field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        field.value += key;
      }
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }
  }, barcodes);

const focused = (page) => page.evaluate(() => document.activeElement.id);
const last = (page) => page.textContent("#last");
const barcodes = (n, first = 1) => Array.from({ length: n }, (_, i) => String(31234000000000 + first + i));
const items = () => site.rows().map((row) => row.split(",")[3]);

async function until(condition, what) {
  for (let tries = 0; tries < 400; tries++) {
    if (await condition()) return;
    await pause(50);
  }
  assert.fail(`never happened: ${what ?? condition}`);
}

/** The server's local time now, as in a record. */
const serverTime = () => site.sql("SELECT DATE_FORMAT(NOW(), '%Y%m%d%H%i%S')").trim();

test("Enter leads from patron to items and back, and F2 and F8 to the panels", async () => {
  const desk = new Workstation();
  const page = await desk.open();
  assert.equal(await focused(page), "patronBarcode");
  await scan(page, "A21234000111111");
  assert.equal(await focused(page), "itemBarcode");
  await scan(page, "31234000000001");
  assert.equal(await focused(page), "itemBarcode");
  assert.equal(await page.inputValue("#itemBarcode"), "");
  await until(async () => /Loan 31234000000001 to 21234000111111/.test(await last(page)));
  await pause(80);
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "patronBarcode");
  assert.equal(await page.inputValue("#patronBarcode"), "");
  await page.keyboard.press("F8");
  assert.equal(await focused(page), "itemBarcode2");
  await scan(page, "31234000000002");
  assert.equal(await focused(page), "itemBarcode2");
  await page.keyboard.press("F2");
  assert.equal(await focused(page), "patronBarcode");
  await until(() => site.rows().length === 2);
  const [loan, returned] = site.rows();
  assert.match(loan, /^MILLAR,\d{14},L,31234000000001,,21234000111111$/);
  assert.match(returned, /^MILLAR,\d{14},R,31234000000002$/);
  await accessible(page);
  await picture(page, "scanning-recorded");
  await desk.close();
});

test("a scanner may end its scans with Tab or with CR LF", async () => {
  const desk = new Workstation();
  const page = await desk.open();
  await scan(page, "21234000111111", "Tab");
  assert.equal(await focused(page), "itemBarcode");
  await scan(page, "31234000000001", "Tab");
  assert.equal(await focused(page), "itemBarcode");
  await scan(page, "31234000000002");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+j");
  assert.equal(await focused(page), "itemBarcode", "the second half of a suffix ends no patron");
  await until(() => site.rows().length === 2);
  assert.deepEqual(items(), ["31234000000001", "31234000000002"]);
  await pause(80);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "checkoutbutton", "a person's Tab goes on");
  await desk.close();
});

test("scans faster than a scanner lose none, also while requests are under way", async () => {
  const desk = new Workstation();
  const page = await desk.open();
  await page.route("**/append.php", async (route) => {
    await pause(150);
    await route.continue();
  });
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(300));
  await until(() => site.rows().length === 300, "300 records");
  assert.deepEqual(items(), barcodes(300));
  await desk.close();
});

test("scans survive a stopped server and a killed browser, exactly once, in order", async () => {
  const desk = new Workstation();
  let page = await desk.open();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(5));
  await until(() => site.rows().length === 5);
  await site.stop();
  const from = serverTime();
  await burst(page, barcodes(40, 6));
  await until(async () => /Waiting: 40\./.test(await page.textContent("#banner")), "the banner counts 40");
  await accessible(page);
  await picture(page, "scanning-cut-off");
  const to = serverTime();
  await desk.crash();
  await site.start();
  page = await desk.open();
  await until(() => site.rows().length === 45, "45 records");
  assert.deepEqual(items(), barcodes(45));
  const times = site.rows().map((row) => row.split(",")[1]);
  assert.deepEqual(times, times.toSorted());
  for (const time of times.slice(5)) assert.ok(from <= time && time <= to, `${from} ${time} ${to}`);
  await until(() => page.evaluate(() => document.getElementById("banner").hidden));
  await desk.close();
});

test("500 waiting scans drain by themselves in batches, a rejected one among them", async () => {
  const desk = new Workstation();
  const page = await desk.open();
  await site.stop();
  await page.focus("#itemBarcode2");
  const scans = barcodes(500);
  scans[250] = "X".repeat(33);
  await burst(page, scans);
  await until(async () => /Waiting: 500\./.test(await page.textContent("#banner")), "500 waiting");
  await site.start();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await until(() => site.rows().length === 499, "499 records");
  assert.deepEqual(items(), scans.filter((item) => item.length < 33));
  await until(async () => (await page.locator("tr.is-rejected").count()) === 1);
  assert.match(await page.textContent("tr.is-rejected"), /rejected: The item barcode has 33 characters/);
  assert.match(await page.textContent("#banner"), /waiting for a person: 1\./);
  await accessible(page);
  await picture(page, "scanning-rejected");
  await page.click("tr.is-rejected >> text=Correct");
  await until(async () => (await page.inputValue("#itemBarcode2")) === "X".repeat(33));
  await page.fill("#itemBarcode2", "31234000009999");
  await page.keyboard.press("Enter");
  await until(() => site.rows().length === 500);
  await desk.close();
});

test("two tabs share one queue without damage", async () => {
  const desk = new Workstation();
  const first = await desk.open();
  const second = await desk.visit();
  await site.stop();
  for (const [page, from] of [[first, 1], [second, 101]]) {
    await page.bringToFront();
    await page.focus("#itemBarcode2");
    await burst(page, barcodes(100, from));
  }
  await until(async () => /Waiting: 200\./.test(await first.textContent("#banner")), "200 waiting");
  await site.start();
  await until(() => site.rows().length === 200, "200 records");
  assert.equal(new Set(items()).size, 200);
  await desk.close();
});

test("a workstation clock that is days off and in another time zone writes the server's time", async () => {
  const desk = new Workstation();
  const page = await desk.open({ timezoneId: "Asia/Tokyo" });
  await page.clock.install({ time: new Date(Date.now() + 2 * 86_400_000) });
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await pause(300);
  const from = serverTime();
  await page.focus("#itemBarcode2");
  await burst(page, ["31234000000001"]);
  await until(() => site.rows().length === 1);
  const time = site.rows()[0].split(",")[1];
  assert.ok(Math.abs(Number(time) - Number(from)) <= 2, `${time} is not about ${from}`);
  await desk.close();
});

test("recorded scans leave the queue", async () => {
  const desk = new Workstation();
  const page = await desk.open();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(3));
  await until(async () => (await page.locator("tr.is-recorded").count()) === 3);
  const kept = await page.evaluate(async () => {
    const [{ name }] = await indexedDB.databases();
    const database = await new Promise((resolve) => {
      indexedDB.open(name).onsuccess = ({ target }) => resolve(target.result);
    });
    return new Promise((resolve) => {
      database.transaction("queue").objectStore("queue").count().onsuccess = ({ target }) =>
        resolve(target.result);
    });
  });
  assert.equal(kept, 0);
  await desk.close();
});

test("a browser that keeps nothing says so before the first scan, and still records", async () => {
  const desk = new Workstation();
  await desk.open();
  await desk.context.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", { value: undefined });
  });
  const page = await desk.visit();
  assert.match(await page.textContent("#banner"), /This browser keeps nothing/);
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(3));
  await until(() => site.rows().length === 3);
  assert.deepEqual(items(), barcodes(3));
  await accessible(page);
  await desk.close();
});

test("the page opens from the browser while the server is away, and what it takes is recorded", async () => {
  const desk = new Workstation();
  let page = await desk.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.close();
  await site.stop();
  page = await desk.visit();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(2));
  await until(async () => /Waiting: 2\./.test(await page.textContent("#banner")));
  await site.start();
  await until(() => site.rows().length === 2);
  await desk.close();
});

test("waiting scans are saved to a file, and another workstation records it", async () => {
  const desk = new Workstation();
  let page = await desk.open();
  await site.stop();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(3));
  await until(async () => /Waiting: 3\./.test(await page.textContent("#banner")));
  const saving = page.waitForEvent("download");
  await page.click("text=Save to a file");
  const text = readFileSync(await (await saving).path(), "utf8");
  assert.equal(text.split("\r\n").length, 4);
  await desk.crash();
  await site.start();
  const other = new Workstation();
  page = await other.open();
  await page.click("summary");
  await page.fill("#textarea", text);
  await page.click("text=Submit Records");
  await until(() => site.rows().length === 3);
  assert.deepEqual(items(), barcodes(3));
  await other.close();
});

test("what looks wrong is held until a second Enter, and never lost", async () => {
  const desk = new Workstation();
  const page = await desk.open();
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000001");
  await pause(80);
  await scan(page, "31234000000001");
  await until(async () => /checked in just before.*Enter again/.test(await last(page)));
  await accessible(page);
  await picture(page, "scanning-held");
  await pause(1100);
  assert.equal(site.rows().length, 1);
  await page.keyboard.press("Enter");
  await until(async () => /is recorded in spite of/.test(await last(page)));
  await scan(page, "31234000000001");
  await scan(page, "31234000000002");
  await until(async () => (await page.locator("tr.is-held").count()) === 1, "the third is still held");
  await page.click("tr.is-held >> text=Discard");
  await until(() => items().includes("31234000000002"));
  await desk.close();
});

test("a record is taken back before and after it was sent, and not once it is in a file", async () => {
  const desk = new Workstation();
  const page = await desk.open();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(2));
  await until(async () => (await page.locator("tr.is-recorded").count()) === 2);
  await page.click("text=Void >> nth=0");
  await until(async () => (await page.locator("tr.is-voided").count()) === 1);
  assert.deepEqual(items(), barcodes(1));
  assert.match(readFileSync(`${site.dir}/log/error.log`, "utf8"), /voided line="MILLAR,\d{14},R,31234000000002,,,"/);
  site.sql("UPDATE transactions SET saved = 1");
  await page.click("tr.is-recorded >> text=Void");
  await page.waitForSelector("text=in a file already");
  assert.deepEqual(items(), barcodes(1));

  await site.stop();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(2, 50));
  await until(async () => (await page.locator("tr.is-waiting").count()) === 2);
  await page.click(`[aria-label="Void 31234000000051"]`);
  await site.start();
  await until(() => items().includes("31234000000050"));
  await pause(500);
  assert.ok(!items().includes("31234000000051"));
  await picture(page, "scanning-void");
  await desk.close();
});

test("the library is refused until chosen, remembered, and fixed by the address", async () => {
  const desk = new Workstation();
  await desk.open();
  let page = await desk.visit("index.php");
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000001");
  assert.match(await last(page), /Choose the library first/);
  await page.selectOption("#library", "AVS");
  page = await desk.visit("index.php");
  assert.equal(await page.inputValue("#library"), "AVS");
  page = await desk.visit("index.php?library=MILLAR");
  assert.deepEqual(await page.locator("#library option").allTextContents(), ["Millar Library"]);
  await desk.close();
});

test("the slip has library, time and items", async () => {
  const desk = new Workstation();
  const page = await desk.open();
  await page.evaluate(() => (globalThis.print = () => {}));
  await scan(page, "21234000111111");
  await scan(page, "31234000000001");
  await scan(page, "31234000000002");
  await page.click("text=Print slip");
  const slip = await page.textContent("#slip");
  assert.match(slip, /^Millar Library\d{4}-\d\d-\d\d \d\d:\d\d:\d\d3123400000000131234000000002$/);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.isVisible("#slip"));
  assert.ok(!(await page.isVisible("#mainform")));
  await page.screenshot({ path: new URL("./shots/slip.png", import.meta.url).pathname });
  await desk.close();
});

test("sound can be switched off, and that is remembered", async () => {
  const desk = new Workstation();
  let page = await desk.open();
  await page.click("text=Sound is on");
  page = await desk.visit();
  assert.equal(await page.textContent("#mutebutton"), "Sound is off");
  await desk.close();
});

test("call number, name and patterns come from the configuration", async () => {
  const own = new Site(
    "scanning-settings",
    18082,
    'patron_pattern = "(P[0-9]+)"\ncall_number = true\npatron_name = true\nslip_text = "Due in two weeks."',
  );
  await own.start();
  const desk = new Workstation();
  try {
    await desk.open();
    const page = await desk.visit("index.php?library=MILLAR", own);
    await scan(page, "xP77y");
    assert.equal(await focused(page), "callNumber");
    await scan(page, "QA76.9, A25");
    await scan(page, "31234000000001");
    await until(() => own.rows().length === 1);
    assert.match(own.rows()[0], /^MILLAR,\d{14},L,31234000000001,QA76\.9, A25,P77$/);
    await scan(page, "P78");
    await until(async () => /looks like a patron's barcode/.test(await last(page)));
    await page.fill("#patronName", "Ada");
    await accessible(page);
    await picture(page, "scanning-settings");
    await desk.close();
  } finally {
    own.end();
  }
});

test("a busy hour at three desks: nothing lost, nothing twice, the order right", async () => {
  const desks = [new Workstation(), new Workstation(), new Workstation()];
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
  await site.stop();
  await work(50);
  await desks[2].crash();
  await desks[1].context.setOffline(false);
  await site.start();
  pages[2] = await desks[2].open();
  await work(50);
  await until(() => site.rows().length === 600, "600 records");
  await pause(1000);
  const rows = site.rows().map((row) => row.split(","));
  assert.equal(new Set(rows.map((row) => row[3])).size, 600);
  assert.equal(rows.length, 600);
  for (const [i, sent] of scanned.entries()) {
    const mine = rows.filter((row) => sent.includes(row[3]));
    assert.deepEqual(mine.map((row) => row[3]), sent, `desk ${i} is in order`);
    assert.deepEqual(mine.map((row) => row[1]), mine.map((row) => row[1]).toSorted());
  }
  const page = await desks[1].visit("listrecords.php", site, "#mainform");
  await page.click("text=Generate Files");
  assert.match(await page.textContent("ul.files"), /600 records of MILLAR/);
  for (const desk of desks) await desk.close();
});
