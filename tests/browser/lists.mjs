// The lists from Alma for tests, put straight into their tables.

import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const KEY = Buffer.alloc(32, 0x11);
const sql = readFileSync(new URL("../../sql/lists.sql", import.meta.url), "utf8");

const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
const literal = (bytes) => `x'${Buffer.from(bytes).toString("hex")}'`;

/** The last lines of config.toml for a site with lists; they go behind `[scanning]`. */
export const block = (settings = "") => `[lists]\nkey_file = "/KEY"\n${settings}\n`;

/** Gives the site the tables and the key, before it is started. */
export function prepareLists(site) {
  const file = `${site.dir}/config.toml`;
  writeFileSync(file, readFileSync(file, "utf8").replace('"/KEY"', `"${site.dir}/lists.key"`));
  writeFileSync(`${site.dir}/lists.key`, KEY.toString("hex"));
  site.sql(sql);
}

/**
 * Loads both lists anew, as an edition of this number.
 *
 * @param items `[barcode, library, call number, title, whether it is on loan: 0, 1 or "NULL"]`
 * @param patrons `[identifier, {blocked, expires, name}]`
 */
export function load(site, { edition, items = [], patrons = [], itemsAge = 0, patronsAge = 0, covers = ["MILLAR"] }) {
  const key = hmac(KEY, `\0edition ${edition}`);
  const rows = items.map(([barcode, library = "MILLAR", callNumber = "", title = "", onLoan = "NULL"]) =>
    `(${edition}, '${barcode}', '${library}', '${callNumber}', '${title}', ${onLoan})`);
  const people = patrons.map(([identifier, { blocked = 0, expires, name = "" } = {}]) =>
    `(${edition}, ${literal(hmac(KEY, identifier))}, ${literal(hmac(key, identifier).subarray(0, 8))}, ` +
    `${blocked}, '', ${expires ? `'${expires}'` : "NULL"}, '${name}')`);
  const said = JSON.stringify({ covers });
  const list = (kind, age, n) => `REPLACE INTO offline_circ_lists VALUES ('${kind}', ${edition}, UNIX_TIMESTAMP() - ${age} * 86400, ${n}, '${said}');`;
  site.sql(
    // At once, as the program loads them: nobody is to see that there is none.
    "START TRANSACTION; DELETE FROM offline_circ_items; DELETE FROM offline_circ_patrons; DELETE FROM offline_circ_lists;" +
      (rows.length ? `INSERT INTO offline_circ_items VALUES ${rows}; ${list("items", itemsAge, rows.length)}` : "") +
      (people.length ? `INSERT INTO offline_circ_patrons VALUES ${people}; ${list("patrons", patronsAge, people.length)}` : "") +
      "COMMIT;",
  );
}
