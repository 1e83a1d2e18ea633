// The journal: what this tab has seen recorded today, counted, with the latest entries.
//
// It is for showing, for noticing repeats and printing the slip after a reload, and for finding
// the line of an entry that has left the queue. No record depends on it.

import { fields, isSameScan } from "./entry.js";
import { readJson } from "./store.js";
import { clockTime } from "./time.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./entry.js").State} State */
/** @typedef {{day: string, L: number, R: number, latest: Entry[], loans?: Entry[], leaving?: Entry[]}} Day  the loans are one patron's */

const LATEST = 20;
const KEY = "latest";

export class Journal {
  #session;
  #clock;

  /**
   * @param {import("./store.js").Settings} session
   * @param {import("./clock.js").Clock} clock
   */
  constructor(session, clock) {
    this.#session = session;
    this.#clock = clock;
  }

  /** Loans, returns and the latest entries, the newest first. @returns {Day} */
  get today() {
    const kept = readJson(this.#session, KEY);
    const day = this.#clock.now().slice(0, 8);
    return kept?.day === day ? kept : { day, L: 0, R: 0, latest: [] };
  }

  /** @param {Day} today */
  #keep(today) {
    this.#session.set(KEY, JSON.stringify({ ...today, latest: today.latest.slice(0, LATEST) }));
  }

  /** The loans of the current or last patron, as they were kept. @returns {Entry[]} */
  get loans() {
    return this.today.loans ?? [];
  }

  /** Keeps those of today. @param {Entry[]} loans */
  keepLoans(loans) {
    const { today } = this;
    const kept = loans.filter(({ time, library }) => time?.slice(0, 8) === this.#clock.now(library).slice(0, 8));
    const isNew = JSON.stringify(kept) !== JSON.stringify(today.loans ?? []);
    if (isNew) this.#keep({ ...today, loans: kept });
  }

  /** Forgets all of it, as something of another tab. */
  clear() {
    this.#session.set(KEY, "null");
  }

  /** Those that the server has recorded, and that this tab was taking out of the queue when its page ended. @returns {Entry[]} */
  get leaving() {
    return this.today.leaving ?? [];
  }

  /** Notes entries that the server has recorded, before they leave the queue: the page may end in that moment. */
  set leaving(entries) {
    this.#keep({ ...this.today, leaving: entries });
  }

  /** Notes entries that the server has recorded, and that have left the queue. One of the latest that comes back is noted once. @param {Entry[]} entries */
  recorded(entries) {
    const { leaving, ...today } = this.today;
    const at = clockTime(this.#clock.now());
    for (const { raw = "", epoch, desk } of entries) {
      if (today.latest.some((row) => row.raw === raw && row.state === "recorded")) continue;
      const said = fields(raw);
      const kind = /** @type {import("./entry.js").Kind} */ (said.kind);
      if (kind in today) today[kind] += 1;
      today.latest.unshift({ ...said, kind, raw, epoch, desk, state: "recorded", at });
    }
    this.#keep(today);
  }

  /** Notes what became of a recorded entry that is to be voided. @param {string} raw @param {State} state @returns {Entry | undefined} it, if it is among the latest */
  mark(raw, state) {
    const { today } = this;
    const row = today.latest.find((entry) => entry.raw === raw && entry.state !== "voided");
    if (!row) return undefined;
    if (state === "voided" && row.kind && row.kind in today) today[row.kind] -= 1;
    row.state = state;
    this.#keep(today);
    return row;
  }

  /** The entry that this one has become. @param {Entry} entry */
  find(entry) {
    return this.today.latest.find((row) => row.raw === entry.raw || isSameScan(row, entry));
  }
}
