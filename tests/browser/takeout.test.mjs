// The day on which the server does not come back: the page makes the file for Alma itself, and
// another workstation takes over what waits.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import test from "node:test";
import { accessible, picture } from "./site.mjs";
import { barcodes, burst, items, ownSite, press, scan, until, waits, Workstation } from "./workstation.mjs";

const own = ownSite("takeout");

const takenOut = (page) => page.locator("tr.is-taken-out").count();
const openDetails = (page) => page.evaluate(() => (document.getElementById("takeout").open = true));

/** Presses this button; the files that the browser gets then, by their names. */
async function downloads(page, button, n = 1) {
  const files = [];
  const take = (download) => files.push(download);
  page.on("download", take);
  await page.click(button);
  await until(() => files.length === n, `${n} files from ${button}`);
  page.off("download", take);
  const read = async (file) => [file.suggestedFilename(), readFileSync(await file.path(), "utf8")];
  return new Map(await Promise.all(files.map(read)));
}

/** A desk that scans while the server is away. */
async function cutOff({ library = "MILLAR" } = {}) {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, `index.php?library=${library}`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await own.site.stop();
  return { desk, page };
}

/** What the export makes of these lines. */
async function exported(lines) {
  const answer = await fetch(`${own.site.url}append.php`, {
    method: "POST",
    headers: { Accept: "application/json", Origin: new URL(own.site.url).origin },
    body: new URLSearchParams({ textarea: lines }),
  });
  assert.deepEqual((await answer.json()).rejected, []);
  const before = readdirSync(`${own.site.dir}/output`);
  execFileSync(`${own.site.dir}/bin/offline-circ`, ["export", "--per-library", "--anyway"], {
    env: { ...process.env, OFFLINE_CIRC_CONFIG: `${own.site.dir}/config.toml` },
  });
  const made = readdirSync(`${own.site.dir}/output`).filter((name) => name.endsWith(".dat") && !before.includes(name));
  return made.sort().map((name) => readFileSync(`${own.site.dir}/output/${name}`, "utf8"));
}

async function savedText(page) {
  const [[, text]] = await downloads(page, "#savebutton");
  return text;
}

test("the page makes the file that the server would make, and sends nothing of it when the server returns", async () => {
  const { desk, page } = await cutOff();
  await scan(page, "21234000000017");
  for (const item of ["31234000000001", "31234000000002"]) await scan(page, item);
  await press(page, "F8");
  for (const item of barcodes(3, 11)) await scan(page, item);
  await page.click("#paste summary");
  await page.fill("#textarea", 'AVS,20260102030405,L,"5,5",QA,Ü 2,"Lovelace, Ada"\nAVS,20260102030300,R,élan-1,,42,');
  await page.click("#submitbutton");
  await until(() => waits(page, 7));
  const saved = await savedText(page);
  await openDetails(page);
  const files = await downloads(page, "#takeoutbutton", 2);
  assert.match(await page.textContent("#last"), /7 scans are in a file for Alma\. Give this to the supervisor: \w+_[-\d]{10}_\d{6}\.dat, /);
  assert.equal(await takenOut(page), 7);
  assert.equal(await page.textContent("#waiting"), "0 unsent");
  const names = [...files.keys()].sort();
  for (const [i, library] of ["AVS", "MILLAR"].entries()) assert.match(names[i], new RegExp(`^${library}_\\d{4}-\\d\\d-\\d\\d_\\d{6}\\.dat$`));
  await accessible(page);
  await picture(page, "scanning-taken-out");

  // Opened anew, while the server is away and after it has come back.
  for (const isBack of [false, true]) {
    if (isBack) await own.site.start();
    await page.reload();
    await page.waitForSelector("#counts:not(:empty)");
    await until(async () => (await takenOut(page)) === 7, "they are there after a reload");
  }
  await press(page, "F8");
  await scan(page, "31234000000099");
  await until(() => own.site.rows().length === 1);
  assert.deepEqual(items(own.site), ["31234000000099"], "nothing of the file is sent");
  await openDetails(page);
  assert.deepEqual(await downloads(page, "#againbutton", 2), files, "the same files");

  // What the server makes of the same scans.
  own.site.sql("DELETE FROM transactions");
  const [avs, millar] = await exported(saved);
  assert.deepEqual(names.map((name) => files.get(name)), [avs, millar]);
  await desk.close();
});

