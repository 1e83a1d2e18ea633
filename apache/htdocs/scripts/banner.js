// The banner: what staff must know before the next scan, and nothing when all is well.

import { isTakenOut, isUnsent, needsPerson } from "./entry.js";
import { say } from "./messages.js";

/** @typedef {import("./station.js").Status} Status */

/** @typedef {ReturnType<import("./clock.js").Clock["apart"]>} Apart */

/** What to say of sending. */
const TROUBLE = /** @type {const} */ ({ "cut off": "serverAway", refused: "serverRefuses", unclear: "serverUnclear" });

/**
 * What is wrong: no storage, what waits and why, the clock, what needs a person.
 *
 * @param {Status} status
 * @param {Apart} [apart] what the clocks show, if that is not the same
 */
export function bannerText({ entries, sending, durable, isTimeKnown }, apart) {
  const waiting = entries.filter(isUnsent).length;
  const open = entries.filter(needsPerson).length;
  const texts = [];
  if (!durable) texts.push(say("keepsNothing"));
  if (sending !== "ok") {
    texts.push(say(TROUBLE[sending]));
    if (waiting > 0) texts.push(say("scansWaiting", { count: waiting }));
    texts.push(durable ? say("keepScanning") : say("keepsTrying"));
    if (sending === "unclear") texts.push(say("reloadIfUnclear"));
    if (!isTimeKnown) texts.push(say("timeUnknown"));
  }
  const takenOut = entries.filter(isTakenOut).length;
  if (takenOut > 0) texts.push(say("scansTakenOut", { count: takenOut }));
  if (apart) texts.push(say("clocksApart", { workstation: apart.workstation, server: apart.server }));
  if (open > 0) texts.push(say("scansNeedYou", { count: open }));
  return texts.join(" ");
}

/**
 * Shows what is wrong; a screen reader says again what is written again.
 *
 * @param {HTMLElement} banner
 * @param {Status} status
 * @param {Apart} [apart]
 */
export function showBanner(banner, status, apart) {
  const text = bannerText(status, apart);
  if (banner.textContent !== text) banner.textContent = text;
  banner.hidden = text === "";
}
