// The two panels: which field is next, what Enter means there, and how a scanner types.

/** Two Enters within this time are one suffix, CR LF, and not a person. */
const SUFFIX = 50;
/** A scanner types its characters no further apart than this. */
const SCANNER = 35;
/** A library chosen within this time of a key was chosen by that key. */
const CHOICE = 500;
/** What is typed on a list after this time begins anew. */
const TYPING = 1_000;

/** The value of the list before a library is chosen. */
const NONE = "---";

/** @param {KeyboardEvent} event */
const isText = ({ key, ctrlKey, altKey, metaKey }) =>
  key.length === 1 && !ctrlKey && !altKey && !metaKey;

/** @param {EventTarget | null} target */
const isField = (target) =>
  target instanceof Element && target.matches("input[type=text], textarea, select");

export class Desk {
  #form;
  #settings;
  #station;
  /** @type {HTMLInputElement} the field of the last scan */
  #last;
  #lastEnter = -Infinity;
  #doubtful = ""; // what was scanned as a patron with a warning
  #keys = { at: 0, fast: 0 };

  /**
   * @param {HTMLFormElement} form
   * @param {import("./store.js").Settings} settings keep the library
   * @param {import("./station.js").Station} station
   */
  constructor(form, settings, station) {
    this.#form = form;
    this.#settings = settings;
    this.#station = station;
    this.#last = form.patronBarcode;
    this.#chooseLibrary();
    this.#onScan(form.patronBarcode, () => this.#patron());
    this.#onScan(form.itemBarcode, () => this.#checkOut());
    this.#onScan(form.itemBarcode2, () => this.#checkIn());
    for (const field of [form.callNumber, form.patronName]) {
      if (field) this.#onScan(field, () => form.itemBarcode.focus());
    }
    this.#onClick(form.checkoutbutton, () => this.#checkOut());
    this.#onClick(form.checkinbutton, () => this.#checkIn());
    this.#keepFocus([form.patronBarcode, form.itemBarcode, form.itemBarcode2]);
    addEventListener("keydown", (event) => {
      /** @type {Record<string, HTMLInputElement>} */
      const fields = { F2: form.patronBarcode, F8: form.itemBarcode2 };
      const field = fields[event.key];
      if (!field || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
  }

  /**
   * Wherever a click has left the focus, the next scan goes to the field of the last one.
   *
   * @param {HTMLInputElement[]} fields
   */
  #keepFocus(fields) {
    addEventListener("focusin", ({ target }) => {
      this.#last = fields.find((field) => field === target) ?? this.#last;
    });
    this.#form.addEventListener("click", ({ target }) => {
      const isButton = target instanceof Element && target.closest("button");
      if (isButton && !isField(document.activeElement)) this.#back();
    });
    addEventListener("keydown", (event) => {
      // Space presses what has the focus, and begins no barcode.
      if (isText(event) && event.key !== " " && !isField(event.target)) this.#back();
    });
  }

