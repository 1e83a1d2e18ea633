// A file that the page itself makes, as a download.

/** How long a browser may take to begin with it, in milliseconds. */
const PATIENCE = 60_000;

/** @param {string} name @param {string} text @param {string} type */
export function download(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}
