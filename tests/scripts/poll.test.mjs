// How often the page before the file asks for the count.

import assert from "node:assert/strict";
import test from "node:test";
import { poll } from "../../apache/htdocs/scripts/poll.js";
import { pass } from "./station.mjs";

const rest = () => new Promise(setImmediate);

/** A page that can be hidden, and a count of how often it has asked. */
class Page extends EventTarget {
  hidden = false;
  asked = 0;
  answer = true; // what asking comes to: whether there is an answer, or a promise of that

  begin() {
    poll(async () => {
      this.asked += 1;
      return this.answer;
    }, this);
    return this;
  }

  show(isShown) {
    this.hidden = !isShown;
    this.dispatchEvent(new Event("visibilitychange"));
    return rest();
  }

  /** How often it asks in so many seconds. */
  async in(seconds) {
    const before = this.asked;
    for (let second = 0; second < seconds; second++) {
      pass(1_000);
      await rest();
    }
    return this.asked - before;
  }
}

test("a page that is shown asks every ten seconds", async () => {
  const page = new Page().begin();
  assert.equal(await page.in(9), 0);
  assert.equal(await page.in(1), 1);
  assert.equal(await page.in(30), 3);
});

test("a hidden page asks nothing, and at once when it is shown again", async () => {
  const page = new Page().begin();
  await page.show(false);
  assert.equal(await page.in(300), 0);
  await page.show(true);
  assert.equal(page.asked, 1);
  assert.equal(await page.in(10), 1);
  const opened = new Page();
  opened.hidden = true;
  opened.begin();
  assert.equal(await opened.in(60), 0);
  await opened.show(true);
  assert.equal(opened.asked, 1);
});

test("a page that is hidden while it asks asks no more, and only once at a time", async () => {
  const page = new Page().begin();
  let give;
  page.answer = new Promise((resolve) => (give = resolve));
  assert.equal(await page.in(20), 1);
  await page.show(false);
  await page.show(true);
  assert.equal(page.asked, 1, "the first question is still open");
  await page.show(false);
  give(true);
  page.answer = true;
  assert.equal(await page.in(60), 0);
  await page.show(true);
  assert.equal(page.asked, 2);
});

test("after errors a page asks more and more rarely, and as before once it has an answer", async () => {
  const page = new Page().begin();
  page.answer = false;
  assert.equal(await page.in(10), 1);
  assert.equal(await page.in(20), 1);
  assert.equal(await page.in(40), 1);
  assert.equal(await page.in(80), 1);
  assert.equal(await page.in(160), 1);
  assert.equal(await page.in(320), 2, "no pause is longer than 160 seconds");
  await page.show(false);
  await page.show(true);
  assert.equal(page.asked, 8, "at once when it is shown again");
  page.answer = true;
  await page.show(false);
  await page.show(true);
  assert.equal(await page.in(30), 3);
});
