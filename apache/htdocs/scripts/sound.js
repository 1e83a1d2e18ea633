// Two short tones, made by the page itself: one for a scan that is kept, one for a warning.

const TONES = {
  scanned: [{ frequency: 1320, start: 0, length: 0.07, type: /** @type {const} */ ("sine") }],
  warning: [
    { frequency: 330, start: 0, length: 0.14, type: /** @type {const} */ ("square") },
    { frequency: 220, start: 0.18, length: 0.22, type: /** @type {const} */ ("square") },
  ],
};

export class Sound {
  #settings;
  /** @type {AudioContext | undefined} */
  #context;

  /** @param {import("./store.js").Settings} settings */
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

  /** Plays it; a browser without sound stays silent. @param {keyof typeof TONES} name */
  play(name) {
    if (this.muted || !globalThis.AudioContext) return;
    this.#context = this.#context ?? new AudioContext();
    this.#context.resume();
    for (const { frequency, start, length, type } of TONES[name]) {
      const oscillator = new OscillatorNode(this.#context, { frequency, type });
      const gain = new GainNode(this.#context, { gain: 0.15 });
      oscillator.connect(gain).connect(this.#context.destination);
      oscillator.start(this.#context.currentTime + start);
      oscillator.stop(this.#context.currentTime + start + length);
    }
  }
}
