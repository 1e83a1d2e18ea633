// After the upload, as a supervisor does it: paste Alma's report, print, download.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { accessible, open, picture } from "./site.mjs";
import { ownSite } from "./workstation.mjs";

const own = ownSite("lookup");

const sentences = [
  "Item not found",
  "User not found",
  "Return item failed, item was not on loan",
  "A later action on this item happened",
];
const loan = (n) => `MILLAR,202601020304${n + 10},L,3123900000${n + 10},QA 76.${n},2123900000${n + 10},Reader ${n}`;

/** Ten of each kind, as lines of a table; each fourth item or user not found has no record. */
function report() {
  const lines = ["Line\tMessage\tLibrary"];
  for (let n = 0; n < 40; n++) {
    const kind = n % 4;
    const barcode = `${kind === 1 ? "2" : "3"}123900000${n + 10}`;
    lines.push(`${n + 1}\t${sentences[kind]}. Barcode: ${barcode}\tMILLAR`);
  }
  lines.push("41\tLoan limit is reached. Barcode: 212390000011\tMILLAR", "See also 312390000099");
  return lines.join("\n");
}

const headings = (page) => page.locator("main h2:visible").allTextContents();

async function lookUp(page, text) {
  await page.fill("#text", text);
  await page.click("button:text-is('Look Up')");
}

test("a report of 40 messages of all kinds: read, printed and downloaded", async () => {
  const { page, check } = await open(own.site.url, "lookup.php");
  const lines = Array.from({ length: 30 }, (_, n) => loan(n)).join("\n");
  await page.request.post(`${own.site.url}append.php`, { form: { textarea: lines } });
  await page.request.post(`${own.site.url}extract.php`, { form: { library: "MILLAR" } });
  await accessible(page);
  await picture(page, "lookup-empty");

  await lookUp(page, report());
  assert.match(await page.textContent(".notice"), /^21 failures need you\.$/);
  assert.deepEqual(await headings(page), [
    "Item not found: 10",
    "User not found: 10",
    "Other messages: 1",
    "Barcodes without a message: 1",
    "Item was not on loan: 10",
    "A later action happened: 10",
    "Loans and Returns over Time",
    "Look Up More",
    "How to Fix It in Alma",
  ]);
  const rows = await page.locator("section:has(#group2) tbody tr").allTextContents();
  assert.match(rows[0], /^2123900000112026-01-02 03:04:11LoanMILLAR312390000011QA 76\.1Reader 1MILLAR_.*\.dat, line\u00a02$/);
  assert.match(rows[9], /^212390000047No record has this barcode\.$/);
  await accessible(page);
  await picture(page, "lookup-report");

  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await headings(page), [
    "Item not found: 10",
    "User not found: 10",
    "Other messages: 1",
  ]);
  assert.equal(await page.locator("textarea:visible, button:visible, .notice:visible").count(), 0);
  await picture(page, "lookup-print", [["a4", 764]]);
  await page.emulateMedia({ media: "screen" });

  const waiting = page.waitForEvent("download");
  await page.click("text=Download what needs you");
  const download = await waiting;
  assert.match(download.suggestedFilename(), /^needs-a-person_\d{4}-\d\d-\d\d_\d{6}\.csv$/);
  const csv = (await readFile(await download.path(), "utf8")).split("\r\n");
  assert.equal(csv.length, 1 + 21 + 1);
  assert.match(csv[11], /^User not found,212390000011,2026-01-02 03:04:11,Loan,MILLAR,312390000011,QA 76\.1,212390000011,Reader 1,MILLAR_.*\.dat,2$/);
  await check();
});

test("without JavaScript: one barcode, nothing that needs a person, and nothing at all", async () => {
  const { page, check } = await open(own.site.url, "lookup.php", { javaScriptEnabled: false });
  const line = "AVS,20260102030405,R,<b>&'1";
  await page.request.post(`${own.site.url}append.php`, { form: { textarea: line } });
  await lookUp(page, "<b>&'1");
  assert.equal(await page.locator(".notice").count(), 0);
  assert.match(await page.textContent("tbody tr"), /^<b>&'12026-01-02 03:04:05ReturnAVS<b>&'1not yet in a file$/);
  assert.equal(await page.locator("text=Download").count(), 0);
  await picture(page, "lookup-one");
  await lookUp(page, `${sentences[2]}. Barcode: <b>&'1`);
  assert.equal(await page.textContent(".notice"), "Nothing in this text needs you.");
  await picture(page, "lookup-harmless");
  await lookUp(page, "All went well.");
  assert.match(await page.textContent(".empty"), /^There is no message of Alma’s in this text/);
  assert.equal(await page.inputValue("#text"), "All went well.");
  await picture(page, "lookup-nothing");
  await check();
});

test("a report in another language, through a spreadsheet: what is offered, and what cures what", async () => {
  const { page, check } = await open(own.site.url, "lookup.php");
  own.site.sql("DELETE FROM transactions");
  const lines = [loan(40), loan(41), "AVS,20260102030505,R,0012345,DVD 7"].join("\n");
  await page.request.post(`${own.site.url}append.php`, { form: { textarea: lines } });
  const text = [
    "Zeile\tMeldung\tBarcode",
    "1\tExemplar wurde nicht gefunden\t312390000050",
    "2\tBenutzer wurde nicht gefunden\t2,1239E+11",
    "3\t未找到该单册。条码：３１２３９０００００５１",
    "4\t\u{200f}הפריט לא נמצא. ברקוד: 312390000099",
    "5\tExemplar wurde nicht gefunden\t12345",
    "6\tExemplar wurde nicht gefunden\t9,9E+13",
  ].join("\n");
  await lookUp(page, text);
  await page.waitForSelector("section.lookup");
  const shown = await page.locator("section.lookup").allTextContents();
  const all = shown.join("\n");
  assert.match(all, /0012345/);
  assert.match(all, /A spreadsheet has probably rounded this number\. It is perhaps one of (these )?\d+ records/);
  assert.match(all, /A spreadsheet has probably shortened this number/);
  assert.match(all, /and no record fits it/);
  assert.match(all, /312390000051.*2026-01-02 03:04:51/s);
  assert.equal(await page.inputValue("#text"), text);
  await accessible(page);
  await picture(page, "lookup-foreign");
  await check();
});
