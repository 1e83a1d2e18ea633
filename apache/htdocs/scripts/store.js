// What the browser keeps: the queue of entries that the server has not acknowledged, and
// small settings.
//
// The queue is in IndexedDB, shared by every tab of the site, in the order of the scans. A
// promise of this file is kept only after the browser says that it is on the disk; what the
// disk does not take is kept in this page until it does, and `durable` says so.

import { answered, Disk } from "./disk.js";
import { current, isSame, isUnsent } from "./entry.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {number | string} Id  text for an entry that was in this page only when it got it */
/** @typedef {Entry & {id: Id}} Queued */
/** @typedef {{before: Queued, after: Queued | null}} Change  what was made of an entry; null if it is gone */

/** By what the site is known in this browser: other sites may share its host. @param {string} address */
export const siteName = (address) => `offline-circ ${new URL(".", address).pathname}`;

export class Queue {
  /** Whether the browser keeps every entry as it is; not from its first refusal until it has taken all of them. */
  durable = false;
  #disk;
  #turn = Promise.resolve();
  /** @type {Map<Id, Queued>} what is on the disk, as far as this page has seen */
  #seen = new Map();
  /** @type {Map<Id, Queued | null>} what the disk did not take of that; null for what is gone */
  #unstored = new Map();
  /** @type {Map<Id, Queued>} the entries in this page only */
  #memory = new Map();
  #last = 0;
  /** @type {Map<Id, Id>} where the entries are that have moved to the disk: others know them by the old id yet */
  #moved = new Map();

  /** @param {string} site its name in this browser */
  constructor(site) {
    this.#disk = new Disk(site, () => this.#stored());
  }

  /** Finds out whether the browser keeps anything. */
  open() {
    return this.#inTurn(() => this.#settle());
  }

  /**
   * Adds entries behind all others, in memory if the browser keeps no more. Returns their ids.
   *
   * @param {Entry[]} entries
   * @param {{mayBeThere?: boolean}} [options]  whether an earlier page may have added them
   * @returns {Promise<Id[]>}
   */
  add(entries, { mayBeThere = false } = {}) {
    return this.#inTurn(async () => {
      // While others are in memory, on the disk they would be before them.
      if (!(await this.#settle())) return this.#keep(entries, mayBeThere);
      try {
        const { ids } = await this.#disk.run(
          "readwrite",
          (store, /** @type {Added | undefined} */ earlier) =>
            mayBeThere || earlier ? addMissing(store, entries) : addAll(store, entries),
          takeBack,
        );
        entries.forEach((entry, i) => this.#seen.set(ids[i], { ...entry, id: ids[i] }));
        return ids;
      } catch {
        this.durable = false;
        return this.#keep(entries, mayBeThere);
      }
    });
  }

