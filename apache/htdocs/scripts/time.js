// Times as text: YYYYMMDDhhmmss, local to the server, in lines, entries and the log.
//
// As numbers they are milliseconds, as if that text were UTC: the page never converts between
// time zones, so no daylight saving of the workstation can move a record.

/** @param {number} milliseconds */
export function format(milliseconds) {
  return new Date(milliseconds).toISOString().replace(/\D/g, "").slice(0, 14);
}

/** The milliseconds of a time; NaN if the text is none. @param {string} time */
export function parse(time) {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(time);
  if (!found) return NaN;
  const [year, month, day, hour, minute, second] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The day, as YYYY-MM-DD. @param {string} time */
export function dayOf(time) {
  return time.replace(/^(\d{4})(\d\d)(\d\d).*/, "$1-$2-$3");
}

/** The time of day, as hh:mm:ss. @param {string} time */
export function clockTime(time) {
  return time.replace(/^\d{8}(\d\d)(\d\d)(\d\d)$/, "$1:$2:$3");
}