test("Send after all asks first, and sends one scan or all of them", async () => {
  const { desk, page } = await cutOff();
  await press(page, "F8");
  for (const item of barcodes(3)) await scan(page, item);
  await until(() => waits(page, 3));
  await openDetails(page);
  await downloads(page, "#takeoutbutton");
  await own.site.start();
  await page.click('[aria-label="Send after all 31234000000002"]');
  assert.match(await page.textContent("#handover"), /Send 1 scan to the server after all\?/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "nobutton");
  await accessible(page);
  await page.click("#nobutton");
  assert.ok(await page.isHidden("#handover"));
  await page.click("#sendbutton");
  assert.match(await page.textContent("#handover"), /Send 3 scans to the server after all\?/);
  await page.keyboard.press("Escape");
  assert.ok(await page.isHidden("#handover"));
  assert.equal(await page.evaluate(() => document.activeElement.id), "itemBarcode2", "scans go on");
  assert.deepEqual(own.site.rows(), []);
  await page.click('[aria-label="Send after all 31234000000002"]');
  await page.click("#yesbutton");
  await until(() => own.site.rows().length === 1);
  assert.deepEqual(items(own.site), ["31234000000002"]);
  await until(async () => (await takenOut(page)) === 2);
  await page.click("#sendbutton");
  await page.click("#yesbutton");
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(items(own.site).sort(), barcodes(3));
  assert.ok(await page.isHidden("#takenout"));
  await desk.close();
});

test("what Alma has is removed from the log after a question", async () => {
  const { desk, page } = await cutOff();
  await press(page, "F8");
  await scan(page, "31234000000001");
  await until(() => waits(page, 1));
  await openDetails(page);
  await downloads(page, "#takeoutbutton");
  await page.click("#removebutton");
  assert.match(await page.textContent("#handover"), /^\s*Has Alma loaded the file\?/);
  await page.click("#yesbutton");
  await until(async () => (await takenOut(page)) === 0);
  assert.ok(await page.isHidden("#takenout"));
  await own.site.start();
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await press(page, "F8");
  await scan(page, "31234000000002");
  await until(() => items(own.site).includes("31234000000002"), "the next scan");
  await desk.close();
  assert.ok(!items(own.site).includes("31234000000001"));
});

test("another workstation takes over what waits, and both may send it", async () => {
  const { desk, page } = await cutOff();
  await press(page, "F8");
  await burst(page, barcodes(3));
  await until(() => waits(page, 3));
  const saved = await savedText(page);
  const file = { name: "offline-circ-1.txt", mimeType: "text/plain", buffer: Buffer.from(saved) };
  await own.site.start();
  const other = new Workstation(own.site);
  const there = await other.open();
  const choosing = there.waitForEvent("filechooser");
  await there.click("#openbutton");
  await (await choosing).setFiles(file);
  await until(async () => /3 lines from the file will be recorded\. Already here: 0\./.test(await there.textContent("#last")));
  await until(() => own.site.rows().length === 3);
  // A request that is under way when its desk is closed would record them once more, for the next test.
  for (const both of [page, there]) await until(async () => (await both.locator("tr.is-recorded").count()) === 3, "both have sent them");
  assert.deepEqual(items(own.site), barcodes(3), "each is recorded once");
  const dat = `202608271216R31234000000009${" ".repeat(66)}\r\n`;
  await there.setInputFiles("#savedfile", { ...file, name: "x.dat", buffer: Buffer.from(dat) });
  await until(async () => /import it: Import Files of Other Stations/.test(await there.textContent("#last")));
  assert.equal(own.site.rows().length, 3);
  await other.close();
  await desk.close();
});

test("a file that is gone when it is read is named as one that cannot be read", async () => {
  const { desk, page } = await cutOff();
  const path = `${own.site.dir}/offline-circ-1.txt`;
  writeFileSync(path, "MILLAR,20260827121600,R,31234000000009,,,\r\n");
  // The page hears of the choice only when the medium has been taken out.
  await page.evaluate(() => addEventListener("change", (event) => event.stopImmediatePropagation(), { capture: true, once: true }));
  await page.setInputFiles("#savedfile", path);
  rmSync(path);
  await page.dispatchEvent("#savedfile", "change");
  await until(async () => /This file cannot be read/.test(await page.textContent("#last")));
  assert.equal(own.site.rows().length, 0);
  await desk.close();
});
