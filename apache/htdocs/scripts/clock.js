// The server's clock on a workstation: every record carries the local time of its library.
//
// What the server's clock says, and the time zones, are learned from each answer. Within a page
// time runs by performance.now(), which nobody can set, so correcting the PC's clock in
// mid-session moves nothing; and no time given out is before the last one: after a step back of
// the server's clock it crawls until that has caught up. A page that is opened cut off only guesses, with the difference of the last
// time: the PC's clock may have stopped since, so the server's next answer gives its scans
// their time.

import { readJson } from "./store.js";
import { clockTime, format, parse } from "./time.js";
import { aheadOfUtc, recordedTime } from "./zone.js";

/**
 * @typedef {import("./zone.js").Period} Period
 *
 * @typedef {object} Moment
 * @property {number} [epoch]  what the PC's clock said, in milliseconds; without it, the moment is now
 * @property {number} [ticks]  for how many milliseconds the page had run
 * @property {number} [page]  which page that was
 */

const KEY = "server clock";
/** Milliseconds by which the PC may be off before that means something. */
const STEP = 5_000;
/** An answer that took longer than this does not say well when it was given. */
const SLOW = 2_000;
/** After a step back by more than this the server's clock was wrong before, and is followed. */
const LONGEST_STAND = 2 * 3_600_000;
/** Until then time passes so many times as slowly: what comes later has another second, and is another scan. */
const CRAWL = 60;
const QUARTER = 15 * 60_000;
/** Clocks of one zone may differ by so much without anybody minding. */
const CARELESS = 3 * 60_000;
/** No computer sleeps longer between a scan and the server's answer. */
const LONGEST_SLEEP = 24 * 3_600_000;

export class Clock {
  #settings;
  #ahead; // milliseconds from performance.now() to the server's clock, in UTC
  #last = 0; // the latest that was given out, in UTC
  #lastAt = 0; // performance.now() then
  #here;
  #asked = false;
  #drift = Date.now() - performance.now();
  /** @type {Map<string, Period[]>} */
  #zones; // by library, and by "" for those without one of their own

  /**
   * @param {Pick<import("./store.js").Settings, "get" | "set">} settings keep what was learned for the next page
   * @param {() => string} here the code of the library that is chosen
   */
  constructor(settings, here = () => "") {
    this.#settings = settings;
    this.#here = here;
    const { ahead, zones } = readJson(settings, KEY, {});
    this.#ahead = this.#drift + (ahead ?? 0);
    this.#zones = new Map(Object.entries(zones ?? { "": [[0, ofWorkstation() / 1000]] }));
  }

  /**
   * Takes the time of an answer.
   *
   * @param {{server_time: string, not_before?: string, zones?: Record<string, Period[]>}} answer
   * @param {number} sent performance.now() at the question
   */
  learn({ server_time, not_before, zones = zonesOf(server_time) }, sent) {
    const then = Date.parse(server_time);
    if (!Number.isFinite(then) || !zones[""]?.length) return;
    this.#zones = new Map(Object.entries(zones));
    const received = performance.now();
    // A slow answer says when, but not how long ago: good enough only if there is no other.
    if (this.usable && received - sent > SLOW) return;
    this.#ahead = then - (sent + received) / 2;
    // What was given out before the first answer was a guess.
    if (!this.#asked || this.#last - this.#now > LONGEST_STAND) this.#last = 0;
    this.#pass(Date.parse(not_before ?? "") || 0);
    this.#asked = true;
    this.#drift = Date.now() - received;
    const ahead = Math.round(this.#ahead - this.#drift);
    this.#settings.set(KEY, JSON.stringify({ ahead, zones }));
  }

  /**
   * Whether a scan can get its time now; else it gets it when the server is reached. Not
   * after the PC has slept, or its clock was set: only the server knows then what it is.
   */
  get usable() {
    return this.#asked && Math.abs(Date.now() - performance.now() - this.#drift) < STEP;
  }

  /** What the server's clock says, in UTC. */
  get #now() {
    return performance.now() + this.#ahead;
  }

  /** The time zones, by library, and by "" of those without one of their own. @returns {ReadonlyMap<string, Period[]>} */
  get zones() {
    return this.#zones;
  }

  /** @param {string} library @returns {Period[]} */
  #zone(library) {
    return this.#zones.get(library) ?? this.#zones.get("") ?? [];
  }

