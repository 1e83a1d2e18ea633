// The list of libraries: which one this desk has, and scans that are typed while it has the focus.
//
// Arrows and letters choose. What can only be a scan chooses nothing, and goes where scans go.

import { isText, keypadDigit } from "./typing.js";

/** The value of the list before a library is chosen. */
const NONE = "---";
/** Under these names is kept which one was chosen, and which one an address has fixed for this tab. */
const CHOSEN = "library";
const FIXED = "library of the address";

/**
 * Whether these keys, one after the other, choose an option by the beginning of its name, as
 * browsers do it: a letter begins anew when the ones before have led to no name.
 *
 * @param {string} typed
 * @param {string[]} names
 */
function isChoice(typed, names) {
  /** @param {string} begun */
  const begins = (begun) => names.some((name) => name.toLowerCase().startsWith(begun));
  let begun = "";
  for (const key of typed.toLowerCase()) {
    begun = begins(begun + key) ? begun + key : key;
    if (!begins(begun)) return false;
  }
  return true;
}

export class Library {
  #list;
  #settings;
  #session;
  #typing;
  #isFixed = false; // whether an address has said which one it is
  #typed = ""; // since a person last chose in another way
  #before = ""; // what was chosen then
  #isByMouse = false;

  /**
   * @param {HTMLSelectElement | HTMLInputElement} list  hidden where there is only one library
   * @param {object} kept
   * @param {import("./store.js").Settings} kept.settings keep the library for the tabs to come
   * @param {import("./store.js").Settings} kept.session keep it for this tab: another one may be another library's
   * @param {import("./typing.js").Typing} typing
   */
  constructor(list, { settings, session }, typing) {
    this.#list = list;
    this.#settings = settings;
    this.#session = session;
    this.#typing = typing;
    this.restore();
    if (!(list instanceof HTMLSelectElement)) return;
    list.addEventListener("focus", () => this.#begin());
    list.addEventListener("pointerdown", () => (this.#isByMouse = true));
    list.addEventListener("change", () => this.#changed());
    list.addEventListener("keydown", (event) => this.#key(event, list));
  }

  /** Its code, "" before one is chosen. */
  get code() {
    return this.#list.value === NONE ? "" : this.#list.value;
  }

  /** The code that an address has fixed for this tab, "" if none has. */
  get fixed() {
    return this.#isFixed ? this.code : "";
  }

  /** Its name. */
  get name() {
    const list = this.#list;
    return list instanceof HTMLSelectElement ? list.selectedOptions[0].text : list.dataset.name ?? "";
  }

  /** Chooses what the address says, or else what was chosen last. */
  restore() {
    const list = this.#list;
    if (!(list instanceof HTMLSelectElement)) return;
    const options = [...list.options];
    /** @param {string | null} code */
    const has = (code) => code !== null && options.some(({ value }) => value === code);
    this.#hear(new URLSearchParams(location.search), has);
    const wanted = this.#session.get(FIXED) ?? NONE;
    this.#isFixed = wanted !== NONE && has(wanted);
    const chosen = this.#session.get(CHOSEN);
    // A library that is not there any more is no other one.
    const kept = this.#isFixed ? [wanted] : wanted !== NONE ? [chosen] : [chosen, this.#settings.get(CHOSEN)];
    list.value = kept.find((code) => code !== NONE && has(code)) ?? NONE;
    if (this.#isFixed) options.filter(({ value }) => value !== wanted).forEach((option) => option.remove());
    else if (list.value !== NONE) this.#session.set(CHOSEN, list.value);
    this.#before = list.value;
  }

  /**
   * Takes in the library of an address. The way back from another page has none.
   *
   * @param {URLSearchParams} query
   * @param {(code: string) => boolean} has
   */
  #hear(query, has) {
    const asked = query.get("library");
    if (asked === null) return;
    // The answer to the form names the library that had been chosen there.
    if (query.has("recorded")) {
      this.#session.set(CHOSEN, asked);
      return;
    }
    this.#session.set(FIXED, asked);
    if (!has(asked)) this.#session.set(CHOSEN, NONE);
  }

  #begin() {
    this.#typed = "";
    this.#before = this.#list.value;
  }

  /** A choice by mouse leads back to the last field. */
  #changed() {
    if (!this.#isFixed) for (const kept of [this.#settings, this.#session]) kept.set(CHOSEN, this.#list.value);
    if (this.#isByMouse) this.#typing.back();
  }

  /** @param {KeyboardEvent} event @param {HTMLSelectElement} list */
  #key(event, list) {
    this.#isByMouse = false;
    const { key } = event;
    const digit = keypadDigit(event);
    if (digit || (isText(event) && (this.#typed || key !== " "))) {
      this.#typed += digit || key;
      if (isChoice(this.#typed, [...list.options].map(({ text }) => text))) return;
      event.preventDefault();
      const typed = this.#typed;
      list.value = this.#before;
      this.#changed();
      this.#begin();
      this.#typing.type(typed);
    } else if (key === "Enter") {
      event.preventDefault();
      this.#typing.back();
    } else if (/^(Arrow|Page|Home|End|Escape)/.test(key)) {
      // Before the browser has chosen the next one, so it is asked again at the next letter.
      this.#typed = "";
      setTimeout(() => this.#begin());
    }
  }
}
