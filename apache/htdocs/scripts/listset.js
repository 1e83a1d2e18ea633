// The set of the lists from Alma that this browser keeps for the time when it is cut off.
//
// Loaded only where the server has one. It holds no identifier and no name: of items a filter, of
// patrons the beginnings of hashes, and the keys to ask them by. It is deleted a day after it came,
// and as soon as the server has another one or none. src/lists/set.rs has its form, and
// tests/vectors/lists.json tries both.

/** The form of the set that this file reads. */
const VERSION = 1;
/** How many bits are asked for each item. */
const PROBES = 20n;
/** What a set says of a patron who is blocked, and of one without a last day. */
const BLOCKED = 0;
const NO_END = 65_535;
const STORE = "set";
const DAY = 86_400_000;
/** A set that has not come after so many milliseconds is asked for again later. */
const TIMEOUT = 120_000;

/**
 * What speaks against a scan; `day` is the last day of an account, as YYYY-MM-DD.
 *
 * @typedef {{kind: "item" | "library" | "patron" | "blocked" | "expired", day?: string}} Against
 *
 * @typedef {{bytes: Uint8Array, fetched: number}} Kept
 */

/** Without the blanks that the program takes off, which are others than JavaScript's. @param {string} text */
const trim = (text) => text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");

/** An identifier as it is compared. @param {string} identifier */
export const fold = (identifier) => trim(identifier).toLowerCase();

/** @param {string} hex */
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));

/** @param {string} hex */
export const keyOf = (hex) => crypto.subtle.importKey("raw", bytesOf(hex), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

/** @param {CryptoKey} key @param {string} text */
export const hashOf = async (key, text) => new DataView(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)));

/** The bits of a hash, of so many. @param {DataView} hash @param {number} of */
export function bitsOf(hash, of) {
  const bits = BigInt(of);
  const first = hash.getBigUint64(0) % bits;
  const step = hash.getBigUint64(8) % bits || 1n;
  const all = [];
  for (let i = 0n; i < PROBES; i++) all.push(Number((first + i * step) % bits));
  return all;
}

/** Whether a filter has what has this hash. @param {Uint8Array} filter @param {DataView} hash */
function has(filter, hash) {
  if (filter.length === 0) return false;
  return bitsOf(hash, filter.length * 8).every((bit) => filter[bit >> 3] & (1 << (bit & 7)));
}

