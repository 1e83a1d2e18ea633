// Scans that are taken out of the queue, into files for Alma that this page makes: for the day on
// which the server does not come back.
//
// That they are in a file is on the disk before anybody gets the file, so that nothing sends them
// unless a person says so. What is in a file makes the same file again.

import { fileName, files } from "./dat.js";
import { isTakenOut, lineOf, needsPerson } from "./entry.js";
import { keyOf, parse } from "./record.js";
import { format, parse as milliseconds } from "./time.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./store.js").Queue} Queue */
/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {{name: string, text: string}} DatFile */

/**
 * What came of it.
 *
 * @typedef {object} Taken
 * @property {boolean} isStored  if not, nothing was taken out
 * @property {DatFile[]} files
 * @property {number} count  of the scans in them
 * @property {number} refused  of the lines that the server would refuse: they wait on
 * @property {number} open  of the scans that are held or rejected
 */

/** @param {{id: import("./store.js").Id}[]} entries */
const ids = (entries) => entries.map(({ id }) => id);
/** What a line says that was taken out. @param {Entry} entry */
const recordOf = ({ raw = "" }) => parse(raw, () => true);

/**
 * Takes out what waits, into one file for each library.
 *
 * @param {Queue} queue
 * @param {Clock} clock
 * @param {string[]} libraries the codes of all that there are
 * @returns {Promise<Taken>}
 */
export async function takeOut(queue, clock, libraries) {
  const entries = await queue.all();
  const voided = entries.filter(({ state }) => state === "voiding").map(({ raw }) => raw);
  const waiting = entries.filter(({ state, raw }) => state === "waiting" && !voided.includes(raw));
  const fileOf = names(entries.filter(isTakenOut), clock, libraries);
  const changes = await queue.update(ids(waiting), (entry) => {
    if (entry.state !== "waiting") return entry;
    const raw = lineOf(entry, clock);
    const record = parse(raw, (library) => libraries.includes(library));
    return record ? { ...entry, raw, state: "taken out", file: fileOf(record) } : entry;
  });
  const after = changes.flatMap((change) => change.after ?? []);
  const taken = after.filter(isTakenOut);
  const isStored = taken.every((entry) => queue.isStored(entry));
  if (!isStored) await putBack(queue, taken);
  const made = new Set(taken.map(({ file }) => file));
  return {
    isStored,
    files: isStored ? filesOf(await queue.all(), clock).filter(({ name }) => made.has(name)) : [],
    count: taken.length,
    refused: after.length - taken.length,
    open: entries.filter(needsPerson).length,
  };
}

/**
 * Gives names to files: for a scan that is in one already, that one.
 *
 * @param {Entry[]} takenOut
 * @param {Clock} clock
 * @param {string[]} libraries
 * @returns {(record: import("./record.js").Fields) => string}
 */
function names(takenOut, clock, libraries) {
  /** @type {Map<string, string>} */
  const fileOf = new Map();
  for (const entry of takenOut) {
    const record = recordOf(entry);
    if (record) fileOf.set(keyOf(record), entry.file ?? "");
  }
  const used = [...fileOf.values()];
  /** @type {Map<string, string>} */
  const ofLibrary = new Map();
  /** @param {string} library */
  const free = (library) => {
    let time = clock.now(library);
    while (used.includes(fileName(library, time))) time = format(milliseconds(time) + 1000);
    return fileName(library, time);
  };
  return (record) => {
    const library = libraries.length > 1 ? record.library : "";
    const name = fileOf.get(keyOf(record)) ?? ofLibrary.get(library) ?? free(library);
    if (!fileOf.has(keyOf(record))) ofLibrary.set(library, name);
    return name;
  };
}

/**
 * The files of all that is taken out, with the same bytes each time.
 *
 * @param {Entry[]} entries the queue
 * @param {Clock} clock
 * @returns {DatFile[]}
 */
export function filesOf(entries, clock) {
  /** @type {Map<string, import("./record.js").Fields[]>} */
  const records = new Map();
  for (const entry of entries.filter(isTakenOut)) {
    const name = entry.file ?? "";
    const record = recordOf(entry);
    if (!records.has(name)) records.set(name, []);
    if (record) records.get(name)?.push(record);
  }
  return [...records].map(([name, ofFile]) => ({ name, text: files(ofFile, clock.zones, false)[0]?.text ?? "" }));
}

/**
 * To be sent after all. Returns how many.
 *
 * @param {Queue} queue
 * @param {Entry[]} entries those that are not taken out stay as they are
 */
export async function putBack(queue, entries) {
  return change(queue, entries, ({ file, ...entry }) => ({ ...entry, state: "waiting" }));
}

/** Removes what is taken out: Alma has it. Returns how many. @param {Queue} queue @param {Entry[]} entries */
export async function remove(queue, entries) {
  return change(queue, entries, () => null);
}

/**
 * @param {Queue} queue
 * @param {Entry[]} entries
 * @param {(entry: import("./store.js").Queued) => import("./store.js").Queued | null} made
 */
async function change(queue, entries, made) {
  const known = entries.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const changes = await queue.update(known, (entry) => (isTakenOut(entry) ? made(entry) : entry));
  return changes.filter(({ before }) => isTakenOut(before)).length;
}
