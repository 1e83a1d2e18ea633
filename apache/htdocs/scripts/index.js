// The scanning page: wires the station to the document.
//
// What a scanner types, Enter after Enter, goes from the desk to the station and to the
// server. A field is emptied at once, so that the next scan can begin.

import { showBanner } from "./banner.js";
import { Checks } from "./checks.js";
import { Clock } from "./clock.js";
import { Desk } from "./desk.js";
import { Journal } from "./journal.js";
import { Log } from "./log.js";
import { showPersistence } from "./persistence.js";
import { printSlip } from "./slip.js";
import { Sound, TONES } from "./sound.js";
import { Station } from "./station.js";
import { openQueue, Settings, siteName } from "./store.js";
import { claimTab } from "./tab.js";

/** An element of the page. @param {string} id @returns {any} */
const element = (id) => document.getElementById(id);

const form = element("mainform");
/** @type {import("./checks.js").Scanning} */
const scanning = JSON.parse(form.dataset.settings);
const site = siteName(location.href);
const settings = new Settings(site, () => localStorage);
const session = new Settings(site, () => sessionStorage);
const clock = new Clock(settings);
const sound = new Sound(settings);
const journal = new Journal(session, clock);
const otherTabs = globalThis.BroadcastChannel && new BroadcastChannel(site);

/** Says what happened in the large line. @param {string} text @param {import("./sound.js").Tone} tone */
function announce(text, tone) {
  const { sign, word } = TONES[tone];
  const last = element("last");
  last.textContent = `${sign} ${word}: ${text}`;
  last.className = `last is-${tone.replace(" ", "-")}`;
  last.classList.toggle("look", tone !== "recorded");
  sound.play(tone);
}

/** @param {import("./station.js").Status} status */
function show(status) {
  form.slipbutton.disabled = !status.hasSlip;
  showBanner(element("banner"), status);
  log.show(status.entries);
}

const station = new Station({
  queue: openQueue(site),
  clock,
  journal,
  checks: new Checks(scanning),
  // Where the browser has no locks, two tabs may send the same, which is harmless.
  alone: async (work) => (navigator.locks ? navigator.locks.request(site, work) : work()),
  page: { announce, show, broadcast: (news) => otherTabs?.postMessage(news) },
});

const desk = new Desk(form, settings, station);

const log = new Log({
  body: element("rows"),
  counts: element("counts"),
  journal,
  clock,
  act(action, entry) {
    if (action === "Correct") desk.correct(entry.raw ?? "");
    station.act(action, entry);
  },
});

form.addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  if (!desk.flush()) return;
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
});

form.slipbutton.addEventListener("click", () => {
  if (station.loans.length) printSlip(element("slip"), station.loans, desk.libraryName, scanning.slip_text);
});

function showMute() {
  form.mutebutton.textContent = sound.muted ? "Sound is off" : "Sound is on";
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
  if (!station.hasUnsent) return;
  event.preventDefault();
  event.returnValue = "Scans wait."; // for Chrome before 119, which shows its own words
});

otherTabs?.addEventListener("message", ({ data }) => station.hear(data));
addEventListener("online", () => station.send());
document.addEventListener("visibilitychange", () => document.hidden || station.send());

for (const hidden of document.querySelectorAll("[data-script]")) hidden.removeAttribute("hidden");
element("unscripted").hidden = true;
element("paste").open = false;
showMute();
const query = new URLSearchParams(location.search);
for (const name of ["recorded", "already_recorded", "at"]) query.delete(name);
history.replaceState(null, "", query.toString() ? `?${query}` : location.pathname);

showPersistence(
  { box: element("persistence"), text: element("persistencetext"), button: element("persistbutton") },
  navigator.storage,
);
claimTab(session, globalThis.BroadcastChannel && new BroadcastChannel(`${site} tab`), () => {
  journal.clear();
  station.hear({});
})
  .then(() => station.start())
  .then(() => {
    navigator.serviceWorker?.register("scripts/sw.js", { scope: "./" }).catch(() => {});
  });
