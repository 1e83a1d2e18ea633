// Keys as a scanner or a person gives them. Each event says when its key was pressed, and that
// is what the page goes by: the times here are the same on the slowest machine.

/** Keys that are not characters: the code Windows has for them, and what they type. */
const KEYS = {
  Enter: [13, "\r"], Tab: [9], Escape: [27],
  F2: [113], F4: [115], F8: [119], F9: [120], F12: [123], Unidentified: [229],
};
/** What the keys of a numeric keypad are while NumLock is off, from 0 to 9, with their codes. */
const KEYPAD = [
  ["Insert", 45], ["End", 35], ["ArrowDown", 40], ["PageDown", 34], ["ArrowLeft", 37],
  ["Clear", 12], ["ArrowRight", 39], ["Home", 36], ["ArrowUp", 38], ["PageUp", 33],
];
/** A letter's or digit's code is that of its capital; those of others depend on the layout. */
const codeOf = (key) => (/[a-z0-9]/i.test(key) ? key.toUpperCase().charCodeAt(0) : 0);
const CONTROL = 2;

const typists = new WeakMap();

class Typist {
  #session;
  #time = 0; // of the next key, in milliseconds

  static async of(page) {
    if (!typists.has(page)) {
      const typist = new Typist();
      typist.#session = await page.context().newCDPSession(page);
      typists.set(page, typist);
    }
    return typists.get(page);
  }

  /** A second after the last key, and not before the page was there. */
  begin() {
    this.#time = Math.max(this.#time + 1_000, Date.now());
  }

  /** Keys are sent in the order of the calls, whether or not somebody waits for the page to have taken them. */
  async press(key, { modifiers = 0, autoRepeat = false } = {}) {
    const [windowsVirtualKeyCode, text] = KEYS[key] ?? [codeOf(key), key];
    const code = KEYS[key] && key !== "Unidentified" ? key : "";
    return this.#send({ key, code, windowsVirtualKeyCode }, text, modifiers, autoRepeat);
  }

  /** A digit of the numeric keypad while NumLock is off. */
  async keypad(digit) {
    const [key, windowsVirtualKeyCode] = KEYPAD[digit];
    return this.#send({ key, code: `Numpad${digit}`, windowsVirtualKeyCode, isKeypad: true }, undefined, 0, false);
  }

  /** Text by an input event alone, as an on-screen keyboard gives it. */
  async insert(text) {
    await this.#session.send("Input.insertText", { text });
  }

  async #send(pressed, text, modifiers, autoRepeat) {
    const event = { ...pressed, modifiers, timestamp: this.#time / 1_000 };
    const down = text && !modifiers ? { type: "keyDown", text, unmodifiedText: text } : { type: "rawKeyDown" };
    this.#time += 5;
    const sent = [this.#session.send("Input.dispatchKeyEvent", { ...event, ...down, autoRepeat })];
    if (!autoRepeat) sent.push(this.#session.send("Input.dispatchKeyEvent", { ...event, type: "keyUp" }));
    await Promise.all(sent);
  }
}

/** What a scanner types: every character and the suffix, one key ("LF" is Control+J) or several, without a pause. */
export async function scan(page, barcode, ...suffix) {
  const typist = await Typist.of(page);
  typist.begin();
  const keys = [...barcode, ...(suffix.length ? suffix : ["Enter"])];
  await Promise.all(
    keys.map((key) => (key === "LF" ? typist.press("j", { modifiers: CONTROL }) : typist.press(key))),
  );
}

/** The same on a numeric keypad while NumLock is off. */
export async function scanOnKeypad(page, barcode) {
  const typist = await Typist.of(page);
  typist.begin();
  for (const digit of barcode) await typist.keypad(digit);
  await typist.press("Enter");
}

/** The same from an on-screen keyboard: keys without a name, and text by input events, at once or in pieces. */
export async function insert(page, ...pieces) {
  const typist = await Typist.of(page);
  for (const piece of pieces) {
    typist.begin();
    await typist.press("Unidentified");
    await typist.insert(piece);
  }
}

/** A key that a person presses a moment after the last one. */
export async function press(page, key) {
  const typist = await Typist.of(page);
  typist.begin();
  await typist.press(key);
}

/** A key that is held down until it repeats itself so often. */
export async function hold(page, key, times) {
  const typist = await Typist.of(page);
  for (let i = 0; i < times; i++) {
    typist.begin();
    await typist.press(key, { autoRepeat: true });
  }
}
