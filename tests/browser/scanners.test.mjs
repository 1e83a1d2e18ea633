// What real scanners send: every scan becomes a record in the right place, or a held row, whole.

import assert from "node:assert/strict";
import test from "node:test";
import { accessible, picture } from "./site.mjs";
import { Site } from "./stack.mjs";
import {
  barcodes,
  focused,
  held,
  holds,
  insert,
  items,
  last,
  ownSite,
  press,
  records,
  scan,
  scanOnKeypad,
  until,
  Workstation,
} from "./workstation.mjs";

const own = ownSite("scanners");
const PATRON = "21234000111111";
const OTHER = "21234000222222";
const [FIRST, SECOND, THIRD, FOURTH] = barcodes(4);

for (const suffix of [["Enter"], ["Tab"], ["LF"], ["Enter", "Enter"], ["Enter", "LF"], ["Tab", "Enter"], ["Enter", "Tab"]]) {
  test(`a scanner that ends its scans with ${suffix.join(" and ")} fills every field`, async () => {
    const desk = new Workstation(own.site);
    const page = await desk.open();
    const read = (barcode) => scan(page, barcode, ...suffix);
    for (const barcode of [PATRON, FIRST, SECOND]) await read(barcode);
    await press(page, "F2");
    for (const barcode of [OTHER, THIRD]) await read(barcode);
    await press(page, "F8");
    for (const barcode of [FIRST, SECOND]) await read(barcode);
    await until(() => own.site.rows().length === 5);
    // Of the same second, one that is held until the scanner's second key is known may come after the next one.
    const expected = [
      `L,${FIRST},,${PATRON}`, `L,${SECOND},,${PATRON}`, `L,${THIRD},,${OTHER}`, `R,${FIRST}`, `R,${SECOND}`,
    ];
    assert.deepEqual(records(own.site).sort(), expected.sort());
    assert.equal(await held(page).count(), 0);
    await desk.close();
  });
}

test("the speed of the keys means nothing", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  for (const [i, delay] of [1, 20, 60, 150].entries()) {
    await page.keyboard.type(String(77000 + i), { delay });
    await page.keyboard.press("Tab");
    await page.keyboard.type(String(8800 + i), { delay });
    await page.keyboard.press("Tab");
    await page.keyboard.type(String(9900 + i), { delay: 150 / delay });
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
  }
  await until(() => own.site.rows().length === 8);
  assert.deepEqual(records(own.site), [0, 1, 2, 3].flatMap((i) => [`L,${8800 + i},,${77000 + i}`, `L,${9900 + i},,${77000 + i}`]));
  await desk.close();
});

test("an on-screen keyboard, text in one go, and a batch with line ends are scans", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await insert(page, ...PATRON);
  await press(page, "Enter");
  await insert(page, FIRST);
  await press(page, "Tab");
  await insert(page, `${SECOND}\n`);
  await insert(page, `${THIRD}\r\n`);
  await press(page, "F8");
  await insert(page, `${barcodes(200, 1000).join("\r\n")}\r\n`);
  await until(() => own.site.rows().length === 203);
  assert.deepEqual(items(own.site).slice(0, 3), [FIRST, SECOND, THIRD]);
  assert.deepEqual(items(own.site).slice(3), barcodes(200, 1000));
  await desk.close();
});

test("a batch of lines that is pasted into a field is a scan for each line", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.focus("#itemBarcode2");
  await page.evaluate((text) => {
    const clipboard = new DataTransfer();
    clipboard.setData("text/plain", text);
    const paste = { inputType: "insertFromPaste", dataTransfer: clipboard, bubbles: true, cancelable: true };
    document.activeElement.dispatchEvent(new InputEvent("beforeinput", paste));
  }, `${FIRST}\n${SECOND}\n${THIRD}`);
  await until(() => own.site.rows().length === 2);
  assert.equal(await page.inputValue("#itemBarcode2"), THIRD, "the last has no end yet");
  await press(page, "Enter");
  await until(() => own.site.rows().length === 3);
  await desk.close();
});

test("a numeric keypad types digits with NumLock off, in a field, on a button, and on the list of libraries", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, "index.php");
  await page.selectOption("#library", "AVS");
  await page.keyboard.press("F8");
  await scanOnKeypad(page, FIRST);
  await page.focus("#mutebutton");
  await scanOnKeypad(page, SECOND);
  await page.focus("#library");
  await scanOnKeypad(page, THIRD);
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(own.site.rows().map((row) => row.replace(/\d{14},/, "")), [FIRST, SECOND, THIRD].map((item) => `AVS,R,${item}`));
  await desk.close();
});

