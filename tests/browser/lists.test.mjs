// The lists from Alma at the desk: what they say holds a scan, and what they have of it is shown.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { block, load, prepareLists } from "./lists.mjs";
import { accessible, picture } from "./site.mjs";
import { barcodes, held, holds, items, last, ownSite, press, records, scan, until, Workstation } from "./workstation.mjs";

const SETTINGS = 'hold = ["item", "library", "patron", "blocked", "expired"]\nnames = true\n';
const own = ownSite("lists", block(SETTINGS), prepareLists);
const [KNOWN, SECOND, THIRD, OTHERS, UNKNOWN] = barcodes(5);
const [GOOD, BLOCKED, EXPIRED, STRANGER] = ["21234000111111", "21234000222222", "21234000333333", "21234000444444"];
const NAME = "Quixote, Alonso";
const LISTS = {
  items: [
    [KNOWN, "MILLAR", "QA 76 .A1", "A title"], [SECOND, "MILLAR"], [THIRD, "MILLAR"], [OTHERS, "AVS"],
  ],
  patrons: [[GOOD, { name: NAME, expires: "2999-12-31" }], [BLOCKED, { blocked: 1 }], [EXPIRED, { expires: "2020-01-31" }]],
};
let edition = 0;
beforeEach(() => load(own.site, { ...LISTS, edition: (edition += 1) }));
const said = (page) => page.textContent("#lists");
const listed = (page) => page.textContent("#lastlisted");

test("what the lists say holds a scan in words of its own, and one key goes on", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await press(page, "F8");
  for (const [item, words] of [
    [UNKNOWN, "This item is not in the list from Alma. F9 records it anyway."],
    [OTHERS, "This item belongs to another library: AV Services. F9 records it anyway."],
  ]) {
    await scan(page, item);
    await holds(page, 1);
    assert.equal(await last(page), `⚠ Look: ${item}: ${words}`);
    assert.match(await held(page).textContent(), new RegExp(`held, not recorded: ${words.split(" F9")[0]}`));
    await press(page, "F9");
    await holds(page, 0);
    await until(() => items(own.site).includes(item));
  }
  await press(page, "F2");
  for (const [patron, item, words] of [
    [STRANGER, KNOWN, "This patron is not in the list from Alma."],
    [BLOCKED, SECOND, "This patron is blocked in Alma."],
    [EXPIRED, THIRD, "This patron's account expired. Its last day was 2020-01-31."],
  ]) {
    await scan(page, patron);
    await scan(page, item);
    await holds(page, 1);
    assert.equal(await last(page), `⚠ Look: ${item}: ${words} F9 lends it anyway, and this patron's other items too.`);
    await press(page, "F9");
    await holds(page, 0);
    await until(() => items(own.site).includes(item));
    await press(page, "Enter");
  }
  await desk.close();
});

test("a patron who is let through has the items of this turn, after a reload too, and no other turn", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, BLOCKED);
  await scan(page, KNOWN);
  await holds(page, 1);
  await accessible(page);
  await picture(page, "scanning-blocked");
  await press(page, "F9");
  await until(() => own.site.rows().length === 1);
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await scan(page, SECOND);
  await until(() => own.site.rows().length === 2);
  await scan(page, UNKNOWN);
  await holds(page, 1);
  assert.match(await last(page), /This item is not in the list from Alma\. F9 records it/);
  await press(page, "F9");
  await until(() => own.site.rows().length === 3);
  await press(page, "Enter");
  await scan(page, BLOCKED);
  await scan(page, THIRD);
  await holds(page, 1);
  await page.click("#lastactions >> text=Discard");
  await holds(page, 0);
  assert.equal(own.site.rows().length, 3);
  await desk.close();
});

test("the card shows what was lent, and to whom; the record has the call number, and voiding finds it", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, GOOD);
  await scan(page, KNOWN);
  await until(() => own.site.rows().length === 1);
  await until(async () => (await listed(page)) === `A title · QA 76 .A1 · ${NAME}`, "what the lists have");
  assert.deepEqual(records(own.site), [`L,${KNOWN},QA 76 .A1,${GOOD}`]);
  await accessible(page);
  await picture(page, "scanning-listed");
  await page.click("tr.is-recorded >> text=Void");
  await until(() => own.site.rows().length === 0);
  await scan(page, SECOND);
  await until(async () => !(await page.isVisible("#lastlisted")) || (await listed(page)) === NAME);
  await desk.close();
});

test("how old the lists are stands on the page, in red when it is too much, and when cut off as well", async () => {
  load(own.site, { ...LISTS, edition: (edition += 1), itemsAge: 2, patronsAge: 1 });
  const desk = new Workstation(own.site);
  const page = await desk.open();
  // The server remembers for some seconds what there was.
  await until(async () => {
    await page.reload();
    await page.waitForSelector("#counts:not(:empty)");
    await page.waitForFunction(() => !document.querySelector("#lists").hidden);
    return (await said(page)) === "Lists 2 days old";
  });
  assert.equal(await page.getAttribute("#lists", "title"), "Lists from Alma: items 2 days old, patrons 1 day old");
  assert.doesNotMatch((await page.getAttribute("#lists", "class")) ?? "", /is-off/);
  await accessible(page);
  await picture(page, "scanning-lists");
  load(own.site, { ...LISTS, edition: (edition += 1), itemsAge: 9, patronsAge: 1 });
  await until(async () => {
    await page.reload();
    await page.waitForSelector("#counts:not(:empty)");
    await page.waitForFunction(() => !document.querySelector("#lists").hidden);
    return (await said(page)) === "Old lists: 9 days";
  });
  assert.equal(await page.getAttribute("#lists", "class"), "is-off");
  await accessible(page);
  await picture(page, "scanning-lists-old");
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await desk.context.setOffline(true);
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await until(async () => (await said(page)) === "Old lists: 9 days", "the age of the lists");
  await desk.context.setOffline(false);
  own.site.sql("DELETE FROM offline_circ_lists");
  await until(async () => {
    await page.reload();
    await page.waitForSelector("#counts:not(:empty)");
    return page.isHidden("#lists");
  });
  await desk.close();
});
