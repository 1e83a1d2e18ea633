// Lets the scanning page open while the server cannot be reached, after one visit.
//
// The server comes first: what it sends is shown and kept, so a newer version is in use
// at once. Only the scanning page and its files are kept, never a page with records.

const CACHE = "offline-circ";
const WAIT = 3_000;
const PAGE = new URL("index.php", registration.scope).href;
const FILES = ["banner", "checks", "clock", "desk", "index", "line", "log", "sender", "slip", "sound", "store"]
  .map((name) => `scripts/${name}.js`)
  .concat("styles/style.css")
  .map((path) => new URL(path, registration.scope).href);

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...FILES])));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

/** The address under which an answer to this request is kept, if it is. */
function keptAs({ method, mode, url }) {
  const address = new URL(url);
  const isPage = address.href.split("?")[0] === registration.scope || address.pathname.endsWith("/index.php");
  address.search = "";
  if (method !== "GET") return undefined;
  if (mode === "navigate") return isPage ? PAGE : undefined;
  return FILES.includes(address.href) ? address.href : undefined;
}

async function serverFirst({ request }, address, keep) {
  const late = new Promise((resolve, reject) => setTimeout(reject, WAIT));
  let response;
  try {
    response = await Promise.race([fetch(request), late]);
    if (response.status >= 500) throw new Error("the server is not well");
  } catch {
    const cache = await caches.open(CACHE).catch(() => undefined);
    return (await cache?.match(address)) ?? fetch(request);
  }
  if (response.ok) keep(response.clone());
  return response;
}

/** Keeps a copy if it can: a full disk is no reason to show an older one. */
async function keepCopy({ request }, address, response) {
  const cache = await caches.open(CACHE);
  // An address with a library in it says nothing of the page for others.
  if (new URL(request.url).search) await cache.add(address);
  else await cache.put(address, response);
}

addEventListener("fetch", (event) => {
  const address = keptAs(event.request);
  if (!address) return;
  const keep = (copy) => event.waitUntil(keepCopy(event, address, copy).catch(() => {}));
  event.respondWith(serverFirst(event, address, keep));
});
