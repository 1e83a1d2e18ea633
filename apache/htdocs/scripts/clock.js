// The server's clock on a workstation: every record carries the server's local time.
//
// The difference is learned from each answer. Within a page time runs by performance.now(),
// which nobody can set, so correcting the PC's clock in mid-session moves nothing; and no time
// given out is before the last one. A page that is opened cut off only guesses, with the
// difference of the last time: the PC's clock may have stopped since, so the server's next
// answer gives its scans their time.

import { format, parse } from "./time.js";

const KEY = "clock";
/** Milliseconds by which the server or the PC may be off before that means something. */
const STEP = 5_000;
/** An answer that took longer than this does not say well when it was given. */
const SLOW = 2_000;

export class Clock {
  #settings;
  #ahead; // milliseconds from performance.now() to the server's local time
  #last = 0;
  #known; // whether this browser has ever reached the server
  #asked = false;
  #drift = Date.now() - performance.now();

  /** @param {Pick<import("./store.js").Settings, "get" | "set">} settings keep the difference for the next page */
  constructor(settings) {
    this.#settings = settings;
    const learned = Number(settings.get(KEY) ?? NaN);
    this.#known = Number.isFinite(learned);
    const local = -new Date().getTimezoneOffset() * 60_000;
    this.#ahead = Date.now() + (this.#known ? learned : local) - performance.now();
  }

  /**
   * Takes the time of an answer.
   *
   * @param {string} serverTime `server_time`, RFC 3339 with an offset
   * @param {number} sent performance.now() at the question
   */
  learn(serverTime, sent) {
    const [, sign, hour, minute] = /([+-])(\d\d):(\d\d)$/.exec(serverTime) ?? [];
    const offset = sign ? Number(`${sign}1`) * (Number(hour) * 60 + Number(minute)) * 60_000 : 0;
    const then = Date.parse(serverTime) + offset;
    if (!Number.isFinite(then)) return;
    const received = performance.now();
    // A slow answer says when, but not how long ago: good enough only if there is no other.
    if (this.usable && received - sent > SLOW) return;
    const ahead = then - (sent + received) / 2;
    // A small step back is the network's; a large one is the server's word.
    if (!this.#known || Math.abs(ahead - this.#ahead) > STEP) this.#last = 0;
    this.#ahead = ahead;
    this.#known = true;
    this.#asked = true;
    this.#drift = Date.now() - received;
    this.#settings.set(KEY, String(Math.round(this.#ahead + received - Date.now())));
  }

  /**
   * Whether a scan can get its time now; else it gets it when the server is reached. Not
   * after the PC has slept, or its clock was set: only the server knows then what it is.
   */
  get usable() {
    return this.#asked && Math.abs(Date.now() - performance.now() - this.#drift) < STEP;
  }

  /** The server's local time as YYYYMMDDhhmmss. */
  now() {
    this.#last = Math.max(this.#last, performance.now() + this.#ahead);
    return format(this.#last);
  }

  /** How many milliseconds ago it was `time`. @param {string} time YYYYMMDDhhmmss */
  ago(time) {
    return performance.now() + this.#ahead - parse(time);
  }

  /** The server's local time, as now known, when the PC's clock said `epoch`. @param {number} [epoch] */
  at(epoch = Date.now()) {
    return format(epoch + this.#ahead + performance.now() - Date.now());
  }
}
