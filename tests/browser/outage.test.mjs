// A whole outage as staff and supervisor see it: scan, submit, generate, download, delete.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { accessible, open as openOn, picture } from "./site.mjs";
import { holds } from "./workstation.mjs";

const site = process.env.OFFLINE_CIRC_DEMO_URL;
assert.ok(site, "OFFLINE_CIRC_DEMO_URL is not set: use tests/run, which starts apache/demo");
const open = (...page) => openOn(site, ...page);

/** What a scanner does: types the barcode into whatever has the focus, and Enter. */
async function scan(page, barcode) {
  await page.keyboard.type(barcode);
  await page.keyboard.press("Enter");
}

/** Waits until the desk's log shows so many records as recorded. */
const recorded = (page, n) =>
  page.waitForFunction((n) => document.querySelectorAll("tr.is-recorded").length === n, n);

test("an outage from the first scan to the deleted files, by keyboard alone at the desk", async () => {
  const { page, check } = await open();
  await accessible(page);
  await picture(page, "index-empty");

  await page.selectOption("#library", "MILLAR");
  assert.equal(await page.evaluate(() => document.activeElement.id), "patronBarcode");
  await scan(page, "A21234000111111");
  await scan(page, "31234000000001");
  await page.selectOption("#library", "AVS");
  await page.keyboard.press("F8");
  await scan(page, 'DVD-"7",x');
  await page.selectOption("#library", "MILLAR");
  await page.focus("#itemBarcode");
  await scan(page, "<script>alert(1)</script>");
  await recorded(page, 3);
  await accessible(page);
  await picture(page, "index");

  await page.click("text=Generate Offline Transaction File");
  await page.waitForSelector("tbody tr td.mono >> text=<script>");
  const summary = await page.locator(".summary tbody tr").allTextContents();
  assert.deepEqual(summary.map((row) => row.replace(/[-\d]{10} [:\d]{8}$/, "")), ["Millar Library MILLAR20", "AV Services AVS01"]);
  await accessible(page);
  await picture(page, "listrecords");
  assert.ok(await page.isChecked("#per_library"));
  await page.click("text=Generate Files");

  const links = page.locator("ul.files a");
  const names = await links.allTextContents();
  assert.equal(names.length, 2);
  assert.match(names[0], /^MILLAR_\d{4}-\d\d-\d\d_\d{6}\.dat$/);
  assert.match(names[1], /^AVS_\d{4}-\d\d-\d\d_\d{6}\.dat$/);
  await accessible(page);
  await picture(page, "extract");

  await page.click("main >> text=List Generated Files");
  await accessible(page);
  await picture(page, "listfiles");
  const waiting = page.waitForEvent("download");
  await page.click(`a >> text=${names[0]}`);
  const download = await waiting;
  assert.equal(download.suggestedFilename(), names[0]);
  const dat = (await readFile(await download.path(), "utf8")).split("\r\n");
  assert.match(dat[0], /^\d{12}L31234000000001 {66}21234000111111$/);
  assert.equal(dat[1].slice(12, 93).trimEnd(), "L<script>alert(1)</script>");
  assert.equal(dat.length, 3);

  await page.click("footer >> text=Delete Old Records and Files");
  await accessible(page);
  await picture(page, "clearold");
  for (const name of names) await page.check(`text=${name}`);
  await page.click("button >> text=Delete");
  await accessible(page);
  await picture(page, "deleteold-confirm");
  await page.click("text=Delete for Good");
  const deleted = await page.locator("ul.files li").allTextContents();
  assert.ok(deleted.includes(`${names[0]}, with 2 records`));
  assert.ok(deleted.includes(`${names[1]}, with 1 record`));
  await picture(page, "deleteold-done");
  await check();
});

test("pages with nothing on them say what to do", async () => {
  for (const path of ["listrecords.php", "listfiles.php", "clearold.php"]) {
    const { page, check } = await open(path);
    assert.equal(await page.locator("p.empty").count(), 1, path);
    await accessible(page);
    await picture(page, `${path.replace(".php", "")}-empty`);
    await check();
  }
});

test("an unknown page has the site's layout", async () => {
  const { page, check } = await open("nothing.php");
  assert.equal(await page.textContent(".errors"), "There is no page at this address.");
  await accessible(page);
  await picture(page, "error-404");
  await check();
});

test("what is missing is said, and nothing is recorded", async () => {
  const { page, check } = await open();
  assert.equal(await page.evaluate(() => document.activeElement.id), "patronBarcode");
  await scan(page, "21234000111111");
  assert.equal(await page.evaluate(() => document.activeElement.id), "itemBarcode");
  await scan(page, "31234000000001");
  assert.match(await page.textContent("#last"), /No library is chosen\./);
  await page.selectOption("#library", "AVS");
  await page.fill("#patronBarcode", "");
  await page.focus("#itemBarcode");
  await scan(page, "31234000000002");
  assert.match(await page.textContent("#last"), /No patron\./);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "patronBarcode");
  await holds(page, 2);
  assert.equal(await page.locator("#rows tr").count(), 2);
  await accessible(page);
  await picture(page, "index-message");
  await check();
});

