// The scanning page: what a scanner types, Enter after Enter, becomes records.
//
// A scan is shown as taken when the browser has it on the disk, and as recorded when the
// server has; a field is emptied at once, so that the next scan can begin.

import { Checks } from "./checks.js";
import { Clock } from "./clock.js";
import { Desk } from "./desk.js";
import { fields } from "./line.js";
import { Log } from "./log.js";
import { lineOf, Sender } from "./sender.js";
import { printSlip } from "./slip.js";
import { Sound } from "./sound.js";
import { openQueue, Settings } from "./store.js";
import { showBanner } from "./banner.js";

const form = document.forms.mainform;
const settings = JSON.parse(form.dataset.settings);
const element = (id) => document.getElementById(id);
const kept = new Settings(() => localStorage);
const session = new Settings(() => sessionStorage);
const clock = new Clock(kept);
const sound = new Sound(kept);
const checks = new Checks(settings);
const log = new Log(session, clock, act);
const opening = openQueue();
const others = globalThis.BroadcastChannel && new BroadcastChannel("offline-circ");

let queue;
let sender;
let entries = [];
let held; // the scan that the next Enter would record in spite of a warning
let warnings = 0; // how often the large line has asked for attention
let loans = []; // of the current or last patron, for the slip

/** Says what happened in the large line; `look` asks for attention. */
function say(text, look = false) {
  if (look) warnings += 1;
  const last = element("last");
  last.textContent = look ? `⚠ ${text}` : text;
  last.classList.toggle("look", look);
  sound.play(look ? "look" : "taken");
}

/** Shows what the queue holds now; what cannot be shown is sent all the same. */
async function refresh() {
  try {
    entries = await queue.all();
    showBanner({ entries, state: sender.state, durable: queue.durable, clockKnown: clock.known });
    log.show(entries);
  } catch (error) {
    console.error(error);
  }
}

async function changed() {
  others?.postMessage({});
  await refresh();
}

/** Takes into this tab's log what one of the tabs has sent. */
function hear({ recorded, voided, state }) {
  if (recorded) log.recorded(recorded);
  if (voided) log.mark(voided, state);
}

function tell(news) {
  hear(news);
  others?.postMessage(news);
}

/** Keeps entries, then sends; says so only when they are kept. */
async function keep(added, text) {
  const before = warnings;
  queue ??= await opening;
  await queue.add(added);
  const sent = changed().then(() => sender.kick());
  if (!text) return;
  if (queue.durable) {
    // A warning about a later scan stays to be read.
    if (warnings === before) say(text);
    return;
  }
  // Nothing is on a disk here, so nothing is taken before the server has it.
  await sent;
  const left = (await queue.all()).some((entry) => entry.state === "waiting");
  say(left ? `${text}: not recorded yet, keep this page open.` : text, left);
}

/** Takes a scan of the desk; with a `reason` it is held until a person decides. */
function take(scan, reason = "") {
  const time = clock.usable ? clock.now() : null;
  const entry = { ...scan, time, epoch: Date.now(), reason, state: reason ? "held" : "waiting" };
  const what = scan.kind === "L" ? `Loan ${scan.item} to ${scan.patron}` : `Return ${scan.item}`;
  if (reason) {
    say(`${scan.item}: ${reason} Enter again records it anyway.`, true);
    held = { ...scan, kept: keep([entry]) };
    return;
  }
  held = undefined;
  took(entry);
  keep([entry], what);
}

/** Notes a scan that counts: for repeats, and for the patron's slip. */
function took(entry) {
  checks.took(entry.kind, entry.item);
  if (entry.kind !== "L") return;
  if (loans[0] && loans[0].patron !== entry.patron) loans = [];
  loans.push({ ...entry, time: entry.time ?? clock.at(entry.epoch) });
  form.slipbutton.disabled = false;
}

/**
 * The second Enter: records the scan that was held just before, if the scan that stands in
 * the panel is the same, or is empty but for the patron.
 */
