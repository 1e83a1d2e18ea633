// The time zone of a library, as the server tells it: from a moment to the local time that is
// recorded for it.
//
// The same rules as in src/circulation/zone.rs, on the same cases in tests/vectors/zones.json: no
// recorded time runs back. The hour that comes twice is recorded as its last minute before the
// repeat, whose seconds pass slowly until the clock has caught up.

/**
 * From when on (in seconds since 1970) the clocks are how many seconds ahead of UTC.
 *
 * @typedef {[number, number]} Period
 */

/** Seconds of the last half minute before the repeat: they last as long as the repeat as well. */
const SLOW = 30;

/** How many milliseconds the clocks are ahead of UTC. @param {Period[]} periods @param {number} utc milliseconds */
export function aheadOfUtc(periods, utc) {
  const begun = periods.filter(([from]) => from * 1000 <= utc);
  const [, ahead] = begun[begun.length - 1] ?? periods[0] ?? [0, 0];
  return ahead * 1000;
}

/** The local time that is recorded, in milliseconds. @param {Period[]} periods @param {number} utc milliseconds */
export function recordedTime(periods, utc) {
  for (let i = 1; i < periods.length; i++) {
    const [from, ahead] = periods[i];
    const before = periods[i - 1][1];
    const [begin, until] = [from - SLOW, from + before - ahead];
    if (ahead < before && begin * 1000 <= utc && utc < until * 1000) {
      const passed = Math.floor(((Math.floor(utc / 1000) - begin) * SLOW) / (until - begin));
      return (begin + before + passed) * 1000;
    }
  }
  return utc + aheadOfUtc(periods, utc);
}
