// The service worker: what it keeps for the day when the server cannot be reached.

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";

const SITE = "https://library.example.edu/offline-circ/";
const PAGE = `${SITE}index.php`;
const BUNDLE = `${SITE}scripts/index.bundle.js`;
const MAINTENANCE = "<!DOCTYPE html><title>We will be back soon</title>";

/** By address: what the browser has kept, and what it shows. */
const kept = new Map();
const listeners = {};
globalThis.self = {
  registration: { scope: SITE },
  addEventListener: (name, listener) => (listeners[name] = listener),
  skipWaiting() {},
};
globalThis.caches = {
  open: async () => ({
    put: async (address, response) => void kept.set(address, await response.text()),
    match: async (address) => (kept.has(address) ? new Response(kept.get(address)) : undefined),
  }),
};
await import("../../apache/htdocs/scripts/sw.js");

let version; // of what the server sends
let state; // of the server, "well" or "away", or of a proxy before it, "maintenance"

function serve(request) {
  const url = typeof request === "string" ? request : request.url;
  if (state === "away") throw new TypeError("Failed to fetch");
  const html = { headers: { "Content-Type": "text/html; charset=utf-8" } };
  if (state === "maintenance") return new Response(MAINTENANCE, html);
  const { pathname, search } = new URL(url);
  if (pathname.endsWith(".js")) return new Response(`script ${version}`, { headers: { "Content-Type": "text/javascript" } });
  if (pathname.endsWith("index.php")) return new Response(`<input id="itemBarcode2">${version} ${search}`, html);
  return new Response("{}", { headers: { "Content-Type": "application/json" } });
}

/** What the browser shows for an address, when all of it is kept that is to be kept. */
async function visit(url, mode = "navigate") {
  const waited = [];
  let answer;
  listeners.fetch({
    request: { url, mode, method: "GET" },
    respondWith: (response) => (answer = response),
    waitUntil: (work) => waited.push(work),
  });
  const text = await (await answer).text();
  await Promise.all(waited);
  return text;
}

async function install() {
  let installed;
  listeners.install({ waitUntil: (work) => (installed = work) });
  await installed;
}

beforeEach(() => {
  kept.clear();
  [version, state] = [1, "well"];
  globalThis.fetch = async (request) => serve(request);
});

test("the newest page is kept, without the library of an address", async () => {
  await install();
  version = 2;
  assert.match(await visit(`${PAGE}?library=AVS`), /2 \?library=AVS/);
  await visit(BUNDLE, "no-cors");
  state = "away";
  assert.equal(await visit(`${PAGE}?library=AVS`), '<input id="itemBarcode2">2 ');
  assert.equal(await visit(BUNDLE, "no-cors"), "script 2");
});

test("a page that a proxy shows in the place of ours is never kept, whatever its status", async () => {
  await install();
  state = "maintenance";
  for (const url of [PAGE, `${PAGE}?library=AVS`, SITE]) assert.equal(await visit(url), MAINTENANCE);
  assert.equal(await visit(BUNDLE, "no-cors"), MAINTENANCE);
  state = "away";
  assert.equal(await visit(PAGE), '<input id="itemBarcode2">1 ');
  assert.equal(await visit(BUNDLE, "no-cors"), "script 1");
});

test("nothing is installed of a site that a proxy hides", async () => {
  state = "maintenance";
  await assert.rejects(install());
  assert.deepEqual([...kept], []);
});
