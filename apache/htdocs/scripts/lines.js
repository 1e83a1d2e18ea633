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
