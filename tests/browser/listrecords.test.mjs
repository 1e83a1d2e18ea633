// The page before the file: warnings, filter, voiding by keyboard, and counts that keep up.

import assert from "node:assert/strict";
import test from "node:test";
import { forget, say } from "./heartbeat.mjs";
import { accessible, picture } from "./site.mjs";
import { items, ownSite, until, Workstation } from "./workstation.mjs";

const own = ownSite("listrecords");

/** Puts rows into the table: library, SQL for the time, kind, item, call number, patron, name. */
function insert(...rows) {
  const values = rows.map(([library, time, kind, item, callNumber = "", patron = "", name = ""]) => {
    const texts = [kind, item, callNumber, patron, name].map((text) => `'${text}'`);
    return `('${library}', ${time}, ${texts}, 0)`;
  });
  own.site.sql(`INSERT INTO transactions VALUES ${values.join()}`);
}

const daysAgo = (days, time) => `CURDATE() - INTERVAL ${days} DAY + INTERVAL '${time}' HOUR_SECOND`;

/** A page of the site, and the end of the browser it is in. */
async function open(query = "") {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, `listrecords.php${query}`, "#unsaved");
  return { page, close: () => desk.close() };
}

const shown = (page) => page.locator("#unsaved ~ form td:nth-child(4)").allTextContents();

test("every warning is on the page, and a wrong loan is voided by keyboard alone", async () => {
  const day = (time) => daysAgo(1, time);
  insert(
    ["MILLAR", day("08:00:00"), "L", "31234000000001", "QA 76.9", "21234000000001", "Lovelace, Ada"],
    ["MILLAR", day("09:00:00"), "L", "31234000000001", "QA 76.9", "21234000000002", "Babbage, Charles"],
    ["MILLAR", day("09:10:05"), "L", "31234000000002", "", "21234000000001"],
    ["MILLAR", day("09:10:55"), "R", "31234000000002"],
    ["AVS", day("09:20:00"), "L", "31234000000003", "", "31234000000004"],
    ["AVS", day("09:21:00"), "R", "31234000000004"],
    ["AVS", day("09:30:00"), "L", "31234000000005"],
    ["AVS", day("09:40:00"), "R", "3123400000000é"],
    ["AVS", daysAgo(-2, "10:00:00"), "R", "31234000000006"],
    ["AVS", daysAgo(40, "10:00:00"), "R", "31234000000007"],
    ["MILLAR", day("10:00:00"), "L", "31234000000008", "", "21234000000003"],
    ["AVS", day("11:00:00"), "R", "31234000000008"],
    ...Array.from({ length: 9 }, (_, i) => ["MILLAR", day(`12:0${i}:00`), "L", "31234000000009", "", "21234000000004"]),
  );
  const { page, close } = await open();
  assert.equal(await page.locator(".findings details").count(), 9);
  assert.equal(await page.locator(".findings details[open]").count(), 0, "each is one line");
  assert.equal(await page.textContent("#mainform button"), "Generate Files2 files, 21 records");
  await page.selectOption("#library", "AVS");
  assert.equal(await page.textContent("#making"), "1 file, 7 records");
  await page.selectOption("#library", "---");
  await page.uncheck("#per_library");
  assert.equal(await page.textContent("#making"), "1 file, 21 records");
  await accessible(page);
  await picture(page, "listrecords-warnings");

  const button = page.locator(".findings details").first().locator("button").last();
  const label = await button.getAttribute("aria-label");
  assert.match(label, /^Void Loan of 31234000000001, .* 09:00:00$/);
  const tabTo = async (isThere) => {
    for (let tabs = 0; tabs < 60; tabs++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(isThere, label)) return page.keyboard.press("Enter");
    }
    assert.fail("never reached");
  };
  await tabTo(() => document.activeElement.matches(".findings summary"));
  await tabTo((label) => document.activeElement.ariaLabel === label);
  await page.waitForSelector("#voided");
  assert.match(await page.textContent("#voided"), /Voided: Loan of item 31234000000001, patron 21234000000002/);
  assert.equal(items(own.site).filter((item) => item === "31234000000001").length, 1);
  assert.equal(await page.locator("text=Lent to two patrons").count(), 0);
  await accessible(page);
  await picture(page, "listrecords-voided");

  await page.click("text=Record it again");
  await page.waitForSelector("#counts:not(:empty)");
  assert.ok(own.site.rows().some((row) => /31234000000001,QA 76.9,21234000000002,Babbage, Charles$/.test(row)));
  await close();
});

test("one filter and one order hold over many pages, and what was voided leaves them", async () => {
  own.site.sql(
    "INSERT INTO transactions SELECT IF(seq % 2, 'MILLAR', 'AVS'), NOW() - INTERVAL 3000 - seq SECOND, 'R', " +
      "31234000000000 + seq, '', '', '', 0 FROM seq_1_to_900",
  );
  const { page, close } = await open();
  await accessible(page);
  await picture(page, "listrecords-pages");
  await page.selectOption("#filter_library", "AVS");
  await page.fill("#filter_text", "312340000005");
  await page.press("#filter_text", "Enter");
  await page.waitForSelector("text=50 of 900 records");
  await page.click("th >> text=Item Barcode");
  await page.click("th >> text=Item Barcode");
  await page.waitForSelector('th[aria-sort="descending"]');
  assert.equal((await shown(page))[0], "31234000000598");
  assert.equal(await page.inputValue("#filter_text"), "312340000005");
  await accessible(page);
  await picture(page, "listrecords-filtered");
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.isVisible("text=31234000000598"), "the rows are printed");
  assert.ok(!(await page.isVisible("td button")), "their buttons are not");
  await page.emulateMedia({ media: "screen" });
  await page.locator("#unsaved ~ form td button").first().click();
  await page.waitForSelector("#voided");
  assert.equal((await shown(page))[0], "31234000000596");
  await page.fill("#filter_text", "nothing like this");
  await page.press("#filter_text", "Enter");
  await page.waitForSelector("p.empty");
  await accessible(page);
  await picture(page, "listrecords-none-fits");
  await page.click("p.counts >> text=Show all records");
  await page.waitForSelector("text=page 1 of 5");
  await close();
});

