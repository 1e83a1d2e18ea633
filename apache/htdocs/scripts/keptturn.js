// Whose turn it is, as the browser keeps it: for a reload, for the way back from another page, and after a crash.
//
// The tab keeps it together with the moment at which its page was left; who comes back soon goes on
// with it. The browser keeps it for all tabs. What a page finds only there belongs to another tab,
// or to a page that has ended in the middle of a turn.

import { readJson } from "./store.js";

const TURN = "turn";
const LEFT = "left";
const CHECK_IN = "check in";
/** Who comes back within so many milliseconds goes on with the turn. */
const BACK_SOON = 5 * 60_000;

/**
 * @typedef {object} Turn
 * @property {string} patron  the barcode
 * @property {string} shown  what stands in Patron Barcode for it
 * @property {number} began  when the turn began, in milliseconds
 * @property {boolean} isLetThrough  whether a person has let this patron through, whatever the lists from Alma say
 * @property {boolean} isUnclear  whether the next key was still to say whose the last scan was
 */

export class KeptTurn {
  #settings;
  #session;

  /**
   * @param {import("./store.js").Settings} settings keep it for all tabs
   * @param {import("./store.js").Settings} session keep it for this one
   */
  constructor(settings, session) {
    this.#settings = settings;
    this.#session = session;
  }

  /** @param {Turn} turn */
  keep(turn) {
    this.#set(JSON.stringify(turn));
  }

  /** It is nobody's turn. */
  end() {
    this.#set("");
  }

  /** @param {string} text */
  #set(text) {
    this.#session.set(TURN, text);
    this.#settings.set(TURN, text);
  }

  /** The page is being left. @param {boolean} isCheckIn whether scans went to Check In */
  leave(isCheckIn) {
    if (this.#session.get(TURN) === null) return; // practice has forgotten all of it
    this.#session.set(LEFT, String(Date.now()));
    this.#session.set(CHECK_IN, isCheckIn ? "yes" : "");
  }

  /**
   * What a page finds when it starts. `here` is this tab's turn; `elsewhere` is the patron of one that may be
   * another tab's, "" where it was half written when the power failed. A browser that opens its tabs again
   * brings back what they kept: then no page was left just before.
   *
   * @returns {{here?: Turn, elsewhere?: string, isCheckIn: boolean}}
   */
  find() {
    const isBackSoon = Math.abs(Date.now() - Number(this.#session.get(LEFT))) < BACK_SOON;
    this.#session.set(LEFT, "");
    const here = isBackSoon ? readJson(this.#session, TURN) : undefined;
    const isElsewhere = !here && Boolean(this.#settings.get(TURN));
    const elsewhere = isElsewhere ? readJson(this.#settings, TURN, { patron: "" }).patron : undefined;
    return { here, elsewhere, isCheckIn: isBackSoon && this.#session.get(CHECK_IN) === "yes" };
  }
}
