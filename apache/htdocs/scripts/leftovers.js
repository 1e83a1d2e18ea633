// Leftovers: what a page had not brought to the disk when it was left. The browser drops such work with its page.
//
// The page puts it into localStorage in that moment, which takes at once what it gets. The next
// scanning page, or another tab, takes it from there and brings it to the disk. Each time has a
// key of its own, so that tabs that are closed together do not overwrite each other's.

import { isSame } from "./entry.js";
import { readJson } from "./store.js";

/** @typedef {import("./entry.js").Entry} Entry */

const BEGINNING = "leftovers ";

export class Leftovers {
  #settings;

  /** @param {import("./store.js").Settings} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  /** What earlier pages have left, and the keys that hold it. */
  get all() {
    const keys = this.#settings.keys(BEGINNING).sort();
    return { keys, entries: keys.flatMap((key) => entriesIn(readJson(this.#settings, key, []))) };
  }

  /** Keeps what is not there yet, each entry once. @param {Entry[]} entries */
  keep(entries) {
    const { entries: known } = this.all;
    /** @type {Entry[]} */
    const added = [];
    for (const entry of entries) if (![...known, ...added].some((other) => isSame(entry, other))) added.push(entry);
    // The time keeps the order, the rest tells pages that are left in one moment apart.
    if (added.length) this.#settings.set(`${BEGINNING}${Date.now()} ${Math.random()}`, JSON.stringify(added));
  }

  /** What these keys hold is in the queue. @param {string[]} keys */
  forget(keys) {
    for (const key of keys) this.#settings.remove(key);
  }
}

/** @param {unknown} kept @returns {Entry[]} */
function entriesIn(kept) {
  return Array.isArray(kept) ? kept : [];
}
