// The core of the work, from the first scan to Alma's report, as every browser must do it.
//
// Each step is one test in each browser, on a site of that browser's own.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test, { after, afterEach, before, beforeEach } from "node:test";
import { Browser } from "./drivers.mjs";
import { forget } from "./heartbeat.mjs";
import { SHOWN, Site, until } from "./stack.mjs";

const [PATRON, OTHER] = ["21234000111111", "21234000222222"];
const [FIRST, SECOND, THIRD] = ["31234000000001", "31234000000002", "31234000000003"];
const ISBN = "9780306406157";
const DESK = "index.php?library=MILLAR";

const steps = [];
const step = (title, run) => steps.push({ title, run });

/** Every step in one browser. */
export function inBrowser(name) {
  const here = { name };
  before(async () => {
    here.site = await Site.prepare(`core-${name.toLowerCase()}`);
  });
  beforeEach(async () => {
    here.site.sql("DELETE FROM transactions");
    forget(here.site);
    if (!here.site.httpd) await here.site.start();
  });
  // A step that failed has left its browser open.
  afterEach(() => here.browser?.end());
  afterEach(() => here.site.remember());
  after(() => here.site?.end());
  for (const { title, run } of steps) test(`${name}: ${title}`, () => run(here).catch((error) => withPage(error, here)));
}

/** Fails with an error, and says what the page shows then. */
async function withPage(error, { browser }) {
  const page = await browser?.read(SHOWN).catch(String);
  throw new Error(`${error.message}, and the page shows:\n${page}`, { cause: error });
}

/** Opens a page in a browser of its own. */
async function open(here, path, options) {
  here.browser = await Browser.start(here.name, options);
  await here.browser.goto(here.site.url + path);
  return here.browser;
}

const isReady = (browser) => until(async () => (await browser.text("#counts")) !== "", "the scanning page is ready");

async function openDesk(here) {
  const browser = await open(here, DESK);
  await isReady(browser);
  return browser;
}

/** A window that has just opened may take no key yet. */
const checkIn = (browser) =>
  until(async () => {
    await browser.keys("F8");
    return (await browser.read("document.activeElement.id")) === "itemBarcode2";
  }, "the field for returns");

const scan = (browser, barcode) => browser.keys(barcode, "RETURN");

/** The records without library and time: kind, item, call number, patron, name. */
const records = ({ site }) => site.rows().map((row) => row.replace(/^[^,]*,\d{14},/, ""));

const hasRecords = (here, n) => until(() => here.site.rows().length === n, `${n} records`);
const says = (browser, selector, pattern) =>
  until(async () => pattern.test(await browser.text(selector)), `${selector} says ${pattern}`);

step("a scanner's keys record loans and returns", async (here) => {
  const browser = await openDesk(here);
  await scan(browser, PATRON);
  await scan(browser, FIRST);
  await scan(browser, SECOND);
  await browser.keys("RETURN");
  await checkIn(browser);
  await scan(browser, THIRD);
  await hasRecords(here, 3);
  assert.deepEqual(records(here), [`L,${FIRST},,${PATRON}`, `L,${SECOND},,${PATRON}`, `R,${THIRD}`]);
  await says(browser, "#last", new RegExp(THIRD));
});

step("a held scan waits for a person, who decides by keyboard", async (here) => {
  const browser = await openDesk(here);
  await checkIn(browser);
  await scan(browser, ISBN);
  await scan(browser, "NOREAD");
  await scan(browser, FIRST);
  await until(async () => (await browser.count("tr.is-held")) === 2, "2 held");
  await hasRecords(here, 1);
  await browser.keys("F4");
  const focus = () => browser.read("document.activeElement.getAttribute('aria-label')");
  await until(async () => (await focus()) === "Record NOREAD", "the latest held scan has the focus");
  // Record, Correct, Discard.
  await browser.keys("TAB");
  await browser.keys("TAB");
  await browser.keys("RETURN");
  await until(async () => (await focus()) === `Record ${ISBN}`, "the next held scan has the focus");
  await browser.keys("RETURN");
  await hasRecords(here, 2);
  assert.deepEqual(records(here), [`R,${FIRST}`, `R,${ISBN}`]);
  await until(async () => (await browser.count("tr.is-held")) === 0, "nothing is held");
});

step("practice stands under its mark, ticks steps, records nothing, and ends at one key", async (here) => {
  const browser = await open(here, `${DESK}&practice`);
  await isReady(browser);
  await says(browser, "#practice", /nothing is recorded/);
  await says(browser, "#steps", /^0 of 14 steps done/);
  await scan(browser, PATRON);
  await scan(browser, FIRST);
  await says(browser, "#steps", /^2 of 14 steps done/);
  await until(async () => (await browser.count("tr.is-recorded")) === 1, "the page shows it as recorded");
  await browser.keys("ESCAPE");
  await until(async () => !/practice/.test(await browser.read("location.href")), "the real page");
  await isReady(browser);
  assert.equal(await browser.count("tr.is-recorded"), 0);
  assert.deepEqual(here.site.rows(), []);
});

