// The file for Alma, as the server's export makes it: the same bytes of the same records.
//
// Pure. The same rules as in src/circulation/dat.rs, Zones::put_in_order and src/outbox/name.rs, on
// the same cases in tests/vectors/dat.json.

import { keyOf } from "./record.js";
import { parse } from "./time.js";
import { aheadOfUtc } from "./zone.js";

/** @typedef {import("./record.js").Fields} Fields */
/** @typedef {ReadonlyMap<string, import("./zone.js").Period[]>} Zones by library, and by "" for those without one of their own */

/** The columns of the item barcode. */
const ITEM = 80;

/** @param {Fields} record */
function line({ time, kind, item, patron }) {
  const blanks = " ".repeat(Math.max(0, ITEM - [...item].length));
  return `${time.slice(0, 12)}${kind}${item}${blanks}${kind === "L" ? patron : ""}\r\n`;
}

/** The moment at which this was the local time, in milliseconds. @param {import("./zone.js").Period[]} periods @param {string} time */
function momentOf(periods, time) {
  const local = parse(time);
  return local - aheadOfUtc(periods, local - aheadOfUtc(periods, local));
}

/**
 * The records in the order of a file, each scan once: by local time, and where libraries have zones
 * of their own by moment. Those of one time stay in theirs.
 *
 * @param {Fields[]} records in the order recorded
 * @param {Zones} zones
 */
function inOrder(records, zones) {
  const keys = new Set();
  const once = records.filter((record) => !keys.has(keyOf(record)) && keys.add(keyOf(record)));
  const byTime = once.sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)));
  if (zones.size < 2) return byTime;
  const moments = byTime.map((record) => {
    const moment = momentOf(zones.get(record.library) ?? zones.get("") ?? [], record.time);
    return { moment, record };
  });
  return moments.sort((a, b) => a.moment - b.moment).map(({ record }) => record);
}

/**
 * The files that an export makes: one for each library, or one for all where there is only one.
 *
 * @param {Fields[]} records in the order recorded
 * @param {Zones} zones
 * @param {boolean} isPerLibrary
 * @returns {{library: string, text: string}[]} library: "" for all
 */
export function files(records, zones, isPerLibrary) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  for (const record of inOrder(records, zones)) {
    const library = isPerLibrary ? record.library : "";
    texts.set(library, (texts.get(library) ?? "") + line(record));
  }
  return [...texts].map(([library, text]) => ({ library, text }));
}

/**
 * The name of a file for one library, or for all, made at this time.
 *
 * @param {string} library "" for all
 * @param {string} made YYYYMMDDhhmmss
 */
export function fileName(library, made) {
  const time = made.replace(/^(\d{4})(\d\d)(\d\d)(\d{6})$/, "$1-$2-$3_$4");
  return `${library && `${library}_`}${time}.dat`;
}
