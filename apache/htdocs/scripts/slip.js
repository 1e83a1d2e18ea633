// The slip for a patron: library, date and time, items, and a sentence about the due date.

import { say } from "./messages.js";
import { clockTime, dayOf } from "./time.js";

function paragraph(text = "", className = "") {
  const element = document.createElement("p");
  element.textContent = text;
  element.className = className;
  return element;
}

/**
 * Puts the slip into its element, and prints it.
 *
 * @param {HTMLElement} slip
 * @param {import("./entry.js").Entry[]} loans one patron's, oldest first; not none
 * @param {string} libraryName
 * @param {string} [text] about the due date
 */
export function printSlip(slip, loans, libraryName, text) {
  const { time, patronName } = loans[loans.length - 1];
  const list = document.createElement("ol");
  for (const { item = "", callNumber } of loans) {
    const row = document.createElement("li");
    row.textContent = callNumber ? `${item}  ${callNumber}` : item;
    list.append(row);
  }
  slip.replaceChildren(
    paragraph(libraryName, "slip-library"),
    paragraph(say("slipCount", { count: loans.length })),
    paragraph(`${dayOf(time ?? "")} ${clockTime(time ?? "")}`),
    ...(patronName ? [paragraph(patronName)] : []),
    list,
    ...(text ? [paragraph(text)] : []),
  );
  // Where :has() is unknown, a rule for print alone cannot tell that there is a slip.
  document.body.classList.add("has-slip");
  print();
}
