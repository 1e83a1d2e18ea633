// What the browser keeps: the queue of scans that the server has not acknowledged, and
// small settings.
//
// The queue is in IndexedDB, shared by every tab of the site, in the order of the scans.
// A promise of this file is kept only after the browser says that it is on the disk.

const QUEUE = "queue";

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

  async change(entries, gone = []) {
    for (const entry of entries) if (this.#entries.has(entry.id)) this.#entries.set(entry.id, entry);
    for (const id of gone) this.#entries.delete(id);
  }
}

const isInMemory = (id) => typeof id === "string";

class Queue {
  /** False as soon as the browser has refused to keep an entry. */
  durable = true;
  #database;
  #memory = new MemoryQueue();

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
    const transaction = this.#transaction("readonly");
    const stored = await settled(transaction, transaction.objectStore(QUEUE).getAll());
    return [...stored, ...(await this.#memory.all())];
  }

  /** Replaces those entries that are still there, and removes those with the `gone` ids. */
  async change(entries, gone = []) {
    await this.#memory.change(entries, gone);
    const transaction = this.#transaction("readwrite");
    const store = transaction.objectStore(QUEUE);
    for (const entry of entries.filter(({ id }) => !isInMemory(id))) {
      store.getKey(entry.id).onsuccess = ({ target }) => {
        if (target.result !== undefined) store.put(entry);
      };
    }
    for (const id of gone.filter((id) => !isInMemory(id))) store.delete(id);
    await settled(transaction);
  }
}

/** The queue of this site; `durable` is false if the browser cannot keep one. */
export async function openQueue() {
  try {
    const name = `offline-circ ${new URL(".", location).pathname}`;
    const request = indexedDB.open(name, 1);
    const database = await new Promise((resolve, reject) => {
      request.onupgradeneeded = () =>
        request.result.createObjectStore(QUEUE, { keyPath: "id", autoIncrement: true });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("blocked"));
    });
    const queue = new Queue(database);
    await queue.change([]);
    navigator.storage?.persist?.();
    return queue;
  } catch {
    return new MemoryQueue();
  }
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
