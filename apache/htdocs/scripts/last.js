// The card of the last scan: what happened, told by size, colour and sign together.
//
// What is announced is read out once. Below it stands what has become of that scan since, which
// changes in silence.

import { stateOf } from "./log.js";
import { say } from "./messages.js";
import { TONES } from "./sound.js";
import { clockTime } from "./time.js";

/** @typedef {import("./entry.js").Entry} Entry */

/** A longer text has smaller letters, so that the card keeps its size. */
const LONG = 55;

/** @param {string} className @param {string} text */
function part(className, text) {
  const part = document.createElement("span");
  part.className = className;
  part.textContent = text;
  return part;
}

export class Last {
  #card;
  #text;
  #state;
  #clock;
  #journal;
  /** @type {Entry | undefined} the scan that was announced */
  #entry;

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.card
   * @param {HTMLElement} parts.text what happened
   * @param {HTMLElement} parts.state what has become of it
   * @param {import("./clock.js").Clock} clock
   * @param {import("./journal.js").Journal} journal
   */
  constructor({ card, text, state }, clock, journal) {
    this.#card = card;
    this.#text = text;
    this.#state = state;
    this.#clock = clock;
    this.#journal = journal;
  }

  /** @param {string} text @param {import("./station.js").Tone} tone @param {Entry} [entry] the scan, if it is one */
  announce(text, tone, entry) {
    this.#entry = entry;
    this.#card.className = tone ? `last is-${tone.replace(" ", "-")}` : "last";
    const what = part(text.length > LONG ? "what is-long" : "what", text);
    if (tone) {
      const { sign, word } = TONES[tone];
      this.#text.replaceChildren(part("sign", sign), " ", part("word", say(word)), part("unseen", ":"), " ", what);
    } else {
      this.#text.replaceChildren(what);
    }
    this.#state.textContent = "";
  }

  /** Says what has become of the scan by now. @param {Entry[]} entries */
  show(entries) {
    const entry = this.#entry;
    if (!entry) return;
    const now = entries.find(({ epoch, item }) => epoch === entry.epoch && item === entry.item) ?? this.#journal.find(entry);
    if (!now || now.state === "held") return;
    const time = clockTime(now.time ?? this.#clock.at(now.library ?? "", now.epoch));
    this.#state.textContent = say("lastState", { time, state: stateOf(now).text });
  }
}