  /** Every entry, oldest first. */
  all() {
    return this.#inTurn(async () => {
      await this.#settle();
      await this.#read();
      return [...this.#stored(), ...this.#memory.values()].map((entry) => ({ ...entry }));
    });
  }

  /**
   * Replaces each entry that is still there by what `change` makes of it; null removes it. No
   * other tab comes in between, and `change` may be asked twice. It sees the ids as given here.
   *
   * @param {Id[]} ids
   * @param {(entry: Queued) => Queued | null} change
   */
  update(ids, change) {
    return this.#inTurn(async () => {
      await this.#settle();
      const stored = ids.filter((id) => !this.#memory.has(id));
      return [...(await this.#updateStored(stored, change)), ...this.#updateMemory(ids, change)];
    });
  }

  /** Whether a crash would leave the entry as it is now. @param {Entry} entry */
  isStored({ id }) {
    return id === undefined || !this.#unstored.has(this.#place(id));
  }

  /**
   * One after the other: nobody changes an entry while it moves to the disk.
   *
   * @template T
   * @param {() => Promise<T>} work
   */
  #inTurn(work) {
    const done = this.#turn.then(work);
    this.#turn = done.then(
      () => {},
      () => {},
    );
    return done;
  }

  /** The id of an entry on the disk. @param {Id} id */
  #place(id) {
    return this.#moved.get(id) ?? id;
  }

  /** What is on the disk, as it should be there. */
  #stored() {
    return [...this.#seen].flatMap(([id, entry]) => this.#unstored.get(id) ?? (this.#unstored.has(id) ? [] : entry));
  }

  /** @param {Id} id @param {Queued | null} entry what it is on the disk now */
  #see(id, entry) {
    if (entry) this.#seen.set(id, { ...entry, id });
    else this.#seen.delete(id);
  }

  /** @param {Entry[]} entries @param {boolean} mayBeThere see `add` */
  #keep(entries, mayBeThere) {
    const there = mayBeThere ? [...this.#stored(), ...this.#memory.values()] : [];
    return entries.map((entry) => {
      const kept = takeSame(there, entry);
      if (kept) return kept.id;
      const id = `memory ${++this.#last}`;
      this.#memory.set(id, { ...entry, id });
      return id;
    });
  }

  /** Brings to the disk what it has not taken so far; false if it still does not. */
  async #settle() {
    if (this.durable) return true;
    const kept = [...this.#memory.values()];
    try {
      if (kept.length === 0 && this.#unstored.size === 0) await this.#disk.probe();
      const { ids } = await this.#disk.run(
        "readwrite",
        (store) => {
          for (const [id, entry] of this.#unstored) replace(store, id, entry);
          return addMissing(store, kept, true);
        },
        takeBack,
      );
      for (const [id, entry] of this.#unstored) this.#see(id, entry);
      kept.forEach((entry, i) => {
        this.#moved.set(entry.id, ids[i]);
        this.#see(ids[i], entry);
      });
      this.#unstored.clear();
      this.#memory.clear();
      this.durable = true;
    } catch {
      // It is tried again at the next occasion.
    }
    return this.durable;
  }

  async #read() {
    try {
      const { result } = await this.#disk.run("readonly", (store) => store.getAll());
      this.#seen = new Map(result.map((entry) => [entry.id, /** @type {Queued} */ (current(entry))]));
    } catch {
      this.durable = false;
    }
  }

  /** @param {Id[]} ids @param {(entry: Queued) => Queued | null} change */
  #updateMemory(ids, change) {
    /** @type {Change[]} */
    const changes = [];
    for (const id of ids) {
      const before = this.#memory.get(id);
      if (!before) continue;
      const after = change({ ...before });
      if (after) this.#memory.set(id, after);
      else this.#memory.delete(id);
      changes.push({ before, after });
    }
    return changes;
  }

  /** @param {Id[]} ids @param {(entry: Queued) => Queued | null} change */
  async #updateStored(ids, change) {
    try {
      const changes = await this.#disk.run("readwrite", (store, /** @type {Change[] | undefined} */ earlier) => {
        /** @type {Change[]} */
        const changes = [];
        for (const id of ids) {
          answered(store.get(this.#place(id)), (kept) => {
            const made = wasMade(kept, id, earlier) ?? this.#change(kept, id, change);
            if (!made) return;
            put(store, this.#place(id), made.after);
            changes.push(made);
          });
        }
        return changes;
      });
      for (const { before, after } of changes) {
        this.#see(this.#place(before.id), after);
        this.#unstored.delete(this.#place(before.id));
      }
      return changes;
    } catch {
      this.durable = false;
      return this.#updateUnstored(ids, change);
    }
  }

  /**
   * What becomes of an entry that is on the disk like this; nothing if it is gone.
   *
   * @param {any} kept
   * @param {Id} id
   * @param {(entry: Queued) => Queued | null} change
   * @returns {Change | undefined}
   */
  #change(kept, id, change) {
    const unstored = this.#unstored.get(this.#place(id));
    if (kept === undefined || unstored === null) return undefined;
    const before = { ...(unstored ?? current(kept)), id };
    return { before, after: change({ ...before }) };
  }

  /**
   * Changes that the disk refuses hold in this page.
   *
   * @param {Id[]} ids
   * @param {(entry: Queued) => Queued | null} change
   */
  async #updateUnstored(ids, change) {
    await this.#read();
    /** @type {Change[]} */
    const changes = [];
    for (const id of ids) {
      const place = this.#place(id);
      const made = this.#change(this.#seen.get(place), id, change);
      if (!made) continue;
      this.#unstored.set(place, made.after && { ...made.after, id: place });
      changes.push(made);
    }
    return changes;
  }
}

/** @param {IDBObjectStore} store @param {Id} id @param {Queued | null} entry */
function put(store, id, entry) {
  if (entry) store.put({ ...entry, id });
  else store.delete(id);
}

/**
 * Puts it in the place of what is there, if anything is.
 *
 * @param {IDBObjectStore} store
 * @param {Id} id
 * @param {Queued | null} entry
 */
function replace(store, id, entry) {
  answered(store.get(id), (kept) => {
    if (kept !== undefined) put(store, id, entry);
  });
}

/** @typedef {{ids: Id[], made: Id[]}} Added  of all entries, and of those that were not there before: at the end of the transaction */

