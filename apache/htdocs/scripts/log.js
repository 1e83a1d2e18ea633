// The Transaction Log on the page: what waits, what needs a person, and the latest that
// were recorded. The latest are kept for this tab and this day only.

import { fields, hours } from "./line.js";
import { lineOf } from "./sender.js";
import { isInMemory } from "./store.js";

const LATEST = 20;
const SHOWN = 50;
const KEY = "latest";

export class Log {
  #session;
  #clock;
  #body = document.getElementById("rows");
  #drawn;
  #counts = document.getElementById("counts");
  #act;

  /** `act(action, entry)` is called for the buttons of a row. */
  constructor(session, clock, act) {
    this.#session = session;
    this.#clock = clock;
    this.#act = act;
  }

  #today() {
    const kept = JSON.parse(this.#session.get(KEY) ?? "null");
    const day = this.#clock.now().slice(0, 8);
    return kept?.day === day ? kept : { day, L: 0, R: 0, latest: [] };
  }

  #keep(today) {
    this.#session.set(KEY, JSON.stringify({ ...today, latest: today.latest.slice(0, LATEST) }));
  }

  /** Notes entries that the server has acknowledged. */
  recorded(entries) {
    const today = this.#today();
    const at = hours(this.#clock.now());
    for (const entry of entries) {
      const said = fields(entry.raw);
      if (said.kind in today) today[said.kind] += 1;
      today.latest.unshift({ ...said, raw: entry.raw, epoch: entry.epoch, state: "recorded", at });
    }
    this.#keep(today);
  }

  /** Notes what became of a recorded row that was to be voided. */
  mark(raw, state) {
    const today = this.#today();
    const row = today.latest.find((entry) => entry.raw === raw && entry.state !== "voided");
    if (!row) return;
    if (state === "voided" && row.kind in today) today[row.kind] -= 1;
    row.state = state;
    this.#keep(today);
  }

  /** The items taken within the session, for noticing repeats after a reload. */
  get latest() {
    return this.#today().latest;
  }

  /** Shows the queue and the latest, newest first. */
  show(queue) {
    const { L, R, latest } = this.#today();
    const scans = queue.filter((entry) => !entry.void).reverse();
    const open = scans.slice(0, SHOWN);
    this.#draw([...open, ...latest].map((entry) => this.#row(entry)));
    const more = scans.length - open.length;
    this.#counts.textContent =
      `Recorded today at this desk: loans ${L}, returns ${R}.` +
      (more > 0 ? ` The list shows the latest; older ones that wait: ${more}.` : "");
  }

  /** Puts the rows in place, if they differ from those there, and the focus back. */
  #draw(rows) {
    const drawn = rows.map((row) => row.outerHTML).join("");
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const key = document.activeElement?.dataset.key;
    this.#body.replaceChildren(...rows);
    if (!key) return;
    const same = [...this.#body.querySelectorAll("button")].find((button) => button.dataset.key === key);
    same?.focus({ preventScroll: true });
  }

  #row(entry) {
    const row = document.createElement("tr");
    row.className = `is-${entry.state.replaceAll(" ", "-")}`;
    const said = fields(lineOf(entry, this.#clock));
    // A pasted line may be none: then it is shown as it is.
    const item = said.item || entry.raw;
    const kind = { L: "Loan", R: "Return" }[said.kind] ?? said.kind;
    const cells = [
      [stateText(entry), entry.reason ? "wrap" : ""],
      [kind, ""],
      [item, said.item ? "mono" : "mono wrap"],
      [said.patron, "mono"],
      [hours(said.time), ""],
    ];
    for (const [text, className] of cells) {
      Object.assign(row.insertCell(), { textContent: text, className });
    }
    row.insertCell().append(...actions(entry).map((action) => this.#button(action, entry, item)));
    return row;
  }

  #button(action, entry, item) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "small";
    button.textContent = action;
    button.setAttribute("aria-label", `${action} ${item}`);
    button.dataset.key = `${action} ${entry.epoch ?? entry.raw} ${item}`;
    button.addEventListener("click", () => this.#act(action, entry));
    return button;
  }
}

function stateText(entry) {
  const { state, at, reason } = entry;
  switch (state) {
    case "waiting":
      return isInMemory(entry) ? "◌ not recorded yet, in this page only" : "◌ kept on this computer";
    case "held":
      return `⚠ not recorded: ${reason}`;
    case "rejected":
      return `✖ rejected: ${reason}`;
    case "recorded":
      return `✔ recorded ${at}`;
    case "voiding":
      return "◌ to be voided";
    case "in a file":
      return "✖ in a file already: correct it in Alma";
    default:
      return "✖ voided";
  }
}

function actions({ state }) {
  switch (state) {
    case "held":
      return ["Record", "Discard"];
    case "rejected":
      return ["Correct", "Discard"];
    case "waiting":
    case "recorded":
      return ["Void"];
    default:
      return [];
  }
}
