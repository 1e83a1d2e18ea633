// Held scans: nothing goes to a patron who was not chosen, and a person decides by keyboard.

import assert from "node:assert/strict";
import test from "node:test";
import { accessible, picture } from "./site.mjs";
import { barcodes, focused, held, holds, items, last, ownSite, press, records, scan, until, Workstation } from "./workstation.mjs";

const own = ownSite("held");
const PATRON = "21234000111111";
const OTHER = "21234000222222";
const ISBN = "9780306406157";
const [FIRST, SECOND, THIRD, FOURTH] = barcodes(4);

test("a refused patron leaves no patron, and the items go to the next one only when a person says so", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, PATRON);
  await scan(page, FIRST);
  await press(page, "Enter");
  await scan(page, "NODIGITS");
  await scan(page, SECOND);
  await scan(page, THIRD);
  await holds(page, 3);
  assert.match(await last(page), /No patron\. F9 lends it to the next patron you scan/);
  await accessible(page);
  await picture(page, "scanning-no-patron");
  await press(page, "F9");
  await until(async () => /Scan the patron's barcode first/.test(await last(page)));
  await press(page, "Enter");
  await scan(page, OTHER);
  assert.match(await last(page), /2 items are held without a patron\. F9 lends them to 21234000222222/);
  await until(() => own.site.rows().length === 1);
  await press(page, "F9");
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(records(own.site), [`L,${FIRST},,${PATRON}`, `L,${SECOND},,${OTHER}`, `L,${THIRD},,${OTHER}`]);
  await holds(page, 1);
  await desk.close();
});

test("on a phone the field that has the focus is never under the card of the last scan", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  const isSeen = () =>
    page.evaluate(() => {
      const field = document.activeElement;
      const { left, top, width, height } = field.getBoundingClientRect();
      const at = (y) => document.elementFromPoint(left + width / 2, y);
      return field.matches("input") && at(top + 2) === field && at(top + height - 2) === field;
    });
  for (const size of [{ width: 360, height: 740 }, { width: 390, height: 664 }, { width: 1024, height: 600 }]) {
    const { width } = size;
    await desk.context.setOffline(false);
    await page.setViewportSize(size);
    await scan(page, PATRON);
    await until(isSeen, `the field after a patron, ${width}`);
    await scan(page, ISBN);
    await until(async () => (await last(page)).includes("publisher"), "held");
    await until(isSeen, `the field below a held scan, ${width}`);
    await desk.context.setOffline(true);
    await scan(page, FIRST);
    await page.waitForSelector("#banner:not([hidden])");
    await until(isSeen, `the field of a desk that is cut off, ${width}`);
    await press(page, "Enter");
  }
  await desk.close();
});

test("items of a refused patron stay held when the next patron goes on without them", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, ISBN);
  await scan(page, FIRST);
  await press(page, "Enter");
  await scan(page, OTHER);
  await scan(page, SECOND);
  await until(() => own.site.rows().length === 1);
  assert.deepEqual(records(own.site), [`L,${SECOND},,${OTHER}`]);
  await holds(page, 2);
  await desk.close();
});

test("the next patron's card in the item field is held, and one key makes it the next patron", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, PATRON);
  await scan(page, FIRST);
  await press(page, "Enter");
  await scan(page, OTHER);
  await scan(page, PATRON);
  await holds(page, 1);
  assert.match(await last(page), /patron's barcode today\. F9 makes this the next patron/);
  await press(page, "F9");
  await holds(page, 0);
  await scan(page, SECOND);
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(records(own.site), [`L,${FIRST},,${PATRON}`, `L,${SECOND},,${PATRON}`]);
  await press(page, "Enter");
  await scan(page, FIRST);
  assert.match(await last(page), /item's barcode today/);
  assert.equal(await page.inputValue("#patronBarcode"), "");
  await desk.close();
});

test("what comes after the next patron's card is lent to nobody until a person has looked", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, PATRON);
  await scan(page, FIRST);
  await press(page, "Enter");
  await scan(page, OTHER);
  await scan(page, SECOND);
  await until(() => own.site.rows().length === 2);
  await scan(page, PATRON);
  await scan(page, THIRD);
  await holds(page, 2);
  assert.match(await last(page), /No patron/);
  await scan(page, PATRON);
  await holds(page, 3);
  await press(page, "F9");
  assert.match(await last(page), new RegExp(`held without a patron\\. F9 lends it to ${PATRON}`));
  await press(page, "F9");
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(records(own.site), [`L,${FIRST},,${PATRON}`, `L,${SECOND},,${OTHER}`, `L,${THIRD},,${PATRON}`]);
  await desk.close();
});

