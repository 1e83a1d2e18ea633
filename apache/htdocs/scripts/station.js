// The station: what becomes of each scan of a desk.
//
// It knows the queue, the scan that a second Enter would record, and the loans of the current
// patron, and nothing of the document. Each scan it is given is in the queue before it is
// announced, and leaves it only for the server's table or because a person has voided it.

import { fields, isInMemory, isSameScan, lineOf } from "./entry.js";
import { Sender } from "./sender.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./store.js").Queued} Queued */

/**
 * What the desk scans, and what a second Enter confirms.
 *
 * @typedef {{library: string, kind: import("./entry.js").Kind, item: string,
 *   patron?: string, callNumber?: string, patronName?: string}} Scan
 *
 * What a page shows of the station.
 *
 * @typedef {object} Status
 * @property {Entry[]} entries  the queue
 * @property {import("./sender.js").Sending} sending
 * @property {boolean} durable  whether the browser keeps the queue
 * @property {boolean} isTimeKnown
 * @property {boolean} hasSlip  whether there are loans to print
 *
 * What one tab tells the others; nothing in it: the queue has changed.
 *
 * @typedef {{recorded?: Entry[], voided?: string, state?: "voided" | "in a file"}} News
 */

export class Station {
  checks;
  /** @type {Entry[]} the loans of the current or last patron, oldest first */
  loans = [];
  #queue;
  #clock;
  #journal;
  #page;
  #sender;
  /** @type {Entry[]} */
  #entries = [];
  /** @type {{entry: Entry, added: Promise<(number | string)[]>} | undefined} */
  #held; // what the next Enter would record in spite of a warning
  /** @type {Map<number | string | undefined, Entry>} */
  #correcting = new Map(); // rejected entries whose lines are being corrected, by id
  #warnings = 0; // how many were given
  #adding = 0; // how many scans are on their way to the queue

