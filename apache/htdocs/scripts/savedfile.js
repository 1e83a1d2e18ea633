// A file that a workstation has saved, opened at another one: the lines in it.
//
// Pure. What is no such file has no lines here: the supervisor's page Import reads many more.

import { fields } from "./entry.js";
import { linesOf } from "./lines.js";

/** What stands at the head of a text: its encoding. */
const MARKS = /** @type {[string, number[]][]} */ ([
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
]);

/** The text of a file, undefined if it is none that can be told. @param {Uint8Array} bytes */
function textOf(bytes) {
  const [encoding] = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte)) ?? ["utf-8"];
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether a line is one of Alma's, or the heading of a table that the server has made. @param {string} line */
const isOther = (line) => /^\d{12}[LR]/.test(line) || /^"?Library"?[,;\t]"?Time"?[,;\t]/.test(line);

/**
 * The lines of a file that Save to a file has made, and the last one by itself if the file ends in it: a copy may have
 * been stopped there, and half a barcode is another barcode. Undefined if it is another file.
 *
 * @param {Uint8Array} bytes
 * @returns {{ whole: string[], cut: string } | undefined}
 */
export function savedLines(bytes) {
  const text = textOf(bytes) ?? "";
  const lines = linesOf(text);
  const isOfPage = lines.some((line) => /^[LR]$/.test(fields(line).kind)) && !lines.some(isOther);
  if (!isOfPage) return undefined;
  const cut = /[\r\n][\s\0]*$/.test(text) ? "" : /** @type {string} */ (lines.pop());
  return { whole: lines, cut };
}
