// A workstation at the desk: Chromium with its own profile, a scanner, a site to stop and start.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, afterEach, before, beforeEach } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";
import { flags } from "./site.mjs";
import { Site } from "./stack.mjs";

/** The site of a test file, running and with an empty table before each test. */
export function ownSite(name, port) {
  const own = { site: undefined };
  before(async () => {
    own.site = new Site(name, port);
    await own.site.start();
  });
  beforeEach(async () => {
    own.site.sql("DELETE FROM transactions");
    if (!own.site.httpd) await own.site.start();
  });
  // A test that failed has left its browser open, which would keep the run from ending.
  afterEach(() => Promise.all([...opened].map((context) => context.close())));
  after(() => own.site?.end());
  return own;
}

const opened = new Set();

/** A browser profile on the disk; `open` it again after a crash. */
export class Workstation {
  profile = mkdtempSync(`${tmpdir()}/offline-circ-`);
  troubles = [];

  constructor(site) {
    this.site = site;
  }

  async open(options = {}, ...page) {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.CHROMIUM,
      args: flags,
      ...options,
    });
    const { context } = this;
    opened.add(context);
    context.on("close", () => opened.delete(context));
    this.context.on("page", (page) => {
      page.on("dialog", (dialog) => dialog.accept());
      page.on("pageerror", (error) => this.troubles.push(String(error)));
    });
    return this.visit(...page);
  }

  async visit(path = "index.php?library=MILLAR", ready = "#counts:not(:empty)") {
    const page = await this.context.newPage();
    await page.goto(this.site.url + path);
    await page.waitForSelector(ready);
    return page;
  }

  /** Kills the browser as a power cut does. */
  async crash() {
    execFileSync("pkill", ["-KILL", "-f", this.profile]);
    await this.context.close().catch(() => {});
  }

  async close() {
    assert.deepEqual(this.troubles, []);
    await this.context.close();
  }
}

/** Types as a scanner does: every character and the suffix without a pause. */
export async function scan(page, barcode, suffix = "Enter") {
  for (const character of barcode) await page.keyboard.press(character);
  await page.keyboard.press(suffix);
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

/** Whether the banner counts so many waiting scans. */
export const waits = async (page, n) =>
  new RegExp(`Waiting: ${n}\\.`).test(await page.textContent("#banner"));

/** Waits for a condition, 20 seconds at most. */
export async function until(condition, what = condition) {
  for (let tries = 0; tries < 400; tries++) {
    if (await condition()) return;
    await pause(50);
  }
  assert.fail(`never happened: ${what}`);
}

/** The server's local time now, as in a record. */
export const serverTime = (site) => site.sql("SELECT DATE_FORMAT(NOW(), '%Y%m%d%H%i%S')").trim();
