// The bar above the scanning page: the desk, the connection, how much waits, and the server's time.
//
// It is for a glance. What staff must know before the next scan stands in the banner, which is read
// out; the bar is not.

import { isUnsent } from "./entry.js";
import { say } from "./messages.js";
import { clockTime } from "./time.js";

/** How often the time is written, in milliseconds. */
const TICK = 2_000;

/** @type {Record<import("./sender.js").Sending, import("./messages.js").PlainCode>} */
const CONNECTION = { ok: "connected", "cut off": "cutOff", refused: "serverBusy", unclear: "serverOdd" };

export class Bar {
  #connection;
  #waiting;
  #time;
  #clock;

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.connection
   * @param {HTMLElement} parts.waiting
   * @param {HTMLElement} parts.time
   * @param {import("./clock.js").Clock} clock
   */
  constructor({ connection, waiting, time }, clock) {
    this.#connection = connection;
    this.#waiting = waiting;
    this.#time = time;
    this.#clock = clock;
    setInterval(() => this.#tick(), TICK);
  }

  #tick() {
    const clock = this.#clock;
    this.#time.textContent = clock.usable ? clockTime(clock.now()).slice(0, 5) : "--:--";
  }

  /** @param {import("./station.js").Status} status */
  show({ entries, sending }) {
    this.#tick();
    this.#connection.textContent = say(CONNECTION[sending]);
    this.#connection.classList.toggle("is-off", sending !== "ok");
    const count = entries.filter(isUnsent).length;
    this.#waiting.textContent = say("waitingHere", { count });
    this.#waiting.classList.toggle("is-some", count > 0);
  }
}
