// What a person does at each step of the practice sheet, by the step's id.

import { press, scan } from "./typist.mjs";

const DOES = {
  patron: scan,
  loan: scan,
  "second-loan": scan,
  finish: (page) => press(page, "Enter"),
  place: scan,
  wrong: scan,
  async "next-patron"(page, code) {
    await press(page, "Enter");
    await scan(page, code);
  },
  "third-loan": scan,
  repeat: scan,
  async discard(page) {
    const holds = (n) => page.waitForFunction((n) => document.querySelectorAll("tr.is-held").length === n, n);
    await holds(3);
    for (let n = 2; n >= 0; n--) {
      await page.click("tr.is-held >> text=Discard");
      await holds(n);
    }
  },
  async return(page, code) {
    await press(page, "F8");
    await scan(page, code);
  },
  async cut(page, code) {
    await page.click("#steps button");
    await scan(page, code);
    await page.waitForSelector("#banner:not([hidden])");
  },
  connect: (page) => page.click("#steps button"),
  void: (page) => page.click("tr.is-recorded >> text=Void"),
};

/** The ids of the steps, in the order of the sheet. */
export const STEPS = Object.keys(DOES);

/** Does one step, with the barcode that stands there. */
export const doStep = (page, id, code) => DOES[id](page, code);
