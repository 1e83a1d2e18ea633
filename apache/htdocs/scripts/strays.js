// Scans that are typed into a field for something else: a call number, a name, the lines to submit.
//
// What was scanned there goes where scans go; what a person has typed stays.

import { isShortcut } from "./typing.js";

/**
 * The barcode that a text ends with, "" if it ends with none: something that is ordinary here,
 * or a number as long as no call number and no name has one.
 *
 * @param {string} text
 * @param {(text: string) => boolean} isOrdinary
 */
export function barcodeAtEnd(text, isOrdinary) {
  const trimmed = text.trim();
  if (/^\d{7,}$/.test(trimmed)) return trimmed;
  const ends = [...trimmed].map((_, i) => trimmed.slice(i));
  // What people write is ordinary in some libraries: a name, or a kind of thing.
  const isBarcode = (/** @type {string} */ end) => /^(?=.*\d)\S{6,}$/.test(end) && isOrdinary(end);
  return ends.find(isBarcode) ?? /(?:^|\D)(\d{14})$/.exec(trimmed)?.[1] ?? "";
}

/** The line that the caret stands behind, "" if it may be one to submit: those have commas. @param {HTMLTextAreaElement} lines */
function scannedLine({ value, selectionStart }) {
  const line = value.slice(0, selectionStart).split("\n").pop() ?? "";
  return line.includes(",") ? "" : line;
}

/** Whether a key ends a scan. @param {KeyboardEvent} event */
const isEnd = (event) =>
  (event.key === "Enter" || event.key === "Tab") && !isShortcut(event) && !event.isComposing;

/**
 * Watches these fields.
 *
 * @param {object} page
 * @param {HTMLInputElement[]} page.fields  what a person types there ends with Enter
 * @param {HTMLTextAreaElement} page.lines
 * @param {import("./typing.js").Typing} typing
 * @param {(text: string) => boolean} isOrdinary
 * @param {() => void} next  where Enter leads from a field
 */
export function watchStrays({ fields, lines }, typing, isOrdinary, next) {
  for (const field of fields) {
    field.addEventListener("keydown", (event) => {
      if (!isEnd(event)) return;
      const barcode = barcodeAtEnd(field.value, isOrdinary);
      if (barcode) {
        field.value = field.value.trim().slice(0, -barcode.length).trim();
        typing.type(`${barcode}\n`);
      } else if (event.key === "Enter") {
        next();
      } else {
        return;
      }
      event.preventDefault();
    });
  }
  lines.addEventListener("keydown", (event) => {
    const line = isEnd(event) ? scannedLine(lines) : "";
    if (!line.trim()) return;
    event.preventDefault();
    const end = lines.selectionStart;
    lines.setRangeText("", end - line.length, end, "end");
    typing.type(`${line}\n`);
  });
}
