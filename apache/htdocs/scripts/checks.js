// Whether what was scanned is right in its field: the barcode in it, or why a person must look.
//
// The rules are those of src/circulation/checks/, which asks the same of scans that come
// without this script, and warns the supervisor. The cases in tests/vectors/ test both.

import { codabar14 } from "./checkdigits.js";
import { say } from "./messages.js";
import { meant, PROBLEMS, problemOf, readings, takeOff, WIDTH } from "./scan.js";

/** The patterns of a library that has not set its own: they tell no patron from an item. */
export const DEFAULTS = Object.freeze({ patron_pattern: "([0-9]+)", item_pattern: ".*" });

/** @typedef {import("./known.js").Role} Role */

/**
 * The [scanning] block of the configuration, as far as the scripts need it.
 *
 * @typedef {object} Scanning
 * @property {string} patron_pattern
 * @property {string} item_pattern
 * @property {string} check_digit
 * @property {number} repeat_minutes
 * @property {string} [slip_text]
 * @property {Record<"check_out" | "check_in" | "accept" | "held", string>} keys
 *
 * What was found.
 *
 * @typedef {object} Verdict
 * @property {string} barcode  "" if there is none in it
 * @property {string[]} taken  what was taken off, because scanners add it
 * @property {string} problem  a key of WORDS, "" if there is none
 * @property {string} guess  what may have been meant
 */

/** @type {Record<string, import("./messages.js").PlainCode>} what to say of every problem */
const WORDS = {
  ...PROBLEMS,
  added: "hasAdded",
  "no patron": "noPatronFound",
  "not an item": "notAnItem",
  patron: "isPatron",
  item: "isItem",
  "odd item": "oddItem",
  "odd patron": "oddPatron",
  "check digit": "wrongCheckDigit",
  "begins not with 2": "beginsNotWith2",
  "begins not with 3": "beginsNotWith3",
  "own patron": "ownPatron",
  "was patron": "wasPatron",
  "was item": "wasItem",
  "repeat L": "repeatOut",
  "repeat R": "repeatIn",
};

