// Three desks as the supervisor sees them: one is cut off, one is killed, one is closed with a scan.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { accessible, open, picture } from "./site.mjs";
import { barcodes, holds, nextSecond, ownSite, press, scan, until, waits, Workstation } from "./workstation.mjs";

const own = ownSite("desks");
const PATRON = "21234000111111";
const ITEMS = barcodes(9);
/** Longer than any page that is open keeps silent, in seconds. */
const SILENCE = 600;

/** What the desks have said; not a file that is being made. */
const files = () =>
  readdirSync(`${own.site.dir}/output/desks`)
    .filter((name) => name.endsWith(".json"))
    .map((name) => `${own.site.dir}/output/desks/${name}`);
const made = () => readdirSync(`${own.site.dir}/output`).filter((name) => name.endsWith(".dat"));
const desk = (name) => `index.php?library=MILLAR&desk=${encodeURIComponent(name)}`;

/** A desk that has lent this item. */
async function lending(name, item, options) {
  const workstation = new Workstation(own.site, options);
  const page = await workstation.open({}, desk(name));
  await scan(page, PATRON);
  await scan(page, item);
  await page.waitForSelector("tr.is-recorded");
  return { workstation, page };
}

/** As if the desk had said its last word longer ago. */
function silence(name) {
  const path = files().find((path) => JSON.parse(readFileSync(path, "utf8")).name === name);
  const known = JSON.parse(readFileSync(path, "utf8"));
  for (const tab of Object.values(known.tabs)) tab.heard -= SILENCE;
  writeFileSync(path, JSON.stringify(known));
}

/** Waits until the supervisor's page says all of this. */
async function says(page, ...texts) {
  await until(async () => {
    await page.goto(`${own.site.url}listrecords.php`);
    const said = await page.locator("main").innerText();
    return texts.every((text) => (text instanceof RegExp ? text.test(said) : said.includes(text)));
  }, texts.join(" & "));
}

/** What the command says, and whether it did it. */
function command(...more) {
  const program = `${own.site.dir}/bin/offline-circ`;
  const { status, stdout, stderr } = spawnSync(program, ["--config", `${own.site.dir}/config.toml`, "export", ...more], { encoding: "utf8" });
  return { status, said: stdout + stderr };
}

test("nothing is generated without the scans that a desk still holds, unless somebody says so", async () => {
  const first = await lending("Circ 1", ITEMS[0]);
  const second = await lending("Circ 2", ITEMS[1]);
  const third = await lending("Circ 3", ITEMS[2], { onDisk: true });
  const { page, check } = await open(own.site.url, "listrecords.php");
  await says(page, "All 3 desks have sent everything.");

  // One is cut off and scans on: the server cannot know.
  await second.page.context().setOffline(true);
  await scan(second.page, ITEMS[3]);
  await scan(second.page, ITEMS[4]);
  await until(() => waits(second.page, 2));
  silence("Circ 2");
  // One is killed and one is closed, each with a scan that is held.
  await scan(third.page, ITEMS[2]);
  await holds(third.page, 1);
  await scan(first.page, ITEMS[0]);
  await holds(first.page, 1);
  await says(page, /Circ 1 still holds 1 scan/, /Circ 3 still holds 1 scan/);
  await third.workstation.crash();
  silence("Circ 3");
  await first.page.waitForFunction(() => navigator.serviceWorker.controller);
  await first.page.goto("about:blank");
  await says(page, /Circ 1 still holds 1 scan.*closed/, /Circ 3 still holds 1 scan.*said nothing since/, /Circ 2 was last heard from.*may have scanned since/);
  await accessible(page);
  await picture(page, "listrecords-desks");

  assert.deepEqual([command().status === 0, /Circ 1.*Circ 3/s.test(command().said)], [false, true]);
  await page.click("#mainform button[type=submit]");
  const without = page.locator("button", { hasText: "Generate without" });
  await without.waitFor();
  assert.match(await without.innerText(), /without 2 scans of 2 desks/);
  assert.match(await page.locator("main").innerText(), /Circ 1 still holds 1 scan.*Circ 3 still holds 1 scan/s);
  await accessible(page);
  await picture(page, "extract-without");
  // Meanwhile a desk decides: what was asked is not the question any more.
  await first.page.goto(own.site.url + desk("Circ 1"));
  await first.page.click("tr.is-held >> text=Discard");
  await until(() => files().some((path) => /"Circ 1"/.test(readFileSync(path, "utf8")) && /"held":0/.test(readFileSync(path, "utf8"))));
  await without.click();
  await page.waitForFunction(() => /without Circ 3.s 1 scan/.test(document.querySelector("main").textContent));
  assert.deepEqual(made(), []);
  await nextSecond(own.site);
  await without.click();
  await page.waitForSelector("text=1 file was made");
  assert.equal(made().length, 1);

  // What the cut-off desk has scanned comes late, and that is said.
  await second.page.context().setOffline(false);
  await until(() => own.site.rows().length === 5);
  await says(page, /2 records were scanned before .* was made/, "Circ 3 still holds 1 scan");
  await picture(page, "listrecords-late");
  assert.notEqual(command().status, 0);
  assert.deepEqual([command("--anyway").status, made().length], [0, 2]);
  await check();
  await first.workstation.close();
  await second.workstation.close();
});

test("two workstations with one name are told apart, and so are the tabs of one", async () => {
  const first = await lending("Circ 9", ITEMS[5]);
  const second = new Workstation(own.site);
  const page = await second.open({}, desk("circ 9"));
  await page.waitForFunction(() => /another computer/.test(document.querySelector("#desk").textContent));
  await second.visit();
  const { page: desks, check } = await open(own.site.url, "desks.php");
  await until(async () => {
    await desks.reload();
    const said = await desks.locator("main").innerText();
    return /Circ 9 \(1\)/i.test(said) && /Circ 9 \(2\)/i.test(said) && /2 tabs/.test(said);
  });
  await accessible(desks);
  await picture(desks, "desks");
  await check();
  await first.workstation.close();
  await second.close();
});

test("a desk is named on the page, on each of its lines, and never in the table", async () => {
  const workstation = new Workstation(own.site);
  const page = await workstation.open();
  await page.click("#desk");
  await page.fill("#corrected", "Front <b>desk</b>");
  await press(page, "Enter");
  await scan(page, PATRON);
  await scan(page, ITEMS[6]);
  await page.waitForSelector("tr.is-recorded >> text=Front <b>desk</b>");
  // What is scanned while the name is asked for is a scan.
  await page.click("#desk");
  await scan(page, ITEMS[7]);
  await until(() => own.site.rows().length === 2);
  assert.equal(await page.textContent("#desk"), "Front <b>desk</b>");
  await page.reload();
  await page.waitForSelector("tr.is-recorded >> text=Front <b>desk</b>");
  assert.ok(!own.site.rows().join().includes("Front"));
  await workstation.close();
});
