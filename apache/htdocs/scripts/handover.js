// Where scans leave this workstation without the server, and come from another one: what is saved
// to a file, opened from one, or put into a file for Alma.
//
// What would make two records of a scan asks first, in the page.

import { download } from "./download.js";
import { isTakenOut } from "./entry.js";
import { say } from "./messages.js";
import { savedLines } from "./savedfile.js";
import { filesOf, putBack, remove, takeOut } from "./takeout.js";

/** @typedef {import("./entry.js").Entry} Entry */

/** Of text for a person, and for Alma, which no program is to change. */
const TEXT = "text/plain";
const BYTES = "application/octet-stream";

export class Handover {
  #station;
  #libraries;
  #parts;
  #back;
  /** @type {Entry[]} */
  #takenOut = [];
  /** @type {() => void} */
  #answer = () => {};

  /**
   * @param {object} parts
   * @param {HTMLButtonElement} parts.saveButton
   * @param {HTMLButtonElement} parts.openButton
   * @param {HTMLInputElement} parts.file  hidden; the button opens it
   * @param {HTMLButtonElement} parts.makeButton
   * @param {HTMLElement} parts.taken  what can be done with what is taken out; hidden while nothing is
   * @param {HTMLElement} parts.count  how much that is
   * @param {HTMLButtonElement} parts.againButton
   * @param {HTMLButtonElement} parts.sendButton
   * @param {HTMLButtonElement} parts.removeButton
   * @param {HTMLElement} parts.place  the question, hidden while nothing is asked
   * @param {HTMLElement} parts.question
   * @param {HTMLButtonElement} parts.yesButton
   * @param {HTMLButtonElement} parts.noButton
   * @param {import("./station.js").Station} station
   * @param {import("./clock.js").Clock} clock
   * @param {string[]} libraries the codes of all that there are
   * @param {() => void} back leads to where scans go
   */
  constructor(parts, station, clock, libraries, back) {
    this.#parts = parts;
    this.#station = station;
    this.#libraries = libraries;
    this.#back = back;
    parts.saveButton.addEventListener("click", () => this.#save(clock));
    parts.openButton.addEventListener("click", () => parts.file.click());
    parts.file.addEventListener("change", () => this.#open(parts.file));
    parts.makeButton.addEventListener("click", () => this.#make());
    parts.againButton.addEventListener("click", () => this.#give(filesOf(this.#takenOut, clock)));
    parts.sendButton.addEventListener("click", (event) => this.#ask(event, () => this.askToSend(this.#takenOut)));
    parts.removeButton.addEventListener("click", (event) => this.#ask(event, () => this.#askToRemove(this.#takenOut)));
    parts.yesButton.addEventListener("click", () => this.#close(this.#answer));
    parts.noButton.addEventListener("click", () => this.#close());
    parts.place.addEventListener("keydown", ({ key }) => key === "Escape" && this.#close());
  }

  /** @param {Entry[]} entries the queue */
  show(entries) {
    this.#takenOut = entries.filter(isTakenOut);
    const count = this.#takenOut.length;
    this.#parts.taken.hidden = this.#parts.count.hidden = count === 0;
    this.#parts.count.textContent = say("takenOutHere", { count });
    if (count === 0 && !this.#parts.place.hidden) this.#close();
  }

  /** Asks whether these are to be sent although they are in a file. @param {Entry[]} entries */
  askToSend(entries) {
    this.#askFor(say("askSend", { count: entries.length }), say("answerSend"), async () => {
      const count = await this.#station.whileNothingIsSent((queue) => putBack(queue, entries));
      this.#station.announce(say("sentAfterAll", { count }), "");
      await this.#station.send();
    });
  }

  /** @param {Entry[]} entries */
  #askToRemove(entries) {
    this.#askFor(say("askRemove", { count: entries.length }), say("answerRemove"), async () => {
      const count = await this.#station.whileNothingIsSent((queue) => remove(queue, entries));
      this.#station.announce(say("removedHere", { count }), "");
    });
  }

  /** @param {Event} event @param {() => void} ask */
  #ask(event, ask) {
    // The page leads back to where scans go after any other button.
    event.stopPropagation();
    ask();
  }

  /** @param {string} question @param {string} yes @param {() => void} answer what yes does */
  #askFor(question, yes, answer) {
    const { place, question: text, yesButton, noButton } = this.#parts;
    this.#answer = answer;
    text.textContent = question;
    yesButton.textContent = yes;
    place.hidden = false;
    noButton.focus();
  }

  /** @param {() => void} [answer] */
  #close(answer) {
    this.#parts.place.hidden = true;
    answer?.();
    this.#back();
  }

  /** @param {import("./clock.js").Clock} clock */
  async #save(clock) {
    const lines = await this.#station.linesToSave();
    if (lines.length === 0) this.#station.announce(say("nothingToSave"), "");
    else download(`offline-circ-${clock.now()}.txt`, `${lines.join("\r\n")}\r\n`, TEXT);
    const count = this.#station.held.length;
    if (count > 0) this.#station.announce(say("heldNotInFile", { count }), "look");
  }

  /** @param {HTMLInputElement} input */
  async #open(input) {
    const [file] = input.files ?? [];
    if (!file) return;
    const bytes = await file.arrayBuffer().catch(() => undefined);
    input.value = ""; // The same file once more is a choice, too.
    const saved = bytes && savedLines(new Uint8Array(bytes));
    if (saved) {
      await this.#station.takeOver(saved.whole);
      if (saved.cut) this.#station.announce(say("fileIsCut", { line: saved.cut }), "look");
    } else this.#station.announce(say(bytes ? "fileNotOfPage" : "fileNotRead"), "not recorded");
  }

  async #make() {
    const { makeButton } = this.#parts;
    const text = makeButton.textContent;
    makeButton.disabled = true;
    makeButton.textContent = say("fileBeingMade");
    const libraries = this.#libraries;
    try {
      const taken = await this.#station.whileNothingIsSent((queue, clock) => takeOut(queue, clock, libraries));
      this.#give(taken.files);
      const isWhole = taken.isStored && taken.open + taken.refused === 0;
      this.#station.announce(outcome(taken), taken.isStored ? (isWhole ? "" : "look") : "not recorded");
    } finally {
      makeButton.disabled = false;
      makeButton.textContent = text;
    }
  }

  /** @param {import("./takeout.js").DatFile[]} files */
  #give(files) {
    for (const { name, text } of files) download(name, text, BYTES);
  }
}

/** What came of taking out. @param {import("./takeout.js").Taken} taken */
function outcome({ isStored, files, count, refused, open }) {
  if (!isStored) return say("fileNotMade");
  const names = files.map(({ name }) => name).join(", ");
  const said = [count ? say("takenOut", { count, files: names }) : say("nothingToTakeOut")];
  if (refused) said.push(say("refusedNotInFile", { count: refused }));
  if (open) said.push(say("openNotInFile", { count: open }));
  return said.join(" ");
}