test("a patron of another desk is held as soon as the server answers, and items are lent to nobody until a person looks", async () => {
  const desks = [new Workstation(own.site), new Workstation(own.site)];
  const [page, other] = [await desks[0].open(), await desks[1].open()];
  const [unseen, item] = ["21234000333333", barcodes(1, 4)[0]];
  for (const barcode of [PATRON, FIRST]) await scan(other, barcode);
  await press(other, "Enter");
  for (const barcode of [unseen, item]) await scan(other, barcode);
  await until(() => own.site.rows().length === 2);
  await scan(page, OTHER);
  await scan(page, PATRON);
  await holds(page, 1);
  assert.match(await last(page), new RegExp(`${PATRON}: .*patron's barcode today`));
  await press(page, "F9");
  await scan(page, SECOND);
  await until(() => own.site.rows().length === 3);
  await scan(page, unseen);
  await holds(page, 1);
  assert.equal(await page.textContent("#turnpatron"), "No patron yet");
  await scan(page, THIRD);
  await holds(page, 2);
  await page.click("text=Use as patron");
  await press(page, "F9");
  await until(() => own.site.rows().length === 4);
  const lent = [[FIRST, PATRON], [item, unseen], [SECOND, PATRON], [THIRD, unseen]];
  assert.deepEqual(records(own.site), lent.map(([barcode, patron]) => `L,${barcode},,${patron}`));
  for (const desk of desks) await desk.close();
});

test("items without a patron are offered to the first patron after them, and to nobody once they are discarded", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, ISBN);
  await scan(page, FIRST);
  await page.click("#patronBarcode");
  await scan(page, PATRON);
  assert.match(await last(page), /1 item is held without a patron/);
  await page.click("#patronBarcode");
  await scan(page, OTHER);
  assert.match(await last(page), new RegExp(`Patron ${OTHER}: scan the items\\.$`));
  await press(page, "Enter");
  await press(page, "Enter");
  await scan(page, ISBN);
  await scan(page, SECOND);
  await page.click(`button[aria-label="Discard ${SECOND}"]`);
  await until(async () => /discarded/.test(await last(page)));
  await press(page, "Enter");
  await scan(page, PATRON);
  assert.match(await last(page), new RegExp(`Patron ${PATRON}: scan the items\\.$`));
  await desk.close();
});

test("held scans are a queue that is worked off by keyboard, after a reload too", async () => {
  const desk = new Workstation(own.site);
  let page = await desk.open();
  await press(page, "F8");
  for (const barcode of [ISBN, "NOREAD", "%E?"]) await scan(page, barcode);
  await press(page, "F2");
  await scan(page, PATRON);
  await scan(page, "31234é");
  await scan(page, FIRST);
  await holds(page, 4);
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await holds(page, 4);
  assert.match(await page.textContent("#banner"), /4 scans are not recorded yet and need you/);
  await press(page, "Enter");
  await scan(page, OTHER);
  await scan(page, SECOND);
  await press(page, "F4");
  const label = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.equal(await label(), "Record 31234é");
  await press(page, "Tab");
  await press(page, "Enter");
  assert.equal(await focused(page), "corrected");
  await accessible(page);
  await picture(page, "scanning-correction");
  await scan(page, THIRD);
  await holds(page, 3);
  await press(page, "F4");
  assert.equal(await label(), "Record %E?");
  for (const key of ["Tab", "Tab", "Enter"]) await press(page, key);
  await holds(page, 2);
  await until(async () => (await label()) === "Record NOREAD", "the next held scan has the focus");
  await press(page, "Escape");
  await scan(page, barcodes(1, 4)[0]);
  await until(() => own.site.rows().length === 4);
  assert.deepEqual(records(own.site).sort(), [
    `L,${FIRST},,${PATRON}`, `L,${SECOND},,${OTHER}`, `L,${THIRD},,${PATRON}`, `L,${barcodes(1, 4)[0]},,${OTHER}`,
  ].sort());
  await page.click("button:text('Submit Records')");
  assert.match(await last(page), /2 scans are held/);
  await desk.close();
});

test("without a library scans are held, and recorded at the one that is chosen then", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, "index.php");
  await scan(page, PATRON);
  await scan(page, FIRST);
  assert.match(await last(page), /No library is chosen\. Choose the library first\. Then F9/);
  await press(page, "F9");
  await until(async () => /Choose the library first/.test(await last(page)));
  await page.selectOption("#library", "AVS");
  await press(page, "F4");
  await press(page, "Enter");
  await until(() => own.site.rows().length === 1);
  assert.match(own.site.rows()[0], new RegExp(`^AVS,\\d{14},L,${FIRST},,${PATRON}$`));
  assert.equal(await focused(page), "itemBarcode");
  await desk.close();
});

