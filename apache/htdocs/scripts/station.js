// The station: what becomes of each scan of a desk.
//
// It knows the queue, the scan that was held last, and the loans of the current patron, and
// nothing of the document. Each good scan is in the queue before it is announced; all that is
// there leaves it only for the server's table or because a person says so.

import { fields, isInMemory, isSameScan, lineOf } from "./entry.js";
import { announcement, completed, isOfPatron, heldFor, isOfTurn, lackOf, withItem, withPatron } from "./held.js";
import { linesOf, oddLines, replacedBy, scanOf } from "./lines.js";
import { say } from "./messages.js";
import { Sender } from "./sender.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./store.js").Queued} Queued */

/**
 * What the desk scans; without a library or, in a loan, a patron, it can only be held.
 *
 * @typedef {{library: string, kind: import("./entry.js").Kind, item: string,
 *   patron?: string, callNumber?: string, patronName?: string, began?: number, patronAccepted?: boolean}} Scan
 *
 * Why it is held, in words, and what may have been meant.
 *
 * @typedef {{reason: string, scanned: string, offer?: "patron" | "discard", guess?: string}} Doubt
 *
 * What a held scan gets from the desk if it has none of its own.
 *
 * @typedef {{library: string, patron: string, patronName: string}} Rest
 *
 * What the key for held scans would do now: what was offered, or what is offered with a held
 * scan; that has its id when it is on the disk.
 *
 * @typedef {{offer?: () => void, held?: Entry, withId?: Promise<Entry>}} Offer
 *
 * A held scan, and the same when it is on the disk.
 *
 * @typedef {{entry: Entry, withId: Promise<Entry>}} Held
 *
 * How it sounds when something is announced; "" is silent.
 *
 * @typedef {import("./sound.js").Tone | ""} Tone
 *
 * What a page shows of the station.
 *
 * @typedef {object} Status
 * @property {Entry[]} entries  the queue
 * @property {import("./sender.js").Sending} sending
 * @property {boolean} durable  whether the browser keeps the queue
 * @property {boolean} isTimeKnown
 * @property {boolean} hasSlip  whether there are loans to print
 *
 * What one tab tells the others; nothing in it: the queue has changed.
 *
 * @typedef {{recorded?: Entry[], held?: Entry[], rejected?: Entry[], voided?: string, state?: "voided" | "in a file"}} News
 */

/** So many odd lines are named. */
const SAID = 3;
/** So many milliseconds after a scan somebody is there who can look at it. */
const AT_THE_DESK = 2 * 60_000;

export class Station {
  checks;
  /** The key that does what is offered with the scan that was held last, "" for none. */
  key;
  /** @type {Entry[]} the loans of the current or last patron, oldest first */
  loans;
  #queue;
  #clock;
  #desk;
  #journal;
  #leftovers;
  #against;
  #page;
  #sender;
  /** @type {Entry[]} */
  #entries = [];
  /** @type {Held | undefined} */
  #held; // the scan that was held last, until something else is announced
  /** @type {(() => void) | undefined} */
  #offer; // what else the key would do until then
  /** @type {Map<number | string | undefined, Entry>} */
  #correcting = new Map(); // rejected entries whose lines are being corrected, by id
  #warnings = 0; // how many were given
  /** @type {Set<Entry>} */
  #adding = new Set(); // what is on its way to the queue
  #isTaking = false; // whether leftovers are among that
  /** @type {Entry | undefined} */
  #scanned; // the last scan that was taken in this tab

