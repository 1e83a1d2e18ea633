// Practice: the whole sheet at a desk, of which nothing leaves the page, whatever the network does.

import assert from "node:assert/strict";
import test from "node:test";
import { doStep, STEPS } from "./practising.mjs";
import { ownSite, press, scan, until, Workstation } from "./workstation.mjs";

const own = ownSite("practice");
const PRACTICE = "index.php?library=MILLAR&practice";
const REAL = "offline-circ /offline-circ/";

/** The barcodes of the sheet, by the ids of their steps. */
async function sheet() {
  const answer = await fetch(`${own.site.url}practice.php`, { headers: { Accept: "application/json" } });
  const { steps } = await answer.json();
  return Object.fromEntries(steps.map(({ id, barcode }) => [id, barcode?.text]));
}

const done = async (page) => Number((await page.textContent("#steps strong")).match(/^\d+/)[0]);

/** Does the steps from one to another, and sees each of them ticked. */
async function practise(page, codes, from = 0, to = STEPS.length) {
  await page.waitForSelector("#steps li", { state: "attached" });
  for (const [i, id] of STEPS.entries()) {
    if (i < from || i >= to) continue;
    await doStep(page, id, codes[id]);
    await until(async () => (await done(page)) === i + 1, `${id} is ticked`);
    assert.equal(await page.isVisible("#steps >> text=That was different"), false, id);
  }
}

/** All that the browser has asked for, but files of the page. */
function watch(context) {
  const asked = [];
  context.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() !== "GET" || !/\/(?:scripts|styles|images)\//.test(pathname)) {
      asked.push(`${request.method()} ${pathname.split("/").pop()}`);
    }
  });
  return asked;
}

/** What the real page keeps. */
const kept = (page) =>
  page.evaluate(async (site) => {
    const database = await new Promise((resolve) => {
      indexedDB.open(site, 1).onsuccess = ({ target }) => resolve(target.result);
    });
    const queue = await new Promise((resolve) => {
      database.transaction("queue").objectStore("queue").getAll().onsuccess = ({ target }) => resolve(target.result);
    });
    database.close();
    return { queue, local: { ...localStorage }, session: { ...sessionStorage } };
  }, REAL);

test("the whole sheet is ticked, nothing is recorded, and the real page's scans go on waiting", async () => {
  const desk = new Workstation(own.site);
  const real = await desk.open();
  await scan(real, "21234000000017");
  await scan(real, "31234000000001");
  await real.waitForSelector("tr.is-recorded");
  await real.evaluate(() => navigator.serviceWorker.ready);
  await own.site.stop();
  await scan(real, "31234000000002");
  await real.waitForSelector("#banner:not([hidden])");
  const before = await kept(real);
  assert.equal(before.queue.length, 1);
  await real.close({ runBeforeUnload: false });
  await own.site.start();

  const asked = watch(desk.context);
  const page = await desk.visit(PRACTICE);
  assert.ok(await page.isVisible("text=PRACTICE: nothing is recorded. Press Esc to leave."));
  assert.match(await page.title(), /^PRACTICE/);
  await practise(page, await sheet(), 0, 8);
  assert.ok(await page.isVisible("text=Scans that wait on the real page: 1."));
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await practise(page, await sheet(), 8);
  assert.ok(await page.isVisible("text=Well done"));

  const { practised, ...local } = Object.fromEntries(
    Object.entries((await kept(page)).local).map(([key, value]) => [key === `${REAL} practised` ? "practised" : key, value]),
  );
  assert.ok(Math.abs(Date.now() - Number(practised)) < 3_600_000, practised);
  assert.deepEqual(local, before.local);
  assert.deepEqual((await kept(page)).queue, before.queue);
  assert.deepEqual(asked.filter((request) => !/^GET (?:index|practice|shapes)\.php$/.test(request)), []);
  assert.equal(own.site.rows().length, 1);

  await press(page, "Escape");
  await page.waitForURL(/index\.php\?library=MILLAR$/);
  await until(() => own.site.rows().length === 2, "the real page sends what has waited");
  assert.equal(await page.isVisible("text=PRACTICE"), false);
  await page.waitForSelector("#counts:not(:empty)");
  assert.deepEqual(Object.keys((await kept(page)).session).filter((key) => key.includes("practice")), []);
  await desk.close();
});

