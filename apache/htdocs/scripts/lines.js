// Lines that nobody scanned here: pasted, or from the file of another workstation.

import { fields } from "./entry.js";
import { say } from "./messages.js";
import { keyOf } from "./record.js";

/** So many odd lines are named. */
const SAID = 3;

/** The lines of a text that are not blank. @param {string} text */
export const linesOf = (text) =>
  // U+0085 is a blank to the server as well, which answers nothing about a blank line.
  text.split(/\r\n?|\n/).map((line) => line.replace(/^[\s\u0085]+|[\s\u0085]+$/g, "")).filter(Boolean);

/** What makes two lines one scan; each is one of its own if it is none. @param {string} text */
export function scanOf(text) {
  const said = fields(text);
  return said.time && said.item ? keyOf(said) : text;
}

/**
 * Whether a line may be a rejected one with its fault mended: the same item at the same time, or all
 * but one of its fields the same.
 *
 * @param {string} line
 * @param {string} rejected
 */
function mayCorrect(line, rejected) {
  const [said, before] = [fields(line), fields(rejected)];
  const names = /** @type {(keyof typeof said)[]} */ (Object.keys(before)).filter((name) => before[name]);
  const kept = names.filter((name) => said[name] === before[name]);
  const marks = kept.filter((name) => name === "time" || name === "item").length;
  return marks === 2 || (marks === 1 && kept.length >= names.length - 1);
}

/**
 * Those of the rejected that these lines replace. What may be a line of its own replaces nothing: where
 * there are other lines as well, or where it may stand for one or another of the rejected.
 *
 * @param {string[]} lines
 * @param {string[]} rejected
 */
export function replacedBy(lines, rejected) {
  const open = [...new Set(rejected)].filter((before) => !lines.includes(before));
  const added = lines.filter((line) => !rejected.includes(line));
  return rejected.filter((before) => {
    if (lines.includes(before)) return true;
    const corrections = added.filter((line) => mayCorrect(line, before));
    const rivals = open.filter((other) => corrections.some((line) => mayCorrect(line, other)));
    return corrections.length > 0 && corrections.length >= rivals.length && added.length <= open.length;
  });
}

/**
 * What looks wrong in them: said, and no reason to hold them.
 *
 * @param {string[]} lines
 * @param {Pick<import("./checks.js").Checks, "line" | "words">} checks
 */
export function oddLines(lines, checks) {
  const odd = lines.flatMap((raw) => {
    const said = fields(raw);
    // The server says what is wrong with a line that is none.
    if (!said.item) return [];
    return checks.line(said).map((problem) => say("problemOf", { scanned: said.item, problem: checks.words(problem) }));
  });
  const more = odd.length > SAID ? [say("moreProblems", { count: odd.length - SAID })] : [];
  return [...odd.slice(0, SAID), ...more].join(" ");
}
