// What the browser tests share: Chromium, a page that must stay within the site, pictures.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

export const URL = process.env.OFFLINE_CIRC_URL;
assert.ok(URL, "OFFLINE_CIRC_URL is not set: run tests/run, which starts the site");

const shots = new globalThis.URL("./shots/", import.meta.url).pathname;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How Chromium is started here: as root, without the internet. */
export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
];

let browser;

mkdirSync(shots, { recursive: true });

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: flags,
  });
});

after(() => browser?.close());

/** Opens a page of the site in a fresh profile; `check` fails if anything went wrong on it. */
export async function open(path = "", options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => {
    // Chromium logs every 4xx and 5xx; the tests look at those themselves.
    if (message.type() === "error" && !/the server responded with|ERR_INTERNET_DISCONNECTED|error occurred when fetching/.test(message.text())) {
      troubles.push(message.text());
    }
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(new globalThis.URL(URL).origin)) troubles.push(request.url());
  });
  await page.goto(URL + path);
  const check = async () => {
    assert.deepEqual(troubles, []);
    await context.close();
  };
  return { page, context, check };
}

/** No accessibility rule that axe-core knows is broken. */
export async function accessible(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
  assert.deepEqual(found, [], page.url());
}

const screens = [["wide", 1280], ["narrow", 360]];

/** Takes a picture of the page, wide and narrow, for people to look at. */
export async function picture(page, name, widths = screens) {
  for (const [suffix, width] of widths) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: `${shots}${name}-${suffix}.png`, fullPage: true });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0, `${name} is wider than ${width} pixels`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