  /**
   * @param {object} parts
   * @param {Promise<import("./store.js").Queue>} parts.queue
   * @param {import("./clock.js").Clock} parts.clock
   * @param {import("./checks.js").Checks} parts.checks
   * @param {() => string} [parts.desk]  the name of this desk
   * @param {string} parts.key  does what is offered with the scan that was held last
   * @param {import("./journal.js").Journal} parts.journal
   * @param {import("./leftovers.js").Leftovers} parts.leftovers
   * @param {(work: () => Promise<void>) => Promise<void>} parts.alone see Sender
   * @param {ConstructorParameters<typeof Sender>[0]["post"]} [parts.post] see Sender
   * @param {(entry: Entry) => Promise<import("./lists.js").Said[]>} [parts.against] what speaks against a scan that cannot be sent
   * @param {object} parts.page
   * @param {(text: string, tone: Tone, entry?: Entry) => void} parts.page.announce says what happened, to which scan
   * @param {(status: Status) => void} parts.page.show
   * @param {(news: News) => void} parts.page.broadcast tells the other tabs
   * @param {(held: Entry[]) => void} [parts.page.heldBack] is called when scans that were taken are held after all
   * @param {(entry: Entry, listed: import("./sender.js").Listed) => void} [parts.page.listed] shows what the lists from Alma have of a scan
   */
  constructor({ queue, clock, checks, desk = () => "", key, journal, leftovers, alone, post, against = async () => [], page }) {
    this.checks = checks;
    this.key = key;
    this.#queue = queue;
    this.#clock = clock;
    this.#desk = desk;
    this.#journal = journal;
    this.#leftovers = leftovers;
    this.loans = journal.loans;
    this.#against = against;
    this.#page = page;
    this.#sender = new Sender({
      queue,
      clock,
      alone,
      post,
      on: {
        leaving: (entries) => (journal.leaving = entries),
        recorded: (recorded) => this.#tell({ recorded }),
        rejected: (rejected) => this.#tell({ rejected }),
        held: (held) => this.#tell({ held }),
        listed: (entry, listed) => page.listed?.(entry, listed),
        voided: (voided, state) => this.#tell({ voided, state }),
        change: () => this.#changed(),
      },
    });
  }

  /** Shows what earlier pages have left, and sends it. */
  async start() {
    for (const { state, kind, item, library = "", time } of [...this.#journal.today.latest].reverse()) {
      if (state === "recorded" && kind && item) this.checks.rememberEarlier(kind, item, this.#clock.ago(library, time ?? ""));
    }
    await this.#show();
    // The page before may have ended before it could note that these were recorded.
    const gone = this.#journal.leaving.filter(({ raw }) => !this.#entries.some((entry) => entry.raw === raw));
    if (gone.length) this.#journal.recorded(gone);
    this.#rememberEarlier([...this.#entries, ...gone]);
    await this.takeLeftovers();
    await this.send();
  }

  /** The page is shown again as it was left; other pages may have gone on meanwhile. */
  comeBack() {
    this.loans = this.#journal.loans;
    return this.start();
  }

  /**
   * The page is being left: what is not on the disk is kept for the next one, unless the browser keeps the page.
   *
   * @param {{isKept?: boolean}} [page]
   */
  leave({ isKept = false } = {}) {
    const inPage = isKept ? [] : this.#entries.filter(isInMemory).map(({ id, ...entry }) => entry);
    if (isKept) this.#keepLoans();
    else this.#journal.keepLoans(this.loans);
    this.#leftovers.keep([...inPage, ...this.#adding]);
  }

  /** Takes in what pages that were left had not brought to the queue. */
  async takeLeftovers() {
    const { keys, entries } = this.#leftovers.all;
    if (this.#isTaking || entries.length === 0) return;
    this.#isTaking = true;
    this.#rememberEarlier(entries);
    await this.#add(entries, { mayBeThere: true });
    this.#leftovers.forget(keys);
    this.#isTaking = false;
  }

  /** Sends what waits; resolves when it is sent or sending has failed. */
  send() {
    return this.#sender.sendNow();
  }

  /** Says what happened. @param {string} text @param {Tone} tone @param {Entry} [entry] the scan, if it is one */
  announce(text, tone, entry) {
    if (tone === "look" || tone === "not recorded") this.#warnings += 1;
    this.#say(text, tone, entry);
  }

  /** The same, without a warning for which others keep quiet. @param {string} text @param {Tone} tone @param {Entry} [entry] */
  #say(text, tone, entry) {
    this.#held = undefined;
    this.#offer = undefined;
    this.#page.announce(text, tone, entry);
  }

  /** Says something by the way: what was held last stays to be read. @param {string} text */
  hint(text) {
    if (!this.#held && !this.#offer) this.#page.announce(text, "");
  }

  /** Takes in what another tab has done: what it has sent may have been scanned here. @param {News} news */
  hear({ held = [], rejected = [], ...news }) {
    const isOurs = (/** @type {Entry} */ entry) => [this.#scanned, ...this.loans].some((ours) => isSameScan(entry, ours));
    this.#note({ ...news, held: held.filter(isOurs), rejected: rejected.filter(isOurs) });
    return this.#show();
  }

  /** Records a scan; `note` is said with it. @param {Scan} scan */
  scan(scan, note = "") {
    /** @type {Entry} */
    const entry = { ...scan, ...this.#now(scan.library), state: "waiting" };
    this.#held = undefined;
    this.#scanned = entry;
    this.#remember(entry);
    this.#add([entry], { text: described(entry) + note });
  }

  /** Holds a scan until a person decides: the entry, and the same when it is on the disk. @param {Scan} scan @param {Doubt} doubt @returns {Held} */
  hold(scan, doubt) {
    /** @type {Entry} */
    const entry = { ...scan, ...doubt, ...this.#now(scan.library), state: "held" };
    this.#announceHeld(entry);
    const held = { entry, withId: this.#add([entry]).then(([id]) => ({ ...entry, id })) };
    this.#held = held;
    return held;
  }

  /** Says why it is held, and what the key does with it. @param {Entry} entry */
  #announceHeld(entry, more = "") {
    this.announce(announcement(entry, this.key) + more, "look", entry);
    this.#held = { entry, withId: Promise.resolve(entry) };
  }

  /** Says that the key would do this, as long as nothing else is announced. @param {string} text @param {() => void} offer */
  offer(text, offer) {
    this.announce(text, "look");
    this.#offer = offer;
  }

  /** What the key would do: with what was offered, or with the scan that was held last. @returns {Offer} */
  get latest() {
    return { offer: this.#offer, held: this.#held?.entry, withId: this.#held?.withId };
  }

  /** How many items this patron has been lent since another one was here. @param {string} patron */
  countOf(patron) {
    return this.loans[0]?.patron === patron ? this.loans.length : 0;
  }

  /** All held scans, the newest first. */
  get held() {
    return this.#entries.filter(({ state }) => state === "held").reverse();
  }

  /**
   * Records held scans, because a person says so. What one of them still lacks it gets from `rest`.
   * Who lets a patron through does so for the whole turn: for what is held or waits as well.
   *
   * @param {(Entry | Promise<Entry>)[]} scans
   * @param {Rest} rest
   * @param {string} [item]  the barcode, if it is another one
   */
  async accept(scans, rest, item) {
    const held = this.#held;
    const shown = await Promise.all(scans);
    const queue = await this.#queue;
    const ids = shown.flatMap(({ id }) => (id === undefined ? [] : [id]));
    const turns = item === undefined ? shown.filter(isOfPatron) : [];
    const others = turns.length ? await queue.all() : [];
    const ofTurns = others.filter((entry) => !ids.includes(entry.id) && turns.some((turn) => isOfTurn(turn, entry)));
    let lacks = "";
    const changes = await queue.update(
      [...ids, ...ofTurns.map(({ id }) => id)],
      (entry) => {
        if (!ids.includes(entry.id)) return withPatron(entry, rest);
        if (entry.state !== "held") return entry;
        const accepted = completed(entry, rest, item);
        lacks = lackOf(accepted);
        return lacks ? entry : accepted;
      },
    );
    await this.#voidTried(changes);
    const accepted = changes.flatMap(({ before, after }) =>
      before.state === "held" && after?.state === "waiting" ? [after] : [],
    );
    this.#scanned = accepted[0] ?? this.#scanned;
    for (const entry of accepted) this.#remember(entry, rest.patron);
    const isSaid = held === this.#held; // A scan that was held meanwhile stays to be read.
    if (isSaid && lacks && accepted.length === 0) {
      this.announce(lacks, "not recorded");
      // The key does it when that is there.
      if (held && scans.includes(held.withId)) this.#held = held;
    }
    const warnings = this.#warnings;
    const sent = this.#changedAndSent();
    if (isSaid && accepted.length) {
      const text = accepted.map(described).join(", ");
      await this.#announceKept(text, "recorded", { ids: accepted.map(({ id }) => id), scan: accepted[0], warnings, sent });
    }
    await sent;
  }

  /** Puts another barcode into a held scan; it is judged anew. @param {Entry} shown @param {string} scanned @param {Rest} rest see `accept` */
  async correct(shown, scanned, rest) {
    const { kind = "L", patron = "" } = shown;
    // Only what may be a patron's card is offered as one.
    const isCard = kind === "L" && !patron && shown.offer !== undefined;
    const verdict = isCard ? this.checks.patron(scanned) : this.checks.item(kind, scanned, patron);
    const { barcode, problem, guess } = verdict;
    if (!problem && !lackOf({ ...shown, item: barcode })) return this.accept([shown], rest, barcode);
    const queue = await this.#queue;
    const reason = problem ? this.checks.words(problem) : lackOf({ ...shown, item: barcode });
    const offer = isCard ? this.checks.offerOfCard(verdict) : this.checks.offerOfItem(verdict);
    const [change] = await queue.update(shown.id === undefined ? [] : [shown.id], (entry) =>
      entry.state === "held" ? { ...withItem(entry, barcode), scanned, reason, offer, guess } : entry,
    );
    if (change) await this.#voidTried([change]);
    if (change?.after?.state === "held") this.#announceHeld(change.after);
    return this.#changed();
  }

  /** Takes a held scan out of the queue without a word: it is the patron now. @param {Entry | Promise<Entry>} scan */
  async remove(scan) {
    const { id } = await scan;
    const queue = await this.#queue;
    if (id !== undefined) await queue.update([id], (entry) => (entry.state === "held" ? null : entry));
    await this.#changed();
  }

  /** Corrects a rejected record in the lines to submit. @param {Entry} shown */
  correctLine(shown) {
    this.#correcting.set(shown.id, shown);
    this.announce(say("correctLine"), "");
    this.#forget(shown);
  }

  /** Voids a record, or discards what is none yet. @param {Entry} shown */
  async void(shown) {
    this.#correcting.delete(shown.id);
    const item = shown.item || fields(shown.raw ?? "").item || shown.raw || "";
    const isGone = await this.#void(shown);
    const done = shown.state === "held" ? say("itemDiscarded", { item }) : say("itemVoided", { item });
    this.announce(isGone ? done : say("itemToBeVoided", { item }), "");
    // What was held has never counted.
    if (shown.state !== "held") this.#forget(shown);
    await this.#changedAndSent();
  }

  /** Submit Records: these lines join the queue, and all of it is sent now. @param {string} text */
  async submit(text) {
    const lines = linesOf(text);
    if (lines.length === 0) {
      const count = this.held.length;
      if (count > 0) this.announce(say("scansHeld", { count }), "look");
      return this.send();
    }
    const count = lines.length;
    const problems = this.#oddIn(lines);
    const counted = problems ? say("linesToRecordOdd", { count, problems }) : say("linesToRecord", { count });
    await this.#addLines(lines, { text: counted, tone: problems ? "look" : "recorded", replaced: this.#corrected(lines) });
  }

  /** Takes over what another workstation has saved: the lines that are not here join the queue. @param {string[]} lines */
  async takeOver(lines) {
    const queue = await this.#queue;
    const known = [...(await queue.all()), ...this.#journal.today.latest.filter(({ state }) => state === "recorded")];
    const here = new Set(known.map((entry) => scanOf(lineOf(entry, this.#clock))));
    const added = lines.filter((line) => !here.has(scanOf(line)) && here.add(scanOf(line)));
    const count = added.length;
    const problems = this.#oddIn(added);
    const text = [say("linesOfFile", { count, known: lines.length - count }), problems].filter(Boolean).join(" ");
    await this.#addLines(added, { text, tone: problems ? "look" : "recorded" });
  }

  /**
   * Does something with what is taken out of the queue, or is to be, while nothing is sent.
   *
   * @template T
   * @param {(queue: import("./store.js").Queue, clock: import("./clock.js").Clock) => Promise<T>} work
   */
  async whileNothingIsSent(work) {
    const done = await this.#sender.pause((queue) => work(queue, this.#clock));
    await this.#changed();
    return done;
  }

  /** @param {string[]} lines @param {{text: string, tone: Tone, replaced?: (number | string)[]}} options */
  #addLines(lines, options) {
    return this.#add(lines.map((raw) => ({ raw, state: "waiting" })), options);
  }

  /** What looks wrong in lines. @param {string[]} lines */
  #oddIn(lines) {
    return oddLines(lines, this.checks);
  }

  /** The lines of all that is to be recorded, to be saved to a file. */
  async linesToSave() {
    const queue = await this.#queue;
    const entries = await queue.all();
    const voided = entries.filter(({ state }) => state === "voiding").map(({ raw }) => raw);
    // What is saved is sent with the same time later, or it would be recorded twice.
    const saved = await queue.update(
      entries.filter(({ state }) => state === "waiting" || state === "rejected").map(({ id }) => id),
      (entry) => ({ ...entry, raw: lineOf(entry, this.#clock) }),
    );
    return saved.map(({ after }) => after?.raw ?? "").filter((raw) => !voided.includes(raw));
  }

  /** Whether closing the page now would lose or delay scans. */
  get hasUnsent() {
    const isUnsent = (/** @type {Entry} */ entry) =>
      entry.state !== "taken out" && (entry.state !== "rejected" || isInMemory(entry));
    return this.#adding.size > 0 || this.#entries.some(isUnsent);
  }

  /**
   * Adds entries in the place of others, then sends; announces them only when they are kept.
   *
   * @param {Entry[]} entries
   * @param {{text?: string, tone?: Tone, replaced?: (number | string)[], mayBeThere?: boolean}} options see Queue.add
   * @returns {Promise<(number | string)[]>} their ids
   */
  async #add(entries, { text = "", tone = "recorded", replaced = [], mayBeThere = false } = {}) {
    const warnings = this.#warnings;
    const scan = entries.length === 1 && entries[0].item ? entries[0] : undefined;
    const ids = await this.#bring(entries, mayBeThere);
    const queue = await this.#queue;
    if (replaced.length) await queue.update(replaced, () => null);
    const sent = this.#changed().then(() => {
      for (const entry of entries) this.#adding.delete(entry);
      return this.send();
    });
    if (scan?.state === "waiting") this.#judgeIfCutOff(scan, ids[0], sent).catch(console.error);
    if (text) await this.#announceKept(text, tone, { ids, scan, warnings, sent });
    return ids;
  }

  /**
   * Announces entries of the queue when they are on the disk or, where nothing is, on the server.
   *
   * @param {string} text
   * @param {Tone} tone
   * @param {{ids: (number | string)[], scan?: Entry, warnings: number, sent: Promise<void>}} entries `warnings` is how many
   *   had been given when they were made: a later one stays to be read
   */
  async #announceKept(text, tone, { ids, scan, warnings, sent }) {
    const queue = await this.#queue;
    if (!queue.durable) await sent;
    if (warnings !== this.#warnings) return;
    if (queue.durable) return this.announce(text, tone, scan);
    const mine = (await queue.all()).filter(({ id }) => ids.includes(id));
    // What the server has held or rejected was announced as that.
    if (mine.some(({ state }) => state !== "waiting")) return;
    // Of several that wait in this page each is said.
    if (mine.length) this.#say(say("keepPageOpen", { what: text }), "not recorded", scan);
    else this.announce(text, tone, scan);
  }

  /** Adds entries to the queue. Whoever calls this takes them out of `#adding`. @param {Entry[]} entries @param {boolean} [mayBeThere] */
  async #bring(entries, mayBeThere) {
    for (const entry of entries) this.#adding.add(entry);
    return (await this.#queue).add(entries, { mayBeThere });
  }

  /** When and where a scan in this library is made. @param {string} [library] */
  #now(library = "") {
    const desk = this.#desk();
    const time = this.#clock.timeOfScan(library);
    const { epoch, ...inPage } = this.#clock.moment;
    return { time, epoch, ...(time === null && inPage), ...(desk && { desk }) };
  }

  /** @param {Entry[]} rejected */
  #rejected(rejected) {
    for (const entry of rejected) this.#forget(entry);
    const said = rejected.slice(0, SAID).map(({ item, raw = "", reason = "" }) => say("problemOf", { scanned: item || raw, problem: reason }));
    this.announce([...said, say("seeLog")].join(" "), "not recorded");
  }

  /**
   * Judges a scan by what this browser keeps of the lists, if it cannot be sent.
   *
   * @param {Entry} scan
   * @param {number | string} id
   * @param {Promise<void>} sent when it is known whether it can
   */
  async #judgeIfCutOff(scan, id, sent) {
    if (this.#sender.state === "ok") await sent;
    if (this.#sender.state === "ok") return;
    const against = await this.#against(scan);
    if (against.length === 0 || Date.now() - (scan.epoch ?? 0) > AT_THE_DESK) return;
    const queue = await this.#queue;
    const [change] = await queue.update([id], (entry) => heldFor(against, entry));
    if (change?.before.state !== "waiting" || change.after?.state !== "held") return;
    this.#tell({ held: [change.after] });
    await this.#changed();
  }

  /** These are held back: the server knows of other desks, and the lists of what Alma will refuse. @param {Entry[]} held */
  #heldBack(held) {
    for (const entry of held) this.#forget(entry);
    const [entry] = held.slice(-1);
    const more = held.length > 1 ? ` ${say("moreInLog", { count: held.length - 1 })}` : "";
    this.#announceHeld(entry, more);
    this.#page.heldBack?.(held);
  }

  /** Voids an entry; true if it is out of the queue now, else the server has to do it. @param {Entry} shown */
  async #void(shown) {
    const queue = await this.#queue;
    const [change] = await queue.update(shown.id === undefined ? [] : [shown.id], (entry) =>
      entry.state === "waiting" && entry.tried ? entry : null,
    );
    const isTried = change?.before.state === "held" && change.before.tried;
    if (change && !change.after && !isTried) return true;
    // What the page shows may have been sent meanwhile, by this tab or another. If it has not been
    // recorded yet, it is sent once more and then voided.
    const raw = (change?.after ?? change?.before ?? this.#journal.find(shown))?.raw ?? lineOf(shown, this.#clock);
    this.#journal.mark(raw, "voiding");
    await this.#askToVoid([raw]);
    return false;
  }

  /** What has another barcode now may have reached the server with the one before. @param {import("./store.js").Change[]} changes */
  async #voidTried(changes) {
    const tried = changes.flatMap(({ before: { tried, raw }, after }) => (tried && raw && after && after.raw !== raw ? [raw] : []));
    if (tried.length) await this.#askToVoid(tried);
  }

  /** Has the server void the records of these lines. @param {string[]} lines */
  async #askToVoid(lines) {
    const entries = lines.map((raw) => /** @type {Entry} */ ({ raw, state: "voiding" }));
    await this.#bring(entries);
    for (const entry of entries) this.#adding.delete(entry);
  }

  /** The ids of the rejected entries that these lines replace. @param {string[]} lines */
  #corrected(lines) {
    const correcting = [...this.#correcting.values()];
    const replaced = replacedBy(lines, correcting.map(({ raw = "" }) => raw));
    return correcting.flatMap(({ id, raw = "" }) => {
      if (!replaced.includes(raw)) return [];
      this.#correcting.delete(id);
      return id === undefined ? [] : [id];
    });
  }

  /**
   * Notes a scan that counts: for repeats, and for the patron's slip.
   *
   * @param {Entry} entry
   * @param {string} [here] whose turn it is; the slip is for that patron, and a held loan may be another's
   */
  #remember(entry, here = entry.patron) {
    this.checks.remember(entry.kind ?? "", entry.item ?? "");
    if (entry.kind !== "L") return;
    if (this.loans.length && ![this.loans[0].patron, here].includes(entry.patron)) return;
    if (this.loans[0]?.patron !== entry.patron) this.loans = [];
    this.loans.push({ ...entry, time: entry.time ?? this.#clock.at(entry.library ?? "", entry) });
  }

  /** Notes scans that an earlier page has taken, for repeats. @param {Entry[]} entries */
  #rememberEarlier(entries) {
    for (const { state, kind, item, epoch } of entries) {
      const isScan = state === "waiting" && kind && item && epoch !== undefined;
      if (isScan) this.checks.rememberEarlier(kind, item, Date.now() - epoch);
    }
  }

  /** Keeps the loans for a reload, without those that it would lose. */
  #keepLoans() {
    const lost = this.#entries.filter(isInMemory);
    this.#journal.keepLoans(this.loans.filter((loan) => !lost.some((entry) => isSameScan(entry, loan))));
  }

  /** Drops the counts and loans that have come from another tab, unless a scan has counted in this one. */
  clear() {
    if (this.#scanned) return;
    this.loans = [];
    this.#journal.clear();
    return this.#show();
  }

  /** Forgets a scan that does not count after all. @param {Entry} entry */
  #forget(entry) {
    const { kind, item = "" } = entry.item ? entry : fields(entry.raw ?? "");
    this.checks.forget(kind, item);
    this.loans = this.loans.filter((loan) => !isSameScan(entry, loan));
  }

  /** Takes in what has become of what one of the tabs has sent. @param {News} news @param {boolean} [isSender] whether it was this one */
  #note({ recorded, held, rejected, voided, state }, isSender = false) {
    if (recorded) this.#journal.recorded(recorded);
    if (voided !== undefined && state) this.#voided(voided, state, isSender);
    if (rejected?.length) this.#rejected(rejected);
    if (held?.length) this.#heldBack(held);
  }

  /** What the server has said of a record that was to be voided. @param {string} raw @param {"voided" | "in a file"} state @param {boolean} isSender */
  #voided(raw, state, isSender) {
    const row = this.#journal.mark(raw, state);
    if (state === "voided") return;
    // It counts after all. Whoever has pressed Void believes that it is done.
    if (row) this.#remember(row, this.loans[0]?.patron);
    if (row || isSender) this.announce(say("notVoided", { item: fields(raw).item }), "look");
  }

  /** @param {News} news */
  #tell(news) {
    this.#note(news, true);
    this.#page.broadcast(news);
  }

  #changed() {
    this.#page.broadcast({});
    return this.#show();
  }

  async #changedAndSent() {
    await this.#changed();
    await this.send();
  }

  /** Shows what the queue holds now; what cannot be shown is sent all the same. */
  async #show() {
    try {
      const queue = await this.#queue;
      this.#entries = await queue.all();
      this.#keepLoans();
      this.#page.show({
        entries: this.#entries,
        sending: this.#sender.state,
        durable: queue.durable,
        isTimeKnown: this.#clock.usable,
        hasSlip: this.loans.length > 0,
      });
    } catch (error) {
      console.error(error);
    }
  }
}

/** A scan as it is announced. @param {Entry} scan */
const described = ({ kind, item = "", patron = "" }) =>
  kind === "L" ? say("loanOf", { item, patron }) : say("returnOf", { item });
