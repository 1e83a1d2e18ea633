// What Chromium is started with, by whatever drives it.

/**
 * The Chromium of the tests: where there is one, the one that has no window at all. It does the
 * same in less time; the core steps are done in the whole browser as well.
 */
export const chromiumPath = process.env.CHROMIUM_SHELL || process.env.CHROMIUM;

/** How Chromium is started here: as root, without the internet. */
export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  // A name that is no loopback's: over plain HTTP at such a one, browsers say less of where a form comes from.
  "--host-resolver-rules=MAP circ.test 127.0.0.1",
];
