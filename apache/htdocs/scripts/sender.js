// Sends the queue to the server, oldest first, until it is empty; tries again for ever.
//
// An entry leaves the queue only when the server has said what became of it. The server knows
// a record again, so sending twice after a lost answer is harmless; an answer that is not what
// the server would say acknowledges nothing, and is shown.

import { isTakenOut, isUnsent, lineOf } from "./entry.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./store.js").Queued} Queued */

/**
 * How sending goes: ok; cut off, when no answer comes; refused, when the server cannot record
 * now; unclear, when its answer is none of those that the page knows.
 *
 * @typedef {"ok" | "cut off" | "refused" | "unclear"} Sending
 */

/**
 * What the lists from Alma have of a scan, for showing only: it is kept nowhere.
 *
 * @typedef {{callNumber: string, title: string, name: string}} Listed
 */

const BATCH = 200;
const TIMEOUT = 20_000;
const PAUSES = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * 1000);

/** An answer that stops sending for now. */
class Stopped extends Error {
  /** @param {Sending} sending @param {string} cause */
  constructor(sending, cause) {
    super(cause);
    this.sending = sending;
  }
}

/** @param {string} cause @returns {never} */
function unclear(cause) {
  throw new Stopped("unclear", cause);
}

/** @param {Queued[]} entries */
const ids = (entries) => entries.map(({ id }) => id);

export class Sender {
  /** @type {Sending} */
  state = "ok";
  #queue;
  #clock;
  #alone;
  #post;
  #on;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Promise<void> | undefined} */
  #running;
  #again = false;
  #asked = false; // whether the server has told its time since the last failure

  /**
   * @param {object} parts
   * @param {Promise<import("./store.js").Queue>} parts.queue
   * @param {import("./clock.js").Clock} parts.clock
   * @param {(work: () => Promise<void>) => Promise<void>} parts.alone does the work while no other tab does any
   * @param {typeof postToServer} [parts.post] asks somebody else than the server
   * @param {object} parts.on what is called as the queue drains
   * @param {(entries: Entry[]) => void} parts.on.leaving  before those that are recorded leave the queue
   * @param {(entries: Entry[]) => void} parts.on.recorded
   * @param {(entries: Entry[]) => void} parts.on.rejected
   * @param {(entries: Entry[]) => void} parts.on.held  the server asks for a person's word
   * @param {(entry: Entry, listed: Listed) => void} [parts.on.listed]
   * @param {(raw: string, state: "voided" | "in a file") => void} parts.on.voided
   * @param {() => void} parts.on.change
   */
  constructor({ queue, clock, alone, post = postToServer, on }) {
    this.#queue = queue;
    this.#clock = clock;
    this.#alone = alone;
    this.#post = post;
    this.#on = on;
  }

  /** Sends what there is now; resolves when the queue is empty or sending has failed. */
  sendNow() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#alone(() => this.#drain())
      .catch((error) => this.#failed(error))
      .finally(() => {
        this.#running = undefined;
        this.#on.change();
        // What came when the last of the queue had been sent already.
        if (this.#again && this.state === "ok") return this.sendNow();
      });
    return this.#running;
  }

  /**
   * Does something with the queue while no tab sends anything.
   *
   * @template T
   * @param {(queue: import("./store.js").Queue) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async pause(work) {
    await this.#running;
    const queue = await this.#queue;
    /** @type {Promise<T> | undefined} */
    let done;
    await this.#alone(() => (done = work(queue)).then(() => {}));
    return /** @type {Promise<T>} */ (done);
  }

