// Twenty patrons without a look at the screen: the clerk hears the tones, and nothing else.

import assert from "node:assert/strict";
import test from "node:test";
import { LIBRARIES, MISTAKES } from "./libraries.mjs";
import { held, ownSite, press, records, scan, until, Workstation } from "./workstation.mjs";

const own = ownSite("blind");

/** What the clerk hears: the pitch of each note, and when it ends. */
const listen = () => {
  globalThis.heard = [];
  const { OscillatorNode } = globalThis;
  globalThis.OscillatorNode = class extends OscillatorNode {
    constructor(context, options) {
      super(context, options);
      this.pitch = options.frequency;
    }

    stop(when) {
      super.stop(when);
      globalThis.heard.push({ pitch: this.pitch, isOver: () => this.context.currentTime > when });
    }
  };
};
const MEANING = { 740: "recorded", 440: "look", 175: "not recorded" };

class Clerk {
  constructor(page) {
    this.page = page;
  }

  /** Scans, and listens for what it was: a patron's scan that is taken has no tone. */
  async scan(barcode, ...suffix) {
    await this.page.evaluate(() => globalThis.heard.splice(0));
    await scan(this.page, barcode, ...suffix);
  }

  /** Waits until a tone is over, and says which one it was. */
  async hears(expected) {
    const heard = () =>
      this.page.evaluate(() => globalThis.heard.every(({ isOver }) => isOver()) && globalThis.heard.map(({ pitch }) => pitch));
    await until(async () => {
      const pitches = await heard();
      return pitches && pitches.some((pitch) => MEANING[pitch] === expected);
    }, `${expected} is heard`);
  }

  async hearsNothing() {
    assert.equal(await this.page.evaluate(() => globalThis.heard.length), 0);
  }
}

test("twenty patrons by ear: what was meant is what is in the table", async () => {
  const desk = new Workstation(own.site);
  await desk.open();
  await desk.context.addInitScript(listen);
  const page = await desk.visit();
  const clerk = new Clerk(page);
  const library = LIBRARIES["14-digit Codabar"]();
  const kinds = Object.values(MISTAKES);
  const meant = [];
  for (let turn = 0; turn < 20; turn++) {
    const patron = library.patron();
    if (turn > 10 && turn % 3 === 0) {
      // The card is misread: the clerk hears it, goes back, and scans it again.
      await clerk.scan(kinds[turn % kinds.length](patron, library.patron(), library));
      await clerk.hears("look");
      await press(page, "Enter");
    }
    await clerk.scan(patron);
    await clerk.hearsNothing();
    for (let i = 0; i < 3; i++) {
      const item = library.item();
      if (turn > 7 && (turn + i) % 4 === 0) {
        await clerk.scan(kinds[(turn + i) % kinds.length](item, library.item(), library));
        await clerk.hears("look");
      }
      await clerk.scan(item);
      await clerk.hears("recorded");
      meant.push(`L,${item},,${patron}`);
    }
    // In half of the cases the clerk forgets to end the patron, and scans the next card as an item.
    if (turn % 2 === 0) await press(page, "Enter");
    else if (turn > 7 && turn < 19) {
      const next = library.patron();
      await clerk.scan(next);
      await clerk.hears("look");
      await press(page, "F9");
      const item = library.item();
      await clerk.scan(item);
      await clerk.hears("recorded");
      meant.push(`L,${item},,${next}`);
      await press(page, "Enter");
    } else {
      await press(page, "Enter");
    }
  }
  await until(() => own.site.rows().length === meant.length);
  assert.deepEqual(records(own.site), meant);
  assert.ok((await held(page).count()) > 10);
  await desk.close();
});
