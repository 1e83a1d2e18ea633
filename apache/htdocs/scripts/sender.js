// Sends the queue to the server, oldest first, until it is empty; tries again for ever.
//
// An entry leaves the queue only when the server has acknowledged it. The server knows a
// transaction again, so sending twice after a lost answer is harmless.

import { line } from "./line.js";

const BATCH = 200;
const TIMEOUT = 20_000;
const PAUSES = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * 1000);

const ids = (entries) => entries.map(({ id }) => id);

/** The line of an entry; one scanned before the clock was known gets its time only now. */
export function lineOf(entry, clock) {
  return entry.raw ?? line({ ...entry, time: entry.time ?? clock.at(entry.epoch) });
}

export class Sender {
  /** "ok", "cut off", or "refused" when the server answers with something else. */
  state = "ok";
  #queue;
  #clock;
  #on;
  #failures = 0;
  #timer;
  #running;
  #again = false;
  #asked = false; // whether the server has told its time since the last failure

  /** `on.recorded(entries)` and `on.change()` are called as the queue drains. */
  constructor(queue, clock, on) {
    this.#queue = queue;
    this.#clock = clock;
    this.#on = on;
    addEventListener("online", () => this.kick());
    document.addEventListener("visibilitychange", () => document.hidden || this.kick());
  }

  /** Sends what there is now; resolves when the queue is empty or sending has failed. */
  kick() {
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#exclusively(() => this.#drain()).finally(() => {
      this.#running = undefined;
      this.#on.change();
    });
    return this.#running;
  }

  /** One tab at a time where the browser has locks; elsewhere twice is harmless. */
  #exclusively(work) {
    return navigator.locks ? navigator.locks.request("offline-circ", work) : work();
  }

  async #drain() {
    try {
      do {
        this.#again = false;
        if (!this.#asked || !this.#clock.usable) await this.#post("append.php", "");
        this.#asked = true;
        while (await this.#sendSome());
      } while (this.#again);
      this.state = "ok";
      this.#failures = 0;
    } catch (error) {
      this.state = error.status ? "refused" : "cut off";
      // Records go again only to a server that has answered this one question as ours does.
      this.#asked = false;
      const pause = PAUSES[Math.min(this.#failures++, PAUSES.length - 1)];
      this.#timer = setTimeout(() => this.kick(), pause * (0.75 + Math.random() / 2));
    }
  }

  /** Sends the oldest entries; false if there are none that can be sent. */
  async #sendSome() {
    const waiting = (await this.#queue.all()).filter((entry) => entry.state === "waiting");
    if (waiting.length === 0) return false;
    const end = waiting.findIndex((entry) => entry.void);
    const next = waiting.slice(0, end < 0 ? BATCH : Math.min(end, BATCH));
    const isSent = await (end === 0 ? this.#void(waiting[0]) : this.#record(next));
    this.#on.change();
    return isSent;
  }

  /** Sends these entries; false if none of them can be. */
  async #record(waiting) {
    // What another page has sent or a person has taken back since it was read stays out.
    const tried = await this.#queue.update(ids(waiting), (entry) =>
      entry.state === "waiting" ? { ...entry, raw: lineOf(entry, this.#clock), tried: true } : entry,
    );
    // A time that a crash could change into another would make two records of one.
    const entries = tried.filter(
      (entry) => entry.state === "waiting" && (entry.time !== null || this.#queue.isStored(entry)),
    );
    if (entries.length === 0) return tried.length < waiting.length;
    this.#on.change();
    const { body } = await this.#post("append.php", entries.map((entry) => entry.raw).join("\n"));
    if (!Array.isArray(body.rejected)) throw new Error("not an answer of append.php");
    const reasons = new Map(body.rejected.map(({ line, reason }) => [entries[line - 1].id, reason]));
    await this.#queue.update(ids(entries), (entry) =>
      reasons.has(entry.id) ? { ...entry, state: "rejected", reason: reasons.get(entry.id) } : null,
    );
    const recorded = entries.filter((entry) => !reasons.has(entry.id));
    if (recorded.length) this.#on.recorded(recorded);
    return true;
  }

  async #void(entry) {
    // What is no line, or in the table no more, needs no voiding.
    const { status } = await this.#post("void.php", entry.raw, [400, 404, 409]);
    await this.#queue.update([entry.id], () => null);
    this.#on.voided(entry, status === 409 ? "in a file" : "voided");
    return true;
  }

  async #post(page, textarea, answers = []) {
    const sent = performance.now();
    const aborter = new AbortController();
    const timer = setTimeout(() => aborter.abort(), TIMEOUT);
    try {
      const response = await fetch(page, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams({ textarea }),
        signal: aborter.signal,
        redirect: "error",
      });
      if (!response.ok && !answers.includes(response.status)) {
        throw Object.assign(new Error("refused"), { status: response.status });
      }
      const body = await response.json();
      if (body.server_time) this.#clock.learn(body.server_time, sent);
      return { status: response.status, body };
    } finally {
      clearTimeout(timer);
    }
  }
}
