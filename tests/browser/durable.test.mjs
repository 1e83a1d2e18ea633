// The scanning page while the server, the browser or the clock fails: no scan is lost.

import assert from "node:assert/strict";
import { appendFileSync, readFileSync } from "node:fs";
import test from "node:test";
import { accessible, picture } from "./site.mjs";
import {
  barcodes,
  burst,
  items,
  ownSite,
  press,
  records,
  scan,
  serverTime,
  until,
  waits,
  Workstation,
} from "./workstation.mjs";

const own = ownSite("durable");

test("scans survive a stopped server and a killed browser, exactly once, in order", async () => {
  const desk = new Workstation(own.site, { onDisk: true });
  let page = await desk.open();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(5));
  await until(async () => (await page.locator("tr.is-recorded").count()) === 5);
  await own.site.stop();
  const from = serverTime(own.site);
  await burst(page, barcodes(40, 6));
  await until(() => waits(page, 40));
  await accessible(page);
  await picture(page, "scanning-cut-off");
  const to = serverTime(own.site);
  await desk.crash();
  await own.site.start();
  page = await desk.open();
  await until(() => own.site.rows().length === 45, "45 records");
  assert.deepEqual(items(own.site), barcodes(45));
  const times = own.site.rows().map((row) => row.split(",")[1]);
  assert.deepEqual(times, times.toSorted());
  for (const time of times.slice(5)) assert.ok(from <= time && time <= to, `${from} ${time} ${to}`);
  await until(() => page.evaluate(() => document.getElementById("banner").hidden));
  await desk.close();
});

test("500 waiting scans drain by themselves in batches, a rejected one among them", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await own.site.stop();
  await page.focus("#itemBarcode2");
  const scans = barcodes(500);
  await burst(page, scans.slice(0, 250));
  await page.click("summary");
  await page.fill("#textarea", `MILLAR,20260102030405,R,${"X".repeat(33)},,,`);
  await page.click("#submitbutton");
  await page.focus("#itemBarcode2");
  await burst(page, scans.slice(250));
  await until(() => waits(page, 501));
  await own.site.start();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await until(() => own.site.rows().length === 500, "500 records");
  assert.deepEqual(items(own.site), scans);
  await until(async () => (await page.locator("tr.is-rejected").count()) === 1);
  assert.match(await page.textContent("tr.is-rejected"), /rejected: The item barcode has 33 characters/);
  assert.match(await page.textContent("#banner"), /1 scan is not recorded yet and needs you/);
  await accessible(page);
  await picture(page, "scanning-rejected");
  await page.click("tr.is-rejected >> text=Correct");
  const wrong = await page.inputValue("#textarea");
  assert.match(wrong, /^MILLAR,\d{14},R,X{33},,,\n$/);
  await page.fill("#textarea", wrong.replace(/X+/, "31234000009999"));
  assert.equal(await page.locator("tr.is-rejected").count(), 1, "kept until its line is taken");
  await page.click("#submitbutton");
  await until(() => own.site.rows().length === 501);
  assert.ok(own.site.rows().includes(wrong.trim().replace(/X+,+/, "31234000009999")), "with its time");
  await until(async () => (await page.locator("tr.is-rejected").count()) === 0);
  await desk.close();
});

test("a page that is left before the disk has taken a scan has it recorded by the next one", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "21234000111111");
  // The next page has a disk that does not answer; nothing gives it up.
  await page.addInitScript(() => {
    if (sessionStorage.getItem("slow")) return;
    sessionStorage.setItem("slow", "yes");
    IDBFactory.prototype.open = () => ({});
    const { setTimeout } = window;
    window.setTimeout = (work, milliseconds, ...rest) => (milliseconds < 5_000 ? setTimeout(work, milliseconds, ...rest) : 0);
  });
  await page.reload();
  await page.waitForSelector("body:has(#unscripted[hidden])");
  await scan(page, "31234000000001");
  await press(page, "F8");
  await scan(page, "31234000000002");
  await page.goto(`${own.site.url}listfiles.php`);
  await page.click("nav >> text=Scan");
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(records(own.site), ["L,31234000000001,,21234000111111", "R,31234000000002"]);
  await until(async () => (await page.locator("tr.is-recorded").count()) === 2);
  await desk.close();
});

test("two tabs share one queue without damage", async () => {
  const desk = new Workstation(own.site);
  const first = await desk.open();
  const second = await desk.visit();
  await own.site.stop();
  for (const [page, from] of [[first, 1], [second, 101]]) {
    await page.bringToFront();
    await page.focus("#itemBarcode2");
    await burst(page, barcodes(100, from));
  }
  await until(() => waits(first, 200));
  await own.site.start();
  await until(() => own.site.rows().length === 200, "200 records");
  assert.equal(new Set(items(own.site)).size, 200);
  await desk.close();
});

test("a workstation clock that is days off and in another time zone writes the server's time", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({ timezoneId: "Asia/Tokyo" });
  await page.clock.install({ time: new Date(Date.now() + 2 * 86_400_000) });
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  const from = serverTime(own.site);
  await page.focus("#itemBarcode2");
  await burst(page, ["31234000000001"]);
  await until(() => own.site.rows().length === 1);
  const to = serverTime(own.site);
  const time = own.site.rows()[0].split(",")[1];
  const then = (text) => Date.parse(text.replace(/(....)(..)(..)(..)(..)(..)/, "$1-$2-$3T$4:$5:$6Z"));
  assert.ok(then(from) - 2_000 <= then(time) && then(time) <= then(to) + 2_000, `${from} ${time} ${to}`);
  await desk.close();
});

