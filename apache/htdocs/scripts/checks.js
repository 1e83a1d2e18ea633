// Whether what was scanned looks right: warnings only, a person decides.

const DEFAULT_PATRON = "([0-9]+)";
const DEFAULT_ITEM = ".*";

/** Whether 14 digits end in the check digit of library Codabar, modulus 10. */
export function codabar14(barcode) {
  if (!/^\d{14}$/.test(barcode)) return false;
  const sum = [...barcode].reduce((total, digit, i) => {
    const weighted = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

/** The pattern, or undefined if this browser does not understand it. */
function compiled(pattern) {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

export class Checks {
  #settings;
  #patron;
  #item;
  #seen = new Map(); // kind and item -> performance.now()

  /** `settings` is the [scanning] block of the configuration. */
  constructor(settings) {
    this.#settings = settings;
    // Every patron is odd then, and taken as scanned by a second Enter; every item is right.
    this.#patron = compiled(settings.patron_pattern) ?? /(?!)/;
    this.#item = compiled(`^(?:${settings.item_pattern})$`) ?? /^/;
  }

  /** The patron barcode in what was scanned, "" if there is none. */
  patronBarcode(scanned) {
    return (this.#patron.exec(scanned)?.[1] ?? "").trim();
  }

  /** What is odd about a scan in Patron Barcode, or "". */
  patron(scanned) {
    const barcode = this.patronBarcode(scanned);
    if (!barcode) return "There is no patron barcode in this.";
    if (this.#settings.item_pattern !== DEFAULT_ITEM && this.#item.test(scanned.trim())) {
      return "This looks like an item's barcode.";
    }
    if (this.#seen.has(`L ${barcode}`) || this.#seen.has(`R ${barcode}`)) {
      return "This was scanned as an item just before.";
    }
    return this.#checkDigit(barcode, "3", "This looks like an item's barcode.");
  }

  /** What is odd about an item scanned for this patron ("" in a return), or "". */
  item(kind, item, scannedPatron) {
    if (!this.#item.test(item)) return "This does not look like an item's barcode.";
    if (item === scannedPatron || (kind === "L" && item === this.patronBarcode(scannedPatron))) {
      return "This is the patron's barcode.";
    }
    if (this.#isPatron(item)) return "This looks like a patron's barcode.";
    const odd = this.#checkDigit(item, "2", "This looks like a patron's barcode.");
    if (odd) return odd;
    const before = this.#seen.get(`${kind} ${item}`);
    const within = this.#settings.repeat_minutes * 60_000;
    if (before !== undefined && performance.now() - before < within) {
      return `This item was checked ${kind === "L" ? "out" : "in"} just before.`;
    }
    return "";
  }

  /** Remembers an item that was taken, so many milliseconds ago. */
  took(kind, item, ago = 0) {
    this.#seen.set(`${kind} ${item}`, performance.now() - ago);
  }

  /** Forgets an item that was taken back. */
  forget(kind, item) {
    this.#seen.delete(`${kind} ${item}`);
  }

  /** Only a patron pattern of the library's own that not everything fits tells patrons. */
  #isPatron(item) {
    const { patron_pattern, item_pattern } = this.#settings;
    if (patron_pattern === DEFAULT_PATRON || item_pattern !== DEFAULT_ITEM) return false;
    const whole = compiled(`^(?:${patron_pattern})$`);
    return Boolean(whole?.test(item)) && !whole.test("#");
  }

  #checkDigit(barcode, other, misplaced) {
    if (this.#settings.check_digit !== "codabar14") return "";
    if (!codabar14(barcode)) return "The check digit of this barcode is wrong.";
    return barcode.startsWith(other) ? misplaced : "";
  }
}