  /**
   * @param {object} parts
   * @param {Promise<import("./store.js").Queue>} parts.queue
   * @param {import("./clock.js").Clock} parts.clock
   * @param {import("./checks.js").Checks} parts.checks
   * @param {import("./journal.js").Journal} parts.journal
   * @param {(work: () => Promise<void>) => Promise<void>} parts.alone see Sender
   * @param {object} parts.page
   * @param {(text: string, tone: import("./sound.js").Tone) => void} parts.page.announce says what happened
   * @param {(status: Status) => void} parts.page.show
   * @param {(news: News) => void} parts.page.broadcast tells the other tabs
   */
  constructor({ queue, clock, checks, journal, alone, page }) {
    this.checks = checks;
    this.#queue = queue;
    this.#clock = clock;
    this.#journal = journal;
    this.#page = page;
    this.#sender = new Sender({
      queue,
      clock,
      alone,
      on: {
        recorded: (recorded) => this.#tell({ recorded }),
        voided: (voided, state) => this.#tell({ voided, state }),
        change: () => this.#changed(),
      },
    });
  }

  /** Shows what earlier pages have left, and sends it. */
  async start() {
    for (const { state, kind, item, time } of [...this.#journal.today.latest].reverse()) {
      if (state === "recorded" && kind && item) this.checks.remember(kind, item, this.#clock.ago(time ?? ""));
    }
    await this.#show();
    await this.send();
  }

  /** Sends what waits; resolves when it is sent or sending has failed. */
  send() {
    return this.#sender.sendNow();
  }

  /** Asks for attention. @param {string} text */
  warn(text) {
    this.#warnings += 1;
    this.#page.announce(text, "look");
  }

  /** Takes in what another tab has done. @param {News} news */
  hear(news) {
    this.#note(news);
    return this.#show();
  }

  /** Records a scan; with a warning it is held until a person decides. @param {Scan} scan */
  scan(scan, warning = "") {
    /** @type {Entry} */
    const entry = {
      ...scan,
      time: this.#clock.usable ? this.#clock.now() : null,
      epoch: Date.now(),
      state: warning ? "held" : "waiting",
      ...(warning && { reason: warning }),
    };
    if (warning) {
      this.warn(`${scan.item}: ${warning} Press Enter again to record it anyway.`);
      this.#held = { entry, added: this.#add([entry]) };
    } else {
      this.#held = undefined;
      this.#remember(entry);
      this.#add([entry], { text: described(entry) });
    }
  }

  /**
   * The second Enter: records the scan that was held just before, if this is the same scan, or
   * the panel is empty but for the patron. False if there is none.
   *
   * @param {Omit<Scan, "item"> & {item?: string}} scan
   */
  confirm({ library, kind, patron = "", item = this.#held?.entry.item }) {
    const held = this.#held;
    if (
      !held ||
      held.entry.library !== library ||
      held.entry.kind !== kind ||
      (held.entry.patron ?? "") !== patron ||
      held.entry.item !== item
    ) {
      return false;
    }
    this.#held = undefined;
    held.added.then(([id]) => this.#record(id)).then(() => this.#changedAndSent());
    return true;
  }

  /** Does what a button of the log says. @param {"Record" | "Correct" | "Void"} action @param {Entry} shown */
  async act(action, shown) {
    const item = shown.item || fields(shown.raw ?? "").item || shown.raw || "";
    if (isSameScan(shown, this.#held?.entry)) this.#held = undefined;
    if (action === "Record") {
      await this.#record(shown.id);
    } else {
      if (action === "Correct") {
        this.#correcting.set(shown.id, shown);
        this.#page.announce("Correct this record in the lines below, then press Submit Records.", "recorded");
      } else {
        const isGone = await this.#void(shown);
        this.#page.announce(`${item} ${isGone ? "is" : "will be"} voided.`, "recorded");
      }
      // What was held has never counted.
      if (shown.state !== "held") this.#forget(shown.kind, item);
    }
    await this.#changedAndSent();
  }

  /** Submit Records: these lines join the queue, and all of it is sent now. @param {string} text */
  async submit(text) {
    // U+0085 is a blank to the server as well, which answers nothing about a blank line.
    const lines = text.split("\n").map((line) => line.replace(/^[\s\u0085]+|[\s\u0085]+$/g, "")).filter(Boolean);
    if (lines.length === 0) return this.send();
    /** @type {Entry[]} */
    const entries = lines.map((raw) => ({ raw, state: "waiting" }));
    const count = lines.length === 1 ? "1 line" : `${lines.length} lines`;
    await this.#add(entries, { text: `${count} to record`, replaced: this.#corrected(lines) });
  }

  /** The lines of all that is not recorded, to be saved to a file. */
  async linesToSave() {
    const queue = await this.#queue;
    const entries = await queue.all();
    const voided = entries.filter(({ state }) => state === "voiding").map(({ raw }) => raw);
    // What is saved is sent with the same time later, or it would be recorded twice.
    const saved = await queue.update(
      entries.filter(({ state }) => state === "waiting" || state === "rejected").map(({ id }) => id),
      (entry) => ({ ...entry, raw: lineOf(entry, this.#clock) }),
    );
    return saved.map(({ after }) => after?.raw ?? "").filter((raw) => !voided.includes(raw));
  }

  /** Whether closing the page now would lose or delay scans. */
  get hasUnsent() {
    return this.#adding > 0 || this.#entries.some((entry) => entry.state !== "rejected" || isInMemory(entry));
  }

  /**
   * Adds entries in the place of others, then sends; announces them only when they are kept.
   *
   * @param {Entry[]} entries
   * @param {{text?: string, replaced?: (number | string)[]}} options
   * @returns {Promise<(number | string)[]>} their ids
   */
  async #add(entries, { text = "", replaced = [] } = {}) {
    const warnings = this.#warnings;
    this.#adding += entries.length;
    const queue = await this.#queue;
    const ids = await queue.add(entries);
    if (replaced.length) await queue.update(replaced, () => null);
    const sent = this.#changed().then(() => {
      this.#adding -= entries.length;
      return this.send();
    });
    if (text && queue.durable) {
      // A warning about a later scan stays to be read.
      if (warnings === this.#warnings) this.#page.announce(text, "recorded");
    } else if (text) {
      // Nothing is on a disk here, so nothing is announced before the server has it.
      await sent;
      const isLeft = (await queue.all()).some(({ state }) => state === "waiting");
      if (isLeft) this.warn(`${text}: not recorded yet, keep this page open.`);
      else this.#page.announce(text, "recorded");
    }
    return ids;
  }

  /** Records an entry that is held. @param {number | string | undefined} id */
  async #record(id) {
    if (id === undefined) return;
    const queue = await this.#queue;
    const [change] = await queue.update([id], (entry) => {
      const { reason, ...scan } = entry;
      return entry.state === "held" ? { ...scan, state: "waiting" } : entry;
    });
    if (change?.before.state !== "held") return;
    this.#remember(change.before);
    this.#page.announce(`${described(change.before)}, despite the warning: ${change.before.reason}`, "recorded");
  }

  /** Voids an entry; true if it is out of the queue now, else the server has to do it. @param {Entry} shown */
  async #void(shown) {
    const queue = await this.#queue;
    const [change] = await queue.update(shown.id === undefined ? [] : [shown.id], (entry) =>
      entry.state === "waiting" && entry.tried ? entry : null,
    );
    if (change && !change.after) return true;
    // What the page shows may have been sent meanwhile, by this tab or another. If it has not,
    // it goes to the server again, and then away.
    const raw = (change?.after ?? this.#journal.find(shown))?.raw ?? lineOf(shown, this.#clock);
    this.#journal.mark(raw, "voiding");
    await queue.add([{ raw, state: "voiding" }]);
    return false;
  }

  /** The ids of the rejected entries that these lines replace: with the same time or item. @param {string[]} lines */
  #corrected(lines) {
    const submitted = lines.map(fields);
    const replaced = [...this.#correcting.values()].filter(({ raw = "" }) => {
      const { time, item } = fields(raw);
      return (
        lines.includes(raw) ||
        submitted.some((line) => (time && line.time === time) || (item && line.item === item))
      );
    });
    return replaced.flatMap(({ id }) => {
      this.#correcting.delete(id);
      return id === undefined ? [] : [id];
    });
  }

  /** Notes a scan that counts: for repeats, and for the patron's slip. @param {Entry} entry */
  #remember(entry) {
    this.checks.remember(entry.kind ?? "", entry.item ?? "");
    if (entry.kind !== "L") return;
    if (this.loans[0]?.patron !== entry.patron) this.loans = [];
    this.loans.push({ ...entry, time: entry.time ?? this.#clock.at(entry.epoch) });
  }

  /** @param {string | undefined} kind @param {string} item */
  #forget(kind, item) {
    this.checks.forget(kind, item);
    this.loans = this.loans.filter((loan) => loan.item !== item);
  }

  /** Puts into this tab's journal what one of the tabs has sent. @param {News} news */
  #note({ recorded, voided, state }) {
    if (recorded) this.#journal.recorded(recorded);
    if (voided !== undefined && state) this.#journal.mark(voided, state);
  }

  /** @param {News} news */
  #tell(news) {
    this.#note(news);
    this.#page.broadcast(news);
  }

  #changed() {
    this.#page.broadcast({});
    return this.#show();
  }

  async #changedAndSent() {
    await this.#changed();
    await this.send();
  }

  /** Shows what the queue holds now; what cannot be shown is sent all the same. */
  async #show() {
    try {
      const queue = await this.#queue;
      this.#entries = await queue.all();
      this.#page.show({
        entries: this.#entries,
        sending: this.#sender.state,
        durable: queue.durable,
        isTimeKnown: this.#clock.usable,
        hasSlip: this.loans.length > 0,
      });
    } catch (error) {
      console.error(error);
    }
  }
}

/** A scan as it is announced. @param {Entry} scan */
const described = ({ kind, item, patron }) => (kind === "L" ? `Loan ${item} to ${patron}` : `Return ${item}`);