test("cut off, practice opens and works all the same", async () => {
  const desk = new Workstation(own.site);
  const first = await desk.open();
  await first.evaluate(() => navigator.serviceWorker.ready);
  const codes = await sheet();
  await first.close();
  await own.site.stop();
  const page = await desk.visit(PRACTICE);
  const asked = watch(desk.context);
  assert.ok(await page.isVisible("text=PRACTICE: nothing is recorded."));
  await practise(page, codes);
  await own.site.start();
  assert.deepEqual(asked.filter((request) => !request.startsWith("GET ")), []);
  await desk.close();
  assert.deepEqual(own.site.rows(), []);
});

test("what happens instead of a step is said", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, PRACTICE);
  const codes = await sheet();
  await practise(page, codes, 0, 2);
  await press(page, "F8");
  await scan(page, codes["second-loan"]);
  // A return is a step too, but a later one.
  await until(async () => (await done(page)) === 3, "it is ticked");
  await scan(page, codes["third-loan"]);
  await page.waitForSelector("text=That was different.");
  assert.match(await page.textContent("#steps"), new RegExp(`The page said: Return ${codes["third-loan"]}`));
  await desk.close();
});

test("Esc leaves from everywhere, and nothing of practice is left", async () => {
  for (const place of ["#itemBarcode2", "#library", "#textarea", "tr.is-held button", "#corrected", "body"]) {
    const desk = new Workstation(own.site);
    const page = await desk.open({}, "index.php?practice");
    await page.selectOption("#library", "AVS");
    await scan(page, "9780000000002");
    await page.waitForSelector("tr.is-held");
    if (place === "#textarea") await page.click("summary >> text=Paste");
    if (place === "#corrected") await page.click("tr.is-held >> text=Correct");
    if (place === "body") await page.evaluate(() => document.activeElement.blur());
    else await page.focus(place);
    await press(page, "Escape");
    if (place === "#corrected") {
      await page.waitForSelector("#correction", { state: "hidden" });
      assert.ok(await page.isVisible("#practice"), "it answers the question first");
      await press(page, "Escape");
    }
    await page.waitForURL(/index\.php$/);
    await page.waitForSelector("#counts:not(:empty)");
    const again = await desk.visit("index.php?practice");
    assert.equal(await again.locator("tr.is-held").count(), 0, place);
    await desk.close();
  }
});

test("the links of the page leave too, and where the browser keeps nothing practice goes the same way", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await desk.context.addInitScript(() => {
    Object.defineProperty(globalThis, "indexedDB", { value: { open: () => { throw new Error("no storage"); } } });
  });
  const page = await desk.visit(PRACTICE);
  await practise(page, await sheet());
  await page.click("footer >> text=List Generated Files");
  await page.waitForURL(/listfiles\.php$/);
  const left = await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes("practice")));
  assert.deepEqual(left, []);
  await desk.close();
  assert.deepEqual(own.site.rows(), []);
});

test("a page that was learned from is not changed, and practice is new after it was closed", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, PRACTICE);
  const codes = await sheet();
  await practise(page, codes, 0, 3);
  await page.close();
  const again = await desk.visit(PRACTICE);
  await again.waitForSelector("#steps li", { state: "attached" });
  assert.equal(await done(again), 0);
  assert.match(await again.textContent("#counts"), /loans 0/);
  const { local } = await kept(again);
  assert.deepEqual(Object.keys(local).filter((key) => /shapes|turn|latest|practice/.test(key)), []);
  await desk.close();
});

test("without its script the page records nothing", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({ javaScriptEnabled: false }, PRACTICE, "#unscripted");
  assert.match(await page.textContent("#unscripted"), /Practice needs a browser that runs the script/);
  await page.fill("#patronBarcode", "21234000000017");
  await page.fill("#itemBarcode", "31234000000001");
  const asked = watch(desk.context);
  await page.press("#itemBarcode", "Enter");
  assert.ok(await page.isDisabled("#checkoutbutton"));
  assert.deepEqual(asked, []);
  assert.deepEqual(own.site.rows(), []);
  await desk.close();
});