test("a record that another person voided leads back to the list", async () => {
  insert(["AVS", daysAgo(1, "09:00:00"), "R", "31234000000001"], ["AVS", daysAgo(1, "09:01:00"), "R", "31234000000002"]);
  const { page, close } = await open("?type=R");
  own.site.sql("DELETE FROM transactions WHERE item_barcode = '31234000000001'");
  await page.locator("td button").first().click();
  assert.match(await page.textContent(".errors"), /record is not there any more/);
  await accessible(page);
  await picture(page, "listrecords-not-voided");
  await page.click("text=Back to the records");
  assert.match(page.url(), /listrecords\.php\?type=R#unsaved$/);
  await close();
});

test("the count keeps up with the desks, and nothing moves", async () => {
  insert(["AVS", "NOW() - INTERVAL 10 MINUTE", "R", "31234000000001"]);
  const { page, close } = await open();
  await page.clock.install();
  await page.reload();
  assert.equal(await page.isVisible("#sending"), false);
  const place = () => page.evaluate(() => document.querySelector("#mainform button").getBoundingClientRect().y);
  const before = await place();
  await page.focus("#mainform button");
  const ask = async (text) => {
    await page.clock.runFor(10_000);
    await until(async () => (await page.textContent("#more")).includes(text), text);
  };
  insert(["AVS", "NOW()", "R", "31234000000002"], ["AVS", "NOW()", "R", "31234000000003"]);
  await ask("2 more records have arrived since you opened this page.");
  assert.equal(await page.textContent("#total"), "3");
  assert.equal(await page.isVisible("#sending"), true);
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Generate Files/);
  assert.equal(await place(), before);
  await accessible(page);
  await picture(page, "listrecords-arriving");
  await page.setViewportSize({ width: 360, height: 800 });
  await page.waitForFunction(() => innerWidth === 360);
  const narrow = await place();
  own.site.sql("DELETE FROM transactions");
  await ask("1 record has left this list since you opened this page: it was voided or put into a file.");
  assert.equal(await place(), narrow);
  await page.route("**/listrecords.php", (route) => route.abort());
  await ask("The server cannot be reached");
  assert.equal(await place(), narrow);
  await page.unroute("**/listrecords.php");
  await page.click("#more >> text=Reload");
  await page.waitForSelector("p.empty");
  insert(["AVS", "NOW()", "R", "31234000000004"]);
  await ask("1 more record has arrived");
  await close();
});

test("a desk that holds scans is asked about before files are made", async () => {
  insert(["AVS", daysAgo(1, "09:00:00"), "R", "31234000000001"]);
  forget(own.site);
  await say(own.site, 1, "Circ 1");
  const { page, close } = await open();
  await page.clock.install();
  await page.reload();
  assert.match(await page.textContent("#arrivals"), /The one desk has sent everything/);
  await say(own.site, 7, "Circ 7", { waiting: 2, age: 60 });
  await page.clock.runFor(10_000);
  await page.waitForSelector("#more >> text=What the desks hold has changed");
  await page.click("#more >> text=Reload");
  await page.waitForSelector("#arrivals >> text=Circ 7 still holds 2 scans");

  const press = (name) => page.getByRole("button", { name }).click();
  await page.uncheck("#per_library");
  await press(/^Generate Files/);
  await page.waitForSelector("text=Circ 7 still holds 2 scans");
  await accessible(page);
  await picture(page, "extract-without");
  await page.goBack();
  assert.ok(await page.isEnabled("#mainform button"), "the button is as it was");
  await press(/^Generate Files/);
  await say(own.site, 1, "Circ 1", { held: 1 });
  await press("Generate without Circ 7’s 2 scans");
  await press("Generate without 3 scans of 2 desks");
  await page.waitForSelector("text=1 file was made");
  assert.match(await page.textContent("ul.files"), /^\s*\d{4}-\d\d-\d\d_\d{6}\.dat: 1 record\s*$/, "as it was chosen");

  await page.goto(`${own.site.url}desks.php`);
  await accessible(page);
  await picture(page, "desks");
  await press("Forget Circ 7");
  await press("Forget Circ 7 and its 2 scans");
  await page.waitForURL(/desks\.php$/);
  assert.equal(await page.locator("h2").filter({ hasText: "Circ" }).count(), 1);
  forget(own.site);
  await close();
});

test("without JavaScript the filter and the buttons work", async () => {
  insert(["AVS", daysAgo(1, "09:00:00"), "R", "31234000000001"], ["AVS", daysAgo(1, "09:01:00"), "L", "31234000000002", "", "77"]);
  const desk = new Workstation(own.site);
  const page = await desk.open({ javaScriptEnabled: false }, "listrecords.php", "#unsaved");
  await page.selectOption("#filter_type", "L");
  await page.click("text=Filter");
  assert.deepEqual(await shown(page), ["31234000000002"]);
  await page.click("td >> text=Void");
  assert.match(await page.textContent("#voided"), /Loan of item 31234000000002/);
  assert.deepEqual(items(own.site), ["31234000000001"]);
  await desk.close();
});
