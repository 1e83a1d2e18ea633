// The supervisor's day: three stand-alone stations, two desks, one item checked in here and
// checked out there; a file per library, Alma's report of 40 messages, marked, deleted.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { accessible, open, picture } from "./site.mjs";
import { nextSecond, ownSite } from "./workstation.mjs";

const own = ownSite("day");

const two = (n) => String(n).padStart(2, "0");
const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
const date = `${yesterday.getFullYear()}${two(yesterday.getMonth() + 1)}${two(yesterday.getDate())}`;
const line = (time, kind, item, patron = "") => `${date}${time}${kind}${item.padEnd(80)}${patron}\r\n`;

/** A station's file: loans and returns in turn, one in each minute of its hour. */
const station = (n) => ({
  name: `station-${n}.dat`,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(
    Array.from({ length: 20 }, (_, i) =>
      line(`0${n}${two(i)}`, i % 2 ? "R" : "L", `3123400${n}0000${two(i)}`, i % 2 ? "" : `2123400${n}0000${two(i)}`),
    ).join(""),
  ),
});

/** Two desks online: the same item comes back at one library and goes out at the other. */
const desks = [
  `MILLAR,${date}001000,L,31234009000001,,21234009000001,`,
  `AVS,${date}002000,R,31234009000001,,,`,
  `MILLAR,${date}003000,L,31234009000002,,21234009000002,`,
  `AVS,${date}004000,L,31234009000001,,21234009000003,`,
].join("\n");

/** Ten messages of each of the four kinds about station 1 (loans) and 2 (returns), as cells. */
const report = [
  ...Array.from({ length: 10 }, (_, i) => `Item not found. Barcode: 312340010000${two(i * 2)}`),
  ...Array.from({ length: 10 }, (_, i) => `User not found. Barcode: 212340020000${two(i * 2)}`),
  ...Array.from({ length: 10 }, (_, i) => `Return item failed, item was not on loan. Barcode: 312340010000${two(i * 2 + 1)}`),
  ...Array.from({ length: 10 }, (_, i) => `A later action on this item happened. Barcode: 312340030000${two(i)}`),
].map((message, i) => `${i + 1}\t${message}\t${date}`).join("\n");

async function look(page, name) {
  await accessible(page);
  await picture(page, `day-${name}`);
}

/** Presses and waits for the page that comes. */
const go = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);

test("a supervisor's day from the stations' files to the deleted ones", async () => {
  const { page, check } = await open(own.site.url, "index.php", { acceptDownloads: true });
  const step = (name) => page.click(`nav.day >> text=${name}`);
  const current = async () => (await page.textContent("nav.day [aria-current]")).split(" ")[0];
  await page.request.post(new URL("append.php", page.url()).href, { form: { textarea: desks } });

  await page.click("footer >> text=Generate Offline Transaction File");
  assert.equal(await page.textContent("#total"), "4");
  assert.match(await page.textContent(".findings"), /more than one library/);
  await go(page, "text=Import its file");
  await look(page, "import");
  await page.selectOption("#library", "MILLAR");
  await page.setInputFiles("#file", [1, 2, 3].map(station));
  await go(page, "text=Preview the Files");
  await look(page, "import-preview");
  await go(page, "text=Record 60 Records");
  await look(page, "import-done");

  await go(page, "text=Look at the records");
  assert.equal(await page.textContent("#total"), "64");
  await look(page, "listrecords");
  assert.ok(await page.isChecked("#per_library"));
  await go(page, "text=Generate Files");
  assert.equal(await current(), "Upload");
  const names = await page.locator("ul.files a").allTextContents();
  assert.deepEqual(names.map((name) => name.split("_")[0]).toSorted(), ["AVS", "MILLAR"]);
  const millar = names.find((name) => name.startsWith("MILLAR"));
  await look(page, "extract");

  await step("Upload");
  await look(page, "listfiles");
  const download = page.waitForEvent("download");
  await page.click(`a >> text=${millar}`);
  const dat = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\r\n");
  assert.equal(dat.length, 62);
  assert.deepEqual(dat.map((text) => text.slice(0, 12)), dat.map((text) => text.slice(0, 12)).toSorted());
  for (const name of names) await go(page, `[aria-label="Mark as uploaded: ${name}"]`);
  assert.match(await page.textContent(".next"), /Every file is marked as uploaded/);
  await look(page, "listfiles-uploaded");
  await go(page, `li:has-text("${millar}") >> text=30 returns`);
  assert.equal(await page.locator("main tbody tr").count(), 30);
  await look(page, "returns");

  await step("Check");
  await look(page, "lookup");
  await page.fill("#text", report);
  await go(page, "button >> text=Look Up");
  assert.match(await page.textContent(".notice"), /^20 failures need you\./);
  const headings = await page.locator(".lookup h2").allTextContents();
  assert.deepEqual(headings, ["Item not found: 10", "User not found: 10", "Item was not on loan: 10", "A later action happened: 10"]);
  const place = await page.locator(".lookup tbody tr").first().textContent();
  assert.match(place, /line\s\d+/);
  const at = Number(/line\s(\d+)/.exec(place)[1]);
  assert.ok(dat[at - 1].includes("31234001000000"), place);
  await look(page, "lookup-report");

  await step("Delete");
  assert.equal(await page.locator("text=not marked as uploaded").count(), 0);
  for (const name of names) await page.check(`label >> text=${name}`);
  await look(page, "clearold");
  await go(page, "#mainform >> text=Delete");
  await look(page, "deleteold");
  await go(page, "text=Delete for Good");
  assert.match(await page.textContent("ul.files"), /with 62 records/);
  await look(page, "deleteold-done");
  await step("Upload");
  assert.equal(await page.locator("p.empty").count(), 1);
  await check();
});

test("everything old is shown before it is deleted, by keyboard alone", async () => {
  const { page, check } = await open(own.site.url, "clearold.php");
  const post = (path, form) => page.request.post(new URL(path, page.url()).href, { form });
  await post("append.php", { textarea: desks });
  await post("extract.php", { library: "---" });
  await nextSecond(own.site);
  await page.reload();
  assert.match(await page.textContent(".next"), /1 file is not marked as uploaded/);
  await page.focus("#older_than");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("0");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(await page.textContent("ul.files"), /4 records.*not marked as uploaded/);
  await look(page, "deleteold-older");
  await page.focus("text=Delete for Good");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(await page.textContent("ul.files"), /with 4 records/);
  await page.goto(new URL("clearold.php", page.url()).href);
  await page.fill("#older_than", "0");
  await go(page, "button >> text=Find");
  assert.match(await page.textContent(".empty"), /nothing to delete/);
  await look(page, "deleteold-nothing");
  await check();
});
