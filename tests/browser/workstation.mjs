// A workstation at the desk: Chromium with its own profile, a scanner, a site to stop and start.

import assert from "node:assert/strict";
import { mkdtempSync, readlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, afterEach, before, beforeEach } from "node:test";
import { chromium } from "playwright-core";
import { flags } from "./flags.mjs";
import { forget } from "./heartbeat.mjs";
import { arrive, browser } from "./site.mjs";
import { SHOWN, Site, STANDSTILL, until } from "./stack.mjs";

export { until };
export { hold, insert, press, scan, scanOnKeypad } from "./typist.mjs";

/** The site of a test file, running, with an empty table and without a desk before each test; `prepare` comes before its start. */
export function ownSite(name, config = "", prepare = () => {}) {
  const own = { site: undefined };
  before(async () => {
    own.site = await Site.prepare(name, config);
    prepare(own.site);
    await own.site.start();
  });
  beforeEach(async () => {
    own.site.sql("DELETE FROM transactions");
    forget(own.site);
    if (!own.site.httpd) await own.site.start();
  });
  afterEach(async ({ passed }) => {
    const pages = passed === false ? [...opened].flatMap((context) => context.pages()) : [];
    for (const page of pages) console.log(`The page shows:\n${await page.evaluate(SHOWN).catch(String)}`);
  });
  // A test that failed has left its browser open, which would keep the run from ending.
  afterEach(() => Promise.all([...opened].map((context) => context.close())));
  afterEach(() => own.site.remember());
  after(() => own.site?.end());
  return own;
}

const opened = new Set();

/** A browser profile; one `onDisk` has a browser of its own, which can crash and be opened again. */
export class Workstation {
  troubles = [];

  constructor(site, { onDisk = false } = {}) {
    this.site = site;
    if (onDisk) this.profile = mkdtempSync(`${tmpdir()}/profile-`);
  }

  async open(options = {}, ...page) {
    this.context = await (this.profile ? this.#launch(options) : browser.newContext(options));
    const { context } = this;
    context.setDefaultTimeout(STANDSTILL);
    opened.add(context);
    context.on("close", () => opened.delete(context));
    this.context.on("page", (page) => {
      arrive(page);
      page.on("dialog", (dialog) => dialog.accept());
      page.on("pageerror", (error) => this.troubles.push(String(error)));
    });
    return this.visit(...page);
  }

  #launch(options) {
    return chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.CHROMIUM,
      args: flags,
      timeout: STANDSTILL,
      ...options,
    });
  }

  async visit(path = "index.php?library=MILLAR", ready = "#counts:not(:empty)") {
    const page = await this.context.newPage();
    await page.goto(this.site.url + path);
    await page.waitForSelector(ready);
    return page;
  }

  /** Kills the browser as a power cut does. */
  async crash() {
    // The browser records which process owns the profile: HOST-PID. All its processes are in its group.
    const [pid] = readlinkSync(`${this.profile}/SingletonLock`).match(/\d+$/);
    process.kill(-pid, "SIGKILL");
    await this.context.close().catch(() => {});
  }

  async close() {
    assert.deepEqual(this.troubles, []);
    await this.context.close();
  }
}

/** Many scans in one burst, faster than any scanner: one event after the other. */
export const burst = (page, barcodes) =>
  page.evaluate((barcodes) => {
    for (const barcode of barcodes) {
      const field = document.activeElement;
      for (const key of barcode) {
        field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        field.value += key;
      }
      const enter = { key: "Enter", bubbles: true, cancelable: true };
      field.dispatchEvent(new KeyboardEvent("keydown", enter));
    }
  }, barcodes);

export const barcodes = (n, first = 1) =>
  Array.from({ length: n }, (_, i) => String(31234000000000 + first + i));
export const items = (site) => site.rows().map((row) => row.split(",")[3]);
export const focused = (page) => page.evaluate(() => document.activeElement.id);
export const last = (page) => page.textContent("#last");

export const held = (page) => page.locator("tr.is-held");
/** Waits until so many scans are held. */
export const holds = (page, n) => until(async () => (await held(page).count()) === n, `${n} held`);
/** The records without library and time: kind, item, call number, patron, name. */
export const records = (site) => site.rows().map((row) => row.replace(/^[^,]*,\d{14},/, ""));

/** Whether the banner counts so many waiting scans. */
export const waits = async (page, n) =>
  new RegExp(`\\b${n} scans? (is|are) waiting\\.`).test(await page.textContent("#banner"));

/** Waits until the page has the server's time. */
export const knowsTime = (page) => until(async () => /\d/.test(await page.textContent("#clock")), "the server's time");

/** The server's local time now, as in a record. */
export const serverTime = (site) => site.sql("SELECT DATE_FORMAT(NOW(), '%Y%m%d%H%i%S')").trim();

/** Waits until the server's time is a second later. */
export async function nextSecond(site) {
  const now = serverTime(site);
  await until(() => serverTime(site) > now, "the next second");
}
