// The stage: whether this page is the real one or practice, and what each of them works on.
//
// Practice has names of its own for all that the browser keeps, and forgets it when a person leaves
// it or begins anew. It never asks the server to record anything: what would be sent is answered in
// the page. It may read what the real page has learned, and notes there only that all steps are done.

import { fields } from "./entry.js";
import { openQueue, Settings, siteName, unsentOf } from "./store.js";

/** What practice may read of the real page. */
const SHARED = ["shapes", "shapes of the server", "odd shapes", "server clock", "library", "desk", "muted"];
/** What hangs keeps nobody in practice for longer. */
const PATIENCE = 1_000;

/** @typedef {import("./practice.js").Practice} Practice */

/** Settings of practice, which begin as the real ones. */
class Borrowed extends Settings {
  #real;

  /** @param {string} site @param {Settings} real */
  constructor(site, real) {
    super(site, () => sessionStorage);
    this.#real = real;
  }

  /** @param {string} key */
  get(key) {
    return super.get(key) ?? (SHARED.includes(key) ? this.#real.get(key) : null);
  }
}

/**
 * @typedef {object} Stage
 * @property {string} site  its name in this browser
 * @property {Settings} settings
 * @property {Settings} session
 * @property {Promise<import("./store.js").Queue>} kept  what the browser keeps of the scans
 * @property {ConstructorParameters<typeof import("./sender.js").Sender>[0]["post"]} [post]  who answers, if not the server
 * @property {(what: (practice: Practice) => void) => void} tell  tells practice what happens; the real page nobody
 * @property {boolean} isPractice
 */

/**
 * The stage of the page at this address.
 *
 * @param {string} address
 * @param {object} page
 * @param {HTMLFormElement} page.form
 * @param {HTMLElement} page.mark  says that this is practice
 * @param {() => Promise<void>} page.resend  sends what waits
 * @returns {Stage}
 */
export function openStage(address, page) {
  const real = siteName(address);
  const settings = new Settings(real, () => localStorage);
  if (new URL(address).searchParams.has("practice")) return practice(real, settings, page);
  const session = new Settings(real, () => sessionStorage);
  return { site: real, settings, session, kept: openQueue(real), tell() {}, isPractice: false };
}

/** @param {string} real @param {Settings} learned @param {Parameters<typeof openStage>[1]} page @returns {Stage} */
function practice(real, learned, { form, mark, resend }) {
  const site = `${real} practice`;
  const settings = new Borrowed(site, learned);
  const isBegun = settings.get("begun") === "yes";
  if (!isBegun) forget(settings);
  settings.set("begun", "yes");
  const queue = openQueue(site).then(async (queue) => {
    if (!isBegun) await empty(queue);
    return queue;
  });
  showMark(form, mark);
  leaveBy(async (href) => {
    const emptied = queue.then(empty);
    await Promise.race([emptied, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    forget(settings);
    location.replace(href);
  });
  const loaded = import("./practice.js").then(
    ({ Practice }) => new Practice({ form, session: settings, real: learned, fields, unsent: () => unsentOf(real), resend }),
  );
  return {
    site,
    settings,
    session: settings,
    kept: queue,
    post: async (page, fields) => (await loaded).server.post(page, fields),
    tell: (what) => void loaded.then(what).catch(console.error),
    isPractice: true,
  };
}

/** Nobody can overlook where they are. @param {HTMLFormElement} form @param {HTMLElement} mark */
function showMark(form, mark) {
  const style = document.createElement("link");
  Object.assign(style, { rel: "stylesheet", href: "styles/practice.css" });
  document.head.append(style);
  document.documentElement.classList.add("practising");
  mark.hidden = false;
  document.title = mark.textContent ?? "";
  // What leads out of the page is for real scans.
  for (const part of [form.querySelector("#takeout"), form.savebutton, form.openbutton]) part.hidden = true;
  // Nothing submits the form but the script; and without one this leads nowhere.
  form.action = "index.php";
  for (const button of [form.checkoutbutton, form.checkinbutton, form.submitbutton]) button.disabled = false;
}

/** Esc leaves, whatever has the focus; and so do the links of the page. @param {(href: string) => void} leave */
function leaveBy(leave) {
  addEventListener(
    "keydown",
    (event) => {
      // In a question it answers that one.
      if (event.key !== "Escape" || event.isComposing || isInQuestion(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const query = new URLSearchParams(location.search);
      query.delete("practice");
      leave(query.toString() ? `index.php?${query}` : "index.php");
    },
    { capture: true },
  );
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link || link.target || !link.protocol.startsWith("http")) return;
    event.preventDefault();
    leave(link.href);
  });
}

/** Takes everything out. @param {import("./store.js").Queue} queue */
async function empty(queue) {
  const all = await queue.all();
  await queue.update(all.map(({ id }) => id), () => null);
}

/** @param {Settings} settings */
function forget(settings) {
  for (const key of settings.keys("")) settings.remove(key);
}

/** @param {EventTarget | null} target */
const isInQuestion = (target) => target instanceof Element && target.closest(".correction") !== null;
