// The scanning page: wires the station to the document.
//
// What a scanner types, Enter after Enter, goes from the desk to the station and to the
// server. A field is emptied at once, so that the next scan can begin.

import { showBanner } from "./banner.js";
import { Bar } from "./bar.js";
import { Checks } from "./checks.js";
import { Clock } from "./clock.js";
import { Correction } from "./correction.js";
import { Desk } from "./desk.js";
import { Journal } from "./journal.js";
import { Known } from "./known.js";
import { Last } from "./last.js";
import { Log } from "./log.js";
import { say } from "./messages.js";
import { showPersistence } from "./persistence.js";
import { printSlip } from "./slip.js";
import { Sound } from "./sound.js";
import { Station } from "./station.js";
import { openQueue, Settings, siteName } from "./store.js";
import { claimTab } from "./tab.js";

// A browser that can read this file, but lacks what it calls, gets the plain form.
if (!("replaceChildren" in Element.prototype)) throw new Error("This browser is too old for the page's script.");

/** How often the server is asked what is ordinary here. */
const LEARNING = 10 * 60_000;
/** A desk's name has at most so many characters. */
const LONGEST_NAME = 40;

/** An element of the page. @param {string} id @returns {any} */
const element = (id) => document.getElementById(id);

const form = element("mainform");
/** @type {import("./checks.js").Scanning} */
const scanning = JSON.parse(form.dataset.settings);
const site = siteName(location.href);
const settings = new Settings(site, () => localStorage);
const session = new Settings(site, () => sessionStorage);
const clock = new Clock(settings, () => form.library.value);
const sound = new Sound(settings);
const journal = new Journal(session, clock);
const bar = new Bar(
  { connection: element("connection"), waiting: element("waiting"), time: element("clock") },
  clock,
);
const last = new Last({ card: element("lastcard"), text: element("last"), state: element("laststate") }, clock, journal);
const otherTabs = globalThis.BroadcastChannel && new BroadcastChannel(site);

/** Says what happened, on the card and by a sound. @type {ConstructorParameters<typeof Station>[0]["page"]["announce"]} */
function announce(text, tone, entry) {
  last.announce(text, tone, entry);
  if (tone) sound.play(tone);
}

/** @type {import("./banner.js").Apart} */
let apart; // as it was first found, so that it is not said anew each minute

/** @param {import("./station.js").Status} status */
function show(status) {
  form.slipbutton.disabled = !status.hasSlip;
  const found = clock.apart(desk.library);
  if (found?.quarters !== apart?.quarters) apart = found;
  showBanner(element("banner"), status, apart);
  bar.show(status);
  last.show(status.entries);
  log.show(status.entries);
  showTurn();
}

/** Whose turn it is, and how many items went to that patron. */
function showTurn() {
  const { patron } = desk;
  element("turnpatron").textContent = patron || say("noTurn");
  element("turncount").textContent = patron ? say("itemsLent", { count: station.countOf(patron) }) : say("scanCard");
  element("turnpatron").closest(".turn").classList.toggle("is-on", patron !== "");
  form.finishbutton.disabled = !patron;
  form.library.classList.toggle("is-missing", !desk.library);
}

const known = new Known(settings, session, clock);
const station = new Station({
  queue: openQueue(site),
  clock,
  journal,
  checks: new Checks(scanning, known),
  key: scanning.keys.accept,
  // Where the browser has no locks, two tabs may send the same, which is harmless.
  alone: async (work) => (navigator.locks ? navigator.locks.request(site, work) : work()),
  page: { announce, show, broadcast: (news) => otherTabs?.postMessage(news) },
});

const desk = new Desk(form, {
  settings,
  session,
  station,
  keys: scanning.keys,
  turned: showTurn,
  held() {
    if (!log.focusHeld()) station.announce(say("noScanHeld"), "");
  },
});

const correction = new Correction({
  place: element("correction"),
  field: form.corrected,
  saveButton: form.savecorrection,
  cancelButton: form.cancelcorrection,
  save: (entry, barcode) => station.correct(entry, barcode),
  back: () => desk.back(),
});

