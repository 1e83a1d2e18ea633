// What Chromium is started with, by whatever drives it.

/** How Chromium is started here: as root, without the internet. */
export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  // A name that is no loopback's: over plain HTTP at such a one, browsers say less of where a form comes from.
  "--host-resolver-rules=MAP circ.test 127.0.0.1",
];
