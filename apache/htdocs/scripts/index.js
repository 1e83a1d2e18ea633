// The scanning page: wires the station to the document.
//
// What a scanner types, Enter after Enter, goes from the desk to the station and to the
// server. A field is emptied at once, so that the next scan can begin.

import { endAutofocus } from "./autofocus.js";
import { showBanner } from "./banner.js";
import { Bar } from "./bar.js";
import { Checks } from "./checks.js";
import { Clock } from "./clock.js";
import { Desk } from "./desk.js";
import { DeskName } from "./deskname.js";
import { Handover } from "./handover.js";
import { Heartbeat, noteDone, whatIsKept } from "./heartbeat.js";
import { keepInView } from "./inview.js";
import { Journal } from "./journal.js";
import { Known } from "./known.js";
import { Last } from "./last.js";
import { Leftovers } from "./leftovers.js";
import { Log } from "./log.js";
import { say } from "./messages.js";
import { showPersistence } from "./persistence.js";
import { Prompt } from "./prompt.js";
import { alone } from "./sender.js";
import { printSlip } from "./slip.js";
import { Sound } from "./sound.js";
import { openStage } from "./stage.js";
import { Station } from "./station.js";
import { claimTab, openChannel } from "./tab.js";

// A browser that can read this file, but lacks what it calls, gets the plain form.
if (!("replaceChildren" in Element.prototype)) throw new Error("This browser is too old for the page's script.");

/** How often the server is asked what is ordinary here. */
const LEARNING = 10 * 60_000;
/** The value of the list of libraries before one is chosen. */
const NO_LIBRARY = "---";

/** An element of the page. @param {string} id @returns {any} */
const element = (id) => document.getElementById(id);

const form = element("mainform");
endAutofocus(form.patronBarcode);
/** @type {import("./checks.js").Scanning & {version: string}} */
const scanning = JSON.parse(form.dataset.settings);
/** The codes of all libraries, before one of them is fixed. @type {string[]} */
const libraries = [...(form.library.options ?? [form.library])].map(({ value }) => value);
const stage = openStage(location.href, { form, mark: element("practice"), resend: () => station.send() });
const { site, settings, session } = stage;
const clock = new Clock(settings, () => form.library.value);
const sound = new Sound(settings);
const journal = new Journal(session, clock);
const bar = new Bar(
  { connection: element("connection"), waiting: element("waiting"), time: element("clock") },
  clock,
);
keepInView(element("lastcard"), form.closest("main"));
const last = new Last(
  {
    card: element("lastcard"),
    text: element("last"),
    listed: element("lastlisted"),
    state: element("laststate"),
    actions: element("lastactions"),
    act: (action, entry) => act(action, entry),
    key: scanning.keys.accept,
  },
  clock,
  journal,
);
const otherTabs = openChannel(site);

/** Says what happened, on the card and by a sound. @type {ConstructorParameters<typeof Station>[0]["page"]["announce"]} */
function announce(text, tone, entry) {
  last.announce(text, tone, entry);
  stage.tell((practice) => practice.announced(text, tone, entry));
  if (tone) sound.play(tone);
  if (entry) noteDone(settings, "scanner");
}

/** @type {import("./banner.js").Apart} */
let apart; // as it was first found, so that it is not said anew each minute

let isDurable = false; // whether the browser keeps the queue

/** @param {import("./station.js").Status} status */
function show(status) {
  form.slipbutton.disabled = !status.hasSlip;
  const found = clock.apart(desk.library);
  if (found?.quarters !== apart?.quarters) apart = found;
  showBanner(element("banner"), status, apart);
  isDurable = status.durable;
  bar.show(status);
  heartbeat.show(status.entries);
  last.show(status.entries);
  log.show(status.entries);
  handover.show(status.entries);
  showTurn();
  stage.tell((practice) => practice.shown(status.entries));
}

/** Whose turn it is, and how many items went to that patron. */
function showTurn() {
  const { patron } = desk;
  stage.tell((practice) => practice.turned(patron));
  element("turnpatron").textContent = patron || say("noTurn");
  element("turncount").textContent = patron ? say("itemsLent", { count: station.countOf(patron) }) : say("scanCard");
  element("turnpatron").closest(".turn").classList.toggle("is-on", patron !== "");
  form.finishbutton.disabled = !patron;
  form.library.classList.toggle("is-missing", !desk.library);
}

const known = new Known(settings, session, clock);
const station = new Station({
  queue: stage.kept,
  clock,
  journal,
  leftovers: new Leftovers(settings),
  checks: new Checks(scanning, known),
  desk: () => deskName.text,
  key: scanning.keys.accept,
  alone: alone(navigator.locks, site),
  post: stage.post,
  against: async (entry) => {
    const day = entry.time ?? clock.at(entry.library ?? "", entry);
    return (await (await lists)?.against(entry, day.slice(0, 8))) ?? [];
  },
  page: {
    announce,
    show,
    listed: (entry, listed) => last.list(entry, listed),
    heldBack: (held) => desk.heldBack(held),
    broadcast: (news) => otherTabs?.postMessage(news),
  },
});

let isTurnDoubtful = false; // whether the turn that was restored may be another tab's
const desk = new Desk(form, {
  settings,
  session,
  station,
  keys: scanning.keys,
  turned() {
    if (desk.patron) isTurnDoubtful = false;
    showTurn();
  },
  held() {
    if (!log.focusHeld()) station.announce(say("noScanHeld"), "");
  },
});

