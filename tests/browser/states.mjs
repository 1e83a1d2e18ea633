// Every page in each of its states, on a site of their own: for the pictures and the tests of all pages.

import { press, scan } from "./typist.mjs";

/** How each state is shown. */
export const LOOKS = [
  { look: "wide", viewport: { width: 1280, height: 720 } },
  { look: "wide-dark", viewport: { width: 1280, height: 720 }, colorScheme: "dark" },
  { look: "narrow", viewport: { width: 360, height: 740 } },
  { look: "narrow-dark", viewport: { width: 360, height: 740 }, colorScheme: "dark" },
];
const FORCED = { look: "forced", viewport: { width: 1280, height: 720 }, forcedColors: "active" };
const TABLETS = [
  { look: "small", viewport: { width: 1024, height: 600 } },
  { look: "tablet", viewport: { width: 768, height: 1024 } },
];
const PAPER = { look: "paper", viewport: { width: 764, height: 1080 }, media: "print" };

const two = (n) => String(n).padStart(2, "0");
const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
const day = `${yesterday.getFullYear()}${two(yesterday.getMonth() + 1)}${two(yesterday.getDate())}`;

/** Records of yesterday at two libraries, with a pause at noon; `from` tells the barcodes apart. */
function records(n, from = 0) {
  return Array.from({ length: n }, (_, i) => {
    const minute = Math.floor((i * 480) / n);
    const [hour, library] = [9 + Math.floor(minute / 60), i % 3 ? "MILLAR" : "AVS"];
    if (hour === 12) return "";
    const time = `${day}${two(hour)}${two(minute % 60)}${two(i % 60)}`;
    const item = 31234000000000 + from + i;
    return i % 2
      ? `${library},${time},R,${item},QA 76.${i},,`
      : `${library},${time},L,${item},,${21234000000000 + from + (i % 40)},`;
  }).filter(Boolean);
}

/** Two patrons for one item, a card in the place of an item, an item of two libraries. */
const odd = [
  `MILLAR,${day}150000,L,31234000900001,,21234000000001,`,
  `MILLAR,${day}150500,L,31234000900001,,21234000000002,`,
  `MILLAR,${day}151000,R,21234000000002,,,`,
  `MILLAR,${day}151500,L,31234000900002,,21234000000003,`,
  `AVS,${day}161500,R,31234000900002,,,`,
];

const report = [
  "Item not found. Barcode: 31234000000002",
  "User not found. Barcode: 21234000000004",
  "Return item failed, item was not on loan. Barcode: 31234000000003",
  "A later action on this item happened. Barcode: 31234000000005",
].join("\n");

async function postTo(site, path, form) {
  const answer = await fetch(site.url + path, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { Origin: new URL(site.url).origin },
    redirect: "manual",
  });
  if (answer.status >= 400) throw new Error(`${path}: ${answer.status}`);
}

/** Where a desk scans. */
export const desk = "index.php?library=MILLAR";
const everywhere = [...LOOKS, ...TABLETS, FORCED];
const shows = (page, text) => page.waitForFunction((text) => document.body.textContent.includes(text), text);

async function loans(page, n = 3) {
  await page.waitForSelector("#counts:not(:empty)");
  await scan(page, "21234000000017");
  for (let i = 0; i < n; i++) await scan(page, `3123400000${1000 + i}`);
  await page.waitForFunction((n) => document.querySelectorAll("tr.is-recorded").length >= n, n);
}

async function scanning(site, state) {
  await state("scan-empty", desk, { looks: everywhere, fullPage: false, reach: (page) => page.waitForSelector("#counts:not(:empty)") });
  await state("scan-no-library", "index.php", { fullPage: false, reach: async (page) => {
    await page.waitForSelector("#counts:not(:empty)");
    await page.focus("#itemBarcode2");
    await scan(page, "31234000000001");
    await page.waitForSelector("tr.is-held");
  } });
  await state("scan-loans", desk, { looks: everywhere, fullPage: false, reach: (page) => loans(page, 9) });
  await state("scan-return", desk, { looks: everywhere, fullPage: false, reach: async (page) => {
    await loans(page, 2);
    await press(page, "F8");
    await scan(page, "31234000002001");
    await shows(page, "31234000002001");
  } });
  await state("scan-held", desk, { looks: everywhere, fullPage: false, reach: async (page) => {
    await loans(page, 9);
    await scan(page, "31234000001008");
    await page.waitForSelector("tr.is-held");
  } });
  await state("scan-correct", desk, { fullPage: false, reach: async (page) => {
    await loans(page, 2);
    await scan(page, "31234000001001");
    await page.waitForSelector("tr.is-held");
    await page.click("tr.is-held >> text=Correct");
  } });
  await state("scan-cut-off", desk, { looks: everywhere, fullPage: false, reach: async (page) => {
    await loans(page, 3);
    await page.context().setOffline(true);
    await scan(page, "31234000003001");
    await page.waitForSelector("#banner:not([hidden])");
  } });
  await state("scan-lines", desk, { fullPage: false, reach: async (page) => {
    await loans(page, 3);
    await page.click("summary");
  } });
  await state("scan-slip", desk, { looks: [{ ...PAPER, viewport: { width: 302, height: 500 } }], reach: async (page) => {
    await page.evaluate(() => (globalThis.print = () => {}));
    await loans(page, 3);
    await page.click("#slipbutton");
  } });
  await state("scan-rejected", desk, { reach: async (page) => {
    await page.waitForSelector("#counts:not(:empty)");
    await page.click("summary");
    await page.fill("#textarea", "MILLAR,20260231030405,R,90002,,,");
    await page.click("#submitbutton");
    await page.waitForSelector("tr.is-rejected");
  } });
  site.sql("DELETE FROM transactions");
}