  async #drain() {
    try {
      do {
        this.#again = false;
        if (!this.#asked || !this.#clock.usable) await this.#append([]);
        this.#asked = true;
        while (await this.#sendSome());
      } while (this.#again);
      this.state = "ok";
      const left = (await (await this.#queue).all()).some(isUnsent);
      // The disk has to take it before it can be sent.
      if (left) this.#sendLater();
      else this.#failures = 0;
    } catch (error) {
      this.#failed(error);
    }
  }

  /** @param {unknown} error */
  #failed(error) {
    this.state = error instanceof Stopped ? error.sending : "unclear";
    if (this.state === "unclear") console.error(error);
    // Records go again only to a server that has answered this one question as ours does.
    this.#asked = false;
    this.#sendLater();
  }

  /** Tries again, more and more rarely. */
  #sendLater() {
    const pause = PAUSES[Math.min(this.#failures++, PAUSES.length - 1)];
    this.#timer = setTimeout(() => this.sendNow(), pause * (0.75 + Math.random() / 2));
  }

  /** Sends the oldest entries; false if there are none that can be sent. */
  async #sendSome() {
    const queue = await this.#queue;
    const open = (await queue.all()).filter(isUnsent);
    if (open.length === 0) return false;
    // What is to be voided is sent alone, in its place between the others.
    const end = open.findIndex(({ state }) => state === "voiding");
    const isSent = await (end === 0
      ? this.#void(open[0])
      : this.#record(open.slice(0, end < 0 ? BATCH : Math.min(end, BATCH))));
    this.#on.change();
    return isSent;
  }

  /** Sends these entries; false if none of them can be. @param {Queued[]} waiting */
  async #record(waiting) {
    const queue = await this.#queue;
    const changes = await queue.update(ids(waiting), (entry) =>
      entry.state === "waiting" ? { ...entry, raw: lineOf(entry, this.#clock), tried: true } : entry,
    );
    // What another page has sent or a person has voided since it was read stays out, and so
    // does a time that a crash could change into another: it would make two records of one.
    const entries = changes.flatMap(({ after }) =>
      after?.state === "waiting" && (after.time !== null || queue.isStored(after)) ? [after] : [],
    );
    if (entries.length === 0) return changes.length < waiting.length;
    this.#on.change();
    const outcomes = await this.#append(entries);
    const lines = new Map(entries.map(({ id, raw }) => [id, raw]));
    // The answer is about the line that was sent: a person may have corrected it meanwhile, or another
    // page may have put it into a file.
    /** @param {Queued} entry */
    const isAsSent = (entry) => entry.raw === lines.get(entry.id) && !isTakenOut(entry);
    const recorded = entries.filter((entry) => !outcomes.has(entry.id));
    if (recorded.length) this.#on.leaving(recorded);
    const settled = await queue.update(ids(entries), (entry) =>
      isAsSent(entry) ? outcomes.get(entry.id)?.(entry) ?? null : entry,
    );
    const left = settled.flatMap(({ before, after }) => (after && isAsSent(before) ? [after] : []));
    /** @param {import("./entry.js").State} wanted */
    const having = (wanted) => left.filter(({ state }) => state === wanted);
    if (recorded.length) this.#on.recorded(recorded);
    if (having("rejected").length) this.#on.rejected(having("rejected"));
    if (having("held").length) this.#on.held(having("held"));
    return true;
  }

  /**
   * Has these recorded, unless the server knows better of those that were scanned here.
   *
   * @param {Queued[]} entries
   * @returns {Promise<Map<number | string, (entry: Queued) => Queued>>} what becomes of those that are not, by their ids
   */
  async #append(entries) {
    const check = entries.flatMap(({ item, accepted }, i) => (item && !accepted ? [i + 1] : []));
    const ofPatron = entries.flatMap(({ patronAccepted }, i) => (patronAccepted ? [i + 1] : []));
    const lines = entries.map((entry) => entry.raw).join("\n");
    /** @type {Record<string, string>} */
    const form = { textarea: lines, check: check.join() };
    if (ofPatron.length) form.patron_accepted = ofPatron.join();
    const { body } = await this.#ask("append.php", form);
    const { recorded, already_recorded, rejected, held = [], listed = [], server_time } = body;
    if (typeof server_time !== "string" || !Array.isArray(rejected)) unclear("not an answer of append.php");
    /** @type {Map<number | string, (entry: Queued) => Queued>} */
    const outcomes = new Map();
    /** @param {any} refusal @param {(entry: Queued) => Queued} outcome */
    const note = (refusal, outcome) => {
      const { id } = entries[refusal?.line - 1] ?? unclear("an answer about a line that was not sent");
      outcomes.set(id, outcome);
    };
    for (const refusal of rejected) {
      note(refusal, (entry) => ({ ...entry, state: "rejected", reason: String(refusal.reason) }));
    }
    for (const doubt of held) note(doubt, (entry) => inDoubt(entry, doubt));
    const total = recorded + already_recorded + outcomes.size;
    if (total !== entries.length) unclear(`the answer is about ${total} of ${entries.length} lines`);
    for (const { line, call_number: callNumber = "", title = "", name = "" } of listed) {
      if (entries[line - 1]) this.#on.listed?.(entries[line - 1], { callNumber, title, name });
    }
    return outcomes;
  }

  /** @param {Queued} entry */
  async #void({ id, raw = "" }) {
    // What is no line, or in the table no more, needs no voiding.
    const { status, body } = await this.#ask("void.php", { textarea: raw }, [400, 404, 409]);
    if (status === 200 ? body.voided !== 1 : typeof body.error !== "string") unclear("not an answer of void.php");
    await (await this.#queue).update([id], () => null);
    this.#on.voided(raw, status === 409 ? "in a file" : "voided");
    return true;
  }

  /**
   * @param {string} page
   * @param {Record<string, string>} fields
   * @param {number[]} answers the statuses that are answers as well
   */
  async #ask(page, fields, answers = []) {
    const sent = performance.now();
    const { status, text } = await this.#post(page, fields).catch((error) => {
      throw new Stopped("cut off", String(error));
    });
    const isOk = status >= 200 && status < 300;
    if (!isOk && !answers.includes(status)) throw new Stopped("refused", `status ${status}`);
    const body = parsed(text) ?? unclear("not JSON");
    if (body.server_time) this.#clock.learn(body, sent);
    return { status, body };
  }
}

/**
 * Does work while no other tab does any. Where the browser has no locks, or refuses them with all that it
 * could keep, two tabs may send the same, which is harmless.
 *
 * @param {LockManager | undefined} locks
 * @param {string} name of what is to be done by one tab at a time
 */
export const alone = (locks, name) => async (/** @type {() => Promise<void>} */ work) => {
  let hasBegun = false;
  const begin = () => {
    hasBegun = true;
    return work();
  };
  try {
    await (locks ? locks.request(name, begin) : begin());
  } catch (error) {
    if (hasBegun) throw error;
    await work();
  }
};

/**
 * Posts a form to a page of the server; fails if no answer comes.
 *
 * @param {string} page
 * @param {Record<string, string>} fields
 * @returns {Promise<{status: number, text: string}>}
 */
async function postToServer(page, fields) {
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), TIMEOUT);
  try {
    const response = await fetch(page, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(fields),
      signal: aborter.signal,
      redirect: "error",
    });
    return { status: response.status, text: await response.text() };
  } finally {
    clearTimeout(timer);
  }
}

/** What JSON holds, undefined if the text is none. @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * An entry that the server holds back, unless a person has let it through meanwhile.
 *
 * @param {Queued} sent
 * @param {{field?: string, reason?: unknown, hold?: unknown}} doubt
 * @returns {Queued}
 */
function inDoubt(sent, { field, reason, hold }) {
  const { tried, ...entry } = sent;
  if (entry.accepted) return { ...entry, state: "waiting" };
  const ofLists = Array.isArray(hold) && hold.length ? { hold: hold.map(String) } : undefined;
  const isPatron = !ofLists && field === "item_barcode";
  return { ...entry, state: "held", reason: String(reason), ...(isPatron && { offer: "patron" }), ...ofLists };
}