/** @type {Promise<import("./lists.js").Lists | undefined> | undefined} */
let lists; // not loaded where there are none

/** The lists from Alma, as far as the page knows them. Practice asks none. */
function openLists() {
  if (stage.isPractice) return undefined;
  lists = lists ?? import("./lists.js").then(
    ({ Lists }) => new Lists({ say, place: element("lists"), settings, site, library: () => desk.library }),
    () => (lists = undefined),
  );
  return lists;
}
if (settings.get("lists")) openLists();
form.library.addEventListener("change", async () => (await lists)?.renew());

const prompt = new Prompt({
  place: element("correction"),
  label: element("question"),
  field: form.corrected,
  saveButton: form.savecorrection,
  cancelButton: form.cancelcorrection,
  back: () => desk.back(),
});

/** Does with a scan what its button says. @param {import("./held.js").Action} action @param {import("./entry.js").Entry} entry */
function act(action, entry) {
  if (action === "send") return handover.askToSend([entry]);
  if (action !== "correct") return desk.decide(action, entry);
  if (entry.state === "held") {
    return prompt.open(say("correctBarcode"), entry.scanned ?? entry.item ?? "", (barcode) => desk.correct(entry, barcode));
  }
  desk.correctLine(entry.raw ?? "");
  station.correctLine(entry);
}

const handover = new Handover(
  {
    saveButton: form.savebutton,
    openButton: form.openbutton,
    file: element("savedfile"),
    makeButton: form.takeoutbutton,
    taken: element("takenout"),
    count: element("takencount"),
    againButton: form.againbutton,
    sendButton: form.sendbutton,
    removeButton: form.removebutton,
    place: element("handover"),
    question: element("handoverquestion"),
    yesButton: form.yesbutton,
    noButton: form.nobutton,
  },
  station,
  clock,
  libraries.filter((code) => code !== NO_LIBRARY),
  () => desk.back(),
);

const log = new Log({
  body: element("rows"),
  counts: element("counts"),
  journal,
  clock,
  back: () => desk.back(),
  act,
});

const heartbeat = new Heartbeat({
  settings,
  session,
  page: document,
  fixed: { version: scanning.version, mark: form.mark?.value ?? "" },
  facts: () => whatIsKept(isDurable),
  named: (others) => deskName.show(others),
});

const deskName = new DeskName(element("desk"), settings, {
  ask: (name, save) => prompt.open(say("deskQuestion"), name, (answer) => desk.takeStray(answer) || save(answer)),
  named: () => heartbeat.beat(true),
});

form.addEventListener("submit", (/** @type {Event} */ event) => {
  event.preventDefault();
  desk.flush();
  const text = form.textarea.value;
  form.textarea.value = "";
  station.submit(text);
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

form.testsoundbutton.addEventListener("click", () => {
  if (!sound.muted) noteDone(settings, "sound");
  sound.test((text) => {
    element("soundtest").textContent = text;
  });
});

// A browser may play nothing before a person has pressed a key.
addEventListener("keydown", () => sound.wake(), { capture: true });

addEventListener("beforeunload", (event) => {
  if (stage.isPractice || (!station.hasUnsent && !desk.hasText)) return;
  event.preventDefault();
  event.returnValue = say("scansWouldWait"); // for Chrome before 119, which shows its own words
});

addEventListener("pagehide", ({ persisted }) => stage.isPractice || station.leave({ isKept: persisted }));
addEventListener("storage", () => station.takeLeftovers()); // another tab has changed something

addEventListener("online", () => station.send());

/** What is ordinary here; where it cannot be asked, what was learned before holds. */
async function learnShapes() {
  const answer = await fetch("shapes.php", { headers: { Accept: "application/json" } }).catch(() => undefined);
  const learned = answer?.ok ? await answer.json().catch(() => undefined) : undefined;
  if (!learned) return;
  known.learn(learned);
  // Null: the server cannot ask its lists now, which is when a desk needs its own.
  if (learned.lists || (lists && learned.lists !== null)) (await openLists())?.learn(learned.lists);
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
if (named !== null) deskName.text = named;
deskName.show();
for (const name of ["recorded", "already_recorded", "at", "taken_off", "look"]) query.delete(name);
if (desk.fixedLibrary) query.set("library", desk.fixedLibrary);
else query.delete("library");
history.replaceState(null, "", query.toString() ? `?${query}` : location.pathname);
query.set("practice", "");
element("practicelink").search = String(query);
element("practicelink").hidden = stage.isPractice;

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
isTurnDoubtful = desk.restore();
askForTurn();

/** Asks the other tabs whether the turn that was restored is one of theirs. */
function askForTurn() {
  if (isTurnDoubtful) otherTabs?.postMessage({ asksForTurn: true });
}

/** Goes on where the other pages of this tab have left off. */
function comeBack() {
  isTurnDoubtful = desk.comeBack();
  askForTurn();
  station.comeBack();
}

// The browser may keep the page, and show it again as it was left. WebKit empties its form then, unless it has autocomplete.
addEventListener("pagehide", ({ persisted }) => persisted && (form.autocomplete = "on"));
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  form.autocomplete = "off";
  comeBack();
});

claimTab(session, openChannel(`${site} tab`), () => {
  station.clear();
  if (desk.isAsFound) desk.begin();
})
  .then(() => station.start())
  .then(() => {
    // A desk that practises sends no scans that count.
    if (!stage.isPractice) heartbeat.start();
    learnShapes();
    navigator.serviceWorker?.register("scripts/sw.js", { scope: "./" }).catch(() => {});
  });
