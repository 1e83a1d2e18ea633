// The page before the file: counts the records that arrive while it is open.
//
// Only the lines of the count change, so nothing moves under a hand that is about to
// press a button; the table stays as it was until the person asks for it anew.

const PAUSE = 10_000;

const element = (id) => document.getElementById(id);
const before = Number(element("arrivals").dataset.total);
const reload = document.createElement("a");
// Where a record was just voided, the address of this page is not that of the list.
reload.href = `listrecords.php?${element("arrivals").dataset.view}`;
reload.textContent = "Reload";

/** Writes only what is new: a screen reader says it again otherwise. */
function write(id, text) {
  const place = element(id);
  if (place && place.textContent !== text) place.textContent = text;
}

/** Says what has changed since the page was opened, with a link to the page anew. */
function say(text) {
  const more = element("more");
  if (more.dataset.text === text) return;
  more.dataset.text = text;
  more.replaceChildren(...(text ? [`${text} `, reload] : []));
}

function difference(total) {
  const n = Math.abs(total - before);
  const records = n === 1 ? "record has" : "records have";
  if (total > before) return `${n} more ${records} arrived since you opened this page.`;
  return total < before ? `${n} ${records} gone since you opened this page.` : "";
}

function show({ total, last, ago, sending }) {
  write("total", String(total));
  write("last", last ?? "none");
  write("ago", ago ? `(${ago})` : "");
  for (const [id, hidden] of [["sending", !sending], ["quiet", sending]]) {
    const place = element(id);
    if (place) place.hidden = hidden;
  }
  say(difference(total));
}

async function refresh() {
  try {
    const answer = await fetch("listrecords.php", { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    show(await answer.json());
  } catch {
    say("The server cannot be asked just now, so the count may be old.");
  }
}

setInterval(refresh, PAUSE);
