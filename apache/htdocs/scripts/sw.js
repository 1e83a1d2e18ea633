// Lets the scanning page open while the server cannot be reached, after one visit.
//
// The server comes first: what it sends is shown and kept, so a newer version is in use
// at once. Only the scanning page and its files are kept, never a page with records, and
// never what a proxy shows in their place.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const CACHE = "offline-circ";
const WAIT = 3_000;
const PAGE = new URL("index.php", scope).href;
const HEARTBEAT = new URL("heartbeat.php", scope).href;
const FILES = [
  "scripts/index.bundle.js", "scripts/scripted.js", "styles/tokens.css", "styles/components.css", "styles/scan.css",
  "scripts/practice.js", "scripts/lists.js", "scripts/listset.js", "styles/practice.css", "images/icon.svg",
].map((path) => new URL(path, scope).href);

/** The scanning page has this in it, and nobody else's page. */
const MARK = 'id="itemBarcode2"';

/** The steps of practice, which are not for the day: nothing fails without them. */
const STEPS = new URL("practice.php", scope).href;

worker.addEventListener("install", (event) => {
  worker.skipWaiting();
  event.waitUntil(caches.open(CACHE).then(async (cache) => {
    // All of one version, or none.
    const addresses = [PAGE, ...FILES];
    const answers = await Promise.all(addresses.map(async (address) => ours(address, await fetch(address))));
    await Promise.all(addresses.map((address, i) => cache.put(address, answers[i])));
    const steps = new Request(STEPS, { headers: { Accept: "application/json" } });
    await fetch(steps).then(async (answer) => cache.put(STEPS, await ours(STEPS, answer))).catch(() => {});
  }));
});

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

/** The address under which an answer to this request is kept, if it is. @param {Request} request */
function keptAs({ method, mode, url }) {
  const address = new URL(url);
  const isPage = address.href.split("?")[0] === scope || address.pathname.endsWith("/index.php");
  address.search = "";
  if (method !== "GET") return undefined;
  if (mode === "navigate") return isPage ? PAGE : undefined;
  return [STEPS, ...FILES].includes(address.href) ? address.href : undefined;
}

/** @param {FetchEvent} event @param {string} address @param {(copy: Response) => void} keep */
async function serverFirst({ request }, address, keep) {
  let timer;
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => (timer = setTimeout(reject, WAIT)));
  let response;
  try {
    response = await Promise.race([fetch(request), late]);
    if (response.status >= 500) throw new Error("the server is not well");
  } catch {
    const cache = await caches.open(CACHE).catch(() => undefined);
    return (await cache?.match(address)) ?? fetch(request);
  } finally {
    clearTimeout(timer);
  }
  if (response.ok) keep(response.clone());
  return response;
}

/**
 * An answer of our server; fails if it is none. A proxy may say that all is well with a page that
 * says the contrary, for any address.
 *
 * @param {string} address
 * @param {Response} response
 */
async function ours(address, response) {
  const isHtml = response.headers.get("Content-Type")?.startsWith("text/html") ?? false;
  const isOurs = address === PAGE ? (await response.clone().text()).includes(MARK) : !isHtml;
  if (!response.ok || !isOurs) throw new Error(`not the server's: ${address}`);
  return response;
}

/**
 * Keeps a copy if it can: a full disk is no reason to show an older one.
 *
 * @param {FetchEvent} event
 * @param {string} address
 * @param {Response} response
 */
async function keepCopy({ request }, address, response) {
  const cache = await caches.open(CACHE);
  // An address with a library in it says nothing of the page for others.
  const isForAll = new URL(request.url).search === "";
  await cache.put(address, await ours(address, isForAll ? response : await fetch(address)));
}

worker.addEventListener("fetch", (event) => {
  // Chromium drops what a page that is closing has sent, unless the worker itself sends it on.
  if (event.request.url === HEARTBEAT) return event.respondWith(fetch(event.request));
  const address = keptAs(event.request);
  if (!address) return;
  const keep = (/** @type {Response} */ copy) => event.waitUntil(keepCopy(event, address, copy).catch(() => {}));
  event.respondWith(serverFirst(event, address, keep));
});
