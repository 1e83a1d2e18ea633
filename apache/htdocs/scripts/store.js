// What the browser keeps: the queue of scans that the server has not acknowledged, and
// small settings.
//
// The queue is in IndexedDB, shared by every tab of the site, in the order of the scans.
// A promise of this file is kept only after the browser says that it is on the disk.

const QUEUE = "queue";
/** A browser that has not opened its storage after this time keeps nothing. */
const OPENING = 5_000;

/** The request's result, or the transaction's end with that result. */
function settled(transaction, request) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

/** A queue where the browser stores nothing: gone with the page. */
class MemoryQueue {
  durable = false;
  #entries = new Map();
  #id = 0;

  async add(entries) {
    for (const entry of entries) {
      const id = `memory ${++this.#id}`;
      this.#entries.set(id, { ...entry, id });
    }
  }

  async all() {
    return [...this.#entries.values()].map((entry) => ({ ...entry }));
  }

  async update(ids, change) {
    const left = [];
    for (const id of ids.filter((id) => this.#entries.has(id))) {
      const entry = change({ ...this.#entries.get(id) });
      if (entry) left.push({ ...entry });
      if (entry) this.#entries.set(id, entry);
      else this.#entries.delete(id);
    }
    return left;
  }

  isStored() {
    return true;
  }
}

/** Whether an entry is in this page only. */
export const isInMemory = ({ id }) => typeof id === "string";

class Queue {
  /** False as soon as the browser has refused to keep or to show an entry. */
  durable = true;
  #database;
  #memory = new MemoryQueue();
  #known = []; // what was on the disk when it was read last
  #unstored = new Map(); // id -> entry, or null where it is gone: what the disk did not take

  constructor(database) {
    this.#database = database;
  }

  #transaction(mode) {
    return this.#database.transaction(QUEUE, mode, { durability: "strict" });
  }

  /** Adds entries behind all others; in memory if the browser keeps no more. */
  async add(entries) {
    try {
      const transaction = this.#transaction("readwrite");
      for (const entry of entries) transaction.objectStore(QUEUE).add(entry);
      await settled(transaction);
    } catch {
      this.durable = false;
      await this.#memory.add(entries);
    }
  }

  /** Every entry, oldest first, with its `id`. */
  async all() {
    try {
      const transaction = this.#transaction("readonly");
      this.#known = await settled(transaction, transaction.objectStore(QUEUE).getAll());
    } catch {
      this.durable = false;
    }
    const stored = this.#known
      .map((entry) => (this.#unstored.has(entry.id) ? this.#unstored.get(entry.id) : entry))
      .filter(Boolean);
    return [...stored, ...(await this.#memory.all())].map((entry) => ({ ...entry }));
  }

  /**
   * Puts what `change` makes of each entry that is still there in its place, nothing if
   * that is null; returns what is left of them. No other tab comes in between.
   */
  async update(ids, change) {
    const inMemory = await this.#memory.update(ids, change);
    const stored = ids.filter((id) => !isInMemory({ id }));
    return [...(await this.#updateStored(stored, change)), ...inMemory];
  }

  async #updateStored(ids, change) {
    const left = [];
    try {
      const transaction = this.#transaction("readwrite");
      const store = transaction.objectStore(QUEUE);
      for (const id of ids) {
        store.get(id).onsuccess = ({ target: { result } }) => {
          if (result === undefined || this.#unstored.get(id) === null) return;
          try {
            const entry = change({ ...(this.#unstored.get(id) ?? result) });
            if (entry) store.put(entry);
            else store.delete(id);
            if (entry) left.push(entry);
          } catch {
            transaction.abort();
          }
        };
      }
      await settled(transaction);
      for (const id of ids) if (this.#unstored.get(id)) this.#unstored.delete(id);
      return left;
    } catch {
      this.durable = false;
      return this.#updateUnstored(ids, change);
    }
  }

  /** What the disk does not take holds in this page. */
  async #updateUnstored(ids, change) {
    const left = [];
    for (const before of (await this.all()).filter(({ id }) => ids.includes(id))) {
      const entry = change(before);
      this.#unstored.set(before.id, entry);
      if (entry) left.push({ ...entry });
    }
    return left;
  }

  /** Whether the entry, as it is now, would be there after a crash, or would not be at all. */
  isStored({ id }) {
    return !this.#unstored.has(id);
  }
}

/** The queue of this site; `durable` is false if the browser cannot keep one. */
export async function openQueue() {
  let timer;
  const late = new Promise((resolve, reject) => (timer = setTimeout(reject, OPENING)));
  try {
    return await Promise.race([openStored(), late]);
  } catch {
    return new MemoryQueue();
  } finally {
    clearTimeout(timer);
  }
}

async function openStored() {
  const name = `offline-circ ${new URL(".", location).pathname}`;
  const request = indexedDB.open(name, 1);
  const database = await new Promise((resolve, reject) => {
    request.onupgradeneeded = () =>
      request.result.createObjectStore(QUEUE, { keyPath: "id", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  await settled(database.transaction(QUEUE, "readwrite"));
  navigator.storage?.persist?.();
  return new Queue(database);
}

/** Settings in localStorage or sessionStorage, or only in this page where there is none. */
export class Settings {
  #storage;
  #prefix = `offline-circ ${new URL(".", globalThis.location ?? "file:///").pathname} `;

  /** `open` returns the browser's storage; it may throw. */
  constructor(open) {
    try {
      this.#storage = open();
      this.#storage.setItem(`${this.#prefix}test`, "1");
    } catch {
      const values = new Map();
      this.#storage = {
        getItem: (key) => values.get(key) ?? null,
        setItem: (key, value) => values.set(key, value),
      };
    }
  }

  get(key) {
    return this.#storage.getItem(this.#prefix + key);
  }

  set(key, value) {
    try {
      this.#storage.setItem(this.#prefix + key, value);
    } catch {
      // Full: a setting is forgotten, a scan is not kept here.
    }
  }
}
