// The card of the last scan: what happened, told by size, color and sign together.
//
// What is announced is read out once. Below it stands what has become of that scan since, which
// changes in silence, or the buttons of one that is held.

import { isSameScan } from "./entry.js";
import { choices } from "./held.js";
import { buttonFor, stateOf } from "./log.js";
import { say } from "./messages.js";
import { TONES } from "./sound.js";
import { clockTime } from "./time.js";

/** @typedef {import("./entry.js").Entry} Entry */

/** A longer text has smaller letters, so that the card keeps its size. */
const LONG = 55;
/** Of so many scans is shown what the lists have: what is held can be looked at again. */
const MANY = 20;

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
  #listed;
  #state;
  #actions;
  #act;
  #key;
  #clock;
  #journal;
  /** @type {Entry | undefined} the scan that was announced */
  #entry;
  /** @type {{entry: Entry, text: string}[]} what the lists from Alma have of the latest scans: in this page only */
  #known = [];

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.card
   * @param {HTMLElement} parts.text what happened
   * @param {HTMLElement} parts.listed what the lists from Alma have of it
   * @param {HTMLElement} parts.state what has become of it
   * @param {HTMLElement} parts.actions what a person can do with one that is held
   * @param {(action: import("./held.js").Action, entry: Entry) => void} parts.act does it
   * @param {string} parts.key the key that does the first of it, "" for none
   * @param {import("./clock.js").Clock} clock
   * @param {import("./journal.js").Journal} journal
   */
  constructor({ card, text, listed, state, actions, act, key }, clock, journal) {
    this.#card = card;
    this.#text = text;
    this.#listed = listed;
    this.#state = state;
    this.#actions = actions;
    this.#act = act;
    this.#key = key;
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
    this.#showListed();
    this.#offer([]);
  }

  /** Shows what the lists from Alma have of a scan, if it is the last one: what, and to whom. @param {Entry} entry @param {import("./sender.js").Listed} listed */
  list(entry, { title, callNumber, name }) {
    const text = [title, callNumber, name].filter(Boolean).join(" · ");
    this.#known = [{ entry, text }, ...this.#known].slice(0, MANY);
    this.#showListed();
  }

  #showListed() {
    const known = this.#entry && this.#known.find(({ entry }) => isSameScan(entry, this.#entry));
    this.#listed.textContent = known?.text ?? "";
    this.#listed.hidden = !known;
  }

  /** Says what has become of the scan by now. @param {Entry[]} entries */
  show(entries) {
    const entry = this.#entry;
    if (!entry) return;
    const now = entries.find((other) => isSameScan(other, entry)) ?? this.#journal.find(entry);
    this.#offer(now?.state === "held" ? this.#buttons(now) : []);
    if (!now || now.state === "held") return;
    const time = clockTime(now.time ?? this.#clock.at(now.library ?? "", now));
    this.#state.textContent = say("lastState", { time, state: stateOf(now).text });
  }

  /** @param {HTMLButtonElement[]} buttons */
  #offer(buttons) {
    this.#state.hidden = buttons.length > 0;
    // Those that are there already may have the focus.
    if (!buttons.length || !this.#actions.hasChildNodes()) this.#actions.replaceChildren(...buttons);
  }

  /** What a person can do with a held scan; what the key does comes first. @param {Entry} entry */
  #buttons(entry) {
    const item = entry.scanned ?? entry.item ?? "";
    return choices(entry).map((action, i) => {
      const button = buttonFor(action, entry, item);
      // Beside the scan its text is enough, and has the key.
      button.removeAttribute("aria-label");
      if (i === 0 && this.#key) button.append(" ", Object.assign(document.createElement("kbd"), { textContent: this.#key }));
      button.addEventListener("click", () => this.#act(action, entry));
      return button;
    });
  }
}
