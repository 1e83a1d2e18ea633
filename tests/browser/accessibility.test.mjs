// Every page in each of its states: for eyes, hands and screens that differ.
//
// Each state is shown once and looked at in every way; what is wrong is gathered by test, with
// the state's name. The tests go by elements and roles, and know no class of the style.

import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { block, load, prepareLists } from "./lists.mjs";
import { open, violations } from "./site.mjs";
import { Site } from "./stack.mjs";
import { everyState } from "./states.mjs";

const WIDE = { width: 1280, height: 720 };
const TWICE_AS_LARGE = { width: 640, height: 360 };
const NARROW = { width: 360, height: 740 };
/** What the scanning page and all its files may have together, in bytes. */
const FIRST_VIEW = 60_000;
/** The least size of what is pressed, in pixels. */
const TARGET = 24;
/** How many rows of the log are to be in view, in states that have more. */
const ROWS = 8;
const LONG_LOGS = ["scan-loans", "scan-held", "scan-cut-off"];

/** What is wrong, by what was looked for, and where it is so. */
const found = { axe: new Map(), rows: new Map(), sideways: new Map(), targets: new Map(), focus: new Map(), motion: new Map() };

function note(kind, where, faults) {
  for (const fault of faults) found[kind].set(fault, [...(found[kind].get(fault) ?? []), where]);
}

const none = (kind) => assert.deepEqual(Object.fromEntries(found[kind]), {});

let site;
before(async () => {
  site = await Site.prepare("accessibility", block("names = true"));
  prepareLists(site);
  await site.start();
  // More rows would only take axe longer.
  await everyState(site, look, { many: 120 });
});
after(() => site?.end());

async function look(name, path, { reach = async () => {} } = {}) {
  const { page, context } = await open(site.url, path, { viewport: WIDE });
  await reach(page);
  if (LONG_LOGS.includes(name)) note("rows", name, await page.evaluate(fewRows, ROWS));
  await lookWithAxe(name, page);
  for (const [width, viewport] of [["wide", WIDE], ["narrow", NARROW]]) {
    await page.setViewportSize(viewport);
    note("targets", `${name}, ${width}`, await page.evaluate(smallTargets, TARGET));
  }
  note("sideways", name, await page.evaluate(sideways));
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ reducedMotion: "reduce" });
  note("motion", name, await page.evaluate(moving));
  // From here on focus comes by keyboard.
  await page.keyboard.press("Shift");
  note("focus", name, await page.evaluate(invisibleFocus));
  await context.close();
}

/** Everything in light and at 200 %; in other colors all but the colors is the same. */
async function lookWithAxe(name, page) {
  const colors = { runOnly: ["color-contrast"] };
  note("axe", `${name}, light`, await violations(page));
  await page.setViewportSize(TWICE_AS_LARGE);
  note("axe", `${name}, 200 %`, await violations(page));
  await page.setViewportSize(WIDE);
  await page.emulateMedia({ colorScheme: "dark" });
  note("axe", `${name}, dark`, await violations(page, colors));
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  note("axe", `${name}, forced colors`, await violations(page, colors));
  await page.emulateMedia({ forcedColors: "none" });
}

/** What makes the page wider than the screen. */
function sideways() {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`${scrollWidth} pixels on a screen of ${clientWidth}`] : [];
}

/** How many rows of the log are in view, where that is too few. */
function fewRows(least) {
  const rows = [...document.querySelectorAll("#rows tr")];
  const end = document.querySelector(".log .scroll")?.getBoundingClientRect().bottom;
  const seen = rows.filter((row) => row.getBoundingClientRect().bottom <= end).length;
  return seen < least ? [`${seen} of ${rows.length}`] : [];
}

/** What can be pressed and is too small. A link within text is as high as its line; a label is its field's. */
function smallTargets(least) {
  const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  const isWithinText = (element) =>
    element.localName === "a" &&
    getComputedStyle(element).display === "inline" &&
    element.parentElement.innerText.trim() !== element.innerText.trim();
  const sizes = (element) => [element, ...(element.labels ?? [])].map((one) => one.getBoundingClientRect());
  return [...document.querySelectorAll(targets)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !isWithinText(element))
    .filter((element) => sizes(element).every(({ width, height }) => width < least || height < least))
    .map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return `${width.toFixed(1)} × ${height.toFixed(1)}: ${element.outerHTML.slice(0, 120)}`;
    });
}

