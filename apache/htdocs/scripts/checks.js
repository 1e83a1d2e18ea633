// Whether what was scanned looks right: a warning, and a person decides.
//
// The rules of barcodes are those of src/circulation/checks/barcodes.rs, which warns the
// supervisor. One set of cases, tests/vectors/, tests both.

/** The patterns of a library that has not set its own: they tell no patron from an item. */
export const DEFAULTS = Object.freeze({ patron_pattern: "([0-9]+)", item_pattern: ".*" });

const AN_ITEM = "This looks like an item's barcode.";
const A_PATRON = "This looks like a patron's barcode.";
/** @type {Record<string, string>} what a barcode of library Codabar begins with */
const FIRST_DIGITS = { "2": A_PATRON, "3": AN_ITEM };

/**
 * The [scanning] block of the configuration, as far as the scripts need it.
 *
 * @typedef {object} Scanning
 * @property {string} patron_pattern
 * @property {string} item_pattern
 * @property {string} check_digit
 * @property {number} repeat_minutes
 * @property {string} [slip_text]
 */

/** Whether 14 digits end in the check digit of library Codabar, modulus 10. @param {string} barcode */
export function codabar14(barcode) {
  if (!/^\d{14}$/.test(barcode)) return false;
  const sum = [...barcode].reduce((total, digit, i) => {
    const weighted = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

/** The pattern, or undefined if this browser does not understand it. @param {string} pattern */
function compiled(pattern) {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

export class Checks {
  #scanning;
  #patron;
  #item;
  /** @type {Map<string, number>} kind and item -> performance.now() of the last scan */
  #scanned = new Map();

  /** @param {Scanning} scanning */
  constructor(scanning) {
    this.#scanning = scanning;
    // A second Enter then lets every patron through; and no item is wrong.
    this.#patron = compiled(scanning.patron_pattern) ?? /(?!)/;
    this.#item = compiled(`^(?:${scanning.item_pattern})$`) ?? /^/;
  }

  /** The patron barcode in what was scanned, "" if there is none. @param {string} scanned */
  patronBarcode(scanned) {
    return (this.#patron.exec(scanned)?.[1] ?? "").trim();
  }

  /** The warning about a scan in Patron Barcode, "" if there is none. @param {string} scanned */
  patron(scanned) {
    const barcode = this.patronBarcode(scanned);
    if (!barcode) return "No patron barcode found.";
    if (this.#scanning.item_pattern !== DEFAULTS.item_pattern && this.#item.test(scanned.trim())) return AN_ITEM;
    if (this.#scanned.has(`L ${barcode}`) || this.#scanned.has(`R ${barcode}`)) {
      return "This was just scanned as an item.";
    }
    return this.#codabar(barcode, "2");
  }

  /**
   * The warning about an item, "" if there is none.
   *
   * @param {import("./entry.js").Kind} kind
   * @param {string} item
   * @param {string} scannedPatron what stands in Patron Barcode, "" for a return
   */
  item(kind, item, scannedPatron) {
    if (!this.#item.test(item)) return "This does not look like an item's barcode.";
    if (item === scannedPatron || (kind === "L" && item === this.patronBarcode(scannedPatron))) {
      return "This is the patron's barcode.";
    }
    if (this.#isPatron(item)) return A_PATRON;
    const misfit = this.#codabar(item, "3");
    if (misfit) return misfit;
    const before = this.#scanned.get(`${kind} ${item}`);
    const within = this.#scanning.repeat_minutes * 60_000;
    if (before !== undefined && performance.now() - before < within) {
      return `This item was checked ${kind === "L" ? "out" : "in"} just before.`;
    }
    return "";
  }

  /**
   * Remembers an item that counts as scanned.
   *
   * @param {string} kind
   * @param {string} item
   * @param {number} ago how many milliseconds ago that was
   */
  remember(kind, item, ago = 0) {
    this.#scanned.set(`${kind} ${item}`, performance.now() - ago);
  }

  /** Forgets an item that is voided. @param {string | undefined} kind @param {string} item */
  forget(kind, item) {
    this.#scanned.delete(`${kind} ${item}`);
  }

  /** Only a patron pattern of the library's own that not everything fits tells patrons. @param {string} item */
  #isPatron(item) {
    const { patron_pattern, item_pattern } = this.#scanning;
    if (patron_pattern === DEFAULTS.patron_pattern || item_pattern !== DEFAULTS.item_pattern) return false;
    const whole = compiled(`^(?:${patron_pattern})$`);
    return whole !== undefined && whole.test(item) && !whole.test("#");
  }

  /** The warning about a barcode that has to begin with `first`. @param {string} barcode @param {string} first */
  #codabar(barcode, first) {
    if (this.#scanning.check_digit !== "codabar14") return "";
    if (!codabar14(barcode)) return "The check digit of this barcode is wrong.";
    if (barcode[0] === first) return "";
    return FIRST_DIGITS[barcode[0]] ?? `This barcode should begin with ${first}.`;
  }
}
