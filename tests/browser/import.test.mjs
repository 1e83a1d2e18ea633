// Files of other stations, as a supervisor imports them: what is in them, what to choose, how far it is.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test, { after, before, beforeEach } from "node:test";
import { accessible, open, picture } from "./site.mjs";
import { Site } from "./stack.mjs";

let site;
before(async () => {
  const patterns = 'item_pattern = "3[0-9]{13}"\npatron_pattern = "(2[0-9]{13})"';
  site = await Site.prepare("import", patterns);
  await site.start();
});
beforeEach(() => site.sql("DELETE FROM transactions"));
after(() => site?.end());

const two = (n) => String(n).padStart(2, "0");
const day = (ago) => {
  const date = new Date(Date.now() - ago * 24 * 60 * 60 * 1000);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
const digits = (date) => date.replaceAll("-", "");
const item = (n) => String(31234000000000 + n);
const patron = (n) => String(21234000000000 + n);
const line = (date, time, n) => `${digits(date)}${time}L${item(n).padEnd(80)}${patron(n)}\r\n`;
const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

/** An old computer's file, a list, and what cannot be read. */
const files = () => [
  file("OffCirc.dat", line("2014-01-01", "0910", 1) + line("2014-01-01", "0911", 2) + line(day(1), "1200", 3)),
  file("list.txt", `${patron(7)}\r\n${item(8)}\r\n${item(9)}\r\n3.12340E+13\r\n`),
  file("circulation.xlsx", "PK\u0003\u0004xl/workbook.xml"),
];

const choose = async (page, ...chosen) => {
  if (await page.locator("#library").count()) await page.selectOption("#library", "MILLAR");
  await page.setInputFiles("#file", chosen);
};
const press = (page, text) => page.click(`button:text-is("${text}")`);
const items = () => site.rows().map((row) => row.split(",")[3]);

/** From the form to the table, with a script or without. @param {boolean} javaScriptEnabled */
async function importAll(javaScriptEnabled) {
  const how = javaScriptEnabled ? "with" : "without";
  const { page, check } = await open(site.url, "import.php", { javaScriptEnabled });
  const look = async (name) => {
    if (javaScriptEnabled) await accessible(page);
    await picture(page, `import-${how}-${name}`);
  };
  await look("nothing");
  await choose(page, ...files());
  await press(page, "Preview the Files");
  await page.waitForSelector("text=2 records have dates far from today");
  await page.waitForSelector("text=Save a workbook as CSV");
  assert.match(await page.textContent("table >> text=Who gets what >> xpath=../tbody"), new RegExp(`${patron(7)}\\s*${item(8)}, ${item(9)}`));
  assert.ok(await page.isVisible("text=Record 1 Record"));
  await look("choices");

  const waiting = page.waitForEvent("download");
  await page.click("button:has-text('Download')");
  const download = await waiting;
  assert.match(download.suggestedFilename(), /^not-understood_\d{4}-\d\d-\d\d_\d{6}\.txt$/);
  assert.equal(await readFile(await download.path(), "utf8"), "3.12340E+13\r\n");
  assert.equal(page.url(), `${site.url}import.php`);

  if (!javaScriptEnabled) await page.check("text=Move them so that the first is of this day");
  await page.fill("input[name='day.0.1.2']", day(2));
  assert.ok(await page.isChecked("text=Move them so that the first is of this day"));
  assert.equal(await page.isVisible("#record"), !javaScriptEnabled, "what is shown is not what is chosen");
  await page.fill("input[name='date.1']", day(1));
  await page.fill("input[name='time.1']", "14:05");
  await press(page, "Apply These Choices");
  await page.waitForSelector("text=Record 5 Records");
  assert.equal(await page.inputValue("input[name='day.0.1.2']"), day(2));
  await look("chosen");
  await press(page, "Record 5 Records");
  await page.waitForSelector("text=5 records were added");
  await look("done");
  assert.deepEqual(items(), [item(1), item(2), item(3), item(8), item(9)]);
  const times = site.rows().map((row) => row.split(",")[1]);
  assert.deepEqual(times.slice(0, 2), [`${digits(day(2))}091000`, `${digits(day(2))}091100`]);

  if (javaScriptEnabled) {
    await page.goBack();
    await page.waitForSelector("#file");
  }
  await page.goto(`${site.url}import.php`);
  await choose(page, file("OffCirc.dat", line(day(1), "1200", 3)));
  await press(page, "Preview the Files");
  await page.waitForSelector("text=1 of 1 line is recorded and in no file yet");
  await look("known");
  await page.goto(`${site.url}import.php`);
  await choose(page, file("hello.txt", "hello\r\n"));
  await press(page, "Preview the Files");
  await page.waitForSelector("p.empty >> text=There is no loan and no return");
  await look("no-record");
  await check();
}

test("an import is looked at, chosen from and recorded", () => importAll(true));

test("without JavaScript an import is looked at, chosen from and recorded", () => importAll(false));

test("an import says how far it is, and one that is too large is not sent", async () => {
  const { page, check } = await open(site.url, "import.php");
  await page.evaluate(() => {
    globalThis.said = [];
    const note = () => {
      for (const place of document.querySelectorAll(".progress")) globalThis.said.push(place.textContent);
    };
    new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const lines = Array.from({ length: 20_000 }, (_, n) => line(day(1), `1${n % 10}${two(n % 60)}`, n)).join("");
  await choose(page, file("OffCirc.dat", lines));
  await press(page, "Preview the Files");
  await page.waitForSelector("text=Record 20000 Records");
  const said = await page.evaluate(() => globalThis.said.splice(0));
  assert.ok(said.some((text) => /^Sending: \d+%$/.test(text)), String(said));
  assert.ok(said.includes("Sent. The server is reading the lines…"), String(said));
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "MAIN");
  await press(page, "Record 20000 Records");
  await page.waitForSelector("text=20000 records were added");
  assert.ok((await page.evaluate(() => globalThis.said)).includes("Sent. The server is recording…"));
  assert.equal(site.sql("SELECT COUNT(*) FROM transactions").trim(), "20000");

  await page.click("text=import more files");
  await choose(page, file("large.dat", "x".repeat(8 * 1024 * 1024 + 1)));
  let requests = 0;
  page.on("request", () => (requests += 1));
  await press(page, "Preview the Files");
  await page.waitForSelector("text=These are larger than 8 MB");
  assert.equal(requests, 0);
  await picture(page, "import-too-large");
  await choose(page, file("a.dat", line(day(1), "1200", 3)));
  await page.route("**/import.php", (route) => route.abort("internetdisconnected"));
  await press(page, "Preview the Files");
  await page.waitForSelector("text=The files could not be sent, and nothing from them is recorded");
  await accessible(page);
  await picture(page, "import-not-sent");
  await page.unroute("**/import.php");
  await press(page, "Preview the Files");
  await page.waitForSelector("text=Record 1 Record");
  await check();
});
