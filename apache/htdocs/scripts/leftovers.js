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

  /** What earlier pages have left, in the order of the scans. @returns {Entry[]} */
  get entries() {
    const kept = readJson(this.#settings, KEY, []);
    return Array.isArray(kept) ? kept : [];
  }

  /** Keeps these behind what is there. @param {Entry[]} entries */
  keep(entries) {
    const { entries: kept } = this;
    const added = without(entries, kept);
    if (added.length) this.#settings.set(KEY, JSON.stringify([...kept, ...added]));
  }

  /** These are in the queue. Another page may have been left meanwhile. @param {Entry[]} entries */
  forget(entries) {
    this.#settings.set(KEY, JSON.stringify(without(this.entries, entries)));
  }
}

/** @param {Entry[]} entries @param {Entry[]} others */
function without(entries, others) {
  const known = others.map((entry) => JSON.stringify(entry));
  return entries.filter((entry) => !known.includes(JSON.stringify(entry)));
}
