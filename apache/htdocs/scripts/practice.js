// Practice: a server that answers in the page, and the steps of the sheet, ticked as they happen.
//
// Loaded in practice only. Nothing here leaves the page: what is asked of practice.php is what the
// steps are. Which step is done is found from what the page does, not from the barcodes, so a sheet
// that was printed long ago does as well.

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {Pick<import("./store.js").Settings, "get" | "set">} Kept */

const TABLE = "table";
const PROGRESS = "progress";
/** The sheet is asked for again after so many milliseconds. */
const AGAIN = 5_000;

/**
 * What has happened: a patron's turn has begun or is finished, a scan was taken or held, the page was
 * shown, a record was voided. `text` is what the page said.
 *
 * @typedef {{what: "patron", patron: string, text: string} | {what: "finished"} | {what: "voided"}
 *   | {what: "taken", kind: string, item: string, patron: string, isCut: boolean, isAccepted: boolean, text: string}
 *   | {what: "held", item: string, patron: string, text: string}
 *   | {what: "shown", held: number, unsent: number, isCut: boolean}} Happening
 *
 * How far a person is.
 *
 * @typedef {object} Progress
 * @property {string[]} done  ids of steps
 * @property {string} firstPatron  the first patron
 * @property {string[]} items  those that were lent or returned
 * @property {boolean} hasHeld  whether a scan was held
 * @property {boolean} hasWaited  whether one was taken while cut off
 * @property {string} different  what the page said when something else than a step happened
 */

/** @type {Progress} */
export const BEGINNING = Object.freeze({ done: [], firstPatron: "", items: [], hasHeld: false, hasWaited: false, different: "" });

/** @param {Happening} it @param {string} kind */
const isTaken = (it, kind) => it.what === "taken" && it.kind === kind && !it.isAccepted;

/** @type {Record<string, (it: any, before: Progress) => boolean>} by the id of a step: what does it */
const RULES = {
  patron: (it) => it.what === "patron",
  loan: (it, { firstPatron }) => isTaken(it, "L") && it.patron === firstPatron,
  "second-loan": (it, { firstPatron }) => isTaken(it, "L") && it.patron === firstPatron,
  finish: (it, { items }) => it.what === "finished" && items.length > 0,
  place: (it, { items }) => it.what === "held" && !it.patron && items.includes(it.item),
  wrong: (it, { items }) => it.what === "held" && !items.includes(it.item),
  "next-patron": (it, { firstPatron }) => it.what === "patron" && it.patron !== firstPatron,
  "third-loan": (it, { firstPatron }) => isTaken(it, "L") && it.patron !== firstPatron,
  repeat: (it, { items }) => it.what === "held" && it.patron !== "" && items.includes(it.item),
  discard: (it, { hasHeld }) => it.what === "shown" && hasHeld && it.held === 0,
  return: (it) => isTaken(it, "R") && !it.isCut,
  cut: (it) => it.what === "taken" && it.isCut,
  connect: (it, { hasWaited }) => it.what === "shown" && hasWaited && !it.isCut && it.unsent === 0,
  void: (it) => it.what === "voided",
};

/**
 * How far a person is after this: one step further at most.
 *
 * @param {Progress} before
 * @param {Happening} it
 * @returns {Progress}
 */
export function advance(before, it) {
  const step = Object.keys(RULES).find((id) => !before.done.includes(id) && RULES[id](it, before));
  const said = "text" in it ? it.text : "";
  return {
    done: step ? [...before.done, step] : before.done,
    firstPatron: before.firstPatron || (it.what === "patron" ? it.patron : ""),
    items: it.what === "taken" && !before.items.includes(it.item) ? [...before.items, it.item] : before.items,
    hasHeld: before.hasHeld || (it.what === "shown" && it.held > 0),
    hasWaited: before.hasWaited || (it.what === "taken" && it.isCut),
    different: step ? "" : said || before.different,
  };
}

/** Answers as append.php and void.php do, with a table in this tab. */
export class Server {
  #session;
  #fields;
  #clock;
  /** Why something is not recorded. */
  words = { not_a_line: "", was_patron: "", was_item: "" };
  /** @type {() => void} is called when a record was voided */
  voided = () => {};

  /**
   * @param {Kept} session keeps the table for a reload
   * @param {typeof import("./entry.js").fields} fields
   * @param {Kept} clock has what the real page knows of the server's clock
   */
  constructor(session, fields, clock) {
    this.#session = session;
    this.#fields = fields;
    this.#clock = clock;
  }

