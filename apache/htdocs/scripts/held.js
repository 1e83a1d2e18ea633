// A held scan: what is offered for it, and in which words.

import { say } from "./messages.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {"patron" | "record" | "correct" | "discard" | "void" | "take"} Action */

/** Why an item is held while it is no patron's turn. */
export const NO_PATRON = say("noPatron");

/** What a button says of an action where nothing else was meant. */
const LABELS = /** @type {const} */ ({
  patron: "buttonPatron",
  record: "buttonRecord",
  correct: "buttonCorrect",
  discard: "buttonDiscard",
  void: "buttonVoid",
});

/** What the key for held scans does with this one. @param {Entry} entry @returns {Action} */
export function offered({ offer, guess }) {
  if (offer === "discard" || offer === "patron") return offer;
  return guess ? "take" : "record";
}

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
  return reason === NO_PATRON ? say("keyLendsToNext", { key }) : say("keyRecords", { key });
}

/** A held scan as it is announced. @param {Entry} entry @param {string} key the key for held scans, "" for none */
export function announcement(entry, key) {
  const { scanned = entry.item ?? "", reason = "", guess } = entry;
  const isLost = entry.kind === "L" && !entry.patron && offered(entry) === "record" && reason !== NO_PATRON;
  return [
    say("problemOf", { scanned, problem: reason }),
    ...(guess ? [say("guessOf", { guess })] : []),
    key && !isLost ? consequence(entry, key) : say("chooseInLog"),
  ].join(" ");
}