/** @param {IDBObjectStore} store @param {Entry[]} entries @returns {Added} */
function addAll(store, entries) {
  /** @type {Id[]} */
  const ids = [];
  entries.forEach((entry, i) => answered(store.add(entry), (id) => (ids[i] = Number(id))));
  return { ids, made: ids };
}

/** Takes back what was added too late: the page has it, or has done with it. @param {IDBObjectStore} store @param {Added} added */
function takeBack(store, { made }) {
  for (const id of made) store.delete(id);
}

/**
 * Takes the same entry out of these, if it is among them: each is found once.
 *
 * @template T
 * @param {T[]} all
 * @param {Entry} entry
 * @returns {T | undefined}
 */
function takeSame(all, entry) {
  const place = all.findIndex((kept) => isSame(entry, current(kept)));
  return place < 0 ? undefined : all.splice(place, 1)[0];
}

/**
 * Adds those that are not there: an attempt whose end is not known may have added them.
 *
 * @param {IDBObjectStore} store
 * @param {Entry[]} entries
 * @param {boolean} [areNewer]  than what is there
 * @returns {Added}
 */
function addMissing(store, entries, areNewer = false) {
  /** @type {Added} */
  const { ids, made } = { ids: [], made: [] };
  answered(store.getAll(), (all) => {
    entries.forEach(({ id: _, ...entry }, i) => {
      const kept = takeSame(all, entry);
      answered(kept ? store.put(areNewer ? { ...kept, ...entry } : kept) : store.add(entry), (id) => {
        ids[i] = Number(id);
        if (!kept) made.push(ids[i]);
      });
    });
  });
  return { ids, made };
}

/**
 * What an attempt whose end is not known has made of an entry, if it is there now.
 *
 * @param {any} kept
 * @param {Id} id
 * @param {Change[]} [earlier]
 */
function wasMade(kept, id, earlier = []) {
  return earlier.find(
    ({ before, after }) =>
      before.id === id && after && kept && JSON.stringify({ ...after, id: kept.id }) === JSON.stringify(kept),
  );
}

/**
 * The queue of this site, in memory as long as the browser keeps none.
 *
 * @param {string} site its name in this browser
 */
export async function openQueue(site) {
  const queue = new Queue(site);
  await queue.open();
  return queue;
}

/** How many scans of this site wait in this browser; only looks. @param {string} site its name in this browser */
export async function unsentOf(site) {
  const disk = new Disk(site, () => []);
  try {
    const { result } = await disk.run("readonly", (store) => store.getAll());
    return result.map(current).filter(isUnsent).length;
  } finally {
    disk.close();
  }
}

/**
 * What a setting holds as JSON; `none` if it holds nothing, or was half written when the computer lost its power.
 *
 * @param {Pick<Settings, "get">} settings
 * @param {string} key
 * @param {any} [none]
 * @returns {any}
 */
export function readJson(settings, key, none) {
  try {
    return JSON.parse(settings.get(key) ?? "") ?? none;
  } catch {
    return none;
  }
}

/** Settings in localStorage or sessionStorage, or only in this page where there is none. */
export class Settings {
  #storage;
  #site;

  /**
   * @param {string} site its name in this browser
   * @param {() => Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} open gives the browser's storage; it may throw
   */
  constructor(site, open) {
    this.#site = site;
    try {
      this.#storage = open();
      this.#storage.setItem(`${site} test`, "1");
    } catch {
      /** @type {Map<string, string>} */
      const values = new Map();
      this.#storage = {
        getItem: (/** @type {string} */ key) => values.get(key) ?? null,
        setItem: (/** @type {string} */ key, /** @type {string} */ value) => void values.set(key, value),
        removeItem: (/** @type {string} */ key) => void values.delete(key),
        key: (/** @type {number} */ i) => [...values.keys()][i] ?? null,
        get length() {
          return values.size;
        },
      };
    }
  }

  /** @param {string} key */
  get(key) {
    return this.#storage.getItem(`${this.#site} ${key}`);
  }

  /** @param {string} key @param {string} value */
  set(key, value) {
    try {
      this.#storage.setItem(`${this.#site} ${key}`, value);
    } catch {
      // Full: a setting is forgotten. So are leftovers, which come here when the disk has not taken them.
    }
  }

  /** @param {string} key */
  remove(key) {
    this.#storage.removeItem(`${this.#site} ${key}`);
  }

  /** Every key that begins with this. @param {string} beginning */
  keys(beginning) {
    const keys = Array.from({ length: this.#storage.length }, (_, i) => this.#storage.key(i) ?? "");
    const site = `${this.#site} `;
    return keys.filter((key) => key.startsWith(site + beginning)).map((key) => key.slice(site.length));
  }
}
