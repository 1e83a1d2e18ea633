// A line as the program reads it: what it says, or that the server would refuse it.
//
// The same rules as in src/circulation/line.rs, surplus.rs and record.rs, on the same cases in
// tests/vectors/dat.json. For showing a line there is fields() in entry.js, which reads anything.

import { format, parse as milliseconds } from "./time.js";

/**
 * @typedef {object} Fields
 * @property {string} library
 * @property {string} time YYYYMMDDhhmmss
 * @property {import("./entry.js").Kind} kind
 * @property {string} item
 * @property {string} callNumber
 * @property {string} patron
 * @property {string} patronName
 */

const CALL_NUMBER = 4;
const PATRON = 5;
const FIELDS = 7;
/** Of item, call number, patron and name: so many characters fit. */
const WIDTHS = [32, 48, 32, 64];
/** In a form: no library is chosen. */
const NO_CODE = "---";

/** Without the blanks that the program takes off, which are others than JavaScript's. @param {string} text */
const trim = (text) => text.replace(/^\p{White_Space}+|\p{White_Space}+$/gu, "");

/** @param {string} text */
const isBlank = (text) => trim(text) === "";
/** @param {string} text */
const isWord = (text) => !/\p{White_Space}/u.test(text);
/** @param {string} text */
const hasDigit = (text) => /\p{N}/u.test(text);

/** Whether the table cannot hold it: too long, or of other characters. @param {string} text @param {number} width */
const isForeign = (text, width) => [...text].length > width || /[\p{Cc}\p{Cs}\ufffd\u{10000}-\u{10ffff}]/u.test(text);

/**
 * The record of a line; undefined if it is none.
 *
 * @param {string} line
 * @param {(library: string) => boolean} isKnown
 * @returns {Fields | undefined}
 */
export function parse(line, isKnown) {
  const fields = withSurplus(line) ?? split(line);
  if (!fields || fields.slice(FIELDS).some(Boolean)) return undefined;
  // The name may be blank, and the patron a piece of the call number.
  if (fields.length > FIELDS && !line.includes('"') && fields[CALL_NUMBER] && fields[PATRON]) return undefined;
  const [library, when = "", kind, item = "", callNumber = "", patron = "", patronName = ""] = fields;
  const time = timeOf(when);
  if (!time || (kind !== "L" && kind !== "R") || !item || (kind === "L" && !patron)) return undefined;
  if (!library || library === NO_CODE || !isKnown(library)) return undefined;
  if ([item, callNumber, patron, patronName].some((text, i) => isForeign(text, WIDTHS[i]))) return undefined;
  return { library, time, kind, item, callNumber, patron, patronName };
}

/** What makes two records one scan. @param {Omit<Fields, "kind"> & {kind: string}} record */
export const keyOf = ({ library, time, kind, item, patron }) => JSON.stringify([library, time, kind, item, patron]);

/** YYYYMMDDhhmmss, undefined if there is no such time. @param {string} text */
function timeOf(text) {
  if (!/^(\d{14}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, "");
  const is = milliseconds(digits);
  return digits >= "1000" && Number.isFinite(is) && format(is) === digits ? digits : undefined;
}

/** The fields between the commas, undefined if a quote is never closed. @param {string} line */
function split(line) {
  const fields = [""];
  // Where in a field it is; `quote`: behind one within quotes.
  let place = /** @type {"start" | "bare" | "quoted" | "quote"} */ ("start");
  for (const c of line.replace(/[\r\n]/g, "\ufffd")) {
    if (place === "quoted") {
      if (c === '"') place = "quote";
      else fields[fields.length - 1] += c;
    } else if (c === ",") {
      fields.push("");
      place = "start";
    } else if (c === '"' && place === "start") {
      place = "quoted";
    } else {
      place = c === '"' && place === "quote" ? "quoted" : "bare";
      fields[fields.length - 1] += c;
    }
  }
  return place === "quoted" ? undefined : fields.map(trim);
}

/** The fields of a line with too many commas, if it can be read in one way only. @param {string} line */
function withSurplus(line) {
  const pieces = line.split(",");
  const isSurplus = pieces.length > FIELDS && !line.includes('"') && !isBlank(pieces[CALL_NUMBER]);
  // A second line has run into the first, or may have.
  if (!isSurplus || pieces.slice(CALL_NUMBER).some((piece) => /^[LR]$/.test(trim(piece)))) return undefined;
  const kind = trim(pieces[2]);
  const patron = kind === "L" ? patronOfLoan(pieces) : kind === "R" ? patronOfReturn(pieces) : -1;
  if (patron < 0) return undefined;
  /** @param {number} from @param {number} [to] */
  const joined = (from, to) => trim(pieces.slice(from, to).join(","));
  return [...pieces.slice(0, CALL_NUMBER).map(trim), joined(CALL_NUMBER, patron), joined(patron, patron + 1), joined(patron + 1).replace(/[, ]+$/, "")];
}

/** Where the only piece is that can be the patron barcode, with a name after it. @param {string[]} pieces */
function patronOfLoan(pieces) {
  const digits = pieces.flatMap((piece, i) => (i >= PATRON && /^\d+$/.test(trim(piece)) ? [i] : []));
  const [patron] = digits;
  if (digits.length !== 1 || !isWord(pieces[patron])) return -1;
  const [before, after] = [pieces.slice(PATRON, patron), pieces.slice(patron + 1)];
  const isOnlyOne = !before.some((piece) => isWord(piece) && hasDigit(piece)) && !after.some(hasDigit);
  return isOnlyOne && after.length > 0 && !isBlank(after[0]) ? patron : -1;
}

/** Where the patron barcode would be of a return, which has none. @param {string[]} pieces */
function patronOfReturn(pieces) {
  const patron = pieces.length - 2;
  return pieces.slice(patron).every(isBlank) && !isBlank(pieces[patron - 1]) ? patron : -1;
}
