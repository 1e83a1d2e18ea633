// A held scan: what is offered for it, and in which words.

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {"Use as patron" | "Record" | "Correct" | "Discard" | "Void" | "Take"} Action */

/** Why an item is held while it is no patron's turn. */
export const NO_PATRON = "No patron.";

/** What the key for held scans does with this one. @param {Entry} entry @returns {Action} */
export function offered({ offer, guess }) {
  if (offer === "discard") return "Discard";
  if (offer === "patron") return "Use as patron";
  return guess ? "Take" : "Record";
}

/** All that a person may do with it, the offer first. @param {Entry} entry @returns {Action[]} */
export function choices(entry) {
  /** @type {Action[]} */
  const all = [offered(entry), "Record", "Correct", "Discard"];
  return [...new Set(all)];
}

/** What a button says. @param {Action} action @param {Entry} entry */
export function label(action, { guess }) {
  if (action === "Take") return `Use ${guess}`;
  return action === "Use as patron" && guess ? `Use ${guess} as patron` : action;
}

/** What the key does, as the end of a sentence. @param {Entry} entry */
function consequence(entry) {
  const action = offered(entry);
  if (action === "Discard") return "discards it";
  if (action === "Use as patron") return `makes ${entry.guess || "this"} the next patron`;
  if (action === "Take") return `records ${entry.guess} instead`;
  return entry.reason === NO_PATRON ? "lends it to the patron whom you scan next" : "records it anyway";
}

/** A held scan as it is announced. @param {Entry} entry @param {string} key the key for held scans, "" for none */
export function announcement(entry, key) {
  const what = entry.scanned ?? entry.item ?? "";
  const guess = entry.guess ? ` Did the scanner mean ${entry.guess}?` : "";
  const isLost = entry.kind === "L" && !entry.patron && offered(entry) === "Record" && entry.reason !== NO_PATRON;
  const how = key && !isLost ? `${key} ${consequence(entry)}.` : "Choose in the Transaction Log.";
  return `${what}: ${entry.reason}${guess} ${how}`;
}
