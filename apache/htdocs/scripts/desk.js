// The two panels: which field is next, what Enter means there, and how a scanner types.

/** Two Enters within this time are one suffix, CR LF, and not a person. */
const SUFFIX = 50;
/** A scanner types its characters no further apart than this. */
const SCANNER = 35;
/** A library chosen within this time of a key was chosen by that key. */
const CHOICE = 500;
/** What is typed on a list after this time begins anew. */
const TYPING = 1_000;

const isText = ({ key, ctrlKey, altKey, metaKey }) =>
  key.length === 1 && !ctrlKey && !altKey && !metaKey;

const isField = (element) => element.matches("input[type=text], textarea, select");

export class Desk {
  #form;
  #kept;
  #on;
  #last; // the field of the last scan
  #lastEnter = -Infinity;
  #fixed;
  #oddPatron = "";
  #keys = { at: 0, fast: 0 };

  /** `on` has `checks`, `take`, `confirmHeld` and `say`. */
  constructor(form, kept, on) {
    this.#form = form;
    this.#kept = kept;
    this.#on = on;
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
      const field = { F2: form.patronBarcode, F8: form.itemBarcode2 }[event.key];
      if (!field || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      field.focus();
      field.select();
    });
  }

  /** Wherever a click has left the focus, the next scan goes to the field of the last one. */
  #keepFocus(fields) {
    addEventListener("focusin", ({ target }) => {
      if (fields.includes(target)) this.#last = target;
    });
    this.#form.addEventListener("click", ({ target }) => {
      if (target.closest("button") && !isField(document.activeElement)) this.#back();
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

  /** Takes what still stands in an item field; false if it cannot be taken. */
  flush() {
    const { itemBarcode, itemBarcode2 } = this.#form;
    if (itemBarcode.value.trim()) this.#checkOut();
    if (itemBarcode2.value.trim()) this.#checkIn();
    return !itemBarcode.value.trim() && !itemBarcode2.value.trim();
  }

  /** Puts a rejected record into the lines, where its time and library stay with it. */
  correct(raw) {
    const { textarea } = this.#form;
    textarea.closest("details").open = true;
    const lines = textarea.value.split("\n").filter(Boolean);
    if (!lines.includes(raw)) textarea.value = [...lines, raw, ""].join("\n");
    textarea.focus();
  }

  #chooseLibrary() {
    const { library } = this.#form;
    if (!library.options) return;
    const codes = [...library.options].map((option) => option.value);
    const wanted = new URLSearchParams(location.search).get("library");
    this.#fixed = codes.includes(wanted) && wanted !== "---";
    if (this.#fixed) {
      library.value = wanted;
      for (const option of [...library.options]) if (option.value !== wanted) option.remove();
    } else {
      const before = this.#kept.get("library");
      library.value = codes.includes(before) ? before : "---";
    }
    this.#watchLibrary(library);
  }

  /**
   * A choice by mouse, or Enter, leads back to the last field; arrows and letters choose
   * and stay. What can only be a scan chooses nothing: with a library it goes to the last
   * field, without one it is refused aloud, since that field may hold another.
   */
  #watchLibrary(library) {
    let keyed = -Infinity;
    let typed = "";
    let before;
    const isChoice = () =>
      /^(.)\1*$/.test(typed) ||
      [...library.options].some(({ text }) => text.toLowerCase().startsWith(typed.toLowerCase()));
    const chosen = () => {
      this.#kept.set("library", library.value);
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
          if (library.value === "---") {
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

  #endChoice(refused) {
    if (this.#form.library.value !== "---") return this.#back();
    this.#missing(`Choose the library first.${refused && ` Not taken: ${refused}`}`, this.#form.library);
  }

  #patron() {
    const { patronBarcode, itemBarcode } = this.#form;
    const scanned = patronBarcode.value.trim();
    if (!scanned) return this.#missing("Scan the patron's barcode first.", patronBarcode);
    const odd = this.#on.checks.patron(scanned);
    if (odd && this.#oddPatron !== scanned) {
      this.#oddPatron = scanned;
      return this.#missing(`${scanned}: ${odd} Enter again takes it anyway.`, patronBarcode);
    }
    patronBarcode.removeAttribute("aria-invalid");
    if (itemBarcode.value.trim()) return this.#checkOut();
    itemBarcode.focus();
  }

  #checkOut() {
    const { patronBarcode, itemBarcode, callNumber, patronName } = this.#form;
    const item = itemBarcode.value.trim();
    const scanned = patronBarcode.value.trim();
    const patron =
      this.#on.checks.patronBarcode(scanned) || (this.#oddPatron === scanned ? scanned : "");
    if (!item) return this.#confirmHeld("L", { patron }) || this.#endPatron();
    if (!this.#hasLibrary()) return;
    if (!scanned) return this.#missing("Scan the patron's barcode first.", patronBarcode);
    if (!patron) return this.#patron();
    this.#take("L", itemBarcode, scanned, {
      patron,
      callNumber: callNumber?.value.trim() ?? "",
      patronName: patronName?.value.trim() ?? "",
    });
    if (callNumber) callNumber.value = "";
  }

  #checkIn() {
    const { itemBarcode2 } = this.#form;
    if (!itemBarcode2.value.trim()) {
      if (!this.#confirmHeld("R", {})) this.#missing("Scan the item's barcode.", itemBarcode2);
    } else if (this.#hasLibrary()) {
      this.#take("R", itemBarcode2, "", {});
    }
  }

  /** The scan in the field; the same one that is held already is its second Enter. */
  #take(kind, field, scannedPatron, rest) {
    const item = field.value.trim();
    const odd = this.#on.checks.item(kind, item, scannedPatron);
    field.value = "";
    field.removeAttribute("aria-invalid");
    this.#form.patronBarcode.removeAttribute("aria-invalid");
    if (odd && this.#confirmHeld(kind, { item, patron: rest.patron })) return;
    this.#on.take({ library: this.#form.library.value, kind, item, ...rest }, odd);
    field.focus();
  }

  #confirmHeld(kind, scan) {
    return this.#on.confirmHeld({ library: this.#form.library.value, kind, ...scan });
  }

  #endPatron() {
    const { patronBarcode, patronName, callNumber } = this.#form;
    for (const field of [patronBarcode, patronName, callNumber]) if (field) field.value = "";
    this.#oddPatron = "";
    patronBarcode.focus();
  }

  #hasLibrary() {
    const { library } = this.#form;
    const chosen = library.value !== "---";
    library.removeAttribute("aria-invalid");
    if (!chosen) this.#missing("Choose the library first.", library);
    return chosen;
  }

  #missing(text, field) {
    this.#on.say(text, true);
    field.setAttribute("aria-invalid", "true");
    field.focus();
    field.select?.();
  }

  /** Whether an Enter is the second of a suffix CR LF, or of a key that is held down. */
  #isSuffix({ repeat, timeStamp }) {
    const isSuffix = repeat || timeStamp - this.#lastEnter < SUFFIX;
    this.#lastEnter = timeStamp;
    return isSuffix;
  }

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

  #onClick(button, action) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      action();
    });
  }
}
