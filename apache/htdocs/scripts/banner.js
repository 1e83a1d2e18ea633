// The banner: what staff must know before the next scan, and nothing when all is well.

const banner = document.getElementById("banner");

/** Shows what is wrong: no storage, what waits and why, what needs a person, the clock. */
export function showBanner({ entries, state, durable, isTimeKnown }) {
  const count = (wanted) => entries.filter((entry) => entry.state === wanted).length;
  const waiting = count("waiting");
  const open = count("held") + count("rejected");
  const texts = [];
  if (!durable) {
    texts.push(
      "This browser keeps nothing (private window, or storage is full or switched off). Each scan " +
        "is sent before the next one: scan on only when it is shown as recorded.",
    );
  }
  if (state === "cut off") {
    const kept = durable ? " They are kept on this computer and sent by themselves later: scan on." : "";
    texts.push(`The server cannot be reached. Waiting: ${waiting}.${kept}`);
  } else if (state === "refused") {
    texts.push(`The server cannot record just now. Waiting: ${waiting}.${durable ? " Scan on; this" : " This"} is tried again.`);
  }
  if (state !== "ok" && !isTimeKnown) {
    texts.push(
      "The server's time is not known just now: the times below are this computer's, and are set " +
        "right when the scans are sent.",
    );
  }
  if (open > 0) texts.push(`Not recorded and waiting for a person: ${open}. See the Transaction Log.`);
  const text = texts.join(" ");
  if (banner.textContent !== text) banner.textContent = text;
  banner.hidden = text === "";
}
