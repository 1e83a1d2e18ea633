// The desk: whose turn it is, and what a scan in each field means.
//
// A scan goes to the station as a record or as a held one, and its field is empty again at
// once. A loan goes only to a patron who was chosen; where one was refused there is none.

import { isComplete, isOfPatron, isOfTurn, NO_PATRON, offered } from "./held.js";
import { KeptTurn } from "./keptturn.js";
import { Library } from "./library.js";
import { say } from "./messages.js";
import { barcodeAtEnd, watchStrays } from "./strays.js";
import { isField, Typing } from "./typing.js";

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {import("./checks.js").Verdict} Verdict */
/** @typedef {import("./station.js").Held} Held */

const UNCLEAR = say("unclearEnter");

/**
 * Whose turn it was before a key: the field of the scans, and the patron with what stood in the fields.
 *
 * @typedef {{key: string, field: HTMLInputElement, patron: string, shown: string, name: string}} Turn
 */

export class Desk {
  #form;
  #station;
  #checks;
  #keys;
  #held;
  #turned;
  #library;
  #typing;
  #kept;
  #patron = ""; // whose turn it is
  #hadPatron = false; // whether the field had one before what is typed there now
  #began = 0; // when the turn began
  #isLetThrough = false; // whether a person has let this patron through, whatever the lists from Alma say
  #hasScans = false; // whether anything was scanned for this patron
  #isAsFound = false; // whether nothing was scanned since the page has found whose turn it is
  /** @type {Held[]} the items that were scanned since a patron was refused */
  #orphans = [];
  #isCheckIn = false; // whether scans went to Check In last, or a person has gone there
  #isEnterUnclear = false; // whether Enter right after the patron's scan may have been a person's
  /** @type {Held | undefined} the scan after that Enter, until the key after it says whose it was */
  #unclear;
  #shown = ""; // what stands in Patron Barcode for the patron
  /** @type {Turn | undefined} where the last scan was when a key, right after it, led to Patron Barcode */
  #turnBefore;

