// Whether the oldest browsers that the documents name can read the scripts and the style: see oldest.json.
//
// Syntax is held to ES2020, with the few newer things that all of them know. What values have is
// not seen here, such as the methods of an array: TypeScript knows them, see tsconfig.json.

import css from "@eslint/css";
import es from "eslint-plugin-es-x";
import oldest from "./oldest.mjs";

const newer = ["class-instance-fields", "class-private-fields", "class-private-methods", "class-static-fields", "numeric-separators"];

/** The pages are as good without them, or nearly. */
const scriptsMayUse = ["locks"];
const styleMayUse = ["accent-color", "align-content: start", "color-scheme", "font-family: ui-monospace", "forced-color-adjust", "forced-colors", "@page"];
/** Members of our own that are called like something newer. */
const ours = ["actions", "at", "broadcast", "bytes", "entry", "forget", "last", "run", "scan", "show"];

export default [
  { ignores: ["**/*.bundle.js"] },
  {
    ...es.configs["flat/restrict-to-es2020"],
    files: ["**/*.js"],
  },
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: "latest", sourceType: "module" },
    plugins: { oldest },
    rules: {
      ...Object.fromEntries(newer.map((name) => [`es-x/no-${name}`, "off"])),
      // ES2018, but Safari knows it from 16.4 on.
      "es-x/no-regexp-lookbehind-assertions": "error",
      "oldest/scripts": ["error", [...scriptsMayUse, ...ours]],
    },
  },
  {
    files: ["**/*.css"],
    language: "css/css",
    plugins: { css, oldest },
    rules: { "oldest/style": ["error", styleMayUse] },
  },
];