  /** @returns {{lines: string[], isCut: boolean}} */
  get #table() {
    return JSON.parse(this.#session.get(TABLE) ?? '{"lines":[],"isCut":false}');
  }

  /** @param {Partial<{lines: string[], isCut: boolean}>} change */
  #keep(change) {
    this.#session.set(TABLE, JSON.stringify({ ...this.#table, ...change }));
  }

  /** Whether it answers nothing. */
  get isCut() {
    return this.#table.isCut;
  }

  set isCut(isCut) {
    this.#keep({ isCut });
  }

  /** @param {string} page @param {Record<string, string>} form @returns {Promise<{status: number, text: string}>} */
  async post(page, { textarea = "", check = "" }) {
    if (this.isCut) throw new Error("the connection is cut");
    const [status, body] = page === "void.php" ? this.#void(textarea) : this.#append(textarea, check.split(","));
    return { status, text: JSON.stringify(body) };
  }

  /** @param {string} text @param {string[]} checked @returns {[number, object]} */
  #append(text, checked) {
    const { lines } = this.#table;
    const before = lines.length;
    /** @type {object[]} */
    const rejected = [];
    /** @type {object[]} */
    const held = [];
    let known = 0;
    text.split("\n").forEach((line, i) => {
      const number = i + 1;
      if (!line.trim()) return;
      if (lines.includes(line)) return (known += 1);
      const doubt = checked.includes(String(number)) && this.#doubt(line, lines);
      if (!this.#isRecord(line)) rejected.push({ line: number, text: line, field: "line", reason: this.words.not_a_line });
      else if (doubt) held.push({ line: number, ...doubt });
      else lines.push(line);
    });
    this.#keep({ lines });
    return [200, { recorded: lines.length - before, already_recorded: known, rejected, held, ...this.#time }];
  }

  /** @param {string} line @returns {[number, object]} */
  #void(line) {
    const { lines } = this.#table;
    const at = lines.indexOf(line);
    if (at < 0) return [404, { error: this.words.not_a_line }];
    this.#keep({ lines: lines.filter((_, i) => i !== at) });
    this.voided();
    return [200, { voided: 1 }];
  }

  /** @param {string} line */
  #isRecord(line) {
    const { library, time, kind, item } = this.#fields(line);
    return library !== "" && /^\d{14}$/.test(time) && /^[LR]$/.test(kind) && item !== "";
  }

  /** Whether a barcode was in the other role before. @param {string} line @param {string[]} lines */
  #doubt(line, lines) {
    const { item, patron } = this.#fields(line);
    const all = lines.map(this.#fields);
    if (all.some((other) => other.patron === item)) return { field: "item_barcode", reason: this.words.was_patron };
    const wasItem = patron && all.some((other) => other.item === patron);
    return wasItem ? { field: "patron_barcode", reason: this.words.was_item } : undefined;
  }

  /** What the real server's clock may say. */
  get #time() {
    const here = { ahead: 0, zones: { "": [[0, -new Date().getTimezoneOffset() * 60]] } };
    const { ahead, zones } = { ...here, ...JSON.parse(this.#clock.get("server clock") ?? "{}") };
    return { server_time: new Date(Date.now() + ahead).toISOString(), zones };
  }
}

/** @typedef {{id: string, does: string, then: string}} Step */

/** A new element. @param {string} name @param {object} properties @param {(Node | string)[]} content @returns {any} */
function made(name, properties, ...content) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...content);
  return element;
}

/** @param {string} text @param {Record<string, string | number>} holes */
const filled = (text, holes) => text.replace(/\{(\w+)\}/g, (_, hole) => String(holes[hole]));

export class Practice {
  server;
  #session;
  #real;
  #unsent;
  #resend;
  /** @type {Record<string, string>} */
  #words = {};
  /** @type {Step[]} */
  #steps = [];
  #progress;
  #patron = "";
  #hasEnded = false; // whether a patron's turn has ended, and nothing was said since
  #panel = made("section", { id: "steps", className: "next" });
  #count = made("strong", {});
  #next = made("span", {});
  #different = made("p", { className: "warn" });
  #waiting = made("p", { className: "quiet" });
  #cut = made("button", { type: "button", className: "small" });
  #list = made("ol", {});

