// The set of the lists that a desk keeps for the time when it is cut off.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { block, load, prepareLists } from "./lists.mjs";
import { accessible, picture } from "./site.mjs";
import { barcodes, held, holds, items, last, ownSite, press, scan, until, waits, Workstation } from "./workstation.mjs";

const own = ownSite("lists-offline", block("offline = true\nnames = true\n"), prepareLists);
const [KNOWN, SECOND, OTHERS, UNKNOWN, NEVER] = barcodes(5);
const [GOOD, BLOCKED, EXPIRED, UNSEEN] = ["21234000111111", "21234000222222", "21234000333333", "21234000999999"];
const NAMES = ["Quixote, Alonso", "Panza, Sancho"];
const LISTS = {
  items: [[KNOWN, "MILLAR", "QA 76 .A1", "A secret title"], [SECOND], [NEVER], [OTHERS, "AVS"]],
  patrons: [
    [GOOD, { name: NAMES[0], expires: "2999-12-31" }], [BLOCKED, { blocked: 1, name: NAMES[1] }],
    [EXPIRED, { expires: "2020-01-31" }], [UNSEEN, { blocked: 1, name: NAMES[1] }],
  ],
};
let edition = 0;
beforeEach(() => load(own.site, { ...LISTS, edition: (edition += 1) }));

/** The page as soon as it has a set of this edition, and the worker that keeps the page. */
async function withSet(desk, options) {
  let page = await desk.open(options);
  await until(async () => {
    // A page that begins to load just before the worker is active has none until it loads once more.
    const hasWorker = await page.evaluate(() => navigator.serviceWorker.controller !== null);
    if (hasWorker && new RegExp(`^${edition}-`).test(await nameOfSet(page))) return true;
    await page.reload();
    await page.waitForSelector("#counts:not(:empty)");
    await page.waitForTimeout(500);
    return false;
  }, "the set");
  await page.waitForFunction(() => /, 0\.\d MB$/.test(document.querySelector("#lists").textContent));
  return page;
}

/** What the set is called that the browser keeps, "" without one. */
const nameOfSet = (page) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const name = databases.map(({ name }) => name).find((name) => name.endsWith(" lists"));
    if (!name) return "";
    const database = await new Promise((resolve) => (indexedDB.open(name).onsuccess = ({ target }) => resolve(target.result)));
    if (!database.objectStoreNames.contains("set")) return database.close() ?? "";
    const found = await new Promise((resolve) => {
      database.transaction("set").objectStore("set").get("set").onsuccess = ({ target }) => resolve(target.result);
    });
    database.close();
    return /"set":"([^"]+)"/.exec(new TextDecoder().decode(found?.bytes.subarray(0, 500)))?.[1] ?? "";
  });

