// The Transaction Log on the page: what waits, what needs a person, and the latest that
// were recorded.

import { fields, isInMemory, lineOf } from "./entry.js";
import { choices, label } from "./held.js";
import { say } from "./messages.js";
import { clockTime } from "./time.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./held.js").Action} Action */

const SHOWN = 50;
/** So long the log stays as it is while a button is pressed, in milliseconds, if nobody hears of the release. */
const PRESS = 10_000;

/** @type {Record<Exclude<import("./entry.js").State, "held">, {text: (entry: Entry) => string, actions: Action[]}>} */
const ROWS = {
  waiting: {
    text: (entry) => (isInMemory(entry) ? say("stateInPage") : say("stateKept")),
    actions: ["void"],
  },
  rejected: { text: ({ reason = "" }) => say("stateRejected", { reason }), actions: ["correct", "void"] },
  recorded: { text: ({ at = "" }) => say("stateRecorded", { at }), actions: ["void"] },
  "taken out": { text: () => say("stateTakenOut"), actions: ["send"] },
  voiding: { text: () => say("stateVoiding"), actions: [] },
  voided: { text: () => say("stateVoided"), actions: [] },
  "in a file": { text: () => say("stateInFile"), actions: [] },
};

/** What has become of a scan, and what a person can do with it. @param {Entry} entry */
export function stateOf(entry) {
  const { state, reason = "" } = entry;
  if (state === "held") return { text: say("stateHeld", { reason }), actions: choices(entry) };
  return { text: ROWS[state].text(entry), actions: ROWS[state].actions };
}

export class Log {
  #body;
  #counts;
  #journal;
  #clock;
  #act;
  #back;
  #drawn = "";
  /** @type {Entry[]} */
  #queue = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pressed;
  #isByKeyboard = false; // whether a button was pressed so the last time

  /**
   * @param {object} parts
   * @param {HTMLTableSectionElement} parts.body for the rows
   * @param {HTMLElement} parts.counts for the numbers of the day
   * @param {import("./journal.js").Journal} parts.journal
   * @param {import("./clock.js").Clock} parts.clock
   * @param {(action: Action, entry: Entry) => void} parts.act what a button of a row does
   * @param {() => void} parts.back leads to where scans go
   */
  constructor({ body, counts, journal, clock, act, back }) {
    this.#body = body;
    this.#counts = counts;
    this.#journal = journal;
    this.#clock = clock;
    this.#act = act;
    this.#back = back;
    body.addEventListener("keydown", ({ key }) => key === "Escape" && back());
    this.#stayWhilePressed();
  }

  /** A button that is drawn anew between press and release gets no click. */
  #stayWhilePressed() {
    const release = () => {
      if (!this.#pressed) return;
      clearTimeout(this.#pressed);
      this.#pressed = undefined;
      this.show(this.#queue);
    };
    this.#body.addEventListener("pointerdown", () => {
      clearTimeout(this.#pressed);
      this.#pressed = setTimeout(release, PRESS);
    });
    document.addEventListener("click", release);
    document.addEventListener("pointercancel", release);
    // A click comes after it, if one does.
    document.addEventListener("pointerup", () => setTimeout(release));
  }

  /** Shows the queue and the latest, newest first; what is taken out, behind what needs anything yet. @param {Entry[]} queue */
  show(queue) {
    this.#queue = queue;
    if (this.#pressed) return;
    const { L, R, latest } = this.#journal.today;
    const newest = [...queue].reverse();
    /** @param {import("./entry.js").State[]} states */
    const having = (...states) => newest.filter(({ state }) => states.includes(state));
    const scans = [...having("held"), ...having("waiting", "rejected")];
    const shown = [...scans, ...having("taken out")].slice(0, SHOWN);
    this.#draw([...shown, ...latest].map((entry) => this.#row(entry)));
    const more = scans.length - SHOWN;
    this.#counts.textContent =
      say("countsToday", { loans: L, returns: R }) + (more > 0 ? ` ${say("olderNotShown", { count: more })}` : "");
  }

  /**
   * Puts the rows in place, if they differ from those there, and the focus back.
   *
   * @param {HTMLTableRowElement[]} rows
   */
  #draw(rows) {
    const drawn = rows.map((row) => row.outerHTML).join("");
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const { activeElement } = document;
    const key = activeElement instanceof HTMLElement && activeElement.dataset.key;
    this.#body.replaceChildren(...rows);
    this.#body.closest(".scroll")?.classList.toggle("has-rows", rows.length > 0);
    if (!key) return;
    const same = [...this.#body.querySelectorAll("button")].find((button) => button.dataset.key === key);
    if (same) same.focus({ preventScroll: true });
    else this.#leave();
  }

  /** To the first held scan; false if there is none. */
  focusHeld() {
    /** @type {HTMLButtonElement | null} */
    const button = this.#body.querySelector(".is-held button");
    button?.focus();
    return button !== null;
  }

  /** The row of the button that had the focus is gone: to the next held scan, or back. */
  #leave() {
    if (!this.#isByKeyboard || !this.focusHeld()) this.#back();
  }

  /** @param {Entry} entry */
  #row(entry) {
    const { text, actions } = stateOf(entry);
    const row = document.createElement("tr");
    row.className = `is-${entry.state.replace(/ /g, "-")}`;
    const said = fields(lineOf(entry, this.#clock));
    // A pasted line may be none: then it is shown as it is.
    const item = (entry.state === "held" && entry.scanned) || said.item || entry.raw || "";
    const kind = { L: say("kindLoan"), R: say("kindReturn") }[said.kind] ?? said.kind;
    const cells = [
      [text, entry.reason ? "wrap" : ""],
      [kind, ""],
      [item, said.item ? "mono" : "mono wrap"],
      [said.patron, "mono"],
      [[clockTime(said.time), entry.desk].filter(Boolean).join(" · "), ""],
    ];
    for (const [textContent, className] of cells) Object.assign(row.insertCell(), { textContent, className });
    const buttons = actions.map((action) => {
      const button = buttonFor(action, entry, item);
      button.addEventListener("click", ({ detail }) => {
        this.#isByKeyboard = detail === 0;
        this.#act(action, entry);
      });
      return button;
    });
    row.insertCell().append(...buttons);
    return row;
  }
}

/** A button that does this with a scan. @param {Action} action @param {Entry} entry @param {string} item as it is shown */
export function buttonFor(action, entry, item) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "small";
  button.textContent = label(action, entry);
  button.setAttribute("aria-label", say("buttonOfItem", { button: label(action, entry), item }));
  button.dataset.key = `${action} ${entry.epoch ?? entry.raw} ${item}`;
  return button;
}
