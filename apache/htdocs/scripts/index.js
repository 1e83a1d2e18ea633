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
import { isInMemory, openQueue, Settings } from "./store.js";
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
const correcting = new Map(); // id -> rejected entry whose line is being corrected
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
    showBanner({ entries, state: sender.state, durable: queue.durable, isTimeKnown: clock.usable });
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

/** Keeps entries in the place of others, then sends; says so only when they are kept. */
async function keep(added, text, replaced = []) {
  const before = warnings;
  queue ??= await opening;
  await queue.add(added);
  if (replaced.length) await queue.update(replaced, () => null);
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
    held = { ...entry, kept: keep([entry]) };
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
  if (!held || Object.entries(wanted).some(([name, value]) => (held[name] ?? "") !== value)) return false;
  const confirmed = held;
  held = undefined;
  confirmed.kept.then(async () => {
    const entry = (await queue.all()).find((entry) => entry.state === "held" && isSame(entry, confirmed));
    if (entry) await act("Record", entry);
  });
  return true;
}

const isSame = (entry, scan) => entry.epoch === scan?.epoch && entry.item === scan?.item;

async function act(action, shown) {
  const item = shown.item || fields(shown.raw).item || shown.raw;
  if (isSame(shown, held)) held = undefined;
  if (action === "Record") {
    await record(shown, item);
  } else if (action === "Correct") {
    correcting.set(shown.id, shown);
    desk.correct(shown.raw);
    say("Correct this record in the lines below, then press Submit Records.");
  } else {
    await takeBack(shown);
    say(`${item} is taken back.`);
  }
  if (action !== "Record" && shown.state !== "held") {
    checks.forget(shown.kind, item);
    loans = loans.filter((loan) => loan.item !== item);
  }
  await changed();
  await sender.kick();
}

async function record(shown, item) {
  const { reason, ...scan } = { ...shown, state: "waiting" };
  const left = await queue.update([shown.id], (entry) => (entry.state === "held" ? scan : entry));
  if (left.length === 0) return;
  took(scan);
  say(`${item} is taken in spite of: ${reason}`);
}

/** Takes an entry out of the queue, or back from the server if it may be there. */
async function takeBack(shown) {
  let isThere = false;
  const [left] = await queue.update(shown.id === undefined ? [] : [shown.id], (entry) => {
    isThere = true;
    return entry.state === "waiting" && entry.tried ? entry : null;
  });
  if (isThere && !left) return;
  // What the page shows may have been sent meanwhile, by this tab or another.
  const isIt = (row) => row.raw === shown.raw || (shown.epoch && isSame(row, shown));
  const sent = left ?? log.latest.find(isIt) ?? { raw: lineOf(shown, clock) };
  // It goes to the server again, and then away.
  log.mark(sent.raw, "voiding");
  await queue.add([{ void: true, raw: sent.raw, state: "waiting" }]);
}

const desk = new Desk(form, kept, { checks, take, confirmHeld, say });

/** The rejected entries that these lines replace: a line of the same time or item. */
function corrected(lines) {
  const taken = lines.map(fields);
  const ids = [...correcting.values()]
    .filter(({ raw }) => {
      const { time, item } = fields(raw);
      const isTaken = (line) => (time && line.time === time) || (item && line.item === item);
      return lines.includes(raw) || taken.some(isTaken);
    })
    .map(({ id }) => id);
  for (const id of ids) correcting.delete(id);
  return ids;
}

/** Submit Records: the pasted lines join the queue, and all of it is sent now. */
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!desk.flush()) return;
  const lines = form.textarea.value.split("\n").map((text) => text.trim()).filter(Boolean);
  form.textarea.value = "";
  if (lines.length) {
    const added = lines.map((raw) => ({ raw, state: "waiting" }));
    return keep(added, `${lines.length} lines are taken.`, corrected(lines));
  }
  await sender.kick();
});

form.savebutton.addEventListener("click", async () => {
  const all = (await queue.all()).filter((entry) => entry.state !== "held");
  const voided = all.filter((entry) => entry.void).map((entry) => entry.raw);
  // What is saved is sent with the same time later, or it would be recorded twice.
  const saved = await queue.update(
    all.filter((entry) => !entry.void).map((entry) => entry.id),
    (entry) => ({ ...entry, raw: lineOf(entry, clock) }),
  );
  const lines = saved.map((entry) => entry.raw).filter((text) => !voided.includes(text));
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
  if (!entries.some((entry) => entry.state !== "rejected" || isInMemory(entry))) return;
  event.preventDefault();
  event.returnValue = "Scans wait."; // for Chrome before 119, which shows its own words
});

async function start() {
  for (const hidden of document.querySelectorAll("[data-script]")) hidden.hidden = false;
  element("unscripted").hidden = true;
  element("paste").open = false;
  showMute();
  const query = new URLSearchParams(location.search);
  for (const name of ["recorded", "already_recorded", "at"]) query.delete(name);
  history.replaceState(null, "", query.toString() ? `?${query}` : location.pathname);
  for (const { state, kind, item, time } of log.latest.reverse()) {
    if (state === "recorded") checks.took(kind, item, clock.ago(time));
  }
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
