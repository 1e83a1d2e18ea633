// What is typed into the scan fields: which keys are the page's, and where a scan ends.
//
// The document is the least that the scripts ask of one; what only a browser can tell is in tests/browser.

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { Typing } from "../../apache/htdocs/scripts/typing.js";

/** By the names of events: what listens on the window. */
let listeners;
let focused;

class Element {
  matches() {
    return false;
  }
}

class Field extends Element {
  value = "";
  #listeners = {};

  matches(selector) {
    return selector.includes("input");
  }

  addEventListener(name, listener) {
    this.#listeners[name] = listener;
  }

  dispatchEvent(event) {
    this.#listeners[event.type]?.(event);
  }

  focus() {
    focused = this;
    listeners.focusin({ target: this });
  }

  setRangeText(text) {
    this.value += text;
  }

  setSelectionRange() {}
  select() {}
}

beforeEach(() => {
  listeners = {};
  Object.assign(globalThis, { Element, HTMLInputElement: Field, HTMLTextAreaElement: class extends Element {} });
  globalThis.addEventListener = (name, listener) => (listeners[name] = listener);
});

/** A page with two scan fields, of which the second has the focus. */
function page() {
  const [patron, item] = [new Field(), new Field()];
  const done = [];
  new Typing([patron, item], ["F9"], {
    scanned(field, text) {
      done.push(`scanned ${text}`);
      field.value = "";
    },
    enter: () => done.push("enter"),
    pressed: (key) => done.push(`pressed ${key}`),
    ignored() {},
    taken() {},
    isDone: () => false,
    senseOf: () => "some",
  });
  item.focus();
  return { patron, item, done, body: new Element() };
}

/** Presses a key, and says whether the browser does nothing of its own. */
function press(target, key, more = {}) {
  let isOurs = false;
  const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, isComposing: false, code: "", defaultPrevented: false };
  listeners.keydown({ ...none, target, key, ...more, preventDefault: () => (isOurs = true) });
  return isOurs;
}

test("a function key of a scanner opens nothing of the browser's, whatever has the focus", () => {
  const { item, body, done } = page();
  for (const target of [item, body]) {
    for (const key of ["F1", "F3", "F6", "F7", "F9", "F10", "F12"]) assert.ok(press(target, key), key);
    for (const key of ["F5", "F11"]) assert.ok(!press(target, key), `${key} is a person's`);
    for (const held of ["ctrlKey", "altKey", "shiftKey", "metaKey"]) assert.ok(!press(target, "F12", { [held]: true }), held);
  }
  assert.deepEqual(done, ["pressed F9", "pressed F9"]);
});

test("a scan in Alt codes on nothing goes where scans go", () => {
  const { item, body } = page();
  focused = body;
  press(body, "Alt", { altKey: true, code: "AltLeft" });
  assert.equal(focused, body);
  assert.ok(!press(body, "4", { altKey: true, code: "Numpad4" }), "the system makes the character");
  assert.equal(focused, item);
});

test("the Enter that an input method takes ends the scan, once its text is there", () => {
  const { item, done } = page();
  const compose = (key, code) => press(item, key, { code, isComposing: true });
  const end = (text) => {
    item.value = text;
    item.dispatchEvent({ type: "compositionend" });
  };
  for (const [key, code] of [["Process", "Enter"], ["Enter", "Enter"], ["Process", "NumpadEnter"]]) {
    assert.ok(!press(item, "Process", { code: "Numpad3" }), "the first key is the input method's already");
    compose("Process", "Numpad1");
    compose(key, code);
    assert.deepEqual(done, []);
    end("31234");
    assert.deepEqual(done.splice(0), ["scanned 31234"]);
  }
  compose("Enter", "Enter");
  compose("Process", "Digit1");
  end("3");
  compose("Process", "Space");
  end("31");
  assert.deepEqual(done, [], "what ends otherwise goes on");
  press(item, "Enter", { code: "Enter" });
  assert.deepEqual(done, ["scanned 31"]);
});
