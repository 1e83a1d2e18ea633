// The desk: whose turn it is, and what a scan in each field means.
//
// A scan goes to the station as a record or as a held one, and its field is empty again at
// once. A loan goes only to a patron who was chosen; where one was refused there is none.

import { isOthers } from "./checks.js";
import { offered } from "./held.js";
import { Library } from "./library.js";
import { watchStrays } from "./strays.js";
import { Typing } from "./typing.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./checks.js").Verdict} Verdict */

const NO_PATRON = "No patron.";

/**
 * Whose turn it was before a key: the field of the scans, and the patron with what stood in the fields.
 *
 * @typedef {{key: string, field: HTMLInputElement, patron: string, shown: string, name: string}} Turn
 */

export class Desk {
  #form;
  #station;
  #checks;
  #keys;
  #held;
  #library;
  #typing;
  #patron = ""; // whose turn it is
  #hasScans = false; // whether anything was scanned for this patron
  /** @type {Promise<Entry>[]} the items that were scanned since a patron was refused */
  #orphans = [];
  #areOrphansOffered = false;
  #shown = ""; // what stands in Patron Barcode for the patron
  /** @type {Turn | undefined} where the last scan was when a key, right after it, led to Patron Barcode */
  #before;

  /**
   * @param {HTMLFormElement} form
   * @param {object} parts
   * @param {import("./store.js").Settings} parts.settings keep the library
   * @param {import("./station.js").Station} parts.station
   * @param {import("./checks.js").Scanning["keys"]} parts.keys
   * @param {() => void} parts.held goes to the held scans of the log
   */
  constructor(form, { settings, station, keys, held }) {
    this.#form = form;
    this.#station = station;
    this.#checks = station.checks;
    this.#keys = keys;
    this.#held = held;
    const { patronBarcode, itemBarcode, itemBarcode2, callNumber, patronName, textarea } = form;
    this.#typing = new Typing([patronBarcode, itemBarcode, itemBarcode2], Object.values(keys).filter(Boolean), {
      scanned: (field, text, cutBy) => this.#scanned(field, text, cutBy),
      enter: (field, isAfterScan) => this.#enter(field, isAfterScan),
      pressed: (key, isAfterScan) => this.#pressed(key, isAfterScan),
      ignored: (key) => station.announce(`${key} does nothing within a scan. Press Enter first.`, "look"),
      taken: (key, isSure) => this.#taken(key, isSure),
      isDone: (field) => field === patronBarcode && this.#patron !== "" && field.value === this.#shown,
      senseOf: (field, key) => this.#senseOf(field, key),
    });
    this.#library = new Library(form.library, settings, this.#typing);
    watchStrays(
      { fields: [callNumber, patronName].filter(Boolean), lines: textarea },
      this.#typing,
      (text) => this.#checks.isOrdinary(text),
      () => this.#typing.focus(itemBarcode),
    );
    patronBarcode.addEventListener("input", () => {
      if (patronBarcode.value !== this.#shown) this.#patron = "";
    });
    this.#onClick(form.checkoutbutton, itemBarcode);
    this.#onClick(form.checkinbutton, itemBarcode2);
    form.addEventListener("click", ({ target }) => {
      // The log leads on from its own buttons when their rows are gone.
      const isButton = target instanceof Element && target.closest("button") && !target.closest("tbody");
      if (isButton && !this.#isInField()) this.#typing.back();
    });
  }

  /** The library's name, for the slip. */
  get libraryName() {
    return this.#library.name;
  }

  /** Whether a field has text that was not taken in. */
  get hasText() {
    const { patronBarcode, itemBarcode, itemBarcode2 } = this.#form;
    return [patronBarcode, itemBarcode, itemBarcode2].some((field) => this.#typing.isUnsent(field));
  }

  /** Takes in what still stands in the fields. */
  flush() {
    const { patronBarcode, itemBarcode, itemBarcode2 } = this.#form;
    for (const field of [patronBarcode, itemBarcode, itemBarcode2]) {
      if (this.#typing.isUnsent(field)) this.#typing.end(field);
    }
  }

  /** Back to where scans go. */
  back() {
    this.#typing.back();
  }

  /**
   * Puts a rejected record into the lines, where its time and library stay with it.
   *
   * @param {string} raw
   */
  correctLine(raw) {
    const { textarea } = this.#form;
    textarea.closest("details").open = true;
    /** @type {string[]} */
    const lines = textarea.value.split("\n").filter(Boolean);
    if (!lines.includes(raw)) textarea.value = [...lines, raw, ""].join("\n");
    textarea.focus();
  }

  /** Does with a held scan what its button, or the key, says. @param {import("./held.js").Action} action @param {Entry} entry */
  async decide(action, entry) {
    if (action === "Discard" || action === "Void") return this.#station.void(entry);
    if (action === "Use as patron") return this.#usePatron(entry);
    await this.#station.accept([entry], this.#rest, action === "Take" ? entry.guess : undefined);
    this.#hasScans = true;
  }

  /** A held scan that is the next patron. @param {Entry} entry */
  async #usePatron(entry) {
    this.#endPatron();
    this.#choose(entry.item ?? "", entry.item ?? "", []);
    await this.#station.remove(entry);
  }

  /** @param {HTMLInputElement} field @param {string} text @param {string} cutBy */
  #scanned(field, text, cutBy) {
    const { patronBarcode, itemBarcode } = this.#form;
    this.#areOrphansOffered = false;
    if (field === patronBarcode) return this.#scannedPatron(text, cutBy);
    const kind = field === itemBarcode ? "L" : "R";
    if (kind === "L" && this.#typing.isUnsent(patronBarcode)) this.#scannedPatron(patronBarcode.value.trim(), "");
    this.#scannedItem(kind, field, text, cutBy);
  }

  /** @param {string} text @param {string} cutBy */
  #scannedPatron(text, cutBy) {
    const { itemBarcode, patronBarcode } = this.#form;
    if (!cutBy && this.#patron && text === this.#shown) return this.#typing.focus(itemBarcode);
    this.#patron = "";
    this.#shown = "";
    this.#hasScans = false;
    patronBarcode.value = "";
    const verdict = this.#checks.patron(text);
    const reason = this.#reason(verdict, cutBy);
    if (!reason) return this.#choose(verdict.barcode, text, verdict.taken);
    const offer = isOthers(verdict.problem) ? undefined : /** @type {const} */ ("patron");
    this.#station.hold(this.#scan("L", verdict.barcode), { reason, scanned: text, offer, guess: verdict.guess });
    this.#typing.focus(itemBarcode);
  }

  /** From now on loans go to this patron. @param {string} barcode @param {string} shown @param {string[]} taken */
  #choose(barcode, shown, taken) {
    const { patronBarcode, itemBarcode } = this.#form;
    this.#patron = barcode;
    this.#shown = shown;
    this.#hasScans = false;
    patronBarcode.value = shown;
    this.#checks.rememberPatron(barcode);
    const text = `Patron ${barcode}: scan the items.${takenOff(taken)}`;
    const n = this.#orphans.length;
    this.#areOrphansOffered = n > 0 && this.#keys.accept !== "";
    if (n > 0) {
      const how = this.#areOrphansOffered ? ` ${this.#keys.accept} lends ${n === 1 ? "it" : "them"} to ${barcode}.` : "";
      this.#station.announce(`${text} ${counted(n, "item is", "items are")} held without a patron.${how}`, "look");
    } else {
      this.#station.announce(text, "");
    }
    this.#typing.focus(itemBarcode);
  }

  /** @param {import("./entry.js").Kind} kind @param {HTMLInputElement} field @param {string} text @param {string} cutBy */
  #scannedItem(kind, field, text, cutBy) {
    const { callNumber } = this.#form;
    field.value = "";
    this.#hasScans = true;
    this.#before = undefined;
    const patron = kind === "L" ? this.#patron : "";
    const verdict = this.#checks.item(kind, text, patron);
    const scan = this.#scan(kind, verdict.barcode);
    const reason = this.#reason(verdict, cutBy) || (kind === "L" && !patron ? NO_PATRON : "") || (scan.library ? "" : "No library is chosen.");
    if (kind === "L" && callNumber) callNumber.value = "";
    this.#typing.focus(field);
    if (!reason) return this.#station.scan(scan, takenOff(verdict.taken));
    const offer = this.#checks.mayBePatron(verdict) ? /** @type {const} */ ("patron") : undefined;
    const entry = this.#station.hold(scan, { reason, scanned: text, offer, guess: verdict.guess });
    if (reason === NO_PATRON) this.#orphans.push(entry);
  }

  /** @param {import("./entry.js").Kind} kind @param {string} item */
  #scan(kind, item) {
    const { callNumber, patronName } = this.#form;
    const scan = { library: this.#library.code, kind, item };
    if (kind === "R") return scan;
    const name = this.#patron ? patronName?.value.trim() ?? "" : "";
    return { ...scan, patron: this.#patron, callNumber: callNumber?.value.trim() ?? "", patronName: name };
  }

  /** Why a scan is held, in words. @param {Verdict} verdict @param {string} cutBy */
  #reason({ problem }, cutBy) {
    if (cutBy) return `${cutBy} came in the middle of it.`;
    return problem && this.#checks.words(problem);
  }

  /** Enter on an empty field. @param {HTMLInputElement} field @param {boolean} isAfterScan */
  #enter(field, isAfterScan) {
    const { patronBarcode, itemBarcode } = this.#form;
    const turn = this.#turn("Enter");
    if (field === itemBarcode) {
      this.#endPatron();
      if (isAfterScan) this.#before = turn;
    } else {
      this.#station.announce(field === patronBarcode ? "Scan the patron's barcode." : "Scan the item's barcode.", "");
    }
  }

  #endPatron() {
    const { patronBarcode, patronName, callNumber } = this.#form;
    for (const field of [patronBarcode, patronName, callNumber]) if (field) field.value = "";
    if (this.#patron) this.#orphans = [];
    this.#areOrphansOffered = false;
    this.#patron = "";
    this.#shown = "";
    this.#before = undefined;
    this.#typing.focus(patronBarcode);
  }

  /** @param {string} key @param {boolean} isAfterScan */
  async #pressed(key, isAfterScan) {
    const { patronBarcode, itemBarcode2 } = this.#form;
    const { check_out, check_in, accept } = this.#keys;
    this.#before = key === check_out && isAfterScan ? this.#turn(key) : undefined;
    if (key === check_out) {
      this.#typing.focus(patronBarcode);
    } else if (key === check_in) {
      this.#typing.focus(itemBarcode2);
    } else if (key === accept && this.#areOrphansOffered) {
      await this.#lendOrphans();
    } else {
      const held = key === accept ? await this.#station.lastHeld() : undefined;
      if (held) await this.decide(offered(held), held);
      else this.#held();
    }
  }

  /** Lends what was scanned without a patron to the one who is here now. */
  async #lendOrphans() {
    const orphans = await Promise.all(this.#orphans);
    this.#orphans = [];
    this.#areOrphansOffered = false;
    this.#hasScans = true;
    await this.#station.accept(orphans, this.#rest);
  }

  /** What a held scan gets from the desk. */
  get #rest() {
    const patronName = this.#form.patronName?.value.trim() ?? "";
    return { library: this.#library.code, patron: this.#patron, patronName };
  }

  /**
   * A key that ends the patron or leads elsewhere makes no sense before anything was scanned for
   * that patron, and little where the patron was refused.
   *
   * @param {HTMLInputElement} field
   * @param {string} key
   * @returns {import("./typing.js").Sense}
   */
  #senseOf(field, key) {
    const { itemBarcode, itemBarcode2 } = this.#form;
    if (key === this.#keys.accept || key === this.#keys.held) return "some";
    if (field !== itemBarcode) {
      return key === "Enter" || (field === itemBarcode2 && key === this.#keys.check_in) ? "none" : "some";
    }
    if (this.#hasScans) return "some";
    return this.#patron ? "none" : "little";
  }

  /**
   * A scanner sends this key after a scan. If it has led to Patron Barcode after the scan before,
   * the last scan may be no patron's. A line feed after Enter is never a person's.
   *
   * @param {string} key
   * @param {boolean} isSure
   */
  #taken(key, isSure) {
    const before = this.#before;
    if (!isSure && !this.#hasScans) this.#station.hint(`Press ${key} again if you mean it.`);
    if (key !== before?.key && !(key === "LF" && before?.key === "Enter")) return;
    this.#before = undefined;
    if (key === "LF") return this.#resume(before);
    const [item, scanned] = [this.#patron, this.#shown];
    if (!item) return;
    this.#endPatron();
    const reason = `${key} came right after this scan and the one before, as if the scanner sent it.`;
    this.#station.hold(this.#scan(before.field === this.#form.itemBarcode2 ? "R" : "L", item), { reason, scanned, offer: "patron" });
    this.#typing.focus(this.#form.itemBarcode);
  }

  /** @param {string} key @returns {Turn} */
  #turn(key) {
    const { patronName } = this.#form;
    return { key, field: this.#typing.last, patron: this.#patron, shown: this.#shown, name: patronName?.value ?? "" };
  }

  /** @param {Turn} turn */
  #resume({ field, patron, shown, name }) {
    const { patronBarcode, patronName } = this.#form;
    this.#patron = patron;
    this.#shown = shown;
    this.#hasScans = true;
    patronBarcode.value = shown;
    if (patronName) patronName.value = name;
    this.#typing.focus(field);
  }

  /** A button for a field; Enter in a field may press the first button of the form. @param {HTMLButtonElement} button @param {HTMLInputElement} field */
  #onClick(button, field) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      this.#typing.end(this.#isInField() ? this.#typing.last : field);
    });
  }

  /** Whether a field where something can be typed has the focus. */
  #isInField() {
    return document.activeElement?.matches("input[type=text], textarea, select") ?? false;
  }
}

/** @param {number} n @param {string} one @param {string} several */
const counted = (n, one, several) => `${n} ${n === 1 ? one : several}`;

/** @param {string[]} taken */
const takenOff = (taken) => (taken.length ? ` (taken off: ${taken.join(" and ")})` : "");
