// Three tones, made by the page itself: what became of a scan, for staff who do not look.
//
// They differ in pitch and in rhythm, from each other and from a scanner's own beep, which is
// one note of 2 to 4 kHz. They follow each other: two at once would be a fourth that nobody knows.

import { say } from "./messages.js";

/**
 * - recorded: a scan is taken
 * - look: a scan is held, or a person must look
 * - not recorded: something was refused
 *
 * @typedef {"recorded" | "look" | "not recorded"} Tone
 * @typedef {{frequency: number, start: number, length: number}} Note  in hertz and seconds
 */

/** @typedef {import("./messages.js").PlainCode} PlainCode */

/** @type {Readonly<Record<Tone, {sign: string, word: PlainCode, means: PlainCode, type: OscillatorType, notes: Note[]}>>} */
export const TONES = Object.freeze({
  recorded: {
    sign: "✔",
    word: "toneRecorded",
    means: "toneRecordedMeans",
    type: "triangle",
    notes: [
      { frequency: 740, start: 0, length: 0.07 },
      { frequency: 1110, start: 0.1, length: 0.07 },
    ],
  },
  look: {
    sign: "⚠",
    word: "toneLook",
    means: "toneLookMeans",
    type: "square",
    notes: [0, 0.2, 0.4].map((start) => ({ frequency: 440, start, length: 0.12 })),
  },
  "not recorded": {
    sign: "✖",
    word: "toneNotRecorded",
    means: "toneNotRecordedMeans",
    type: "sawtooth",
    notes: [{ frequency: 175, start: 0, length: 0.8 }],
  },
});

const GAIN = 0.6;
/** Seconds in which a note swells and fades, so that it does not click. */
const RAMP = 0.008;
/** Seconds between a tone and the next. */
const PAUSE = 0.15;
/** Seconds between the tones of the test, enough to read what each one means. */
const READING = 1.5;

/** @param {Tone} name */
function lengthOf(name) {
  const { start, length } = TONES[name].notes[TONES[name].notes.length - 1];
  return start + length;
}

export class Sound {
  #settings;
  /** @type {AudioContext | undefined} */
  #context;
  /** @type {{name: Tone, start: number} | undefined} */
  #latest;
  /** @type {((text: string) => void) | undefined} where the test that is under way says what it plays */
  #testing;

  /** @param {Pick<import("./store.js").Settings, "get" | "set">} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  get muted() {
    return this.#settings.get("muted") === "yes";
  }

  /** @param {boolean} muted */
  set muted(muted) {
    this.#settings.set("muted", muted ? "yes" : "no");
  }

  /** Opens what plays, if there is to be sound; until a person has pressed a key it may be suspended. */
  wake() {
    if (this.muted) return undefined;
    try {
      this.#context = this.#context ?? new AudioContext();
      if (this.#context.state !== "running") this.#context.resume().catch(() => {});
    } catch {
      // A browser without sound stays silent.
    }
    return this.#context;
  }

  /** Plays it, and ends the test: nobody could tell which tone is whose. @param {Tone} name */
  play(name) {
    this.#testing?.("");
    this.#testing = undefined;
    this.#play(name);
  }

  /**
   * Plays one after the other, and says of each what it means.
   *
   * @param {(text: string) => void} show
   */
  async test(show) {
    if (this.muted) return show(say("soundOffNoTest"));
    if (!this.wake()) return show(say("soundImpossible"));
    this.#testing = show;
    const names = /** @type {Tone[]} */ (Object.keys(TONES));
    for (const [i, name] of names.entries()) {
      const { sign, word, means } = TONES[name];
      show(say("toneTested", { number: i + 1, all: names.length, sign, word: say(word), meaning: say(means) }));
      this.#play(name);
      await new Promise((resolve) => setTimeout(resolve, 1_000 * (lengthOf(name) + READING)));
      if (this.#testing !== show) return;
    }
    show(say("soundTested"));
  }

  /** @param {Tone} name */
  #play(name) {
    const context = this.wake();
    if (!context) return;
    const now = context.currentTime;
    // What is about to sound in any case says this too.
    if (this.#latest?.name === name && this.#latest.start > now) return;
    const free = this.#latest ? this.#latest.start + lengthOf(this.#latest.name) + PAUSE : now;
    this.#latest = { name, start: Math.max(now, free) };
    for (const note of TONES[name].notes) sound(context, TONES[name].type, note, this.#latest.start);
  }
}

/** @param {AudioContext} context @param {OscillatorType} type @param {Note} note @param {number} begin */
function sound(context, type, { frequency, start, length }, begin) {
  const from = begin + start;
  const oscillator = new OscillatorNode(context, { frequency, type });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(GAIN, from + RAMP);
  gain.gain.setValueAtTime(GAIN, from + length - RAMP);
  gain.gain.linearRampToValueAtTime(0, from + length);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + length);
}
