// What this desk is called: kept in the browser, shown in the bar, and asked for by a click there.

import { say } from "./messages.js";

const KEY = "desk";
/** A name has at most so many characters. */
const LONGEST = 40;

export class DeskName {
  #button;
  #settings;

  /**
   * @param {HTMLElement} button
   * @param {Pick<import("./store.js").Settings, "get" | "set">} settings
   * @param {object} page
   * @param {(name: string, save: (answer: string) => void) => void} page.ask  asks a person
   * @param {() => void} page.named  is called when a person has answered
   */
  constructor(button, settings, { ask, named }) {
    this.#button = button;
    this.#settings = settings;
    button.addEventListener("click", () =>
      ask(this.text, (answer) => {
        this.text = answer;
        this.show();
        named();
      }),
    );
  }

  /** The name, "" if nobody has said. */
  get text() {
    return this.#settings.get(KEY) ?? "";
  }

  set text(name) {
    // Nothing that is invisible, or turns the text around it.
    const seen = name.replace(/\p{C}/gu, "").trim();
    this.#settings.set(KEY, [...seen].slice(0, LONGEST).join(""));
  }

  /** @param {number} [others] how many other workstations have this name */
  show(others = 0) {
    const { text: name } = this;
    const text = !name ? say("nameDesk") : others ? say("nameTwice", { name }) : name;
    if (this.#button.textContent !== text) this.#button.textContent = text;
    this.#button.classList.toggle("is-off", others > 0);
  }
}
