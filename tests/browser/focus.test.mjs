// Where a scan goes: after choosing a library, and after a click on anything else.

import assert from "node:assert/strict";
import test from "node:test";
import { focused, hold, holds, items, last, ownSite, press, records, scan, until, Workstation } from "./workstation.mjs";

const own = ownSite("focus");

test("a scan without a library is held, and the choice leads back to where scans go", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, "index.php");
  await scan(page, "21234000111111");
  await scan(page, "31234000000001");
  await holds(page, 1);
  await page.selectOption("#library", "AVS");
  await press(page, "F9");
  await scan(page, "31234000000002");
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(records(own.site), ["31234000000001", "31234000000002"].map((item) => `L,${item},,21234000111111`));
  await desk.close();
});

test("a desk that a bookmark has opened is still that library's after a look at another page, and on with its turn", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, "index.php?library=AVS");
  await scan(page, "21234000111111");
  const comesBack = [
    () => page.click("footer >> text=Offline Circ Home"),
    () => page.goBack(),
    async () => {
      await page.click("footer >> text=Offline Circ Home");
      await page.reload();
    },
  ];
  for (const [i, comeBack] of comesBack.entries()) {
    await page.click("text=Generate Offline Transaction File");
    await page.waitForURL(/listrecords/);
    await comeBack();
    await page.waitForSelector("#counts:not(:empty)");
    assert.match(page.url(), /index\.php\?library=AVS$/);
    await scan(page, `3123400000000${i + 1}`);
    await until(() => own.site.rows().length === i + 1);
  }
  assert.ok(own.site.rows().every((row) => /^AVS,\d+,L,.*,21234000111111$/.test(row)), own.site.rows().join());
  await page.click("#practicelink");
  await page.waitForSelector("#practice:not([hidden])");
  assert.equal(await page.inputValue("#library"), "AVS");
  await desk.close();
});

test("returns stay returns when the library is chosen in between", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, "index.php");
  await page.keyboard.press("F8");
  await scan(page, "31234000000001");
  await page.selectOption("#library", "AVS");
  await press(page, "F9");
  await scan(page, "31234000000002");
  await scan(page, "31234000000003");
  await until(() => own.site.rows().length === 3);
  assert.ok(own.site.rows().every((row) => row.includes(",R,")), own.site.rows().join());
  await desk.close();
});

test("returns stay returns after a reload in the middle of a turn, and the turn goes on", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "21234000111111");
  await scan(page, "31234000000001");
  await press(page, "F8");
  await scan(page, "31234000000002");
  await until(() => own.site.rows().length === 2);
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await scan(page, "31234000000003");
  await page.focus("#itemBarcode");
  await scan(page, "31234000000004");
  await until(() => own.site.rows().length === 4);
  const loan = (item) => `L,${item},,21234000111111`;
  const expected = [loan("31234000000001"), "R,31234000000002", "R,31234000000003", loan("31234000000004")];
  assert.deepEqual(records(own.site), expected);
  await desk.close();
});

test("who passes Check In by Tab still lends after a reload", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "21234000111111");
  await scan(page, "31234000000001");
  await until(() => own.site.rows().length === 1);
  for (let i = 0; (await focused(page)) !== "practicelink"; i++) {
    assert.ok(i < 10);
    await press(page, "Tab");
  }
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await scan(page, "31234000000002");
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(records(own.site), [1, 2].map((n) => `L,3123400000000${n},,21234000111111`));
  await desk.close();
});

test("a scan that begins before the page's script does goes where scans go, whole", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({ serviceWorkers: "block" });
  await scan(page, "21234000111111");
  for (const [i, item] of ["31234000000001", "31234000000002"].entries()) {
    if (i > 0) await press(page, "F8");
    let start;
    const isTyped = new Promise((resolve) => (start = resolve));
    await page.route("**/index.bundle.js", (route) => isTyped.then(() => route.continue()), { times: 1 });
    await page.reload({ waitUntil: "commit" });
    await page.waitForSelector("#patronBarcode:focus");
    await page.keyboard.type(item.slice(0, 5));
    start();
    await page.waitForSelector("#counts:not(:empty)");
    await page.keyboard.type(item.slice(5));
    await page.keyboard.press("Enter");
    await until(() => own.site.rows().length === i + 1);
  }
  assert.deepEqual(records(own.site), ["L,31234000000001,,21234000111111", "R,31234000000002"]);
  await desk.close();
});

