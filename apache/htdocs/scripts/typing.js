// What is typed into the scan fields, by a scanner or by a person: where a scan ends.
//
// Enter ends a scan, and so does Tab in a field with text; a line end within inserted text
// does as well. No rule asks how fast the keys come, for neither scanners nor people can be
// told by that. Nothing that was typed is ever replaced or taken apart here.

import { WIDTH } from "./scan.js";

/** @param {KeyboardEvent} event */
export const isText = ({ key, ctrlKey, altKey, metaKey }) => key.length === 1 && !ctrlKey && !altKey && !metaKey;

/** Whether keys of the keyboard's own shortcuts are held. @param {KeyboardEvent} event */
const isShortcut = ({ ctrlKey, altKey, metaKey, shiftKey }) => ctrlKey || altKey || metaKey || shiftKey;

/** The digit of a key on the numeric keypad, also with NumLock off; "" if it is none. @param {KeyboardEvent} event */
export function keypadDigit(event) {
  const digit = /^Numpad(\d)$/.exec(event.code)?.[1] ?? "";
  return isShortcut(event) || isText(event) ? "" : digit;
}

/** What scanners send for CR and LF when they send control characters: Control+M, Control+J. @param {KeyboardEvent} event */
export const isLineEnd = ({ key, ctrlKey, altKey }) => ctrlKey && !altKey && /^[jm]$/i.test(key);

/** Control and a key that edits or zooms is a person's; another one is a control character. @param {KeyboardEvent} event */
const isControlCharacter = ({ key, ctrlKey, altKey, metaKey }) =>
  ctrlKey && !altKey && !metaKey && key.length === 1 && !/[acvxyz0+=-]/i.test(key);

/** A key that came after so many scans in a row is the scanner's. */
const IN_ROW = 3;

/** How often a key that seems to belong to the suffix is taken for it, once it is sure. */
const SURE = 20;
/** After so many scans without one, a key that makes some sense is a person's. */
const PLAIN = 3;

/** @typedef {"some" | "little" | "none"} Sense  what sense it makes for a person to press a key right after a scan */

/**
 * Learns which keys a scanner sends after the one that ends a scan: the second half of CR LF, or
 * a function key. Such a key is known by coming where a person would not press it, and by
 * coming each time.
 */
class Suffix {
  #isAfterScan = false;
  /** @type {Set<string>} keys that were taken for the suffix of this scan */
  #taken = new Set();
  /** @type {Map<string, number>} for how many scans yet a key is taken for the suffix */
  #sure = new Map();
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
      for (const [key, left] of this.#sure) {
        if (this.#taken.has(key)) continue;
        this.#sure.set(key, this.#isKnown(key) ? left - 1 : 0);
        this.#inRow.delete(key);
      }
    }
    this.#isAfterScan = false;
  }

  /** @param {string} key */
  #isKnown(key) {
    return (this.#inRow.get(key) ?? 0) >= IN_ROW;
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
    const left = this.#sure.get(key) ?? 0;
    const isSenseless = sense === "none" || (sense === "little" && this.#plain < PLAIN);
    const isAgain = this.#taken.has(key);
    if (isAgain) {
      this.#sure.delete(key);
      this.#inRow.delete(key);
    }
    if (isAgain || (left <= 0 && !isSenseless)) {
      this.#isAfterScan = false;
      return isAgain ? "" : "after a scan";
    }
    this.#taken.add(key);
    this.#inRow.set(key, (this.#inRow.get(key) ?? 0) + 1);
    this.#sure.set(key, SURE);
    return this.#isKnown(key) ? "suffix" : "perhaps suffix";
  }
}

/**
 * What the desk makes of it.
 *
 * @typedef {object} Desk
 * @property {(field: HTMLInputElement, text: string, cutBy: string) => void} scanned  a scan has ended;
 *   `cutBy` is the key that came in the middle of it, "" if none did
 * @property {(field: HTMLInputElement, isAfterScan: boolean) => void} enter  Enter on an empty field
 * @property {(key: string, isAfterScan: boolean) => void} pressed  a key of the desk's; whether nothing
 *   came between it and the end of a scan
 * @property {(key: string) => void} ignored  a key that came within a scan
 * @property {(key: string, isSure: boolean) => void} taken  a key that was taken for the scanner's suffix;
 *   LF for a line feed
 * @property {(field: HTMLInputElement) => boolean} isDone  whether the text in the field was taken in already
 * @property {(field: HTMLInputElement, key: string) => Sense} senseOf  what sense a key makes here right after a scan
 */

export class Typing {
  /** @type {HTMLInputElement} the field of the last scan */
  last;
  #fields;
  #keys;
  #desk;
  #suffix = new Suffix();
  /** @type {Map<HTMLInputElement, {key: string, length: number}>} keys that came when this much had been typed */
  #cuts = new Map();

