// False alarms are counted: ordinary scans of six kinds of library, and the same with mistakes.

import assert from "node:assert/strict";
import test from "node:test";
import { Site } from "./stack.mjs";
import { LIBRARIES, MISTAKES } from "./libraries.mjs";
import { records, until, Workstation } from "./workstation.mjs";

const ORDINARY = 300;
const ITEMS = 3; // for each patron

/** What cannot be told from a barcode, by library: it is recorded. */
const UNTOLD = {
  "7 and 14 digits": ["the first half"],
  "campus numbers": ["a digit misread (patron)"],
  "patrons and items alike": ["a digit misread", "a digit misread (patron)"],
  "letters and check character": ["a digit misread (patron)"],
  "everything by hand": ["two run together", "the same twice", "the first half", "two digits short", "one digit short", "a digit misread"].flatMap(
    (mistake) => [mistake, `${mistake} (patron)`],
  ),
};

/** Scans in one go: [field, text] each, and "" for Enter on an empty field. */
const scanAll = (page, scans) =>
  page.evaluate((scans) => {
    const key = (field, key, code = "") =>
      field.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
    for (const text of scans) {
      const field = document.activeElement;
      if (text === "F2" || text === "F8") {
        key(field, text);
      } else {
        for (const character of text) {
          key(field, character);
          const { selectionStart, selectionEnd } = field;
          field.setRangeText(character, selectionStart, selectionEnd, "end");
          field.dispatchEvent(new InputEvent("input", { data: character, bubbles: true }));
        }
        key(field, "Enter");
      }
    }
  }, scans);

/** A day of a library: what is scanned, and the records that are meant. */
class Day {
  scans = [];
  meant = [];

  constructor(library) {
    this.library = library;
  }

  /** A patron who borrows, and items that come back; `mistake` is scanned before the right one. */
  turn({ inPatron, inItem } = {}) {
    const { library } = this;
    const patron = library.patron();
    this.scans.push("F2");
    if (inPatron) this.scans.push(inPatron(patron), "");
    this.scans.push(patron);
    for (let i = 0; i < ITEMS; i++) {
      const item = library.item();
      if (inItem && i === 1) this.scans.push(inItem(item, patron));
      this.scans.push(item);
      this.meant.push(`L,${item},,${patron}`);
    }
    const item = library.item();
    this.scans.push("F8", item);
    this.meant.push(`R,${item}`);
    this.patrons = [...(this.patrons ?? []), patron];
    this.items = [...(this.items ?? []), item];
  }
}

const count = async (page) => Number(/(\d+) scans? (?:is|are) not recorded yet/.exec(await page.textContent("#banner"))?.[1] ?? 0);

async function withDesk(name, work) {
  const site = await Site.prepare(`ordinary-${name.replace(/\W+/g, "-")}`);
  await site.start();
  const desk = new Workstation(site);
  try {
    await work(site, await desk.open());
    await desk.close();
  } finally {
    site.end();
  }
}

for (const [name, open] of Object.entries(LIBRARIES)) {
  test(`${name}: no ordinary scan is held, and mistakes are`, () =>
    withDesk(name, async (site, page) => {
      const day = new Day(open());
      for (let n = 0; n < ORDINARY; n += ITEMS + 2) day.turn();
      await scanAll(page, day.scans);
      await until(() => site.rows().length === day.meant.length, "every ordinary scan");
      assert.deepEqual(records(site), day.meant);
      assert.equal(await count(page), 0, "false alarms");
      const { library } = day;
      let made = 0;
      for (const [mistake, make] of Object.entries(MISTAKES)) {
        for (const field of ["", " (patron)"]) {
          if (UNTOLD[name]?.includes(mistake + field)) continue;
          // Fifteen ordinary scans around each mistake, and nothing else is held.
          day.scans = [];
          const role = field ? "patron" : "item";
          const wrong = (barcode) => make(barcode, library[role](), library);
          day.turn(field ? { inPatron: wrong } : { inItem: wrong });
          for (let i = 0; i < 2; i++) day.turn();
          await scanAll(page, day.scans);
          made += 1;
          await until(() => site.rows().length >= day.meant.length, `${mistake}${field}`);
          await until(async () => (await count(page)) >= made, `${mistake}${field} is held`);
          assert.equal(await count(page), made, `${mistake}${field}: ${await page.textContent("#last")}`);
          assert.deepEqual(records(site), day.meant, mistake + field);
        }
      }
      console.log(`${name}: ${ORDINARY} ordinary scans, 0 held; ${made} mistakes among ${made * 15}, all held`);
    }));
}
