// What this workstation knows of the library's barcodes: the shapes of patrons' and items', and
// which barcodes were which today.
//
// It only helps to judge a scan: where the browser keeps nothing, fewer scans are held.

import { count, ENOUGH, noTally, oddity, shapeOf } from "./shapes.js";
import { readJson } from "./store.js";

/** @typedef {"item" | "patron"} Role */
/** @typedef {import("./shapes.js").Tally} Tally */
/** @typedef {Record<Role, Tally>} Tallies */

const HERE = "shapes";
const SERVER = "shapes of the server";
const ODD = "odd shapes";
const TODAY = "roles";
/** How often the server's must have seen something: the first may be a mistake. */
const TWICE = 2;
/** So many odd shapes are kept in mind. */
const MANY = 100;

/** @param {unknown} value @returns {value is Tally} */
function isTally(value) {
  const { n, shapes } = /** @type {Partial<Tally>} */ (value ?? {});
  return typeof n === "number" && typeof shapes === "object" && shapes !== null;
}

export class Known {
  #settings;
  #session;
  #clock;

  /**
   * @param {import("./store.js").Settings} settings
   * @param {import("./store.js").Settings} session
   * @param {import("./clock.js").Clock} clock
   */
  constructor(settings, session, clock) {
    this.#settings = settings;
    this.#session = session;
    this.#clock = clock;
  }

  /** Takes the answer of shapes.php. @param {any} answer */
  learn(answer) {
    if (!isTally(answer?.items) || !isTally(answer?.patrons)) return;
    this.#settings.set(SERVER, JSON.stringify({ item: answer.items, patron: answer.patrons }));
  }

  /** What is odd about a barcode in this role. @param {Role} role @param {string} barcode */
  oddity(role, barcode) {
    return oddity(barcode, this.#sources(role));
  }

  /** Whether there is enough to compare with, and a barcode is like the others. @param {Role} role @param {string} barcode */
  isOrdinary(role, barcode) {
    const { shape } = shapeOf(barcode);
    const has = this.#sources(role).some(({ tally, least }) => tally.n >= ENOUGH && (tally.shapes[shape]?.n ?? 0) >= least);
    return has && this.oddity(role, barcode) === "";
  }

  /** Whether one of the same shape and beginning was seen in this role. @param {Role} role @param {string} barcode */
  hasSeenLike(role, barcode) {
    const { shape, heads } = shapeOf(barcode);
    return this.#sources(role).some(({ tally }) => {
      const seen = tally.shapes[shape];
      return seen !== undefined && heads.every((head) => head in seen.heads);
    });
  }

  /**
   * Notes one that was recorded, or taken for a patron. One of an odd shape has been let through
   * by a person: the second time makes its shape ordinary.
   *
   * @param {Role} role
   * @param {string} barcode
   */
  remember(role, barcode) {
    this.noteRole(role, barcode);
    const { shape, heads } = shapeOf(barcode);
    const key = [role, shape, ...heads].join(" ");
    /** @type {string[]} */
    const odd = readJson(this.#settings, ODD, []);
    if (odd.includes(key) || this.oddity(role, barcode) !== "shape") this.#count(role, barcode, 1);
    else this.#settings.set(ODD, JSON.stringify([...odd, key].slice(-MANY)));
  }

  /** Notes which role a barcode has today. @param {Role} role @param {string} barcode */
  noteRole(role, barcode) {
    const today = this.#today;
    if (today[role].includes(barcode)) return;
    today[role].push(barcode);
    this.#session.set(TODAY, JSON.stringify(today));
  }

  /** Forgets one that is voided. @param {Role} role @param {string} barcode */
  forget(role, barcode) {
    this.#count(role, barcode, -1);
    const today = this.#today;
    today[role] = today[role].filter((other) => other !== barcode);
    this.#session.set(TODAY, JSON.stringify(today));
  }

  /** Whether a barcode had this role today and not the other one. @param {Role} role @param {string} barcode */
  wasOnly(role, barcode) {
    const today = this.#today;
    return today[role].includes(barcode) && !today[role === "item" ? "patron" : "item"].includes(barcode);
  }

  /** @param {Role} role @returns {{tally: Tally, least: number}[]} */
  #sources(role) {
    return [
      { tally: this.#tallies(HERE)[role], least: 1 },
      { tally: this.#tallies(SERVER)[role], least: TWICE },
    ];
  }

  /** @param {string} key @returns {Tallies} */
  #tallies(key) {
    const kept = readJson(this.#settings, key, {});
    return {
      item: isTally(kept.item) ? kept.item : noTally(),
      patron: isTally(kept.patron) ? kept.patron : noTally(),
    };
  }

  /** Each tab adds to what all of them have. @param {Role} role @param {string} barcode @param {1 | -1} step */
  #count(role, barcode, step) {
    const tallies = this.#tallies(HERE);
    if (step < 0 && !tallies[role].shapes[shapeOf(barcode).shape]) return;
    count(tallies[role], barcode, step);
    this.#settings.set(HERE, JSON.stringify(tallies));
  }

  /** @returns {{day: string} & Record<Role, string[]>} */
  get #today() {
    const day = this.#clock.now().slice(0, 8);
    const kept = readJson(this.#session, TODAY, {});
    return kept.day === day ? kept : { day, item: [], patron: [] };
  }
}
