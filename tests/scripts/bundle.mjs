// The scanning page's scripts as one file, without comments and with short names: apache/htdocs/scripts/index.bundle.js.
//
// An old workstation loads it in one request instead of thirty, all desks at once. Run
// `node tests/scripts/bundle.mjs` after each change; a test compares the two.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const scripts = fileURLToPath(new URL("../../apache/htdocs/scripts/", import.meta.url));
export const FILE = `${scripts}index.bundle.js`;
/** The oldest browsers: nothing newer than what they read is to come of it. */
const oldest = JSON.parse(readFileSync(new URL("oldest.json", import.meta.url), "utf8"));
const BANNER = "// Made by tests/scripts/bundle.mjs of index.js and what that imports: change those.";

/** The text of the bundle. */
export async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [`${scripts}index.js`],
    bundle: true,
    external: ["*/practice.js", "*/lists.js"],
    write: false,
    format: "esm",
    charset: "utf8",
    target: Object.entries(oldest).map((browser) => browser.join("")),
    minify: true,
    lineLimit: 500,
    banner: { js: BANNER },
  });
  return outputFiles[0].text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, await bundle());
