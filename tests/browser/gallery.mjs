// Every page in each of its states, as pictures to look at: run by tests/browser/gallery.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { chromiumPath } from "./flags.mjs";
import { block, prepareLists } from "./lists.mjs";
import { Site, STANDSTILL } from "./stack.mjs";
import { desk, everyState, LOOKS } from "./states.mjs";
import { press, scan } from "./typist.mjs";

const [folder, wanted = ""] = process.argv.slice(2);

const site = await Site.prepare("gallery", block("names = true"));
prepareLists(site);
const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  timeout: STANDSTILL,
});
/** @type {string[]} */
const names = [];

/** Shows a state in each look; `reach` leads to it from the page at `path`. */
async function state(name, path, { reach = async () => {}, looks = LOOKS, fullPage = true } = {}) {
  if (!name.startsWith(wanted)) return;
  for (const { look, media, ...options } of looks) {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(STANDSTILL);
    const page = await context.newPage();
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto(site.url + path);
    await reach(page);
    if (media) await page.emulateMedia({ media });
    const file = `${name}-${look}.png`;
    await page.screenshot({ path: `${folder}/${file}`, fullPage });
    names.push(file);
    await context.close();
  }
}

/** Twenty scans one after the other, a picture of each: five patrons, returns between them, a repeat, a wrong card. */
async function series() {
  if (!"series".startsWith(wanted)) return;
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  await page.goto(site.url + desk);
  await page.waitForSelector("#counts:not(:empty)");
  const steps = ["21234000000017", 1, 2, 3, "Enter", "21234000000025", 4, "Enter", "F8", 1, 2, 11, 12, 12, "F2", "9780306406157", "Enter", "21234000000033", 5, 6];
  for (const [i, step] of steps.entries()) {
    if (typeof step === "number") await scan(page, `312340000${String(step * 11).padStart(5, "0")}`);
    else if (/^\d+$/.test(step)) await scan(page, step);
    else await press(page, step);
    await page.waitForTimeout(400);
    const file = `series-${String(i + 1).padStart(2, "0")}.png`;
    await page.screenshot({ path: `${folder}/${file}` });
    names.push(file);
  }
  await context.close();
  site.sql("DELETE FROM transactions");
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
try {
  await site.start();
  await series();
  await everyState(site, state);
  const pictures = names.map((name) => `<figure><img src="${name}" loading="lazy"><figcaption>${name}</figcaption></figure>`);
  writeFileSync(
    `${folder}/index.html`,
    `<!doctype html><meta charset="utf-8"><title>Gallery</title><style>figure{display:inline-block;width:30rem;margin:1rem;vertical-align:top}img{width:100%;border:1px solid}</style>${pictures.join("\n")}`,
  );
} finally {
  await browser.close();
  site.end();
}