test("a scan without an end is held whole with the next one, and not overwritten", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.keyboard.press("F8");
  await page.keyboard.type(FIRST);
  await page.click("h1");
  await scan(page, SECOND);
  await holds(page, 1);
  assert.match(await held(page).textContent(), new RegExp(`two barcodes.*${FIRST}${SECOND}`));
  await scan(page, THIRD);
  await until(() => own.site.rows().length === 1);
  assert.deepEqual(items(own.site), [THIRD]);
  await desk.close();
});

test("a function key within a scan ends nothing and drops nothing, and the scan is held whole", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, PATRON);
  await scan(page, FIRST.slice(0, 5), "F8", ...FIRST.slice(5), "Enter");
  await holds(page, 1);
  assert.match(await last(page), new RegExp(`${FIRST}: F8 came in the middle of the scan`));
  assert.equal(await focused(page), "itemBarcode");
  await scan(page, SECOND, "F2", "Enter");
  await until(() => own.site.rows().length === 1);
  assert.deepEqual(records(own.site), [`L,${SECOND},,${PATRON}`], "one at the end cuts nothing");
  await scan(page, THIRD.slice(0, 5), "F12", ...THIRD.slice(5), "Enter");
  await holds(page, 2);
  await desk.close();
});

test("a scanner that ends its scans with a function key alone loses none of them", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.keyboard.press("F8");
  for (const barcode of barcodes(3)) await scan(page, barcode, "F2");
  await holds(page, 1);
  assert.match(await held(page).textContent(), new RegExp(barcodes(3).join("")));
  assert.match(await last(page), /F2 came in the middle/);
  await desk.close();
});

for (const key of ["F2", "F8"]) {
  test(`a scanner that sends ${key} after Enter lends to nobody else and returns nothing`, async () => {
    const desk = new Workstation(own.site);
    const page = await desk.open();
    for (const barcode of [PATRON, FIRST, SECOND]) await scan(page, barcode, "Enter", key);
    await press(page, "Enter");
    for (const barcode of [OTHER, THIRD]) await scan(page, barcode, "Enter", key);
    await until(() => own.site.rows().length === 3);
    assert.deepEqual(records(own.site), [`L,${FIRST},,${PATRON}`, `L,${SECOND},,${PATRON}`, `L,${THIRD},,${OTHER}`]);
    await desk.close();
  });
}

test("a scanner that sends F2 after each return makes no patron of an item", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await press(page, "F8");
  for (const barcode of barcodes(3)) await scan(page, barcode, "Enter", "F2");
  await holds(page, 2);
  assert.match(await held(page).nth(1).textContent(), new RegExp(`F2 came right after.*${SECOND}`));
  assert.match(await held(page).nth(0).textContent(), new RegExp(`No patron.*${THIRD}`));
  await page.click("#itemBarcode2");
  for (const barcode of barcodes(3, 4)) await scan(page, barcode, "Enter", "F2");
  await until(() => own.site.rows().length === 4);
  assert.deepEqual(records(own.site), [FIRST, ...barcodes(3, 4)].map((item) => `R,${item}`));
  await desk.close();
});

test("a scanner at a computer whose input method is on fills every field, with one Enter each", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  const session = await desk.context.newCDPSession(page);
  for (const barcode of [PATRON, FIRST, SECOND]) {
    for (let i = 1; i <= barcode.length; i++) {
      await session.send("Input.imeSetComposition", { text: barcode.slice(0, i), selectionStart: i, selectionEnd: i });
    }
    const enter = { key: "Process", code: "Enter", windowsVirtualKeyCode: 229 };
    await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
    await session.send("Input.insertText", { text: barcode });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter, key: "Enter" });
  }
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(records(own.site), [`L,${FIRST},,${PATRON}`, `L,${SECOND},,${PATRON}`]);
  assert.equal(await held(page).count(), 0);
  await desk.close();
});

test("a scanner whose second Enter is learned too late lends to nobody else", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, PATRON, "Tab");
  for (const barcode of barcodes(3)) await scan(page, barcode, "Enter", "Enter");
  await until(() => own.site.rows().length === 1);
  await holds(page, 2);
  assert.deepEqual(records(own.site), [`L,${FIRST},,${PATRON}`]);
  assert.match(await held(page).nth(1).textContent(), new RegExp(`Enter came right after.*${SECOND}`));
  assert.match(await held(page).nth(0).textContent(), new RegExp(`No patron.*${THIRD}`));
  await desk.close();
});

