// The heartbeat: tells the server how many scans wait at this workstation, and whether it is ready.
//
// It has numbers, the desk's name, and ids that mean nothing elsewhere: no barcode and no person.
// Nothing depends on it. One that does not arrive is not sent again: the next one says it all.

import { isTakenOut, isUnsent, needsPerson } from "./entry.js";
import { unique } from "./tab.js";

/** @typedef {import("./entry.js").Entry} Entry */

const PAUSE = 20_000;
/** A change is told after this time: most scans are recorded by then, and need no heartbeat. */
const SOON = 1_000;
/** An answer that has not come by then is not waited for: a browser has few connections, and scans need them. */
const TIMEOUT = 10_000;
/** Every so many heartbeats one asks who else has the desk's name: somebody may take it, or give it up. */
const ASKS = 3;
/** Under this name is kept which workstation this is. */
const KEY = "workstation";
/** What the page has done, under the name by which settings keep when. */
const DONE = { sound: "sound tested", scanner: "scanned", practice: "practised" };

/** Keeps when this was done. @param {Pick<import("./store.js").Settings, "set">} settings @param {keyof typeof DONE} what */
export function noteDone(settings, what) {
  settings.set(DONE[what], String(Date.now()));
}

export class Heartbeat {
  #settings;
  #session;
  #page;
  #fixed;
  #facts;
  #named;
  /** @type {Entry[]} */
  #entries = [];
  #told = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isRunning = false;
  #isBeating = false;
  #isDue = false; // whether something is to be told
  #isToAsk = false; // and somebody to be asked about the name
  /** Heartbeats since that was answered; an answer may be lost. */
  #sinceAsked = ASKS;
  /** What could be found out last about the browser; before that, the least that it may do. */
  #ready = { offline: "no", storage: "temporary" };

  /**
   * @param {object} parts
   * @param {Pick<import("./store.js").Settings, "get" | "set">} parts.settings
   * @param {Pick<import("./store.js").Settings, "get">} parts.session
   * @param {Pick<Document, "hidden" | "addEventListener">} parts.page
   * @param {{version: string, mark: string}} parts.fixed what the server gave with the page
   * @param {() => Promise<{offline: string, storage: string}>} parts.facts what the browser keeps
   * @param {(others: number) => void} parts.named is called with how many others have this desk's name
   */
  constructor({ settings, session, page, fixed, facts, named }) {
    this.#settings = settings;
    this.#session = session;
    this.#page = page;
    this.#fixed = fixed;
    this.#facts = facts;
    this.#named = named;
    if (!settings.get(KEY)) settings.set(KEY, unique());
  }

  /** Begins, and says good-bye when the page is left. */
  start() {
    this.#isRunning = true;
    this.beat(true);
    setInterval(() => this.beat(++this.#sinceAsked >= ASKS), PAUSE);
    this.#page.addEventListener("visibilitychange", () => this.beat());
    addEventListener("pagehide", () => this.#leave());
    addEventListener("pageshow", ({ persisted }) => persisted && this.beat(true));
  }

  /** Takes in what waits now; a change is told soon. @param {Entry[]} entries */
  show(entries) {
    this.#entries = entries;
    if (!this.#isRunning || this.#counted() === this.#told) return;
    this.#timer =
      this.#timer ??
      setTimeout(() => {
        this.#timer = undefined;
        if (this.#counted() !== this.#told) this.beat();
      }, SOON);
  }

  /** Tells the server, one time after the other. @param {boolean} [asks] whether the desk's name is in use elsewhere */
  async beat(asks = false) {
    if (!this.#isRunning) return;
    this.#isDue = true;
    this.#isToAsk = this.#isToAsk || asks;
    if (this.#isBeating) return;
    this.#isBeating = true;
    try {
      while (this.#isDue) await this.#tell();
    } finally {
      this.#isBeating = false;
    }
  }

  async #tell() {
    const asks = this.#isToAsk;
    this.#isDue = false;
    this.#isToAsk = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const found = this.#facts().then((ready) => {
      this.#ready = ready;
    });
    // A browser that is busy may take long to say: the desk is heard from nevertheless.
    await Promise.race([found, new Promise((resolve) => setTimeout(resolve, SOON))]);
    const counted = this.#counted();
    const body = new URLSearchParams({ ...this.#all(), ...(asks && { asks: "1" }) });
    const aborter = new AbortController();
    setTimeout(() => aborter.abort(), TIMEOUT);
    const { signal } = aborter;
    const answer = await fetch("heartbeat.php", { method: "POST", headers: { Accept: "application/json" }, body, signal }).catch(
      () => undefined,
    );
    if (!answer?.ok) return;
    this.#told = counted;
    const { same_name } = await answer.json().catch(() => ({}));
    if (!asks) return;
    this.#sinceAsked = 0;
    this.#named(Number(same_name ?? 0));
  }

  #leave() {
    navigator.sendBeacon?.("heartbeat.php", new URLSearchParams({ ...this.#all(), leaving: "1" }));
    this.#told = "";
  }

  /** What waits, what needs a person, and what is in a file that was made here. */
  #groups() {
    const [waiting, held, taken] = [isUnsent, needsPerson, isTakenOut].map((is) => this.#entries.filter(is));
    return { waiting, held, taken };
  }

  #counted() {
    const { waiting, held, taken } = this.#groups();
    return `${waiting.length} ${held.length} ${taken.length}`;
  }

  #all() {
    const { waiting, held, taken } = this.#groups();
    const epochs = [...waiting, ...held, ...taken].flatMap(({ epoch }) => (epoch === undefined ? [] : [epoch]));
    /** @param {string} key */
    const at = (key) => Number(this.#settings.get(key));
    // Who has practised has tried the scanner.
    const done = { sound: at(DONE.sound), scanner: Math.max(at(DONE.scanner), at(DONE.practice)), practice: at(DONE.practice) };
    return {
      workstation: this.#settings.get(KEY) ?? "",
      tab: this.#session.get("tab") ?? "",
      desk: this.#settings.get("desk") ?? "",
      waiting: String(waiting.length),
      held: String(held.length),
      taken: String(taken.length),
      ...(this.#page.hidden && { hidden: "1" }),
      age: age(Math.min(...epochs)),
      now: String(Date.now()),
      ...this.#fixed,
      ...this.#ready,
      sound: age(done.sound),
      scanner: age(done.scanner),
      practice: age(done.practice),
    };
  }
}

/** Whole seconds since then, "" if that is not known. @param {number} epoch milliseconds since 1970 */
function age(epoch) {
  if (!epoch || !Number.isFinite(epoch)) return "";
  return String(Math.max(0, Math.round((Date.now() - epoch) / 1000)));
}

/**
 * Whether this browser could show the page cut off, and whether it keeps what waits.
 *
 * @param {boolean} isDurable whether it keeps anything
 */
export async function whatIsKept(isDurable) {
  const storage = (await navigator.storage?.persisted?.().catch(() => false)) ? "persistent" : "temporary";
  return { offline: (await isPageKept()) ? "yes" : "no", storage: isDurable ? storage : "none" };
}

async function isPageKept() {
  const worker = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  if (!worker?.active) return false;
  return (await caches.match(new URL("index.php", location.href).href).catch(() => undefined)) !== undefined;
}
