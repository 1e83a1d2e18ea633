// The button that makes the files: says what it will make, and that it is at work.
//
// It is pressed once: a second press would find nothing left to write. Whoever leaves meanwhile
// finds the files in their list.

import { say } from "./messages.js";

/** What would be made of the chosen library. @param {any} form */
function making({ library, per_library }) {
  const { records, files } = library.selectedOptions[0].dataset;
  const isOne = library.selectedIndex > 0 || (per_library && !per_library.checked);
  const count = Number(records);
  const ofRecords = say("recordsMade", { count });
  const ofFiles = say("filesMade", { count: count === 0 ? 0 : isOne ? 1 : Number(files) });
  return say("making", { files: ofFiles, records: ofRecords });
}

/** @param {HTMLFormElement} form @param {HTMLElement} text on the button */
export function watchGenerate(form, text) {
  const button = text.closest("button");
  const working = document.createElement("div");
  working.setAttribute("role", "status");
  button?.after(working);
  form.addEventListener("change", () => {
    text.textContent = making(form);
  });
  form.addEventListener("submit", () => {
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", say("makingFiles"));
    working.replaceChildren(bar, say("makingFiles"));
    if (button) button.disabled = true;
  });
  // Back leads to the page as it was left.
  addEventListener("pageshow", () => {
    working.replaceChildren();
    if (button) button.disabled = false;
    text.textContent = making(form);
  });
}
