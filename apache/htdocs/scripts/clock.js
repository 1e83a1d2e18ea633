// The server's clock on a workstation: every record carries the server's local time.
//
// The difference is learned from each answer. Within a page time runs by
// performance.now(), which nobody can set, so correcting the PC's clock in mid-session
// moves nothing; and no time given out is before the last one. A page that is opened cut
// off only guesses, with the difference of the last time: the PC's clock may have stopped
// since, so the server's next answer gives its scans their time.

const KEY = "clock";
const STEP = 5_000;
const SLOW = 2_000;

const format = (epoch) => new Date(epoch).toISOString().replaceAll(/\D/g, "").slice(0, 14);

export class Clock {
  #storage;
  #ahead; // milliseconds from performance.now() to the server's local time, as if it were UTC
  #last = 0;
  #known; // whether this browser has ever reached the server
  #asked = false;
  #drift = Date.now() - performance.now();

  /** `storage` keeps what was learned for the next time the page opens. */
  constructor(storage) {
    this.#storage = storage;
    const kept = Number(storage.get(KEY) ?? NaN);
    this.#known = Number.isFinite(kept);
    const local = -new Date().getTimezoneOffset() * 60_000;
    this.#ahead = Date.now() + (this.#known ? kept : local) - performance.now();
  }

  /** Takes `server_time` (RFC 3339 with offset) of an answer; `sent` is performance.now() then. */
  learn(serverTime, sent) {
    const [, sign, hour, minute] = /([+-])(\d\d):(\d\d)$/.exec(serverTime) ?? [];
    const offset = sign ? Number(`${sign}1`) * (hour * 60 + Number(minute)) * 60_000 : 0;
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
    this.#storage.set(KEY, String(Math.round(this.#ahead + received - Date.now())));
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

  /** How many milliseconds ago it was `time`, YYYYMMDDhhmmss. */
  ago(time) {
    const [, y, mo, d, h, mi, s] = (/^(....)(..)(..)(..)(..)(..)$/.exec(time) ?? []).map(Number);
    return performance.now() + this.#ahead - Date.UTC(y, mo - 1, d, h, mi, s);
  }

  /** The server's local time, as now known, when the PC's clock said `epoch`. */
  at(epoch) {
    return format(epoch + this.#ahead + performance.now() - Date.now());
  }
}
