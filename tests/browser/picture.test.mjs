// The picture of the day, as a supervisor sees it: on a wide and on a narrow screen, printed, with forced colors.

import assert from "node:assert/strict";
import test from "node:test";
import { accessible, open, picture } from "./site.mjs";
import { ownSite } from "./workstation.mjs";

const own = ownSite("picture");

/** A day at two desks from 08:00 to 17:00 with a long pause, ending a while ago. */
function day() {
  const until = "NOW() - INTERVAL 9 HOUR - INTERVAL 30 MINUTE";
  own.site.sql(
    `INSERT INTO transactions SELECT IF(seq % 3, 'MILLAR', 'AVS'), ${until} + INTERVAL seq * 90 + (seq * seq) % 600 SECOND, ` +
      "IF(seq % 5 < 2, 'L', 'R'), 31234000000000 + seq, '', IF(seq % 5 < 2, 21234000000000 + seq, ''), '', 0 " +
      "FROM seq_1_to_340 WHERE seq NOT BETWEEN 120 AND 210",
  );
}

/** Texts of the picture that are seen overlap nowhere, and are within it. */
async function readable(page) {
  const found = await page.evaluate(() => {
    const svg = document.querySelector(".day-picture > svg");
    const outer = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].filter((text) => getComputedStyle(text).display !== "none");
    const boxes = texts.map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    const wrong = [];
    for (const { text, box } of boxes) {
      if (box.left < outer.left - 1 || box.right > outer.right + 1) wrong.push(`${text} is outside`);
      if (box.height < 12) wrong.push(`${text} is small`);
    }
    boxes.forEach(({ text, box }, i) => {
      for (const other of boxes.slice(i + 1)) {
        const apart =
          box.right + 2 < other.box.left || other.box.right + 2 < box.left || box.bottom <= other.box.top + 2 || other.box.bottom <= box.top + 2;
        if (!apart) wrong.push(`${text} over ${other.text}`);
      }
    });
    return { wrong, count: boxes.length };
  });
  assert.deepEqual(found.wrong, []);
  assert.ok(found.count > 3, `${found.count} texts`);
}

async function look(page, name) {
  await accessible(page);
  for (const width of [1280, 800, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await readable(page);
  }
  await picture(page, name);
}

test("the day is shown before the files are made, beside them, and with what failed", async () => {
  day();
  const { page, check } = await open(own.site.url, "listrecords.php");
  await look(page, "picture-unsaved");
  const color = (selector) => page.locator(selector).first().evaluate((shape) => getComputedStyle(shape).fill);
  assert.notEqual(await color(".day-loan"), await color(".day-return"), "day.css is there");
  await page.click("text=The same as a table");
  assert.ok((await page.locator(".day-picture tbody tr:visible").count()) > 20);
  await accessible(page);
  await page.click("text=The same as a table");

  await page.emulateMedia({ forcedColors: "active" });
  await look(page, "picture-forced");
  assert.notEqual(await color(".day-loan"), await color(".day-return"));
  await page.emulateMedia({ forcedColors: "none", media: "print" });
  assert.ok(await page.isVisible(".day-picture > svg"));
  await picture(page, "picture-print", [["a4", 764]]);
  await page.emulateMedia({ media: "screen" });

  await page.request.post(`${own.site.url}extract.php`, { form: { library: "---", per_library: "on" } });
  await page.goto(`${own.site.url}listfiles.php`);
  assert.match(await page.locator(".day-file title").last().textContent(), /^AVS_.*\.dat, MILLAR_.*\.dat/);
  await look(page, "picture-files");

  await page.goto(`${own.site.url}lookup.php`);
  const report = [
    ...[20, 21, 25, 26, 30].map((n) => `Item not found. Barcode: ${31234000000000 + n}`),
    `A later action on this item happened. Barcode: ${31234000000000 + 300}`,
  ].join("\n");
  await page.fill("#text", report);
  await page.click("button:text-is('Look Up')");
  await page.waitForSelector(".day-failure");
  assert.equal(await page.locator(".day-picture > svg .day-failure.is-harmless").count(), 1);
  await look(page, "picture-failures");
  await check();
});

test("one record has a picture, and so have two days", async () => {
  own.site.sql("INSERT INTO transactions VALUES ('AVS', NOW() - INTERVAL 3 HOUR, 'R', '31234000000001', '', '', '', 0)");
  const { page, check } = await open(own.site.url, "listrecords.php");
  await look(page, "picture-one");
  own.site.sql(
    "INSERT INTO transactions SELECT CONCAT('LONG-LIBRARY-', seq % 12), NOW() - INTERVAL 4 HOUR - INTERVAL seq * 13 MINUTE, 'R', " +
      "31234000000000 + seq, '', '', '', 0 FROM seq_1_to_210",
  );
  await page.reload();
  await look(page, "picture-two-days");
  await check();
});