test("cut off, what is known passes and what is not is held with the server's words, after a reload too", async () => {
  const desk = new Workstation(own.site);
  const page = await withSet(desk);
  await picture(page, "scanning-set");
  await desk.context.setOffline(true);
  await press(page, "F8");
  await scan(page, UNKNOWN);
  await holds(page, 1);
  assert.equal(await last(page), `⚠ Look: ${UNKNOWN}: This item is not in the list from Alma. F9 records it anyway.`);
  await scan(page, OTHERS);
  await holds(page, 2);
  assert.match(await last(page), /This item belongs to another library\. F9 records it anyway/);
  await scan(page, KNOWN);
  await until(() => waits(page, 1));
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await press(page, "F2");
  await scan(page, BLOCKED);
  await scan(page, SECOND);
  await holds(page, 3);
  assert.match(await last(page), /This patron is blocked in Alma\. F9 lends it anyway, and this patron's other items too\./);
  await accessible(page);
  await picture(page, "scanning-cut-off-blocked");
  await press(page, "F9");
  await holds(page, 2);
  await press(page, "Enter");
  await scan(page, EXPIRED);
  await scan(page, KNOWN);
  await holds(page, 3);
  assert.match(await last(page), /This patron's account expired\. Its last day was 2020-01-31\./);
  await press(page, "Enter");
  await scan(page, GOOD);
  await scan(page, NEVER);
  await until(() => waits(page, 3));
  await holds(page, 3);
  await desk.context.setOffline(false);
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(items(own.site), [KNOWN, SECOND, NEVER]);
  await holds(page, 3);
  // What the first attempt may have brought to the server is voided there as well.
  for (let n = 3; n > 0; n--) {
    await held(page).first().getByText("Discard").click();
    await holds(page, n - 1);
  }
  await until(async () => (await page.locator("tr.is-voiding").count()) === 0);
  assert.equal(own.site.rows().length, 3);
  await desk.close();
});

test("a person's word is sent with the scan, and it is held once", async () => {
  const desk = new Workstation(own.site);
  const page = await withSet(desk);
  await desk.context.setOffline(true);
  await press(page, "F8");
  await scan(page, UNKNOWN);
  await holds(page, 1);
  await press(page, "F9");
  await until(() => waits(page, 1));
  await desk.context.setOffline(false);
  await until(() => own.site.rows().length === 1);
  await page.waitForSelector("tr.is-recorded");
  assert.equal(await held(page).count(), 0);
  await desk.close();
});

test("a desk keeps its set while the server cannot ask its lists", async () => {
  const desk = new Workstation(own.site);
  const page = await withSet(desk);
  const rename = (from, to) => own.site.sql(`ALTER TABLE offline_circ_lists RENAME COLUMN ${from} TO ${to}`);
  rename("entries", "away");
  try {
    await page.waitForTimeout(3_500); // So long a process remembers what it was told of the lists.
    const answer = page.waitForResponse(/shapes\.php/);
    await page.reload();
    assert.equal((await (await answer).json()).lists, null);
    await page.waitForSelector("#counts:not(:empty)");
    await page.waitForFunction(() => / MB$/.test(document.querySelector("#lists").textContent));
    assert.notEqual(await nameOfSet(page), "");
  } finally {
    rename("away", "entries");
  }
  await desk.close();
});

test("set and keys go a day after they came, and when there is another list or none", async () => {
  const desk = new Workstation(own.site);
  const page = await withSet(desk);
  await page.clock.install();
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  assert.notEqual(await nameOfSet(page), "");
  await desk.context.setOffline(true);
  await page.clock.fastForward(24 * 3_600_000 + 61_000);
  await until(async () => (await nameOfSet(page)) === "", "a day later");
  assert.doesNotMatch(await page.textContent("#lists"), /MB/);
  await desk.context.setOffline(false);
  await desk.close();

  const other = new Workstation(own.site);
  const again = await withSet(other);
  own.site.sql("DELETE FROM offline_circ_lists");
  await until(async () => {
    await again.reload();
    await again.waitForSelector("#counts:not(:empty)");
    await again.waitForTimeout(500);
    return (await nameOfSet(again)) === "";
  }, "no list");
  assert.ok(await again.isHidden("#lists"));
  await other.close();
});

test("the set holds nothing that somebody practises", async () => {
  const desk = new Workstation(own.site);
  const page = await withSet(desk);
  await page.goto(`${own.site.url}index.php?library=MILLAR&practice`);
  await page.waitForSelector("#counts:not(:empty)");
  assert.ok(await page.isHidden("#lists"));
  await press(page, "F8");
  await scan(page, UNKNOWN);
  await page.waitForSelector("tr.is-recorded");
  assert.equal(await held(page).count(), 0);
  await desk.close();
});

/** All that is in the folder, as bytes. */
function* contents(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) yield readFileSync(`${entry.parentPath ?? entry.path}/${entry.name}`);
  }
}

test("no browser keeps a name, a title, or an identifier that was not scanned", async () => {
  const desk = new Workstation(own.site, { onDisk: true });
  const page = await withSet(desk);
  await scan(page, GOOD);
  await scan(page, KNOWN);
  await until(async () => (await page.textContent("#lastlisted")).includes(NAMES[0]), "the name is shown");
  await desk.context.setOffline(true);
  await scan(page, SECOND);
  await until(() => waits(page, 1));
  const stored = await page.evaluate(async () => {
    const all = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve) => (indexedDB.open(name).onsuccess = ({ target }) => resolve(target.result)));
      for (const store of database.objectStoreNames) {
        const rows = await new Promise((resolve) => {
          database.transaction(store).objectStore(store).getAll().onsuccess = ({ target }) => resolve(target.result);
        });
        for (const row of rows) all.push(row.bytes ? new TextDecoder("latin1").decode(row.bytes) : JSON.stringify(row));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) all.push(request.url, await (await cache.match(request)).text());
    }
    return all.join("\n");
  });
  const secrets = [...NAMES, UNSEEN, BLOCKED, EXPIRED, NEVER, OTHERS, "A secret title"];
  assert.ok(stored.includes(KNOWN) && stored.length > 20_000, "the storage is read");
  for (const secret of secrets) assert.ok(!stored.includes(secret), secret);
  await desk.close();
  const kept = [...contents(desk.profile)];
  const isThere = (text) => [text, Buffer.from(text, "utf16le")].some((form) => kept.some((bytes) => bytes.includes(form)));
  assert.ok(isThere(KNOWN), "the disk is read");
  for (const secret of secrets) assert.ok(!isThere(secret), `${secret} on the disk`);
});
