// The times of a desk in another time zone than the server, and in a night when an hour comes
// twice: a real server whose clock the test moves, and browsers whose clocks go with it.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import test, { after, before } from "node:test";
import { accessible, open as openOn, picture } from "./site.mjs";
import { Site, until } from "./stack.mjs";
import { knowsTime } from "./workstation.mjs";

let site;
const faked = () => `${site.dir}/run/time`;

before(async () => {
  site = await Site.prepare("clock");
  const config = readFileSync(`${site.dir}/config.toml`, "utf8");
  writeFileSync(`${site.dir}/config.toml`, `timezone = "America/Los_Angeles"\n${config}`);
  // The server's own zone is another one.
  const environment = {
    OFFLINE_CIRC_CONFIG: `${site.dir}/config.toml`,
    TZ: "UTC",
    LD_PRELOAD: "/usr/$LIB/faketime/libfaketime.so.1",
    FAKETIME_TIMESTAMP_FILE: faked(),
    FAKETIME_NO_CACHE: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
  const options = Object.entries(environment).map(([name, value]) => `InitialEnv "${name}=${value}"`);
  writeFileSync(`${site.dir}/after.conf`, `FcgidCmdOptions "${site.dir}/bin/offline-circ" ${options.join(" ")}\n`);
  setServer("08:50:00");
  await site.start();
});

after(() => site.end());

/** Sets the server's clock to this time of day in UTC, in the night of the test. */
const setServer = (time) => writeFileSync(faked(), `2026-11-01 ${time}\n`);

/** A desk at MILLAR whose computer is in this time zone; its clock stands still unless the test moves it. */
async function open(time, timezoneId = "America/Los_Angeles") {
  const desk = await openOn(site.url, "styles/components.css", { timezoneId });
  const now = Date.parse(`2026-11-01T${time}Z`);
  await desk.page.clock.install({ time: now - 3_600_000 });
  await desk.page.clock.pauseAt(now);
  await desk.page.goto(site.url);
  await desk.page.selectOption("#library", "MILLAR");
  await knowsTime(desk.page);
  return desk;
}

async function scan(page, ...barcodes) {
  for (const barcode of barcodes) {
    await page.keyboard.type(barcode);
    await page.keyboard.press("Enter");
  }
}

const lend = (page, patron, item) => scan(page, patron, item, "");

async function take(page, item) {
  await page.keyboard.press("F8");
  await scan(page, item);
  await page.keyboard.press("F2");
}

const state = (page, name, n, options = {}) =>
  page.waitForFunction(([name, n]) => document.querySelectorAll(`tr.is-${name}`).length === n, [name, n], options);

test("in the night when an hour comes twice, desks that are cut off and desks that are not stay in order", async () => {
  setServer("08:50:00");
  const [a, b] = [await open("08:50:00"), await open("08:50:00")];
  const to = async (time) => {
    setServer(time);
    const now = new Date(`2026-11-01T${time}Z`);
    for (const { page } of [a, b]) await page.clock.pauseAt(now);
  };
  await lend(a.page, "21234000111111", "31234000000001");
  await state(a.page, "recorded", 1);
  await b.context.setOffline(true);
  await to("09:05:00");
  await take(a.page, "31234000000001");
  await state(a.page, "recorded", 2);
  await to("09:20:00");
  await lend(b.page, "21234000222222", "31234000000003");
  await to("09:33:00");
  await take(b.page, "31234000000003");
  await state(b.page, "waiting", 2);
  await to("09:35:00");
  await lend(a.page, "21234000111111", "31234000000001");
  await state(a.page, "recorded", 3);
  await to("10:05:00");
  await take(a.page, "31234000000001");
  await state(a.page, "recorded", 4);
  await b.context.setOffline(false);
  // Each leap is longer than any pause between two tries, and ends a request that is under way.
  await until(async () => {
    await b.page.clock.fastForward(40_000);
    return state(b.page, "recorded", 2, { timeout: 5_000 }).then(() => true, () => false);
  });
  const rows = site.rows().map((row) => row.split(",").slice(1, 4));
  const inOrder = rows.toSorted(([one], [other]) => Number(one) - Number(other)).map((row) => row.join(" "));
  assert.deepEqual(inOrder, [
    "20261101015000 L 31234000000001",
    "20261101015932 R 31234000000001",
    "20261101015940 L 31234000000003",
    "20261101015946 R 31234000000003",
    "20261101015947 L 31234000000001",
    "20261101020500 R 31234000000001",
  ]);
  const log = readFileSync(`${site.dir}/log/error.log`, "utf8");
  assert.equal(log.match(/clock_stands until="2026-11-01T10:00:00Z"/g)?.length, 1, log);
  await a.check();
  await b.check();
});

test("a desk whose clock is hours apart from the server's is told both times, and records the server's", async () => {
  setServer("17:53:00");
  const away = await open("17:53:00", "UTC");
  await away.page.getByText("This computer's clock says 17:53, the server's says 09:53.").waitFor();
  await lend(away.page, "21234000111111", "31234000000009");
  await state(away.page, "recorded", 1);
  assert.match(site.rows().at(-1), /^MILLAR,20261101095300,L,31234000000009/);
  await away.page.clock.resume();
  await accessible(away.page);
  await picture(away.page, "clocks-apart");
  const near = await open("17:55:00");
  await lend(near.page, "21234000111111", "31234000000010");
  await state(near.page, "recorded", 1);
  assert.equal(await near.page.textContent("#banner"), "");
  await away.check();
  await near.check();
});