  /**
   * @param {HTMLInputElement[]} fields  the scan fields, the first one first
   * @param {string[]} keys  the function keys that the desk knows
   * @param {Desk} desk
   */
  constructor(fields, keys, desk) {
    this.last = fields[0];
    this.#fields = fields;
    this.#keys = keys;
    this.#desk = desk;
    addEventListener("focusin", ({ target }) => {
      this.last = this.#fieldOf(target) ?? this.last;
    });
    addEventListener("pointerdown", () => this.#suffix.interrupted(false));
    addEventListener("keydown", (event) => this.#key(event));
    for (const field of fields) {
      field.addEventListener("input", () => this.#input(field));
      field.addEventListener("beforeinput", (event) => this.#inserted(field, event));
    }
  }

  /** To the field of the last scan, behind what stands in it. */
  back() {
    this.focus(this.last);
  }

  /** To a field; what was taken in already is replaced by what is typed next. @param {HTMLInputElement} field */
  focus(field) {
    this.last = field;
    field.focus();
    if (this.#desk.isDone(field)) field.select();
    else field.setSelectionRange(field.value.length, field.value.length);
  }

  /** Whether text stands in the field that was not taken in. @param {HTMLInputElement} field */
  isUnsent(field) {
    return field.value.trim() !== "" && !this.#desk.isDone(field);
  }

  /** Text that came elsewhere, as if it were typed here; each line end in it ends a scan. @param {string} text */
  type(text) {
    const pieces = text.split(/[\r\n\t]+/);
    pieces.forEach((piece, i) => {
      this.back();
      if (piece) this.#insert(this.last, piece);
      if (i < pieces.length - 1 && this.isUnsent(this.last)) this.end(this.last);
    });
  }

  /** Ends the scan in a field; an empty one is left to the desk. @param {HTMLInputElement} field */
  end(field) {
    const text = field.value.trim();
    if (!text) {
      const meaning = this.#suffix.judge("Enter", this.#desk.senseOf(field, "Enter"));
      if (/suffix/.test(meaning)) this.#desk.taken("Enter", meaning === "suffix");
      else this.#desk.enter(field, meaning === "after a scan");
      return;
    }
    const cut = this.#cuts.get(field);
    this.#cuts.delete(field);
    this.#suffix.ended();
    this.#desk.scanned(field, text, cut && field.value.length > cut.length ? cut.key : "");
  }

  /** @param {EventTarget | null} target */
  #fieldOf(target) {
    return this.#fields.find((field) => field === target);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const field = this.#fieldOf(event.target);
    if (event.defaultPrevented || event.isComposing) return;
    if (/^F\d+$/.test(event.key)) this.#functionKey(event, field);
    else if (field) this.#keyInField(event, field);
    else this.#keyElsewhere(event);
  }

  /** @param {KeyboardEvent} event @param {HTMLInputElement} field */
  #keyInField(event, field) {
    const digit = keypadDigit(event);
    if (event.key === "Enter" || isLineEnd(event)) {
      event.preventDefault();
      // One that repeats itself is held down.
      if (event.repeat) return;
      if (event.key === "Enter" || field.value.trim()) return this.end(field);
      // After it an Enter is a person's.
      this.#suffix.interrupted(false);
      this.#desk.taken("LF", true);
    } else if (event.key === "Tab" && !isShortcut(event)) {
      if (!this.isUnsent(field)) return;
      event.preventDefault();
      this.end(field);
    } else if (digit) {
      event.preventDefault();
      this.#insert(field, digit);
    } else if (isControlCharacter(event) && this.isUnsent(field)) {
      event.preventDefault();
      this.#cut(field, `Control+${event.key.toUpperCase()}`);
    }
  }

  /** A scan that begins on a button or on nothing goes where scans go. @param {KeyboardEvent} event */
  #keyElsewhere(event) {
    const { target } = event;
    if (target instanceof Element && target.matches("input[type=text], textarea, select")) return;
    const digit = keypadDigit(event);
    // Space presses what has the focus, and begins no barcode.
    if (digit || (isText(event) && event.key !== " ")) this.back();
    if (!digit) return;
    event.preventDefault();
    this.#insert(this.last, digit);
  }

  /** @param {KeyboardEvent} event @param {HTMLInputElement | undefined} field */
  #functionKey(event, field) {
    if (isShortcut(event)) return;
    const { key, target } = event;
    const isWithin = field
      ? this.isUnsent(field)
      : target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.value !== "");
    const isOurs = this.#keys.includes(key);
    if (isWithin || isOurs) event.preventDefault();
    if (isWithin) {
      if (field) this.#cut(field, key);
    } else if (isOurs && !event.repeat) {
      const meaning = this.#suffix.judge(key, field ? this.#desk.senseOf(field, key) : "some");
      if (/suffix/.test(meaning)) this.#desk.taken(key, meaning === "suffix");
      else this.#desk.pressed(key, meaning === "after a scan");
    }
  }

  /**
   * A key within a scan: what has been typed stays, and a person looks at the whole. Where each
   * scan ends with such a key, no other end may ever come.
   *
   * @param {HTMLInputElement} field
   * @param {string} key
   */
  #cut(field, key) {
    if (!this.#cuts.has(field)) this.#cuts.set(field, { key, length: field.value.length });
    if (field.value.length > WIDTH) this.end(field);
    else this.#desk.ignored(key);
  }

  /** @param {HTMLInputElement} field */
  #input(field) {
    if (field.value === "") this.#cuts.delete(field);
    this.#suffix.interrupted(true);
  }

  /** @param {HTMLInputElement} field @param {string} text */
  #insert(field, text) {
    const { selectionStart, selectionEnd, value } = field;
    field.setRangeText(text, selectionStart ?? value.length, selectionEnd ?? value.length, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Text that comes in one go, without keys. @param {HTMLInputElement} field @param {InputEvent} event */
  #inserted(field, event) {
    const text = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    if (/^insert(LineBreak|Paragraph)$/.test(event.inputType)) {
      event.preventDefault();
      this.end(field);
    } else if (/[\r\n\t]/.test(text)) {
      event.preventDefault();
      this.type(text);
    }
  }
}
