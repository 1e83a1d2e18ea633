// Which tab this is: one that a browser has duplicated must be a desk of its own.
//
// A duplicate begins with a copy of the first tab's sessionStorage, and so with its counts.
// Each tab keeps an id there, and one that finds an id asks the others whether it is theirs:
// after a reload nobody answers. That goes over a BroadcastChannel, which works without HTTPS
// too; where there is none, a duplicate begins with the counts of the first.

const KEY = "tab";
/** Other tabs answer within this time; an answer that comes later counts all the same. */
const PATIENCE = 400;

/** An id that nobody else has: 16 small letters and digits. */
export const unique = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte % 36).toString(36)).join("");

/** A channel to all tabs, undefined where the browser has none or refuses it. @param {string} name */
export function openChannel(name) {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}

/**
 * Gives this tab an id of its own; resolves when it has one, as far as that can be known.
 *
 * @param {Pick<import("./store.js").Settings, "get" | "set">} session
 * @param {BroadcastChannel | undefined} channel to all tabs of the site, for nothing else
 * @param {() => void} forget drops what has come from another tab
 * @returns {Promise<void>}
 */
export function claimTab(session, channel, forget) {
  let id = session.get(KEY);
  const isOld = /^[a-z0-9]{16}$/.test(id ?? "");
  const page = unique();
  const renew = () => session.set(KEY, (id = unique()));
  if (!isOld) renew();
  return new Promise((resolve) => {
    channel?.addEventListener("message", ({ data: { asks, owned, by } }) => {
      // Two that are opened at once have the same id, and the first of them has it from then on.
      if (asks === id) channel.postMessage({ owned: id, by });
      if (owned !== id || by !== page) return;
      renew();
      forget();
      resolve();
    });
    if (!isOld || !channel) return resolve();
    channel.postMessage({ asks: id, by: page });
    setTimeout(resolve, PATIENCE);
  });
}