/** @type {Record<string, Role>} whose barcode begins with it, in library Codabar */
const FIRST_DIGITS = { "2": "patron", "3": "item" };

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
  #known;
  #patron;
  #item;
  #hasItemPattern;
  #hasItemGroup;
  #hasPatronPattern;
  /** @type {Map<string, number>} kind and item -> performance.now() of the last scan */
  #scanned = new Map();

  /** @param {Scanning} scanning @param {import("./known.js").Known} known */
  constructor(scanning, known) {
    this.#scanning = scanning;
    this.#known = known;
    this.#hasPatronPattern = scanning.patron_pattern !== DEFAULTS.patron_pattern;
    this.#patron = compiled(scanning.patron_pattern) ?? /(?!)/;
    this.#item = compiled(`^(?:${scanning.item_pattern})$`) ?? /^.*$/;
    // A pattern that takes anything tells nothing.
    this.#hasItemGroup = (compiled(`${scanning.item_pattern}|`)?.exec("")?.length ?? 1) > 1;
    this.#hasItemPattern = scanning.item_pattern !== DEFAULTS.item_pattern && !this.#item.test("#");
  }

  /** What was scanned in Patron Barcode. @param {string} scanned @returns {Verdict} */
  patron(scanned) {
    const found = this.#hasPatronPattern ? this.#byPatronPattern(scanned) : this.#firstDigits(scanned);
    if (found.problem) return found;
    const { barcode } = found;
    const isItem = readings(scanned).some(({ barcode: text }) => this.#isItemByPattern(text));
    return { ...found, ...this.#judged("patron", barcode, isItem ? "item" : this.#patronProblem(barcode)) };
  }

  /**
   * What was scanned in Item Barcode.
   *
   * @param {import("./entry.js").Kind} kind
   * @param {string} scanned
   * @param {string} patron the patron's barcode, "" for a return or where there is none
   * @returns {Verdict}
   */
  item(kind, scanned, patron) {
    const found = this.#inItem(scanned);
    if (found.problem) return found;
    const { barcode } = found;
    const problem = patron && barcode === patron ? "own patron" : this.#itemProblem(barcode);
    const judged = this.#judged("item", barcode, problem);
    return { ...found, ...(judged.problem ? judged : { problem: this.#repeat(kind, barcode) }) };
  }

  /** Whether this can be no barcode at all. @param {Verdict} verdict */
  isNone({ problem }) {
    return problem in PROBLEMS;
  }

  /** Whether what is wrong as an item may be the next patron. @param {Verdict} verdict */
  mayBePatron({ barcode, problem }) {
    if (problem === "odd item") return this.#known.hasSeenLike("patron", barcode);
    return problem === "patron" || problem === "was patron";
  }

  /** What a person may do with a patron's scan that is held. @param {Verdict} verdict @returns {"patron" | "discard" | undefined} */
  offerOfCard(verdict) {
    if (isOthers(verdict.problem)) return undefined;
    return this.isNone(verdict) && !verdict.guess ? "discard" : "patron";
  }

  /** The same of an item's. @param {Verdict} verdict @returns {"patron" | undefined} */
  offerOfItem(verdict) {
    return this.mayBePatron(verdict) ? "patron" : undefined;
  }

  /**
   * Why a line that nobody scanned looks odd, as keys of WORDS; empty if it does not.
   *
   * @param {{kind: string, item: string, patron: string}} line
   */
  line({ kind, item, patron }) {
    const problems = [this.#plain("item", item, this.#itemProblem(item))];
    if (kind === "L" && patron) {
      const problem = this.#isItemByPattern(patron) ? "item" : this.#patronProblem(patron);
      problems.push(this.#plain("patron", patron, problem));
    }
    return problems.filter(Boolean);
  }

  /** The words for a problem. @param {string} problem */
  words(problem) {
    return say(WORDS[problem]);
  }

  /** Whether barcodes like this one are ordinary here, an item's or a patron's. @param {string} barcode */
  isOrdinary(barcode) {
    return this.#known.isOrdinary("item", barcode) || this.#known.isOrdinary("patron", barcode);
  }

  /** Remembers an item that was scanned now, and counts. @param {string} kind @param {string} item */
  remember(kind, item) {
    this.#known.remember("item", item);
    this.#scanned.set(`${kind} ${item}`, performance.now());
  }

  /**
   * Remembers an item that was scanned before this page was opened.
   *
   * @param {string} kind
   * @param {string} item
   * @param {number} ago in milliseconds
   */
  rememberEarlier(kind, item, ago) {
    this.#known.noteRole("item", item);
    this.#scanned.set(`${kind} ${item}`, performance.now() - ago);
  }

  /** Remembers a patron who was chosen. @param {string} patron */
  rememberPatron(patron) {
    this.#known.remember("patron", patron);
  }

  /** Forgets an item that is voided. @param {string | undefined} kind @param {string} item */
  forget(kind, item) {
    if (this.#scanned.delete(`${kind} ${item}`)) this.#known.forget("item", item);
  }

  /** A library's own pattern says what is an item. @param {string} scanned @returns {Verdict} */
  #inItem(scanned) {
    const off = takeOff(scanned);
    const fits = (/** @type {{barcode: string}} */ { barcode }) => this.#item.test(barcode);
    const { barcode: whole, taken } = (this.#hasItemPattern && readings(scanned).find(fits)) || off;
    const match = this.#item.exec(whole);
    const barcode = (match?.[1] || whole).trim();
    const problem = problemOf(barcode, (other) => this.#known.isOrdinary("item", other));
    const verdict = { barcode, taken, problem, guess: meant(problem, barcode) };
    if (!this.#hasItemPattern) return verdict;
    if (!match) return { ...verdict, problem: problem || "not an item" };
    // The pattern says that it can be a barcode, but not that the table can hold it.
    if (problem === "control" || problem === "read error") return verdict;
    return { ...verdict, problem: barcode.length > WIDTH ? "long" : "", guess: "" };
  }

  /** By default a patron is the first run of digits. @param {string} scanned @returns {Verdict} */
  #firstDigits(scanned) {
    const { barcode: whole, taken } = takeOff(scanned);
    const problem = problemOf(whole, (other) => this.#known.isOrdinary("patron", other));
    if (problem) return { barcode: whole, taken, problem, guess: meant(problem, whole) };
    const barcode = this.#patron.exec(whole)?.[1] ?? "";
    if (!barcode) return { barcode: whole, taken, problem: "no patron", guess: "" };
    const around = whole.split(barcode, 2).filter(Boolean);
    return { barcode, taken: [...taken, ...around], problem: "", guess: "" };
  }

  /** @param {string} scanned @returns {Verdict} */
  #byPatronPattern(scanned) {
    if (problemOf(scanned) === "read error") return { barcode: scanned, taken: [], problem: "read error", guess: "" };
    const found = readings(scanned).map(({ barcode, taken }) => ({ barcode: this.#patron.exec(barcode)?.[1]?.trim(), taken }));
    const { barcode = "", taken = [] } = found.find(({ barcode }) => barcode) ?? {};
    if (!barcode) return { barcode: scanned, taken, problem: "no patron", guess: "" };
    const problem = problemOf(barcode, (other) => this.#known.isOrdinary("patron", other));
    return { barcode, taken, problem, guess: meant(problem, barcode) };
  }

  /** The problem of a barcode that may be a patron's. @param {string} barcode */
  #patronProblem(barcode) {
    if (this.#known.wasOnly("item", barcode)) return "was item";
    return this.#codabar(barcode, "2");
  }

  /** The problem of a barcode that may be an item's. @param {string} barcode */
  #itemProblem(barcode) {
    if (this.#known.wasOnly("patron", barcode)) return "was patron";
    if (this.#isPatronByPattern(barcode)) return "patron";
    return this.#codabar(barcode, "3");
  }

  /** With the shapes that are ordinary here. @param {Role} role @param {string} barcode @param {string} problem */
  #judged(role, barcode, problem) {
    if (problem) return { problem, guess: "" };
    const oddity = this.#known.oddity(role, barcode);
    if (oddity === "check digit") return { problem: this.#scanning.check_digit === "auto" ? oddity : "", guess: "" };
    if (oddity === "" || (role === "item" && this.#hasItemPattern)) return { problem: "", guess: "" };
    const other = role === "item" ? "patron" : "item";
    if (this.#known.isOrdinary(other, barcode)) return { problem: other, guess: "" };
    return { problem: `odd ${role}`, guess: this.#withoutCapsLock(role, barcode) };
  }

  /** Caps Lock makes small letters of capitals, and the other way round. @param {Role} role @param {string} barcode */
  #withoutCapsLock(role, barcode) {
    const other = [...barcode].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join("");
    return other !== barcode && this.#known.isOrdinary(role, other) ? other : "";
  }

  /** A barcode from which nothing is taken. @param {Role} role @param {string} barcode @param {string} problem */
  #plain(role, barcode, problem) {
    const isItem = role === "item" && this.#hasItemPattern;
    // What stands here may be what the group of the pattern has taken out.
    if (isItem && !this.#hasItemGroup && !this.#item.test(barcode)) return "not an item";
    if (!isItem && takeOff(barcode).barcode !== barcode) return "added";
    const found = problemOf(barcode, (other) => this.#known.isOrdinary(role, other));
    const form = isItem && !/^(control|read error|long)$/.test(found) ? "" : found;
    return form || this.#judged(role, barcode, problem).problem;
  }

  /** @param {string} kind @param {string} item */
  #repeat(kind, item) {
    const before = this.#scanned.get(`${kind} ${item}`) ?? -Infinity;
    const undone = this.#scanned.get(`${kind === "L" ? "R" : "L"} ${item}`) ?? -Infinity;
    const within = this.#scanning.repeat_minutes * 60_000;
    return before > undone && performance.now() - before < within ? `repeat ${kind}` : "";
  }

  /** Only an item pattern of the library's own tells items. @param {string} text */
  #isItemByPattern(text) {
    return this.#hasItemPattern && this.#item.test(text);
  }

  /** Only a patron pattern of the library's own that not everything fits tells patrons. @param {string} item */
  #isPatronByPattern(item) {
    if (!this.#hasPatronPattern || this.#hasItemPattern) return false;
    const whole = compiled(`^(?:${this.#scanning.patron_pattern})$`);
    return whole !== undefined && whole.test(item) && !whole.test("#");
  }

  /** The problem of a barcode that has to begin with `first`. @param {string} barcode @param {string} first */
  #codabar(barcode, first) {
    if (this.#scanning.check_digit !== "codabar14") return "";
    if (!codabar14(barcode)) return "check digit";
    if (barcode[0] === first) return "";
    return FIRST_DIGITS[barcode[0]] ?? `begins not with ${first}`;
  }
}

/** Whether a problem says that this is the other one's barcode. @param {string} problem */
const isOthers = (problem) => /^(patron|item|was patron|was item)$/.test(problem);