  /** The local time of this library, or of the one that is chosen, as YYYYMMDDhhmmss. @param {string} [library] */
  now(library = this.#here()) {
    this.#pass(this.#now);
    return format(recordedTime(this.#zone(library), this.#last));
  }

  /** Goes on to this moment or, if the last one was later, crawls on from that. @param {number} moment in UTC */
  #pass(moment) {
    const passed = performance.now() - this.#lastAt;
    this.#last = Math.max(this.#last + passed / CRAWL, moment);
    this.#lastAt += passed;
  }

  /**
   * The time of a scan, null if it gets one later: not without a library where they have
   * zones of their own.
   *
   * @param {string} library
   */
  timeOfScan(library) {
    return this.#isLocal(library) ? this.now(library) : null;
  }

  /** Whether it is known what time it is there. @param {string} library */
  #isLocal(library) {
    return this.usable && (library !== "" || this.#zones.size === 1);
  }

  /** How many milliseconds ago it was `time`. @param {string} library @param {string} time YYYYMMDDhhmmss */
  ago(library, time) {
    return recordedTime(this.#zone(library), this.#now) - parse(time);
  }

  /**
   * What a scan keeps of this moment until the server's time is known.
   *
   * @returns {Required<Moment>}
   */
  get moment() {
    return { epoch: Date.now(), ticks: performance.now(), page: performance.timeOrigin };
  }

  /** The library's local time at this moment, as now known. @param {string} library @param {Moment} [moment] */
  at(library, moment = {}) {
    return format(recordedTime(this.#zone(library), this.#now - elapsedSince(moment)));
  }

  /**
   * What the workstation's clock and the server's show, where they are in different zones, as it
   * seems: whole quarters of an hour apart. Undefined where they are not.
   *
   * @param {string} library
   */
  apart(library) {
    if (!this.#isLocal(library)) return undefined;
    const [server, workstation] = [this.#now + aheadOfUtc(this.#zone(library), this.#now), Date.now() + ofWorkstation()];
    const quarters = Math.round((server - workstation) / QUARTER);
    if (quarters === 0 || Math.abs(server - workstation - quarters * QUARTER) > CARELESS) return undefined;
    const [workstationTime, serverTime] = [workstation, server].map((time) => clockTime(format(time)).slice(0, 5));
    return { quarters, workstation: workstationTime, server: serverTime };
  }
}

/**
 * The milliseconds since this moment by the PC's clock, which goes on while the PC sleeps. If that was set
 * meanwhile, as by the network after its battery had died, by the time that this page has run.
 *
 * @param {Moment} moment
 */
function elapsedSince({ epoch = Date.now(), ticks, page }) {
  const byDate = Date.now() - epoch;
  if (ticks === undefined || page !== performance.timeOrigin) return byDate;
  const byPage = performance.now() - ticks;
  const wasSet = byDate < byPage - STEP || byDate > byPage + LONGEST_SLEEP;
  return wasSet ? byPage : byDate;
}

/**
 * The zone of a server that tells only its time, RFC 3339 with the offset.
 *
 * @param {string} serverTime
 * @returns {Record<string, Period[]>}
 */
function zonesOf(serverTime) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(serverTime) ?? ["", "+", "0", "0"];
  return { "": [[0, Number(`${sign}1`) * (Number(hours) * 3600 + Number(minutes) * 60)]] };
}

/** How many milliseconds the workstation's clock is ahead of UTC now. */
function ofWorkstation() {
  return -new Date().getTimezoneOffset() * 60_000;
}
