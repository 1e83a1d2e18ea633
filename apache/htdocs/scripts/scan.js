// What a scanner has typed: the barcode in it, and whether it can be one at all.
//
// What scanners are known to add is taken off and named. What cannot be a barcode of any
// library has a problem; a guess at what was meant is offered with it, and never taken here.
// src/circulation/scan.rs has the same rules, and tests/vectors/scans.json tests both.

/** How many characters a barcode may have in the table. */
export const WIDTH = 32;

/** @type {Record<string, import("./messages.js").PlainCode>} why something cannot be a barcode, and what to say of it */
export const PROBLEMS = {
  "read error": "isReadError",
  stripe: "isStripe",
  control: "hasControl",
  characters: "hasCharacters",
  isbn: "isIsbn",
  twice: "isTwice",
  two: "isTwo",
  long: "isLong",
};

/** What AIM-enabled scanners send before a barcode: `]C0`. */
const AIM = /^\][A-Za-z][0-9A-Za-z]/;
/** The start and stop character of Code 39. */
const CODE_39 = /^(\*)([^*]+)(\*)$/;
/** The start and stop letters of Codabar. Shorter ones may be a library's own letter and check character. */
const CODABAR = /^([A-Da-d])(\d{10,})([A-Da-d])$/;

/**
 * Takes off what scanners add; what was taken off is told as well.
 *
 * @param {string} scanned
 * @returns {{barcode: string, taken: string[]}}
 */
export function takeOff(scanned) {
  const { aim, rest } = splitAim(scanned);
  const [, start = "", inner = rest, stop = ""] = CODE_39.exec(rest) ?? CODABAR.exec(rest) ?? [];
  return { barcode: inner.trim(), taken: [aim, start, stop].filter(Boolean) };
}

/**
 * What a library's own pattern may fit, in the order in which it is tried, and what was taken off for it: the scan without
 * an AIM identifier, or a pattern would take its last digit for the barcode's first; all of it; the bare barcode.
 *
 * @param {string} scanned
 * @returns {{barcode: string, taken: string[]}[]}
 */
export function readings(scanned) {
  const { aim, rest } = splitAim(scanned);
  const withoutAim = aim ? [{ barcode: rest, taken: [aim] }] : [];
  return [...withoutAim, { barcode: scanned, taken: [] }, takeOff(scanned)];
}

/** The AIM identifier, "" if there is none, and what follows it. @param {string} scanned */
function splitAim(scanned) {
  const aim = AIM.exec(scanned)?.[0] ?? "";
  return { aim, rest: scanned.slice(aim.length).trim() };
}

/** What a scanner sends when it could read nothing, and what a stripe reader sends then. */
const READ_ERROR = /^(?:<?NR>?|NO[ _-]?READ|BAD[ _-]?READ|READ[ _-]?ERR(?:OR)?|ERR(?:OR)?|\?+|[%;+]E\??(?:[%;+]E\??)*)$/i;
/** Tracks of a magnetic stripe: `%B…^…?`, `;…=…?`, `+…?`. */
const STRIPE = /^(?:%.*[?^]|;.*[?=]|\+.*\?)/;
/** Printable ASCII: no barcode has anything else in it. */
const PRINTABLE = /^[ -~]*$/;
const CONTROL = /[\x00-\x1f\x7f-\x9f]/;

/**
 * Why this can be no barcode, as a key of PROBLEMS; "" if it can.
 *
 * @param {string} barcode
 * @param {(barcode: string) => boolean} isOrdinary whether barcodes like it are ordinary here
 */
export function problemOf(barcode, isOrdinary = () => false) {
  if (CONTROL.test(barcode)) return "control";
  if (READ_ERROR.test(barcode)) return "read error";
  if (STRIPE.test(barcode)) return "stripe";
  if (!PRINTABLE.test(barcode) || !/[0-9A-Za-z]/.test(barcode)) return "characters";
  if (isTwice(barcode, isOrdinary)) return "twice";
  if (isPublishers(barcode) && !isOrdinary(barcode)) return "isbn";
  if (barcode.length > WIDTH) return "long";
  if (/^\d{20,}$/.test(barcode) && !isOrdinary(barcode)) return "two";
  return "";
}

/** The barcode that stands in it more than once, "" if none does. @param {string} barcode */
function repeated(barcode) {
  return /^(.{4,32}?)(?:[ *]*\1)+$/.exec(barcode)?.[1] ?? "";
}

/** Short numbers repeat themselves by chance. @param {string} barcode @param {(barcode: string) => boolean} isOrdinary */
function isTwice(barcode, isOrdinary) {
  const once = repeated(barcode);
  return once.length >= 6 || (once !== "" && !isOrdinary(barcode));
}

/** Whether this is EAN-13 of a book or a periodical, with or without its add-on. @param {string} barcode */
function isPublishers(barcode) {
  const digits = barcode.replace(/[ -]/g, "");
  if (!/^97[789]\d{10}(?:\d{2}|\d{5})?$/.test(digits)) return false;
  const sum = [...digits.slice(0, 13)].reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}

/** The signs on the keys 1 to 0 of keyboards, without Shift (French, Belgian, Czech, Slovak) and with it (US, UK, German). */
const NUMBER_ROWS = ["&é\"'(-è_çà", "&é\"'(§è!çà", "+ěščřžýáíé", "+ľščťžýáíé", "!@#$%^&*()", '!"£$%^&*()', '!"§$%&/()='];
/** The digit 0 of other scripts; 1 to 9 follow it. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10];
const DASHES = /[\u2010-\u2015\u2212]/g;

/**
 * What may have been meant by characters that no barcode has, "" if nobody can tell.
 *
 * @param {string} barcode
 */
export function guess(barcode) {
  const western = [...barcode].map(westernDigit).join("").replace(DASHES, "-");
  if (problemOf(western) === "" && western !== barcode) return western;
  // Another keyboard leaves no digit as it is.
  if (/\d/.test(western)) return "";
  for (const row of NUMBER_ROWS) {
    const digits = [...barcode].map((sign) => (row.includes(sign) ? String((row.indexOf(sign) + 1) % 10) : sign)).join("");
    if (/^[0-9A-Za-z]+$/.test(digits)) return digits;
  }
  return "";
}

/** @param {string} character */
function westernDigit(character) {
  const code = character.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? character : String(code - zero);
}

/** What was meant by a barcode with this problem, "" if nobody can tell. @param {string} problem @param {string} barcode */
export function meant(problem, barcode) {
  if (problem === "twice") return repeated(barcode);
  return problem === "characters" ? guess(barcode) : "";
}
