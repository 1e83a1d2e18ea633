// What the browser keeps: the queue of entries that the server has not acknowledged, and
// small settings.
//
// The queue is in IndexedDB, shared by every tab of the site, in the order of the scans. A
// promise of this file is kept only after the browser says that it is on the disk; what the
// disk does not take is kept in this page, and `durable` says so.

import { current, isInMemory } from "./entry.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {Entry & {id: number | string}} Queued */
/** @typedef {{before: Queued, after: Queued | null}} Change  what was made of an entry; null if it is gone */
/** @typedef {MemoryQueue | DiskQueue} Queue */

const QUEUE = "queue";
/** A browser that has not opened its storage after this time keeps nothing. */
const OPENING = 5_000;

/** By what the site is known in this browser: other sites may share its host. @param {string} address */
export const siteName = (address) => `offline-circ ${new URL(".", address).pathname}`;

/**
 * The request's result at the end of its transaction.
 *
 * @template T
 * @param {IDBTransaction} transaction
 * @param {IDBRequest<T>} [request]
 * @returns {Promise<T>}
 */
function settled(transaction, request) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(/** @type {T} */ (request?.result));
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

/** A queue where the browser stores nothing: gone with the page. */
class MemoryQueue {
  durable = false;
  /** @type {Map<string, Queued>} */
  #entries = new Map();
  #last = 0;

  /** @param {Entry[]} entries */
  async add(entries) {
    return entries.map((entry) => {
      const id = `memory ${++this.#last}`;
      this.#entries.set(id, { ...entry, id });
      return id;
    });
  }

  async all() {
    return [...this.#entries.values()].map((entry) => ({ ...entry }));
  }

  /** @param {(number | string)[]} ids @param {(entry: Queued) => Queued | null} change */
  async update(ids, change) {
    /** @type {Change[]} */
    const changes = [];
    for (const id of ids) {
      const before = this.#entries.get(String(id));
      if (!before) continue;
      const after = change({ ...before });
      if (after) this.#entries.set(String(id), after);
      else this.#entries.delete(String(id));
      changes.push({ before, after });
    }
    return changes;
  }

  isStored() {
    return true;
  }
}

class DiskQueue {
  /** False as soon as the browser has refused to keep or to show an entry. */
  durable = true;
  #database;
  #memory = new MemoryQueue();
  /** @type {Queued[]} what was on the disk when it was read last */
  #read = [];
  /** @type {Map<number | string, Queued | null>} what the disk did not take, by id; null for what is gone */
  #unstored = new Map();

  /** @param {IDBDatabase} database */
  constructor(database) {
    this.#database = database;
  }

  /** @param {IDBTransactionMode} mode */
  #transaction(mode) {
    return this.#database.transaction(QUEUE, mode, { durability: "strict" });
  }

  /**
   * Adds entries behind all others, in memory if the browser keeps no more. Returns their ids.
   *
   * @param {Entry[]} entries
   * @returns {Promise<(number | string)[]>}
   */
  async add(entries) {
    try {
      const transaction = this.#transaction("readwrite");
      const requests = entries.map((entry) => transaction.objectStore(QUEUE).add(entry));
      await settled(transaction);
      return requests.map(({ result }) => Number(result));
    } catch {
      this.durable = false;
      return this.#memory.add(entries);
    }
  }

  /** Every entry, oldest first. */
  async all() {
    try {
      const transaction = this.#transaction("readonly");
      const kept = await settled(transaction, transaction.objectStore(QUEUE).getAll());
      this.#read = kept.map((entry) => /** @type {Queued} */ (current(entry)));
    } catch {
      this.durable = false;
    }
    const stored = this.#read.map((entry) => {
      const unstored = this.#unstored.get(entry.id);
      return unstored === undefined ? entry : unstored;
    });
    const entries = [...stored, ...(await this.#memory.all())];
    return entries.flatMap((entry) => (entry ? [{ ...entry }] : []));
  }

  /**
   * Replaces each entry that is still there by what `change` makes of it; null removes it. No
   * other tab comes in between, and `change` may be asked twice.
   *
   * @param {(number | string)[]} ids
   * @param {(entry: Queued) => Queued | null} change
   */
  async update(ids, change) {
    const inMemory = await this.#memory.update(ids, change);
    const stored = ids.filter((id) => !isInMemory({ state: "waiting", id }));
    return [...(await this.#updateStored(stored, change)), ...inMemory];
  }

  /** @param {(number | string)[]} ids @param {(entry: Queued) => Queued | null} change */
  async #updateStored(ids, change) {
    /** @type {Change[]} */
    const changes = [];
    try {
      const transaction = this.#transaction("readwrite");
      const store = transaction.objectStore(QUEUE);
      for (const id of ids) {
        const request = store.get(id);
        request.onsuccess = () => {
          const unstored = this.#unstored.get(id);
          if (request.result === undefined || unstored === null) return;
          try {
            const before = unstored ?? /** @type {Queued} */ (current(request.result));
            const after = change({ ...before });
            if (after) store.put(after);
            else store.delete(id);
            changes.push({ before, after });
          } catch {
            transaction.abort();
          }
        };
      }
      await settled(transaction);
      for (const id of ids) if (this.#unstored.get(id)) this.#unstored.delete(id);
      return changes;
    } catch {
      this.durable = false;
      return this.#updateUnstored(ids, change);
    }
  }

  /**
   * Changes that the disk refuses hold in this page.
   *
   * @param {(number | string)[]} ids
   * @param {(entry: Queued) => Queued | null} change
   */
  async #updateUnstored(ids, change) {
    /** @type {Change[]} */
    const changes = [];
    for (const before of (await this.all()).filter(({ id }) => ids.includes(id))) {
      const after = change({ ...before });
      this.#unstored.set(before.id, after);
      changes.push({ before, after });
    }
    return changes;
  }

  /** Whether a crash would leave the entry as it is now. @param {Entry} entry */
  isStored({ id }) {
    return id === undefined || !this.#unstored.has(id);
  }
}

/**
 * The queue of this site, in memory if the browser cannot keep one.
 *
 * @param {string} site its name in this browser
 * @returns {Promise<Queue>}
 */
export async function openQueue(site) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(reject, OPENING)));
  try {
    return await Promise.race([openDisk(site), /** @type {Promise<never>} */ (late)]);
  } catch {
    return new MemoryQueue();
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} site */
async function openDisk(site) {
  // Another version would be blocked by the tabs that are open with this one: an entry of
  // another shape is understood when it is read, see `current`.
  const request = indexedDB.open(site, 1);
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    request.onupgradeneeded = () => {
      request.result.createObjectStore(QUEUE, { keyPath: "id", autoIncrement: true });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  await settled(database.transaction(QUEUE, "readwrite"));
  return new DiskQueue(database);
}

/** Settings in localStorage or sessionStorage, or only in this page where there is none. */
export class Settings {
  #storage;
  #site;

  /**
   * @param {string} site its name in this browser
   * @param {() => Pick<Storage, "getItem" | "setItem">} open gives the browser's storage; it may throw
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
      // Full: a setting is forgotten, a scan is not kept here.
    }
  }
}
