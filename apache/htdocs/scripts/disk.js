// The browser's database for the queue, opened again whenever the browser has closed it.
//
// WebKit loses its connection in the background, and every browser closes it when a person
// clears the site's data. What was to be done is done once more on a new connection; whether the
// first attempt came through is not known then, so the work is given what it had begun.

const QUEUE = "queue";
/** Storage that has not opened after this time is waited for no longer. */
const PATIENCE = 5_000;
/** A transaction may wait for those of other tabs. */
const PATIENCE_AT_WORK = 10_000;
/** Characters: more than the queue writes for some dozens of scans. */
const PROBE = 65_536;
/** @type {WeakMap<IDBTransaction, unknown>} why a transaction was given up by the page */
const faults = new WeakMap();

/** The storage has not answered in time. */
class Late extends Error {}

export class Disk {
  #site;
  #begin;
  /** @type {IDBDatabase | undefined} */
  #database;
  /** @type {Promise<unknown> | undefined} */
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
   * @param {(store: IDBObjectStore, done: T) => void} [undo] takes it back if it comes through after it was given up
   * @returns {Promise<T>}
   */
  async run(mode, work, undo = () => {}) {
    /** @type {T | undefined} */
    let earlier;
    const attempt = async () => {
      const database = await this.#opened();
      return this.#patiently(async (late) => {
        const done = await transact(database, mode, (store) => (earlier = work(store, earlier)), late);
        if (late.aborted) await transact(database, mode, (store) => undo(store, done));
        return done;
      }, PATIENCE_AT_WORK);
    };
    try {
      return await attempt();
    } catch (error) {
      // A new connection makes no room, and what hangs has been waited for.
      if (error instanceof Late || (error instanceof DOMException && error.name === "QuotaExceededError")) throw error;
      this.close();
      return attempt();
    }
  }

  /** Ends the connection; the next work opens another one. */
  close() {
    this.#database?.close();
    this.#database = undefined;
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

  /**
   * What hangs is waited for once; until it ends, all else goes on without it.
   *
   * @template T
   * @param {(late: AbortSignal) => Promise<T>} work
   * @param {number} [patience]
   */
  async #patiently(work, patience = PATIENCE) {
    if (this.#busy) throw new Late();
    const late = new AbortController();
    const done = work(late.signal).finally(() => (this.#busy = undefined));
    this.#busy = done;
    let timer;
    /** @type {Promise<never>} */
    const lateness = new Promise((_, reject) => {
      timer = setTimeout(() => {
        late.abort();
        reject(new Late());
      }, patience);
    });
    try {
      return await Promise.race([done, lateness]);
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
 * @param {AbortSignal} [late] when it is waited for no longer
 * @returns {Promise<T>} what the work returns, at the end of the transaction
 */
function transact(database, mode, work, late) {
  const transaction = database.transaction(QUEUE, mode, { durability: "strict" });
  late?.addEventListener("abort", () => giveUp(transaction));
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

/** @param {IDBTransaction} transaction */
function giveUp(transaction) {
  try {
    transaction.abort();
  } catch {
    // All of it has been asked of the disk already, which may do it yet.
  }
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