function confirmHeld({ library, kind, patron = "", item = held?.item }) {
  const wanted = { library, kind, patron, item };
  const isSame = (scan) =>
    Object.entries(wanted).every(([name, value]) => (scan[name] ?? "") === value);
  if (!held || !isSame(held)) return false;
  const { kept } = held;
  held = undefined;
  kept.then(async () => {
    const entry = (await queue.all()).findLast((entry) => entry.state === "held" && isSame(entry));
    if (entry) await act("Record", entry);
  });
  return true;
}

async function act(action, shown) {
  // What the page shows may have been sent meanwhile, by this tab or another.
  const queued = (await queue.all()).find((entry) => entry.id === shown.id);
  const entry = queued ?? { ...shown, tried: true };
  const item = entry.item ?? (fields(entry.raw).item || entry.raw);
  if (action === "Record") {
    const { reason, ...scan } = { ...entry, state: "waiting" };
    took(scan);
    await queue.change([scan]);
    say(`${item} is recorded in spite of: ${reason}`);
  } else if (action === "Void" && entry.state === "recorded") {
    log.mark(entry.raw, "voiding");
    await queue.add([{ void: true, raw: entry.raw, state: "waiting" }]);
    say(`${item} is taken back.`);
  } else if (action === "Void" && entry.tried) {
    // It may have reached the server: it goes there again, and then away.
    await queue.add([{ void: true, raw: lineOf(entry, clock), state: "waiting" }]);
    say(`${item} is taken back.`);
  } else {
    await queue.change([], [entry.id]);
    if (action === "Correct") desk.correct(entry.item ? entry : fields(entry.raw), entry.raw);
    say(action === "Correct" ? `${item}: correct it and press Enter.` : `${item} is taken back.`);
  }
  if (action !== "Record") {
    checks.forget(entry.kind, item);
    loans = loans.filter((loan) => loan.item !== item);
  }
  await changed();
  await sender.kick();
}

const desk = new Desk(form, kept, { checks, take, confirmHeld, say });

/** Submit Records: the pasted lines join the queue, and all of it is sent now. */
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!desk.flush()) return;
  const lines = form.textarea.value.split("\n").map((text) => text.trim()).filter(Boolean);
  form.textarea.value = "";
  if (lines.length) {
    const added = lines.map((raw) => ({ raw, state: "waiting" }));
    return keep(added, `${lines.length} lines are taken.`);
  }
  await sender.kick();
});

form.savebutton.addEventListener("click", () => {
  const voided = entries.filter((entry) => entry.void).map((entry) => entry.raw);
  const lines = entries
    .filter((entry) => !entry.void && entry.state !== "held")
    .map((entry) => lineOf(entry, clock))
    .filter((text) => !voided.includes(text));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\r\n"), "\r\n"], { type: "text/plain" }));
  link.download = `offline-circ-${clock.now()}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
});

form.slipbutton.addEventListener("click", () => {
  if (loans.length) printSlip(loans, desk.libraryName, settings.slip_text);
});

function showMute() {
  form.mutebutton.textContent = sound.muted ? "Sound is off" : "Sound is on";
}

form.mutebutton.addEventListener("click", () => {
  sound.muted = !sound.muted;
  showMute();
});

addEventListener("beforeunload", (event) => {
  if (entries.some((entry) => entry.state !== "rejected")) event.preventDefault();
});

async function start() {
  for (const hidden of document.querySelectorAll("[data-script]")) hidden.hidden = false;
  element("paste").open = false;
  showMute();
  const query = new URLSearchParams(location.search);
  for (const name of ["recorded", "already_recorded", "at"]) query.delete(name);
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  for (const entry of log.latest) if (entry.state === "recorded") checks.took(entry.kind, entry.item);
  queue ??= await opening;
  sender = new Sender(queue, clock, {
    recorded: (done) => tell({ recorded: done }),
    voided: (entry, state) => tell({ voided: entry.raw, state }),
    change: changed,
  });
  others?.addEventListener("message", ({ data }) => {
    hear(data);
    refresh();
  });
  await refresh();
  await sender.kick();
  navigator.serviceWorker?.register("scripts/sw.js", { scope: "./" }).catch(() => {});
}

start();
