// The line above the log in which a person types an answer: another barcode for a held scan, or
// the name of the desk. Enter saves it, Esc leaves it.

import { isLineEnd } from "./typing.js";

export class Prompt {
  #place;
  #label;
  #field;
  #back;
  /** @type {(text: string) => void} */
  #save = () => {};

  /**
   * @param {object} parts
   * @param {HTMLElement} parts.place  with the field, hidden while nothing is asked
   * @param {HTMLElement} parts.label
   * @param {HTMLInputElement} parts.field
   * @param {HTMLButtonElement} parts.saveButton
   * @param {HTMLButtonElement} parts.cancelButton
   * @param {() => void} parts.back  leads to where scans go
   */
  constructor({ place, label, field, saveButton, cancelButton, back }) {
    this.#place = place;
    this.#label = label;
    this.#field = field;
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

  /** Asks. @param {string} question @param {string} text what stands in the field @param {(text: string) => void} save */
  open(question, text, save) {
    this.#label.textContent = question;
    this.#save = save;
    this.#field.value = text;
    this.#place.hidden = false;
    this.#field.focus();
    this.#field.select();
  }

  /** @param {boolean} isSaved */
  #close(isSaved) {
    const text = this.#field.value.trim();
    if (isSaved && !text) return;
    this.#place.hidden = true;
    this.#back();
    if (isSaved) this.#save(text);
  }
}
