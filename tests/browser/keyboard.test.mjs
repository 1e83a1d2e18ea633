// The scanning page by keyboard and scanner: which field is next, and what a person is told.

import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { accessible, picture } from "./site.mjs";
import { Site } from "./stack.mjs";
import {
  barcodes,
  burst,
  focused,
  holds,
  items,
  last,
  nextSecond,
  ownSite,
  press,
  records,
  scan,
  until,
  Workstation,
} from "./workstation.mjs";

const own = ownSite("keyboard");

test("Enter leads from patron to items and back, and F2 and F8 to the panels", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  assert.equal(await focused(page), "patronBarcode");
  await scan(page, "A21234000111111");
  assert.equal(await focused(page), "itemBarcode");
  await scan(page, "31234000000001");
  assert.equal(await focused(page), "itemBarcode");
  assert.equal(await page.inputValue("#itemBarcode"), "");
  await until(async () => /Loan 31234000000001 to 21234000111111/.test(await last(page)));
  await press(page, "Enter");
  assert.equal(await focused(page), "patronBarcode");
  assert.equal(await page.inputValue("#patronBarcode"), "");
  await page.keyboard.press("F8");
  assert.equal(await focused(page), "itemBarcode2");
  await scan(page, "31234000000002");
  assert.equal(await focused(page), "itemBarcode2");
  await page.keyboard.press("F2");
  assert.equal(await focused(page), "patronBarcode");
  await until(() => own.site.rows().length === 2);
  const [loan, returned] = own.site.rows();
  assert.match(loan, /^MILLAR,\d{14},L,31234000000001,,21234000111111$/);
  assert.match(returned, /^MILLAR,\d{14},R,31234000000002$/);
  await accessible(page);
  await picture(page, "scanning-recorded");
  await desk.close();
});

test("after a return F2 asks for the next card and ends the turn, and the page says so", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "21234000111111");
  await scan(page, "31234000000001");
  await page.keyboard.press("F8");
  await scan(page, "31234000000002");
  await until(async () => (await last(page)).endsWith("Return 31234000000002"));
  assert.equal(await page.textContent("#turnpatron"), "21234000111111", "a return ends no turn");
  await press(page, "F2");
  assert.equal(await focused(page), "patronBarcode");
  assert.equal(await page.inputValue("#patronBarcode"), "");
  assert.equal(await page.textContent("#turnpatron"), "No patron yet");
  assert.equal(await last(page), "Patron finished: 1 item. Scan the next patron's card.");
  await scan(page, "21234000111111");
  assert.equal(await page.textContent("#turncount"), "1 item", "the same card goes on with the slip");
  await scan(page, "31234000000003");
  await until(() => own.site.rows().length === 3);
  assert.match(own.site.rows()[2], /,31234000000003,,21234000111111$/);
  await desk.close();
});

test("an item that is left without Enter is this patron's, and not the next one's, when F2 ends the turn", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "21234000111111");
  await page.keyboard.type("31234000000004");
  await page.click("#patronBarcode");
  await press(page, "F2");
  await until(() => own.site.rows().length === 1);
  assert.match(own.site.rows()[0], /,31234000000004,,21234000111111$/);
  assert.equal(await page.inputValue("#itemBarcode"), "");
  assert.equal(await page.textContent("#turnpatron"), "No patron yet");
  await desk.close();
});

test("a scanner may end its scans with Tab or with CR LF", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "21234000111111", "Tab");
  assert.equal(await focused(page), "itemBarcode");
  await scan(page, "31234000000001", "Tab");
  assert.equal(await focused(page), "itemBarcode");
  await scan(page, "31234000000002", "Enter", "Enter", "LF");
  assert.equal(await focused(page), "itemBarcode", "the second half of a suffix ends no patron");
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(items(own.site), ["31234000000001", "31234000000002"]);
  await press(page, "Tab");
  assert.equal(await focused(page), "checkoutbutton", "a person's Tab goes on");
  await desk.close();
});

test("scans faster than a scanner lose none, also while requests are under way", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.route("**/append.php", async (route) => {
    await pause(150);
    await route.continue();
  });
  await page.focus("#itemBarcode2");
  await burst(page, barcodes(300));
  await until(() => own.site.rows().length === 300, "300 records");
  assert.deepEqual(items(own.site), barcodes(300));
  await desk.close();
});

test("what looks wrong is held until a person says so, and never lost", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000001");
  await scan(page, "31234000000001");
  await until(async () => /checked in a moment ago\. F9 records it anyway/.test(await last(page)));
  await accessible(page);
  await picture(page, "scanning-held");
  // In the same second it would be the same transaction.
  await nextSecond(own.site);
  await press(page, "Enter");
  await scan(page, "31234000000001");
  await holds(page, 2);
  await until(() => own.site.rows().length > 0);
  assert.equal(own.site.rows().length, 1);
  await press(page, "F9");
  await until(() => own.site.rows().length === 2);
  await scan(page, "31234000000002");
  await until(() => items(own.site).includes("31234000000002"));
  await page.click("tr.is-held >> text=Discard");
  await holds(page, 0);
  assert.equal(own.site.rows().length, 3);
  await desk.close();
});

