// The page before the file: counts the records that arrive while it is open.
//
// Only the lines of the count change, so nothing moves under a hand that is about to
// press a button; the table stays as it was until the person asks for it anew.

import { watchGenerate } from "./generate.js";
import { say } from "./messages.js";
import { poll } from "./poll.js";

/** An answer that takes longer than this is none. */
const TIMEOUT = 20_000;

/** @param {string} id */
const element = (id) => document.getElementById(id);

/** Writes only what is new: a screen reader says it again otherwise. @param {string} id @param {string} text */
function write(id, text) {
  const place = element(id);
  if (place && place.textContent !== text) place.textContent = text;
}

/** What has changed since the page was opened. @param {number} before @param {number} total @param {boolean} haveDesksChanged */
function difference(before, total, haveDesksChanged) {
  if (total > before) return say("moreArrived", { count: total - before });
  if (total < before) return say("recordsGone", { count: before - total });
  return haveDesksChanged ? say("desksChanged") : "";
}

class Arrivals {
  #before;
  #desks;
  #more;
  #said = "";
  #reload = document.createElement("a");

  /** @param {HTMLElement} panel says how many there were @param {HTMLElement} more for what has changed */
  constructor(panel, more) {
    this.#before = Number(panel.dataset.total);
    this.#desks = panel.dataset.desks ?? null;
    this.#more = more;
    // Where a record was just voided, the address of this page is not that of the list.
    this.#reload.href = `listrecords.php?${panel.dataset.view}`;
    this.#reload.textContent = say("reloadPage");
  }

  /** Asks and shows the answer; false if there is none. */
  async ask() {
    const aborter = new AbortController();
    const timer = setTimeout(() => aborter.abort(), TIMEOUT);
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch("listrecords.php", { headers, signal: aborter.signal });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      this.#show(await answer.json());
      return true;
    } catch {
      this.#say(say("countMayBeOld"));
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {{total: number, last: string | null, ago: string | null, sending: boolean, desks: string | null}} answer */
  #show({ total, last, ago, sending, desks }) {
    write("total", String(total));
    write("last", last ?? say("noRecord"));
    write("ago", ago ? `(${ago})` : "");
    element("sending")?.toggleAttribute("hidden", !sending);
    element("quiet")?.toggleAttribute("hidden", sending);
    this.#say(difference(this.#before, total, desks !== this.#desks));
  }

  /** Says it once, with a link to the page anew. @param {string} text */
  #say(text) {
    if (this.#said === text) return;
    this.#said = text;
    this.#more.replaceChildren(...(text ? [`${text} `, this.#reload] : []));
  }
}

const panel = element("arrivals");
const more = element("more");
if (panel && more) {
  const arrivals = new Arrivals(panel, more);
  poll(() => arrivals.ask(), document);
}

const form = element("mainform");
const making = element("making");
if (form instanceof HTMLFormElement && making) watchGenerate(form, making);