async function supervising(site, state) {
  const post = (path, form) => postTo(site, path, form);
  const usual = [...LOOKS, FORCED];
  for (const path of ["listrecords", "listfiles", "lookup", "clearold", "import"]) await state(`${path}-empty`, `${path}.php`);
  await post("append.php", { textarea: records(60).join("\n") });
  await state("listrecords-good", "listrecords.php", { looks: usual });
  await post("append.php", { textarea: [...records(600, 1000), ...odd].join("\n") });
  await state("listrecords-warnings", "listrecords.php", { looks: usual });
  await state("listrecords-open", "listrecords.php", { reach: (page) => page.click(".findings summary") });
  await state("listrecords-filtered", "listrecords.php", { reach: async (page) => {
    await page.fill("#filter_text", "31234000900001");
    await Promise.all([page.waitForNavigation(), page.click(".filter button")]);
  } });
  await state("listrecords-none", "listrecords.php", { looks: LOOKS.slice(0, 1), reach: async (page) => {
    await page.fill("#filter_text", "nothing");
    await Promise.all([page.waitForNavigation(), page.click(".filter button")]);
  } });
  await post("append.php", { textarea: `MILLAR,${day}170000,R,31234000999999,,,` });
  await post("extract.php", { library: "---", per_library: "on" });
  await post("append.php", { textarea: records(40, 5000).join("\n") });
  await state("listfiles-made", "listfiles.php", { looks: usual });
  await state("listfiles-paper", "listfiles.php", { looks: [PAPER] });
  const files = await (await fetch(`${site.url}listfiles.php`)).text();
  const [first] = files.match(/\w+_[-\d]{10}_\d{6}\.dat/g);
  await post("uploaded.php", { file: first, uploaded: "yes" });
  await state("listfiles-uploaded", "listfiles.php", { looks: usual });
  await post("uploaded.php", { file: first, checked: "yes" });
  await state("listfiles-checked", "listfiles.php");
  await state("returns", `returns.php?file=${first}`, { looks: [...LOOKS, PAPER] });
  await state("lookup-report", "lookup.php", { looks: [...usual, PAPER], reach: async (page) => {
    await page.fill("#text", report);
    await Promise.all([page.waitForNavigation(), page.click("button >> text=Look Up")]);
  } });
  await state("clearold", "clearold.php", { looks: usual });
  await state("deleteold", "clearold.php", { reach: async (page) => {
    await page.check("input[type=checkbox]");
    await Promise.all([page.waitForNavigation(), page.click("#mainform button")]);
  } });
  await state("extract-nothing", "listrecords.php", { looks: LOOKS.slice(0, 1), reach: async (page) => {
    await page.evaluate(() => (document.querySelector("#library").value = "AVS"));
    await Promise.all([page.waitForNavigation(), page.click("#mainform button")]);
    await page.goBack();
    await page.evaluate(() => (document.querySelector("#library").value = "AVS"));
    await Promise.all([page.waitForNavigation(), page.click("#mainform button")]);
  } });
  await state("import-preview", "import.php", { reach: async (page) => {
    await page.selectOption("#library", "MILLAR");
    const text = ["21234000000001", "31234000000701", "31234000000702", "x"].join("\n");
    await page.setInputFiles("#file", [
      { name: "station.txt", mimeType: "text/plain", buffer: Buffer.from(records(5, 9000).join("\r\n")) },
      { name: "list.txt", mimeType: "text/plain", buffer: Buffer.from(text) },
    ]);
    await page.click("form.panel button");
    await page.waitForSelector("table.imported");
  } });
  await state("error", "nothing.php", { looks: usual });
  await state("unavailable", "unavailable.html");
}

/**
 * Leads through all states, one after the other: `state(name, path, { reach, looks, fullPage })` is
 * called for each, where `reach` leads to it from the page at `path`, as often as it likes.
 */
export async function everyState(site, state) {
  await scanning(site, state);
  await supervising(site, state);
}