test("without JavaScript a rejected line comes back for correction and is recorded then", async () => {
  const { page, check } = await open("", { javaScriptEnabled: false });
  await page.click("summary");
  await page.fill("#textarea", "AVS,20260102030405,R,90001,,,\nAVS,20260231030405,R,90002,,,\n");
  await page.click("button:text('Submit Records')");
  assert.match(await page.textContent(".notice"), /^1 scan was recorded\./);
  const box = page.locator("#textarea");
  assert.equal(await box.inputValue(), "AVS,20260231030405,R,90002,,,");
  await picture(page, "append-rejected");
  for (const known of [": 1 scan was recorded.", ": 0 scans were recorded. 1 had"]) {
    if (!(await page.isVisible("#textarea"))) await page.click("summary");
    await page.fill("#textarea", "AVS,20260228030405,R,90002,,,");
    await page.click("button:text('Submit Records')");
    assert.ok((await page.textContent(".notice")).includes(known));
  }
  await check();
});

test("the pages that a plain form leads to are accessible as well", async () => {
  const { page, check } = await open();
  const submit = async (action, lines) => {
    await page.goto(new URL("index.php", page.url()).href);
    // As a page without a script does: the listener of the page's own is not asked.
    await Promise.all([
      page.waitForNavigation(),
      page.evaluate(([action, lines]) => {
        const form = document.forms.mainform;
        form.action = action;
        form.textarea.value = lines;
        form.submit();
      }, [action, lines]),
    ]);
    await accessible(page);
  };
  await submit("append.php", "AVS,20260231030405,R,90002,,,");
  assert.match(await page.textContent("td.wrap"), /There is no such date and time/);
  await submit("append.php", "AVS,20260201030405,R,90003,,,");
  await submit("void.php", "AVS,20260201030405,R,90003,,,");
  assert.match(await page.textContent(".notice"), /1 record was voided/);
  await picture(page, "void");
  await submit("void.php", "AVS,20260201030405,R,90003,,,");
  assert.match(await page.textContent(".errors"), /record is not there any more/);
  await check();
});

test("without JavaScript the two panels record one scan at a time", async () => {
  const { page, check } = await open("", { javaScriptEnabled: false });
  await page.selectOption("#library", "AVS");
  await page.fill("#patronBarcode", "P21234000222222X");
  await page.fill("#itemBarcode", "31234000000009");
  await page.press("#itemBarcode", "Enter");
  assert.match(await page.textContent(".notice"), /: 1 scan was recorded\.$/);
  assert.equal(await page.inputValue("#library"), "AVS", "the desk stays in its library");
  await page.fill("#itemBarcode2", "31234000000009");
  await page.click("#checkinbutton");
  assert.match(await page.textContent(".notice"), /: 1 scan was recorded\.$/);
  await page.goto(page.url().replace(/index\.php.*/, "listrecords.php"));
  const rows = await page.locator("tbody tr").allTextContents();
  assert.ok(rows.some((row) => /^AVS.*Loan3123400000000921234000222222Void$/.test(row)), rows.join());
  assert.ok(rows.some((row) => /^AVS.*Return31234000000009Void$/.test(row)), rows.join());
  await check();
});

test("closing the page while scans wait asks first", async () => {
  const { page, context, check } = await open();
  await page.selectOption("#library", "AVS");
  await context.setOffline(true);
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000042");
  await page.waitForSelector("tr.is-waiting");
  const asked = page.waitForEvent("dialog");
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.accept();
  await closing;
  await check();
});

/** A page whose script does not run says so, and its form records an item. */
async function recordsByForm({ page, check }, item) {
  await page.waitForSelector("#unscripted", { state: "visible" });
  await accessible(page);
  await picture(page, "index-unscripted");
  await page.selectOption("#library", "AVS");
  await page.fill("#itemBarcode2", item);
  await page.click("#checkinbutton");
  assert.match(await page.textContent(".notice"), /: 1 scan was recorded\.$/);
  await check();
}

test("a browser that cannot run the script is told so, and its plain form records", async () => {
  // Playwright does not see what a service worker fetches.
  const opened = await open("", { serviceWorkers: "block" });
  await opened.page.route("**/scripts/index.bundle.js", (route) => route.fulfill({ body: "" }));
  await opened.page.reload();
  await recordsByForm(opened, "31234000000077");
});

test("a browser that reads the script but lacks what it calls is told so, and its plain form records", async () => {
  const { page, context } = await open("");
  await context.addInitScript(() => delete Element.prototype.replaceChildren);
  await page.reload();
  // The script's own error is meant.
  await recordsByForm({ page, check: () => context.close() }, "31234000000078");
});
