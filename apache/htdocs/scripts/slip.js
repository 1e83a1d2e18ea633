// The slip for a patron: library, date and time, items, and a sentence about the due date.

import { hours } from "./line.js";

const paragraph = (text, className = "") => {
  const element = document.createElement("p");
  element.textContent = text;
  element.className = className;
  return element;
};

/** Prints the slip; `loans` are one patron's, oldest first. */
export function printSlip(loans, libraryName, text) {
  const { time, patronName } = loans[loans.length - 1];
  const date = time.replace(/^(\d{4})(\d\d)(\d\d).*/, "$1-$2-$3");
  const list = document.createElement("ol");
  for (const { item, callNumber } of loans) {
    const row = document.createElement("li");
    row.textContent = callNumber ? `${item}  ${callNumber}` : item;
    list.append(row);
  }
  document.getElementById("slip").replaceChildren(
    paragraph(libraryName, "slip-library"),
    paragraph(`${date} ${hours(time)}`),
    ...(patronName ? [paragraph(patronName)] : []),
    list,
    ...(text ? [paragraph(text)] : []),
  );
  // Where :has() is unknown, a rule for print alone cannot tell that there is a slip.
  document.body.classList.add("has-slip");
  print();
}
