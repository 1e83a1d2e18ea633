// An entry: one scan or one pasted line, on its way from the desk to the server's table.
//
//   held <-> waiting -> (recorded) -> voiding -> (voided, or in a file already)
//                   -> rejected
//                  <-> taken out
//
// Those in parentheses have left the queue, and stand only in the journal of the day. An
// entry's line stays as it is once it may have been sent: by it the server knows a record again.

import { say } from "./messages.js";

/** Every state there is. */
const STATES = Object.freeze(
  /** @type {const} */ (["held", "waiting", "rejected", "taken out", "voiding", "recorded", "voided", "in a file"]),
);

/**
 * @typedef {typeof STATES[number]} State
 * - held: something looks wrong, and a person has not decided yet
 * - waiting: to be recorded
 * - rejected: the server has refused it, and said why
 * - taken out: in a file for Alma that this page has made, and not to be sent
 * - voiding: to be voided on the server
 * - recorded, voided: so the server has said
 * - in a file: was to be voided, but Alma's file holds it already
 *
 * @typedef {"L" | "R"} Kind  a loan or a return
 *
 * @typedef {object} Entry
 * @property {State} state
 * @property {number | string} [id]  its key in the queue: text where it is in this page only
 * @property {string} [library]  this and the next five: as scanned; a pasted line has only `raw`
 * @property {Kind} [kind]
 * @property {string} [item]
 * @property {string} [callNumber]
 * @property {string} [patron]
 * @property {string} [patronName]
 * @property {string | null} [time]  when it was scanned; null if the server's time was not known then
 * @property {number} [epoch]  what the computer's clock said then, in milliseconds
 * @property {number} [ticks]  if its time is not known: for how many milliseconds its page had run
 * @property {number} [page]  which page that was
 * @property {string} [raw]  its line, from the moment at which it may leave this page
 * @property {boolean} [tried]  whether it may have reached the server
 * @property {string} [file]  the name of the file into which it was taken out
 * @property {string} [reason]  why it is held, or why it was rejected
 * @property {string} [scanned]  of a held one: all that was scanned
 * @property {"patron" | "discard"} [offer]  of a held one: that it may be a patron, or can be nothing
 * @property {string} [guess]  of a held one: what may have been meant
 * @property {string[]} [hold]  of a held one: the kinds of what the lists from Alma say against it
 * @property {number} [began]  of a loan: when the turn of its patron began, in which it was scanned
 * @property {boolean} [patronAccepted]  whether a person has let its patron through in that turn
 * @property {boolean} [accepted]  whether a person has let it through
 * @property {string} [desk]  the name of the desk where it was scanned, for showing only
 * @property {string} [at]  when the server recorded it, as hh:mm:ss
 */

/** A field in double quotes where RFC 4180 asks for them. @param {string} field */
function quoted(field) {
  return /[",]/.test(field) ? `"${field.replace(/"/g, '""')}"` : field;
}

/**
 * `library,time,L|R,item barcode,call number,patron barcode,patron name`, as append.php reads it.
 *
 * @param {Partial<Entry>} entry
 */
export function line({ library, time, kind, item, callNumber, patron, patronName }) {
  return [library, time, kind, item, callNumber, patron, patronName].map((field) => quoted(field ?? "")).join(",");
}

/** What a line says, for showing it; only the server decides whether it is right. @param {string} text */
export function fields(text) {
  // A comma before each field, because an empty one at the beginning is no match of its own.
  const whole = "," + text;
  const found = [...whole.matchAll(/,(?:"((?:[^"]|"")*)"([^,]*)|([^,]*))/g)];
  const [library = "", time = "", kind = "", item = "", callNumber = "", patron = "", patronName = ""] = found.map(
    ([, inQuotes, behind, bare]) => (bare === undefined ? inQuotes.replace(/""/g, '"') + behind : bare).trim(),
  );
  return { library, time: time.replace(/\D/g, ""), kind, item, callNumber, patron, patronName };
}

/**
 * The line of an entry; one scanned before the time was known gets its time only now.
 *
 * @param {Entry} entry
 * @param {import("./clock.js").Clock} clock
 */
export function lineOf(entry, clock) {
  return entry.raw ?? line({ ...entry, time: entry.time ?? clock.at(entry.library ?? "", entry) });
}

/** Whether these are one scan. @param {Entry} entry @param {Entry} [other] */
export function isSameScan(entry, other) {
  return entry.epoch !== undefined && entry.epoch === other?.epoch && entry.item === other?.item;
}

/** Whether these are one entry, in the queue twice. @param {Entry} entry @param {Entry} other */
export function isSame(entry, other) {
  if (entry.epoch !== undefined) return isSameScan(entry, other);
  return other.epoch === undefined && other.raw === entry.raw && other.state === entry.state;
}

/** Whether an entry waits to be sent. @param {Entry} entry */
export const isUnsent = ({ state }) => state === "waiting" || state === "voiding";

/** Whether an entry waits for a person. @param {Entry} entry */
export const needsPerson = ({ state }) => state === "held" || state === "rejected";

/** Whether an entry is in a file for Alma that this page has made. @param {Entry} entry */
export const isTakenOut = ({ state }) => state === "taken out";

/** Whether an entry is in this page only. @param {Entry} entry */
export const isInMemory = ({ id }) => typeof id === "string";

/**
 * An entry as this version has it, from one that any version of the page has kept. Earlier
 * ones marked what is to be voided as waiting; what only a later one understands is held.
 *
 * @param {any} kept
 * @returns {Entry}
 */
export function current({ void: isVoid, ...kept }) {
  if (isVoid) return { ...kept, state: "voiding" };
  if (STATES.includes(kept.state)) return kept;
  return { ...kept, state: "held", reason: say("otherVersion") };
}
