// Leftovers: what a page had not brought to the disk when it was left. The browser drops such work with its page.
//
// The page puts it into localStorage in that moment, which takes at once what it gets. The next
// scanning page, or another tab, takes it from there and brings it to the disk.

import { readJson } from "./store.js";

/** @typedef {import("./entry.js").Entry} Entry */

const KEY = "leftovers";

export class Leftovers {
  #settings;

  /** @param {import("./store.js").Settings} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  /** Keeps these behind what is there. @param {Entry[]} entries */
  keep(entries) {
    if (entries.length) this.#settings.set(KEY, JSON.stringify([...this.#kept, ...entries]));
  }

  /** What earlier pages have left, in the order of the scans. It is here no more. */
  collect() {
    const kept = this.#kept;
    if (kept.length) this.#settings.set(KEY, "[]");
    return kept;
  }

  /** @returns {Entry[]} */
  get #kept() {
    const kept = readJson(this.#settings, KEY, []);
    return Array.isArray(kept) ? kept : [];
  }
}
