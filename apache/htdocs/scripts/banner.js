// The banner: what staff must know before the next scan, and nothing when all is well.

const banner = document.getElementById("banner");

/** Shows what is wrong: no storage, what waits and why, what needs a person, the clock. */
export function showBanner({ entries, state, durable, clockKnown }) {
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
    texts.push(`The server cannot record just now. Waiting: ${waiting}. Scan on; this is tried again.`);
  }
  if (state !== "ok" && !clockKnown) {
    texts.push("This computer has never reached the server, so records carry this computer's time.");
  }
  if (open > 0) texts.push(`Not recorded and waiting for a person: ${open}. See the Transaction Log.`);
  const text = texts.join(" ");
  if (banner.textContent !== text) banner.textContent = text;
  banner.hidden = text === "";
}
