// A private site whose Apache can be stopped and started, on apache/stack.sh.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? `${root}target`;
const stack = `${root}apache/stack.sh`;

/** After this time nothing is waited for any longer, on any machine. */
export const STANDSTILL = 180_000;

/** What a page shows, as an expression in it: for a test that has failed. */
export const SHOWN = `[
  location.href,
  document.activeElement?.id,
  document.body.innerText,
  ...[...document.querySelectorAll("input")].map(({ id, value }) => id + ": " + value),
].join("\\n")`;

/** A port that nobody else on this machine chooses until it is let go. */
export async function holdPort() {
  const holder = spawn(stack, ["port"], { stdio: ["pipe", "pipe", "inherit"] });
  // It does not keep a run from ending in which something here fails.
  holder.unref();
  holder.stdin.unref();
  const [answer] = await once(holder.stdout, "data");
  holder.stdout.unref();
  return { port: String(answer).trim(), letGo: () => holder.stdin.end() };
}

/** Waits for a condition. */
export async function until(condition, what = condition) {
  const end = Date.now() + STANDSTILL;
  for (let patience = 10; Date.now() < end; patience = Math.min(2 * patience, 160)) {
    if (await condition()) return;
    await pause(patience);
  }
  assert.fail(`never happened: ${what}`);
}

export class Site {
  /** A site in a folder of this run, on a port of its own; `config` is added to config.toml. */
  static async prepare(name, config = "") {
    const site = new Site();
    site.dir = `${process.env.OFFLINE_CIRC_TEST_DIR}/${name}`;
    const { port, letGo } = await holdPort();
    site.letGoOfPort = letGo;
    site.url = `http://127.0.0.1:${port}/offline-circ/`;
    for (const folder of ["output", "bin", "htdocs"]) mkdirSync(`${site.dir}/${folder}`, { recursive: true });
    cpSync(`${root}apache/htdocs`, `${site.dir}/htdocs/offline-circ`, { recursive: true });
    cpSync(`${target}/release/offline-circ`, `${site.dir}/bin/offline-circ`);
    const example = readFileSync(`${root}config.example.toml`, "utf8");
    writeFileSync(
      `${site.dir}/config.toml`,
      example
        .replace(/^# hosts = .*$/m, 'hosts = ["circ.test"]')
        .replace(/^output_dir = .*$/m, `output_dir = "${site.dir}/output"`)
        .replace(/^# socket = .*$/m, `socket = "${site.dir}/mysql.sock"`)
        .replace(/^\[scanning\][^]*$/m, `[scanning]\n${config}\n`),
    );
    chmodSync(`${site.dir}/config.toml`, 0o644);
    execFileSync(stack, ["database", site.dir]);
    execFileSync(stack, ["schema", site.dir]);
    execFileSync(stack, ["httpd-conf", site.dir, port]);
    return site;
  }

  /** Starts Apache and waits until it answers. */
  async start() {
    this.httpd = spawn(stack, ["httpd", this.dir], { stdio: "ignore" });
    const end = Date.now() + STANDSTILL;
    while (Date.now() < end && this.httpd.exitCode === null) {
      const response = await fetch(this.url).catch(() => undefined);
      if (response?.ok) return;
      await pause(50);
    }
    throw new Error(`${this.url} does not answer: ${readFileSync(`${this.dir}/log/error.log`, "utf8")}`);
  }

  /** Stops Apache and the program, as an outage does. */
  async stop() {
    const ended = once(this.httpd, "exit");
    execFileSync(stack, ["kill", this.dir, "httpd"]);
    await ended;
    this.httpd = undefined;
  }

  /** The records in the order recorded, as submitted lines without trailing commas. */
  rows() {
    return this.sql(
      "SELECT CONCAT_WS(',', library, DATE_FORMAT(timestamp, '%Y%m%d%H%i%S'), return_or_loan, " +
        "item_barcode, item_callnumber, patron_barcode, patron_name) FROM transactions",
    )
      .split("\n")
      .filter(Boolean)
      .map((row) => row.replace(/,+$/, ""));
  }

  sql(query) {
    const args = ["--no-defaults", "-uroot", "-N", "-r", "-S", `${this.dir}/mysql.sock`, "alma_offline", "-e", query];
    return execFileSync("mariadb", args, { encoding: "utf8" });
  }

  #recorded = new Set();

  /** Remembers what is recorded now, for `end`. */
  remember() {
    for (const row of this.rows()) {
      for (const value of row.split(",").slice(3)) if (value.length >= 8) this.#recorded.add(value);
    }
  }

  /** Stops everything. No log may have a barcode or a name that was recorded. */
  end() {
    execFileSync(stack, ["stop", this.dir]);
    this.letGoOfPort();
    const logs = readdirSync(`${this.dir}/log`).map((name) => readFileSync(`${this.dir}/log/${name}`, "utf8"));
    const found = [...this.#recorded].filter((value) => logs.some((log) => log.includes(value)));
    assert.deepEqual(found, [], "in a log");
  }
}
