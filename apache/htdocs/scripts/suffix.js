// The suffix of a scanner: which keys it sends after the one that ends a scan.
//
// The second half of CR LF, or a function key, is known by coming where a person would hardly
// press it, and by coming after each scan. No rule asks how soon it comes. Until it is known,
// what such a key would decide stays open: see desk.js.

/** A key that came after so many scans in a row is the scanner's. */
const IN_ROW = 3;
/** After so many scans without one, a key that makes some sense is a person's. */
const PLAIN = 3;

/** @typedef {"some" | "little" | "none"} Sense  what sense it makes for a person to press a key right after a scan */

export class Suffix {
  #isAfterScan = false;
  /** @type {Set<string>} keys that were taken for the suffix of this scan */
  #taken = new Set();
  /** @type {Map<string, number>} how many scans without it are left before a key is a person's again */
  #expected = new Map();
  /** @type {Map<string, number>} how many scans in a row had it */
  #inRow = new Map();
  #plain = 0; // how many scans came one after the other without a key between them

  /** A scan has ended. */
  ended() {
    this.#isAfterScan = true;
    this.#taken.clear();
  }

  /** Something else has happened than the key after a scan. @param {boolean} isNextScan */
  interrupted(isNextScan) {
    if (isNextScan && this.#isAfterScan) {
      this.#plain = this.#taken.size ? 0 : this.#plain + 1;
      for (const [key, left] of this.#expected) {
        if (this.#taken.has(key)) continue;
        this.#expected.set(key, left - 1);
        this.#inRow.delete(key);
      }
    }
    this.#isAfterScan = false;
  }

  /**
   * Whether this key belongs to the scan before it, or else, whether it came right after one. A
   * scanner sends it once, so the second time it is a person's.
   *
   * @param {string} key
   * @param {Sense} sense
   * @returns {"suffix" | "perhaps suffix" | "after a scan" | ""}
   */
  judge(key, sense) {
    if (!this.#isAfterScan) return "";
    const left = this.#expected.get(key) ?? 0;
    const isSenseless = sense === "none" || (sense === "little" && this.#plain < PLAIN);
    const isAgain = this.#taken.has(key);
    if (isAgain) {
      this.#expected.delete(key);
      this.#inRow.delete(key);
    }
    if (isAgain || (left <= 0 && !isSenseless)) {
      this.#isAfterScan = false;
      return isAgain ? "" : "after a scan";
    }
    this.#taken.add(key);
    const inRow = (this.#inRow.get(key) ?? 0) + 1;
    this.#inRow.set(key, inRow);
    // A person may type between the scans of a scanner that is known.
    this.#expected.set(key, inRow >= IN_ROW ? 2 : 1);
    return inRow >= IN_ROW ? "suffix" : "perhaps suffix";
  }
}