test("returns stay returns after a reload while another tab lends", async () => {
  const desk = new Workstation(own.site);
  const lending = await desk.open();
  await scan(lending, "21234000111111");
  const page = await desk.visit();
  await press(page, "F8");
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await until(async () => /^Check In/.test(await last(page)), "the turn is another tab's");
  await scan(page, "31234000000001");
  await until(() => own.site.rows().length === 1);
  // A turn that nobody goes on with is said without leaving Check In.
  await lending.close({ runBeforeUnload: false });
  await page.evaluate((turn) => Object.assign(localStorage, turn), { ["offline-circ /offline-circ/ turn"]: '{"patron":"77"}' });
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  assert.match(await last(page), /patron 77 was not finished .* You are still in Check In/);
  await scan(page, "31234000000002");
  await until(() => own.site.rows().length === 2);
  assert.deepEqual(records(own.site), ["R,31234000000001", "R,31234000000002"]);
  await desk.close();
});

test("a tab whose staff have chosen a patron is disturbed by no other tab's turn", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.evaluate((turn) => Object.assign(localStorage, turn), { ["offline-circ /offline-circ/ turn"]: '{"patron":"77"}' });
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  await press(page, "Enter");
  await scan(page, "21234000111111");
  await scan(page, "31234000000003");
  await until(async () => /OK: Loan/.test(await last(page)));
  await press(page, "Enter");
  const said = await last(page);
  assert.match(said, /Patron finished/);
  await page.evaluate(() => {
    const channel = new BroadcastChannel("offline-circ /offline-circ/");
    window.heard = new Promise((heard) => channel.addEventListener("message", heard));
  });
  const other = await desk.visit();
  await other.evaluate(() => new BroadcastChannel("offline-circ /offline-circ/").postMessage({ hasTurn: true }));
  await page.evaluate(() => window.heard.then(() => {}));
  assert.equal(await last(page), said);
  await desk.close();
});

test("every library is reached by arrows, and Enter goes on", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, "index.php");
  await page.keyboard.press("F8");
  await page.focus("#library");
  for (const code of ["MILLAR", "AVS"]) {
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.inputValue("#library"), code);
    assert.equal(await focused(page), "library");
  }
  await page.keyboard.press("m");
  assert.equal(await page.inputValue("#library"), "MILLAR");
  assert.equal(await focused(page), "library");
  await press(page, "Enter");
  assert.equal(await focused(page), "itemBarcode2");
  await desk.close();
});

test("a scan on the list of libraries chooses none and goes where scans go", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open({}, "index.php");
  await page.keyboard.press("F8");
  await page.focus("#library");
  await scan(page, "A31234000000001");
  await holds(page, 1);
  assert.equal(await page.inputValue("#library"), "---");
  assert.match(await last(page), /A31234000000001: No library is chosen/);
  await page.selectOption("#library", "AVS");
  await page.focus("#library");
  await scan(page, "M31234000000002");
  await scan(page, "31234000000003");
  await until(() => own.site.rows().length === 2);
  assert.equal(await page.inputValue("#library"), "AVS");
  assert.deepEqual(items(own.site), ["M31234000000002", "31234000000003"]);
  await page.focus("#library");
  await press(page, "Tab");
  assert.equal(await focused(page), "patronBarcode", "a person's Tab goes on");
  await desk.close();
});

test("a scan after a click on the log or a heading goes where the last one went", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.keyboard.press("F8");
  await scan(page, "31234000000001");
  await until(() => own.site.rows().length === 1);
  for (const [place, item] of [
    ["#rows td >> nth=1", "31234000000002"],
    ["summary", "31234000000003"],
    ["h1", "31234000000004"],
  ]) {
    await page.click(place);
    await scan(page, item);
  }
  await until(() => own.site.rows().length === 4);
  await page.focus("#mutebutton");
  await page.keyboard.press("Space");
  assert.equal(await page.textContent("#mutebutton"), "Sound is off");
  await page.click("summary");
  await press(page, "Enter");
  assert.equal(await page.getAttribute("#paste", "open"), "", "Enter on a heading is for that");
  assert.equal(own.site.rows().length, 4);
  await desk.close();
});

test("Enter lets nothing through that is held, however often it comes", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "NODIGITS", "Enter", "Enter");
  assert.equal(await focused(page), "itemBarcode");
  assert.match(await last(page), /No patron barcode found\. F9 makes this the next patron/);
  await page.click("#itemBarcode2");
  await scan(page, "31234000000001");
  await scan(page, "31234000000001");
  await holds(page, 2);
  await hold(page, "Enter", 3);
  await press(page, "Enter");
  // Had one of them counted, its record would be sent before this one.
  await scan(page, "31234000000002");
  await until(() => items(own.site).includes("31234000000002"));
  assert.deepEqual(items(own.site), ["31234000000001", "31234000000002"]);
  await holds(page, 2);
  await desk.close();
});