/** What moves, or would. */
function moving() {
  const long = (times) => times.split(",").some((time) => parseFloat(time) > 0.01);
  const all = [...document.querySelectorAll("*")].filter((element) => element.checkVisibility());
  const styles = all.map((element) => [element, getComputedStyle(element)]);
  const name = (element) => element.cloneNode().outerHTML;
  return [
    ...document.getAnimations().map(({ effect }) => `animation of ${name(effect.target)}`),
    ...styles
      .filter(([, style]) => style.transitionProperty !== "none" && long(style.transitionDuration))
      .map(([element]) => `transition of ${name(element)}`),
    ...styles
      .filter(([, style]) => style.scrollBehavior === "smooth")
      .map(([element]) => `smooth scrolling of ${name(element)}`),
  ];
}

/** What can have the focus, and looks the same with it as without. */
function invisibleFocus() {
  const focusable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex=\"-1\"])";
  const ring = (element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    const outline = outlineStyle === "none" ? "none" : `${outlineStyle} ${outlineWidth} ${outlineColor}`;
    return `${outline}; ${boxShadow}`;
  };
  return [...document.querySelectorAll(focusable)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled)
    .filter((element) => {
      document.activeElement?.blur();
      const without = ring(element);
      element.focus({ preventScroll: true });
      return document.activeElement === element && ring(element) === without;
    })
    .map((element) => element.outerHTML.slice(0, 120));
}

test("axe finds nothing on any page: in light, dark and forced colors, and at 200 %", () => {
  none("axe");
});

test("no page scrolls sideways on a screen of 360 pixels", () => {
  none("sideways");
});

test("on a small screen the log has eight rows in view, also with a held scan or cut off", () => {
  none("rows");
});

test("whatever is pressed is at least 24 pixels wide and high", () => {
  none("targets");
});

test("the focus is seen on whatever has it", () => {
  none("focus");
});

test("nothing moves for somebody who does not want it", () => {
  none("motion");
});

test("the first view of the scanning page is small, asks no other host, and shifts nothing", async () => {
  // With them the page loads a script more.
  load(site, { edition: 3, items: [["31234000000001"]], patrons: [["21234000000017"]] });
  const { page, context, check } = await open(site.url, "unavailable.html", { viewport: WIDE, serviceWorkers: "block" });
  await context.addInitScript(() => {
    globalThis.shifts = [];
    const say = ({ node, previousRect: from, currentRect: to }) =>
      `${node?.cloneNode().outerHTML ?? node?.textContent}: ${from.x},${from.y} to ${to.x},${to.y}`;
    const observer = new PerformanceObserver((list) => {
      // How much of the page the browser paints while the rest is still to come is its own affair.
      const { domInteractive } = performance.getEntriesByType("navigation")[0];
      const late = list.getEntries().filter(({ startTime }) => domInteractive && startTime > domInteractive);
      globalThis.shifts.push(...late.flatMap(({ sources }) => sources.map(say)));
    });
    observer.observe({ type: "layout-shift", buffered: true });
  });
  const answers = [];
  const note = (request) => answers.push(request.sizes());
  page.on("requestfinished", note);
  await page.goto(`${site.url}index.php`);
  await page.waitForSelector("#lists:not([hidden])");
  await page.waitForLoadState("networkidle");
  page.off("requestfinished", note);
  const sizes = await Promise.all(answers);
  const bytes = sizes.reduce((sum, size) => sum + size.responseHeadersSize + size.responseBodySize, 0);
  assert.ok(bytes < FIRST_VIEW, `${bytes} bytes in ${sizes.length} answers`);
  assert.deepEqual(await page.evaluate(() => globalThis.shifts), []);
  // The browser may paint the page as far as it has come.
  const places = await page.evaluate(() => {
    const [paste, buttons] = document.querySelectorAll("#paste, .foot > .choices");
    const { y } = paste.getBoundingClientRect();
    buttons.hidden = true;
    const { y: before } = paste.getBoundingClientRect();
    buttons.hidden = false;
    return { y, before };
  });
  assert.equal(places.before, places.y, "what is above the buttons stays where it is when they come");
  const again = [];
  page.on("response", (response) => {
    if (/\/(scripts|styles)\//.test(response.url()) && response.status() !== 304) again.push(response.url());
  });
  await page.reload({ waitUntil: "networkidle" });
  assert.deepEqual(again, [], "what has not changed is not sent again");
  await check();
});