test("the keys are those of the configuration, or none", async () => {
  const settings = await Site.prepare("keys", 'keys = { check_out = "", check_in = "F7", accept = "", held = "" }');
  await settings.start();
  const desk = new Workstation(settings);
  try {
    const page = await desk.open();
    await press(page, "F2");
    await page.keyboard.press("F7");
    assert.equal(await focused(page), "itemBarcode2");
    await scan(page, "9780306406157");
    await holds(page, 1);
    assert.match(await last(page), /publisher's barcode.*Choose what to do in the Transaction Log/);
    await page.keyboard.press("F9");
    assert.equal(await held(page).count(), 1);
    assert.deepEqual(await page.locator("kbd").allTextContents(), ["Enter", "F7"]);
    await desk.close();
  } finally {
    settings.end();
  }
});

test("a scan that begins in another field or on a button goes where scans go, and what was typed there stays", async () => {
  const settings = await Site.prepare("strays", "call_number = true\npatron_name = true");
  await settings.start();
  const desk = new Workstation(settings);
  try {
    const page = await desk.open();
    await scan(page, PATRON);
    await page.focus("#patronName");
    await page.keyboard.type("Ada");
    await page.focus("#callNumber");
    await scan(page, FIRST);
    await until(() => settings.rows().length === 1);
    await page.focus("#callNumber");
    await page.keyboard.type("QA76.9 ");
    await scan(page, SECOND, "Tab");
    await page.click("summary");
    await page.focus("#textarea");
    await page.keyboard.type("MILLAR,20260102030405,R,9");
    await page.keyboard.press("Enter");
    await scan(page, THIRD);
    await until(() => settings.rows().length === 3);
    assert.deepEqual(records(settings), [
      `L,${FIRST},,${PATRON},Ada`, `L,${SECOND},QA76.9,${PATRON},Ada`, `L,${THIRD},,${PATRON},Ada`,
    ]);
    assert.equal(await page.inputValue("#textarea"), "MILLAR,20260102030405,R,9\n");
    await page.focus("tr.is-recorded >> nth=0 >> button");
    await scan(page, barcodes(1, 4)[0]);
    await until(() => settings.rows().length === 4);
    await desk.close();
  } finally {
    settings.end();
  }
});

test("mistakes are held with their reasons, and what scanners add is taken off", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await press(page, "F8");
  const wrong = ["9780306406157", ";21234000000018=99?", "%E?", "NOREAD", "31234é", `${FIRST}${FIRST}`, "8".repeat(33), "(-(-"];
  for (const barcode of wrong) await scan(page, barcode);
  await holds(page, wrong.length);
  assert.match(await last(page), /Barcodes do not contain characters like these.*Did the scanner mean 5656\? F9 records 5656 instead/);
  await accessible(page);
  await picture(page, "scanning-mistakes");
  await press(page, "F9");
  for (const barcode of [`A${FIRST}B`, "*B123456*", `]C0${SECOND}`]) await scan(page, barcode);
  await until(async () => /removed: \]C0/.test(await last(page)));
  await until(() => own.site.rows().length === 4);
  assert.deepEqual(items(own.site), ["5656", FIRST, "B123456", SECOND]);
  await holds(page, wrong.length - 1);
  await desk.close();
});

test("a patron without items who is ended by Enter gets none of the next patron's", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, PATRON);
  await press(page, "Enter");
  await scan(page, OTHER);
  await scan(page, FIRST);
  await holds(page, 2);
  assert.match(await held(page).nth(1).textContent(), new RegExp(`may be an item or the next patron.*${OTHER}`));
  assert.match(await held(page).nth(0).textContent(), new RegExp(`No patron.*${FIRST}`));
  await press(page, "Enter");
  for (const barcode of [OTHER, SECOND, THIRD, barcodes(1, 4)[0]]) await scan(page, barcode);
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(records(own.site), [SECOND, THIRD, barcodes(1, 4)[0]].map((item) => `L,${item},,${OTHER}`));
  // The same once more: it is as if the scanner sent Enter twice, so all of it is held.
  await press(page, "Enter");
  await scan(page, PATRON);
  await press(page, "Enter");
  await scan(page, "21234000333333");
  await scan(page, barcodes(1, 5)[0]);
  await holds(page, 5);
  assert.equal(own.site.rows().length, 3);
  await desk.close();
});

