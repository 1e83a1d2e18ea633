// The browser's database for the queue, opened again whenever the browser has closed it.
//
// WebKit loses its connection in the background, and every browser closes it when a person
// clears the site's data. What was to be done is done once more on a new connection; whether the
// first attempt came through is not known then, so the work is given what it had begun.

export const QUEUE = "queue";
/** Storage that has not answered after this time is waited for no longer. */
const PATIENCE = 5_000;
/** Characters: more than the queue writes for some dozens of scans. */
const PROBE = 65_536;
/** @type {WeakMap<IDBTransaction, unknown>} why a transaction was given up by the page */
const faults = new WeakMap();

export class Disk {
  #site;
  #begin;
  /** @type {IDBDatabase | undefined} */
  #database;
  /** @type {Promise<void> | undefined} */
  #busy;

  /**
   * @param {string} site its name in this browser
   * @param {() => object[]} begin gives what is put into a database that is made anew
   */
  constructor(site, begin) {
    this.#site = site;
    this.#begin = begin;
  }

  /**
   * What the work returns, when its transaction is on the disk.
   *
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore, earlier?: T) => T} work gets what it returned before, if this is the second attempt
   * @returns {Promise<T>}
   */
  async run(mode, work) {
    /** @type {T | undefined} */
    let earlier;
    const attempt = async () =>
      transact(await this.#opened(), mode, (store) => (earlier = work(store, earlier)));
    try {
      return await attempt();
    } catch (error) {
      // A new connection makes no room.
      if (error instanceof DOMException && error.name === "QuotaExceededError") throw error;
      this.#database?.close();
      this.#database = undefined;
      return attempt();
    }
  }

  /** Fails if the disk takes nothing, which an empty transaction would not show. */
  probe() {
    return this.#patiently(async () => {
      const database = await open(`${this.#site} probe`, []);
      try {
        await transact(database, "readwrite", (store) => store.add({ text: "x".repeat(PROBE) }));
        await transact(database, "readwrite", (store) => store.clear());
      } finally {
        database.close();
      }
    });
  }

  async #opened() {
    if (!this.#database) {
      await this.#patiently(async () => {
        // Another version would be blocked by the tabs that are open with this one: an entry of
        // another shape is understood when it is read, see `current`.
        this.#database = await open(this.#site, this.#begin());
      });
    }
    return /** @type {IDBDatabase} */ (/** @type {unknown} */ (this.#database));
  }

  /** What hangs is waited for once; until it ends, all else goes on without it. @param {() => Promise<void>} work */
  async #patiently(work) {
    if (this.#busy) throw new Error("the storage does not answer");
    this.#busy = work().finally(() => (this.#busy = undefined));
    let timer;
    const late = new Promise((_, reject) => (timer = setTimeout(reject, PATIENCE)));
    try {
      await Promise.race([this.#busy, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/**
 * @param {string} name
 * @param {object[]} begin what a database that is made now begins with
 * @returns {Promise<IDBDatabase>}
 */
function open(name, begin) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(QUEUE, { keyPath: "id", autoIncrement: true });
      for (const entry of begin) store.put(entry);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

/**
 * @template T
 * @param {IDBDatabase} database
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => T} work
 * @returns {Promise<T>} what the work returns, at the end of the transaction
 */
function transact(database, mode, work) {
  const transaction = database.transaction(QUEUE, mode, { durability: "strict" });
  return new Promise((resolve, reject) => {
    /** @type {T} */
    let done;
    transaction.oncomplete = () => resolve(done);
    transaction.onabort = () => reject(faults.get(transaction) ?? transaction.error);
    transaction.onerror = () => reject(transaction.error);
    try {
      done = work(transaction.objectStore(QUEUE));
    } catch (error) {
      reject(error);
      // Half of it is nothing.
      transaction.abort();
    }
  });
}

/**
 * Goes on with the answer of a request; a fault ends its transaction.
 *
 * @template T
 * @param {IDBRequest<T>} request
 * @param {(answer: T) => void} work
 */
export function answered(request, work) {
  request.onsuccess = () => {
    try {
      work(request.result);
    } catch (error) {
      const transaction = /** @type {IDBTransaction} */ (request.transaction);
      faults.set(transaction, error);
      transaction.abort();
    }
  };
}