  /**
   * @param {object} parts
   * @param {HTMLFormElement} parts.form
   * @param {Kept} parts.session keeps how far a person is
   * @param {Kept} parts.real the settings of the real page: they get the moment at which all is done
   * @param {typeof import("./entry.js").fields} parts.fields
   * @param {() => Promise<number>} parts.unsent how many scans wait on the real page
   * @param {() => Promise<void>} parts.resend
   */
  constructor({ form, session, real, fields, unsent, resend }) {
    this.#session = session;
    this.#real = real;
    this.#unsent = unsent;
    this.#resend = resend;
    this.#progress = JSON.parse(session.get(PROGRESS) ?? "null") ?? BEGINNING;
    this.server = new Server(session, fields, real);
    this.server.voided = () => this.#happened({ what: "voided" });
    this.#cut.addEventListener("click", () => this.#toggle());
    form.before(this.#panel);
    this.#load();
  }

  /** Whose turn it is, "" for nobody's. @param {string} patron */
  turned(patron) {
    if (patron === this.#patron) return;
    this.#hasEnded = patron === "";
    this.#patron = patron;
  }

  /** What the page says. @param {string} text @param {string} tone @param {Entry} [entry] the scan, if it is one */
  announced(text, tone, entry) {
    const hasEnded = this.#hasEnded;
    this.#hasEnded = false;
    const { kind = "", item = "", patron = "", accepted = false } = entry ?? {};
    if (entry?.state === "held") this.#happened({ what: "held", item, patron, text });
    else if (entry && (tone === "recorded" || entry.state === "waiting")) {
      this.#happened({ what: "taken", kind, item, patron, isCut: this.server.isCut, isAccepted: accepted, text });
    } else if (hasEnded && tone === "") this.#happened({ what: "finished" });
    else if (this.#patron && text.includes(this.#patron)) this.#happened({ what: "patron", patron: this.#patron, text });
  }

  /** What the page shows. @param {Entry[]} entries */
  shown(entries) {
    const held = entries.filter(({ state }) => state === "held").length;
    const unsent = entries.filter(({ state }) => state === "waiting" || state === "voiding").length;
    this.#happened({ what: "shown", held, unsent, isCut: this.server.isCut });
  }

  async #load() {
    try {
      const answer = await fetch("practice.php", { headers: { Accept: "application/json" } });
      const { steps, words } = await answer.json();
      this.#steps = steps;
      this.#words = words;
      Object.assign(this.server.words, words);
      this.#draw();
    } catch {
      setTimeout(() => this.#load(), AGAIN);
    }
  }

  #toggle() {
    this.server.isCut = !this.server.isCut;
    this.#draw();
    this.#resend();
  }

  /** @param {Happening} it */
  #happened(it) {
    this.#progress = advance(this.#progress, it);
    this.#session.set(PROGRESS, JSON.stringify(this.#progress));
    this.#draw();
  }

  #draw() {
    const [words, steps] = [this.#words, this.#steps];
    if (steps.length === 0) return;
    const isDone = (/** @type {Step} */ { id }) => this.#progress.done.includes(id);
    const next = steps.find((step) => !isDone(step));
    if (!next && this.#session.get("complete") !== "yes") {
      this.#session.set("complete", "yes");
      this.#real.set("practised", String(Date.now()));
    }
    if (!this.#panel.hasChildNodes()) this.#furnish();
    this.#count.textContent = filled(words.count, { done: steps.filter(isDone).length, all: steps.length });
    write(this.#next, next ? `${next.does} ${next.then}` : words.complete);
    write(this.#different, next && this.#progress.different && filled(words.different, { said: this.#progress.different }));
    this.#cut.textContent = this.server.isCut ? words.connect : words.cut;
    this.#list.replaceChildren(
      ...steps.map((step) => made("li", {}, `${isDone(step) ? `✔ ${words.done}` : `○ ${words.open}`}: ${step.does}`)),
    );
    this.#unsent()
      .then((count) => write(this.#waiting, count > 0 && filled(words.waiting, { count })))
      .catch(() => {});
  }

  #furnish() {
    const { title, steps, sheet } = this.#words;
    this.#panel.setAttribute("aria-label", title);
    this.#next.setAttribute("role", "status");
    const link = made("a", { href: "practice.php", target: "_blank", rel: "noopener" }, sheet);
    const all = made("details", {}, made("summary", {}, steps), this.#list);
    this.#panel.append(
      made("p", {}, this.#count, " ", this.#next), this.#different, this.#waiting,
      made("div", { className: "choices" }, this.#cut, link, all),
    );
  }
}

/** Writes what is new, as it is read out again; nothing hides it. @param {HTMLElement} place @param {string | false | undefined} text */
function write(place, text) {
  if (place.textContent !== (text || "")) place.textContent = text || "";
  place.hidden = !text;
}