test("after twenty items one of another shape is held, until a person has let two of them through", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await press(page, "F8");
  for (const item of barcodes(20)) await scan(page, item);
  await scan(page, "1234567");
  assert.match(await last(page), /This does not look like the items' barcodes recorded here/);
  await press(page, "F9");
  await holds(page, 0);
  await scan(page, "1234568");
  await press(page, "F9");
  await until(() => own.site.rows().length === 22);
  await scan(page, "1234569");
  await until(() => own.site.rows().length === 23);
  assert.deepEqual(items(own.site).slice(-3), ["1234567", "1234568", "1234569"]);
  assert.equal(await held(page).count(), 0);
  await desk.close();
});

test("it is the same patron's turn after a reload, and nobody's after a crash until a person says so", async () => {
  const desk = new Workstation(own.site);
  let page = await desk.open();
  await scan(page, PATRON);
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await scan(page, FIRST);
  await until(() => own.site.rows().length === 1);
  await page.close({ runBeforeUnload: false });
  page = await desk.visit();
  assert.match(await last(page), new RegExp(`patron ${PATRON} was not finished`));
  await scan(page, SECOND);
  await holds(page, 1);
  await press(page, "Enter");
  const other = await desk.visit();
  assert.equal(await last(other), "Ready to scan.");
  await scan(page, OTHER);
  const third = await desk.visit();
  await until(async () => (await last(third)) === "Ready to scan.", "the turn is another tab's");
  assert.equal(await focused(third), "patronBarcode");
  await press(page, "F9");
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(records(own.site), [`L,${FIRST},,${PATRON}`, `L,${SECOND},,${OTHER}`]);
  await desk.close();
});

test("a turn goes on after a look at another page, and not in a tab that a browser opens again", async () => {
  const desk = new Workstation(own.site);
  let page = await desk.open({}, "index.php");
  await page.selectOption("#library", "AVS");
  await page.focus("#patronBarcode");
  await scan(page, PATRON);
  await page.goto(`${own.site.url}listfiles.php`);
  await page.goBack();
  await page.waitForSelector("#counts:not(:empty)");
  await scan(page, FIRST);
  await page.goto(`${own.site.url}listfiles.php`);
  await page.click("nav >> text=Scan");
  await page.waitForSelector("#counts:not(:empty)");
  await scan(page, SECOND);
  await until(() => own.site.rows().length === 2);
  const kept = Object.entries(await page.evaluate(() => ({ ...sessionStorage })));
  await page.close({ runBeforeUnload: false });
  page = await desk.context.newPage();
  await page.goto(`${own.site.url}listfiles.php`);
  await page.evaluate((kept) => kept.forEach(([key, value]) => sessionStorage.setItem(key, value)), kept);
  await page.goto(`${own.site.url}index.php`);
  await page.waitForSelector("#counts:not(:empty)");
  await scan(page, THIRD);
  await holds(page, 1);
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  assert.equal(await page.textContent("#turnpatron"), "No patron yet");
  await scan(page, PATRON);
  await page.addInitScript(() => {
    const { now } = Date;
    Date.now = () => now() + 3_600_000;
  });
  await page.reload();
  await until(async () => /was not finished/.test(await last(page)), "an hour later nobody knows");
  assert.deepEqual(records(own.site), [`L,${FIRST},,${PATRON}`, `L,${SECOND},,${PATRON}`]);
  await desk.close();
});

test("the card of a held scan has its buttons, and scanning goes on after one is pressed", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, PATRON);
  await scan(page, FIRST);
  await scan(page, ISBN);
  await holds(page, 1);
  assert.match(await page.locator("#lastactions").innerText(), /^Record F9/);
  await accessible(page);
  await page.click("#lastactions >> text=Record");
  await holds(page, 0);
  await page.waitForFunction(() => document.querySelector("#lastactions").childElementCount === 0);
  await scan(page, SECOND);
  await until(() => own.site.rows().length === 3);
  await scan(page, SECOND);
  await page.click("#lastactions >> text=Correct");
  await scan(page, THIRD);
  await until(() => own.site.rows().length === 4);
  await scan(page, FOURTH);
  await until(() => own.site.rows().length === 5);
  const items = [FIRST, ISBN, SECOND, THIRD, FOURTH];
  assert.deepEqual(records(own.site), items.map((item) => `L,${item},,${PATRON}`));
  await desk.close();
});
