// A station without a browser: the page's own modules on an IndexedDB in memory, and a server
// that this file plays. Time stands still for whatever waits, until a test lets it pass.

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import { afterEach, beforeEach, mock } from "node:test";
import { Checks } from "../../apache/htdocs/scripts/checks.js";
import { Clock } from "../../apache/htdocs/scripts/clock.js";
import { fields } from "../../apache/htdocs/scripts/entry.js";
import { Known } from "../../apache/htdocs/scripts/known.js";
import { Journal } from "../../apache/htdocs/scripts/journal.js";
import { Leftovers } from "../../apache/htdocs/scripts/leftovers.js";
import { Station } from "../../apache/htdocs/scripts/station.js";
import { openQueue, Settings } from "../../apache/htdocs/scripts/store.js";
import { scanning } from "./vectors.mjs";

/** What the desk has for a held scan without a library or a patron. */
export const REST = { library: "AVS", patron: "", patronName: "" };
const SITE = "offline-circ /offline-circ/";
const STANDSTILL = 60_000;

const { now } = performance;

/** Lets time stand still. Node's own clearTimeout would take a timer that is past, or of a time before, for another one. */
function standStill() {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { setTimeout: begin, clearTimeout: end } = globalThis;
  const running = new Set();
  globalThis.setTimeout = (work, milliseconds) => {
    const timer = begin(() => running.delete(timer) && work(), milliseconds);
    running.add(timer);
    return timer;
  };
  globalThis.clearTimeout = (timer) => void (running.delete(timer) && end(timer));
}

beforeEach(standStill);
afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** Lets this time pass for whatever waits for it. */
export const pass = (milliseconds) => mock.timers.tick(milliseconds);

/** Waits for a condition. */
export async function until(condition, what = condition) {
  const end = now.call(performance) + STANDSTILL;
  while (!(await condition())) {
    assert.ok(now.call(performance) < end, `never happened: ${what}`);
    await new Promise(setImmediate);
  }
}

/** Lets everything happen that can happen now. */
export async function rest() {
  for (let i = 0; i < 50; i++) await new Promise(setImmediate);
}

/** Whose server it is: what a test has left behind asks that of its own test. */
const servers = new AsyncLocalStorage();

/** The server: append.php and void.php as they answer, with a table. */
export class Server {
  rows = []; // the lines in the table
  patrons = []; // barcodes that were a patron's today, at any desk
  known; // what the lists from Alma say: the kinds and words against an item or a patron, and what they have
  inFile = new Set(); // those that are in a file already
  requests = []; // [page, lines] in the order in which they came
  /** "well", "away", "unwell", "deaf" (works, and its answer is lost), or what it answers: body, status, to which page. */
  state = "well";

  constructor() {
    servers.enterWith(this);
    globalThis.fetch = async (page, { body }) => servers.getStore().#fetch(page, body.get("textarea"), body);
  }

  #fetch(page, text, form) {
    if (this.state === "away") throw new TypeError("Failed to fetch");
    if (this.state === "unwell") return answer(503, { error: "Please try again." });
    const { body, status = 200, page: only = page } = this.state;
    if (body !== undefined && page === only) return new Response(body, { status });
    const lines = text.split("\n").filter((line) => line.trim());
    if (lines.length) this.requests.push([page, lines]);
    const said = page === "append.php" ? this.#append(lines, form) : this.#void(lines[0]);
    if (this.state === "deaf") throw new TypeError("Failed to fetch");
    return said;
  }

  #append(lines, form) {
    const numbers = (name) => (form.get(name) ?? "").split(",").filter(Boolean).map(Number);
    const isWrong = (line) => !/^\w+,\d{14},[LR],./.test(line) || fields(line).item === "31234999999999";
    const rejected = lines.flatMap((line, i) =>
      isWrong(line) ? [{ line: i + 1, text: line, field: "line", reason: `not understood: ${line}` }] : [],
    );
    const accepted = numbers("patron_accepted");
    const held = numbers("check").flatMap((number) => {
      const { item, patron } = fields(lines[number - 1]);
      const against = [this.known?.against[item], accepted.includes(number) ? undefined : this.known?.against[patron]].filter(Boolean);
      if (against.length) {
        const reason = against.map(({ reason }) => reason).join(" ");
        return [{ line: number, field: "line", reason, hold: against.map(({ kind }) => kind) }];
      }
      const isPatron = this.patrons.includes(item) && !this.rows.includes(lines[number - 1]);
      return isPatron ? [{ line: number, field: "item_barcode", reason: "A patron's today." }] : [];
    });
    const good = lines.filter((line, i) => !isWrong(line) && !held.some((doubt) => doubt.line === i + 1));
    const added = [...new Set(good)].filter((line) => !this.rows.includes(line));
    this.rows.push(...added);
    const known = good.length - added.length;
    const listed = lines.flatMap((line, i) => {
      const has = this.known?.has?.[fields(line).item];
      return has ? [{ line: i + 1, ...has }] : [];
    });
    return answer(200, { recorded: added.length, already_recorded: known, rejected, held, listed, server_time: time(), zones: { "": [[0, 0]] } });
  }

  #void(line) {
    if (this.inFile.has(line)) return answer(409, { error: "It is in a file." });
    const place = this.rows.indexOf(line);
    if (place < 0) return answer(404, { error: "There is no such record." });
    this.rows.splice(place, 1);
    return answer(200, { voided: 1 });
  }

  get items() {
    return this.rows.map((line) => fields(line).item);
  }
}