test("the library is refused until chosen, remembered, and fixed by the address", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  let page = await desk.visit("index.php");
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000001");
  assert.match(await last(page), /No library is chosen/);
  await page.selectOption("#library", "AVS");
  page = await desk.visit("index.php");
  assert.equal(await page.inputValue("#library"), "AVS");
  page = await desk.visit("index.php?library=MILLAR");
  assert.deepEqual(await page.locator("#library option").allTextContents(), ["Millar Library"]);
  await desk.close();
});

test("the slip has library, time and items", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.evaluate(() => (globalThis.print = () => {}));
  await scan(page, "21234000111111");
  await scan(page, "31234000000001");
  await scan(page, "31234000000002");
  await page.click("text=Print slip");
  const slip = await page.textContent("#slip");
  assert.match(slip, /^Millar LibraryChecked out: 2 items\d{4}-\d\d-\d\d \d\d:\d\d:\d\d3123400000000131234000000002$/);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.isVisible("#slip"));
  assert.ok(!(await page.isVisible("#mainform")));
  await picture(page, "slip", [["paper", 400]]);
  await desk.close();
});

test("call number, name and patterns come from the configuration", async () => {
  const settings = await Site.prepare(
    "settings",
    'patron_pattern = "(P[0-9]+)"\ncall_number = true\npatron_name = true\nslip_text = "Due in two weeks."',
  );
  await settings.start();
  const desk = new Workstation(settings);
  try {
    await desk.open();
    const page = await desk.visit();
    await scan(page, "xP77y");
    assert.equal(await focused(page), "itemBarcode");
    await page.focus("#callNumber");
    await scan(page, "QA76.9, A25");
    assert.equal(await focused(page), "itemBarcode");
    await scan(page, "31234000000001");
    await until(() => settings.rows().length === 1);
    assert.match(settings.rows()[0], /^MILLAR,\d{14},L,31234000000001,QA76\.9, A25,P77$/);
    await scan(page, "P78");
    await until(async () => /looks like a patron's barcode/.test(await last(page)));
    await page.fill("#patronName", "Ada");
    await accessible(page);
    await picture(page, "scanning-settings");
    await desk.close();
  } finally {
    settings.end();
  }
});

test("the key never records what was held for another patron", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "21234000111111");
  await scan(page, "31234000000001");
  await scan(page, "31234000000001");
  await until(async () => /F9 records it/.test(await last(page)));
  await page.keyboard.press("F2");
  await scan(page, "21234000222222");
  await scan(page, "31234000000001");
  await holds(page, 2);
  await press(page, "F9");
  await until(() => own.site.rows().length === 2);
  assert.match(own.site.rows()[1], /,31234000000001,,21234000222222$/);
  await desk.close();
});

test("a scan after a click on a button goes where the last one went", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.keyboard.press("F8");
  await page.click("#mutebutton");
  await scan(page, "31234000000001");
  await page.click("button:text('Submit Records')");
  await scan(page, "31234000000002");
  await page.evaluate(() => document.activeElement.blur());
  await scan(page, "31234000000003");
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(items(own.site), ["31234000000001", "31234000000002", "31234000000003"]);
  await desk.close();
});

test("Add Item after a scan that has ended finishes no patron, by mouse or by keyboard", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.click("#checkoutbutton");
  assert.equal(await focused(page), "patronBarcode");
  await scan(page, "21234000111111");
  await page.click("#checkoutbutton");
  assert.equal(await last(page), "Scan the item's barcode.");
  for (const [i, item] of barcodes(3).entries()) {
    await scan(page, item);
    await until(() => own.site.rows().length === i + 1);
    if (i === 1) for (const key of ["Tab", "Enter"]) await press(page, key);
    else await page.click("#checkoutbutton");
    assert.equal(await focused(page), "itemBarcode");
    assert.match(await last(page), new RegExp(`Loan ${item}`), "what was scanned stays to be read");
  }
  assert.deepEqual(records(own.site), barcodes(3).map((item) => `L,${item},,21234000111111`));
  for (const key of "4711") await press(page, key);
  await page.click("#checkoutbutton");
  await until(() => own.site.rows().length === 4);
  await press(page, "Enter");
  assert.equal(await focused(page), "patronBarcode", "Enter on the empty field does finish the patron");
  for (const key of "77") await press(page, key);
  await page.click("#checkoutbutton");
  assert.equal(await focused(page), "itemBarcode", "a card without an end is taken in");
  await press(page, "Enter");
  await page.click("#checkinbutton");
  assert.equal(await focused(page), "itemBarcode2");
  await desk.close();
});
