// The shapes of barcodes that are ordinary here, learned from what this library scans.
//
// A shape is the kind of each character, what the barcode begins with, and a check digit that
// nearly always fits. After ENOUGH barcodes one of another shape is odd, unless the barcodes
// here are of all sorts. src/circulation/shapes.rs has the same rules, and
// tests/vectors/shapes.json tests both.

import { SCHEMES } from "./checkdigits.js";

/** After so many barcodes there is something to compare with. */
export const ENOUGH = 20;
/** Short numbers grow by a digit now and then, so their length says something only after so many. */
const ENOUGH_SHORT = 50;
/** More shapes or beginnings than these are no rule. */
const MOST = { shapes: 40, heads: 20 };
/** What fewer than one in so many has is a mistake that nobody saw. */
const RARE = 500;

/** A check digit is asked for where at least this part of the barcodes has one. */
const NEARLY_ALL = 0.98;

/**
 * @typedef {object} Seen  barcodes of one shape
 * @property {number} n
 * @property {Record<string, number>} heads  what they begin with; of short numbers, their length
 * @property {Record<string, number>} checks  how many fit, by scheme
 *
 * @typedef {{n: number, shapes: Record<string, Seen>}} Tally
 */

/** @returns {Tally} */
export const noTally = () => ({ n: 0, shapes: {} });

const SHORT = "short number";

/**
 * The shape of a barcode, and what it begins with.
 *
 * @param {string} barcode
 * @returns {{shape: string, heads: string[]}}
 */
export function shapeOf(barcode) {
  if (/^\d{1,6}$/.test(barcode)) return { shape: SHORT, heads: [String(barcode.length)] };
  // What people write, not machines.
  if (/ /.test(barcode) || /^[A-Za-z]+$/.test(barcode)) return { shape: "text", heads: [] };
  const kinds = [...barcode].map(kindOf);
  const body = kinds.slice(0, -1).join("");
  // The last may be a check character: X stands for 10, and Code 39's may be anything.
  const hasLetters = /[Aa]/.test(body);
  const end = !hasLetters && /[0-9X]$/.test(barcode) ? "9" : "?";
  return { shape: body + end, heads: headsOf(barcode, body + end) };
}

/** @param {string} character */
function kindOf(character) {
  if (/[0-9]/.test(character)) return "9";
  if (/[A-Z]/.test(character)) return "A";
  return /[a-z]/.test(character) ? "a" : character;
}

/** Library Codabar begins with 2 or 3 and four digits of the library. @param {string} barcode @param {string} shape */
function headsOf(barcode, shape) {
  const letters = /^[A-Za-z]{1,4}/.exec(barcode)?.[0];
  if (letters) return [letters];
  return /^9{14}$/.test(shape) ? [barcode[0], barcode.slice(0, 5)] : [barcode[0]];
}

/** Adds a barcode to a tally, or takes it away again. @param {Tally} tally @param {string} barcode @param {1 | -1} step */
export function count(tally, barcode, step = 1) {
  const { shape, heads } = shapeOf(barcode);
  const seen = tally.shapes[shape] ?? { n: 0, heads: {}, checks: {} };
  tally.shapes[shape] = seen;
  tally.n += step;
  seen.n += step;
  for (const head of heads) add(seen.heads, head, step);
  for (const [scheme, fits] of Object.entries(SCHEMES)) if (fits(barcode)) add(seen.checks, scheme, step);
  if (seen.n <= 0) delete tally.shapes[shape];
}

/** @param {Record<string, number>} counts @param {string} key @param {number} step */
function add(counts, key, step) {
  counts[key] = (counts[key] ?? 0) + step;
  if (counts[key] <= 0) delete counts[key];
}

/**
 * What is odd about a barcode: "shape" if none like it has been seen, "check digit" if it has
 * not the one that nearly all of them have, "" if nothing is.
 *
 * @param {string} barcode
 * @param {{tally: Tally, least: number}[]} sources  what was seen; `least` is how often something
 *   must have been there to count as seen
 * @returns {"" | "shape" | "check digit"}
 */
export function oddity(barcode, sources) {
  const tallies = sources.map(({ tally }) => tally);
  const n = Math.max(...tallies.map((tally) => tally.n));
  if (n < ENOUGH || isOfAllSorts(tallies, n)) return "";
  const { shape, heads } = shapeOf(barcode);
  const isKnown = sources.some(({ tally, least }) => isSeen(tally.shapes[shape]?.n, least, tally.n));
  if (!isKnown || heads.some((head) => !isHeadOrdinary(head, shape, sources))) return "shape";
  return hasWrongCheckDigit(barcode, shape, tallies) ? "check digit" : "";
}

/** @param {number | undefined} count @param {number} least @param {number} n of how many */
const isSeen = (count = 0, least, n) => count >= Math.max(least, n / RARE);

/** Where new shapes keep turning up, one more says nothing. @param {Tally[]} tallies @param {number} n */
function isOfAllSorts(tallies, n) {
  const counts = largest(tallies.map(({ shapes }) => Object.entries(shapes).map(([shape, seen]) => [shape, seen.n])));
  const once = [...counts.values()].filter((count) => count === 1).length;
  return counts.size > Math.min(n / 5, MOST.shapes) || once > n / 20;
}

/**
 * The largest count of each key.
 *
 * @param {[string, number][][]} lists
 * @returns {Map<string, number>}
 */
function largest(lists) {
  const counts = new Map();
  for (const [key, count] of lists.flat()) counts.set(key, Math.max(count, counts.get(key) ?? 0));
  return counts;
}

/** @param {string} head @param {string} shape @param {{tally: Tally, least: number}[]} sources */
function isHeadOrdinary(head, shape, sources) {
  const n = Math.max(...sources.map(({ tally }) => tally.shapes[shape]?.n ?? 0));
  const alike = largest(sources.map(({ tally }) => headsLike(head, shape, tally)));
  const isRule =
    shape === SHORT
      ? n >= ENOUGH_SHORT && alike.size === 1
      : n >= ENOUGH && alike.size <= Math.min(n / 10, MOST.heads);
  return !isRule || sources.some(({ tally, least }) => {
    const seen = tally.shapes[shape];
    return seen !== undefined && isSeen(seen.heads[head], least, seen.n);
  });
}

/** The beginnings of the same length; each length of a short number. @param {string} head @param {string} shape @param {Tally} tally */
function headsLike(head, shape, tally) {
  const heads = Object.entries(tally.shapes[shape]?.heads ?? {});
  return heads.filter(([other]) => other.length === head.length || /^[A-Za-z]/.test(head));
}

/** @param {string} barcode @param {string} shape @param {Tally[]} tallies */
function hasWrongCheckDigit(barcode, shape, tallies) {
  const seen = tallies.map(({ shapes }) => shapes[shape]).sort((a, b) => (b?.n ?? 0) - (a?.n ?? 0))[0];
  if (!seen || seen.n < ENOUGH) return false;
  return Object.entries(SCHEMES).some(([scheme, fits]) => (seen.checks[scheme] ?? 0) >= NEARLY_ALL * seen.n && !fits(barcode));
}