/** The number of days since 1970 of YYYYMMDD. @param {string} day */
const daysUntil = (day) => Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`) / DAY;

export class ListSet {
  #head;
  #own;
  #others;
  #hashes;
  #said;
  #until;
  /** @type {Promise<(CryptoKey | undefined)[]>} */
  #keys;
  /** How many bytes it has. */
  size;

  /** Fails for what is no set. @param {Kept} kept */
  constructor({ bytes, fetched }) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const start = 4 + view.getUint32(0, true);
    this.#head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, start)));
    if (this.#head.version !== VERSION) throw new Error("this set is of another version");
    let at = start + 12;
    const [own, others, patrons] = [0, 4, 8].map((place) => {
      const length = view.getUint32(start + place, true);
      const part = bytes.subarray(at, at + length);
      at += length;
      return part;
    });
    if (at !== bytes.length) throw new Error("this set is not whole");
    this.#own = own;
    this.#others = others;
    const count = patrons.length / 10;
    this.#hashes = new DataView(patrons.buffer, patrons.byteOffset, count * 8);
    this.#said = new DataView(patrons.buffer, patrons.byteOffset + count * 8, count * 2);
    this.#until = fetched + this.#head.seconds * 1000;
    const { items, patrons: ofPatrons } = this.#head;
    this.#keys = Promise.all([items && keyOf(items), ofPatrons && keyOf(ofPatrons)]);
    this.size = bytes.length;
  }

  /** Which one it is. */
  get name() {
    return String(this.#head.set);
  }

  /** For which library. */
  get library() {
    return String(this.#head.library);
  }

  /** How long it may be used yet, in milliseconds; less than nothing if it is to be deleted. */
  get rest() {
    const rest = this.#until - Date.now();
    // Where the computer's clock was set back nobody knows.
    return rest > this.#head.seconds * 1000 ? -1 : rest;
  }

  /** Whether it has been here for more than half of its time. */
  get isAging() {
    return this.rest < this.#head.seconds * 500;
  }

  /**
   * What speaks against a scan, of what is to be held.
   *
   * @param {Pick<import("./entry.js").Entry, "library" | "kind" | "item" | "patron">} scan
   * @param {string} day of the scan, as YYYYMMDD
   * @returns {Promise<Against[]>}
   */
  async against({ library, kind, item = "", patron = "" }, day) {
    const [ofItems, ofPatrons] = await this.#keys;
    /** @type {(Against | undefined)[]} */
    const all = [];
    if (ofItems && library === this.library) all.push(this.#againstItem(await hashOf(ofItems, trim(item))));
    if (ofPatrons && kind === "L" && patron) all.push(this.#againstPatron(await hashOf(ofPatrons, fold(patron)), day));
    return all.flatMap((one) => (one && this.#head.hold.includes(one.kind) ? [one] : []));
  }

  /** @param {DataView} hash @returns {Against | undefined} */
  #againstItem(hash) {
    if (has(this.#own, hash)) return undefined;
    return { kind: has(this.#others, hash) ? "library" : "item" };
  }

  /** @param {DataView} hash @param {string} day @returns {Against | undefined} */
  #againstPatron(hash, day) {
    const said = this.#saidOf(hash.getBigUint64(0));
    if (said === undefined) return { kind: "patron" };
    if (said === BLOCKED) return { kind: "blocked" };
    const isOver = said !== NO_END && said < daysUntil(day);
    return isOver ? { kind: "expired", day: new Date(said * DAY).toISOString().slice(0, 10) } : undefined;
  }

  /** Looks for the beginning of a hash among those in order. @param {bigint} wanted */
  #saidOf(wanted) {
    let [low, high] = [0, this.#said.byteLength / 2];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#hashes.getBigUint64(middle * 8) < wanted) low = middle + 1;
      else high = middle;
    }
    const isThere = low * 2 < this.#said.byteLength && this.#hashes.getBigUint64(low * 8) === wanted;
    return isThere ? this.#said.getUint16(low * 2, true) : undefined;
  }
}

/** @param {string} site */
const databaseOf = (site) => `${site} lists`;

/**
 * @template T
 * @param {string} site
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
async function onDisk(site, mode, work) {
  /** @type {IDBDatabase} */
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseOf(site), 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** The set that is kept here, if it may be used yet. @param {string} site its name in this browser */
export async function kept(site) {
  const found = /** @type {Kept | undefined} */ (await onDisk(site, "readonly", (store) => store.get(STORE)));
  if (!found) return undefined;
  const set = new ListSet(found);
  return set.rest > 0 ? set : undefined;
}

/**
 * Gets the set for this library and keeps it.
 *
 * @param {string} site its name in this browser
 * @param {string} library
 * @returns {Promise<ListSet | "none" | "later">}
 */
export async function get(site, library) {
  const aborter = new AbortController();
  setTimeout(() => aborter.abort(), TIMEOUT);
  const url = `known.php?library=${encodeURIComponent(library)}`;
  const answer = await fetch(url, { cache: "no-store", signal: aborter.signal });
  if (answer.status === 404) return "none";
  if (!answer.ok) return "later";
  const found = { bytes: new Uint8Array(await answer.arrayBuffer()), fetched: Date.now() };
  const set = new ListSet(found);
  await onDisk(site, "readwrite", (store) => store.put(found, STORE));
  return set;
}

/** Deletes the set and its keys. @param {string} site its name in this browser @returns {Promise<void>} */
export function forget(site) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(databaseOf(site));
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}