  /**
   * @param {HTMLFormElement} form
   * @param {object} parts
   * @param {import("./store.js").Settings} parts.settings keep the library, and whose turn it is if the browser crashes
   * @param {import("./store.js").Settings} parts.session keep the same for a reload, and for the way back from another page
   * @param {import("./station.js").Station} parts.station
   * @param {import("./checks.js").Scanning["keys"]} parts.keys
   * @param {() => void} parts.held goes to the held scans of the log
   * @param {() => void} parts.turned is called when it is another patron's turn, or nobody's
   */
  constructor(form, { settings, session, station, keys, held, turned }) {
    this.#form = form;
    this.#station = station;
    this.#checks = station.checks;
    this.#keys = keys;
    this.#held = held;
    this.#turned = turned;
    const { patronBarcode, itemBarcode, itemBarcode2, callNumber, patronName, textarea } = form;
    this.#typing = new Typing([patronBarcode, itemBarcode, itemBarcode2], Object.values(keys).filter(Boolean), {
      scanned: (field, text, cutBy) => this.#scanned(field, text, cutBy),
      enter: (field, isAfterScan) => this.#enter(field, isAfterScan),
      pressed: (key, isAfterScan) => this.#pressed(key, isAfterScan),
      ignored: (key) => station.announce(say("keyWithinScan", { key }), "look"),
      taken: (key, isSure) => this.#taken(key, isSure),
      isDone: (field) => field === patronBarcode && this.#patron !== "" && field.value === this.#shown,
      senseOf: (field, key) => this.#senseOf(field, key),
    });
    this.#kept = new KeptTurn(settings, session);
    this.#library = new Library(form.library, { settings, session }, this.#typing);
    watchStrays(
      { fields: [callNumber, patronName].filter(Boolean), lines: textarea },
      this.#typing,
      (text) => this.#checks.isOrdinary(text),
      () => this.#typing.focus(itemBarcode),
    );
    // A patron who was taken in is replaced by what is typed next, wherever the caret is put.
    patronBarcode.addEventListener("click", () => this.#typing.focus(patronBarcode));
    itemBarcode2.addEventListener("click", () => (this.#isCheckIn = true));
    patronBarcode.addEventListener("input", () => {
      if (patronBarcode.value === this.#shown) return;
      if (this.#patron) {
        this.#hadPatron = true;
        // Items that waited are offered once more if this patron is deleted and got nothing.
        if (this.#hasScans || patronBarcode.value) this.#orphans = [];
        this.#unclear = undefined;
        this.#kept.end();
      }
      this.#setPatron("");
    });
    addEventListener("pagehide", () => this.#kept.leave(this.#goesOnInCheckIn));
    this.#onClick(form.checkoutbutton, itemBarcode);
    this.#onClick(form.checkinbutton, itemBarcode2);
    form.addEventListener("click", ({ target }) => {
      // The log leads on from its own buttons when their rows are gone, and a prompt from its field.
      const isButton = target instanceof Element && target.closest("button") && !target.closest("tbody, .correction");
      if (isButton && !isField(document.activeElement)) this.#typing.back();
    });
  }

  /** The library's code, "" if none is chosen. */
  get library() {
    return this.#library.code;
  }

  /** The library's code, if an address has fixed it for this tab; else "". */
  get fixedLibrary() {
    return this.#library.fixed;
  }

  /** The library's name, for the slip. */
  get libraryName() {
    return this.#library.name;
  }

  /** Whether a field has text that was not taken in. */
  get hasText() {
    return this.#typing.hasUnsent;
  }

  /** Takes in what still stands in the fields. */
  flush() {
    this.#typing.endAll();
  }

  /**
   * After a reload it is the same patron's turn, and returns stay returns. Where a page has ended
   * in the middle of a turn, as in a crash, nobody can say whose turn it is: until a person does,
   * items are held.
   *
   * @returns {boolean} whether that turn may be another tab's
   */
  restore() {
    const { patronBarcode } = this.#form;
    const typed = patronBarcode.value;
    const isDoubtful = this.#restoreTurn();
    // A scan may have begun before the page's script did.
    if (!typed || this.#typing.last === patronBarcode) return isDoubtful;
    if (!this.#patron) patronBarcode.value = "";
    this.#typing.last.value = typed;
    this.back();
    return isDoubtful;
  }

  #restoreTurn() {
    const { here, elsewhere, isCheckIn } = this.#kept.find();
    this.#isCheckIn = isCheckIn;
    if (here && !here.isUnclear) this.#choose(here.patron, here.shown, [], here);
    else this.#kept.end();
    const unfinished = here?.isUnclear ? here.patron : elsewhere;
    if (unfinished !== undefined) this.#unfinished(unfinished);
    else if (isCheckIn) this.#checkIn();
    this.#isAsFound = true;
    return elsewhere !== undefined;
  }

  /** Nobody can say whether it is still this patron's turn. @param {string} patron */
  #unfinished(patron) {
    const { itemBarcode, itemBarcode2 } = this.#form;
    this.#hasScans = true;
    const text = this.#isCheckIn ? say("patronUnfinishedCheckIn", { patron }) : say("patronUnfinished", { patron });
    this.#station.announce(text, "look");
    this.#typing.focus(this.#isCheckIn ? itemBarcode2 : itemBarcode);
  }

  /**
   * The page is shown again as it was left. On another page it may have become another patron's turn
   * meanwhile, and another library may have been chosen.
   *
   * @returns {boolean} whether the turn may be another tab's
   */
  comeBack() {
    this.#library.restore();
    this.#clearTurn();
    this.#station.announce(say("readyToScan"), "");
    this.#orphans = [];
    this.#turnBefore = undefined;
    this.#hadPatron = false;
    this.#typing.focus(this.#form.patronBarcode);
    return this.restore();
  }

  /** It is nobody's turn here: the one that was restored is another tab's. */
  begin() {
    const goesOnInCheckIn = this.#goesOnInCheckIn;
    this.#endPatron();
    this.#station.announce(say("readyToScan"), "");
    if (goesOnInCheckIn) this.#checkIn();
  }

  /** Whether scans go to Check In, and not only because somebody has passed it by Tab. */
  get #goesOnInCheckIn() {
    return this.#isCheckIn && this.#typing.last === this.#form.itemBarcode2;
  }

  /** Whether nothing was scanned since the page has found whose turn it is. */
  get isAsFound() {
    return this.#isAsFound;
  }

  /** Whose turn it is, "" for nobody's. */
  get patron() {
    return this.#patron;
  }

  /** This patron is done, as by Enter in the empty item field. */
  finish() {
    this.#typing.endAll();
    this.#finish();
  }

  #finish() {
    const patron = this.#patron;
    this.#endPatron();
    if (patron) this.#station.hint(say("patronDone", { count: this.#station.countOf(patron) }));
  }

  /** @param {string} patron */
  #setPatron(patron) {
    this.#patron = patron;
    this.#isAsFound = false;
    this.#turned();
  }

  /** Back to where scans go. */
  back() {
    this.#typing.back();
  }

  /** Takes what is a scan, if anything is, out of a text that was typed elsewhere. True if there is one. @param {string} text */
  takeStray(text) {
    const barcode = barcodeAtEnd(text, (end) => this.#checks.isOrdinary(end));
    if (barcode) this.#typing.type(`${barcode}\n`);
    return barcode !== "";
  }

  /**
   * Puts a rejected record into the lines, where its time and library stay with it.
   *
   * @param {string} raw
   */
  correctLine(raw) {
    const { textarea } = this.#form;
    textarea.closest("details").open = true;
    /** @type {string[]} */
    const lines = textarea.value.split("\n").filter(Boolean);
    if (!lines.includes(raw)) textarea.value = [...lines, raw, ""].join("\n");
    textarea.focus();
  }

  /**
   * Does with a held scan what its button, or the key, says.
   *
   * @param {import("./held.js").Action} action
   * @param {Entry} entry
   * @param {Promise<Entry>} withId  the same when it is on the disk; the next scan does not wait for that
   */
  async decide(action, entry, withId = Promise.resolve(entry)) {
    if (action === "patron") return this.#usePatron(entry, withId);
    this.#decided(entry);
    const isLost = action === "discard" || action === "void";
    if (isLost || isComplete(entry, this.#rest)) {
      this.#orphans = this.#orphans.filter((orphan) => orphan.entry.epoch !== entry.epoch);
    }
    if (isLost) return this.#station.void(await withId);
    this.#hasScans = true;
    if (isOfPatron(entry) && this.#isOfThisTurn(entry)) {
      this.#isLetThrough = true;
      this.#keepPatron();
    }
    await this.#station.accept([withId], this.#rest, action === "take" ? entry.guess : undefined);
  }

  /** Puts another barcode into a held scan. @param {Entry} entry @param {string} barcode */
  correct(entry, barcode) {
    this.#decided(entry);
    return this.#station.correct(entry, barcode, this.#rest);
  }

  /** A person has said what a scan is, so no key has to. @param {Entry} entry */
  #decided({ epoch }) {
    if (!this.#unclear || this.#unclear.entry.epoch !== epoch) return;
    this.#unclear = undefined;
    this.#keepPatron();
  }

  /** A scan that was lent to this patron is held after all, and may be the next one's card. @param {Entry[]} held */
  heldBack(held) {
    if (this.#patron && held.some((entry) => entry.offer === "patron" && this.#isOfThisTurn(entry))) this.#interrupt();
  }

  /** @param {Entry} entry */
  #isOfThisTurn(entry) {
    return isOfTurn(entry, { patron: this.#patron, began: this.#began });
  }

  /** A held scan that is the next patron. @param {Entry} entry @param {Promise<Entry>} withId */
  async #usePatron({ guess, scanned = "", item = "" }, withId) {
    this.#takeInPatron();
    const found = this.#checks.patron(guess || scanned || item);
    const patron = guess || (found.problem === "no patron" ? item : found.barcode) || item;
    this.#endPatron();
    this.#checks.rememberPatron(patron);
    this.#choose(patron, patron, []);
    await this.#station.remove(withId);
  }

  /** Takes in what stands in Patron Barcode without an end. True if something did. */
  #takeInPatron() {
    const { patronBarcode } = this.#form;
    const isUnsent = this.#typing.isUnsent(patronBarcode);
    if (isUnsent) this.#typing.end(patronBarcode);
    return isUnsent;
  }

  /** @param {HTMLInputElement} field @param {string} text @param {string} cutBy */
  #scanned(field, text, cutBy) {
    const { patronBarcode, itemBarcode } = this.#form;
    if (this.#unclear) this.#forgetPatron();
    if (field === patronBarcode) return this.#scannedPatron(text, cutBy);
    const kind = field === itemBarcode ? "L" : "R";
    if (kind === "L") this.#takeInPatron();
    this.#scannedItem(kind, field, text, cutBy);
  }

  /** @param {string} text @param {string} cutBy */
  #scannedPatron(text, cutBy) {
    const { itemBarcode, patronBarcode } = this.#form;
    this.#isCheckIn = false;
    this.#isEnterUnclear = false;
    if (!cutBy && this.#patron && text === this.#shown) return this.#typing.focus(itemBarcode);
    if (this.#patron) this.#orphans = [];
    if (this.#patron || this.#hadPatron) this.#clearDetails();
    this.#hadPatron = false;
    this.#setPatron("");
    this.#shown = "";
    this.#hasScans = false;
    patronBarcode.value = "";
    const verdict = this.#checks.patron(text);
    const reason = this.#reason(verdict, cutBy);
    if (!reason) {
      this.#checks.rememberPatron(verdict.barcode);
      return this.#choose(verdict.barcode, text, verdict.taken);
    }
    this.#kept.end();
    this.#turnBefore = undefined;
    const { guess } = verdict;
    const offer = this.#checks.offerOfCard(verdict);
    this.#station.hold(this.#scan("L", verdict.barcode), { reason, scanned: text, offer, guess });
    this.#typing.focus(itemBarcode);
  }

  /** The call number and the name are the last patron's. */
  #clearDetails() {
    const { patronName, callNumber } = this.#form;
    for (const field of [patronName, callNumber]) if (field) field.value = "";
  }

  /** Keeps whose turn it is. */
  #keepPatron() {
    if (!this.#patron) return this.#kept.end();
    this.#kept.keep({
      patron: this.#patron,
      shown: this.#shown,
      began: this.#began,
      isLetThrough: this.#isLetThrough,
      isUnclear: this.#unclear !== undefined,
    });
  }

  /**
   * From now on loans go to this patron.
   *
   * @param {string} barcode
   * @param {string} shown
   * @param {string[]} taken
   * @param {{began?: number, isLetThrough?: boolean}} turn if it had begun before
   */
  #choose(barcode, shown, taken, { began = Date.now(), isLetThrough = false } = {}) {
    const { patronBarcode, itemBarcode } = this.#form;
    this.#setPatron(barcode);
    this.#shown = shown;
    this.#hasScans = false;
    patronBarcode.value = shown;
    this.#began = began;
    this.#isLetThrough = isLetThrough;
    this.#keepPatron();
    const text = say("patronChosen", { patron: barcode }) + takenOff(taken);
    if (this.#orphans.length) this.#station.offer(text + this.#offerOfOrphans(), () => this.#lendOrphans());
    else this.#station.announce(text, "");
    this.#typing.focus(itemBarcode);
  }

  /**
   * @param {import("./entry.js").Kind} kind
   * @param {HTMLInputElement} field
   * @param {string} text
   * @param {string} cutBy
   */
  #scannedItem(kind, field, text, cutBy) {
    const { callNumber } = this.#form;
    field.value = "";
    this.#isCheckIn = kind === "R";
    this.#hasScans = true;
    this.#isAsFound = false;
    this.#turnBefore = undefined;
    const patron = kind === "L" ? this.#patron : "";
    const verdict = this.#checks.item(kind, text, patron);
    const scan = this.#scan(kind, verdict.barcode);
    const isUnclear = kind === "L" && this.#isEnterUnclear;
    this.#isEnterUnclear = false;
    const reason = this.#reason(verdict, cutBy) || lackOf(scan) || (isUnclear ? UNCLEAR : "");
    if (kind === "L" && callNumber) callNumber.value = "";
    this.#typing.focus(field);
    if (!reason) return this.#station.scan(scan, takenOff(verdict.taken));
    const offer = reason === UNCLEAR ? "patron" : this.#checks.offerOfItem(verdict);
    const held = this.#station.hold(scan, { reason, scanned: text, offer, guess: verdict.guess });
    if (reason === NO_PATRON) this.#orphans.push(held);
    if (reason === UNCLEAR) this.#leaveUnclear(held);
    // What comes now is the next patron's, if nobody looks at this one.
    else if (offer && this.#patron) this.#interrupt();
  }

  /** The key after this scan will say whose it was; after a reload nobody can. @param {Held} held */
  #leaveUnclear(held) {
    this.#unclear = held;
    this.#keepPatron();
  }

  /** @param {import("./entry.js").Kind} kind @param {string} item */
  #scan(kind, item) {
    const { callNumber, patronName } = this.#form;
    const scan = { library: this.#library.code, kind, item };
    if (kind === "R") return scan;
    const name = this.#patron ? patronName?.value.trim() ?? "" : "";
    const turn = this.#patron ? { began: this.#began, ...(this.#isLetThrough && { patronAccepted: true }) } : {};
    return { ...scan, patron: this.#patron, callNumber: callNumber?.value.trim() ?? "", patronName: name, ...turn };
  }

  /** Why a scan is held, in words. @param {Verdict} verdict @param {string} cutBy */
  #reason({ problem }, cutBy) {
    if (cutBy) return say("cutByKey", { key: cutBy });
    return problem && this.#checks.words(problem);
  }

  /** Enter on an empty field. @param {HTMLInputElement} field @param {boolean} isAfterScan */
  #enter(field, isAfterScan) {
    const { patronBarcode, itemBarcode } = this.#form;
    const turn = this.#turn("Enter");
    if (field === itemBarcode && this.#takeInPatron()) return;
    if (field === itemBarcode) {
      this.#finish();
      if (isAfterScan) this.#turnBefore = turn;
    } else {
      this.#station.announce(field === patronBarcode ? say("scanPatron") : say("scanItem"), "");
    }
  }

  /** It is nobody's turn until a person says whose it is; scans go where they went. */
  #interrupt() {
    if (this.#patron) this.#orphans = [];
    this.#forgetPatron();
  }

  #endPatron() {
    this.#interrupt();
    this.#turnBefore = undefined;
    this.#typing.focus(this.#form.patronBarcode);
  }

  /** It is nobody's turn. */
  #forgetPatron() {
    this.#clearTurn();
    this.#kept.end();
  }

  #clearTurn() {
    this.#clearDetails();
    this.#form.patronBarcode.value = "";
    this.#isEnterUnclear = false;
    this.#unclear = undefined;
    this.#setPatron("");
    this.#shown = "";
  }

  /** @param {string} key @param {boolean} isAfterScan */
  async #pressed(key, isAfterScan) {
    const { check_out, check_in, accept } = this.#keys;
    this.#turnBefore = undefined;
    if (key === check_out) {
      this.#checkOut(isAfterScan);
    } else if (key === check_in) {
      this.#checkIn();
    } else {
      const { offer, held, withId } = key === accept ? this.#station.latest : {};
      if (offer) offer();
      else if (held) await this.decide(offered(held), held, withId);
      else this.#held();
    }
  }

  /** The next scans are returns. */
  #checkIn() {
    this.#isCheckIn = true;
    this.#typing.focus(this.#form.itemBarcode2);
    this.#station.hint(say("checkIn"));
  }

  /** The next scan is a patron's card, so whose turn it was is done. @param {boolean} isAfterScan */
  #checkOut(isAfterScan) {
    const turn = this.#turn(this.#keys.check_out);
    if (this.#patron) {
      this.finish();
    } else {
      this.#typing.focus(this.#form.patronBarcode);
      this.#station.hint(say("checkOut"));
    }
    if (isAfterScan) this.#turnBefore = turn;
  }

  /** What is said of them when a patron is chosen. */
  #offerOfOrphans() {
    const [count, key, patron] = [this.#orphans.length, this.#keys.accept, this.#patron];
    if (count === 0) return "";
    const first = this.library ? "" : ` ${say("chooseLibraryFirst")}`;
    const how = key ? `${first} ${say("keyLendsOrphans", { count, key, patron })}` : "";
    return ` ${say("orphansHeld", { count })}${how}`;
  }

  /** Lends what was scanned without a patron to the one who is here now. */
  async #lendOrphans() {
    if (!this.library) return this.#station.offer(say("chooseLibraryFirst"), () => this.#lendOrphans());
    const orphans = this.#orphans;
    this.#orphans = [];
    this.#hasScans = true;
    await this.#station.accept(orphans.map(({ withId }) => withId), this.#rest);
  }

  /** What a held scan gets from the desk. */
  get #rest() {
    const patronName = this.#form.patronName?.value.trim() ?? "";
    return { library: this.#library.code, patron: this.#patron, patronName };
  }

  /**
   * A key that ends the patron or leads elsewhere makes little sense before anything was scanned
   * for that patron, and none if it came right after the scan before as well.
   *
   * @param {HTMLInputElement} field
   * @param {string} key
   * @returns {import("./suffix.js").Sense}
   */
  #senseOf(field, key) {
    const { itemBarcode, itemBarcode2 } = this.#form;
    if (key === this.#keys.accept || key === this.#keys.held) return "some";
    if (field !== itemBarcode) {
      return key === "Enter" || (field === itemBarcode2 && key === this.#keys.check_in) ? "none" : "some";
    }
    if (this.#hasScans) return "some";
    return key === this.#turnBefore?.key ? "none" : "little";
  }

  /**
   * A scanner sends this key after a scan. If it has led to Patron Barcode after the scan before,
   * the last scan may be no patron's. A line feed after Enter is never a person's.
   *
   * @param {string} key
   * @param {boolean} isSure
   */
  #taken(key, isSure) {
    const before = this.#turnBefore;
    if (key === "Enter") this.#enterCame(isSure);
    if (!isSure && !this.#hasScans) this.#station.hint(say("keyAgain", { key }));
    if (key !== before?.key && !(key === "LF" && before?.key === "Enter")) return;
    this.#turnBefore = undefined;
    if (key === "LF") return this.#patron ? undefined : this.#resume(before);
    const [item, scanned] = [this.#patron, this.#shown];
    if (!item) return;
    this.#endPatron();
    const reason = say("keyAfterBoth", { key });
    const kind = before.field === this.#form.itemBarcode2 ? "R" : "L";
    this.#station.hold(this.#scan(kind, item), { reason, scanned, offer: "patron" });
    this.#typing.focus(this.#form.itemBarcode);
  }

  /**
   * Enter right after a scan: the scanner's, if it comes after the next scan as well, and then
   * that one was an item.
   *
   * @param {boolean} isSure
   */
  #enterCame(isSure) {
    const unclear = this.#unclear;
    this.#unclear = undefined;
    this.#isEnterUnclear = !isSure && this.#patron !== "";
    if (!unclear) return;
    this.#keepPatron();
    this.#station.accept([unclear.withId], this.#rest);
  }

  /** @param {string} key @returns {Turn} */
  #turn(key) {
    const { patronName } = this.#form;
    return { key, field: this.#typing.last, patron: this.#patron, shown: this.#shown, name: patronName?.value ?? "" };
  }

  /** @param {Turn} turn */
  #resume({ field, patron, shown, name }) {
    const { patronBarcode, patronName } = this.#form;
    this.#setPatron(patron);
    this.#shown = shown;
    this.#hasScans = true;
    patronBarcode.value = shown;
    if (patronName) patronName.value = name;
    this.#typing.focus(field);
  }

  /**
   * A button for a field; Enter in a field may press the first button of the form.
   *
   * @param {HTMLButtonElement} button
   * @param {HTMLInputElement} field
   */
  #onClick(button, field) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const isInField = isField(document.activeElement);
      const ended = isInField ? this.#typing.last : field;
      const isEnter = isInField && event.detail === 0;
      if (isEnter || ended.value.trim()) this.#typing.end(ended);
      else this.#addNothing(field);
    });
  }

  /**
   * Add Item with nothing to add. Who presses it after a scan that the scanner has ended already
   * means no end of the patron.
   *
   * @param {HTMLInputElement} field
   */
  #addNothing(field) {
    const { patronBarcode, itemBarcode } = this.#form;
    if (field === itemBarcode && this.#takeInPatron()) return;
    const isCardNext = field === itemBarcode && !this.#patron && this.#typing.last !== itemBarcode;
    this.#typing.focus(isCardNext ? patronBarcode : field);
    if (!this.#hasScans) this.#station.hint(isCardNext ? say("scanPatron") : say("scanItem"));
  }
}

/** What a scan lacks, so that it can only be held. @param {import("./station.js").Scan} scan */
function lackOf({ library, kind, patron }) {
  if (kind === "L" && !patron) return NO_PATRON;
  return library ? "" : say("noLibrary");
}

/** What is said with a scan of which something was taken off. @param {string[]} taken */
function takenOff(taken) {
  if (taken.length === 0) return "";
  const parts = taken.reduce((first, second) => say("partsJoined", { first, second }));
  return ` ${say("takenOff", { parts })}`;
}
