// The banner: what staff must know before the next scan, and nothing when all is well.

/** @typedef {import("./station.js").Status} Status */

/** @typedef {ReturnType<import("./clock.js").Clock["apart"]>} Apart */

/**
 * What is wrong: no storage, what waits and why, the clock, what needs a person.
 *
 * @param {Status} status
 * @param {Apart} [apart] what the clocks show, if that is not the same
 */
export function bannerText({ entries, sending, durable, isTimeKnown }, apart) {
  /** @param {import("./entry.js").State} wanted */
  const count = (wanted) => entries.filter(({ state }) => state === wanted).length;
  const waiting = count("waiting") + count("voiding");
  const open = count("held") + count("rejected");
  const texts = [];
  if (!durable) {
    texts.push(
      "This browser keeps nothing (private window, or storage is full or switched off). Each scan " +
        "is sent at once: wait until it is shown as recorded before the next one.",
    );
  }
  if (sending === "cut off") {
    const kept = durable ? " They are kept on this computer and sent by themselves later: scan on." : "";
    texts.push(`The server cannot be reached. Waiting: ${waiting}.${kept}`);
  } else if (sending === "refused") {
    const again = durable ? " Scan on; this is tried again." : " This is tried again.";
    texts.push(`The server cannot record just now. Waiting: ${waiting}.${again}`);
  } else if (sending === "unclear") {
    const kept = durable ? " Scan on: they are kept on this computer and sent again." : " They are sent again.";
    texts.push(
      `The server's answer is not understood. Waiting: ${waiting}.${kept} If this stays, reload ` +
        "this page, and tell whoever looks after the server.",
    );
  }
  if (sending !== "ok" && !isTimeKnown) {
    texts.push(
      "The server's time is not known just now: the times below are this computer's, and are set " +
        "right when the scans are sent.",
    );
  }
  if (apart) {
    texts.push(
      `This workstation's clock says ${apart.workstation}, the server's ${apart.server}. Scans get the server's ` +
        "time: if it is wrong, tell whoever looks after the server.",
    );
  }
  if (open > 0) texts.push(`Not recorded and waiting for a person: ${open}. See the Transaction Log.`);
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
