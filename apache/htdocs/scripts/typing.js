// What is typed into the scan fields, by a scanner or by a person: where a scan ends.
//
// Enter ends a scan, and so does Tab in a field with text; a line end within inserted text
// does as well. No rule asks how fast the keys come, for neither scanners nor people can be
// told by that. Nothing that was typed is ever replaced or taken apart here.

import { WIDTH } from "./scan.js";
import { Suffix } from "./suffix.js";

/** @param {KeyboardEvent} event */
export const isText = ({ key, ctrlKey, altKey, metaKey }) => key.length === 1 && !ctrlKey && !altKey && !metaKey;

/** Whether keys of the keyboard's own shortcuts are held. @param {KeyboardEvent} event */
export const isShortcut = ({ ctrlKey, altKey, metaKey, shiftKey }) => ctrlKey || altKey || metaKey || shiftKey;

/** Whether something can be typed or chosen there. @param {EventTarget | null} target */
export const isField = (target) => target instanceof Element && target.matches("input[type=text], textarea, select");

/** The digit of a key on the numeric keypad, also with NumLock off; "" if it is none. @param {KeyboardEvent} event */
export function keypadDigit(event) {
  const digit = /^Numpad(\d)$/.exec(event.code)?.[1] ?? "";
  return isShortcut(event) || isText(event) ? "" : digit;
}

/** Whether the system makes a character of this digit and others, when Alt is let go: some scanners type so. @param {KeyboardEvent} event */
const isOfAltCode = ({ altKey, code }) => altKey && /^Numpad\d$/.test(code);

/** What scanners send for CR and LF when they send control characters: Control+M, Control+J. @param {KeyboardEvent} event */
export const isLineEnd = ({ key, ctrlKey, altKey }) => ctrlKey && !altKey && /^[jm]$/i.test(key);

/** Control and a key that edits or zooms is a person's; another one is a control character. @param {KeyboardEvent} event */
const isControlCharacter = ({ key, ctrlKey, altKey, metaKey }) =>
  ctrlKey && !altKey && !metaKey && key.length === 1 && !/[acvxyz0+=-]/i.test(key);

/** Whether an input method takes the key, as for Chinese or Japanese: what it makes of it comes by itself. @param {KeyboardEvent} event */
const isOfInputMethod = ({ isComposing, key }) => isComposing || key === "Process";

/** Whether it is Enter on the keyboard, whatever an input method calls it. @param {KeyboardEvent} event */
const isEnterKey = ({ key, code }) => key === "Enter" || /Enter$/.test(code);

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
 * @property {(field: HTMLInputElement, key: string) => import("./suffix.js").Sense} senseOf  what sense a key makes here right after a scan
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
  #isEnterComposed = false; // whether the last key was an Enter that an input method has taken

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
      field.addEventListener("compositionend", () => this.#composed(field));
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

  /** Whether a field has text that was not taken in. */
  get hasUnsent() {
    return this.#fields.some((field) => this.isUnsent(field));
  }

  /** Ends what still stands in the fields. */
  endAll() {
    for (const field of this.#fields) if (this.isUnsent(field)) this.end(field);
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
    this.#isEnterComposed = event.isComposing && isEnterKey(event);
    if (event.defaultPrevented || isOfInputMethod(event)) return;
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

  /** A scanner knows of no input method: the Enter with which that gives its text out is the scan's. @param {HTMLInputElement} field */
  #composed(field) {
    const isEnter = this.#isEnterComposed;
    this.#isEnterComposed = false;
    if (isEnter && field.value.trim()) this.end(field);
  }

  /** A scan that begins on a button or on nothing goes where scans go. @param {KeyboardEvent} event */
  #keyElsewhere(event) {
    if (isField(event.target)) return;
    const digit = keypadDigit(event);
    // Space presses what has the focus, and begins no barcode.
    if (digit || isOfAltCode(event) || (isText(event) && event.key !== " ")) this.back();
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
    // It may be a scanner's prefix, and what it opens would get the scan. Reload and full screen get none.
    if (isWithin || isOurs || !/^F(5|11)$/.test(key)) event.preventDefault();
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
