// Two short tones, made by the page itself: one for taken, another for look here.

const TONES = {
  taken: [{ frequency: 1320, start: 0, length: 0.07, type: "sine" }],
  look: [
    { frequency: 330, start: 0, length: 0.14, type: "square" },
    { frequency: 220, start: 0.18, length: 0.22, type: "square" },
  ],
};

export class Sound {
  #settings;
  #context;

  constructor(settings) {
    this.#settings = settings;
  }

  get muted() {
    return this.#settings.get("muted") === "yes";
  }

  set muted(muted) {
    this.#settings.set("muted", muted ? "yes" : "no");
  }

  /** Plays "taken" or "look"; a browser without sound stays silent. */
  play(name) {
    if (this.muted || !globalThis.AudioContext) return;
    this.#context ??= new AudioContext();
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