const log = new Log({
  body: element("rows"),
  counts: element("counts"),
  journal,
  clock,
  back: () => desk.back(),
  act(action, entry) {
    if (action !== "correct") return desk.decide(action, entry);
    if (entry.state === "held") return correction.open(entry);
    desk.correctLine(entry.raw ?? "");
    station.correctLine(entry);
  },
});

form.addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  desk.flush();
  const text = form.textarea.value;
  form.textarea.value = "";
  station.submit(text);
});

form.savebutton.addEventListener("click", async () => {
  const lines = await station.linesToSave();
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\r\n"), "\r\n"], { type: "text/plain" }));
  link.download = `offline-circ-${clock.now()}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  const count = station.held.length;
  if (count > 0) station.announce(say("heldNotInFile", { count }), "look");
});

form.finishbutton.addEventListener("click", () => desk.finish());

form.slipbutton.addEventListener("click", () => {
  if (station.loans.length) printSlip(element("slip"), station.loans, desk.libraryName, scanning.slip_text);
});

function showMute() {
  form.mutebutton.textContent = sound.muted ? say("soundOff") : say("soundOn");
}

form.mutebutton.addEventListener("click", () => {
  sound.muted = !sound.muted;
  showMute();
});

form.testsoundbutton.addEventListener("click", () =>
  sound.test((text) => {
    element("soundtest").textContent = text;
  }),
);

// A browser may play nothing before a person has pressed a key.
addEventListener("keydown", () => sound.wake(), { capture: true });

addEventListener("beforeunload", (event) => {
  if (!station.hasUnsent && !desk.hasText) return;
  event.preventDefault();
  event.returnValue = say("scansWouldWait"); // for Chrome before 119, which shows its own words
});

addEventListener("online", () => station.send());

/** What is ordinary here; where it cannot be asked, what was learned before holds. */
async function learnShapes() {
  const answer = await fetch("shapes.php", { headers: { Accept: "application/json" } }).catch(() => undefined);
  if (answer?.ok) known.learn(await answer.json().catch(() => undefined));
}
setInterval(learnShapes, LEARNING);
document.addEventListener("visibilitychange", () => document.hidden || station.send());

/** Which mode it is, Check Out or Check In: that of the field that scans go to. */
function showMode() {
  const mode = document.activeElement?.closest(".mode");
  if (mode) form.dataset.mode = mode.classList.contains("in") ? "in" : "out";
}
form.addEventListener("focusin", showMode);

element("unscripted").hidden = true;
showMute();
const query = new URLSearchParams(location.search);
const named = query.get("desk");
if (named !== null) settings.set("desk", named.trim().slice(0, LONGEST_NAME));
element("desk").textContent = settings.get("desk");
element("desk").hidden = !settings.get("desk");
for (const name of ["recorded", "already_recorded", "at", "taken_off", "look"]) query.delete(name);
history.replaceState(null, "", query.toString() ? `?${query}` : location.pathname);

showPersistence(
  { box: element("persistence"), text: element("persistencetext"), button: element("persistbutton") },
  navigator.storage,
);
otherTabs?.addEventListener("message", ({ data }) => {
  if (data.asksForTurn) {
    if (desk.patron) otherTabs.postMessage({ hasTurn: true });
  } else if (data.hasTurn) {
    if (isTurnDoubtful && !desk.patron) desk.begin();
    isTurnDoubtful = false;
  } else {
    station.hear(data);
  }
});
form.dataset.mode = "out";
showMode();
let isTurnDoubtful = desk.restore();
if (isTurnDoubtful) otherTabs?.postMessage({ asksForTurn: true });
claimTab(session, globalThis.BroadcastChannel && new BroadcastChannel(`${site} tab`), () => {
  journal.clear();
  station.hear({});
  desk.begin();
})
  .then(() => station.start())
  .then(() => {
    learnShapes();
    navigator.serviceWorker?.register("scripts/sw.js", { scope: "./" }).catch(() => {});
  });
