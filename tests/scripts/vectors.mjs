// The cases in tests/vectors/ for the rules that the program has as well.

import { readFileSync } from "node:fs";

const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), "utf8"));

export const lines = read("lines");
export const barcodes = read("barcodes");
export const scans = read("scans");
export const shapes = read("shapes");
export const zones = read("zones");
export const dat = read("dat");
export const lists = read("lists");
/** The [scanning] block of a library that has set nothing. */
export const scanning = read("defaults");