  /** To the field of the last scan; the next one replaces what stands in it. */
  #back() {
    this.#last.focus();
    this.#last.select();
  }

  /** The library's name, for the slip. */
  get libraryName() {
    const { library } = this.#form;
    return library.selectedOptions?.[0].textContent ?? library.dataset.name;
  }

  /** Scans what still stands in an item field; false if something is left there. */
  flush() {
    const { itemBarcode, itemBarcode2 } = this.#form;
    if (itemBarcode.value.trim()) this.#checkOut();
    if (itemBarcode2.value.trim()) this.#checkIn();
    return !itemBarcode.value.trim() && !itemBarcode2.value.trim();
  }

  /**
   * Puts a rejected record into the lines, where its time and library stay with it.
   *
   * @param {string} raw
   */
  correct(raw) {
    const { textarea } = this.#form;
    textarea.closest("details").open = true;
    /** @type {string[]} */
    const lines = textarea.value.split("\n").filter(Boolean);
    if (!lines.includes(raw)) textarea.value = [...lines, raw, ""].join("\n");
    textarea.focus();
  }

  #chooseLibrary() {
    const { library } = this.#form;
    if (!library.options) return;
    /** @type {HTMLOptionElement[]} */
    const options = [...library.options];
    /** @param {string | null} code */
    const isThere = (code) => options.some(({ value }) => value === code);
    const wanted = new URLSearchParams(location.search).get("library");
    if (isThere(wanted) && wanted !== NONE) {
      library.value = wanted;
      for (const option of options) if (option.value !== wanted) option.remove();
    } else {
      const before = this.#settings.get("library");
      library.value = isThere(before) ? before : NONE;
    }
    this.#watchLibrary(library);
  }

  /**
   * A choice by mouse, or Enter, leads back to the last field; arrows and letters choose
   * and stay. What can only be a scan chooses nothing: with a library it goes to the last
   * field, without one it is refused aloud, since that field may hold another.
   *
   * @param {HTMLSelectElement} library
   */
  #watchLibrary(library) {
    let keyed = -Infinity;
    let typed = "";
    let before = library.value;
    const isChoice = () =>
      /^(.)\1*$/.test(typed) ||
      [...library.options].some(({ text }) => text.toLowerCase().startsWith(typed.toLowerCase()));
    const chosen = () => {
      this.#settings.set("library", library.value);
      library.removeAttribute("aria-invalid");
    };
    library.addEventListener("change", () => {
      chosen();
      if (performance.now() - keyed > CHOICE) this.#back();
    });
    library.addEventListener("focus", () => {
      typed = "";
      keyed = -Infinity;
    });
    library.addEventListener("keydown", (event) => {
      const { key } = event;
      if (performance.now() - keyed > TYPING) typed = "";
      if (isText(event) && (typed || key !== " ")) {
        if (!typed) before = library.value;
        typed += key;
        this.#lastEnter = -Infinity;
        if (!isChoice()) {
          if (library.value !== before) {
            library.value = before;
            chosen();
          }
          if (library.value === NONE) {
            event.preventDefault();
          } else {
            this.#back();
            this.#last.value = typed.slice(0, -1);
            this.#last.setSelectionRange(typed.length, typed.length);
          }
        }
      } else if (key === "Enter" || (key === "Tab" && !event.shiftKey && !isChoice())) {
        event.preventDefault();
        if (!this.#isSuffix(event)) this.#endChoice(isChoice() ? "" : typed);
        typed = "";
      }
      keyed = performance.now();
    });
  }

  /** @param {string} refused what was scanned on the list */
  #endChoice(refused) {
    if (this.#form.library.value !== NONE) return this.#back();
    this.#warn(`Choose the library first.${refused && ` Not recorded: ${refused}`}`, this.#form.library);
  }

  /** @returns {void} */
  #patron() {
    const { patronBarcode, itemBarcode } = this.#form;
    const scanned = patronBarcode.value.trim();
    if (!scanned) return this.#warn("Scan the patron's barcode first.", patronBarcode);
    const warning = this.#station.checks.patron(scanned);
    if (warning && this.#doubtful !== scanned) {
      this.#doubtful = scanned;
      return this.#warn(`${scanned}: ${warning} Press Enter again to use it anyway.`, patronBarcode);
    }
    patronBarcode.removeAttribute("aria-invalid");
    if (itemBarcode.value.trim()) return this.#checkOut();
    itemBarcode.focus();
  }

  /** @returns {void} */
  #checkOut() {
    const { patronBarcode, itemBarcode, callNumber, patronName } = this.#form;
    const item = itemBarcode.value.trim();
    const scanned = patronBarcode.value.trim();
    const patron =
      this.#station.checks.patronBarcode(scanned) || (this.#doubtful === scanned ? scanned : "");
    if (!item) {
      if (!this.#confirm("L", { patron })) this.#endPatron();
      return;
    }
    if (!this.#hasLibrary()) return;
    if (!scanned) return this.#warn("Scan the patron's barcode first.", patronBarcode);
    if (!patron) return this.#patron();
    this.#scan("L", itemBarcode, scanned, {
      patron,
      callNumber: callNumber?.value.trim() ?? "",
      patronName: patronName?.value.trim() ?? "",
    });
    if (callNumber) callNumber.value = "";
  }

  #checkIn() {
    const { itemBarcode2 } = this.#form;
    if (!itemBarcode2.value.trim()) {
      if (!this.#confirm("R", {})) this.#warn("Scan the item's barcode.", itemBarcode2);
    } else if (this.#hasLibrary()) {
      this.#scan("R", itemBarcode2, "", {});
    }
  }

  /**
   * The scan in the field; the same one that is held already is its second Enter.
   *
   * @param {import("./entry.js").Kind} kind
   * @param {HTMLInputElement} field
   * @param {string} scannedPatron
   * @param {{patron?: string, callNumber?: string, patronName?: string}} rest
   */
  #scan(kind, field, scannedPatron, rest) {
    const item = field.value.trim();
    const warning = this.#station.checks.item(kind, item, scannedPatron);
    field.value = "";
    field.removeAttribute("aria-invalid");
    this.#form.patronBarcode.removeAttribute("aria-invalid");
    if (warning && this.#confirm(kind, { item, patron: rest.patron })) return;
    this.#station.scan({ library: this.#form.library.value, kind, item, ...rest }, warning);
    field.focus();
  }

  /** @param {import("./entry.js").Kind} kind @param {{item?: string, patron?: string}} scan */
  #confirm(kind, scan) {
    return this.#station.confirm({ library: this.#form.library.value, kind, ...scan });
  }

  #endPatron() {
    const { patronBarcode, patronName, callNumber } = this.#form;
    for (const field of [patronBarcode, patronName, callNumber]) if (field) field.value = "";
    this.#doubtful = "";
    patronBarcode.focus();
  }

  #hasLibrary() {
    const { library } = this.#form;
    const isChosen = library.value !== NONE;
    library.removeAttribute("aria-invalid");
    if (!isChosen) this.#warn("Choose the library first.", library);
    return isChosen;
  }

  /** @param {string} text @param {HTMLInputElement | HTMLSelectElement} field the one that it is about */
  #warn(text, field) {
    this.#station.warn(text);
    field.setAttribute("aria-invalid", "true");
    field.focus();
    if (field instanceof HTMLInputElement) field.select();
  }

  /**
   * Whether an Enter is the second of a suffix CR LF, or of a key that is held down.
   *
   * @param {KeyboardEvent} event
   */
  #isSuffix({ repeat, timeStamp }) {
    const isSuffix = repeat || timeStamp - this.#lastEnter < SUFFIX;
    this.#lastEnter = timeStamp;
    return isSuffix;
  }

  /** @param {HTMLInputElement} field @param {() => void} action */
  #onScan(field, action) {
    field.addEventListener("keydown", (event) => {
      const now = event.timeStamp;
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        if (!this.#isSuffix(event)) action();
      } else if (event.key === "j" && event.ctrlKey) {
        event.preventDefault(); // the LF of a scanner's CR LF
      } else if (event.key === "Tab" && !event.shiftKey && this.#keys.fast >= 4 && field.value) {
        event.preventDefault(); // a scanner's Tab, not a person's
        action();
      } else if (event.key.length === 1) {
        this.#lastEnter = -Infinity;
        this.#keys.fast = now - this.#keys.at < SCANNER ? this.#keys.fast + 1 : 0;
        this.#keys.at = now;
        return;
      }
      this.#keys.fast = 0;
    });
  }

  /** @param {HTMLButtonElement} button @param {() => void} action */
  #onClick(button, action) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      action();
    });
  }
}