test("a browser that keeps nothing says so before the first scan, and still records", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await desk.context.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", { value: undefined });
  });
  const page = await desk.visit();
  assert.match(await page.textContent("#banner"), /This browser keeps nothing/);
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(3));
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(items(own.site), barcodes(3));
  await accessible(page);
  await desk.close();
});

test("a browser that is forbidden to keep anything still records", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await desk.context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("Access is denied for this document.", "SecurityError");
    };
    for (const name of ["indexedDB", "localStorage", "sessionStorage"]) {
      Object.defineProperty(globalThis, name, { get: refuse });
    }
    globalThis.BroadcastChannel = class {
      constructor() {
        refuse();
      }
    };
    Object.defineProperty(navigator, "locks", { value: { request: async () => refuse() } });
  });
  const page = await desk.visit();
  assert.match(await page.textContent("#banner"), /This browser keeps nothing/);
  await scan(page, "21234000111111");
  for (const item of barcodes(2)) await scan(page, item);
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(items(own.site), barcodes(2));
  await desk.close();
});

test("the page opens from the browser while the server is away, and what it takes is recorded", async () => {
  const desk = new Workstation(own.site);
  let page = await desk.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.close();
  await own.site.stop();
  page = await desk.visit();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(2));
  await until(() => waits(page, 2));
  await own.site.start();
  await until(() => own.site.rows().length === 2);
  await desk.close();
});

test("waiting scans are saved to a file, and another workstation records it", async () => {
  const desk = new Workstation(own.site, { onDisk: true });
  let page = await desk.open();
  await own.site.stop();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(3));
  await until(() => waits(page, 3));
  const saving = page.waitForEvent("download");
  await page.click("text=Save to a file");
  const text = readFileSync(await (await saving).path(), "utf8");
  assert.equal(text.split("\r\n").length, 4);
  await desk.crash();
  await own.site.start();
  const other = new Workstation(own.site);
  page = await other.open();
  await page.click("summary");
  await page.fill("#textarea", text);
  await page.click("button:text('Submit Records')");
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(items(own.site), barcodes(3));
  await other.close();
});

test("a record is voided before and after it was sent, and not once it is in a file", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(2));
  await until(async () => (await page.locator("tr.is-recorded").count()) === 2);
  await page.click("tr.is-recorded >> nth=0 >> text=Void");
  await until(async () => (await page.locator("tr.is-voided").count()) === 1);
  assert.deepEqual(items(own.site), barcodes(1));
  assert.match(readFileSync(`${own.site.dir}/log/error.log`, "utf8"), /voided kind=R library=\\?"MILLAR\\?" time=/);
  own.site.sql("UPDATE transactions SET saved = 1");
  await page.click("tr.is-recorded >> text=Void");
  await page.waitForSelector("text=already in a file");
  assert.deepEqual(items(own.site), barcodes(1));

  await own.site.stop();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(2, 50));
  await until(async () => (await page.locator("tr.is-waiting").count()) === 2);
  await page.click(`[aria-label="Void 31234000000051"]`);
  await own.site.start();
  await until(() => items(own.site).includes("31234000000050"));
  // Whatever was left of the other is sent before this one.
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(1, 60));
  await until(() => items(own.site).includes("31234000000060"));
  assert.ok(!items(own.site).includes("31234000000051"));
  await picture(page, "scanning-void");
  await desk.close();
});

test("a newer version of the server is in use at once, in spite of the service worker", async () => {
  const desk = new Workstation(own.site);
  let page = await desk.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  page = await desk.visit();
  appendFileSync(`${own.site.dir}/htdocs/offline-circ/styles/components.css`, "h1 { color: rgb(1, 2, 3); }");
  const color = () => page.evaluate(() => getComputedStyle(document.querySelector("h1")).color);
  await until(async () => {
    // What a server does not send within three seconds, comes from the browser.
    await page.reload();
    return (await color()) === "rgb(1, 2, 3)";
  }, "the new color");
  await desk.close();
});

test("a page that has not reached the server says that its times are the computer's", async () => {
  const desk = new Workstation(own.site);
  let page = await desk.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await own.site.stop();
  await page.evaluate(() => localStorage.clear());
  page = await desk.visit();
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(1));
  await until(() => waits(page, 1));
  assert.match(await page.textContent("#banner"), /server's time is not known just now/);
  await own.site.start();
  await until(() => own.site.rows().length === 1);
  await until(() => page.evaluate(() => document.getElementById("banner").hidden));
  await desk.close();
});

test("tabs meet under a name that has the site's path, so other sites of the host do not hear them", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  const names = ["offline-circ", "offline-circ /", "offline-circ /offline-circ/", "offline-circ /other/"];
  const other = await desk.visit();
  await other.evaluate((names) => {
    globalThis.heard = new Set();
    for (const name of names) new BroadcastChannel(name).addEventListener("message", () => heard.add(name));
  }, names);
  const locks = [];
  await page.route("**/append.php", async (route) => {
    const { held } = await page.evaluate(() => navigator.locks.query());
    locks.push(...held.map(({ name }) => name));
    await route.continue();
  });
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000001");
  await until(async () => (await other.locator("tr.is-recorded").count()) === 1);
  // The page's own channel may be served first.
  await other.waitForFunction(() => heard.size > 0);
  assert.deepEqual(await other.evaluate(() => [...heard]), ["offline-circ /offline-circ/"]);
  assert.deepEqual([...new Set(locks)], ["offline-circ /offline-circ/"]);
  await desk.close();
});