test("one Enter too many after a card lends nothing to the wrong patron", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, PATRON, "Enter");
  await press(page, "Enter");
  await scan(page, FIRST);
  await press(page, "Enter");
  await scan(page, OTHER);
  await scan(page, SECOND);
  await holds(page, 2);
  assert.match(await held(page).nth(1).textContent(), new RegExp(`may be an item or the next patron.*${OTHER}`));
  assert.match(await held(page).nth(0).textContent(), new RegExp(`No patron.*${SECOND}`));
  await until(() => own.site.rows().length === 1);
  assert.deepEqual(records(own.site), [`L,${FIRST},,${PATRON}`]);
  await desk.close();
});

test("a person who says whose the scan after one Enter too many is lends on to that patron", async () => {
  for (const [i, button] of ["Record", "Discard"].entries()) {
    const desk = new Workstation(own.site);
    const page = await desk.open();
    const [item, next] = barcodes(2, 10 + 2 * i);
    await scan(page, PATRON);
    await press(page, "Enter");
    await scan(page, item);
    await holds(page, 1);
    await page.click(`button[aria-label="${button} ${item}"]`);
    await holds(page, 0);
    await scan(page, next);
    await until(() => records(own.site).includes(`L,${next},,${PATRON}`), button);
    assert.equal(await page.textContent("#turnpatron"), PATRON);
    await desk.close();
  }
});

test("an Enter right after one patron's card says nothing about the next patron", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, PATRON);
  await press(page, "Enter");
  await page.click("#patronBarcode");
  await scan(page, OTHER);
  for (const item of [FIRST, SECOND]) await scan(page, item);
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(records(own.site), [FIRST, SECOND].map((item) => `L,${item},,${OTHER}`));
  await desk.close();
});

test("a scan right after the key goes to the patron whom the key has chosen", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, PATRON);
  await scan(page, FIRST);
  await press(page, "Enter");
  await scan(page, OTHER);
  await Promise.all([scan(page, PATRON), press(page, "F9"), scan(page, SECOND)]);
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(records(own.site), [FIRST, SECOND].map((item) => `L,${item},,${PATRON}`));
  await desk.close();
});

test("a guess at a patron becomes the patron, and what can be none is discarded", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "éàé\"'");
  assert.match(await last(page), /Did the scanner mean 20234\? F9 makes 20234 the next patron/);
  await press(page, "F9");
  await scan(page, FIRST);
  await until(() => own.site.rows().length === 1);
  assert.deepEqual(records(own.site), [`L,${FIRST},,20234`]);
  await press(page, "Enter");
  await scan(page, "%E?");
  assert.match(await last(page), /F9 discards it/);
  await press(page, "F9");
  await holds(page, 0);
  await desk.close();
});

test("a line feed after Enter never leads back to an earlier patron", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  const turns = [[PATRON, FIRST], [OTHER, SECOND], ["21234000333333", THIRD]];
  for (const [patron, item] of turns) {
    await scan(page, patron, "Enter", "LF");
    await scan(page, item, "Enter", "LF");
    await press(page, "Enter");
  }
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(records(own.site), turns.map(([patron, item]) => `L,${item},,${patron}`));
  await desk.close();
});

test("text with a line end leads from the patron to the items as a key does", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  for (const barcode of [PATRON, FIRST, SECOND]) await insert(page, `${barcode}\n`);
  await until(() => own.site.rows().length === 2);
  await press(page, "Enter");
  await insert(page, `${[OTHER, THIRD].join("\n")}\n`);
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(records(own.site), [`L,${FIRST},,${PATRON}`, `L,${SECOND},,${PATRON}`, `L,${THIRD},,${OTHER}`]);
  await desk.close();
});

test("a reload goes on with a turn only if it is known whose scan the last one was", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  const reload = async () => {
    await page.reload();
    await page.waitForSelector("#counts:not(:empty)");
  };
  await scan(page, PATRON, "Enter", "Enter");
  await scan(page, FIRST, "Enter", "Enter");
  await until(() => own.site.rows().length === 1);
  await reload();
  await scan(page, SECOND, "Enter", "Enter");
  await until(() => own.site.rows().length === 2);
  await press(page, "F2");
  await scan(page, OTHER, "Enter", "Enter");
  // Was that Enter a person's, and is this the next patron?
  await scan(page, THIRD);
  await holds(page, 1);
  await reload();
  await scan(page, FOURTH);
  await holds(page, 2);
  assert.deepEqual(records(own.site), [FIRST, SECOND].map((item) => `L,${item},,${PATRON}`));
  await desk.close();
});
