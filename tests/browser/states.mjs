// Every page in each of its states, on a site of their own: for the pictures and the tests of all pages.

import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { forget, say, silence } from "./heartbeat.mjs";
import { load } from "./lists.mjs";
import { doStep } from "./practising.mjs";
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

/** Lists of yesterday with what these lines name, but for some items, a patron and some loans. */
function list(site, lines) {
  const fields = lines.map((line) => line.split(","));
  const isMissing = (text) => Number(text) % 97 === 2;
  const items = new Map(fields.map(([library, , kind, item]) => [item, [item, library, "QA 76", "The C Programming Language", Number(kind === "R" && item % 50 !== 3)]]));
  const patrons = [...new Set(fields.map((line) => line[5]))].filter(Boolean);
  const flags = { 21234000000006: { blocked: 1 }, 21234000000010: { expires: "2020-01-31" } };
  load(site, {
    edition: 1,
    items: [...items.values()].filter(([item]) => !isMissing(item)),
    patrons: patrons.filter((patron) => patron !== "21234000000004").map((patron) => [patron, flags[patron]]),
    itemsAge: 1,
    patronsAge: 1,
    covers: ["AVS", "MILLAR"],
  });
}

/** Two items and two patrons as Alma has them, so many days old. */
const listsOf = (age) => ({
  edition: Math.floor(Math.random() * 1e9),
  items: [["31234000007001", "MILLAR", "QA 76.9 .D3 D37", "An introduction to database systems"], ["31234000007002", "AVS"]],
  patrons: [["21234000007001", { name: "Quixote, Alonso" }], ["21234000007002", { blocked: 1 }]],
  itemsAge: age,
  patronsAge: age - 1,
});

/** The scanning page with lists from Alma; the other pages have none. */
async function listed(site, state) {
  const told = async (page) => {
    await page.waitForSelector("#counts:not(:empty)");
    while (await page.isHidden("#lists")) {
      await page.waitForTimeout(500);
      await page.reload();
      await page.waitForSelector("#counts:not(:empty)");
    }
  };
  load(site, listsOf(2));
  await state("scan-listed", desk, { looks: everywhere, fullPage: false, reach: async (page) => {
    await told(page);
    await scan(page, "21234000007001");
    await scan(page, "31234000007001");
    await page.waitForSelector("#lastlisted:not(:empty)");
  } });
  load(site, listsOf(9));
  await state("scan-blocked", desk, { looks: everywhere, fullPage: false, reach: async (page) => {
    await told(page);
    await scan(page, "21234000007002");
    await scan(page, "31234000007002");
    await page.waitForSelector("tr.is-held");
  } });
  site.sql("DELETE FROM offline_circ_lists");
  site.sql("DELETE FROM transactions WHERE item_barcode LIKE '3123400000700_'");
}

