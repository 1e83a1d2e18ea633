// Which library a tab has: the one of its address, also on the way back from another page, or the one it has chosen.
//
// The list is the least that the script asks of one.

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { Library } from "../../apache/htdocs/scripts/library.js";
import { Settings } from "../../apache/htdocs/scripts/store.js";
import { storage } from "./station.mjs";

class List {
  value = "---";
  listeners = {};
  options = ["---", "AVS", "MILLAR"].map((value) => ({
    value,
    text: value,
    remove: () => (this.options = this.options.filter((option) => option.value !== value)),
  }));

  addEventListener(name, listener) {
    this.listeners[name] = listener;
  }

  choose(code) {
    this.value = code;
    this.listeners.change();
  }

  /** A key with which a scan begins that was typed here. */
  type(key) {
    const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, code: "", preventDefault() {} };
    this.listeners.keydown({ ...none, key });
  }
}

let browser; // what all tabs of it share

beforeEach(() => {
  browser = storage();
  globalThis.HTMLSelectElement = List;
});

/** The page at this address in a tab, which is a new one if it is not given. */
function open(search, tab = storage()) {
  globalThis.location = { search };
  const list = new List();
  const [settings, session] = [browser, tab].map((kept) => new Settings("offline-circ /", () => kept));
  const library = new Library(list, { settings, session }, { back() {}, type() {} });
  return { tab, list, library, codes: list.options.map(({ value }) => value) };
}

test("a library that an address has fixed is this tab's on the way back from another page too", () => {
  const { tab, codes } = open("?library=AVS");
  assert.deepEqual(codes, ["AVS"]);
  for (const search of ["", "?desk=Circ+1"]) {
    const back = open(search, tab);
    assert.deepEqual([back.library.code, back.library.fixed, back.codes], ["AVS", "AVS", ["AVS"]]);
  }
  const other = open("?library=MILLAR", tab);
  assert.equal(other.library.code, "MILLAR", "another address fixes another one");
  for (const search of ["?library=---", ""]) {
    const free = open(search, tab);
    assert.deepEqual([free.library.code, free.library.fixed, free.codes.length], ["", "", 3], "and this one none");
  }
});

test("two tabs with two libraries leave each other's as it is", () => {
  const [first, second] = [open("?library=AVS"), open("?library=MILLAR")];
  first.list.type("3");
  assert.equal(open("").library.code, "", "a fixed one is no choice");
  const [third, fourth] = [open(""), open("")];
  third.list.choose("AVS");
  fourth.list.choose("MILLAR");
  const reloaded = [first, second, third, fourth].map(({ tab }) => open("", tab).library.code);
  assert.deepEqual(reloaded, ["AVS", "MILLAR", "AVS", "MILLAR"]);
  assert.equal(open("").library.code, "MILLAR", "a new tab begins with the last choice");
});

test("a tab that began with another one's choice keeps it", () => {
  open("").list.choose("AVS");
  const tab = open("");
  open("").list.choose("MILLAR");
  assert.equal(open("", tab.tab).library.code, "AVS");
});

test("the answer to the form fixes no library", () => {
  const answer = "?at=12:00:00&recorded=1&already_recorded=0&taken_off=0&look=0&library=MILLAR";
  const { tab, library, codes } = open(answer);
  assert.deepEqual([library.code, library.fixed, codes.length], ["MILLAR", "", 3]);
  assert.deepEqual([open("", tab).library.code, open("", tab).library.fixed], ["MILLAR", ""]);
  const fixed = open("?library=AVS");
  assert.equal(open(answer, fixed.tab).library.fixed, "AVS");
});

test("a library of an address that is not set up any more is no other one", () => {
  open("").list.choose("MILLAR");
  const { tab } = open("");
  const { library, list } = open("?library=OLD", tab);
  assert.deepEqual([library.code, library.fixed], ["", ""]);
  list.choose("AVS");
  assert.equal(open("", tab).library.code, "AVS");
});
