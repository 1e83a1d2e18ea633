// A held scan: what is offered for it, in which words, and what becomes of it.

import { fields, line } from "./entry.js";
import { say } from "./messages.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {"patron" | "record" | "correct" | "discard" | "void" | "take" | "send"} Action */

/** Why an item is held while it is no patron's turn. */
export const NO_PATRON = say("noPatron");

/** What a button says of an action where nothing else was meant. */
const LABELS = /** @type {const} */ ({
  patron: "buttonPatron",
  record: "buttonRecord",
  correct: "buttonCorrect",
  discard: "buttonDiscard",
  void: "buttonVoid",
  send: "buttonSend",
});

/** What the key for held scans does with this one. @param {Entry} entry @returns {Action} */
export function offered({ offer, guess }) {
  if (offer === "discard" || offer === "patron") return offer;
  return guess ? "take" : "record";
}

/** What the lists from Alma may say of a patron, and not of an item. */
const OF_PATRON = ["patron", "blocked", "expired"];

/** Whether it is held for what the lists say of its patron. @param {Entry} entry */
export const isOfPatron = ({ hold = [] }) => hold.some((kind) => OF_PATRON.includes(kind));

/** Whether both were scanned in one turn of one patron. @param {Entry} entry @param {Pick<Entry, "began" | "patron">} other */
export const isOfTurn = (entry, other) =>
  entry.began !== undefined && entry.began === other.began && entry.patron === other.patron;

/** All that a person may do with it, the offer first. @param {Entry} entry @returns {Action[]} */
export function choices(entry) {
  /** @type {Action[]} */
  const all = [offered(entry), "record", "correct", "discard"];
  return [...new Set(all)];
}

/** What a button says. @param {Action} action @param {Entry} entry */
export function label(action, { guess = "" }) {
  if (action === "take") return say("buttonTake", { guess });
  return action === "patron" && guess ? say("buttonGuessPatron", { guess }) : say(LABELS[action]);
}

/** What the key does. @param {Entry} entry @param {string} key */
function consequence(entry, key) {
  const { guess = "", reason } = entry;
  const action = offered(entry);
  if (action === "discard") return say("keyDiscards", { key });
  if (action === "take") return say("keyTakesGuess", { key, guess });
  if (action === "patron") {
    return guess ? say("keyMakesPatron", { key, patron: guess }) : say("keyMakesThisPatron", { key });
  }
  if (isOfPatron(entry)) return say("keyLetsPatron", { key });
  if (reason === NO_PATRON) return say("keyLendsToNext", { key });
  return entry.library ? say("keyRecords", { key }) : say("keyThenRecords", { key });
}

/** A held scan as it is announced. @param {Entry} entry @param {string} key the key for held scans, "" for none */
export function announcement(entry, key) {
  const { scanned = entry.item ?? "", reason = "", guess } = entry;
  const action = offered(entry);
  const isLost = entry.kind === "L" && !entry.patron && action === "record" && reason !== NO_PATRON;
  const isRecord = action === "record" || action === "take";
  return [
    say("problemOf", { scanned, problem: reason }),
    ...(guess ? [say("guessOf", { guess })] : []),
    ...(isRecord && !entry.library ? [say("chooseLibraryFirst")] : []),
    key && !isLost ? consequence(entry, key) : say("chooseInLog"),
  ].join(" ");
}

/**
 * A held scan as it is recorded. One that the lists from Alma held is asked again if it has another
 * barcode now.
 *
 * @param {import("./store.js").Queued} entry
 * @param {import("./station.js").Rest} rest
 * @param {string} [item]
 * @returns {import("./store.js").Queued}
 */
export function completed(entry, rest, item) {
  const { reason, scanned, offer, guess, hold, ...scan } = item === undefined ? entry : withItem(entry, item);
  const isLoan = scan.kind === "L";
  const patron = scan.patron || (isLoan ? rest.patron : "");
  const patronName = scan.patron || !isLoan ? scan.patronName : rest.patronName;
  const accepted = !(hold?.length && item !== undefined);
  return { ...scan, library: scan.library || rest.library, patron, patronName, state: "waiting", ...(accepted && { accepted }) };
}

/** Whether a held scan lacks nothing with this. @param {Entry} entry @param {import("./station.js").Rest} rest */
export const isComplete = (entry, { library, patron }) =>
  lackOf({ ...entry, library: entry.library || library, patron: entry.patron || patron }) === "";

/**
 * An entry whose patron a person has let through: what else is wrong with it holds it all the same.
 *
 * @param {import("./store.js").Queued} entry
 * @param {import("./station.js").Rest} rest
 * @returns {import("./store.js").Queued}
 */
export function withPatron(entry, rest) {
  if (entry.state === "held" && entry.hold?.every((kind) => OF_PATRON.includes(kind))) return completed(entry, rest);
  return entry.state === "held" || entry.state === "waiting" ? { ...entry, patronAccepted: true } : entry;
}

/**
 * A waiting scan that the lists hold, unless a person has let it through.
 *
 * @param {import("./lists.js").Said[]} against
 * @param {import("./store.js").Queued} entry
 * @returns {import("./store.js").Queued}
 */
export function heldFor(against, entry) {
  const all = against.filter(({ kind }) => !(entry.patronAccepted && OF_PATRON.includes(kind)));
  if (entry.state !== "waiting" || entry.accepted || all.length === 0) return entry;
  return { ...entry, state: "held", hold: all.map(({ kind }) => kind), reason: all.map(({ reason }) => reason).join(" ") };
}

/** The scan with another barcode; its line, if it has one already, too. @param {import("./store.js").Queued} queued @param {string} item */
export function withItem({ tried, ...entry }, item) {
  const said = fields(entry.raw ?? "");
  const raw = entry.raw && line({ ...said, kind: /** @type {import("./entry.js").Kind} */ (said.kind), item });
  return { ...entry, item, ...(raw && { raw }) };
}

/** What a scan lacks before it can be recorded, as a sentence; "" if nothing. @param {Entry} entry */
export function lackOf({ library, kind, patron }) {
  if (!library) return say("chooseLibraryFirst");
  return kind === "L" && !patron ? say("scanPatronFirst") : "";
}
