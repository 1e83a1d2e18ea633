// What a page was bringing to the disk when it was left: the browser gives up such work with its page.
//
// The page keeps it in that moment, in localStorage, which takes at once what it gets. The
// next page of the site, or another tab, brings it to the disk.

import { readJson } from "./store.js";

/** @typedef {import("./entry.js").Entry} Entry */

const KEY = "unkept";

export class Unkept {
  #settings;

  /** @param {import("./store.js").Settings} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  /** What earlier pages have left, in the order of the scans. @returns {Entry[]} */
  get entries() {
    return readJson(this.#settings, KEY, []);
  }

  /** Keeps these as well. @param {Entry[]} entries */
  keep(entries) {
    if (entries.length) this.#settings.set(KEY, JSON.stringify([...this.entries, ...entries]));
  }

  /** These are on the disk; another page may have been left meanwhile. @param {Entry[]} entries */
  forget(entries) {
    const done = entries.map((entry) => JSON.stringify(entry));
    const others = this.entries.filter((entry) => !done.includes(JSON.stringify(entry)));
    this.#settings.set(KEY, JSON.stringify(others));
  }
}