step("scans are kept while the server is away, through a reload, and recorded once", async (here) => {
  const browser = await openDesk(here);
  await scan(browser, PATRON);
  await scan(browser, FIRST);
  await until(async () => (await browser.count("tr.is-recorded")) === 1, "the page shows it as recorded");
  await browser.read("navigator.serviceWorker?.ready.then(() => true)");
  await here.site.stop();
  await scan(browser, SECOND);
  await says(browser, "#waiting", /^1\b/);
  await browser.reload();
  await isReady(browser);
  await says(browser, "#waiting", /^1\b/);
  await scan(browser, THIRD);
  await says(browser, "#waiting", /^2\b/);
  await here.site.start();
  await hasRecords(here, 3);
  assert.deepEqual(records(here), [FIRST, SECOND, THIRD].map((item) => `L,${item},,${PATRON}`));
  await until(() => browser.read("document.getElementById('banner').hidden"), "nothing waits");
});

step("a turn goes on after the way back from another page, as it is by then", async (here) => {
  const browser = await open(here, "index.php");
  await isReady(browser);
  await browser.read("document.getElementById('library').focus()");
  await browser.keys("ARROW_DOWN", "RETURN");
  const look = async (run, page) => {
    await run();
    await until(async () => String(await browser.read("location.href")).includes(page), page);
    if (page === "index.php") await isReady(browser);
  };
  const there = () => look(() => browser.click("nav a[href='listrecords.php']"), "listrecords.php");
  const back = (page = "index.php") => look(() => browser.read("void history.back()"), page);
  const hasFocus = (id) => until(async () => (await browser.read("document.activeElement.id")) === id, `the focus at ${id}`);
  const patron = () => browser.read("document.getElementById('patronBarcode').value");
  await scan(browser, PATRON);
  await scan(browser, FIRST);
  await hasRecords(here, 1);
  await there();
  await back();
  await hasFocus("itemBarcode");
  await until(async () => (await patron()) === PATRON, "the patron is shown again");
  await scan(browser, SECOND);
  await hasRecords(here, 2);
  await says(browser, "#turncount", /^2 items/);
  // The next patron comes while another page is the scanning page.
  await there();
  await look(() => browser.click("nav a[href^='index.php']"), "index.php");
  await browser.keys("F2");
  await scan(browser, OTHER);
  await there();
  for (const page of ["index.php", "listrecords.php", "index.php"]) await back(page);
  await hasFocus("itemBarcode");
  await until(async () => (await patron()) === OTHER, "the other patron is shown");
  await scan(browser, THIRD);
  await hasRecords(here, 3);
  assert.deepEqual(records(here), [`L,${FIRST},,${PATRON}`, `L,${SECOND},,${PATRON}`, `L,${THIRD},,${OTHER}`]);
});

step("the supervisor makes the file, and reads Alma's report", async (here) => {
  const { site } = here;
  const line = `MILLAR,20260102030405,L,${FIRST},,${PATRON},`;
  const body = new URLSearchParams({ textarea: line });
  assert.ok((await fetch(`${site.url}append.php`, { method: "POST", body })).ok);
  const browser = await open(here, "listrecords.php");
  await says(browser, "#unsaved ~ form tbody", new RegExp(FIRST));
  // On a busy machine WebKit's driver loses a press now and then; a second one finds the button disabled. And the browser
  // of the step before may have said so late that its desk holds scans: then the supervisor is asked.
  const button = "#mainform button:enabled, button.danger";
  const isMade = async () => /MILLAR_.*\.dat/.test(await browser.text("ul.files"));
  await until(async () => {
    if (await browser.count(button)) await browser.click(button).catch(() => {});
    return isMade();
  }, "the file");
  const [name] = readdirSync(`${site.dir}/output`).filter((name) => name.endsWith(".dat"));
  const dat = readFileSync(`${site.dir}/output/${name}`, "utf8");
  assert.equal(dat, `202601020304L${FIRST.padEnd(80)}${PATRON}\r\n`);
  await browser.goto(`${site.url}lookup.php`);
  await browser.click("#text");
  await browser.keys(`Item not found. Barcode: ${FIRST}`);
  await browser.click("form button:not([name])");
  await says(browser, ".lookup", new RegExp(`Item not found: 1[^]*${FIRST}[^]*${name}`));
});

step("without scripts the plain form records", async (here) => {
  const browser = await open(here, DESK, { scripts: false });
  await says(browser, "#unscripted", /The script of this page does not run/);
  const hasFocus = (id) => until(async () => (await browser.read("document.activeElement.id")) === id, `the focus at ${id}`);
  // WebKit may give the field its focus after the page has come, and takes it from another one.
  await hasFocus("patronBarcode");
  await browser.keys(PATRON);
  await browser.keys("TAB");
  await hasFocus("itemBarcode");
  await scan(browser, FIRST);
  await says(browser, "#notice", /1 scan was recorded\./);
  await hasFocus("patronBarcode");
  await browser.click("#itemBarcode2");
  await browser.keys(SECOND);
  await browser.click("#checkinbutton");
  await hasRecords(here, 2);
  assert.deepEqual(records(here), [`L,${FIRST},,${PATRON}`, `R,${SECOND}`]);
});
