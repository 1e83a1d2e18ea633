// The lists from Alma, as far as the page knows them: how old they are, and where the site wants it
// the set of them by which scans are judged while the server cannot be reached.
//
// Loaded only where there are lists; so it imports nothing that the bundle has. Names are not here:
// what the server has of a scan is shown on its card, and kept nowhere.

/** @typedef {import("./entry.js").Entry} Entry */
/** @typedef {typeof import("./messages.js").say} Say */
/** @typedef {import("./listset.js").Against} Against */
/** @typedef {import("./listset.js").ListSet} ListSet */

/**
 * When the lists were loaded, by this computer's clock in milliseconds, after how many days they are
 * old, and which set the page is to have.
 *
 * @typedef {{items?: number, patrons?: number, oldDays: number, set?: string}} Told
 *
 * What speaks against a scan, in words.
 *
 * @typedef {{kind: string, reason: string}} Said
 */

const KEY = "lists";
const DAY = 86_400_000;
const TICK = 60_000;
/** After so many milliseconds a set is asked for again that the server is making. */
const AGAIN = 15_000;

export class Lists {
  #say;
  #place;
  #settings;
  #site;
  #library;
  /** @type {Told | undefined} */
  #told;
  /** @type {ListSet | undefined} */
  #set;
  /** What is being done with the set, one after the other. @type {Promise<void>} */
  #work = Promise.resolve();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {object} parts
   * @param {Say} parts.say
   * @param {HTMLElement} parts.place says how old they are
   * @param {Pick<import("./store.js").Settings, "get" | "set">} parts.settings keep what the server has told
   * @param {string} parts.site its name in this browser
   * @param {() => string} parts.library the code of the library that is chosen
   */
  constructor({ say, place, settings, site, library }) {
    this.#say = say;
    this.#place = place;
    this.#settings = settings;
    this.#site = site;
    this.#library = library;
    try {
      this.#told = JSON.parse(settings.get(KEY) || "null") ?? undefined;
    } catch {
      // Half written when the computer lost its power.
    }
    this.show();
    setInterval(() => this.#tick(), TICK);
    if (this.#told?.set && canJudge()) this.#do(() => this.#load());
  }

  /** Takes what shapes.php tells of the lists; nothing: there are none. @param {any} [lists] */
  learn(lists) {
    const now = Date.now();
    /** @param {unknown} age in seconds */
    const since = (age) => (typeof age === "number" ? now - age * 1000 : undefined);
    const told = lists && { items: since(lists.items), patrons: since(lists.patrons), oldDays: Number(lists.old_days), set: lists.set };
    const hadSet = this.#told?.set !== undefined;
    this.#told = told || undefined;
    if (told || this.#settings.get(KEY)) this.#settings.set(KEY, told ? JSON.stringify(told) : "");
    this.show();
    if (told?.set || hadSet) this.renew();
  }

  /** Sees to it that the set is the one that the page is to have. */
  renew() {
    clearTimeout(this.#timer);
    if (canJudge()) this.#do(() => this.#renew());
  }

  /**
   * What the set says against a scan; nothing where there is none.
   *
   * @param {Entry} entry
   * @param {string} day of the scan, as YYYYMMDD
   * @returns {Promise<Said[]>}
   */
  async against(entry, day) {
    if (!this.#told?.set) return [];
    // Another one may be on its way for long.
    if (!this.#set) await this.#work;
    await this.#dropOld();
    const all = (await this.#set?.against(entry, day)) ?? [];
    return all.map((one) => ({ kind: one.kind, reason: words(one, this.#say) }));
  }

  /** Writes how old the lists are. */
  show() {
    const { age, all, isOld } = this.#told ? ageOf(this.#told, this.#set?.size, this.#say) : NONE;
    const text = this.#place.firstElementChild ?? this.#place;
    if (text.textContent !== age) text.textContent = age;
    this.#place.title = all;
    this.#place.hidden = age === "";
    this.#place.classList.toggle("is-off", isOld);
  }

  #tick() {
    this.show();
    if (this.#set) this.#do(() => this.#dropOld());
  }

  /** Nothing depends on a set: what fails leaves the page without one. @param {() => Promise<void>} work */
  #do(work) {
    this.#work = this.#work.then(work).catch(console.warn);
  }

  async #load() {
    const { kept } = await import("./listset.js");
    const set = await kept(this.#site);
    if (set) this.#set = set;
    else await this.#drop();
    this.show();
  }

  async #renew() {
    const wanted = this.#told?.set;
    const library = this.#library();
    const set = this.#set;
    const isOther = set && (set.name !== wanted || set.rest <= 0);
    if (!wanted || isOther) await this.#drop();
    // Another library's is good for patrons until its own has come.
    if (!wanted || !library || (this.#set && this.#set.library === library && !this.#set.isAging)) return;
    const { get } = await import("./listset.js");
    const got = await get(this.#site, library).catch(() => /** @type {const} */ ("later"));
    if (got === "none") await this.#drop();
    else if (got === "later") this.#timer = setTimeout(() => this.renew(), AGAIN * (1 + Math.random()));
    else this.#set = got;
    this.show();
  }

  async #dropOld() {
    if (this.#set && this.#set.rest <= 0) await this.#drop();
  }

  async #drop() {
    this.#set = undefined;
    this.show();
    const { forget } = await import("./listset.js");
    await forget(this.#site);
  }
}

/** Whether this browser can ask a set, which it can not over plain HTTP. */
const canJudge = () => Boolean(globalThis.isSecureContext && globalThis.crypto?.subtle);

const NONE = { age: "", all: "", isOld: false };

/**
 * How old the older list is, in short; and all that is to be said of them.
 *
 * @param {Told} told
 * @param {number | undefined} size of the set, in bytes
 * @param {Say} say
 */
function ageOf({ items, patrons, oldDays }, size, say) {
  const [ofItems, ofPatrons] = [items, patrons].map((at) => (at === undefined ? undefined : Math.max(0, Math.floor((Date.now() - at) / DAY))));
  const ages = [];
  if (ofItems !== undefined) ages.push(ofItems ? say("itemsAge", { count: ofItems }) : say("itemsNew"));
  if (ofPatrons !== undefined) ages.push(ofPatrons ? say("patronsAge", { count: ofPatrons }) : say("patronsNew"));
  const megabytes = size ? Math.max(0.1, size / 1e6).toFixed(1) : "";
  if (megabytes) ages.push(say("listsKept", { size: megabytes }));
  const count = Math.max(ofItems ?? 0, ofPatrons ?? 0);
  const isOld = count > oldDays;
  const short = isOld ? say("listsOld", { count }) : count ? say("listsAge", { count }) : say("listsNew");
  const age = megabytes ? say("listsSize", { age: short, size: megabytes }) : short;
  return { age, all: say("listsAll", { ages: ages.join(", ") }), isOld };
}

/** @param {Against} against @param {Say} say */
function words({ kind, day = "" }, say) {
  switch (kind) {
    case "item":
      return say("unlistedItem");
    case "library":
      return say("othersItem");
    case "patron":
      return say("unlistedPatron");
    case "blocked":
      return say("isBlocked");
    default:
      return say("isExpired", { day });
  }
}