test("a button of the log does what it says although the log changes while it is pressed", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.focus("#itemBarcode2");
  await scan(page, "31234000000001");
  await page.waitForSelector("tr.is-recorded");
  let goOn;
  const answered = new Promise((resolve) => (goOn = resolve));
  await page.route("**/append.php", async (route) => {
    await answered;
    await route.continue();
  });
  await scan(page, "31234000000002");
  await page.waitForSelector("tr.is-waiting");
  await page.hover("tr.is-recorded button");
  await page.mouse.down();
  goOn();
  await until(async () => (await page.textContent("#waiting")).startsWith("0 "), "the second scan is recorded");
  await page.mouse.up();
  await page.waitForSelector("tr.is-voided");
  await until(async () => (await page.locator("tr.is-recorded").count()) === 1, "the log as it is now");
  assert.deepEqual(items(own.site), ["31234000000002"]);
  await desk.close();
});

test("a patron whom staff have deleted from the field stays gone, and items go to the next one", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await scan(page, "21234000111111");
  await scan(page, "31234000000001");
  await until(() => own.site.rows().length === 1);
  await page.click("#patronBarcode");
  await page.keyboard.press("Delete");
  assert.equal(await page.textContent("#turnpatron"), "No patron yet");
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  assert.equal(await page.textContent("#turnpatron"), "No patron yet");
  assert.equal(await focused(page), "patronBarcode");
  // Deciding about a scan of the deleted patron does not bring that patron back.
  await scan(page, "21234000111111", "Enter", "Enter");
  await scan(page, "31234000000003");
  await page.click("#patronBarcode");
  await page.keyboard.press("Delete");
  await page.click("tr.is-held >> button:text('Record')");
  await until(() => own.site.rows().length === 2);
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  assert.equal(await page.textContent("#turnpatron"), "No patron yet");
  assert.equal(await page.inputValue("#patronBarcode"), "");
  await page.click("#itemBarcode");
  await scan(page, "31234000000002");
  await until(async () => /lends it to the next patron you scan/.test(await last(page)));
  for (const card of ["21234000333333", "21234000222222"]) {
    await page.click("#patronBarcode");
    await page.keyboard.press("Delete");
    await scan(page, card);
    assert.match(await last(page), new RegExp(`1 item is held without a patron\\. F9 lends it to ${card}`));
  }
  await press(page, "F9");
  await until(() => own.site.rows().length === 3);
  assert.deepEqual(records(own.site), [1, 3, 2].map((n) => `L,3123400000000${n},,21234000${n === 2 ? "222222" : "111111"}`));
  await desk.close();
});

test("what is decided of a pasted line begins nobody's turn", async () => {
  const desk = new Workstation(own.site);
  const page = await desk.open();
  await page.click("text=Paste records");
  await page.fill("#textarea", "AVS,20260102030405,R,31234000000001,,,");
  await page.click("button:text('Submit Records')");
  await until(() => own.site.rows().length === 1);
  await page.click("#rows >> text=Void");
  await until(() => own.site.rows().length === 0);
  await page.reload();
  await page.waitForSelector("#counts:not(:empty)");
  assert.equal(await last(page), "Ready to scan.");
  assert.equal(await focused(page), "patronBarcode");
  await desk.close();
});

test("a duplicated tab in which staff have gone on is disturbed by no late answer of the first one", async () => {
  const desk = new Workstation(own.site);
  const first = await desk.open();
  await scan(first, "21234000111111");
  await scan(first, "31234000000001");
  await until(() => own.site.rows().length === 1);
  await first.evaluate(() => {
    const { postMessage } = BroadcastChannel.prototype;
    BroadcastChannel.prototype.postMessage = function (message) {
      if (message.owned) globalThis.answer = () => postMessage.call(this, message);
      else postMessage.call(this, message);
    };
  });
  const opening = desk.context.waitForEvent("page");
  await first.evaluate(() => void window.open(location.href));
  const second = await opening;
  await first.waitForFunction(() => globalThis.answer);
  await second.waitForSelector("#counts:not(:empty)");
  const id = () => second.evaluate(() => Object.entries(sessionStorage).find(([key]) => / tab$/.test(key))?.[1]);
  const copied = await id();
  await press(second, "Enter");
  await scan(second, "21234000222222");
  await scan(second, "31234000000002");
  await until(() => own.site.rows().length === 2);
  await first.evaluate(() => globalThis.answer());
  await until(async () => (await id()) !== copied, "the answer");
  assert.equal(await second.textContent("#turnpatron"), "21234000222222");
  assert.equal(await second.textContent("#turncount"), "1 item");
  assert.equal(await focused(second), "itemBarcode");
  await desk.close();
});