/** Five desks: two have sent everything, one of them closed; one holds scans; one fell silent; one lacks nearly everything. */
async function speak(site) {
  await say(site, 1, "Circ 1");
  await say(site, 2, "Circ 2", { leaving: 1 });
  await say(site, 3, "Circ 3");
  const wanting = { offline: "no", storage: "temporary", version: "0.0.1", now: Date.now() - 1e7, sound: "", scanner: "", practice: "" };
  await say(site, 4, "Reserve desk", wanting);
  await say(site, 7, "Circ 7", { waiting: 1, held: 1, age: 1900 });
  silence(site, 3);
}

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
  await state("scan-name", desk, { fullPage: false, reach: async (page) => {
    await page.waitForSelector("#counts:not(:empty)");
    await page.click("#desk");
    await page.fill("#corrected", "Circ 1");
    await press(page, "Enter");
    await loans(page, 2);
    await page.click("#desk");
  } });
  await state("scan-cut-off", desk, { looks: everywhere, fullPage: false, reach: async (page) => {
    await loans(page, 9);
    await page.context().setOffline(true);
    await scan(page, "31234000003001");
    await page.waitForSelector("#banner:not([hidden])");
  } });
  await state("scan-lines", desk, { fullPage: false, reach: async (page) => {
    await loans(page, 3);
    await page.click("summary");
  } });
  const takeOut = async (page) => {
    await loans(page, 2);
    await page.context().setOffline(true);
    for (let i = 0; i < 3; i++) await scan(page, `3123400000${4000 + i}`);
    await page.waitForFunction(() => document.querySelectorAll("tr.is-waiting").length === 3);
    await page.click("#takeout summary");
    await page.click("#takeoutbutton");
    await page.waitForSelector("#takenout:not([hidden])");
  };
  await state("scan-taken-out", desk, { looks: everywhere, fullPage: false, reach: takeOut });
  await state("scan-send-after-all", desk, { looks: everywhere, fullPage: false, reach: async (page) => {
    await takeOut(page);
    await page.click("tr.is-taken-out >> nth=0 >> button");
    await page.waitForSelector("#handover:not([hidden])");
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

/** Each step of the sheet, as far as one wants to go; practice.test.mjs has what they do. */
async function practising(site, page, until) {
  const answer = await fetch(`${site.url}practice.php`, { headers: { Accept: "application/json" } });
  const { steps } = await answer.json();
  await page.waitForSelector("#steps li", { state: "attached" });
  const ids = steps.map(({ id }) => id);
  for (const [i, id] of ids.slice(0, until).entries()) {
    await doStep(page, id, steps[i].barcode?.text);
    await page.waitForFunction((n) => document.querySelector("#steps strong").textContent.startsWith(`${n} `), i + 1);
  }
}

async function practice(site, state) {
  const path = "index.php?library=MILLAR&practice";
  const shown = { looks: everywhere, fullPage: false };
  await state("practice-empty", path, { ...shown, reach: (page) => practising(site, page, 0) });
  await state("practice-middle", path, { ...shown, reach: async (page) => {
    await practising(site, page, 6);
    await scan(page, "NOREAD");
    await shows(page, "That was different");
  } });
  await state("practice-done", path, { ...shown, reach: (page) => practising(site, page, 14) });
  await state("practice-sheet", "practice.php", { looks: [...LOOKS, FORCED, PAPER] });
}

async function supervising(site, state, many) {
  const post = (path, form) => postTo(site, path, form);
  const usual = [...LOOKS, FORCED];
  // What the pages above have said of themselves.
  forget(site);
  for (const path of ["listrecords", "listfiles", "lookup", "clearold", "import", "desks", "lists"]) await state(`${path}-empty`, `${path}.php`);
  await post("append.php", { textarea: records(60).join("\n") });
  await state("listrecords-good", "listrecords.php", { looks: usual });
  await broken(site, state);
  await speak(site);
  await state("listrecords-desks", "listrecords.php", { looks: usual });
  await state("extract-without", "listrecords.php", { looks: usual, reach: (page) => Promise.all([page.waitForNavigation(), page.click("#mainform button")]) });
  await state("desks", "desks.php", { looks: usual });
  await state("desks-forget", "desks.php", { reach: (page) => Promise.all([page.waitForNavigation(), page.click("[aria-label='Forget Circ 7']")]) });
  forget(site, 3, 4, 7);
  await state("listrecords-sent", "listrecords.php", { reach: (page) => page.click("#arrivals summary") });
  forget(site);
  await post("append.php", { textarea: [...records(many, 1000), ...odd].join("\n") });
  await state("listrecords-warnings", "listrecords.php", { looks: usual });
  await state("listrecords-open", "listrecords.php", { reach: (page) => page.click(".findings summary") });
  await state("listrecords-filtered", "listrecords.php", { reach: async (page) => {
    await page.fill("#filter_text", "31234000900001");
    await Promise.all([page.waitForNavigation(), page.click(".filter button")]);
  } });
  const lines = [...records(60), ...records(many, 1000), ...odd];
  list(site, lines);
  await state("listrecords-foreseen", "listrecords.php", { looks: usual });
  await state("listrecords-foreseen-open", "listrecords.php", { reach: (page) => page.click("summary >> text=Item was not on loan") });
  load(site, { edition: 2 });
  await state("listrecords-none", "listrecords.php", { looks: LOOKS.slice(0, 1), reach: async (page) => {
    await page.fill("#filter_text", "nothing");
    await Promise.all([page.waitForNavigation(), page.click(".filter button")]);
  } });
  await post("append.php", { textarea: `MILLAR,${day}170000,R,31234000999999,,,` });
  await post("extract.php", { library: "---", per_library: "on" });
  await post("append.php", { textarea: records(40, 5000).join("\n") });
  await state("listrecords-late", "listrecords.php");
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
  list(site, lines);
  await state("returns-titles", `returns.php?file=${first}`, { looks: [...LOOKS, PAPER] });
  await state("lookup-foreseen", "lookup.php", { looks: usual, reach: async (page) => {
    await page.fill("#text", `${report}\nThis patron has a block. Barcode: 21234000000006`);
    await Promise.all([page.waitForNavigation(), page.click("button >> text=Look Up")]);
  } });
  load(site, { edition: 2 });
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
  await lists(site, state);
  await state("error", "nothing.php", { looks: usual });
  await state("unavailable", "unavailable.html");
}

/** A clock that fell back by a day, and a file that nobody can finish. */
async function broken(site, state) {
  const [clock, now] = [`${site.dir}/output/.clock`, Date.now() / 1000];
  writeFileSync(clock, "");
  utimesSync(clock, now, now + 86_400);
  await state("listrecords-clock", "listrecords.php");
  rmSync(clock);
  const unfinished = `${site.dir}/output/MILLAR_2020-01-01_000000.dat.pending`;
  writeFileSync(unfinished, "half a line");
  await state("listfiles-unfinished", "listfiles.php");
  rmSync(unfinished);
}

/** The lists from Alma: a new one and an old one, what a file holds, the question before one goes. */
async function lists(site, state) {
  const barcodes = Array.from({ length: 40 }, (_, i) => String(31234000000000 + i));
  const both = (edition) => load(site, {
    edition, covers: ["AVS", "MILLAR"], items: barcodes.map((barcode) => [barcode]), patronsAge: 9,
    patrons: [["21234000000001", {}], ["21234000000002", { blocked: 1 }]],
  });
  both(3);
  await state("lists", "lists.php", { looks: [...LOOKS, FORCED] });
  await state("lists-preview", "lists.php", { looks: [...LOOKS, FORCED], reach: async (page) => {
    both(3);
    await page.selectOption("#kind", "items");
    const text = `Barcode,Title,Library Code\n${barcodes.slice(0, 3).map((barcode, i) => `${barcode},A title,${["AVS", "MILLAR", "Law"][i]}`).join("\n")}`;
    await page.setInputFiles("#file", { name: "items.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.click("form.panel button");
    await page.waitForSelector("#anyway");
  } });
  both(3);
  await state("lists-clear", "lists.php", { reach: (page) => Promise.all([page.waitForNavigation(), page.click("[aria-label='Clear Items']")]) });
  load(site, { edition: 2 });
}

/**
 * Leads through all states, one after the other: `state(name, path, { reach, looks, fullPage })` is
 * called for each, where `reach` leads to it from the page at `path`, as often as it likes. `many`
 * is about how many records there are where there are many.
 */
export async function everyState(site, state, { many = 600 } = {}) {
  await scanning(site, state);
  await listed(site, state);
  await practice(site, state);
  await supervising(site, state, many);
}