/** Asks the server, and has an answer about scans only when this has come about. */
export const slowPost = (until) => async (page, fields) => {
  const response = await fetch(page, { body: new URLSearchParams(fields) });
  if (fields.textarea) await until();
  return { status: response.status, text: await response.text() };
};

const answer = (status, body) => new Response(JSON.stringify(body), { status });
const time = () => new Date().toISOString();

/** A browser: what it keeps, and its tabs, which hear of each other and send one at a time. */
export class Browser {
  tabs = [];
  #factory = new IDBFactory();
  #storage = storage();
  #turn = Promise.resolve();
  #hasLocks;

  /** Without locks each tab sends when it likes. */
  constructor({ hasLocks = true } = {}) {
    this.#hasLocks = hasLocks;
  }

  /** A tab with the page; one without a `session` is a new one. `post` answers in the place of the server. */
  async open({ session = storage(), settings = {}, post, against } = {}) {
    const tab = this.begin({ session, settings, post, against });
    await tab.started;
    return tab;
  }

  /** The same, of which nothing is there yet. */
  begin({ session = storage(), settings = {}, post, against } = {}) {
    globalThis.indexedDB = this.#factory;
    const tab = new Tab(session);
    const clock = new Clock(new Settings(SITE, () => this.#storage));
    tab.clock = clock;
    const inTab = new Settings(SITE, () => session);
    tab.journal = new Journal(inTab, clock);
    tab.known = new Known(new Settings(SITE, () => this.#storage), inTab, clock);
    tab.station = new Station({
      queue: openQueue(SITE),
      clock,
      checks: new Checks({ ...scanning, ...settings }, tab.known),
      key: "F9",
      journal: tab.journal,
      leftovers: new Leftovers(new Settings(SITE, () => this.#storage)),
      post,
      against,
      alone: (work) => (this.#hasLocks ? (this.#turn = this.#turn.then(work)) : work()),
      page: {
        announce: (text, tone) => {
          tab.said.push(text);
          tab.tones.push(tone);
        },
        show: (status) => tab.show(status),
        heldBack: (held) => tab.heldBack(held),
        listed: ({ item }, listed) => tab.listed.push([item, listed]),
        broadcast: (news) => {
          for (const other of this.tabs) if (other !== tab) other.station.hear(structuredClone(news));
        },
      },
    });
    this.tabs.push(tab);
    tab.started = tab.station.start();
    return tab;
  }

  /** Ends every tab, as a crash does; a new one finds what is on the disk. */
  crash() {
    this.tabs = [];
    this.#turn = Promise.resolve();
    mock.timers.reset();
    standStill();
  }

  /** Puts entries on the disk as another version of the page has kept them. */
  async keep(entries) {
    globalThis.indexedDB = this.#factory;
    const queue = await openQueue(SITE);
    await queue.add(entries);
  }
}

class Tab {
  said = [];
  tones = []; // how what was said sounded
  listed = []; // what the lists have of a scan, as it was told
  status;

  constructor(session) {
    this.session = session;
  }

  show(status) {
    this.status = status;
  }

  /** The desk, which ends a turn that may be over. */
  heldBack() {}

  get last() {
    return this.said.at(-1);
  }

  /** The queue as it is shown, oldest first: state and item or line of each. */
  get queue() {
    return this.status.entries.map(({ state, item, raw }) => `${state} ${item ?? raw}`);
  }

  loan(item, patron = "77", turn = {}) {
    this.#scan({ library: "AVS", kind: "L", item, patron, ...turn });
  }

  return(item) {
    this.#scan({ library: "AVS", kind: "R", item });
  }

  #scan(scan) {
    const { problem } = this.station.checks.item(scan.kind, scan.item, scan.patron ?? "");
    if (problem) this.hold(scan, this.station.checks.words(problem));
    else this.station.scan(scan);
  }

  /** A scan that is held, with this reason. */
  hold(scan, reason = "This is odd.") {
    this.station.hold({ library: "AVS", kind: "R", ...scan }, { reason, scanned: scan.item });
  }

  /** Records this held scan, or the one that was held last. */
  async accept(entry, rest = REST) {
    await this.station.accept([entry ?? this.station.latest.withId], rest);
  }

  /** The entry as it is shown, in the queue or among the latest. */
  find(item, state) {
    const shown = [...this.status.entries, ...this.journal.today.latest];
    return shown.find((entry) => entry.item === item && (!state || entry.state === state));
  }

  /** When all that was scanned until now has been sent, or cannot be; it is shown then. */
  async sent() {
    await this.station.send();
    await this.station.hear({});
  }
}

export const barcodes = (n, first = 1) =>
  Array.from({ length: n }, (_, i) => String(31234000000000 + first + i));

/** localStorage or sessionStorage. */
export function storage() {
  const values = new Map();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
    key: (i) => [...values.keys()][i] ?? null,
    get length() {
      return values.size;
    },
  };
}
