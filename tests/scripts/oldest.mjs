// ESLint rules: the scripts and the style use nothing that one of the oldest browsers lacks.
//
// What each browser knows is in Mozilla's browser compatibility data. Where a name may be one
// of several things, it is enough that the oldest browsers know one of them.

import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const data = require("@mdn/browser-compat-data");
const oldest = require("./oldest.json");

/** Whether this version is not after the other one. */
function isBy(version, last) {
  const [a, b] = [version, last].map((text) => text.replace("≤", "").split(".").map(Number));
  return (a[0] - b[0] || (a[1] ?? 0) - (b[1] ?? 0)) <= 0;
}

/** The browsers that are too old for an entry of the data. */
function lacking({ support }) {
  return Object.entries(oldest).flatMap(([browser, version]) => {
    const plain = [support[browser]].flat().filter((one) => one && !one.prefix && !one.alternative_name && !one.flags);
    const has = plain.some(({ version_added: added, version_removed: removed }) => added && isBy(added, version) && !(removed && isBy(removed, version)));
    return has ? [] : [`${browser} ${version}`];
  });
}

/** What is wrong with a name that these entries have: "" if one of them is in all browsers, or if there are none. */
function trouble(entries) {
  const found = entries.filter((entry) => entry?.__compat).map(({ __compat }) => lacking(__compat));
  const best = found.sort((a, b) => a.length - b.length)[0] ?? [];
  return best.join(", ");
}

/** Every entry of this name in a branch of the data, by name. */
function index(branches) {
  const byName = new Map();
  for (const branch of branches) {
    for (const group of Object.values(branch)) {
      for (const [name, entry] of Object.entries(group)) {
        const plain = name.replace(/_static$/, "");
        byName.set(plain, [...(byName.get(plain) ?? []), entry]);
      }
    }
  }
  return byName;
}

const members = index([data.api, data.javascript.builtins]);
const functions = index([data.css.types, { types: data.css.types }]);

const message = "{{ name }} is unknown to {{ browsers }}. If it is meant all the same, say so in eslint.config.mjs.";

/** A rule with visitors that are made of `check(node, name, entries)`; its option is the names that are allowed. */
const rule = (visitors, languages) => ({
  meta: { messages: { message }, schema: [{ type: "array", items: { type: "string" } }], languages },
  create(context) {
    const [allowed] = context.options;
    const isAllowed = (name) => allowed.some((one) => name === one || name.startsWith(`${one}: `));
    return visitors((node, name, entries) => {
      const browsers = isAllowed(name) ? "" : trouble(entries);
      if (browsers) context.report({ loc: node.loc, messageId: "message", data: { name, browsers } });
    }, context);
  },
});

const scripts = rule(
  (check, { sourceCode }) => ({
    MemberExpression({ object, property, computed }) {
      const { name } = property;
      if (computed || property.type !== "Identifier") return;
      const of = object.type === "Identifier" && (data.api[object.name] ?? data.javascript.builtins[object.name]);
      check(property, name, of ? [of[name], of[`${name}_static`]] : members.get(name) ?? []);
    },
    "Program:exit"(program) {
      for (const { identifier, resolved } of sourceCode.getScope(program).through) {
        if (resolved?.defs.length) continue;
        check(identifier, identifier.name, [data.api[identifier.name], data.javascript.builtins[identifier.name]]);
      }
    },
  }),
  ["js/js"],
);

const { properties, selectors, "at-rules": atRules } = data.css;

/** What the data calls the units that are newer than CSS itself. */
function unitOf(unit) {
  const [, size] = /^([dls])v/.exec(unit) ?? [];
  if (size) return `viewport_percentage_units_${{ d: "dynamic", l: "large", s: "small" }[size]}`;
  return unit.startsWith("cq") ? "container_query_length_units" : unit;
}

const style = rule(
  (check) => ({
    Atrule(node) {
      check(node, `@${node.name}`, [atRules[node.name]]);
    },
    Feature(node) {
      check(node, node.name, [atRules.media[node.name.replace(/^(min|max)-/, "")]]);
    },
    "PseudoClassSelector, PseudoElementSelector"(node) {
      check(node, `:${node.name}`, [selectors[node.name]]);
    },
    NestingSelector(node) {
      check(node, "nesting", [selectors.nesting]);
    },
    Function(node) {
      check(node, `${node.name}()`, functions.get(node.name) ?? []);
    },
    Dimension(node) {
      check(node, node.unit, [data.css.types.length[unitOf(node.unit)]]);
    },
    Declaration(node) {
      if (node.property.startsWith("--")) return;
      const property = properties[node.property];
      check(node, node.property, [property]);
      for (const { type, name } of node.value.children ?? []) {
        if (type === "Identifier") check(node, `${node.property}: ${name}`, [property?.[name]]);
      }
    },
  }),
  ["css/css"],
);

export default { rules: { scripts, style } };
