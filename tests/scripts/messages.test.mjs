// The messages: all that people see stands in messages.js, is used, and has what fills it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { MESSAGES, say } from "../../apache/htdocs/scripts/messages.js";

const folder = new URL("../../apache/htdocs/scripts/", import.meta.url);
const code = new Map(
  readdirSync(folder)
    .filter((name) => name !== "messages.js" && !name.endsWith(".bundle.js"))
    .map((name) => [name, readFileSync(new URL(name, folder), "utf8")]),
);
const all = [...code.values()].join("\n");

const holesIn = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, hole]) => hole);
const forms = (message) => (typeof message === "string" ? [message] : Object.values(message));
/** What has to be given with a message: its holes, and the number that a plural form is chosen by. */
const needed = (message) => new Set([...forms(message).flatMap(holesIn), ...(typeof message === "string" ? [] : ["count"])]);

/** Every call of say: its code, and the names of what it fills in. */
const calls = [...all.matchAll(/\bsay\(\s*"(\w+)"(?:,\s*\{([^{}]*)\})?/g)].map(([, name, filled = ""]) => ({
  name,
  filled: new Set([...filled.matchAll(/(?:^|,)\s*(\w+)\s*(?=[:,]|$)/g)].map(([, hole]) => hole)),
}));

test("every message is used, and none is used that does not exist", () => {
  const unused = Object.keys(MESSAGES).filter((name) => !all.includes(`"${name}"`));
  assert.deepEqual(unused, []);
  const unknown = calls.filter(({ name }) => !(name in MESSAGES));
  assert.deepEqual(unknown, []);
  assert.ok(calls.length > 50, "the calls are found");
});

test("every hole of a message is filled, and nothing else is given", () => {
  for (const { name, filled } of calls) assert.deepEqual(filled, needed(MESSAGES[name]), name);
  // What stands in a table is said without filling.
  const called = new Set(calls.map(({ name }) => name));
  for (const [name, message] of Object.entries(MESSAGES)) if (!called.has(name)) assert.equal(needed(message).size, 0, name);
});

test("a message with a number has a whole text for each plural form", () => {
  for (const [name, message] of Object.entries(MESSAGES)) {
    if (typeof message === "string") assert.ok(!holesIn(message).includes("count"), name);
    else assert.deepEqual(Object.keys(message), ["one", "other"], name);
  }
  const waiting = [0, 1, 2].map((count) => say("scansWaiting", { count }));
  assert.deepEqual(waiting, ["0 scans are waiting.", "1 scan is waiting.", "2 scans are waiting."]);
  assert.equal(say("loanOf", { item: "$& {patron}", patron: "77" }), "Loan $& {patron} to 77", "a scan is no pattern");
});

/** Comments, literals and patterns, the whole of each: what stands in one of them begins no other. */
const TOKENS =
  /\/\/.*|\/\*[^]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|(?<=[=(,:?&|!]\s*)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n])+\/\w*/g;
/** Words with a blank between them that begin like a sentence, with or without a sign, or end like one; and a label. */
const TEXT = /^[^\w]*[A-Z].*\S \S|\S \S.*[.…:?!]$|^[✔⚠✖◌].*\w|^[A-Z][a-z]+…?$/s;
/** Names of keys and of others' things, which nobody translates. */
const NAMES = new Set(["Accept", "Enter", "Tab", "Escape", "Process"]);

/** What looks like text for people in a script. */
function textsIn(script) {
  const literals = [...script.matchAll(TOKENS)].filter(([token]) => /^["'`]/.test(token));
  const outside = literals.filter(({ index }) => !/\b(?:Error|unclear)\($/.test(script.slice(0, index)));
  const texts = outside.map(([token]) => token.slice(1, -1).replace(/\$\{[^}]*\}/g, "x"));
  const within = outside.flatMap(([token]) => [...token.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, inner]) => textsIn(inner)));
  return [...texts.filter((text) => TEXT.test(text) && !NAMES.has(text)), ...within];
}

test("no text for people stands outside messages.js", () => {
  for (const [name, script] of code) assert.deepEqual(textsIn(script), [], name);
});

test("text in a script is found, and what only looks like it is not", () => {
  const found = ['"Scan it."', "'Scan it now'", "`${n} lines to record.`", '"✖ voided"', '"Loan"', '"1 scan is held."', '`${a ? "Scan it." : ""}`'];
  for (const literal of found) assert.equal(textsIn(`const a = f(${literal});`).length, 1, literal);
  const others = ['"in a file"', '// "Scan it."', '"Enter"', "`${site} tab`", 'throw new Error("No answer came.")', '/"It is/.test(b)'];
  for (const literal of others) assert.deepEqual(textsIn(`const a = f(${literal});`.replace("f(//", "//")), [], literal);
});

test("what is wrong with a barcode is said as by the program", () => {
  const program = readFileSync(new URL("../../templates/messages/scans.toml", import.meta.url), "utf8");
  const [, cannotBe, looksWrong] = program.split(/^# (?:What cannot be|What can be|What the lists|What the answer).*$/m);
  const sentences = [...`${cannotBe}${looksWrong}`.matchAll(/^\S+ = "(.*)"$/gm)].map(([, text]) => text);
  const ours = new Set(Object.values(MESSAGES));
  assert.equal(sentences.length, 20);
  for (const sentence of sentences) assert.ok(ours.has(sentence.replace("{first}", "2")), sentence);
});
