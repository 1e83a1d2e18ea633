// The field in which a person corrects the barcode of a held scan.

import { isLineEnd } from "./typing.js";

/** @typedef {import("./entry.js").Entry} Entry */

export class Correction {
  #place;
  #field;
  #save;
  #back;
  /** @type {Entry | undefined} */
  #entry;

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.place  with the field, hidden while nothing is corrected
   * @param {HTMLInputElement} parts.field
   * @param {HTMLButtonElement} parts.saveButton
   * @param {HTMLButtonElement} parts.cancelButton
   * @param {(entry: Entry, barcode: string) => void} parts.save
   * @param {() => void} parts.back  leads to where scans go
   */
  constructor({ place, field, saveButton, cancelButton, save, back }) {
    this.#place = place;
    this.#field = field;
    this.#save = save;
    this.#back = back;
    saveButton.addEventListener("click", () => this.#close(true));
    cancelButton.addEventListener("click", () => this.#close(false));
    field.addEventListener("keydown", (event) => {
      const isEnd = event.key === "Enter" || (event.key === "Tab" && !event.shiftKey) || isLineEnd(event);
      if (event.isComposing || (!isEnd && event.key !== "Escape")) return;
      event.preventDefault();
      if (!event.repeat) this.#close(isEnd);
    });
  }

  /** @param {Entry} entry */
  open(entry) {
    this.#entry = entry;
    this.#field.value = entry.scanned ?? entry.item ?? "";
    this.#place.hidden = false;
    this.#field.focus();
    this.#field.select();
  }

  /** @param {boolean} isSaved */
  #close(isSaved) {
    const barcode = this.#field.value.trim();
    if (isSaved && !barcode) return;
    this.#place.hidden = true;
    if (isSaved && this.#entry) this.#save(this.#entry, barcode);
    this.#back();
  }
}
