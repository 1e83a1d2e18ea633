// What the browser tests share: Chromium, a page that must stay within the site, pictures.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after } from "node:test";
import { chromium } from "playwright-core";
import { chromiumPath, flags } from "./flags.mjs";
import { STANDSTILL, until } from "./stack.mjs";

const pictures = process.env.OFFLINE_CIRC_PICTURES;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The browser of this test file. It runs before anything else does: a file's hooks do not wait for one another. */
export const browser = await chromium.launch({ executablePath: chromiumPath, args: flags, timeout: STANDSTILL });

after(() => browser.close());

/** Lets whoever presses something that leads to another page wait until all of that page is there. */
export function arrive(page) {
  const frame = page.mainFrame();
  for (const act of ["click", "press"]) {
    const original = frame[act].bind(frame);
    frame[act] = async (...how) => {
      await original(...how);
      await page.waitForLoadState();
    };
  }
}

/** Opens a page of a site in a fresh profile; `check` fails if anything went wrong on it. */
export async function open(site, path = "", options = {}) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(STANDSTILL);
  const page = await context.newPage();
  arrive(page);
  const troubles = [];
  page.on("console", (message) => {
    // Chromium logs every 4xx and 5xx; the tests look at those themselves.
    // What the service worker could not send on has failed there.
    const isHeartbeat = message.location().url.endsWith("heartbeat.php");
    if (message.type() === "error" && !isHeartbeat && !/the server responded with|ERR_INTERNET_DISCONNECTED|error occurred when fetching/.test(message.text())) {
      troubles.push(message.text());
    }
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(site).origin)) troubles.push(request.url());
  });
  await page.goto(site + path);
  const check = async () => {
    assert.deepEqual(troubles, []);
    await context.close();
  };
  return { page, context, check };
}

/** Which accessibility rules are broken, of those that axe-core knows or of some. */
export async function violations(page, options = {}) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((options) => globalThis.axe.run(options), options);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html)}`);
}

/** No accessibility rule that axe-core knows is broken. */
export async function accessible(page) {
  assert.deepEqual(await violations(page), [], page.url());
}

const screens = [["wide", 1280], ["narrow", 360]];

/** The page is no wider than a wide or a narrow screen. tests/run --pictures keeps a picture of it on each, to look at. */
export async function picture(page, name, widths = screens) {
  for (const [suffix, width] of widths) {
    await page.setViewportSize({ width, height: 800 });
    await until(async () => (await page.evaluate(() => innerWidth)) === width, `the window is ${width} pixels wide`);
    if (pictures) await page.screenshot({ path: `${pictures}/${name}-${suffix}.png`, fullPage: true });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0, `${name} is wider than ${width} pixels`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}
